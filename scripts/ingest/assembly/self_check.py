"""How much of what was read the document itself proves: its amounts against its arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from scripts.checks import Verdict, verdicts_of
from scripts.checks.run import RULES
from scripts.package import Package
from scripts.schema import stored

_MOST_ADDENDS = 6
"""How many addends of an equation are told; some have a hundred."""


@dataclass(frozen=True)
class Amount:
    """An amount that stands in a printed table, with its place and the figure as published."""

    table: str
    title: str
    line: str
    label: str
    column: str
    column_title: str
    published: str


# Where an amount stands: its table, its line, its column.
_Cell = tuple[str, str, str]


@dataclass(frozen=True)
class Proof:
    """How many amounts the printed tables hold, and which of them no equation confirms.

    `equations` hold, `failing` do not; `lone` stand in none, `doubtful` only in failing ones.
    """

    amounts: int
    equations: int
    lone: tuple[Amount, ...]
    doubtful: tuple[Amount, ...]
    failing: tuple[Verdict, ...]

    @property
    def proven(self) -> int:
        """How many amounts stand in an equation that holds."""
        return self.amounts - len(self.lone) - len(self.doubtful)

    @property
    def sentence(self) -> str:
        """The whole in one sentence.

        >>> Proof(amounts=9, equations=4, lone=(), doubtful=(), failing=()).sentence
        '9 个金额，9 个由 4 个等式证实，0 个没有等式'
        """
        lone = f"{len(self.lone):,} 个没有等式"
        if self.lone:
            by_table = "；".join(f"{title} {count} 个" for title, count in self.lone_by_table)
            lone = f"{lone}（{by_table}）"

        proven = f"{self.proven:,} 个由 {self.equations:,} 个等式证实"
        sentence = f"{self.amounts:,} 个金额，{proven}，{lone}"
        if self.doubtful:
            sentence += f"，{len(self.doubtful):,} 个所在的等式不成立"
        return sentence

    @property
    def lone_by_table(self) -> list[tuple[str, int]]:
        """How many amounts of each table no equation speaks of, most first."""
        return Counter(amount.title for amount in self.lone).most_common()


def proof(package: Package) -> Proof:
    """What the package's own equations say of the amounts in its printed tables."""
    amounts = _amounts(package)
    holding: list[Verdict] = []
    failing: list[Verdict] = []
    for verdict in verdicts_of(package):
        # What a rule only remarks on, or asks for in words, proves nothing of the reading.
        if not verdict.is_equation or RULES[verdict.rule].severity != "failure":
            continue
        if verdict.outcome == "fail":
            failing.append(verdict)
        elif verdict.outcome in ("pass", "rounding") and not amounts.keys().isdisjoint(
            _cells([verdict])
        ):
            holding.append(verdict)

    # An amount in two equations, of which one fails, is proven by the other.
    proven = _cells(holding)
    doubted = _cells(failing) - proven
    told = proven | doubted
    return Proof(
        amounts=len(amounts),
        equations=len(holding),
        lone=tuple(amount for cell, amount in amounts.items() if cell not in told),
        doubtful=tuple(amount for cell, amount in amounts.items() if cell in doubted),
        failing=tuple(failing),
    )


def in_words(verdict: Verdict) -> str:
    """A failing equation for a person: its place, both sides, how many addends, the difference."""
    left = verdict.left
    addends = verdict.right
    told = []
    for addend in addends[:_MOST_ADDENDS]:
        told.append(f"{addend.label} {addend.published or '空白'}")
    right = " + ".join(told)
    if len(addends) > len(told):
        right = f"{right} + …（共 {len(addends)} 项）"

    difference = verdict.difference
    if difference is not None:
        right = f"{right}，差 {stored(difference.normalize())} {left.unit}"

    rule = RULES[verdict.rule].title
    place = f"{left.table} “{left.label}”{left.column}"
    return f"{rule}：{place} {left.published} ≠ {right}"


def _amounts(package: Package) -> dict[_Cell, Amount]:
    amounts = {}
    for table in package.tables.values():
        if not table.kind.printed:
            continue

        columns = []
        for column in table.values:
            if column.coordinates and column.coordinates.measure == "amount":
                columns.append(column)

        for row in table.rows:
            for column in columns:
                if not isinstance(row.figures.get(column.name), Decimal):
                    continue
                line = row["line"]
                amounts[table.name, line, column.name] = Amount(
                    table=table.name,
                    title=table.title,
                    line=line,
                    label=row.label,
                    column=column.name,
                    column_title=column.title,
                    published=stored(row.figure(column.name)),
                )
    return amounts


def _cells(verdicts: Iterable[Verdict]) -> set[_Cell]:
    cells = set()
    for verdict in verdicts:
        for side in (verdict.left, *verdict.right):
            if side.value is not None:
                cells.add((side.table, side.line, side.column))
    return cells
