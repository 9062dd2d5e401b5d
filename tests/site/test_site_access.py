"""The site for everyone: with a keyboard, a screen reader, large print, strong colours, or a narrow window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Site, until
from tests.support.shares import share


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a phone, of a reader who wants nothing to move."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def test_every_table_has_a_caption_and_every_head_says_what_it_heads(fixture_site: Site) -> None:
    """A caption, or the heading right before a table that was written as Markdown."""
    wrong = []
    for file in sorted(fixture_site.folder.rglob("*.html")):
        document = lxml.html.parse(file)
        for table in document.iter("table"):
            if table.find("caption") is None and "mz-" in (table.getparent().get("class") or ""):
                wrong.append((file.name, "no caption"))
            scopes = Counter(
                head.get("scope")
                for head in table.iter("th")
                if (head.text_content() or "").strip()
            )
            if not table.findall(".//th"):
                wrong.append((file.name, "no head"))
            if scopes[None] and table.find("caption") is not None:
                wrong.append((file.name, f"{scopes[None]} heads without scope"))
    assert wrong == []


# The keyboard

FOCUSED = """() => {
  const node = document.activeElement, box = node.getBoundingClientRect(), style = getComputedStyle(node);
  const ring = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
  return {
    body: node === document.body,
    name: node.outerHTML.slice(0, 90),
    seen: ring || style.boxShadow !== "none",
    shown: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
    x: box.left, y: box.top + scrollY,
  };
}"""


def walked(page: Page, steps: int) -> list[dict[str, object]]:
    """Where the Tab key leads, step by step, until it leaves the page."""
    places: list[dict[str, object]] = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        place = page.evaluate(FOCUSED)
        if place["body"]:
            break
        places.append(place)
    return places


def test_the_tab_key_goes_through_a_whole_page_and_out_of_it(
    page: Page, root: str, every_kind: list[str]
) -> None:
    """Each stop is seen on the screen, with a ring around it, and in the order of the text."""
    page.set_viewport_size({"width": 1440, "height": 900})
    for path in (
        one for one in every_kind if one.count("/") in (0, 3) and one.endswith("index.html")
    ):
        page.goto(f"{root}/{path}")
        count = page.locator("a[href], button, input, summary, [tabindex='0']").count()
        places = walked(page, count + 5)
        assert 10 < len(places) <= count, path
        assert [place["name"] for place in places if not place["seen"]] == []
        assert [place["name"] for place in places if not place["shown"]] == []
        assert len({str(place) for place in places}) == len(places), "a stop comes twice"


def test_the_first_tab_leads_past_the_head_of_the_page(page: Page, root: str) -> None:
    page.goto(f"{root}/index.html")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "跳到正文"
    box = skip.bounding_box()
    assert box and box["width"] > 40
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "mz-content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#mz-content') !== null")


def test_a_wide_table_is_moved_with_the_arrow_keys(
    page: Page, root: str, every_kind: list[str]
) -> None:
    page.goto(f"{root}/{next(path for path in every_kind if path.endswith('tables.html'))}")
    wide = page.locator(".mz-table").filter(has=page.locator("th[colspan]")).first
    wide.focus()
    page.keyboard.press("ArrowRight")
    until(page, "node => node.scrollLeft > 0", wide.element_handle())


# Narrow windows, large print, forced colours

OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"


def test_no_page_is_wider_than_a_window_of_320_pixels_however_text_is_spaced(
    page: Page, root: str, every_kind: list[str], framed: list[str]
) -> None:
    """A window of 1280 pixels at 400 percent is 320 wide; at 200 percent it is 640."""
    wide = {}
    for path in share(every_kind, 12, "narrow") + framed:
        page.set_viewport_size({"width": 640, "height": 450})
        page.goto(f"{root}/{path}")
        wide[path, 640] = page.evaluate(OVER)
        page.set_viewport_size({"width": 320, "height": 256})
        wide[path, 320] = page.evaluate(OVER)
        # A reader's own style sheet: the policy of the site forbids those in a page, not this one.
        page.evaluate(
            "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets = [sheet]; }",
            SPACING,
        )
        wide[path, "spaced"] = page.evaluate(OVER)
    assert {place: over for place, over in wide.items() if over > 0} == {}


SMALL = """() => {
  const found = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement, box = node.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(node).fontSize);
    if (!walker.currentNode.data.trim() || box.width < 2 || node.closest("svg, script, style")) continue;
    if (size < 17) found[node.className || node.tagName] = size;
  }
  return found;
}"""


def test_large_print_is_large_on_every_page_and_fits_the_window(
    page: Page, root: str, every_kind: list[str]
) -> None:
    page.goto(f"{root}/index.html")
    button = page.get_by_role("button", name="大字")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    small, wide, targets = {}, {}, []
    for path in share(every_kind, 10, "large print"):
        page.goto(f"{root}/{path}")
        assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px", path
        small[path] = page.evaluate(SMALL)
        for width in (320, 390, 1440):
            page.set_viewport_size({"width": width, "height": 844})
            wide[path, width] = page.evaluate(OVER)
        targets += [
            box
            for one in page.locator("header button, .mz-years a").all()
            if (box := one.bounding_box())
        ]
    assert {path: found for path, found in small.items() if found} == {}
    assert {place: over for place, over in wide.items() if over > 0} == {}
    assert min(min(box["width"], box["height"]) for box in targets) >= 44


REFUSED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
});"""


