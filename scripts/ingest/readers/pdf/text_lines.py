"""Characters set side by side as strings, strings as lines, lines as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from scripts.ingest.readers.pdf.page_objects import Box, Char, grouped

# Lengths in ems. Some documents set digits half an em apart in boxes a full em wide (a commerce
# bureau of 2026); what stands farther apart than _APART may be the text of another column.
_APART = 0.6  # between two characters of a string, less than which they belong together
_OVER = 0.35  # from which a string begins before the end of the last, and is another
_NOISE = 0.02  # less than which two strings touch, as the pieces of one figure do
_BLANK = 0.2  # between Latin letters, from which a blank is printed there
_ABOVE, _BELOW = 0.88, 0.12  # from the baseline to the edges of a Chinese character

# `1,234.50`, `-3`, `12%`
_FIGURE = re.compile(r"[-−－+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?[%％]?")
# A figure that ends in two decimals goes on nowhere: `1,234.50`
_COMPLETE = re.compile(r"[-−－]?(\d{1,3}(,\d{3})+|\d+)\.\d{2,}[%％]?")
_LAST_FIGURES, _FIRST_FIGURES = re.compile(r"[\d.,]+$"), re.compile(r"^[\d.,]+")
_PIECES = re.compile(r"(?<![\d.,])[\d.,]+( [\d.,]+)+(?![\d.,])")
# Blanks inside a figure: before a point or comma, between a comma and three digits, …
_BLANKS_INSIDE = re.compile(r"(?<=\d) (?=[.,]\d)|(?<=\d,) (?=\d{3})|(?<=\d\.) (?=\d{2}(?!\d))")
# `1、`, `(2)`, `③`, `四、`; not `1.5`
_ITEM = re.compile(r"(\d{1,2}[.、)）](?!\d)|[(（]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]+、)")

_IN_WORD = re.compile(r"[\w.,%]+", re.ASCII)
_LONGEST_WORD = 200  # characters of a figure or a Latin word


class String(NamedTuple):
    """Characters that follow each other on one baseline, as drawn; its ends and size in points."""

    chars: tuple[Char, ...]
    text: str
    x0: float
    x1: float
    base: float
    size: float


@dataclass(frozen=True)
class Line:
    """Strings on one baseline, from left to right."""

    strings: tuple[String, ...]

    @cached_property
    def text(self) -> str:
        """The strings as they read, figures that were drawn in pieces made whole."""
        parts = [self.strings[0].text]
        for last, string in pairwise(self.strings):
            parts.append(_between(last, string))
            parts.append(string.text)
        text = "".join(parts)
        return _mended(text)

    @cached_property
    def box(self) -> Box:
        """The rectangle round the line."""
        left = min(string.x0 for string in self.strings)
        right = max(string.x1 for string in self.strings)
        tops = []
        bottoms = []
        for string in self.strings:
            for char in string.chars:
                tops.append(char.base - char.size * _ABOVE)
                bottoms.append(char.base + char.size * _BELOW)
        return Box(left, min(tops), right, max(bottoms))

    @property
    def base(self) -> float:
        """The baseline."""
        return self.strings[0].base

    @cached_property
    def size(self) -> float:
        """The size of the type: of the most characters."""
        sizes = [char.size for string in self.strings for char in string.chars]
        sizes.sort()
        return sizes[len(sizes) // 2]


def string(chars: Sequence[Char]) -> String:
    """Characters as one string, with a blank where Latin words stand apart."""
    text = [chars[0].text]
    for last, char in pairwise(chars):
        is_apart = char.x0 - last.x1 > _BLANK * char.size
        if is_apart and char.text.isascii() and last.text.isascii():
            text.append(" ")
        text.append(char.text)

    return String(
        tuple(chars),
        "".join(text),
        min([char.x0 for char in chars]),
        max([char.x1 for char in chars]),
        chars[0].base,
        max([char.size for char in chars]),
    )


def strings(chars: Iterable[Char]) -> list[String]:
    """The strings that characters make in the order drawn, which tells texts of two cells apart."""
    return [string(group) for group in grouped(chars, _follows)]


def lines(strings: Iterable[String]) -> list[Line]:
    """Strings in lines from top to bottom, each from left to right, small print among larger."""
    ordered = sorted(strings, key=lambda string: (string.base, string.x0))
    rows = grouped(ordered, _is_on_line)
    for row in rows:
        row.sort(key=lambda string: string.x0)
    return [Line(tuple(row)) for row in rows]


def cell_text(strings: Sequence[String]) -> str:
    """The text of a cell: its lines joined as they read; nothing for a blank one."""
    if not strings:
        return ""
    if len(strings) == 1:  # as most have
        return _mended(strings[0].text)
    return joined([line.text for line in lines(strings)])


def joined(texts: Sequence[str]) -> str:
    """Lines of one text joined: Chinese without blanks, a figure broken over two made whole.

    >>> joined(["一般公共预算", "拨款收入"]), joined(["12,34", "5.60"])
    ('一般公共预算拨款收入', '12,345.60')
    """
    text = ""
    for line in texts:
        if text:
            text += _at_break(text, line)
        text += line
    return text


def is_figure(text: str) -> bool:
    """Whether a text is one figure as tables print it.

    >>> is_figure("-1,234.50"), is_figure("3.5%"), is_figure("1,23"), is_figure("12 万元")
    (True, True, False, False)
    """
    return _FIGURE.fullmatch(text) is not None


def _mended(text: str) -> str:
    if " " not in text:
        return text
    return _PIECES.sub(_whole, text)


def _whole(pieces: re.Match[str]) -> str:
    """A figure drawn in pieces (`5 ,582.87`) in one; figures apart, and `1. 2025`, as they are."""
    whole = _BLANKS_INSIDE.sub("", pieces[0])
    if is_figure(whole):
        return whole
    return pieces[0]


def _at_break(above: str, below: str) -> str:
    """What stands between two lines of a text: a blank, or nothing."""
    if _ITEM.match(below):
        return " "
    # The text above grows with every line: only its end is looked at.
    left = _IN_WORD.match(above[: -_LONGEST_WORD - 1 : -1])
    right = _IN_WORD.match(below)
    if not left or not right:
        return ""

    upper, lower = left[0][::-1], right[0]
    if re.search(r"\d[.,]?$", upper) and re.match(r"[.,]?\d", lower):
        if _COMPLETE.fullmatch(upper):
            return " "
        return "" if is_figure(upper + lower) else " "
    if upper[-1].isalpha() and lower[0].isalpha():
        return " "
    return ""


def _follows(chars: Sequence[Char], char: Char) -> bool:
    last = chars[-1]
    size = last.size if last.size > char.size else char.size
    off = char.base - last.base
    gap = char.x0 - last.x1
    if abs(off) > 0.25 * size:
        return False
    # A character may begin before the end of the last.
    least = -_OVER * size
    most = _APART * size
    return least <= gap <= most


def _is_on_line(row: Sequence[String], string: String) -> bool:
    first = row[0]
    distance = abs(string.base - first.base)
    smaller = min(string.size, first.size)
    return distance <= 0.45 * smaller


def _between(last: String, string: String) -> str:
    """What stands between two strings of a line: nothing inside a figure, or between Chinese."""
    before, after = last.text, string.text
    gap = string.x0 - last.x1
    if re.search(r"[\d.,]$", before) and re.match(r"[\d.,]", after):
        if gap > _NOISE * string.size and is_figure(before) and is_figure(after):
            return " "
        # Figures of two overfull columns, drawn over each other.
        if gap < -_OVER * string.size:
            return " "
        # 202 touches 6年: what stands around the pieces is no part of the figure.
        left, right = before, after
        if gap <= _NOISE * string.size:
            left, right = _LAST_FIGURES.findall(before)[0], _FIRST_FIGURES.findall(after)[0]
        return "" if is_figure(left + right) else " "

    # One letter and one letter is a word set wide.
    is_wide = gap > 3 * string.size
    if is_wide and len(before) > 1 and len(after) > 1:
        return " "
    are_latin = before[-1:].isascii() and after[:1].isascii()
    if are_latin and gap > _BLANK * string.size:
        return " "
    return ""
