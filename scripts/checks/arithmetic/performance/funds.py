"""The money of performance sheets: a total and its sources, a sheet and the line of its project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from scripts.checks.comparisons import Cells, equality
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Row
from scripts.package.partitions import is_money

FUNDS = Rule(
    "sheet-funds",
    "申报表：资金总额 = 各来源之和",
    "由谁出钱加起来等于要的钱",
    "规则 R-A16",
    group="performance",
    condition="申报表列出了资金来源",
    formula="资金总额 = 中央 + 省级 + 市县 + 自筹 + 其他",
)
PROJECT = Rule(
    "sheet-project",
    "申报表的年度资金 = 项目支出表里的这个项目",
    "两处说的是同一个项目的同一笔钱（单位不同）",
    "规则 R-A16",
    group="performance",
    condition="项目支出表里有同名的项目",
    formula="申报表年度资金总额 = 项目支出表同名项目的金额",
)
RULES = (FUNDS, PROJECT)
_NATURE = re.compile(r"(基本|项目)支出")
_ROUNDED = 2
"""Decimals that a figure is rounded to, where a sheet shows that many."""


def verdicts(package: Package) -> Iterator[Verdict]:
    """The money that each sheet asks for, against its sources and against the table of projects."""
    table, projects = package.table("sheet-funds"), package.table("projects")
    if table is None:
        return
    cells = Cells.of(table)
    for whole in table.totals():
        yield from _sources(cells, whole)
        # Money for several years is no line of this year's table.
        if projects is None or whole["horizon"] != "annual" or not whole["project_name"]:
            continue
        left = asked(cells, whole, "amount")
        rows = projects.rows_by(_PROJECT).get(whole["project_name"], ())
        lines = [Cells.of(projects).term(row, "amount") for row in rows]
        # Several projects may share a name: the sheet is of one of them.
        own = [term for term in lines if term.value == left.value]
        verdict = equality(PROJECT.id, left, own[:1] or lines)
        if verdict and lines:
            yield verdict


_PROJECT = itemgetter("project_name")


def _sheet_and_horizon(row: Row) -> str:
    return f"{row['sheet']}\n{row['horizon']}"


def _sources(cells: Cells, whole: Row) -> Iterator[Verdict]:
    # A sheet may state sources for the whole period and for the year, each with a total.
    rows = cells.table.rows_by(_sheet_and_horizon).get(_sheet_and_horizon(whole), ())
    lines = [row for row in rows if row.role == "line"]
    # 其中 right below the total begins its sources; further down it says what one source is made of.
    # 年度资金总额, 其中：财政拨款, 其中：上年结转, 其他资金: only the second 其中 is left out.
    parts = lines[:1] + [row for row in lines[1:] if not row["item"].startswith("其中")]
    if not parts:
        return
    cells = _of_sheet(cells, rows)
    for column in filter(is_money, cells.table.values):
        left = asked(cells, whole, column.name)
        verdict = equality(FUNDS.id, left, _terms(cells, parts, column.name))
        # 按收入性质分 beside 按支出性质分: the same money twice, and each way adds up by itself.
        ways = [
            [row for row in parts if bool(_NATURE.match(row["item"])) is of] for of in (False, True)
        ]
        if verdict and not verdict.agrees and all(ways):
            both = [equality(FUNDS.id, left, _terms(cells, rows, column.name)) for rows in ways]
            if any(one and one.agrees for one in both):
                yield from filter(None, both)
                continue
        if verdict:
            yield verdict


def _terms(cells: Cells, rows: Sequence[Row], column: str) -> list[Term]:
    return [replace(cells.term(row, column), label=row["item"] or row.label) for row in rows]


def _of_sheet(cells: Cells, rows: Sequence[Row]) -> Cells:
    """The cells of one sheet: how far it rounds, the others do not tell, which are forms apart.

    Whole numbers alone may have been printed without their closing zeros, and say nothing.
    """
    own = Cells.of(replace(cells.table, rows=tuple(rows)))
    decimals = [count for (_, measure), count in own.table.decimals.items() if measure == "amount"]
    return own if decimals and min(decimals) >= _ROUNDED else cells


def asked(cells: Cells, whole: Row, column: str) -> Term:
    """The money that a sheet asks for, called after its project and its line."""
    # Its line too: a sheet states money in several lines, and for one year and for all.
    line = whole["item"] or "资金总额"
    name = f"“{whole['project_name']}”的{line}"
    term = cells.term(whole, column)
    return replace(term, label=name)
