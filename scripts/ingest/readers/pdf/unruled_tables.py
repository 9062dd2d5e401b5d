"""Tables without a frame of rules, found among the lines of a page by figures under each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scripts.ingest.document import Grid
from scripts.ingest.readers.pdf.page_objects import Box, Page, grouped
from scripts.ingest.readers.pdf.ruled_tables import levelled
from scripts.ingest.readers.pdf.text_lines import Line
from scripts.ingest.readers.pdf.unruled_columns import Columns, TextRow, columns_of, text_row
from scripts.ingest.readers.pdf.unruled_rows import ITEM, UnruledTable

_LEAST = 3  # rows that make a table of words under each other
_FIGURES = 4  # figures on one line that make a table of it alone
_WIDE = 0.6  # the part of the page's width from which a text is prose
_PITCH = 6  # ems from a line of a table to the next
_HEADER_PITCH = 4  # ems from a line of a header to the next
_HEADERS = 7  # lines that a header may have
_TITLE_SIZE = 1.2  # how much larger than a table's rows the type of its title is
_TITLE_WIDTH = 0.5  # the part of a table's width from which a text alone over it is its title
_WRAPPED = 1.4  # ems from a line to the rest of its words

# What tells amounts from numbers of pages and items: `1,234`, `0.50`, `2026`
_AMOUNT = re.compile(r"[.,]\d|\d{4}")
# `单位：万元`, `注`, `表三`, `公开01表`, `收入预算表`, `表（续）`
_LABEL = re.compile(
    r"[:：]|^(注|备注|说明)|^(表[一二三四五六七八九十\d]+|.*公开.{0,3}表?\d+表?)$|(?<=.{2})表$"
    r"|表[（(].*[)）]$"
)


def tables(lines: Sequence[Line], page: Page) -> Iterator[tuple[Grid, Box, tuple[Line, ...]]]:
    """Each table that lines make, its rectangle, and the lines that went into it.

    A table is several rows with figures, or one with many: its columns are told by the figures,
    its header is sought above it, and the rest of its last label below.
    """
    rows = [text_row(line) for line in lines]
    rules = levelled(page.rules)
    free = 0  # the first line that is in no table yet

    for first, last in _stretches(rows, page.frame.size[0]):
        stretch = rows[first : last + 1]
        columns = columns_of(row for row in stretch if row.is_tabular)
        if len(columns) < 2 or not _has_amounts(stretch):
            continue
        top = _header_start(rows, free, first, columns)
        body = top
        while body < first and not ITEM.match(rows[body].texts[0].text):
            body += 1
        end = _end(rows, last, columns)
        free = end + 1
        table = UnruledTable(rows[top:body], rows[body : end + 1], columns, rules)
        yield table.grid(page), table.box, table.lines


def _has_amounts(rows: Sequence[TextRow]) -> bool:
    """Whether figures stand in two columns, or are amounts: page numbers are no table."""
    counts = [len(row.figures) for row in rows]
    if max(counts) >= _FIGURES or sum(count > 1 for count in counts) >= _LEAST:
        return True
    with_amounts = 0
    for row in rows:
        with_amounts += any(_AMOUNT.search(figure.text) for figure in row.figures)
    return with_amounts >= _LEAST


def _stretches(rows: Sequence[TextRow], width: float) -> Iterator[tuple[int, int]]:
    """First and last row of each run of table rows, with no prose and no gap between."""

    def goes_on(run: Sequence[int], index: int) -> bool:
        between = rows[run[-1] : index + 1]
        for above, below in pairwise(between):
            if below.line.base - above.line.base > _PITCH * below.line.size:
                return False
        for row in between[1:-1]:
            is_wide = len(row.texts) == 1 and row.line.box.width > _WIDE * width
            if is_wide or _LABEL.search(row.line.text):
                return False
        return True

    tabular = [index for index, row in enumerate(rows) if row.is_tabular]
    for run in grouped(tabular, goes_on):
        if len(run) >= _LEAST or len(rows[run[0]].figures) >= _FIGURES:
            yield run[0], run[-1]


def _header_start(rows: Sequence[TextRow], least: int, first: int, columns: Columns) -> int:
    """The first line of the header above a table, `first` where it has none.

    Lines of a header stand close together, and none of them names or describes the table.
    """
    top = first
    size = rows[first].line.size
    while top > least and first - top < _HEADERS:
        line, texts = rows[top - 1]
        if rows[top].line.base - line.base > _HEADER_PITCH * line.size:
            break
        if len(texts) == 1:
            is_large = texts[0].size > _TITLE_SIZE * size
            if is_large or texts[0].width > _TITLE_WIDTH * columns.width:
                break
        if _LABEL.search(line.text) or rows[top - 1].is_contents_line:
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
        if line.base - rows[end].line.base > _WRAPPED * line.size:
            break
        text = texts[0]
        is_inside = text.x0 >= label.start - 1 and text.x1 <= label.end + text.size
        if len(texts) > 1 or not is_inside or _LABEL.search(line.text):
            break
        end += 1

    return end
