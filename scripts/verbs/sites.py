"""The site: built, published, shown, verified."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from typing import Annotated, TypeVar

import typer
from rich.progress import Progress, TextColumn

from scripts import checks, manifest, publish
from scripts.build import BuildResult, UnsoundError
from scripts.build import build as build_site
from scripts.files import WriteError
from scripts.package import PackageError
from scripts.settings import SettingsError
from scripts.verbs.packages import ROOT
from scripts.verbs.screen import FAILED, err, print_lines, progress_bars, refuse, tell

T = TypeVar("T")

KeepGoing = Annotated[
    bool,
    typer.Option("--keep-going", help="通不过核对的数据包不发布，其余照常，并写明哪些没有更新"),
]


def build(keep_going: KeepGoing = False) -> None:
    """Build every generated file of the site below docs/; write only what changed."""
    _build(keep_going)


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
            refuse(error)
    seconds = time.monotonic() - began
    counts = (
        f"{pages} 个页面，{built.charts} 张图，{built.failures} 个错误，"
        f"{built.notices} 条提示，{seconds:.0f} 秒"
    )
    how_to_open = (
        "打开：.venv/bin/python -m http.server --directory site 8000，"
        "再用浏览器看 http://127.0.0.1:8000/"
    )
    print_lines([counts, how_to_open])
    raise typer.Exit(FAILED if built.left_out else 0)


def serve(port: Annotated[int, typer.Option(help="本机的端口")] = 8000) -> None:
    """Show the site on this machine, and build again what changes."""
    _build()
    with publish.served(ROOT, port) as changed:
        print_lines([f"http://127.0.0.1:{port}/ ，按 Ctrl+C 停下"])
        try:
            for _ in changed:
                _build()
        except KeyboardInterrupt:
            return


def verify(
    place: Annotated[str, typer.Argument(metavar="SITE|ADDRESS", help="网站的文件夹，或网址")],
) -> None:
    """Tell every file of a site that is not as its manifest has it: changed, missing, added.

    The exit status is 1 where any is, 2 where there is no manifest that can be read.
    """
    try:
        differences = list(manifest.differences(place))
    except manifest.ManifestError as error:
        refuse(error)
    print_lines(
        f"{difference.path}：{manifest.WORDS[difference.what]}" for difference in differences
    )
    tell(f"{len(differences)} 个文件与清单不同")
    raise typer.Exit(FAILED if differences else 0)


def _build(keep_going: bool = False) -> BuildResult:
    try:
        with progress_bars() as progress:

            def track(items: Sequence[T], what: str) -> Iterable[T]:
                return progress.track(items, description=what)

            built = build_site(ROOT, track, keep_going=keep_going)
    except UnsoundError as error:
        print_lines(checks.text(finding) for result in error.results for finding in result.failures)
        tell("有数据包通不过核对，网站没有更新；--keep-going 只发布其余的", style="red")
        raise typer.Exit(FAILED) from error
    except (PackageError, SettingsError, WriteError) as error:
        refuse(error)
    print_lines(checks.text(finding) for result in built.left_out for finding in result.failures)
    written = built.written
    print_lines(
        [f"docs/：写 {written.changed} 个文件，{written.same} 个没有变，删 {written.removed} 个"]
    )
    return built
