"""Which cells of the tables a statement of the prose speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from scripts.checks.arithmetic.prose import lookup
from scripts.checks.arithmetic.prose.figures import Statement
from scripts.checks.arithmetic.prose.lookup import CellsMeant
from scripts.checks.arithmetic.prose.spoken_of import is_of_unit, only_general_public
from scripts.checks.arithmetic.prose.subjects import (
    NATURES,
    OWN_FUNDS,
    bare,
    core,
    funds_of,
    named,
    path_of,
    purpose_of,
)
from scripts.package import Package, Row, Table

_FUNCTIONS = (
    "general-public-expenditure",
    "expenditure",
    "appropriation-expenditure",
    "government-fund-expenditure",
)
_ECONOMIC = ("department_economic_code", "government_economic_code")
# The funds whose tables by function a section may speak of, the likeliest first.
_FUNDS_BY_TOPIC = {
    "general-public": ("general_public",),
    "expenditure": ("all", "appropriation", "general_public"),
    "appropriation": ("appropriation", "general_public"),
    "government-fund": ("government_fund",),
    "change": ("all",),
    "other": ("all", "appropriation", "general_public"),
}

# 财政拨款支出, 一般公共预算支出, 一般公共预算财政拨款支出, as `core` leaves them.
_GENERAL_SPENDING = r"(一般公共#?)?(财政)?(拨款)?支出|一般公共#?(财政)?拨款(支出)?|财政拨款支出"
_ALL_APPROPRIATION = r"财政拨款(收支|收支出|收入支出|收入|支出)?"
# 政府性基金预算支出, not 其他政府性基金安排的支出（项）.
_ALL_OF_FUND = r"(政府性基金|国有资本经营)#?(收入)?(财政)?(拨款)?(收支|收支出|支出)"


def cells_meant(package: Package, statement: Statement, vintage: str) -> CellsMeant | None:
    """The cells that a statement speaks of, of this budget; None where no table may hold it."""
    # A section about a unit says nothing of what the department's tables hold.
    if is_of_unit(package, statement):
        return None
    # From what names one row to what may be several: a code leaves nothing open.
    for find in (_by_code, _by_purpose, _by_function, _by_total):
        match = find(package, statement, vintage)
        if match is not None and (match.cells or match.parts):
            return match
    return None


def _by_code(package: Package, statement: Statement, vintage: str) -> CellsMeant | None:
    code = statement["function_code"]
    if code:
        general = statement["topic"] == "general-public"
        funds = ("general_public",) if general else ("all", "general_public")
        choose = _coded("function_code", code)
        return lookup.of_rows(package, _FUNCTIONS, vintage, funds=funds, choose=choose)
    for column in _ECONOMIC:
        code = statement[column]
        if code:
            kinds = ("general-public-expenditure",)
            choose = _coded(column, code)
            return lookup.of_rows(package, kinds, vintage, funds=("general_public",), choose=choose)
    return None


def _coded(column: str, code: str) -> Callable[[Table], Sequence[Row]]:
    def choose(table: Table) -> Sequence[Row]:
        return table.rows_by(lookup.CODES[column]).get(code, ())

    return choose


def _by_purpose(package: Package, statement: Statement, vintage: str) -> CellsMeant | None:
    """Cells of the three-public table, whether it has a row or a column for each purpose."""
    plain = core(statement.subject)
    if statement["topic"] == "agency-operating" and "机关运行经费" in plain:
        # Some print 机关运行经费 as a line of the “三公” table.
        kinds = ("agency-operating", "three-public")
        return lookup.of_purpose(package, "agency_operating", vintage, kinds)
    if statement["topic"] != "three-public":
        return None
    # Some call 三公经费 what their table adds up with meetings and training: the column says which.
    purpose = purpose_of(plain)
    return lookup.of_purpose(package, purpose, vintage, ("three-public",)) if purpose else None


def _by_function(package: Package, statement: Statement, vintage: str) -> CellsMeant | None:
    """The row of a function that is named, with the rows above it where the prose names them."""
    topic = statement["topic"]
    path = path_of(statement.subject)
    if topic not in _FUNDS_BY_TOPIC or not path:
        return None
    subject = statement.subject
    is_class = len(path) == 1 and topic not in ("general-public", "government-fund")
    kind = "appropriation-summary" if topic == "appropriation" else "summary"
    match = None
    # A summary of the appropriation has its classes, whichever of its funds pays for them.
    if is_class and topic == "appropriation":
        match = lookup.labelled(package, (kind,), "expenditure", subject, vintage)
    if match is None:
        match = lookup.of_rows(
            package,
            _FUNCTIONS,
            vintage,
            funds=_FUNDS_BY_TOPIC[topic],
            choose=lambda table: _at_end(table, path),
        )
        if match and topic == "appropriation" and only_general_public(package):
            match = replace(match, sure=True)
    if match is None and is_class:
        match = lookup.labelled(package, (kind,), "expenditure", subject, vintage)
    # A project may bear the name of a function: 行政运行 among the projects of an office.
    if match and topic == "other" and not any(digits for _, digits in path):
        match = replace(match, sure=False)
    return match


def _at_end(table: Table, path: Sequence[tuple[str, int]]) -> list[Row]:
    """The rows that bear the last name of a path, below rows of the name before it if any."""
    name, digits = path[-1]
    size = digits or 3
    by_name = table.rows_by(_bare_label)
    rows = [row for row in by_name.get(name, ()) if len(row["function_code"]) == size]
    if len(path) == 1:
        return rows
    upper, length = path[-2]
    parents = [row["function_code"] for row in by_name.get(upper, ())]
    # Prose names levels that the table does not print.
    if not parents:
        by_code = table.rows_by(lookup.CODES["function_code"])
        # 林业和草原（款）行政运行（项） is not the item that the table prints below 水利.
        return [row for row in rows if not by_code.get(row["function_code"][: length or 5])]
    above = tuple(filter(None, parents))
    return [row for row in rows if row["function_code"].startswith(above)]


def _bare_label(row: Row) -> str:
    return bare(row.label)


def _by_total(package: Package, statement: Statement, vintage: str) -> CellsMeant | None:
    plain, topic = core(statement.subject), statement["topic"]
    # 收、支总计 and 收入、支出总计 lose their 、 in `core`. Both sides are equal, so one will do.
    if topic in ("change", "income") and re.fullmatch(r"收入|收支|收支出|收入支出", plain):
        return lookup.of_side(package, "summary", "income", vintage, statement.subject)
    if topic in ("change", "expenditure") and plain == "支出":
        match = lookup.of_side(package, "summary", "expenditure", vintage, statement.subject)
        return match or lookup.of_nature(package, ("expenditure",), "all", vintage, ("all",))
    own_funds = rf"({OWN_FUNDS})(拨款|财政拨款)?(收入|资金)?"
    if topic in ("change", "income", "appropriation") and re.fullmatch(own_funds, plain):
        match = _of_fund_row(package, statement, vintage)
        return match or _of_appropriation(package, statement, vintage)
    nature = named(NATURES, plain)
    if topic in ("change", "expenditure") and nature:
        return lookup.of_nature(package, ("expenditure",), nature, vintage, ("all",))
    # 一般公共预算财政拨款基本支出 and bare 基本支出 are one in a section of that budget.
    of_budget = r"(一般公共#?)?(财政拨款|拨款)?"
    patterns = [(f"{of_budget}({pattern})", name) for pattern, name in NATURES[:4]]
    nature = named(patterns, plain)
    of_general = topic in ("basic", "general-public")
    if topic == "appropriation" and nature:
        of_general = only_general_public(package) and _same_years(package)
    if not of_general or not nature:
        return _by_fund(package, statement, vintage, plain)
    kinds = ["general-public-expenditure"]
    if nature != "project":
        kinds.insert(0, "basic-expenditure")
    funds = funds_of(plain)
    match = lookup.of_nature(package, kinds, nature, vintage, funds)
    return match or lookup.of_classes(package, nature, vintage, funds)


def _by_fund(package: Package, statement: Statement, vintage: str, plain: str) -> CellsMeant | None:
    topic = statement["topic"]
    if topic == "general-public" and re.fullmatch(_GENERAL_SPENDING, plain):
        kinds = ("general-public-expenditure",)
        match = lookup.of_nature(package, kinds, "all", vintage, ("general_public",))
        return match and replace(match, sure=_same_years(package))
    if topic == "appropriation":
        return _of_appropriation(package, statement, vintage)
    kinds_by_topic = {
        "government-fund": "government-fund-expenditure",
        "state-capital": "state-capital",
    }
    funds = funds_of(plain)
    of_one = funds[0] in ("government_fund", "state_capital")
    if topic in kinds_by_topic and re.fullmatch(_ALL_OF_FUND, plain) and of_one:
        return lookup.of_nature(package, (kinds_by_topic[topic],), "all", vintage, funds)
    return None


def _of_appropriation(package: Package, statement: Statement, vintage: str) -> CellsMeant | None:
    plain = core(statement.subject)
    if statement["topic"] != "appropriation" or not re.fullmatch(_ALL_APPROPRIATION, plain):
        return None
    # 财政拨款支出 is what is spent; 财政拨款收支 is as much as comes in.
    side = "expenditure" if plain.endswith("款支出") else "income"
    return lookup.of_side(package, "appropriation-summary", side, vintage, statement.subject)


def _of_fund_row(package: Package, statement: Statement, vintage: str) -> CellsMeant | None:
    """A kind of money that comes in: the line of a summary, else the column of the income table."""
    subject = statement.subject
    appropriation = statement["topic"] == "appropriation"
    kind = "appropriation-summary" if appropriation else "summary"
    match = lookup.labelled(package, (kind,), "income", subject, vintage)
    funds = funds_of(core(subject))
    if match is None and len(funds) == 1:
        match = lookup.of_income(package, funds[0], vintage)
    return match and replace(match, sure=False)


def _same_years(package: Package) -> bool:
    table = package.table("general-public-expenditure")
    # Its table is of all that was spent in the year, whatever paid for it.
    if package.disclosure.phase == "final":
        return True
    if table is not None and table.coordinates.scope == "current_year":
        return True
    summary = package.table("summary")
    carried = summary.rows_by(_carried_over).get("yes", ()) if summary is not None else ()
    return not any(row.number(name) for row in carried for name in row.figures)


def _carried_over(row: Row) -> str:
    return "yes" if row["list"] == "income" and "结转" in row.label else ""
