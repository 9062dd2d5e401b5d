"""The frames that ruling lines make: edges of columns and rows, and which squares are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple, TypeVar

from scripts.ingest.readers.pdf.page_objects import Box, grouped

# In points. Rules of one line are drawn cell by cell, each a little off; rows of small print are
# nine points high or more.
_LEVEL = 1.0  # rules that far apart are drawn as one
_GAP = 3.0  # dashes that far apart are one rule
_SHORT = 4.0  # what stays shorter than a letter is no rule
_EDGE = 3.0  # edges that far apart are one: a double rule, or two cells' borders side by side
_REACH = 3.0  # rules that miss each other by this still meet
_OPEN = 10.0  # how far rules must reach past the last edge to make an open side
_WALL = 0.6  # the part of a square's side that a rule must cover to part it from its neighbour

# More than tables have: drawings made of lines are no frames, and would take long.
_MOST_RULES = 2000
_MOST_SQUARES = 100_000

T = TypeVar("T")
Square = tuple[int, int]
"""Row and column between the edges of a frame, from 0."""

_Walls = set[tuple[int, int]]
"""Walls by the edge on which they stand, and the step along it: a row, or a column."""


class Rule(NamedTuple):
    """A ruling line across or down: where it begins and ends, and the level at which it runs."""

    start: float
    end: float
    level: float


@dataclass(frozen=True)
class TableFrame:
    """A table's edges from left to right and from top to bottom, and the cell of each square."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: dict[Square, Square]

    @cached_property
    def box(self) -> Box:
        """The rectangle round it all."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def column(self, x: float) -> int:
        """The column that a point stands in, from 0; the nearest for one beside the table."""
        return bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1

    def cell(self, x: float, y: float) -> Square:
        """The first square (row, column) of the cell that a point stands in, or is nearest to."""
        row = bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1
        return self.owners[row, self.column(x)]


def frames(rules: Iterable[Box]) -> list[TableFrame]:
    """The frames that rules make where they meet, from top to bottom, then from left to right.

    None has less than two cells: a box round a title is no table.
    """
    rules = list(rules)
    across = levelled(rules)
    down = _merged(
        Rule(top, bottom, (x0 + x1) / 2)
        for x0, top, x1, bottom in rules
        if _is_line(x1 - x0, bottom - top)
    )
    if not across or not down or len(across) + len(down) > _MOST_RULES:
        return []

    tables = []
    for part_across, part_down in _parts(across, down):
        frame = _frame(part_across, part_down)
        if frame and len(set(frame.owners.values())) > 1:
            tables.append(frame)
    return sorted(tables, key=lambda frame: (frame.ys[0], frame.xs[0]))


def levelled(rules: Iterable[Box]) -> list[Rule]:
    """The rules that run across, dashes joined: some programs draw a line as one piece per cell."""
    return _merged(
        Rule(x0, x1, (top + bottom) / 2)
        for x0, top, x1, bottom in rules
        if _is_line(bottom - top, x1 - x0)
    )


def _is_line(thickness: float, length: float) -> bool:
    """Whether a rule may be a line of that direction; a dot may be one of either."""
    return thickness <= _EDGE and (length > thickness or length <= _EDGE)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one level that touch or nearly touch, as one each; short ones are dropped."""
    merged = []
    ordered = sorted(rules, key=lambda rule: rule.level)
    for level_rules in grouped(ordered, lambda level, rule: rule.level - level[0].level <= _LEVEL):
        level = sum(rule.level for rule in level_rules) / len(level_rules)
        first, *rest = sorted(level_rules)
        spans = [(first.start, first.end)]

        for rule in rest:
            start, end = spans[-1]
            if rule.start - end <= _GAP:
                spans[-1] = start, max(end, rule.end)
            else:
                spans.append((rule.start, rule.end))
        merged += [Rule(start, end, level) for start, end in spans if end - start >= _SHORT]

    return merged


