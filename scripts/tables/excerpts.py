"""A few rows of a published table that show what a term means, found and never written by hand."""

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

_LEAST_ROWS = 3
"""A table with fewer rows shows little."""

_NAMES = (
    "item", "function_name", "department_economic_name", "government_economic_name", "level_1",
    "level_2", "project_name", "unit_name",
)  # fmt: skip

_OF_SHEETS = ("project_name", "level_1", "level_2", "level_3", "target")
"""The columns of indicators as they are printed; the others are what the import made of them."""

# 其中：基本支出; 一、基本支出; （一）基本支出; 1.基本支出
_NUMBERING = re.compile(
    r"^(其中[:：]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、])\s*"
)
_MARKS = re.compile(r"[\s“”\"'‘’「」()（）]")

_ROW, _COLUMN, _TABLE = range(3)
"""What a name can stand for.

A row shows a term better than a column, and that better than a table.
"""


@dataclass(frozen=True)
class Excerpt:
    """Some rows of a table of a package.

    `line` is the row that is meant, `column` the column; the whole table is where both are blank.
    """

    package: Package
    table: Table
    line: str = ""
    column: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a name stands: in a row, at the top of a column, or over the table."""

    package: Package
    table: Table
    row: Row | None = None
    column: str = ""

    @property
    def rank(self) -> tuple[bool, int, int, int, str, str]:
        """The lower the better.

        With figures, rows before columns before tables, the newest, in a small table.
        """
        return (
            self.is_bare,
            self.what,
            -self.package.disclosure.year,
            len(self.table.rows),
            self.package.path,
            self.table.name,
        )

    @property
    def what(self) -> int:
        """Whether the name is of a row, a column or the table."""
        if self.column:
            return _COLUMN
        return _TABLE if self.row is None else _ROW

    @property
    def is_bare(self) -> bool:
        """Whether there is little to be seen: no figure other than 0, or hardly any rows."""
        if self.row is None:
            return len(self.table.rows) < _LEAST_ROWS
        return not any(
            isinstance(figure, Decimal) and figure != 0 for figure in self.row.figures.values()
        )


def excerpts(names: Mapping[str, Sequence[str]], packages: Iterable[Package]) -> dict[str, Excerpt]:
    """For each term (its id and its names, the first the best) the rows that show it.

    Terms that stand in no table have none.
    """
    best: dict[str, _Place] = {}
    # Asked once for all terms: packages are walked through one time.
    sought = {_plain(name) for aliases in names.values() for name in aliases}
    for package in packages:
        for name, place in _places(package):
            if name in sought and (name not in best or place.rank < best[name].rank):
                best[name] = place
    shown = {}
    for term, aliases in names.items():
        places = [best[name] for name in map(_plain, aliases) if name in best]
        if places:
            # The term's own name, where it stands with figures, shows it better than another name.
            shown[term] = _cut(min(places, key=lambda place: (place.is_bare, place.what)))
    return shown


def _plain(text: str) -> str:
    return _MARKS.sub("", _NUMBERING.sub("", text.strip()))


def _places(package: Package) -> Iterator[tuple[str, _Place]]:
    """Every name in a package's tables with its place."""
    for table in package.tables.values():
        is_shown = table.kind.printed or table.kind.name == "performance-targets"
        if not table.rows or not is_shown:
            continue
        # The two are often one.
        for title in dict.fromkeys((table.title, table.published_title)):
            yield _plain(title), _Place(package, table)
        yield from _columns(package, table)
        for row in table.rows:
            place = _Place(package, table, row)
            yield from ((_plain(row[name]), place) for name in _NAMES if row[name])


def _columns(package: Package, table: Table) -> Iterator[tuple[str, _Place]]:
    """The headers of value columns, each with the first row that states more than 0 there."""
    for column in table.values:
        row = next((row for row in table.rows if row.number(column.name)), None)
        if row is not None:
            # 基本支出 › 人员经费 is the header 人员经费 below 基本支出.
            headers = {text.rpartition(" › ")[2] for text in column.heads.values()}
            for name in sorted(headers | {column.title}):
                yield _plain(name), _Place(package, table, row, column.name)


def _cut(place: _Place) -> Excerpt:
    """The rows around the one that is meant, of its own list.

    The first rows where the whole table is meant.
    """
    if place.row is None:
        first_rows = [row for row in place.table.rows if int(row["position"]) <= _SHOWN]
        return Excerpt(place.package, replace(place.table, rows=tuple(first_rows)))
    own = place.table.rows_of(place.row["list"])
    # Five rows, moved along where the one that is meant is near an end.
    shown = 2 * _AROUND + 1
    first = max(0, min(own.index(place.row) - _AROUND, len(own) - shown))
    around = own[first : first + shown]
    table = replace(
        place.table,
        rows=tuple(_placed(row, number) for number, row in enumerate(around, start=1)),
        columns=tuple(_columns_shown(place)),
    )
    return Excerpt(place.package, table, place.row["line"], place.column)


def _columns_shown(place: _Place) -> list[Column]:
    """All columns; of the value columns only the one that is meant and the first.

    So both are seen on a narrow screen too.
    """
    table = place.table
    columns = [
        column for column in table.columns if table.kind.printed or column.name in _OF_SHEETS
    ]
    if not place.column:
        return columns
    values = {place.column, *(column.name for column in table.values[:1])}
    return [column for column in columns if not column.is_value or column.name in values]


def _placed(row: Row, number: int) -> Row:
    """A row with its place among those shown.

    Sheets, printed one by one, number none of their rows.
    """
    return replace(row, keys={**row.keys, "position": str(number)})
