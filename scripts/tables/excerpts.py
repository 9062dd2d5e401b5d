"""A few rows of a published table that show what a term means, found in the packages and never written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import Column

_AROUND = 2
"""How many rows stand above and below the one that is meant."""

_SHOWN = 6
"""How many rows of a table are shown when all of it is meant."""

_NAMES = (
    "item", "function_name", "department_economic_name", "government_economic_name", "level_1", "level_2",
    "project_name", "unit_name",
)  # fmt: skip

_OF_SHEETS = ("project_name", "level_1", "level_2", "level_3", "target")
"""The columns of indicators as they are printed; the others are what the import made of them."""

_NUMBERING = re.compile(
    r"^(其中[:：]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、])\s*"
)
_MARKS = re.compile(r"[\s“”\"'‘’「」()（）]")


@dataclass(frozen=True)
class Excerpt:
    """Some rows of a table of a package; `line` is the row that is meant, `column` the column, or all of it is."""

    package: Package
    table: Table
    line: str = ""
    column: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a name stands: in a row, at the head of a column, or over the table."""

    package: Package
    table: Table
    row: Row | None = None
    column: str = ""

    @property
    def rank(self) -> tuple[object, ...]:
        """The lower the better: rows before columns before tables, with figures, the newest, in a small table."""
        what = 0 if self.row is not None and not self.column else 1 if self.column else 2
        filled = (
            sum(isinstance(value, Decimal) and value != 0 for value in self.row.figures.values())
            if self.row
            else 0
        )
        bare = not filled if what < 2 else len(self.table.rows) < 3
        return (
            bare,
            what,
            -self.package.disclosure.year,
            len(self.table.rows),
            self.package.path,
            self.table.name,
        )


def excerpts(names: Mapping[str, Sequence[str]], packages: Iterable[Package]) -> dict[str, Excerpt]:
    """For each term (its id and its names, the first the best) the rows that show it; terms in no table have none."""
    best: dict[str, _Place] = {}
    wanted = {_plain(name) for own in names.values() for name in own}
    for package in packages:
        for name, place in _places(package):
            if name in wanted and (name not in best or place.rank < best[name].rank):
                best[name] = place
    found = {}
    for term, own in names.items():
        places = [best[name] for name in map(_plain, own) if name in best]
        if places:
            # The term's own name, wherever it stands with figures, shows it better than another name of it.
            found[term] = _cut(min(places, key=lambda place: (place.rank[0], place.rank[1])))
    return found


def _plain(text: str) -> str:
    return _MARKS.sub("", _NUMBERING.sub("", text.strip()))


def _places(package: Package) -> Iterator[tuple[str, _Place]]:
    """Every name in a package's tables with its place."""
    for table in package.tables.values():
        if not table.rows or not (table.kind.printed or table.kind.name == "performance-targets"):
            continue
        for title in dict.fromkeys((table.title, table.published_title)):
            yield _plain(title), _Place(package, table)
        yield from _columns(package, table)
        for row in table.rows:
            yield from (
                (_plain(row[name]), _Place(package, table, row)) for name in _NAMES if row[name]
            )


def _columns(package: Package, table: Table) -> Iterator[tuple[str, _Place]]:
    """The heads of a table's value columns, each with the first row that states something other than nothing there."""
    for column in table.values:
        row = next((row for row in table.rows if row.number(column.name)), None)
        if row is not None:
            heads = {part for head in column.heads.values() for part in head.split(" › ")[-1:]}
            for name in sorted(heads | {column.title}):
                yield _plain(name), _Place(package, table, row, column.name)


def _cut(place: _Place) -> Excerpt:
    """The rows around the one that is meant, of its own list; the first rows where the whole table is meant."""
    if place.row is None:
        rows = [row for row in place.table.rows if int(row["position"]) <= _SHOWN]
        return Excerpt(place.package, replace(place.table, rows=tuple(rows)))
    own = place.table.rows_of(place.row["list"])
    at = own.index(place.row)
    first = max(0, min(at - _AROUND, len(own) - 2 * _AROUND - 1))
    rows = [
        _placed(row, number) for number, row in enumerate(own[first : first + 2 * _AROUND + 1], 1)
    ]
    table = replace(place.table, rows=tuple(rows), columns=tuple(_columns_shown(place)))
    return Excerpt(place.package, table, place.row["line"], place.column)


def _columns_shown(place: _Place) -> list[Column]:
    """All columns; where one of them is meant, that one and the first, so that it is seen on a narrow screen too."""
    columns = [
        one for one in place.table.columns if place.table.kind.printed or one.name in _OF_SHEETS
    ]
    kept = (
        {place.column, *(column.name for column in place.table.values[:1])}
        if place.column
        else None
    )
    return [
        column for column in columns if kept is None or not column.is_value or column.name in kept
    ]


def _placed(row: Row, number: int) -> Row:
    """A row with its place among those shown: sheets, printed one by one, number none of their rows."""
    return replace(row, keys={**row.keys, "position": str(number)})
