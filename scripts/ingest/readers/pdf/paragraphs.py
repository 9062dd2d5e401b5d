"""Lines outside tables as the paragraphs they make, over the end of a page too."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scripts.ingest.document import Paragraph, Place
from scripts.ingest.readers.pdf.page_objects import Box, Page, around, grouped
from scripts.ingest.readers.pdf.text_lines import Line, String, joined

# Lengths are in ems, the size of the type, so that they hold for small print as for titles.
_INDENT = 1.2  # a first line is indented by two ems, a line set a little askew by less than one

_MARGIN = 0.1  # the part of a page at its top and its bottom that page numbers stand in

# `12`, `— 12 —`, `—1 2—`, `第 12 页 共 40 页`, `12/40`
_PAGE_NUMBER = re.compile(
    r"[-—–－_~·\s]*(第\s*)?\d(?: ?\d){0,3}\s*(页)?[-—–－_~·\s]*(([/／,，]\s*)?共?\s*\d{1,4}\s*页?)?"
)
_ENDED = re.compile(r"[。；：！？;:!?]$")
# `一、`, `（二）`, `3.`, `第一部分`; not `3.5`
_ITEM = re.compile(
    r"([一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)"
    r"|第[一二三四五六七八九十]+部分)"
)
# What a line does not break: a figure or a Latin word, with the punctuation behind it.
_WORD = re.compile(r"[\x21-\x7e]+[\d.,%％]*[，。；：、）”]?|.[，。；：、）”]?")


@dataclass(frozen=True)
class ParagraphPart:
    """The lines of a paragraph on one page: `indented` as they begin, `full` where they end."""

    lines: tuple[Line, ...]
    page: Page
    indented: bool
    full: bool

    @property
    def box(self) -> Box:
        """The rectangle round the lines."""
        return around([line.box for line in self.lines])

    def paragraph(self, *later: ParagraphPart) -> Paragraph:
        """The paragraph of this part and its later ones; its place is that of the first page."""
        parts = (self, *later)
        texts = [line.text for part in parts for line in part.lines]
        page = self.page
        place = Place(page=page.number, box=page.place_box(self.box))
        return Paragraph(joined(texts), place)

    def goes_on_in(self, other: ParagraphPart) -> bool:
        """Whether a part on the next page goes on: this is full, that not indented and no item."""
        if other.page.number != self.page.number + 1:
            return False
        if other.indented or not self.full:
            return False

        last = self.lines[-1]
        first = other.lines[0]
        if not 0.9 < last.size / first.size < 1.1:
            return False
        texts = [line.text for line in other.lines]
        return not _ITEM.match(joined(texts))


def parts(lines: Sequence[Line], page: Page, breaks: Iterable[float]) -> Iterator[ParagraphPart]:
    """The parts of paragraphs that lines make, page numbers left out.

    Nothing goes on over a break: the height of a table's top, in points from the top.
    """
    height = page.frame.size[1]
    kept = []
    for line in lines:
        is_inner = _MARGIN * height <= line.base <= (1 - _MARGIN) * height
        if is_inner or not _PAGE_NUMBER.fullmatch(line.text):
            kept.append(line)
    left, right = _margins(kept, page)
    breaks = sorted(breaks)
    part: list[Line] = []

    for line in kept:
        # The next entry of a list, as in a table of contents, is one of whatever length.
        is_next = False
        if len(part) == 1 and _ITEM.match(part[0].text):
            is_next = _ITEM.match(line.text) is not None
        if part and (is_next or not _goes_on(part[-1], line, left, right, breaks)):
            yield _part(part, page, left, right)
            part = []

        texts = _apart(line)
        if len(texts) == 1:
            part.append(line)
            continue
        for text in texts:
            yield ParagraphPart((text,), page, indented=True, full=False)
    if part:
        yield _part(part, page, left, right)


def _part(lines: Sequence[Line], page: Page, left: float, right: float) -> ParagraphPart:
    first = lines[0]
    last = lines[-1]
    margin = left + _INDENT * first.size
    indented = first.box.x0 > margin
    full = _is_full(last, right)
    return ParagraphPart(tuple(lines), page, indented, full)


def _is_full(line: Line, right: float, word: float = 0.0) -> bool:
    """Whether a line ends where the next word, so many points wide, no longer fits."""
    # A full line may end an em before the margin, besides what the next word needed.
    margin = right - line.size
    needed = max(word, line.size)
    return line.box.x1 >= margin - needed


def _goes_on(last: Line, line: Line, left: float, right: float, breaks: Sequence[float]) -> bool:
    size = line.size
    distance = line.base - last.base
    # Lines of a paragraph set with double spacing stand three ems apart.
    if distance > 3.2 * size:
        return False
    # They mix sizes of type; a heading's differs by more.
    if not 0.87 < last.size / size < 1.15:
        return False
    if len(_apart(line)) > 1:
        return False
    ended = _ENDED.search(last.text) is not None

    # How wide the first word is: Chinese breaks anywhere, Latin letters are half as wide as high.
    word = _WORD.match(line.text)
    width = 0.0
    if word:
        ems = [0.55 if char.isascii() else 1.0 for char in word[0]]
        width = size * math.fsum(ems)

    first = bisect_right(breaks, last.base)
    broken = first < len(breaks) and breaks[first] < line.base
    above = last.box
    below = line.box
    if broken or not _is_full(last, right, width):
        # A title set in the middle may be too long for one line.
        if ended or distance >= 2 * size:
            return False
        if abs(size - last.size) >= 0.1:
            return False
        whole = right - left
        is_long = above.width > 0.8 * whole
        is_short = below.width < 0.5 * whole
        askew = (below.x0 + below.x1 - above.x0 - above.x1) / 2
        return is_long and is_short and abs(askew) < 0.6 * size

    starts_item = _ITEM.match(line.text) is not None
    if below.x0 <= left + _INDENT * size:
        return not (starts_item and ended)
    is_flush = abs(below.x0 - above.x0) < 0.5 * size
    return is_flush and not ended and not starts_item


def _margins(lines: Sequence[Line], page: Page) -> tuple[float, float]:
    """The edges of a page's text: of its lines that are long, else as wide as the page."""
    width = page.frame.size[0]
    long = [line.box for line in lines if line.box.width > 0.5 * width]
    if not long:
        return 0.0, width
    text = around(long)
    return text.x0, text.x1


def _apart(line: Line) -> list[Line]:
    """The texts of a line that stand far apart, each as a line; a word set wide is one."""
    if all(len(string.text) == 1 for string in line.strings):
        return [line]
    texts = grouped(line.strings, _is_beside)
    return [Line(tuple(strings)) for strings in texts]


def _is_beside(strings: Sequence[String], string: String) -> bool:
    last = strings[-1]
    gap = string.x0 - last.x1
    if gap <= -string.size:  # texts drawn over each other are two
        return False
    if last.text.endswith(("：", ":")):
        return True
    # 部门 and 单位 over a table are two texts on one line.
    return gap <= 3 * string.size
