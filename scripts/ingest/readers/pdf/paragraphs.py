"""Lines outside tables as the paragraphs they make, over the end of a page too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scripts.ingest.document import Paragraph, Place
from scripts.ingest.readers.pdf.page_objects import Box, Page
from scripts.ingest.readers.pdf.text_lines import Line, String, joined

_INDENT = 1.2  # ems
_SHORT = 1.0  # ems that a full line may end before the margin, besides what the next word would have needed
_WIDE = 3.0  # ems between two texts on one line that are two, as 部门 and 单位 over a table
_MARGIN = 0.1  # the part of a page at its top and its bottom that page numbers stand in
_NUMBER = re.compile(
    r"[-—–－_~·\s]*(第\s*)?\d{1,4}\s*(页)?[-—–－_~·\s]*(([/／,，]\s*)?共?\s*\d{1,4}\s*页?)?"
)
_ENDED = re.compile(r"[。；：！？;:!?]$")
_ITEM = re.compile(
    r"([一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]+部分)"
)


@dataclass(frozen=True)
class ParagraphPart:
    """The lines of a paragraph on one page: whether it begins indented, and whether its last line is full."""

    lines: tuple[Line, ...]
    page: Page
    indented: bool
    full: bool

    @property
    def text(self) -> str:
        """The lines as one text."""
        return joined([line.text for line in self.lines])

    @property
    def box(self) -> Box:
        """The rectangle round the lines."""
        boxes = [line.box for line in self.lines]
        return Box(
            min(box.x0 for box in boxes),
            min(box.top for box in boxes),
            max(box.x1 for box in boxes),
            max(box.bottom for box in boxes),
        )

    def paragraph(self, *more: ParagraphPart) -> Paragraph:
        """The paragraph that this piece makes, with the pieces of it on later pages."""
        text = joined([line.text for piece in (self, *more) for line in piece.lines])
        return Paragraph(text, Place(page=self.page.number, box=self.page.place_box(self.box)))

    def goes_on_in(self, other: ParagraphPart) -> bool:
        """Whether a piece at the top of the next page belongs to this one's paragraph."""
        alike = 0.9 < self.lines[-1].size / other.lines[0].size < 1.1
        return self.full and alike and not other.indented and not _ITEM.match(other.text)


def pieces(lines: Sequence[Line], page: Page, breaks: Iterable[float]) -> Iterator[ParagraphPart]:
    """The pieces of paragraphs that lines make, page numbers left out; nothing goes on over a break (a table's top)."""
    lines = [line for line in lines if not _is_page_number(line, page)]
    left, right = _margins(lines, page)
    breaks = sorted(breaks)
    held: list[Line] = []
    for line in lines:
        if held and (_lists(held, line) or not _goes_on(held[-1], line, left, right, breaks)):
            yield _piece(held, page, left, right)
            held = []
        parts = _apart(line)
        if len(parts) > 1:
            yield from (ParagraphPart((part,), page, True, False) for part in parts)
        else:
            held.append(line)
    if held:
        yield _piece(held, page, left, right)


def _lists(held: Sequence[Line], line: Line) -> bool:
    """Whether a line is the next entry of a list, as in a table of contents, however long the one before it is."""
    return len(held) == 1 and bool(_ITEM.match(held[0].text) and _ITEM.match(line.text))


def _piece(lines: Sequence[Line], page: Page, left: float, right: float) -> ParagraphPart:
    first, last = lines[0], lines[-1]
    return ParagraphPart(
        tuple(lines), page, first.box.x0 > left + _INDENT * first.size, _is_full(last, right)
    )


def _is_full(line: Line, right: float, word: float = 0.0) -> bool:
    """Whether a line ends where the next word, so many points wide, no longer fits."""
    return line.box.x1 >= right - _SHORT * line.size - max(word, line.size)


def _word(line: Line) -> float:
    """How wide the first word of a line is: a figure or a Latin word does not break, Chinese does anywhere."""
    word = re.match(r"[\x21-\x7e]+[\d.,%％]*[，。；：、）”]?|.[，。；：、）”]?", line.text)
    return (
        sum(0.55 if char.isascii() else 1.0 for char in word.group()) * line.size if word else 0.0
    )


def _is_title(last: Line, line: Line, width: float) -> bool:
    """Whether two lines are a title set in the middle that was too long for one."""
    middle = (line.box.x0 + line.box.x1 - last.box.x0 - last.box.x1) / 2
    same = abs(middle) < 0.6 * line.size and abs(line.size - last.size) < 0.1
    return (
        same
        and last.box.width > 0.8 * width
        and line.box.width < 0.5 * width
        and not _ENDED.search(last.text)
    )


def _goes_on(last: Line, line: Line, left: float, right: float, breaks: Sequence[float]) -> bool:
    apart = line.base - last.base
    if apart > 3.2 * line.size or not 0.87 < last.size / line.size < 1.15 or len(_apart(line)) > 1:
        return False
    if any(last.base < level < line.base for level in breaks) or not _is_full(
        last, right, _word(line)
    ):
        return _is_title(last, line, right - left) and apart < 2 * line.size
    if line.box.x0 <= left + _INDENT * line.size:
        return not _ITEM.match(line.text) or not _ENDED.search(last.text)
    same = abs(line.box.x0 - last.box.x0) < 0.5 * line.size
    return same and not _ENDED.search(last.text) and not _ITEM.match(line.text)


def _margins(lines: Sequence[Line], page: Page) -> tuple[float, float]:
    """The edges of a page's text: of its lines that are long, else as wide as the page."""
    width = page.frame.size[0]
    long = [line.box for line in lines if line.box.width > 0.5 * width]
    if not long:
        return 0.0, width
    return min(box.x0 for box in long), max(box.x1 for box in long)


def _is_page_number(line: Line, page: Page) -> bool:
    height = page.frame.size[1]
    outer = line.base < _MARGIN * height or line.base > (1 - _MARGIN) * height
    return outer and _NUMBER.fullmatch(line.text) is not None


def _apart(line: Line) -> list[Line]:
    """The texts of a line that stand far apart, each as a line; a word set with wide spaces is one."""
    if all(len(string.text) == 1 for string in line.strings):
        return [line]
    groups: list[list[String]] = []
    for string in line.strings:
        if groups and _beside(groups[-1][-1], string):
            groups[-1].append(string)
        else:
            groups.append([string])
    return [Line(tuple(group)) for group in groups]


def _beside(last: String, string: String) -> bool:
    gap = string.x0 - last.x1
    near = gap <= _WIDE * string.size or last.text.endswith(("：", ":"))
    return near and gap > -string.size  # texts drawn over each other are two
