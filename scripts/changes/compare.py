"""Two versions of the packages compared, package by package: departments first, then references."""

from __future__ import annotations

from pathlib import Path

from scripts import files
from scripts.changes import departments, references
from scripts.changes.difference import Comparison, PackageChange
from scripts.changes.versions import is_package, packages
from scripts.package import PackageError


def between(before: Path, after: Path) -> Comparison:
    """What differs between the packages in two folders, in the order of their paths.

    Those whose files are the same are not even read; a package that cannot be read is told as such.
    """
    was, now = packages(before), packages(after)
    if is_package(before) and is_package(after):
        # Two copies of one package may stand anywhere: /tmp/a/2026 against datapackages/…/2026.
        was = dict(zip(now, was.values(), strict=True))
    changes = [_package(path, was.get(path), now.get(path)) for path in sorted({*was, *now})]
    return Comparison(len(was), len(now), tuple(change for change in changes if change))


def _package(path: str, before: Path | None, after: Path | None) -> PackageChange | None:
    """What became of a package; None where its files are the same."""
    if before and after and list(files.read_all(before)) == list(files.read_all(after)):
        return None
    changed = references.changed if path.startswith("reference/") else departments.changed
    try:
        return changed(path, before, after)
    except PackageError as error:
        return PackageChange(path, "unreadable", why=str(error))
