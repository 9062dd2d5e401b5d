"""The fixture, the second reader and the made-up documents: sound before anything is measured with them."""

from __future__ import annotations

import random
import re
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given

from tests.conftest import ROOT
from tests.support import oracle
from tests.support.layouts import Document, Printed, documents, printed
from tests.support.shares import examples

FIXTURE = ROOT / "tests/fixtures/disclosure.txt"
SHARED = ROOT.parent / "shared"
FOUNDING = SHARED / "source" / "disclosure-2023.txt"
TEXT = FIXTURE.read_text("utf-8")
TABLES = {table.kind: table for table in oracle.tables(TEXT)}
needs_founding = pytest.mark.skipif(
    not FOUNDING.exists(), reason="the founding document is not here; the fixture stands for it"
)
# Long names and fixed phrases of the form: facts, and so not prose.
FACTS = (
    "山西转型综合改革示范区信创与大数据产业招商服务中心",
    "山西转型综改示范区太原开发区县(区)级预算部门(单位)项目支出绩效目标申报表",
    "万元与上年预算数相同;公务用车运行维护费",
    "一般公共预算、政府性基金预算、国有资本经营预算",
    "(一) 一般公共预算当年拨款规模变化情况",
    "(一) 政府购买服务指导性目录",
    "主要用于以下方面:",
    "邮电费、办公费、维修(护)费、公务接待费",
    "对“一企一策”项目约定扶持“一企一策”项",
)
LONGEST_RUN = 19


def test_the_fixture_prints_the_thirteen_tables_in_their_order() -> None:
    assert tuple(TABLES) == oracle.KINDS


def test_the_project_table_holds_seven_amounts_twice_and_no_column_numbers() -> None:
    amounts = ("18.00", "3.00", "0.20", "37.00", "16.00", "1.10", "5500.00")
    assert TABLES["projects"].texts == Counter(dict.fromkeys(amounts, 2))
    assert TABLES["projects"].amounts == Counter({Decimal(amount): 2 for amount in amounts})


def test_codes_are_told_from_amounts() -> None:
    codes = ("201", "20113", "2011301", "2011302", "215", "21508", "2150805")
    for kind in ("income", "expenditure", "general-public-expenditure"):
        assert TABLES[kind].codes == Counter(codes)
    assert TABLES["state-capital"].codes == Counter(codes * 2)
    assert not TABLES["summary"].codes


def test_printed_zeros_stand_beside_a_note_that_there_is_nothing() -> None:
    table = TABLES["state-capital"]
    assert table.zeros == Counter({"0.00": 16})
    assert table.note
    assert [kind for kind, table in TABLES.items() if table.note] == [
        "government-fund-income",
        "government-fund-expenditure",
        "state-capital",
        "agency-operating",
        "projects-carried-over",
    ]


def test_three_tables_have_no_number_and_one_a_misprinted_one() -> None:
    assert [kind for kind, table in TABLES.items() if not table.label] == [
        "income",
        "general-public-expenditure",
        "agency-operating",
    ]
    assert TABLES["state-capital"].label == "部门公开表9"


def test_a_sheet_asks_in_yuan_for_what_the_project_table_gives_in_ten_thousands() -> None:
    rows = {row[0]: oracle.normalised(row[1]) for row in TABLES["projects"].rows}
    assert {sheet.project: sheet.annual / 10000 for sheet in oracle.sheets(TEXT)} == rows


def test_every_sheet_has_the_values_that_a_person_counts() -> None:
    counted = {s.project: (s.multi_year_values, s.annual_values) for s in oracle.sheets(TEXT)}
    assert counted == {
        "保密费": (8, 8),
        "党建费": (8, 7),
        "企业扶持资金": (13, 12),
        "委托业务费": (13, 12),
        "差旅费": (8, 8),
        "公务行": (8, 5),
        "印刷费": (9, 9),
    }
    for sheet in oracle.sheets(TEXT):
        assert sheet.multi_year_values + sheet.annual_values == sheet.values.total()


def test_three_sheets_repeat_their_goal_word_for_word() -> None:
    assert [s.project for s in oracle.sheets(TEXT) if s.goals[0] == s.goals[1]] == [
        "企业扶持资金",
        "委托业务费",
        "印刷费",
    ]


@pytest.mark.parametrize(
    "quantity",
    "50次 3000元 625元 2次 100册 300册 6次 5000册 20000册 15000册 60000册".split(),  # noqa: SIM905 - reads as the list it is
)
def test_the_quantities_of_the_plans_stand_in_the_fixture(quantity: str) -> None:
    assert re.search(rf"(?<!\d){quantity}", TEXT)


def test_years_and_headings_are_told_from_the_figures_of_the_prose() -> None:
    numbers = oracle.prose_numbers(TEXT)
    assert Counter(number.kind for number in numbers) == {"figure": 62, "year": 13, "ordinal": 5}
    assert numbers[-1].text == "165311.96"
    assert numbers[-1].after == "元。"


