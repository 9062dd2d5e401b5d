"""A published document becomes a package: a reader per kind of file, then recognition, then assembly."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

from scripts.ingest import kinds
from scripts.ingest.assemble import assemble
from scripts.ingest.document import Document, ReadError
from scripts.ingest.opening import Remarked, bounded
from scripts.ingest.report import Report

READERS = {kind.name: f"scripts.ingest.{kind.name}" for kind in kinds.KINDS}
"""The module whose `read` reads a kind of file, imported when it is first needed: what they stand on is slow to load."""

__all__ = ["READERS", "ReadError", "Report", "ingest"]


def ingest(path: Path, slug: str | None = None, *, title: str = "", address: str | None = None) -> Report:
    """The package that a file's disclosure makes, in hand, with the report on what was read; nothing is written.

    Raises ReadError where the file cannot be read, or is no disclosure.
    """
    if not path.is_file():
        raise ReadError(f"{path}：没有这个文件")
    try:
        kind = kinds.told(path)
    except OSError as error:
        raise ReadError(f"{path}：文件打不开（{error.strerror}）") from error
    remarks = kinds.remarks(path, kind)
    try:
        document = _document(path, kind)
        report = assemble(document, slug, title=title, address=address)
    except ReadError as error:
        raise ReadError("；".join((str(error), *remarks))) from error
    own = document.remarks if isinstance(document, Remarked) else ()
    return replace(report, remarks=(*remarks, *own, *report.remarks))


def _document(path: Path, kind: kinds.Kind) -> Document:
    try:
        document: Document = importlib.import_module(READERS[kind.name]).read(path)
    except MemoryError as error:
        raise ReadError(f"{path}：文件太大，内存装不下；请只留下公开的内容再导入") from error
    return bounded(document, path)
