"""Which columns, and which rows, are all the parts of a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from scripts.package import Row, Table
from scripts.schema import VALUES, Column, Coordinates

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


def partitions(table: Table) -> Iterator[tuple[Column, tuple[Column, ...]]]:
    """Each value column of a table with the columns that are its parts; at least two of them."""
    columns = {_absolute(column, table): column for column in table.values if _is_money(column)}
    for whole in columns:
        for dimension, value, needed, others in _PARTITIONS:
            if getattr(whole, dimension) == value and all(
                _with(whole, dimension, one) in columns for one in needed
            ):
                parts = [_with(whole, dimension, part) for part in (*needed, *others)]
                found = tuple(columns[part] for part in parts if part in columns)
                if len(found) > 1:
                    yield columns[whole], found
        sources = tuple(_by_source(whole, columns))
        if len(sources) > 1:
            yield columns[whole], sources


def _by_source(whole: Coordinates, columns: Mapping[Coordinates, Column]) -> Iterator[Column]:
    """The columns of the kinds of money that a whole is made of, and what was carried over into it."""
    if whole.fund != "all":
        return
    this_year = _with(whole, "scope", "current_year") if whole.scope == "all" else whole
    apart = this_year not in columns and _has_treasury(this_year, columns)
    within = this_year if apart else whole
    if not _has_treasury(within, columns):
        return
    for first, others in _SOURCES:
        yield from (
            _either(first, within, columns)
            or _either(first, whole, columns)
            or _either(others, within, columns)
        )
    carried = _with(whole, "scope", "carried_over")
    if whole.scope == "all" and carried in columns:
        yield columns[carried]
    elif whole.scope == "all" and apart:
        yield from _either(
            [fund for first, others in _SOURCES for fund in (*first, *others)], carried, columns
        )


def _either(
    funds: Sequence[str], whole: Coordinates, columns: Mapping[Coordinates, Column]
) -> list[Column]:
    """The columns that a whole has of some kinds of money."""
    return [columns[part] for fund in funds if (part := _with(whole, "fund", fund)) in columns]


def _has_treasury(whole: Coordinates, columns: Mapping[Coordinates, Column]) -> bool:
    """Whether the money that the treasury gives has a column of its own."""
    return any(_with(whole, "fund", one) in columns for one in ("general_public", "appropriation"))


def make_up_the_whole(parts: Sequence[Row]) -> bool:
    """Whether parts are all there are: 其中 names some only, but 购置 and 运行 of vehicles are all even then."""
    some_only = any(part.label.startswith("其中") for part in parts)
    return not some_only or all(
        any(word in part.label for part in parts) for word in ("购置费", "运行")
    )


def _is_money(column: Column) -> bool:
    return column.coordinates is not None and column.coordinates.measure == "amount"


def _absolute(column: Column, table: Table) -> Coordinates:
    assert column.coordinates is not None
    return column.coordinates.within(table.coordinates)


@cache
def _with(whole: Coordinates, dimension: str, value: str) -> Coordinates:
    stated = {name: getattr(whole, name) for name in VALUES}
    return Coordinates(**(stated | {dimension: value}))
