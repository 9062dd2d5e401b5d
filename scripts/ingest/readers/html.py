"""A disclosure as a web page: its text and its tables in order; tables that only lay out the page are seen through."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.document import Block, Document, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers.captions import apart
from scripts.ingest.readers.cell_text import one_line, without_right_blanks
from scripts.ingest.readers.limits import MB, Count, Remarked, content

_MOST = 32 * MB
_MARKUP = 12 * MB
_BLOCK = frozenset({"address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"})  # fmt: skip
# Not part of what the page publishes: programs, forms, pictures, ways to other pages.
_DROPPED = frozenset({"head", "script", "style", "noscript", "template", "svg", "select", "option", "button", "input", "textarea", "iframe", "object", "applet", "audio", "video", "map", "nav", "footer"})  # fmt: skip
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_DATA_ADDRESS = re.compile(rb"""data:[a-z]+/[^"'\s>]*""", re.IGNORECASE)
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "iso-8859-1": "",
}
_FIGURE = re.compile(r"[-—(（]?[¥￥]?\d[\d,，]*(?:\.\d+)?[%％)）]?")
_OWN_FIGURES = 4
_MOST_SPAN = 1000
_MOST_BROKEN = 0.001


@dataclass(slots=True)
class _Line:
    """A line of text, and whether all of it leads to other pages."""

    text: str
    linked: bool


@dataclass(slots=True)
class _Cell:
    """A cell, or the page around the tables: the lines and the tables in it, in order."""

    items: list[_Line | _Found] = field(default_factory=list)
    right: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        return one_line("\n".join(item.text for item in self.items if isinstance(item, _Line)))


@dataclass
class _Found:
    """A table that holds data: its rows, merged cells laid out."""

    rows: list[tuple[str, ...]]


@dataclass
class _Table:
    """A table while it is read."""

    rows: list[list[_Cell]] = field(default_factory=list)


def read(path: Path) -> Document:
    """The document in a web page; a place is the running number of a line or row. Nothing it refers to is fetched.

    Raises ReadError where the page is too large, too deep, or without text.
    """
    raw = content(path, _MOST)
    text, remarks = _decoded(raw, path)
    count = Count(path)
    items = _Page(count).items(_root(text, path))
    blocks = tuple(_placed(items, count))
    if not blocks:
        raise ReadError(
            f"{path}：网页里没有文字；如果内容由脚本载入，请在浏览器里打开，另存为完整网页再导入"
        )
    return Remarked(blocks, hashlib.sha256(raw).hexdigest(), remarks=remarks)


def _placed(items: Sequence[_Line | _Found], count: Count) -> Iterator[Block]:
    """The lines and tables of a page with their places; lines that only lead elsewhere are left out."""
    for item in items:
        if isinstance(item, _Found):
            yield from apart([GridRow(cells, Place(line=count.next_line())) for cells in item.rows])
        elif not item.linked:
            yield Paragraph(item.text, Place(line=count.next_line()))


# From bytes to elements


