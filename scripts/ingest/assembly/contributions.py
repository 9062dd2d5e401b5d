"""What each document gave to a package: a package comes apart into its documents, and is put together from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.ingest.document import PHRASE
from scripts.package import Package, Row, Source, Table, identified
from scripts.schema import KINDS, Column

PLACES = ("document", "page", "source_line", "box")
"""The columns that say where a row stands in its document."""
_TOLD_BY = (
    "list", "unit_code", "unit_name", "function_code", "department_economic_code", "government_economic_code",
    "horizon", "item", "level_2", "level_3", "field", "noun", "section", "measure", "topic", "text",
)  # fmt: skip
_MOSTLY = 0.5


@dataclass(frozen=True)
class Contribution:
    """What one document gave: its source, its tables, and what was left out of it."""

    source: Source
    tables: tuple[Table, ...]
    left_out: tuple[Mapping[str, str], ...] = ()

    @property
    def content(self) -> Counter[tuple[str, ...]]:
        """What the document is about, without its figures: so many rows of a statutory kind, each other row by itself.

        A statutory table stands once in a disclosure, so two of them are versions of one; of other tables, such as
        the sheets of projects, every document may hold its own.
        """
        return Counter(about for table in self.tables for about in _about(table))


@dataclass(frozen=True)
class _Gathered:
    """A table on its way into a package: the document it is from, and which of its rows stands above which."""

    number: int
    table: Table
    parents: tuple[int | None, ...]

    def joins(self, other: _Gathered) -> bool:
        """Whether the rows of two tables can stand in one: their amounts are in one unit."""
        return (
            not (self.table.rows and other.table.rows)
            or self.table.amount_unit == other.table.amount_unit
        )

    def with_rows_of(self, other: _Gathered) -> _Gathered:
        """This table with another's rows below its own."""
        shift = len(self.parents)
        parents = tuple(above if above is None else above + shift for above in other.parents)
        return _Gathered(self.number, _joined(self.table, other.table), (*self.parents, *parents))


def order_of(table: Table) -> tuple[int, int]:
    """Where a table stands in its package: by its kind, then by the number in its name."""
    number = table.name.removeprefix(table.kind.name).removeprefix("-")
    return list(KINDS).index(table.kind.name), int(number or 1)


def is_held(old: Contribution, new: Sequence[Contribution]) -> bool:
    """Whether documents hold most of what another held: then they stand in its place."""
    before = old.content
    held = before & sum((piece.content for piece in new), Counter[tuple[str, ...]]())
    return old.source.sha256 in {piece.source.sha256 for piece in new} or (
        held.total() >= _MOSTLY * before.total() and held.total() > 0
    )


def are_versions(one: Sequence[Contribution], other: Sequence[Contribution]) -> bool:
    """Whether what two files gave is the same disclosure twice: a document of both, or each holds most of the other."""
    if {piece.source.sha256 for piece in one} & {piece.source.sha256 for piece in other}:
        return True
    return all(is_held(piece, other) for piece in one) and all(
        is_held(piece, one) for piece in other
    )


def overlap(one: Contribution, other: Contribution) -> int:
    """How much two documents have in common."""
    return (one.content & other.content).total()


def split(package: Package) -> list[Contribution]:
    """What each document of a package gave to it, in their order."""
    if len(package.sources) == 1:
        return [Contribution(package.sources[0], tuple(package.tables.values()), package.left_out)]
    printed = Counter(
        row["document"]
        for table in package.tables.values()
        if table.kind.statutory
        for row in table.rows
    )
    most = next((number for number, _ in printed.most_common(1)), "1")
    return [_piece(package, str(number), most) for number in range(1, len(package.sources) + 1)]


def merged(package: Package, pieces: Sequence[Contribution]) -> Package:
    """The package that the pieces make together, whose budget it is as `package` says; ids of lines are made anew."""
    gathered: dict[str, list[_Gathered]] = {name: [] for name in KINDS}
    sheets = 0
    for number, piece in enumerate(pieces, start=1):
        renumbered = {sheet: place for place, sheet in enumerate(_sheets(piece), start=sheets + 1)}
        sheets += len(renumbered)
        for table in piece.tables:
            rows = tuple(_renumbered(row, number, renumbered) for row in table.rows)
            one = _Gathered(number, replace(table, rows=rows), tuple(parents_of(table.rows)))
            _gather(gathered[table.kind.name], one)
    return replace(
        package,
        sources=tuple(piece.source for piece in pieces),
        tables={table.name: table for table in _named(gathered, package)},
        left_out=tuple(_left_out(pieces)),
    )


