"""A reading that contradicts its own sums gives way to another of its cells, if just one fits."""

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
from scripts.schema import Figure

# How many other readings of a table are tried; one that is wrong all over is left as it stands.
_TRIALS = 120
# How often all rows are looked at: what puts one right may show what is wrong with another.
_ROUNDS = 4
# What numbers are made of, and nothing else: 1 334.50, 1000.50334.00, (12).
_DIGITS = re.compile(r"[-+\d.,，．\s()（）]*\d[-+\d.,，．\s()（）]*")

Read = Callable[[Grid], RecognisedTable | None]


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
        """Whether more equations hold than in another, with fewer faults and no more of any sort."""
        pairs = zip(self.faults, other.faults, strict=True)
        no_worse = all(mine <= its for mine, its in pairs)
        return no_worse and self.faults != other.faults and self.holding > other.holding

    @property
    def figures(self) -> list[dict[str, Figure]]:
        """The figures of every row, to tell whether two readings come to the same."""
        return [dict(row.figures) for row in self.read.table.rows]


@dataclass
class _Trials:
    """How many readings may still be tried, and what reads a grid."""

    left: int
    reads: Read

    def reading(self, grid: Grid) -> _Reading | None:
        """The reading of a grid; None where it is no table, or where too many were tried."""
        self.left -= 1
        if self.left < 0:
            return None

        read = self.reads(grid)
        if read is None:
            return None
        return _reading(grid, read)


def resolved(grid: Grid, reads: Read) -> RecognisedTable | None:
    """The table that a grid is, each row that contradicts its sums read in the one way that does not.

    `reads` makes a table of a grid; only statutory tables are tried, as the sums of others may not
    hold at all. What was read otherwise is told in the table's `resolved`.
    """
    read = reads(grid)
    if read is None or not read.table.kind.statutory:
        return read

    trials = _Trials(_TRIALS, reads)
    best = _reading(grid, read)
    for _ in range(_ROUNDS):
        before = best
        best = _columns_resolved(best, trials)
        for index in _suspects(best):
            best = _row_resolved(best, index, trials)
        if best is before:
            break
    return best.read


def _reading(grid: Grid, read: RecognisedTable) -> _Reading:
    table = replace(read.table, rows=_numbered(read))
    verdicts = list(within_table.within(table))
    holding = [verdict for verdict in verdicts if verdict.outcome in ("pass", "rounding")]
    failing = tuple(verdict for verdict in verdicts if verdict.outcome == "fail")

    odd = sum(_is_odd(cell.text) for cell in read.unplaced)
    return _Reading(grid, read, len(holding), failing, odd)


def _numbered(read: RecognisedTable) -> tuple[Row, ...]:
    """The rows of a table with their numbers for ids, to tell them apart while readings are tried."""
    rows = []
    for number, row in enumerate(read.table.rows):
        parent = read.parents[number]
        above = "" if parent is None else str(parent)
        keys = {**row.keys, "line": str(number), "parent": above}
        rows.append(Row(keys, row.figures))
    return tuple(rows)


def _is_odd(text: str) -> bool:
    """Whether a cell without a place holds what numbers are made of, and nothing else."""
    return _DIGITS.fullmatch(text) is not None


def _suspects(best: _Reading) -> list[int]:
    """The rows with digits in no place, those that do not add up across, those of failing sums."""
    data = best.read.data
    places = {row["line"]: data[int(row["position"]) - 1] for row in _numbered(best.read)}

    # What has no place at all is wrong for certain, so it comes first.
    odd = [data[cell.row - 1] for cell in best.read.unplaced if _is_odd(cell.text)]

    across, down = [], []
    for verdict in best.failing:
        if verdict.rule == within_table.ROW.id:
            across.append(places[verdict.left.line])
        else:
            terms = (verdict.left, *verdict.right)
            down += [places[term.line] for term in terms]
    return list(dict.fromkeys([*odd, *across, *down]))


def _row_resolved(best: _Reading, index: int, trials: _Trials) -> _Reading:
    """The reading with one row read otherwise, where one way is the best of those that improve it."""
    row = best.grid.rows[index]
    number = best.read.data.index(index) + 1
    improvements = []
    for cells, description in rearrangements(row.cells, _runs(best.read.heads)):
        rows = list(best.grid.rows)
        rows[index] = GridRow(cells, row.place)
        reading = trials.reading(Grid(tuple(rows), best.grid.columns))
        if reading is not None and reading.improves(best):
            improvements.append((reading, f"{row.place}，第 {number} 行：{description}"))
    return _only_best(best, improvements)


def _columns_resolved(best: _Reading, trials: _Trials) -> _Reading:
    """The reading with a column without a head under the blank one beside it, if just one will do."""
    improvements = []
    for index, beside in _headless(best):
        rows = list(best.grid.rows)
        for place in best.read.data:
            row = rows[place]
            width = max(len(row.cells), index + 1, beside + 1)
            cells = [row.cell(at) for at in range(width)]
            cells[index], cells[beside] = cells[beside], cells[index]
            rows[place] = GridRow(tuple(cells), row.place)

        reading = trials.reading(Grid(tuple(rows), best.grid.columns))
        if reading is not None and reading.improves(best):
            why = f"第 {index + 1} 列没有表头，读在第 {beside + 1} 列的表头下"
            improvements.append((reading, why))
    return _only_best(best, improvements)


def _headless(best: _Reading) -> Iterator[tuple[int, int]]:
    """The columns of figures without a head, each with one beside it that has nothing but its head."""
    heads = best.read.heads
    rows = [best.grid.rows[place] for place in best.read.data]
    for index, head in enumerate(heads):
        holds_figures = any(_is_odd(row.cell(index)) for row in rows)
        if not head.unknown or not holds_figures:
            continue

        for beside in (index - 1, index + 1):
            if not 0 <= beside < len(heads) or not heads[beside].coordinates:
                continue
            # Only a column without a single cell can have lost its figures to its neighbour.
            if not any(row.cell(beside) for row in rows):
                yield index, beside


def _only_best(best: _Reading, improvements: Sequence[tuple[_Reading, str]]) -> _Reading:
    """The one reading that has the fewest faults; the old one where several have, or none."""
    if not improvements:
        return best

    fewest = min(reading.faults for reading, _ in improvements)
    chosen = [improvement for improvement in improvements if improvement[0].faults == fewest]
    reading, description = chosen[0]

    # Two ways to the same figures are one reading; where they differ, nobody can tell which is meant.
    if any(other.figures != reading.figures for other, _ in chosen):
        return best

    gained = reading.holding - best.holding
    why = f"{description}：只有这样读，{gained} 个原来不成立或没有的等式才成立"
    return replace(reading, read=replace(reading.read, resolved=(*best.read.resolved, why)))


def _runs(heads: Sequence[ColumnHeader]) -> list[list[int]]:
    """The columns of figures side by side within one list."""
    runs: list[list[int]] = []
    for index, head in enumerate(heads):
        if head.key or is_row_numbers(head):
            continue
        if runs and runs[-1][-1] == index - 1 and heads[index - 1].list == head.list:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
