"""The command line: import a document, check packages, compare versions, build, serve."""

from __future__ import annotations

import errno
import os
import sys
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

from scripts import changes, checks, files, ingest, manifest, publish
from scripts.build import BuildResult, UnsoundError
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

# Exit statuses: a program that calls us has to tell bad data from a bad call.
FAILED = 1
REFUSED = 2
# What a shell expects of a program that was interrupted: 128 + SIGINT.
INTERRUPTED = 130


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


@app.callback()
def _begin() -> None:
    """Put right what a program that was killed has left, before anything else is done."""
    for parent in (ROOT, *sorted((PACKAGES / "departments").glob("*"))):
        if parent.is_dir():
            files.recover(parent)


@app.command("import")
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
) -> None:
    """Make data packages from published documents, several files of one disclosure together: whole ones, or nothing."""
    options = ingest.ImportOptions(
        slug, title, source_url, _date(published, "--published"), _date(approved, "--approved")
    )
    # Packages written before an interruption are whole and stay.
    written = 0
    try:
        with _progress() as progress:
            imported = ingest.ingest_all(paths, options, packages, _pages(progress))
        _tell_import(imported, report_format or _format_of(report_to), report_to)
        for outcome in () if dry_run else imported.outcomes:
            _write_package(outcome, packages, day=published or today(), why=why)
            written += 1
    except KeyboardInterrupt as interrupt:
        err.print(f"停下了：写好 {written} 个数据包，其余的没有动", style="red", highlight=False)
        raise typer.Exit(INTERRUPTED) from interrupt
    except (ingest.CorrectionsError, WriteError) as error:
        _refuse(error)
    raise typer.Exit(imported.status)


def today() -> str:
    """The day on which a correction is recorded where no other is stated, in local time."""
    return datetime.now(UTC).astimezone().date().isoformat()


def _date(text: str | None, option: str) -> str | None:
    """A date as it is written in a package: 2026-01-31; raises BadParameter for what is no day."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{option} {text}：日期写成 2026-01-31 这样") from error


def _pages(progress: Progress) -> Callable[[Path, int, int], None]:
    """What shows how far the reading of each file is, a bar per file."""
    tasks: dict[Path, TaskID] = {}

    def show(path: Path, page: int, pages: int) -> None:
        if path not in tasks:
            # A file may be called [red].pdf, which would be taken for markup.
            tasks[path] = progress.add_task(escape(path.name), total=pages)
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
    case, and so is what was passed over.
    """
    text = "\n".join(line for outcome in imported.outcomes for line in ingest.lines(outcome))
    # A file of text ends with a line break.
    report = f"{text}\n"
    if form is ReportFormat.json:
        report = ingest.as_json(imported)
    elif form is ReportFormat.html:
        report = ingest.page(imported)

    if to is not None:
        files.write(to.parent, [files.File.text(to.name, report)])
        _tell(f"报告写入 {to}", out)
    elif form is not ReportFormat.text:
        print(report)
    if text and (to is not None or form is ReportFormat.text):
        _tell(text, out)

    _tell_refused(imported)
    if imported.passed_over:
        count = len(imported.passed_over)
        names = "、".join(imported.passed_over[:3])
        # A folder may hold hundreds of pictures and notes.
        if count > 3:
            names += "等"
        _tell(f"没有收的文件：{count} 个，{names}")


def _write_package(outcome: ingest.PackageResult, packages: Path, *, day: str, why: str) -> None:
    """Write a package in the place of what stood there, what a person wrote excepted."""
    folder = packages / outcome.package.path
    # Notes and corrections of a person are taken over from it.
    before = files.read_all(folder)
    files.replace(folder, outcome.files(before, day=day, why=why))
    _tell(f"写入 {folder}")


@app.command()
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
) -> None:
    """Check packages, or a document before it is published: the latter is read, reported on in one page, and not kept.

    The exit status is 1 where a package is unsound, or a draft has failures; what a published document says, though it
    contradicts itself, is no fault of its package, but with --strict. It is 2 where a file cannot be read.
    """
    documents = [path for path in paths or [] if _is_document(path)]
    if documents:
        raise typer.Exit(_check_documents(documents, check_format, report_to))
    folders = [folder for path in paths or [PACKAGES] for folder in checks.folders(path)]
    classifications = checks.classifications(PACKAGES)
    results = checks.together(checks.check(folder, classifications) for folder in folders)
    _print(_check_lines(results, check_format))
    # Published figures that contradict themselves are told; the package is sound.
    failed = not all(result.is_sound for result in results)
    if strict:
        failed = any(result.failures for result in results)
    raise typer.Exit(FAILED if failed else 0)