def _about(table: Table) -> Iterator[tuple[str, ...]]:
    kind = table.kind
    if kind.statutory:
        yield from ((kind.name,) for _ in range(max(1, len(table.rows))))
    else:
        yield from ((kind.name, row.label, *(row[name] for name in _TOLD_BY)) for row in table.rows)


def _piece(package: Package, number: str, most: str) -> Contribution:
    """What the document of a number gave; empty tables are with the document that has `most` of the tables."""
    tables = []
    for table in package.tables.values():
        rows = tuple(row for row in table.rows if row["document"] == number)
        if rows or not table.kind.printed or (not table.rows and number == most):
            tables.append(replace(table, rows=rows))
    left_out = tuple(
        {name: text for name, text in one.items() if name != "document"}
        for one in package.left_out
        if one.get("document", "1") == number
    )
    return Contribution(package.sources[int(number) - 1], tuple(tables), left_out)


def _sheets(piece: Contribution) -> list[str]:
    """The numbers of the performance sheets of a piece, in their order."""
    found = {row["sheet"] for table in piece.tables for row in table.rows if row["sheet"]}
    return sorted(found, key=int)


def _renumbered(row: Row, number: int, sheets: Mapping[str, int]) -> Row:
    keys = {**row.keys, "document": str(number)}
    if row["text"]:  # what has no place is known by its text; a file does not store that twice
        keys["item"] = row["text"][:PHRASE]
    return Row(keys | ({"sheet": str(sheets[row["sheet"]])} if row["sheet"] else {}), row.figures)


def parents_of(rows: Sequence[Row]) -> list[int | None]:
    """Which row stands above which."""
    places = {row["line"]: place for place, row in enumerate(rows)}
    return [places.get(row["parent"]) if row["parent"] else None for row in rows]


def _gather(tables: list[_Gathered], table: _Gathered) -> None:
    """Put a table beside those of its kind; the rows of what was printed as no table of its own go below theirs.

    An empty table says nothing beside another document's of its kind.
    """
    for place, held in enumerate(tables):
        if not table.table.kind.printed and held.joins(table):
            tables[place] = held.with_rows_of(table)
            return
        if held.number != table.number and not (held.table.rows and table.table.rows):
            tables[place] = held if held.table.rows or not table.table.rows else table
            return
    tables.append(table)


def _joined(first: Table, second: Table) -> Table:
    """The rows of two tables as one table, with the columns of both."""
    if not first.rows or not second.rows:
        return first if first.rows else second
    rows = (*first.rows, *second.rows)
    return replace(
        first, rows=rows, columns=tuple(columns_of((*first.columns, *second.columns), rows))
    )


def columns_of(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[Column]:
    """Each column once: keys, figures after them, and at the end the places that any row has."""
    found = {column.name: column for column in columns}
    yield from (one for one in found.values() if not one.is_value and one.name not in PLACES)
    yield from (one for one in found.values() if one.is_value)
    yield from (found[name] for name in PLACES if name in found and any(row[name] for row in rows))


def _named(gathered: Mapping[str, list[_Gathered]], package: Package) -> Iterator[Table]:
    """The tables in the order of their kinds, the second of one kind with a number, with the ids of their lines."""
    for kind, tables in gathered.items():
        for place, one in enumerate(tables, start=1):
            name = kind if place == 1 else f"{kind}-{place}"
            rows = identified(package.slug, package.period, name, one.table.rows, one.parents)
            yield replace(one.table, name=name, rows=rows)


def _left_out(pieces: Sequence[Contribution]) -> Iterator[Mapping[str, str]]:
    for number, piece in enumerate(pieces, start=1):
        for one in piece.left_out:
            yield {**one, "document": str(number)} if len(pieces) > 1 else one
