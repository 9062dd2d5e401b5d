"""What a department-year's overview says: total, sources, purposes, change on last year, and what stands out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from scripts.package import Package, Row, Table
from scripts.package.partitions import partitions
from scripts.schema import FUNDS, PURPOSES, SCOPES, Figure
from scripts.tables.facts import leaves
from scripts.tables.money import Money, Named, money
from scripts.tables.money import total as sum_of
from scripts.tables.year_on_year import EARLIER, YearOnYear, change, part


@dataclass(frozen=True)
class PublicItem:
    """One line of the three-public table: its figure may be blank, and its level says whose part it is."""

    name: str
    figure: Figure
    amount_unit: str
    line: str
    level: int
    total: bool


@dataclass(frozen=True)
class Compared:
    """An amount beside its counterpart of another vintage: last year's plan, or the plan that an outturn came from."""

    vintage: str
    money: Money


@dataclass(frozen=True)
class Staff:
    """How many people the body has: those in its posts (serving) or the posts themselves, in the document's words."""

    serving: bool
    subject: str
    count: Decimal
    unit: str
    line: str


@dataclass(frozen=True)
class Overview:
    """Everything that the overview page shows, each figure with the line it stands in.

    `spent` is what a final account says was spent in the year: its totals hold what was carried over and forward too.
    """

    income: Money | None
    expenditure: Money | None
    sources: tuple[Named, ...]
    purposes: tuple[Named, ...]
    functions: tuple[Named, ...]
    basic: Money | None
    project: Money | None
    projects: tuple[Named, ...]
    economic: tuple[Named, ...]
    change: YearOnYear | None
    three_public: tuple[PublicItem, ...]
    procurement: tuple[Named, ...]
    staff: tuple[tuple[str, Decimal, str], ...]
    spent: Money | None = None
    part_change: YearOnYear | None = None
    public_compared: Compared | None = None
    serving: Staff | None = None

    @property
    def total(self) -> Money | None:
        """What the department has for the year: its expenditure total, or the income total where that is all there is."""
        return self.expenditure or self.income

    @property
    def shown(self) -> Money | None:
        """What the year is told by: what was spent where the account is final, else the total."""
        return self.spent or self.total

    @property
    def main_source(self) -> Named | None:
        """The largest kind of money that comes in."""
        return max(self.sources, key=lambda one: one.money.yuan, default=None)

    @property
    def public_total(self) -> PublicItem | None:
        """The three-public total."""
        return next((one for one in self.three_public if one.total), None)

    @property
    def basic_per_head(self) -> Money | None:
        """Basic spending for each member of staff, rounded half up to 0.01 of its unit; worked out by us."""
        if (
            self.basic is None
            or self.serving is None
            or not self.serving.count
            or not self.basic.number
        ):
            return None
        unit = 10_000 if self.basic.yuan >= 10_000 else 1
        each = (self.basic.yuan / unit / self.serving.count).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )
        return Money(each, "万元" if unit > 1 else "元")


def overview(package: Package) -> Overview:
    """The overview of a package."""
    expenditure, income = _spending_total(package), _total(package, "summary", "amount", "income")
    total = expenditure or income
    basic, project = _nature(package, "basic", total), _nature(package, "project", total)
    projects, functions = tuple(_lines(package, "projects")), tuple(_functions(package))
    spent = (
        _total(package, "expenditure", "amount") if package.disclosure.phase == "final" else None
    )
    return Overview(
        income=income,
        expenditure=expenditure,
        sources=tuple(_sources(package)),
        purposes=_purposes(projects, basic, spent or total, functions),
        functions=functions,
        basic=basic,
        project=project,
        projects=projects,
        economic=tuple(_economic(package)),
        change=change(package, total),
        three_public=tuple(_three_public(package)),
        procurement=tuple(_statements(package, "procurement")),
        staff=tuple((one.subject, one.count, one.unit) for one in _posts(package)),
        spent=spent,
        part_change=part(package, total),
        public_compared=_public_compared(package),
        serving=_serving(package),
    )


