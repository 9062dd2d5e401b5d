"""Whether spending is published as finely as the law asks: functions to 项, categories to 款."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from scripts.checks.comparisons import as_required, noted, undecided
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package, Row, Table
from scripts.schema.labels import folded

FUNCTIONS = Rule(
    "d1",
    "按功能分类细化到项",
    "只写到类、款，看不出钱具体用在哪件事上",
    "规则 R-D1；预算法 第四十六条、实施条例 第六条",
    group="fineness",
    condition="表按功能分类列支出，并且印了编码",
    formula="有金额的每一款 → 有 7 位编码的项；科目里没有项的款（援助其他地区支出、年初预留）除外",
)
CATEGORIES = Rule(
    "d2",
    "基本支出按经济分类细化到款",
    "只写工资福利、商品服务的总数，看不出具体买了什么",
    "规则 R-D2；实施条例 第六条",
    group="fineness",
    condition="基本支出表按经济分类列出：部门的（301、302……）或政府的（501、502……），印编码或印名称",
    formula="有金额的每一类 → 有下级的款",
)
NATURES = Rule(
    "d3",
    "基本支出和项目支出分开列",
    "维持运转的钱和办事的钱要分得开",
    "规则 R-D3；实施条例 第六条",
    group="fineness",
    condition="公开了支出总表或一般公共预算支出表",
    formula="表里有基本支出和项目支出两列",
)
RULES = (FUNCTIONS, CATEGORIES, NATURES)
# 援助其他地区支出, 预备费 and 年初预留: the classification itself divides them no further.
_UNDIVIDED = re.compile(r"219\d\d|227|22902")
_BY_FUNCTION = ("expenditure", "general-public-expenditure")
# The classes of the economic classifications, the department's (301), the government's (501).
_CLASSES = re.compile(r"30[1-9]|31\d|399|5[01]\d|599")
# 对个人和家庭补助, 对个人和家庭的补助支出, 机关资本性支出（一）: all are printed.
_NAMES = re.compile(
    r"(机关)?(工资福利支出|商品和服务支出)|对个人和家庭的?(的)?补助(支出)?"
    r"|对事业单位(经常性|资本性)补助|(机关)?资本性支出([(][一二][)])?"
)
"""How the classes of basic spending are called, where a table prints no codes."""


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each table that has to be fine."""
    tables = [package.table(name) for name in _BY_FUNCTION]
    by_function = [table for table in tables if table and table.rows]
    yield from map(_functions, by_function)
    yield from _natures(by_function)
    basic = []
    by_category = []
    for table in package.tables.values():
        if table.kind.name == "basic-expenditure" and table.rows:
            basic.append(table)
            if any(row["department_economic_code"] for row in table.rows):
                by_category.append(table)
    # A second table says the same money by the government's classification; either one will do.
    for table in by_category[:1] or basic[:1]:
        yield _categories(table)


def _functions(table: Table) -> Verdict:
    """Whether a table goes down to 项 (7 digits) below each 款 (5) and each 类 (3) with money."""
    coded = [row for row in table.rows if row["function_code"]]
    # A table by unit alone (某中心) prints no functions.
    if not coded:
        about = noted(table.title, "没有印编码", table=table.name, column="function_code")
        required = noted("要求", "细化到项")
        why = "表里没有印功能科目编码"
        return undecided(FUNCTIONS.id, about, (required,), why, "words")
    codes = [row["function_code"] for row in coded]
    finest = {code[:5] for code in codes if len(code) == 7}
    divided = {code[:3] for code in codes if len(code) > 3}
    # A 款 printed with 0.00 needs no 项.
    fives: list[Row] = []
    threes: list[Row] = []
    for row in coded:
        code = row["function_code"]
        if not _has_money(table, row) or _UNDIVIDED.fullmatch(code):
            continue
        if len(code) == 5 and code not in finest:
            fives.append(row)
        # A class with money and no line below it is as coarse as can be.
        if len(code) == 3 and code not in divided:
            threes.append(row)
    bare = fives + threes
    text, line = f"{len(finest)} 款都细化到项", ""
    if bare:
        text = f"{len(finest)} 款有项，{len(bare)} 处没有"
        line = bare[0]["line"]
    about = noted(table.title, text, table=table.name, line=line, column="function_code")
    return as_required(FUNCTIONS.id, not bare, about, "有金额的款都细化到项", _labels(bare))


def _labels(rows: Sequence[Row]) -> str:
    """The first few rows by name: four are what a reason has room for."""
    return "、".join(row.label for row in rows[:4])


def _categories(table: Table) -> Verdict:
    """Whether basic spending goes down to 款 (5 digits, or rows that follow) below each 类."""
    classes = [row for row in table.rows if _is_class(row) and _has_money(table, row)]
    above = {row["parent"] for row in table.rows if row["parent"]}
    for row, after in pairwise(table.rows):
        is_line = after.role == "line" and after.label
        is_part = is_line and not _is_class(after)
        # Without codes there may be no parents either: what follows a class is what it is made of,
        # unless the class is part of something that it is not (the next unit).
        is_beside = after["parent"] in (row["parent"], row["line"])
        if is_part and is_beside and not _economic(row):
            above.add(row["line"])
    economic = map(_economic, table.rows)
    # Beijing prints economic codes of 7 digits.
    codes = {code[:3] for code in economic if len(code) >= 5}
    if not classes and not codes:
        about = noted(table.title, "没有印编码", table=table.name)
        required = noted("要求", "细化到款")
        why = "表里没有印经济科目编码，也没有认得出的类"
        return undecided(CATEGORIES.id, about, (required,), why, "words")
    bare = [row for row in classes if row["line"] not in above]
    bare = [row for row in bare if _economic(row) not in codes]
    text, line = f"{len(codes)} 类直接列到款", ""
    if classes:
        divided = len(classes) - len(bare)
        text = f"{len(classes)} 类里 {divided} 类有款"
    if bare:
        line = bare[0]["line"]
    about = noted(table.title, text, table=table.name, line=line)
    return as_required(CATEGORIES.id, not bare, about, "有金额的类都细化到款", _labels(bare))


def _economic(row: Row) -> str:
    return row["department_economic_code"] or row["government_economic_code"]


def _is_class(row: Row) -> bool:
    code = _economic(row)
    if code:
        return _CLASSES.fullmatch(code) is not None
    return _NAMES.fullmatch(folded(row.label)) is not None


def _natures(tables: Sequence[Table]) -> Iterator[Verdict]:
    if not tables:
        return
    apart = []
    for table in tables:
        natures = {column.coordinates.nature for column in table.values if column.coordinates}
        # A table of 人员, 公用 and 项目 shows basic spending in its two halves.
        basic = "basic" in natures or {"personnel", "running"} <= natures
        if basic and "project" in natures:
            apart.append(table)
    text = "没有分开列"
    if apart:
        text = f"{'、'.join(table.title for table in apart)}分开列"
    first, *_ = apart or tables
    about = noted("基本支出和项目支出", text, table=first.name)
    yield as_required(NATURES.id, bool(apart), about, "分开列")


def _has_money(table: Table, row: Row) -> bool:
    return any(row.number(column.name) for column in table.values)
