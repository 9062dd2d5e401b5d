"""How fast a page of the built site is on a cheap phone: Lighthouse's score, the waiting and the weight.

Run by hand after `make site`: `python benchmarks/bench_site.py [PATH…]`; without an argument it takes the home page and the
heaviest overview of a department's year. Each measure is the median of three runs; it is printed, nothing is asserted.
Wanted on the overview: a score of 95 or more, less than 150 ms blocked, at most 100 KB.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
MEASURES = {
    "blocked ms": "total-blocking-time",
    "first paint ms": "first-contentful-paint",
    "largest paint ms": "largest-contentful-paint",
    "bytes": "total-byte-weight",
}


def main(paths: list[str]) -> int:
    """Write a row per page; 1 where Lighthouse is not installed."""
    from tests import lighthouse
    from tests.conftest import hosted

    called = lighthouse.command()
    if called is None:
        sys.stderr.write("Lighthouse is not installed: CONTRIBUTING.md says how.\n")
        return 1
    note = ROOT / ".venv" / "chromium-path"
    browser = (note.read_text("utf-8").strip() or None) if note.is_file() else None
    sys.stdout.write("".join(f"{head:>18}" for head in ("score", *MEASURES)) + "  page\n")
    with hosted(ROOT / "site") as address, tempfile.TemporaryDirectory() as scratch:
        for path in paths or _usual():
            runs = [
                lighthouse.report(
                    called, f"{address}/{path}", Path(scratch), browser, "performance"
                )
                for _ in range(RUNS)
            ]
            row = [statistics.median(run["scores"]["performance"] for run in runs)]
            row += [
                statistics.median(run["audits"][name]["numericValue"] for run in runs)
                for name in MEASURES.values()
            ]
            sys.stdout.write("".join(f"{value:18.0f}" for value in row) + f"  {path}\n")
            sys.stdout.flush()
    return 0


def _usual() -> list[str]:
    overviews = (ROOT / "site/departments").glob("*/*/index.html")
    heaviest = max(overviews, key=lambda file: file.stat().st_size)
    return ["index.html", heaviest.relative_to(ROOT / "site").as_posix()]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
