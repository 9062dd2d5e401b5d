"""Proof that errors of the kinds that readers find are found: planted in packages, one at a time.

`python benchmarks/prove_planted.py [--most N] [--seed S] [--misses] [FOLDER…]`: in the packages below the folders, the
committed ones without arguments, so many errors of each kind are planted in copies, one in each copy. Prints for each kind in how
many packages it was planted, how often, how often a failure named the place, and failures that name others; with `--misses` what
was missed and what else was said. Ends with 1 where fewer than 95 % of a kind are found, or anything else is said.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import package  # noqa: E402
from scripts.checks import verdicts_of  # noqa: E402
from tests.support import planted  # noqa: E402

ENOUGH = 0.95


def main(arguments: Sequence[str]) -> int:
    """Plant, check, count; 1 where a kind is not found, or something else is said."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--most", type=int, default=planted.PER_PACKAGE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--kind", action="append", choices=planted.KINDS)
    parser.add_argument("folders", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    folders = options.folders or [ROOT / "datapackages"]
    below = {path for folder in folders for path in package.folders(folder)}
    packages = [package.read(path) for path in sorted(below) if "reference" not in path.parts]
    before = {one.path: tuple(verdicts_of(one)) for one in packages}

    wrong = False
    sys.stdout.write(f"{'kind':18}{'packages':>9}{'planted':>9}{'found':>7}{'others':>8}\n")
    for kind in options.kind or planted.KINDS:
        held = plants = found = others = 0
        for one in packages:
            errors = planted.plants(one, kind, options.seed, options.most)
            held += bool(errors)
            for error in errors:
                told = planted.told(error, before[one.path])
                plants, found = plants + 1, found + told.found
                others += len(told.elsewhere)
                if options.misses and not told.found:
                    sys.stdout.write(f"  missed in {one.path}: {error.what}\n")
                for verdict in told.elsewhere if options.misses else ():
                    sys.stdout.write(f"  also {verdict.rule} in {one.path}: {error.what}\n")
        sys.stdout.write(f"{kind:18}{held:9}{plants:9}{found:7}{others:8}\n")
        sys.stdout.flush()
        wrong = wrong or found < ENOUGH * plants or others > 0
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
