"""The files of one disclosure become one package, in the place of what stood in its folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scripts import package as packages
from scripts.ingest.assembly.contributions import Contribution, is_held, merged, overlap, split
from scripts.ingest.assembly.corrections import CorrectionsError, FigureChange, changes
from scripts.ingest.assembly.held import Held
from scripts.ingest.assembly.provenance import comes_back, returned, without_pages
from scripts.ingest.assembly.result import FileReport, ImportOptions, PackageResult, Part
from scripts.ingest.document import Refusal
from scripts.ingest.report import Report, of_document
from scripts.ingest.stated import BY_HAND
from scripts.package import DESCRIPTOR, OURS, Package, PackageError, RecordError, Source, Table

_MOSTLY_TABLES = 10
"""How many times more rows than sentences with figures make a document one of tables."""


class BodyPeriod(NamedTuple):
    """What tells one disclosure from another."""

    department: str
    level: str
    period: str


class _Standing(NamedTuple):
    """What stands in a folder: its package, a person's files.

    `remark` says why none is read, and what goes with it, as it belongs to no package.
    """

    package: Package | None
    remark: str
    written: frozenset[str]


def body_period(package: Package) -> BodyPeriod:
    """Whose budget a package is, and of which year and phase."""
    disclosure = package.disclosure
    return BodyPeriod(disclosure.department, disclosure.level, package.period)


def outcomes(
    groups: Iterable[list[FileReport]],
    options: ImportOptions,
    root: Path,
    held: Held,
    refused: list[Refusal],
) -> Iterator[PackageResult]:
    """A package per group of files, with what `root` holds of it; else the group is refused."""
    files_by_path: dict[str, str] = {}

    # A folder once chosen for a body stays, unless the person asks for another.
    slugs = {} if options.slug else held.slugs
    for group in groups:
        package = _package(group, options, slugs)
        files = "、".join(str(path) for path, _ in group)
        if package.path in files_by_path:
            why = (
                f"和 {files_by_path[package.path]} 会写进同一个文件夹 {package.path}，"
                "却不是同一个部门或单位；请用 --slug 分开"
            )
            refused.append(Refusal(files, f"{files}：{why}"))
            continue

        files_by_path[package.path] = files
        standing = _standing(root / package.path)
        previous = standing.package
        if previous is None or _is_same_body(previous, package, group):
            yield _outcome(package, group, standing, options)
        else:
            why = (
                f"{package.path} 已有 {previous.disclosure.department}的数据包，"
                f"这份文件却是 {package.disclosure.department}的；请换一个 --slug"
            )
            refused.append(Refusal(files, f"{files}：{why}"))


def _package(
    group: Sequence[FileReport], options: ImportOptions, slugs: Mapping[tuple[str, str], str]
) -> Package:
    """The first package of a group, in the folder in which the package of all will stand."""
    # A data package says better whose it is than a document from which it is gathered.
    first = next((report for _, report in group if report.read_as), group[0].report)
    package = first.package
    disclosure = package.disclosure
    slug = slugs.get((disclosure.department, disclosure.level), package.slug)
    # One file may say itself what a person had to say of another.
    names = {name for _, report in group for name in report.package.disclosure.stated}
    stated = tuple(name for name in BY_HAND if name in names)
    disclosure = replace(disclosure, stated=stated)
    return replace(package, slug=options.slug or slug, disclosure=disclosure)


def _is_same_body(previous: Package, package: Package, group: Sequence[FileReport]) -> bool:
    """Whether a package is of the same body, though its name was read otherwise before."""
    if body_period(previous) == body_period(package):
        return True

    # The same file as before: a new version of this program may read its name otherwise.
    hashes = {source.sha256 for source in previous.sources}
    sources = [source for _, report in group for source in report.package.sources]
    return any(source.sha256 in hashes for source in sources)


def _standing(folder: Path) -> _Standing:
    """What stands in a folder; raises CorrectionsError where its record cannot be kept."""
    written = frozenset(name for name in OURS if (folder / name).is_file())
    going = _going(folder)
    if not (folder / DESCRIPTOR).is_file():
        return _Standing(None, going, written)
    try:
        return _Standing(packages.read(folder), going, written)
    except RecordError as error:
        raise CorrectionsError(str(error)) from error
    except PackageError as error:
        # Better a package anew than none; what a person wrote in the folder stays.
        remark = f"原来的数据包读不了，整个换成新的（{error}）"
        return _Standing(None, "；".join(filter(None, (remark, going))), written)


def _going(folder: Path) -> str:
    """What is said of files and links that stand in a folder and belong to no package; else ""."""
    kept = (DESCRIPTOR, "data", *OURS)
    names = []
    for path in sorted(folder.glob("*")):
        if path.is_symlink() or path.name not in kept:
            names.append(path.name)
    return f"文件夹里的 {'、'.join(names)} 不属于数据包，没有留下" if names else ""


# The package of a group


# One file of a group, with what each of its documents gives to the package.
_File = tuple[Path, Report, list[Contribution]]


def _outcome(
    package: Package, group: Sequence[FileReport], standing: _Standing, options: ImportOptions
) -> PackageResult:
    previous = standing.package
    only = group[0].report if len(group) == 1 else None
    if previous and only and comes_back(only.download, previous):
        return returned(package, group[0], previous, options)

    old = split(previous) if previous else []
    files = [(path, report, split(report.package)) for path, report in group]
    alone = not old and sum(len(contributions) for *_, contributions in files) == 1

    new: list[Contribution] = []
    for _, report, contributions in files:
        for contribution in contributions:
            source = _source(contribution, report, options, old, alone=alone)
            new.append(replace(contribution, source=source))

    placed, gone = _placed(old, new, by_title=bool(options.title))
    if not old and only and only.read_as and package == only.package:
        # Nothing to merge: a data package as it came, its tables' names and lines' ids its own.
        package = replace(package, sources=tuple(contribution.source for contribution in new))
    else:
        package = merged(package, placed)

    # A document is known by its hash; its number is its place among all.
    numbers = {}
    for number, contribution in enumerate(placed, start=1):
        numbers[contribution.source.sha256] = number

    hashes = {contribution.source.sha256 for contribution in new}
    held = {contribution.source.sha256 for contribution in old}
    return PackageResult(
        package,
        tuple(_parts(files, package, standing, numbers)),
        tuple(_changes(gone, package, {str(numbers[sha256]) for sha256 in hashes})),
        reread=previous is not None and held >= hashes,
    )


def _parts(
    files: Sequence[_File], package: Package, standing: _Standing, numbers: Mapping[str, int]
) -> Iterator[Part]:
    remarks = [standing.remark]
    for path, report, contributions in files:
        remarks += [
            _remark_on_package(report, package.slug, standing.written),
            without_pages(report, standing.package),
        ]
        for place, contribution in enumerate(contributions, start=1):
            part = report if len(contributions) == 1 else of_document(report, place)
            number = numbers[contribution.source.sha256]
            yield Part(str(path), number, part, "；".join(filter(None, remarks)))
            remarks = []


def _remark_on_package(report: Report, slug: str, written: frozenset[str]) -> str:
    """What becomes of a data package's own name, and of what a person wrote that came with it."""
    if not report.read_as:
        return ""

    names = [file.path for file in report.beside]
    kept = "、".join(name for name in names if name in written)
    added = "、".join(name for name in names if name not in written)

    remarks = []
    own = report.package.slug
    if own != slug:
        remarks.append(f"数据包原来叫 {own}，写进 {slug}，行标识随文件夹名重新生成")
    if added:
        remarks.append(f"一起收下的人写的文件：{added}")
    if kept:
        remarks.append(f"文件夹里已有 {kept}，没有换成数据包里的")
    return "；".join(remarks)


