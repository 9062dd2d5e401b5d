"""The frames that ruling lines make: edges of columns and rows, and which squares are one cell."""

from __future__ import annotations

import math
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
_EDGE = 3.0  # edges that far apart are one: a double rule, or two cells' borders side by side
_REACH = 3.0  # rules that miss each other by this still meet
_MOST_FRAMES = 50  # of a page, past which it is a drawing
_OPEN = 10.0  # how far rules must reach past the last edge to make an open side

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
    """A table's edges from left to right and from top to bottom, and the cell of each square.

    `open_above` and `open_below` are the columns that no rule ends there: what stands in them goes
    on over the page's end.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: dict[Square, Square]
    open_above: frozenset[int] = frozenset()
    open_below: frozenset[int] = frozenset()

    @cached_property
    def box(self) -> Box:
        """The rectangle round it all."""
        xs = self.xs
        ys = self.ys
        return Box(xs[0], ys[0], xs[-1], ys[-1])

    def holds(self, x: float, y: float, reach: float) -> bool:
        """Whether a point stands in the table, or no further than `reach` past a cell's open side.

        A line that the page's end cuts through has its middle outside.
        """
        if self.box.holds(x, y):
            return True
        above = self.ys[0] - y
        below = y - self.ys[-1]
        if not self.xs[0] <= x <= self.xs[-1] or max(above, below) > reach:
            return False
        sides = self.open_above if above > 0 else self.open_below
        # A side that is open all along is as likely that of a table without such a rule.
        return self.column(x) in sides and len(sides) < len(self.xs) - 1

    def is_crossed_by(self, x0: float, x1: float, top: float, bottom: float) -> bool:
        """Whether a text under one column of the table lies across the table's upper or lower edge.

        It is too long for its cell; what stands below a table leaves its edge free.
        """
        column = self.column((x0 + x1) / 2)
        if x0 < self.xs[column] - 1 or x1 > self.xs[column + 1] + 1:
            return False
        return any(top + 0.5 < edge < bottom - 0.5 for edge in (self.ys[0], self.ys[-1]))

    def column(self, x: float) -> int:
        """The column that a point stands in, from 0; the nearest for one beside the table."""
        last = len(self.xs) - 1
        return bisect_right(self.xs, x, 1, last) - 1

    def cell(self, x: float, y: float) -> Square:
        """The first square (row, column) of the cell that a point stands in, or is nearest to."""
        last = len(self.ys) - 1
        row = bisect_right(self.ys, y, 1, last) - 1
        column = self.column(x)
        return self.owners[row, column]


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
    if not across or not down:
        return []
    # Drawings made of lines are no frames, and would take long.
    if len(across) + len(down) > 2000:
        return []

    tables = []
    for part_across, part_down in _parts(across, down):
        frame = _frame(part_across, part_down)
        if frame is None:
            continue
        cells = set(frame.owners.values())
        if len(cells) > 1:
            tables.append(frame)
    if len(tables) > _MOST_FRAMES:
        return []
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
    if thickness > _EDGE:
        return False
    return length > thickness or length <= _EDGE


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one level that touch or nearly touch, as one each; short ones are dropped."""
    merged = []
    ordered = sorted(rules, key=lambda rule: rule.level)
    # Rules a point apart are drawn as one.
    levels = grouped(ordered, lambda level, rule: rule.level - level[0].level <= 1)
    for level_rules in levels:
        level = math.fsum(rule.level for rule in level_rules) / len(level_rules)
        first, *rest = sorted(level_rules)
        spans = [(first.start, first.end)]

        for rule in rest:
            start, end = spans[-1]
            if rule.start - end <= 3:  # dashes
                spans[-1] = start, max(end, rule.end)
            else:
                spans.append((rule.start, rule.end))

        for start, end in spans:
            # What stays shorter than a letter is no rule.
            if end - start >= 4:
                merged.append(Rule(start, end, level))

    return merged


