"""A sheet of a download of ours beside what its workbook says of it: the rows over its table, the table, its notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.ingest import redaction
from scripts.ingest.declaration import NAME, DeclaredColumn, DeclaredTable, DeclaredWorkbook
from scripts.ingest.document import Grid, GridRow
from scripts.schema import (
    ADDED,
    COMPILED,
    CONTENTS,
    DICTIONARY,
    HASH,
    KEYS,
    MULTIPLIERS,
    NUMBER,
    Column,
    coordinates_in,
    kind_of,
    places_in,
    value_column,
)

_FARTHEST = 12
"""How many rows may stand over the head of a table."""
_NOTE = "注："


class Unfit(Exception):
    """A sheet is not what its workbook says of it; the message says, in plain words, what does not fit."""


@dataclass(frozen=True)
class Fitted:
    """The rows over a table, the table with its head and what is said of it, and the notes under it."""

    over: tuple[GridRow, ...]
    grid: Grid
    under: tuple[GridRow, ...]


def fitted(rows: Sequence[GridRow], said: DeclaredTable) -> Fitted:
    """The parts of a sheet, its rows given with every column from the first; raises Unfit where it is not as described."""
    if said.wrong:
        raise Unfit(said.wrong)
    texts = (said.published_title, said.number, *(one.head for one in said.columns))
    if any(redaction.spans(text) for text in texts):
        raise Unfit("说明里有个人信息")
    if len(rows) < said.depth:
        raise Unfit("工作表里没有表头")
    at = _head(rows, said)
    if said.kind.printed:
        _check_over([cell for row in rows[:at] for cell in row.filled], said)
    end = len(rows)
    while said.kind.printed and end > at + said.depth and _is_note(rows[end - 1]):
        end -= 1
    return Fitted(tuple(rows[:at]), Grid(tuple(rows[at:end]), described=said), tuple(rows[end:]))


def _head(rows: Sequence[GridRow], said: DeclaredTable) -> int:
    """Where the head begins; raises Unfit with the first column that has not the head it should have."""
    wrong: list[str] = []
    for at in range(min(_FARTHEST, len(rows) - said.depth + 1)):
        missing = [
            one
            for place, one in enumerate(said.shown)
            if not _is_headed(rows[at : at + said.depth], place, one)
        ]
        if not missing:
            return at
        wrong = min(
            wrong or [one.path[-1] for one in missing], [one.path[-1] for one in missing], key=len
        )
    raise Unfit(f"找不到表头“{wrong[0]}”，或者它不在原来的列")


def _is_headed(rows: Sequence[GridRow], place: int, one: DeclaredColumn) -> bool:
    """Whether the heads over a place are those of a column; a head merged over several stands over the first alone."""
    cells = [_bare(row.cell(place)) for row in rows]
    path = [_bare(part) for part in one.path]
    above = all(cell in (part, "") for cell, part in zip(cells, path[:-1], strict=False))
    return above and cells[len(path) - 1] == path[-1] and not any(cells[len(path) :])


def _check_over(texts: Sequence[str], said: DeclaredTable) -> None:
    """Raise Unfit where a title, a number or a unit over the table is not the one that is stated."""
    title = said.published_title or f"（{said.kind.title}）"
    unit = f"单位：{said.amount_unit}" if said.amount_unit else ""
    there = {_bare(text) for text in texts}
    for what, text in (("表名", title), ("表号", said.number), ("单位", unit)):
        if text and _bare(text) not in there:
            raise Unfit(f"说明里的{what}是“{text}”，工作表上没有")
    if not unit and any(text.startswith("单位：") for text in there):
        raise Unfit("说明里没有单位，工作表上有")


def _is_note(row: GridRow) -> bool:
    return len(row.filled) == 1 and row.filled[0].startswith(_NOTE)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def said(rows: Sequence[Sequence[str]]) -> DeclaredWorkbook | None:
    """What the rows of a sheet say of the workbook; None where the sheet is not one of ours that does."""
    cells = [_without_right_blanks(row) for row in rows]
    begins = [at for at, row in enumerate(cells) if row and row[0].startswith(COMPILED)]
    if not begins or CONTENTS not in cells[begins[0] :] or DICTIONARY not in cells[begins[0] :]:
        return None
    contents, dictionary = cells.index(CONTENTS, begins[0]), cells.index(DICTIONARY, begins[0])
    sources = tuple(
        row[1] for row in cells[begins[0] : contents] if row[:1] == (HASH,) and len(row) > 1
    )
    listed = [_filled(row, CONTENTS) for row in cells[contents + 1 : dictionary] if row]
    columns = [_filled(row, DICTIONARY) for row in cells[dictionary + 1 :] if row]
    sheets = {
        row[0]: _described(row, [one for one in columns if one[0] == row[0]]) for row in listed
    }
    return DeclaredWorkbook(sources, dict(_once(sheets)))


def _without_right_blanks(row: Sequence[str]) -> tuple[str, ...]:
    end = max((at + 1 for at, cell in enumerate(row) if cell), default=0)
    return tuple(row[:end])


def _filled(row: tuple[str, ...], heads: Sequence[str]) -> tuple[str, ...]:
    return (*row, *("" for _ in heads))[: len(heads)]


def _once(sheets: Mapping[str, DeclaredTable]) -> Iterator[tuple[str, DeclaredTable]]:
    """The descriptions, none believed that says a sheet is the table that another is."""
    count = Counter(one.name for one in sheets.values())
    for sheet, one in sheets.items():
        yield (
            sheet,
            one
            if count[one.name] == 1
            else replace(one, wrong=f"有 {count[one.name]} 张工作表都写作“{one.name}”"),
        )


def _described(row: tuple[str, ...], columns: Sequence[tuple[str, ...]]) -> DeclaredTable:
    sheet, name, title, number, _, unit, shared, _, empty = row
    coordinates, blanks = coordinates_in(shared), places_in(empty)
    if not NAME.fullmatch(name):
        return DeclaredTable(sheet, name, wrong=f"没有“{name}”这种表")
    if unit and unit not in MULTIPLIERS:
        return DeclaredTable(sheet, name, wrong=f"没有“{unit}”这个单位")
    if coordinates is None or blanks is None:
        wrong = shared if coordinates is None else empty
        return DeclaredTable(sheet, name, wrong=f"“{wrong}”不是这一格的写法")
    try:
        told = tuple(_told(cells, printed=kind_of(name).printed) for cells in columns)
        _in_order(columns, told)
    except ValueError as error:
        return DeclaredTable(sheet, name, wrong=str(error))
    return DeclaredTable(sheet, name, title, number, unit, coordinates, blanks, told)


def _told(cells: tuple[str, ...], *, printed: bool) -> DeclaredColumn:
    """A column as the dictionary states it; raises ValueError, in words, for what the data model does not know."""
    _, letter, name, identifier, head, _, meaning, _ = cells
    column = _column(identifier, meaning, {name: head} if head else {})
    if column is None or (printed and identifier in ADDED):
        raise ValueError(f"没有“{identifier}”这种列，或它的含义不是那样写的")
    listed = re.fullmatch(KEYS["list"].constraints["pattern"], name) is not None
    # Only a column that the sheet does not show can be of no list: it had no head in any.
    if not (listed if printed and (letter or head or name) else not name):
        raise ValueError(f"“{identifier}”列的列表写作“{name}”")
    return DeclaredColumn(name, column, bool(letter))


def _column(name: str, meaning: str, heads: Mapping[str, str]) -> Column | None:
    if name == NUMBER.name:
        return NUMBER
    if name in KEYS:
        return replace(KEYS[name], heads=heads)
    coordinates = coordinates_in(meaning) if meaning else None
    return (
        value_column(coordinates, heads)
        if coordinates is not None and coordinates.column == name
        else None
    )


def _in_order(columns: Sequence[tuple[str, ...]], told: Sequence[DeclaredColumn]) -> None:
    """Raise ValueError where the columns are none, stand twice, or their letters do not count from A."""
    twice = [
        one
        for one, count in Counter((one.list, one.column.name) for one in told).items()
        if count > 1
    ]
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
