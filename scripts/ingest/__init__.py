"""A published document becomes a package: a reader per kind of file, then recognition, then assembly."""

from __future__ import annotations

from pathlib import Path

from scripts.ingest import text
from scripts.ingest.assemble import assemble
from scripts.ingest.document import Document, ReadError
from scripts.ingest.report import Report

READERS = {".txt": text.read}
"""What reads a file, by its ending."""

__all__ = ["READERS", "ReadError", "Report", "ingest"]


def ingest(path: Path, slug: str | None = None, *, title: str = "", address: str | None = None) -> Report:
    """The package that a file's disclosure makes, in hand, with the report on what was read; nothing is written.

    Raises ReadError where the file cannot be read, or is no disclosure.
    """
    return assemble(_document(path), slug, title=title, address=address)


def _document(path: Path) -> Document:
    if not path.is_file():
        raise ReadError(f"{path}：没有这个文件")
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ReadError(f"{path}：还不能读取“{path.suffix or '无后缀'}”文件，目前可读：{'、'.join(READERS)}")
    return reader(path)
