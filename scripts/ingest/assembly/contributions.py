"""What each document gave to a package, which comes apart into its documents and together again."""

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
    "list", "unit_code", "unit_name",
    "function_code", "department_economic_code", "government_economic_code",
    "horizon", "item", "level_2", "level_3", "field", "noun", "section", "measure", "topic", "text",
)  # fmt: skip
"""What tells a row of a table that is not statutory from others, without its figures."""
_MOSTLY = 0.5
"""The share of another's content with which a document stands in its place.

A corrected edition keeps nearly all rows; two documents of one disclosure share almost none.
"""


@dataclass(frozen=True)
class Contribution:
    """What one document gave: its source, its tables, and what was left out of it."""

    source: Source
    tables: tuple[Table, ...]
    left_out: tuple[Mapping[str, str], ...] = ()

    @property
    def content(self) -> Counter[tuple[str, ...]]:
        """What the document is about, without its figures.

        So many rows of a statutory kind, each other row by itself: a statutory table stands
        once in a disclosure, so two of them are versions of one; of other tables, such as the
        sheets of projects, every document may hold its own.
        """
        content: Counter[tuple[str, ...]] = Counter()
        for table in self.tables:
            kind = table.kind
            if kind.statutory:
                # An empty statutory table counts too: that there is nothing is what it says.
                content[(kind.name,)] += max(1, len(table.rows))
                continue
            for row in table.rows:
                told_by = [row[column] for column in _TOLD_BY]
                content[kind.name, row.label, *told_by] += 1
        return content


@dataclass(frozen=True)
class _Gathered:
    """A table on its way into a package, with the document it is from and its rows' parents."""

    document: int
    table: Table
    parents: tuple[int | None, ...]

    def with_rows_of(self, other: _Gathered) -> _Gathered:
        """This table with another's rows below its own, and the columns of both."""
        first = self.table
        second = other.table
        if not second.rows:
            return self
        if not first.rows:
            return replace(other, document=self.document)

        rows = (*first.rows, *second.rows)
        columns = tuple(columns_of((*first.columns, *second.columns), rows))
        shift = len(self.parents)
        parents = [None if parent is None else parent + shift for parent in other.parents]
        table = replace(first, rows=rows, columns=columns)
        return _Gathered(self.document, table, (*self.parents, *parents))


def order_of(table: Table) -> tuple[int, int]:
    """Where a table stands in its package: by its kind, then by the number in its name."""
    kind = table.kind.name
    # income-2 is the second of its kind; without a number it is the first.
    number = table.name.removeprefix(kind).removeprefix("-")
    return list(KINDS).index(kind), int(number or 1)


def parents_of(rows: Sequence[Row]) -> list[int | None]:
    """Which row stands above which, by their places; None where none does."""
    # Rows that are not yet identified have no id, so nothing stands below them.
    places = {row["line"]: place for place, row in enumerate(rows) if row["line"]}
    return [places.get(row["parent"]) for row in rows]


def with_ids(table: Table, parents: Sequence[int | None], package: Package) -> Table:
    """A table of a package with the ids of its lines made anew, from its name among others."""
    rows = identified(package.slug, package.period, table.name, table.rows, parents)
    return replace(table, rows=rows)


