"""A disclosure as a web page: its text and tables; those that only lay it out are seen through."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.document import Block, Document, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers.captions import apart
from scripts.ingest.readers.cell_text import LOWERED, RAISED, one_line, without_right_blanks
from scripts.ingest.readers.hidden_styles import Styles
from scripts.ingest.readers.limits import MB, Count, content, excess
from scripts.ingest.readers.unseen import Unseen
from scripts.package.characters import visible

_MARKUP = 12 * MB
"""A page without its pictures: the tree that it becomes takes thirty times its size."""

# Elements that begin a line.
_PARTS = ("article", "aside", "body", "div", "fieldset", "figure", "form", "header", "html", "main")
_TEXTS = ("address", "blockquote", "br", "center", "figcaption", "hr", "p", "pre", "section")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul")
_TABLES = ("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr")
_BLOCK = frozenset((*_PARTS, *_TEXTS, *_HEADINGS, *_LISTS, *_TABLES))
# Not part of what the page publishes.
_PROGRAMS = ("applet", "head", "iframe", "noscript", "object", "script", "style", "template")
_FORMS = ("button", "input", "option", "select", "textarea")
_PICTURES = ("audio", "map", "svg", "video")
_WAYS_ELSEWHERE = ("footer", "nav")
_DROPPED = frozenset((*_PROGRAMS, *_FORMS, *_PICTURES, *_WAYS_ELSEWHERE))

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
# Pages name the older set and use characters of the newer; iso-8859-1 is a server's default.
_SUPERSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "iso-8859-1": "",
}
_BROKEN = "\ufffd"
_MOST_BROKEN = 0.001
"""The part of a page's characters that may be broken: more of them, and the encoding is another."""

# A picture kept inside the page: `data:image/png;base64,…`
_DATA_ADDRESS = re.compile(rb"""data:[a-z]+/[^"'\s>]*""", re.IGNORECASE)
# `1,234.50`, `-3%`, `（12）`, `￥80`
_FIGURE = re.compile(r"[-—(（]?[¥￥]?\d[\d,，]*(?:\.\d+)?[%％)）]?")
_OWN_FIGURES = 4
"""Figures from which a table with tables in it holds data; below, it only lays out the page."""

_MOST_SPAN = 1000
_MOST_ATTRIBUTES = 1000
"""Of one element: the parser looks through all of them to add one to its tree."""

_SET_OFF = {"sup": RAISED, "sub": LOWERED}


@dataclass(slots=True)
class _Line:
    """A line of text, and whether all of it leads to other pages."""

    text: str
    linked: bool


_DataTable = list[tuple[str, ...]]  # the rows of a table that holds data, merged cells laid out
_Item = _Line | _DataTable


@dataclass(slots=True)
class _Cell:
    """A cell (`right`, `down`: what it spans), or the page: its lines and tables, in order."""

    items: list[_Item] = field(default_factory=list)
    right: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        lines = [item.text for item in self.items if isinstance(item, _Line)]
        text = "\n".join(lines)
        return one_line(text)


def read(path: Path) -> Document:
    """The document in a web page; a place is the running number of a line or row.

    Nothing that the page refers to is fetched. Raises ReadError where the page is too large, too
    deep, or without text.
    """
    raw = content(path, 32 * MB)
    text, broken = _decoded(raw, path)
    count = Count(path)
    blocks: list[Block] = []

    root = _root(text, path)
    unseen = Unseen()
    page = _Page(count, Styles(root))
    for item in page.items(root):
        if isinstance(item, list):
            rows = []
            for texts in item:
                place = Place(line=count.next_line())
                cells = [unseen.line(text, place) for text in texts]
                rows.append(GridRow(without_right_blanks(cells), place))
            blocks += apart(rows)
        # Lines that only lead elsewhere are left out.
        elif not item.linked and visible(item.text).strip():
            place = Place(line=count.next_line())
            blocks.append(Paragraph(unseen.line(item.text, place), place))

    if not blocks:
        advice = "如果内容由脚本载入，请在浏览器里打开，另存为完整网页再导入"
        raise ReadError("网页里没有文字", path=path, advice=advice)
    remarks = list(unseen.remarks)
    losses = list(unseen.losses)
    if broken:
        remarks.append(f"网页里有 {broken} 个字的编码坏了")
    if page.hidden_texts:
        remarks.append(f"网页里有 {page.hidden_texts} 处隐藏的文字，没有读")
    if page.hidden_tables:
        what = f"网页里有 {page.hidden_tables} 处隐藏的表格，没有读"
        losses.append(f"{what}；如果点开才看得到，请点开后另存为完整网页再导入")
    digest = hashlib.sha256(raw).hexdigest()
    return Document(tuple(blocks), digest, remarks=tuple(remarks), losses=tuple(losses))


