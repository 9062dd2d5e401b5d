"""The checks of codes and equations: what must agree inside tables, between them, and with the prose."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import checks, package
from scripts.checks import Cells, Finding, Verdict, codes
from scripts.checks.arithmetic import within_table
from scripts.checks.codes import Classification
from scripts.checks.comparisons import equality
from scripts.package import Package, Row, Table
from scripts.schema import Column, Coordinates, kind_of, value_column
from tests.support import spoil
from tests.support.shares import examples

KNOWN = checks.classifications(spoil.PACKAGES)
MONEY = ("summary", "income", "expenditure", "appropriation-summary", "general-public-expenditure", "basic-expenditure", "three-public", "projects", "sheet-funds")  # fmt: skip


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoil.write(spoil.FIXTURE, tmp_path_factory.mktemp("packages"))


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "departments" / "good" / good.name))


def _failures(folder: Path) -> tuple[Finding, ...]:
    return checks.check(folder, KNOWN).failures


# Units


@pytest.mark.parametrize("table", MONEY)
def test_a_unit_changed_with_its_multiplier_is_noticed_by_the_equations(
    folder: Path, table: str
) -> None:
    name, multiplier = ("万元", 10_000) if table == "sheet-funds" else ("元", 1)
    spoil.unit(folder, table, name, multiplier)
    told = [one for one in _failures(folder) if "10,000 倍" in one.message]
    assert told
    assert all("元和万元" in one.message for one in told)
    assert any(table in one.file or kind_of(table).title in one.message for one in told)


@pytest.mark.parametrize("table", MONEY)
def test_a_unit_changed_alone_is_a_finding_of_its_own(folder: Path, table: str) -> None:
    spoil.unit(folder, table, "亿元")
    assert [
        one
        for one in _failures(folder)
        if one.rule == "unit" and one.message.startswith(f"{table}：")
    ]


def test_a_unit_changed_in_all_tables_at_once_is_noticed_by_the_prose(folder: Path) -> None:
    for table in MONEY[:-1]:
        spoil.unit(folder, table, "元", 1)
    told = {
        one.file for one in _failures(folder) if one.rule == "prose" and "10,000 倍" in one.message
    }
    assert told == {f"data/{table}.csv" for table in ("summary", "expenditure", "appropriation-summary", "general-public-expenditure", "basic-expenditure", "three-public")}  # fmt: skip


def test_a_statement_in_another_unit_agrees_with_its_table(folder: Path) -> None:
    records = spoil.rows(folder, "statements")
    head = records[0]
    for row, record in enumerate(records[1:], start=2):
        if (
            record[head.index("topic")] == "three-public"
            and record[head.index("amount_unit")] == "万元"
        ):
            spoil.cell(folder, "statements", row, "amount_unit", "元")
            value = Decimal(record[head.index("value")]) * 10_000
            spoil.cell(folder, "statements", row, "value", f"{value:f}")
    assert _failures(folder) == ()


def test_an_altered_statement_fails_against_its_table(folder: Path) -> None:
    row = next(
        number
        for number, record in enumerate(spoil.rows(folder, "statements"), start=1)
        if ("基本支出" in record and "basic" in record) or "一般公共预算基本支出" in record
    )
    at = spoil.rows(folder, "statements")[0].index("value")
    was = Decimal(spoil.rows(folder, "statements")[row - 1][at])
    spoil.cell(folder, "statements", row, "value", f"{was + 1:f}")
    (told,) = _failures(folder)
    assert (told.rule, told.file, told.row, told.field) == (
        "prose",
        "data/basic-expenditure.csv",
        2,
        "amount",
    )
    assert "文字说明中的数的一般公共预算基本支出" in told.message


def test_procurement_adds_up_or_fails(folder: Path) -> None:
    row = next(
        n
        for n, record in enumerate(spoil.rows(folder, "statements"), start=1)
        if "政府采购货物预算" in record
    )
    spoil.cell(folder, "statements", row, "value", "1.00")
    assert {one.rule for one in _failures(folder)} == {"procurement"}


# Every amount counts


def _amounts(one: Package) -> Iterator[tuple[str, Row, str]]:
    for table in one.tables.values():
        if table.kind.statutory or table.name == "sheet-funds":
            for row in table.rows:
                yield from (
                    (table.name, row, column.name)
                    for column in table.values
                    if row.number(column.name)
                )


def test_every_amount_takes_part_in_an_equation_that_holds(good: Path) -> None:
    one = package.read(good)
    held = {
        (term.table, term.line, term.column)
        for verdict in checks.verdicts_of(one)
        if verdict.outcome == "pass"
        for term in (verdict.left, *verdict.right)
    }
    assert [
        place
        for name, row, column in _amounts(one)
        if (place := (name, row["line"], column)) not in held
    ] == []


def _with(one: Package, name: str, line: str, column: str, value: Decimal) -> Package:
    table = one.tables[name]
    rows = tuple(
        Row(row.keys, {**row.figures, column: value}) if row["line"] == line else row
        for row in table.rows
    )
    return replace(one, tables={**one.tables, name: replace(table, rows=rows)})


@examples(20)
@given(st.data())
def test_any_amount_changed_beyond_its_envelope_makes_an_equation_with_it_fail(
    good: Path, data: st.DataObject
) -> None:
    one = package.read(good)
    places = list(_amounts(one))
    name, row, column = data.draw(st.sampled_from(places))
    was = row.number(column)
    assert was is not None
    tried = [
        v
        for v in checks.verdicts_of(one)
        if (name, row["line"], column) in _places(v) and v.envelope
    ]
    envelope = min(v.envelope or Decimal(0) for v in tried) / one.tables[name].multiplier
    cents = data.draw(st.integers(min_value=1, max_value=10**7))
    more = (envelope + Decimal(cents) / 100) * data.draw(st.sampled_from((1, -1)))
    spoilt = _with(one, name, row["line"], column, was + more)
    failed = [verdict for verdict in checks.verdicts_of(spoilt) if verdict.outcome == "fail"]
    assert any((name, row["line"], column) in _places(verdict) for verdict in failed)
    assert all(
        verdict.left.published and verdict.difference for verdict in failed if verdict.is_equation
    )


def _places(verdict: Verdict) -> set[tuple[str, str, str]]:
    return {(term.table, term.line, term.column) for term in (verdict.left, *verdict.right)}


def test_a_table_full_of_zeros_raises_no_false_alarm(good: Path) -> None:
    one = package.read(good)
    assert {
        str(figure) for row in one.tables["state-capital"].rows for figure in row.figures.values()
    } == {"0.00", ""}
    tried = [
        verdict for verdict in within_table.verdicts(one) if verdict.left.table == "state-capital"
    ]
    assert {verdict.outcome for verdict in tried} <= {"pass", "cannot-tell"}


# Money of last year, and other money


def _reserve(folder: Path, cells: Mapping[tuple[str, str, str], str]) -> None:
    """Put amounts into cells named by table, a word that their row holds, and column."""
    for (table, word, column), amount in cells.items():
        row = next(
            number
            for number, record in enumerate(spoil.rows(folder, table), start=1)
            if word in record
        )
        spoil.cell(folder, table, row, column, amount)


def test_income_apart_for_this_year_and_last_adds_up_to_the_summary(folder: Path) -> None:
    before = [v for v in checks.check(folder, KNOWN).verdicts if v.rule == "a6"]
    _reserve(
        folder,
        {("income", "合计", "carried_over"): "1.00", ("income", "201", "carried_over"): "1.00"},
    )
    told = [one for one in _failures(folder) if one.rule == "a6"]
    assert [len(verdict.right) for verdict in before] == [2]
    assert [one.expected for one in told] == [
        "收入总表的合计（当年安排） 5,582.87万元 + 收入总表的合计（上年结转） 1.00万元"
    ]


def test_rules_under_a_condition_cannot_tell_where_it_does_not_hold(folder: Path) -> None:
    """With own funds, 财政拨款 is not all the money; with money carried over, tables without it show less."""
    _reserve(folder, {("income", "2011301", "current_year_own_funds"): "1.00"})
    found = {
        one.rule: one for one in checks.check(folder, KNOWN).verdicts if one.rule in ("a9", "a10-2")
    }
    assert [found[rule].outcome for rule in ("a9", "a10-2")] == ["cannot-tell", "cannot-tell"]
    assert found["a9"].reason == "有财政拨款以外的资金（当年安排·单位资金）"


def test_columns_that_are_no_whole_partition_make_no_equation() -> None:
    """The income of a body from two small sources is not all its income: a column of the main one is missing."""
    columns = tuple(
        value_column(Coordinates(fund=fund)) for fund in ("all", "fiscal_account", "own_funds")
    )
    row = Row(
        {"line": "b", "role": "line", "list": "income"}, {one.name: Decimal(9) for one in columns}
    )
    table = Table("income", kind_of("income"), "published", columns, (row,), "", amount_unit="万元")
    assert list(within_table.partitions(table)) == []


# Rounding


def _table(unit: str, *rows: tuple[str, Mapping[str, str]], name: str = "expenditure") -> Table:
    """A table of rows (role, figures by column); the columns are those of its first row."""
    columns = tuple(_column(column) for column in rows[0][1])
    made = tuple(
        Row(
            {
                "line": package.letters(f"{number}"),
                "role": role,
                "list": "expenditure",
                "item": f"行 {number}",
            },
            {column: Decimal(text) for column, text in figures.items() if text},
        )
        for number, (role, figures) in enumerate(rows)
    )
    return Table(name, kind_of(name), "published", columns, made, name, amount_unit=unit)


def _column(name: str) -> Column:
    natures = {
        "amount": Coordinates(),
        "basic": Coordinates(nature="basic"),
        "project": Coordinates(nature="project"),
    }
    return value_column(natures[name])


def _row_verdict(unit: str, amount: str, basic: str, project: str) -> Verdict:
    table = _table(unit, ("line", {"amount": amount, "basic": basic, "project": project}))
    cells = Cells.of(table)
    names = ("amount", "basic", "project")
    whole, *parts = (cells.term(table.rows[0], name) for name in names)
    found = equality("row", whole, parts)
    assert found
    return found


@pytest.mark.parametrize(
    ("unit", "figures", "verdict", "envelope"),
    [
        ("万元", ("10.00", "3.33", "6.67"), "pass", "150"),
        ("万元", ("10.00", "3.33", "6.66"), "rounding", "150"),  # 3.334 + 6.664 = 9.998
        ("万元", ("10.00", "3.33", "6.65"), "fail", "150"),
        ("元", ("1000", "333", "666"), "rounding", "1.5"),
        ("元", ("1000", "333", "665"), "fail", "1.5"),
        ("元", ("1000.00", "333.00", "666.00"), "fail", "0.015"),
        (
            "万元",
            ("10.0", "3.33", "6.66"),
            "rounding",
            "150",
        ),  # a closing zero was dropped: two decimals all the same
        (
            "万元",
            ("10", "0", "9.60"),
            "fail",
            "150",
        ),  # a bare 0 among two decimals is 0.00, not anything below 0.5
    ],
)
def test_the_envelope_is_what_the_published_decimals_allow(
    unit: str, figures: tuple[str, str, str], verdict: str, envelope: str
) -> None:
    found = _row_verdict(unit, *figures)
    assert found.outcome == verdict
    assert found.envelope == Decimal(envelope)


def test_a_blank_part_counts_as_nothing_and_a_blank_whole_cannot_be_told() -> None:
    assert _row_verdict("万元", "10.00", "", "10.00").outcome == "pass"
    assert (
        _row_verdict("万元", "10.00", "", "9.99").outcome == "fail"
    )  # one figure, twice: nothing was added up
    assert _row_verdict("万元", "", "1.00", "2.00").outcome == "cannot-tell"
    assert _row_verdict("万元", "10.00", "", "").outcome == "cannot-tell"


def test_one_figure_in_two_precisions_may_differ_by_rounding() -> None:
    coarse = _table("万元", ("total", {"amount": "16.53"}))
    fine = _table("元", ("total", {"amount": "165311.96"}), name="projects")
    left, right = (
        Cells.of(coarse).term(coarse.rows[0], "amount"),
        Cells.of(fine).term(fine.rows[0], "amount"),
    )
    found = equality("a13", left, [right])
    assert found
    assert (found.outcome, found.difference) == ("rounding", Decimal("-11.96"))


@pytest.mark.parametrize(
    ("whole", "outcome"),
    [
        # Two decimals of 万元 beside six stand for 50 元 more or less; one that drops zeros for none.
        ("2651.52", "rounding"),
        ("2651.53", "fail"),
        ("2651.5", "fail"),
        ("2651.518583", "fail"),
    ],
)
def test_a_figure_of_far_fewer_decimals_was_rounded(whole: str, outcome: str) -> None:
    table = _table(
        "万元",
        ("line", {"amount": whole, "basic": "2000.518580", "project": "651.000000"}),
        ("line", {"amount": "1.000001", "basic": "1.000001", "project": "0.000000"}),
    )
    row = table.rows[0]
    cells = Cells.of(table)
    right = [cells.term(row, name) for name in ("basic", "project")]
    found = equality("row", cells.term(row, "amount"), right)
    assert found
    assert found.outcome == outcome


def test_a_difference_by_rounding_is_no_finding(folder: Path) -> None:
    spoil.cell(folder, "basic-expenditure", 4, "amount", "5.33")
    spoil.cell(folder, "basic-expenditure", 4, "running", "5.33")
    checked = checks.check(folder, KNOWN)
    assert checked.failures == ()
    of_table = [
        one for one in checked.verdicts if one.left.table == "basic-expenditure" and one.is_equation
    ]
    assert {verdict.outcome for verdict in of_table} == {"pass", "rounding"}


# Codes


def _code_findings(folder: Path, column: str, value: str, row: int = 5) -> list[Finding]:
    spoil.cell(folder, "expenditure", row, column, value)
    return [one for one in checks.check(folder, KNOWN).findings if one.rule == "code"]


def test_a_code_that_was_never_seen_is_a_notice(folder: Path) -> None:
    assert "2011397" not in KNOWN["functional"].names
    (told,) = _code_findings(folder, "function_code", "2011397")
    assert (told.severity, told.found) == ("notice", "2011397")
    assert checks.check(folder, KNOWN).failures == ()


def test_a_code_that_disagrees_with_its_parent_fails(folder: Path) -> None:
    told = _code_findings(folder, "function_code", "2010301")
    assert [(one.severity, one.expected) for one in told if one.field == "function_code"] == [
        ("failure", "以 20113 开头")
    ]


def test_a_class_that_cannot_exist_fails(folder: Path) -> None:
    spoil.cell(folder, "expenditure", 3, "function_code", "299")
    told = [one for one in _failures(folder) if one.rule == "code" and one.row == 3]
    assert [one.message for one in told] == ["没有编码为 299 的类"]


def test_a_class_that_cannot_exist_is_told_once_for_all_its_rows(folder: Path) -> None:
    """One mistake of a table is one finding, which counts the rows; its verdict counts them too."""
    for row in (3, 4):
        spoil.cell(folder, "expenditure", row, "function_code", "29905")
    told = [one for one in _failures(folder) if "没有编码" in one.message]
    assert [(one.row, one.message) for one in told] == [(3, "没有编码为 299 的类（表里共 2 行）")]
    verdicts = checks.check(folder, KNOWN).verdicts
    (codes,) = [one for one in verdicts if (one.rule, one.left.table) == ("code", "expenditure")]
    assert codes.outcome == "fail"
    # Those below them are of classes that exist: they are not blamed a second time.
    assert codes.left.published == "7 行有编码，2 行不符"


def test_a_row_that_fits_none_below_it_is_told_once(folder: Path) -> None:
    spoil.cell(folder, "expenditure", 3, "function_code", "205")
    told = [one for one in _failures(folder) if "不一致" in one.message]
    rows_below = [one.row for one in told]
    assert len(rows_below) == len({one.message for one in told}) == 1


def test_a_name_that_contradicts_a_reliable_one_fails(folder: Path) -> None:
    (told,) = _code_findings(folder, "function_name", "教育支出")
    assert (told.severity, told.found, told.expected) == ("failure", "教育支出", "行政运行")


def test_a_blank_name_is_no_finding(folder: Path) -> None:
    assert _code_findings(folder, "function_name", "") == []


def _names(code: str, name: str, known: Mapping[str, Classification] = KNOWN) -> list[Finding]:
    """What is said of a code with a name, alone in a table."""
    table = _table("万元", ("line", {"amount": "1.00"}))
    row = Row(
        {**table.rows[0].keys, "function_code": code, "function_name": name}, table.rows[0].figures
    )
    about = package.Disclosure("部门", "department", 2023, "budget")
    return list(
        codes.findings(
            Package("x", "x", about, (), {table.name: replace(table, rows=(row,))}), known
        )
    )


def test_a_variant_is_fine_and_a_misread_or_torn_name_is_not() -> None:
    assert _names("20805", "行政事业单位离退休") == []  # variant
    assert [one.severity for one in _names("20805", "行政单位离退休")] == ["failure"]  # misread
    assert [one.severity for one in _names("2080599", "其他行政事业单位养老")] == [
        "failure"
    ]  # doubtful


def test_brackets_of_another_width_and_blanks_are_fine() -> None:
    name = next(name for name in KNOWN["functional"].names.values() if re.search("（.+）", name))
    code = next(code for code, own in KNOWN["functional"].names.items() if own == name)
    assert _names(code, name.replace("（", "(").replace("）", " )")) == []


def test_codes_of_the_revenue_classification_are_left_alone() -> None:
    assert _names("1030148", "国有土地使用权出让收入") == []


def test_without_code_lists_nothing_is_said_of_codes(tmp_path: Path) -> None:
    assert _names("9999999", "没有", checks.classifications(tmp_path)) == []
