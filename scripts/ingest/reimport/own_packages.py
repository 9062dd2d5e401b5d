"""A data package of ours, as a download, a folder or its descriptor, taken as it is once it keeps the contract."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from scripts import checks, files
from scripts.checks import Finding
from scripts.checks.form import rules
from scripts.files import File
from scripts.ingest import identity
from scripts.ingest.document import ReadError
from scripts.ingest.readers import office
from scripts.ingest.readers.limits import LINES, MB, sized
from scripts.ingest.report import Report, of_package
from scripts.package import OURS, Package

DESCRIPTOR = rules.DESCRIPTOR

AS_IT_IS = "是本项目的数据包，表和来源照原样收下，没有重新识别"
"""How a package is read."""

_MOST = 16 * MB
_ALL = 200 * MB
_FILES = 1_000
_TOLD = 200
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEPT = (".csv", ".json", ".md")


class Taken(NamedTuple):
    """A package in hand with the report on it, and the hash of its data by which the same package is known again."""

    report: Report
    sha256: str


class _Within(NamedTuple):
    """Where the files of one package lie: what it is called, their names, and how the content of one is had."""

    name: str
    names: frozenset[str]
    content: Callable[[str], bytes]


def holds(path: Path) -> bool:
    """Whether a path is a data package, whosever: its descriptor beside data, the folder of both, or an archive of them.

    A descriptor without data is none: it may describe other files.
    """
    if path.is_dir():
        return _has_data(path)
    if path.name == DESCRIPTOR:
        return _has_data(path.parent)
    try:
        return (
            path.is_file()
            and office.is_archive(path)
            and next(_bases(office.members(path)), None) is not None
        )
    except (ReadError, OSError):
        return False  # to be refused in words where it is read


def is_ours(folder: Path) -> bool:
    """Whether the descriptor in a folder says whose budget its package is; where it cannot be read, it may."""
    stated = _stated(folder)
    return stated is None or "disclosure" in stated


def parts(folder: Path) -> frozenset[str]:
    """The names of the files of a package in its folder, and of what is made with it; none where it cannot be read."""
    try:
        return _folder(folder).names | {"checks.csv"}
    except ReadError:
        return frozenset()


def read(path: Path) -> list[Taken]:
    """The packages at a path, each with its report; raises ReadError, saying all that is wrong, where one is unsound."""
    if path.is_dir() or path.name == DESCRIPTOR:
        return [_taken(path, _folder(path if path.is_dir() else path.parent))]
    with office.opened(path) as archive:
        return [_taken(path, one) for one in _archived(path, archive)]


# Where the files are


def _has_data(folder: Path) -> bool:
    """Whether a folder holds a descriptor and any file that it names; one that cannot be read may be meant so."""
    if not (folder / DESCRIPTOR).is_file():
        return False
    stated = _stated(folder)
    if stated is None:
        return True
    paths = _paths(stated)
    return not paths or any(
        (folder / name).is_file() for path in paths for name in (path, posixpath.basename(path))
    )


def _stated(folder: Path) -> Mapping[str, Any] | None:
    try:
        sized(folder / DESCRIPTOR, _MOST)
        stated = json.loads((folder / DESCRIPTOR).read_bytes())
    except (OSError, ValueError, RecursionError, ReadError):
        return None
    return stated if isinstance(stated, dict) else None


def _folder(folder: Path) -> _Within:
    """The files of a package in a folder: those it names, all in `data`, and what a person wrote; not what lies about."""
    stated = _stated(folder)
    named = {name for path in _paths(stated or {}) for name in (path, posixpath.basename(path))}
    data = folder / "data"
    named |= (
        {one.relative_to(folder).as_posix() for one in data.rglob("*")} if data.is_dir() else set()
    )
    present = {name for name in {DESCRIPTOR, *OURS, *named} if (folder / name).is_file()}
    if outside := sorted(name for name in present if not files.is_inside(folder, folder / name)):
        raise ReadError(f"{folder}：{'、'.join(outside)} 指向数据包的外面，不予读取")

    def content(name: str) -> bytes:
        sized(folder / name, _MOST)
        return (folder / name).read_bytes()

    return _Within(str(folder), frozenset(present), content)


def _archived(path: Path, archive: office.Office) -> Iterator[_Within]:
    names = archive.names
    if unsafe := [name for name in names if not _is_plain(name.rstrip("/"))]:
        raise ReadError(
            f"{path}：压缩包里有指向包外面的文件名（{len(unsafe)} 个），不予读取；请核对文件的来源"
        )
    if len({name.lower() for name in names}) != len(names):
        raise ReadError(f"{path}：压缩包里有同名的文件，分不清用哪一个；请重新下载")
    for base in _bases(names):
        within = {
            name.removeprefix(base)
            for name in names
            if name.startswith(base) and name.endswith(_KEPT)
        }

        def content(name: str, base: str = base) -> bytes:
            return archive.content(base + name, _MOST)

        yield _Within(f"{path}{f'（{base[:-1]}）' if base else ''}", frozenset(within), content)


def _bases(names: Iterable[str]) -> Iterator[str]:
    """The folders of an archive that hold a descriptor, each with its slash; none of what systems hide in archives."""
    for name in names:
        folder, last = posixpath.split(name)
        if last == DESCRIPTOR and not any(
            part.startswith((".", "__")) for part in folder.split("/")
        ):
            yield folder + "/" if folder else ""


def _is_plain(name: object) -> bool:
    """Whether a name is one of a file below its folder: relative, no address, no way up."""
    if (
        not isinstance(name, str)
        or not name
        or not name.isprintable()
        or "\\" in name
        or ":" in name
    ):
        return False
    return not name.startswith("/") and ".." not in name.split("/")


def _paths(stated: Mapping[str, Any]) -> list[str]:
    """The paths of the data files that a descriptor states, as far as they are plain."""
    resources = stated.get("resources")
    found = (
        [one.get("path") for one in resources if isinstance(one, dict)]
        if isinstance(resources, list)
        else []
    )
    return [path for path in found if isinstance(path, str) and _is_plain(path)]


# From files to a package


def _taken(path: Path, within: _Within) -> Taken:
    staged = list(_staged(path, within))
    try:
        stated = json.loads(next(file.content for file in staged if file.path == DESCRIPTOR))
    except (ValueError, RecursionError):
        stated = None  # the check tells where it cannot be read
    _refuse_others(within.name, stated)
    slug, period = _called(stated)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "departments" / (slug or "x") / (period or "x")
        try:
            files.write(folder, staged)
        except OSError as error:
            raise ReadError(f"{within.name}：数据包里的文件名存不下（{error.strerror}）") from error
        held = _sound(within.name, checks.of_form(folder))
    remarks = []
    if not slug:
        slug = identity.slug(held.disclosure.department, held.disclosure.level)
        remarks.append(f"数据包的 name 里没有能用的文件夹名，用部门名称的拼音 {slug}")
    ours = tuple(file for file in staged if file.path in OURS)
    data = sorted((file.path, file.content) for file in staged if file.path not in OURS)
    digest = hashlib.sha256(
        b"\0".join(part for name, content in data for part in (name.encode(), content))
    )
    return Taken(
        of_package(replace(held, slug=slug), AS_IT_IS, tuple(remarks), ours), digest.hexdigest()
    )


def _staged(path: Path, within: _Within) -> Iterator[File]:
    """The files that make the package, at the paths that its descriptor states, though they lie beside it."""
    descriptor = within.content(DESCRIPTOR)
    yield File(DESCRIPTOR, descriptor)
    try:
        stated = json.loads(descriptor)
    except (ValueError, RecursionError):
        stated = {}
    wanted = {name: name for name in within.names if name.startswith("data/") or name in OURS}
    for one in _paths(stated) if isinstance(stated, dict) else []:
        beside = posixpath.basename(one)
        if one not in within.names and beside in within.names and beside not in (DESCRIPTOR, *OURS):
            wanted[one] = beside
        elif one in within.names:
            wanted[one] = one
    if len(wanted) > _FILES:
        raise ReadError(f"{path}：数据包里的文件超过 {_FILES} 个，不像一份部门预决算的数据")
    size = lines = 0
    for name, source in sorted(wanted.items()):
        content = within.content(source)
        size, lines = size + len(content), lines + content.count(b"\n")
        if size > _ALL or lines > LINES:
            raise ReadError(
                f"{path}：数据包超过 {_ALL // MB} MB 或 {LINES} 行，不像一份部门预决算的数据"
            )
        yield File(name, content)


def _refuse_others(name: str, stated: object) -> None:
    """Raise ReadError where a descriptor is one of another package than a department's of ours."""
    if not isinstance(stated, dict) or "disclosure" in stated:
        return
    what = (
        "这是参考数据（科目、地区、词语），不是部门的预决算"
        if stated.get("kind") == "reference"
        else "这是别的数据包"
    )
    raise ReadError(
        f"{name}：{what}：{DESCRIPTOR} 里没有 disclosure（部门 department、级次 level、年份 year、阶段 phase）；"
        "只收本项目的数据包，别的请把里面的表逐个导入"
    )


