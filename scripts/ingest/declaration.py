"""What a workbook of ours says on its first sheet: which table every sheet is, and what each of its columns means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from scripts.schema import (
    KINDS,
    WORDS,
    Column,
    Coordinates,
    Kind,
    kind_of,
)

NAME = re.compile(rf"(?:{'|'.join(KINDS)})(?:-(?:[2-9]|[1-9]\d{{1,2}}))?")


@dataclass(frozen=True)
class DeclaredColumn:
    """One column of one list: its list, the column with the head that it has there, and whether the sheet shows it."""

    list: str
    column: Column
    shown: bool

    @property
    def head(self) -> str:
        """The head that the document printed over it, or nothing."""
        return self.column.heads.get(self.list, "")

    @property
    def path(self) -> tuple[str, ...]:
        """The heads that the sheet shows over it, from the top."""
        return self.column.path(self.list)


@dataclass(frozen=True)
class DeclaredTable:
    """What a workbook of ours says of one of its sheets; `wrong` says why it cannot be believed, where it cannot.

    `blanks` are the places, by list, of rows that hold nothing.
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
        return tuple(one for one in self.columns if one.shown)

    @property
    def depth(self) -> int:
        """How many rows the head of the sheet has."""
        return max((len(one.path) for one in self.shown), default=0)


@dataclass(frozen=True)
class DeclaredWorkbook:
    """All that a workbook of ours says of itself: the hashes of its documents, and its sheets by their names."""

    sources: tuple[str, ...]
    sheets: Mapping[str, DeclaredTable]


@dataclass(frozen=True)
class Download:
    """A workbook of ours that was read: the hashes of the documents it was made from, the tables it brought back."""

    sources: tuple[str, ...]
    tables: frozenset[str]


def value(column: Column, text: str) -> str | None:
    """What a cell of a key column holds as a data file states it; None for what cannot stand in that column."""
    words = {word: name for name, word in WORDS.get(column.name, {}).items()}
    found = words.get(text, text)
    bounds = column.constraints
    fits = (
        found in bounds.get("enum", (found,))
        and len(found) <= bounds.get("maxLength", len(found))
        and re.fullmatch(bounds.get("pattern", ".*"), found, re.DOTALL) is not None
        and (column.type != "integer" or re.fullmatch(r"[1-9][0-9]{0,6}", found) is not None)
        and (column.type != "date" or re.fullmatch(r"\d{4}-[01]\d-[0-3]\d", found) is not None)
    )
    return found if fits or not found else None
