"""Lines of a text too long for its cell, which lie across the wall below and look the next cell's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from scripts.ingest.readers.pdf.ruled_tables import Square
from scripts.ingest.readers.pdf.text_lines import String

_ABOVE = 0.9  # of its size, so far a line's characters rise above its base
_STEP = 0.1  # of its size, so far may the distances between the lines of one text differ


def returned(
    cells: Mapping[Square, Sequence[String]], ys: Sequence[float]
) -> dict[Square, list[String]]:
    """The strings of each cell, a line that runs over from the cell above with the rest of its text.

    It was drawn right after two lines of that text, at the same distance, its top is still above the
    wall `ys`, and the cell that it lies in has a text of its own. Figures stay where they stand.
    """
    placed = list(chain.from_iterable(([(text, at) for text in own] for at, own in cells.items())))
    placed.sort(key=lambda pair: (pair[0].chars[0].run, pair[0].base))
    homes = [square for _, square in placed]
    # By the run with which it ends, the string that was drawn last.
    ends: dict[int, int] = {}

    for index, (text, square) in enumerate(placed):
        run = text.chars[0].run
        before = ends.get(run, ends.get(run - 1))
        if before is not None and square[0] > homes[before][0] and square[1] == homes[before][1]:
            first = placed[before][0].chars[0].run
            second = _before(placed, before, first)
            above = [placed[place][0] for place in (second, before) if place is not None]
            in_one = second is not None and homes[second] == homes[before]
            is_second = homes[before] != placed[before][1]
            lies_over = text.base - _ABOVE * text.size < ys[square[0]]
            if (
                in_one
                and (lies_over or is_second)
                and _goes_on(above, text)
                and _has_own(cells[square], text)
            ):
                homes[index] = homes[before]
        ends[text.chars[-1].run] = index

    kept: dict[Square, list[String]] = {}
    for (text, _), home in zip(placed, homes, strict=True):
        kept.setdefault(home, []).append(text)
    return kept


def _before(placed: Sequence[tuple[String, Square]], index: int, run: int) -> int | None:
    """The string drawn right before one that begins with a run."""
    if index and placed[index - 1][0].chars[-1].run in (run, run - 1):
        return index - 1
    return None


def _goes_on(above: Sequence[String], text: String) -> bool:
    """Whether a line of words stands as far below the last of two as that below the first."""
    if text.text.isascii():
        return False
    first, last = above
    step = text.base - last.base
    return step > 0 and abs(step - (last.base - first.base)) <= _STEP * text.size


def _has_own(own: Sequence[String], text: String) -> bool:
    runs = {text.chars[0].run - 1, text.chars[-1].run + 1}
    return any(
        other is not text and not runs & {other.chars[0].run, other.chars[-1].run} for other in own
    )
