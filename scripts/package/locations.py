"""Where packages stand on disk: the one list that checks, imports and publishing start from."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from scripts.files import is_at_work, is_inside

DESCRIPTOR = "datapackage.json"
_DATAPACKAGES, _DEPARTMENTS = "datapackages", "departments"

Standing = Literal["file", "folder", "link", "pipe or device", "nothing"]
"""What can stand at a path."""


def folders(root: Path) -> list[Path]:
    """Every folder below `root` that is to be a package, in the order of their paths.

    That is each with a descriptor, and each year's folder of a department, whether or not its
    descriptor is there; hidden ones and links too. Checks and site start from this one list: what
    is amiss with a folder is told, not passed over in silence. Only what a program of ours has
    beside a folder while it writes is none.
    """
    described = {path.parent for path in root.rglob(DESCRIPTOR)}
    years = {path for path in root.glob(f"{_DEPARTMENTS}/*/*") if path.is_dir()}
    linked = {path for path in root.glob(f"{_DEPARTMENTS}/*") if path.is_symlink()}
    return sorted(path for path in described | years | linked if not _is_at_work(path, root))


def find(root: Path) -> list[Path]:
    """The folders below `root` that hold a department's package and stand in their place."""
    return [folder for folder in folders(root) if _is_in_place(folder, root)]


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


def plain_bytes(folder: Path, name: str) -> bytes:
    """What a package's file holds: one door for descriptor, tables, notes and all else.

    Raises FileNotFoundError where nothing stands, and NotPlainError for what is no file inside the
    package (a link may lead to any file of the machine, a pipe never ends) or too large.
    """
    path = folder
    for part in Path(name).parts:
        if standing(path) == "link":
            raise NotPlainError(path, "link")
        path = path / part
    if not is_inside(folder, path):
        raise NotPlainError(path, "place outside its package")
    what = standing(path)
    if what == "nothing":
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    if what != "file":
        raise NotPlainError(path, what)
    # O_NOFOLLOW: what stood there a moment ago may be a link by now.
    with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
        content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise NotPlainError(path, "file of more than 64 MB")
    return content


LARGEST_FILE = 64 << 20
"""Bytes in one file of a package; the largest table of 56 real documents has 2 MB."""

NOT_PLAIN: Mapping[str, str] = {
    "folder": "文件夹",
    "link": "链接",
    "pipe or device": "管道或设备",
    "place outside its package": "包外面的地方",
    "file of more than 64 MB": "超过 64 MB 的文件",
}
"""What may stand where a plain file of bearable size should, in words."""


class NotPlainError(OSError):
    """Something stands in a package's folder that is not read: what, one of `NOT_PLAIN`."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(errno.EINVAL, what, str(path))
        self.path = path
        self.what = what


def _is_at_work(folder: Path, root: Path) -> bool:
    return any(is_at_work(Path(part)) for part in folder.relative_to(root).parts)


def _is_in_place(folder: Path, root: Path) -> bool:
    first, *below = folder.relative_to(root).parts or ("",)
    if first != _DEPARTMENTS or len(below) != 2:
        return False
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
