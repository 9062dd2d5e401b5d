"""Proof that no field of a package can be abused: every free field times every class of attack, and deeds.

`python benchmarks/prove_fields.py [EVERY]` tries each EVERY-th pair, all without an argument. Each must be refused by the
checks with file and field, or, where a document's or a person's text may hold such a thing, be shown as text. Prints a table
and ends with 1 where a pair is neither, raises, takes over 5 CPU seconds, or is told without its place.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import checks  # noqa: E402
from tests.support import hostile, spoil  # noqa: E402

MOST_SECONDS = 5


def main(arguments: list[str]) -> int:
    """Try the pairs; 1 where one is neither refused nor text."""
    every = int(arguments[0]) if arguments else 1
    known = checks.classifications(spoil.PACKAGES)
    counts: Counter[tuple[str, str]] = Counter()
    wrong = []
    with tempfile.TemporaryDirectory() as scratch:
        good = spoil.write(spoil.FIXTURE, Path(scratch) / "good/datapackages")
        for number, (row, column, act) in enumerate(_pairs()):
            if number % every:
                continue
            root = Path(scratch) / f"try/{number}/datapackages"
            folder = Path(
                shutil.copytree(good, root / good.relative_to(Path(scratch) / "good/datapackages"))
            )
            act(folder)
            began = time.process_time()
            try:
                findings = hostile.outcome(root, known)
            except Exception:
                wrong.append(f"{row} × {column}: {traceback.format_exc(limit=-1).splitlines()[-1]}")
                counts[column, "raised"] += 1
                continue
            seconds = time.process_time() - began
            if seconds > MOST_SECONDS:
                wrong.append(f"{row} × {column}: {seconds:.1f} CPU s")
            if findings and not any(finding.file or finding.message for finding in findings):
                wrong.append(f"{row} × {column}: told without its place")
            outcome = "refused" if findings else "text"
            if not findings and not hostile.is_text(row, column):
                wrong.append(f"{row} × {column}: passes")
            counts[column, outcome] += 1
            shutil.rmtree(root.parent)
    columns = dict.fromkeys(column for column, _ in counts)
    for column in columns:
        outcomes = ", ".join(
            f"{counts[column, what]} {what}" for what in ("refused", "text", "raised")
        )
        sys.stdout.write(f"{column:24} {outcomes}\n")
    sys.stdout.write(
        f"{sum(counts.values())} tried, {len(wrong)} wrong\n" + "\n".join(wrong) + "\n"
    )
    return 1 if wrong else 0


def _pairs() -> Iterator[tuple[str, str, Callable[[Path], object]]]:
    for column, value in hostile.VALUES.items():
        for row, put in hostile.FIELDS.items():
            yield row, column, lambda folder, put=put, value=value: put(folder, value)
    for name, deed in hostile.DEEDS.items():
        yield name, "deeds", deed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
