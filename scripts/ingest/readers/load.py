"""A file's path becomes its document, by the reader for its format: one line for each."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.ingest.document import Document, ReadError
from scripts.ingest.readers import formats
from scripts.ingest.readers.apart import read_apart
from scripts.ingest.readers.formats import FileFormat
from scripts.ingest.readers.limits import ONLY_DISCLOSURE, bounded


@dataclass(frozen=True)
class Reader:
    """The module whose `read` makes the document of a file.

    One that is `paged` tells its progress, and is run in a process of its own, as it leaves the
    file to a library that may crash.
    The module is imported when a file first needs it: pypdfium2 and openpyxl are slow to load.
    """

    format: FileFormat
    module: str
    paged: bool = False


READERS = (
    Reader(formats.PDF, "scripts.ingest.readers.pdf", paged=True),
    Reader(formats.DOCX, "scripts.ingest.readers.docx"),
    Reader(formats.XLSX, "scripts.ingest.readers.xlsx"),
    Reader(formats.HTML, "scripts.ingest.readers.html"),
    Reader(formats.DELIMITED, "scripts.ingest.readers.delimited"),
    Reader(formats.TEXT, "scripts.ingest.readers.text"),
)
"""One reader per format: a new one is a module, a line here, and its format in `formats`."""


def loaded(
    path: Path,
    progress: Callable[[int, int], None] | None = None,
    file_format: FileFormat | None = None,
) -> Document:
    """The document in a file, with remarks on the file.

    The format is asked of the file where the caller does not know it yet. `progress` is told, of a
    file with pages, after each: its number, and how many there are. Raises ReadError where the
    file cannot be read.
    """
    if not path.is_file():
        raise ReadError("没有这个文件", path=path)
    try:
        file_format = file_format or formats.file_format(path)
        remarks = formats.remarks(path, file_format)
        reader = next(reader for reader in READERS if reader.format == file_format)
        module = importlib.import_module(reader.module)
        try:
            if reader.paged:
                document: Document = read_apart(module.read, path, progress)
            else:
                document = module.read(path)
        except MemoryError as error:
            what = "文件太大，内存装不下"
            raise ReadError(what, path=path, advice=ONLY_DISCLOSURE) from error
        except ReadError as error:
            raise error.remarked(remarks) from error
    except OSError as error:
        raise ReadError(f"文件打不开（{error.strerror}）", path=path) from error

    # What the file's name says comes first, for it explains the rest.
    return replace(bounded(document, path), remarks=(*remarks, *document.remarks))
