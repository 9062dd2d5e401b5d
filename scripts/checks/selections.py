"""Cells picked out of a package to stand on one side of an equation, and the conditions under which two sides compare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from scripts.checks.verdicts import Cells, Term
from scripts.package import Package, Table
from scripts.schema import Coordinates

Select = Callable[[Package], Sequence[Term]]
Condition = Callable[[Package], str]
"""Why a rule does not hold for a package; nothing where it does."""

APPROPRIATION = (
    "all",
    "appropriation",
    "general_public",
    "government_fund",
    "state_capital",
    "treasury_grant",
    "nontax",
)
_NUMBERING = re.compile(
    r"^(其中[:：]?|[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|[(]?\d+[)]?[.、]?|[①-⑳])"
)


def folded(text: str) -> str:
    """A name as tables and prose share it: without numbering, quotation marks and blanks, brackets of one width."""
    plain = re.sub(r"[\s“”\"]", "", unicodedata.normalize("NFKC", text))
    while (cut := _NUMBERING.sub("", plain)) != plain:
        plain = cut
    return plain


def total(table: str, column: str = "", list_name: str = "", role: str = "total") -> Select:
    """The total (or subtotal) of a table's list in a column; the first value column where none is named."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        if found is None or not found.values:
            return []
        name = column or found.values[0].name
        rows = [
            row for row in found.rows if row["role"] == role and list_name in ("", row["list"]) and name in row.figures
        ]
        # A label that stands over several lists has its figure in one of them.
        stated = [row for row in rows if row.number(name) is not None]
        return [Cells.of(found).term(row, name) for row in (stated or rows)[:1]]

    return select


def lines(table: str, column: str = "amount") -> Select:
    """All detail rows of a table in a column."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        rows = [] if found is None else [row for row in found.rows if row["role"] == "line" and not row["parent"]]
        return [] if found is None else [Cells.of(found).term(row, column) for row in rows]

    return select


def coded(table: str, code: str, column: str = "amount") -> Select:
    """The rows of a table with an economic code; the rows of several functions or units that share it, all."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        rows = [] if found is None else [row for row in found.rows if row["department_economic_code"] == code]
        return [] if found is None else [Cells.of(found).term(row, column) for row in rows if column in row.figures]

    return select


def purpose(table: str, wanted: str) -> Select:
    """What the three-public table says of one purpose, printed as a column or as a row."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        return [] if found is None else list(_purposes(found, wanted))

    return select


PURPOSES = {
    "three_public": r"(.*三公经费.*|合计)",
    "travel_abroad": r"因公出国.*",
    "hospitality": r"公务接待费.*",
    "vehicles": r"公务用车(购置及运行|购置和运行|购置、运行).*",
    "vehicle_purchase": r"公务用车购置费?",
    "vehicle_running": r"公务用车运行(维护)?费?",
}
"""How the rows of the three-public table name what the money is for; the total row is the whole."""


def _purposes(table: Table, wanted: str) -> Iterator[Term]:
    """The cell of a purpose: in the total row of its column, else in the row that names it."""
    cells = Cells.of(table)
    # Where each fund has columns of its own, those of the general public budget are the ones to be published.
    alike = [one for one in table.values if _is_plainly(one.coordinates, wanted)]
    alike += [one for one in table.values if _is_of_general(one.coordinates, wanted)]
    column = alike[0].name if alike else None
    totals = [row for row in table.rows if row["role"] == "total"] or table.rows[:1]
    if column is not None:
        yield from (cells.term(row, column) for row in totals[:1] if column in row.figures)
        return
    rows = [row for row in table.rows if re.fullmatch(PURPOSES[wanted], folded(row.label)) and "amount" in row.figures]
    whole = [row for row in rows if row["role"] == "total"]
    yield from (cells.term(row, "amount") for row in (whole or rows)[:1])


def _is_of_general(at: Coordinates | None, wanted: str) -> bool:
    return at is not None and at.stated == {"fund": "general_public", "purpose": wanted}


def _is_plainly(at: Coordinates | None, wanted: str) -> bool:
    return at is not None and at.purpose == wanted and set(at.stated) == {"purpose"}


def both(*selects: Select) -> Select:
    """What several selections hold together."""

    def select(package: Package) -> Sequence[Term]:
        return [term for one in selects for term in one(package)]

    return select


def first(*selects: Select) -> Select:
    """The first of several selections that holds anything."""

    def select(package: Package) -> Sequence[Term]:
        return next((found for one in selects if (found := one(package))), [])

    return select


def summary(list_name: str) -> Select:
    """One side of the summary table as other tables show it: final accounts leave balances out of those."""

    def select(package: Package) -> Sequence[Term]:
        role = "subtotal" if package.disclosure.phase == "final" else "total"
        return total("summary", "amount", list_name, role)(package)

    return select


def income(package: Package) -> Sequence[Term]:
    """The total of the income table: one column, or this year's and the carried-over where they are apart."""
    whole = total("income", "amount")(package)
    return whole or both(total("income", "current_year"), total("income", "carried_over"))(package)


def general_public(package: Package) -> Sequence[Term]:
    """The general public budget by function, and what was carried over of it where that table leaves it out."""
    held, said = package.table("general-public-expenditure"), package.table("appropriation-summary")
    whole = total("general-public-expenditure", "amount")(package)
    if held is None or said is None or not nothing_carried_over(package):
        return whole
    if held.coordinates.scope != "current_year":
        return []  # it does not say whether last year's money is in it
    lines = {row["line"]: row for row in said.rows_of("income")}
    carried = [row for row in lines.values() if "结转" in getattr(lines.get(row["parent"]), "label", "")]
    return [*whole, *(Cells.of(said).term(row, "amount") for row in carried if "一般公共预算" in row.label)]


# Conditions


def always(package: Package) -> str:
    """The condition of a rule that always holds."""
    return ""


def only_appropriation(package: Package) -> str:
    """No money but 财政拨款 comes in; the condition of rule R-A9."""
    table = package.table("income")
    if table is None or not table.values:
        return "没有收入总表，不知道有没有财政拨款以外的资金"
    others = [one for one in table.values if one.coordinates and one.coordinates.fund not in APPROPRIATION]
    named = [one.title for one in others if any(row.number(one.name) for row in table.rows)]
    return f"有财政拨款以外的资金（{'、'.join(named[:3])}）" if named else ""


def nothing_carried_over(package: Package) -> str:
    """No money of last year is left to spend: then tables with and without it show the same."""
    table, said = package.table("income"), package.table("summary")
    carried = [] if table is None else [one.name for one in table.values if one.name.startswith("carried_over")]
    rows = [] if said is None else [row for row in said.rows if "结转" in row.label and "下年" not in row.label]
    held = any(row.number(name) for row in (table.rows if table else ()) for name in carried)
    return "有上年结转的资金" if held or any(row.number("amount") for row in rows) else ""


def same_years(package: Package) -> str:
    """The two tables of basic spending speak of the same years' money."""
    tables = [package.table("general-public-expenditure"), package.table("basic-expenditure")]
    same = len({table.coordinates.scope for table in tables if table}) == 1
    return "" if same or not nothing_carried_over(package) else "两张表一张含上年结转，一张不含"


def all_of(*conditions: Condition) -> Condition:
    """That several conditions hold; the first reason why not."""
    return lambda package: next((why for one in conditions if (why := one(package))), "")


def projects_are_whole(package: Package) -> str:
    """The project tables hold all project spending: that of last year's money too, if there is any."""
    carried = package.table("projects-carried-over")
    return "" if carried is not None and carried.rows else nothing_carried_over(package)
