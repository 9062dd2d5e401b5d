"""Failures that have one cause: a figure that several equations contradict alike, or one difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from scripts.checks.verdicts import Term, Verdict

_MOST_READINGS = 3
_MOST_TRIED = 50  # of the values that the equations of one cell ask for
_FINE = 100  # times smaller than an amount is what may part two that are called the same
_NOTHING = Decimal(0)

Cell = tuple[str, str, str]
"""Table, line and column."""


@dataclass(frozen=True)
class Reading:
    """A figure that may be the wrong one, and what it would be if all the others are right.

    `expected` is in 元; `contradicted` counts equations that hold now and would not any more.
    """

    term: Term
    expected: Decimal
    contradicted: int


@dataclass(frozen=True)
class Cause:
    """Failures that belong together.

    With one reading, one figure explains them all; with several, each of these figures does, and
    nobody can tell which; with none, they only differ by the same amount.
    """

    verdicts: tuple[Verdict, ...]
    readings: tuple[Reading, ...] = ()


class _Wanted(NamedTuple):
    """What an equation asks of a figure, and by how much it may be off."""

    value: Decimal
    envelope: Decimal


def causes(
    failing: Sequence[Verdict], others: Iterable[Verdict]
) -> tuple[tuple[Cause, ...], tuple[Verdict, ...]]:
    """The failures that have one cause, most first, and those that stand alone.

    `others` are the verdicts that hold. A figure is named only where at least two sums ask for the
    same other value of it, and fewer that hold now would be broken by it. Each failure is told once.
    """
    asked = _asked(failing)
    holding = _asked(verdict for verdict in others if verdict.agrees)
    left = dict(enumerate(failing))
    found: list[Cause] = []
    while best := _best(asked, holding, left):
        found.append(best)
        told = {id(verdict) for verdict in best.verdicts}
        left = {at: verdict for at, verdict in left.items() if id(verdict) not in told}

    for group in _by_difference(left.values()):
        found.append(Cause(group))
        told = {id(verdict) for verdict in group}
        left = {at: verdict for at, verdict in left.items() if id(verdict) not in told}
    return tuple(found), tuple(left.values())


def _asked(verdicts: Iterable[Verdict]) -> dict[Cell, tuple[Term, dict[int, _Wanted]]]:
    """What each equation, by its number, asks of each figure in it, by the figure's cell."""
    asked: dict[Cell, tuple[Term, dict[int, _Wanted]]] = {}
    for number, verdict in enumerate(verdicts):
        for term, wanted in _wanted(verdict):
            cell = term.table, term.line, term.column
            asked.setdefault(cell, (term, {}))[1][number] = wanted
    return asked


def _wanted(verdict: Verdict) -> Iterator[tuple[Term, _Wanted]]:
    """Each figure of a sum with the value that makes the sum hold."""
    left = verdict.left
    terms = [term for term in verdict.right if term.value is not None]
    if verdict.how != "sum" or left.value is None or any(term.package for term in terms):
        return
    off = left.value - sum((term.value or _NOTHING for term in terms), _NOTHING)
    # Where a rule reckons otherwise than by a plain sum, nothing is worked out.
    if verdict.difference is None or abs(verdict.difference) != abs(off):
        return
    envelope = verdict.envelope or _NOTHING
    yield left, _Wanted(left.value - off, envelope)
    for term in terms:
        yield term, _Wanted((term.value or _NOTHING) + off, envelope)


def _best(
    asked: Mapping[Cell, tuple[Term, Mapping[int, _Wanted]]],
    holding: Mapping[Cell, tuple[Term, Mapping[int, _Wanted]]],
    left: Mapping[int, Verdict],
) -> Cause | None:
    """The cause of most of the failures that are left; None where no figure explains two."""
    by_failures: dict[tuple[int, ...], list[Reading]] = {}
    for cell, (term, wanted) in asked.items():
        open_ones = {number: one for number, one in wanted.items() if number in left}
        held = holding.get(cell, (term, {}))[1].values()
        for value, numbers in _agreeing(open_ones):
            broken = sum(abs(one.value - value) > one.envelope for one in held)
            if broken < len(numbers):
                by_failures.setdefault(numbers, []).append(Reading(term, value, broken))

    best: tuple[int, tuple[int, ...]] | None = None
    for numbers, readings in by_failures.items():
        gain = len(numbers) - min(reading.contradicted for reading in readings)
        if best is None or gain > best[0]:
            best = gain, numbers
    if best is None:
        return None
    readings = by_failures[best[1]]
    least = min(reading.contradicted for reading in readings)
    likely = tuple(reading for reading in readings if reading.contradicted == least)
    verdicts = tuple(left[number] for number in best[1])
    return Cause(verdicts, likely if len(likely) <= _MOST_READINGS else ())


def _agreeing(wanted: Mapping[int, _Wanted]) -> Iterator[tuple[Decimal, tuple[int, ...]]]:
    """The values that at least two equations ask for alike, each with the equations."""
    # The finest first: 6,701.98 before 6,702.
    finest = sorted(wanted.values(), key=lambda one: one.envelope)
    seen = set()
    for one in finest[:_MOST_TRIED]:
        numbers = tuple(
            number
            for number, other in wanted.items()
            if abs(other.value - one.value) <= max(other.envelope, one.envelope)
        )
        if len(numbers) > 1 and numbers not in seen:
            seen.add(numbers)
            yield one.value, numbers


def _by_difference(verdicts: Iterable[Verdict]) -> Iterator[tuple[Verdict, ...]]:
    """The sums that are off by the same amount but for rounding, two or more, most first.

    The first of each is off by that amount.
    """
    sums = [one for one in verdicts if one.how == "sum" and one.difference]
    amounts = Counter(abs(one.difference or _NOTHING) for one in sums if one.left.unit == "元")
    for amount, _ in amounts.most_common():
        group = [one for one in sums if _is_off_by(amount, one)]
        if len(group) > 1:
            # The exact ones first: they name the amount.
            group.sort(key=lambda one: abs(one.difference or _NOTHING) != amount)
            yield tuple(group)
            sums = [one for one in sums if one not in group]


def _is_off_by(amount: Decimal, verdict: Verdict) -> bool:
    # A share of one decimal leaves so much open that any amount is the same.
    envelope = min(verdict.envelope or _NOTHING, amount / _FINE)
    off = abs(verdict.difference or _NOTHING)
    return verdict.left.unit == "元" and abs(off - amount) <= envelope
