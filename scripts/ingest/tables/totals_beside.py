"""A column whose head no word tells, known by what it is: the sum of the columns beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

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
    for index, head in enumerate(read):
        if not head.unknown or not head.text or is_row_numbers(head):
            continue
        totals = {at for parts in _runs(read, index) if (at := _total(read, rows, index, parts))}
        known = {other.coordinates for other in complete if other.list == head.list}
        if len(totals) == 1 and not totals & known:
            complete[index] = replace(head, coordinates=totals.pop())
            reasons.append(f"表头“{head.lowest}”下的数每一行都是旁边各列之和，认作它们的合计")
    return tuple(complete), tuple(reasons)


def _runs(read: Sequence[ColumnHeader], index: int) -> Iterator[range]:
    """The columns beside one that may be its parts: those with figures to its right, to its left."""

    def is_part(place: int) -> bool:
        return read[place].list == read[index].list and read[place].coordinates is not None

    right = len(list(takewhile(is_part, range(index + 1, len(read)))))
    left = len(list(takewhile(is_part, range(index - 1, -1, -1))))
    for length in range(_LEAST, right + 1):
        yield range(index + 1, index + 1 + length)
    for length in range(_LEAST, left + 1):
        yield range(index - length, index)


def _total(
    read: Sequence[ColumnHeader], rows: Sequence[GridRow], index: int, parts: range
) -> Coordinates | None:
    """What all parts share, where they differ in one respect and add up in every row."""
    stated = [at for place in parts if (at := read[place].coordinates) is not None]
    differing = [name for name in VALUES if len({getattr(at, name) for at in stated}) > 1]
    if len(differing) != 1 or differing[0] not in _RESPECTS or stated[0].measure != "amount":
        return None
    whole = replace(stated[0], **{differing[0]: getattr(Coordinates(), differing[0])})

    # A sum of two funds of three is no total: every column that could be a part is one.
    listed = [head for head in read if head.list == read[index].list and head.coordinates]
    siblings = [head for head in listed if _is_part(head.coordinates, whole, differing[0])]
    if len(siblings) != len(stated) or len(set(stated)) < len(stated):
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


def _is_part(at: Coordinates | None, whole: Coordinates, respect: str) -> bool:
    if at is None or at == whole:
        return False
    return replace(at, **{respect: getattr(whole, respect)}) == whole


def _amount(row: GridRow, index: int) -> Decimal | None:
    """The amount of a cell, nothing for a blank one; None for words."""
    value = row.figure(index)
    if value is None or isinstance(value, Decimal):
        return value
    return Decimal(0)
