"""Areas as near to squares as can be, each exactly as large as its part of the whole.

Bruls, Huizing, van Wijk: Squarified Treemaps, https://doi.org/10.1007/978-3-7091-6783-0_4
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.charts.model import ZERO
from scripts.charts.scale import ratio


@dataclass(frozen=True)
class Area:
    """A rectangle in pixels."""

    x: float
    y: float
    w: float
    h: float


def squares(amounts: Sequence[Decimal], frame: Area) -> list[Area]:
    """An area for each amount, which fill the frame together.

    The amounts are all above zero and in order from the largest.
    """
    whole = sum(amounts, ZERO)
    sizes = [ratio(amount, whole) * frame.w * frame.h for amount in amounts]
    areas: list[Area] = []
    while sizes:
        side = min(frame.w, frame.h)
        # As many side by side as make no area longer than fewer would.
        count = 1
        while count < len(sizes):
            if _worst(sizes[: count + 1], side) > _worst(sizes[:count], side):
                break
            count += 1
        row, sizes = sizes[:count], sizes[count:]
        placed, frame = _laid(row, frame, last=not sizes)
        areas += placed
    return areas


def _worst(row: Sequence[float], side: float) -> float:
    """The longest of the areas that share a side: its length by its width."""
    if not side or not row[-1]:
        return 0.0
    thick = sum(row) / side
    square = thick * thick
    return max(square / row[-1], row[0] / square)


def _laid(row: Sequence[float], frame: Area, *, last: bool) -> tuple[list[Area], Area]:
    """The areas of a row along the frame's shorter side, and what is left of the frame."""
    # A tall frame is turned, laid out, and turned back.
    if frame.w < frame.h:
        lying, rest = _laid(row, _turned(frame), last=last)
        return [_turned(area) for area in lying], _turned(rest)
    whole = sum(row)
    thick = whole / frame.h if frame.h else 0.0
    # The last row takes what is left, so that no sliver stays between it and the frame.
    if last:
        thick = frame.w
    placed: list[Area] = []
    y = 0.0
    for size in row:
        long = frame.h * size / whole if whole else 0.0
        placed.append(Area(frame.x, frame.y + y, thick, long))
        y += long
    left = Area(frame.x + thick, frame.y, frame.w - thick, frame.h)
    return placed, left


def _turned(area: Area) -> Area:
    return Area(area.y, area.x, area.h, area.w)
