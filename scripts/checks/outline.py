"""Which rows are sums of the rows right below them, where a table prints several levels and does not say which."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scripts.checks.verdicts import Term

_MOST_STEPS = 20_000
"""After so many tries it is given up: a table that fits at all fits soon."""

Sums = list[tuple[Term, list[Term]]]


def outline(whole: Term, rows: Sequence[Term]) -> Sums | None:
    """Each sum with its parts, the whole first, if there is a reading in which every sum is exact; else nothing.

    `30, 30, 10, 20` below a total of 30 are a body, or a kind, and two items.
    """
    terms = [whole, *(term for term in rows if term.value is not None)]
    values = [term.value or Decimal(0) for term in terms]
    if min(values) < 0 or whole.value is None:
        return None
    parents = _parents(values)
    if parents is None:
        return None
    parts: dict[int, list[Term]] = {}
    for place, parent in enumerate(parents, start=1):
        parts.setdefault(parent, []).append(terms[place])
    return [(terms[parent], found) for parent, found in sorted(parts.items())]


def _parents(values: Sequence[Decimal]) -> list[int] | None:
    """For each value but the first, the place of the one above it, so that every one above is the sum of those below."""
    tries: list[tuple[list[int], list[tuple[int, Decimal]]]] = [([], [(0, values[0])])]
    for _ in range(_MOST_STEPS):
        if not tries:
            return None
        parents, open_sums = tries.pop()
        place = len(parents) + 1
        if place == len(values):
            if all(not left for _, left in open_sums):
                return parents
            continue
        while len(open_sums) > 1 and not open_sums[-1][1]:
            open_sums = open_sums[:-1]
        above, left = open_sums[-1]
        value = values[place]
        if value <= left:
            now = [*open_sums[:-1], (above, left - value)]
            tries.append(([*parents, above], now))
            # The sum of others is tried first: rows that happen to be equal stand below each other more often than beside.
            if value and place + 1 < len(values) and values[place + 1] <= value:
                tries.append(([*parents, above], [*now, (place, value)]))
    return None
