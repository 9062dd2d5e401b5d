"""Several files become packages: those of one disclosure one package, taking the place of what it held of them before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts import package as packages
from scripts.ingest import identity, kinds
from scripts.ingest.assemble import assemble
from scripts.ingest.corrections import Change, CorrectionsError, changes
from scripts.ingest.document import Document, Grid, ReadError
from scripts.ingest.loading import loaded
from scripts.ingest.opening import Remarked
from scripts.ingest.outcome import Outcome, Part, Stated
from scripts.ingest.pieces import Piece, is_held, merged, overlap, split
from scripts.ingest.report import Report
from scripts.ingest.restored import comes_back, returned, without_pages
from scripts.package import Disclosure, Package, PackageError, RecordError, Source

_MOSTLY_TABLES = 10


@dataclass(frozen=True)
class Refused:
    """A file that makes no package, and why."""

    file: str
    why: str


@dataclass(frozen=True)
class Imported:
    """All that an import made: its packages in hand, the files refused, and those passed over in a folder."""

    outcomes: tuple[Outcome, ...]
    refused: tuple[Refused, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """0 where everything has its place, 1 where something has none, 2 where a file could not be read."""
        return 2 if self.refused else 0 if all(one.complete for one in self.outcomes) else 1


@dataclass
class _Files:
    """The files read so far: those that say whose budget they are, those that do not, those refused."""

    named: list[tuple[Path, Report]] = field(default_factory=list)
    nameless: list[tuple[Path, Remarked, ReadError]] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    hashes: dict[str, Path] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)


Progress = Callable[[Path, int, int], None]
"""What is told while a file is read: the file, the page, and how many it has."""


def ingest(path: Path, slug: str | None = None, *, title: str = "", address: str | None = None) -> Report:
    """The package that a file's disclosure makes, in hand, with the report on what was read; nothing is written.

    Raises ReadError where the file cannot be read, or is no disclosure.
    """
    document = loaded(path)
    try:
        return _remarked(assemble(document, slug, title=title, address=address), document)
    except ReadError as error:
        raise ReadError(_refusal(path, document, error)) from error


def ingest_all(paths: Sequence[Path], stated: Stated, root: Path, progress: Progress | None = None) -> Imported:
    """The packages that files and folders of files make, with what `root` holds of them already; nothing is written.

    A file that cannot be read is refused, and does not stop the others.
    """
    wanted, passed_over = _listed(paths)
    read = _Files()
    for path in wanted:
        _read(read, path, progress)
    _named_by_others(read)
    groups = _groups(read, stated)
    outcomes = tuple(_outcomes(groups, stated, root, read.refused))
    return Imported(outcomes, tuple(read.refused), (*passed_over, *read.same))


def _listed(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """The files to read, each once: those named, and those in a folder that may be disclosures; the others' names."""
    wanted: dict[Path, None] = {}
    passed_over = []
    for path in paths:
        if not path.is_dir():
            wanted[path] = None
            continue
        for found in sorted(one for one in path.rglob("*") if one.is_file()):
            if not any(part.startswith((".", "~$")) for part in found.relative_to(path).parts):
                if _may_be_disclosure(found):
                    wanted[found] = None
                else:
                    passed_over.append(str(found))
    return list(wanted), passed_over


def _may_be_disclosure(path: Path) -> bool:
    """Whether a file in a folder is to be read; of text, only what is named as such: lists and notes lie about too."""
    try:
        kind = kinds.told(path)
    except (ReadError, OSError):
        return True  # to be refused in words
    return kind.name != "text" or path.suffix.lower() in kind.endings


def _read(read: _Files, path: Path, progress: Progress | None) -> None:
    try:
        document = loaded(path, (lambda page, pages: progress(path, page, pages)) if progress else None)
    except ReadError as error:
        read.refused.append(Refused(str(path), str(error)))
        return
    if document.sha256 in read.hashes:
        read.same.append(f"{path}（和 {read.hashes[document.sha256]} 是同一份文件）")
        return
    read.hashes[document.sha256] = path
    try:
        read.named.append((path, _remarked(assemble(document, None), document)))
    except ReadError as error:
        read.nameless.append((path, document, error))


def _named_by_others(read: _Files) -> None:
    """Take in the files that do not say whose budget they are, where the others leave no doubt."""
    together = _together(read)
    for path, document, error in read.nameless:
        known = _known(read, document) or together
        report = _remarked(assemble(document, None, known=known), document) if known else None
        if known is None or report is None or not _says_anything(report):
            read.refused.append(Refused(str(path), _refusal(path, document, error)))
            continue
        remark = f"文件没有写全部门和年份，按一起导入的文件认作 {known.department} {known.year} 年"
        read.named.append((path, replace(report, remarks=(remark, *report.remarks))))


