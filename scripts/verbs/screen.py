"""What a person and a program are told, and with which exit status a command ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

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


def print_lines(lines: Iterable[str]) -> None:
    """Results line by line, plainly, so that a program can read them."""
    for line in lines:
        print(line)


def tell(text: str, console: Console = err, *, style: str | None = None) -> None:
    """Something for a person to read, as it is.

    Without markup, for names of files may look like it, and unbroken, so that paths can be copied.
    """
    console.print(text, style=style, highlight=False, markup=False, soft_wrap=True)


def refuse(error: Exception) -> NoReturn:
    """Say why it cannot go on, and stop."""
    tell(str(error), style="red")
    raise typer.Exit(REFUSED) from error
