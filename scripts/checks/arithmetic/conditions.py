"""The conditions under which two sides of an equation compare: each tells why a rule does not hold for a package."""

from __future__ import annotations

import re
from collections.abc import Callable

from scripts.package import Package

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
    "earmarked",
)
_CARRIED_OVER = re.compile(r"^(?!.*(下年|年终|年末)).*(结转|年初结余)")
_BALANCES = ("carried_over", "opening_balance")


# Conditions


def always(package: Package) -> str:
    """The condition of a rule that always holds."""
    return ""


def only_appropriation(package: Package) -> str:
    """No money but 财政拨款 comes in; the condition of rule R-A9."""
    table = package.table("income")
    if table is None or not table.values:
        return "没有收入总表，不知道有没有财政拨款以外的资金"
    others = [
        one for one in table.values if one.coordinates and one.coordinates.fund not in APPROPRIATION
    ]
    named = [one.title for one in others if any(row.number(one.name) for row in table.rows)]
    return f"有财政拨款以外的资金（{'、'.join(named[:3])}）" if named else ""


def nothing_carried_over(package: Package) -> str:
    """No money of last year is left to spend: then tables with and without it show the same; final accounts always do."""
    if package.disclosure.phase == "final":
        return ""
    table, said = package.table("income"), package.table("summary")
    carried = (
        []
        if table is None
        else [one.name for one in table.values if one.name.startswith("carried_over")]
    )
    rows = [] if said is None else [row for row in said.rows if _CARRIED_OVER.search(row.label)]
    held = any(row.number(name) for row in (table.rows if table else ()) for name in carried)
    return "有上年结转的资金" if held or any(row.number("amount") for row in rows) else ""


def carried_over_is_appropriation(package: Package) -> str:
    """What was carried over is known to be 财政拨款; where tables do not say, it may be other money."""
    table, said = package.table("income"), package.table("summary")
    columns = [one for one in (table.values if table else ()) if one.name.startswith(_BALANCES)]
    undivided = [one for one in columns if one.coordinates and one.coordinates.fund == "all"]
    divided = len(columns) > len(undivided)
    rows = (
        []
        if said is None or divided
        else [row for row in said.rows if _CARRIED_OVER.search(row.label)]
    )
    held = (
        table is not None
        and not divided
        and any(row.number(one.name) for row in table.rows for one in undivided)
    )
    return (
        "上年结转里可能有财政拨款以外的资金"
        if held or any(row.number("amount") for row in rows)
        else ""
    )


def basic_is_general(package: Package) -> str:
    """All basic spending is of the general public budget: the other two show none, or none that could be basic."""
    for name in ("government-fund-expenditure", "state-capital"):
        table = package.table(name)
        column = (
            ""
            if table is None
            else "basic"
            if any(one.name == "basic" for one in table.values)
            else "amount"
        )
        if table is not None and any(row.number(column) for row in table.rows):
            return f"{table.title}里可能有基本支出"
    return ""


def same_years(package: Package) -> str:
    """The two tables of basic spending speak of the same years' money."""
    tables = [package.table("general-public-expenditure"), package.table("basic-expenditure")]
    same = len({table.coordinates.scope for table in tables if table}) == 1
    return "" if same or not nothing_carried_over(package) else "两张表一张含上年结转，一张不含"


def general_scope(package: Package) -> str:
    """The table of the general public budget speaks of the years that the summary's lines speak of."""
    table = package.table("general-public-expenditure")
    if table is None or not nothing_carried_over(package):
        return ""
    return (
        "有上年结转，这张表没有说明是否包含"
        if table.coordinates.scope == "all"
        else "这张表不含上年结转"
    )


def all_of(*conditions: Condition) -> Condition:
    """That several conditions hold; the first reason why not."""
    return lambda package: next((why for one in conditions if (why := one(package))), "")


def projects_are_whole(package: Package) -> str:
    """The project tables hold all project spending: that of last year's money too, if there is any."""
    carried = package.table("projects-carried-over")
    return "" if carried is not None and carried.rows else nothing_carried_over(package)
