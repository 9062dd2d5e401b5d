"""A disclosure saved as text: lines of prose, and table rows with a tab between cells."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers.cell_text import set_in
from scripts.ingest.readers.limits import MB, Count, content
from scripts.ingest.readers.unseen import Unseen
from scripts.package.characters import visible

BEGINNING = 1 << 16
"""How many bytes of a file tell what kind of file it is."""

# Without its mark, UTF-16 is believed where nearly all of it are characters that offices write:
# read the wrong way round, or binary, it gives characters of every script.
_WRITTEN = re.compile(
    "[\t\n\f\r\x20-\x7e\u00b7\u2000-\u206f\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)


def read(path: Path) -> Document:
    """The document in a text file, UTF-8, GB18030 or UTF-16.

    Form feeds count its pages, lines are its places. Raises ReadError where it is no text, or far
    longer than a disclosure.
    """
    raw = content(path, 16 * MB)
    text = decoded(raw, path)
    pages = None
    if "\f" in text:
        pages = text.strip("\f\r\n ").count("\f") + 1
    unseen = Unseen()
    blocks = tuple(_blocks(text, Count(path), unseen))
    digest = hashlib.sha256(raw).hexdigest()
    return Document(blocks, digest, pages, remarks=unseen.remarks, losses=unseen.losses)


def decoded(raw: bytes, path: Path) -> str:
    """The text of a file's bytes; ReadError where no Chinese office writes their encoding."""
    encodings = _encodings(raw)
    if not encodings:
        what = "不是文本文件（含有二进制内容），也不是能读的 PDF、Word、Excel 或网页"
        raise ReadError(what, path=path)

    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue

    what = "文字编码既不是 UTF-8 也不是 GB18030，请另存为 UTF-8 再导入"
    raise ReadError(what, path=path)


def beginning(head: bytes) -> str:
    """The text of a file's first bytes, less the line that their end may cut; else nothing."""
    for encoding in _encodings(head):
        try:
            # Incremental, for the last character may be cut too.
            text = visible(codecs.getincrementaldecoder(encoding)().decode(head))
        except UnicodeDecodeError:
            continue
        if len(head) < BEGINNING:
            return text
        return text[: text.rfind("\n") + 1] or text

    return ""


def _encodings(raw: bytes) -> tuple[str, ...]:
    """The encodings that bytes may be in, the likeliest first; none for what is no text."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\x00" not in raw:
        return ("utf-8-sig", "gb18030")
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = raw[:BEGINNING].decode(encoding, "replace")
        if sample and len(_WRITTEN.findall(sample)) >= 0.97 * len(sample):
            return (encoding,)
    return ()


def _blocks(text: str, count: Count, unseen: Unseen) -> Iterator[Block]:
    """The rows as one grid, even over blank lines (of page breaks), and the lines between."""
    rows = []
    # Not splitlines: a form feed begins no line, and lines count as any editor counts them.
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        place = Place(line=number)
        for part in line.replace("\v", " ").split("\f"):
            texts = [unseen.without(text, place) for text in part.split("\t")]
            cells = tuple(text.strip() for text in texts)
            if not any(cells):
                continue
            if len(cells) > 1:
                count.add(len(cells))
                rows.append(GridRow(cells, place, tuple(map(set_in, texts))))
                continue
            count.next_line()
            if rows:
                yield Grid(tuple(rows))
                rows = []
            yield Paragraph(cells[0], place)
    if rows:
        yield Grid(tuple(rows))