@pytest.mark.parametrize("storage", ["kept", "refused"])
def test_the_choices_of_size_and_colour_last_from_page_to_page(
    browser: Browser, root: str, storage: str
) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    if storage == "refused":
        page.add_init_script(REFUSED)
    page.goto(f"{root}/index.html")
    page.get_by_role("button", name="大字").click()
    page.get_by_role("button", name="配色").click()
    page.get_by_role("button", name="配色").click()
    page.goto(f"{root}/departments/index.html")
    shown = page.locator("html")
    assert shown.get_attribute("data-mz-size") == "large"
    assert shown.get_attribute("data-md-color-scheme") == "slate"
    page.get_by_role("button", name="大字").click()
    page.goto(f"{root}/index.html")
    assert shown.get_attribute("data-mz-size") == "normal"
    assert shown.get_attribute("data-md-color-scheme") == "slate"
    context.close()


def test_a_link_of_another_site_can_ask_for_large_print(page: Page, root: str) -> None:
    page.goto(f"{root}/index.html?size=large")
    assert page.locator("html").get_attribute("data-mz-size") == "large"
    page.goto(f"{root}/departments/index.html")
    assert page.locator("html").get_attribute("data-mz-size") == "large"


def test_where_colours_are_forced_the_page_in_force_and_the_focus_are_still_told(
    page: Page, root: str, every_kind: list[str]
) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{root}/{next(path for path in every_kind if path.endswith('tables.html'))}")
    lines = (
        "node => [getComputedStyle(node).outlineStyle, getComputedStyle(node).borderBottomStyle]"
    )
    assert "solid" in page.locator(".mz-years [aria-current]").evaluate(lines)[0]
    assert "solid" in page.locator(".mz-nav [aria-current]").evaluate(lines)[1]
    page.get_by_role("combobox").focus()
    assert "solid" in page.get_by_role("combobox").evaluate(lines)[0]


MOVING = """[...document.querySelectorAll("*")].filter(node => {
  const style = getComputedStyle(node);
  return parseFloat(style.transitionDuration) > 0 || style.animationName !== "none";
}).length"""


def test_nothing_moves_for_who_wants_nothing_to_move(
    page: Page, root: str, every_kind: list[str]
) -> None:
    indexes = [path for path in every_kind if path.endswith("index.html")]
    for path in share(indexes, 6, "moving"):
        page.goto(f"{root}/{path}")
        assert page.evaluate(MOVING) == 0, path
