"""What a performance sheet says twice must agree: its money, its indicators, the quantities that it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import combinations

from scripts.checks.comparisons import Cells, as_required, at_least, at_most, equality, noted
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Row, Table
from scripts.schema import MULTIPLIERS, Column
from scripts.schema.labels import folded


def _rule(
    id: str, title: str, meaning: str, source: str, severity: str, condition: str, formula: str
) -> Rule:
    return Rule(id, title, meaning, source, "performance", severity, condition, formula)


_FORM = "绩效目标申报表的填报要求"
FUNDS = _rule(
    "sheet-funds",
    "申报表：资金总额 = 各来源之和",
    "由谁出钱加起来等于要的钱",
    "规则 R-A16",
    "failure",
    "申报表列出了资金来源",
    "资金总额 = 中央 + 省级 + 市县 + 自筹 + 其他",
)
PROJECT = _rule(
    "sheet-project",
    "申报表的年度资金 = 项目支出表里的这个项目",
    "两处说的是同一个项目的同一笔钱（单位不同）",
    "规则 R-A16",
    "failure",
    "项目支出表里有同名的项目",
    "申报表年度资金总额 = 项目支出表同名项目的金额",
)
VALUES = _rule(
    "sheet-values",
    "每个指标都有指标值",
    "没有指标值，年底就没法说做到了没有",
    _FORM,
    "notice",
    "申报表列出了指标",
    "没有指标值的指标 = 0 个",
)
LEVELS = _rule(
    "sheet-levels",
    "二级指标属于它的一级指标",
    "数量、质量、时效、成本属于产出，经济、社会、生态、可持续影响属于效益；放错了多半是表格错位",
    _FORM,
    "notice",
    "二级指标的名称认得出",
    "产出：数量、质量、时效、成本；成本：经济、社会、生态环境成本；效益：经济、社会、生态、可持续影响；满意度：服务对象满意度",
)
QUANTITIES = _rule(
    "sheet-quantities",
    "同一张表里写到的数量前后一致",
    "目标、计划和指标说的是同一件事，数量不该不同",
    _FORM,
    "notice",
    "两处写到名称相近、单位相同的数量，并且不是一处说实施期、一处说年度",
    "一处的数量 = 另一处的数量；写“不少于”“不超过”的，另一处不越过它",
)
COST = _rule(
    "sheet-cost",
    "单价 × 数量 = 要的钱",
    "写了单价和数量，乘起来应当是申请的钱",
    _FORM,
    "notice",
    "计划写了单价，也写了数量；写“约”的允许相差一成",
    "年度资金总额 = 单价 × 数量（每月的再乘 12）",
)
REPEAT = _rule(
    "sheet-repeat",
    "年度目标不是照抄实施期目标",
    "几年的目标和一年的目标一样，说不清今年要做到哪一步",
    _FORM,
    "notice",
    "申报表既有实施期目标又有年度目标",
    "年度目标的文字或数量 ≠ 实施期目标",
)
RULES = (FUNDS, PROJECT, VALUES, LEVELS, QUANTITIES, COST, REPEAT)

_LEVELS = {
    "产出": r"(数量|质量|时效|成本)",
    "成本": r"(经济成本|社会成本|生态环境成本|成本)",
    "效益": r"(经济效益|社会效益|生态效益|可持续影响)",
    "满意度": r"(服务对象|社会公众|受益对象)?满意度?",
}
_SIMILAR = 2  # characters that two names must share to speak of one thing
_COMMON = re.compile(r"数量|次数|人数|全年|每年|年度|组织|开展|进行|购买|完成|通过|按照|计划")
_EACH = re.compile(r"每(人|次|个|册|份|台|套|家|户|场|期|件|辆)")
_ABOUT = Decimal("0.1")


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every verdict on the performance sheets of a package."""
    yield from _money(package)
    targets, texts = package.table("performance-targets"), package.table("sheet-quantities")
    if targets is not None:
        for sheet in dict.fromkeys(row["sheet"] for row in targets.rows):
            rows = [row for row in targets.rows if row["sheet"] == sheet]
            yield from _values(targets, rows)
            yield from _levels(targets, rows)
    if texts is not None:
        for sheet in dict.fromkeys(row["sheet"] for row in texts.rows):
            yield from _quantities(_named(texts, sheet) + _named(targets, sheet))
            yield from _costs(package, sheet, _named(texts, sheet) + _named(targets, sheet))
    heads = package.table("project-sheets")
    for row in heads.rows if heads is not None else ():
        if heads is not None and row["goal_repeats"]:
            yield _repeats(heads, row)


