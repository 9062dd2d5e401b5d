"""A few rows of a published table that show what a term means, found and never written by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import Column

# How many rows stand above and below the one that is meant.
_AROUND = 2
# How many rows of a table are shown when all of it is meant; one with less than half shows little.
_SHOWN = 6

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


@dataclass(frozen=True)
class Excerpt:
    """Some rows of a table of a package; `line` and `column` are meant, the whole without them."""

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
    def shows(self) -> tuple[bool, int]:
        """The lower the better: with figures, a row before a column before a whole table."""
        if self.row is None:
            return len(self.table.rows) < _SHOWN / 2, 2

        figures = self.row.figures.values()
        numbers = [figure for figure in figures if isinstance(figure, Decimal)]
        what = 1 if self.column else 0
        return not any(numbers), what

    @property
    def rank(self) -> tuple[bool, int, int, int, str, str]:
        """The lower the better: what shows it best, the newest, in a small table."""
        package = self.package
        table = self.table
        is_bare, what = self.shows
        age = -package.disclosure.year
        return is_bare, what, age, len(table.rows), package.path, table.name


def excerpts(names: Mapping[str, Sequence[str]], packages: Iterable[Package]) -> dict[str, Excerpt]:
    """For each term (its id, its names) that stands in a table the rows that show it."""
    best: dict[str, _Place] = {}
    # Asked once for all terms: packages are walked through one time.
    sought = {_plain(name) for aliases in names.values() for name in aliases}
    for package in packages:
        for name, place in _places(package):
            if name not in sought:
                continue
            if name not in best or place.rank < best[name].rank:
                best[name] = place

    shown = {}
    for term, aliases in names.items():
        plain = [_plain(name) for name in aliases]
        places = [best[name] for name in plain if name in best]
        if places:
            # The term's own name, where it stands with figures, shows it better than another name.
            shown[term] = _cut(min(places, key=lambda place: place.shows))
    return shown


def _plain(text: str) -> str:
    unnumbered = _NUMBERING.sub("", text.strip())
    return _MARKS.sub("", unnumbered)


def _places(package: Package) -> Iterator[tuple[str, _Place]]:
    for table in package.tables.values():
        is_shown = table.kind.printed or table.kind.name == "performance-targets"
        if not table.rows or not is_shown:
            continue
        # The two are often one.
        for title in dict.fromkeys((table.title, table.published_title)):
            yield _plain(title), _Place(package, table)

        for column in table.values:
            # The first row that states more than 0 there.
            filled = [row for row in table.rows if row.number(column.name)]
            if filled:
                # 基本支出 › 人员经费 is the header 人员经费 below 基本支出.
                headers = {text.rpartition(" › ")[2] for text in column.heads.values()}
                place = _Place(package, table, filled[0], column.name)
                for name in sorted(headers | {column.title}):
                    yield _plain(name), place

        for row in table.rows:
            place = _Place(package, table, row)
            yield from ((_plain(row[name]), place) for name in _NAMES if row[name])


def _cut(place: _Place) -> Excerpt:
    """The rows around the one that is meant, of its own list; the first ones of a whole table."""
    meant = place.row
    table = place.table
    if meant is None:
        first_rows = [row for row in table.rows if int(row["position"]) <= _SHOWN]
        return Excerpt(place.package, replace(table, rows=tuple(first_rows)))

    # Five rows, moved along where the one that is meant is near an end.
    own = table.rows_of(meant["list"])
    shown = 2 * _AROUND + 1
    centred = own.index(meant) - _AROUND
    last = len(own) - shown
    first = max(0, min(centred, last))
    around = own[first : first + shown]

    rows = []
    for number, row in enumerate(around, start=1):
        # Sheets, printed one by one, number none of their rows.
        keys = {**row.keys, "position": str(number)}
        rows.append(replace(row, keys=keys))

    columns = tuple(_columns_shown(table, place.column))
    excerpt = replace(table, rows=tuple(rows), columns=columns)
    return Excerpt(place.package, excerpt, meant["line"], place.column)


def _columns_shown(table: Table, meant: str) -> Iterator[Column]:
    # Both are seen on a narrow screen too.
    values = [meant, *(column.name for column in table.values[:1])]
    for column in table.columns:
        if not table.kind.printed and column.name not in _OF_SHEETS:
            continue
        if not meant or not column.is_value or column.name in values:
            yield column
