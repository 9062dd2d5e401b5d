"""Several files become packages: which are read, and those of one disclosure together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts.ingest import identity
from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.assembly.contributions import are_versions, split
from scripts.ingest.assembly.inputs import listed
from scripts.ingest.assembly.result import ImportOptions, PackageResult
from scripts.ingest.assembly.update import key, outcomes
from scripts.ingest.document import Document, Grid, ReadError, Refusal
from scripts.ingest.readers.load import loaded
from scripts.ingest.reimport import display_csv, own_packages
from scripts.ingest.reimport.display_documents import stacks
from scripts.ingest.report import Report
from scripts.package import Disclosure


@dataclass(frozen=True)
class ImportResult:
    """All that an import made: its packages in hand, the files refused, and those passed over in a folder."""

    outcomes: tuple[PackageResult, ...]
    refused: tuple[Refusal, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """0 where everything has its place, 1 where something has none, 2 where a file could not be read."""
        return 2 if self.refused else 0 if all(one.complete for one in self.outcomes) else 1


@dataclass
class _Files:
    """The files read so far: those that say whose budget they are, those that do not, those refused."""

    named: list[tuple[Path, Report]] = field(default_factory=list)
    nameless: list[tuple[Path, Document, ReadError]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    hashes: dict[str, Path] = field(default_factory=dict)
    same: list[str] = field(default_factory=list)
    people: list[Path] = field(default_factory=list)
    descriptors: list[Path] = field(default_factory=list)


Progress = Callable[[Path, int, int], None]
"""What is told while a file is read: the file, the page, and how many it has."""


def ingest(
    path: Path, slug: str | None = None, *, title: str = "", address: str | None = None
) -> Report:
    """The package that a file's disclosure makes, in hand, with the report on what was read; nothing is written.

    Raises ReadError where the file cannot be read, or is no disclosure.
    """
    document = loaded(path)
    try:
        return _remarked(assemble(document, slug, title=title, address=address), document)
    except ReadError as error:
        raise ReadError(_refusal(path, document, error)) from error


def ingest_all(
    paths: Sequence[Path], stated: ImportOptions, root: Path, progress: Progress | None = None
) -> ImportResult:
    """The packages that files and folders of files make, with what `root` holds of them already; nothing is written.

    A file that cannot be read is refused, and does not stop the others.
    """
    wanted, passed_over = listed(paths)
    read = _Files()
    for path in wanted:
        _read(read, path, progress)
    _stack(read, root)
    _named_by_others(read)
    groups = _groups(read, stated)
    made = tuple(outcomes(groups, stated, root, read.refused))
    return ImportResult(made, tuple(read.refused), (*passed_over, *read.same))


def _read(read: _Files, path: Path, progress: Progress | None) -> None:
    if own_packages.holds(path):
        _take(read, path)
        return
    if path.name == own_packages.DESCRIPTOR:
        read.descriptors.append(path)
        return
    if display_csv.is_one(path):
        read.people.append(path)
        return
    try:
        document = loaded(
            path, (lambda page, pages: progress(path, page, pages)) if progress else None
        )
    except ReadError as error:
        read.refused.append(Refusal(str(path), str(error)))
        return
    if document.sha256 in read.hashes:
        read.same.append(f"{path}（和 {read.hashes[document.sha256]} 是同一份文件）")
        return
    read.hashes[document.sha256] = path
    try:
        read.named.append((path, _remarked(assemble(document, None), document)))
    except ReadError as error:
        read.nameless.append((path, document, error))


def _take(read: _Files, path: Path) -> None:
    """Take the data packages at a path as they are."""
    try:
        found = own_packages.read(path)
    except ReadError as error:
        read.refused.append(Refusal(str(path), str(error)))
        return
    except OSError as error:
        read.refused.append(Refusal(str(path), f"{path}：文件打不开（{error.strerror}）"))
        return
    for one in found:
        if one.sha256 in read.hashes:
            read.same.append(f"{path}（和 {read.hashes[one.sha256]} 是同一个数据包）")
            continue
        read.hashes[one.sha256] = path
        read.named.append((path, one.report))


def _stack(read: _Files, root: Path) -> None:
    """Take in the CSVs for people, those of one department and year as one document."""
    if not read.people:
        for path in read.descriptors:
            _take(read, path)  # without its data, which is to be told
        return
    for one in stacks(read.people, read.descriptors, root, read.refused):
        read.hashes[one.document.sha256] = one.path
        report = assemble(one.document, one.slug, known=one.known)
        read.named.append((one.path, _remarked(report, one.document)))


def _named_by_others(read: _Files) -> None:
    """Take in the files that do not say whose budget they are, where the others leave no doubt."""
    together = _together(read)
    for path, document, error in read.nameless:
        known = _known(read, document) or together
        report = _remarked(assemble(document, None, known=known), document) if known else None
        if known is None or report is None or not _says_anything(report):
            read.refused.append(Refusal(str(path), _refusal(path, document, error)))
            continue
        remark = f"文件没有写全部门和年份，按一起导入的文件认作 {known.department} {known.year} 年"
        read.named.append((path, replace(report, remarks=(remark, *report.remarks))))


def _says_anything(report: Report) -> bool:
    """Whether a document holds any row or figure of a budget; a letter between the files is none of them."""
    return any(
        table.rows for name, table in report.package.tables.items() if name != "unrecognised"
    )


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
    stated = {key(report.package): report.package.disclosure for _, report in read.named}
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


def _groups(read: _Files, stated: ImportOptions) -> list[list[tuple[Path, Report]]]:
    """The files by disclosure, less those that are another version of a file before them, or of more bodies than one."""
    groups: dict[tuple[str, str, str], list[tuple[Path, Report]]] = {}
    order = list(read.hashes.values())
    for path, report in sorted(read.named, key=lambda one: order.index(one[0])):
        group = groups.setdefault(key(report.package), [])
        pieces = split(report.package)
        twin = next(
            (other for other, held in group if are_versions(pieces, split(held.package))), None
        )
        if twin is not None:
            why = f"{path}：和 {twin} 是同一份公开的两个版本，只能导入一个；这一个没有导入"
            read.refused.append(Refusal(str(path), why))
        else:
            group.append((path, report))
    bodies = {key[:2] for key in groups}
    if stated.slug and len(bodies) > 1:
        names = "、".join(sorted({department for department, _ in bodies}))
        why = f"这些文件属于 {len(bodies)} 个部门或单位（{names}），不能都用 --slug {stated.slug}；请分开导入"
        read.refused += [
            Refusal(str(path), f"{path}：{why}") for group in groups.values() for path, _ in group
        ]
        return []
    return list(groups.values())


def _remarked(report: Report, document: Document) -> Report:
    return replace(report, remarks=(*document.remarks, *report.remarks))


def _refusal(path: Path, document: Document, error: ReadError) -> str:
    """Why a file is no disclosure: the file, what is missing, and what was found in it."""
    grids = sum(isinstance(block, Grid) for block in document.blocks)
    pages = f"{document.pages} 页、" if document.pages else ""
    found = f"读到 {pages}{len(document.blocks) - grids} 段文字、{grids} 块表格"
    said = str(error) if str(error).startswith(str(path)) else f"{path}：{error}"
    return "；".join((said, found, *document.remarks))
