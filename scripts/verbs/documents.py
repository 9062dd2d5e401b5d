"""Published documents: made into packages, or checked before they are published."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import Progress, TaskID

from scripts import checks, files, ingest, privacy, regions
from scripts.checks import CheckResult
from scripts.checks.codes import Classification
from scripts.files import WriteError
from scripts.ingest.views import draft_page
from scripts.package.addresses import ADDRESS, is_address
from scripts.package.characters import unwanted
from scripts.package.contract import LONGEST_TEXT, is_day, is_name, is_slug
from scripts.verbs.packages import PACKAGES, CheckFormat, check_lines
from scripts.verbs.screen import (
    FAILED,
    INTERRUPTED,
    REFUSED,
    err,
    harmless,
    out,
    print_lines,
    progress_bars,
    refuse,
    tell,
)


class ReportFormat(StrEnum):
    """How the report on an import is written."""

    text = "text"
    json = "json"
    html = "html"


class LevelOption(StrEnum):
    """Whose budget it is: a department's with its units, that of its office, or a unit's."""

    department = "department"
    office = "office"
    unit = "unit"


class PhaseOption(StrEnum):
    """A budget or final accounts."""

    budget = "budget"
    final = "final"


# What a file does not say, the person says; recorded in the package by the name of the option.
_BY_HAND = "文件没有写明时，由人写明"
DepartmentOption = Annotated[
    str | None, typer.Option(help="部门或单位的名称", rich_help_panel=_BY_HAND)
]
YearOption = Annotated[
    int | None, typer.Option(min=1990, max=2100, help="哪一年", rich_help_panel=_BY_HAND)
]
PhaseOf = Annotated[
    PhaseOption | None, typer.Option("--phase", help="预算或决算", rich_help_panel=_BY_HAND)
]
LevelOf = Annotated[
    LevelOption | None,
    typer.Option("--level", help="部门、部门本级或单位", rich_help_panel=_BY_HAND),
]
ParentOption = Annotated[str | None, typer.Option(help="上级部门", rich_help_panel=_BY_HAND)]
RegionOption = Annotated[
    str | None, typer.Option(help="行政区划代码，如 310107", rich_help_panel=_BY_HAND)
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", help="和文件写的不一样，也照写明的", rich_help_panel=_BY_HAND),
]


def import_(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="公开的文件，或装着这些文件的文件夹")
    ],
    slug: Annotated[str | None, typer.Option(help="文件夹的名称，默认由部门名称的拼音得出")] = None,
    packages: Annotated[Path, typer.Option("--out", help="数据包写到哪里")] = PACKAGES,
    title: Annotated[str, typer.Option(help="文件的标题，默认由部门和年份得出")] = "",
    source_url: Annotated[str | None, typer.Option(help="文件的网址")] = None,
    published: Annotated[str | None, typer.Option(help="公开的日期，如 2026-01-31")] = None,
    approved: Annotated[str | None, typer.Option(help="批复的日期，如 2026-01-20")] = None,
    why: Annotated[str, typer.Option(help="为什么更正，记入 corrections.csv")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只读、只报告，不写数据包")] = False,
    report_format: Annotated[
        ReportFormat | None, typer.Option("--report", help="报告写成 text、json 或 html")
    ] = None,
    report_to: Annotated[Path | None, typer.Option(help="报告写到哪个文件，默认写到屏幕")] = None,
    department: DepartmentOption = None,
    year: YearOption = None,
    phase: PhaseOf = None,
    level: LevelOf = None,
    parent: ParentOption = None,
    region: RegionOption = None,
    force: ForceOption = False,
) -> None:
    """Make data packages from published documents, several files of one disclosure together: whole ones, or nothing."""
    options = ingest.ImportOptions(
        _kept(slug, "--slug", is_slug, "至多 80 个小写字母、数字和连字符"),
        _name(title or None, "--title", "文件的标题") or "",
        _kept(source_url, "--source-url", is_address, ADDRESS),
        _date(published, "--published"),
        _date(approved, "--approved"),
        _stated(department, year, phase, level, parent, region, force),
    )
    _kept(why, "--why", _is_reason, f"至多 {LONGEST_TEXT} 个看得见的字")
    # Packages written before an interruption are whole and stay.
    written = 0
    try:
        with progress_bars() as progress:
            imported = ingest.ingest_all(paths, options, packages, pages_of(progress))
        day = published or today()
        imported = ingest.judged(imported, packages, day=day, why=why)
        _tell_import(imported, report_format or _format_of(report_to), report_to)
        for outcome in () if dry_run else imported.outcomes:
            _write_package(outcome, packages, day=day, why=why)
            written += 1
    except KeyboardInterrupt as interrupt:
        err.print(f"停下了：写好 {written} 个数据包，其余的没有动", style="red", highlight=False)
        raise typer.Exit(INTERRUPTED) from interrupt
    except (ingest.CorrectionsError, WriteError) as error:
        refuse(error)
    raise typer.Exit(imported.status)


def today() -> str:
    """The day on which a correction is recorded where no other is stated, in local time."""
    return datetime.now(UTC).astimezone().date().isoformat()


def _date(text: str | None, option: str) -> str | None:
    """A date as it is written in a package: 2026-01-31; raises BadParameter for what is no day."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{option} {text}：日期写成 2026-01-31 这样") from error
    return _kept(day, option, is_day, "1990 至 2100 年的日期")


