"""Texts that a page draws and the library does not read: those on their side, without a font.

The library passes over a text without width. Where neither the file nor the machine has a font, it
takes letters to be without height; set on its side, such a text is without width.
"""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from scripts.ingest.readers.pdf import pdfium
from scripts.ingest.readers.pdf.characters import INVISIBLE, Lookups, PageText, characters
from scripts.ingest.readers.pdf.pdfium import Objects

_THIN = 0.01  # points: the width below which the library passes over a text
_SEEN = 1.0  # points: blanks take no place at all, and what is smaller nobody reads
_LEFT, _RIGHT = (0, 1, -1, 0, 0, 0), (0, -1, 1, 0, 0, 0)  # matrices that turn by a quarter


def take_up(
    page: pypdfium2.PdfPage, texts: Iterable[int], text: PageText, lookups: Lookups, most: int
) -> None:
    """Add to a page's text those of some unread ones that stand on their side.

    They are read while they are set level, and set back after it.
    """
    narrow: set[int] = set()
    for obj in texts:
        left, bottom, right, top = lookups.objects.bounds(obj)
        if right - left < _THIN and top - bottom >= _SEEN:
            narrow.add(obj)
    if not narrow:
        return

    for obj in narrow:
        pdfium.transform(obj, *_RIGHT)
    level = characters(page, lookups, most)
    for obj in narrow:
        pdfium.transform(obj, *_LEFT)

    runs = {obj: run for obj, run in level.runs.items() if obj in narrow}
    for number, run in enumerate(runs.values(), start=len(text.runs)):
        run.number = number
        run.angle = (run.angle + 90) % 360
        run.direct = True
    text.runs |= runs
    run_ids = {id(run) for run in runs.values()}

    for run, letter, left, bottom, right, top, x, y in level.chars:
        if id(run) in run_ids:
            text.chars.append((run, letter, -top, left, -bottom, right, -y, x))


def unread(texts: Iterable[int], text: PageText, objects: Objects) -> int:
    """How many of some texts leave ink where no text that was read stands.

    A text drawn twice is read once: its double is not missing.
    """
    read = text.runs.keys() | text.blank
    missing = [obj for obj in texts if obj not in read and _leaves_ink(obj, objects)]
    if not missing:
        return 0

    places = [objects.bounds(obj) for obj in text.runs]
    count = 0
    for obj in missing:
        x0, y0, x1, y1 = objects.bounds(obj)
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        count += not any(
            left <= x <= right and bottom <= y <= top for left, bottom, right, top in places
        )
    return count


def _leaves_ink(obj: int, objects: Objects) -> bool:
    left, bottom, right, top = objects.bounds(obj)
    if max(right - left, top - bottom) < _SEEN:
        return False
    return pdfium.render_mode(obj) not in INVISIBLE and not objects.is_white(obj)
