"""A program with the import loaded, which tries one file after the other, each in a process of its own that may not grow.

Loading the import takes longer than most files do; a process that was forked from it has its own bounds all the same.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

_PROGRAM = """
import json, os, resource, sys
from pathlib import Path
from scripts import ingest

def read(path):
    ingest.ingest(path)

def imported(path):
    outcomes = ingest.ingest_all([path], ingest.ImportOptions(), path.parent / "none")
    for outcome in outcomes.outcomes:
        list(ingest.lines(outcome))
        outcome.files({}, day="2026-01-31", why="")
    for refusal in outcomes.refused:
        print(refusal.why)

def bounded(work, path, seconds, said, wrong):
    for stream, file in ((1, said), (2, wrong)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        work(Path(path))
    except ingest.ReadError as error:
        print(error)

for line in sys.stdin:
    work, *rest = json.loads(line)
    child = os.fork()
    if not child:
        bounded({"read": read, "imported": imported}[work], *rest)
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a file ended the process that read it: killed by a bound, it says nothing."""

    status: int
    said: str
    wrong: str


class Bounded:
    """Runs the import on a file within 1 GiB and some CPU seconds."""

    def __init__(self, program: subprocess.Popen[str]) -> None:
        self._program = program

    def run(self, work: str, path: Path, seconds: int) -> Ended:
        """Let `read` (one document) or `imported` (as the command does) have a file; what came of it."""
        said, wrong = path.with_name("said"), path.with_name("wrong")
        assert self._program.stdin and self._program.stdout
        order = [work, str(path), seconds, str(said), str(wrong)]
        print(json.dumps(order), file=self._program.stdin, flush=True)
        status = int(self._program.stdout.readline())
        return Ended(status, said.read_text("utf-8"), wrong.read_text("utf-8"))


@contextmanager
def program() -> Iterator[Bounded]:
    """The program, for as long as the block runs."""
    command = [sys.executable, "-c", _PROGRAM]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as started:
        yield Bounded(started)
        assert started.stdin
        started.stdin.close()
