"""What a workbook of ours says on its first sheet: what every sheet is, what its columns mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scripts.schema import KINDS, WORDS, Column, Coordinates, Kind, kind_of

# The name of a table, from the second of a kind on with a number: `budget-summary`, `income-2`.
NAME = re.compile(rf"(?:{'|'.join(KINDS)})(?:-(?:[2-9]|[1-9]\d{{1,2}}))?")

# What a cell of a key column must look like, by the column's type: `12`, `2024-01-31`.
_TYPES = {"integer": r"[1-9][0-9]{0,6}", "date": r"\d{4}-[01]\d-[0-3]\d"}


class MismatchError(Exception):
    """A sheet is not what is declared of it; the message says in plain words what does not fit."""


@dataclass(frozen=True)
class DeclaredColumn:
    """One column of one list: the list, the column with its header there, whether it is shown."""

    list: str
    column: Column
    shown: bool

    @property
    def head(self) -> str:
        """The header that the document printed over it, or nothing."""
        return self.column.heads.get(self.list, "")

    @property
    def path(self) -> tuple[str, ...]:
        """The headers that the sheet shows over it, from the top."""
        return self.column.path(self.list)


@dataclass(frozen=True)
class DeclaredTable:
    """What a workbook of ours says of one of its sheets.

    `blanks` are the places, by list, of rows that hold nothing. `wrong` says why the declaration
    cannot be believed, where it cannot.
    """

    sheet: str
    name: str
    published_title: str = ""
    number: str = ""
    amount_unit: str = ""
    coordinates: Coordinates = Coordinates()
    blanks: Mapping[str, frozenset[int]] | None = None
    columns: tuple[DeclaredColumn, ...] = ()
    wrong: str = ""

    @property
    def kind(self) -> Kind:
        """What the table is about."""
        return kind_of(self.name)

    @cached_property
    def shown(self) -> tuple[DeclaredColumn, ...]:
        """The columns of the sheet, from the first."""
        return tuple(column for column in self.columns if column.shown)

    @property
    def depth(self) -> int:
        """How many rows the header of the sheet has."""
        return max((len(column.path) for column in self.shown), default=0)


@dataclass(frozen=True)
class DeclaredWorkbook:
    """All that a workbook of ours says of itself: hashes of its documents, its sheets by name."""

    sources: tuple[str, ...]
    sheets: Mapping[str, DeclaredTable]


@dataclass(frozen=True)
class Download:
    """A workbook of ours that was read: hashes of its documents, the tables it brought back."""

    sources: tuple[str, ...]
    tables: frozenset[str]


def value(column: Column, text: str) -> str | None:
    """What a cell of a key column holds as a data file states it; None where it cannot stand there.

    Words for people become the data's own (一级指标 the name of the level); blank stays blank.
    """
    names = {word: name for name, word in WORDS.get(column.name, {}).items()}
    code = names.get(text, text)
    if not code:
        return code

    bounds = column.constraints
    patterns = (bounds.get("pattern", ".*"), _TYPES.get(column.type, ".*"))
    fits = (
        code in bounds.get("enum", (code,))
        and len(code) <= bounds.get("maxLength", len(code))
        and all(re.fullmatch(pattern, code, re.DOTALL) for pattern in patterns)
    )
    return code if fits else None
