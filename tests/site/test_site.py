"""The site in a browser, as a reader meets it: on a phone and on a desk, with JavaScript and without."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT, Site, watched
from tests.support.shares import turn

SIZES = ((390, 844), (1440, 900))


@pytest.fixture(scope="module")
def paths(fixture_site: Site) -> list[str]:
    """A page of every kind."""
    year = next((fixture_site.folder / "departments").glob("*/*/tables.html")).parent.relative_to(
        fixture_site.folder
    )
    of_year = [
        f"{year.as_posix()}/{name}.html"
        for name in ("index", "tables", "projects", "checks", "data")
    ]
    lists = ["index.html", "departments/index.html", "places/index.html", "report/index.html"]
    others = [*lists, f"{year.parent.as_posix()}/index.html", "glossary/index.html"]
    over_all = [
        "quality/index.html",
        "corrections/index.html",
        "quality/rules/tree.html",
        "quality/rules/sheet-quantities.html",
    ]
    compared = [
        "compare/index.html",
        "compare/2023-budget.html",
        "three-public/index.html",
        "three-public/2023-budget.html",
    ]
    by_code = ["functions/index.html", "functions/2150805.html", "economic/index.html"]
    return [
        *of_year,
        *others,
        *over_all,
        *compared,
        *by_code,
        "glossary/general-public-budget.html",
        "data/index.html",
        "about/index.html",
        "search/index.html",
    ]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_scrolls_sideways_errs_or_asks_another_host(
    browser: Browser, address: str, paths: list[str], size: tuple[int, int], theme: str
) -> None:
    """Every page at each width, in one theme or the other; the pages of a year in both."""
    wide, dark = SIZES.index(size), theme == "dark"
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme=theme)  # type: ignore[arg-type]
    wrong = watched(page, address)
    for path in [*paths[:3], *turn(paths[3:], wide ^ dark, 2)]:
        page.goto(f"{address}/{path}")
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, (path, over)
    assert wrong == []
    page.close()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_charts_are_drawn_and_text_is_there(
    browser: Browser, address: str, paths: list[str], size: tuple[int, int], script: bool
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(f"{address}/{paths[0]}")
    assert page.locator("h1").is_visible()
    assert "5,582.87" in page.locator(".mz-lead").inner_text()
    charts = page.locator("figure.mz-chart")
    assert charts.count() >= 6
    for chart in charts.all():
        drawn = [
            box for svg in chart.locator("svg").all() if (box := svg.bounding_box()) is not None
        ]
        assert len(drawn) == 1, chart.get_attribute("id")
        assert drawn[0]["width"] > 200
        assert drawn[0]["height"] > 60
    page.goto(f"{address}/{paths[1]}")
    assert page.get_by_role("cell", name="5,582.87").first.is_visible()
    context.close()


def test_a_row_that_is_clicked_shows_its_permanent_address(
    browser: Browser, address: str, paths: list[str]
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{paths[1]}")
    cell = page.get_by_role("cell", name="18.00").first
    cell.click()
    line = page.url.partition("#")[2]
    assert "差旅费" in page.locator(f"tr:has([id='{line}'])").inner_text()
    page.close()


def test_a_mark_beside_a_cell_leads_to_its_verdict(
    browser: Browser, address: str, paths: list[str]
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/{paths[2]}")
    page.get_by_role("link", name="不符（提示）：看核对").first.click()
    page.wait_for_url("**/checks.html#*")
    verdict = page.locator(f"[id='{page.url.partition('#')[2]}']")
    assert verdict.is_visible()
    assert "不符" in verdict.inner_text()
    page.close()


def test_a_link_to_a_verdict_that_holds_unfolds_it(
    browser: Browser, address: str, paths: list[str]
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{paths[3]}")
    folded = page.locator("details li[id]").first
    assert not folded.is_visible()
    page.goto(f"{address}/{paths[3]}#{folded.get_attribute('id')}")
    folded.wait_for(state="visible")
    page.close()


def test_the_matrix_moves_inside_its_frame_and_keeps_the_names(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/quality/index.html")
    frame = page.locator(".mz-matrix .mz-table")
    name = frame.locator("tbody th").first
    before = name.bounding_box()
    frame.evaluate("node => { node.scrollLeft = 300; }")
    assert frame.evaluate("node => node.scrollLeft") == 300
    after = name.bounding_box()
    assert before and after
    assert abs(before["x"] - after["x"]) <= 1
    page.close()


def test_the_guide_s_example_in_javascript_runs_in_a_page(browser: Browser, address: str) -> None:
    guide = (ROOT / "docs/about/api.md").read_text("utf-8")
    code = guide.split("```js\n")[1].split("```")[0].replace("https://example.org/", f"{address}/")
    page = browser.new_page()
    page.goto(f"{address}/about/api.html")
    said = page.evaluate(
        f"(async () => {{ const said = []; const console = {{log: (...x) => said.push(...x)}}; {code}; return said; }})()"
    )
    assert said[0].endswith("服务中心")
    assert any(line.endswith("：5582.87") for line in said[1])
    page.close()
