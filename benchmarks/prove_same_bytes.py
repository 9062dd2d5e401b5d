"""Proof that all packages make the same site wherever it is built: two clones, two environments, no cache.

`python benchmarks/prove_same_bytes.py`. The clones, of the last commit, stand in folders of other names and depths, and
differ in time zone, locale, umask and hash seed; in the Python where MINGZHANG_SECOND_PYTHON names the interpreter
of another one, with all that the lock names. Tells the versions of both, each file that differs, and ends with 1 where any does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.environments import (  # noqa: E402
    ELSEWHERE,
    HERE,
    Environment,
    built,
    differing,
    run,
)

_VERSIONS = """
import platform, sqlite3, zlib
print("Python", platform.python_version(), "zlib", zlib.ZLIB_RUNTIME_VERSION, "SQLite", sqlite3.sqlite_version)
"""


def main() -> int:
    """Build both; 1 where a file differs."""
    with tempfile.TemporaryDirectory() as scratch:
        sites = [
            _site(Path(scratch, "a"), HERE),
            _site(Path(scratch, "别 处", "更深", "b"), ELSEWHERE),
        ]
    different = differing(*sites)
    for path in different:
        sys.stdout.write(f"{path}\n")
    sys.stdout.write(f"{len(sites[0])} files, {len(different)} differ\n")
    return 1 if different else 0


def _site(clone: Path, environment: Environment) -> dict[str, str]:
    """The hash of every file of the site that a clone builds of itself."""
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    versions = run(environment, ["-c", _VERSIONS], clone, clone).stdout.strip()
    sys.stdout.write(f"{versions} {dict(environment.variables)} umask {environment.umask:03o}\n")
    sys.stdout.flush()
    return built(clone, environment, clone)


if __name__ == "__main__":
    sys.exit(main())
