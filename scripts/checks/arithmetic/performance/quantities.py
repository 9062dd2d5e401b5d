"""The quantities of performance sheets: named twice alike; price times number is the money."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations
from operator import itemgetter
from typing import NamedTuple

from scripts.checks.arithmetic.performance.funds import asked
from scripts.checks.comparisons import Cells, at_least, at_most, equality, outcome_of
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Row, Table
from scripts.schema import MULTIPLIERS
from scripts.schema.labels import folded

_FORM = "绩效目标申报表的填报要求"
QUANTITIES = Rule(
    "sheet-quantities",
    "同一张表里写到的数量前后一致",
    "目标、计划和指标说的是同一件事，数量不该不同",
    _FORM,
    group="performance",
    severity="notice",
    condition="两处写到名称相近、单位相同的数量，并且不是一处说实施期、一处说年度",
    formula="一处的数量 = 另一处的数量；写“不少于”“不超过”的，另一处不越过它",
)
COST = Rule(
    "sheet-cost",
    "单价 × 数量 = 要的钱",
    "写了单价和数量，乘起来应当是申请的钱",
    _FORM,
    group="performance",
    severity="notice",
    condition="计划写了单价，也写了数量；写“约”的允许相差一成",
    formula="年度资金总额 = 单价 × 数量（每月的再乘 12）",
)
RULES = (QUANTITIES, COST)
SHEET = itemgetter("sheet")
# A field of more quantities than that is compared by its first ones.
_MOST_COMPARED = 60
_SIMILAR = 2  # characters that two names must share to speak of one thing
# What the names of any two quantities may share: 组织培训次数 and 组织检查次数 are two things.
_COMMON = re.compile(r"数量|次数|人数|全年|每年|年度|组织|开展|进行|购买|完成|通过|按照|计划")
# 每人, 每册, 每场: what a price is the price of.
_EACH = re.compile(r"每(人|次|个|册|份|台|套|家|户|场|期|件|辆)")
# How far a price or a number that is said to be 约 may be off, as a part of the product.
_ABOUT = Decimal("0.1")


class Quantity(NamedTuple):
    """A quantity that a sheet names: its row and its number as a term."""

    row: Row
    term: Term

    @property
    def thing(self) -> str:
        """What it counts: the noun before it, or the name of the indicator."""
        return self.row["noun"] or self.row["level_3"]


def in_sheet(table: Table, sheet: str) -> list[Quantity]:
    """The quantities of a sheet that a table names, of texts as well as of indicators."""
    cells = Cells.of(table)
    quantities = []
    for row in table.rows_by(SHEET).get(sheet, ()):
        # What came of a goal is no other goal: it may lawfully differ from what was aimed at.
        aimed_at = "完成情况" not in row["field"]
        if aimed_at and row.number("value") is not None:
            quantity = Quantity(row, cells.term(row, "value"))
            horizon = {"multi_year": "实施期", "annual": "年度"}.get(row["horizon"], "")
            field = row["field"] or "指标"
            # A finding has to say where in the sheet each number stands.
            label = f"“{row['project_name']}”{horizon}{field}的“{quantity.thing}”"
            quantities.append(quantity._replace(term=replace(quantity.term, label=label)))
    return quantities


def alike(quantities: Sequence[Quantity]) -> Iterator[Verdict]:
    """Each quantity of one field against that of the most similar name in another field."""
    fields: dict[tuple[str, str], list[Quantity]] = {}
    for quantity in quantities:
        place = (quantity.row["field"], quantity.row["horizon"])
        fields.setdefault(place, []).append(quantity)
    for (place, left_field), (other, right_field) in combinations(fields.items(), 2):
        # What holds for all years and what holds for one may differ. Plans and reasons are asked
        # for with this year's money; a goal that names no year may be of all years.
        times = {
            horizon or ("" if "目标" in field else "annual") for field, horizon in (place, other)
        }
        if place[1] != other[1] and len(times) > 1:
            continue
        for left, right in _pairs(left_field, right_field):
            compared = _bounded(left.row["relation"], right.row["relation"])
            verdict = compared(QUANTITIES.id, left.term, [right.term])
            if verdict:
                yield verdict


def _bounded(relation: str, other: str) -> Callable[[str, Term, Sequence[Term]], Verdict | None]:
    """How two quantities compare: `6` beside `at least 2` is at least that."""
    if bool(relation) == bool(other):
        return equality
    # ≥50册 beside 100 册 printed: 100 is no less than 50.
    if relation in (">=", ">") or other in ("<=", "<"):
        return at_most
    if relation in ("<=", "<") or other in (">=", ">"):
        return at_least
    return equality


def _pairs(
    left_field: Sequence[Quantity], right_field: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    """The quantities of two fields that speak of one thing, the most similar first, each once."""
    rated = []
    for n, left in enumerate(left_field[:_MOST_COMPARED]):
        for m, right in enumerate(right_field[:_MOST_COMPARED]):
            # 元 has rules of its own (`costs`, `funds`).
            unit = left.term.unit
            if unit != right.term.unit or unit in ("%", "元"):
                continue
            name, other = (_COMMON.sub("", folded(side.thing)) for side in (left, right))
            # How many characters in a row the two names share.
            shared = SequenceMatcher(None, name, other, autojunk=False).find_longest_match()
            # Minus: of names that are equally alike, those that come first are a pair.
            rated.append((shared.size, -n, -m))
    lefts: set[int] = set()
    rights: set[int] = set()
    for likeness, n, m in sorted(rated, reverse=True):
        if likeness >= _SIMILAR and n not in lefts and m not in rights:
            lefts.add(n)
            rights.add(m)
            yield left_field[-n], right_field[-m]


def costs(package: Package, sheet: str, quantities: Sequence[Quantity]) -> Iterator[Verdict]:
    """The money of a year against a price and a number, where a sheet names both once."""
    money = _annual(package, sheet)
    # By value: one price that is named twice is one price.
    prices = {
        quantity.term.value: quantity
        for quantity in quantities
        if quantity.row["amount_unit"] in MULTIPLIERS and _EACH.search(quantity.thing)
    }
    # 每册 100 元 and 每册 20 元: which of them is times 300 册?
    if money is None or len(prices) != 1:
        return
    (price,) = prices.values()
    each = _EACH.search(price.thing)
    assert each is not None
    unit = each.group(1)
    numbers = {}
    for quantity in quantities:
        own = quantity.row["amount_unit"]
        # 12人, or 12 of 公务行人数.
        counts = own == unit or (not own and quantity.thing.endswith(f"{unit}数"))
        # The money is of one year, so the number has to be.
        if counts and quantity.row["horizon"] != "multi_year":
            numbers[quantity.term.value] = quantity
    if len(numbers) == 1:
        (number,) = numbers.values()
        yield _product(money, price, number)


def _annual(package: Package, sheet: str) -> Term | None:
    """The money that a sheet asks for a year; None where it says so in no line, or in several."""
    table = package.table("sheet-funds")
    if table is None:
        return None
    rows = [
        row
        for row in table.rows_by(SHEET).get(sheet, ())
        if row.role == "total" and row["horizon"] == "annual"
    ]
    if len(rows) != 1:
        return None
    return asked(Cells.of(table), rows[0], "amount")


def _product(money: Term, price: Quantity, number: Quantity) -> Verdict:
    factors = [price.term, number.term]
    # 每人每月 100 元 for 10 人 is 12,000 元 a year.
    if "每月" in price.thing:
        factors.append(Term("", "", "", "一年的月数", Decimal(12), Decimal(0), "12月", "月"))
    product = Decimal(1)
    for factor in factors:
        product *= factor.value or Decimal(0)
    asked_for = money.value or Decimal(0)
    difference = asked_for - product
    envelope, reason = Decimal(0), ""
    # 约 300 册 at 100 元 beside 31,000 元 asked for.
    if "about" in (price.row["relation"], number.row["relation"]):
        envelope, reason = product * _ABOUT, "文件写的是“约”"
    return Verdict(
        COST.id,
        money,
        tuple(factors),
        outcome_of(difference, envelope),
        difference=difference,
        envelope=envelope,
        reason=reason,
        how="product",
    )
