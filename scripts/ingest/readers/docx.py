"""A disclosure in Word: paragraphs, tables and text boxes of its body; no page header or note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers import office
from scripts.ingest.readers.captions import apart
from scripts.ingest.readers.cell_text import (
    LOWERED,
    RAISED,
    lines,
    one_line,
    without_right_blanks,
)
from scripts.ingest.readers.docx_numbering import Numbering, numbering
from scripts.ingest.readers.limits import MB, Count, sha256
from scripts.ingest.readers.office import attribute, local
from scripts.ingest.readers.unseen import Unseen

# Tables in tables lay out a page; deeper ones are made to overflow what reads them.
_DEPTH = 12

_BLOCKS = ("p", "tbl", "sdt", "customXml", "ins", "moveTo")
# What only wraps rows, cells and paragraphs: content controls, tracked insertions.
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo"})
# Deleted, replaced or read elsewhere: what no reader of the page sees at this place.
_UNSEEN = frozenset(
    {"del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr", "rt", "instrText", "delText"}
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
# `第一部分 部门概况 ……→3`: a heading, dots, and the page after a tab
_DOTS = re.compile(r"[.…·\s]*")
_CONTENTS_PAGE = re.compile(r"[\t.…·\s]*(\d{1,4})")
_UNIT = re.compile(r"单位[:：]")


def read(path: Path) -> Document:
    """The document in a Word file.

    A place is the running number of a paragraph or row, for Word fixes no pages. Raises ReadError
    where the file is damaged, locked, hostile, or without text.
    """
    with office.opened(path) as file:
        main = file.main("word/document.xml")
        unseen = Unseen()
        body = _Body(path, numbering(file, main), Count(path), unseen)
        elements = file.elements(main, *_BLOCKS, within="body", most=32 * MB)
        hidden: list[str] = []
        elements = _counted(elements, hidden)
        blocks = tuple(_with_contents_joined(body.blocks(elements)))
        relations = file.relations(main).values()

    if not blocks:
        why = "没有任何文字"
        kinds = [relation.kind for relation in relations]
        if "image" in kinds:
            why = "只有图片，没有文字；请先做文字识别（OCR）"
        raise ReadError(f"Word 文件里{why}", path=path)

    remarks = []
    if hidden:
        remarks.append(f"Word 文件里有 {len(hidden)} 处隐藏的文字，没有读")
    embedded = sum("embeddings/" in relation.part for relation in relations)
    if embedded:
        what = f"Word 文件里有 {embedded} 个嵌入的对象（如 Excel 表），没有读"
        remarks.append(f"{what}，请另存后导入")
    remarks += unseen.remarks
    return Document(blocks, sha256(path), remarks=tuple(remarks), losses=unseen.losses)


class _ContentsLine(Grid):
    """One line of a table of contents: a heading and its page."""


def _with_contents_joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, with the lines of a table of contents, each a grid of one row, made one grid."""
    contents: list[GridRow] = []
    for block in blocks:
        if isinstance(block, _ContentsLine):
            contents += block.rows
            continue
        if contents:
            yield Grid(tuple(contents))
            contents = []
        yield block
    if contents:
        yield Grid(tuple(contents))


@dataclass
class _Body:
    """Reads the body of one document, in order."""

    path: Path
    numbers: Numbering
    count: Count
    unseen: Unseen

    def blocks(self, elements: Iterable[etree._Element], depth: int = 0) -> Iterator[Block]:
        """What several elements of a body, of a cell or of a text box hold, one after the other.

        Raises ReadError where tables and boxes are nested deeper than anybody lays out a page.
        """
        for element in elements:
            if depth > _DEPTH:
                what = f"表格或文本框互相嵌套超过 {_DEPTH} 层，读不下去"
                raise ReadError(what, path=self.path, advice="请整理后再导入")

            name = local(element)
            if name == "p":
                if not len(element):  # as lines left blank are, of which there may be millions
                    continue
                yield from self._paragraph(element)
                for box in _boxes(element):
                    yield from self._children(box, depth)
            elif name == "tbl":
                yield from self._table(element, depth)
            elif name == "sdt":
                content = element.find("{*}sdtContent")
                if content is not None:
                    yield from self._children(content, depth)
            elif name in _BLOCKS:
                yield from self._children(element, depth)

    def _children(self, element: etree._Element, depth: int) -> Iterator[Block]:
        elements = filter(_is_element, element)
        children = (child for child in elements if local(child) in _BLOCKS)
        return self.blocks(children, depth + 1)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        text = self._text(paragraph)
        for line in re.split(r"[\n\f\v]+", text):
            cells = _contents_line(line.strip())
            if cells:
                place = Place(line=self.count.next_line())
                yield _ContentsLine((GridRow(cells, place),))
                continue
            # Whose table it is and its unit often share a line, at the left and at the right.
            parts = [line]
            if _UNIT.search(line):
                parts = line.split("\t")
            for part in filter(None, map(one_line, parts)):
                yield Paragraph(part, Place(line=self.count.next_line()))

    def _text(self, paragraph: etree._Element) -> str:
        """What a paragraph says, with its number where Word counts by itself."""
        text = self._visible(paragraph)
        if not text.strip():
            return text
        number = self.numbers.prefix(paragraph)
        if number and not number.endswith(("、", "）", ")", "．")):
            number += " "
        return number + text.lstrip()

    def _visible(self, paragraph: etree._Element) -> str:
        """The text of a paragraph, as much of it as is to be seen."""
        return self.unseen.without(_run_text(paragraph), Place(line=self.count.line + 1))

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        """A grid, then the tables in its cells; a table of one column only frames what it holds."""
        rows = [row for row in _through(table, "tr") if row.find("{*}trPr/{*}del") is None]
        cells = [list(_through(row, "tc")) for row in rows]
        # A box round paragraphs, as Word draws it, or one that keeps a page together.
        if all(len(row) == 1 for row in cells):
            for row in cells:
                yield from self._children(row[0], depth)
            return

        grid_rows = []
        nested: list[Block] = []
        for element, row in zip(rows, cells, strict=True):
            texts = self._row(element, row)
            self.count.add(len(texts))
            if any(texts):
                place = Place(line=self.count.next_line())
                grid_rows.append(GridRow(without_right_blanks(texts), place))
            for cell in row:
                nested += self.blocks(cell.iterchildren("{*}tbl"), depth + 1)

        yield from apart(grid_rows)
        yield from nested

    def _row(self, row: etree._Element, cells: list[etree._Element]) -> list[str]:
        """The texts of a row by column; a merged cell is blank where it goes on."""
        before = _number(row.find("{*}trPr/{*}gridBefore"), 0)
        texts = [""] * before
        for cell in cells:
            text = ""
            if not _goes_on(cell, "vMerge") and not _goes_on(cell, "hMerge"):
                text = self._cell(cell)
            texts.append(text)

            span = _number(cell.find("{*}tcPr/{*}gridSpan"), 1)
            texts += [""] * (span - 1)
        return texts

    def _cell(self, cell: etree._Element) -> str:
        parts = []
        for paragraph in _through(cell, "p"):
            parts += lines(self._text(paragraph))
            for box in _boxes(paragraph):
                for inner in box.iter("{*}p"):
                    parts += lines(self._visible(inner))
        return one_line("\n".join(parts))


