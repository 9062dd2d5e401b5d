"""Charts in a browser: a picture that answers when it is asked, and stands when it cannot; PNG, and frames elsewhere."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from scripts import build, charts
from tests.conftest import ROOT, Site, hosted, until, watched

AWAKE = ".mz-picture.mz-awake"
STRICT = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"


@pytest.fixture(scope="module")
def overview(fixture_site: Site) -> str:
    """The address of a page with charts, below the site's root."""
    return (
        next((fixture_site.folder / "departments").glob("*/*/index.html"))
        .relative_to(fixture_site.folder)
        .as_posix()
    )


@pytest.fixture
def page(browser: Browser, address: str, overview: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/{overview}")
    yield page
    page.close()


def picture(page: Page, chart: str) -> Locator:
    """The picture of a chart that is shown at this width."""
    return page.locator(f"#{chart} .mz-picture:visible").first


def bar(page: Page, chart: str) -> tuple[float, float]:
    """A point on the picture's first mark that has something to tell."""
    picture(page, chart).scroll_into_view_if_needed()
    box = picture(page, chart).locator("svg [fill]:has(title)").first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def woken(page: Page, chart: str) -> Locator:
    """The picture, when it answers."""
    page.wait_for_selector(f"#{chart} {AWAKE}", timeout=30_000)
    return page.locator(f"#{chart} {AWAKE}:visible")


def test_nothing_is_fetched_before_a_picture_is_touched_and_what_it_needs_once(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.reload()
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(500)
    assert not {"vega.js", "where-to.json"} & set(asked)
    for chart in ("where-to", "economic"):
        page.mouse.move(*bar(page, chart))
        woken(page, chart)
    assert asked.count("vega.js") == 1
    assert asked.count("where-to.json") == asked.count("economic.json") == 1


def test_a_pointer_on_a_mark_is_told_its_name_amount_and_share(page: Page) -> None:
    page.mouse.move(*bar(page, "where-to"))
    tip = woken(page, "where-to").locator(".mz-tip")
    assert tip.inner_text() == "企业扶持资金 5,500.00 万元，占合计的 98.52%"
    page.mouse.move(2, 2)
    assert tip.is_hidden()


def test_a_finger_on_a_mark_is_told_the_same(browser: Browser, address: str, overview: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{address}/{overview}")
    page.touchscreen.tap(*bar(page, "where-to"))
    assert "企业扶持资金 5,500.00 万元" in woken(page, "where-to").locator(".mz-tip").inner_text()
    context.close()


def test_arrow_keys_walk_over_the_marks_and_say_each(page: Page) -> None:
    walk = picture(page, "where-to").locator(".mz-walk")
    walk.focus()
    assert walk.get_attribute("role") == "slider"
    walk.press("ArrowRight")
    woken(page, "where-to")
    until(page, "document.activeElement.getAttribute('aria-valuenow') === '1'")
    said = [walk.get_attribute("aria-valuetext")]
    ring = page.locator("#where-to .mz-ring:visible")
    first = ring.bounding_box()
    walk.press("ArrowDown")
    said.append(walk.get_attribute("aria-valuetext"))
    assert said[0] == "企业扶持资金 5,500.00 万元，占合计的 98.52%"
    assert said[1] and said[1] != said[0]
    assert ring.bounding_box() != first
    walk.press("Escape")
    assert ring.count() == 0


def test_a_picture_that_answers_is_as_accessible_as_one_that_stands(page: Page) -> None:
    page.mouse.move(*bar(page, "where-to"))
    live = woken(page, "where-to").locator(".mz-live svg")
    assert live.get_attribute("aria-label") == picture(page, "where-to").locator(
        "> svg"
    ).get_attribute("aria-label")
    found = Axe().run(page, context="#where-to")
    assert found.violations_count == 0, found.generate_report()


def test_what_is_not_looked_at_becomes_pale_and_colours_follow_the_page(page: Page) -> None:
    page.mouse.move(*bar(page, "economic"))
    rects = woken(page, "economic").locator(".mz-live path[opacity], .mz-live rect[opacity]")
    page.wait_for_timeout(300)
    assert {"0.3"} <= set(
        rects.evaluate_all("shapes => shapes.map(shape => shape.getAttribute('opacity'))")
    )
    light = rects.first.evaluate("shape => getComputedStyle(shape).fill")
    page.emulate_media(color_scheme="dark")
    expect(rects.first).not_to_have_css("fill", light)


def test_pictures_answer_under_a_policy_that_forbids_eval_and_foreign_scripts(
    browser: Browser, address: str, overview: str
) -> None:
    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": STRICT}
        )

    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.route("**/*.html", strict)
    wrong = watched(page, address)
    page.goto(f"{address}/{overview}")
    page.mouse.move(*bar(page, "flow"))
    assert woken(page, "flow").locator(".mz-live svg path").count() > 5
    assert wrong == []
    page.close()


def test_where_the_runtime_does_not_come_the_picture_stays_and_it_is_said_why(page: Page) -> None:
    page.route("**/vega.js", lambda route: route.abort())
    page.mouse.move(*bar(page, "where-to"))
    words = page.wait_for_selector("#where-to .mz-excuse")
    assert words and "没有载入" in words.inner_text()
    assert picture(page, "where-to").locator("> svg").is_visible()


def test_in_a_folder_the_picture_stays_and_it_is_said_why(
    browser: Browser, fixture_site: Site, overview: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((fixture_site.folder / overview).as_uri())
    page.mouse.move(*bar(page, "where-to"))
    words = page.wait_for_selector("#where-to .mz-excuse")
    assert words and "从文件夹打开" in words.inner_text()
    assert picture(page, "where-to").locator("> svg").is_visible()
    page.close()


def test_without_javascript_pictures_stand_with_what_needs_no_script(
    browser: Browser, address: str, overview: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{overview}")
    assert picture(page, "where-to").locator("svg[role=img]").is_visible()
    assert page.locator("#where-to .mz-tools a").all_inner_texts()[:2] == ["SVG", "CSV"]
    assert page.locator("#where-to .mz-png, #where-to .mz-walk").count() == 0
    context.close()


def test_on_paper_the_still_picture_stands_in_for_the_one_that_answers(page: Page) -> None:
    page.mouse.move(*bar(page, "where-to"))
    woken(page, "where-to")
    page.emulate_media(media="print")
    assert page.locator("#where-to .mz-wide > svg").is_visible()
    assert page.locator("#where-to .mz-live").is_hidden()


def test_a_png_is_twice_as_large_as_its_picture(
    page: Page, fixture_site: Site, overview: str
) -> None:
    with page.expect_download() as waited:
        page.locator("#where-to .mz-png").click()
    assert waited.value.suggested_filename == "where-to.png"
    size = struct.unpack(">II", Path(waited.value.path()).read_bytes()[16:24])
    drawn = (fixture_site.folder / overview).parent / "charts/where-to.svg"
    stated = re.search(r'width="([\d.]+)" height="([\d.]+)"', drawn.read_text("utf-8"))
    assert stated and size == (2 * float(stated[1]), 2 * float(stated[2]))


def test_a_finger_gets_the_png_as_a_picture_to_hold(
    browser: Browser, address: str, overview: str
) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(f"{address}/{overview}")
    page.locator("#where-to .mz-png").tap()
    until(page, "(document.querySelector('#where-to .mz-png-place img') || {}).naturalWidth > 1000")
    assert "按住图片" in page.locator("#where-to .mz-png-place").inner_text()
    context.close()


@pytest.mark.parametrize("width", [300, 640, 1000])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_frames_well_in_another_page(
    page: Page, width: int, scheme: str, tmp_path: Path
) -> None:
    code = page.locator("#where-to .mz-embed textarea").input_value()
    assert re.search(r' src="http://127\.0\.0\.1:\d+/.*/charts/where-to\.html"', code)
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    # A page of somebody else, without our policy; browsers let none of another machine ask this one.
    (tmp_path / "elsewhere.html").write_text(
        f'<!doctype html><body style="margin:0">{code}', "utf-8"
    )
    with hosted(tmp_path) as other:
        page.goto(f"{other}/elsewhere.html")
    frame = page.frame_locator("iframe")
    # Which picture is shown is for the stylesheet to say, so it has to be there.
    until(page, "frames.length === 1")
    page.frames[1].wait_for_load_state("load")
    frame.locator("p a").wait_for()
    assert frame.locator("svg:visible").count() == 1
    assert "2023" in frame.locator("p a").inner_text()
    over = frame.locator("html").evaluate(
        "html => [html.scrollWidth - innerWidth, html.scrollHeight - innerHeight]"
    )
    assert max(over) <= 0
    assert frame.locator("html").evaluate("() => document.scripts.length") == 0


def test_a_framed_chart_leads_back_to_its_place_and_is_light(
    page: Page, address: str, overview: str
) -> None:
    path = overview.replace("index.html", "charts/flow.html")
    answer = page.goto(f"{address}/{path}")
    assert answer and len(answer.body()) < 30_000
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    target = page.locator("p a").evaluate("link => link.href")
    assert target == f"{address}/{overview}#flow"


def test_colours_of_frames_are_those_of_the_site() -> None:
    def colours(name: str) -> list[dict[str, str]]:
        text = (ROOT / "docs/assets" / name).read_text("utf-8")
        blocks = re.findall(r":root[^{]*\{([^}]*)\}", text)[:2]
        return [dict(re.findall(r"(--mz-[\w-]+): (#[0-9a-f]+)", block)) for block in blocks]

    for framed, page in zip(colours("embed.css"), colours("mz.css"), strict=True):
        assert framed and framed.items() <= page.items()


def test_the_runtime_is_the_same_bytes_each_time_and_carries_its_notices(
    fixture_site: Site,
) -> None:
    made = charts.runtime()
    assert made == (fixture_site.folder / build.RUNTIME).read_text("utf-8")
    notice = made.partition("*/")[0]
    for words in ("University of Washington", "Redistributions in binary form", "ISC", "MIT"):
        assert words in notice
    assert "mzVega" in made
