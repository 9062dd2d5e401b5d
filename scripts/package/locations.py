"""Where packages stand on disk: the one list that checks, imports and publishing start from."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Literal

DESCRIPTOR = "datapackage.json"
_DATAPACKAGES, _DEPARTMENTS = "datapackages", "departments"

Standing = Literal["file", "folder", "link", "pipe or device", "nothing"]
"""What can stand at a path."""


def folders(root: Path) -> list[Path]:
    """Every folder below `root` that is to be a package, in the order of their paths.

    That is each with a descriptor, and each year's folder of a department, whether or not its
    descriptor is there; hidden ones and left-overs too.
    """
    # A descriptor anywhere is looked at: what is astray is told, not passed over in silence.
    described = {path.parent for path in root.rglob(DESCRIPTOR)}
    years = {path for path in root.glob(f"{_DEPARTMENTS}/*/*") if path.is_dir()}
    return sorted(described | years)


def find(root: Path) -> list[Path]:
    """The folders below `root` that hold a department's package and stand in their place.

    These are what is published.
    """
    return [folder for folder in folders(root) if _is_published(folder, root)]


def passed_over(root: Path) -> list[Path]:
    """The folders among the departments below `root` that are not published; the checks say why."""
    return [
        folder
        for folder in folders(root)
        if folder.relative_to(root).parts[:1] == (_DEPARTMENTS,) and not _is_published(folder, root)
    ]


def hidden(folder: Path) -> str:
    """The part of a package's path that begins with a dot: its department's folder or its own.

    Blank where none does.
    """
    parts = _below_departments(folder) or _parts(folder)[-2:]
    return next((part for part in parts if part.startswith(".")), "")


def is_astray(folder: Path) -> bool:
    """Whether a folder stands among the departments of `datapackages`, but in no year's place."""
    return len(_below_departments(folder)) not in (0, 2)


def standing(path: Path) -> Standing:
    """What stands at a path itself, no link followed."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISLNK(mode):
        return "link"
    return "pipe or device"


def _is_published(folder: Path, root: Path) -> bool:
    first, *below = folder.relative_to(root).parts or ("",)
    if first != _DEPARTMENTS or len(below) != 2:
        return False
    # .wanli-2024 is a left-over of an import that broke off.
    if any(part.startswith(".") for part in below):
        return False
    return (folder / DESCRIPTOR).exists()


def _below_departments(folder: Path) -> tuple[str, ...]:
    """The parts of a path after the last `datapackages/departments`.

    None where it does not lead there.
    """
    # The last pair: a checkout may itself lie below a folder of that name.
    parts = _parts(folder)
    for end in reversed(range(2, len(parts))):
        if parts[end - 2 : end] == (_DATAPACKAGES, _DEPARTMENTS):
            return parts[end:]
    return ()


def _parts(folder: Path) -> tuple[str, ...]:
    """The parts of a path from the root of the disk on; links stay what they are called."""
    return Path(os.path.abspath(folder)).parts