def _is_document(path: Path) -> bool:
    """Whether a path is a file to be read as a disclosure, not a package or a part of one."""
    return path.is_file() and path.name != "datapackage.json"


def _check_documents(paths: Sequence[Path], form: CheckFormat, report_to: Path | None) -> int:
    """Read documents, check them, write the report; nothing of them is stored. The exit status."""
    with tempfile.TemporaryDirectory() as nowhere, _progress() as progress:
        # An empty folder stands for the packages: a draft is not to be merged with what is public.
        options = ingest.ImportOptions()
        imported = ingest.ingest_all(paths, options, Path(nowhere), _pages(progress))
    classifications = checks.classifications(PACKAGES)
    results = checks.together(
        checks.of_package(outcome.package, classifications) for outcome in imported.outcomes
    )
    _print(_check_lines(results, form))
    _tell_refused(imported)
    if results and (report_to is not None or form is CheckFormat.text):
        # Beside the reader, not beside the document: that folder may not be ours to write in.
        to = report_to or Path(f"{paths[0].stem}-核对.html")
        report = draft_page.page(imported, results)
        files.write(to.parent, [files.File.text(to.name, report)])
        _tell(f"报告写入 {to}")
    if imported.refused:
        return REFUSED
    return FAILED if any(result.failures for result in results) else 0


def _check_lines(results: Sequence[CheckResult], form: CheckFormat) -> Iterator[str]:
    """What a check says, line by line."""
    if form is CheckFormat.json:
        yield checks.as_json((result.name, result.findings, result.verdicts) for result in results)
        return
    for result in results:
        for finding in result.findings:
            if form is CheckFormat.github:
                yield checks.github(finding, result.folder)
            else:
                yield checks.text(finding)
    if form is CheckFormat.text:
        verdicts = sum(len(result.verdicts) for result in results)
        findings = sum(len(result.findings) for result in results)
        failures = sum(len(result.failures) for result in results)
        yield (
            f"{len(results)} 个数据包，核对 {verdicts} 处，"
            f"{failures} 条错误，{findings - failures} 条提示"
        )


@app.command()
def diff(
    before: Annotated[
        str,
        typer.Argument(metavar="A", help="原来的版本：文件夹，或 git 的版本（分支、标签、提交）"),
    ],
    after: Annotated[str, typer.Argument(metavar="B", help="现在的版本，默认是现有的数据包")] = str(
        PACKAGES
    ),
    diff_format: Annotated[
        DiffFormat, typer.Option("--format", help="text、json 或 markdown")
    ] = DiffFormat.text,
    most: Annotated[int, typer.Option(min=0, help="markdown 里每个数据包至多写几处，0 是全部")] = 0,
) -> None:
    """Tell what differs between two versions of the packages, figure by figure; nothing is written.

    The exit status is 0 where nothing differs, 1 where something does, 2 where a version or a package cannot be read.
    """
    try:
        with changes.opened(before, ROOT) as was, changes.opened(after, ROOT) as now:
            difference = changes.between(was, now)
    except changes.VersionError as error:
        _refuse(error)
    if diff_format is DiffFormat.json:
        _print([changes.as_json(difference)])
    elif diff_format is DiffFormat.markdown:
        _print(changes.markdown(difference, most))
    else:
        _print(changes.text(difference))
    raise typer.Exit(difference.status)


KeepGoing = Annotated[
    bool,
    typer.Option("--keep-going", help="通不过核对的数据包不发布，其余照常，并写明哪些没有更新"),
]


@app.command()
def build(keep_going: KeepGoing = False) -> None:
    """Build every generated file of the site below docs/; write only what changed."""
    _build(keep_going)


