"""A file's path becomes its document: the reader that its content asks for, within what a disclosure holds."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from scripts.ingest.document import Document, ReadError
from scripts.ingest.readers import formats
from scripts.ingest.readers.limits import Remarked, bounded

READERS = {kind.name: f"scripts.ingest.readers.{kind.name}" for kind in formats.KINDS}
"""The module whose `read` reads a kind of file, imported when it is first needed: what they stand on is slow to load."""

_PAGED = ("pdf",)

Progress = Callable[[int, int], None]
"""What is told, of a file with pages, after each: its number, and how many there are."""


def loaded(path: Path, progress: Progress | None = None) -> Remarked:
    """The document in a file, with what is to be said of the file; raises ReadError where it cannot be read."""
    if not path.is_file():
        raise ReadError(f"{path}：没有这个文件")
    try:
        kind = formats.told(path)
        remarks = formats.remarks(path, kind)
        return _remarked(_document(path, kind, progress), remarks)
    except OSError as error:
        raise ReadError(f"{path}：文件打不开（{error.strerror}）") from error


def _document(path: Path, kind: formats.FileFormat, progress: Progress | None) -> Document:
    read = importlib.import_module(READERS[kind.name]).read
    try:
        document: Document = read(path, progress) if kind.name in _PAGED else read(path)
    except MemoryError as error:
        raise ReadError(f"{path}：文件太大，内存装不下；请只留下公开的内容再导入") from error
    except ReadError as error:
        raise ReadError("；".join((str(error), *formats.remarks(path, kind)))) from error
    return bounded(document, path)


def _remarked(document: Document, remarks: tuple[str, ...]) -> Remarked:
    own = document.remarks if isinstance(document, Remarked) else ()
    stated = {one.name: getattr(document, one.name) for one in fields(Document)}
    return Remarked(**stated, remarks=(*remarks, *own))
