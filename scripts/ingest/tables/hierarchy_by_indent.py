"""Which rows are the parts of which, by how far their names stand in from their cells' edges."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

# In widths of a character. What differs by less is one level; a step is one to four characters.
_ONE_LEVEL = 0.3
_LEAST, _MOST = 0.4, 4.5
# Texts set in the middle of their cells stand at any distance from the edge.
_LEVELS = 6


def branch(indents: Sequence[float | None]) -> dict[int, int]:
    """For each row that stands in, by index, the last row before it that stands less so.

    Nothing where the distances make no levels: where one is unknown, where there are as many as
    texts, where the first row stands in already, or where a level is left out.

    >>> branch([0.0, 1.0, 2.0, 2.0, 0.0, 1.0])
    {1: 0, 2: 1, 3: 1, 5: 4}
    >>> branch([3.5, 1.0, 2.2])
    {}
    """
    known = [indent for indent in indents if indent is not None]
    if len(known) < len(indents):
        return {}
    edges = _edges(known)
    if not 1 < len(edges) <= _LEVELS:
        return {}
    if not all(_LEAST <= right - left <= _MOST for left, right in pairwise(edges)):
        return {}

    parents = {}
    heads: list[int] = []
    for index, indent in enumerate(known):
        level = sum(indent >= edge for edge in edges) - 1
        if level > len(heads):
            return {}
        del heads[level:]
        if heads:
            parents[index] = heads[-1]
        heads.append(index)
    return parents


def _edges(indents: Sequence[float]) -> list[float]:
    """Where each level begins, from the edge inwards."""
    edges: list[float] = []
    last = 0.0
    for indent in sorted(indents):
        if not edges or indent - last > _ONE_LEVEL:
            edges.append(indent)
        last = indent
    return edges
