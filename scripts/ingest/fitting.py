"""A sheet of a download of ours beside what its workbook says of it: the rows over its table, the table, its notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scripts.ingest import personal
from scripts.ingest.described import Described, Told
from scripts.ingest.document import Grid, GridRow

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


def fitted(rows: Sequence[GridRow], said: Described) -> Fitted:
    """The parts of a sheet, its rows given with every column from the first; raises Unfit where it is not as described."""
    if said.wrong:
        raise Unfit(said.wrong)
    texts = (said.published_title, said.number, *(one.head for one in said.columns))
    if any(personal.spans(text) for text in texts):
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


def _head(rows: Sequence[GridRow], said: Described) -> int:
    """Where the head begins; raises Unfit with the first column that has not the head it should have."""
    wrong: list[str] = []
    for at in range(min(_FARTHEST, len(rows) - said.depth + 1)):
        missing = [
            one for place, one in enumerate(said.shown) if not _is_headed(rows[at : at + said.depth], place, one)
        ]
        if not missing:
            return at
        wrong = min(wrong or [one.path[-1] for one in missing], [one.path[-1] for one in missing], key=len)
    raise Unfit(f"找不到表头“{wrong[0]}”，或者它不在原来的列")


def _is_headed(rows: Sequence[GridRow], place: int, one: Told) -> bool:
    """Whether the heads over a place are those of a column; a head merged over several stands over the first alone."""
    cells = [_bare(row.cell(place)) for row in rows]
    path = [_bare(part) for part in one.path]
    above = all(cell in (part, "") for cell, part in zip(cells, path[:-1], strict=False))
    return above and cells[len(path) - 1] == path[-1] and not any(cells[len(path) :])


def _check_over(texts: Sequence[str], said: Described) -> None:
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
