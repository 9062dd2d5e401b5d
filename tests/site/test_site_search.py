"""The search in a browser: what is found, how it is reached by key, finger and link, and what it costs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from scripts.search import tokens
from tests.conftest import Site, until, watched

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
TOTAL = "5,582.87 万元"
FOUND = {
    "信创与大数据": "山西转型综合改革示范区信创与大数据产业招商服务中心",
    "大数据产业": "山西转型综合改革示范区信创与大数据产业招商服务中心",
    "企业扶持资金": "企业扶持资金",
    "扶持": "企业扶持资金",
    "三公": "“三公”经费",
    "三公经费支出表": "“三公”经费支出表",
    "因公出国境费": "因公出国（境）费",
    "2150805": "2150805",
    "21508": "2150805",
    "614": "山西转型综合改革示范区信创与大数据产业招商服务中心",
    "招商服务中心差旅费": "差旅费",
    "差旅费 2023": "差旅费",
    "qyfczj": "企业扶持资金",
    "fuchizijin": "企业扶持资金",
    "fuchizj": "企业扶持资金",
    "sxzx": "山西转型综合改革示范区信创与大数据产业招商服务中心",
    "sangong": "“三公”经费",
    "jbzc": "基本支出",
    "three public": "“三公”经费",
}
"""What is typed, and a title that it finds."""

AMOUNTS = (
    "5,582.87",
    "5582.87",
    "5，582.87",
    "５５８２．８７",
    "5582.87万",
    "5,582.87 万元",
    "55828700",
    "55,828,700元",
    "0.5583亿",
    "¥55828700.00",
)


@pytest.fixture(scope="module")
def start(fixture_site: Site) -> str:
    """The overview of the fixture's year."""
    return (
        next((fixture_site.folder / "departments").glob("*/*/index.html"))
        .relative_to(fixture_site.folder)
        .as_posix()
    )


@pytest.fixture
def page(browser: Browser, address: str, start: str) -> Iterator[Page]:
    opened = browser.new_page(viewport=DESK)  # type: ignore[arg-type]
    wrong = watched(opened, address)
    opened.goto(f"{address}/{start}")
    yield opened
    opened.close()
    assert wrong == []


def typed(page: Page, text: str) -> list[str]:
    """The suggestions for a text, once they are there."""
    page.get_by_role("combobox").fill(text)
    return shown(page, text)


def shown(page: Page, text: str) -> list[str]:
    """What is on show once the answer to a text has come."""
    until(
        page, "text => document.querySelector('.mz-found').getAttribute('data-for') === text", text
    )
    return page.locator(".mz-hit").all_inner_texts()


def titles(page: Page) -> list[str]:
    return page.locator(".mz-hits .mz-hit b").all_inner_texts()


def test_names_words_inside_names_codes_and_pinyin_are_found(page: Page) -> None:
    for text, title in FOUND.items():
        typed(page, text)
        assert any(title in found for found in titles(page)), (text, titles(page))


def test_an_amount_is_found_in_every_spelling(page: Page) -> None:
    for text in AMOUNTS:
        hits = typed(page, text)
        assert hits, text
        assert all("5,582.87" in hit for hit in hits), (text, hits)
        assert page.locator(".mz-hits mark", has_text="5,582.87").count() >= 1, text


def test_an_amount_that_is_not_there_is_not_found_but_one_that_was_cut_off_is(page: Page) -> None:
    assert typed(page, "5582.88") == []
    assert typed(page, "5582.87元") == []
    assert any("5,582.87" in hit for hit in typed(page, "5582.8"))
    assert any("5,575.30" in hit for hit in typed(page, "5575.3"))


@pytest.mark.parametrize("text", ["飞碟橘子", "qzxqzx", "9876543.21", "支飞出碟", "，。"])
def test_nonsense_finds_nothing_and_it_is_said(page: Page, text: str) -> None:
    page.get_by_role("combobox").fill(text)
    page.wait_for_timeout(1200)
    assert titles(page) == []
    if text != "，。":
        assert "没有找到" in page.locator(".mz-said").inner_text()


def test_words_and_amounts_are_cut_in_the_browser_as_they_are_in_the_index(page: Page) -> None:
    typed(page, "收入")
    for text in (
        "“三公”经费",
        "5,575.30",
        "12,34",
        "2150805，550",
        "２０２３年 Package ZIP",
        "5,500.00 万元",
        "〇㐀",
    ):
        assert page.evaluate("text => window.mzSearch.wordsOf(text)", text) == tokens.words(text)
    meant = page.evaluate("window.mzSearch.amounts('5,582.87')")
    assert [one["exact"] for one in meant] == [5582870, 55828700000, 558287000000000]
    assert page.evaluate("window.mzSearch.amounts('三公')") == []


