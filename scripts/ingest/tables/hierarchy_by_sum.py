"""Which rows are the parts of which, where nothing but their amounts tells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

# For rows that are parts, by index, the row that is their heading.
_Headings = dict[int, int]
# Where rows may end, each with the headings of the rows on the way there.
_Ends = dict[int, _Headings]


def by_arithmetic(amounts: Sequence[Decimal | None], total: Decimal) -> list[int | None] | None:
    """For each row the row that it is a part of, where nesting makes the top rows the total.

    A row whose amount is the sum of the rows right after it is taken for their heading, unless only
    a reading in which it is none adds up. None where no nesting fits.

    >>> by_arithmetic([Decimal(10), Decimal(4), Decimal(6), Decimal(5)], total=Decimal(15))
    [None, 0, 0, None]
    """
    # A longer list has codes or numbering that tell its order.
    if not 0 < len(amounts) <= 120:
        return None
    numbers = [amount or Decimal(0) for amount in amounts]
    nesting = _Nesting(numbers)
    return nesting.whole(total)


class _Nesting:
    """The search for a nesting; what is known of one row or of one rest is not worked out twice."""

    def __init__(self, numbers: Sequence[Decimal]) -> None:
        self._numbers = numbers
        # Without negative amounts a run only goes further: one too large ends the search.
        self._never_negative = all(number >= 0 for number in numbers)
        self._row_ends: dict[int, _Ends] = {}
        self._run_ends: dict[tuple[int, Decimal], _Ends] = {}
        self._covered: dict[tuple[int, Decimal], _Headings | None] = {}
        self._steps = 0

    def whole(self, total: Decimal) -> list[int | None] | None:
        """The heading of each row, where all rows together make the total."""
        headings = self._cover(0, total)
        if headings is None:
            return None
        return [headings.get(index) for index in range(len(self._numbers))]

    def _cover(self, start: int, rest: Decimal) -> _Headings | None:
        """The headings of the rows from a place to the end, where the top ones make the rest."""
        if start == len(self._numbers):
            return None if rest else {}
        if (start, rest) not in self._covered:
            self._covered[start, rest] = None
            left = rest - self._numbers[start]
            for end, headings in self._ends_of_row(start).items():
                after = self._cover(end, left)
                # The first way is kept: as its parts stand right below it, the heading is meant.
                if after is not None:
                    self._covered[start, rest] = headings | after
                    break
        return self._covered[start, rest]

    def _ends_of_row(self, start: int) -> _Ends:
        """Where a row may end: after rows that are its parts, or right after itself."""
        if start in self._row_ends:
            return self._row_ends[start]

        number = self._numbers[start]
        ends: _Ends = {}
        # A row of nothing has no parts: every row would be one.
        if number:
            for end, headings in self._ends_of_run(start + 1, number).items():
                parts = range(start + 1, end)
                ends[end] = {index: headings.get(index, start) for index in parts}
        ends[start + 1] = {}

        self._row_ends[start] = ends
        return ends

    def _ends_of_run(self, start: int, rest: Decimal) -> _Ends:
        """Where rows from a place on may end that make the rest."""
        if not rest:
            return {start: {}}
        self._steps += 1
        # After so many trials a list is left as it stands.
        if start == len(self._numbers) or self._steps > 100_000:
            return {}

        number = self._numbers[start]
        if self._never_negative and number > rest:
            return {}

        if (start, rest) not in self._run_ends:
            ends: _Ends = {}
            for end, headings in self._ends_of_row(start).items():
                after = self._ends_of_run(end, rest - number)
                for last, below in after.items():
                    ends.setdefault(last, headings | below)
            self._run_ends[start, rest] = ends
        return self._run_ends[start, rest]
