"""What a document says of persons, taken out before anything else is read: told by kind and place, never by value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
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
_LABEL = re.compile(rf"[\u4e00-\u9fff]{{0,4}}(?:{_PERSON}|{_REACHED})(?:号码?|姓名)?[:：]?")
_NAMED = re.compile(
    rf"(?:{_PERSON})(?:姓名)?[:：]\s*([\u4e00-\u9fff][\u4e00-\u9fff·*＊×]{{1,3}}?)(?=$|[\s,，。；;、()（）]|{_REACHED})"
)
_NUMBERED = re.compile(
    rf"(?:{_REACHED})(?:号码?)?\s*[:：为是]?\s*(\+?[\d(（][\d\-—–()（）转 ]{{5,}}\d)(?![\d.,]*\s*[万亿元])"
)
_MAY_FOLD = re.compile(r"[^\x00-\x7f\u4e00-\u9fff]")
_HARMLESS = re.compile(r"[^\d@:：]*|[-−+]?[\d,]{0,10}(?:\.\d{0,8})?%?")
"""What nothing personal is part of: words without a figure, a label or an address, and figures as amounts have them."""
_LONGEST = 80
_REST = re.compile(r"[0-9A-Za-z]*(?:[.@+_-][0-9A-Za-z]+)*")


class Span(NamedTuple):
    """Where something personal stands in a text, and its kind in words."""

    start: int
    end: int
    kind: str


def without(document: Document, labels: Sequence[str]) -> tuple[Document, tuple[LeftOut, ...]]:
    """The document with nothing personal in it, and what was dropped, each piece by its kind and place.

    `labels` are the labels of forms, as they are compared: what stands after one of them is no contact.
    """
    dropped: list[LeftOut] = []
    blocks = tuple(_block(block, labels, dropped) for block in document.blocks)
    compiled = tuple(_grid_of_texts(grid, dropped) for grid in document.compiled)
    return replace(document, blocks=blocks, compiled=compiled), tuple(dropped)


def spans(text: str) -> tuple[Span, ...]:
    """Everything personal in a text, in order: what the law's forms show, and names and numbers after their labels."""
    folded = text if text.isascii() else _MAY_FOLD.sub(lambda one: _folded(one.group()), text)
    if _HARMLESS.fullmatch(folded):
        return ()
    found = [
        Span(one.start, _end(folded, one.start, one.kind), one.kind) for one in findings(folded)
    ]
    found = [
        one for one in found if not re.match(r"\.\d", folded[one.end :])
    ]  # an amount with its decimals
    found += [Span(*match.span(1), "姓名") for match in _NAMED.finditer(folded)]
    found += [Span(*match.span(1), "电话号码") for match in _NUMBERED.finditer(folded)]
    return tuple(_apart(sorted(found)))


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """A text with a mark for each piece of personal data, and the kinds of these."""
    found = spans(text)
    for one in reversed(found):
        text = text[: one.start] + MARK + text[one.end :]
    return text, tuple(one.kind for one in found)


def is_contact(label: str) -> bool:
    """Whether a label asks for a person's name or for how to reach one."""
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


def _grid_of_texts(grid: Grid, dropped: list[LeftOut]) -> Grid:
    """A grid whose cells stand each for itself: none is the label of the next."""
    rows = (
        GridRow(tuple(_text(cell, row.place, dropped) for cell in row.cells), row.place)
        for row in grid.rows
    )
    return replace(grid, rows=tuple(rows))


def _row(row: GridRow, labels: Sequence[str], dropped: list[LeftOut]) -> GridRow:
    """A row whose cell after a contact's label is blank, and whose other cells are clean."""
    cells: list[str] = []
    asked = ""
    for cell in row.cells:
        if not cell:
            cells.append(cell)
            continue
        if (
            not asked and cell.isascii()
        ):  # most cells are figures, and none of them asks for anything
            cells.append(_text(cell, row.place, dropped))
            continue
        bare = plain(cell)
        if asked and not _is_label(bare, labels) and _may_be_contact(cell):
            dropped.append(contact(asked, row.place))
            cells.append("")
        else:
            cells.append(_text(cell, row.place, dropped))
        asked = bare if is_contact(bare) else ""
    return GridRow(tuple(cells), row.place)


def _may_be_contact(cell: str) -> bool:
    """Whether a cell may hold a name or a number to call; a plain figure is an amount unless its form says otherwise."""
    return figure(cell) is None or bool(spans(cell))


def _is_label(bare: str, labels: Sequence[str]) -> bool:
    return bare.endswith(":") or bare in labels or is_contact(bare) or is_head(bare)


def _text(text: str, place: Place, dropped: list[LeftOut]) -> str:
    clean, kinds = cleaned(text)
    dropped += [LeftOut(kind, DROPPED, place) for kind in kinds]
    return clean


def _folded(character: str) -> str:
    """A character in its plain form, where that is one character: a number in full-width figures is a number."""
    plain_form = unicodedata.normalize("NFKC", character)
    return plain_form if len(plain_form) == 1 else character


def _end(text: str, start: int, kind: str) -> int:
    """Where a piece of personal data ends: the shortest text of its kind, and what of its word is left."""
    ends = range(start + 1, min(len(text), start + _LONGEST) + 1)
    shortest = next(
        (end for end in ends if any(one.kind == kind for one in findings(text[start:end]))),
        len(text),
    )
    rest = _REST.match(text, shortest) if kind != "手机号码" else None
    return rest.end() if rest else shortest


def _apart(found: Sequence[Span]) -> Iterator[Span]:
    """The spans, less those that begin inside another."""
    end = -1
    for one in found:
        if one.start >= end:
            yield one
            end = one.end
