"""Which rows are the parts of which, where nothing but their amounts tells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

_MOST_ROWS = 120  # a longer list has codes or numbering that tell its order
_MOST_STEPS = 100_000  # trials after which a list is left as it stands

_Ends = dict[int, dict[int, int]]
"""Where rows may end, each with the headings of the rows on the way there."""


def by_arithmetic(
    amounts: Sequence[Decimal | None], total: Decimal | None
) -> list[int | None] | None:
    """For each row the row whose amount it is a part of, where nesting makes the top rows add up to the total.

    A row whose amount is the sum of the rows right after it is taken for their heading, unless only a reading in which
    it is none adds up. None where no nesting fits.
    """
    if total is None or not 0 < len(amounts) <= _MOST_ROWS:
        return None
    return _Nesting([amount or Decimal(0) for amount in amounts]).whole(total)


class _Nesting:
    """The search for a nesting; what was found out of one row or of one rest is not worked out twice."""

    def __init__(self, numbers: Sequence[Decimal]) -> None:
        self._numbers = numbers
        self._lawful = all(
            number >= 0 for number in numbers
        )  # then rows can only bring a run further
        self._row_ends: dict[int, _Ends] = {}
        self._run_ends: dict[tuple[int, Decimal], _Ends] = {}
        self._covered: dict[tuple[int, Decimal], dict[int, int] | None] = {}
        self._steps = 0

    def whole(self, total: Decimal) -> list[int | None] | None:
        """The heading of each row, where all rows together make the total."""
        above = self._cover(0, total)
        return None if above is None else [above.get(index) for index in range(len(self._numbers))]

    def _cover(self, at: int, rest: Decimal) -> dict[int, int] | None:
        """The headings of the rows from a place to the end, where the top ones make the rest."""
        if at == len(self._numbers):
            return {} if not rest else None
        if (at, rest) not in self._covered:
            self._covered[at, rest] = None
            for end, above in self._ends_of_row(at).items():
                others = self._cover(end, rest - self._numbers[at])
                if others is not None:
                    self._covered[at, rest] = above | others
                    break
        return self._covered[at, rest]

    def _ends_of_row(self, at: int) -> _Ends:
        """Where a row may end: after rows that are its parts, or right after itself."""
        if at not in self._row_ends:
            below = self._ends_of_run(at + 1, self._numbers[at]) if self._numbers[at] else {}
            ends = {
                end: {index: above.get(index, at) for index in range(at + 1, end)}
                for end, above in below.items()
            }
            self._row_ends[at] = ends | {at + 1: {}}
        return self._row_ends[at]

    def _ends_of_run(self, at: int, rest: Decimal) -> _Ends:
        """Where rows from a place on may end that make the rest."""
        if not rest:
            return {at: {}}
        self._steps += 1
        if (
            at == len(self._numbers)
            or self._steps > _MOST_STEPS
            or (self._lawful and self._numbers[at] > rest)
        ):
            return {}
        if (at, rest) not in self._run_ends:
            ends: _Ends = {}
            for end, above in self._ends_of_row(at).items():
                for last, others in self._ends_of_run(end, rest - self._numbers[at]).items():
                    ends.setdefault(last, above | others)
            self._run_ends[at, rest] = ends
        return self._run_ends[at, rest]
