"""The command line: import a document, check packages, build, serve."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from scripts import checks, files, ingest, package, publish
from scripts.build import Built
from scripts.build import build as build_site
from scripts.checks import Checked
from scripts.files import WriteError
from scripts.package import PackageError
from scripts.search import SearchError
from scripts.settings import SettingsError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="明账：把公开的部门预算变成可核对的数据和网站。")
out = Console()
err = Console(stderr=True)

T = TypeVar("T")

ROOT = Path()
PACKAGES = Path("datapackages")


class Format(StrEnum):
    """How findings are written."""

    text = "text"
    json = "json"
    github = "github"


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="公开的文件")],
    slug: Annotated[str | None, typer.Option(help="文件夹的名称，默认由部门名称的拼音得出")] = None,
    to: Annotated[Path, typer.Option("--out", help="数据包写到哪里")] = PACKAGES,
    title: Annotated[str, typer.Option(help="文件的标题，默认由部门和年份得出")] = "",
    address: Annotated[str | None, typer.Option("--source-url", help="文件的网址")] = None,
) -> None:
    """Make a data package from a published document: a whole one, or nothing."""
    try:
        report = ingest.ingest(file, slug, title=title, address=address)
    except ingest.ReadError as error:
        err.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(2) from error
    for line in report.lines():
        out.print(line, highlight=False, markup=False, soft_wrap=True)
    folder = to / report.package.path
    files.replace(folder, [*package.to_files(report.package), *_ours(folder)])
    out.print(f"写入 {folder}", highlight=False, soft_wrap=True)
    raise typer.Exit(0 if report.complete else 1)


def _ours(folder: Path) -> list[files.File]:
    """What a person wrote into the package before: it survives a new import."""
    return [file for file in files.read_all(folder) if file.path in package.OURS]


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="数据包的文件夹，默认是全部")] = None,
    form: Annotated[Format, typer.Option("--format", help="text、json 或 github")] = Format.text,
) -> None:
    """Check packages against their schemas, their codes and their own arithmetic; all findings at once."""
    folders = [folder for path in paths or [PACKAGES] for folder in checks.folders(path)]
    known = checks.classifications(PACKAGES)
    checked = [checks.check(folder, known) for folder in folders]
    for line in _told(checked, form):
        print(line)
    raise typer.Exit(1 if any(one.failures for one in checked) else 0)


def _told(checked: Sequence[Checked], form: Format) -> Iterator[str]:
    """What a check says, line by line; plainly printed, so that a program can read it."""
    findings = [finding for one in checked for finding in one.findings]
    if form is Format.json:
        yield checks.as_json(findings)
    elif form is Format.github:
        yield from (checks.github(finding, one.folder) for one in checked for finding in one.findings)
    else:
        yield from (checks.text(finding) for finding in findings)
        tried = sum(len(one.verdicts) for one in checked)
        yield f"{len(checked)} 个数据包，核对 {tried} 个等式，{len(findings)} 条发现"


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
    print(f"{pages} 个页面，{built.charts} 张图，{built.failures} 个错误，{built.notices} 条提示，{seconds:.0f} 秒")
    print("打开：.venv/bin/python -m http.server --directory site 8000，再用浏览器看 http://127.0.0.1:8000/")


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


def _build() -> Built:
    try:
        with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err) as progress:

            def track(items: Sequence[T], what: str) -> Iterable[T]:
                return progress.track(items, description=what)

            built = build_site(ROOT, track)
    except (PackageError, SettingsError, SearchError, WriteError) as error:
        _refuse(error)
    written = built.written
    print(f"docs/：写 {written.changed} 个文件，{written.same} 个没有变，删 {written.removed} 个")
    return built


def _refuse(error: Exception) -> NoReturn:
    """Say why it cannot go on, and stop."""
    err.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(2) from error


if __name__ == "__main__":
    app(prog_name="python -m scripts")