def ranked(items: Sequence[Named]) -> list[Named]:
    """The items, largest first; equal ones in published order."""
    return sorted(items, key=lambda item: -item.money.yuan)


def _total(package: Package, name: str, column: str, list_name: str = "") -> Money | None:
    table = package.table(name)
    rows = (
        []
        if table is None
        else [
            row for row in table.rows if row["role"] == "total" and list_name in ("", row["list"])
        ]
    )
    return money(table, rows[-1], column) if table is not None and rows else None


def _spending_total(package: Package) -> Money | None:
    """The total of all spending: of the first of the lists side by side that states one."""
    table = package.table("summary")
    lists = [] if table is None else dict.fromkeys(row["list"] for row in table.rows)
    totals = (
        _total(package, "summary", "amount", name)
        for name in lists
        if name.startswith("expenditure")
    )
    return next((one for one in totals if one is not None), None)


def _nature(package: Package, nature: str, whole: Money | None) -> Money | None:
    """Basic or project spending by the table of all spending, else by one whose total is the same."""
    for name in ("expenditure", "general-public-expenditure"):
        table = package.table(name)
        row = (
            None
            if table is None
            else next((row for row in table.rows[::-1] if row["role"] == "total"), None)
        )
        if table is None or row is None:
            continue
        found = money(table, row, nature) or _halves(table, row, nature)
        total = money(table, row, "amount")
        if found is not None and (
            name == "expenditure" or (total and whole and total.yuan == whole.yuan)
        ):
            return found
    return None


def _halves(table: Table, row: Row, nature: str) -> Money | None:
    """Basic spending as the sum of its halves, where a table states those and not it."""
    personnel, running = money(table, row, "personnel"), money(table, row, "running")
    if nature != "basic" or personnel is None or running is None:
        return None
    return replace(personnel, number=personnel.number + running.number)


def _lines(package: Package, name: str) -> Iterator[Named]:
    """The finest detail rows of a table with their amounts: a unit or a group above its projects is none of them."""
    table = package.table(name)
    heads = set() if table is None else {row["parent"] for row in table.rows}
    for row in [] if table is None else table.rows:
        assert table is not None
        found = money(table, row, "amount")
        if row["role"] == "line" and row["line"] not in heads and found is not None:
            yield Named(row.label, found)


def _sources(package: Package) -> Iterator[Named]:
    """The kinds of money that come in: from the income table's total row, else the lines of the summary."""
    table = package.table("income")
    total = (
        next((row for row in table.rows if row["role"] == "total"), None)
        if table is not None
        else None
    )
    found = [] if table is None or total is None else [*_by_fund(table, total)]
    yield from found or _summary_sources(package)


def _by_fund(table: Table, total: Row) -> Iterator[Named]:
    """The money of a total row by kind; the finest kinds that it states, what was carried over as one."""
    parts = {column.name for _, parts in partitions(table) for column in parts}
    wholes = {
        whole.name
        for whole, found in partitions(table)
        if any(total.number(part.name) for part in found)
    }
    kinds: dict[str, Money] = {}
    for column in table.values:
        found, at = money(table, total, column.name), column.coordinates
        if column.name in parts - wholes and found is not None and found.number and at is not None:
            name = (
                SCOPES[at.scope]
                if at.fund == "all" or at.scope == "carried_over"
                else FUNDS[at.fund]
            )
            held = kinds.get(name)
            kinds[name] = (
                found if held is None else replace(held, number=held.number + found.number)
            )
    yield from (Named(name, amount) for name, amount in kinds.items())


def _summary_sources(package: Package) -> Iterator[Named]:
    table = package.table("summary")
    for row in [] if table is None else table.rows_of("income"):
        assert table is not None
        found = money(table, row, "amount")
        if row["role"] == "line" and not row["parent"] and found is not None and found.number:
            yield Named(
                re.sub(r"^[一二三四五六七八九十]+、|^[(（]?\d+[.、)）]", "", row.label), found
            )


