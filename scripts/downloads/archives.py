"""Packages as folders and ZIPs, the same bytes for the same packages."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts import files, package
from scripts.downloads.csv_files import stem
from scripts.files import File
from scripts.package import Package

# The date of every file in a ZIP, the earliest that the format knows: equal packages, equal
# bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# The rights of every file: everyone may read it. The format keeps them in its upper 16 bits.
_MODE = 0o644


def of_package(year: Package, *beside: File) -> Iterator[File]:
    """A package as on disk and as a ZIP, below its pages' address, with what belongs beside it."""
    held = [*package.to_files(year), *package.ours(year), *beside]
    for file in held:
        path = f"{year.path}/{file.path}"
        yield File(path, file.content)
    archive = zipped(held)
    yield File(f"{year.path}/{stem(year)}.zip", archive)


def reference(folder: Path) -> File:
    """A reference package as a ZIP."""
    held = list(files.read_all(folder))
    return File(f"data/reference/{folder.name}.zip", zipped(held))


def zipped(stored: Sequence[File]) -> bytes:
    """Files as a ZIP, the same bytes for the same files, in whatever order they come."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(stored, key=lambda file: file.path):
            entry = zipfile.ZipInfo(file.path, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _MODE << 16
            archive.writestr(entry, file.content)
    return buffer.getvalue()
