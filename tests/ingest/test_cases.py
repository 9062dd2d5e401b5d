"""The small inputs that went wrong, one for each kind of fault; what is right of each is written down here."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scripts import checks
from scripts.ingest import ImportOptions, ReadError, Report, Stated, ingest, ingest_all
from scripts.package import to_files
from scripts.schema import stored
from tests.conftest import ROOT

CASES = ROOT.parent / "shared" / "cases"
Figures = Mapping[tuple[str, str, str], str]
"""Figures by table, label of their row and column; of rows of one label the last."""


@dataclass(frozen=True)
class Right:
    """What is right of a case: whose, which year, the units of its tables and some of their figures.

    `arithmetic` counts the failures of sums that the document itself has.
    """

    department: str
    year: int
    units: Mapping[str, str]
    figures: Figures = field(default_factory=dict)
    arithmetic: int = 0


RIGHT = {
    "01_unit_wrapped.txt": Right(
        "清溪县人民法院",
        2024,
        {"summary": "万元", "three-public": "万元"},
        {("three-public", "", "amount"): "60.00", ("three-public", "", "travel_abroad"): "10.00"},
    ),
    "02_three_level_summary.html": Right(
        "清溪县人民法院",
        2024,
        {"summary": "万元"},
        {
            ("summary", "二、公共安全支出", "amount"): "900.00",
            ("summary", "二、项目支出", "amount"): "300.00",
            ("summary", "收入合计", "amount"): "1000.00",
        },
    ),
    "04_cent_flattens_units.txt": Right("白鹭市卫生健康委员会", 2026, {"income": "万元"}),
    "06_repeated_code_moves_figures.txt": Right(
        "白鹭市发展和改革委员会",
        2025,
        {"general-public-expenditure": "万元"},
        {
            ("general-public-expenditure", "其他支出", "amount"): "500.00",
            ("general-public-expenditure", "其他支出", "basic"): "",
            ("general-public-expenditure", "其他支出", "personnel"): "",
            ("general-public-expenditure", "其他支出", "project"): "500.00",
        },
        # Both columns of the parent: the code is printed twice.
        arithmetic=2,
    ),
    "07_part_heading_in_name.txt": Right("白鹭市中级人民法院", 2024, {"summary": "万元"}),
    "08_unit_is_own_parent.txt": Right("白鹭经济技术开发区生态环境局", 2026, {"summary": "万元"}),
    "10_code_in_three_columns.txt": Right(
        "白鹭市档案局",
        2024,
        {"income": "万元"},
        {
            ("income", "合计", "amount"): "300.00",
            ("income", "行政运行", "amount"): "150.00",
            ("income", "住房公积金", "appropriation"): "100.00",
        },
    ),
    "10b.html": Right("白鹭市档案局", 2024, {"income": "万元"}),
    "10c.txt": Right("白鹭市档案局", 2024, {"income": "万元"}),
    "11_continuation_other_widths.pdf": Right("白鹭市卫生健康委员会", 2026, {"income": "万元"}),
    "12_head_touches_next_column.pdf": Right(
        "白鹭市福利彩票中心",
        2026,
        {"appropriation-summary": "元"},
        {
            ("appropriation-summary", "一、其他支出", "government_fund"): "5000000",
            ("appropriation-summary", "一、其他支出", "general_public"): "",
        },
    ),
    "17_unit_and_economic_nest.txt": Right("白鹭市商务局", 2026, {"basic-expenditure": "万元"}),
    "19_title_in_two_lines.txt": Right(
        "白鹭市民政局",
        2021,
        {"three-public": "元"},
        {("three-public", "合计", "meetings"): "12.00"},
    ),
    "21_list_of_tables_taken_for_a_table.txt": Right("白鹭市交通运输局", 2022, {"summary": "万元"}),
    "22_full_em_digit_boxes.pdf": Right(
        "白鹭市商务委员会",
        2026,
        {"summary": "万元"},
        {("summary", "一、一般公共服务支出", "amount"): "900.25"},
    ),
    "26_income_by_rows_other_money.txt": Right(
        "白鹭省人民检察院",
        2018,
        {"summary": "万元", "income": "万元", "appropriation-summary": "万元"},
        {("income", "其他收入", "amount"): "100.00"},
    ),
    "29_row_of_last_year_compared.txt": Right(
        "白鹭市公安局", 2026, {"basic-expenditure": "万元", "three-public": "万元"}
    ),
    "31_control_right_sum.txt": Right(
        "白鹭市交通运输局", 2026, {"general-public-expenditure": "万元"}
    ),
    "31_slow_nesting.txt": Right(
        "白鹭市交通运输局", 2026, {"general-public-expenditure": "万元"}, arithmetic=1
    ),
    "32_title_inside_first_frame.pdf": Right(
        "白鹭市发展和改革委员会",
        2026,
        {"general-public-expenditure": "万元"},
        {("general-public-expenditure", "合计", "amount"): "700.000000"},
    ),
    "33_lost_amounts_exit_0.txt": Right(
        "白鹭市档案局", 2026, {"summary": "万元"}, {("summary", "收入总计", "amount"): "1000.00"}
    ),
    "35_hidden_text_joins_number.html": Right(
        "白鹭市档案局",
        2026,
        {"summary": "万元"},
        {
            ("summary", "一、一般公共预算拨款收入", "amount"): "900.00",
            ("summary", "收入总计", "amount"): "1000.00",
        },
    ),
    "36_hidden_row_published.xlsx": Right(
        "白鹭市档案局", 2026, {"summary": "万元"}, {("summary", "收入总计", "amount"): "1000"}
    ),
    "38_appropriation_table_taken_as_general_public.txt": Right(
        "白鹭市水务局",
        2026,
        {
            "appropriation-summary": "万元",
            "general-public-expenditure": "万元",
            "appropriation-expenditure": "万元",
        },
    ),
}
ROWS = {
    "11_continuation_other_widths.pdf": ("income", 5),
    "32_title_inside_first_frame.pdf": ("general-public-expenditure", 5),
}
CODES = ["", "201", "20126", "2012601", "2012604", "221", "22102", "2210201"]

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason="the small inputs (../shared/cases) are not beside this repository"
)


def _seconds() -> float:
    """CPU time so far; a PDF is read in a process of its own."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@pytest.mark.parametrize("name", RIGHT)