def test_nothing_is_fetched_before_the_first_key_and_little_after_it(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("combobox").focus()
    page.wait_for_timeout(300)
    assert [url for url in asked if not url.endswith("favicon.svg")] == []
    asked.clear()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    typed(page, "差旅费")
    assert 0 < len(asked) < 14
    assert sum(sizes) < 250_000


def test_a_suggestion_says_what_whose_when_how_much_and_where(page: Page) -> None:
    typed(page, "2150805")
    hit = page.locator(".mz-hits .mz-hit", has_text="支出总表").first.inner_text()
    for part in ("2150805", "5,500.00", "万元", "招商服务中心", "2023 年部门预算"):
        assert part in hit
    kinds = [re.sub(r"\s*\d+\+?$", "", text) for text in page.locator(".mz-kind").all_inner_texts()]
    assert kinds == ["科目", "表格行"]


def test_a_hit_leads_to_its_row_which_is_lit(page: Page) -> None:
    typed(page, "2150805")
    page.locator(".mz-hits .mz-hit", has_text="支出总表").first.click()
    page.wait_for_url("**/tables.html#*")
    row = page.locator(f"[id='{page.url.partition('#')[2]}']").locator("xpath=ancestor-or-self::tr")
    assert "2150805" in row.inner_text()
    colours = row.evaluate(
        "row => Array.from(row.cells, cell => getComputedStyle(cell).backgroundColor)"
    )
    assert len(set(colours)) == 1
    assert colours != row.evaluate(
        "row => Array.from(row.previousElementSibling.cells, cell => getComputedStyle(cell).backgroundColor)"
    )
    assert row.evaluate(
        "row => row.getBoundingClientRect().top > 0 && row.getBoundingClientRect().bottom < innerHeight"
    )


def test_arrows_choose_escape_closes_and_enter_opens_the_chosen_one(page: Page) -> None:
    box = page.get_by_role("combobox")
    typed(page, "企业扶持资金")
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = chosen.get_attribute("href")
    page.keyboard.press("ArrowUp")
    assert chosen.count() == 0  # back in the box
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "企业扶持资金"
    page.keyboard.press("ArrowDown")
    shown(page, "企业扶持资金")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(first or "")


def test_every_option_has_a_name_and_stands_in_a_named_group(page: Page) -> None:
    typed(page, "三公")
    wrong = page.evaluate(
        """() => Array.from(document.querySelectorAll('[role=option]')).filter(option => {
            const group = option.closest('[role=group]');
            return !option.textContent.trim() || !option.id || !group
              || !document.getElementById(group.getAttribute('aria-labelledby')).textContent.trim();
        }).length"""
    )
    assert wrong == 0
    assert page.get_by_role("listbox").count() == 1


def test_enter_leads_to_the_page_of_results_whose_address_says_what_was_asked(
    page: Page, address: str
) -> None:
    typed(page, "收入")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search/index.html?q={quote('收入')}")
    page.wait_for_selector(".mz-results .mz-hit")
    assert page.get_by_role("combobox").input_value() == "收入"
    kinds = [
        re.sub(r"\s*\d+\+?$", "", text)
        for text in page.locator(".mz-results nav a").all_inner_texts()
    ]
    assert kinds[0] == "全部"
    assert "表格行" in kinds
    page.locator(".mz-results nav a", has_text="表格行").click()
    page.wait_for_url("**&in=*")
    page.wait_for_selector(".mz-results .mz-hit")
    assert page.locator(".mz-results h2").all_inner_texts()[0].startswith("表格行")
    assert page.locator(".mz-results [aria-current=page]").inner_text().startswith("表格行")


def test_a_tab_counts_what_it_shows_and_more_shows_the_rest(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('表')}&in={quote('页面')}")
    page.wait_for_selector(".mz-results .mz-hit")
    count = int(re.findall(r"\d+", page.locator(".mz-results h2").inner_text())[0])
    more = page.get_by_role("button", name="再看")
    while more.count():
        before = page.locator(".mz-results .mz-hit").count()
        more.click()
        until(page, f"document.querySelectorAll('.mz-results .mz-hit').length > {before}")
    assert page.locator(".mz-results .mz-hit").count() == count > 20


def test_what_is_typed_is_shown_as_text_whatever_it_is(page: Page, address: str) -> None:
    page.goto(f"{address}/search/index.html?q={quote('<img src=x onerror=alert(1)>橘子')}")
    until(page, "document.querySelector('.mz-asked').textContent.includes('没有找到')")
    assert page.locator(".mz-asked img, .mz-results img").count() == 0


def test_composing_searches_when_it_is_done_and_its_enter_goes_nowhere(page: Page) -> None:
    page.get_by_role("combobox").focus()
    keyboard = page.context.new_cdp_session(page)
    for letters in ("f", "fu", "fu c", "fu chi"):
        keyboard.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
        page.wait_for_timeout(200)
    before = page.url
    page.evaluate(
        """() => document.querySelector('.mz-query').dispatchEvent(
            new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true}))"""
    )
    page.evaluate("document.querySelector('.mz-find').requestSubmit()")
    page.wait_for_timeout(200)
    assert page.url == before
    assert page.locator(".mz-hit").count() == 0
    keyboard.send("Input.insertText", {"text": "扶持"})
    shown(page, "扶持")
    assert "企业扶持资金" in titles(page)
    assert page.url == before


def test_on_a_phone_the_results_take_the_screen_and_have_room_for_a_finger(
    browser: Browser, address: str, start: str
) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}/{start}")
    page.get_by_role("combobox").tap()
    typed(page, "三公")
    box = page.locator(".mz-found").bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    assert round(box["y"] + box["height"]) >= 844
    low = page.evaluate(
        "Array.from(document.querySelectorAll('.mz-hit, .mz-more, .mz-close'), node => node.offsetHeight).filter(high => high < 44).length"
    )
    assert low == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="关闭").tap()
    assert not page.locator(".mz-found").is_visible()
    assert page.locator("h1").is_visible()
    page.get_by_role("combobox").tap()
    typed(page, "企业扶持资金")
    page.locator(".mz-hits .mz-hit").first.tap()
    page.wait_for_url("**#*")
    context.close()


