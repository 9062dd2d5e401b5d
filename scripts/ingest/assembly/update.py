"""The files of one disclosure become one package, in the place of what stood of them in its folder before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scripts import package as packages
from scripts.ingest.assembly.contributions import Contribution, is_held, merged, overlap, split
from scripts.ingest.assembly.corrections import CorrectionsError, FigureChange, changes
from scripts.ingest.assembly.provenance import comes_back, returned, without_pages
from scripts.ingest.assembly.result import ImportOptions, PackageResult, Part
from scripts.ingest.document import Refusal
from scripts.ingest.report import Report, of_document
from scripts.package import OURS, Package, PackageError, RecordError, Source

_MOSTLY_TABLES = 10


class _Said(NamedTuple):
    """What is to be said of a package beside its reading: of what stood in its folder, and of the person's files there."""

    first: str
    written: frozenset[str]

    def of_package(self, report: Report, slug: str) -> str:
        """What becomes of a data package's own name, and of what a person wrote that came with it."""
        if not report.read_as:
            return ""
        own, came = report.package.slug, [file.path for file in report.beside]
        kept, taken = (
            "、".join(name for name in came if (name in self.written) == there)
            for there in (True, False)
        )
        said = [
            f"数据包原来叫 {own}，写进 {slug}，行标识随文件夹名重新生成" if own != slug else "",
            f"一起收下的人写的文件：{taken}" if taken else "",
            f"文件夹里已有 {kept}，没有换成数据包里的" if kept else "",
        ]
        return "；".join(filter(None, said))


def key(package: Package) -> tuple[str, str, str]:
    """What tells one disclosure from another."""
    return package.disclosure.department, package.disclosure.level, package.period


def outcomes(
    groups: Iterable[list[tuple[Path, Report]]],
    stated: ImportOptions,
    root: Path,
    refused: list[Refusal],
) -> Iterator[PackageResult]:
    """A package per group of files, with what `root` holds of it; a group that cannot stand where it would is refused."""
    taken: dict[str, str] = {}
    slugs = {} if stated.slug else _slugs(root)
    for group in groups:
        # A data package says better whose it is than a document from which it is gathered.
        first = next((report for _, report in group if report.read_as), group[0][1]).package
        body = stated.slug or slugs.get(key(first)[:2], first.slug)
        package = replace(first, slug=body)
        files = "、".join(str(path) for path, _ in group)
        if package.path in taken:
            why = f"{files}：和 {taken[package.path]} 会写进同一个文件夹 {package.path}，却不是同一个部门或单位；请用 --slug 分开"
            refused.append(Refusal(files, why))
            continue
        taken[package.path] = files
        held, remark = _held(root / package.path)
        if held is not None and not _is_same_body(held, package, group):
            why = f"{files}：{package.path} 已有 {held.disclosure.department}的数据包，这份文件却是 {package.disclosure.department}的；请换一个 --slug"
            refused.append(Refusal(files, why))
            continue
        if held is not None and len(group) == 1 and comes_back(group[0][1].download, held):
            yield returned(package, *group[0], held, stated)
            continue
        if held is not None and len(group) == 1 and comes_back(group[0][1].download, held):
            yield returned(package, *group[0], held, stated)
            continue
        written = frozenset(name for name in OURS if (root / package.path / name).is_file())
        yield _outcome(package, group, held, stated, _Said(remark, written))


def _slugs(root: Path) -> Mapping[tuple[str, str], str]:
    """The folder that each body has already, so that a name once chosen stays."""
    known: dict[tuple[str, str], str] = {}
    for folder in packages.find(root):
        try:
            said = packages.read(folder).disclosure
        except PackageError:
            continue
        known.setdefault((said.department, said.level), folder.parent.name)
    return known


def _held(folder: Path) -> tuple[Package | None, str]:
    """The package that stands in a folder already, and what is to be said where it cannot be read.

    Raises CorrectionsError where its record of corrections cannot be kept.
    """
    if not (folder / "datapackage.json").is_file():
        return None, ""
    try:
        return packages.read(folder), ""
    except RecordError as error:
        raise CorrectionsError(str(error)) from error
    except PackageError as error:
        return None, f"原来的数据包读不了，整个换成新的（{error}）"


def _is_same_body(held: Package, package: Package, group: Sequence[tuple[Path, Report]]) -> bool:
    """Whether a package is of the same body; a name read otherwise than before is no other body's."""
    hashes = {source.sha256 for _, report in group for source in report.package.sources}
    return key(held) == key(package) or bool(hashes & {source.sha256 for source in held.sources})


