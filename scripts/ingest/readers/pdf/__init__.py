"""A disclosure published as PDF: its pages read one by one into paragraphs and grids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.ingest.document import Block, Document, Grid, Place, ReadError
from scripts.ingest.readers.limits import sha256
from scripts.ingest.readers.pdf.damage import damage
from scripts.ingest.readers.pdf.file import opened
from scripts.ingest.readers.pdf.layout import blocks
from scripts.ingest.readers.pdf.page_objects import Page
from scripts.ingest.readers.pdf.paragraphs import ParagraphPart
from scripts.ingest.readers.unseen import BROKEN, Unseen

__all__ = ["read"]

_SCANNED = 0.8
"""The part of a document's pages that are pictures without text, from which it is a scan.

Annexes are scanned now and then; a scan may have a cover in type.
"""


@dataclass
class _PageNotes:
    """What is to be said of the pages, in words for people, gathered while they are read."""

    broken: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    dropped: Unseen = field(default_factory=Unseen)

    def note(self, page: Page) -> None:
        """Keep what is to be said of a page."""
        on_page = f"第 {page.number} 页"
        if page.is_broken:
            self.broken.append(f"{on_page}打不开，没有读；文件有损坏，请重新下载后再导入")
        # A seal or a photograph beside text is no scan.
        elif not page.chars and page.pictured:
            what = "是图片，没有文字，没有读；里面若有表格，请先做文字识别（OCR）"
            self.pictures.append(f"{on_page}{what}")
        elif not page.chars and (page.rules or page.fills):
            self.drawn.append(f"{on_page}画有线条或底色，却没有文字，请对照原文")
        if page.unseen:
            what = f"有 {page.unseen} 个字画在版面之外，看不见，没有读"
            self.unseen.append(f"{on_page}{what}")
        if page.unread:
            what = f"有 {page.unread} 处文字没有读出，请对照原文"
            self.unread.append(f"{on_page}{what}")
        nameless = sum(char.text == BROKEN for char in page.chars)
        if nameless:
            what = f"有 {nameless} 个字印着，字体却没有说是什么字，请对照原文"
            self.nameless.append(f"{on_page}{what}")
        if page.dropped:
            self.dropped.dropped[Place(page=page.number)] += page.dropped


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
        damaged = damage(path, count)
        read_blocks = tuple(_joined(parts(file.pages(), count)))

    pictures = len(notes.pictures) + len(notes.broken)
    if not read_blocks or pictures >= _SCANNED * count:
        what = f"{count} 页里没有文字"
        advice = "如果页面上看得到字，请先做文字识别（OCR）再导入"
        if pictures:
            what = f"{count} 页里有 {pictures} 页是扫描图片，没有文字"
            advice = "请先做文字识别（OCR）再导入"
        raise ReadError(what, path=path, advice=advice)
    losses = (*damaged, *notes.broken, *notes.pictures, *notes.drawn, *notes.nameless)
    remarks = (*notes.unseen, *notes.unread, *notes.dropped.remarks)
    return Document(read_blocks, sha256(path), pages=count, remarks=remarks, losses=losses)


def _joined(parts: Iterable[Grid | ParagraphPart]) -> Iterator[Block]:
    """The blocks, with the paragraphs that go on over the end of a page made whole."""
    paragraph: list[ParagraphPart] = []
    for part in parts:
        if paragraph and not isinstance(part, Grid) and paragraph[-1].goes_on_in(part):
            paragraph.append(part)
            continue
        if paragraph:
            yield paragraph[0].paragraph(*paragraph[1:])
            paragraph = []
        if isinstance(part, Grid):
            yield part
        else:
            paragraph.append(part)

    if paragraph:
        yield paragraph[0].paragraph(*paragraph[1:])
