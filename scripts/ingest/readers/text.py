"""A disclosure saved as text: lines of prose, and table rows with a tab between cells."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers.limits import MB, Count, content

BEGINNING = 1 << 16
"""How many bytes of a file tell what kind of file it is."""

_MOST = 16 * MB
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_WRITTEN = re.compile(
    "[\t\n\f\r\x20-\x7e\u00b7\u2000-\u206f\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_MOSTLY = 0.97


def read(path: Path) -> Document:
    """The document in a text file, UTF-8, GB18030 or UTF-16; form feeds count its pages, lines are its places.

    Raises ReadError where it is no text, or far longer than a disclosure.
    """
    raw = content(path, _MOST)
    text = decoded(raw, path)
    blocks = tuple(_blocks(text, Count(path)))
    pages = text.strip("\f\r\n ").count("\f") + 1 if "\f" in text else None
    return Document(blocks, hashlib.sha256(raw).hexdigest(), pages)


def decoded(raw: bytes, path: Path) -> str:
    """The text of a file's bytes; raises ReadError where they are in no encoding that Chinese offices write."""
    if raw.startswith(_UTF_16):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in raw:
        encodings = _unmarked(raw)
        if not encodings:
            raise ReadError(
                f"{path}：不是文本文件（含有二进制内容），也不是能读的 PDF、Word、Excel 或网页"
            )
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadError(f"{path}：文字编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 再导入")


def beginning(head: bytes) -> str:
    """The text that a file begins with, from its first bytes, less the line that they may cut; nothing for no text."""
    encodings = (
        ("utf-16",)
        if head.startswith(_UTF_16)
        else _unmarked(head)
        if b"\x00" in head
        else _ENCODINGS
    )
    for encoding in encodings:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return text if len(head) < BEGINNING else text[: text.rfind("\n") + 1] or text
    return ""


def _unmarked(raw: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark, where reading it so gives hardly anything but Chinese and plain characters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = raw[: 1 << 16].decode(encoding, "replace")
        if sample and len(_WRITTEN.findall(sample)) >= _MOSTLY * len(sample):
            return (encoding,)
    return ()


def _blocks(text: str, count: Count) -> Iterator[Block]:
    """Rows in sequence make one grid; a blank line does not end it, for page breaks leave blank lines in tables."""
    rows: list[GridRow] = []
    # Not splitlines: a form feed between pages begins no line, and lines count as any editor counts them.
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        for part in line.split("\f"):
            if "\t" in part and part.strip():
                cells = tuple(cell.strip() for cell in part.split("\t"))
                count.add(len(cells))
                rows.append(GridRow(cells, Place(line=number)))
            elif part.strip():
                count.next_line()
                if rows:
                    yield Grid(tuple(rows))
                    rows = []
                yield Paragraph(part.strip(), Place(line=number))
    if rows:
        yield Grid(tuple(rows))
