"""Made-up documents in the founding layout's many printings, imported as exactly as the founding one."""

from __future__ import annotations

import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

from hypothesis import given

from scripts import ingest
from scripts.ingest import Report
from scripts.ingest.readers import formats, text
from scripts.package import Package, Row, Table
from scripts.schema import BLANK, Figure
from tests.support import convert, oracle
from tests.support.layouts import Document, Printed, SheetRow, documents, printed
from tests.support.shares import examples

Cells = dict[str, Figure | str]


def _imported(text: str) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.txt"
        path.write_text(text, encoding="utf-8")
        return ingest.ingest(path, "made-up")


def _said(made: Printed, table: Table) -> list[tuple[str, str, Cells]]:
    """What a table should hold: list, key and cells of each row; one list alone is of its kind's direction.

    A side of a row that prints neither a label nor a figure is no row.
    """
    rows = [
        row
        for row in made.rows
        if row.kind == table.kind.name and (row.key or set(row.cells.values()) != {""})
    ]
    return [(row.list or table.kind.direction, row.key, dict(row.cells)) for row in rows]


def _held(table: Table) -> list[tuple[str, str, Cells]]:
    return [
        (row["list"], row["function_code"] or row.label, dict(row.figures)) for row in table.rows
    ]


def _by_list(rows: list[tuple[str, str, Cells]]) -> list[tuple[str, str, Cells]]:
    return sorted(rows, key=lambda row: row[0])


def _sheet(package: Package, number: int, said: SheetRow) -> None:
    def mine(name: str) -> list[Row]:
        return [row for row in package.tables[name].rows if row["sheet"] == str(number)]

    money = {
        (row["horizon"], _source(row["item"])): row.figure("amount") for row in mine("sheet-funds")
    }
    assert {place: value for place, value in money.items() if value != BLANK} == {
        place: value for place, value in said.money.items() if value != ""
    }
    found = Counter(
        (row["horizon"], row["level_1"], row["level_2"], row["level_3"], row["target"])
        for row in mine("performance-targets")
    )
    assert found == Counter(tuple(indicator) for indicator in said.indicators)


def _source(item: str) -> str:
    return "total" if "资金总额" in item else item


@examples(15)
@given(documents())
def test_a_made_up_document_is_read_as_it_was_printed(document: Document) -> None:
    made = printed(document)
    report = _imported(made.text)
    package = report.package
    assert report.complete, report.unplaced
    assert set(made.kinds) <= set(package.tables)
    for kind in made.kinds:
        table = package.tables[kind]
        assert _by_list(_held(table)) == _by_list(_said(made, table)), kind
        assert (table.status == "empty-stated") == (kind in made.stated_empty), kind
        assert table.amount_unit == document.style.unit
    for number, said in enumerate(made.sheets, start=1):
        _sheet(package, number, said)
    stated = package.disclosure
    assert (stated.department, stated.year, stated.phase) == (
        document.department,
        document.year,
        "budget",
    )


@examples(15)
@given(documents())
def test_a_made_up_document_loses_no_number_of_its_prose(document: Document) -> None:
    text = printed(document).text
    package = _imported(text).package
    expected = Counter(
        (number.line, oracle.normalised(number.text))
        for number in oracle.prose_numbers(text)
        if number.kind == "figure"
    )
    rows = package.tables["statements"].rows
    held = Counter(
        (int(row["source_line"]), value)
        for row in rows
        if (value := row.number("value")) is not None
    )
    left_out = Counter(
        (int(one["place"].split()[1]), Decimal(one["what"].split()[-1]))
        for one in package.left_out
        if one["what"].startswith("说明文字")
    )
    assert not expected - held - left_out


@examples(15)
@given(documents())
def test_a_made_up_document_is_told_as_text_and_its_csv_as_csv(document: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up"
        path.write_text(printed(document).text, encoding="utf-8")
        assert formats.file_format(path).name == "text"
        for padded in (False, True):
            assert (
                formats.file_format(
                    convert.to_csv(text.read(path).blocks, Path(folder) / "csv", padded=padded)
                ).name
                == "delimited"
            )


@examples(15)
@given(documents())
def test_every_line_of_a_made_up_document_has_an_id_of_its_own(document: Document) -> None:
    package = _imported(printed(document).text).package
    ids = [row["line"] for table in package.tables.values() for row in table.rows]
    assert len(ids) == len(set(ids))
