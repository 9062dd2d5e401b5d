"""A file before it is on disk, and the one place where anything is written."""

from __future__ import annotations

import csv
import errno
import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


class WriteError(Exception):
    """Two files claim one path, or a path leaves the folder it belongs to.

    >>> str(WriteError("a.txt", "written twice"))
    'a.txt: written twice'
    """

    def __init__(self, path: str, what: str) -> None:
        super().__init__(path, what)
        self.path = path
        self.what = what

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


@dataclass(frozen=True)
class File:
    """A path inside some folder, with "/" between its parts, and the bytes to stand there."""

    path: str
    content: bytes

    @classmethod
    def text(cls, path: str, text: str) -> File:
        """A file of UTF-8 text."""
        return cls(path, text.encode("utf-8"))


@dataclass(frozen=True)
class WriteResult:
    """What a write did: how many files it wrote, left as they were, and removed."""

    changed: int
    same: int
    removed: int


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    r"""Rows as CSV, `\n` at the end of each line and within cells.

    >>> csv_text([["a", "b\r\nc"]])
    'a,"b\nc"\n'
    """
    buffer = io.StringIO()
    # A lone carriage return would not be quoted, and begin a row of its own.
    lines = ([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows)
    csv.writer(buffer, lineterminator="\n").writerows(lines)
    return buffer.getvalue()


def write(folder: Path, files: Iterable[File], *, prune: Iterable[str] = ()) -> WriteResult:
    """Put files into a folder, each only where its content changed, and say what was done.

    Below the sub-folders named in `prune`, whatever is not among the files is removed. Raises
    WriteError, before anything is written, where two files claim one path or one leaves the folder.
    """
    contents = _by_path(files)
    changed = sum(_write_changed(folder / path, content) for path, content in contents.items())
    pruned = [folder / name for name in prune]
    stale = [
        path for part in pruned for path in _below(part) if _name(path, folder) not in contents
    ]
    # Only now: a write that is refused removes nothing.
    for path in stale:
        path.unlink()
    for part in pruned:
        _drop_empty(part)
    return WriteResult(changed, len(contents) - changed, len(stale))


def replace(folder: Path, files: Iterable[File]) -> None:
    """Make a folder hold exactly these files.

    All of them, or, when anything fails, what it held before.
    """
    contents = _by_path(files)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    # Beside it, so that a rename stays on one disk.
    old = fresh.with_name(fresh.name + "-old")
    try:
        for path, content in contents.items():
            _put(fresh / path, content)
        # mkdtemp makes it private; a package is to be read.
        fresh.chmod(0o755)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def read_all(folder: Path) -> Iterator[File]:
    """Every file below a folder, in the order of their paths.

    A link is none, for it may lead anywhere.
    """
    for path in _below(folder):
        if not path.is_symlink():
            yield File(_name(path, folder), path.read_bytes())


def is_inside(folder: Path, path: Path) -> bool:
    """Whether a path leads to a place inside the folder, links followed.

    Links in a circle lead nowhere.
    """
    try:
        return not _is_circle(path) and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):  # a name that no file can bear
        return False


def remove(folder: Path, names: Iterable[str]) -> None:
    """Take files and folders out of a folder; what is not there is no matter."""
    for name in names:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _is_circle(path: Path) -> bool:
    """Asked of the system.

    `Path.resolve` raises for it up to Python 3.12, and lets it pass from 3.13 on.
    """
    try:
        path.stat()
    except OSError as error:
        return error.errno == errno.ELOOP
    return False


def _by_path(files: Iterable[File]) -> Mapping[str, bytes]:
    contents: dict[str, bytes] = {}
    for file in files:
        if Path(file.path).is_absolute() or ".." in Path(file.path).parts:
            raise WriteError(file.path, "a path may not leave its folder")
        if file.path in contents:
            raise WriteError(file.path, "written twice")
        contents[file.path] = file.content
    return contents


def _write_changed(path: Path, content: bytes) -> bool:
    # What stays the same keeps its date, and browsers and mirrors their copies.
    if path.is_file() and path.read_bytes() == content:
        return False
    _put(path, content)
    return True


def _put(path: Path, content: bytes) -> None:
    """Write through a neighbour: a reader sees the old file or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    os.replace(beside, path)


def _below(folder: Path) -> list[Path]:
    """The files below a folder in order; none where it is not there."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _drop_empty(folder: Path) -> None:
    if not folder.is_dir():
        return
    inside = [path for path in folder.rglob("*") if path.is_dir()]
    # The deepest first: a folder is empty once its empty folders are gone.
    for path in sorted(inside, reverse=True):
        if not any(path.iterdir()):
            path.rmdir()
