"""How a reader opens its file: no larger than a disclosure is, and the hash of its bytes."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from scripts.ingest.document import Document, ReadError

MB = 1 << 20

# More cells, lines and characters than any department publishes: what has more is no disclosure,
# or is hostile. The largest read so far, 262 pages, prints some 18,000 figures. What is within them
# takes at most 30 s of one processor and 1 GB, which `benchmarks/prove_limits.py` tries.
CELLS = 200_000
LINES = 50_000
CHARACTERS = 2_000_000
# All of it together, and of a document with pages for each of them: a cell counts once, and the
# others as often as reading one takes longer than that.
_WORK, _WORK_PER_PAGE = 250_000, 1_000
_LINE, _NUMBER, _CHARACTERS = 4, 8, 15
# A number without a unit and any other are taken apart alike.
_IS_NUMBER = re.compile(r"\d[\d,.]*")

LONGEST = 10_000
"""Characters of one cell or paragraph: what is longer is a text saved without its line breaks."""

_NO_DISCLOSURE = "不像一份部门预决算公开"
ONLY_DISCLOSURE = "请只留下公开的内容再导入"
"""The advice on a file that holds more than a disclosure."""


@dataclass
class Count:
    """Counts lines and cells of a document while it is read; raises ReadError past the limits."""

    path: Path
    line: int = 0
    cells: int = 0

    def next_line(self) -> int:
        """The number of the next paragraph or row, from 1."""
        self.line += 1
        if self.line > LINES:
            raise excess(self.path, f"内容超过 {LINES} 行")
        return self.line

    def add(self, cells: int) -> None:
        """Note that so many cells, blank ones included, have been read."""
        self.cells += cells
        if self.cells > CELLS:
            raise excess(self.path, f"表格超过 {CELLS} 个格子")


def excess(path: Path, what: str) -> ReadError:
    """The refusal of a file that holds more than any disclosure: `表格超过 500000 个格子`."""
    return ReadError(f"{what}，{_NO_DISCLOSURE}", path=path, advice=ONLY_DISCLOSURE)


def sized(path: Path, most: int) -> None:
    """Raise ReadError where a file has more bytes than `most`."""
    size = path.stat().st_size
    if size > most:
        what = f"文件有 {size // MB} MB，超过 {most // MB} MB"
        raise excess(path, what)


def bounded(document: Document, path: Path) -> Document:
    """The document, as it is; ReadError where it says more, or more in one go, than any does."""
    rows = [row for grid in (*document.grids, *document.compiled) for row in grid.rows]
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    lengths = list(map(len, paragraphs))
    for row in rows:
        lengths += map(len, row.filled)

    # Pages are counted by the reader, which bounds them too.
    pages = document.pages or 0
    most = max(CHARACTERS, 2_000 * pages)
    if sum(lengths) > most:
        raise excess(path, f"文字超过 {most // 10_000} 万个字")
    cells = sum(len(row.cells) for row in rows)
    numbers = sum(len(_IS_NUMBER.findall(text)) for text in paragraphs)
    work = cells + _LINE * (len(paragraphs) + len(rows)) + _NUMBER * numbers
    if work + sum(lengths) // _CHARACTERS > max(_WORK, _WORK_PER_PAGE * pages):
        held = f"{cells} 个格子、{len(paragraphs)} 段文字、文字里 {numbers} 个数"
        raise excess(path, f"内容合起来太多（{held}）")
    if max(lengths, default=0) > LONGEST:
        what = f"有一段文字超过 {LONGEST} 个字，没有分段；{_NO_DISCLOSURE}"
        raise ReadError(what, path=path, advice=ONLY_DISCLOSURE)
    return document


def content(path: Path, most: int) -> bytes:
    """The bytes of a file; raises ReadError where it has more than `most`."""
    sized(path, most)
    return path.read_bytes()


def sha256(path: Path) -> str:
    """The hash of a file's bytes in hexadecimal, without holding them all."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
