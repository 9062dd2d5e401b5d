"""A table that the document declares empty, against the other places that state its money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.checks.arithmetic.selectors import coded
from scripts.checks.comparisons import Cells, as_required, noted
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Table
from scripts.schema.labels import folded

DECLARED = Rule(
    "declared-empty",
    "注明没有数据的表，别处也没有这笔钱",
    "一处说没有，另一处却有，总有一处错了",
    "规则 R-C6",
    condition="表里没有数，并注明了没有；别的表说得出这笔钱有没有",
    formula="财政拨款收支总表、基本支出表、说明文字里的同一种钱 = 0",
)
RULES = (DECLARED,)
# The funds with a table of their own: the column of the summary, and how its rows are called.
_FUNDS = {
    "government-fund-expenditure": ("government_fund", r"政府性基金(预算)?(财政)?(拨款)?(收入)?"),
    "state-capital": ("state_capital", r"国有资本经营(预算)?(财政)?(拨款)?(收入)?"),
}
_CODES = (
    ("travel_abroad", "30212", "50207"),
    ("hospitality", "30217", "50206"),
    ("vehicle_running", "30231", "50208"),
    ("vehicle_purchase", "31013", "50303"),
)
_PURPOSE = re.compile(r"三公经费|因公出国|公务用车|公务接待")


def verdicts(package: Package) -> Iterator[Verdict]:
    """Each table that is declared empty against the first place that states money of it."""
    for name in (*_FUNDS, "three-public"):
        table = package.table(name)
        if table is None or table.status != "empty-stated" or _has_figures(table):
            continue
        states = list(_public(package) if name == "three-public" else _of_fund(package, name))
        money = next((term for term in states if term.value), None)
        if not states:
            continue
        text = f"注明“{table.statement or '没有数据'}”"
        about = noted(table.title, text, table=name)
        if money is None:
            yield as_required(DECLARED.id, True, about, "别处也没有这笔钱")
            continue
        place = package.tables[money.table].title
        where = f"{place}的“{money.label}”是 {money.published}"
        yield as_required(DECLARED.id, False, about, "别处也没有这笔钱", where)


def _has_figures(table: Table) -> bool:
    return any(row.number(name) for row in table.rows for name in row.figures)


def _of_fund(package: Package, name: str) -> Iterator[Term]:
    """What the summary of the appropriation states of a fund: its column, else the row of it."""
    table = package.table("appropriation-summary")
    if table is None:
        return
    column, pattern = _FUNDS[name]
    cells = Cells.of(table)
    is_final = package.disclosure.phase == "final"
    # 年末结转 is in the total of a final account, and was not spent.
    for row in table.totals("expenditure", "subtotal" if is_final else "total"):
        if row.number(column) is not None:
            yield cells.term(row, column)
    # What came in may have been left over.
    if is_final:
        return
    for row in table.rows_of("income"):
        if re.fullmatch(pattern, folded(row.label)) and row.number("amount") is not None:
            yield cells.term(row, "amount")


def _public(package: Package) -> Iterator[Term]:
    """What prose and basic spending state of journeys, vehicles and hospitality."""
    for purpose, department, government in _CODES:
        yield from coded(
            "basic-expenditure", department=department, government=government, purpose=purpose
        )(package)
    table = package.table("statements")
    cells = Cells.of(table) if table else None
    for row in table.rows if table else ():
        this_year = row["vintage"] in ("budget", "outturn") and row["measure"] == "amount"
        named = row["topic"] == "three-public" and _PURPOSE.search(folded(row["subject"]))
        if cells and this_year and named and row.number("value") is not None:
            yield cells.term(row, "value")
