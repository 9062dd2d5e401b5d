"""The fixture and the founding document, imported: counted against the second reader, to the last cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from scripts import ingest
from scripts.ingest import Report
from scripts.package import Package, Row, Table
from scripts.schema import stored
from tests.support import oracle


class Imported(NamedTuple):
    """A document's text, its lines, and the report on its import."""

    text: str
    lines: list[str]
    report: Report

    @property
    def package(self) -> Package:
        return self.report.package


@pytest.fixture(scope="module", params=["disclosure", "founding"])
def imported(request: pytest.FixtureRequest) -> Imported:
    path: Path = request.getfixturevalue(request.param)
    text = path.read_text("utf-8")
    return Imported(text, text.split("\n"), ingest.ingest(path, "x"))


def _printed(figures: Iterable[object]) -> Counter[str]:
    return Counter(stored(figure) for figure in figures if isinstance(figure, Decimal))


def _figures(rows: Iterable[Row]) -> Iterator[object]:
    return (figure for row in rows for figure in row.figures.values())


def _name_cells(table: Table) -> Counter[str]:
    kept = (
        "item",
        "function_name",
        "department_economic_name",
        "government_economic_name",
        "project_name",
    )
    return Counter(row[name] for row in table.rows for name in (*kept, "unit_name") if row[name])


# The tables


def test_every_table_holds_the_amounts_that_its_print_holds_in_their_form_and_no_other(
    imported: Imported,
) -> None:
    printed = oracle.tables(imported.text)
    assert len(printed) == 13
    for table in printed:
        assert _printed(_figures(imported.package.tables[table.kind].rows)) == table.texts, (
            table.kind
        )


def test_every_table_holds_the_codes_and_names_that_its_print_holds(imported: Imported) -> None:
    for printed in oracle.tables(imported.text):
        table = imported.package.tables[printed.kind]
        assert (
            Counter(row["function_code"] for row in table.rows if row["function_code"])
            == printed.codes
        )
        assert _name_cells(table) == printed.names, printed.kind


def test_every_table_knows_its_title_its_number_and_its_unit(imported: Imported) -> None:
    for printed in oracle.tables(imported.text):
        table = imported.package.tables[printed.kind]
        assert (table.published_title, table.number, table.amount_unit) == (
            printed.title,
            printed.label,
            "万元",
        )


def test_a_table_with_a_note_is_empty_as_stated_and_the_others_are_published(
    imported: Imported,
) -> None:
    for printed in oracle.tables(imported.text):
        table = imported.package.tables[printed.kind]
        assert table.status == ("empty-stated" if printed.note else "published"), printed.kind
        assert table.statement == printed.note.removeprefix("注：")


def test_the_package_has_these_tables_and_what_is_read_beside_them(imported: Imported) -> None:
    beside = {
        "project-sheets",
        "sheet-funds",
        "performance-targets",
        "sheet-quantities",
        "statements",
        "explanations",
        "unrecognised",
    }
    assert set(imported.package.tables) == {*oracle.KINDS, *beside}
    assert imported.package.tables["unrecognised"].status == "not-applicable"
    assert imported.report.complete and not imported.report.unplaced


def test_the_same_label_twice_in_a_table_makes_two_lines_under_different_parents(
    imported: Imported,
) -> None:
    rows = imported.package.tables["appropriation-summary"].rows_of("income")
    twice = [row for row in rows if row["item"] == "一、一般公共预算"]
    heading = next(row for row in rows if row["item"] == "上年财政拨款结转")
    assert [row["parent"] for row in twice] == ["", heading["line"]]
    assert twice[0]["line"] != twice[1]["line"]


# The sheets


def _of_sheet(table: Table, number: int) -> list[Row]:
    return [row for row in table.rows if row["sheet"] == str(number)]


def test_every_sheet_holds_its_money_by_horizon_and_no_other(imported: Imported) -> None:
    printed = oracle.sheets(imported.text)
    funds = imported.package.tables["sheet-funds"]
    assert funds.amount_unit == "元"
    assert len(printed) == 7 == len({row["sheet"] for row in funds.rows})
    for number, sheet in enumerate(printed, start=1):
        rows = _of_sheet(funds, number)
        assert _printed(_figures(rows)) == sheet.texts, sheet.project
        totals = {row["horizon"]: row.number("amount") for row in rows if row["role"] == "total"}
        assert totals == {"multi_year": sheet.multi_year, "annual": sheet.annual}
        assert {row["project_name"] for row in rows} == {sheet.project}


def test_every_sheet_holds_its_indicators_values_by_horizon(imported: Imported) -> None:
    for number, sheet in enumerate(oracle.sheets(imported.text), start=1):
        rows = [
            row
            for row in _of_sheet(imported.package.tables["performance-targets"], number)
            if row["target"]
        ]
        assert Counter(row["target"] for row in rows) == sheet.values, sheet.project
        horizons = Counter(row["horizon"] for row in rows)
        assert (horizons["multi_year"], horizons["annual"]) == (
            sheet.multi_year_values,
            sheet.annual_values,
        )
        assert all(row["level_1"] and row["level_2"] for row in rows)


def test_a_sheet_says_whether_its_annual_goal_is_the_long_one_again(imported: Imported) -> None:
    heads = imported.package.tables["project-sheets"].rows
    for head, sheet in zip(heads, oracle.sheets(imported.text), strict=True):
        assert (head["goal_repeats"] == "words") == (sheet.goals[0] == sheet.goals[1]), (
            sheet.project
        )
        assert head["filed"].startswith("2023-01-")


