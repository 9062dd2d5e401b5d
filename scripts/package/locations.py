"""Where packages stand on disk: the one list of folders that checking, importing and publishing start from."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Literal

DESCRIPTOR = "datapackage.json"
_SHELVES = ("datapackages", "departments")


def folders(root: Path) -> list[Path]:
    """Every folder below `root` that is to be a package, in the order of their paths, hidden ones and left-overs too.

    That is each with a descriptor, and each year's folder of a department, whether or not its descriptor is there.
    """
    stated = {found.parent for found in root.rglob(DESCRIPTOR)}
    return sorted(stated | {found for found in root.glob("departments/*/*") if found.is_dir()})


def find(root: Path) -> list[Path]:
    """Those of the folders below `root` that hold a department's package and stand in their place: what is published."""
    return [folder for folder in folders(root) if _is_published(folder, root)]


def passed_over(root: Path) -> list[Path]:
    """Those of the folders among the departments below `root` that are not published; the checks say of each why."""
    among = (
        folder for folder in folders(root) if folder.relative_to(root).parts[:1] == _SHELVES[1:]
    )
    return [folder for folder in among if not _is_published(folder, root)]


def hidden(folder: Path) -> str:
    """The part of a package's path, its department's folder or its own, that begins with a dot; blank where none does."""
    parts = _below_shelves(folder) or _parts(folder)[-2:]
    return next((part for part in parts if part.startswith(".")), "")


def is_astray(folder: Path) -> bool:
    """Whether a folder stands among the departments of `datapackages`, but not as a year's folder of one."""
    return len(_below_shelves(folder)) not in (0, 2)


Standing = Literal["file", "folder", "link", "pipe or device", "nothing"]


def standing(path: Path) -> Standing:
    """What stands at a path itself, no link followed."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "nothing"
    kinds: tuple[tuple[bool, Standing], ...] = (
        (stat.S_ISREG(mode), "file"),
        (stat.S_ISDIR(mode), "folder"),
        (stat.S_ISLNK(mode), "link"),
    )
    return next((kind for holds, kind in kinds if holds), "pipe or device")


def _is_published(folder: Path, root: Path) -> bool:
    first, *below = folder.relative_to(root).parts or ("",)
    is_in_place = (
        first == _SHELVES[1] and len(below) == 2 and not any(part.startswith(".") for part in below)
    )
    return is_in_place and (folder / DESCRIPTOR).exists()


def _below_shelves(folder: Path) -> tuple[str, ...]:
    """The parts of a path after `datapackages/departments`; none where it does not lead there."""
    parts = _parts(folder)
    ends = [end for end in range(2, len(parts)) if parts[end - 2 : end] == _SHELVES]
    return parts[ends[-1] :] if ends else ()


def _parts(folder: Path) -> tuple[str, ...]:
    """The parts of a path from the root of the disk on; links stay what they are called."""
    return Path(os.path.abspath(folder)).parts