def test_a_case_comes_out_right(name: str, tmp_path: Path) -> None:
    right = RIGHT[name]
    begun = _seconds()
    report = ingest(CASES / name)
    assert _seconds() - begun < 3
    assert report.complete, report.unplaced

    disclosure = report.package.disclosure
    assert (disclosure.department, disclosure.year) == (right.department, right.year)
    units = {
        name: table.amount_unit
        for name, table in report.package.tables.items()
        if table.kind.printed and table.rows
    }
    assert units == right.units
    figures = _figures(report)
    assert {place: figures.get(place) for place in right.figures} == right.figures
    assert _arithmetic(report, tmp_path) == right.arithmetic
    if name in ROWS:
        table, count = ROWS[name]
        assert len(report.package.tables[table].rows) == count


def test_the_unit_that_a_document_calls_its_office_is_not_its_own_parent() -> None:
    report = ingest(CASES / "08_unit_is_own_parent.txt")
    disclosure = report.package.disclosure
    assert disclosure.level != "office"
    assert not disclosure.parent


def test_codes_of_three_columns_are_whole_whatever_stands_beside_the_total() -> None:
    for name in ("10_code_in_three_columns.txt", "10b.html", "10c.txt"):
        rows = ingest(CASES / name).package.tables["income"].rows
        codes = [row["function_code"] for row in rows]
        assert set(codes) <= set(CODES), name
        assert [row.label for row in rows if row.role == "total"] == ["合计"], name
    assert codes == CODES


def test_why_a_table_is_empty_is_kept_from_the_list_of_tables() -> None:
    package = ingest(CASES / "21_list_of_tables_taken_for_a_table.txt").package
    table = package.tables["government-fund-expenditure"]
    assert (table.status, bool(table.statement)) == ("empty-stated", True)


def test_a_year_that_is_only_a_cell_is_not_the_year_of_the_document(tmp_path: Path) -> None:
    path = CASES / "30_bare_2000_taken_for_the_year.txt"
    with pytest.raises(ReadError, match="--year"):
        ingest(path)
    options = ImportOptions(stated=Stated(year=2026))
    (outcome,) = ingest_all([path], options, tmp_path).outcomes
    found = outcome.package.disclosure
    assert (found.year, found.phase, found.stated) == (2026, "budget", ("--year",))


def test_a_page_of_links_is_no_disclosure() -> None:
    with pytest.raises(ReadError, match="不是部门预决算公开"):
        ingest(CASES / "34_link_page_is_no_disclosure.html")


def test_what_is_hidden_is_told() -> None:
    report = ingest(CASES / "36_hidden_row_published.xlsx")
    assert any("隐藏的行" in remark for remark in report.remarks)
    report = ingest(CASES / "35_hidden_text_joins_number.html")
    assert any("隐藏的文字" in remark for remark in report.remarks)


def test_figures_in_boxes_of_a_full_em_are_whole_in_sentences() -> None:
    package = ingest(CASES / "22_full_em_digit_boxes.pdf").package
    amounts = [stored(row.figures["value"]) for row in package.rows("statements")]
    assert amounts == ["1000.50", "400.25", "600.25"]


def _figures(report: Report) -> dict[tuple[str, str, str], str]:
    return {
        (table.name, row.label, column): stored(value)
        for table in report.package.tables.values()
        for row in table.rows
        for column, value in row.figures.items()
    }


def _arithmetic(report: Report, folder: Path) -> int:
    """How many sums of tables fail by the checks of the package."""
    package = report.package
    home = folder / package.slug / f"{package.disclosure.year}-{package.disclosure.phase}"
    for file in to_files(package):
        path = home / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    checked = checks.check(home, checks.classifications(ROOT / "datapackages"))
    return sum(finding.rule in ("total", "tree") for finding in checked.failures)
