"""Where the files of a data package lie: in a folder, beside its descriptor, or in an archive."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scripts import files
from scripts.checks.form import rules
from scripts.files import File
from scripts.ingest.document import ReadError
from scripts.ingest.readers import office
from scripts.ingest.readers.limits import MB, sized
from scripts.package import OURS

DESCRIPTOR = rules.DESCRIPTOR

Descriptor = Mapping[str, Any]

_MOST = 16 * MB
"""The largest file of a package; the largest of 23 real ones has 0.2 MB."""
_ALL = 200 * MB
_LINES = 100_000
_FILES = 1_000
_SUFFIXES = (".csv", ".json", ".md")


class PackageFiles(NamedTuple):
    """The files of one package: what it is called, their names, how the content of one is had."""

    name: str
    names: frozenset[str]
    content: Callable[[str], bytes]


def holds(path: Path) -> bool:
    """Whether a path is a data package, whosever: its descriptor beside data, the folder of both,
    or an archive of them. A descriptor without data may describe other files.
    """
    if path.is_dir():
        return _has_data(path)
    if path.name == DESCRIPTOR:
        return _has_data(path.parent)
    try:
        if not path.is_file() or not office.is_archive(path):
            return False
        return any(True for _ in _bases(office.members(path)))
    except (ReadError, OSError):
        return False  # to be refused in words where it is read


def is_ours(folder: Path) -> bool:
    """Whether the descriptor in a folder says whose budget its package is, or cannot be read."""
    descriptor = _descriptor(folder)
    return descriptor is None or "disclosure" in descriptor


def parts(folder: Path) -> frozenset[str]:
    """The files of a package in its folder and what is made with it; none of an unreadable one."""
    try:
        return in_folder(folder).names | {"checks.csv"}
    except ReadError:
        return frozenset()


def in_folder(folder: Path) -> PackageFiles:
    """The files of a package in a folder.

    Those that it names, all in `data`, and what a person wrote; not what lies about. Raises
    ReadError where one is a link that leads out of the folder.
    """
    names = {DESCRIPTOR, *OURS}
    for path in _paths(_descriptor(folder)):
        # Downloaded one by one, the files lie beside the descriptor and not in data/.
        names.update((path, posixpath.basename(path)))
    for file in (folder / "data").rglob("*"):
        names.add(file.relative_to(folder).as_posix())

    present = {name for name in names if (folder / name).is_file()}
    outside = sorted(name for name in present if not files.is_inside(folder, folder / name))
    if outside:
        raise ReadError(f"{folder}：{'、'.join(outside)} 指向数据包的外面，不予读取")

    def content(name: str) -> bytes:
        """The bytes of a file in the folder."""
        sized(folder / name, _MOST)
        return (folder / name).read_bytes()

    return PackageFiles(str(folder), frozenset(present), content)


def in_archive(path: Path, archive: office.Office) -> Iterator[PackageFiles]:
    """The files of each package in an archive.

    Raises ReadError where names lead out of it, or two differ in capitals alone: on some
    systems the second is then written over the first.
    """
    names = archive.names
    unsafe = [name for name in names if not _is_plain(name.rstrip("/"))]
    if unsafe:
        raise ReadError(
            f"{path}：压缩包里有指向包外面的文件名（{len(unsafe)} 个），不予读取；请核对文件的来源"
        )
    if len({name.lower() for name in names}) != len(names):
        raise ReadError(f"{path}：压缩包里有同名的文件，分不清用哪一个；请重新下载")
    for base in _bases(names):
        within = [name for name in names if name.startswith(base) and name.endswith(_SUFFIXES)]

        def content(name: str, base: str = base) -> bytes:
            """The bytes of a file below the base in the archive."""
            return archive.content(base + name, _MOST)

        title = f"{path}（{base[:-1]}）" if base else str(path)
        own_names = frozenset(name.removeprefix(base) for name in within)
        yield PackageFiles(title, own_names, content)


def staged(path: Path, within: PackageFiles) -> Iterator[File]:
    """The files that make the package, at the paths that its descriptor states.

    They may lie beside it instead, as single downloads do. Raises ReadError where they are more
    than those of any department.
    """
    content = within.content(DESCRIPTOR)
    yield File(DESCRIPTOR, content)
    sources = _sources(within, loaded(content))
    if len(sources) > _FILES:
        raise ReadError(f"{path}：数据包里的文件超过 {_FILES} 个，不像一份部门预决算的数据")

    # In all, as small files may be many.
    size = lines = 0
    for name, source in sorted(sources.items()):
        content = within.content(source)
        size += len(content)
        lines += content.count(b"\n")
        if size > _ALL or lines > _LINES:
            raise ReadError(
                f"{path}：数据包超过 {_ALL // MB} MB 或 {_LINES} 行，不像一份部门预决算的数据"
            )
        yield File(name, content)


def loaded(content: bytes) -> Descriptor | None:
    """What a descriptor states; None where it is no JSON object.

    >>> loaded(b"[]"), loaded(b'{"name": "a"}')
    (None, {'name': 'a'})
    """
    try:
        descriptor = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return descriptor if isinstance(descriptor, dict) else None


def _has_data(folder: Path) -> bool:
    """Whether a folder holds a descriptor and a file that it names, if it names any."""
    if not (folder / DESCRIPTOR).is_file():
        return False
    paths = _paths(_descriptor(folder))
    for path in paths:
        for name in (path, posixpath.basename(path)):
            if (folder / name).is_file():
                return True
    return not paths


def _descriptor(folder: Path) -> Descriptor | None:
    try:
        sized(folder / DESCRIPTOR, _MOST)
        return loaded((folder / DESCRIPTOR).read_bytes())
    except (OSError, ReadError):
        return None


def _sources(within: PackageFiles, descriptor: Descriptor | None) -> dict[str, str]:
    """The files of a package by the paths at which it needs them, and where each lies."""
    names = within.names
    # A file in data that the descriptor does not name is wrong, which the checks tell.
    sources = {name: name for name in names if name.startswith("data/") or name in OURS}
    for path in _paths(descriptor):
        beside = posixpath.basename(path)
        if path in names:
            sources[path] = path
        elif beside in names and beside not in (DESCRIPTOR, *OURS):
            sources[path] = beside
    return sources


def _bases(names: Iterable[str]) -> Iterator[str]:
    """The folders of an archive that hold a descriptor, each with its slash; none of what systems
    hide in archives: `__MACOSX/`, `.git/`.
    """
    for name in names:
        folder, last = posixpath.split(name)
        hidden = any(part.startswith((".", "__")) for part in folder.split("/"))
        if last == DESCRIPTOR and not hidden:
            yield f"{folder}/" if folder else ""


def _is_plain(name: object) -> bool:
    """Whether a name is one of a file below its folder: relative, no address, no way up.

    >>> [_is_plain(name) for name in ("data/income.csv", "../income.csv", "C:/income.csv", 3)]
    [True, False, False, False]
    """
    if not isinstance(name, str) or not name or not name.isprintable():
        return False
    # On some systems a backslash parts folders, and a colon ends a drive's name.
    if "\\" in name or ":" in name or name.startswith("/"):
        return False
    return ".." not in name.split("/")


def _paths(descriptor: Descriptor | None) -> list[str]:
    """The paths of the data files that a descriptor states, as far as they are plain."""
    resources = (descriptor or {}).get("resources")
    if not isinstance(resources, list):
        return []
    paths = []
    for resource in resources:
        if isinstance(resource, dict):
            path = resource.get("path")
            if isinstance(path, str) and _is_plain(path):
                paths.append(path)
    return paths
