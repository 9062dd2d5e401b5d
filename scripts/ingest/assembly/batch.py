"""Several files become packages: which are read, and those of one disclosure together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from scripts.ingest import identity
from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.assembly.contributions import are_versions, split
from scripts.ingest.assembly.held import Held, held
from scripts.ingest.assembly.inputs import listed
from scripts.ingest.assembly.result import FileReport, ImportOptions, PackageResult
from scripts.ingest.assembly.update import BodyPeriod, body_period, outcomes
from scripts.ingest.document import Block, Document, NamelessError, ReadError, Refusal
from scripts.ingest.readers.load import loaded
from scripts.ingest.reimport import own_packages, package_files
from scripts.ingest.report import Report
from scripts.ingest.stated import NOTHING, Stated, check, said_by
from scripts.package import Disclosure
from scripts.schema.display_csv import WHOSE


@dataclass(frozen=True)
class ImportResult:
    """All that an import made: its packages in hand, the files refused, those passed over.

    `links` stand in a folder and were not followed.
    """

    outcomes: tuple[PackageResult, ...]
    refused: tuple[Refusal, ...]
    passed_over: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The exit status: 0 if all has its place, 1 if something has none, 2 for a refusal."""
        if self.refused:
            return 2
        return 0 if all(outcome.complete for outcome in self.outcomes) else 1


