"""The explanation of a term in a browser: by mouse, by key, by finger, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.conftest import Site, watched


@pytest.fixture(scope="module")
def start(fixture_site: Site, address: str) -> str:
    """The address of the overview of the fixture's year."""
    path = next((fixture_site.folder / "departments").glob("*/*/index.html")).relative_to(
        fixture_site.folder
    )
    return f"{address}/{path.as_posix()}"


@pytest.fixture
def desk(browser: Browser, address: str, start: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong = watched(page, address)
    page.goto(start)
    yield page
    page.close()
    assert wrong == []


@pytest.fixture
def phone_page(browser: Browser, address: str, start: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    wrong = watched(page, address)
    page.goto(start)
    yield page
    context.close()
    assert wrong == []


def tip(page: Page) -> Locator:
    return page.locator(".mz-gloss")


def test_focus_opens_escape_closes_and_the_term_is_described_by_it(desk: Page) -> None:
    term = desk.locator("a.mz-term").first
    term.focus()
    assert tip(desk).is_visible()
    assert term.get_attribute("data-tip") in tip(desk).inner_text()
    assert term.get_attribute("aria-describedby") == tip(desk).get_attribute("id")
    assert tip(desk).get_attribute("role") == "tooltip"
    desk.keyboard.press("Escape")
    assert not tip(desk).is_visible()
    assert term.get_attribute("aria-describedby") is None
    assert term.evaluate("node => document.activeElement === node")


def test_the_next_key_leads_on_and_enter_to_the_page_of_the_term(desk: Page) -> None:
    term = desk.locator("a.mz-term").first
    term.focus()
    desk.keyboard.press("Tab")
    tip(desk).wait_for(state="hidden") if desk.locator("a.mz-term:focus").count() == 0 else None
    assert desk.locator(".mz-gloss a:focus").count() == 0
    term.focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/glossary/*.html")


def test_the_mouse_may_go_onto_the_explanation_and_it_stays_until_it_leaves(desk: Page) -> None:
    term = desk.locator("a.mz-term").nth(2)
    term.hover()
    tip(desk).wait_for(state="visible")
    box = tip(desk).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 1440
    tip(desk).hover()
    desk.wait_for_timeout(600)
    assert tip(desk).is_visible()
    desk.mouse.move(5, 5)
    tip(desk).wait_for(state="hidden")
    term.hover()
    tip(desk).wait_for(state="visible")
    desk.keyboard.press("Escape")
    assert not tip(desk).is_visible()


def test_a_tap_opens_a_second_closes_and_so_does_one_elsewhere(phone_page: Page) -> None:
    before = phone_page.url
    term, other = phone_page.locator("a.mz-term").nth(0), phone_page.locator("a.mz-term").nth(1)
    term.tap()
    assert tip(phone_page).is_visible()
    box = tip(phone_page).bounding_box()
    assert box
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 844)
    term.tap()
    assert not tip(phone_page).is_visible()
    term.tap()
    other.tap()
    assert other.get_attribute("data-tip") in tip(phone_page).inner_text()
    phone_page.wait_for_timeout(900)
    assert tip(phone_page).is_visible()
    phone_page.locator("h1").tap()
    assert not tip(phone_page).is_visible()
    assert phone_page.url == before


def test_the_explanation_leads_to_the_page_of_the_term_by_finger(phone_page: Page) -> None:
    phone_page.locator("a.mz-term").first.tap()
    more = tip(phone_page).get_by_role("link")
    box = more.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    more.tap()
    phone_page.wait_for_url("**/glossary/*.html")


def test_without_javascript_a_term_is_a_link_to_its_page(browser: Browser, start: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(start)
    page.locator("a.mz-term").first.click()
    page.wait_for_url("**/glossary/*.html")
    context.close()
