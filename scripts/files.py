"""A file before it is on disk, and the one place where anything is written."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
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


class NotWrittenError(OSError):
    """The system refused while something was put on disk, or taken from it: disk full, read-only."""


@contextmanager
def _writing() -> Iterator[None]:
    """Says of an error of the system that it came while writing: many others come of reading."""
    try:
        yield
    except NotWrittenError:
        raise
    except OSError as error:
        # Without a file's name its arguments are all that it says.
        told = (*error.args[:2], error.filename) if error.filename else error.args
        raise NotWrittenError(*told) from error


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

    Below the sub-folders named in `prune`, whatever is not among the files is removed. All of it
    is done or nothing: what changed is written beside the folder first, and put in place only when
    it is complete; where a program ends in the midst of that, `recover` does the rest. Raises
    WriteError, before anything is written, where two files claim one path or one leaves the folder.
    """
    # What the files are made from may be read now: an error of that is none of writing.
    return _write(folder, _by_path(files), list(prune))


@_writing()
def _write(folder: Path, contents: Mapping[str, bytes], pruned: Sequence[str]) -> WriteResult:
    changed = {
        path: content for path, content in contents.items() if not _holds(folder / path, content)
    }
    present = [_name(path, folder) for name in pruned for path in _below(folder / name)]
    stale = [name for name in present if name not in contents]
    if len(changed) == 1 and not stale:
        # One file is put in place in one step: a report needs no room beside its folder.
        for path, content in changed.items():
            _put(folder / path, content)
    elif changed or stale:
        part = _beside(folder, "part")
        with _cleared(part):
            for path, content in changed.items():
                _put(part / _NEW / path, content)
            journal = {"remove": stale, "prune": list(pruned)}
            _put(part / _JOURNAL, json.dumps(journal).encode("utf-8"))
            try:
                _apply(part, folder)
            except KeyboardInterrupt:
                # What is complete is put in place all the same; then we stop.
                _apply(part, folder)
                raise
    return WriteResult(len(changed), len(contents) - len(changed), len(stale))


def replace(folder: Path, files: Iterable[File]) -> None:
    """Make a folder hold exactly these files.

    All of them, or, when anything fails, what it held before.
    """
    contents = _by_path(files)
    fresh = _beside(folder, "part")
    with _writing(), _cleared(fresh):
        _make(fresh)
        for path, content in contents.items():
            _put(fresh / path, content)
        exchange(fresh, folder)


def fresh(folder: Path) -> Path:
    """Where a folder is made anew beside the one in use; `exchange` puts it in its place."""
    return _beside(folder, "part")


@_writing()
def exchange(fresh: Path, folder: Path) -> None:
    """Put a complete folder in the place of another, which is removed.

    Two renames: whoever is killed between them leaves the old one beside its place, and `recover`
    puts it back. Everybody may read what stands there afterwards, whatever the umask.
    """
    for path in [fresh, *fresh.rglob("*")]:
        if not path.is_symlink():
            path.chmod(_FOLDER_MODE if path.is_dir() else _FILE_MODE)
    old = _beside(folder, "old")
    try:
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except BaseException:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


@_writing()
def recover(parent: Path, names: str) -> None:
    """Put right what a killed program of ours left beside the folders of these names in `parent`.

    `names` is an expression. A write that was complete is put in place, an old folder whose place
    is empty is put back, every other left-over is removed. What a program at work has there stays.
    """
    left = [path for path in parent.glob(".*") if is_left_over(path)]
    # An old folder before the new one that was to follow it: "old" < "part".
    for path in sorted(left, key=lambda path: path.suffix):
        folder = path.with_name(path.name[1:].rsplit(".", 2)[0])
        if not re.fullmatch(names, folder.name) or path.is_symlink() or not path.is_dir():
            continue
        if path.suffix == ".old" and not folder.exists():
            path.rename(folder)
        elif (path / _JOURNAL).is_file():
            _apply(path, folder)
        shutil.rmtree(path, ignore_errors=True)


def is_left_over(path: Path) -> bool:
    """Whether a path is what a program of ours, which has ended, had beside a folder.

    >>> is_left_over(Path(".site.0.part")), is_left_over(Path(".site"))
    (True, False)
    """
    match = _BESIDE.fullmatch(path.name)
    if match is None:
        return False
    process = int(match[1])
    return process in (0, os.getpid()) or not _runs(process)


def is_at_work(path: Path) -> bool:
    """Whether a path is beside a folder that a program of ours writes, or wrote before it ended."""
    return _BESIDE.fullmatch(path.name) is not None


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


@_writing()
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


def _holds(path: Path, content: bytes) -> bool:
    # What stays the same keeps its date, and browsers and mirrors their copies.
    return path.is_file() and path.read_bytes() == content


def _put(path: Path, content: bytes) -> None:
    """Write through a neighbour: a reader sees the old file or the new one, never half of it."""
    _make(path.parent)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.chmod(_FILE_MODE)
    os.replace(beside, path)


def _make(folder: Path) -> None:
    """Make a folder and those above it, for everybody to read, whatever the umask."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(_FOLDER_MODE)


# Beside a folder

_FILE_MODE, _FOLDER_MODE = 0o644, 0o755
# .site.4711.part: the folder, the process, and whether it is coming or going.
_BESIDE = re.compile(r"\..+\.(\d+)\.(?:part|old)")
_NEW, _JOURNAL = "new", "journal.json"


def _beside(folder: Path, state: str) -> Path:
    """A place beside a folder, on the same disk, so that a rename is one step."""
    folder = Path(os.path.abspath(folder))
    return folder.with_name(f".{folder.name}.{os.getpid()}.{state}")


@contextmanager
def _cleared(part: Path) -> Iterator[None]:
    """Nothing stands at a place before the block and after it, but for a write to be completed."""
    shutil.rmtree(part, ignore_errors=True)
    try:
        yield
    except BaseException:
        if not (part / _JOURNAL).exists():
            shutil.rmtree(part, ignore_errors=True)
        raise
    shutil.rmtree(part, ignore_errors=True)


def _apply(part: Path, folder: Path) -> None:
    """Put what is written beside a folder in its place; done twice it does no harm.

    Raises WriteError for a journal that is not ours: it may send nobody out of the folder.
    """
    try:
        journal = json.loads((part / _JOURNAL).read_text(encoding="utf-8"))
        remove, prune = list(map(str, journal["remove"])), list(map(str, journal["prune"]))
    except (ValueError, KeyError, TypeError) as error:
        raise WriteError(str(part), "no journal of ours; look at it and remove it") from error
    for name in (*remove, *prune):
        # A link itself may be removed, wherever it leads; nothing behind one.
        place = folder / name if name in prune else (folder / name).parent
        if ".." in Path(name).parts or not is_inside(folder, place):
            raise WriteError(f"{part}: {name}", "a path may not leave its folder")
    for path in _below(part / _NEW):
        target = folder / _name(path, part / _NEW)
        if path.is_symlink() or not is_inside(folder, target.parent):
            raise WriteError(str(path), "a link is none of ours; look at it and remove it")
        _make(target.parent)
        os.replace(path, target)
    for name in remove:
        (folder / name).unlink(missing_ok=True)
    for name in prune:
        _drop_empty(folder / name)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


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