# The sources


def _source(
    contribution: Contribution,
    report: Report,
    options: ImportOptions,
    old: Sequence[Contribution],
    *,
    alone: bool,
) -> Source:
    """A document as the person states it, else its data package, else what was stated before."""
    own = contribution.source
    sources = [piece.source for piece in old]
    before = next((source for source in sources if source.sha256 == own.sha256), own)

    # Who imports knows best; a data package says what was stated when it was made.
    if options.title:
        title = options.title
    elif report.read_as:
        title = own.title
    elif before is own:
        title = _new_title(contribution, alone=alone)
    else:
        title = before.title

    return replace(
        own,
        title=title,
        address=options.address or own.address or before.address,
        published=options.published or own.published or before.published,
        approved=options.approved or own.approved or before.approved,
    )


def _new_title(contribution: Contribution, *, alone: bool) -> str:
    """A document's title, made from the body, the year and what it holds: …公开（表）."""
    printed = prose = 0
    for table in contribution.tables:
        if table.kind.printed:
            printed += len(table.rows)
        elif table.kind.name == "statements":
            prose += len(table.rows)

    # A letter with one table is prose, tables with one note are tables; of a mix neither is said.
    title = contribution.source.title
    is_mixed = printed and prose and max(printed, prose) < min(printed, prose) * _MOSTLY_TABLES
    if alone or is_mixed:
        return title
    return title + ("（表）" if printed > prose else "（情况说明）")


# What is superseded


def _placed(
    old: Sequence[Contribution], new: Sequence[Contribution], *, by_title: bool
) -> tuple[list[Contribution], list[Contribution]]:
    """The documents of a package, the new ones in the place of those they supersede; what went."""
    titles = {contribution.source.title for contribution in new} if by_title else set()
    placed: list[Contribution] = []
    gone: list[Contribution] = []
    waiting = list(new)
    for before in old:
        if not is_held(before, new) and before.source.title not in titles:
            rest, replaced = _without_replaced(before, new)
            if not replaced.tables or any(table.rows for table in rest.tables):
                placed.append(rest)
            if replaced.tables:
                gone.append(replaced)
            continue

        gone.append(before)
        successors = []
        for after in waiting:
            if overlap(after, before) or after.source.sha256 == before.source.sha256:
                successors.append(after)
        # In its place, so that the other documents keep their numbers.
        placed += successors
        waiting = [after for after in waiting if after not in successors]
    return [*placed, *waiting], gone


def _without_replaced(
    old: Contribution, new: Sequence[Contribution]
) -> tuple[Contribution, Contribution]:
    """A document less the statutory tables that another prints anew, and these tables."""
    names: set[str] = set()
    for contribution in new:
        # Only a document of nothing but such tables takes the place of another's.
        filled = [table.kind for table in contribution.tables if table.rows]
        if all(kind.statutory for kind in filled) and is_held(contribution, [old]):
            kinds = [table.kind for table in contribution.tables]
            names.update(kind.name for kind in kinds if kind.statutory)

    kept = []
    replaced = []
    for table in old.tables:
        if table.kind.name in names:
            replaced.append(table)
        else:
            kept.append(table)
    return replace(old, tables=tuple(kept)), replace(old, tables=tuple(replaced))


def _changes(
    gone: Sequence[Contribution], package: Package, numbers: set[str]
) -> Iterator[FigureChange]:
    """What differs between the documents that went and those that came, known by their numbers."""
    # A document that only came changes nothing.
    if not gone:
        return

    before: list[Table] = []
    for contribution in gone:
        before += contribution.tables

    after = []
    for table in package.tables.values():
        rows = tuple(row for row in table.rows if row["document"] in numbers)
        after.append(replace(table, rows=rows))
    yield from changes(before, after)
