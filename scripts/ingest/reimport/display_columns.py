"""A table of a CSV for people beside what a descriptor says of it: which of its columns stands under each head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from scripts.ingest import redaction
from scripts.ingest.declaration import DeclaredColumn, DeclaredTable, MismatchError
from scripts.ingest.reimport.display_csv import Section
from scripts.package import Table
from scripts.schema import (
    ADDED,
    KEYS,
    MULTIPLIERS,
    NUMBER,
    VALUES,
    Column,
    Coordinates,
    kind_of,
    value_column,
)
from scripts.schema.display_csv import blank_places, head_in_one_line

_LIST = "main"


def described(section: Section, table: Table) -> tuple[DeclaredTable, Section]:
    """What a table's descriptor says of a section, and the section with the columns that it has there.

    Raises MismatchError where a head is none of the table's.
    """
    texts = (
        table.published_title,
        table.number,
        *(head for one in table.columns for head in one.heads.values()),
    )
    if any(redaction.spans(text) for text in texts):
        raise MismatchError("说明里有个人信息")
    places, shown = _matched(section, table)
    hidden = tuple(_hidden(table, shown)) if table.kind.printed else ()
    lists = tuple(dict.fromkeys(one.list for one in shown))
    filled = {place for place, row in enumerate(section.rows, start=1) if row.filled}
    said = DeclaredTable(
        sheet=section.path.name,
        name=table.name,
        published_title=table.published_title,
        number=table.number,
        amount_unit=table.amount_unit,
        coordinates=table.coordinates,
        blanks=blank_places(lists, section.roles, filled),
        columns=(*shown, *hidden),
    )
    return said, _only(section, places)


def compiled(section: Section) -> tuple[DeclaredTable, Section]:
    """What the heads of a table that is none of the document's own say: each is the title of a column.

    Raises MismatchError where one is the title of none.
    """
    kind = kind_of(section.table)
    columns = [_titled(head) for head in section.heads]
    if unknown := [
        head for head, column in zip(section.heads, columns, strict=True) if column is None
    ]:
        raise MismatchError(f"没有“{unknown[0]}”这种列")
    told = tuple(DeclaredColumn("", column, shown=True) for column in columns if column is not None)
    unit = next((unit for head in section.heads if (unit := _unit(head))), "")
    return (
        DeclaredTable(
            section.path.name,
            section.table,
            amount_unit=unit,
            coordinates=kind.coordinates,
            columns=told,
        ),
        section,
    )


def without_unit(head: str) -> str:
    """A head without the unit that a CSV for people adds to it."""
    return head.removesuffix(f"（{_unit(head)}）") if _unit(head) else head


def unit_of(heads: Sequence[str]) -> str:
    """The one unit that heads state in brackets at their ends; nothing where none does, or they differ."""
    found = {unit for head in heads if (unit := _unit(head))}
    return found.pop() if len(found) == 1 else ""


def _unit(head: str) -> str:
    return next((unit for unit in MULTIPLIERS if head.endswith(f"（{unit}）")), "")


# Which column stands under a head


def _matched(section: Section, table: Table) -> tuple[list[int], tuple[DeclaredColumn, ...]]:
    """The places of the heads that are of the table, and the column under each; lists may stand side by side or not."""
    if not table.kind.printed:
        return _in_turn(section, [("", column) for column in table.columns], 1, table)
    lists = list(dict.fromkeys(name for column in table.columns for name in column.heads)) or [
        _lone(table)
    ]
    candidates = [
        (name, column) for name in lists for column in table.columns if _may_show(column, name)
    ]
    for count in (len(lists), 1):
        try:
            return _in_turn(section, candidates, count, table)
        except MismatchError as error:
            refused = error
    raise refused


def _lone(table: Table) -> str:
    return table.kind.direction if table.kind.direction not in ("both", "none") else _LIST


def _may_show(column: Column, name: str) -> bool:
    return column.name not in ADDED and column.belongs_to(name)


class _Candidate(NamedTuple):
    """A column that may stand under a head: its place among all, and the head that a CSV for people has over it."""

    place: int
    list: str
    column: Column
    head: str

    def rank(self, told: Sequence[_Candidate]) -> tuple[int, bool, int]:
        """How well the column goes on after others: columns stand in order, list by list, and headed ones first."""
        goes_on = bool(told) and told[-1].list == self.list and told[-1].place < self.place
        begins = all(one.list != self.list for one in told)
        return 0 if goes_on else 1 if begins else 2, self.list not in self.column.heads, self.place

    @property
    def told(self) -> DeclaredColumn:
        """The column with the head that it has in its list."""
        heads = {self.list: self.column.heads[self.list]} if self.list in self.column.heads else {}
        return DeclaredColumn(self.list, replace(self.column, heads=heads), shown=True)


def _in_turn(
    section: Section, columns: Sequence[tuple[str, Column]], lists: int, table: Table
) -> tuple[list[int], tuple[DeclaredColumn, ...]]:
    """The columns under the heads; a head of no column may stand over nothing, in files stacked side by side."""
    left = [
        _Candidate(
            place, name, column, head_in_one_line(column, name, lists=lists, unit=table.amount_unit)
        )
        for place, (name, column) in enumerate(columns)
    ]
    places: list[int] = []
    told: list[_Candidate] = []
    for place, head in enumerate(section.heads):
        fits = [one for one in left if one.head == head]
        if fits:
            chosen = min(fits, key=lambda one: one.rank(told))
            left.remove(chosen)
            places.append(place)
            told.append(chosen)
        elif any(row.cell(place) for row in section.rows):
            raise MismatchError(f"说明里没有“{head}”这一列")
    if not told:
        raise MismatchError("没有一列和说明里的相同")
    return places, tuple(one.told for one in told)


def _hidden(table: Table, shown: Sequence[DeclaredColumn]) -> Iterator[DeclaredColumn]:
    """The columns of a table that its CSV does not show, list by list."""
    there = {(one.list, one.column.name) for one in shown}
    for column in (one for one in table.columns if one.name not in ADDED):
        anywhere = any(name == column.name for _, name in there)
        for name in column.heads or ([] if anywhere else [""]):
            if (name, column.name) not in there:
                heads = {name: column.heads[name]} if name in column.heads else {}
                yield DeclaredColumn(name, replace(column, heads=heads), shown=False)


def _only(section: Section, places: Sequence[int]) -> Section:
    rows = [replace(row, cells=tuple(row.cell(place) for place in places)) for row in section.rows]
    return replace(section, heads=tuple(section.heads[place] for place in places), rows=rows)


# Columns by their titles


def _titled(head: str) -> Column | None:
    if head == NUMBER.title:
        return NUMBER
    own = next((column for column in KEYS.values() if column.title == head), None)
    if own is not None:
        return own
    stated = {} if (text := without_unit(head)) == Coordinates().title else _coordinates(text)
    return None if stated is None else value_column(Coordinates(**stated))


def _coordinates(text: str) -> dict[str, str] | None:
    """The dimensions that a title of figures names, each in its word; None for another title."""
    stated: dict[str, str] = {}
    for part in text.split("·"):
        found = [
            (name, value)
            for name, values in VALUES.items()
            for value, word in values.items()
            if word == part
        ]
        if len(found) != 1 or found[0][0] in stated:
            return None
        stated |= dict(found)
    return stated
