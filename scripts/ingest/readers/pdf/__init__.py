"""A disclosure published as PDF: its pages read one by one into paragraphs and grids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scripts.ingest.document import Block, Document, Grid, ReadError
from scripts.ingest.readers.limits import Remarked, sha256
from scripts.ingest.readers.pdf.file import opened
from scripts.ingest.readers.pdf.layout import blocks
from scripts.ingest.readers.pdf.page_objects import Page
from scripts.ingest.readers.pdf.paragraphs import ParagraphPart

__all__ = ["read"]

_SCANNED = (
    0.8  # the part of a document's pages that are pictures without text, from which it is a scan
)


@dataclass
class _Noted:
    """What was seen of the pages while they were read: those that are pictures, text outside their edges, text not read."""

    pictures: list[int] = field(default_factory=list)
    unseen: dict[int, int] = field(default_factory=dict)
    unread: dict[int, int] = field(default_factory=dict)

    def note(self, page: Page) -> None:
        """Keep what is to be said of a page."""
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
    """The document in a PDF file, `progress` told the page and their number; raises ReadError where none can be read."""
    noted = _Noted()

    def found(pages: Iterable[Page], count: int) -> Iterator[Grid | ParagraphPart]:
        for page in pages:
            noted.note(page)
            yield from blocks(page)
            if progress:
                progress(page.number, count)

    with opened(path) as source:
        count = source.count
        read_blocks = tuple(_joined(found(source.pages(), count)))
    if not read_blocks or len(noted.pictures) >= _SCANNED * count:
        raise ReadError(_no_text(path, count, len(noted.pictures)))
    return Remarked(read_blocks, sha256(path), pages=count, remarks=noted.remarks)


def _no_text(path: Path, count: int, pictures: int) -> str:
    if pictures:
        return (
            f"{path}：{count} 页里有 {pictures} 页是扫描图片，没有文字；请先做文字识别（OCR）再导入"
        )
    return f"{path}：{count} 页里没有文字；如果页面上看得到字，请先做文字识别（OCR）再导入"


def _joined(found: Iterable[Grid | ParagraphPart]) -> Iterator[Block]:
    """The blocks, with the paragraphs that go on over the end of a page made whole."""
    held: list[ParagraphPart] = []
    for block in found:
        goes_on = (
            held
            and isinstance(block, ParagraphPart)
            and block.page.number == held[-1].page.number + 1
        )
        if isinstance(block, ParagraphPart) and goes_on and held[-1].goes_on_in(block):
            held.append(block)
            continue
        if held:
            yield held[0].paragraph(*held[1:])
        held = [block] if isinstance(block, ParagraphPart) else []
        if isinstance(block, Grid):
            yield block
    if held:
        yield held[0].paragraph(*held[1:])
