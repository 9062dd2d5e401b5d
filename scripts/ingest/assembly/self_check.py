"""How much of what was read the document itself proves: the amounts of its tables, against its own arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scripts.checks import Verdict, verdicts_of
from scripts.checks.run import RULES
from scripts.package import Package, Row, Table
from scripts.schema import Column, stored

_HOLDS = ("pass", "rounding")


@dataclass(frozen=True)
class Amount:
    """An amount that stands in a printed table: the table, the line, its label, the column, the figure as published."""

    table: str
    title: str
    line: str
    label: str
    column: str
    column_title: str
    published: str


@dataclass(frozen=True)
class Proof:
    """The amounts of the printed tables, the equations that hold, what none confirms, and the equations that fail."""

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
        """The whole in one sentence."""
        lone = "；".join(f"{title} {count} 个" for title, count in self.lone_by_table)
        said = [f"{self.amounts:,} 个金额，{self.proven:,} 个由 {self.equations:,} 个等式证实"]
        said.append(f"{len(self.lone):,} 个没有等式" + (f"（{lone}）" if lone else ""))
        if self.doubtful:
            said.append(f"{len(self.doubtful):,} 个所在的等式不成立")
        return "，".join(said)

    @property
    def lone_by_table(self) -> list[tuple[str, int]]:
        """How many amounts of each table no equation speaks of."""
        counted: dict[str, int] = {}
        for one in self.lone:
            counted[one.title] = counted.get(one.title, 0) + 1
        return sorted(counted.items(), key=lambda item: -item[1])


def proof(package: Package) -> Proof:
    """What the package's own equations say of the amounts in its printed tables."""
    # What a rule only remarks on, or asks for in words, proves nothing of how the figures were read.
    tried = [
        one
        for one in verdicts_of(package)
        if one.is_equation and RULES[one.rule].severity == "failure"
    ]
    amounts = {(one.table, one.line, one.column): one for one in _amounts(package)}
    holding = [one for one in tried if one.outcome in _HOLDS and _cells(one) & amounts.keys()]
    failing = tuple(one for one in tried if one.outcome == "fail")
    proven = {cell for one in holding for cell in _cells(one)}
    doubted = {cell for one in failing for cell in _cells(one)} - proven
    return Proof(
        amounts=len(amounts),
        equations=len(holding),
        lone=tuple(one for cell, one in amounts.items() if cell not in proven | doubted),
        doubtful=tuple(one for cell, one in amounts.items() if cell in doubted),
        failing=failing,
    )


def in_words(verdict: Verdict) -> str:
    """An equation that fails, with its place and both sides, for a person."""
    left = verdict.left
    right = " + ".join(f"{one.label} {one.published or '空白'}" for one in verdict.right[:6])
    more = f" + …（共 {len(verdict.right)} 项）" if len(verdict.right) > 6 else ""
    apart = (
        ""
        if verdict.difference is None
        else f"，差 {stored(verdict.difference.normalize())} {verdict.left.unit}"
    )
    return f"{RULES[verdict.rule].title}：{left.table} “{left.label}”{left.column} {left.published} ≠ {right}{more}{apart}"


def _amounts(package: Package) -> Iterator[Amount]:
    for table in package.tables.values():
        if table.kind.printed:
            for row in table.rows:
                yield from (
                    _amount(table, row, column)
                    for column in table.values
                    if _is_amount(row, column)
                )


def _amount(table: Table, row: Row, column: Column) -> Amount:
    figure = stored(row.figure(column.name))
    return Amount(
        table.name, table.title, row["line"], row.label, column.name, column.title, figure
    )


def _is_amount(row: Row, column: Column) -> bool:
    measured = column.coordinates is not None and column.coordinates.measure == "amount"
    return measured and isinstance(row.figures.get(column.name), Decimal)


def _cells(verdict: Verdict) -> set[tuple[str, str, str]]:
    """The cells that an equation speaks of."""
    stated = (one for one in (verdict.left, *verdict.right) if one.value is not None)
    return {(one.table, one.line, one.column) for one in stated}
