"""Texts that a page draws and the library does not read: those on their side in a font that is nowhere to be had.

The library passes over a text without width, and where it has no font it takes letters to be without height; set on
its side, such a text is without width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from scripts.ingest.readers.pdf import pdfium
from scripts.ingest.readers.pdf.characters import INVISIBLE, Asked, Text, characters
from scripts.ingest.readers.pdf.pdfium import Objects

_THIN = 0.01  # points: the width below which the library passes over a text
_SEEN = 1.0  # points: blanks take no place at all, and what is smaller nobody reads
_LEFT, _RIGHT = (0, 1, -1, 0, 0, 0), (0, -1, 1, 0, 0, 0)  # matrices that turn by a quarter


def take_up(
    page: pypdfium2.PdfPage, texts: Iterable[int], text: Text, asked: Asked, most: int
) -> None:
    """Add to a page's text those of some unread ones that stand on their side, read while they are set level."""
    narrow = {one for one in texts if _stands(one, asked.objects)}
    if not narrow:
        return
    for one in narrow:
        pdfium.transform(one, *_RIGHT)
    level = characters(page, asked, most)
    for one in narrow:
        pdfium.transform(one, *_LEFT)
    read = {one: run for one, run in level.runs.items() if one in narrow}
    for number, run in enumerate(read.values(), start=len(text.runs)):
        run.number, run.angle, run.direct = number, (run.angle + 90) % 360, True
    text.runs |= read
    numbers = {id(run) for run in read.values()}
    for run, letter, left, bottom, right, top, x, y in level.found:
        if id(run) in numbers:
            text.found.append((run, letter, -top, left, -bottom, right, -y, x))


def unread(texts: Iterable[int], text: Text, objects: Objects) -> int:
    """How many of some texts leave ink where no text that was read stands: one drawn twice is read once."""
    read = text.runs.keys() | text.blank
    missing = [one for one in texts if one not in read and _leaves_ink(one, objects)]
    places = [objects.bounds(one) for one in text.runs] if missing else []
    return sum(not _covered(objects.bounds(one), places) for one in missing)


def _stands(one: int, objects: Objects) -> bool:
    left, bottom, right, top = objects.bounds(one)
    return right - left < _THIN and top - bottom >= _SEEN


def _leaves_ink(one: int, objects: Objects) -> bool:
    left, bottom, right, top = objects.bounds(one)
    sized = max(right - left, top - bottom) >= _SEEN
    return sized and pdfium.render_mode(one) not in INVISIBLE and not objects.is_white(one)


def _covered(
    place: tuple[float, float, float, float], others: Sequence[tuple[float, float, float, float]]
) -> bool:
    x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
    return any(left <= x <= right and bottom <= y <= top for left, bottom, right, top in others)
