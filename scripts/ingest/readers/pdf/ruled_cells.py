"""The strings of a page put into the cells of a frame, and the rows that come out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.readers.pdf.page_objects import Box, Char, Page
from scripts.ingest.readers.pdf.ruled_tables import Frame, Square
from scripts.ingest.readers.pdf.text_lines import String, cell_text, lines, string

_STRADDLE = 1.2  # points by which characters may overlap a wall and still stand beside it
_SLIVER = 9.0  # points, too little for text
_DIGITS = frozenset("0123456789,.-−")
_Part = tuple[String, list[Square]]
"""A string, and the cell that the middle of each of its characters stands in."""


def grid(frame: Frame, some: Iterable[String], page: Page) -> Grid:
    """The rows of a frame with the text of their cells; a merged cell's text stands at its first square."""
    filled = _filled(frame, [part for one in some for part in _parted(one, frame)])
    columns = _columns(frame, filled)
    rows: list[GridRow] = []
    for row in range(len(frame.ys) - 1):
        box = Box(frame.xs[0], frame.ys[row], frame.xs[-1], frame.ys[row + 1])
        squares = [filled.get((row, column), []) for column in columns]
        rows += _rows(squares, box, page)
    return Grid(tuple(rows), columns=frame.xs[columns.start : columns.stop + 1])


def _columns(frame: Frame, filled: dict[Square, list[String]]) -> range:
    """The columns of a frame, less slivers at its sides that hold nothing: the room of a second frame round it."""
    held = {column for _, column in filled}
    first, last = 0, len(frame.xs) - 1
    while (
        first < last - 1 and first not in held and frame.xs[first + 1] - frame.xs[first] < _SLIVER
    ):
        first += 1
    while (
        last - 1 > first and last - 1 not in held and frame.xs[last] - frame.xs[last - 1] < _SLIVER
    ):
        last -= 1
    return range(first, last)


def _filled(frame: Frame, some: Iterable[_Part]) -> dict[Square, list[String]]:
    """Strings by cell: first those that stand in one, then those that run over into neighbours that they cover."""
    filled: dict[Square, list[String]] = {}
    over: list[_Part] = []
    for one, squares in some:
        if squares.count(squares[0]) == len(squares):
            filled.setdefault(squares[0], []).append(one)
        else:
            over.append((one, squares))
    for one, squares in over:
        filled.setdefault(_own(one, squares, filled), []).append(one)
    return filled


def _own(one: String, squares: Sequence[Square], filled: dict[Square, list[String]]) -> Square:
    """The cell that a string too long for it belongs to: one with nothing else at that height, the most covered."""
    covered: dict[Square, float] = {}
    for char, cell in zip(one.chars, squares, strict=True):
        covered[cell] = covered.get(cell, 0.0) + char.x1 - char.x0
    free = {
        cell: length for cell, length in covered.items() if not _taken(filled.get(cell, ()), one)
    }
    choice = free or covered
    return max(choice, key=lambda cell: choice[cell])


def _taken(others: Iterable[String], one: String) -> bool:
    return any(abs(other.base - one.base) < 0.5 * one.size for other in others)


def _parted(whole: String, frame: Frame) -> Iterator[_Part]:
    """A string cut where it stands on both sides of a wall without touching it, and so is two cells' text."""
    chars = whole.chars
    squares = _squares(whole, frame)
    start = 0
    for index in range(1, len(chars)):
        last, char = chars[index - 1], chars[index]
        if (last.run != char.run and _is_label_and_figure(last, char)) or (
            squares[index - 1] != squares[index] and _stand_apart(last, char, frame)
        ):
            yield string(chars[start:index]), squares[start:index]
            start = index
    yield (string(chars[start:]) if start else whole), squares[start:]


def _squares(whole: String, frame: Frame) -> list[Square]:
    """The cell that the middle of each character stands in; looked up once where all stand level in one column."""
    chars = whole.chars
    column, levels = frame.column(whole.x0), {(char.base, char.size) for char in chars}
    if len(levels) == 1 and column == frame.column(whole.x1):
        return [frame.cell(*chars[0].middle)] * len(chars)
    return [frame.cell(*char.middle) for char in chars]


def _is_label_and_figure(last: Char, char: Char) -> bool:
    """Whether a label is so long that it touches the figure drawn after it; in one cell they meet again."""
    return (last.text in _DIGITS) != (char.text in _DIGITS)


def _stand_apart(last: Char, char: Char, frame: Frame) -> bool:
    """Whether two characters in two cells leave the wall between them free, and are not one text."""
    wall = frame.xs[frame.column(char.middle[0])]
    beside = last.x1 <= wall + _STRADDLE and char.x0 >= wall - _STRADDLE
    apart = char.x0 - last.x1 > 0.3 * char.size
    other_kind = last.text.isascii() != char.text.isascii()
    return beside and (apart or other_kind or last.run != char.run)


def _rows(squares: Sequence[Sequence[String]], box: Box, page: Page) -> Iterator[GridRow]:
    """One row, or one per line of figures where the rules part only the columns."""
    bases = _figure_lines(squares)
    if len(bases) < 2:
        yield GridRow(
            tuple(cell_text(square) if square else "" for square in squares), _place(box, page)
        )
        return
    for index, base in enumerate(bases):
        top = box.top if index == 0 else (bases[index - 1] + base) / 2
        bottom = box.bottom if index == len(bases) - 1 else (base + bases[index + 1]) / 2
        here = [[one for one in square if _nearest(one.base, bases) == index] for square in squares]
        part = Box(box.x0, top, box.x1, bottom)
        yield GridRow(
            tuple(cell_text(square) if square else "" for square in here), _place(part, page)
        )


def _figure_lines(squares: Sequence[Sequence[String]]) -> list[float]:
    """The baselines of the figures of a row, where two cells or more print several whole ones under each other."""
    stacks = []
    for square in squares:
        found = lines(square) if len(square) > 1 else []
        if len(found) > 1 and all(
            re.fullmatch(r"[-−]?[\d,]+\.\d{2,}|0|-|—", line.text) for line in found
        ):
            stacks.append([line.base for line in found])
    if len(stacks) < 2:
        return []
    longest = max(stacks, key=len)
    level = all(
        any(abs(base - other) < 3 for other in longest) for stack in stacks for base in stack
    )
    return longest if level else []


def _nearest(base: float, bases: Sequence[float]) -> int:
    return min(range(len(bases)), key=lambda index: abs(bases[index] - base))


def _place(box: Box, page: Page) -> Place:
    return Place(page=page.number, box=page.place_box(box))
