"""The command line: import a document, check packages, build, serve."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from scripts import changes, checks, files, ingest, publish
from scripts.build import BuildResult
from scripts.build import build as build_site
from scripts.checks.run import CheckResult
from scripts.files import WriteError
from scripts.ingest.views import draft_page
from scripts.package import PackageError
from scripts.settings import SettingsError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="明账：把公开的部门预算变成可核对的数据和网站。",
)
out = Console()
err = Console(stderr=True)

T = TypeVar("T")

ROOT = Path()
PACKAGES = Path("datapackages")


class CheckFormat(StrEnum):
    """How findings are written."""

    text = "text"
    json = "json"
    github = "github"


class ReportFormat(StrEnum):
    """How the report on an import is written."""

    text = "text"
    json = "json"
    html = "html"


class DiffFormat(StrEnum):
    """How differences are written."""

    text = "text"
    json = "json"
    markdown = "markdown"


@app.command("import")
def import_(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="公开的文件，或装着这些文件的文件夹")
    ],
    slug: Annotated[str | None, typer.Option(help="文件夹的名称，默认由部门名称的拼音得出")] = None,
    to: Annotated[Path, typer.Option("--out", help="数据包写到哪里")] = PACKAGES,
    title: Annotated[str, typer.Option(help="文件的标题，默认由部门和年份得出")] = "",
    address: Annotated[str | None, typer.Option("--source-url", help="文件的网址")] = None,
    published: Annotated[str | None, typer.Option(help="公开的日期，如 2026-01-31")] = None,
    approved: Annotated[str | None, typer.Option(help="批复的日期，如 2026-01-20")] = None,
    why: Annotated[str, typer.Option(help="为什么更正，记入 corrections.csv")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只读、只报告，不写数据包")] = False,
    shape: Annotated[
        ReportFormat | None, typer.Option("--report", help="报告写成 text、json 或 html")
    ] = None,
    report_to: Annotated[
        Path | None, typer.Option("--report-to", help="报告写到哪个文件，默认写到屏幕")
    ] = None,
) -> None:
    """Make data packages from published documents, several files of one disclosure together: whole ones, or nothing."""
    stated = ingest.ImportOptions(
        slug, title, address, _day(published, "--published"), _day(approved, "--approved")
    )
    written = 0
    try:
        with _progress() as progress:
            imported = ingest.ingest_all(paths, stated, to, _pages(progress))
        _report(imported, shape or _shape(report_to), report_to)
        for outcome in () if dry_run else imported.outcomes:
            _put(outcome, to, day=published or today(), why=why)
            written += 1
    except KeyboardInterrupt as interrupt:
        err.print(f"停下了：写好 {written} 个数据包，其余的没有动", style="red", highlight=False)
        raise typer.Exit(130) from interrupt
    except (ingest.CorrectionsError, WriteError) as error:
        _refuse(error)
    raise typer.Exit(imported.status)


def _progress() -> Progress:
    """What shows how far a work has come."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err
    )


def today() -> str:
    """The day on which a correction is recorded where no other is stated."""
    return datetime.now(UTC).astimezone().date().isoformat()


def _day(text: str | None, option: str) -> str | None:
    try:
        return text if text is None else date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{option} {text}：日期写成 2026-01-31 这样") from error


def _pages(progress: Progress) -> Callable[[Path, int, int], None]:
    """What shows how far the reading of each file is."""
    tasks: dict[Path, TaskID] = {}

    def show(path: Path, page: int, pages: int) -> None:
        if path not in tasks:
            tasks[path] = progress.add_task(escape(path.name), total=pages)
        progress.update(tasks[path], completed=page)

    return show


def _shape(path: Path | None) -> ReportFormat:
    """The shape that the name of a report's file asks for."""
    return {".json": ReportFormat.json, ".html": ReportFormat.html}.get(
        path.suffix.lower() if path else "", ReportFormat.text
    )


