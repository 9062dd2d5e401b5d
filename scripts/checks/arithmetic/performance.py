"""What a performance sheet says twice must agree: its money, its indicators, the quantities that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from scripts.checks.comparisons import (
    Cells,
    as_required,
    at_least,
    at_most,
    equality,
    noted,
    outcome_of,
)
from scripts.checks.verdicts import Rule, Severity, Term, Verdict
from scripts.package import Package, Row, Table
from scripts.package.partitions import is_money
from scripts.schema import MULTIPLIERS
from scripts.schema.labels import folded


def _rule(
    id: str,
    title: str,
    meaning: str,
    source: str,
    *,
    severity: Severity,
    condition: str,
    formula: str,
) -> Rule:
    return Rule(id, title, meaning, source, "performance", severity, condition, formula)


_FORM = "绩效目标申报表的填报要求"
FUNDS = _rule(
    "sheet-funds",
    "申报表：资金总额 = 各来源之和",
    "由谁出钱加起来等于要的钱",
    "规则 R-A16",
    severity="failure",
    condition="申报表列出了资金来源",
    formula="资金总额 = 中央 + 省级 + 市县 + 自筹 + 其他",
)
PROJECT = _rule(
    "sheet-project",
    "申报表的年度资金 = 项目支出表里的这个项目",
    "两处说的是同一个项目的同一笔钱（单位不同）",
    "规则 R-A16",
    severity="failure",
    condition="项目支出表里有同名的项目",
    formula="申报表年度资金总额 = 项目支出表同名项目的金额",
)
VALUES = _rule(
    "sheet-values",
    "每个指标都有指标值",
    "没有指标值，年底就没法说做到了没有",
    _FORM,
    severity="notice",
    condition="申报表列出了指标",
    formula="没有指标值的指标 = 0 个",
)
LEVELS = _rule(
    "sheet-levels",
    "二级指标属于它的一级指标",
    "数量、质量、时效、成本属于产出，经济、社会、生态、可持续影响属于效益；放错了多半是表格错位",
    _FORM,
    severity="notice",
    condition="二级指标的名称认得出",
    formula="产出：数量、质量、时效、成本；成本：经济、社会、生态环境成本；效益：经济、社会、生态、可持续影响；满意度：服务对象满意度",
)
QUANTITIES = _rule(
    "sheet-quantities",
    "同一张表里写到的数量前后一致",
    "目标、计划和指标说的是同一件事，数量不该不同",
    _FORM,
    severity="notice",
    condition="两处写到名称相近、单位相同的数量，并且不是一处说实施期、一处说年度",
    formula="一处的数量 = 另一处的数量；写“不少于”“不超过”的，另一处不越过它",
)
COST = _rule(
    "sheet-cost",
    "单价 × 数量 = 要的钱",
    "写了单价和数量，乘起来应当是申请的钱",
    _FORM,
    severity="notice",
    condition="计划写了单价，也写了数量；写“约”的允许相差一成",
    formula="年度资金总额 = 单价 × 数量（每月的再乘 12）",
)
REPEAT = _rule(
    "sheet-repeat",
    "年度目标不是照抄实施期目标",
    "几年的目标和一年的目标一样，说不清今年要做到哪一步",
    _FORM,
    severity="notice",
    condition="申报表既有实施期目标又有年度目标",
    formula="年度目标的文字或数量 ≠ 实施期目标",
)
RULES = (FUNDS, PROJECT, VALUES, LEVELS, QUANTITIES, COST, REPEAT)

_LEVELS = {
    "产出": r"(数量|质量|时效|成本)",
    "成本": r"(经济成本|社会成本|生态环境成本|成本)",
    "效益": r"(经济效益|社会效益|生态效益|可持续影响)",
    "满意度": r"(服务对象|社会公众|受益对象)?满意度?",
}
"""The kinds of indicators that stand under each level."""

_GOALS = {"words": "文字相同", "numbers": "数量相同", "no": "不同"}
"""What `goal_repeats` says of a sheet's two goals."""

