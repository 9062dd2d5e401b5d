"""Things that stand in order put into groups of neighbours: characters, lines, levels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def grouped(items: Iterable[T], belongs: Callable[[list[T], T], bool]) -> list[list[T]]:
    """Items in groups, each item in the last group if it `belongs` there, else in one of its own.

    >>> grouped([1, 2, 5, 6], lambda group, number: number - group[-1] < 2)
    [[1, 2], [5, 6]]
    """
    groups: list[list[T]] = []
    for item in items:
        if groups and belongs(groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups
