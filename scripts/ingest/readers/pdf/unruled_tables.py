"""Tables without a frame of rules, found among the lines of a page by figures under each other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.readers.pdf.page_objects import Box, Page, around, grouped
from scripts.ingest.readers.pdf.ruled_tables import Rule, levelled
from scripts.ingest.readers.pdf.text_lines import Line, joined
from scripts.ingest.readers.pdf.unruled_columns import Columns, Text, TextRow, columns_of, text_row

_MOST_RULES = 2000
_MOST_TEXTS = 10_000  # of a page, past which figures under each other are no table
_MOST_COLUMNS = 100
_LEAST = 3  # rows that make a table of words under each other
_FIGURES = 4  # figures on one line that make a table of it alone

_BARE = 0.6  # so much nearer a row counts that has no words where those stand that seek theirs

# What tells amounts from numbers of pages and items: `1,234`, `0.50`, `2026`
_AMOUNT = re.compile(r"[.,]\d|\d{4}")
# `单位：万元`, `注`, `表三`, `公开01表`, `收入预算表`, `表（续）`
_LABEL = re.compile(
    r"[:：]|^(注|备注|说明)|^(表[一二三四五六七八九十\d]+|.*公开.{0,3}表?\d+表?)$|(?<=.{2})表$"
    r"|表[（(].*[)）]$"
)
# `一、`, `（二）`, `3.`, `其中`, `2010301`: what begins a row's label
_ITEM = re.compile(
    r"[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|其中|\d{3,}"
)

_Row = tuple[list[str], list[Line]]  # the cells of a row, and the lines that went into it


@dataclass(frozen=True)
class UnruledTable:
    """The lines of a table, where its columns stand, and the rules across that may part rows."""

    header: Sequence[TextRow]
    body: Sequence[TextRow]
    columns: Columns
    rules: Sequence[Rule]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that went into the table."""
        rows = (*self.header, *self.body)
        return tuple(row.line for row in rows)

    @property
    def box(self) -> Box:
        """The rectangle round the table."""
        return around([line.box for line in self.lines])

    def grid(self, page: Page) -> Grid:
        """The rows, each as wide as the table and as high as its lines, and the columns' edges."""
        table = self.box
        parts = list(_header_rows(self))
        owned: defaultdict[int, list[TextRow]] = defaultdict(list)
        for owner, row in zip(_owners(self), self.body, strict=True):
            owned[owner].append(row)
        for _, own_rows in sorted(owned.items()):
            texts = [text for row in own_rows for text in row.texts]
            cells = _cells(texts, self.columns)
            parts.append((cells, [row.line for row in own_rows]))

        rows = []
        for cells, lines in parts:
            own = around([line.box for line in lines])
            box = Box(table.x0, own.top, table.x1, own.bottom)
            shown = page.place_box(box)
            place = Place(page=page.number, box=shown)
            rows.append(GridRow(tuple(cells), place))

        spans = self.columns.spans
        between = [(left.end + right.start) / 2 for left, right in pairwise(spans)]
        edges = (spans[0].start, *between, spans[-1].end)
        return Grid(tuple(rows), columns=edges)


def _cells(texts: Sequence[Text], columns: Columns) -> list[str]:
    stacks: list[list[str]] = [[] for _ in columns.spans]
    ordered = sorted(texts, key=lambda text: (text.base, text.x0))
    for text in ordered:
        column = columns.index(text)
        stacks[column].append(text.text)
    return [joined(stack) for stack in stacks]


def _header_rows(table: UnruledTable) -> Iterator[_Row]:
    """The rows that stand over several columns, then one with what heads each column."""
    leaves = []
    for index, row in enumerate(table.header):
        cells = [""] * len(table.columns.spans)
        below = [text for lower in table.header[index + 1 :] for text in lower.texts]
        for text in row.texts:
            column = _spanned(text, row, below, table)
            if column is None:
                leaves.append(text)
            else:
                cells[column] = text.text
        if any(cells):
            yield cells, [row.line]
    if leaves:
        yield _cells(leaves, table.columns), [row.line for row in table.header]


def _spanned(text: Text, row: TextRow, below: Sequence[Text], table: UnruledTable) -> int | None:
    """The first of several columns that a header stands over: a rule under it, or its middle."""
    columns = table.columns
    lower_bases = [lower.base for lower in below if lower.base > text.base]
    floor = min(lower_bases, default=text.base)
    for start, end, level in table.rules:
        if not text.base < level < floor:
            continue
        # A rule as wide as the table is not that of one header.
        is_short = end - start < 0.95 * columns.width
        if is_short and start <= text.middle <= end:
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
            if middle - text.middle > 1.2 * text.size:
                break
            is_centred = abs(middle - text.middle) <= 1.2 * text.size
            if is_centred and last - first >= len(widest):
                widest = range(first, last + 1)
            last += 1
    if len(widest) > 1:
        return widest.start
    return None


def _owners(table: UnruledTable) -> list[int]:
    """For each line, which line begins its row.

    Where rules part the rows, a row is what stands between two of them; else it is a line with
    figures and the rest of its words.
    """
    body = table.body
    figured = [index for index, row in enumerate(body) if row.is_tabular]
    # Rules half as wide as the table part its rows.
    least = table.columns.width / 2
    levels = [rule.level for rule in table.rules if rule.end - rule.start > least]
    levels.sort()
    bands = [bisect_left(levels, row.line.base) for row in body]
    figured_bands = {bands[index] for index in figured}
    if len(figured_bands) == len(figured) > 1:
        first = {band: at for at, band in reversed(list(enumerate(bands)))}
        return [first[band] for band in bands]

    usual = _usual_step(body)
    known = set(figured)
    begins = [
        index for index in range(len(body)) if index in known or _stands_alone(index, table, usual)
    ]
    known.update(begins)
    return [
        index if index in known else _nearest(index, begins, table) for index in range(len(body))
    ]


def _usual_step(body: Sequence[TextRow]) -> float:
    """How far lines under each other stand apart: half of them no further."""
    bases = [row.line.base for row in body]
    steps = sorted(below - above for above, below in pairwise(bases))
    return steps[len(body) // 2 - 1] if steps else 0.0


def _stands_alone(index: int, table: UnruledTable, usual: float) -> bool:
    """Whether a line without figures is a row of blanks, and not the rest of wrapped words."""
    body = table.body
    columns = table.columns
    line, texts = body[index]
    if len(texts) > 1 or _ITEM.match(texts[0].text):
        return True

    beside = (*body[max(index - 1, 0) : index], *body[index + 1 : index + 2])
    nearest = min(abs(row.line.base - line.base) for row in beside)
    # Words that are wrapped are set closer than rows.
    if nearest < 0.8 * usual:
        return False

    # Words are wrapped where they would have passed their column's right edge.
    column = columns.index(texts[0])
    right = columns.spans[column].end
    above = body[index - 1].texts if index else ()
    for text in above:
        is_long = text.x1 >= right - 2 * text.size
        if is_long and columns.index(text) == column:
            return False

    return True


def _nearest(index: int, begins: Sequence[int], table: UnruledTable) -> int:
    """The row that the rest of some words belongs to: near and without such words, else above."""
    columns = table.columns
    line, texts = table.body[index]
    column = columns.index(texts[0])

    def distance(at: int) -> tuple[float, bool, int]:
        other, words = table.body[at]
        away = abs(other.base - line.base)
        filled = [columns.index(text) for text in words]
        if column not in filled:
            away *= _BARE
        return away, at > index, at

    # The rows above and those below, each from the nearest on, until none can be nearer.
    place = bisect_left(begins, index)
    best: tuple[float, bool, int] | None = None
    for side in (range(place - 1, -1, -1), range(place, len(begins))):
        for at in side:
            other = distance(begins[at])
            best = min(best or other, other)
            away = abs(table.body[begins[at]].line.base - line.base)
            if _BARE * away > best[0] + line.size:
                break
    return best[2] if best else index


def tables(lines: Sequence[Line], page: Page) -> Iterator[tuple[Grid, Box, tuple[Line, ...]]]:
    """Each table that lines make, its rectangle, and the lines that went into it.

    A table is several rows with figures, or one with many: its columns are told by the figures,
    its header is sought above it, and the rest of its last label below.
    """
    rows = [text_row(line) for line in lines]
    if sum(len(row.texts) for row in rows) > _MOST_TEXTS:
        return
    rules = levelled(page.rules)
    if len(rules) > _MOST_RULES:  # a drawing's
        rules = []
    free = 0  # the first line that is in no table yet

    width = page.frame.size[0]
    for first, last in _stretches(rows, width):
        stretch = rows[first : last + 1]
        columns = columns_of(row for row in stretch if row.is_tabular)
        is_table = 2 <= len(columns.spans) <= _MOST_COLUMNS
        if not is_table or not _has_amounts(stretch):
            continue
        top = _header_start(rows, free, first, columns)
        body = top
        while body < first:
            label = rows[body].texts[0]
            if _ITEM.match(label.text):
                break
            body += 1

        end = _end(rows, last, columns)
        free = end + 1
        table = UnruledTable(rows[top:body], rows[body : end + 1], columns, rules)
        yield table.grid(page), table.box, table.lines


def _has_amounts(rows: Sequence[TextRow]) -> bool:
    """Whether figures stand in two columns, or are amounts: page numbers are no table."""
    counts = [len(row.figures) for row in rows]
    if max(counts) >= _FIGURES:
        return True
    several = [count for count in counts if count > 1]
    if len(several) >= _LEAST:
        return True
    with_amounts = 0
    for row in rows:
        with_amounts += any(_AMOUNT.search(figure.text) for figure in row.figures)
    return with_amounts >= _LEAST


def _stretches(rows: Sequence[TextRow], width: float) -> Iterator[tuple[int, int]]:
    """First and last row of each run of table rows, with no prose and no gap between."""

    def goes_on(run: Sequence[int], index: int) -> bool:
        between = rows[run[-1] : index + 1]
        for (above, _), (below, _) in pairwise(between):
            if below.base - above.base > 6 * below.size:
                return False
        for line, texts in between[1:-1]:
            # A text alone that takes much of the page's width is prose.
            if len(texts) == 1 and line.box.width > 0.6 * width:
                return False
            if _LABEL.search(line.text):
                return False
        return True

    tabular = [index for index, row in enumerate(rows) if row.is_tabular]
    for run in grouped(tabular, goes_on):
        first = run[0]
        figures = rows[first].figures
        if len(run) >= _LEAST or len(figures) >= _FIGURES:
            yield first, run[-1]


def _header_start(rows: Sequence[TextRow], least: int, first: int, columns: Columns) -> int:
    """The first line of the header above a table: close together, and none about the table."""
    top = first
    size = rows[first].line.size
    while top > least and first - top < 7:
        above = rows[top - 1]
        line, texts = above
        distance = rows[top].line.base - line.base
        if distance > 4 * line.size:
            break
        if len(texts) == 1:
            # A title is larger than the rows, or takes much of the table's width.
            is_large = texts[0].size > 1.2 * size
            is_wide = texts[0].width > 0.5 * columns.width
            if is_large or is_wide:
                break
        if _LABEL.search(line.text) or above.is_contents_line:
            break
        top -= 1

    while top + 1 < first and len(rows[top].texts) == 1 and len(rows[top + 1].texts) == 1:
        top += 1  # a heading over the header
    return top


def _end(rows: Sequence[TextRow], last: int, columns: Columns) -> int:
    """The last line of a table: the rest of a label that goes on below its row belongs to it."""
    label = columns.spans[0]
    end = last
    while end + 1 < len(rows):
        line, texts = rows[end + 1]
        distance = line.base - rows[end].line.base
        if distance > 1.4 * line.size:
            break
        if len(texts) > 1 or _LABEL.search(line.text):
            break
        text = texts[0]
        is_inside = text.x0 >= label.start - 1 and text.x1 <= label.end + text.size
        if not is_inside:
            break
        end += 1

    return end