def _parts(across: Sequence[Rule], down: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in groups that hang together by crossing or touching."""
    leaders = {index: index for index in range(len(across) + len(down))}
    met: set[int] = set()
    for i, (left, right, y) in enumerate(across):
        for j, (top, bottom, x) in enumerate(down, start=len(across)):
            meets_across = left - _REACH <= x <= right + _REACH
            meets_down = top - _REACH <= y <= bottom + _REACH
            if meets_across and meets_down:
                leader = _leader(leaders, j)
                leaders[_leader(leaders, i)] = leader
                met |= {i, j}

    parts: defaultdict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for index in sorted(met):
        leader = _leader(leaders, index)
        part_across, part_down = parts[leader]
        if index < len(across):
            part_across.append(across[index])
        else:
            part_down.append(down[index - len(across)])

    # On a page inside one row its cells have sides alone, as high as the cells of others beside.
    for rule in (rule for index, rule in enumerate(down, start=len(across)) if index not in met):
        for _, part_down in parts.values():
            if _stands_beside(rule, part_down):
                part_down.append(rule)
                break

    return list(parts.values())


def _stands_beside(rule: Rule, sides: Sequence[Rule]) -> bool:
    """Whether a rule down is as high as a frame with these sides, and no double of one of them."""
    top = min(other.start for other in sides)
    bottom = max(other.end for other in sides)
    if abs(rule.start - top) > _REACH or abs(rule.end - bottom) > _REACH:
        return False
    return all(abs(rule.level - other.level) > _OPEN for other in sides)


def _leader(leaders: dict[T, T], item: T) -> T:
    """The item that stands for all of an item's group; the way to it is made shorter."""
    while leaders[item] != item:
        leaders[item] = leaders[leaders[item]]
        item = leaders[item]
    return item


def _frame(across: Sequence[Rule], down: Sequence[Rule]) -> TableFrame | None:
    xs = _edges(down, across)
    ys = _edges(across, down)
    if len(xs) < 2 or len(ys) < 2:
        return None
    if len(xs) * len(ys) > 100_000:  # a drawing
        return None
    beside = _walls(down, xs, ys)  # (edge, row): a wall on that edge along that row
    below = _walls(across, ys, xs)
    xs, beside, below = _without_idle(xs, beside, below)
    ys, below, beside = _without_idle(ys, below, beside)

    # Squares without a wall between them are one cell, named for the first of them.
    rows = len(ys) - 1
    columns = len(xs) - 1
    squares = list(product(range(rows), range(columns)))
    leaders = {square: square for square in squares}
    for row, column in squares:
        right = column + 1
        lower = row + 1
        neighbours = []
        if right < columns and (right, row) not in beside:
            neighbours.append((row, right))
        if lower < rows and (lower, column) not in below:
            neighbours.append((lower, column))

        for neighbour in neighbours:
            own = _leader(leaders, (row, column))
            other = _leader(leaders, neighbour)
            leaders[max(own, other)] = min(own, other)

    owners = {square: _leader(leaders, square) for square in squares}
    above = frozenset(column for column in range(columns) if (0, column) not in below)
    under = frozenset(column for column in range(columns) if (rows, column) not in below)
    return TableFrame(tuple(xs), tuple(ys), owners, above, under)


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """The levels of rules, those close together as one, and the open ends of those that cross."""
    levels = sorted(rule.level for rule in rules)
    edges = grouped(levels, lambda edge, level: level - edge[0] <= _EDGE)
    middles = [math.fsum(edge) / len(edge) for edge in edges]

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
        before = level - edges[edge - 1]
        after = edges[edge] - level
        if after >= before:
            edge -= 1

        first = max(bisect_right(steps, start) - 1, 0)
        for step in range(first, len(steps) - 1):
            upper = steps[step]
            lower = steps[step + 1]
            if upper > end:
                break
            length = min(end, lower) - max(start, upper)
            covered[edge, step] += max(length, 0.0)

    walls: _Walls = set()
    for (edge, step), length in covered.items():
        whole = steps[step + 1] - steps[step]
        # So much of its side must be covered to part a square from its neighbour.
        if length >= 0.6 * whole:
            walls.add((edge, step))
    return walls


def _without_idle(
    edges: Sequence[float], walls: _Walls, crossing: _Walls
) -> tuple[list[float], _Walls, _Walls]:
    """The edges less those inside that part nothing, and all walls counted anew."""
    last = len(edges) - 1
    used = {edge for edge, _ in walls}
    kept = sorted(used | {0, last})
    place = {edge: index for index, edge in enumerate(kept)}
    # A wall that crosses a dropped edge ran on both sides of it: the square before keeps its name.
    step = [bisect_right(kept, edge) - 1 for edge in range(last)]

    used_edges = [edges[edge] for edge in kept]
    walls = {(place[edge], at) for edge, at in walls}
    crossing = {(edge, step[at]) for edge, at in crossing}
    return used_edges, walls, crossing
