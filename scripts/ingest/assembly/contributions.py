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
            content.update(_content(table))
        return content


@dataclass(frozen=True)
class _Gathered:
    """A table on its way into a package, with the document it is from and its rows' parents."""

    document: int
    table: Table
    parents: tuple[int | None, ...]

    def joins(self, other: _Gathered) -> bool:
        """Whether the rows of two tables can stand in one: their amounts are in one unit."""
        if not self.table.rows or not other.table.rows:
            return True
        return self.table.amount_unit == other.table.amount_unit

    def with_rows_of(self, other: _Gathered) -> _Gathered:
        """This table with another's rows below its own."""
        shift = len(self.parents)
        parents = [None if parent is None else parent + shift for parent in other.parents]
        table = _joined(self.table, other.table)
        return _Gathered(self.document, table, (*self.parents, *parents))


def order_of(table: Table) -> tuple[int, int]:
    """Where a table stands in its package: by its kind, then by the number in its name."""
    # income-2 is the second of its kind; without a number it is the first.
    number = table.name.removeprefix(table.kind.name).removeprefix("-")
    return list(KINDS).index(table.kind.name), int(number or 1)


def parents_of(rows: Sequence[Row]) -> list[int | None]:
    """Which row stands above which, by their places; None where none does."""
    places = {row["line"]: place for place, row in enumerate(rows)}

    # Rows that are not yet identified have no id, so nothing stands below them.
    places.pop("", None)
    return [places.get(row["parent"]) for row in rows]


def columns_of(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[Column]:
    """Each column once: keys, figures after them, and at the end the places that any row has."""
    by_name = {column.name: column for column in columns}

    figures = [column for column in by_name.values() if column.is_value]
    for column in by_name.values():
        if not column.is_value and column.name not in PLACES:
            yield column
    yield from figures
    for name in PLACES:
        if name in by_name and any(row[name] for row in rows):
            yield by_name[name]


# Versions of one document


def is_held(old: Contribution, new: Sequence[Contribution]) -> bool:
    """Whether documents hold most of what another held: then they stand in its place."""
    if any(contribution.source.sha256 == old.source.sha256 for contribution in new):
        return True

    content: Counter[tuple[str, ...]] = Counter()
    for contribution in new:
        content += contribution.content
    before = old.content

    shared = (before & content).total()
    return shared > 0 and shared >= _MOSTLY * before.total()


def are_versions(first: Sequence[Contribution], second: Sequence[Contribution]) -> bool:
    """Whether what two files gave is the same disclosure twice.

    They have a document in common, or each holds most of the other.
    """
    hashes = {contribution.source.sha256 for contribution in first}
    if any(contribution.source.sha256 in hashes for contribution in second):
        return True

    # A part of a disclosure is held by the whole, but no version of it.
    forth = all(is_held(contribution, second) for contribution in first)
    return forth and all(is_held(contribution, first) for contribution in second)


def overlap(first: Contribution, second: Contribution) -> int:
    """How much two documents have in common: rows of a kind, and rows that say the same."""
    return (first.content & second.content).total()


def _content(table: Table) -> Iterator[tuple[str, ...]]:
    kind = table.kind
    if not kind.statutory:
        for row in table.rows:
            yield (kind.name, row.label, *(row[column] for column in _TOLD_BY))
        return
    # An empty statutory table counts too: that there is nothing is what it says.
    for _ in range(max(1, len(table.rows))):
        yield (kind.name,)


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

    # Empty tables have no rows to name their document by.
    most = next((number for number, _ in printed.most_common(1)), "1")

    numbers = range(1, len(package.sources) + 1)
    return [_contribution(package, str(number), most) for number in numbers]


def _contribution(package: Package, number: str, most: str) -> Contribution:
    """What the document of a number gave; `most` is the document with most of the tables.

    Empty tables are with that one.
    """
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
    """The package that contributions make together, whose budget it is as `package` says.

    Ids of lines are made anew.
    """
    gathered: dict[str, list[_Gathered]] = {name: [] for name in KINDS}
    sheets = 0
    for number, contribution in enumerate(contributions, start=1):
        # The performance sheets of all documents are numbered in one row.
        renumbered = {
            sheet: str(place) for place, sheet in enumerate(_sheets(contribution), start=sheets + 1)
        }

        sheets += len(renumbered)
        for table in contribution.tables:
            rows = tuple(_renumbered(row, number, renumbered) for row in table.rows)
            parents = tuple(parents_of(table.rows))
            _gather(
                gathered[table.kind.name], _Gathered(number, replace(table, rows=rows), parents)
            )

    return replace(
        package,
        sources=tuple(contribution.source for contribution in contributions),
        tables={table.name: table for table in _named(gathered, package)},
        left_out=tuple(_left_out(contributions)),
    )


def _sheets(contribution: Contribution) -> list[str]:
    """The numbers of the performance sheets of a document, in their order."""
    sheets: set[str] = set()
    for table in contribution.tables:
        sheets.update(row["sheet"] for row in table.rows)
    return sorted(sheets - {""}, key=int)


def _renumbered(row: Row, number: int, sheets: Mapping[str, str]) -> Row:
    keys = {**row.keys, "document": str(number)}
    if row["text"]:
        # What has no place is known by its text; a file does not store that twice.
        keys["item"] = row["text"][:PHRASE]
    if row["sheet"]:
        keys["sheet"] = sheets[row["sheet"]]
    return Row(keys, row.figures)


def _gather(tables: list[_Gathered], new: _Gathered) -> None:
    """Put a table beside those of its kind.

    The rows of what was printed as no table of its own go below theirs; an empty table says
    nothing beside another document's of its kind.
    """
    for place, table in enumerate(tables):
        if not new.table.kind.printed and table.joins(new):
            tables[place] = table.with_rows_of(new)
            return

        both_filled = table.table.rows and new.table.rows
        if table.document != new.document and not both_filled:
            if new.table.rows:
                tables[place] = new
            return
    tables.append(new)


def _joined(first: Table, second: Table) -> Table:
    """The rows of two tables as one table, with the columns of both."""
    if not first.rows:
        return second
    if not second.rows:
        return first

    rows = (*first.rows, *second.rows)
    columns = columns_of((*first.columns, *second.columns), rows)
    return replace(first, rows=rows, columns=tuple(columns))


def _named(gathered: Mapping[str, list[_Gathered]], package: Package) -> Iterator[Table]:
    """The tables in the order of their kinds, with the ids of their lines.

    The second of one kind has a number.
    """
    for kind, tables in gathered.items():
        for place, (table, parents) in enumerate(
            ((item.table, item.parents) for item in tables), start=1
        ):
            name = kind if place == 1 else f"{kind}-{place}"

            # Ids hold the name of the table, which may have another number than before.
            rows = identified(package.slug, package.period, name, table.rows, parents)
            yield replace(table, name=name, rows=rows)


def _left_out(contributions: Sequence[Contribution]) -> Iterator[Mapping[str, str]]:
    # In a package of one document nothing needs its number.
    several = len(contributions) > 1
    for number, contribution in enumerate(contributions, start=1):
        for item in contribution.left_out:
            yield {**item, "document": str(number)} if several else item
