"""Tables without a frame of rules: columns where words stand under each other, rows by their baselines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.readers.pdf.page_objects import Box, Page
from scripts.ingest.readers.pdf.ruled_tables import levelled
from scripts.ingest.readers.pdf.text_lines import Line, String, is_figure, joined

_GAP = 0.9  # ems between two texts of a line that stand in two columns
_LEAST = 3  # rows that make a table of words under each other
_FIGURES = 4  # figures on one line that make a table of it alone
_WIDE = 0.6  # the part of the page's width from which a text is prose
_PITCH = 6  # ems from a line of a table to the next
_HEADS = 7  # lines that a head may have
_NOTHING = ("-", "—", "--", "－", "/")
_LEADER = re.compile(r"[.…·]{4,}|…")
_ITEM = re.compile(
    r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|其中|\d{3,}"
)
_LABEL = re.compile(
    r"[:：]|^(注|备注|说明)|^(表[一二三四五六七八九十\d]+|.*公开.{0,3}表?\d+表?)$|(?<=.{2})表$|表[（(].*[)）]$"
)


@dataclass(frozen=True)
class _Text:
    """The strings of a line that stand close together."""

    strings: tuple[String, ...]

    @property
    def text(self) -> str:
        return Line(self.strings).text

    @property
    def x0(self) -> float:
        return self.strings[0].x0

    @property
    def x1(self) -> float:
        return self.strings[-1].x1

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def size(self) -> float:
        return self.strings[0].size

    @property
    def base(self) -> float:
        return self.strings[0].base

    @property
    def figure(self) -> bool:
        return is_figure(self.text) or self.text in _NOTHING


_Row = tuple[Line, tuple[_Text, ...]]
_Span = tuple[float, float]


def tables(lines: Sequence[Line], page: Page) -> Iterator[tuple[Grid, Box, tuple[Line, ...]]]:
    """Each table that lines make, its rectangle, and the lines that went into it."""
    rows = [(line, _texts(line)) for line in lines]
    rules = levelled(page.rules)
    taken = -1
    for first, last in _stretches(rows, page.frame.size[0]):
        columns = _columns([row for row in rows[first : last + 1] if _is_row(row)])
        if len(columns) < 2 or not _has_amounts(rows[first : last + 1]):
            continue
        top = _head_start(rows, max(taken + 1, 0), first, columns)
        first = next((at for at in range(top, first) if _ITEM.match(rows[at][1][0].text)), first)
        end = _tail_end(rows, last, columns)
        taken = end
        used = tuple(line for line, _ in rows[top : end + 1])
        yield (
            _table(rows[top:first], rows[first : end + 1], columns, rules, page),
            _round(used),
            used,
        )


def _texts(line: Line) -> tuple[_Text, ...]:
    groups: list[list[String]] = []
    for string in line.strings:
        if groups and string.x0 - groups[-1][-1].x1 <= _GAP * string.size:
            groups[-1].append(string)
        else:
            groups.append([string])
    return tuple(_Text(tuple(group)) for group in groups)


def _is_row(row: _Row) -> bool:
    line, texts = row
    return len(texts) > 1 and any(text.figure for text in texts) and not _LEADER.search(line.text)


def _has_amounts(rows: Sequence[_Row]) -> bool:
    """Whether figures stand in two columns, or are amounts: page numbers after titles are no table."""
    figures = [[text.text for text in texts if text.figure] for _, texts in rows]
    if (
        any(len(found) >= _FIGURES for found in figures)
        or sum(len(found) > 1 for found in figures) >= _LEAST
    ):
        return True
    return sum(any(re.search(r"[.,]\d|\d{4}", one) for one in found) for found in figures) >= _LEAST


def _stretches(rows: Sequence[_Row], width: float) -> Iterator[tuple[int, int]]:
    """First and last row of each run of table rows, with no prose and no gap between."""
    start, last, count = 0, -1, 0
    for index, row in enumerate(rows):
        if not _is_row(row):
            continue
        if count and not _runs_on(rows[last : index + 1], width):
            yield from _enough(rows, start, last, count)
            count = 0
        start = start if count else index
        last, count = index, count + 1
    yield from _enough(rows, start, last, count)


def _enough(rows: Sequence[_Row], start: int, last: int, count: int) -> Iterator[tuple[int, int]]:
    if count >= _LEAST or (count and sum(text.figure for text in rows[start][1]) >= _FIGURES):
        yield start, last


def _runs_on(rows: Sequence[_Row], width: float) -> bool:
    """Whether two rows and the lines between them are one table: no prose, and no wide gap."""
    steps = (
        below[0].base - above[0].base <= _PITCH * below[0].size for above, below in pairwise(rows)
    )
    return all(steps) and not any(_is_prose(row, width) for row in rows[1:-1])


def _is_prose(row: _Row, width: float) -> bool:
    line, texts = row
    return (len(texts) == 1 and line.box.width > _WIDE * width) or _LABEL.search(
        line.text
    ) is not None


def _columns(rows: Sequence[_Row]) -> list[_Span]:
    """Where the columns stand: figures that overlap are one, and so are the words beside them."""
    texts = [text for _, found in rows for text in found]
    figures = _overlapping([(text.x0, text.x1) for text in texts if text.figure])
    words = []
    for text in texts:
        if text.figure or any(start <= text.middle <= end for start, end in figures):
            continue
        after = min((start for start, _ in figures if start > text.x0), default=text.x1)
        words.append((text.x0, min(text.x1, after - 0.1)))
    return sorted([*figures, *(span for span in _overlapping(words) if not _inside(span, figures))])


def _overlapping(spans: Sequence[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _inside(span: _Span, others: Sequence[_Span]) -> bool:
    return any(start <= (span[0] + span[1]) / 2 <= end for start, end in others)


def _column(text: _Text, columns: Sequence[_Span]) -> int:
    """The column that a text overlaps most; of none, the nearest. A word too long for its column begins in it."""

    def fit(index: int) -> tuple[float, float]:
        start, end = columns[index]
        distance = max(start - text.middle, text.middle - end, 0.0)
        return min(text.x1, end) - max(text.x0, start) if not distance else -distance, -abs(
            start - text.x0
        )

    if not text.figure and (
        begun := [i for i, (start, end) in enumerate(columns) if start - 1 <= text.x0 < end]
    ):
        return (
            begun[0]
            if text.x1 - text.x0 > 1.5 * (columns[begun[0]][1] - columns[begun[0]][0])
            else max(range(len(columns)), key=fit)
        )
    return max(range(len(columns)), key=fit)


def _head_start(rows: Sequence[_Row], least: int, first: int, columns: Sequence[_Span]) -> int:
    """The first line of the head above a table: lines close together, none of which names or describes the table."""
    left, right = columns[0][0], columns[-1][1]
    top = first
    while top > least and first - top < _HEADS:
        line, texts = rows[top - 1]
        near = rows[top][0].base - line.base <= 4 * line.size
        title = len(texts) == 1 and (
            texts[0].size > 1.2 * rows[first][0].size
            or texts[0].x1 - texts[0].x0 > 0.5 * (right - left)
        )
        if not near or title or _LABEL.search(line.text) or _LEADER.search(line.text):
            break
        top -= 1
    while top < first and len(rows[top][1]) == 1 and len(rows[top + 1][1]) == 1 and top + 1 < first:
        top += 1  # a heading over the head
    return top


def _tail_end(rows: Sequence[_Row], last: int, columns: Sequence[_Span]) -> int:
    """The last line of a table: the rest of a label that goes on below its row belongs to it."""
    end = last
    while end + 1 < len(rows):
        line, texts = rows[end + 1]
        close = line.base - rows[end][0].base <= 1.4 * line.size
        inside = (
            len(texts) == 1
            and texts[0].x1 <= columns[0][1] + texts[0].size
            and texts[0].x0 >= columns[0][0] - 1
        )
        if not close or not inside or _LABEL.search(line.text):
            break
        end += 1
    return end


def _table(
    head: Sequence[_Row],
    body: Sequence[_Row],
    columns: Sequence[_Span],
    rules: Sequence[tuple[float, float, float]],
    page: Page,
) -> Grid:
    edges = _edges(columns)
    box = _round([line for line, _ in (*head, *body)])
    rows = [_grid_row(cells, used, box, page) for cells, used in _head(head, columns, rules)]
    rows += [
        _grid_row(_cells(texts, columns), used, box, page)
        for texts, used in _grouped(body, rules, columns)
    ]
    return Grid(tuple(rows), columns=tuple(edges))


def _edges(columns: Sequence[_Span]) -> list[float]:
    between = [(one[1] + two[0]) / 2 for one, two in pairwise(columns)]
    return [columns[0][0], *between, columns[-1][1]]


def _round(lines: Sequence[Line]) -> Box:
    boxes = [line.box for line in lines]
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def _grid_row(cells: Sequence[str], lines: Sequence[Line], table: Box, page: Page) -> GridRow:
    own = _round(lines)
    box = Box(table.x0, own.top, table.x1, own.bottom)
    return GridRow(tuple(cells), Place(page=page.number, box=page.place_box(box)))


def _cells(texts: Sequence[_Text], columns: Sequence[_Span]) -> list[str]:
    stacks: list[list[_Text]] = [[] for _ in columns]
    for text in sorted(texts, key=lambda text: (text.base, text.x0)):
        stacks[_column(text, columns)].append(text)
    return [joined([text.text for text in stack]) for stack in stacks]


def _grouped(
    body: Sequence[_Row], rules: Sequence[tuple[float, float, float]], columns: Sequence[_Span]
) -> Iterator[tuple[list[_Text], list[Line]]]:
    """The lines of each row: between two rules, where rules part the rows; else a row and the rest of its words."""
    figures = [index for index, row in enumerate(body) if _is_row(row)]
    levels = sorted(
        level for x0, x1, level in rules if x1 - x0 > 0.5 * (columns[-1][1] - columns[0][0])
    )
    bands = [bisect_left(levels, line.base) for line, _ in body]
    if len({bands[index] for index in figures}) == len(figures) > 1:
        owners = [next(at for at in range(len(body)) if bands[at] == band) for band in bands]
    else:
        own = [
            index
            for index, row in enumerate(body)
            if index in figures or _stands_alone(index, body, columns)
        ]
        owners = [
            index if index in own else _next_to(index, own, body, columns)
            for index in range(len(body))
        ]
    for owner in sorted(set(owners)):
        mine = [index for index, one in enumerate(owners) if one == owner]
        yield (
            [text for index in mine for text in body[index][1]],
            [body[index][0] for index in mine],
        )


def _stands_alone(index: int, body: Sequence[_Row], columns: Sequence[_Span]) -> bool:
    """Whether a line without figures is a row of blanks, and not the rest of words that did not fit."""
    line, texts = body[index]
    if len(texts) > 1 or _ITEM.match(texts[0].text):
        return True
    pitch = sorted(below[0].base - above[0].base for above, below in pairwise(body))[
        len(body) // 2 - 1
    ]
    near = min(
        abs(body[at][0].base - line.base) for at in (index - 1, index + 1) if 0 <= at < len(body)
    )
    column = columns[_column(texts[0], columns)]
    above = [
        text
        for text in body[index - 1][1]
        if index and _column(text, columns) == columns.index(column)
    ]
    wrapped = any(text.x1 >= column[1] - 2 * text.size for text in above)
    return near >= 0.8 * pitch and not wrapped


def _next_to(index: int, own: Sequence[int], body: Sequence[_Row], columns: Sequence[_Span]) -> int:
    """The row that the rest of some words belongs to: one that lacks these words and is near, else the one above."""
    line, texts = body[index]
    column = _column(texts[0], columns)

    def far(at: int) -> tuple[float, bool]:
        lacks = not any(_column(text, columns) == column for text in body[at][1])
        return abs(body[at][0].base - line.base) * (0.6 if lacks else 1.0), at > index

    return min(own, key=far)


def _head(
    head: Sequence[_Row], columns: Sequence[_Span], rules: Sequence[tuple[float, float, float]]
) -> Iterator[tuple[list[str], list[Line]]]:
    """The rows of the head: those that stand over several columns, then one with what heads each column."""
    upper: list[tuple[list[str], list[Line]]] = []
    leaves: list[_Text] = []
    for index, (line, texts) in enumerate(head):
        cells = [""] * len(columns)
        for text in texts:
            below = [one for _, some in head[index + 1 :] for one in some]
            span = _spanned(text, texts, below, columns, rules)
            if span is None:
                leaves.append(text)
            else:
                cells[span] = text.text
        if any(cells):
            upper.append((cells, [line]))
    yield from upper
    if leaves:
        yield _cells(leaves, columns), [line for line, _ in head]


def _spanned(
    text: _Text,
    beside: Sequence[_Text],
    below: Sequence[_Text],
    columns: Sequence[_Span],
    rules: Sequence[tuple[float, float, float]],
) -> int | None:
    """The first of several columns that a head stands over: those over which a rule under it runs, or whose middle it is."""
    under = [one.base for one in below if one.base > text.base]
    floor = min(under, default=text.base)
    for x0, x1, level in rules:
        if (
            text.base < level < floor
            and x0 <= text.middle <= x1
            and x1 - x0 < 0.95 * (columns[-1][1] - columns[0][0])
        ):
            over = [i for i, (start, end) in enumerate(columns) if x0 <= (start + end) / 2 <= x1]
            return over[0] if len(over) > 1 else None
    headed = {_column(one, columns): one for one in below}
    others = {_column(one, columns) for one in beside if one is not text}
    spans = [
        (first, last)
        for first in range(len(columns))
        for last in range(first + 1, len(columns))
        if all(column in headed and column not in others for column in range(first, last + 1))
        and abs((headed[first].x0 + headed[last].x1) / 2 - text.middle) <= 1.2 * text.size
    ]
    return max(spans, key=lambda span: span[1] - span[0])[0] if spans else None
