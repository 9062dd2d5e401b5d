"""What a document says of persons, taken out first: told by kind and place, never by value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from scripts.ingest.document import Block, Document, Grid, GridRow, LeftOut, Paragraph, Place
from scripts.ingest.vocabulary.column_headers import is_head
from scripts.schema import figure
from scripts.schema.labels import plain
from scripts.schema.privacy import findings

MARK = "（个人信息不收）"
"""What stands in a text where something personal stood."""
DROPPED = "个人信息，导入时丢弃"

_PERSON = r"姓名|负责人|经办人|联系人|填报人|填表人|制表人|审核人|复核人"
_REACHED = r"电话|手机|传真|联系方式|邮箱|电子邮件"
# 项目负责人, 联系人姓名：, 联系电话号码.
_LABEL = re.compile(rf"[\u4e00-\u9fff]{{0,4}}(?:{_PERSON}|{_REACHED})(?:号码?|姓名)?[:：]?")
# 联系人：某某, also with a part of the name starred out.
_NAMED = re.compile(
    rf"(?:{_PERSON})(?:姓名)?[:：]\s*([\u4e00-\u9fff][\u4e00-\u9fff·*＊×]{{1,3}}?)"
    rf"(?=$|[\s,，。；;、()（）]|{_REACHED})"
)
# A number with its area code or extension; not 电话费12000元.
_NUMBERED = re.compile(
    rf"(?:{_REACHED})(?:号码?)?\s*[:：为是]?\s*(\+?[\d(（][\d\-—–()（）转 ]{{5,}}\d)"
    r"(?![\d.,]*\s*[万亿元])"
)
_MAY_FOLD = re.compile(r"[^\x00-\x7f\u4e00-\u9fff]")
_HARMLESS = re.compile(r"[^\d@:：]*|[-−+]?[\d,]{0,10}(?:\.\d{0,8})?%?")
"""What nothing personal is part of.

Words without a figure, a label or an address, and figures as amounts have them.
"""
_LONGEST = 80
# What is left of an address or a number after its shortest form: .cn of a@b.com.cn.
_REST = re.compile(r"[0-9A-Za-z]*(?:[.@+_-][0-9A-Za-z]+)*")


class Span(NamedTuple):
    """Where something personal stands in a text, and its kind in words."""

    start: int
    end: int
    kind: str


def without(document: Document, labels: Sequence[str]) -> tuple[Document, tuple[LeftOut, ...]]:
    """The document with nothing personal in it, and what was dropped, by its kind and place.

    `labels` are the labels of forms, as they are compared: what stands after one of them is no
    contact.
    """
    dropped: list[LeftOut] = []

    blocks = tuple(_block(block, labels, dropped) for block in document.blocks)
    compiled = tuple(_compiled(grid, dropped) for grid in document.compiled)
    return replace(document, blocks=blocks, compiled=compiled), tuple(dropped)


def spans(text: str) -> tuple[Span, ...]:
    """Everything personal in a text, in order.

    That is what the law's forms show, and names and numbers after their labels.

    >>> spans("联系人：某某某，填表日期2026年1月")
    (Span(start=4, end=7, kind='姓名'),)
    """
    folded = text
    if not text.isascii():
        folded = _MAY_FOLD.sub(_folded, text)
    if _HARMLESS.fullmatch(folded):
        return ()

    results = []
    for datum in findings(folded):
        end = _end(folded, datum.start, datum.kind)
        # Before its decimals an amount may look like a number to call.
        if not re.match(r"\.\d", folded[end:]):
            results.append(Span(datum.start, end, datum.kind))
    results += [Span(*match.span(1), "姓名") for match in _NAMED.finditer(folded)]
    results += [Span(*match.span(1), "电话号码") for match in _NUMBERED.finditer(folded)]

    apart: list[Span] = []
    for span in sorted(results):
        # What begins inside another is part of it.
        if not apart or span.start >= apart[-1].end:
            apart.append(span)
    return tuple(apart)


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with a mark for each piece of personal data, and the kinds of these.

    >>> cleaned("经办人：某某 2026年")
    ('经办人：（个人信息不收） 2026年', ('姓名',))
    """
    personal = spans(text)
    for start, end, _ in reversed(personal):
        text = text[:start] + MARK + text[end:]
    return text, tuple(span.kind for span in personal)


def is_contact(label: str) -> bool:
    """Whether a label asks for a person's name or for how to reach one.

    >>> is_contact("联系电话："), is_contact("电话费")
    (True, False)
    """
    return _LABEL.fullmatch(plain(label)) is not None


def contact(label: str, place: Place) -> LeftOut:
    """That the contact under a label was dropped: its kind and its place."""
    kind = "姓名"
    if re.search(_REACHED, label):
        kind = "电子邮箱" if "邮" in label else "电话号码"
    return LeftOut(f"{plain(label).rstrip(':')}的{kind}", DROPPED, place)


def _block(block: Block, labels: Sequence[str], dropped: list[LeftOut]) -> Block:
    if isinstance(block, Grid):
        return replace(block, rows=tuple(_row(row, labels, dropped) for row in block.rows))
    return Paragraph(_text(block.text, block.place, dropped), block.place)


def _compiled(grid: Grid, dropped: list[LeftOut]) -> Grid:
    """A grid whose cells stand each for itself: none is the label of the next."""
    rows = []
    for row in grid.rows:
        cells = tuple(_text(cell, row.place, dropped) for cell in row.cells)
        rows.append(GridRow(cells, row.place))
    return replace(grid, rows=tuple(rows))


def _row(row: GridRow, labels: Sequence[str], dropped: list[LeftOut]) -> GridRow:
    """A row whose cell after a contact's label is blank, and whose other cells are clean."""
    cells: list[str] = []
    # The label of a contact that waits for its cell: blank cells may stand between.
    waiting = ""
    for cell in row.cells:
        if not cell:
            cells.append(cell)
            continue
        if not waiting and cell.isascii():
            # Most cells are figures, and none of them asks for anything.
            cells.append(_text(cell, row.place, dropped))
            continue

        label = plain(cell)
        is_answer = waiting and not _is_label(label, labels)
        # A plain figure is an amount unless its form says otherwise.
        if is_answer and (figure(cell) is None or spans(cell)):
            dropped.append(contact(waiting, row.place))
            cells.append("")
        else:
            cells.append(_text(cell, row.place, dropped))
        waiting = label if is_contact(label) else ""
    return GridRow(tuple(cells), row.place)


def _is_label(text: str, labels: Sequence[str]) -> bool:
    return text.endswith(":") or text in labels or is_contact(text) or is_head(text)


def _text(text: str, place: Place, dropped: list[LeftOut]) -> str:
    clean, kinds = cleaned(text)
    dropped += [LeftOut(kind, DROPPED, place) for kind in kinds]
    return clean


def _folded(match: re.Match[str]) -> str:
    """A character in its plain form, where that is one: full-width figures make a number."""
    folded = unicodedata.normalize("NFKC", match[0])
    return folded if len(folded) == 1 else match[0]


def _end(text: str, start: int, kind: str) -> int:
    """Where a piece of personal data ends: the shortest text of its kind, and its word's rest."""
    shortest = len(text)
    last = min(shortest, start + _LONGEST)
    for end in range(start + 1, last + 1):
        if any(datum.kind == kind for datum in findings(text[start:end])):
            shortest = end
            break

    rest = _REST.match(text, shortest)
    # A mobile number has eleven digits, and what follows is none of it.
    if rest is None or kind == "手机号码":
        return shortest
    return rest.end()
