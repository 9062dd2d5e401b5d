"""The conditions under which two sides of an equation compare: each tells why they do not."""

from __future__ import annotations

import re
from collections.abc import Callable

from scripts.package import Package

# Why a rule does not hold for a package; nothing where it does.
Condition = Callable[[Package], str]

APPROPRIATION = (
    "all",
    "appropriation",
    "general_public",
    "government_fund",
    "state_capital",
    # 经费拨款, 非税收入拨款 and 列入部门预算的专项资金 are kinds of 财政拨款, too.
    "treasury_grant",
    "nontax",
    "earmarked",
)
# 上年结转, 年初结余, 结转资金; what goes over into the next year is none: 结转下年, 年末结转和结余.
_CARRIED_OVER = re.compile(r"^(?!.*(下年|年终|年末)).*(结转|年初结余)")
# What comes in besides 财政拨款, as rows name it: 二、其他资金, 其他收入, 财政专户管理资金.
_OTHER_MONEY = re.compile(
    r"(其[他它]|单位|自有|自筹|往来)资金|(事业|经营|其[他它])(预算)?收入|上级补助|附属单位上缴"
    r"|财政专户|非财政拨款|专户资金"
)
_BALANCES = ("carried_over", "opening_balance")


def always(package: Package) -> str:
    """The condition of a rule that always holds."""
    return ""


def only_appropriation(package: Package) -> str:
    """No money but 财政拨款 comes in; the condition of rule R-A9."""
    table = package.table("income")
    if table is None or not table.values:
        return "没有收入总表，不知道有没有财政拨款以外的资金"
    lines = (*table.rows_of("income"), *table.rows_of("main"), *package.rows("summary"))
    for row in lines:
        # Where each source has a row, no column says whose money it is.
        is_other = row["list"] != "expenditure" and _OTHER_MONEY.search(row.label)
        if is_other and any(row.number(name) for name in row.figures):
            return f"有财政拨款以外的资金（{row.label}）"
    titles = [
        column.title
        for column in table.values
        if column.coordinates
        and column.coordinates.fund not in APPROPRIATION
        and any(row.number(column.name) for row in table.rows)
    ]
    if not titles:
        return ""
    # Three names are enough to see what is meant.
    return f"有财政拨款以外的资金（{'、'.join(titles[:3])}）"


def nothing_carried_over(package: Package) -> str:
    """No money of last year is left to spend: then tables with and without it show the same."""
    # The tables of a final account always leave balances out.
    if package.disclosure.phase == "final":
        return ""
    table = package.table("income")
    columns = [column.name for column in table.values] if table else []
    carried = [name for name in columns if name.startswith("carried_over")]
    rows = package.rows("income")
    by_column = any(row.number(name) for row in rows for name in carried)
    if by_column or _summary_carries_over(package):
        return "有上年结转的资金"
    return ""


def _summary_carries_over(package: Package) -> bool:
    """Whether a line of the summary is money of last year: `上年结转`, `年初结余`, not `结转下年`."""
    for row in package.rows("summary"):
        if _CARRIED_OVER.search(row.label) and row.number("amount"):
            return True
    return False


def carried_over_is_appropriation(package: Package) -> str:
    """What was carried over is known to be 财政拨款; where tables do not say, it may be other money."""
    table = package.table("income")
    undivided = []
    for column in table.values if table else ():
        if not column.name.startswith(_BALANCES):
            continue
        # A column for each fund says whose money it is.
        if column.coordinates is None or column.coordinates.fund != "all":
            return ""
        undivided.append(column.name)
    by_column = any(row.number(name) for row in package.rows("income") for name in undivided)
    unknown = by_column or _summary_carries_over(package)
    return "上年结转里可能有财政拨款以外的资金" if unknown else ""


def basic_is_general(package: Package) -> str:
    """All basic spending is of the general public budget: the other two show none that could be."""
    for name in ("government-fund-expenditure", "state-capital"):
        table = package.table(name)
        if table is None:
            continue
        # Without that column, any of the fund's spending could be basic.
        divided = any(column.name == "basic" for column in table.values)
        if any(row.number("basic" if divided else "amount") for row in table.rows):
            return f"{table.title}里可能有基本支出"
    return ""


def same_years(package: Package) -> str:
    """The two tables of basic spending speak of the same years' money."""
    tables = (package.table("general-public-expenditure"), package.table("basic-expenditure"))
    scopes = {table.coordinates.scope for table in tables if table}
    # Without money of last year, a table with it and one without it show the same.
    if len(scopes) == 1 or not nothing_carried_over(package):
        return ""
    return "两张表一张含上年结转，一张不含"


def general_scope(package: Package) -> str:
    """The table of the general public budget is of the years that the summary's lines are of."""
    table = package.table("general-public-expenditure")
    if table is None or not nothing_carried_over(package):
        return ""
    # "all" is what a table has that says nothing of years.
    if table.coordinates.scope == "all":
        return "有上年结转，这张表没有说明是否包含"
    return "这张表不含上年结转"


def projects_are_whole(package: Package) -> str:
    """The project tables hold all project spending, that of last year's money too."""
    # A table of last year's projects says that none of them are left out.
    return "" if package.rows("projects-carried-over") else nothing_carried_over(package)


def basic_is_all(package: Package) -> str:
    """All basic spending is of the general public budget, and of this year's money."""
    return basic_is_general(package) or nothing_carried_over(package)
