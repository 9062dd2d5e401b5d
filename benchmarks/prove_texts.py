"""Proof that no text can break anything: in a field of a package, in a place of a document, on a page.

`python benchmarks/prove_texts.py [COUNT [SEED]]` draws COUNT texts (300) for the fields of packages, as many for documents of
each form, and a tenth of that for packages whose pages are made. Each must be refused with its place or be a text; nothing
may be raised. Prints what was tried and the smallest example of what is wrong, and ends with 1 where anything is.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.ingest.document import Block  # noqa: E402
from tests.support import any_texts, hostile  # noqa: E402

_FIELDS = sorted(hostile.FIELDS)


def main(arguments: list[str]) -> int:
    """Try the texts; 1 where one of them is neither refused in its place nor a text."""
    count = int(arguments[0]) if arguments else 300
    first = int(arguments[1]) if len(arguments) > 1 else 0
    wrong = 0
    with tempfile.TemporaryDirectory() as scratch:
        good = any_texts.small(Path(scratch))
        trials: dict[str, tuple[int, Callable[..., None], Sequence[st.SearchStrategy[object]]]] = {
            "fields of packages": (
                count,
                lambda field, text: _field(good, field, text),
                (st.sampled_from(_FIELDS), any_texts.texts),
            ),
            "pages": (
                count // 10,
                lambda texts: _pages(good, texts),
                (st.dictionaries(st.sampled_from(_FIELDS), any_texts.texts, min_size=20),),
            ),
        }
        for form in any_texts.FORMS:
            trials[form] = count, _imports(form), (any_texts.documents(),)
        for name, (examples, trial, drawn) in trials.items():
            wrong += _is_wrong(name, examples, first, trial, drawn)
    return 1 if wrong else 0


def _is_wrong(
    name: str,
    examples: int,
    first: int,
    trial: Callable[..., None],
    drawn: Sequence[st.SearchStrategy[object]],
) -> bool:
    health = list(HealthCheck)
    limits = settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=health
    )
    try:
        # A function with no name of its own would share its draws with the others.
        seed(first)(limits(given(*drawn)(trial)))()
    except Exception:
        sys.stdout.write(f"{name}: wrong\n{traceback.format_exc(limit=-4)}\n")
        return True
    sys.stdout.write(f"{name}: {examples} tried, none wrong\n")
    return False


def _field(good: Path, field: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        findings = any_texts.refused(_copy(good, Path(scratch)), field, text)
        assert any_texts.is_told(findings), findings


def _pages(good: Path, texts: dict[str, str]) -> None:
    """As many texts at once as the checks let pass, on every page and in every file."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = _copy(good, Path(scratch) / "built")
        for field, text in texts.items():
            with tempfile.TemporaryDirectory() as trial:
                if not any_texts.refused(_copy(folder, Path(trial)), field, text):
                    hostile.FIELDS[field](folder, text)
        any_texts.shown(folder)


def _imports(form: str) -> Callable[[Sequence[Block]], None]:
    def trial(blocks: Sequence[Block]) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            outcome = any_texts.imported(blocks, form, Path(scratch))
            assert isinstance(outcome, str) or any_texts.is_told(outcome), outcome

    return trial


def _copy(folder: Path, root: Path) -> Path:
    top = folder.parents[2]
    return Path(shutil.copytree(top, root / "datapackages")) / folder.relative_to(top)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