def test_the_search_works_from_a_folder(browser: Browser, fixture_site: Site, start: str) -> None:
    page = browser.new_page()
    wrong: list[str] = []
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((fixture_site.folder / start).as_uri())
    typed(page, "5582.87万")
    page.keyboard.press("Enter")
    page.wait_for_selector(".mz-results .mz-hit")
    page.locator(".mz-results .mz-hit").last.click()
    page.wait_for_url("file://**/tables.html#*")
    assert page.locator(f"[id='{page.url.partition('#')[2]}']").is_visible()
    assert wrong == []
    page.close()


def test_the_search_works_where_only_the_sites_own_files_may_run(
    browser: Browser, address: str, start: str
) -> None:
    """No evaluation, no WebAssembly, no connections: scripts of the site and nothing else."""
    page = browser.new_page()
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'"
    page.route(
        "**/*.html*",
        lambda route: (
            (answer := route.fetch())
            and route.fulfill(
                response=answer, headers={**answer.headers, "content-security-policy": policy}
            )
        ),
    )
    page.goto(f"{address}/{start}")
    typed(page, "差旅费")
    assert "差旅费" in titles(page)
    page.close()


def test_a_site_that_was_built_anew_is_searched_though_the_first_file_is_an_old_one(
    browser: Browser, address: str, start: str
) -> None:
    page = browser.new_page()
    index = f"{address}/search/index.js"
    old = json.dumps("0" * 12)
    page.route(
        index,
        lambda route: (
            (answer := route.fetch())
            and route.fulfill(
                response=answer, body=re.sub(r'"at":"\w+"', f'"at":{old}', answer.text())
            )
        ),
    )
    page.goto(f"{address}/{start}")
    typed(page, "差旅费")
    assert "差旅费" in titles(page)
    page.close()


def test_without_an_index_it_is_said_and_other_ways_are_shown(
    browser: Browser, address: str, start: str
) -> None:
    page = browser.new_page()
    page.route("**/search/index.js*", lambda route: route.abort())
    page.goto(f"{address}/{start}")
    typed(page, "差旅费")
    assert "没有打开" in page.locator(".mz-said").inner_text()
    assert page.locator(".mz-found .mz-ways a").first.is_visible()
    page.unroute("**/search/index.js*")
    typed(page, "旅费")
    assert "差旅费" in titles(page)
    page.close()


def test_without_javascript_the_ways_stand_in_place_of_the_box(
    browser: Browser, address: str, start: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{start}")
    assert not page.get_by_role("combobox").is_visible()
    assert page.locator(".mz-nofind a", has_text="按部门找").first.is_visible()
    page.goto(f"{address}/search/index.html")
    assert page.locator("article .mz-nofind").is_visible()
    context.close()
