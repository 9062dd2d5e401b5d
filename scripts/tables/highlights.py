"""What is notable in a department's year: only what figures prove, each with the row that does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Literal

from scripts.package import Package, Row, Table
from scripts.schema import FUNDS
from scripts.tables.money import Money, money, ranked, share, stated, total
from scripts.tables.overview import Overview
from scripts.tables.sources_and_uses import details
from scripts.tables.year_on_year import EARLIER, vintage_column

# A change by more than so many percent is a highlight.
LARGE = 30

_LINE_TABLES = (
    "summary",
    "expenditure",
    "general-public-expenditure",
    "government-fund-expenditure",
)

HighlightKind = Literal[
    "half",  # a part of more than half
    "change",  # of the whole
    "new",  # a line beside last year's column, as are the next two
    "ended",
    "swing",
    "three-public",  # more than before
    "untold",  # projects without any indicator
    "unmeasured",  # no project has an indicator
]


@dataclass(frozen=True)
class Highlight:
    """One thing that is notable: its amounts now and before (of which vintage: `compared`).

    `of` names the money that a line is of, where that is not all of it: 一般公共预算. `blank`:
    one of the two cells is blank, which need not be 0.
    """

    kind: HighlightKind
    name: str
    money: Money | None = None
    before: Money | None = None
    percent: Decimal | None = None
    compared: str = ""
    count: int = 0
    of: str = ""
    blank: bool = False


def highlights(package: Package, overview: Overview) -> tuple[Highlight, ...]:
    """What is notable, the whole before its lines."""
    return (
        *_of_whole(overview),
        *_lines(package, overview),
        *_three_public(package, overview),
        *_untold(package),
    )


def _of_whole(overview: Overview) -> Iterator[Highlight]:
    change = overview.change
    rate = None if change is None else change.rate
    if change is not None and rate is not None and abs(rate) > LARGE:
        yield Highlight(
            "change",
            change.reason,
            change.by,
            change.before,
            rate,
            change.compared,
        )

    parts = ranked(overview.purposes)
    whole = total(part.money for part in parts)
    # A body with one purpose has no half worth telling.
    if len(parts) > 1 and whole:
        name, amount = parts[0].name, parts[0].money
        if amount.yuan * 2 > whole:
            yield Highlight("half", name, amount, percent=share(amount.yuan, whole, 1))


# Lines


def _lines(package: Package, overview: Overview) -> Iterator[Highlight]:
    """The finest lines of the first table that prints last year's amounts beside this year's."""
    for name, vintage in product(_LINE_TABLES, EARLIER):
        table = package.table(name)
        column = "" if table is None else vintage_column(table, vintage)
        if table is None or not column:
            continue
        pairs = []
        for row in table.finest:
            pair = _pair(table, row, column, vintage)
            if pair is not None and row["list"] != "income":
                pairs.append(pair)

        pairs.sort(key=_distance, reverse=True)
        of = _scope(table, overview)
        for kind in ("new", "ended", "swing"):
            of_kind = [replace(pair, of=of) for pair in pairs if pair.kind == kind]
            yield from of_kind[:3]
        return


def _scope(table: Table, overview: Overview) -> str:
    """The fund that a table is of; blank where its total is that of all the money."""
    row, whole = table.total(), overview.total
    if table.coordinates.fund == "all":
        return ""
    printed = None if row is None else money(table, row, "amount")
    if printed is not None and whole is not None and printed.yuan == whole.yuan:
        return ""
    return FUNDS[table.coordinates.fund]


def _pair(table: Table, row: Row, column: str, vintage: str) -> Highlight | None:
    nothing = Money(Decimal(0), table.amount_unit, table.name, row["line"])
    printed = money(table, row, "amount"), money(table, row, column)
    now, before = (one or nothing for one in printed)
    blank = None in printed
    told = Highlight("swing", row.label, now, before, compared=vintage, blank=blank)

    # A line that went to nothing, or below it by a correction.
    if now.yuan <= 0 < before.yuan:
        return replace(told, kind="ended")
    if before.yuan == 0 and now.yuan > 0:
        return replace(told, kind="new")

    if before.yuan > 0:
        rate = share(now.yuan - before.yuan, before.yuan)
        if rate and abs(rate) > LARGE:
            return replace(told, percent=rate)
    return None


def _distance(pair: Highlight) -> Decimal:
    now = pair.money
    before = pair.before
    assert now is not None and before is not None
    return abs(now.yuan - before.yuan)


# Three public


def _three_public(package: Package, overview: Overview) -> Iterator[Highlight]:
    """A three-public total above the one printed beside it, or said to be more than last year's."""
    whole, compared = overview.public_total, overview.public_compared
    if whole is None or not isinstance(whole.figure, Decimal):
        return

    now = Money(whole.figure, whole.amount_unit, "three-public", whole.line)
    if compared is None:
        yield from _public_in_prose(package, now)
        return

    before = compared.money
    if now.yuan > before.yuan:
        rate = share(now.yuan - before.yuan, before.yuan)
        yield Highlight("three-public", "", now, before, rate, compared.vintage)


def _public_in_prose(package: Package, now: Money) -> Iterator[Highlight]:
    for row in package.rows("statements"):
        by = stated(row)
        what = (row["topic"], row["measure"], row["direction"])
        if what != ("three-public", "change", "increase") or by is None or not by.number:
            continue
        if "三公" not in row["subject"]:
            continue

        # Last year's amount is worked out where the two are in one unit.
        before, rate = None, None
        if by.amount_unit == now.amount_unit:
            before = replace(now, number=now.number - by.number, line="")
            if before.number > 0:
                rate = share(by.number, before.number)

        compared = row["compared"] or "previous_budget"
        yield Highlight("three-public", row["reason"], by, before, rate, compared)
        return


# Projects


def _untold(package: Package) -> Iterator[Highlight]:
    named = [project for project in details(package, "projects") if project.name]
    projects = [project for project in named if project.money.number > 0]
    if not projects:
        return

    sheets = [
        table
        for table in package.tables.values()
        if table.kind.name in ("performance-targets", "performance-goals")
    ]
    rows = [row for table in sheets for row in table.rows]
    measured = {_letters(row["project_name"]) for row in rows if row["project_name"]}

    without = []
    for project in projects:
        own = _letters(project.name)
        if not any(own in other or other in own for other in measured):
            without.append(project)

    # Where no project at all is measured, the document has no indicators to speak of.
    if measured and 0 < len(without) < len(projects):
        amounts = [project.money.number for project in without]
        amount = replace(without[0].money, number=sum(amounts, Decimal(0)))
        names = "、".join(project.name for project in without)
        yield Highlight("untold", names, amount, count=len(without))
    elif not rows:
        yield Highlight("unmeasured", "", projects[0].money, count=len(projects))


def _letters(name: str) -> str:
    """A name as tables and sheets share it: letters and figures alone."""
    return "".join(letter for letter in name if letter.isalnum())
