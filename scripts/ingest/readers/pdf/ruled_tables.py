"""The frames that rules make: edges of columns and rows, and which squares between them are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts.ingest.readers.pdf.page_objects import Box

_LEVEL = 1.0  # rules that far apart are drawn as one
_GAP = 3.0  # dashes that far apart are one rule
_SHORT = 4.0
_EDGE = 3.0  # edges that far apart are one: a double rule, or two cells' borders side by side
_REACH = 3.0  # rules that miss each other by this still meet
_OPEN = 10.0  # how far rules must reach past the last edge to make an open side
_WALL = 0.6  # the part of a square's side that a rule must cover to part it from its neighbour
_MOST_RULES = 2000
_MOST_SQUARES = 100_000

Square = tuple[int, int]


@dataclass(frozen=True)
class Frame:
    """A table's edges from left to right and top to bottom; per square the first square of the cell it belongs to."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owners: dict[Square, Square]

    @cached_property
    def box(self) -> Box:
        """The rectangle round it all."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def cells(self) -> int:
        """How many cells there are, merged ones counted once."""
        return len(set(self.owners.values()))

    def column(self, x: float) -> int:
        """The column that a point stands in, the nearest for one beside the table."""
        return bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1

    def row(self, y: float) -> int:
        """The row that a point stands in, the nearest for one above or below the table."""
        return bisect_right(self.ys, y, 1, len(self.ys) - 1) - 1

    def cell(self, x: float, y: float) -> Square:
        """The cell that a point stands in, by its first square (row, column)."""
        return self.owners[self.row(y), self.column(x)]


def frames(rules: Iterable[Box]) -> list[Frame]:
    """The frames that rules make where they meet, from top to bottom; none of less than two cells."""
    rules = list(rules)
    across = _merged(
        [(rule.x0, rule.x1, (rule.top + rule.bottom) / 2) for rule in rules if _lies(rule)]
    )
    down = _merged(
        [(rule.top, rule.bottom, (rule.x0 + rule.x1) / 2) for rule in rules if _stands(rule)]
    )
    if not across or not down or len(across) + len(down) > _MOST_RULES:
        return []
    found = [_frame(*part) for part in _parts(across, down)]
    return sorted(
        (one for one in found if one and one.cells > 1), key=lambda one: (one.ys[0], one.xs[0])
    )


_Rule = tuple[float, float, float]
"""From, to, and the level at which a rule runs."""


def _lies(rule: Box) -> bool:
    height, width = rule.height, rule.width
    return height <= _EDGE and (width > height or width <= _EDGE)


def _stands(rule: Box) -> bool:
    height, width = rule.height, rule.width
    return width <= _EDGE and (height > width or height <= _EDGE)


def levelled(rules: Iterable[Box]) -> list[tuple[float, float, float]]:
    """The level rules, dashes joined: from, to, and the height at which each runs."""
    return _merged(
        [(rule.x0, rule.x1, (rule.top + rule.bottom) / 2) for rule in rules if _lies(rule)]
    )


def _merged(rules: Sequence[_Rule]) -> list[_Rule]:
    """Rules on one level that touch or nearly touch, as one each; what stays shorter than a letter is dropped."""
    done: list[_Rule] = []
    for level in _grouped(sorted(rules, key=lambda rule: rule[2])):
        start, end, at = None, 0.0, sum(rule[2] for rule in level) / len(level)
        for first, last, _ in sorted(level):
            if start is not None and first - end <= _GAP:
                end = max(end, last)
                continue
            if start is not None and end - start >= _SHORT:
                done.append((start, end, at))
            start, end = first, last
        if start is not None and end - start >= _SHORT:
            done.append((start, end, at))
    return done


def _grouped(rules: Sequence[_Rule]) -> list[list[_Rule]]:
    groups: list[list[_Rule]] = []
    for rule in rules:
        if groups and rule[2] - groups[-1][0][2] <= _LEVEL:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _parts(across: Sequence[_Rule], down: Sequence[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """The rules in groups that hang together by crossing or touching."""
    leader = list(range(len(across) + len(down)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    met: set[int] = set()
    for i, (left, right, y) in enumerate(across):
        for j, (top, bottom, x) in enumerate(down, start=len(across)):
            if left - _REACH <= x <= right + _REACH and top - _REACH <= y <= bottom + _REACH:
                leader[find(i)] = find(j)
                met.add(i)
                met.add(j)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for index in sorted(met):
        group = groups.setdefault(find(index), ([], []))
        if index < len(across):
            group[0].append(across[index])
        else:
            group[1].append(down[index - len(across)])
    return list(groups.values())


def _frame(across: Sequence[_Rule], down: Sequence[_Rule]) -> Frame | None:
    xs = _edges(down, min(rule[0] for rule in across), max(rule[1] for rule in across))
    ys = _edges(across, min(rule[0] for rule in down), max(rule[1] for rule in down))
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_SQUARES:
        return None
    beside = _walls(down, xs, ys)  # (edge, row): a wall on that edge along that row
    below = _walls(across, ys, xs)
    xs, beside, below = _without_idle(xs, beside, below)
    ys, below, beside = _without_idle(ys, below, beside)
    return Frame(tuple(xs), tuple(ys), _owners(len(ys) - 1, len(xs) - 1, beside, below))


def _edges(rules: Sequence[_Rule], first: float, last: float) -> list[float]:
    """The levels of rules, those close together as one, and the open ends of the rules that cross them."""
    edges: list[list[float]] = []
    for _, _, level in sorted(rules, key=lambda rule: rule[2]):
        if edges and level - edges[-1][0] <= _EDGE:
            edges[-1].append(level)
        else:
            edges.append([level])
    middles = [sum(edge) / len(edge) for edge in edges]
    if middles and middles[0] - first > _OPEN:
        middles.insert(0, first)
    if middles and last - middles[-1] > _OPEN:
        middles.append(last)
    return middles


def _walls(
    rules: Sequence[_Rule], edges: Sequence[float], steps: Sequence[float]
) -> set[tuple[int, int]]:
    """Where a rule on an edge covers most of the way from one step to the next: (edge, step)."""
    covered: dict[tuple[int, int], float] = {}
    for start, end, level in rules:
        after = bisect_right(edges, level, 1, len(edges) - 1)
        edge = after if edges[after] - level < level - edges[after - 1] else after - 1
        for step in range(max(bisect_right(steps, start) - 1, 0), len(steps) - 1):
            if steps[step] > end:
                break
            length = min(end, steps[step + 1]) - max(start, steps[step])
            covered[edge, step] = covered.get((edge, step), 0.0) + max(length, 0.0)
    return {
        (edge, step)
        for (edge, step), length in covered.items()
        if length >= _WALL * (steps[step + 1] - steps[step])
    }


def _without_idle(
    edges: Sequence[float], walls: set[tuple[int, int]], others: set[tuple[int, int]]
) -> tuple[list[float], set[tuple[int, int]], set[tuple[int, int]]]:
    """The edges less those inside that part nothing, and the walls of both directions counted anew."""
    used = {edge for edge, _ in walls} | {0, len(edges) - 1}
    kept = [edge for edge in range(len(edges)) if edge in used]
    place = {edge: index for index, edge in enumerate(kept)}
    # A wall that crosses a dropped edge ran on both sides of it: the square before it keeps its name.
    step = {edge: bisect_right(kept, edge) - 1 for edge in range(len(edges) - 1)}
    return (
        [edges[edge] for edge in kept],
        {(place[edge], at) for edge, at in walls},
        {(edge, step[at]) for edge, at in others},
    )


def _owners(
    rows: int, columns: int, beside: set[tuple[int, int]], below: set[tuple[int, int]]
) -> dict[Square, Square]:
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def find(square: Square) -> Square:
        while owner[square] != square:
            owner[square] = owner[owner[square]]
            square = owner[square]
        return square

    def join(one: Square, other: Square) -> None:
        first, second = sorted((find(one), find(other)))
        owner[second] = first

    for row in range(rows):
        for column in range(columns):
            if (column + 1, row) not in beside and column + 1 < columns:
                join((row, column), (row, column + 1))
            if (row + 1, column) not in below and row + 1 < rows:
                join((row, column), (row + 1, column))
    return {square: find(square) for square in owner}