def test_every_number_of_the_sheets_texts_is_a_quantity_or_left_out(imported: Imported) -> None:
    fields = (
        "项目概况",
        "立项依据",
        "项目设立必要性",
        "保证项目实施的制度、措施",
        "项目实施计划",
        "总体目标",
    )
    expected: Counter[tuple[int, str]] = Counter()
    for at, line in enumerate(imported.lines, start=1):
        if line.startswith(fields) and "\t" in line:
            expected.update((at, text) for text in re.findall(oracle.PROSE_NUMBER, line))
    assert expected
    assert not expected - _stated(imported, "sheet-quantities") - _left_out(imported)


# The prose


def _stated(imported: Imported, *names: str) -> Counter[tuple[int, str]]:
    """Numbers in the form in which they are stored, by line."""
    rows = [row for name in names for row in imported.package.tables[name].rows]
    return Counter(
        (int(row["source_line"]), stored(value))
        for row in rows
        for value in row.figures.values()
        if isinstance(value, Decimal)
    )


def _left_out(imported: Imported) -> Counter[tuple[int, str]]:
    found = []
    for one in imported.package.left_out:
        number, place = re.search(r"([\d.,]+)$", one["what"]), re.search(r"\d+", one["place"])
        if number and place and one["why"]:
            found.append((int(place.group()), number.group(1)))
    return Counter(found)


def test_every_number_of_part_three_is_a_statement_or_left_out_with_its_reason(
    imported: Imported,
) -> None:
    expected = Counter(
        (number.line, oracle.plain(number.text)) for number in oracle.prose_numbers(imported.text)
    )
    assert expected.total() > 70
    missing = expected - _stated(imported, "statements") - _left_out(imported)
    assert not missing


def test_no_figure_of_the_prose_is_left_out_but_years_and_ordinals(imported: Imported) -> None:
    figures = Counter(
        (number.line, oracle.plain(number.text))
        for number in oracle.prose_numbers(imported.text)
        if number.kind == "figure"
    )
    assert not figures - _stated(imported, "statements")


def test_every_number_of_part_one_stands_among_the_statements(imported: Imported) -> None:
    expected = Counter(
        (number.line, number.text) for number in oracle.staffing_numbers(imported.text)
    )
    assert expected
    assert not expected - _stated(imported, "statements")


def test_numerals_in_words_count_what_an_organisation_is_made_of(imported: Imported) -> None:
    said = [
        row for row in imported.package.tables["statements"].rows if row["topic"] == "organisation"
    ]
    assert ("所属事业单位", Decimal(0)) in [(row["subject"], row.number("value")) for row in said]


def test_the_statements_hold_no_number_that_the_prose_does_not(imported: Imported) -> None:
    numbers = [*oracle.prose_numbers(imported.text), *oracle.staffing_numbers(imported.text)]
    expected = Counter((number.line, oracle.plain(number.text)) for number in numbers)
    extra = _stated(imported, "statements") - expected
    assert all(
        re.search("[一二两三四五六七八九十零]", imported.lines[line - 1]) for line, _ in extra
    )
    assert extra.total() == 2, "the two numerals in words: one office, no subordinate unit"


def test_the_change_on_last_year_speaks_of_the_whole_and_gives_its_reason(
    imported: Imported,
) -> None:
    said = [row for row in imported.package.tables["statements"].rows if row["topic"] == "change"]
    change = next(row for row in said if row["measure"] == "change")
    percent = next(row for row in said if row["measure"] == "change_percent")
    assert (change["subject"], change["direction"], change.number("value")) == (
        "预算收入总计",
        "increase",
        Decimal("5471.80"),
    )
    assert (percent["subject"], percent.number("value")) == ("预算收入总计", Decimal("4926.44"))
    assert "企业扶持资金" in change["reason"]


# Provenance


def test_every_row_points_to_the_line_that_holds_its_figures_and_names(imported: Imported) -> None:
    for table in imported.package.tables.values():
        for row in table.rows:
            line = imported.lines[int(row["source_line"]) - 1]
            for value in row.figures.values():
                if isinstance(value, Decimal) and table.kind.name != "statements":
                    assert stored(value) in oracle.plain(line), (table.name, row["source_line"])
            for name in ("function_code", "function_name", "item", "level_3", "target"):
                assert row[name] in line.replace(":", ""), (table.name, name)


def test_every_statement_points_to_the_line_that_says_it(imported: Imported) -> None:
    for row in imported.package.tables["statements"].rows:
        value = row.number("value")
        line = imported.lines[int(row["source_line"]) - 1]
        if value is not None and row["amount_unit"] not in ("个",):
            assert stored(value) in oracle.plain(line)


def test_every_line_of_the_package_has_an_id_of_its_own(imported: Imported) -> None:
    ids = Counter(row["line"] for table in imported.package.tables.values() for row in table.rows)
    assert set(ids.values()) == {1}


def test_parents_are_lines_of_the_same_list(imported: Imported) -> None:
    for table in imported.package.tables.values():
        lists = {row["line"]: row["list"] for row in table.rows}
        assert all(lists[row["parent"]] == row["list"] for row in table.rows if row["parent"])


# Whose budget it is


def test_the_document_says_whose_budget_it_is(imported: Imported) -> None:
    stated = imported.package.disclosure
    assert stated.department.endswith("信创与大数据产业招商服务中心")
    assert (stated.level, stated.year, stated.phase, stated.code) == (
        "department",
        2023,
        "budget",
        "614",
    )
