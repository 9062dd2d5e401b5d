"""The command line: import a document, check packages, build, serve."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from scripts import checks, files, ingest, package
from scripts.checks import Finding

app = typer.Typer(no_args_is_help=True, add_completion=False, help="明账：把公开的部门预算变成可核对的数据和网站。")
out = Console()
err = Console(stderr=True)

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
        err.print(str(error), style="red", highlight=False)
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
    folders = [folder for path in paths or [PACKAGES] for folder in _packages(path)]
    known = checks.classifications(PACKAGES)
    checked = [checks.check(folder, known) for folder in folders]
    findings = [finding for one in checked for finding in one.findings]
    if form is Format.json:
        out.print_json(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        for finding in findings:
            out.print(_line(finding, form), highlight=False, markup=False, soft_wrap=True)
    if form is Format.text:
        tried = sum(len(one.verdicts) for one in checked)
        out.print(f"{len(folders)} 个数据包，核对 {tried} 个等式，{len(findings)} 条发现", highlight=False)
    raise typer.Exit(1 if any(one.failures for one in checked) else 0)


def _packages(path: Path) -> list[Path]:
    """The package in a folder, or all the packages below it."""
    if (path / "datapackage.json").exists() or not path.is_dir():
        return [path]
    return package.find(path) or sorted(found.parent for found in path.rglob("datapackage.json"))


def _line(finding: Finding, form: Format) -> str:
    said = f"{finding.message}（现为 {finding.found or '空白'}；应为 {finding.expected}）"
    if form is Format.github:
        level = "error" if finding.severity == "failure" else "notice"
        row = f",line={finding.row}" if finding.row else ""
        return f"::{level} file=datapackages/{finding.package}/{finding.file}{row}::{_escaped(said)}"
    return f"{checks.SEVERITIES[finding.severity]} {finding.where}：{said}"


def _escaped(text: str) -> str:
    """A message as a workflow command carries it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


if __name__ == "__main__":
    app(prog_name="python -m scripts")
