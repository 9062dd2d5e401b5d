"""Which files an import reads: those named, those in a folder that may be disclosures, packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.ingest.document import ReadError
from scripts.ingest.readers import formats
from scripts.ingest.reimport import package_files
from scripts.ingest.reimport.package_files import DESCRIPTOR

_PLAIN = (formats.TEXT, formats.DELIMITED)
_PLAIN_ENDINGS = tuple(ending for file_format in _PLAIN for ending in file_format.endings)


@dataclass(frozen=True)
class Inputs:
    """What an import reads, each file or package once; the files that are neither; the links."""

    read: tuple[Path, ...]
    passed_over: tuple[str, ...]
    links: tuple[str, ...]


def listed(paths: Iterable[Path]) -> Inputs:
    """The files and packages that an import reads.

    A file that is named is read whatever it is, and refused in words where it cannot be; of a
    folder, only what may be a disclosure or is a package, and nothing that a link leads to.
    """
    # Keys of a dict: each path once, in order.
    inputs: dict[Path, None] = {}
    passed_over: list[str] = []
    links: list[str] = []
    for path in paths:
        if not path.is_dir():
            # A descriptor stands for the folder of its package.
            is_package = path.name == DESCRIPTOR and package_files.holds(path.parent)
            inputs[path.parent if is_package else path] = None
            continue
        if package_files.holds(path):
            inputs[path] = None  # to be refused in words where it is none of ours
        for file, is_input in _below(path):
            if is_input:
                inputs[file] = None
            else:
                (links if file.is_symlink() else passed_over).append(str(file))
    return Inputs(tuple(inputs), tuple(passed_over), tuple(links))


def _below(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Every file below a folder and whether it is read; a package stands in its files' place."""
    files = []
    packages = {}
    for path in sorted(folder.rglob("*")):
        # `.DS_Store`, and `~$预算.docx` while Word has a document open.
        names = path.relative_to(folder).parts
        is_folder = path.is_dir() and not path.is_symlink()
        if is_folder or any(name.startswith((".", "~$")) for name in names):
            continue
        files.append(path)
        if path.name == DESCRIPTOR and package_files.holds(path):
            packages[path.parent] = package_files.parts(path.parent)

    for path in files:
        package = next((parent for parent in path.parents if parent in packages), None)
        if package is None and (path.is_symlink() or not path.is_file()):
            # A link may lead to any document of the machine, a pipe never ends.
            yield path, False
        elif package is None:
            # A descriptor without its data says nothing by itself.
            yield path, path.name != DESCRIPTOR and _may_be_disclosure(path)
        elif not package_files.is_ours(package):
            yield path, False
        elif path.name == DESCRIPTOR:
            yield package, True
        elif path.relative_to(package).as_posix() not in packages[package]:
            yield path, False


def _may_be_disclosure(path: Path) -> bool:
    """Whether a file in a folder is read; of text, only what is named so: notes lie about."""
    if package_files.holds(path):
        return True
    try:
        file_format = formats.file_format(path)
    except (ReadError, OSError):
        return True  # to be refused in words
    return file_format not in _PLAIN or path.suffix.lower() in _PLAIN_ENDINGS
