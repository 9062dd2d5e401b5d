"""How a reader opens its file: no larger than a disclosure is, with the hash of its bytes and remarks on its state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from scripts.ingest.document import Document, ReadError

MB = 1 << 20
CELLS = 500_000
LINES = 150_000
CHARACTERS = 4_000_000
LONGEST = 10_000
"""More cells, lines and characters than any department publishes; what has more is no disclosure, or is hostile."""
_NO_DISCLOSURE = "不像一份部门预决算公开；请只留下公开的内容再导入"


@dataclass(frozen=True)
class Remarked(Document):
    """A document with what its reader has to say of the file: what was hidden, mended, or not looked at."""

    remarks: tuple[str, ...] = ()


@dataclass
class Count:
    """Counts the lines and the cells of a document while it is read; raises ReadError past the limit of cells."""

    path: Path
    line: int = 0
    cells: int = 0

    def next_line(self) -> int:
        """The number of the next paragraph or row."""
        self.line += 1
        if self.line > LINES:
            raise ReadError(f"{self.path}：内容超过 {LINES} 行，{_NO_DISCLOSURE}")
        return self.line

    def add(self, cells: int) -> None:
        """Note that so many cells, blank ones included, have been read."""
        self.cells += cells
        if self.cells > CELLS:
            raise ReadError(f"{self.path}：表格超过 {CELLS} 个格子，{_NO_DISCLOSURE}")


def sized(path: Path, most: int) -> None:
    """Raise ReadError where a file has more bytes than `most`."""
    size = path.stat().st_size
    if size > most:
        raise ReadError(f"{path}：文件有 {size // MB} MB，超过 {most // MB} MB，{_NO_DISCLOSURE}")


def bounded(document: Document, path: Path) -> Document:
    """The document, as it is; raises ReadError where it says more, or more in one go, than a disclosure does."""
    added = (cell for grid in document.compiled for row in grid.rows for cell in row.filled)
    lengths = [len(text) for text in chain(document.texts, added)]
    if sum(lengths) > CHARACTERS:
        raise ReadError(f"{path}：文字超过 {CHARACTERS // 10_000} 万个字，{_NO_DISCLOSURE}")
    if max(lengths, default=0) > LONGEST:
        raise ReadError(f"{path}：有一段文字超过 {LONGEST} 个字，没有分段；{_NO_DISCLOSURE}")
    return document


def content(path: Path, most: int) -> bytes:
    """The bytes of a file; raises ReadError where it has more than `most`."""
    sized(path, most)
    return path.read_bytes()


def sha256(path: Path) -> str:
    """The hash of a file's bytes, without holding them all."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
