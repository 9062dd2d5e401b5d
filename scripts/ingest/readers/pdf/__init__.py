"""A disclosure published as PDF: its pages read one by one into paragraphs and grids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.ingest.document import Block, Document, Grid, ReadError
from scripts.ingest.readers.limits import sha256
from scripts.ingest.readers.pdf.file import opened
from scripts.ingest.readers.pdf.layout import blocks
from scripts.ingest.readers.pdf.page_objects import Page
from scripts.ingest.readers.pdf.paragraphs import ParagraphPart

__all__ = ["read"]

_SCANNED = 0.8
"""The part of a document's pages that are pictures without text, from which it is a scan.

Annexes are scanned now and then; a scan may have a cover in type.
"""


@dataclass
class _PageNotes:
    """What was seen of the pages while they were read.

    The numbers of those that are pictures; by number, how many characters stand outside a page's
    edges, and how many texts could not be read.
    """

    pictures: list[int] = field(default_factory=list)
    unseen: dict[int, int] = field(default_factory=dict)
    unread: dict[int, int] = field(default_factory=dict)

    def note(self, page: Page) -> None:
        """Keep what is to be said of a page."""
        # A seal or a photograph beside text is no scan.
        if not page.chars and page.pictured:
            self.pictures.append(page.number)
        if page.unseen:
            self.unseen[page.number] = page.unseen
        if page.unread:
            self.unread[page.number] = page.unread

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the reader has to say, in words for people."""
        pictures = [
            f"第 {number} 页是图片，没有文字，没有读；里面若有表格，请先做文字识别（OCR）"
            for number in self.pictures
        ]
        unseen = [
            f"第 {number} 页有 {count} 个字画在版面之外，看不见，没有读"
            for number, count in self.unseen.items()
        ]
        unread = [
            f"第 {number} 页有 {count} 处文字没有读出，请对照原文"
            for number, count in self.unread.items()
        ]
        return (*pictures, *unseen, *unread)


def read(path: Path, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document in a PDF file; a place is a page, and the box on it.

    `progress` is told, after each page, its number and how many there are. Raises ReadError where
    the file cannot be read, or holds no text.
    """
    notes = _PageNotes()

    def parts(pages: Iterable[Page], count: int) -> Iterator[Grid | ParagraphPart]:
        for page in pages:
            notes.note(page)
            yield from blocks(page)
            if progress:
                progress(page.number, count)

    with opened(path) as file:
        count = file.count
        read_blocks = tuple(_joined(parts(file.pages(), count)))
    if not read_blocks or len(notes.pictures) >= _SCANNED * count:
        raise _no_text(path, count, len(notes.pictures))
    return Document(read_blocks, sha256(path), pages=count, remarks=notes.remarks)


def _no_text(path: Path, count: int, pictures: int) -> ReadError:
    what = f"{count} 页里没有文字"
    advice = "如果页面上看得到字，请先做文字识别（OCR）再导入"
    if pictures:
        what = f"{count} 页里有 {pictures} 页是扫描图片，没有文字"
        advice = "请先做文字识别（OCR）再导入"
    return ReadError(what, path=path, advice=advice)


def _joined(parts: Iterable[Grid | ParagraphPart]) -> Iterator[Block]:
    """The blocks, with the paragraphs that go on over the end of a page made whole."""
    paragraph: list[ParagraphPart] = []
    for part in parts:
        if isinstance(part, Grid):
            yield from _whole(paragraph)
            yield part
            paragraph = []
        elif paragraph and paragraph[-1].goes_on_in(part):
            paragraph.append(part)
        else:
            yield from _whole(paragraph)
            paragraph = [part]

    yield from _whole(paragraph)


def _whole(parts: list[ParagraphPart]) -> Iterator[Block]:
    if parts:
        yield parts[0].paragraph(*parts[1:])
