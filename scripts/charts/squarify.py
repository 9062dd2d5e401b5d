"""Areas as near to squares as can be, each exactly as large as its part of the whole (Bruls, Huizing, van Wijk: squarified)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.charts.scale import ratio


@dataclass(frozen=True)
class Area:
    """A rectangle in pixels."""

    x: float
    y: float
    w: float
    h: float


def squares(amounts: Sequence[Decimal], frame: Area) -> list[Area]:
    """An area for each amount, all above zero and in order from the largest, which fill the frame together."""
    whole = sum(amounts, Decimal(0))
    sizes = [ratio(amount, whole) * frame.w * frame.h for amount in amounts]
    done: list[Area] = []
    left = frame
    while len(done) < len(sizes):
        row = _row(sizes[len(done) :], min(left.w, left.h))
        # The last row takes what is left, so that no sliver stays between it and the frame.
        last = len(done) + len(row) == len(sizes)
        placed, left = _laid(row, left, last=last)
        done += placed
    return done


def _row(sizes: Sequence[float], side: float) -> Sequence[float]:
    """As many of the sizes as make, side by side, no area longer than fewer would."""
    count = 1
    while count < len(sizes) and _worst(sizes[: count + 1], side) <= _worst(sizes[:count], side):
        count += 1
    return sizes[:count]


def _worst(row: Sequence[float], side: float) -> float:
    """The longest of the areas that share a side: its length by its width."""
    if not side or not row[-1]:
        return 0.0
    thick = sum(row) / side
    return max(thick * thick / row[-1], row[0] / (thick * thick))


def _laid(row: Sequence[float], frame: Area, *, last: bool) -> tuple[list[Area], Area]:
    """The areas of a row along the frame's shorter side, and what is left of the frame."""
    flat = frame.w >= frame.h
    side = frame.h if flat else frame.w
    thick = (frame.w if flat else frame.h) if last else (sum(row) / side if side else 0.0)
    placed: list[Area] = []
    at = 0.0
    for size in row:
        long = side * size / sum(row) if sum(row) else 0.0
        placed.append(
            Area(frame.x, frame.y + at, thick, long)
            if flat
            else Area(frame.x + at, frame.y, long, thick)
        )
        at += long
    if flat:
        return placed, Area(frame.x + thick, frame.y, frame.w - thick, frame.h)
    return placed, Area(frame.x, frame.y + thick, frame.w, frame.h - thick)