# Money


def _money(package: Package) -> Iterator[Verdict]:
    table, projects = package.table("sheet-funds"), package.table("projects")
    if table is None:
        return
    cells = Cells.of(table)
    for whole in (row for row in table.rows if row["role"] == "total"):
        lines = [row for row in table.rows if row["role"] == "line" and _same_sheet(row, whole)]
        # 其中 right below the total begins its sources; further down it says what one source is made of.
        parts = [
            row
            for place, row in enumerate(lines)
            if not place or not row["item"].startswith("其中")
        ]
        for column in (
            (column.name for column in table.values if _is_money(column)) if parts else ()
        ):
            right = [
                replace(cells.term(row, column), label=row["item"] or row.label) for row in parts
            ]
            found = equality(FUNDS.id, _asked(cells, whole, column), right)
            if found:
                yield found
        if whole["horizon"] == "annual" and whole["project_name"] and projects is not None:
            yield from _project(
                _asked(cells, whole, "amount"), whole["project_name"], Cells.of(projects)
            )


def _is_money(column: Column) -> bool:
    return column.coordinates is not None and column.coordinates.measure == "amount"


def _asked(cells: Cells, whole: Row, column: str) -> Term:
    """The money that a sheet asks for, called after its project and its line."""
    name = f"“{whole['project_name']}”的{whole['item'] or '资金总额'}"
    return replace(cells.term(whole, column), label=name)


def _same_sheet(row: Row, other: Row) -> bool:
    return (row["sheet"], row["horizon"]) == (other["sheet"], other["horizon"])


def _project(left: Term, name: str, projects: Cells) -> Iterator[Verdict]:
    same = [
        projects.term(row, "amount") for row in projects.table.rows if row["project_name"] == name
    ]
    # Several projects may share a name: the sheet is of one of them.
    own = [term for term in same if term.value == left.value]
    found = equality(PROJECT.id, left, own[:1] or same)
    if found and same:
        yield found


# Indicators


def _values(table: Table, rows: Sequence[Row]) -> Iterator[Verdict]:
    """Whether every indicator of a sheet that has a name has a target value too."""
    named = [
        row
        for row in rows
        if row["level_3"] and not re.fullmatch(r"总分|合计|总计", folded(row["level_3"]))
    ]
    bare = [row for row in named if not row["target"]]
    if named:
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
            label = f"{_sheet_name(row)}的{lower}"
            about = noted(
                label, f"在{upper}下", table=table.name, line=row["line"], column="level_2"
            )
            holds = re.fullmatch(_LEVELS[level], kind) is not None
            yield as_required(LEVELS.id, holds, about, f"在{'指标或'.join(above)}指标下")


def _sheet_name(row: Row) -> str:
    return f"“{row['project_name']}”的申报表"


def _repeats(table: Table, row: Row) -> Verdict:
    found = {"words": "文字相同", "numbers": "数量相同", "no": "不同"}[row["goal_repeats"]]
    about = noted(
        _sheet_name(row), found, table=table.name, line=row["line"], column="goal_repeats"
    )
    return as_required(REPEAT.id, row["goal_repeats"] == "no", about, "年度目标与实施期目标不同")


# Quantities


def _named(table: Table | None, sheet: str) -> list[tuple[Row, Term]]:
    """The quantities of a sheet that a table names, those of texts and those that are indicators."""
    if table is None:
        return []
    cells = Cells.of(table)
    # What came of a goal is no other goal: it may lawfully differ from what was aimed at.
    rows = [
        row
        for row in table.rows
        if row["sheet"] == sheet
        and row.number("value") is not None
        and "完成情况" not in row["field"]
    ]
    return [(row, replace(cells.term(row, "value"), label=_place(row))) for row in rows]


def _place(row: Row) -> str:
    horizon = {"multi_year": "实施期", "annual": "年度"}.get(row["horizon"], "")
    return f"“{row['project_name']}”{horizon}{row['field'] or '指标'}的“{_thing(row)}”"


def _thing(row: Row) -> str:
    """What a quantity counts: the noun before it, or the name of the indicator."""
    return row["noun"] or row["level_3"]


def _quantities(found: Sequence[tuple[Row, Term]]) -> Iterator[Verdict]:
    """Each quantity of one field against that of the most similar name in another field of the sheet."""
    fields: dict[tuple[str, str], list[tuple[Row, Term]]] = {}
    for row, term in found:
        fields.setdefault((row["field"], row["horizon"]), []).append((row, term))
    for (place, some), (other, others) in combinations(fields.items(), 2):
        for (row, left), (against, right) in (
            _pairs(some, others) if _same_horizon(place, other) else ()
        ):
            compared = _bounded(row["relation"], against["relation"])
            verdict = compared(QUANTITIES.id, left, [right])
            if verdict:
                yield verdict


