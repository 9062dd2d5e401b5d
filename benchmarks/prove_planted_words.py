"""Proof that errors in words, codes and names are found: planted in documents as they were read.

`python benchmarks/prove_planted_words.py [--count N] [--seed S] [--show] [FILE…]`: of each kind N errors (2) in each of ten
documents of `../shared` without arguments. Prints for each kind how many were planted and found, and the
findings beside; ends with 1 where fewer than 95 % of a kind are found or anything stands beside.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import checks  # noqa: E402
from scripts.ingest.assembly.assemble import assemble  # noqa: E402
from scripts.ingest.readers.load import loaded  # noqa: E402
from tests.support import planted_words  # noqa: E402

SHARED = ROOT.parent / "shared"
DOCUMENTS = (
    "corpus/central-petition-2024-final",
    "corpus/changsha-petition-2026",
    "corpus/guangzhou-petition-2026",
    "corpus/putuo-wanli-street-2025",
    "corpus/xian-meteo-2022",
    "corpus2/hangzhou-transport-2026",
    "corpus2/jiangsu-high-court-2019",
    "corpus2/suzhou-water-2026",
    "corpus2/wuxi-hrss-2026",
    "corpus2/xian-health-2022-final",
)
ENOUGH = 95


def main(arguments: Sequence[str]) -> int:
    """Plant, assemble, check, compare; 1 where too little is found or too much."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--kind", action="append", choices=planted_words.PLANTERS)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    files = options.files or [SHARED / f"{name}.pdf" for name in DOCUMENTS]
    known = checks.classifications(ROOT / "datapackages")

    kinds = options.kind or list(planted_words.PLANTERS)
    counts: Counter[tuple[str, str]] = Counter()
    for path in files:
        if not path.is_file():
            sys.stdout.write(f"Skipped: {path.name} is not there.\n")
            continue
        document = loaded(path)
        stated = assemble(document, None).package.disclosure
        before = {told(finding) for finding in planted_words.findings(document, known)}
        for kind in kinds:
            for error in planted_words.planted(document, stated, kind, options.seed)[
                : options.count
            ]:
                after = planted_words.findings(planted_words.with_error(document, error), known)
                new = [finding for finding in after if told(finding) not in before]
                found = [finding for finding in new if planted_words.speaks_of(finding, error)]
                counts[kind, "planted"] += 1
                counts[kind, "found"] += bool(found)
                counts[kind, "beside"] += len(new) - bool(found)
                if options.show and (not found or len(new) > 1):
                    sys.stdout.write(
                        f"  {path.stem} {kind} {'found' if found else 'MISSED'} {error}\n"
                    )
                    rest = [finding for finding in new if finding is not (found or [None])[0]]
                    sys.stdout.write("".join(f"      {told(finding)}\n" for finding in rest[:4]))
    return printed(kinds, counts)


def told(finding: checks.Finding) -> tuple[str, str]:
    """What a finding says, without the row, which moves."""
    return finding.rule, finding.message


def printed(kinds: Sequence[str], counts: Counter[tuple[str, str]]) -> int:
    """The table of kinds; 1 where one is found too seldom, or findings stand beside."""
    sys.stdout.write(f"{'kind':24}{'planted':>9}{'found':>9}{'beside':>9}\n")
    wrong = 0
    for kind in kinds:
        planted, found = counts[kind, "planted"], counts[kind, "found"]
        sys.stdout.write(f"{kind:24}{planted:9}{found:9}{counts[kind, 'beside']:9}\n")
        wrong += found * 100 < planted * ENOUGH or counts[kind, "beside"] > 0
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
