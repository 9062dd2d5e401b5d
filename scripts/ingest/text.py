"""A disclosure saved as text: lines of prose, and table rows with a tab between cells."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place, ReadError

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read(path: Path) -> Document:
    """The document in a text file, UTF-8, GB18030, or UTF-16 that says so; raises ReadError where it is none."""
    raw = path.read_bytes()
    return Document(tuple(_blocks(_decoded(raw, path))), hashlib.sha256(raw).hexdigest())


def _decoded(raw: bytes, path: Path) -> str:
    encodings = ("utf-16",) if raw.startswith(_UTF_16) else _ENCODINGS
    if b"\x00" in raw and encodings is _ENCODINGS:
        raise ReadError(f"{path}：不是文本文件（含有二进制内容）；本程序目前读取 .txt 文本")
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadError(f"{path}：文字编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 再导入")


def _blocks(text: str) -> Iterator[Block]:
    """Rows in sequence make one grid; a blank line does not end it, for page breaks leave blank lines in tables."""
    rows: list[GridRow] = []
    # Not splitlines: a form feed between pages begins no line, and lines count as any editor counts them.
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if "\t" in line and line.strip():
            rows.append(GridRow(tuple(cell.strip() for cell in line.split("\t")), Place(line=number)))
        elif line.strip():
            if rows:
                yield Grid(tuple(rows))
                rows = []
            yield Paragraph(line.strip(), Place(line=number))
    if rows:
        yield Grid(tuple(rows))
