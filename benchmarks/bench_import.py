"""Time and peak memory of the import, document by document, beside the bare extraction of the PDF library.

`python benchmarks/bench_import.py [--runs N] [FOLDER OR FILE…]`; without a file it takes `../shared/corpus` and `corpus2`.
Each measure is a process of its own, in seconds of its processor, so that what runs beside it counts for little. `import` makes a package of a document. `bare` asks the library for all that a
reader of tables must know of each page, and keeps nothing: of every character its code, box, origin, size, matrix,
colour and the object that draws it, of every object its kind and bounds. `text` asks only for codes and boxes of
characters and bounds of objects. Each is the best of some runs. A document is over where its import takes more than
twice the bare extraction, more than 3 seconds and 0.15 a page, or 1 GiB; ends with 1 where one is.
"""

from __future__ import annotations

import argparse
import ctypes
import multiprocessing
import resource
import sys
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

ROOT = Path(__file__).resolve().parents[1]
MEBIBYTE = 1 << 20
OF_BARE, SECONDS, A_PAGE, PEAK = 2.0, 3.0, 0.15, 1024
"""What an import may take: of the bare extraction, in seconds, in seconds a page, in MiB."""
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


def measured(work: Work, path: Path, times: int) -> tuple[float, float]:
    """Seconds and peak memory in MiB of some work on a document, each the least of so many runs in a fresh process."""
    context = multiprocessing.get_context("spawn")
    runs: list[tuple[float, float]] = []
    for _ in range(times):
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
        begun = _spent()
        work(path)
        seconds = _spent() - begun
    except Exception as error:  # a document that cannot be read is a row too
        sys.stderr.write(f"{path.name}: {error}\n")
        seconds = float("nan")
    peak = max(resource.getrusage(process).ru_maxrss for process in _PROCESSES)
    answer.send((seconds, peak / (MEBIBYTE if sys.platform == "darwin" else 1024)))


# A PDF is read in a process of its own.
_PROCESSES = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _spent() -> float:
    """Seconds of the processor so far, of this process and of those that it ended."""
    usages = [resource.getrusage(process) for process in _PROCESSES]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main(arguments: list[str]) -> int:
    """Write a row per document: seconds of the three, the import as a multiple of the others, its peak memory."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    shared = ROOT.parent / "shared"
    named = options.files or [shared / "corpus", shared / "corpus2"]
    heads = ("pages", "text s", "bare s", "import s", "of text", "of bare", "peak MiB")
    sys.stdout.write(f"{'document':34}{''.join(f'{head:>10}' for head in heads)}\n")
    over = 0
    for path in _documents(named):
        pages = len(pypdfium2.PdfDocument(path))
        places, _ = measured(text, path, options.runs)
        least, _ = measured(bare, path, options.runs)
        seconds, peak = measured(imported, path, options.runs)
        cells = f"{pages:10}{places:10.2f}{least:10.2f}{seconds:10.2f}{seconds / places:10.2f}{seconds / least:10.2f}{peak:10.0f}"
        within = seconds <= min(OF_BARE * least, SECONDS + A_PAGE * pages) and peak < PEAK
        over += not within
        sys.stdout.write(f"{path.stem[:33]:34}{cells}{'' if within else '  over'}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{over} over\n")
    return 1 if over else 0


def _documents(named: Iterable[Path]) -> list[Path]:
    return sorted(
        found for path in named for found in (path.glob("*.pdf") if path.is_dir() else [path])
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
