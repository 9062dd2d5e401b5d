"""Figures set half an em apart in boxes a full em wide, as a font for Chinese declares them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

from scripts.ingest.readers.pdf.page_objects import Char

# In ems: a figure is never drawn so wide, and what is set so close follows it.
_WIDE = 0.9
_LEAST_STEP, _MOST_STEP = 0.35, 0.7


def narrowed(chars: Sequence[Char]) -> list[Char]:
    """The characters, each of such boxes cut where the next one of its line begins.

    The last of a row of them, which nothing follows, is as wide as those before it.
    """
    # The next one of the line may be drawn at any time: lines are drawn side by side, too.
    starts: defaultdict[float, list[float]] = defaultdict(list)
    if any(_is_wide(char) for char in chars):
        for char in chars:
            starts[char.base].append(char.x0)
    for line in starts.values():
        line.sort()

    results = []
    steps: dict[float, float] = {}
    for char in chars:
        if _is_wide(char):
            step = _step(char, starts[char.base]) or steps.get(char.size, 0.0)
            if step:
                char = char._replace(x1=char.x0 + step)
                steps[char.size] = step
        results.append(char)
    return results


def _is_wide(char: Char) -> bool:
    return char.text.isascii() and char.x1 - char.x0 >= _WIDE * char.size


def _step(char: Char, starts: Sequence[float]) -> float:
    """How far the next character of a line stands, in points; 0 where none is inside the box."""
    least = char.x0 + _LEAST_STEP * char.size
    after = bisect_right(starts, least)
    if after == len(starts):
        return 0.0
    step = starts[after] - char.x0
    return step if step <= _MOST_STEP * char.size else 0.0