def _functions(package: Package) -> Iterator[Named]:
    """Spending by the finest function that is published (项), largest first."""
    tables = [package.table(name) for name in ("expenditure", "general-public-expenditure")]
    table = next(
        (one for one in tables if one and any(row["function_code"] for row in one.rows)), None
    )
    if table is None:
        return
    rows = list(dict.fromkeys(row["line"] for row, _ in leaves(table)))
    amounts: dict[str, Money] = {}
    for row in table.rows:
        found = money(table, row, "amount")
        if row["line"] in rows and found is not None:
            name = _unique_name(table, row, rows)
            # One function on several lines, of several units or economic categories, is one purpose.
            held = amounts.get(name)
            amounts[name] = (
                found if held is None else replace(held, number=held.number + found.number)
            )
    yield from ranked([Named(name, amount) for name, amount in amounts.items()])


def _unique_name(table: Table, row: Row, leaf: Sequence[str]) -> str:
    """A function's name; with its parent's where several of the finest functions share it (行政运行 stands under many)."""
    name = row["function_name"]
    same = {
        other["function_code"]
        for other in table.rows
        if other["function_name"] == name and other["line"] in leaf
    }
    above = next((other for other in table.rows if other["line"] == row["parent"]), None)
    return f"{above['function_name']}·{name}" if len(same) > 1 and above else name


def _purposes(
    projects: Sequence[Named], basic: Money | None, whole: Money | None, functions: Sequence[Named]
) -> tuple[Named, ...]:
    """What the money is for, in parts that make up the whole: each project and the basic spending, else functions."""
    own = [Named("基本支出", basic)] if basic is not None and basic.number else []
    parts = [*projects, *own]
    if projects and whole is not None and sum_of(item.money for item in parts) == whole.yuan:
        return tuple(ranked(parts))
    return tuple(functions)


def _economic(package: Package) -> Iterator[Named]:
    """What basic spending buys, by the finest economic category (款), largest first."""
    table = package.table("basic-expenditure")
    if table is None:
        return
    parents = {row["parent"] for row in table.rows}
    found = [
        (row.label, money(table, row, "amount"))
        for row in table.rows
        if row["role"] == "line" and row["line"] not in parents
    ]
    yield from ranked([Named(label, amount) for label, amount in found if amount is not None])


def _three_public(package: Package) -> Iterator[PublicItem]:
    """The lines of the three-public table, or its columns where it prints the five figures side by side."""
    table = package.table("three-public")
    if table is None or not table.rows:
        return
    columns = _public_columns(table)
    if "hospitality" not in columns:
        yield from _public_rows(table)
        return
    row = _public_row(table, "budget")
    for purpose in _PUBLIC:
        if purpose in columns:
            level = 1 if purpose in ("vehicle_purchase", "vehicle_running") else 0
            figure = row.figure(columns[purpose])
            yield PublicItem(
                PURPOSES[purpose], figure, table.amount_unit, row["line"], level, False
            )
    yield PublicItem(
        "合计", row.figure(_public_total(columns)), table.amount_unit, row["line"], 0, True
    )


