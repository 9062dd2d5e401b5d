"""What a department-year's overview says: total, sources, purposes, change on last year, staff."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scripts.package import Package
from scripts.tables.money import Money, Named, money
from scripts.tables.sources_and_uses import (
    Economic,
    amounts_in_prose,
    details,
    economic,
    functions,
    purposes_in_all,
    sources,
)
from scripts.tables.spending import Nature, by_nature
from scripts.tables.staff import Staff, posts, serving
from scripts.tables.three_public import Compared, PublicItem, public_compared, public_items
from scripts.tables.year_on_year import YearOnYear, change, part, sources_explained

_WAN = 10_000


@dataclass(frozen=True)
class Overview:
    """Everything that the overview page shows, each figure with the line it stands in."""

    income: Money | None
    expenditure: Money | None
    sources: tuple[Named, ...]
    purposes: tuple[Named, ...]
    functions: tuple[Named, ...]
    basic: Money | None
    project: Money | None
    projects: tuple[Named, ...]
    economic: Economic | None
    change: YearOnYear | None
    three_public: tuple[PublicItem, ...]
    procurement: tuple[Named, ...]
    staff: tuple[tuple[str, Decimal, str], ...]
    # A final account's totals hold what was carried over and forward too, this does not.
    spent: Money | None = None
    part_change: YearOnYear | None = None
    public_compared: Compared | None = None
    serving: Staff | None = None
    # Of sources of money, where the prose gives a reason for them.
    sources_explained: tuple[YearOnYear, ...] = ()

    @property
    def total(self) -> Money | None:
        """What the department has: its expenditure total, or the income total without one."""
        return self.expenditure or self.income

    @property
    def shown(self) -> Money | None:
        """What the year is told by: what was spent where the account is final, else the total."""
        return self.spent or self.total

    @property
    def main_source(self) -> Named | None:
        """The largest kind of money that comes in."""
        return max(self.sources, key=lambda source: source.money.yuan, default=None)

    @property
    def public_total(self) -> PublicItem | None:
        """The three-public total."""
        return next((item for item in self.three_public if item.total), None)

    @property
    def basic_per_head(self) -> Money | None:
        """Basic spending for each member of staff, worked out; None where either is nothing."""
        basic, staff = self.basic, self.serving
        if basic is None or staff is None:
            return None
        if not staff.count or not basic.number:
            return None

        each, unit = basic.yuan / staff.count, "元"
        # Small bodies spend less than 1 万元.
        if basic.yuan >= _WAN:
            each, unit = basic.yuan / _WAN / staff.count, "万元"
        cents = each.quantize(Decimal("0.01"), ROUND_HALF_UP)
        return Money(cents, unit)


def overview(package: Package) -> Overview:
    """The overview of a package."""
    expenditure = _expenditure(package)
    income = _total(package, "summary", "income")
    total = expenditure or income
    spent = None
    if package.disclosure.phase == "final":
        spent = _total(package, "expenditure")

    # Of all money, or of nothing: parts of a part would not add up to the total.
    basic = _nature(package, "basic", total)
    projects, by_function = details(package, "projects"), functions(package)

    return Overview(
        income=income,
        expenditure=expenditure,
        sources=sources(package),
        purposes=purposes_in_all(projects, basic, spent or total, by_function),
        functions=by_function,
        basic=basic,
        project=_nature(package, "project", total),
        projects=projects,
        economic=economic(package),
        change=change(package, total),
        three_public=public_items(package),
        procurement=tuple(amounts_in_prose(package, "procurement")),
        staff=tuple((staff.subject, staff.count, staff.unit) for staff in posts(package)),
        spent=spent,
        part_change=part(package, total),
        public_compared=public_compared(package),
        serving=serving(package),
        sources_explained=sources_explained(package),
    )


def _expenditure(package: Package) -> Money | None:
    """The total of all spending: of the first of the lists side by side that states one."""
    # expenditure by function, expenditure-2 by nature: one of them may have no total.
    for name in dict.fromkeys(row["list"] for row in package.rows("summary")):
        if name.startswith("expenditure"):
            amount = _total(package, "summary", name)
            if amount is not None:
                return amount
    return None


def _total(package: Package, name: str, list_name: str = "") -> Money | None:
    table = package.table(name)
    if table is None:
        return None
    totals = table.totals()
    if list_name:
        totals = tuple(row for row in totals if row["list"] == list_name)
    if not totals:
        return None
    return money(table, totals[-1], "amount")


def _nature(package: Package, nature: Nature, total: Money | None) -> Money | None:
    whole = None if total is None else total.yuan
    for split in by_nature(package):
        amount = split.part(nature).money
        if amount is None:
            continue
        is_whole = whole is not None and split.whole.yuan == whole
        if is_whole or split.table == "expenditure":
            return amount
    return None
