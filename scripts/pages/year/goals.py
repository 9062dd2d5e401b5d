"""What projects are to achieve: goals listed in one table, and any project's first counted aims."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.package import Package, Row, Table
from scripts.pages import elements
from scripts.pages.year import verdicts
from scripts.tables import Money, money

# qualitative has no sign: such a target is in words.
_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "about": "约 "}
_LEVELS = ("level_1", "level_2")


@dataclass(frozen=True)
class Goal:
    """A project of a table of goals: its money, and its indicators with the table they stand in."""

    name: str
    money: Money | None
    table: Table
    indicators: tuple[Row, ...]


def goals(package: Package) -> dict[str, Goal]:
    """The projects of the tables of goals by name, in the order of the document.

    Such tables list all projects; the forms with a sheet for each are read by `performance_sheets`.
    """
    by_name: dict[str, Goal] = {}
    for table in package.tables.values():
        if table.kind.name != "performance-goals":
            continue
        for row in table.rows:
            name = row["project_name"] or row["item"]
            # The department's own row sums its projects up.
            if name and name != package.disclosure.department and row.role != "total":
                goal = by_name.get(name) or Goal(name, None, table, ())
                # A table that goes on names its project once more on the next page.
                by_name[name] = _with(goal, table, row)
    return by_name


def _with(goal: Goal, table: Table, row: Row) -> Goal:
    """A goal with one more row: an indicator, or money, of which the first counts."""
    amount = goal.money or money(table, row, "amount")
    indicators = goal.indicators
    if row["level_3"] or row["target"]:
        indicators = (*indicators, row)
    return Goal(goal.name, amount, goal.table, indicators)


def short(name: str) -> str:
    """A project's name without the code before it: 招商经费 for 310107223013800002 - 招商经费."""
    # A name that is nothing but a code keeps it.
    return _CODE.sub("", name) or name


# Twelve figures or more: a year that begins a name is part of it (2026年招商经费).
_CODE = re.compile(r"^[0-9A-Z]{12,}[\s-]+(\d+-)?")


def body(goal: Goal, year: BudgetYear, site: Site, page: str) -> Html:
    """The indicators of a goal as a table, each below the kind it is of, linked to its row."""
    if not goal.indicators:
        return Html()
    rows: list[Html] = []
    kind_above = ""
    for row in goal.indicators:
        kind = " · ".join(row[level] for level in _LEVELS if row[level])
        if kind and kind != kind_above:
            kind_above = kind
            # rowgroup: readers aloud take it for the heading of the rows below.
            heading = Html('<th scope="rowgroup" colspan="2">{}</th>').format(kind)
            rows.append(Html('<tr class="group">{}</tr>').format(heading))
        line = row["line"]
        wanted = target(row)
        marks = verdicts.marks(year, site, goal.table.name, line, page)
        cell = Html('<td class="blank">{}</td>').format(marks)
        if wanted:
            value = blocks.link(year.line(line), wanted, page)
            cell = Html("<td>{}{}</td>").format(value, marks)
        name = blocks.escape(row["level_3"])
        rows.append(Html('<tr><th scope="row">{}</th>{}</tr>').format(name, cell))
    header = elements.header(("指标", "指标值"))
    identifier = f"goals-{goal.indicators[0]['line']}"
    return blocks.table(identifier, "用什么来衡量", header, joined(rows))


def target(row: Row) -> str:
    """A target value as it is read: relation, number and unit; "" where there is none."""
    text = row["target"]
    unit = row["target_unit"]
    if not text:
        return ""
    # A target in words says its relation itself; printed apart are ≥ | 95 | %.
    if unit or text[:1].isdigit():
        return f"{_SIGNS.get(row['relation'], '')}{text}{unit}"
    return text


def aims(package: Package, project: str) -> str:
    """A project's first two annual indicators that count something, else those with a target.

    As in 保洁面积 2000平方米；物业人员 12人.
    """
    of_sheet = [
        row
        for row in package.rows("performance-targets")
        # A row without a horizon is the year's.
        if row["project_name"] == project and row["horizon"] != "multi_year"
    ]
    # 合格率 100% says less of what will be done than 培训 3次.
    telling = [
        row
        for row in of_sheet
        if row.number("value") is not None and row["amount_unit"] not in ("%", "")
    ]
    rows = [row for row in of_sheet if row["target"]]
    goal = None
    if not of_sheet:
        goal = goals(package).get(project)
    if goal:
        rows = [row for row in goal.indicators if row["target"]]
        outputs = [row for row in rows if row["level_1"].startswith("产出")]
        telling = [row for row in outputs if row["target"][:1].isdigit()]
    shown = []
    for row in (telling or rows)[:2]:
        name = row["level_3"] or row["level_2"]
        shown.append(f"{name} {target(row)}")
    return "；".join(shown)