_SIMILAR = 2  # characters that two names must share to speak of one thing
# What the names of any two quantities may share: 组织培训次数 and 组织检查次数 are two things.
_COMMON = re.compile(r"数量|次数|人数|全年|每年|年度|组织|开展|进行|购买|完成|通过|按照|计划")
_EACH = re.compile(r"每(人|次|个|册|份|台|套|家|户|场|期|件|辆)")
_ABOUT = Decimal("0.1")
"""How far a price or a number that is said to be 约 may be off, as a part of the product."""


class Quantity(NamedTuple):
    """A quantity that a sheet names, in a text or as an indicator: its row and its number as a term."""

    row: Row
    term: Term

    @property
    def thing(self) -> str:
        """What it counts: the noun before it, or the name of the indicator."""
        return self.row["noun"] or self.row["level_3"]


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every verdict on the performance sheets of a package."""
    yield from _funds(package)
    targets, texts = package.table("performance-targets"), package.table("sheet-quantities")
    if targets is not None:
        for sheet in _sheets(targets):
            rows = [row for row in targets.rows if row["sheet"] == sheet]
            yield from _values(targets, rows)
            yield from _levels(targets, rows)
    if texts is not None:
        for sheet in _sheets(texts):
            quantities = _in_sheet(texts, sheet)
            if targets is not None:
                quantities += _in_sheet(targets, sheet)
            yield from _quantities(quantities)
            yield from _costs(package, sheet, quantities)
    goals = package.table("project-sheets")
    if goals is not None:
        yield from (_repeats(goals, row) for row in goals.rows if row["goal_repeats"])


def _sheets(table: Table) -> list[str]:
    return list(dict.fromkeys(row["sheet"] for row in table.rows))


# Money


def _funds(package: Package) -> Iterator[Verdict]:
    """The money that each sheet asks for, against its sources and against the table of projects."""
    table, projects = package.table("sheet-funds"), package.table("projects")
    if table is None:
        return
    cells = Cells.of(table)
    for whole in table.totals():
        yield from _sources(cells, whole)
        if projects is not None and whole["horizon"] == "annual" and whole["project_name"]:
            yield from _project(_asked(cells, whole, "amount"), whole["project_name"], projects)


def _sources(cells: Cells, whole: Row) -> Iterator[Verdict]:
    sheet = (whole["sheet"], whole["horizon"])
    lines = [
        row
        for row in cells.table.rows
        if row.role == "line" and (row["sheet"], row["horizon"]) == sheet
    ]
    # 其中 right below the total begins its sources; further down it says what one source is made of.
    parts = lines[:1] + [row for row in lines[1:] if not row["item"].startswith("其中")]
    if not parts:
        return
    for column in filter(is_money, cells.table.values):
        right = [
            replace(cells.term(row, column.name), label=row["item"] or row.label) for row in parts
        ]
        verdict = equality(FUNDS.id, _asked(cells, whole, column.name), right)
        if verdict:
            yield verdict


def _asked(cells: Cells, whole: Row, column: str) -> Term:
    """The money that a sheet asks for, called after its project and its line."""
    name = f"“{whole['project_name']}”的{whole['item'] or '资金总额'}"
    return replace(cells.term(whole, column), label=name)


def _project(left: Term, name: str, projects: Table) -> Iterator[Verdict]:
    """The money that a sheet asks for against the line of its project."""
    cells = Cells.of(projects)
    lines = [cells.term(row, "amount") for row in projects.rows if row["project_name"] == name]
    # Several projects may share a name: the sheet is of one of them.
    own = [term for term in lines if term.value == left.value]
    verdict = equality(PROJECT.id, left, own[:1] or lines)
    if verdict and lines:
        yield verdict


# Indicators


def _values(table: Table, rows: Sequence[Row]) -> Iterator[Verdict]:
    """Whether every indicator of a sheet that has a name has a target value too."""
    named = [
        row
        for row in rows
        if row["level_3"] and not re.fullmatch(r"总分|合计|总计", folded(row["level_3"]))
    ]
    if not named:
        return
    bare = [row for row in named if not row["target"]]
    about = noted(
        _sheet_name(rows[0]),
        f"{len(named)} 个指标，{len(bare)} 个没有指标值",
        table=table.name,
        line=(bare or named)[0]["line"],
        column="target",
    )
    reason = "、".join(dict.fromkeys(row["level_3"] for row in bare[:4]))
    yield as_required(VALUES.id, not bare, about, "每个指标都有指标值", reason)


def _levels(table: Table, rows: Sequence[Row]) -> Iterator[Verdict]:
    """Whether each kind of indicator of a sheet stands under the level that it belongs to."""
    pairs = {(row["level_1"], row["level_2"]): row for row in reversed(rows)}
    for (upper, lower), row in reversed(pairs.items()):
        level, kind = upper.removesuffix("指标"), lower.removesuffix("指标").removesuffix("指")
        above = [name for name, pattern in _LEVELS.items() if re.fullmatch(pattern, kind)]
        if level in _LEVELS and above:
            about = noted(
                f"{_sheet_name(row)}的{lower}",
                f"在{upper}下",
                table=table.name,
                line=row["line"],
                column="level_2",
            )
            expected = f"在{'指标或'.join(above)}指标下"
            yield as_required(LEVELS.id, level in above, about, expected)


def _sheet_name(row: Row) -> str:
    return f"“{row['project_name']}”的申报表"


def _repeats(table: Table, row: Row) -> Verdict:
    repeats = row["goal_repeats"]
    about = noted(
        _sheet_name(row),
        _GOALS[repeats],
        table=table.name,
        line=row["line"],
        column="goal_repeats",
    )
    return as_required(REPEAT.id, repeats == "no", about, "年度目标与实施期目标不同")


# Quantities


def _in_sheet(table: Table, sheet: str) -> list[Quantity]:
    """The quantities of a sheet that a table names, those of texts and those that are indicators."""
    cells = Cells.of(table)
    quantities = []
    for row in table.rows:
        # What came of a goal is no other goal: it may lawfully differ from what was aimed at.
        aimed_at = "完成情况" not in row["field"]
        if row["sheet"] == sheet and aimed_at and row.number("value") is not None:
            quantity = Quantity(row, cells.term(row, "value"))
            named = replace(quantity.term, label=_place(quantity))
            quantities.append(quantity._replace(term=named))
    return quantities


def _place(quantity: Quantity) -> str:
    row = quantity.row
    horizon = {"multi_year": "实施期", "annual": "年度"}.get(row["horizon"], "")
    return f"“{row['project_name']}”{horizon}{row['field'] or '指标'}的“{quantity.thing}”"


def _quantities(quantities: Sequence[Quantity]) -> Iterator[Verdict]:
    """Each quantity of one field against that of the most similar name in another field of the sheet."""
    fields: dict[tuple[str, str], list[Quantity]] = {}
    for quantity in quantities:
        place = (quantity.row["field"], quantity.row["horizon"])
        fields.setdefault(place, []).append(quantity)
    for (place, left_field), (other, right_field) in combinations(fields.items(), 2):
        if not _same_horizon(place, other):
            continue
        for left, right in _pairs(left_field, right_field):
            compared = _bounded(left.row["relation"], right.row["relation"])
            verdict = compared(QUANTITIES.id, left.term, [right.term])
            if verdict:
                yield verdict


def _bounded(relation: str, other: str) -> Callable[[str, Term, Sequence[Term]], Verdict | None]:
    """How two quantities compare: what is said to be at least so many may be more, two bounds are of one number.

    `6 of them` beside `at least 2` is at least that, `at least 2` beside `6 of them` at most.
    """
    if bool(relation) == bool(other):
        return equality
    if relation in (">=", ">") or other in ("<=", "<"):
        return at_most
    if relation in ("<=", "<") or other in (">=", ">"):
        return at_least
    return equality


def _same_horizon(place: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two fields speak of the same time: what holds for all years and what holds for one may differ.

    Plans and reasons are asked for with this year's money; a goal that names no year may be of all years.
    """
    if place[1] == other[1]:
        return True
    times = {horizon or ("" if "目标" in field else "annual") for field, horizon in (place, other)}
    return len(times) == 1