def _report(imported: ingest.ImportResult, shape: ReportFormat, to: Path | None) -> None:
    """Tell what was read: to the file asked for, or to the screen; what was refused is told as an error in any case."""
    words = "\n".join(line for outcome in imported.outcomes for line in ingest.lines(outcome))
    whole = {ReportFormat.json: ingest.as_json, ReportFormat.html: ingest.page}.get(
        shape, lambda _: f"{words}\n"
    )(imported)
    if to is not None:
        files.write(to.parent, [files.File.text(to.name, whole)])
        out.print(f"报告写入 {to}", highlight=False, markup=False, soft_wrap=True)
    elif shape is not ReportFormat.text:
        print(whole)
    if (to is not None or shape is ReportFormat.text) and words:
        out.print(words, highlight=False, markup=False, soft_wrap=True)
    for one in imported.refused:
        err.print(one.why, style="red", highlight=False, markup=False, soft_wrap=True)
    if imported.passed_over:
        count = len(imported.passed_over)
        names = "、".join(imported.passed_over[:3]) + ("等" if count > 3 else "")
        err.print(
            f"没有收的文件：{count} 个，{names}", highlight=False, markup=False, soft_wrap=True
        )


def _put(outcome: ingest.PackageResult, to: Path, *, day: str, why: str) -> None:
    """Write a package in the place of what stood there, what a person wrote excepted."""
    folder = to / outcome.package.path
    files.replace(folder, outcome.files(files.read_all(folder), day=day, why=why))
    err.print(f"写入 {folder}", highlight=False, markup=False, soft_wrap=True)


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="数据包的文件夹，或还没有公开的文件；默认是全部数据包"),
    ] = None,
    form: Annotated[
        CheckFormat, typer.Option("--format", help="text、json 或 github")
    ] = CheckFormat.text,
    report_to: Annotated[
        Path | None, typer.Option("--report-to", help="核对文件的报告写到哪里")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="公开的数字自相矛盾也算不通过")] = False,
) -> None:
    """Check packages, or a document before it is published: the latter is read, reported on in one page, and not kept.

    The exit status is 1 where a package is unsound, or a draft has failures; what a published document says, though it
    contradicts itself, is no fault of its package, but with --strict. It is 2 where a file cannot be read.
    """
    documents = [path for path in paths or [] if _is_document(path)]
    if documents:
        raise typer.Exit(_check_documents(documents, form, report_to))
    folders = [folder for path in paths or [PACKAGES] for folder in checks.folders(path)]
    known = checks.classifications(PACKAGES)
    checked = checks.together(checks.check(folder, known) for folder in folders)
    for line in _told(checked, form):
        print(line)
    raise typer.Exit(
        1 if any(one.failures if strict else not one.is_sound for one in checked) else 0
    )


def _is_document(path: Path) -> bool:
    """Whether a path is a file to be read as a disclosure, not a package or a part of one."""
    return path.is_file() and path.name != "datapackage.json"


def _check_documents(paths: Sequence[Path], form: CheckFormat, report_to: Path | None) -> int:
    """Read documents, check them, write the report; nothing of them is stored. The exit status."""
    with tempfile.TemporaryDirectory() as nowhere, _progress() as progress:
        # An empty folder stands for the packages: a draft is not to be merged with what was published before.
        imported = ingest.ingest_all(paths, ingest.ImportOptions(), Path(nowhere), _pages(progress))
    known = checks.classifications(PACKAGES)
    checked = checks.together(
        checks.of_package(outcome.package, known) for outcome in imported.outcomes
    )
    for line in _told(checked, form):
        print(line)
    for one in imported.refused:
        err.print(one.why, style="red", highlight=False, markup=False, soft_wrap=True)
    if checked and (report_to is not None or form is CheckFormat.text):
        to = report_to or Path(f"{paths[0].stem}-核对.html")
        files.write(to.parent, [files.File.text(to.name, draft_page.page(imported, checked))])
        err.print(f"报告写入 {to}", highlight=False, markup=False, soft_wrap=True)
    return 2 if imported.refused else 1 if any(one.failures for one in checked) else 0


