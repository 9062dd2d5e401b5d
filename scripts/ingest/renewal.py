"""The files of one disclosure become one package, in the place of what stood of them in its folder before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scripts import package as packages
from scripts.ingest.corrections import Change, CorrectionsError, changes
from scripts.ingest.outcome import Outcome, Part, Refused, Stated
from scripts.ingest.pieces import Piece, is_held, merged, overlap, split
from scripts.ingest.report import Report
from scripts.package import Package, PackageError, RecordError, Source

_MOSTLY_TABLES = 10


def key(package: Package) -> tuple[str, str, str]:
    """What tells one disclosure from another."""
    return package.disclosure.department, package.disclosure.level, package.period


def outcomes(
    groups: Iterable[list[tuple[Path, Report]]], stated: Stated, root: Path, refused: list[Refused]
) -> Iterator[Outcome]:
    """A package per group of files, with what `root` holds of it; a group that cannot stand where it would is refused."""
    taken: dict[str, str] = {}
    slugs = {} if stated.slug else _slugs(root)
    for group in groups:
        first = group[0][1].package
        body = stated.slug or slugs.get(key(first)[:2], first.slug)
        package = replace(first, slug=body)
        files = "、".join(str(path) for path, _ in group)
        if package.path in taken:
            why = f"{files}：和 {taken[package.path]} 会写进同一个文件夹 {package.path}，却不是同一个部门或单位；请用 --slug 分开"
            refused.append(Refused(files, why))
            continue
        taken[package.path] = files
        held, remark = _held(root / package.path)
        if held is not None and not _is_same_body(held, package, group):
            why = f"{files}：{package.path} 已有 {held.disclosure.department}的数据包，这份文件却是 {package.disclosure.department}的；请换一个 --slug"
            refused.append(Refused(files, why))
            continue
        yield _outcome(package, group, held, stated, remark)


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
    hashes = {report.package.sources[0].sha256 for _, report in group}
    return key(held) == key(package) or bool(hashes & {source.sha256 for source in held.sources})


def _outcome(
    package: Package, group: Sequence[tuple[Path, Report]], held: Package | None, stated: Stated, remark: str
) -> Outcome:
    old = split(held) if held else []
    new = [_piece(report, stated, old, alone=len(group) == 1) for _, report in group]
    pieces, gone = _placed(old, new, by_title=bool(stated.title))
    made = merged(package, pieces)
    numbers = {piece.source.sha256: number for number, piece in enumerate(pieces, start=1)}
    fresh = {str(numbers[piece.source.sha256]) for piece in new}
    parts = tuple(
        Part(str(path), numbers[report.package.sources[0].sha256], report, remark if place == 0 else "")
        for place, (path, report) in enumerate(group)
    )
    reread = {source.sha256 for source in held.sources} >= {one.source.sha256 for one in new} if held else False
    return Outcome(made, parts, tuple(_changes(gone, made, fresh)), reread)


def _piece(report: Report, stated: Stated, old: Sequence[Piece], *, alone: bool) -> Piece:
    """What a file gives, its source with what the person says of it, or said when the same file was imported before."""
    (piece,) = split(report.package)
    before = next((one.source for one in old if one.source.sha256 == piece.source.sha256), None)
    source = replace(
        piece.source,
        title=_title(piece, stated, before, alone=alone and not old),
        address=stated.address or (before.address if before else None),
        published=stated.published or (before.published if before else None),
        approved=stated.approved or (before.approved if before else None),
    )
    return replace(piece, source=source)


def _title(piece: Piece, stated: Stated, before: Source | None, *, alone: bool) -> str:
    """A document's title: as stated, now or before, or made from the body and the year, and what it holds."""
    if stated.title or before:
        return stated.title or (before.title if before else "")
    printed = sum(len(table.rows) for table in piece.tables if table.kind.printed)
    said = sum(len(table.rows) for table in piece.tables if table.kind.name == "statements")
    if alone or (printed and said and printed < said * _MOSTLY_TABLES and said < printed * _MOSTLY_TABLES):
        return piece.source.title
    return piece.source.title + ("（表）" if printed > said else "（情况说明）")


def _placed(old: Sequence[Piece], new: Sequence[Piece], *, by_title: bool) -> tuple[list[Piece], list[Piece]]:
    """The documents of a package with the new ones in the place of those that they supersede, and what went."""
    pieces: list[Piece] = []
    gone: list[Piece] = []
    waiting = list(new)
    for piece in old:
        titled = by_title and any(one.source.title == piece.source.title for one in new)
        if is_held(piece, new) or titled:
            gone.append(piece)
            for one in [one for one in waiting if overlap(one, piece) or one.source.sha256 == piece.source.sha256]:
                waiting.remove(one)
                pieces.append(one)
        else:
            rest, replaced = _without_replaced(piece, new)
            left = not replaced.tables or any(table.rows for table in rest.tables)
            pieces += [rest] if left else []
            gone += [replaced] if replaced.tables else []
    return [*pieces, *waiting], gone


def _without_replaced(old: Piece, new: Sequence[Piece]) -> tuple[Piece, Piece]:
    """A document less the statutory tables that a document of nothing but such tables prints anew, and these."""
    anew = {
        table.kind.name
        for piece in new
        if all(table.kind.statutory or not table.rows for table in piece.tables) and is_held(piece, [old])
        for table in piece.tables
        if table.kind.statutory
    }
    kept = tuple(table for table in old.tables if table.kind.name not in anew)
    return replace(old, tables=kept), replace(old, tables=tuple(one for one in old.tables if one.kind.name in anew))


def _changes(gone: Sequence[Piece], made: Package, fresh: set[str]) -> Iterator[Change]:
    """What differs between the documents that went and those that came; a document that only came changes nothing."""
    if not gone:
        return
    now = [
        replace(table, rows=tuple(row for row in table.rows if row["document"] in fresh))
        for table in made.tables.values()
    ]
    yield from changes([table for piece in gone for table in piece.tables], now)