def _pairs(
    left_field: Sequence[Quantity], right_field: Sequence[Quantity]
) -> Iterator[tuple[Quantity, Quantity]]:
    """The quantities of two fields that speak of one thing: the most similar names first, each once."""
    rated = []
    for n, left in enumerate(left_field):
        for m, right in enumerate(right_field):
            if left.term.unit == right.term.unit and left.term.unit not in ("%", "元"):
                rated.append((_likeness(left, right), -n, -m))
    lefts: set[int] = set()
    rights: set[int] = set()
    for likeness, n, m in sorted(rated, reverse=True):
        if likeness >= _SIMILAR and n not in lefts and m not in rights:
            lefts.add(n)
            rights.add(m)
            yield left_field[-n], right_field[-m]


def _likeness(quantity: Quantity, other: Quantity) -> int:
    """How many characters in a row the names of two quantities share, the words left out that any may bear."""
    name, against = (_COMMON.sub("", folded(side.thing)) for side in (quantity, other))
    return SequenceMatcher(None, name, against, autojunk=False).find_longest_match().size


# Price times number


def _costs(package: Package, sheet: str, quantities: Sequence[Quantity]) -> Iterator[Verdict]:
    """The money asked for a year against the price of one and the number of them, where a sheet names both once."""
    money = _annual(package, sheet)
    prices = {
        quantity.term.value: quantity
        for quantity in quantities
        if quantity.row["amount_unit"] in MULTIPLIERS and _EACH.search(quantity.thing)
    }
    if money is None or len(prices) != 1:
        return
    (price,) = prices.values()
    each = _EACH.search(price.thing)
    assert each is not None
    numbers = {
        quantity.term.value: quantity
        for quantity in quantities
        if quantity.row["horizon"] != "multi_year" and _counts(quantity, each.group(1))
    }
    if len(numbers) == 1:
        (number,) = numbers.values()
        yield _product(money, price, number)