def _name(text: str | None, option: str, what: str = "部门或单位的名称") -> str | None:
    """A name as it is stored; raises BadParameter for what is none."""
    return _kept(None if text is None else text.strip(), option, is_name, what)


def _stated(
    department: str | None,
    year: int | None,
    phase: PhaseOption | None,
    level: LevelOption | None,
    parent: str | None,
    region: str | None,
    force: bool,
) -> ingest.Stated:
    """What a person says of a document; raises BadParameter for what a package may not hold."""
    return ingest.Stated(
        _name(department, "--department"),
        year,
        phase.value if phase else None,
        level.value if level else None,
        _name(parent, "--parent"),
        _region(region),
        force,
    )


def _is_reason(text: str) -> bool:
    return len(text) <= LONGEST_TEXT and not unwanted(text)


def _kept(
    text: str | None, option: str, is_right: Callable[[str], bool], expected: str
) -> str | None:
    """What a person states, where a package may hold it; else raises BadParameter."""
    if text is None:
        return None
    if not is_right(text):
        raise typer.BadParameter(f"{option}：应是{expected}")
    # A value that is personal is not told either.
    for datum in privacy.find(text):
        raise typer.BadParameter(f"{option}：这里有{datum.kind}，数据包不收")
    return text


def _region(text: str | None) -> str | None:
    if text is None or (re.fullmatch(r"[1-9]\d{5}", text) and regions.is_code(text)):
        return text
    raise typer.BadParameter(f"--region {text}：应是六位的行政区划代码（GB/T 2260）")


def pages_of(progress: Progress) -> Callable[[Path, int, int], None]:
    """What shows how far the reading of each file is, a bar per file."""
    tasks: dict[Path, TaskID] = {}

    def show(path: Path, page: int, pages: int) -> None:
        if path not in tasks:
            # A file may be called [red].pdf, which would be taken for markup.
            tasks[path] = progress.add_task(escape(harmless(path.name)), total=pages)
        progress.update(tasks[path], completed=page)

    return show


def _format_of(path: Path | None) -> ReportFormat:
    """The format that the name of a report's file asks for; text for all others."""
    endings = {".json": ReportFormat.json, ".html": ReportFormat.html}
    ending = path.suffix.lower() if path else ""
    return endings.get(ending, ReportFormat.text)


def _tell_import(imported: ingest.ImportResult, form: ReportFormat, to: Path | None) -> None:
    """Tell what was read: to the file asked for, or to the screen.

    With a file the text is told on the screen as well. What was refused is told as an error in any
    case, and so are what was passed over and the links of a folder.
    """
    text = "\n".join(line for outcome in imported.outcomes for line in ingest.lines(outcome))
    # A file of text ends with a line break.
    report = f"{text}\n"
    if form is ReportFormat.json:
        report = ingest.as_json(imported)
    elif form is ReportFormat.html:
        report = ingest.page(imported)

    if to is not None:
        _write_report(to, report)
        tell(f"报告写入 {to}", out)
    elif form is not ReportFormat.text:
        print_lines([report], for_programs=True)
    if text and (to is not None or form is ReportFormat.text):
        tell(text, out)

    tell_refused(imported)
    for link in imported.links:
        tell(f"{link}：是链接，没有跟着走；要导入它指向的文件，请写明那个文件")
    if imported.passed_over:
        count = len(imported.passed_over)
        names = "、".join(imported.passed_over[:3])
        # A folder may hold hundreds of pictures and notes.
        if count > 3:
            names += "等"
        tell(f"没有收的文件：{count} 个，{names}")


