"""Layouts of places that no stored document is of: every amount finds its column, and the arithmetic confirms it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from scripts import ingest
from scripts.ingest import Report
from scripts.ingest.assembly.self_check import proof
from scripts.ingest.document import Block
from scripts.ingest.readers import text
from scripts.schema import Figure, figure
from scripts.schema.labels import plain
from tests.support import convert
from tests.support.unseen_layouts import LAYOUTS

COVER = "万里市河东区审计局2025年部门{}\n目录\n第一部分 概况\n"


def _imported(table: str, folder: Path) -> Report:
    path = folder / "made-up.txt"
    cover = COVER.format("决算" if "决算" in table else "预算")
    path.write_text(cover + table.strip("\n").replace("|", "\t"), encoding="utf-8")
    return ingest.ingest(path, "made-up")


def _printed(table: str) -> Counter[Decimal]:
    """The amounts of a page: what is printed with decimals, with its percents."""
    cells = [plain(cell).rstrip("%") for line in table.split("\n") for cell in line.split("|")]
    return Counter(
        value for cell in cells if "." in cell and isinstance(value := figure(cell), Decimal)
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_amount_finds_its_place_and_every_equation_holds(layout: str, tmp_path: Path) -> None:
    page, columns = LAYOUTS[layout]
    report = _imported(page, tmp_path)
    tables = {name: table for name, table in report.package.tables.items() if table.kind.printed}
    assert not report.unplaced
    assert {
        name: " ".join(one.name for one in table.values) for name, table in tables.items()
    } == columns
    held = (
        row.number(column.name)
        for table in tables.values()
        for column in table.values
        for row in table.rows
        if column.coordinates and column.coordinates.measure != "count"
    )
    assert Counter(value for value in held if value is not None) == _printed(page)
    assert all(table.amount_unit for table in tables.values())
    assert not proof(report.package).failing


FORMS: dict[str, Callable[[Sequence[Block], Path], Path]] = {
    "docx": lambda blocks, path: convert.to_docx(blocks, path, merged=2),
    "xlsx": lambda blocks, path: convert.to_xlsx(blocks, path, merged=2),
    "html": lambda blocks, path: convert.to_html(blocks, path, merged=2, laid_out=True),
    "csv": lambda blocks, path: convert.to_csv(blocks, path, padded=True),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_reads_the_same_from_word_excel_csv_and_the_web(
    layout: str, form: str, tmp_path: Path
) -> None:
    expected = _imported(LAYOUTS[layout][0], tmp_path)
    blocks = text.read(tmp_path / "made-up.txt").blocks
    report = ingest.ingest(FORMS[form](blocks, tmp_path / f"made-up.{form}"), "made-up")
    assert [cell.text for cell in report.unplaced] == [cell.text for cell in expected.unplaced]
    assert _cells(report) == _cells(expected)


def _cells(report: Report) -> list[tuple[str, str, str, dict[str, Figure]]]:
    return [
        (table.name, row.code, plain(row.label), dict(row.figures))
        for table in report.package.tables.values()
        if table.kind.printed
        for row in table.rows
    ]
