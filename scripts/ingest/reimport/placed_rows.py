"""The rows of a sheet of ours: all are data, also blank ones, and each stands where its line says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scripts.ingest.declaration import value
from scripts.ingest.document import GridRow, Place
from scripts.ingest.tables.body_rows import READ, BodyRows, Read
from scripts.ingest.vocabulary.column_words import Period
from scripts.schema import KEYS, WORDS, Column


def _read(column: Column) -> Read:
    """What a cell of one of few words says: in words of ours, or as documents print it."""
    printed = READ.get(column.name)

    def read(cell: str, period: Period) -> str | None:
        word = value(column, cell)
        if not word and printed:
            return printed(cell, period)
        return word or None

    return read


OWN: Mapping[str, Read] = {
    column.name: _read(column)
    for column in KEYS.values()
    if column.name in (*READ, *WORDS) and column.name != "role"
}
"""The key columns whose cells are read as one of few words, ours or those that documents print."""


@dataclass(frozen=True)
class PlacedRows(BodyRows):
    """The rows below the head of a sheet of ours: every row is data, and where it stands is told by
    its line.

    `head` is the place of the last row of the head, `blanks` where rows stand that hold nothing.
    """

    head: Place = field(default_factory=Place)
    blanks: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def data(self) -> tuple[tuple[int, GridRow], ...]:
        """The rows, each with its place below the head."""
        top = self.head.line or 0
        rows = {(row.place.line or 0) - top: row for row in self.grid_rows}
        for positions in self.blanks.values():
            for position in positions:
                rows.setdefault(position, GridRow((), Place(self.head.page, top + position)))
        return tuple(sorted(rows.items()))

    def fills(self, position: int, row: GridRow, name: str) -> bool:
        """Whether a row stands in a list: it has a cell there, or is said to hold nothing."""
        return position in self.blanks.get(name, ()) or super().fills(position, row, name)
