"""Proof that a damaged PDF loses nothing silently: seeded mutations of ten real documents, imported and compared.

`python benchmarks/prove_mutations.py [--count N] [--seed S] [--from M] [--quick] [FILE…]`: 200 mutations each of ten
documents of `../shared/corpus` without arguments. Each mutation is read by a process of its own with a limit of CPU
time. What it reads must be what the original gives, or be refused, or be told with a remark and status 1. Where neither
holds, the pages concerned are drawn: a file whose pages look otherwise too is sound in itself and is named as such;
any other is a silent loss. `--quick` imports only the mutations that are not known to be damaged by their structure.
Prints a table, and ends with 1 where something was lost or a reader broke.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.ingest.document import ReadError  # noqa: E402
from scripts.ingest.readers.pdf.damage import damage  # noqa: E402
from scripts.ingest.readers.pdf.file import opened  # noqa: E402
from tests.support.mutations import Reading, mutated, outcome, reading  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus"
DOCUMENTS = (
    "putuo-commerce-unit-2025",
    "jiangsu-npc-2019-tables",
    "guangzhou-petition-2026",
    "shenzhen-petition-2026",
    "shanghai-finance-2025",
    "suzhou-audit-2026",
    "huzhou-finance-2026",
    "fuzhou-police-civil-staff-2026",
    "putuo-wanli-street-2025",
    "beijing-audit-2026-tables",
)
SECONDS = 60  # of CPU for one file
WORDS = {
    "refused": "refused",
    "told": "remark, status 1",
    "same": "same figures",
    "drawn": "drawn otherwise too",
    "broken": "broken or too slow",
    "lost": "LOST SILENTLY",
}


def main(arguments: Sequence[str]) -> int:
    """Mutate, import, compare; 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    files = options.files or [CORPUS / f"{name}.pdf" for name in DOCUMENTS]
    missing = [path.name for path in files if not path.is_file()]
    if missing:
        sys.stdout.write(f"Skipped: {', '.join(missing)} are not there ({files[0].parent}).\n")

    sums: Counter[str] = Counter()
    named: list[str] = []
    sys.stdout.write(f"{'document':34}" + "".join(f"{word:>20}" for word in WORDS.values()) + "\n")
    for path in files:
        if path.is_file():
            counts = _proof(path, options, named)
            sums += counts
            _line(path.stem, counts)
    _line("all", sums)
    sys.stdout.write("".join(f"{line}\n" for line in named))
    return 1 if sums["lost"] or sums["broken"] else 0


def _line(name: str, counts: Counter[str]) -> None:
    sys.stdout.write(f"{name:34}" + "".join(f"{counts[kind]:20}" for kind in WORDS) + "\n")
    sys.stdout.flush()


def _proof(path: Path, options: argparse.Namespace, named: list[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    content = path.read_bytes()
    before = reading(path)
    if before is None:
        raise SystemExit(f"{path}: the import refuses the original")
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / path.name
        for number in range(options.first, options.first + options.count):
            seed = f"{options.seed}:{path.stem}:{number}"
            copy.write_bytes(mutated(content, random.Random(seed)))
            what = "told" if options.quick and _is_damaged(copy) else _apart(path, before, copy)
            counts[what] += 1
            if what in ("lost", "broken", "drawn"):
                named.append(
                    f"{WORDS[what]}: {path.name}, mutation {number} of seed {options.seed}"
                )
    return counts


def _is_damaged(path: Path) -> bool:
    try:
        with opened(path) as file:
            return bool(damage(path, file.count))
    except ReadError:
        return False


def _apart(path: Path, before: Reading, copy: Path) -> str:
    """What came of a copy, told by a process that may take so long, and may break."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(theirs, path, before, copy))
    process.start()
    theirs.close()
    try:
        return str(ours.recv())
    except EOFError:
        return "broken"
    finally:
        process.join()


def _tell(to: Connection, path: Path, before: Reading, copy: Path) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    to.send(outcome(path, before, copy))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
