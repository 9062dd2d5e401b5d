"""What is notable in a department's year: only what figures prove, each with the row that does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from scripts.package import Package, Row, Table
from scripts.tables.money import Money, Named, money, ranked, share, total
from scripts.tables.overview import Overview
from scripts.tables.uses import details
from scripts.tables.year_on_year import EARLIER, vintage_column

LARGE = 30
"""A change by more than so many percent is a highlight."""

_LINES = 3
"""At most so many lines of a kind are told, those with most money first."""

_LINE_TABLES = (
    "summary",
    "expenditure",
    "general-public-expenditure",
    "government-fund-expenditure",
)
_TARGETS = ("performance-targets", "performance-goals")

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
    """One thing that is notable: of which kind, what it is about, its amounts now and before.

    `percent` says how large it is, `compared` of which vintage `before` is, `count` how many
    projects it is about.
    """

    kind: HighlightKind
    name: str
    money: Money | None = None
    before: Money | None = None
    percent: Decimal | None = None
    compared: str = ""
    count: int = 0


def highlights(package: Package, overview: Overview) -> tuple[Highlight, ...]:
    """What is notable, the whole before its lines."""
    return (
        *_change(overview),
        *_half(overview),
        *_lines(package),
        *_three_public(package, overview),
        *_untold(package),
    )


def _half(overview: Overview) -> Iterator[Highlight]:
    parts = ranked(overview.purposes)
    whole = total(part.money for part in parts)
    # A body with one purpose has no half worth telling.
    if len(parts) > 1 and whole and parts[0].money.yuan * 2 > whole:
        percent = share(parts[0].money.yuan, whole, 1)
        yield Highlight("half", parts[0].name, parts[0].money, percent=percent)


def _change(overview: Overview) -> Iterator[Highlight]:
    change = overview.change
    if change is not None and change.rate is not None and abs(change.rate) > LARGE:
        yield Highlight(
            "change", change.reason, change.by, change.before, change.rate, change.compared
        )


# Lines


def _lines(package: Package) -> Iterator[Highlight]:
    """The finest lines of the first table that prints last year's amounts beside this year's."""
    for name in _LINE_TABLES:
        table = package.table(name)
        if table is None:
            continue
        for vintage in EARLIER:
            column = vintage_column(table, vintage)
            if column:
                yield from _beside(table, column, vintage)
                return


def _beside(table: Table, column: str, vintage: str) -> Iterator[Highlight]:
    rows = [row for row in table.finest if row["list"] != "income"]
    pairs = (_pair(table, row, column, vintage) for row in rows)
    largest_first = sorted((pair for pair in pairs if pair), key=_distance, reverse=True)
    for kind in ("new", "ended", "swing"):
        yield from [pair for pair in largest_first if pair.kind == kind][:_LINES]


def _pair(table: Table, row: Row, column: str, vintage: str) -> Highlight | None:
    nothing = Money(Decimal(0), table.amount_unit, table.name, row["line"])
    now = money(table, row, "amount") or nothing
    before = money(table, row, column) or nothing
    # A line that went to nothing, or below it by a correction.
    if now.yuan <= 0 < before.yuan:
        return Highlight("ended", row.label, now, before, compared=vintage)
    if before.yuan == 0 and now.yuan > 0:
        return Highlight("new", row.label, now, before, compared=vintage)
    rate = share(now.yuan - before.yuan, before.yuan) if before.yuan > 0 else None
    if rate and abs(rate) > LARGE:
        return Highlight("swing", row.label, now, before, rate, vintage)
    return None


def _distance(pair: Highlight) -> Decimal:
    """How far the two amounts of a line are apart, in 元."""
    assert pair.money is not None and pair.before is not None
    return abs(pair.money.yuan - pair.before.yuan)


# Three public


def _three_public(package: Package, overview: Overview) -> Iterator[Highlight]:
    """A three-public total above the one printed beside it, or said to be more than last year's."""
    whole, compared = overview.public_total, overview.public_compared
    if whole is None or not isinstance(whole.figure, Decimal):
        return
    now = Money(whole.figure, whole.amount_unit, "three-public", whole.line)
    if compared is None:
        yield from _public_in_prose(package, now)
    elif now.yuan > compared.money.yuan:
        rate = share(now.yuan - compared.money.yuan, compared.money.yuan)
        yield Highlight("three-public", "", now, compared.money, rate, compared.vintage)


def _public_in_prose(package: Package, now: Money) -> Iterator[Highlight]:
    """The first statement of an increase of the whole."""
    increase = {"topic": "three-public", "measure": "change", "direction": "increase"}
    for row in package.rows("statements"):
        value = row.number("value")
        is_increase = all(row[name] == word for name, word in increase.items())
        if is_increase and "三公" in row["subject"] and value:
            by = Money(value, row["amount_unit"], "statements", row["line"])
            before = _before(now, by)
            rate = share(value, before.number) if before and before.number > 0 else None
            compared = row["compared"] or "previous_budget"
            yield Highlight("three-public", row["reason"], by, before, rate, compared)
            return


def _before(now: Money, by: Money) -> Money | None:
    """Last year's amount worked out; None where the two are in different units."""
    if by.amount_unit != now.amount_unit:
        return None
    return replace(now, number=now.number - by.number, line="")


# Projects


def _untold(package: Package) -> Iterator[Highlight]:
    """Projects of the table of projects that no indicator of the document belongs to."""
    projects = [
        project
        for project in details(package, "projects")
        if project.name and project.money.number > 0
    ]
    if not projects:
        return
    measured = _measured(package)
    without = [project for project in projects if not _is_measured(project, measured)]
    # Where no project at all is measured, the document has no indicators to speak of.
    if measured and without and len(without) < len(projects):
        number = sum((project.money.number for project in without), Decimal(0))
        names = "、".join(project.name for project in without)
        amount = replace(without[0].money, number=number)
        yield Highlight("untold", names, amount, count=len(without))
    elif not any(table.rows for table in _targets(package)):
        yield Highlight("unmeasured", "", projects[0].money, count=len(projects))


def _is_measured(project: Named, measured: set[str]) -> bool:
    name = _letters(project.name)
    return any(name in other or other in name for other in measured)


def _measured(package: Package) -> set[str]:
    """The names of the projects that have an indicator."""
    return {
        _letters(row["project_name"])
        for table in _targets(package)
        for row in table.rows
        if row["project_name"]
    }


def _targets(package: Package) -> list[Table]:
    return [table for table in package.tables.values() if table.kind.name in _TARGETS]


def _letters(name: str) -> str:
    """A name as tables and sheets share it: letters and figures alone."""
    return "".join(letter for letter in name if letter.isalnum())
