"""Which rows are the parts of which, where nothing but their amounts tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, islice

Amounts = Sequence[int | None]
"""The money of a row by column, in the smallest unit that the table prints; None for a blank."""

Branch = dict[int, int]
"""For rows that are parts, by index, the row that is their heading."""

# A longer list has codes, numbering or indents that tell its order.
_LONGEST = 400
# What is off by more than this part of a sum was not rounded.
_ROUNDED = 200
# Steps to find the parts of one heading; a list as it is printed takes one for each part.
_STEPS_OF_HEADING = 150
# Places where the parts of one heading may end.
_MOST_ENDS = 8
# Nestings that are tried to find the one wrong amount.
_MOST_REPAIRS = 40
# Steps to find out which headings together make a total, for each row of the list.
_STEPS_OF_ROW = 25


@dataclass
class Steps:
    """How many steps the searches of one document may still take, and whether one ran out."""

    left: int = 25_000
    ran_out: bool = False


@dataclass(frozen=True, slots=True)
class _Path:
    """Rows side by side, from the last one back: each with its own parts, or as a line alone."""

    before: _Path | None
    row: int
    below: _Path | None

    def __iter__(self) -> Iterator[_Path]:
        path: _Path | None = self
        while path is not None:
            yield path
            path = path.before


@dataclass(slots=True)
class _Sum:
    """Rows added up, column by column, and how many of them state anything there."""

    amounts: list[int]
    filled: list[int]

    @classmethod
    def of(cls, rows: Sequence[Amounts], width: int) -> _Sum:
        """The sum of rows of a width."""
        total = cls([0] * width, [0] * width)
        for row in rows:
            total = total.plus(row)
        return total

    def plus(self, row: Amounts) -> _Sum:
        """The sum with another row."""
        amounts = [own + (more or 0) for own, more in zip(self.amounts, row, strict=True)]
        filled = [own + (more is not None) for own, more in zip(self.filled, row, strict=True)]
        return _Sum(amounts, filled)

    def agreement(self, whole: Amounts) -> tuple[int, int]:
        """In how many columns this makes up a whole, and in how many it does not.

        Each figure may be half a unit off, as it was rounded; one figure alone that stands for
        another was rounded in the same way, and of small figures chance makes as much. What is
        nothing on both sides says nothing.
        """
        agreeing = failing = 0
        for amount, filled, own in zip(self.amounts, self.filled, whole, strict=True):
            if not amount and not own:
                continue
            off = abs(amount - (own or 0))
            may_round = filled > 1 and own is not None and off * _ROUNDED <= abs(own)
            if off * 2 <= (filled + 1 if may_round else 0):
                agreeing += 1
            else:
                failing += 1
        return agreeing, failing


@dataclass(frozen=True, slots=True)
class _Heading:
    """The parts of a row, where they end, and how many rows in them are lines against the odds."""

    against: int
    end: int
    parts: _Path


# How many headings are taken for lines; the place reached, the other way round, so that the farthest
# comes first; a number, as sums do not compare; what the rows so far add up to, and these rows.
_State = tuple[int, int, int, _Sum, _Path | None]


def makes(whole: Amounts, parts: Sequence[Amounts]) -> bool:
    """Whether rows add up to a whole in each of its columns, but for rounding.

    >>> makes([1000, None], [[600, None], [401, None]]), makes([1000, 5], [[600, 0], [400, 0]])
    (True, False)
    """
    agreeing, failing = _Sum.of(parts, len(whole)).agreement(whole)
    return agreeing > 0 and not failing


def distance(whole: Amounts, parts: Sequence[Amounts]) -> int:
    """How far rows are from adding up to a whole, over all its columns."""
    total = _Sum.of(parts, len(whole))
    return sum(
        abs(amount - own)
        for amount, own in zip(total.amounts, whole, strict=True)
        if own is not None
    )


def branch(rows: Sequence[Amounts], whole: Amounts, steps: Steps) -> Branch | None:
    """For each row that is a part its heading, where nesting makes the top rows the whole.

    A row whose amounts are the sum of the rows right after it is taken for their heading, unless
    only a reading in which it is none adds up. Where the whole is not reached, because one amount
    is wrong, the headings found stand if most of the list is accounted for by them. None where no
    nesting fits, or where looking for one takes too many steps.

    >>> branch([[10], [4], [6], [5]], [15], Steps()) == {1: 0, 2: 0}
    True
    """
    if not 0 < len(rows) <= _LONGEST or makes(whole, rows):
        return None
    return _Nesting(rows, whole, steps).branch()


class _Nesting:
    """The search for a nesting, from the last row up: what is known of a row is not sought twice."""

    def __init__(self, rows: Sequence[Amounts], whole: Amounts, steps: Steps) -> None:
        self._rows = rows
        self._whole = whole
        self._steps = steps
        self._width = len(whole)
        # Without negative amounts a run only goes further: one too large ends the search.
        columns = range(self._width)
        self._rising = [all((row[at] or 0) >= 0 for row in rows) for at in columns]
        # One wrong amount spoils one column; two others at least must agree.
        self._misses = (0, 1) if self._width > 2 else (0,)
        # For each row that may head others, its parts and where they end, the likeliest first.
        self._headings: dict[int, list[_Heading]] = {}

    def branch(self) -> Branch | None:
        """The heading of each row that has one; None where no nesting is believed."""
        self._find_headings(len(self._rows))
        if not self._headings:
            return None
        # Levels printed one below the other are the whole twice or more; a flat list is it once.
        flat = distance(self._whole, self._rows)
        is_levelled = flat * 2 >= sum(abs(amount or 0) for amount in self._whole)
        for misses in self._misses:
            path = self._cover(misses)
            if path is not None:
                parents = dict(_parents(path))
                # One row that is as much as another tells little.
                is_sum = len(parents) > len(set(parents.values()))
                return parents if is_sum or is_levelled else None

        return (self._repaired() or self._without_total(flat)) if is_levelled else None

    def _find_headings(self, end: int) -> None:
        """The rows before a place that are the sum of rows right after them, the last ones first."""
        for index in reversed(range(end)):
            own = self._rows[index]
            # A row of nothing has no parts: every row would be one.
            if not any(own):
                continue
            for misses in self._misses:
                runs = self._runs(index + 1, own, _STEPS_OF_HEADING, misses)
                headings = list(islice(runs, _MOST_ENDS))
                if len(headings) == _MOST_ENDS:
                    # So many ends that the farthest, which heads all the rest, may not be among them.
                    farthest = self._runs(index + 1, own, _STEPS_OF_HEADING, misses, to_end=True)
                    headings += islice(farthest, 1)
                if headings:
                    self._headings[index] = headings
                    break

    def _cover(self, misses: int) -> _Path | None:
        """All rows, where the top ones make the whole."""
        most = _STEPS_OF_ROW * len(self._rows)
        ways = self._runs(0, self._whole, most, misses, to_end=True)
        heading = next(ways, None)
        return heading.parts if heading else None

    def _runs(
        self, start: int, whole: Amounts, most: int, misses: int, *, to_end: bool = False
    ) -> Iterator[_Heading]:
        """Rows from a place on that make a whole, each time with another end; up to the last if asked.

        First comes what takes the fewest rows that may be headings for lines.
        """
        last = len(self._rows)
        nothing = _Sum([0] * self._width, [0] * self._width)
        number = count()
        waiting: list[_State] = [(0, -start, next(number), nothing, None)]
        seen: set[tuple[int, tuple[int, ...]]] = set()
        ends: set[int] = set()
        while waiting:
            most -= 1
            self._steps.left -= 1
            if most < 0 or self._steps.left < 0:
                self._steps.ran_out = True
                return
            against, order, _, total, path = heappop(waiting)
            place = -order
            state = (place, tuple(total.amounts))
            if state in seen:
                continue
            seen.add(state)
            # A row of nothing after the last part may as well stand beside the heading.
            may_end = place == last if to_end else path is not None and any(self._rows[path.row])
            if path is not None and may_end and place not in ends:
                agreeing, failing = total.agreement(whole)
                if failing <= misses and agreeing > failing:
                    ends.add(place)
                    yield _Heading(against, place, path)
            if place == last or self._is_beyond(total, whole, misses):
                continue

            after = total.plus(self._rows[place])
            headings = self._headings.get(place, [])
            for heading in headings:
                cost = against + heading.against
                longer = _Path(path, place, heading.parts)
                heappush(waiting, (cost, -heading.end, next(number), after, longer))
            against += 1 if headings else 0
            line = _Path(path, place, None)
            heappush(waiting, (against, -place - 1, next(number), after, line))

    def _is_beyond(self, total: _Sum, whole: Amounts, misses: int) -> bool:
        """Whether rows are more than a whole already, in too many of the columns that only rise."""
        beyond = 0
        for amount, filled, own, rises in zip(
            total.amounts, total.filled, whole, self._rising, strict=True
        ):
            if rises and (amount - (own or 0)) * 2 > filled + 1:
                beyond += 1
        return beyond > misses

    def _repaired(self) -> Branch | None:
        """The nesting in which one row is a tenth off its parts at most, if only one makes the whole.

        Either an amount among the parts is wrong, or the row's own: then they stand for it above.
        """
        branches: list[Branch] = []
        tries = _MOST_REPAIRS
        for index, own in enumerate(self._rows):
            if index in self._headings or not any(own):
                continue
            for end, path, total in self._runs_near(index):
                for amounts in (own, total):
                    if not tries or not self._steps.left:
                        return None
                    tries -= 1
                    cover = self._with(index, end, path, amounts)._cover(0)
                    if cover is not None:
                        branches.append(dict(_parents(cover)))
        is_one = all(other == branches[0] for other in branches)
        return branches[0] if branches and is_one else None

    def _runs_near(self, index: int) -> Iterator[tuple[int, _Path, Amounts]]:
        """Rows right after one, two at least, that are near it: their end, and what they make."""
        own = self._rows[index]
        path: _Path | None = None
        parts: list[Amounts] = []
        place = index + 1
        while place < len(self._rows):
            end, below = self._first(place)
            path = _Path(path, place, below)
            parts.append(self._rows[place])
            total = _Sum.of(parts, self._width).amounts
            if len(parts) > 1 and _is_near(own, parts):
                yield end, path, total
            if all(self._rising) and sum(total) * 2 > sum(abs(amount or 0) for amount in own) * 3:
                return
            place = end

    def _first(self, place: int) -> tuple[int, _Path | None]:
        """Where a row ends, and its parts, in the likeliest reading."""
        for heading in self._headings.get(place, []):
            return heading.end, heading.parts
        return place + 1, None

    def _with(self, index: int, end: int, path: _Path, amounts: Amounts) -> _Nesting:
        """The same search with a row as the heading of others, which may stand for it."""
        rows = [*self._rows[:index], amounts, *self._rows[index + 1 :]]
        other = _Nesting(rows, self._whole, self._steps)
        other._headings = {at: found for at, found in self._headings.items() if at > index}
        other._headings[index] = [_Heading(0, end, path)]
        other._find_headings(index)
        return other

    def _without_total(self, flat: int) -> Branch | None:
        """The headings as they were found, where with them the rows come far nearer to the whole."""
        tops: list[_Path] = []
        place = 0
        while place < len(self._rows):
            end, parts = self._first(place)
            tops.append(_Path(None, place, parts))
            place = end

        nested = distance(self._whole, [self._rows[top.row] for top in tops])
        if nested * 3 > flat:
            return None
        parents: Branch = {}
        for top in tops:
            parents |= dict(_parents(top))
        return parents


def _parents(path: _Path) -> Iterator[tuple[int, int]]:
    """Each part and its heading, of rows side by side and of all below them."""
    waiting = [path]
    while waiting:
        for top in waiting.pop():
            if top.below is not None:
                yield from ((part.row, top.row) for part in top.below)
                waiting.append(top.below)


def _is_near(whole: Amounts, parts: Sequence[Amounts]) -> bool:
    """Whether rows are a whole but for a tenth of it."""
    size = sum(abs(amount or 0) for amount in whole)
    return distance(whole, parts) * 10 <= size