@app.command()
def site(keep_going: KeepGoing = False) -> None:
    """Build everything and publish it into site/: pages, charts, findings and seconds at the end.

    The exit status is 1 where `check` calls a package unsound: then nothing is built, or, with --keep-going, all others.
    """
    began = time.monotonic()
    built = _build(keep_going)
    with Progress(TextColumn("{task.description}"), console=err, transient=True) as progress:
        progress.add_task("生成网站", total=None)
        try:
            pages = publish.publish(ROOT)
        except publish.PublishError as error:
            _refuse(error)
    seconds = time.monotonic() - began
    print(
        f"{pages} 个页面，{built.charts} 张图，{built.failures} 个错误，"
        f"{built.notices} 条提示，{seconds:.0f} 秒"
    )
    print(
        "打开：.venv/bin/python -m http.server --directory site 8000，"
        "再用浏览器看 http://127.0.0.1:8000/"
    )
    raise typer.Exit(FAILED if built.left_out else 0)


@app.command()
def serve(port: Annotated[int, typer.Option(help="本机的端口")] = 8000) -> None:
    """Show the site on this machine, and build again what changes."""
    _build()
    with publish.served(ROOT, port) as changed:
        print(f"http://127.0.0.1:{port}/ ，按 Ctrl+C 停下")
        try:
            for _ in changed:
                _build()
        except KeyboardInterrupt:
            return


@app.command()
def verify(
    place: Annotated[str, typer.Argument(metavar="SITE|ADDRESS", help="网站的文件夹，或网址")],
) -> None:
    """Tell every file of a site that is not as its manifest has it: changed, missing, added.

    The exit status is 1 where any is, 2 where there is no manifest that can be read.
    """
    try:
        differences = list(manifest.differences(place))
    except manifest.ManifestError as error:
        _refuse(error)
    _print(f"{difference.path}：{manifest.WORDS[difference.what]}" for difference in differences)
    _tell(f"{len(differences)} 个文件与清单不同")
    raise typer.Exit(FAILED if differences else 0)


def _build(keep_going: bool = False) -> BuildResult:
    try:
        with _progress() as progress:

            def track(items: Sequence[T], what: str) -> Iterable[T]:
                return progress.track(items, description=what)

            built = build_site(ROOT, track, keep_going=keep_going)
    except UnsoundError as error:
        _print(_check_lines(error.results, CheckFormat.text))
        _tell("有数据包通不过核对，网站没有更新；--keep-going 只发布其余的", style="red")
        raise typer.Exit(FAILED) from error
    except (PackageError, SettingsError, WriteError) as error:
        _refuse(error)
    _print(checks.text(finding) for result in built.left_out for finding in result.failures)
    written = built.written
    print(f"docs/：写 {written.changed} 个文件，{written.same} 个没有变，删 {written.removed} 个")
    return built


def _progress() -> Progress:
    """What shows how far a work has come; on the way of errors, so that results can be piped."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err
    )


def _print(lines: Iterable[str]) -> None:
    """Results line by line, plainly, so that a program can read them."""
    for line in lines:
        print(line)


def _tell(text: str, console: Console = err, *, style: str | None = None) -> None:
    """Something for a person to read, as it is.

    Without markup, for names of files may look like it, and unbroken, so that paths can be copied.
    """
    console.print(text, style=style, highlight=False, markup=False, soft_wrap=True)


def _tell_refused(imported: ingest.ImportResult) -> None:
    for refusal in imported.refused:
        _tell(refusal.why, style="red")


def _refuse(error: Exception) -> NoReturn:
    """Say why it cannot go on, and stop."""
    _tell(str(error), style="red")
    raise typer.Exit(REFUSED) from error


_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘的份额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EMFILE: "打开的文件太多",
}


def main() -> None:
    """Run a command; what the system refuses is a sentence, and what stood before still stands."""
    try:
        app(prog_name="python -m scripts")
    except KeyboardInterrupt:
        _tell("停下了，原来的文件没有动", style="red")
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # Whoever reads has seen enough: check | head.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(FAILED) from None
    except OSError as error:
        why = _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)
        where = f"{error.filename}：" if error.filename else ""
        _tell(f"{where}{why}，没有写成；原来的文件还在", style="red")
        raise SystemExit(REFUSED) from error


if __name__ == "__main__":
    main()
