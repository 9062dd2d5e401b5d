"""What a workbook of ours says on its first sheet: which table every sheet is, and what each of its columns means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scripts.schema import (
    ADDED,
    COMPILED,
    CONTENTS,
    DICTIONARY,
    HASH,
    KEYS,
    KINDS,
    MULTIPLIERS,
    NUMBER,
    WORDS,
    Column,
    Coordinates,
    Kind,
    coordinates_in,
    kind_of,
    places_in,
    value_column,
)

NAME = re.compile(rf"(?:{'|'.join(KINDS)})(?:-(?:[2-9]|[1-9]\d{{1,2}}))?")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Told:
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
class Described:
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
    columns: tuple[Told, ...] = ()
    wrong: str = ""

    @property
    def kind(self) -> Kind:
        """What the table is about."""
        return kind_of(self.name)

    @cached_property
    def shown(self) -> tuple[Told, ...]:
        """The columns of the sheet, from the first."""
        return tuple(one for one in self.columns if one.shown)

    @property
    def depth(self) -> int:
        """How many rows the head of the sheet has."""
        return max((len(one.path) for one in self.shown), default=0)


@dataclass(frozen=True)
class Said:
    """All that a workbook of ours says of itself: the hashes of its documents, and its sheets by their names."""

    sources: tuple[str, ...]
    sheets: Mapping[str, Described]


@dataclass(frozen=True)
class Download:
    """A workbook of ours that was read: the hashes of the documents it was made from, the tables it brought back."""

    sources: tuple[str, ...]
    tables: frozenset[str]


def said(rows: Sequence[Sequence[str]]) -> Said | None:
    """What the rows of a sheet say of the workbook; None where the sheet is not one of ours that does."""
    cells = [_without_right_blanks(row) for row in rows]
    begins = [at for at, row in enumerate(cells) if row and row[0].startswith(COMPILED)]
    if not begins or CONTENTS not in cells[begins[0] :] or DICTIONARY not in cells[begins[0] :]:
        return None
    contents, dictionary = cells.index(CONTENTS, begins[0]), cells.index(DICTIONARY, begins[0])
    sources = tuple(row[1] for row in cells[begins[0] : contents] if row[:1] == (HASH,) and len(row) > 1)
    listed = [_filled(row, CONTENTS) for row in cells[contents + 1 : dictionary] if row]
    columns = [_filled(row, DICTIONARY) for row in cells[dictionary + 1 :] if row]
    sheets = {row[0]: _described(row, [one for one in columns if one[0] == row[0]]) for row in listed}
    return Said(sources, dict(_once(sheets)))


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


def _without_right_blanks(row: Sequence[str]) -> tuple[str, ...]:
    end = max((at + 1 for at, cell in enumerate(row) if cell), default=0)
    return tuple(row[:end])


def _filled(row: tuple[str, ...], heads: Sequence[str]) -> tuple[str, ...]:
    return (*row, *("" for _ in heads))[: len(heads)]


def _once(sheets: Mapping[str, Described]) -> Iterator[tuple[str, Described]]:
    """The descriptions, none believed that says a sheet is the table that another is."""
    count = Counter(one.name for one in sheets.values())
    for sheet, one in sheets.items():
        yield (
            sheet,
            one if count[one.name] == 1 else replace(one, wrong=f"有 {count[one.name]} 张工作表都写作“{one.name}”"),
        )


def _described(row: tuple[str, ...], columns: Sequence[tuple[str, ...]]) -> Described:
    sheet, name, title, number, _, unit, shared, _, empty = row
    coordinates, blanks = coordinates_in(shared), places_in(empty)
    if not NAME.fullmatch(name):
        return Described(sheet, name, wrong=f"没有“{name}”这种表")
    if unit and unit not in MULTIPLIERS:
        return Described(sheet, name, wrong=f"没有“{unit}”这个单位")
    if coordinates is None or blanks is None:
        wrong = shared if coordinates is None else empty
        return Described(sheet, name, wrong=f"“{wrong}”不是这一格的写法")
    try:
        told = tuple(_told(cells, printed=kind_of(name).printed) for cells in columns)
        _in_order(columns, told)
    except ValueError as error:
        return Described(sheet, name, wrong=str(error))
    return Described(sheet, name, title, number, unit, coordinates, blanks, told)


def _told(cells: tuple[str, ...], *, printed: bool) -> Told:
    """A column as the dictionary states it; raises ValueError, in words, for what the data model does not know."""
    _, letter, name, identifier, head, _, meaning, _ = cells
    column = _column(identifier, meaning, {name: head} if head else {})
    if column is None or (printed and identifier in ADDED):
        raise ValueError(f"没有“{identifier}”这种列，或它的含义不是那样写的")
    listed = re.fullmatch(KEYS["list"].constraints["pattern"], name) is not None
    # Only a column that the sheet does not show can be of no list: it had no head in any.
    if not (listed if printed and (letter or head or name) else not name):
        raise ValueError(f"“{identifier}”列的列表写作“{name}”")
    return Told(name, column, bool(letter))


def _column(name: str, meaning: str, heads: Mapping[str, str]) -> Column | None:
    if name == NUMBER.name:
        return NUMBER
    if name in KEYS:
        return replace(KEYS[name], heads=heads)
    coordinates = coordinates_in(meaning) if meaning else None
    return value_column(coordinates, heads) if coordinates is not None and coordinates.column == name else None


def _in_order(columns: Sequence[tuple[str, ...]], told: Sequence[Told]) -> None:
    """Raise ValueError where the columns are none, stand twice, or their letters do not count from A."""
    twice = [one for one, count in Counter((one.list, one.column.name) for one in told).items() if count > 1]
    letters = [cells[1] for cells in columns if cells[1]]
    if not letters:
        raise ValueError("没有说明它有哪些列")
    if twice:
        raise ValueError(f"“{twice[0][1]}”列写了两次")
    for place, letter in enumerate(letters):
        if letter != _letter(place):
            raise ValueError(f"第 {place + 1} 列写作“{letter}”，应为“{_letter(place)}”")


def _letter(place: int) -> str:
    before, last = divmod(place, len(_LETTERS))
    return (_letter(before - 1) if before else "") + _LETTERS[last]