def _decoded(raw: bytes, path: Path) -> tuple[str, int]:
    """The page's text, and how many of its characters are broken; ReadError where many are."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), 0
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace"), 0

    # UTF-8 first, whatever the page says: Chinese in another encoding does not pass for it.
    charset = _CHARSET.search(raw[:8192])
    encodings = ["utf-8", "gb18030"]
    if charset:
        name = charset[1].decode("ascii").lower()
        encodings.insert(1, _SUPERSETS.get(name, name))

    known = []
    for encoding in filter(None, encodings):
        try:
            return raw.decode(encoding), 0
        except UnicodeDecodeError:
            known.append(encoding)
        except LookupError:
            continue

    texts = [raw.decode(encoding, "replace") for encoding in known]
    text = min(texts, key=lambda text: text.count(_BROKEN))
    broken = text.count(_BROKEN)
    if broken > max(3, len(text) * _MOST_BROKEN):
        what = "网页的文字编码认不出（不是 UTF-8，也不是 GB18030），请在浏览器里打开后另存为 UTF-8"
        raise ReadError(what, path=path)
    return text, broken


def _root(text: str, path: Path) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    # Pictures kept inside the page may be most of its bytes.
    markup = _DATA_ADDRESS.sub(b"", text.replace("\0", "").encode("utf-8", "replace"))
    if len(markup) > _MARKUP:
        raise excess(path, f"网页除图片外还有 {len(markup) // MB} MB")
    try:
        etree.fromstring(markup, etree.HTMLParser(target=_Attributes(path), encoding="utf-8"))
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("网页是空的，或读不下去", path=path) from error
    # Past its limits the parser drops the rest of a page without a word: cut off is not read.
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        what = "网页的标签互相嵌套超过 256 层，或一段文字过长，读不下去"
        raise ReadError(what, path=path, advice="请整理后再导入")
    if root is None:
        raise ReadError("网页是空的", path=path)
    return root


class _Attributes:
    """Told of every element of a page before a tree is made of it; stands for no content."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def start(self, _name: str, attributes: Mapping[str, str]) -> None:
        """Raise ReadError where an element has more attributes than the tree takes in good time."""
        if len(attributes) > _MOST_ATTRIBUTES:
            raise excess(self.path, f"网页里有标签带着超过 {_MOST_ATTRIBUTES} 个属性")

    def close(self) -> None:
        """Nothing is made of it."""