def _outcome(
    package: Package,
    group: Sequence[tuple[Path, Report]],
    held: Package | None,
    stated: ImportOptions,
    said: _Said,
) -> PackageResult:
    old = split(held) if held else []
    found = [(path, report, split(report.package)) for path, report in group]
    alone = not old and sum(len(given) for _, _, given in found) == 1
    new = [
        _piece(piece, report, stated, old, alone=alone)
        for _, report, given in found
        for piece in given
    ]
    pieces, gone = _placed(old, new, by_title=bool(stated.title))
    if not old and len(group) == 1 and package == group[0][1].package and group[0][1].read_as:
        # Nothing to merge: a data package as it came, with the names of its tables and the ids of its lines.
        made = replace(package, sources=tuple(piece.source for piece in new))
    else:
        made = merged(package, pieces)
    numbers = {piece.source.sha256: number for number, piece in enumerate(pieces, start=1)}
    parts: list[Part] = []
    for path, report, given in found:
        for place, piece in enumerate(given, start=1):
            words = (
                [said.of_package(report, package.slug), without_pages(report, held)]
                if place == 1
                else []
            )
            one = report if len(given) == 1 else of_document(report, place)
            remark = "；".join(filter(None, ("" if parts else said.first, *words)))
            parts.append(Part(str(path), numbers[piece.source.sha256], one, remark))
    fresh = {str(numbers[piece.source.sha256]) for piece in new}
    reread = (
        {source.sha256 for source in held.sources} >= {one.source.sha256 for one in new}
        if held
        else False
    )
    return PackageResult(made, tuple(parts), tuple(_changes(gone, made, fresh)), reread)


def _piece(
    piece: Contribution,
    report: Report,
    stated: ImportOptions,
    old: Sequence[Contribution],
    *,
    alone: bool,
) -> Contribution:
    """What a document gives, its source with what the person says of it, its package says, or was said before."""
    own = piece.source
    before = next((one.source for one in old if one.source.sha256 == own.sha256), None)
    source = replace(
        own,
        title=stated.title or (own.title if report.read_as else _title(piece, before, alone=alone)),
        address=stated.address or own.address or (before.address if before else None),
        published=stated.published or own.published or (before.published if before else None),
        approved=stated.approved or own.approved or (before.approved if before else None),
    )
    return replace(piece, source=source)


def _title(piece: Contribution, before: Source | None, *, alone: bool) -> str:
    """A document's title: as stated before, or made from the body and the year, and what it holds."""
    if before:
        return before.title
    printed = sum(len(table.rows) for table in piece.tables if table.kind.printed)
    said = sum(len(table.rows) for table in piece.tables if table.kind.name == "statements")
    if alone or (
        printed and said and printed < said * _MOSTLY_TABLES and said < printed * _MOSTLY_TABLES
    ):
        return piece.source.title
    return piece.source.title + ("（表）" if printed > said else "（情况说明）")


def _placed(
    old: Sequence[Contribution], new: Sequence[Contribution], *, by_title: bool
) -> tuple[list[Contribution], list[Contribution]]:
    """The documents of a package with the new ones in the place of those that they supersede, and what went."""
    pieces: list[Contribution] = []
    gone: list[Contribution] = []
    waiting = list(new)
    for piece in old:
        titled = by_title and any(one.source.title == piece.source.title for one in new)
        if is_held(piece, new) or titled:
            gone.append(piece)
            for one in [
                one
                for one in waiting
                if overlap(one, piece) or one.source.sha256 == piece.source.sha256
            ]:
                waiting.remove(one)
                pieces.append(one)
        else:
            rest, replaced = _without_replaced(piece, new)
            left = not replaced.tables or any(table.rows for table in rest.tables)
            pieces += [rest] if left else []
            gone += [replaced] if replaced.tables else []
    return [*pieces, *waiting], gone


def _without_replaced(
    old: Contribution, new: Sequence[Contribution]
) -> tuple[Contribution, Contribution]:
    """A document less the statutory tables that a document of nothing but such tables prints anew, and these."""
    anew = {
        table.kind.name
        for piece in new
        if all(table.kind.statutory or not table.rows for table in piece.tables)
        and is_held(piece, [old])
        for table in piece.tables
        if table.kind.statutory
    }
    kept = tuple(table for table in old.tables if table.kind.name not in anew)
    return replace(old, tables=kept), replace(
        old, tables=tuple(one for one in old.tables if one.kind.name in anew)
    )


def _changes(
    gone: Sequence[Contribution], made: Package, fresh: set[str]
) -> Iterator[FigureChange]:
    """What differs between the documents that went and those that came; a document that only came changes nothing."""
    if not gone:
        return
    now = [
        replace(table, rows=tuple(row for row in table.rows if row["document"] in fresh))
        for table in made.tables.values()
    ]
    yield from changes([table for piece in gone for table in piece.tables], now)