def _parts(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in groups that hang together by crossing or touching."""
    leaders = {index: index for index in range(len(across) + len(down))}
    met: set[int] = set()
    for i, (left, right, y) in enumerate(across):
        for j, (top, bottom, x) in enumerate(down, start=len(across)):
            is_level = left - _REACH <= x <= right + _REACH
            if is_level and top - _REACH <= y <= bottom + _REACH:
                leader = _leader(leaders, j)
                leaders[_leader(leaders, i)] = leader
                met |= {i, j}

    parts: defaultdict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for index in sorted(met):
        part_across, part_down = parts[_leader(leaders, index)]
        if index < len(across):
            part_across.append(across[index])
        else:
            part_down.append(down[index - len(across)])

    return list(parts.values())


def _leader(leaders: dict[T, T], item: T) -> T:
    """The item that stands for all of an item's group; the way to it is made shorter."""
    while leaders[item] != item:
        leaders[item] = leaders[leaders[item]]
        item = leaders[item]
    return item


def _frame(across: Sequence[Rule], down: Sequence[Rule]) -> TableFrame | None:
    xs, ys = _edges(down, across), _edges(across, down)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_SQUARES:
        return None
    beside = _walls(down, xs, ys)  # (edge, row): a wall on that edge along that row
    below = _walls(across, ys, xs)
    xs, beside, below = _without_idle(xs, beside, below)
    ys, below, beside = _without_idle(ys, below, beside)

    # Squares without a wall between them are one cell, named for the first of them.
    rows, columns = len(ys) - 1, len(xs) - 1
    squares = list(product(range(rows), range(columns)))
    leaders = {square: square for square in squares}
    for row, column in squares:
        neighbours = []
        if column + 1 < columns and (column + 1, row) not in beside:
            neighbours.append((row, column + 1))
        if row + 1 < rows and (row + 1, column) not in below:
            neighbours.append((row + 1, column))
        for neighbour in neighbours:
            both = _leader(leaders, (row, column)), _leader(leaders, neighbour)
            leaders[max(both)] = min(both)

    owners = {square: _leader(leaders, square) for square in squares}
    return TableFrame(tuple(xs), tuple(ys), owners)


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """The levels of rules, those close together as one, and the open ends of those that cross."""
    levels = sorted(rule.level for rule in rules)
    edges = grouped(levels, lambda edge, level: level - edge[0] <= _EDGE)
    middles = [sum(edge) / len(edge) for edge in edges]

    first = min(rule.start for rule in crossing)
    last = max(rule.end for rule in crossing)
    if middles[0] - first > _OPEN:
        middles.insert(0, first)
    if last - middles[-1] > _OPEN:
        middles.append(last)
    return middles


def _walls(rules: Sequence[Rule], edges: Sequence[float], steps: Sequence[float]) -> _Walls:
    """Where rules on an edge cover most of the way from one step to the next: (edge, step)."""
    covered: defaultdict[tuple[int, int], float] = defaultdict(float)
    for start, end, level in rules:
        edge = bisect_right(edges, level, 1, len(edges) - 1)
        if edges[edge] - level >= level - edges[edge - 1]:
            edge -= 1
        first = max(bisect_right(steps, start) - 1, 0)
        for step in range(first, len(steps) - 1):
            upper, lower = steps[step], steps[step + 1]
            if upper > end:
                break
            length = min(end, lower) - max(start, upper)
            covered[edge, step] += max(length, 0.0)

    walls: _Walls = set()
    for (edge, step), length in covered.items():
        whole = steps[step + 1] - steps[step]
        if length >= _WALL * whole:
            walls.add((edge, step))
    return walls


def _without_idle(
    edges: Sequence[float], walls: _Walls, crossing: _Walls
) -> tuple[list[float], _Walls, _Walls]:
    """The edges less those inside that part nothing, and all walls counted anew."""
    used = {edge for edge, _ in walls} | {0, len(edges) - 1}
    kept = sorted(used)
    place = {edge: index for index, edge in enumerate(kept)}
    # A wall that crosses a dropped edge ran on both sides of it: the square before keeps its name.
    step = [bisect_right(kept, edge) - 1 for edge in range(len(edges) - 1)]

    used_edges = [edges[edge] for edge in kept]
    walls = {(place[edge], at) for edge, at in walls}
    crossing = {(edge, step[at]) for edge, at in crossing}
    return used_edges, walls, crossing
