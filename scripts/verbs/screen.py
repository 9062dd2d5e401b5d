"""What a person and a program are told, and with which exit status a command ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from scripts.checks.results.output import visible

out = Console()
err = Console(stderr=True)

# Exit statuses: a program that calls us has to tell bad data from a bad call.
FAILED = 1
REFUSED = 2
# What a shell expects of a program that was interrupted: 128 + SIGINT.
INTERRUPTED = 130


def progress_bars() -> Progress:
    """What shows how far a work has come; on the way of errors, so that results can be piped."""
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=err
    )


# What the runner of a workflow takes for an order, whoever wrote it, wherever it is printed.
_ORDER = re.compile(r"^(?P<blank>[\s\u200b\ufeff]*)::|##(?=\[)", re.MULTILINE)


def harmless(text: str) -> str:
    """A text for a screen or a log, in which no name and no value gives orders to what shows it.

    >>> print(harmless("no folder named x\\n::error::y"))
    no folder named x
    ：：error::y
    """
    return _ORDER.sub(
        lambda order: "＃＃" if order["blank"] is None else f"{order['blank']}：：",
        visible(text, but="\n\t"),
    )


def print_lines(lines: Iterable[str], *, for_programs: bool = False) -> None:
    """Results line by line, plainly; for programs as they are, for what makes them escapes them."""
    for line in lines:
        print(line if for_programs else harmless(line))


def tell(text: str, console: Console = err, *, style: str | None = None) -> None:
    """Something for a person to read, as it is.

    Without markup, for names of files may look like it, and unbroken, so that paths can be copied.
    """
    console.print(harmless(text), style=style, highlight=False, markup=False, soft_wrap=True)


def refuse(error: Exception) -> NoReturn:
    """Say why it cannot go on, and stop."""
    tell(str(error), style="red")
    raise typer.Exit(REFUSED) from error
