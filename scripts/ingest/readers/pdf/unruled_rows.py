"""The lines of a table without a frame put into rows: those of its header, those of its body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.readers.pdf.page_objects import Box, Page, around
from scripts.ingest.readers.pdf.ruled_tables import Rule
from scripts.ingest.readers.pdf.text_lines import Line, joined
from scripts.ingest.readers.pdf.unruled_columns import Columns, Text, TextRow

# `一、`, `（二）`, `3.`, `其中`, `2010301`: what begins a row's label
ITEM = re.compile(
    r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|其中|\d{3,}"
)
_PARTS_ROWS = 0.5  # the part of a table's width from which a rule parts its rows
_PARTS_HEADERS = 0.95  # the part of it up to which a rule is that under a spanning header
_CENTRED = 1.2  # ems by which a spanning header may miss the middle of what it spans
_NEAR = 0.8  # of the usual distance of lines: words that are wrapped are set closer than rows
_LACKING = 0.6  # how much nearer a row counts that lacks the words of a line between rows

_Row = tuple[list[str], list[Line]]
"""The cells of a row, and the lines that went into it."""


@dataclass(frozen=True)
class UnruledTable:
    """The lines of a table: those of its header, those of its body, and where its columns stand.

    `rules` are the ruling lines of the page that run across; they may part rows, or headers.
    """

    header: Sequence[TextRow]
    body: Sequence[TextRow]
    columns: Columns
    rules: Sequence[Rule]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that went into the table."""
        return tuple(row.line for row in (*self.header, *self.body))

    @property
    def box(self) -> Box:
        """The rectangle round the table."""
        return around([line.box for line in self.lines])

    def grid(self, page: Page) -> Grid:
        """The table's rows with their places, and the edges of its columns.

        A row's box is as wide as the table, and as high as its lines.
        """
        table = self.box
        rows: list[GridRow] = []
        for cells, lines in (*_header_rows(self), *_body_rows(self)):
            own = around([line.box for line in lines])
            box = Box(table.x0, own.top, table.x1, own.bottom)
            place = Place(page=page.number, box=page.place_box(box))
            rows.append(GridRow(tuple(cells), place))

        spans = self.columns.spans
        between = [(left.end + right.start) / 2 for left, right in pairwise(spans)]
        return Grid(tuple(rows), columns=(spans[0].start, *between, spans[-1].end))


def _cells(texts: Sequence[Text], columns: Columns) -> list[str]:
    stacks: list[list[str]] = [[] for _ in columns.spans]
    for text in sorted(texts, key=lambda text: (text.base, text.x0)):
        stacks[columns.index(text)].append(text.text)
    return [joined(stack) for stack in stacks]


# The header


def _header_rows(table: UnruledTable) -> Iterator[_Row]:
    """The rows that stand over several columns, then one with what heads each column."""
    leaves: list[Text] = []
    for index, row in enumerate(table.header):
        cells = [""] * len(table.columns)
        below = [text for lower in table.header[index + 1 :] for text in lower.texts]
        for text in row.texts:
            column = _first_spanned(text, row, below, table)
            if column is None:
                leaves.append(text)
            else:
                cells[column] = text.text
        if any(cells):
            yield cells, [row.line]
    if leaves:
        yield _cells(leaves, table.columns), [row.line for row in table.header]


def _first_spanned(
    text: Text, row: TextRow, below: Sequence[Text], table: UnruledTable
) -> int | None:
    """The first of several columns that a header stands over.

    They are those over which a rule under it runs, or whose middle it is.
    """
    columns = table.columns
    lower_bases = [lower.base for lower in below if lower.base > text.base]
    floor = min(lower_bases, default=text.base)
    for start, end, level in table.rules:
        is_under = text.base < level < floor and start <= text.middle <= end
        # A rule as wide as the table is not that of one header.
        if is_under and end - start < _PARTS_HEADERS * columns.width:
            middles = enumerate(span.middle for span in columns.spans)
            spanned = [index for index, middle in middles if start <= middle <= end]
            return spanned[0] if len(spanned) > 1 else None

    headed = {columns.index(lower): lower for lower in below}
    for other in row.texts:
        if other is not text:
            headed.pop(columns.index(other), None)

    # The most columns beside each other whose headers have their middle under the text.
    widest = range(1)
    for first in sorted(headed):
        last = first
        while last in headed:
            middle = (headed[first].x0 + headed[last].x1) / 2
            is_centred = abs(middle - text.middle) <= _CENTRED * text.size
            if is_centred and last - first >= len(widest):
                widest = range(first, last + 1)
            last += 1
    return widest.start if len(widest) > 1 else None


# The body


def _body_rows(table: UnruledTable) -> Iterator[_Row]:
    owners = _owners(table)
    for owner in sorted(set(owners)):
        own = [row for row, at in zip(table.body, owners, strict=True) if at == owner]
        texts = [text for row in own for text in row.texts]
        yield _cells(texts, table.columns), [row.line for row in own]


def _owners(table: UnruledTable) -> list[int]:
    """For each line, which line begins its row.

    Where rules part the rows, a row is what stands between two of them; else it is a line with
    figures and the rest of its words.
    """
    body = table.body
    figured = [index for index, row in enumerate(body) if row.is_tabular]
    least = _PARTS_ROWS * table.columns.width
    levels = sorted(rule.level for rule in table.rules if rule.end - rule.start > least)
    bands = [bisect_left(levels, row.line.base) for row in body]
    if len({bands[index] for index in figured}) == len(figured) > 1:
        return [bands.index(band) for band in bands]

    owners = list(range(len(body)))
    begins = [index for index in owners if index in figured or _stands_alone(index, table)]
    for index in range(len(body)):
        if index not in begins:
            owners[index] = _nearest(index, begins, table)

    return owners


def _stands_alone(index: int, table: UnruledTable) -> bool:
    """Whether a line without figures is a row of blanks, and not the rest of wrapped words."""
    body, columns = table.body, table.columns
    line, texts = body[index]
    if len(texts) > 1 or ITEM.match(texts[0].text):
        return True

    steps = sorted(below.line.base - above.line.base for above, below in pairwise(body))
    usual = steps[len(body) // 2 - 1]
    beside = [*body[max(index - 1, 0) : index], *body[index + 1 : index + 2]]
    nearest = min(abs(row.line.base - line.base) for row in beside)
    if nearest < _NEAR * usual:
        return False

    # Words are wrapped where they would have passed their column's right edge.
    column = columns.index(texts[0])
    right = columns.spans[column].end
    for text in body[index - 1].texts if index else ():
        if columns.index(text) == column and text.x1 >= right - 2 * text.size:
            return False

    return True


def _nearest(index: int, begins: Sequence[int], table: UnruledTable) -> int:
    """The row that the rest of some words belongs to.

    It is one that lacks these words and is near, else the one above.
    """
    columns = table.columns
    line, texts = table.body[index]
    column = columns.index(texts[0])

    def distance(at: int) -> tuple[float, bool]:
        away = abs(table.body[at].line.base - line.base)
        if not any(columns.index(text) == column for text in table.body[at].texts):
            away *= _LACKING
        return away, at > index

    return min(begins, key=distance)
