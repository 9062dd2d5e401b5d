"""The overview, the report of a mistake, the lists and the printed report, as a reader meets them in a browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from scripts import blocks, build, files, glossary, package, publish, settings, tables
from scripts.corpus import BudgetYear
from scripts.corpus import Site as Everything
from scripts.files import File
from scripts.pages.whole_site import departments, home, places, report_mistake
from scripts.pages.year import overview
from tests.conftest import ROOT, Site, hosted, watched
from tests.support.shares import share

PHONE = {"width": 390, "height": 844}
FACTS = ("total", "source", "purpose", "change")
A4 = (595, 842)
LED_TO = 6
"""How many years are followed from their overviews to their places."""


def _on_first_screen(site: Everything) -> list[BudgetYear]:
    return share(site.years, 5, "first screen")


def _sideways(site: Everything) -> list[BudgetYear]:
    return share(site.years, 5, "sideways")


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Everything]]:
    """The lists of all packages and the overviews that are opened, without pictures and checks; and their site."""
    root = tmp_path_factory.mktemp("every")
    for name in ("overrides", "docs/assets"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    years = [
        BudgetYear(one, tables.overview(one), (), ())
        for one in package.read_all(ROOT / "datapackages")
    ]
    terms = glossary.read(ROOT / "datapackages/reference/glossary/data/terms.csv")
    site = Everything(settings.settings(root / "mkdocs.yml"), terms, build.beside(years), {})
    opened = [*_on_first_screen(site), *_sideways(site), *site.years[:LED_TO]]
    made = [overview.page(year, site) for year in site.years if year in opened] + [
        home.page(site),
        departments.page(site),
        places.page(site),
    ]
    texts = {
        page.path: blocks.front(page.title, page.description) + str(page.body)
        for page in [*made, report_mistake.page(site)]
    }
    texts |= {
        f"{one}.html": f"# {one}\n" for one in site.settings.sections if f"{one}.html" not in texts
    }
    files.write(
        root / "docs",
        [File.text(path.replace(".html", ".md"), text) for path, text in texts.items()],
    )
    publish.publish(root)
    with hosted(root / "site") as address:
        yield address, site


def test_the_first_screen_of_every_department_year_holds_what_matters(
    browser: Browser, every: tuple[str, Everything]
) -> None:
    address, site = every
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    assert len(site.years) >= 20
    for year in _on_first_screen(site):
        page.goto(f"{address}/{year.address()}")
        has_reason = year.overview.change is None or bool(year.overview.change.by.number)
        for fact in (*FACTS, *(("reason",) if has_reason else ())):
            box = page.locator(f"[data-fact={fact}]").first.bounding_box()
            assert box is not None, (year.package.path, fact)
            assert box["y"] + box["height"] <= PHONE["height"], (year.package.path, fact, box)
    page.close()


def test_no_overview_or_list_scrolls_sideways(
    browser: Browser, every: tuple[str, Everything]
) -> None:
    address, site = every
    page = browser.new_page(viewport={"width": 360, "height": 800})
    wrong = watched(page, address)
    for path in (
        *(year.address() for year in _sideways(site)),
        "index.html",
        "departments/index.html",
        "places/index.html",
    ):
        page.goto(f"{address}/{path}")
        assert (
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            <= 0
        ), path
    assert wrong == []
    page.close()


def test_the_list_of_departments_is_filtered_and_sorted(
    browser: Browser, every: tuple[str, Everything]
) -> None:
    address, site = every
    page = browser.new_page()
    page.goto(f"{address}/departments/index.html")
    rows = page.locator("table tbody tr:not(.group):visible")
    assert rows.count() == len(site.departments)
    page.get_by_role("searchbox", name="筛选").fill("上海市 商务")
    assert rows.count() == 2
    page.get_by_role("searchbox", name="筛选").fill("飞碟橘子")
    assert rows.count() == 0
    page.get_by_role("searchbox", name="筛选").fill("")
    page.get_by_role("button", name="最近一年总额").click()
    shown = [
        float(value)
        for value in page.locator("tbody tr td.n").evaluate_all("all => all.map(n => n.dataset.v)")
    ]
    assert shown == sorted(shown, reverse=True)
    page.close()


def test_every_place_stands_under_its_province_and_links_lead_to_it(
    browser: Browser, every: tuple[str, Everything]
) -> None:
    address, site = every
    page = browser.new_page()
    for year in site.years[:LED_TO]:
        page.goto(f"{address}/{year.address()}")
        links = page.locator(".mz-crumb a[href*='places']")
        if links.count():
            links.first.click()
            page.wait_for_url("**/places/*")
            place = page.url.partition("#")[2]
            section = page.locator(f"section:has([id='{place}'])")
            expect(section.get_by_role("link", name=year.department, exact=True)).to_have_count(1)
    page.close()


def _reported(page: Page) -> str:
    return page.locator("#mz-report-text").input_value()


def test_a_figure_is_reported_with_all_that_names_it(
    browser: Browser, address: str, fixture_site: Site
) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
    wrong = watched(page, address)
    path = _of_year(fixture_site, "tables")
    page.goto(f"{address}/{path}")
    page.get_by_role("cell", name="18.00").first.click()
    page.get_by_role("button", name="报告这一行的错误").click()
    text, line = _reported(page), page.url.partition("#")[2]
    assert line
    for said in (
        "服务中心 2023 年部门预算",
        "差旅费",
        line,
        "网站上的数：18.00",
        "原文第",
        f"{path}#{line}",
    ):
        assert said in text, (said, text)
    assert text.startswith("部门和年度：") and text.count("\n") == report_mistake.TEMPLATE.count(
        "\n"
    )
    page.get_by_role("button", name="复制文字").click()
    assert "复制" in page.locator(".mz-report-said").inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".mz-panel").count() == 0
    assert wrong == []
    page.close()


def test_the_words_of_the_text_made_ready_are_those_of_the_page(fixture_site: Site) -> None:
    script = (fixture_site.folder / "assets/report.js").read_text("utf-8")
    for line in report_mistake.TEMPLATE.splitlines():
        assert f'"{line}"' in script


def test_every_table_and_picture_has_a_link_that_reports_it(
    browser: Browser, address: str, fixture_site: Site
) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{_of_year(fixture_site, 'tables')}")
    parts = page.locator("a.mz-report[data-part]").evaluate_all(
        "all => all.map(n => n.dataset.part)"
    )
    assert {"summary", "projects"} <= set(parts)
    page.locator("a.mz-report[data-part=projects]").click()
    assert "项目支出" in _reported(page)
    page.goto(f"{address}/{_of_year(fixture_site, 'index')}")
    assert (
        page.locator("figure a.mz-report").count() == page.locator("figure.mz-chart").count() >= 6
    )
    page.close()


def test_without_javascript_a_report_leads_to_the_page_that_tells_how(
    browser: Browser, address: str, fixture_site: Site
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{_of_year(fixture_site, 'tables')}")
    page.locator("a.mz-report[data-part=projects]").click()
    for said in ("行标识", "发到哪里", "然后怎样", "还没有设置收信的地址"):
        assert said in page.locator("article").inner_text()
    context.close()


@pytest.mark.parametrize("part", ["index", "tables", "projects"])
def test_a_year_prints_as_a_clean_report(
    browser: Browser, address: str, fixture_site: Site, part: str, tmp_path: Path
) -> None:
    page = browser.new_page()
    path = _of_year(fixture_site, part)
    page.goto(f"{address}/{path}")
    kept = page.locator("figure.mz-chart").count()
    file = tmp_path / "report.pdf"
    file.write_bytes(page.pdf(format="A4", prefer_css_page_size=True))
    page.close()
    with pypdfium2.PdfDocument(file) as pdf:
        sheets = [pdf[number] for number in range(len(pdf))]
        # An address is broken where a line ends.
        text = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets)
        drawn = sum(
            1 for sheet in sheets for one in sheet.get_objects(max_depth=9) if one.type == 2
        )
        for sheet in sheets:
            assert sorted(sheet.get_size()) == pytest.approx(A4, abs=1.5)
            _assert_within(sheet)
    assert "信创与大数据产业招商服务中心" in text and "2023年部门预算" in text
    assert "出处" in text and path in text
    assert "搜部门" not in text and "报告错误" not in text and "跳到正文" not in text
    assert drawn > 20 * kept


def _assert_within(sheet: pypdfium2.PdfPage) -> None:
    """No text of a printed sheet runs over its edge."""
    words = sheet.get_textpage()
    width = sheet.get_width()
    for index in range(words.count_rects()):
        left, _, right, _ = words.get_rect(index)
        assert left >= 0 and right <= width, words.get_text_bounded(*words.get_rect(index))


def _of_year(site: Site, part: str) -> str:
    year = next((site.folder / "departments").glob("*/*/tables.html")).parent.relative_to(
        site.folder
    )
    return f"{year.as_posix()}/{part}.html"