def _write_report(to: Path, report: str) -> None:
    if not to.name:
        raise typer.BadParameter(f"--report-to {to}：应是一个文件")
    files.write(to.parent, [files.File.text(to.name, report)])


def _write_package(outcome: ingest.PackageResult, packages: Path, *, day: str, why: str) -> None:
    """Write a package in the place of what stood there, what a person wrote excepted."""
    folder = packages / outcome.package.path
    # Notes and corrections of a person are taken over from it.
    before = files.read_all(folder)
    files.replace(folder, outcome.files(before, day=day, why=why))
    tell(f"写入 {folder}")


def _is_document(path: Path) -> bool:
    """Whether a path is a file to be read as a disclosure, not a package or a part of one."""
    return path.is_file() and path.name != "datapackage.json"


def _check_documents(
    paths: Sequence[Path], form: CheckFormat, report_to: Path | None, stated: ingest.Stated
) -> int:
    """Read documents, check them, write the report; nothing of them is stored. The exit status."""
    with tempfile.TemporaryDirectory() as nowhere, progress_bars() as progress:
        # An empty folder stands for the packages: a draft is not to be merged with what is public.
        options = ingest.ImportOptions(stated=stated)
        imported = ingest.ingest_all(paths, options, Path(nowhere), pages_of(progress))
        imported = ingest.judged(imported, Path(nowhere), day=today())
    classifications = checks.classifications(PACKAGES)
    results = checks.together(_checked(outcome, classifications) for outcome in imported.outcomes)
    if form is CheckFormat.text:
        # One wrong amount may break six equations: it is told before them.
        for outcome, result in zip(imported.outcomes, results, strict=True):
            print_lines(draft_page.common_causes(outcome.package, result))
    print_lines(check_lines(results, form), for_programs=form is not CheckFormat.text)
    tell_refused(imported)
    if results and (report_to is not None or form is CheckFormat.text):
        # Beside the reader, not beside the document: that folder may not be ours to write in.
        to = report_to or Path(f"{paths[0].stem}-核对.html")
        report = draft_page.page(imported, results)
        _write_report(to, report)
        tell(f"报告写入 {to}")
    if imported.refused:
        return REFUSED
    return FAILED if any(result.failures for result in results) else 0


def _checked(
    outcome: ingest.PackageResult, classifications: Mapping[str, Classification]
) -> CheckResult:
    """All that is to be said of a draft, first why its package could not be published."""
    result = checks.of_package(outcome.package, classifications)
    return replace(result, findings=(*outcome.faults, *result.findings))


def tell_refused(imported: ingest.ImportResult) -> None:
    for refusal in imported.refused:
        tell(refusal.why, style="red")


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="数据包的文件夹，或还没有公开的文件；默认是全部数据包"),
    ] = None,
    check_format: Annotated[
        CheckFormat, typer.Option("--format", help="text、json 或 github")
    ] = CheckFormat.text,
    report_to: Annotated[Path | None, typer.Option(help="核对文件的报告写到哪里")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="公开的数字自相矛盾也算不通过")] = False,
    department: DepartmentOption = None,
    year: YearOption = None,
    phase: PhaseOf = None,
    level: LevelOf = None,
    parent: ParentOption = None,
    region: RegionOption = None,
    force: ForceOption = False,
) -> None:
    """Check packages, or a document before it is published: the latter is read, reported on in one page, and not kept.

    The exit status is 1 where a package is unsound, or a draft has failures; what a published document says, though it
    contradicts itself, is no fault of its package, but with --strict. It is 2 where a file cannot be read.
    """
    stated = _stated(department, year, phase, level, parent, region, force)
    documents = [path for path in paths or [] if _is_document(path)]
    if documents:
        raise typer.Exit(_check_documents(documents, check_format, report_to, stated))
    if stated != ingest.Stated():
        raise typer.BadParameter("--department 等选项只用于还没有公开的文件，数据包自己写明是谁的")
    folders = [folder for path in paths or [PACKAGES] for folder in checks.folders(path)]
    classifications = checks.classifications(PACKAGES)
    results = checks.together(checks.check(folder, classifications) for folder in folders)
    for_programs = check_format is not CheckFormat.text
    print_lines(check_lines(results, check_format), for_programs=for_programs)
    # Published figures that contradict themselves are told; the package is sound.
    failed = not all(result.is_sound for result in results)
    if strict:
        failed = any(result.failures for result in results)
    raise typer.Exit(FAILED if failed else 0)