def columns_of(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[Column]:
    """Each column once: keys, figures after them, and at the end the places that any row has."""
    by_name = {column.name: column for column in columns}
    figures = []
    for name, column in by_name.items():
        if column.is_value:
            figures.append(column)
        elif name not in PLACES:
            yield column
    yield from figures
    for name in PLACES:
        if name in by_name and any(row[name] for row in rows):
            yield by_name[name]


# Versions of one document


def is_held(old: Contribution, new: Sequence[Contribution]) -> bool:
    """Whether documents hold most of what another held: then they stand in its place."""
    content: Counter[tuple[str, ...]] = Counter()
    for contribution in new:
        if contribution.source.sha256 == old.source.sha256:
            return True
        content += contribution.content
    before = old.content
    shared = (before & content).total()
    return shared > 0 and shared >= _MOSTLY * before.total()


def are_versions(first: Sequence[Contribution], second: Sequence[Contribution]) -> bool:
    """Whether two files are one disclosure: a document in common, or each the most of the other."""
    hashes = {contribution.source.sha256 for contribution in first}
    if any(contribution.source.sha256 in hashes for contribution in second):
        return True

    # A part of a disclosure is held by the whole, but no version of it.
    forth = all(is_held(contribution, second) for contribution in first)
    return forth and all(is_held(contribution, first) for contribution in second)


def overlap(first: Contribution, second: Contribution) -> int:
    """How much two documents have in common: rows of a kind, and rows that say the same."""
    return (first.content & second.content).total()


# A package comes apart


def split(package: Package) -> list[Contribution]:
    """What each document of a package gave to it, in their order."""
    if len(package.sources) == 1:
        tables = tuple(package.tables.values())
        return [Contribution(package.sources[0], tables, package.left_out)]

    printed: Counter[str] = Counter()
    for table in package.tables.values():
        if table.kind.statutory:
            printed.update(row["document"] for row in table.rows)

    # Empty tables have no rows to name their document by: they go with most of the others.
    most = next((number for number, _ in printed.most_common(1)), "1")
    numbers = range(1, len(package.sources) + 1)
    return [_contribution(package, str(number), most) for number in numbers]


def _contribution(package: Package, number: str, most: str) -> Contribution:
    """What the document of a number gave; `most` is the document with most of the tables."""
    tables = []
    for table in package.tables.values():
        rows = tuple(row for row in table.rows if row["document"] == number)
        is_empty = not table.rows and number == most
        if rows or is_empty or not table.kind.printed:
            tables.append(replace(table, rows=rows))

    left_out = []
    for item in package.left_out:
        if item.get("document", "1") == number:
            left_out.append({name: text for name, text in item.items() if name != "document"})

    return Contribution(package.sources[int(number) - 1], tuple(tables), tuple(left_out))


# And together


def merged(package: Package, contributions: Sequence[Contribution]) -> Package:
    """The package of contributions together, whose body `package` says, with ids made anew."""
    gathered: dict[str, list[_Gathered]] = {name: [] for name in KINDS}
    left_out: list[Mapping[str, str]] = []
    renumbered: dict[tuple[int, str], str] = {}
    for number, contribution in enumerate(contributions, start=1):
        # The performance sheets of all documents are numbered in one row.
        sheets: set[str] = set()
        for table in contribution.tables:
            sheets.update(row["sheet"] for row in table.rows)
        for sheet in sorted(sheets - {""}, key=int):
            renumbered[number, sheet] = str(len(renumbered) + 1)

        for table in contribution.tables:
            rows = tuple(_renumbered(row, number, renumbered) for row in table.rows)
            parents = tuple(parents_of(table.rows))
            new = _Gathered(number, replace(table, rows=rows), parents)
            _gather(gathered[table.kind.name], new)

        for item in contribution.left_out:
            # In a package of one document nothing needs its number.
            several = len(contributions) > 1
            left_out.append({**item, "document": str(number)} if several else item)

    return replace(
        package,
        sources=tuple(contribution.source for contribution in contributions),
        tables={table.name: table for table in _named(gathered, package)},
        left_out=tuple(left_out),
    )


def _renumbered(row: Row, number: int, sheets: Mapping[tuple[int, str], str]) -> Row:
    keys = {**row.keys, "document": str(number)}
    if row["text"]:
        # What has no place is known by its text; a file does not store that twice.
        keys["item"] = row["text"][:PHRASE]
    if row["sheet"]:
        keys["sheet"] = sheets[number, row["sheet"]]
    return Row(keys, row.figures)


def _gather(tables: list[_Gathered], new: _Gathered) -> None:
    """Put a table beside those of its kind; rows of no printed table go below theirs."""
    for place, held in enumerate(tables):
        both_filled = held.table.rows and new.table.rows
        in_one_unit = held.table.amount_unit == new.table.amount_unit
        if not new.table.kind.printed and (in_one_unit or not both_filled):
            tables[place] = held.with_rows_of(new)
            return

        # An empty table says nothing beside another document's of its kind.
        if held.document != new.document and not both_filled:
            if new.table.rows:
                tables[place] = new
            return
    tables.append(new)


def _named(gathered: Mapping[str, list[_Gathered]], package: Package) -> Iterator[Table]:
    """The tables in the order of their kinds, the second of one kind with a number."""
    for kind, tables in gathered.items():
        for place, item in enumerate(tables, start=1):
            name = kind if place == 1 else f"{kind}-{place}"

            # Ids hold the name of the table, which may have another number than before.
            yield with_ids(replace(item.table, name=name), item.parents, package)
