"""Time and peak memory of the import, document by document, beside the bare extraction of the PDF library.

Run by hand: `python benchmarks/bench_import.py [FOLDER OR FILE…]`; without an argument it takes `../shared/corpus`.
Each measure is a process of its own. `import` makes a package of a document. `bare` asks the library for all that a
reader of tables must know of each page, and keeps nothing: of every character its code, box, origin, size, matrix,
colour and the object that draws it, of every object its kind and bounds. `text` asks only for codes and boxes of
characters and bounds of objects. Each is the best of three runs; the ratios are printed, nothing is asserted.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
MEBIBYTE = 1 << 20
Work = Callable[[Path], object]


def text(path: Path) -> int:
    """How many characters and drawn objects a PDF holds, each asked for its place once."""
    return sum(_places(page) for page in pypdfium2.PdfDocument(path))


def bare(path: Path) -> int:
    """How many characters and drawn objects a PDF holds, each asked once for all that the library knows of it."""
    return sum(_marks(page) for page in pypdfium2.PdfDocument(path))


def _places(page: pypdfium2.PdfPage) -> int:
    on_it = page.get_textpage()
    on_it.get_text_range()
    for at in range(on_it.count_chars()):
        raw.FPDFText_GetUnicode(on_it, at)
        on_it.get_charbox(at)
    return on_it.count_chars() + sum(
        bool(drawn.get_bounds()) for drawn in page.get_objects(max_depth=6)
    )


def _marks(page: pypdfium2.PdfPage) -> int:
    on_it = page.get_textpage()
    on_it.get_text_range()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    colour = [ctypes.c_uint() for _ in range(4)]
    for at in range(on_it.count_chars()):
        raw.FPDFText_GetUnicode(on_it, at)
        raw.FPDFText_IsGenerated(on_it, at)
        raw.FPDFText_GetLooseCharBox(on_it, at, box)
        raw.FPDFText_GetCharOrigin(on_it, at, x, y)
        raw.FPDFText_GetFontSize(on_it, at)
        raw.FPDFText_GetMatrix(on_it, at, matrix)
        raw.FPDFText_GetFillColor(on_it, at, *colour)
        raw.FPDFText_GetTextObject(on_it, at)
    return on_it.count_chars() + sum(
        bool(drawn.get_bounds()) for drawn in page.get_objects(max_depth=6)
    )


def imported(path: Path) -> object:
    """The report on the import of a document."""
    from scripts.ingest import ingest

    return ingest(path)


def measured(work: Work, path: Path) -> tuple[float, float]:
    """Seconds and peak memory in MiB of some work on a document, each the least of some runs in a fresh process."""
    context = multiprocessing.get_context("spawn")
    runs: list[tuple[float, float]] = []
    for _ in range(RUNS):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(work, path, there))
        process.start()
        there.close()
        runs.append(here.recv())
        process.join()
    return min(seconds for seconds, _ in runs), min(peak for _, peak in runs)


def _run(work: Work, path: Path, answer: Connection) -> None:
    """Do the work once for the modules to be there, then once for its time."""
    try:
        work(path)
        begun = time.perf_counter()
        work(path)
        seconds = time.perf_counter() - begun
    except Exception as error:  # a document that cannot be read is a row too
        sys.stderr.write(f"{path.name}: {error}\n")
        seconds = float("nan")
    # A PDF is read in a process of its own.
    processes = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(process).ru_maxrss for process in processes)
    answer.send((seconds, peak / (MEBIBYTE if sys.platform == "darwin" else 1024)))


def main(arguments: list[str]) -> None:
    """Write a row per document: seconds of the three, the import as a multiple of the others, its peak memory."""
    named = [Path(argument) for argument in arguments] or [ROOT.parent / "shared" / "corpus"]
    heads = ("text s", "bare s", "import s", "of text", "of bare", "peak MiB")
    sys.stdout.write(f"{'document':34}{''.join(f'{head:>10}' for head in heads)}\n")
    for path in _documents(named):
        places, _ = measured(text, path)
        least, _ = measured(bare, path)
        seconds, peak = measured(imported, path)
        cells = f"{places:10.2f}{least:10.2f}{seconds:10.2f}{seconds / places:10.2f}{seconds / least:10.2f}{peak:10.0f}"
        sys.stdout.write(f"{path.stem[:33]:34}{cells}\n")
        sys.stdout.flush()


def _documents(named: Iterable[Path]) -> list[Path]:
    return sorted(
        found for path in named for found in (path.glob("*.pdf") if path.is_dir() else [path])
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(sys.argv[1:])
