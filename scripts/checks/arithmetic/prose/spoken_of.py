"""Which body and which money the prose of a package speaks of, as the package itself tells."""

from __future__ import annotations

import re

from scripts.checks.arithmetic.prose.figures import Statement, folded
from scripts.package import Package

_OTHER_FUNDS = re.compile(r"政府性基金|国有资本经营")
# How names of bodies end, with what stands in brackets behind them: 某中心（某学校）.
_BODY = re.compile(
    r"(局|委|委员会|厅|院|所|站|中心|校|学院|大学|中学|小学|幼儿园|处|队|馆|办|办公室|公司|协会|联合会"
    r"|本级|机关|场|台|社|基地|街道|镇|乡)([(].*[)])?$"
)
_NO_BODY = re.compile(r"情况|说明|预算|决算|收入|支出|概况|职责|机构|构成|解释|采购|资产|绩效")


def is_of_unit(package: Package, statement: Statement) -> bool:
    """Whether a statement stands under the name of a unit, or of the office, of a department."""
    name = _body(statement["section"])
    if not name:
        return False
    department = folded(package.disclosure.department)
    if name != department:
        return True
    # Beside the sections of its units, that of the department's own name is about its office.
    sections = {row["section"] for row in package.rows("statements")}
    return len({body for body in map(_body, sections) if body}) > 1


def _body(heading: str) -> str:
    """The body that a heading names and nothing else; blank where it names none."""
    name = folded(heading)
    return name if _BODY.search(name) and not _NO_BODY.search(name) else ""


def only_general_public(package: Package) -> bool:
    """Whether all of the appropriation is known to be of the general public budget."""
    table = package.table("appropriation-summary")
    if table is None:
        return False
    others = [row for row in table.rows if _OTHER_FUNDS.search(row.label)]
    if any(row.number(name) for row in others for name in row.figures):
        return False
    columns = [
        column.name
        for column in table.values
        if column.coordinates and column.coordinates.fund in ("government_fund", "state_capital")
    ]
    if any(row.number(name) for row in table.rows for name in columns):
        return False
    # A summary that has no place for the other funds leaves open what is in it.
    return bool(others or columns)
