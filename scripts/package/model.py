"""A package in hand: whose budget, from which documents, and its tables with exact figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import cast

from scripts.package.addresses import is_address
from scripts.package.contract import CONTRACT
from scripts.schema import (
    BLANK,
    KEYS,
    MULTIPLIERS,
    Column,
    Coordinates,
    Figure,
    Kind,
    Level,
    Phase,
    Role,
    Status,
    places,
)

OURS = ("summary.md", "notes.csv", "corrections.csv")
"""The files of a package that a person writes, or that grow over time.

An import leaves them as they are.
"""

CORRECTIONS = ("date", "line", "table", "label", "column", "from", "to", "why")
"""The columns of `corrections.csv`, the record of the figures that imports changed."""


class PackageError(Exception):
    """A package cannot be read: which file, where in it, what is the matter and what was expected.

    >>> str(PackageError(Path("a.csv"), "found 'x'", "row 2 (amount)", "a number or nothing"))
    "a.csv row 2 (amount): found 'x', expected a number or nothing"
    """

    def __init__(self, path: Path, what: str, where: str = "", expected: str = "") -> None:
        # All of it goes to Exception, so that it can travel between processes.
        super().__init__(path, what, where, expected)
        self.path = path
        self.what = what
        self.where = where
        self.expected = expected

    def __str__(self) -> str:
        place = f"{self.path} {self.where}".rstrip()
        expected = f", expected {self.expected}" if self.expected else ""
        return f"{place}: {self.what}{expected}"


class RecordError(PackageError):
    """The record of corrections cannot be read.

    It is told apart, because it is not to be lost with a package that is written anew.
    """


@dataclass(frozen=True)
class Source:
    """A published document that a package was made from; what it does not state is None."""

    title: str
    publisher: str
    sha256: str
    address: str | None = None
    published: str | None = None
    approved: str | None = None
    pages: int | None = None

    @property
    def link(self) -> str:
        """The address, where it is one on the web: a link to any other would run or lose its way."""
        return self.address if self.address and is_address(self.address) else ""


@dataclass(frozen=True)
class Disclosure:
    """Whose budget this is, of which year, and whether it is the plan or the outturn.

    `parent` is the department of an office or a unit; `region` a code of GB/T 2260; `stated` the
    options of an import (--year) by which a person said what the document does not say.
    """

    department: str
    level: Level
    year: int
    phase: Phase
    code: str | None = None
    parent: str | None = None
    region: str | None = None
    stated: tuple[str, ...] = ()
    contract: str = CONTRACT


# In this order: a row of a project in a unit is called after the project.
_NAMES = (
    "function_name", "department_economic_name", "government_economic_name", "project_name", "item",
    "unit_name", "subject", "level_3", "noun", "level_1", "catalogue_3", "catalogue_2", "catalogue_1",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One published row: its texts by key column, and its figures by value column.

    A text is blank where nothing stands.
    """

    keys: Mapping[str, str]
    figures: Mapping[str, Figure]

    def __getitem__(self, column: str) -> str:
        """The text in a key column, "" where the table has none or nothing stands in it.

        Raises KeyError for a name that no table may have: a slip of the pen is no blank.

        >>> Row({"item": "印刷费"}, {})["item"], Row({}, {})["item"]
        ('印刷费', '')
        """
        try:
            return self.keys[column]
        except KeyError:
            if column not in KEYS:
                raise KeyError(
                    f"{column!r} is no key column; scripts/schema/columns.py lists those there are"
                ) from None
            return ""

    def figure(self, column: str) -> Figure:
        """The figure in a column, blank where the table has no such column."""
        return self.figures.get(column, BLANK)

    def number(self, column: str) -> Decimal | None:
        """The number in a column, None where none is stated."""
        value = self.figure(column)
        return value if isinstance(value, Decimal) else None

    @property
    def role(self) -> Role:
        """What the row is in its list.

        "" in tables that have no totals (statements, explanations).
        """
        return cast(Role, self["role"])

    @cached_property
    def label(self) -> str:
        """What the row is called, in the document's own words; "" where it bears no name.

        >>> Row({"function_name": "行政运行", "unit_name": "本级"}, {}).label
        '行政运行'
        """
        # Most rows bear one name; asked of every row of every table, so once.
        texts = (self.keys.get(name) for name in _NAMES)
        return next(filter(None, texts), "")

    @property
    def code(self) -> str:
        """The first classification code of the row, or nothing."""
        return (
            self["function_code"]
            or self["department_economic_code"]
            or self["government_economic_code"]
        )


_LIST, _ROLE = itemgetter("list"), itemgetter("role")