@dataclass
class _Reading:
    """What an import has read; `nameless` say no body, `paths` by hash: what is read once."""

    reports: list[FileReport] = field(default_factory=list)
    nameless: list[tuple[Path, Document, ReadError]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    paths: dict[str, Path] = field(default_factory=dict)
    duplicates: list[str] = field(default_factory=list)

    def refuse(self, path: Path, why: object) -> None:
        """Note that a file makes no package."""
        self.refused.append(Refusal(str(path), str(why)))

    def is_new(self, path: Path, sha256: str, what: str) -> bool:
        """Whether content of that hash was not read before; if it was, that is noted."""
        if sha256 in self.paths:
            self.duplicates.append(f"{path}（和 {self.paths[sha256]} 是同一{what}）")
            return False
        self.paths[sha256] = path
        return True


Progress = Callable[[Path, int, int], None]
"""What is told while a file is read: the file, the page, and how many it has."""


def ingest(
    path: Path, slug: str | None = None, *, title: str = "", address: str | None = None
) -> Report:
    """The package that a file's disclosure makes, in hand, with the report; else ReadError."""
    document = _loaded(path, None)
    try:
        report = assemble(document, slug, title=title, address=address)
    except ReadError as error:
        raise ReadError(_refusal(path, document, error)) from error

    return _remarked(report, document)


def ingest_all(
    paths: Sequence[Path],
    options: ImportOptions,
    root: Path,
    progress: Progress | None = None,
) -> ImportResult:
    """The packages that files and folders of files make, with what `root` holds of them already.

    Nothing is written. A file that cannot be read is refused, and does not stop the others.
    """
    inputs = listed(paths)
    reading = _Reading()
    before = held(root)
    for path in inputs.read:
        # A descriptor without its data is refused with what is missing.
        if package_files.holds(path) or path.name == package_files.DESCRIPTOR:
            _read_packages(reading, path, options.stated)
        else:
            _read_document(reading, path, options.stated, before, progress)

    # Last, as any file may tell whose budget they are.
    _read_nameless(reading, options.stated)
    groups = _groups(reading, options)
    results = tuple(outcomes(groups, options, root, before, reading.refused))
    passed_over = (*inputs.passed_over, *reading.duplicates)
    return ImportResult(results, tuple(reading.refused), passed_over, inputs.links)


# One file after the other


def _read_document(
    reading: _Reading, path: Path, stated: Stated, before: Held, progress: Progress | None
) -> None:
    try:
        document = _loaded(path, progress)
    except ReadError as error:
        reading.refuse(path, error)
        return

    if not reading.is_new(path, document.sha256, "份文件"):
        return
    # What a person said of the same file is said once, and holds until they say something else.
    if stated == NOTHING:
        stated = before.stated.get(document.sha256, NOTHING)
    try:
        report = assemble(document, None, stated=stated)
    except NamelessError as error:
        reading.nameless.append((path, document, error))
    except ReadError as error:
        reading.refuse(path, _refusal(path, document, error))
    else:
        reading.reports.append(FileReport(path, _remarked(report, document)))


def _loaded(path: Path, progress: Progress | None) -> Document:
    """The document in a file; raises ReadError where it cannot be read, or is a CSV for people."""
    if progress is None:
        document = loaded(path)
    else:
        # The reader knows its pages, the caller which file they are of.
        document = loaded(path, lambda page, pages: progress(path, page, pages))

    # Every CSV for people ends in the heads 部门, 年度, 表. Read by its heads alone it would come
    # back under a wrong name: 三公经费 of last year as those of this year.
    rows = (row for grid in document.grids for row in grid.rows)
    if any(all(head in row.cells for head in WHOSE) for row in rows):
        raise ReadError(
            f"{path}：这是由数据包做成的“给人看的 CSV”，只给人看，不能导入；"
            "要更正，请改同一年的工作簿（XLSX）或数据包，再导入"
        )
    return document


def _read_packages(reading: _Reading, path: Path, stated: Stated) -> None:
    try:
        packages = own_packages.read(path)
        for package in packages:
            # A data package says whose it is; nothing is said for it.
            own = said_by(package.report.package.disclosure)
            check(replace(stated, force=False), own)
    except ReadError as error:
        reading.refuse(path, error)
        return
    except OSError as error:
        reading.refuse(path, f"{path}：文件打不开（{error.strerror}）")
        return
    for package in packages:
        if reading.is_new(path, package.sha256, "个数据包"):
            reading.reports.append(FileReport(path, package.report))


# Files that do not say whose budget they are


def _read_nameless(reading: _Reading, stated: Stated) -> None:
    """Take in the files that do not say whose budget they are, where the others leave no doubt."""
    together = _together(reading, stated)
    for path, document, error in reading.nameless:
        disclosure = _disclosure(reading, document) or together
        if disclosure is None:
            reading.refuse(path, _refusal(path, document, error))
            continue

        try:
            report = _remarked(assemble(document, None, belongs_to=disclosure), document)
        except ReadError:
            reading.refuse(path, _refusal(path, document, error))
            continue
        tables = report.package.tables
        holds_figures = any(tables[name].rows for name in tables if name != "unrecognised")

        # A letter between the files names a year too, and is none of them.
        if not holds_figures:
            reading.refuse(path, _refusal(path, document, error))
            continue

        body = f"{disclosure.department} {disclosure.year} 年"
        remark = f"文件没有写全部门和年份，按一起导入的文件认作 {body}"
        report = replace(report, remarks=(remark, *report.remarks))
        reading.reports.append(FileReport(path, report))


def _together(reading: _Reading, stated: Stated) -> Disclosure | None:
    """Whose budget files are that say it only together: one the body, another the year."""
    if reading.reports or len(reading.nameless) < 2:
        return None

    # One names the body in a letter, another the year over its tables.
    blocks: list[Block] = []
    for _, document, _ in reading.nameless:
        blocks += document.blocks
    try:
        return identity.disclosure(Document(tuple(blocks), ""), (), stated)
    except ReadError:
        return None


def _disclosure(reading: _Reading, document: Document) -> Disclosure | None:
    """The one disclosure among those read that has a document's year, and whose body it names."""
    disclosures = {
        body_period(report.package): report.package.disclosure for _, report in reading.reports
    }

    bodies = {disclosure.department for disclosure in disclosures.values()}
    text = "\n".join(document.texts)
    bodies = {body for body in bodies if body in text} or bodies
    if len(bodies) != 1:
        return None

    # Its budget and its final accounts are two disclosures of one body in one year.
    period = identity.period(document)
    candidates = []
    for disclosure in disclosures.values():
        own = (disclosure.year, disclosure.phase)
        may_be = not period.year or own == (period.year, period.phase)
        if may_be and disclosure.department in bodies:
            candidates.append(disclosure)
    return candidates[0] if len(candidates) == 1 else None


# The files of one disclosure


def _groups(reading: _Reading, options: ImportOptions) -> list[list[FileReport]]:
    """The files by disclosure; other versions are refused, so are bodies for one folder."""
    groups: dict[BodyPeriod, list[FileReport]] = {}

    # Files whose owner only the others tell stand where they were given all the same.
    order = list(reading.paths.values())
    for path, report in sorted(reading.reports, key=lambda file: order.index(file.path)):
        group = groups.setdefault(body_period(report.package), [])
        version = _other_version(report, group)
        if version is None:
            group.append(FileReport(path, report))
        else:
            why = f"和 {version} 是同一份公开的两个版本，只能导入一个；这一个没有导入"
            reading.refuse(path, f"{path}：{why}")

    bodies = {(department, level) for department, level, _ in groups}
    if not options.slug or len(bodies) == 1:
        return list(groups.values())

    names = "、".join(sorted({department for department, _ in bodies}))
    why = (
        f"这些文件属于 {len(bodies)} 个部门或单位（{names}），"
        f"不能都用 --slug {options.slug}；请分开导入"
    )
    for group in groups.values():
        for path, _ in group:
            reading.refuse(path, f"{path}：{why}")
    return []


def _other_version(report: Report, group: Sequence[FileReport]) -> Path | None:
    contributions = split(report.package)
    for other in group:
        if are_versions(contributions, split(other.report.package)):
            return other.path
    return None


# Words


def _remarked(report: Report, document: Document) -> Report:
    remarks = (*document.losses, *document.remarks, *report.remarks)
    return replace(report, remarks=remarks, losses=(*document.losses, *report.losses))


def _refusal(path: Path, document: Document, error: ReadError) -> str:
    why = str(error)
    if not why.startswith(str(path)):
        why = f"{path}：{why}"

    grids = len(list(document.grids))
    pages = f"{document.pages} 页、" if document.pages else ""
    content = f"读到 {pages}{len(document.blocks) - grids} 段文字、{grids} 块表格"
    return "；".join((why, content, *document.losses, *document.remarks))
