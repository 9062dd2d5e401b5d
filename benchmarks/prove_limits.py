"""Proof that no file within the limits of the readers takes more than 30 s of a processor, or 1 GB.

`python benchmarks/prove_limits.py [NAME…]`: every hostile file of `tests/support/choking.py`, or those named, grows to
twice its size until a reader refuses it or it is as large as its kind gets. Each is imported in a process of its own.
Prints seconds and megabytes by size, and ends with 1 where one is killed, ends in a traceback, or took too long.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import choking  # noqa: E402

SECONDS, MEGABYTES = 30, 1024


def main(names: Sequence[str]) -> int:
    """Grow each file; 1 where one goes over."""
    cases = choking.cases()
    wrong = 0
    for name in names or sorted(cases):
        make, most = cases[name]
        size = max(1, most // 8)
        while True:
            with tempfile.TemporaryDirectory() as folder:
                path = make(Path(folder) / name, size)
                seconds, megabytes, said, is_sound = _read(path)
            is_over = not is_sound or seconds > SECONDS or megabytes > MEGABYTES
            wrong += is_over
            told = "  OVER" if is_over else ""
            reason = said.strip().rpartition("：")[2][:60]
            row = f"{name:24} {size:8,} {seconds:6.1f} s {megabytes:6.0f} MB {reason}{told}"
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()
            if is_over or said or size >= most:
                break
            size = min(size * 2, most)
    return 1 if wrong else 0


def _read(path: Path) -> tuple[float, float, str, bool]:
    """What reading a file took, in seconds and megabytes, why it was refused, and if it ended well."""
    program = [sys.executable, "-c", choking.READ, str(path), str(SECONDS + 5)]
    with subprocess.Popen(
        program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said, not status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
