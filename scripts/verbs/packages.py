"""Packages: checked, and compared with other versions of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from scripts import changes, checks
from scripts.checks.run import CheckResult
from scripts.verbs.screen import print_lines, refuse

ROOT = Path()
PACKAGES = Path("datapackages")


class CheckFormat(StrEnum):
    """How findings are written."""

    text = "text"
    json = "json"
    github = "github"


class DiffFormat(StrEnum):
    """How differences are written."""

    text = "text"
    json = "json"
    markdown = "markdown"


def check_lines(results: Sequence[CheckResult], form: CheckFormat) -> Iterator[str]:
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
        refuse(error)
    if diff_format is DiffFormat.json:
        print_lines([changes.as_json(difference)], for_programs=True)
    elif diff_format is DiffFormat.markdown:
        print_lines(changes.markdown(difference, most))
    else:
        print_lines(changes.text(difference))
    raise typer.Exit(difference.status)
