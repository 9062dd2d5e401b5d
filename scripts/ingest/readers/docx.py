"""A disclosure in Word: the paragraphs and tables of its body in order, text boxes too; no header, footer or note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers import office
from scripts.ingest.readers.captions import apart
from scripts.ingest.readers.cell_text import lines, one_line, without_right_blanks
from scripts.ingest.readers.docx_numbering import Numbering, numbering
from scripts.ingest.readers.limits import MB, Count, Remarked, sha256
from scripts.ingest.readers.office import attribute, local

_BODY = 32 * MB
_DEPTH = 12
_BLOCKS = ("p", "tbl", "sdt", "customXml", "ins", "moveTo")
# Deleted, replaced or read elsewhere: what no reader of the page sees at this place.
_UNSEEN = frozenset(
    {"del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr", "rt", "instrText", "delText"}
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_CONTENTS_LINE = re.compile(r"(\S[^\t]*?)[.…·\s]*\t[\t.…·\s]*(\d{1,4})")
_MOST_COLUMNS = 1000


def read(path: Path) -> Document:
    """The document in a Word file; a place is the running number of a paragraph or row, for Word fixes no pages.

    Raises ReadError where the file is damaged, locked, hostile, or without text.
    """
    with office.opened(path) as file:
        main = file.main("word/document.xml")
        body = _Body(path, numbering(file, main), Count(path))
        elements = file.elements(main, *_BLOCKS, within="body", most=_BODY)
        blocks = tuple(_joined(block for element in elements for block in body.blocks(element)))
        embedded = sum("embeddings/" in one.part for one in file.relations(main).values())
        pictures = any(one.kind == "image" for one in file.relations(main).values())
    if not blocks:
        why = "只有图片，没有文字；请先做文字识别（OCR）" if pictures else "没有任何文字"
        raise ReadError(f"{path}：Word 文件里{why}")
    remarks = (
        (f"Word 文件里有 {embedded} 个嵌入的对象（如 Excel 表），没有读，请另存后导入",)
        if embedded
        else ()
    )
    return Remarked(blocks, sha256(path), remarks=remarks)


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, with the lines of a table of contents, each a grid of one row, made one grid."""
    held: list[GridRow] = []
    for block in blocks:
        if isinstance(block, _Contents):
            held += block.rows
            continue
        if held:
            yield Grid(tuple(held))
            held = []
        yield block
    if held:
        yield Grid(tuple(held))


class _Contents(Grid):
    """One line of a table of contents: a heading and its page."""