class _Page:
    """Walks through a page once, start to end, keeping the cells and tables that are open."""

    def __init__(self, count: Count, styles: Styles) -> None:
        self._count = count
        self._styles = styles
        self.hidden_texts = 0
        self.hidden_tables = 0
        self._cells: list[_Cell] = [_Cell()]
        # Of each table that is open, how many cells were when it began, and its rows.
        self._tables: list[tuple[int, list[list[_Cell]]]] = []
        self._text: list[tuple[str, bool]] = []
        self._links = 0
        self._preserved = 0

    def items(self, root: etree._Element) -> list[_Item]:
        """The lines and tables of a page, in order."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = ""
            if isinstance(element.tag, str):
                name = element.tag.lower()
            is_dropped = not name or name in _DROPPED
            is_hidden = not is_dropped and self._styles.hides(element)

            if event == "end":
                if not is_dropped and not is_hidden:
                    self._end(name, element)
                self._add_text(element.tail)
            elif is_dropped or is_hidden:
                if is_hidden:
                    self._note_hidden(element)
                walk.skip_subtree()
            else:
                self._start(name, element)
                text = element.text
                self._add_text(text and text.translate(_SET_OFF.get(name, {})))

        self._end_line()
        return self._cells[0].items

    def _note_hidden(self, element: etree._Element) -> None:
        if not "".join(element.itertext()).strip():
            return
        tables = list(element.iter("table"))
        if any(_FIGURE.fullmatch("".join(cell.itertext()).strip()) for cell in _cells(tables)):
            self.hidden_tables += 1
        else:
            self.hidden_texts += 1

    def _add_text(self, text: str | None) -> None:
        if text:
            self._text.append((text, self._links > 0))

    def _start(self, name: str, element: etree._Element) -> None:
        if name in _BLOCK:
            self._end_line()
        if name == "table":
            self._tables.append((len(self._cells), []))
        elif name in ("tr", "td", "th") and self._tables:
            self._close_cells()
            _, rows = self._tables[-1]
            # A cell may come without its row.
            if name == "tr" or not rows:
                rows.append([])
            if name != "tr":
                cell = _Cell(right=_span(element, "colspan"), down=_span(element, "rowspan"))
                # Counted as they open, with all that they span: each may ask for a thousand.
                self._count.add(cell.right)
                rows[-1].append(cell)
                self._cells.append(cell)
        elif name == "a" and _leads_away(element):
            self._links += 1
        elif name == "pre":
            self._preserved += 1

    def _end(self, name: str, element: etree._Element) -> None:
        if name in _BLOCK:
            self._end_line()
        if name in ("table", "td", "th", "tr") and self._tables:
            self._close_cells()
            if name == "table":
                _, rows = self._tables.pop()
                self._cells[-1].items += _contents(rows, self._count)
        elif name == "a" and _leads_away(element):
            self._links -= 1
        elif name == "pre":
            self._preserved -= 1

    def _close_cells(self) -> None:
        self._end_line()
        depth, _ = self._tables[-1]
        del self._cells[depth:]

    def _end_line(self) -> None:
        texts, self._text = self._text, []
        text = "".join(part for part, _ in texts)
        linked = all(link for part, link in texts if visible(part).strip())
        parts = [text]
        if self._preserved:
            parts = text.split("\n")

        items = self._cells[-1].items
        for part in parts:
            line = one_line(part)
            if line:
                items.append(_Line(line, linked))


def _contents(table: Sequence[Sequence[_Cell]], count: Count) -> list[_Item]:
    """What a finished table gives to what it stands in: itself, or what is in it, if layout."""
    items = []
    figures = 0
    for row in table:
        for cell in row:
            items += cell.items
            # Most cells of a layout are blank.
            if cell.items and _FIGURE.fullmatch(visible(cell.text)):
                figures += 1
    inner: list[_Item] = [item for item in items if isinstance(item, list)]
    lines = [item for item in items if isinstance(item, _Line)]

    is_layout = all(len(row) <= 1 for row in table)
    if inner:
        is_layout = figures < _OWN_FIGURES
    if is_layout:
        return items
    if not figures and lines and all(line.linked for line in lines):
        return inner  # a menu

    rows = [row for row in _laid_out(table, count) if row]
    if not rows:
        return inner
    return [rows, *inner]


def _cells(tables: Iterable[etree._Element]) -> Iterator[etree._Element]:
    for table in tables:
        yield from table.iter("td", "th")


def _leads_away(link: etree._Element) -> bool:
    return not link.get("href", "#").startswith("#")


def _span(element: etree._Element, name: str) -> int:
    text = element.get(name, "1").strip()
    if not re.fullmatch(r"\d{1,9}", text):
        return 1
    # A rowspan of 0 means down to the end.
    if name == "rowspan" and int(text) == 0:
        return _MOST_SPAN
    return min(max(int(text), 1), _MOST_SPAN)


def _laid_out(rows: Sequence[Sequence[_Cell]], count: Count) -> Iterator[tuple[str, ...]]:
    """The texts of each row at their columns; a merged cell stands at its first place.

    The places that cells from above cover are counted: each may ask for a thousand rows of them.
    """
    # For each column, how many rows from this one on a cell above still covers.
    covered: dict[int, int] = {}
    for row in rows:
        count.add(len(covered))
        texts = {}
        below: dict[int, int] = {}
        column = 0

        for cell in row:
            while column in covered:
                column += 1
            texts[column] = cell.text
            end = column + cell.right
            if cell.down > 1:
                below |= dict.fromkeys(range(column, end), cell.down)
            column = end

        covered |= below
        covered = {at: left - 1 for at, left in covered.items() if left > 1}
        filled = [at for at, text in texts.items() if text]
        width = max(filled, default=-1) + 1
        yield tuple(texts.get(at, "") for at in range(width))
