"""A reading that contradicts a table's own sums gives way to another reading of the same cells, where just one fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.checks.arithmetic import within_table
from scripts.checks.verdicts import Verdict
from scripts.ingest.document import Grid, GridRow
from scripts.ingest.tables.alternatives import rearrangements
from scripts.ingest.tables.recognise import RecognisedTable
from scripts.ingest.vocabulary.column_headers import ColumnHeader, is_row_numbers
from scripts.package import Row

_TRIALS = 120
"""How many other readings of one table are tried at most; a table that is wrong all over is left as it stands."""
_ROUNDS = 4

Read = Callable[[Grid], RecognisedTable | None]


@dataclass(frozen=True)
class _Reading:
    """One reading of a grid: the equations that hold and those that fail, and the cells of digits without a place."""

    grid: Grid
    read: RecognisedTable
    holding: int
    failing: tuple[Verdict, ...]
    odd: int

    @property
    def faults(self) -> tuple[int, int]:
        """What speaks against the reading."""
        return len(self.failing), self.odd

    def improves(self, other: _Reading) -> bool:
        """Whether more equations hold than in another reading, with fewer faults of one sort and no more of the other."""
        no_worse = all(mine <= its for mine, its in zip(self.faults, other.faults, strict=True))
        return no_worse and self.faults != other.faults and self.holding > other.holding


@dataclass
class _Trials:
    """How many readings may still be tried, and what reads a grid."""

    left: int
    reads: Read

    def reading(self, grid: Grid) -> _Reading | None:
        """The reading of a grid; None where it is no table, or where too many were tried."""
        self.left -= 1
        read = self.reads(grid) if self.left >= 0 else None
        return None if read is None else _reading(grid, read)


def resolved(grid: Grid, reads: Read) -> RecognisedTable | None:
    """The table that a grid is, each row whose cells contradict its sums read in the one other way that does not."""
    read = reads(grid)
    if read is None or not read.table.kind.statutory:
        return read
    trials, best = _Trials(_TRIALS, reads), _reading(grid, read)
    for _ in range(_ROUNDS):
        begun = best
        best = _columns_resolved(best, trials)
        for index in _suspects(best):
            best = _row_resolved(best, index, trials)
        if best is begun:
            break
    return best.read


def _reading(grid: Grid, read: RecognisedTable) -> _Reading:
    rows = _numbered(read)
    tried = list(within_table.within(replace(read.table, rows=rows)))
    failing = tuple(one for one in tried if one.outcome == "fail")
    holding = sum(one.outcome in ("pass", "rounding") for one in tried)
    return _Reading(grid, read, holding, failing, sum(_is_odd(one.text) for one in read.unplaced))


def _numbered(read: RecognisedTable) -> tuple[Row, ...]:
    """The rows of a table with their numbers for ids: enough to tell them apart while readings are tried."""
    return tuple(
        Row(
            {**row.keys, "line": str(number), "parent": "" if parent is None else str(parent)},
            row.figures,
        )
        for number, (row, parent) in enumerate(zip(read.table.rows, read.parents, strict=True))
    )


def _is_odd(text: str) -> bool:
    """Whether a cell without a place holds what numbers are made of, and nothing else."""
    return re.fullmatch(r"[-+\d.,，．\s()（）]*\d[-+\d.,，．\s()（）]*", text) is not None


def _suspects(best: _Reading) -> list[int]:
    """The rows of a grid with digits in no place, then those whose own columns do not add up, then those of failing sums."""
    data = {row["line"]: best.read.data[int(row["position"]) - 1] for row in _numbered(best.read)}
    odd = [best.read.data[one.row - 1] for one in best.read.unplaced if _is_odd(one.text)]
    across = [data[one.left.line] for one in best.failing if one.rule == within_table.ROW.id]
    down = [
        data[term.line]
        for one in best.failing
        for term in (one.left, *one.right)
        if one.rule != within_table.ROW.id
    ]
    return list(dict.fromkeys([*odd, *across, *down]))


def _row_resolved(best: _Reading, index: int, trials: _Trials) -> _Reading:
    """The reading with one row read otherwise, where just one way of reading it is the best of those that improve it."""
    row = best.grid.rows[index]
    found: list[tuple[_Reading, str]] = []
    for other in rearrangements(row.cells, _runs(best.read.heads)):
        reading = trials.reading(_with_row(best.grid, index, GridRow(other.cells, row.place)))
        if reading is not None and reading.improves(best):
            found.append(
                (reading, f"{row.place}，第 {best.read.data.index(index) + 1} 行：{other.said}")
            )
    return _only_best(best, found)


def _columns_resolved(best: _Reading, trials: _Trials) -> _Reading:
    """The reading with a column without a head read under the blank one beside it, where just one column will do."""
    found: list[tuple[_Reading, str]] = []
    for index, beside in _headless(best):
        rows = [
            _swapped(row, index, beside) if at in best.read.data else row
            for at, row in enumerate(best.grid.rows)
        ]
        reading = trials.reading(Grid(tuple(rows), best.grid.columns))
        if reading is not None and reading.improves(best):
            found.append((reading, f"第 {index + 1} 列没有表头，读在第 {beside + 1} 列的表头下"))
    return _only_best(best, found)


def _headless(best: _Reading) -> Iterator[tuple[int, int]]:
    """The columns of figures without a head of their own, each with a column of figures beside it that is all blank."""
    heads, rows = best.read.heads, [best.grid.rows[at] for at in best.read.data]
    for index, head in enumerate(heads):
        if head.unknown and any(_is_odd(row.cell(index)) for row in rows):
            for beside in (index - 1, index + 1):
                if (
                    0 <= beside < len(heads)
                    and heads[beside].coordinates
                    and not any(row.cell(beside) for row in rows)
                ):
                    yield index, beside


def _only_best(best: _Reading, found: Sequence[tuple[_Reading, str]]) -> _Reading:
    """The one reading that has the fewest faults, with a word on it; the old one where several have, or none."""
    fewest = min((reading.faults for reading, _ in found), default=None)
    chosen = [(reading, said) for reading, said in found if reading.faults == fewest]
    if not chosen or any(_figures(reading) != _figures(chosen[0][0]) for reading, _ in chosen):
        return best
    reading, said = chosen[0]
    why = f"{said}：只有这样读，{reading.holding - best.holding} 个原来不成立或没有的等式才成立"
    return replace(reading, read=replace(reading.read, resolved=(*best.read.resolved, why)))


def _figures(reading: _Reading) -> list[dict[str, object]]:
    return [dict(row.figures) for row in reading.read.table.rows]


def _runs(heads: Sequence[ColumnHeader]) -> list[list[int]]:
    """The columns of figures side by side within one list."""
    runs: list[list[int]] = []
    for index, head in enumerate(heads):
        if head.key or is_row_numbers(head):
            continue
        beside = runs and runs[-1][-1] == index - 1 and heads[index - 1].list == head.list
        runs = [*runs[:-1], [*runs[-1], index]] if beside else [*runs, [index]]
    return runs


def _swapped(row: GridRow, one: int, other: int) -> GridRow:
    cells = [row.cell(index) for index in range(max(len(row.cells), one + 1, other + 1))]
    cells[one], cells[other] = cells[other], cells[one]
    return GridRow(tuple(cells), row.place)


def _with_row(grid: Grid, index: int, row: GridRow) -> Grid:
    return Grid((*grid.rows[:index], row, *grid.rows[index + 1 :]), grid.columns)
