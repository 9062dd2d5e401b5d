"""What every column means of the tables that are made from all packages: facts, departments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from scripts.schema.columns import KEYS, Column
from scripts.schema.coordinates import VALUES
from scripts.schema.economic_items import TITLES
from scripts.schema.kinds import KINDS

ABOUT = (
    "unit_code", "unit_name", "function_code", "function_name", "department_economic_code",
        "department_economic_name",
    "government_economic_code", "government_economic_name", "project_name", "item",
)  # fmt: skip
"""The key columns that say what an amount is for."""

PLACE = ("line", "parent", "document", "page", "source_line")
"""The key columns that say where an amount stands."""

LEVELS = {"department": "部门", "office": "部门本级", "unit": "所属单位"}
"""Whose budget one is."""

_STATUTORY = {kind.name: kind.title for kind in KINDS.values() if kind.statutory}
# wanli-qu-shen-ji-ju
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


def _enum(values: Mapping[str, str]) -> dict[str, Any]:
    return {"enum": list(values)}


def _in_words(values: Mapping[str, str]) -> str:
    """budget 本年预算，outturn 决算; of the hundred items of the economic classifications only what they are."""
    own = {name: title for name, title in values.items() if name not in TITLES}
    words = "，".join(f"{name} {title}" for name, title in own.items())
    return words if len(own) == len(values) else f"{words}，item_ 加编码：支出经济分类的款"


_DIMENSIONS = {
    "measure": ("量", "金额一律是 amount", None),
    "vintage": ("口径", "这个数属于哪一年的预算或执行", "value-kind:code"),
    "fund": ("资金", "哪一种资金", "fin-source:generic:code"),
    "nature": ("性质", "基本支出、项目支出，或它们的部分", "expenditure-type:code"),
    "scope": ("范围", "当年安排、上年结转，或全部", None),
    "purpose": ("用途", "“三公”经费、政府采购等专门用途", None),
}
# In a package the unit is the first level of its body; over all packages the body is.
_LEVEL_2 = {
    "unit_code": "administrative-classification:generic:level2:code",
    "unit_name": "administrative-classification:generic:level2:label",
}
_BODY = Column(
    "body", "部门标识", "部门、本级或单位在本站的标识，也是它的网址的一部分", constraints={"required": True, "pattern": _SLUG},
    column_type="administrative-classification:generic:level1:code",
)  # fmt: skip
_NAME = Column(
    "department", "部门名称", "部门、本级或单位的名称，照公开的写法", constraints={"required": True},
    column_type="administrative-classification:generic:level1:label",
)  # fmt: skip
_LEVEL = Column("level", "级次", _in_words(LEVELS), constraints={"required": True, **_enum(LEVELS)})
_REGION = Column(
    "region", "地区代码", "所在地区的行政区划代码（GB/T 2260），从部门名称得出；空白表示没有地区", constraints={"pattern": r"\d{6}"},
    column_type="geo:source:code",
)  # fmt: skip


def _key(name: str) -> Column:
    """A key column of the pool as it stands in a table over all packages."""
    own = KEYS[name]
    # A line is unique in its package, and two packages may hold the same.
    bounds = {rule: bound for rule, bound in own.constraints.items() if rule != "unique"}
    return replace(own, constraints=bounds, column_type=_LEVEL_2.get(name, own.column_type))


FACTS = (
    _BODY, _NAME, _LEVEL, _REGION,
    Column("year", "年度", "预算年度或决算年度", "integer", {"required": True}, "date:fiscal-year"),
    Column("phase", "阶段", "budget 预算，final 决算", constraints={"required": True, "enum": ["budget",
        "final"]}, column_type="phase:id"),
    Column("direction", "方向", "income 收入，expenditure 支出；空白表示表里看不出", constraints={"enum": ["income",
        "expenditure"]}, column_type="direction"),
    Column("table", "表",
        f"在哪一类表：{_in_words(_STATUTORY)}；同类的第二张加 -2", constraints={"required": True}),
    _key("list"), _key("role"),
    *(Column(name, title, f"{meaning}：{_in_words(VALUES[name])}", constraints={"required": True,
        **_enum(VALUES[name])}, column_type=kind) for name, (title, meaning,
        kind) in _DIMENSIONS.items()),
    *map(_key, ABOUT),
    Column("amount_yuan", "金额（元）", "换算成元的金额，精确，不用浮点数", "number", {"required": True}, "value"),
    Column("published", "公开的数", "文件里印着的数，去掉千分位，小数位数照旧", "number", {"required": True}),
    Column("amount_unit", "公开的单位", "公开的数的单位；空白表示文件没有写，按元计"),
    *map(_key, PLACE),
    # Sub-totals are kept as published, so that a plain sum would count money twice.
    Column("is_leaf", "是否最细", "在它的表里，没有更细的数合起来等于它", "boolean", {"required": True}),
    # The same money stands in up to four tables of a document.
    Column("primary", "是否主要", "把收入或支出的总额拆得最细的那一张表里的最细的数：只加这些，不会重复计算", "boolean",
        {"required": True}),
)  # fmt: skip
"""The columns of the facts table, in order."""

DEPARTMENTS = (
    replace(_BODY, constraints=_BODY.constraints | {"unique": True}),
    _NAME, _LEVEL,
    Column("parent", "所属部门", "所属部门的名称；部门自己没有"),
    Column("parent_body", "所属部门标识", "所属部门在本站的标识；所属部门没有数据时空白", constraints={"pattern": _SLUG}),
    Column("code", "预算代码", "部门预算代码，照公开的写法"),
    _REGION,
    Column("region_name", "地区名称", "地区代码的名称", column_type="geo:source:title"),
    Column("years", "年度", "有数据的年度和阶段，用空格隔开，如 2023-budget"),
)  # fmt: skip
"""The columns of the table of departments, in order."""
