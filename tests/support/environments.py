"""Two machines of which a site shows nothing: the same project is built as on each, in processes of their own.

MINGZHANG_SECOND_PYTHON names the interpreter of the second, one with all that the lock names; else both have this one.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts import manifest

# From Python 3.12 on floats are added in another way. Whoever adds them with `sum` is told, so that
# one Python is enough to find it.
_COMMAND = """
import builtins
import sys

add = builtins.sum

def exact(values, /, start=0):
    added = add(values, start)
    if isinstance(added, float) and sys._getframe(1).f_globals["__name__"].startswith("scripts."):
        raise TypeError("sum() adds floats in another way from Python 3.12 on: math.fsum")
    return added

builtins.sum = exact

from scripts.__main__ import main

main()
"""


@dataclass(frozen=True)
class Environment:
    """Where a site is built: an interpreter, variables, and the rights that new files are not given."""

    python: str
    variables: Mapping[str, str]
    umask: int


HERE = Environment(sys.executable, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"}, 0o022)
ELSEWHERE = Environment(
    os.environ.get("MINGZHANG_SECOND_PYTHON") or sys.executable,
    {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"},
    0o077,
)


def built(root: Path, environment: Environment, code: Path) -> dict[str, str]:
    """The hash of every file, by path, of the site that the code in a folder builds in `root`."""
    done = run(environment, ["-c", _COMMAND, "site"], root, code)
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)
    lines = (root / "site" / manifest.NAME).read_text("utf-8").splitlines()
    return {path: value for value, _, path in (line.partition("  ") for line in lines)}


def differing(hashes: Mapping[str, str], others: Mapping[str, str]) -> list[str]:
    """The paths of the files that two sites do not have alike."""
    return sorted(path for path in {*hashes, *others} if hashes.get(path) != others.get(path))


def run(
    environment: Environment, arguments: list[str], root: Path, code: Path
) -> subprocess.CompletedProcess[str]:
    """What a Python of that environment did in a folder."""
    return subprocess.run(
        [environment.python, *arguments],
        cwd=root,
        env={
            **os.environ,
            **environment.variables,
            "PYTHONPATH": str(code),
            # What is compiled under a narrow umask would be nobody else's to read.
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        umask=environment.umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
