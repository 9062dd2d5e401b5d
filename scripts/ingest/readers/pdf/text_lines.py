"""Characters set side by side as strings, strings as lines, lines as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from scripts.ingest.readers.pdf.page_objects import Box, Char

_APART = 0.6  # ems between two characters of a string, less than which they belong together
_BACK = 0.35  # ems that a character may begin before the end of the last
_SAME_LINE = 0.45  # ems between the baselines of one line
_BLANK = 0.2

_FIGURE = re.compile(r"[-−－+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?[%％]?")
_WHOLE = re.compile(r"[-−－]?(\d{1,3}(,\d{3})+|\d+)\.\d{2,}[%％]?")
_SPLIT = re.compile(r"(?<![\d.,])[\d.,]+( [\d.,]+)+(?![\d.,])")
_ITEM = re.compile(r"(\d{1,2}[.、)）](?!\d)|[(（]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]+、)")


class String(NamedTuple):
    """Characters that follow each other on one baseline, in the order drawn: text, ends, baseline, size in points."""

    chars: tuple[Char, ...]
    text: str
    x0: float
    x1: float
    base: float
    size: float

    @property
    def middle(self) -> float:
        """Half way between the ends."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """The height of the string's middle."""
        return self.base - 0.35 * self.size


@dataclass(frozen=True)
class Line:
    """Strings on one baseline, from left to right."""

    strings: tuple[String, ...]

    @cached_property
    def text(self) -> str:
        """The strings as they read, figures that were drawn in pieces made whole."""
        parts = [self.strings[0].text]
        for last, string in pairwise(self.strings):
            parts.append(_joined(last, string) + string.text)
        return _mended("".join(parts))

    @cached_property
    def box(self) -> Box:
        """The rectangle round the line."""
        chars = [char for string in self.strings for char in string.chars]
        return Box(
            min([string.x0 for string in self.strings]),
            min([char.base - char.size * 0.88 for char in chars]),
            max([string.x1 for string in self.strings]),
            max([char.base + char.size * 0.12 for char in chars]),
        )

    @property
    def base(self) -> float:
        """The baseline."""
        return self.strings[0].base

    @cached_property
    def size(self) -> float:
        """The size of the type: of the most characters."""
        sizes = sorted([char.size for string in self.strings for char in string.chars])
        return sizes[len(sizes) // 2]


def string(chars: Sequence[Char]) -> String:
    """Characters as one string, with a blank where Latin words stand apart."""
    text = [chars[0].text]
    for last, char in pairwise(chars):
        if char.x0 - last.x1 > _BLANK * char.size and char.text.isascii() and last.text.isascii():
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
    """The strings that characters make, taken in the order in which they were drawn."""
    done: list[list[Char]] = []
    last: Char | None = None
    for char in chars:
        if last is not None and _follows(last, char):
            done[-1].append(char)
        else:
            done.append([char])
        last = char
    return [string(one) for one in done]


def lines(some: Iterable[String]) -> list[Line]:
    """Strings in lines from top to bottom, each line from left to right."""
    rows: list[list[String]] = []
    for string in sorted(some, key=lambda string: (string.base, string.x0)):
        if rows and abs(string.base - rows[-1][0].base) <= _SAME_LINE * min(
            string.size, rows[-1][0].size
        ):
            rows[-1].append(string)
        else:
            rows.append([string])
    return [Line(tuple(sorted(row, key=lambda string: string.x0))) for row in rows]


def cell_text(some: Sequence[String]) -> str:
    """The text of a cell: its lines joined as they read."""
    if len(some) == 1:  # as most have
        return _mended(some[0].text)
    return joined([line.text for line in lines(some)])


def joined(texts: Sequence[str]) -> str:
    """Lines of one text joined: Chinese without blanks, a figure broken over two lines made whole again."""
    text = ""
    for line in texts:
        text = text + _break(text, line) + line if text else line
    return text


def is_figure(text: str) -> bool:
    """Whether a text is one figure as tables print it."""
    return _FIGURE.fullmatch(text) is not None


def _mended(text: str) -> str:
    """A line's text with the figures that were drawn in pieces made whole."""
    return _SPLIT.sub(_whole, text) if " " in text else text


def _whole(pieces: re.Match[str]) -> str:
    """A figure drawn in pieces (`5 ,582.87`) in one; figures that stand apart, and `1. 2025`, as they are."""
    text = pieces.group()
    mended = re.sub(r"(?<=\d) (?=[.,]\d)|(?<=\d,) (?=\d{3})|(?<=\d\.) (?=\d{2}(?!\d))", "", text)
    return mended if is_figure(mended) else text


def _break(above: str, below: str) -> str:
    upper, lower = re.search(r"[\w.,%]*$", above, re.ASCII), re.match(r"[\w.,%]*", below, re.ASCII)
    left, right = (upper.group() if upper else ""), (lower.group() if lower else "")
    if _ITEM.match(below):
        return " "
    if not left or not right:
        return ""
    if re.search(r"\d[.,]?$", left) and re.match(r"[.,]?\d", right):
        return "" if is_figure(left + right) and not _WHOLE.fullmatch(left) else " "
    return " " if left[-1].isalpha() and right[0].isalpha() else ""


def _follows(last: Char, char: Char) -> bool:
    size = last.size if last.size > char.size else char.size
    gap = char.x0 - last.x1
    return abs(char.base - last.base) <= 0.25 * size and -_BACK * size <= gap <= _APART * size


def _joined(last: String, string: String) -> str:
    """What stands between two strings of a line: nothing inside a figure or between Chinese, else a blank."""
    before, after = last.text, string.text
    gap = string.x0 - last.x1
    if re.search(r"[\d.,]$", before) and re.match(r"[\d.,]", after):
        pieces = is_figure(before + after) and not (
            is_figure(before) and is_figure(after) and gap > 0
        )
        return "" if pieces else " "
    if (
        gap > 3 * string.size and min(len(before), len(after)) > 1
    ):  # one letter and one letter is a word set wide
        return " "
    return (
        " " if before[-1:].isascii() and after[:1].isascii() and gap > _BLANK * string.size else ""
    )
