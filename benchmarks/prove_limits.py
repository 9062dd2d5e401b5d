"""Proof that no file within the limits of the readers takes more than 30 s of a processor, or 1 GB.

`python benchmarks/prove_limits.py [NAME…]`: of every hostile file of `tests/support/choking.py`, or those named, the
largest that a reader takes is sought by halving, and imported; one of a quarter of its size too. Each is read in a
process of its own. Prints seconds, megabytes, how many times as long four times as much takes, and what a larger one is
refused for. Ends with 1 where one is killed, ends in a traceback, took too long, or takes longer by the square of its size.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import ingest  # noqa: E402
from scripts.ingest.document import ReadError  # noqa: E402
from scripts.ingest.readers import docx, html, pdf, xlsx  # noqa: E402, F401  # once, for all processes
from scripts.ingest.readers.apart import CRASHED  # noqa: E402
from scripts.ingest.readers.load import loaded  # noqa: E402
from tests.support import choking  # noqa: E402

SECONDS, MEGABYTES = 30, 1024
MOST_TIMES = 8
"""As long that four times as much may take: what is looked at once takes four, each for each sixteen."""
_SHORT = 3.0  # seconds below which that is not asked, for the start is much of them


class Taken(NamedTuple):
    """What reading a file took, why it was refused if it was, and whether it ended well."""

    seconds: float
    megabytes: float
    said: str
    is_sound: bool

    @property
    def is_over(self) -> bool:
        """Whether that is more than any file may take."""
        is_killed = CRASHED in self.said or not self.is_sound
        return is_killed or self.seconds > SECONDS or self.megabytes > MEGABYTES


def main(names: Sequence[str]) -> int:
    """Seek and import the largest of each; 1 where one goes over."""
    cases = choking.cases()
    wrong = 0
    for name in names or sorted(cases):
        make, most = cases[name]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            size, refused, is_over = _largest(partial(make, path), most)
            whole = _taken(make(path, size), _import)
            quarter = _taken(make(path, max(1, size // 4)), _import)
        times = whole.seconds / max(quarter.seconds, 0.1)
        grows = whole.seconds > _SHORT and times > MOST_TIMES
        is_over = is_over or whole.is_over or quarter.is_over
        wrong += is_over or grows
        told = "  OVER" * is_over + "  GROWS" * grows
        measured = f"{whole.seconds:6.1f} s {whole.megabytes:6.0f} MB {times:5.1f} times"
        reason = (whole.said or refused).strip().rpartition("：")[2][:60]
        sys.stdout.write(f"{name:24} {size:9,} {measured} {reason}{told}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{len(names or cases)} kinds of file, {wrong} over\n")
    return 1 if wrong else 0


def _largest(make: Callable[[int], Path], most: int) -> tuple[int, str, bool]:
    """The largest size that a reader takes, why it refuses more, and if that took too much."""
    taken = _taken(make(most), loaded)
    if not taken.said:
        return most, "", taken.is_over
    refused, is_over = taken.said, taken.is_over
    least = 1
    while most - least > max(1, least // 16):
        middle = (least + most) // 2
        taken = _taken(make(middle), loaded)
        is_over = is_over or taken.is_over
        if taken.said:
            most, refused = middle, taken.said
        else:
            least = middle
    return least, refused, is_over


def _import(path: Path) -> None:
    imported = ingest.ingest_all([path], ingest.ImportOptions(), path.parent / "none")
    for outcome in imported.outcomes:
        list(ingest.lines(outcome))
        outcome.files({}, day="2026-01-31", why="")
    for refusal in imported.refused:
        raise ReadError(refusal.why)


def _taken(path: Path, act: Callable[[Path], object]) -> Taken:
    """What an act takes in a process of its own, which has so many seconds and bytes."""
    ours, theirs = os.pipe()
    process = os.fork()
    if not process:
        os.close(ours)
        os._exit(_tried(path, act, theirs))
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        said = stream.read().decode("utf-8", "replace")
    _, status, used = os.wait4(process, 0)
    return Taken(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said, status == 0)


def _tried(path: Path, act: Callable[[Path], object], to: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 5, SECONDS + 5))
    try:
        act(path)
    except ReadError as error:
        os.write(to, str(error).encode()[:2000])
    except BaseException:
        os.write(to, traceback.format_exc(limit=-1).encode()[-2000:])
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