@dataclass(frozen=True)
class Table:
    """One published table: what it is about, whether it holds anything, its columns and its rows.

    `title` is what such a table is called here, `published_title` what the document calls it.
    """

    name: str
    kind: Kind
    status: Status
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str
    published_title: str = ""
    number: str = ""
    amount_unit: str = ""
    statement: str = ""
    coordinates: Coordinates = Coordinates()

    @property
    def multiplier(self) -> int:
        """How many 元 one unit of this table's amounts is worth; 1 where it states no unit."""
        return MULTIPLIERS.get(self.amount_unit, 1)

    @cached_property
    def values(self) -> tuple[Column, ...]:
        """The value columns, in order."""
        return tuple(column for column in self.columns if column.is_value)

    def rows_by(self, key: Callable[[Row], str]) -> Mapping[str, tuple[Row, ...]]:
        """The rows by what a function of them says, in order; asked again it is the same object.

        For what is looked up once for every sentence of the prose. The function is to be one of
        its module: made anew each time, it would be asked anew.
        """
        if key not in self._indexes:
            index: dict[str, list[Row]] = {}
            for row in self.rows:
                index.setdefault(key(row), []).append(row)
            self._indexes[key] = {text: tuple(rows) for text, rows in index.items()}
        return self._indexes[key]

    @cached_property
    def _indexes(self) -> dict[Callable[[Row], str], Mapping[str, tuple[Row, ...]]]:
        return {}

    def rows_of(self, name: str) -> tuple[Row, ...]:
        """The rows of one of the lists printed side by side in this table."""
        return self.rows_by(_LIST).get(name, ())

    @cached_property
    def decimals(self) -> Mapping[tuple[str, str], int]:
        """The most decimals that figures of a unit and a measure show, by these two.

        Statements hold 万元, % and 人 in one column, each with decimals of its own.
        """
        most: dict[tuple[str, str], int] = {}
        for column in self.values:
            measure = column.coordinates.measure if column.coordinates else ""
            for row in self.rows:
                number = row.number(column.name)
                if number is not None:
                    kind = (row["amount_unit"] or self.amount_unit, measure)
                    most[kind] = max(most.get(kind, 0), places(number))
        return most

    @cached_property
    def finest(self) -> tuple[Row, ...]:
        """The detail rows below which no other stands; totals and subtotals are none."""
        parents = {row["parent"] for row in self.rows}
        return tuple(row for row in self.rows if row.role == "line" and row["line"] not in parents)

    def totals(self, list_name: str = "", role: Role = "total") -> tuple[Row, ...]:
        """The total rows (or subtotals) of the table, or of one of its lists, from top to bottom.

        A list that goes on in further columns (`expenditure-2`) belongs to the list that it
        continues. Most tables have one total; whoever needs one row says which of several it means:
        see `total`.
        """
        rows: Sequence[Row] = self.rows_by(_ROLE).get(role, ())
        if list_name:
            # The dash keeps a list `expenditures` out of the list `expenditure`.
            rows = [row for row in rows if f"{row['list']}-".startswith(f"{list_name}-")]
        return tuple(rows)

    def total(self, list_name: str = "", role: Role = "total") -> Row | None:
        """The first total row of the table or of one of its lists.

        None where no row is called its total.
        """
        return next(iter(self.totals(list_name, role)), None)


@dataclass(frozen=True)
class Note:
    """A line that a person wrote, in own words, about a project or a reason of this package."""

    about: str
    name: str
    note: str


@dataclass(frozen=True)
class Correction:
    """A figure that a later import changed: when, where, from what to what, and why.

    What the record leaves blank was blank, or was not there: it does not tell the two apart.
    """

    date: str
    line: str
    table: str
    label: str
    column: str
    before: str
    after: str
    why: str


@dataclass(frozen=True)
class Package:
    """One department's budget or final account of one year."""

    # pu-tuo-qu-…, the folder of the department below departments/
    slug: str
    title: str
    disclosure: Disclosure
    sources: tuple[Source, ...]
    tables: Mapping[str, Table]
    summary: str = ""
    notes: tuple[Note, ...] = ()
    left_out: tuple[Mapping[str, str], ...] = field(default=())
    corrections: tuple[Correction, ...] = ()

    @property
    def period(self) -> str:
        """Year and phase as a folder is named: `2023-budget`."""
        return f"{self.disclosure.year}-{self.disclosure.phase}"

    @property
    def path(self) -> str:
        """Where the package stands below `datapackages/`, and its pages below the site's root."""
        return f"departments/{self.slug}/{self.period}"

    def table(self, name: str) -> Table | None:
        """The table of that name, None where the document has none.

        For its rows alone, see `rows`.
        """
        return self.tables.get(name)

    def rows(self, name: str) -> tuple[Row, ...]:
        """The rows of the table of that name, none where the document has no such table."""
        table = self.tables.get(name)
        return () if table is None else table.rows
