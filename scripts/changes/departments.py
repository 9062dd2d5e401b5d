"""What differs between two versions of a department's package: its tables line by line, and all else it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from scripts import package as packages
from scripts.changes.difference import Difference, PackageChange, of_values
from scripts.package import Correction, Note, Package, Row, Table
from scripts.schema import stored

_PLACES = ("position", "document", "page", "source_line", "box")
"""Where a row stands in the document: told apart from what it says, for a new reading may move every row."""


def changed(path: str, before: Path | None, after: Path | None) -> PackageChange:
    """What became of a package; raises PackageError where a version of it cannot be read."""
    was = packages.read(before) if before is not None else None
    now = packages.read(after) if after is not None else None
    one = now or was
    assert one is not None
    found = tuple(of_packages(was, now)) if was is not None and now is not None else ()
    change = "added" if was is None else "removed" if now is None else "changed"
    rows = [row for table in one.tables.values() for row in table.rows]
    figures = sum(isinstance(figure, Decimal) for row in rows for figure in row.figures.values())
    return PackageChange(path, change, one.title, len(one.tables), len(rows), figures, found)


def of_packages(before: Package, after: Package) -> Iterator[Difference]:
    """Everything that differs between two versions of one package, in the order of its tables and rows."""
    yield from of_values("property", _properties(before), _properties(after))
    names = list(dict.fromkeys([*after.tables, *before.tables]))
    for name in names:
        yield from _table(before.tables.get(name), after.tables.get(name))
    yield from of_values("left-out", _left_out(before), _left_out(after))
    yield from of_values(
        "summary", {"summary.md": before.summary.strip()}, {"summary.md": after.summary.strip()}
    )
    yield from of_values("note", _notes(before.notes), _notes(after.notes))
    yield from of_values(
        "correction", _corrections(before.corrections), _corrections(after.corrections)
    )


def _properties(package: Package) -> dict[str, str]:
    """What the descriptor states of the package and of its documents."""
    stated = {"title": package.title} | {
        f"disclosure.{name}": str(value)
        for name, value in asdict(package.disclosure).items()
        if value is not None
    }
    for number, source in enumerate(package.sources, start=1):
        stated |= {
            f"sources.{number}.{name}": str(value)
            for name, value in asdict(source).items()
            if value is not None
        }
    return stated


def _left_out(package: Package) -> dict[str, str]:
    """What was left out on purpose, with how often."""
    counted: dict[str, int] = {}
    for one in package.left_out:
        name = "，".join(
            filter(None, (one.get("what", ""), one.get("why", ""), one.get("place", "")))
        )
        counted[name] = counted.get(name, 0) + 1
    return {name: str(count) for name, count in counted.items()}


def _notes(notes: Sequence[Note]) -> dict[str, str]:
    return {f"{note.about}/{note.name}": note.note for note in notes}


def _corrections(found: Sequence[Correction]) -> dict[str, str]:
    return {
        f"{number}": f"{one.date} {one.table} “{one.label}” {one.column}（{one.line}）：{one.before} → {one.after}；{one.why}"
        for number, one in enumerate(found, start=1)
    }


# A table


def _table(before: Table | None, after: Table | None) -> Iterator[Difference]:
    one = after or before
    assert one is not None
    if before is None or after is None:
        yield Difference("table", "added" if before is None else "removed", one.name, one.title)
    else:
        yield from of_values(
            "table", _stated(before), _stated(after), table=one.name, title=one.title
        )
    was, now = _rows(before), _rows(after)
    for line in dict.fromkeys([*now, *was]):
        yield from _line(before, was.get(line), after, now.get(line))


def _stated(table: Table) -> dict[str, str]:
    """What the descriptor states of a table and its columns."""
    stated = {
        "status": table.status,
        "title": table.title,
        "publishedTitle": table.published_title,
        "number": table.number,
        "amountUnit": table.amount_unit,
        "statement": table.statement,
        "coordinates": " ".join(table.coordinates.stated.values()),
    }
    columns = {
        f"column {column.name}": "；".join(
            [column.title, *(f"{name}：{head}" for name, head in column.heads.items())]
        )
        for column in table.columns
    }
    return {name: value for name, value in stated.items() if value} | columns


def _rows(table: Table | None) -> Mapping[str, Row]:
    return {} if table is None else {row["line"]: row for row in table.rows}


def _line(
    held: Table | None, old: Row | None, table: Table | None, new: Row | None
) -> Iterator[Difference]:
    """What differs in one line: that it is new or gone, its texts, its place, its figures."""
    row, one = (new, table) if new is not None else (old, held)
    assert row is not None and one is not None
    where = Difference(
        "line", "added" if old is None else "removed", one.name, one.title, row["line"], row.label
    )
    if old is None or new is None:
        yield where.moved(place(row))
    else:
        for name in dict.fromkeys([*new.keys, *old.keys]):
            if old[name] != new[name]:
                what = "place" if name in _PLACES else "text"
                yield where.of(what, name, name, old[name], new[name]).moved(place(row))
    for name in dict.fromkeys([*(new.figures if new else ()), *(old.figures if old else ())]):
        yield from _figure(where.moved(place(row)), name, (held, old), (table, new))


def place(row: Row) -> str:
    """Where a row stands in its document, in words."""
    spot = (
        f"第 {row['page']} 页"
        if row["page"]
        else f"第 {row['source_line']} 行"
        if row["source_line"]
        else ""
    )
    return f"文件 {row['document']} {spot}".strip() if row["document"] not in ("", "1") else spot


def _figure(
    where: Difference,
    name: str,
    before: tuple[Table | None, Row | None],
    after: tuple[Table | None, Row | None],
) -> Iterator[Difference]:
    """A figure that differs: in its digits, its sign for nothing, or its unit; a blank in a new or lost cell says nothing."""
    (was, unit_before), (now, unit_after) = _cell(name, *before), _cell(name, *after)
    if {was, now} <= {None, ""} or (was, unit_before) == (now, unit_after):
        return
    columns = (
        column for table in (after[0], before[0]) if table is not None for column in table.values
    )
    title = next((column.title for column in columns if column.name == name), name)
    yield where.of("figure", name, title, was, now).in_units(unit_before, unit_after)


def _cell(name: str, table: Table | None, row: Row | None) -> tuple[str | None, str]:
    """A figure as stored, with its unit; None where there is no such cell."""
    if table is None or row is None or name not in row.figures:
        return None, ""
    column = next(column for column in table.values if column.name == name)
    is_money = column.coordinates is not None and column.coordinates.measure in (
        "amount",
        "unit_price",
    )
    return stored(row.figures[name]), row["amount_unit"] or (table.amount_unit if is_money else "")
