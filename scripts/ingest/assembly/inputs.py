"""Which files an import reads: those named, those in a folder that may be disclosures, data packages whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from scripts.ingest.document import ReadError
from scripts.ingest.readers import formats
from scripts.ingest.reimport import display_csv, own_packages
from scripts.ingest.reimport.own_packages import DESCRIPTOR

_PLAIN = (formats.TEXT, formats.DELIMITED)
_PLAIN_ENDINGS = tuple(ending for file_format in _PLAIN for ending in file_format.endings)


def listed(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The files and packages to read, each once; the names of the files in folders that are neither."""
    wanted: dict[Path, None] = {}
    passed_over: list[str] = []
    for path in paths:
        if not path.is_dir():
            wanted[_package(path)] = None
            continue
        if own_packages.holds(path):
            wanted[path] = None  # to be refused in words where it is none of ours
        for found, is_wanted in _below(path):
            if is_wanted:
                wanted[found] = None
            else:
                passed_over.append(str(found))
    return list(wanted), passed_over


def _package(path: Path) -> Path:
    """A file, or the folder of the package whose descriptor it is."""
    whole = path.name == DESCRIPTOR and own_packages.holds(path.parent)
    return path.parent if whole else path


def _below(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Every file below a folder with whether it is read; the folder of a package of ours in the place of its files."""
    found = sorted(
        one
        for one in folder.rglob("*")
        if one.is_file() and not _is_hidden(one.relative_to(folder))
    )
    descriptors = [one for one in found if one.name == DESCRIPTOR and own_packages.holds(one)]
    packages = {one.parent: own_packages.parts(one.parent) for one in descriptors}
    for path in found:
        above = next((one for one in path.parents if one in packages), None)
        if above is None:
            yield (
                path,
                _describes(path, found) if path.name == DESCRIPTOR else _may_be_disclosure(path),
            )
        elif not own_packages.is_ours(above):
            yield path, False
        elif path.name == DESCRIPTOR:
            yield above, True
        elif path.relative_to(above).as_posix() not in packages[above]:
            yield path, False


def _describes(descriptor: Path, found: Iterable[Path]) -> bool:
    """Whether a descriptor without data lies beside CSVs for people, whose columns it may describe."""
    return any(one.parent == descriptor.parent and display_csv.is_one(one) for one in found)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def _may_be_disclosure(path: Path) -> bool:
    """Whether a file in a folder is to be read; of text, only what is named as such: lists and notes lie about too."""
    if own_packages.holds(path):
        return True
    try:
        file_format = formats.file_format(path)
    except (ReadError, OSError):
        return True  # to be refused in words
    return file_format not in _PLAIN or path.suffix.lower() in _PLAIN_ENDINGS