def test_contacts_are_a_mask_and_a_placeholder() -> None:
    contacts = [line.split("\t") for line in TEXT.split("\n") if line.startswith("负责人:")]
    assert len(contacts) == 7
    assert all("王*" in cells and "{PHONE}" in cells for cells in contacts)


@needs_founding
def test_the_fixture_counts_like_the_founding_document() -> None:
    founding = FOUNDING.read_text("utf-8")
    assert len(TEXT.split("\n")) == len(founding.split("\n"))
    assert oracle.tables(TEXT) == oracle.tables(founding)
    for ours, theirs in zip(oracle.sheets(TEXT), oracle.sheets(founding), strict=True):
        assert ours._replace(goals=("", "")) == theirs._replace(goals=("", ""))
    for numbers in (oracle.prose_numbers, oracle.staffing_numbers):
        assert [n[:3] for n in numbers(TEXT)] == [n[:3] for n in numbers(founding)]


@needs_founding
def test_the_fixture_has_the_cells_of_the_founding_document() -> None:
    """Line by line the same tabs, the same blanks, the same numbers."""
    for ours, theirs in zip(TEXT.split("\n"), FOUNDING.read_text("utf-8").split("\n"), strict=True):
        assert [bool(cell) for cell in ours.split("\t")] == [
            bool(cell) for cell in theirs.split("\t")
        ]
        if not ours.startswith("负责人:"):
            assert re.findall(r"\d[\d,.]*", ours) == re.findall(r"\d[\d,.]*", theirs)


@needs_founding
def test_no_sentence_of_the_founding_document_stands_in_the_fixture() -> None:
    """Runs of 20 characters, cut at figures, cells, lines and facts."""
    theirs = {run for piece in _prose(FOUNDING.read_text("utf-8")) for run in _runs(piece)}
    copied = sorted({run for piece in _prose(TEXT) for run in _runs(piece)} & theirs)
    assert copied == []


def _prose(text: str) -> list[str]:
    """The pieces of text outside the tables: whole lines, and the cells of the sheets."""
    lines = text.split("\n")
    titles = {re.sub(r"\t.*", "", line) for line in lines if re.match(r"\d{4}年.*表", line)}
    tables = range(oracle.tables(text)[0].line, oracle.tables(text)[-1].line)
    kept = [line for at, line in enumerate(lines) if at not in tables and line not in titles]
    cells = {cell for line in kept for cell in line.split("\t")} - titles
    cut = "|".join([*map(re.escape, FACTS), r"\d[\d,.]*%?"])
    return [piece for cell in cells for piece in re.split(cut, cell)]


def _runs(piece: str) -> set[str]:
    length = LONGEST_RUN + 1
    return {piece[at : at + length] for at in range(len(piece) - length + 1)}


def _expected(document: Printed, kind: str) -> Counter[Decimal]:
    cells = [value for row in document.rows if row.kind == kind for value in row.cells.values()]
    return Counter(value for value in cells if value != "")


@examples(20)
@given(documents())
def test_a_made_up_document_prints_what_it_says_it_prints(document: Document) -> None:
    made = printed(document)
    found = oracle.tables(made.text)
    assert tuple(table.kind for table in found) == made.kinds
    for table in found:
        assert table.amounts == _expected(made, table.kind), table.kind
        assert bool(table.note) == (table.kind in made.stated_empty)
    for sheet, said in zip(oracle.sheets(made.text), made.sheets, strict=True):
        assert sheet.project == said.project
        assert sheet.annual == said.money["annual", "total"]
        assert sheet.amounts == Counter(value for value in said.money.values() if value != "")
        assert sheet.values == Counter(indicator.value for indicator in said.indicators)
        horizons = Counter(indicator.horizon for indicator in said.indicators)
        assert (sheet.multi_year_values, sheet.annual_values) == (
            horizons["multi_year"],
            horizons["annual"],
        )


@examples(20)
@given(documents())
def test_a_made_up_document_adds_up(document: Document) -> None:
    rows = {(row.kind, row.list, row.key): row.cells for row in printed(document).rows}
    total = rows["summary", "income", "收入总计"]["amount"]
    assert total == rows["summary", "expenditure", "支出总计"]["amount"]
    assert total == rows["expenditure", "", "合计"]["amount"]
    parts = sum(project.steps for project in (*document.projects, *document.carried)) + sum(
        document.basic
    )
    assert total == document.amount(parts)
    for cells in rows.values():
        numbers = {name: value or Decimal(0) for name, value in cells.items()}
        for parts_of in (("basic", "project"), ("personnel", "running")):
            if set(parts_of) <= set(numbers) and numbers["amount"]:
                assert numbers["amount"] == sum(numbers[part] for part in parts_of)


@examples(10)
@given(documents())
def test_a_contact_made_at_run_time_reaches_every_sheet(document: Document) -> None:
    phone = "1" + "".join(random.Random(document.year).choices("3456789", k=10))
    assert printed(document, phone=phone).text.count(phone) == len(document.sheets)
