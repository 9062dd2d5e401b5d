"""Digits in a cell that are no figure are read as the table's sums have it, if in one way only."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.checks.arithmetic import within_table
from scripts.checks.verdicts import Verdict
from scripts.ingest.document import Grid, GridRow
from scripts.ingest.tables.alternatives import rearrangements
from scripts.ingest.tables.recognise import RecognisedTable
from scripts.ingest.vocabulary.column_headers import ColumnHeader, is_row_numbers
from scripts.package import Row
from scripts.schema import Figure

# How many cells the other readings of all tables of a document may have together.
_CELLS = 200_000
# What numbers are made of, and nothing else: 1 334.50, 1000.50334.00, (12).
_DIGITS = re.compile(r"[-+\d.,，．\s()（）]*\d[-+\d.,，．\s()（）]*")

Read = Callable[[Grid], RecognisedTable | None]
# The rows of a grid with something read otherwise, and a word on that.
_Attempt = tuple[list[GridRow], str]


@dataclass(frozen=True)
class _Reading:
    """One reading of a grid: the equations that hold and that fail, the digits without a place."""

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
        """Whether more equations hold than in another, with fewer faults, no more of any sort."""
        mine, theirs = self.faults, other.faults
        if mine == theirs or self.holding <= other.holding:
            return False
        pairs = zip(mine, theirs, strict=True)
        return all(own <= others for own, others in pairs)

    @property
    def figures(self) -> list[dict[str, Figure]]:
        """The figures of every row, to tell whether two readings come to the same."""
        rows = self.read.table.rows
        return [dict(row.figures) for row in rows]


@dataclass
class Budget:
    """How many cells of one document may still be read otherwise: a large table costs more."""

    cells: int = _CELLS


@dataclass
class _Trials:
    """How many readings may still be tried, and what reads a grid."""

    left: int
    reads: Read
    budget: Budget

    @property
    def over(self) -> bool:
        """Whether no more readings may be tried."""
        return self.left <= 0 or self.budget.cells <= 0

    def reading(self, grid: Grid) -> _Reading | None:
        """The reading of a grid; None where it is no table, or where too many were tried."""
        if self.over:
            return None
        self.left -= 1
        self.budget.cells -= sum(len(row.cells) for row in grid.rows)

        read = self.reads(grid)
        if read is None:
            return None
        return _reading(grid, read)


def resolved(grid: Grid, reads: Read, budget: Budget | None = None) -> RecognisedTable | None:
    """The table that a grid is, cells that hold no figure read in the one way that its sums confirm.

    Only what lies across a wall is in question: two numbers in one cell beside a blank one, or a
    number with blanks inside. A figure stays in its cell, whatever the sums say; where they fail,
    the document is wrong, or the reading is, and a finding tells.

    `reads` makes a table of a grid; only statutory tables are tried, as the sums of others may not
    hold at all. What was read otherwise is told in the table's `resolved`. The budget is that of the
    whole document.
    """
    read = reads(grid)
    if read is None or not read.table.kind.statutory:
        return read

    # A table that is wrong all over is left as it stands.
    trials = _Trials(120, reads, budget or Budget())
    best = _reading(grid, read)
    # What puts one row right may show what is wrong with another.
    for _ in range(4):
        before = best
        for index in _suspects(best):
            if trials.over:
                break
            best = _improved(best, _rearranged(best, index), trials)
        if best is before or trials.over:
            break
    return best.read


def _reading(grid: Grid, read: RecognisedTable) -> _Reading:
    table = replace(read.table, rows=_numbered(read))
    holding = 0
    failing = []
    for verdict in within_table.within(table):
        if verdict.outcome in ("pass", "rounding"):
            holding += 1
        elif verdict.outcome == "fail":
            failing.append(verdict)

    odd = [cell for cell in read.unplaced if _is_odd(cell.text)]
    return _Reading(grid, read, holding, tuple(failing), len(odd))


def _numbered(read: RecognisedTable) -> tuple[Row, ...]:
    """The rows of a table with their numbers for ids, to tell them apart while trying."""
    rows = []
    for number, row in enumerate(read.table.rows):
        keys = {**row.keys, "line": str(number), "parent": ""}
        parent = read.parents[number]
        if parent is not None:
            keys["parent"] = str(parent)
        rows.append(Row(keys, row.figures))
    return tuple(rows)


def _is_odd(text: str) -> bool:
    return _DIGITS.fullmatch(text) is not None


def _suspects(best: _Reading) -> list[int]:
    """The rows with digits that are no figure: what stands in a cell as one is never moved."""
    data = best.read.data
    odd = [data[cell.row - 1] for cell in best.read.unplaced if _is_odd(cell.text)]
    return list(dict.fromkeys(odd))


def _rearranged(best: _Reading, index: int) -> Iterator[_Attempt]:
    row = best.grid.rows[index]
    number = best.read.data.index(index) + 1
    runs = _runs(best.read.heads)
    where = f"{row.place}，第 {number} 行"
    for cells, description in rearrangements(row.cells, runs):
        rows = list(best.grid.rows)
        rows[index] = replace(row, cells=cells)
        yield rows, f"{where}：{description}"


def _improved(best: _Reading, attempts: Iterable[_Attempt], trials: _Trials) -> _Reading:
    """The one attempt that has the fewest faults; the old reading where several have, or none."""
    improvements = []
    for rows, why in attempts:
        if trials.over:
            break
        reading = trials.reading(Grid(tuple(rows), best.grid.columns))
        if reading is not None and reading.improves(best):
            improvements.append((reading, why))
    if not improvements:
        return best

    fewest = min(reading.faults for reading, _ in improvements)
    chosen = [(reading, why) for reading, why in improvements if reading.faults == fewest]
    reading, why = chosen[0]

    # Two ways to the same figures are one reading; where they differ, nobody can tell which it is.
    if any(other.figures != reading.figures for other, _ in chosen):
        return best

    gained = reading.holding - best.holding
    why = f"{why}：只有这样读，{gained} 个原来不成立或没有的等式才成立"
    resolved = (*best.read.resolved, why)
    return replace(reading, read=replace(reading.read, resolved=resolved))


def _runs(heads: Sequence[ColumnHeader]) -> list[list[int]]:
    runs: list[list[int]] = []
    # The list of the figures right before a column, where there are any.
    before = None
    for index, head in enumerate(heads):
        if head.key or is_row_numbers(head):
            before = None
            continue
        if head.list == before:
            runs[-1].append(index)
        else:
            runs.append([index])
        before = head.list
    return runs