_PUBLIC = ("travel_abroad", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")
_PUBLIC_WORDS = re.compile(r"因公出国|公务用车|公务接待|三公")
_OF_VEHICLES = re.compile(r"用车(购置费|购置(支出|经费)|运行)")
_NUMBERING = re.compile(r"^(其中：?)?([（(]?[一二三四五六七八九十\d]+[）)、.．]|[①②③④⑤])?")


def _public_row(table: Table, vintage: str) -> Row:
    """The row of a vintage that holds the total, where each year has a row; else the total row, or the first."""
    own = [row for row in table.rows if row["vintage"] == vintage]
    of_year = (
        own or [row for row in table.rows if row["vintage"] in ("", "budget")] or list(table.rows)
    )
    return next((one for one in of_year if one["role"] == "total"), of_year[0])


def _public_columns(table: Table, vintage: str = "budget") -> dict[str, str]:
    """The columns of a vintage by purpose; those of the tax-funded budget where there are no others with money in them."""
    found: dict[str, str] = {}
    for fund in ("all", "general_public"):
        for column in table.values:
            at = column.coordinates
            if at is not None and (at.vintage, at.fund, at.measure) == (vintage, fund, "amount"):
                found.setdefault(at.purpose, column.name)
        if found:
            break
    others = [
        one.name
        for one in table.values
        if one.coordinates and one.coordinates.fund not in ("all", fund)
    ]
    return (
        {}
        if fund != "all" and any(row.number(name) for row in table.rows for name in others)
        else found
    )


def _public_total(columns: dict[str, str]) -> str:
    return columns.get("three_public", columns.get("all", ""))


def _public_rows(table: Table) -> Iterator[PublicItem]:
    has_total = any(row["role"] == "total" for row in table.rows)
    for row in table.rows:
        name = _NUMBERING.sub("", row.label).strip("：: ")
        total = row["role"] == "total" or (not has_total and "三公" in name)
        if total or _PUBLIC_WORDS.search(name):
            level = 1 if _OF_VEHICLES.search(name) else 0
            shown = "合计" if total else name
            yield PublicItem(
                shown, row.figure("amount"), table.amount_unit, row["line"], level, total
            )


def _public_compared(package: Package) -> Compared | None:
    """The three-public total that the table prints beside this year's: the plan of an outturn, last year's of a plan."""
    table = package.table("three-public")
    final = package.disclosure.phase == "final"
    for vintage in ("adjusted_budget", "original_budget") if final else EARLIER:
        if table is None or not table.rows:
            return None
        by_row = any(row["vintage"] == vintage for row in table.rows)
        columns = _public_columns(table, "budget" if by_row else vintage)
        found = (
            money(table, _public_row(table, vintage), _public_total(columns)) if columns else None
        )
        if found is not None:
            return Compared(vintage, found)
    return None


def _statements(package: Package, topic: str) -> Iterator[Named]:
    table = package.table("statements")
    for row in [] if table is None else table.rows:
        number = row.number("value")
        if row["topic"] == topic and row["measure"] == "amount" and number is not None:
            yield Named(
                row["subject"], Money(number, row["amount_unit"], "statements", row["line"])
            )


_POSTS = re.compile(r"(核定|核准|现有|共有)?\S{0,8}编制(数|人数|总数)?")
_SERVING = re.compile(
    r"(年末|现有|实有|实际)?(在编)?(在职|实有)(在编)?(职工|人员|干部)?(数|人数|总数)?|实际在编在职人员"
)
_PEOPLE = ("名", "人")


def _people(package: Package) -> Iterator[Staff]:
    """The counts of people that the prose names."""
    table = package.table("statements")
    for row in [] if table is None else table.rows:
        number, unit = row.number("value"), row["amount_unit"]
        if (
            row["topic"] == "organisation"
            and unit in _PEOPLE
            and number is not None
            and not row["direction"]
        ):
            serving = _SERVING.fullmatch(row["subject"]) is not None
            yield Staff(serving, row["subject"], number, unit, row["line"])


def _posts(package: Package) -> list[Staff]:
    """The posts that the prose names."""
    return [one for one in _people(package) if _POSTS.fullmatch(one.subject)]


def _serving(package: Package) -> Staff | None:
    """The one count of people that stands for the body: those serving, else all posts; None where several would do."""
    for found in ([one for one in _people(package) if one.serving], _posts(package)):
        if len(found) == 1:
            return found[0]
        most = max(found, key=lambda one: one.count, default=None)
        if most is not None and sum(one.count for one in found if one != most) == most.count:
            return most
    return None