def _contents_line(line: str) -> tuple[str, str] | None:
    r"""The heading and the page of a line of a table of contents; None where it is none.

    >>> _contents_line("第一部分 部门概况 ……\t3"), _contents_line("支出\t3.5")
    (('第一部分 部门概况', '3'), None)
    """
    heading, tab, rest = line.partition("\t")
    page = _CONTENTS_PAGE.fullmatch(rest) if heading and tab else None
    if page is None:
        return None
    # The dots end it; turned round they begin it, and each is looked at once.
    dots = _DOTS.match(heading[:0:-1])
    end = len(heading) - (dots.end() if dots else 0)
    return one_line(heading[:end]), page[1]


def _is_element(node: etree._Element) -> bool:
    return isinstance(node.tag, str)


def _through(element: etree._Element, name: str) -> Iterator[etree._Element]:
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if not _is_element(child):
            continue
        if local(child) == name:
            yield child
        elif local(child) in _WRAPPERS:
            waiting += reversed(child)


def _boxes(paragraph: etree._Element) -> list[etree._Element]:
    """The text boxes in a paragraph, without their copies for older programs (`Fallback`)."""
    around = ("Fallback", "txbxContent", "del")
    return [
        box
        for box in paragraph.iter("{*}txbxContent")
        if not any(local(ancestor) in around for ancestor in box.iterancestors())
    ]


def _run_text(paragraph: etree._Element) -> str:
    texts = []
    run, raised = None, {}
    waiting = list(reversed(paragraph))
    while waiting:
        node = waiting.pop()
        if not _is_element(node):
            continue
        name = local(node)
        if name == "t":
            # A run may hold a hundred thousand texts: it is asked once.
            if node.getparent() is not run:
                run = node.getparent()
                raised = _set_off(run)
            texts.append((node.text or "").translate(raised))
            continue
        if name in _BREAKS:
            texts.append(_BREAKS[name])
            continue
        if name in _UNSEEN:
            continue

        if not _is_hidden(node):
            waiting += reversed(node)

    return "".join(texts)


def _is_hidden(node: etree._Element) -> bool:
    """Whether a run is hidden: `<w:vanish/>` alone hides; `w:val="0"` takes back a style's."""
    hidden = node.find("{*}rPr/{*}vanish") if local(node) == "r" else None
    return hidden is not None and attribute(hidden, "val", "true") not in ("0", "false", "off")


def _set_off(run: etree._Element | None) -> dict[int, int]:
    """How the figures of a run are written that stand raised or lowered, as a footnote's do."""
    align = None if run is None else run.find("{*}rPr/{*}vertAlign")
    if align is None:
        return {}
    return {"superscript": RAISED, "subscript": LOWERED}.get(attribute(align, "val"), {})


def _counted(elements: Iterable[etree._Element], hidden: list[str]) -> Iterator[etree._Element]:
    """The elements as they come, with the hidden texts in them added to a list."""
    for element in elements:
        for run in element.iter("{*}r"):
            text = "".join(run.itertext("{*}t"))
            if text.strip() and _is_hidden(run):
                hidden.append(text)
        yield element


def _goes_on(cell: etree._Element, name: str) -> bool:
    """Whether a cell continues the merged cell above it (`vMerge`) or to its left (`hMerge`)."""
    merge = cell.find(f"{{*}}tcPr/{{*}}{name}")
    if merge is None:
        return False
    return attribute(merge, "val", "continue") == "continue"


def _number(element: etree._Element | None, otherwise: int) -> int:
    if element is None:
        return otherwise
    text = attribute(element, "val")
    if re.fullmatch(r"\d{1,9}", text):
        return min(int(text), 1000)
    return otherwise
