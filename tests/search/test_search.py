"""What can be found, by which words, and the index of it: small files that are found by what was typed."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from scripts import search
from scripts.files import File
from scripts.glossary import Glossary
from scripts.package import Package
from scripts.pages import BudgetYear, Site
from scripts.search import Body, Entry, Line, Period, Records
from scripts.search import records as searched
from scripts.search import tokens as spelt
from scripts.settings import settings
from scripts.tables import overview
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("企业扶持资金", "企 业 扶 持 资 金"),
        ("“三公”经费", "三 公 经 费"),
        ("5,575.30", "5575d3"),
        ("5575.3", "5575d3"),
        ("5,500.00 万元", "5500d0 万 元"),
        ("2150805", "2150805"),
        ("２０２３年", "2023 年"),
        ("2150805，550", "2150805 550"),
        ("12,34", "12 34"),
        ("Package ZIP", "package zip"),
        ("", ""),
    ],
)
def test_characters_are_words_and_a_number_has_one_spelling(text: str, words: str) -> None:
    assert spelt.words(text) == words.split()


def test_a_title_is_found_by_its_characters_pairs_beginnings_and_pinyin() -> None:
    found = spelt.keys("2150805 审计局")
    assert {
        "审",
        "审计",
        "计局",
        "21",
        "21508",
        "2150805",
        "~sj",
        "~sjj",
        "~shen-ji",
        "~ji-ju",
    } <= found
    assert not {"审局", "2", "1508"} & found


def test_a_character_is_read_as_its_word_asks_and_every_reading_is_kept() -> None:
    found = spelt.readings(iter(("行政运行", "银行", "重庆", "重点")))
    assert found["行"] == "hang|xing"
    assert found["重"] == "chong|zhong"


def test_what_nobody_can_read_has_no_pinyin_and_does_no_harm() -> None:
    assert spelt.pinyin("abc 123 ，。") == []
    assert spelt.keys("□■") == set()


@pytest.fixture(scope="module")
def site(package: Package) -> Site:
    """A site of the fixture document, without checks."""
    year = BudgetYear(package, overview(package), (), ())
    return Site(settings(ROOT / "mkdocs.yml"), Glossary(()), [year])


def test_every_row_that_states_a_figure_can_be_found_with_its_figures_and_place(site: Site) -> None:
    found = search.searchable(site, ())
    lines = {line.anchor: line for line in found.lines if line.kind == "表格行"}
    year = site.years[0]
    for table in year.published:
        for row in table.rows:
            numbers = {
                value for value in row.figures.values() if isinstance(value, Decimal) and value
            }
            assert (row["line"] in lines) == bool(numbers)
            if numbers:
                line = lines[row["line"]]
                assert {value / table.multiplier for value in line.yuan} == numbers
                assert (line.path, line.page, line.table) == (
                    year.package.path,
                    "tables",
                    table.title,
                )
                assert line.title == (f"{row.code} {row.label}".strip() or "（没有名称的行）")


def test_every_project_and_every_table_can_be_found(site: Site) -> None:
    found = search.searchable(site, ())
    year = site.years[0]
    projects = [line.title for line in found.lines if line.kind == "项目"]
    assert projects == [project.name for project in year.overview.projects]
    tables = {line.anchor: line.table for line in found.lines if line.kind == "表格"}
    assert list(tables) == [table.name for table in year.published]
    assert tables["summary"] == ""
    assert tables["government-fund-income"].startswith("空表")


def test_a_code_leads_to_its_own_page_where_there_is_one_else_to_a_row_that_bears_it(
    site: Site,
) -> None:
    own = searched.code_page("function_code", "2150805")
    with_page = {
        entry.title: entry.address
        for entry in search.searchable(site, {own}).entries
        if entry.kind == "科目"
    }
    without = {
        entry.title: entry.address
        for entry in search.searchable(site, ()).entries
        if entry.kind == "科目"
    }
    title = next(title for title in with_page if title.startswith("2150805 "))
    assert with_page[title] == own
    assert re.fullmatch(r"departments/\S+/tables\.html#\w{10}", without[title])
    assert searched.code_page("department_economic_code", "30211") == "economic/30211.html"


def test_of_a_department_all_years_are_known_newest_first(site: Site) -> None:
    body = search.searchable(site, ()).bodies[0]
    assert body.address.endswith("/index.html")
    assert [period.shown for period in body.periods] == ["5,582.87 万元"]
    assert body.periods[0].yuan == Decimal("55828700")


# The index


def line(
    title: str,
    yuan: int,
    *,
    kind: str = "表格行",
    path: str = "departments/a/2026-budget",
    also: str = "",
) -> Line:
    return Line(
        kind,
        path,
        "tables",
        f"id{yuan}",
        title,
        "支出总表",
        "元",
        (f"{yuan:,}",),
        (Decimal(yuan),),
        also,
    )


def found(*lines: Line) -> Records:
    periods = tuple(
        Period(path, path, "", None) for path in dict.fromkeys(one.path for one in lines)
    )
    body = Body("某市审计局", "departments/a/index.html", "614", periods)
    return Records(
        (body,), lines, (Entry("名词", "收入", "glossary/income.html", "一年里的进账", "income"),)
    )


def read(files: list[File]) -> dict[str, Any]:
    """The data of every file by its name, as a browser gets it."""
    made = {}
    for file in files:
        match = re.fullmatch(
            r'mzFound\(("[^"]+"),(.*)\);\n', file.content.decode("utf-8"), re.DOTALL
        )
        assert match
        assert file.path == f"search/{json.loads(match[1])}.js"
        made[json.loads(match[1])] = json.loads(match[2])
    return made


def test_the_first_file_says_where_the_others_are_and_they_hold_every_line() -> None:
    lines = [line(f"名称{number % 700}", number + 1) for number in range(2000)]
    made = read(search.index(found(*lines)))
    head = made["index"]
    parts = [
        made[f"{head['at']}/lines/{number}"]["r"] for number in range(-(-2000 // head["rows"]))
    ]
    assert [row[2] for part in parts for row in part] == [one.title for one in lines]
    for name, firsts in (
        ("keys", head["keys"]),
        ("amounts", head["amounts"]),
        ("names2", head["names"][2]),
    ):
        assert len(firsts) > 1
        assert [
            made[f"{head['at']}/{name}/{number}"][0][0] for number in range(len(firsts))
        ] == firsts


def test_a_key_leads_to_the_titles_that_hold_it_and_these_to_their_lines() -> None:
    made = read(search.index(found(line("差旅费", 1), line("办公费", 2), line("差旅费", 3))))
    at = made["index"]["at"]
    keys = dict(made[f"{at}/keys/0"])
    titles = dict(made[f"{at}/names2/0"])
    assert [titles[number] for number in keys["旅费"][2]] == [["差旅费", "", [0, 2]]]
    assert keys["费"] == [[], [], [0, 1]]


def test_an_amount_leads_to_every_line_that_states_it_whatever_its_sign() -> None:
    made = read(search.index(found(line("甲", 5), line("乙", -5), line("丙", 7))))
    assert made[f"{made['index']['at']}/amounts/0"] == [["3uw", [0, 1]], ["5eg", [2]]]
    assert [int(amount, 36) for amount in ("3uw", "5eg")] == [5000, 7000]


def test_the_same_records_make_the_same_index_and_others_stand_elsewhere() -> None:
    one, other = found(line("甲", 5)), found(line("甲", 6))
    assert search.index(one) == search.index(one)
    assert read(search.index(one))["index"]["at"] != read(search.index(other))["index"]["at"]


def test_no_file_is_large_so_that_a_search_reads_little() -> None:
    lines = [line(f"第{number}个项目的名称", number + 1, kind="项目") for number in range(5000)]
    sizes = {
        file.path: len(file.content)
        for file in search.index(found(*lines))
        if file.path != "search/index.js"
    }
    assert max(sizes.values()) < 40_000
