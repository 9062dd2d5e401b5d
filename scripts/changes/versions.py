"""Versions of the packages, folders on disk or git revisions unpacked; and two of them compared."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts import files
from scripts.changes import departments, references
from scripts.changes.difference import Comparison, PackageChange
from scripts.files import File
from scripts.package import PackageError

# Where packages stand in the repository, and in every revision of it.
FOLDER = "datapackages"


class VersionError(Exception):
    """There is no such version: what was asked for, and why it cannot be had."""

    def __init__(self, version: str, why: str) -> None:
        super().__init__(f"{version}：{why}")
        self.version = version
        self.why = why


@contextmanager
def opened(name: str, root: Path) -> Iterator[Path]:
    """The folder of a version, or of a git revision, while the block runs; else VersionError."""
    if Path(name).is_dir():
        yield Path(name)
        return
    with tempfile.TemporaryDirectory() as scratch:
        files.write(Path(scratch), _of_revision(name, root))
        yield Path(scratch)


def between(before: Path, after: Path) -> Comparison:
    """What differs between the packages in two folders; one that cannot be read is told as such."""
    was, now = _packages(before), _packages(after)
    if _is_package(before) and _is_package(after):
        # Two copies of one package may stand anywhere: /tmp/a/2026 against datapackages/…/2026.
        was = dict(zip(now, was.values(), strict=True))

    changes = []
    for path in sorted({*was, *now}):
        # Those whose files are the same are not even read.
        old, new = was.get(path), now.get(path)
        if old and new and list(files.read_all(old)) == list(files.read_all(new)):
            continue
        changed = references.changed if path.startswith("reference/") else departments.changed
        try:
            changes.append(changed(path, old, new))
        except PackageError as error:
            changes.append(PackageChange(path, "unreadable", why=str(error)))
    return Comparison(len(was), len(now), tuple(changes))


def _packages(folder: Path) -> Mapping[str, Path]:
    """The packages of a version by their paths, from the folder of all, one above it, or of one."""
    # A package is known by its last two folders: 2026-budget below its body's.
    if _is_package(folder):
        whole = folder.resolve()
        return {f"departments/{whole.parent.name}/{whole.name}": folder}

    root = folder / FOLDER
    if not root.is_dir():
        root = folder
    descriptors = sorted(root.rglob("datapackage.json"))
    return {path.parent.relative_to(root).as_posix(): path.parent for path in descriptors}


def _is_package(folder: Path) -> bool:
    return (folder / "datapackage.json").is_file()


def _of_revision(name: str, root: Path) -> Iterator[File]:
    # After --end-of-options a name such as --exec=… can only be a revision.
    revision = ["rev-parse", "--verify", "--end-of-options", f"{name}^{{tree}}"]
    tree = _git(root, *revision, version=name).decode().strip()
    # git archive refuses a folder that the revision has not.
    if not _git(root, "ls-tree", tree, FOLDER, version=name):
        return

    content = _git(root, "archive", "--format=tar", tree, FOLDER, version=name)
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            # A link has no content of its own, and may lead anywhere.
            file = archive.extractfile(member) if member.isfile() else None
            if file:
                yield File(member.name, file.read())


def _git(root: Path, *arguments: str, version: str) -> bytes:
    """What a git command writes; raises VersionError, which tells what git says, where it fails."""
    try:
        result = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise VersionError(version, "不是文件夹；也没有 git 可以读取版本") from error

    if result.returncode:
        message = result.stderr.decode("utf-8", errors="replace").strip()
        raise VersionError(version, f"不是文件夹，也不是 git 里的版本（{message}）")
    return result.stdout