def _called(stated: object) -> tuple[str, str]:
    """The folder's name and the period that a descriptor's name is made of; blanks where they are not as we write them."""
    said = stated.get("disclosure") if isinstance(stated, dict) else None
    period = f"{said.get('year')}-{said.get('phase')}" if isinstance(said, dict) else ""
    if not isinstance(stated, dict) or not _SLUG.fullmatch(period):
        return "", ""
    slug = str(stated.get("name")).removesuffix(f"-{period}")
    fits = (
        slug != stated.get("name") and len(slug) <= identity.SLUG_LENGTH and _SLUG.fullmatch(slug)
    )
    return slug if fits else "", period


def _sound(name: str, checked: checks.CheckResult) -> Package:
    """The package, where nothing is wrong with its form; raises ReadError with everything that is."""
    wrong = [one for one in checked.failures if checks.RULES[one.rule].group == "form"]
    if checked.package is not None and not wrong:
        return checked.package
    raise ReadError(_unsound(name, wrong))


def _unsound(name: str, wrong: Sequence[Finding]) -> str:
    said = [checks.text(one).replace(f"{one.package}/", "", 1) for one in wrong[:_TOLD]]
    more = [f"另有 {len(wrong) - _TOLD} 处"] if len(wrong) > _TOLD else []
    return "\n  ".join((f"{name}：数据包有 {len(wrong)} 处不合规定，没有导入：", *said, *more))
