"""Proof that one figure changed in a document changes that figure in its package, and nothing else.

`python benchmarks/prove_edits.py [--count N] [--seed S] [FILE…]`: 200 changes (a digit, a sign, two digits swapped, the
unit of a table) in each of ten documents of `../shared` without arguments, made after a file is read and before
anything is recognised. Prints a line for each document, and each change that changed anything else: another figure, a
name, a column, a row's parent where not only sums tell it; ends with 1 where one did.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.ingest.assembly.assemble import assemble  # noqa: E402
from scripts.ingest.readers.load import loaded  # noqa: E402
from tests.support import edits  # noqa: E402

SHARED = ROOT.parent / "shared"
DOCUMENTS = (
    "corpus/putuo-commerce-unit-2025",
    "corpus/jiangsu-npc-2019-tables",
    "corpus/guangzhou-petition-2026",
    "corpus/suzhou-audit-2026",
    "corpus/central-petition-2024-final",
    "corpus2/hangzhou-police-2026",
    "corpus2/jiangsu-high-court-2019",
    "corpus2/putuo-social-work-2024-final",
    "corpus2/wuxi-development-2025",
    "corpus2/yantai-development-2026",
)
FINE = ("figure", "figure and parents", "unit", "page of its unit", "told", "refused")


def main(arguments: Sequence[str]) -> int:
    """Edit, assemble, compare; 1 where another figure changed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    files = options.files or [SHARED / f"{name}.pdf" for name in DOCUMENTS]
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        sys.stdout.write(f"Skipped: {', '.join(missing)} are not there.\n")

    wrong = 0
    for path in files:
        if path.name in missing:
            continue
        document = loaded(path)
        report = assemble(document, None)
        counts: Counter[str] = Counter()
        for edit in edits.edits(document, options.count, options.seed):
            came_to = edits.judged(document, report, edit)
            counts[came_to if came_to in FINE else "others"] += 1
            if came_to not in FINE:
                place = f"block {edit.block} row {edit.row} cell {edit.cell}"
                sys.stdout.write(
                    f"  {edit.kind}: {place}: {edit.before} → {edit.after}: {came_to}\n"
                )
        wrong += counts["others"]
        numbers = "  ".join(f"{name} {counts[name]}" for name in (*FINE, "others"))
        sys.stdout.write(f"{path.stem:34}{numbers}\n")
        sys.stdout.flush()
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
