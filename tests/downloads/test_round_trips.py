"""The downloads of the packages that the project holds: sums that come to the published totals, and the way back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from scripts import downloads, ingest, package, tables
from scripts.package import Package, Table, to_files
from scripts.schema import CONTENTS, Column, stored
from scripts.settings import Licence
from tests.conftest import ROOT
from tests.support.shares import share

PACKAGES = ROOT / "datapackages"
SOME = share(package.find(PACKAGES), 10, "round trips")


def _name(folder: Path) -> str:
    return f"{folder.parent.name}-{folder.name}"


EACH = pytest.mark.parametrize("folder", SOME, ids=_name)
MULTIPLIERS = {"元": 1, "千元": 1_000, "万元": 10_000}

NOT_ADDING_UP: dict[tuple[str, str], str] = {}
"""Package and direction whose leaves of no list come to the stated total, and why; none of those held so far."""

_GOALS = "绩效目标表的合并单元格在数据包里已经展开，认不回原来的行"
_EMPTY = "没有一行数据，两个列表的表头连成一片"
NOT_BACK = {
    ("bei-jing-shi-shen-ji-ju/2026-budget", "performance-goals"): _GOALS,
    ("chang-sha-shi-xin-fang-ju/2026-budget", "performance-goals"): _GOALS,
    ("chang-sha-shi-xin-fang-ju/2026-budget", "performance-goals-2"): _GOALS,
    ("shen-zhen-shi-xin-fang-ju/2026-budget", "projects"): "文件的表头错位，照印的写法认不回列",
    ("xi-an-shi-qi-xiang-ju/2022-budget", "projects-carried-over"): _EMPTY,
    ("xi-an-shi-xing-zheng-shen-pi-fu-wu-ju/2025-budget", "projects-carried-over"): _EMPTY,
}
"""The tables that are not recognised as they are in a workbook that does not say what they are, and why."""

PLACE = {"document", "page", "source_line", "box"}


@cache
def _read(folder: Path) -> Package:
    return package.read(folder)


# Sums


@pytest.fixture(scope="module")
def parquet() -> bytes:
    """The facts of the packages as one Parquet file, as that of all is published."""
    found = tables.datasets([_read(folder) for folder in SOME], PACKAGES / "none", [], [])
    licence = Licence(name="CC BY 4.0", title="", url="")
    return next(
        file.content
        for file in downloads.collection(found, licence, "明账")
        if file.path == "data/facts.parquet"
    )


def _published(folder: Path, direction: str) -> tuple[Decimal, Decimal] | None:
    """The total that the summary table of a package states, read from its files, and half its last decimal; in 元."""
    stated = json.loads((folder / "datapackage.json").read_text("utf-8"))
    summary = next((one for one in stated["resources"] if one["name"] == "summary"), None)
    if summary is None:
        return None
    rows = csv.DictReader(io.StringIO((folder / "data/summary.csv").read_text("utf-8")))
    totals = [
        row["amount"]
        for row in rows
        if row["role"] == "total"
        and row["list"].startswith(direction)
        and re.fullmatch(r"-?[\d.]+", row["amount"])
    ]
    if not totals:
        return None
    worth = MULTIPLIERS[summary["amountUnit"]]
    return Decimal(totals[0]) * worth, _half(totals[0], worth)


def _half(figure: str, worth: int) -> Decimal:
    return Decimal(10) ** -len(figure.partition(".")[2]) * worth / 2


@EACH
@pytest.mark.parametrize("direction", ["income", "expenditure"])
def test_primary_leaves_in_the_parquet_come_to_the_published_total(
    folder: Path, direction: str, parquet: bytes, record_property: Callable[[str, object], None]
) -> None:
    facts = pq.read_table(io.BytesIO(parquet))
    year, phase = folder.name.split("-")
    for column, value in (
        ("body", folder.parent.name),
        ("year", int(year)),
        ("phase", phase),
        ("direction", direction),
    ):
        facts = facts.filter(pc.equal(facts[column], value))
    primary = facts.filter(facts["primary"]).to_pylist()
    published = _published(folder, direction)
    if published is None:
        assert primary == []
        return
    total, half = published
    found = sum((row["amount_yuan"] for row in primary), Decimal(0))
    place = (f"{folder.parent.name}/{folder.name}", direction)
    if place in NOT_ADDING_UP:
        record_property(
            "totals that no list adds up to",
            f"{'/'.join(place)}: {total} 元, {NOT_ADDING_UP[place]}",
        )
        assert primary == []
        return
    decimals = max(len(str(row["published"]).partition(".")[2].rstrip("0")) for row in primary)
    step = Decimal(10) ** -decimals * MULTIPLIERS[primary[0]["amount_unit"]] / 2
    assert abs(found - total) <= half + step * len(primary)
    if found != total:
        record_property(
            "totals that rounding parts from their leaves",
            f"{'/'.join(place)}: {total} 元, leaves {found} 元",
        )


# The way back


@EACH
def test_a_workbook_read_by_the_import_makes_the_same_tables(folder: Path, tmp_path: Path) -> None:
    held = _read(folder)
    report = ingest.ingest(_workbook(folder, tmp_path), held.slug)
    assert report.unplaced == ()
    assert report.package.disclosure == held.disclosure
    assert list(report.package.tables) == list(held.tables)
    for name, table in held.tables.items():
        again = report.package.tables[name]
        assert _said(again) == _said(table), name
        assert _all_columns(again) == _all_columns(table), name
        assert _all_rows(again) == _all_rows(table), name


def _workbook(folder: Path, below: Path) -> Path:
    path = below / "workbook.xlsx"
    path.write_bytes(_workbook_of(folder))
    return path


@cache
def _workbook_of(folder: Path) -> bytes:
    """The workbook that the site offers of a package."""
    cited = downloads.Cited("明账", "index.html", "CC BY 4.0", "引用")
    return downloads.workbook(_read(folder), cited).content


def _all_columns(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name not in PLACE]


def _all_rows(table: Table) -> list[tuple[str, ...]]:
    """The rows with every cell, ids and parents too, but for where in its document each stands."""
    return [tuple(_cell(row, column) for column in _all_columns(table)) for row in table.rows]


@EACH
def test_a_workbook_that_says_nothing_of_itself_is_recognised(
    folder: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    held = _read(folder)
    path = _workbook(folder, tmp_path)
    _without_listings(path)
    back = ingest.ingest(path, held.slug).package
    assert back.disclosure == held.disclosure
    for table in (one for one in held.tables.values() if one.kind.printed):
        place = (f"{folder.parent.name}/{folder.name}", table.name)
        again = back.table(table.name)
        if why := NOT_BACK.get(place):
            record_property(
                "tables that are not recognised in a workbook", f"{'/'.join(place)}: {why}"
            )
            assert again is None or _compared(again, table) != _compared(table, table), (
                "it does come back"
            )
        else:
            assert again is not None, table.name
            assert _compared(again, table) == _compared(table, table), table.name


def _without_listings(path: Path) -> None:
    """Take from the first sheet of a workbook its list of the sheets and that of their columns."""
    book = load_workbook(path)
    about = book.worksheets[0]
    begins = next(row for row in range(1, about.max_row) if about.cell(row, 1).value == CONTENTS[0])
    about.delete_rows(begins, about.max_row)
    book.save(path)


@EACH
def test_a_workbook_that_comes_back_unchanged_changes_nothing(folder: Path, tmp_path: Path) -> None:
    held = _read(folder)
    imported = ingest.ingest_all([_workbook(folder, tmp_path)], ingest.ImportOptions(), PACKAGES)
    (outcome,) = imported.outcomes
    assert imported.refused == () and outcome.changes == ()
    assert to_files(outcome.package) == to_files(held)


def _compared(table: Table, printed: Table) -> tuple[object, ...]:
    """What of a table is to come back: all that it says of itself, its columns, its rows."""
    bare = not all(map(_says_anything, printed.rows))
    return _said(table), _columns(table, printed), _rows(table, bare=bare)


def _said(table: Table) -> tuple[object, ...]:
    return (
        table.status,
        table.published_title,
        table.number,
        table.amount_unit,
        table.statement,
        table.coordinates,
    )


def _columns(table: Table, printed: Table) -> dict[str, dict[str, str]]:
    """The columns of a table, with their heads where the document printed any over them.

    A code that the document printed in three columns (类, 款, 项) stands whole in one, below what headed all three.
    """
    named = {column.name for column in printed.columns if any(map(_whole, column.heads.values()))}
    columns = [column for column in table.columns if column.name not in PLACE]
    return {
        column.name: {
            name: _whole(head) for name, head in column.heads.items() if column.name in named
        }
        for column in columns
    }


def _whole(head: str) -> str:
    return re.sub("(^| › )[类款项]$", "", head)


def _rows(table: Table, *, bare: bool) -> list[tuple[str, ...]]:
    """The rows as stored, but for where they stand, and for those without a word and a figure.

    These (`bare`: there are some) were kept for a number that their document prints beside each row. What hangs on
    them is left out with them: where the rows after them stand, and below which row, and so their ids.
    """
    columns = [column for column in table.columns if column.name not in PLACE]
    kept = [
        column for column in columns if not (bare and column.name in ("line", "parent", "position"))
    ]
    return [
        tuple(_cell(row, column) for column in kept) for row in table.rows if _says_anything(row)
    ]


def _says_anything(row: package.Row) -> bool:
    return bool(row.label or row.code or any(map(stored, row.figures.values())))


def _cell(row: package.Row, column: Column) -> str:
    return stored(row.figure(column.name)) if column.is_value else row[column.name]


@EACH
def test_the_files_of_a_package_read_back_into_the_same_tables(
    folder: Path, tmp_path: Path
) -> None:
    held = _read(folder)
    again = tmp_path / held.path
    for file in to_files(held):
        (again / file.path).parent.mkdir(parents=True, exist_ok=True)
        (again / file.path).write_bytes(file.content)
    assert package.read(again).tables == held.tables


@EACH
def test_the_csv_for_people_holds_every_figure_of_its_table(folder: Path) -> None:
    held = _read(folder)
    for table in held.tables.values():
        text = downloads.for_people(held, table).content.decode("utf-8-sig")
        cells = Counter(cell for row in csv.reader(io.StringIO(text)) for cell in row)
        figures = Counter(
            stored(value)
            for row in table.rows
            for value in row.figures.values()
            if isinstance(value, Decimal)
        )
        assert not figures - cells, table.name
