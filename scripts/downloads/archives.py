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

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a ZIP, the earliest that the format knows: the same packages make the same bytes."""


def of_package(one: Package, *beside: File) -> Iterator[File]:
    """A package as it stands on disk, and as a ZIP, below the address of its pages; with what belongs beside it."""
    stored = [*package.to_files(one), *package.ours(one), *beside]
    for file in stored:
        yield File(f"{one.path}/{file.path}", file.content)
    yield File(f"{one.path}/{stem(one)}.zip", zipped(stored))


def reference(folder: Path) -> File:
    """A reference package as a ZIP."""
    return File(f"data/reference/{folder.name}.zip", zipped(list(files.read_all(folder))))


def zipped(stored: Sequence[File]) -> bytes:
    """Files as a ZIP, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(stored, key=lambda one: one.path):
            about = zipfile.ZipInfo(file.path, _EPOCH)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            archive.writestr(about, file.content)
    return buffer.getvalue()
