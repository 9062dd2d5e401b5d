"""Two versions of the packages compared, package by package: departments first, then references."""

from __future__ import annotations

from pathlib import Path

from scripts import files
from scripts.changes import departments, references
from scripts.changes.difference import Compared, PackageChange
from scripts.changes.versions import is_package
from scripts.changes.versions import packages as folders
from scripts.package import PackageError


def between(before: Path, after: Path) -> Compared:
    """What differs between the packages in two folders; those whose files are the same are not even read."""
    was, now = folders(before), folders(after)
    if is_package(before) and is_package(after):
        was = dict(
            zip(now, was.values(), strict=True)
        )  # two copies of one package may stand anywhere
    found = (_package(path, was.get(path), now.get(path)) for path in sorted({*was, *now}))
    return Compared(len(was), len(now), tuple(one for one in found if one is not None))


def _package(path: str, before: Path | None, after: Path | None) -> PackageChange | None:
    if (
        before is not None
        and after is not None
        and list(files.read_all(before)) == list(files.read_all(after))
    ):
        return None
    changed = references.changed if path.startswith("reference/") else departments.changed
    try:
        return changed(path, before, after)
    except PackageError as error:
        return PackageChange(path, "unreadable", "", 0, 0, 0, why=str(error))
