"""Proof that figures stand under their head and beside their label: cells as another reader sees them.

`python benchmarks/prove_cells.py [--cells N] [--pages N] [--seed S] [FILE…]`: about 2,000 cells of the documents of
`../shared/corpus` and `../shared/corpus2` without arguments, at least 20 of each that has so many, half of them, where
there are, from tables without lines and from pages that go on without a head. Each is looked for in the package by page
and place. Prints a line for each document and each disagreement, for a person to look up; ends with 1 where fewer than
99.5 of 100 agree.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.ingest import ingest  # noqa: E402
from scripts.ingest.document import ReadError  # noqa: E402
from tests.support import cell_audit  # noqa: E402

SHARED = ROOT.parent / "shared"
AGREE = 0.995


def main(arguments: Sequence[str]) -> int:
    """Draw cells, import, compare; 1 where too few agree."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cells", type=int, default=40)
    parser.add_argument("--pages", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    files = options.files or [
        path for name in ("corpus", "corpus2") for path in sorted((SHARED / name).glob("*.pdf"))
    ]
    if not files:
        sys.stdout.write(f"Skipped: no documents in {SHARED}.\n")

    sums: Counter[str] = Counter()
    for path in files:
        judgements = _judgements(path, options.pages, options.cells, options.seed)
        counts = Counter(judgement.outcome for judgement in judgements)
        sums.update(counts)
        numbers = "".join(f"{counts[outcome]:13}" for outcome in cell_audit.OUTCOMES)
        sys.stdout.write(f"{path.stem:34}{numbers}\n")
        for judgement in judgements:
            if judgement.outcome != cell_audit.AGREES:
                cell = judgement.cell
                place = f"page {cell.page}, {cell.x:.0f} {cell.y:.0f}"
                said = f"{cell.number} under {cell.head!r} beside {cell.label!r}"
                sys.stdout.write(
                    f"  {judgement.outcome}: {place}: {said}; ours: {judgement.ours}\n"
                )
        sys.stdout.flush()
    whole = sums.total()
    share = sums[cell_audit.AGREES] / whole if whole else 1.0
    numbers = "".join(f"{sums[outcome]:13}" for outcome in cell_audit.OUTCOMES)
    sys.stdout.write(f"{'':34}{numbers}\n{whole} cells, {100 * share:.2f} % agree\n")
    return 0 if share >= AGREE else 1


def _judgements(path: Path, pages: int, count: int, seed: int) -> list[cell_audit.Judgement]:
    try:
        report = ingest(path)
    except ReadError as error:
        sys.stdout.write(f"{path.stem}: refused: {error.what}\n")
        return []
    drawn = cell_audit.cells(path, pages, seed)
    random.Random(f"{seed} {path.name}").shuffle(drawn)
    hard = [cell for cell in drawn if cell.goes_on or not cell.ruled][: count // 2]
    easy = [cell for cell in drawn if cell not in hard]
    return cell_audit.judged([*hard, *easy][:count], report)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
