"""What stands out in a department's year: only what its figures prove, each with the row that proves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.tables.money import Money, Named, money, share, total
from scripts.tables.overview import Overview, ranked
from scripts.tables.year_on_year import EARLIER, vintage_column

LARGE = 30
"""A change by more than so many percent stands out."""

_LINES = 3
"""At most so many lines of a kind are told, those with most money first."""


@dataclass(frozen=True)
class Highlight:
    """One thing that stands out: of which kind, what it is about, its amounts now and before, and how large in percent.

    Kinds: half (a part of more than half), change (of the whole), new, ended and swing (lines beside last year's column),
    three-public (more than before), untold (projects without any indicator), unmeasured (no project has one).
    """

    kind: str
    name: str
    money: Money | None = None
    before: Money | None = None
    percent: Decimal | None = None
    compared: str = ""
    count: int = 0


def striking(package: Package, overview: Overview) -> tuple[Highlight, ...]:
    """What stands out, the whole before its lines."""
    found = (
        _change(overview),
        _half(overview),
        _lines(package),
        _three_public(package, overview),
        _untold(package),
    )
    return tuple(one for some in found for one in some)


def _half(overview: Overview) -> Iterator[Highlight]:
    parts = ranked(overview.purposes)
    whole = total(one.money for one in parts)
    if len(parts) > 1 and whole and parts[0].money.yuan * 2 > whole:
        yield Highlight(
            "half", parts[0].name, parts[0].money, percent=share(parts[0].money.yuan, whole, 1)
        )


def _change(overview: Overview) -> Iterator[Highlight]:
    change = overview.change
    if change is not None and change.rate is not None and abs(change.rate) > LARGE:
        yield Highlight(
            "change", change.reason, change.by, change.before, change.rate, change.compared
        )


def _lines(package: Package) -> Iterator[Highlight]:
    """The finest lines of the first table that prints last year's amounts beside this year's."""
    for name in (
        "summary",
        "expenditure",
        "general-public-expenditure",
        "government-fund-expenditure",
    ):
        table = package.table(name)
        for vintage in EARLIER:
            column = "" if table is None else vintage_column(table, vintage)
            if table is not None and column:
                yield from _beside(table, column, vintage)
                return


def _beside(table: Table, column: str, vintage: str) -> Iterator[Highlight]:
    parents = {row["parent"] for row in table.rows}
    rows = [
        row
        for row in table.rows
        if row["role"] == "line" and row["line"] not in parents and row["list"] != "income"
    ]
    pairs = [_pair(table, row, column, vintage) for row in rows]
    found = sorted((one for one in pairs if one is not None), key=_apart, reverse=True)
    for kind in ("new", "ended", "swing"):
        yield from [one for one in found if one.kind == kind][:_LINES]


def _pair(table: Table, row: Row, column: str, vintage: str) -> Highlight | None:
    now, before = (money(table, row, name) for name in ("amount", column))
    nothing = Money(Decimal(0), table.amount_unit, table.name, row["line"])
    after, earlier = now or nothing, before or nothing
    if after.yuan <= 0 < earlier.yuan:
        return Highlight("ended", row.label, after, earlier, compared=vintage)
    if earlier.yuan == 0 and after.yuan > 0:
        return Highlight("new", row.label, after, earlier, compared=vintage)
    rate = share(after.yuan - earlier.yuan, earlier.yuan) if earlier.yuan > 0 else None
    return (
        Highlight("swing", row.label, after, earlier, rate, vintage)
        if rate and abs(rate) > LARGE
        else None
    )


def _apart(one: Highlight) -> Decimal:
    now, before = (
        Decimal(0) if amount is None else amount.yuan for amount in (one.money, one.before)
    )
    return abs(now - before)


def _three_public(package: Package, overview: Overview) -> Iterator[Highlight]:
    """A three-public total above the one printed beside it, or said to be more than last year's."""
    whole, compared = overview.public_total, overview.public_compared
    if whole is None or not isinstance(whole.figure, Decimal):
        return
    now = Money(whole.figure, whole.amount_unit, "three-public", whole.line)
    if compared is not None:
        if now.yuan > compared.money.yuan:
            rate = share(now.yuan - compared.money.yuan, compared.money.yuan)
            yield Highlight("three-public", "", now, compared.money, rate, compared.vintage)
        return
    said = package.table("statements")
    for row in () if said is None else said.rows:
        about = (row["topic"], row["measure"], row["direction"]) == (
            "three-public",
            "change",
            "increase",
        )
        value = row.number("value")
        if about and "三公" in row["subject"] and value:
            by = Money(value, row["amount_unit"], "statements", row["line"])
            before = (
                replace(now, number=now.number - value, line="")
                if by.amount_unit == now.amount_unit
                else None
            )
            rate = share(value, before.number) if before is not None and before.number > 0 else None
            yield Highlight(
                "three-public",
                row["reason"],
                by,
                before,
                rate,
                row["compared"] or "previous_budget",
            )
            return


def _untold(package: Package) -> Iterator[Highlight]:
    """Projects of the table of projects that no indicator of the document belongs to."""
    projects = _projects(package)
    if not projects:
        return
    measured = {_plain(name) for name in _measured(package)}
    without = [
        one
        for one in projects
        if not any(_plain(one.name) in name or name in _plain(one.name) for name in measured)
    ]
    if measured and without and len(without) < len(projects):
        amount = replace(
            without[0].money, number=sum((one.money.number for one in without), Decimal(0))
        )
        yield Highlight(
            "untold", "、".join(one.name for one in without), amount, count=len(without)
        )
    elif not _has_targets(package):
        yield Highlight("unmeasured", "", projects[0].money, count=len(projects))


def _projects(package: Package) -> list[Named]:
    table = package.table("projects")
    heads = set() if table is None else {row["parent"] for row in table.rows}
    rows = (
        []
        if table is None
        else [row for row in table.rows if row["role"] == "line" and row["line"] not in heads]
    )
    found = [(row.label, money(table, row, "amount")) for row in rows if table is not None]
    return [
        Named(name, amount)
        for name, amount in found
        if name and amount is not None and amount.number > 0
    ]


def _measured(package: Package) -> Sequence[str]:
    """The names of the projects that have an indicator."""
    found: dict[str, None] = {}
    for table in package.tables.values():
        if table.kind.name in ("performance-targets", "performance-goals"):
            found.update({row["project_name"]: None for row in table.rows if row["project_name"]})
    return list(found)


def _has_targets(package: Package) -> bool:
    return any(
        table.rows
        for table in package.tables.values()
        if table.kind.name in ("performance-targets", "performance-goals")
    )


def _plain(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum())
