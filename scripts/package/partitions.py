"""Which columns, and which rows, are all the parts of a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from scripts.package import Row, Table
from scripts.schema import Column, Coordinates, economic_items

# What may be parts of what, by dimension: the whole, the parts without which it is no partition, the others.
_PARTITIONS = (
    ("nature", "all", ("basic", "project"), ("reserve", "trading", "superior_payment", "subordinate_subsidy")),
    ("nature", "basic", ("personnel", "running"), ()),
    ("nature", "project", ("other_operation", "specific_target"), ()),
    ("fund", "fiscal_account", ("education_fees", "other_fiscal_account"), ()),
    ("fund", "appropriation", ("general_public",), ("government_fund", "state_capital")),
    ("fund", "own_funds", ("business_income",), ("trading_income", "superior_subsidy", "subordinate_payment", "other_income")),
    ("scope", "all", ("current_year", "carried_over"), ()),
    ("purpose", "all", ("three_public", "meetings", "training"), ()),
    ("purpose", "three_public", ("travel_abroad", "vehicles", "hospitality"), ()),
    ("purpose", "vehicles", ("vehicle_purchase", "vehicle_running"), ()),
    ("purpose", "all", ("wages", "goods_services"), (
        "individuals_families", "debt_interest", "debt_principal", "capital", "capital_construction",
        "institutions_current", "institutions_capital", "enterprises", "enterprises_capital",
        "social_security_funds", "transfers", "reserves", "other_expenditure",
    )),
)  # fmt: skip

# All money by source: of each group, the first kind that a table has columns of stands for the kinds after it.
_SOURCES = (
    (("appropriation",), ("general_public", "government_fund", "state_capital")),
    (("fiscal_account",), ("education_fees", "other_fiscal_account")),
    (("own_funds",), ("business_income", "trading_income", "superior_subsidy", "subordinate_payment", "other_income")),
    (("balance_used",), ()),
    (("account_balance",), ()),
)  # fmt: skip

_SUBTOTALS = ("小计", "合计")
# 301, 301工资福利支出; 30101, 30101基本工资.
_CLASS_CODE, _ITEM_CODE = re.compile(r"[35]\d\d(?!\d)"), re.compile(r"[35]\d{4}(?!\d)")


def partitions(table: Table) -> Iterator[tuple[Column, tuple[Column, ...]]]:
    """Each value column of a table with the columns that are its parts; at least two of them.

    A column may be divided in several ways: 合计 by nature (基本支出 + 项目支出) and by source of the money.
    """
    columns = {in_table(column, table): column for column in table.values if is_money(column)}
    apart = {at: column for at, column in columns.items() if not _is_of_neighbour(column, table)}
    for whole in columns:
        for dimension, value, needed, optional in _PARTITIONS:
            if getattr(whole, dimension) != value:
                continue
            parts = _columns_at(whole, dimension, (*needed, *optional), columns)
            complete = len(_columns_at(whole, dimension, needed, columns)) == len(needed)
            if complete and len(parts) > 1:
                yield columns[whole], tuple(parts)
        yield from _by_item(whole, columns)
        sources = tuple(_by_source(whole, apart))
        if len(sources) > 1:
            yield columns[whole], sources


def _by_item(
    whole: Coordinates, columns: Mapping[Coordinates, Column]
) -> Iterator[tuple[Column, tuple[Column, ...]]]:
    """A class of an economic classification with its items, where its head says that it is their sum.

    其中：基本工资 are some of the items only, and so may be those beside a class that is no sub-total.
    """
    column = columns[whole]
    for purposes in economic_items.items_of(whole.purpose):
        parts = _columns_at(whole, "purpose", purposes, columns)
        if len(parts) > 1 and all(_is_sum_over(column, part) for part in parts):
            yield column, tuple(parts)


def _is_sum_over(column: Column, part: Column) -> bool:
    """Whether a column is the 小计 below a head that stands over a part of it, or bears its class's code."""
    lists = [name for name in part.heads if name in column.heads]
    for name in lists:
        whole, own = column.path(name), part.path(name)
        if any("其中" in head for head in own):
            return False
        is_subtotal = whole[-1] in _SUBTOTALS and own[: len(whole) - 1] == whole[:-1]
        has_code = any(_CLASS_CODE.match(head) for head in whole)
        if not (is_subtotal or (has_code and any(_ITEM_CODE.match(head) for head in own))):
            return False
    return bool(lists)


def _is_of_neighbour(column: Column, table: Table) -> bool:
    """Whether a column is a part of the money beside it: 其中：教育收费 after 事业收入."""
    before = table.values[: table.values.index(column)]
    among = any(column.path(name)[-1].startswith("其中") for name in column.heads)
    return among and bool(before) and in_table(before[-1], table).fund != "all"


def _by_source(whole: Coordinates, columns: Mapping[Coordinates, Column]) -> Iterator[Column]:
    """The columns of the kinds of money that a whole is made of, and what was carried over into it."""
    if whole.fund != "all":
        return
    all_years = whole.scope == "all"
    this_year = moved(whole, "scope", "current_year") if all_years else whole
    # Funds of this year alone stand under 合计 of all years, with what was carried over beside them.
    apart = this_year not in columns and _has_treasury(this_year, columns)
    within = this_year if apart else whole
    if not _has_treasury(within, columns):
        return
    for widest, finer in _SOURCES:
        yield from (
            _columns_at(within, "fund", widest, columns)
            or _columns_at(whole, "fund", widest, columns)
            or _columns_at(within, "fund", finer, columns)
        )
    if not all_years:
        return
    carried = moved(whole, "scope", "carried_over")
    if carried in columns:
        yield columns[carried]
    elif apart:
        funds = [fund for widest, finer in _SOURCES for fund in (*widest, *finer)]
        yield from _columns_at(carried, "fund", funds, columns)


def _columns_at(
    whole: Coordinates,
    dimension: str,
    values: Sequence[str],
    columns: Mapping[Coordinates, Column],
) -> list[Column]:
    """The columns that differ from a whole in one dimension, in the order of its values."""
    parts = [moved(whole, dimension, value) for value in values]
    return [columns[part] for part in parts if part in columns]


def _has_treasury(whole: Coordinates, columns: Mapping[Coordinates, Column]) -> bool:
    """Whether the money that the treasury gives has a column of its own."""
    return bool(_columns_at(whole, "fund", ("general_public", "appropriation"), columns))


def make_up_the_whole(parts: Sequence[Row]) -> bool:
    """Whether rows below another are all its parts.

    其中 names some only, but 购置 and 运行 of vehicles are all even then: `其中：公务用车购置费`, `公务用车运行费`.
    """
    labels = [row.label for row in parts]
    if not any(label.startswith("其中") for label in labels):
        return True
    return all(any(half in label for label in labels) for half in ("购置费", "运行"))


def is_money(column: Column) -> bool:
    """Whether a column holds amounts: neither counts nor percentages, and no texts."""
    return column.coordinates is not None and column.coordinates.measure == "amount"


def in_table(column: Column, table: Table) -> Coordinates:
    """The coordinates of a value column, what it leaves open taken from its table."""
    assert column.coordinates is not None
    return column.coordinates.within(table.coordinates)


@cache
def moved(whole: Coordinates, dimension: str, value: str) -> Coordinates:
    """Coordinates that differ in one dimension only: `fund`, `"general_public"` for the general
    public part of a whole.
    """
    return replace(whole, **{dimension: value})
