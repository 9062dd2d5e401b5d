"""Proof of what the suite tries by shares: each test that takes a share of pages, packages, documents or examples has the whole.

`python benchmarks/prove_shares.py [PYTEST-ARGUMENT…]` runs the test modules that take from `tests/support/shares.py`, with
MINGZHANG_WHOLE set and two at a time; about an hour. Ends with pytest's status.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(arguments: list[str]) -> int:
    """Run them; 0 where all hold."""
    modules = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if "tests.support.shares" in path.read_text("utf-8")
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
    done = subprocess.run(
        [*command, *modules, *arguments],
        cwd=ROOT,
        env={**os.environ, "MINGZHANG_WHOLE": "1"},
        check=False,
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
