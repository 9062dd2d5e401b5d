"""What axe finds wrong on the pages, by the rules of WCAG 2.2 AA and good practice: on a phone, on a desk, light and dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.support.shares import WHOLE, share

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BUT_COLOURS: dict[str, object] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"color-contrast": {"enabled": False}},
}
COLOURS: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
View = tuple[str, int, dict[str, object]]
"""A theme, a width, and what is looked for."""
FORMS: tuple[View, ...] = (("light", 390, BUT_COLOURS), ("dark", 1440, BUT_COLOURS))
TINTS: tuple[View, ...] = tuple(
    (theme, width, COLOURS) for width in (390, 1440) for theme in ("light", "dark")
)
"""A view that shares its width or its theme differs in its colours only."""

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


def in_views(
    page: Page, address: str, forms: Sequence[View] = FORMS, tints: Sequence[View] = TINTS
) -> Iterator[tuple[str, int, list[str]]]:
    """What is wrong on a page in each view that has anything wrong."""
    shortened = False
    page.goto(address)
    page.evaluate(AXE_SCRIPT)
    for theme, width, rules in (*forms, *tints):
        if rules is COLOURS and not shortened:
            page.evaluate(SHORTEN)
            shortened = True
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 844})
        if found := violations(page, rules):
            yield theme, width, found


def test_axe_finds_nothing_wrong_on_any_kind_of_page(
    page: Page, root: str, every_kind: list[str], framed: list[str]
) -> None:
    """Every page in one form and in one of the colours in turn; kinds share their styles."""
    wrong = {
        (path, theme, width): found
        for number, path in [
            *share(enumerate(share(every_kind, 32, "axe")), 18, "views"),
            *enumerate(framed, 32),
        ]
        for theme, width, found in in_views(
            page,
            f"{root}/{path}",
            FORMS if WHOLE else FORMS[number % 2 :][:1],
            TINTS if WHOLE else TINTS[number // 2 % 4 :][:1],
        )
    }
    assert wrong == {}


def test_axe_finds_nothing_wrong_in_large_print_either(
    page: Page, root: str, every_kind: list[str]
) -> None:
    overview = next(path for path in every_kind if path.endswith("-budget/index.html"))
    assert list(in_views(page, f"{root}/{overview}?size=large")) == []