def _counts(quantity: Quantity, unit: str) -> bool:
    """Whether a quantity says how many of a unit there are: `12人`, or `12` of 公务行人数."""
    own = quantity.row["amount_unit"]
    return own == unit or (not own and quantity.thing.endswith(f"{unit}数"))


def _annual(package: Package, sheet: str) -> Term | None:
    """The money that a sheet asks for a year; None where it says so in no line, or in several."""
    table = package.table("sheet-funds")
    if table is None:
        return None
    rows = [row for row in table.totals() if row["sheet"] == sheet and row["horizon"] == "annual"]
    return _asked(Cells.of(table), rows[0], "amount") if len(rows) == 1 else None


def _product(money: Term, price: Quantity, number: Quantity) -> Verdict:
    """The verdict on `money = price × number`, times 12 where the price is of a month."""
    factors = [price.term, number.term]
    if "每月" in price.thing:
        factors.append(Term("", "", "", "一年的月数", Decimal(12), Decimal(0), "12月", "月"))
    product = Decimal(1)
    for factor in factors:
        product *= factor.value or Decimal(0)
    difference = (money.value or Decimal(0)) - product
    about = "about" in (price.row["relation"], number.row["relation"])
    envelope = product * _ABOUT if about else Decimal(0)
    return Verdict(
        COST.id,
        money,
        tuple(factors),
        outcome_of(difference, envelope),
        difference=difference,
        envelope=envelope,
        reason="文件写的是“约”" if about else "",
        how="product",
    )
