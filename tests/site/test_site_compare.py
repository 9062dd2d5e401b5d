"""Choosing whom to compare, in a browser on a phone, from a folder: the state in the address, and the back button."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts import tables
from scripts.glossary import Glossary
from scripts.pages import BudgetYear, Site
from scripts.pages.several_years import compare, comparison_data
from scripts.settings import settings
from tests.conftest import ROOT
from tests.support import tiny
from tests.tables.test_history import BODIES

OTHERS = "ling-ju/2024-budget,ling-ju/2023-budget"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page to choose on with the figures of a few tiny bodies, in a folder: what works there works on a server."""
    root = tmp_path_factory.mktemp("site")
    years = [BudgetYear(one, tables.overview(one), (), ()) for one in tiny.packages(BODIES)]
    site = Site(settings(ROOT / "mkdocs.yml"), Glossary([]), years)
    page = next(compare.pages(site))
    head = '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>比较</title>'
    style = '<link rel="stylesheet" href="../assets/mz.css"><script src="../assets/mz.js"></script>'
    shutil.copytree(ROOT / "docs/assets", root / "assets")
    (root / "compare").mkdir()
    (root / compare.INDEX).write_text(
        f'{head}{style}<div class="md-container"><main class="md-main">{page.body!s}</main></div>',
        "utf-8",
    )
    (root / comparison_data.PATH).write_text(comparison_data.script(site), "utf-8")
    return (root / compare.INDEX).as_uri()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 390, "height": 844})
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    assert wrong == []
    opened.close()


def cells(page: Page, row: str) -> list[str]:
    """The figures of a row of the comparison, as a reader sees them."""
    found = page.locator(".mz-compared tbody tr", has=page.locator("th", has_text=row)).first
    return [" ".join(text.split()) for text in found.locator("td").all_inner_texts()]


def test_a_link_shows_what_was_chosen_and_the_share_of_the_first(page: Page, address: str) -> None:
    page.goto(f"{address}#{OTHERS}")
    page.wait_for_selector(".mz-compared table")
    assert cells(page, "项目支出") == ["1.00", "空"]
    assert cells(page, "基本支出") == ["4.00", "4.00 第一列的 100.00%"]
    assert cells(page, "支出合计") == ["5.00", "4.00 第一列的 80.00%"]


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ("ju/2024-budget,ju/2024-final", "一份是预算，一份是决算"),
        ("ju/2024-budget,ben-ji/2024-budget", "一个已含在另一个里"),
        ("ling-ju/2024-budget,ben-ji/2024-budget", "一个只是单位自己"),
        ("ju/2024-budget,ling-ju/2023-budget", "不是同一年"),
    ],
)
def test_what_may_not_be_compared_shows_both_figures_and_why(
    page: Page, address: str, chosen: str, why: str
) -> None:
    page.goto(f"{address}#{chosen}")
    page.wait_for_selector(".mz-compared table")
    assert why in page.locator(".mz-compared thead").inner_text()
    assert "第一列的" not in page.locator(".mz-compared tbody").inner_text()
    assert all(cell not in ("", "—") for cell in cells(page, "支出合计"))


def test_choosing_is_kept_in_the_address_and_the_back_button_undoes_it(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.locator("#mz-who").fill("另")
    page.get_by_role("button", name="另局 2024 年预算", exact=True).click()
    page.get_by_role("button", name="另局 2023 年预算", exact=True).click()
    page.wait_for_selector(".mz-compared table")
    assert page.url.endswith(f"#{OTHERS}")
    page.go_back()
    page.wait_for_selector(".mz-compared table", state="detached")
    assert page.url.endswith("#ling-ju/2024-budget")
    page.go_forward()
    page.wait_for_selector(".mz-compared table")
    page.get_by_role("button", name="去掉另局 2024 年预算").click()
    assert page.url.endswith("#ling-ju/2023-budget")


def test_an_address_that_names_nobody_is_left_out_without_a_word(page: Page, address: str) -> None:
    page.goto(f"{address}#nobody/2024-budget,{OTHERS},{OTHERS}")
    page.wait_for_selector(".mz-compared table")
    assert page.locator(".mz-compared thead th").count() == 3


def test_the_page_never_scrolls_sideways(page: Page, address: str) -> None:
    page.goto(f"{address}#{OTHERS},ju/2024-budget,ju/2024-final")
    page.wait_for_selector(".mz-compared table")
    assert (
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        <= 0
    )


def test_nothing_is_fetched_before_anything_is_chosen_and_the_tables_need_no_script(
    browser: Browser, address: str
) -> None:
    opened = browser.new_page()
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(Path(request.url).name))
    opened.goto(address)
    opened.wait_for_timeout(200)
    assert "figures.js" not in asked
    opened.locator("#mz-who").focus()
    opened.wait_for_selector(".mz-options button")
    assert "figures.js" in asked
    opened.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    assert plain.locator(".mz-nochoose").is_visible()
    assert plain.locator(".mz-list a").count() == 3
    plain.context.close()


def test_the_switch_shows_every_figure_as_it_was_published(
    browser: Browser, tmp_path: Path
) -> None:
    (one,) = tiny.packages(
        "@ year=2024\n\nsummary 元 | item | amount\n[expenditure]\n= 支出总计 | 123456"
    )
    site = Site(
        settings(ROOT / "mkdocs.yml"), Glossary([]), [BudgetYear(one, tables.overview(one), (), ())]
    )
    body = next(
        page.body for page in compare.pages(site) if page.path == "compare/2024-budget.html"
    )
    style = (ROOT / "docs/assets/mz.css").read_text("utf-8")
    (tmp_path / "page.html").write_text(
        f'<meta charset="utf-8"><style>{style}</style>{body!s}', "utf-8"
    )
    opened = browser.new_page()
    opened.goto((tmp_path / "page.html").as_uri())
    figure = opened.locator("td a").first
    assert figure.inner_text() == "12.35"
    opened.locator("label[for=mz-exact]").click()
    assert figure.inner_text() == "123,456 元"
    opened.close()
