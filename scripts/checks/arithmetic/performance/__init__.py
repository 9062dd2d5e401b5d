"""What a performance sheet says twice must agree: its money, its indicators, its quantities."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.arithmetic.performance import funds, indicators, of_the_body, quantities
from scripts.checks.arithmetic.performance.quantities import SHEET
from scripts.checks.verdicts import Verdict
from scripts.package import Package, Table

RULES = (
    *funds.RULES,
    *of_the_body.RULES,
    indicators.VALUES,
    indicators.LEVELS,
    *quantities.RULES,
    indicators.REPEAT,
)


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every verdict on a package's performance sheets: on their money, then sheet by sheet."""
    yield from funds.verdicts(package)
    yield from of_the_body.verdicts(package)
    targets, texts = package.table("performance-targets"), package.table("sheet-quantities")
    if targets is not None:
        for sheet in _sheets(targets):
            rows = targets.rows_by(SHEET)[sheet]
            yield from indicators.values(targets, rows)
            yield from indicators.levels(targets, rows)
    if texts is not None:
        for sheet in _sheets(texts):
            named = quantities.in_sheet(texts, sheet)
            if targets is not None:
                # What a goal counts in words, an indicator counts in its target value.
                named += quantities.in_sheet(targets, sheet)
            yield from quantities.alike(named)
            yield from quantities.costs(package, sheet, named)
    goals = package.table("project-sheets")
    if goals is not None:
        # Blank where a sheet has but one goal.
        yield from (indicators.repeats(goals, row) for row in goals.rows if row["goal_repeats"])


def _sheets(table: Table) -> list[str]:
    return list(table.rows_by(SHEET))
