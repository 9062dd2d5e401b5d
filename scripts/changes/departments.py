"""What differs between two versions of a department's package: its tables, and all else it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from scripts import package as packages
from scripts.changes.difference import Difference, PackageChange, What, change_between, of_values
from scripts.package import Package, Row, Table
from scripts.schema import Column, stored

# Where a row stands in the document, told apart from what it says: a new reading may move all.
_PLACES = ("position", "document", "page", "source_line", "box")
# The measures whose figures are in the unit of their table.
_MONEY = ("amount", "unit_price")


class _Line(NamedTuple):
    """A line in one version: its table and its row, None where the version has it not."""

    table: Table | None
    row: Row | None


def changed(path: str, before: Path | None, after: Path | None) -> PackageChange:
    """What became of a package; raises PackageError where a version of it cannot be read."""
    was, now = _read(before), _read(after)
    package = now or was
    assert package is not None

    # All of a new package is new: its differences would only repeat it.
    differences = tuple(of_packages(was, now)) if was and now else ()

    rows = [row for table in package.tables.values() for row in table.rows]
    figures = [figure for row in rows for figure in row.figures.values()]
    return PackageChange(
        path,
        change_between(was, now),
        package.title,
        tables=len(package.tables),
        lines=len(rows),
        figures=sum(isinstance(figure, Decimal) for figure in figures),
        differences=differences,
    )


def _read(folder: Path | None) -> Package | None:
    return packages.read(folder) if folder else None


def of_packages(before: Package, after: Package) -> Iterator[Difference]:
    """What differs: descriptor, tables with their rows as they stand now, and all beside them."""
    yield from of_values("property", _properties(before), _properties(after))
    for name in dict.fromkeys([*after.tables, *before.tables]):
        old, new = before.tables.get(name), after.tables.get(name)
        yield from _table(old, new)

    was, now = _beside_tables(before), _beside_tables(after)
    for what in now:
        yield from of_values(what, was[what], now[what])


def _properties(package: Package) -> dict[str, str]:
    parts = {"disclosure": asdict(package.disclosure)}
    for number, source in enumerate(package.sources, start=1):
        parts[f"sources.{number}"] = asdict(source)

    properties = {"title": package.title}
    for part, values in parts.items():
        for name, value in values.items():
            if value is not None:
                properties[f"{part}.{name}"] = str(value)
    return properties


def _beside_tables(package: Package) -> Mapping[What, Mapping[str, str]]:
    left_out: Counter[str] = Counter()
    for entry in package.left_out:
        texts = [entry.get(name, "") for name in ("what", "why", "place")]
        # The same may be left out at several places that are not told: three names, for example.
        left_out["，".join(filter(None, texts))] += 1

    corrections = {}
    for number, correction in enumerate(package.corrections, start=1):
        cell = f"{correction.table} “{correction.label}” {correction.column}（{correction.line}）"
        change = f"{correction.before} → {correction.after}；{correction.why}"
        corrections[str(number)] = f"{correction.date} {cell}：{change}"

    return {
        "left-out": {name: str(count) for name, count in left_out.items()},
        "summary": {"summary.md": package.summary.strip()},
        "note": {f"{note.about}/{note.name}": note.note for note in package.notes},
        "correction": corrections,
    }


def _table(before: Table | None, after: Table | None) -> Iterator[Difference]:
    table = after or before
    assert table is not None
    if before and after:
        was, now = _properties_of_table(before), _properties_of_table(after)
        yield from of_values("table", was, now, table=table.name, title=table.title)
    else:
        change = change_between(before, after)
        yield Difference("table", change, table.name, table.title)

    rows_before, rows_after = _rows(before), _rows(after)
    for line in dict.fromkeys([*rows_after, *rows_before]):
        old = _Line(before, rows_before.get(line))
        new = _Line(after, rows_after.get(line))
        yield from _line(old, new)


def _properties_of_table(table: Table) -> dict[str, str]:
    values = {
        "status": table.status,
        "title": table.title,
        "publishedTitle": table.published_title,
        "number": table.number,
        "amountUnit": table.amount_unit,
        "statement": table.statement,
        "coordinates": " ".join(table.coordinates.stated.values()),
    }

    properties = {name: value for name, value in values.items() if value}
    for column in table.columns:
        heads = [f"{name}：{head}" for name, head in column.heads.items()]
        properties[f"column {column.name}"] = "；".join([column.title, *heads])
    return properties


def _rows(table: Table | None) -> Mapping[str, Row]:
    return {row["line"]: row for row in table.rows} if table else {}


def _line(before: _Line, after: _Line) -> Iterator[Difference]:
    table, row = after if after.row else before
    assert table is not None and row is not None
    change, line = change_between(before.row, after.row), row["line"]
    place = _place(row)
    where = Difference("line", change, table.name, table.title, line, row.label, place=place)
    if not before.row or not after.row:
        yield where
    else:
        for name in dict.fromkeys([*after.row.keys, *before.row.keys]):
            was, now = before.row[name], after.row[name]
            what: What = "place" if name in _PLACES else "text"
            if was != now:
                yield where.of(what, name, name, was, now)

    figures: dict[str, None] = {}
    for version in (after, before):
        if version.row:
            figures |= dict.fromkeys(version.row.figures)
    for name in figures:
        yield from _figure(where, name, before, after)


def _place(row: Row) -> str:
    """Where a row stands in its document: 第 12 页; 第 40 行 of a text; of several 文件 2 第 3 页."""
    spot = ""
    if row["page"]:
        spot = f"第 {row['page']} 页"
    elif row["source_line"]:
        spot = f"第 {row['source_line']} 行"
    if row["document"] in ("", "1"):
        return spot
    return f"文件 {row['document']} {spot}".strip()


def _figure(where: Difference, name: str, before: _Line, after: _Line) -> Iterator[Difference]:
    was, unit_before = _cell(name, before)
    now, unit_after = _cell(name, after)
    # Nought is the text "0"; a blank in a new or lost cell says nothing.
    if (was, unit_before) == (now, unit_after) or not (was or now):
        return

    column = _value_column(name, after.table) or _value_column(name, before.table)
    title = column.title if column else name
    difference = where.of("figure", name, title, was, now)
    yield replace(difference, unit_before=unit_before, unit_after=unit_after)


def _cell(name: str, line: _Line) -> tuple[str | None, str]:
    """A figure as stored, with its unit; None where there is no such cell."""
    table, row = line
    if not table or not row or name not in row.figures:
        return None, ""
    column = _value_column(name, table)

    # A row may be in a unit of its own: a project's sheet in 元 among tables in 万元.
    unit = row["amount_unit"]
    if not unit and column and column.coordinates and column.coordinates.measure in _MONEY:
        unit = table.amount_unit

    return stored(row.figures[name]), unit


def _value_column(name: str, table: Table | None) -> Column | None:
    for column in table.values if table else ():
        if column.name == name:
            return column
    return None
