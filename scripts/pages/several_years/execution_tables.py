"""How much of the plan was spent: for each final account of a body, plan, outturn and rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts import blocks, tables
from scripts.corpus import BudgetYear
from scripts.markup import Html, joined
from scripts.pages.several_years import body_labels, figures
from scripts.schema import PURPOSES, VINTAGES
from scripts.tables import NOTHING, Execution

_PLANS = ("budget", "original_budget", "adjusted_budget")
_SUB = (
    "执行率 = 决算 ÷ 预算；预算有调整的，用调整后的。预算是 0 或没有填的，没有执行率。单位：万元。"
)


def section(years: Sequence[BudgetYear], page: str) -> Html:
    """The tables of all final accounts; "" where none can be held against a plan."""
    html: list[Html] = []
    for year in years:
        if year.package.disclosure.phase == "final":
            html.append(joined(_tables(year, years, page)))
    if not html:
        return Html()
    return blocks.section("execution", "预算执行得怎样", _SUB, joined(html))


def _tables(final: BudgetYear, years: Sequence[BudgetYear], page: str) -> Iterator[str]:
    """The tables that print both, then one against the year's own budget if that is held.

    The two may differ: what a final account calls its budget is often the adjusted one.
    """
    package = final.package
    period = body_labels.period(package.disclosure.year, "final")
    # In the order in which the document prints its tables.
    by_table: dict[str, list[Execution]] = {}
    for line in tables.printed(package):
        by_table.setdefault(line.table, []).append(line)
    for name, lines in by_table.items():
        identifier = f"execution-{package.period}-{name}"
        caption = f"{period}：{package.tables[name].kind.title}"
        yield _Table(lines, final, final, page).html(identifier, caption)

    for budget in years:
        if budget.package.period == f"{package.disclosure.year}-budget":
            lines = list(tables.between(budget.package, package))
            if lines:
                # Lines are matched by code; what only one of the two states has a blank beside it.
                caption = f"{period}对照年初公布的预算"
                identifier = f"execution-{package.period}"
                yield _Table(lines, budget, final, page).html(identifier, caption)


@dataclass(frozen=True)
class _Table:
    """Plans and outturns side by side; plans stand in the final account or in the budget."""

    lines: Sequence[Execution]
    planned: BudgetYear
    final: BudgetYear
    page: str

    @cached_property
    def plans(self) -> list[str]:
        """The plans that any line has, from the first budget to the adjusted one."""
        known: set[str] = set()
        for line in self.lines:
            known |= line.plans.keys()
        return [name for name in _PLANS if name in known]

    def html(self, identifier: str, caption: str) -> Html:
        """The table."""
        titles: list[Html] = []
        for name in self.plans:
            titles.append(Html('<th scope="col" class="n">{}</th>').format(VINTAGES[name]))
        header = Html(
            '<tr><th scope="col">名目</th>{}<th scope="col" class="n">决算</th>'
            '<th scope="col" class="n">执行率</th></tr>'
        ).format(joined(titles))
        rows = joined(map(self._row, self.lines))
        return blocks.table(identifier, blocks.escape(caption), header, rows)

    def _row(self, line: Execution) -> Html:
        cells: list[str] = []
        for vintage in self.plans:
            plan = line.plans.get(vintage, NOTHING)
            cells.append(figures.figure(plan, self.planned, self.page))
        cells.append(figures.figure(line.outturn, self.final, self.page))
        rate = "—"
        if line.rate is not None:
            rate = f"{line.rate:,f}%"
        cells.append(rate)
        inner: list[Html] = []
        for cell in cells:
            inner.append(Html('<td class="n">{}</td>').format(cell))
        name = line.name or PURPOSES[line.use]
        if not line.name and line.use == "all":
            name = "合计"
        css = Html()
        # The line of everything has neither code nor name.
        named = line.code or line.name
        if not named and line.use in ("all", "three_public"):
            css = Html(' class="total"')
        return Html('<tr{}><th scope="row">{}</th>{}</tr>').format(css, name, joined(inner))
