"""What differs between two versions of a department's package: its tables, and all else it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from scripts import package as packages
from scripts.changes.difference import Difference, PackageChange, change_between, of_values
from scripts.package import Correction, Note, Package, Row, Table
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
    figures = sum(isinstance(figure, Decimal) for row in rows for figure in row.figures.values())
    return PackageChange(
        path,
        change_between(was, now),
        package.title,
        tables=len(package.tables),
        lines=len(rows),
        figures=figures,
        differences=differences,
    )


def _read(folder: Path | None) -> Package | None:
    return packages.read(folder) if folder else None


def of_packages(before: Package, after: Package) -> Iterator[Difference]:
    """Everything that differs between two versions of one package.

    First what the descriptor says, then the tables and their rows in the order they have now, and
    those that went; at the end what was left out, the summary, the notes and the corrections.
    """
    yield from of_values("property", _properties(before), _properties(after))
    for name in dict.fromkeys([*after.tables, *before.tables]):
        yield from _table(before.tables.get(name), after.tables.get(name))
    yield from of_values("left-out", _left_out(before), _left_out(after))
    yield from of_values("summary", _summary(before), _summary(after))
    yield from of_values("note", _notes(before.notes), _notes(after.notes))
    was, now = _corrections(before.corrections), _corrections(after.corrections)
    yield from of_values("correction", was, now)


def _properties(package: Package) -> dict[str, str]:
    """What the descriptor says of the package and of its documents."""
    parts: dict[str, Any] = {"disclosure": package.disclosure}
    for number, source in enumerate(package.sources, start=1):
        parts[f"sources.{number}"] = source
    properties = {"title": package.title}
    for part, values in parts.items():
        for name, value in asdict(values).items():
            if value is not None:
                properties[f"{part}.{name}"] = str(value)
    return properties


def _left_out(package: Package) -> dict[str, str]:
    """What was left out on purpose, with how often."""
    counts: dict[str, int] = {}
    for entry in package.left_out:
        texts = [entry.get(name, "") for name in ("what", "why", "place")]
        name = "，".join(filter(None, texts))
        # The same may be left out at several places that are not told: three names, for example.
        counts[name] = counts.get(name, 0) + 1
    return {name: str(count) for name, count in counts.items()}


def _summary(package: Package) -> dict[str, str]:
    return {"summary.md": package.summary.strip()}


def _notes(notes: Sequence[Note]) -> dict[str, str]:
    return {f"{note.about}/{note.name}": note.note for note in notes}


def _corrections(corrections: Sequence[Correction]) -> dict[str, str]:
    """Each correction in words, by its number."""
    return {f"{number}": _correction(entry) for number, entry in enumerate(corrections, start=1)}


def _correction(entry: Correction) -> str:
    cell = f"{entry.table} “{entry.label}” {entry.column}（{entry.line}）"
    return f"{entry.date} {cell}：{entry.before} → {entry.after}；{entry.why}"


def _table(before: Table | None, after: Table | None) -> Iterator[Difference]:
    table = after or before
    assert table is not None
    if before and after:
        was, now = _properties_of_table(before), _properties_of_table(after)
        yield from of_values("table", was, now, table=table.name, title=table.title)
    else:
        yield Difference("table", change_between(before, after), table.name, table.title)
    rows_before, rows_after = _rows(before), _rows(after)
    for line in dict.fromkeys([*rows_after, *rows_before]):
        old = _Line(before, rows_before.get(line))
        yield from _line(old, _Line(after, rows_after.get(line)))


def _properties_of_table(table: Table) -> dict[str, str]:
    """What the descriptor says of a table and its columns."""
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
    """What differs in one line: that it is new or gone, its texts, its place, its figures."""
    table, row = after if after.row else before
    assert table is not None and row is not None
    change = change_between(before.row, after.row)
    where = Difference(
        "line", change, table.name, table.title, row["line"], row.label, place=place(row)
    )
    if before.row and after.row:
        yield from _texts(where, before.row, after.row)
    else:
        yield where
    figures = [line.row.figures for line in (after, before) if line.row]
    for name in dict.fromkeys(name for named in figures for name in named):
        yield from _figure(where, name, before, after)


def _texts(where: Difference, before: Row, after: Row) -> Iterator[Difference]:
    """The cells of a line, other than figures, that differ."""
    for name in dict.fromkeys([*after.keys, *before.keys]):
        was, now = before[name], after[name]
        if was != now:
            yield where.of("place" if name in _PLACES else "text", name, name, was, now)


def place(row: Row) -> str:
    """Where a row stands in its document, in words.

    For example 第 12 页; 第 40 行 of a text; 文件 2 第 3 页 where there are several documents.
    """
    spot = ""
    if row["page"]:
        spot = f"第 {row['page']} 页"
    elif row["source_line"]:
        spot = f"第 {row['source_line']} 行"
    if row["document"] in ("", "1"):
        return spot
    return f"文件 {row['document']} {spot}".strip()


def _figure(where: Difference, name: str, before: _Line, after: _Line) -> Iterator[Difference]:
    """A figure that differs: in its digits, its sign for nothing, or its unit.

    A blank in a new or lost cell says nothing.
    """
    was, now = _cell(name, before), _cell(name, after)
    # Nought is the text "0": only blanks and cells that are not there are false.
    if was == now or not (was[0] or now[0]):
        return
    column = _value_column(name, after.table) or _value_column(name, before.table)
    title = column.title if column else name
    difference = where.of("figure", name, title, was[0], now[0])
    yield replace(difference, unit_before=was[1], unit_after=now[1])


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
    """The column of figures of this name, if the table has one."""
    for column in table.values if table else ():
        if column.name == name:
            return column
    return None
