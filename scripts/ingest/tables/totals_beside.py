"""A column whose head no word tells, known by what it is: the sum of the columns beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from scripts.ingest.document import GridRow
from scripts.ingest.vocabulary.column_headers import ColumnHeader, is_row_numbers
from scripts.schema import VALUES, Coordinates

_RESPECTS = ("fund", "nature", "purpose", "scope")
_LEAST = 2
"""Rows in which the sum must show, and parts that must be more than nothing."""


def with_totals(
    read: Sequence[ColumnHeader], rows: Sequence[GridRow]
) -> tuple[tuple[ColumnHeader, ...], tuple[str, ...]]:
    """The heads, an unknown one being the total of its parts where it is so in every row; and why.

    Only what is beside it and differs in one respect (the fund, the nature) is a part.
    """
    complete = list(read)
    reasons = []
    # By list, once: a table may have a hundred thousand columns, which mean few things.
    listed: dict[str, Counter[Coordinates]] = {}
    for head in read:
        if head.coordinates is not None:
            listed.setdefault(head.list, Counter())[head.coordinates] += 1
    for index, head in enumerate(read):
        if not head.unknown or not head.text or is_row_numbers(head):
            continue
        beside = listed.setdefault(head.list, Counter())
        runs = _runs(read, index)
        totals = {at for parts in runs if (at := _total(read, rows, index, parts, beside))}
        if len(totals) == 1 and not totals & beside.keys():
            complete[index] = replace(head, coordinates=totals.pop())
            # No second column is a total of the same kind.
            beside[complete[index].coordinates or Coordinates()] = 0
            reasons.append(f"表头“{head.lowest}”下的数每一行都是旁边各列之和，认作它们的合计")
    return tuple(complete), tuple(reasons)


def _runs(read: Sequence[ColumnHeader], index: int) -> Iterator[range]:
    """The columns beside one that may be its parts: those with figures to its right, to its left.

    No two parts mean the same, so a run ends before the second.
    """

    def length_of(places: range) -> int:
        seen: set[Coordinates | None] = {None}
        for length, place in enumerate(places):
            if read[place].list != read[index].list or read[place].coordinates in seen:
                return length
            seen.add(read[place].coordinates)
        return len(places)

    right = length_of(range(index + 1, len(read)))
    left = length_of(range(index - 1, -1, -1))
    for length in range(_LEAST, right + 1):
        yield range(index + 1, index + 1 + length)
    for length in range(_LEAST, left + 1):
        yield range(index - length, index)


def _total(
    read: Sequence[ColumnHeader],
    rows: Sequence[GridRow],
    index: int,
    parts: range,
    beside: Counter[Coordinates],
) -> Coordinates | None:
    """What all parts share, where they differ in one respect and add up in every row.

    `beside` is what the columns of the list mean, and how many mean the same.
    """
    stated = [at for place in parts if (at := read[place].coordinates) is not None]
    differing = [name for name in VALUES if len({getattr(at, name) for at in stated}) > 1]
    if len(differing) != 1 or differing[0] not in _RESPECTS or stated[0].measure != "amount":
        return None
    whole = replace(stated[0], **{differing[0]: getattr(Coordinates(), differing[0])})

    # A sum of two funds of three is no total: every column that could be a part is one.
    siblings = sum(many for at, many in beside.items() if _is_part(at, whole, differing[0]))
    if siblings != len(stated):
        return None

    filled: set[int] = set()
    shown = 0
    for row in rows:
        total = _amount(row, index)
        amounts = {place: _amount(row, place) for place in parts}
        if total is None or None in amounts.values():
            return None
        if total != sum(filter(None, amounts.values()), Decimal(0)):
            return None
        filled |= {place for place, amount in amounts.items() if amount}
        shown += bool(total)
    if shown < _LEAST or len(filled) < _LEAST:
        return None
    return whole


def _is_part(at: Coordinates, whole: Coordinates, respect: str) -> bool:
    return at != whole and replace(at, **{respect: getattr(whole, respect)}) == whole


def _amount(row: GridRow, index: int) -> Decimal | None:
    """The amount of a cell, nothing for a blank one; None for words."""
    value = row.figure(index)
    if value is None or isinstance(value, Decimal):
        return value
    return Decimal(0)