@dataclass
class _Body:
    """Reads the body of one document, in order."""

    path: Path
    numbers: Numbering
    count: Count

    def blocks(self, element: etree._Element, depth: int = 0) -> Iterator[Block]:
        """What one element of a body, of a cell or of a text box holds."""
        if depth > _DEPTH:
            raise ReadError(
                f"{self.path}：表格或文本框互相嵌套超过 {_DEPTH} 层，读不下去；请整理后再导入"
            )
        name = local(element)
        if name == "p":
            yield from self._paragraph(element)
            for box in _boxes(element):
                yield from self._children(box, depth)
        elif name == "tbl":
            yield from self._table(element, depth)
        elif name in _BLOCKS:
            inner = element.find("{*}sdtContent") if name == "sdt" else element
            if inner is not None:
                yield from self._children(inner, depth)

    def _children(self, element: etree._Element, depth: int) -> Iterator[Block]:
        for child in element:
            if isinstance(child.tag, str) and local(child) in _BLOCKS:
                yield from self.blocks(child, depth + 1)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        text = self._text(paragraph)
        for line in re.split(r"[\n\f\v]+", text):
            contents = _CONTENTS_LINE.fullmatch(line.strip())
            if contents:
                place = Place(line=self.count.next_line())
                yield _Contents((GridRow((one_line(contents.group(1)), contents.group(2)), place),))
            else:
                # Whose table it is and its unit often share a line, one at the left and one at the right.
                pieces = line.split("\t") if re.search(r"单位[:：]", line) else [line]
                for piece in filter(None, map(one_line, pieces)):
                    yield Paragraph(piece, Place(line=self.count.next_line()))

    def _text(self, paragraph: etree._Element) -> str:
        """What a paragraph says, with its number where Word counts by itself."""
        text = _run_text(paragraph)
        if not text.strip():
            return text
        prefix = self.numbers.prefix(paragraph)
        return prefix + ("" if not prefix or prefix[-1] in "、）)．" else " ") + text.lstrip()

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        """A grid, and after it the tables in its cells; a table of one column is a frame around what it holds."""
        rows = [row for row in _through(table, "tr") if row.find("{*}trPr/{*}del") is None]
        cells = [list(_through(row, "tc")) for row in rows]
        if all(len(row) == 1 for row in cells):
            for row in cells:
                yield from self._children(row[0], depth)
            return
        grid = []
        inner: list[Block] = []
        for element, row in zip(rows, cells, strict=True):
            texts = self._row(element, row)
            self.count.add(len(texts))
            if any(texts):
                grid.append(
                    GridRow(without_right_blanks(texts), Place(line=self.count.next_line()))
                )
            for cell in row:
                for nested in cell.iterchildren("{*}tbl"):
                    inner += self.blocks(nested, depth + 1)
        yield from apart(grid)
        yield from inner

    def _row(self, row: etree._Element, cells: list[etree._Element]) -> list[str]:
        """The texts of a row; a merged cell stands at its first place, and is blank where it goes on."""
        texts = [""] * _number(row.find("{*}trPr/{*}gridBefore"), 0)
        for cell in cells:
            properties = cell.find("{*}tcPr")
            goes_on = any(_goes_on(properties, name) for name in ("vMerge", "hMerge"))
            texts.append("" if goes_on else self._cell(cell))
            span = None if properties is None else properties.find("{*}gridSpan")
            texts += [""] * (_number(span, 1) - 1)
        return texts

    def _cell(self, cell: etree._Element) -> str:
        """A cell's paragraphs on one line, those of text boxes in it too, without the tables in it."""
        texts = []
        for paragraph in _through(cell, "p"):
            texts.append(self._text(paragraph))
            texts += [_run_text(one) for box in _boxes(paragraph) for one in box.iter("{*}p")]
        return one_line("\n".join(part for text in texts for part in lines(text)))


def _through(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name, looking through what only wraps them: content controls, tracked insertions."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if not isinstance(child.tag, str):
            continue
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            waiting += reversed(child)


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The text boxes anchored in a paragraph, once each: an older copy of each stands beside it for older programs."""
    return [
        box
        for box in paragraph.iter("{*}txbxContent")
        if not any(local(up) in ("Fallback", "txbxContent", "del") for up in box.iterancestors())
    ]


def _run_text(paragraph: etree._Element) -> str:
    """The text that a paragraph shows, with tabs and line breaks."""
    texts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if not isinstance(node.tag, str):
            continue
        name = local(node)
        if name == "t":
            texts.append(node.text or "")
        elif name in _BREAKS:
            texts.append(_BREAKS[name])
        elif name not in _UNSEEN and not (name == "r" and _vanishes(node)):
            waiting += reversed(node)
    return "".join(texts)


def _vanishes(run: etree._Element) -> bool:
    hidden = run.find("{*}rPr/{*}vanish")
    return hidden is not None and attribute(hidden, "val", "true") not in ("0", "false", "off")


def _goes_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a cell continues the merged cell above it or to its left."""
    merge = None if properties is None else properties.find(f"{{*}}{name}")
    return merge is not None and attribute(merge, "val", "continue") == "continue"


def _number(element: etree._Element | None, otherwise: int) -> int:
    text = "" if element is None else attribute(element, "val")
    return min(int(text), _MOST_COLUMNS) if re.fullmatch(r"\d{1,9}", text) else otherwise