def _bounded(relation: str, other: str) -> Callable[[str, Term, Sequence[Term]], Verdict | None]:
    """How two quantities compare: what is said to be at least so many may be more, two bounds are of one number."""
    if bool(relation) == bool(other):
        return equality
    # `6 of them` beside `at least 2`, `at least 2` beside `6 of them`.
    if relation in (">=", ">") or other in ("<=", "<"):
        return at_most
    return at_least if relation in ("<=", "<") or other in (">=", ">") else equality


def _same_horizon(place: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two fields speak of the same time: what holds for all years and what holds for one may differ.

    Plans and reasons are asked for with this year's money; a goal that names no year may be of all years.
    """
    if place[1] == other[1]:
        return True
    times = {horizon or ("" if "目标" in field else "annual") for field, horizon in (place, other)}
    return len(times) == 1


def _pairs(
    some: Sequence[tuple[Row, Term]], others: Sequence[tuple[Row, Term]]
) -> Iterator[tuple[tuple[Row, Term], tuple[Row, Term]]]:
    """The quantities of two fields that speak of one thing: the most similar names first, each once."""
    rated = [
        (_likeness(row, other), -n, -m)
        for n, (row, term) in enumerate(some)
        for m, (other, against) in enumerate(others)
        if term.unit == against.unit and term.unit not in ("%", "元")
    ]
    taken: set[tuple[str, int]] = set()
    for likeness, n, m in sorted(rated, reverse=True):
        places = {("some", n), ("others", m)}
        if likeness >= _SIMILAR and not places & taken:
            taken |= places
            yield some[-n], others[-m]


def _likeness(row: Row, other: Row) -> int:
    """How many characters in a row the names of two quantities share, the words left out that any may bear."""
    name, against = (_COMMON.sub("", folded(_thing(one))) for one in (row, other))
    return SequenceMatcher(None, name, against, autojunk=False).find_longest_match().size


def _costs(package: Package, sheet: str, found: Sequence[tuple[Row, Term]]) -> Iterator[Verdict]:
    """The money asked for a year against the price of one and the number of them, where a sheet names both once."""
    money = _annual(package, sheet)
    prices = {
        term.value: (row, term)
        for row, term in found
        if row["amount_unit"] in MULTIPLIERS and _EACH.search(_thing(row))
    }
    if money is None or len(prices) != 1:
        return
    ((row, price),) = prices.values()
    match = _EACH.search(_thing(row))
    numbers = {
        term.value: (other, term)
        for other, term in found
        if match and other["horizon"] != "multi_year" and _counts(other, match.group(1))
    }
    if len(numbers) == 1:
        ((other, number),) = numbers.values()
        yield _product(
            money,
            price,
            number,
            "每月" in _thing(row),
            "about" in (row["relation"], other["relation"]),
        )


def _counts(row: Row, unit: str) -> bool:
    """Whether a row says how many of a unit there are: `12人`, or `12` of 公务行人数."""
    return row["amount_unit"] == unit or (
        not row["amount_unit"] and _thing(row).endswith(f"{unit}数")
    )


def _annual(package: Package, sheet: str) -> Term | None:
    table = package.table("sheet-funds")
    rows = (
        []
        if table is None
        else [row for row in table.rows if row["sheet"] == sheet and row["role"] == "total"]
    )
    own = [row for row in rows if row["horizon"] == "annual"]
    return (
        _asked(Cells.of(table), own[0], "amount") if table is not None and len(own) == 1 else None
    )


def _product(money: Term, price: Term, number: Term, monthly: bool, about: bool) -> Verdict:
    months = (
        [Term("", "", "", "一年的月数", Decimal(12), Decimal(0), "12月", "月")] if monthly else []
    )
    product = (price.value or Decimal(0)) * (number.value or Decimal(0)) * (12 if monthly else 1)
    difference = (money.value or Decimal(0)) - product
    envelope = product * _ABOUT if about else Decimal(0)
    verdict = "pass" if not difference else "rounding" if abs(difference) <= envelope else "fail"
    reason = "文件写的是“约”" if about else ""
    return Verdict(
        COST.id, money, (price, number, *months), verdict, difference, envelope, reason, "product"
    )