def _told(checked: Sequence[CheckResult], form: CheckFormat) -> Iterator[str]:
    """What a check says, line by line; plainly printed, so that a program can read it."""
    findings = [finding for one in checked for finding in one.findings]
    if form is CheckFormat.json:
        yield checks.as_json((one.name, one.findings, one.verdicts) for one in checked)
    elif form is CheckFormat.github:
        yield from (
            checks.github(finding, one.folder) for one in checked for finding in one.findings
        )
    else:
        yield from (checks.text(finding) for finding in findings)
        tried = sum(len(one.verdicts) for one in checked)
        wrong = sum(len(one.failures) for one in checked)
        yield f"{len(checked)} 个数据包，核对 {tried} 处，{wrong} 条错误，{len(findings) - wrong} 条提示"


@app.command()
def diff(
    before: Annotated[
        str,
        typer.Argument(metavar="A", help="原来的版本：文件夹，或 git 的版本（分支、标签、提交）"),
    ],
    after: Annotated[str, typer.Argument(metavar="B", help="现在的版本，默认是现有的数据包")] = str(
        PACKAGES
    ),
    form: Annotated[
        DiffFormat, typer.Option("--format", help="text、json 或 markdown")
    ] = DiffFormat.text,
    most: Annotated[int, typer.Option(min=0, help="markdown 里每个数据包至多写几处，0 是全部")] = 0,
) -> None:
    """Tell what differs between two versions of the packages, figure by figure; nothing is written.

    The exit status is 0 where nothing differs, 1 where something does, 2 where a version or a package cannot be read.
    """
    try:
        with changes.opened(before, ROOT) as was, changes.opened(after, ROOT) as now:
            found = changes.between(was, now)
    except changes.VersionError as error:
        _refuse(error)
    if form is DiffFormat.json:
        print(changes.as_json(found))
    for line in changes.markdown(found, most) if form is DiffFormat.markdown else ():
        print(line)
    for line in changes.text(found) if form is DiffFormat.text else ():
        print(line)
    raise typer.Exit(found.status)


@app.command()
def build() -> None:
    """Build every generated file of the site below docs/; write only what changed."""
    _build()


@app.command()
def site() -> None:
    """Build everything and publish it into site/: pages, charts, findings and seconds at the end."""
    began = time.monotonic()
    built = _build()
    with Progress(TextColumn("{task.description}"), console=err, transient=True) as progress:
        progress.add_task("生成网站", total=None)
        try:
            pages = publish.publish(ROOT)
        except publish.PublishError as error:
            _refuse(error)
    seconds = time.monotonic() - began
    print(
        f"{pages} 个页面，{built.charts} 张图，{built.failures} 个错误，{built.notices} 条提示，{seconds:.0f} 秒"
    )
    print(
        "打开：.venv/bin/python -m http.server --directory site 8000，再用浏览器看 http://127.0.0.1:8000/"
    )


@app.command()
def serve(port: Annotated[int, typer.Option(help="本机的端口")] = 8000) -> None:
    """Show the site on this machine, and build again what changes."""
    _build()
    with publish.served(ROOT, port) as changes:
        print(f"http://127.0.0.1:{port}/ ，按 Ctrl+C 停下")
        try:
            for _ in changes:
                _build()
        except KeyboardInterrupt:
            return


def _build() -> BuildResult:
    try:
        with _progress() as progress:

            def track(items: Sequence[T], what: str) -> Iterable[T]:
                return progress.track(items, description=what)

            built = build_site(ROOT, track)
    except (PackageError, SettingsError, WriteError) as error:
        _refuse(error)
    for finding in built.passed_over:
        err.print(checks.text(finding), style="red", highlight=False, markup=False, soft_wrap=True)
    written = built.written
    print(f"docs/：写 {written.changed} 个文件，{written.same} 个没有变，删 {written.removed} 个")
    return built


def _refuse(error: Exception) -> NoReturn:
    """Say why it cannot go on, and stop."""
    err.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(2) from error


if __name__ == "__main__":
    app(prog_name="python -m scripts")
