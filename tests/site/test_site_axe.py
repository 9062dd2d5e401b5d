"""What axe finds wrong on the pages, by the rules of WCAG 2.2 AA and good practice: on a phone, on a desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY: dict[str, object] = {"runOnly": {"type": "tag", "values": TAGS}}
BUT_COLOURS = EVERY | {"rules": {"color-contrast": {"enabled": False}}}
COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
VIEWS = (
    ("light", 390, BUT_COLOURS),
    ("light", 390, COLOURS),
    ("dark", 390, COLOURS),
    ("light", 1440, COLOURS),
    ("dark", 1440, EVERY),
)
"""Themes and widths, and what is looked for; a view that shares its width or its theme differs in its colours only."""

# Looking for contrast is slow: after all else was looked for, of what stands there by the hundred a few are enough.
SHORTEN = """() => document.querySelectorAll("tbody, ul, ol, .mz-main").forEach((list) => {
  Array.from(list.children).slice(12).forEach((one) => one.remove());
})"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page where nothing moves: a colour on its way to another is none."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def violations(page: Page, rules: dict[str, object]) -> list[str]:
    """What axe finds wrong on a page as it stands: rule, place, and what was found there."""
    options = {"resultTypes": ["violations"], "preload": False, **rules}
    result = page.evaluate("options => axe.run(options)", options)
    return [
        f"{one['id']} {node['target']}: {(node['any'] + node['all'] + node['none'])[0]['message']}"
        for one in result["violations"]
        for node in one["nodes"][:3]
    ]


def in_all_views(page: Page, address: str) -> Iterator[tuple[str, int, list[str]]]:
    """What is wrong on a page in each view that has anything wrong."""
    for number, (theme, width, rules) in enumerate(VIEWS):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 844})
        if not number:
            page.goto(address)
            page.evaluate(AXE_SCRIPT)
        if found := violations(page, rules):
            yield theme, width, found
        if not number:
            page.evaluate(SHORTEN)


def test_axe_finds_nothing_wrong_on_any_kind_of_page(
    page: Page, root: str, every_kind: list[str], framed: list[str]
) -> None:
    wrong = {
        (path, theme, width): found
        for path in every_kind + framed
        for theme, width, found in in_all_views(page, f"{root}/{path}")
    }
    assert wrong == {}


def test_axe_finds_nothing_wrong_in_large_print_either(
    page: Page, root: str, every_kind: list[str]
) -> None:
    overview = next(path for path in every_kind if path.endswith("-budget/index.html"))
    assert list(in_all_views(page, f"{root}/{overview}?size=large")) == []
