"""What projects are to achieve: the goals that a document lists in one table, and the first counted aims of any project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.package import Package, Row, Table
from scripts.pages.year import verdicts
from scripts.tables import Money, money

_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "about": "约 "}
_LEVELS = ("level_1", "level_2")


@dataclass(frozen=True)
class Goal:
    """A project of a table of goals: its money, and its indicators with the table that they stand in."""

    name: str
    money: Money | None
    table: Table
    indicators: tuple[Row, ...]


def goals(package: Package) -> dict[str, Goal]:
    """The projects of the tables of goals by name, in the order of the document."""
    found: dict[str, Goal] = {}
    for table in package.tables.values():
        if table.kind.name == "performance-goals":
            for row in table.rows:
                name = row["project_name"] or row["item"]
                if name and name != package.disclosure.department and row["role"] != "total":
                    found[name] = _with(found.get(name) or Goal(name, None, table, ()), table, row)
    return found


def _with(goal: Goal, table: Table, row: Row) -> Goal:
    """A goal with one more row: one that has an indicator, or money, of which the first counts (each page repeats it)."""
    is_indicator = bool(row["level_3"] or row["target"])
    indicators = (*goal.indicators, row) if is_indicator else goal.indicators
    return Goal(goal.name, goal.money or money(table, row, "amount"), goal.table, indicators)


def short(name: str) -> str:
    """A project's name without the code that is printed before it."""
    return _CODE.sub("", name) or name


_CODE = re.compile(r"^[0-9A-Z]{12,}[\s-]+(\d+-)?")


def body(goal: Goal, year: BudgetYear, site: Site, page: str) -> str:
    """The indicators of a goal as a table, each below the kind it is of."""
    if not goal.indicators:
        return ""
    head = '<tr><th scope="col">指标</th><th scope="col">指标值</th></tr>'
    rows = "".join(_indicators(goal, year, site, page))
    return blocks.table(f"goals-{goal.indicators[0]['line']}", "用什么来衡量", head, rows)


def _indicators(goal: Goal, year: BudgetYear, site: Site, page: str) -> Iterator[str]:
    above = ""
    for row in goal.indicators:
        kind = " · ".join(filter(None, (row[level] for level in _LEVELS)))
        if kind and kind != above:
            yield f'<tr class="group"><th scope="rowgroup" colspan="2">{blocks.escape(kind)}</th></tr>'
            above = kind
        marks = "".join(
            verdicts.mark(one, page) for one in site.marks(year, goal.table.name, row["line"])
        )
        value = blocks.link(year.line(row["line"]), target(row), page) if target(row) else ""
        blank = "" if value else ' class="blank"'
        yield f'<tr><th scope="row">{blocks.escape(row["level_3"])}</th><td{blank}>{value}{marks}</td></tr>'


def target(row: Row) -> str:
    """A target value as it is read: its relation, where the document prints it apart, its number and its unit."""
    text = row["target"]
    sign = _SIGNS.get(row["relation"], "") if row["target_unit"] or text[:1].isdigit() else ""
    return f"{sign}{text}{row['target_unit']}" if text else ""


def aims(package: Package, project: str) -> str:
    """The first annual indicators of a project that count something, else the first with a target."""
    sheets = package.table("performance-targets")
    rows: Sequence[Row] = () if sheets is None else sheets.rows
    own = [row for row in rows if row["project_name"] == project and row["horizon"] != "multi_year"]
    counted = [
        row
        for row in own
        if row.number("value") is not None and row["amount_unit"] not in ("%", "")
    ]
    chosen = (counted or [row for row in own if row["target"]])[:2]
    if not own and project in (found := goals(package)):
        listed = [row for row in found[project].indicators if row["target"]]
        outputs = [
            row
            for row in listed
            if row["level_1"].startswith("产出") and row["target"][:1].isdigit()
        ]
        chosen = (outputs or listed)[:2]
    return "；".join(f"{row['level_3'] or row['level_2']} {target(row)}" for row in chosen)
