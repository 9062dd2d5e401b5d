"""A version of the packages as a folder on disk: one that is there, or a git revision unpacked for a while."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts import files
from scripts.files import File

FOLDER = "datapackages"


class VersionError(Exception):
    """There is no such version; the message says what was asked for and why it cannot be had."""


@contextmanager
def opened(name: str, root: Path) -> Iterator[Path]:
    """The folder of a version while the block runs: a folder of that name, else a git revision of `root`.

    Nothing of the repository is touched: its files are read from git, and unpacked elsewhere.
    """
    if Path(name).is_dir():
        yield Path(name)
        return
    with tempfile.TemporaryDirectory() as scratch:
        files.write(Path(scratch), _of_revision(name, root))
        yield Path(scratch)


def packages(folder: Path) -> Mapping[str, Path]:
    """The folders of the packages of a version by their paths, departments first, then references.

    The folder may be that of all packages, one that holds it, or that of a single package.
    """
    if is_package(folder):
        whole = folder.resolve()
        return {f"departments/{whole.parent.name}/{whole.name}": folder}
    root = folder / FOLDER if (folder / FOLDER).is_dir() else folder
    found = (path.parent for path in root.rglob("datapackage.json"))
    return {path.relative_to(root).as_posix(): path for path in sorted(found)}


def is_package(folder: Path) -> bool:
    """Whether a folder is that of a single package."""
    return (folder / "datapackage.json").is_file()


def _of_revision(name: str, root: Path) -> Iterator[File]:
    """The files of the packages in a revision; none where it has no packages."""
    tree = (
        _git(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{tree}}", asked=name)
        .decode()
        .strip()
    )
    if not _git(root, "ls-tree", tree, FOLDER, asked=name):
        return
    archive = _git(root, "archive", "--format=tar", tree, FOLDER, asked=name)
    with tarfile.open(fileobj=io.BytesIO(archive)) as held:
        for member in held:
            content = held.extractfile(member) if member.isfile() else None
            if content is not None:
                yield File(member.name, content.read())


def _git(root: Path, *arguments: str, asked: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise VersionError(f"{asked}：不是文件夹；也没有 git 可以读取版本") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip()
        raise VersionError(f"{asked}：不是文件夹，也不是 git 里的版本（{said}）")
    return done.stdout