def _says_anything(report: Report) -> bool:
    """Whether a document holds any row or figure of a budget; a letter between the files is none of them."""
    return any(table.rows for name, table in report.package.tables.items() if name != "unrecognised")


def _together(read: _Files) -> Disclosure | None:
    """Whose budget files are that say it only together: one the body, another the year."""
    if read.named or len(read.nameless) < 2:
        return None
    blocks = tuple(block for _, document, _ in read.nameless for block in document.blocks)
    try:
        return identity.disclosure(Document(blocks, ""), ())
    except ReadError:
        return None


def _known(read: _Files, document: Document) -> Disclosure | None:
    """The one disclosure among those read that a document can belong to, by its year and by the bodies it names."""
    period = identity.period(document)
    stated = {_key(report.package): report.package.disclosure for _, report in read.named}
    bodies = {one.department for one in stated.values()}
    text = "\n".join(document.texts)
    named = {body for body in bodies if body in text}
    if len(named or bodies) != 1:
        return None
    fitting = [
        one
        for one in stated.values()
        if one.department in (named or bodies)
        and (not period.year or (one.year, one.phase) == (period.year, period.phase))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _key(package: Package) -> tuple[str, str, str]:
    """What tells one disclosure from another."""
    return package.disclosure.department, package.disclosure.level, package.period


def _groups(read: _Files, stated: Stated) -> list[list[tuple[Path, Report]]]:
    """The files by disclosure, less those that are another version of a file before them, or of more bodies than one."""
    groups: dict[tuple[str, str, str], list[tuple[Path, Report]]] = {}
    order = list(read.hashes.values())
    for path, report in sorted(read.named, key=lambda one: order.index(one[0])):
        group = groups.setdefault(_key(report.package), [])
        (piece,) = split(report.package)
        twin = next((other for other, held in group if _is_version(piece, split(held.package)[0])), None)
        if twin is not None:
            why = f"{path}：和 {twin} 是同一份公开的两个版本，只能导入一个；这一个没有导入"
            read.refused.append(Refused(str(path), why))
        else:
            group.append((path, report))
    bodies = {key[:2] for key in groups}
    if stated.slug and len(bodies) > 1:
        names = "、".join(sorted({department for department, _ in bodies}))
        why = f"这些文件属于 {len(bodies)} 个部门或单位（{names}），不能都用 --slug {stated.slug}；请分开导入"
        read.refused += [Refused(str(path), f"{path}：{why}") for group in groups.values() for path, _ in group]
        return []
    return list(groups.values())


def _is_version(one: Piece, other: Piece) -> bool:
    return is_held(one, [other]) and is_held(other, [one])


def _outcomes(
    groups: Iterable[list[tuple[Path, Report]]], stated: Stated, root: Path, refused: list[Refused]
) -> Iterator[Outcome]:
    taken: dict[str, str] = {}
    slugs = {} if stated.slug else _slugs(root)
    for group in groups:
        first = group[0][1].package
        body = stated.slug or slugs.get(_key(first)[:2], first.slug)
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
        if held is not None and len(group) == 1 and comes_back(group[0][1].download, held):
            yield returned(package, *group[0], held, stated)
        else:
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
    return _key(held) == _key(package) or bool(hashes & {source.sha256 for source in held.sources})


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
        Part(
            str(path),
            numbers[report.package.sources[0].sha256],
            report,
            _first(remark if place == 0 else "", without_pages(report, held)),
        )
        for place, (path, report) in enumerate(group)
    )
    reread = {source.sha256 for source in held.sources} >= {one.source.sha256 for one in new} if held else False
    return Outcome(made, parts, tuple(_changes(gone, made, fresh)), reread)


def _first(*remarks: str) -> str:
    """What is to be said of a file before all else."""
    return "；".join(filter(None, remarks))


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


def _remarked(report: Report, document: Remarked) -> Report:
    return replace(report, remarks=(*document.remarks, *report.remarks))


def _refusal(path: Path, document: Remarked, error: ReadError) -> str:
    """Why a file is no disclosure: the file, what is missing, and what was found in it."""
    grids = sum(isinstance(block, Grid) for block in document.blocks)
    pages = f"{document.pages} 页、" if document.pages else ""
    found = f"读到 {pages}{len(document.blocks) - grids} 段文字、{grids} 块表格"
    said = str(error) if str(error).startswith(str(path)) else f"{path}：{error}"
    return "；".join((said, found, *document.remarks))