def _decoded(raw: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The page's text by its mark, as UTF-8, by its own word, or as GB18030; a few broken characters are told."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), ()
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace"), ()
    said = _CHARSET.search(raw[:8192])
    name = said.group(1).decode("ascii").lower() if said else ""
    # UTF-8 first, whatever is said: what another encoding wrote in Chinese does not pass for it.
    encodings = [one for one in ("utf-8", _SUPERSETS.get(name, name), "gb18030") if one]
    for encoding in dict.fromkeys(encodings):
        try:
            return raw.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    mended = {encoding: _mended(raw, encoding) for encoding in dict.fromkeys(encodings)}
    broken, text = min(
        ((text.count("\ufffd"), text) for text in mended.values() if text), key=lambda one: one[0]
    )
    if broken > max(3, len(text) * _MOST_BROKEN):
        raise ReadError(
            f"{path}：网页的文字编码认不出（不是 UTF-8，也不是 GB18030），请在浏览器里打开后另存为 UTF-8"
        )
    return text, (f"网页里有 {broken} 个字的编码坏了",)


def _mended(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding, "replace")
    except LookupError:
        return ""


def _root(text: str, path: Path) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    # Pictures kept inside the page may be most of its bytes; what is left becomes a tree thirty times its size.
    cleaned = _DATA_ADDRESS.sub(b"", text.replace("\0", "").encode("utf-8", "replace"))
    if len(cleaned) > _MARKUP:
        raise ReadError(
            f"{path}：网页除图片外还有 {len(cleaned) // MB} MB，不像一份部门预决算公开；请只留下公开的内容再导入"
        )
    try:
        root = etree.fromstring(cleaned, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{path}：网页是空的，或读不下去") from error
    # Past its limits the parser drops the rest of a page without a word: a page cut off is no page read.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise ReadError(
            f"{path}：网页的标签互相嵌套超过 256 层，或一段文字过长，读不下去；请整理后再导入"
        )
    if root is None:
        raise ReadError(f"{path}：网页是空的")
    return root


# From elements to lines and tables


class _Page:
    """Walks through a page once, start to end, keeping the tables that are open."""

    def __init__(self, count: Count) -> None:
        self._count = count
        self._open: list[_Cell] = [_Cell()]
        self._tables: list[_Table] = []
        self._depths: list[int] = []
        self._text: list[tuple[str, bool]] = []
        self._links = 0
        self._preserved = 0

    def items(self, root: etree._Element) -> list[_Line | _Found]:
        """The lines and tables of a page, in order."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = element.tag.lower() if isinstance(element.tag, str) else ""
            if event == "start":
                if not name or name in _DROPPED or element.get("hidden") is not None:
                    walk.skip_subtree()
                    continue
                self._start(name, element)
                self._say(element.text)
            else:
                if name and name not in _DROPPED and element.get("hidden") is None:
                    self._end(name, element)
                self._say(element.tail)
        self._flush()
        return self._open[0].items

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append((text, self._links > 0))

    def _start(self, name: str, element: etree._Element) -> None:
        if name in _BLOCK:
            self._flush()
        if name == "table":
            self._tables.append(_Table())
            self._depths.append(len(self._open))
        elif name == "tr" and self._tables:
            self._close_cells()
            self._tables[-1].rows.append([])
        elif name in ("td", "th") and self._tables:
            self._close_cells()
            # Counted as they open, with all that they span: a page may ask for a thousand columns in each.
            cell = _Cell(right=_span(element, "colspan"), down=_span(element, "rowspan"))
            self._count.add(cell.right)
            if not self._tables[-1].rows:
                self._tables[-1].rows.append([])
            self._tables[-1].rows[-1].append(cell)
            self._open.append(cell)
        elif name == "a" and not element.get("href", "#").startswith("#"):
            self._links += 1
        elif name == "pre":
            self._preserved += 1

    def _end(self, name: str, element: etree._Element) -> None:
        if name in _BLOCK:
            self._flush()
        if name == "table" and self._tables:
            self._close_cells()
            self._depths.pop()
            self._open[-1].items += self._closed(self._tables.pop())
        elif name in ("td", "th", "tr") and self._tables:
            self._close_cells()
        elif name == "a" and not element.get("href", "#").startswith("#"):
            self._links -= 1
        elif name == "pre":
            self._preserved -= 1

    def _close_cells(self) -> None:
        """Close the cell of the innermost table that is still open."""
        self._flush()
        del self._open[self._depths[-1] :]

    def _flush(self) -> None:
        """End a line: what was said since the last one."""
        said, self._text = self._text, []
        text = "".join(piece for piece, _ in said)
        linked = all(link for piece, link in said if piece.strip())
        parts = text.split("\n") if self._preserved else [text]
        self._open[-1].items += [_Line(line, linked) for part in parts if (line := one_line(part))]

    def _closed(self, table: _Table) -> list[_Line | _Found]:
        """What a finished table gives to what it stands in: itself, or what is in it where it is mere layout."""
        cells = [cell for row in table.rows for cell in row]
        inner: list[_Line | _Found] = [
            item for cell in cells for item in cell.items if isinstance(item, _Found)
        ]
        figures = sum(_FIGURE.fullmatch(cell.text) is not None for cell in cells if cell.items)
        lines = [item for cell in cells for item in cell.items if isinstance(item, _Line)]
        layout = figures < _OWN_FIGURES if inner else all(len(row) <= 1 for row in table.rows)
        if layout:
            return [item for cell in cells for item in cell.items]
        if not figures and lines and all(line.linked for line in lines):
            return inner
        rows = [row for row in _laid_out(table.rows) if row]
        return [*([_Found(rows)] if rows else []), *inner]


def _span(element: etree._Element, name: str) -> int:
    text = element.get(name, "1").strip()
    number = int(text) if re.fullmatch(r"\d{1,9}", text) else 1
    # A rowspan of 0 means down to the end.
    return _MOST_SPAN if name == "rowspan" and number == 0 else min(max(number, 1), _MOST_SPAN)


def _laid_out(rows: Sequence[Sequence[_Cell]]) -> Iterator[tuple[str, ...]]:
    """The texts of each row at their columns; a merged cell stands at its first place, and is blank elsewhere."""
    covered: dict[int, int] = {}
    for row in rows:
        texts: dict[int, str] = {}
        column = 0
        below: dict[int, int] = {}
        for cell in row:
            while covered.get(column):
                column += 1
            texts[column] = cell.text
            if cell.down > 1:
                below |= dict.fromkeys(range(column, column + cell.right), cell.down)
            column += cell.right
        covered = {at: left - 1 for at, left in (covered | below).items() if left > 1}
        width = max((at + 1 for at, text in texts.items() if text), default=0)
        yield without_right_blanks([texts.get(at, "") for at in range(width)])
