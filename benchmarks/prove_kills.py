"""Proof that whoever is killed leaves the old or the new: builds of a tiny site, and imports.

`python benchmarks/prove_kills.py [BUILDS [IMPORTS [SEED]]]`, 100 and 50 without arguments. Each is ended by SIGKILL:
three in five after a time drawn at random, the others held while files are put in place. Afterwards the next command
(`verify`) runs, and the site must be, file by file, the one before or the one after; so must the package.
One that ends before it is killed does not count. Prints a table and ends with 1 where anything is in between, or a
left-over hinders what follows.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import files  # noqa: E402

Manifest = Mapping[str, bytes]

HELD = """
import os, shutil, signal, sys
from pathlib import Path
from scripts import files
from scripts.__main__ import main

at = int(sys.argv.pop(1))
steps = 0
def counted(act):
    def step(*args, **options):
        global steps
        steps += 1
        if steps == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return act(*args, **options)
    return step

def hold(begin):
    def held(*args, **options):
        for owner, name in ((os, "replace"), (Path, "rename"), (shutil, "rmtree"), (os, "unlink")):
            setattr(owner, name, counted(getattr(owner, name)))
        return begin(*args, **options)
    return held

files.exchange = hold(files.exchange)
files._apply = hold(files._apply)
main()
"""


def main(arguments: Sequence[str]) -> int:
    """Run both proofs; 1 where one fails."""
    builds, imports, seed = [*map(int, arguments), *(100, 50, 1)[len(arguments) :]]
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as scratch:
        wrong = _builds(_project(Path(scratch)), builds, chance)
    with tempfile.TemporaryDirectory() as scratch:
        wrong += _imports(Path(scratch), imports, chance)
    return 1 if wrong else 0


def _project(root: Path) -> Path:
    """A site of one department-year."""
    for name in ("overrides", "docs/assets", "docs/about", "datapackages/reference"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    smallest = min(
        (ROOT / "datapackages/departments").glob("*/*"),
        key=lambda folder: sum(path.stat().st_size for path in folder.rglob("*.csv")),
    )
    shutil.copytree(smallest, root / smallest.relative_to(ROOT))
    return root


def _builds(root: Path, count: int, chance: random.Random) -> int:
    states = [_built(root, name) for name in ("甲", "乙")]
    began = time.monotonic()
    _built(root, "甲")
    seconds = time.monotonic() - began
    outcomes: Counter[str] = Counter()
    number = 0
    while number < count:
        before = _state(root / "site")
        _edit(root, "乙" if before == states[0] else "甲")
        if number % 5 < 3:
            how = "at any time"
            is_killed = _killed(root, ["-m", "scripts", "site"], chance.uniform(0.2, 1.1) * seconds)
        else:
            how = "while files are put in place"
            # The build of docs/ takes some steps, the exchange of site/ four.
            step = chance.choice([1, 2, 3, 4, 5, 8, chance.randrange(5, 400)])
            is_killed = _run(root, ["-c", HELD, str(step), "site"]).returncode == -signal.SIGKILL
        _run(root, ["-m", "scripts", "verify", "site"])
        after = _state(root / "site")
        outcome = "neither"
        if after in states:
            outcome = "the old" if after == before else "the new"
        number += is_killed
        outcomes[f"{how if is_killed else 'ended before it was killed'}: {outcome}"] += 1
        left = [path.name for path in root.glob(".*") if files.is_at_work(path)]
        outcomes["left-overs"] += len(left)
    return _told("builds", outcomes)


def _imports(root: Path, count: int, chance: random.Random) -> int:
    document = root / "disclosure.txt"
    text = (ROOT / "tests/fixtures/disclosure.txt").read_text("utf-8").replace("{PHONE}", "")
    command = [
        "import",
        str(document),
        "--published",
        "2026-01-31",
        "--out",
        str(root / "datapackages"),
    ]
    states = []
    for number in ("18.00", "19.00"):
        document.write_text(text.replace("差旅费\t18.00", f"差旅费\t{number}"), "utf-8")
        began = time.monotonic()
        _run(root, ["-m", "scripts", *command])
        states.append(_state(root / "datapackages", ("corrections.csv",)))
    seconds = time.monotonic() - began
    outcomes: Counter[str] = Counter()
    number = 0
    while number < count:
        before = _state(root / "datapackages", ("corrections.csv",))
        other = "18.00" if before == states[1] else "19.00"
        document.write_text(text.replace("差旅费\t18.00", f"差旅费\t{other}"), "utf-8")
        if number % 5 < 3:
            how = "at any time"
            is_killed = _killed(
                root, ["-m", "scripts", *command], chance.uniform(0.2, 1.1) * seconds
            )
        else:
            how = "while files are put in place"
            held = ["-c", HELD, str(chance.randrange(1, 6)), *command]
            is_killed = _run(root, held).returncode == -signal.SIGKILL
        _run(root, ["-m", "scripts", "verify", "nowhere"])
        after = _state(root / "datapackages", ("corrections.csv",))
        outcome = "neither"
        if after in states:
            outcome = "the old" if after == before else "the new"
        number += is_killed
        outcomes[f"{how if is_killed else 'ended before it was killed'}: {outcome}"] += 1
        left = [path for path in root.rglob(".*") if files.is_at_work(path)]
        outcomes["left-overs"] += len(left)
    return _told("imports", outcomes)


def _built(root: Path, name: str) -> Manifest:
    _edit(root, name)
    done = _run(root, ["-m", "scripts", "site"])
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return _state(root / "site")


def _edit(root: Path, name: str) -> None:
    """Change what every page of the site says: its name."""
    path = root / "mkdocs.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    lines = [f"site_name: {name}\n" if line.startswith("site_name:") else line for line in lines]
    path.write_text("".join(lines), "utf-8")


def _state(folder: Path, besides: Sequence[str] = ()) -> Manifest:
    return {
        file.path: file.content
        for file in files.read_all(folder)
        if not file.path.endswith(tuple(besides))
    }


def _run(root: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def _killed(root: Path, arguments: Sequence[str], seconds: float) -> bool:
    """Run a command and end it, with all that it has begun, after some seconds; whether it ran yet."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait() == -signal.SIGKILL
    return False


def _told(what: str, outcomes: Counter[str]) -> int:
    sys.stdout.write(f"{what}\n")
    for outcome, count in sorted(outcomes.items()):
        sys.stdout.write(f"{count:6}  {outcome}\n")
    return (
        sum(count for outcome, count in outcomes.items() if "neither" in outcome)
        + outcomes["left-overs"]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
