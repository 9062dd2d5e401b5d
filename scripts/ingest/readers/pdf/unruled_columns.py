"""Columns without ruling lines: where figures and words stand under each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from scripts.ingest.readers.pdf.page_objects import grouped
from scripts.ingest.readers.pdf.text_lines import Line, String, is_figure

# The dots of a table of contents, before a page number
_LEADER = re.compile(r"[.…·]{4,}|…")


class Text(NamedTuple):
    """The strings of a line that stand close together; `is_figure` too where a sign is for none."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    is_figure: bool

    @property
    def width(self) -> float:
        """From the left end to the right one."""
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        """Half way between the ends."""
        return (self.x0 + self.x1) / 2


class TextRow(NamedTuple):
    """A line, and the texts that stand apart on it."""

    line: Line
    texts: tuple[Text, ...]

    @property
    def figures(self) -> list[Text]:
        """The texts that are figures."""
        return [text for text in self.texts if text.is_figure]

    @property
    def is_tabular(self) -> bool:
        """Whether this may be the row of a table: figures among several texts."""
        if len(self.texts) < 2 or not self.figures:
            return False
        return not self.is_contents_line

    @property
    def is_contents_line(self) -> bool:
        """Whether this is a line of a table of contents, or one like it."""
        return _LEADER.search(self.line.text) is not None


class Span(NamedTuple):
    """From the left edge of a column to its right one."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        """Half way between the edges."""
        return (self.start + self.end) / 2

    def holds(self, x: float) -> bool:
        """Whether a point lies between the edges."""
        return self.start <= x <= self.end


@dataclass(frozen=True)
class Columns:
    """The columns of a table, from left to right."""

    spans: tuple[Span, ...]
    _fits: dict[tuple[float, float], int] = field(default_factory=dict, compare=False)

    @property
    def width(self) -> float:
        """The width of the table."""
        left = self.spans[0].start
        right = self.spans[-1].end
        return right - left

    def index(self, text: Text) -> int:
        """The column that a text overlaps most, or begins in if too long; else the nearest."""

        def fit(index: int) -> tuple[float, float]:
            start, end = self.spans[index]
            before = start - text.middle
            after = text.middle - end
            begins = -abs(start - text.x0)
            if before > 0 or after > 0:
                return -max(before, after), begins
            overlap = min(text.x1, end) - max(text.x0, start)
            return overlap, begins

        if not text.is_figure:
            for index, (start, end) in enumerate(self.spans):
                if start - 1 <= text.x0 < end:
                    if text.width > 1.5 * (end - start):
                        return index
                    break

        # Where a text stands decides: most stand where others do.
        known = (text.x0, text.x1)
        if known not in self._fits:
            columns = range(len(self.spans))
            self._fits[known] = max(columns, key=fit)
        return self._fits[known]


def text_row(line: Line) -> TextRow:
    """A line with its texts: the strings that stand close together."""
    texts = []
    groups = grouped(line.strings, _is_beside)
    for strings in groups:
        first = strings[0]
        last = strings[-1]
        text = Line(tuple(strings)).text
        is_amount = is_figure(text) or text in ("-", "—", "--", "－", "/")
        texts.append(Text(text, first.x0, last.x1, first.base, first.size, is_amount))
    return TextRow(line, tuple(texts))


def _is_beside(strings: Sequence[String], string: String) -> bool:
    gap = string.x0 - strings[-1].x1
    # Words are closer than texts in two columns.
    return gap <= 0.9 * string.size


def columns_of(rows: Iterable[TextRow]) -> Columns:
    """Where columns stand.

    Figures that overlap are in one column, and so are the words beside them; figures are set flush
    and tell columns apart better than words, which may be of any length.
    """
    texts = [text for row in rows for text in row.texts]
    printed = [Span(text.x0, text.x1) for text in texts if text.is_figure]
    figures = _overlapping(printed)
    words = []

    for text in texts:
        if text.is_figure or any(span.holds(text.middle) for span in figures):
            continue
        # A word may run on into the column of figures beside it.
        starts = [span.start for span in figures if span.start > text.x0]
        after = min(starts, default=text.x1)
        end = min(text.x1, after - 0.1)
        words.append(Span(text.x0, end))

    columns = list(figures)
    for span in _overlapping(words):
        if not any(column.holds(span.middle) for column in figures):
            columns.append(span)
    return Columns(tuple(sorted(columns)))


def _overlapping(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if not merged or start >= merged[-1].end:
            merged.append(Span(start, end))
            continue
        last = merged[-1]
        furthest = max(last.end, end)
        merged[-1] = Span(last.start, furthest)
    return merged
