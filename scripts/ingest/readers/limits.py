"""How a reader opens its file: no larger than a disclosure is, and the hash of its bytes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from scripts.ingest.document import Document, ReadError

MB = 1 << 20

# More cells, lines and characters than any department publishes: what has more is no disclosure,
# or is hostile. The largest read so far, 262 pages, prints some 18,000 figures.
CELLS = 500_000
LINES = 150_000
CHARACTERS = 4_000_000

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
    lengths = list(map(len, document.texts))
    for grid in document.compiled:
        for row in grid.rows:
            lengths += map(len, row.filled)

    if sum(lengths) > CHARACTERS:
        raise excess(path, f"文字超过 {CHARACTERS // 10_000} 万个字")
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
