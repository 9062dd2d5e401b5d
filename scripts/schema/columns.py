"""The pool of columns that every table draws from: keys by name, value columns by coordinates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scripts.schema.coordinates import SCOPES, VALUES, VINTAGES, Coordinates
from scripts.schema.english import english
from scripts.schema.figures import ABSENCES
from scripts.schema.kinds import SUBJECTS

LINE_ID = r"[b-df-hj-np-tv-z]{10}"
"""Ten consonants, as `package.row_ids` makes them."""


@dataclass(frozen=True)
class Column:
    """One column: its identifier, its Chinese title, what it means, its type and its bounds.

    `column_type` is the column's type in Fiscal Data Package 1.0; `coordinates` are there for value
    columns only. `heads` are the headers it was published under, by list; a column without any
    belongs to every list of its table.
    """

    name: str
    title: str
    meaning: str
    type: str = "string"
    constraints: dict[str, Any] = field(default_factory=dict)
    column_type: str | None = None
    coordinates: Coordinates | None = None
    heads: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_value(self) -> bool:
        """Whether cells of this column are figures that may be absent."""
        return self.coordinates is not None

    @property
    def english(self) -> str:
        """What the column is called in English."""
        if self.coordinates is None:
            return english(self.name)
        return english(self.name, self.coordinates.stated)

    @property
    def unit(self) -> str:
        """The unit of the column's numbers, where they all have one."""
        return "元" if self.name.endswith("_yuan") else ""

    def belongs_to(self, name: str) -> bool:
        """Whether rows of a list have this column."""
        return not self.heads or name in self.heads

    def path(self, name: str) -> tuple[str, ...]:
        """The headers over this column in a list, from the top; its title where it has none.

        A code printed in three columns (类, 款, 项) stands whole in one, below what was over all.

        >>> Column("amount", "合计", "", heads={"": "预算数 › 基本支出"}).path("")
        ('预算数', '基本支出')
        """
        # 科目编码 › 类 becomes 科目编码.
        text = self.heads.get(name, "")
        if self.name.endswith("_code"):
            text = _PART_OF_CODE.sub("", text)
        return tuple((text or self.title).split(_BETWEEN))

    def descriptor(self) -> dict[str, Any]:
        """The field as a Table Schema states it.

        What Data Package has no word for stands in properties of ours: coordinates, published.
        """
        properties: dict[str, Any] = {
            "name": self.name,
            "type": self.type,
            "title": self.title,
            "description": self.meaning,
        }
        if self.column_type:
            properties["columnType"] = self.column_type
        if self.coordinates is not None:
            properties["coordinates"] = {name: getattr(self.coordinates, name) for name in VALUES}
        if self.heads:
            # By list: income and expenditure print other names over one and the same column.
            properties["published"] = dict(self.heads)
        if self.constraints:
            properties["constraints"] = dict(self.constraints)
        return properties


def value_column(coordinates: Coordinates, heads: Mapping[str, str] | None = None) -> Column:
    """The column for figures at these coordinates; `heads` are its published headers, by list."""
    return Column(
        name=coordinates.column,
        title=coordinates.title,
        meaning=coordinates.in_words,
        type="number",
        # Fiscal Data Package knows amounts alone: percentages and counts have no type there.
        column_type="value" if coordinates.measure == "amount" else None,
        coordinates=coordinates,
        heads=heads or {},
    )


# Headers from the top, in one line of the descriptor: 预算数 › 基本支出.
_BETWEEN = " › "
_PART_OF_CODE = re.compile(r"(^| › )[类款项]$")


def _code(
    name: str, title: str, meaning: str, pattern: str, column_type: str | None = None
) -> Column:
    return Column(name, title, meaning, constraints={"pattern": pattern}, column_type=column_type)


def _choice(name: str, title: str, meaning: str, *values: str, required: bool = False) -> Column:
    bounds: dict[str, Any] = {"enum": list(values)}
    if required:
        bounds["required"] = True
    return Column(name, title, meaning, constraints=bounds)


DOUBTS = ("name", "doubled", "function", "year", "phase", "contents", "reason")
"""The kinds of doubts about words."""

_POOL = (
    Column("line", "行标识", "这一行永久的标识，与行序无关，可用作链接", constraints={"required": True, "unique": True,
        "pattern": LINE_ID}, column_type="budget-line-id"),
    Column("parent", "上级行", "所属上级行的行标识；没有上级则空白", constraints={"pattern": LINE_ID}),
    _choice("parent_basis", "上级行的依据", "sums 上级行只凭金额推断；空白则由编码、序号、名称或缩进看出", "sums"),
    Column("list", "列表", "并排印在一张表里的几个列表中的哪一个", constraints={"required": True,
        "pattern": "[a-z][a-z0-9-]*"}),
    Column("position", "位置", "在公开的表中是第几行数据，从 1 起", "integer", {"required": True, "minimum": 1}),
    _choice("role", "行的性质", "total 合计行，subtotal 小计行，line 明细行", "total", "subtotal", "line",
        required=True),
    Column("unit_code", "单位代码", "预算单位代码",
        column_type="administrative-classification:generic:level1:code"),
    Column("unit_name", "单位名称", "预算单位名称",
        column_type="administrative-classification:generic:level1:label"),
    # 201, 20113, 2011301: 类, 款, 项. Strings, for a code is a name and not a number.
    _code("function_code", "功能科目编码", "支出功能分类编码：类 3 位、款 5 位、项 7 位", r"\d{3}(\d{2}){0,2}",
        "functional-classification:generic:code"),
    Column("function_name", "功能科目名称", "支出功能分类名称，照公开的写法",
        column_type="functional-classification:generic:label"),
    _code("department_economic_code", "部门经济科目编码", "部门预算支出经济分类编码", r"\d{3}(\d{2}){0,2}",
        "economic-classification:generic:code"),
    Column("department_economic_name", "部门经济科目名称", "部门预算支出经济分类名称，照公开的写法",
        column_type="economic-classification:generic:label"),
    _code("government_economic_code", "政府经济科目编码", "政府预算支出经济分类编码", r"\d{3}(\d{2}){0,2}"),
    Column("government_economic_name", "政府经济科目名称", "政府预算支出经济分类名称，照公开的写法"),
    # Names stay as printed, misprints too: what a reader compares is the document.
    Column("project_name", "项目名称", "支出项目的名称，照公开的写法", column_type="activity:generic:project:label"),
    Column("project_number", "项目编号", "项目的编号或代码，照公开的写法"),
    # 政府购买服务指导性目录: three columns of names, the third within the second within the first.
    Column("catalogue_1", "一级目录", "政府购买服务指导性目录的一级，照公开的写法"),
    Column("catalogue_2", "二级目录", "政府购买服务指导性目录的二级，照公开的写法"),
    Column("catalogue_3", "三级目录", "政府购买服务指导性目录的三级，照公开的写法"),
    Column("method", "采购方式", "采购的组织形式或方式，照公开的写法"),
    Column("specification", "规格型号", "要买的东西的规格或型号，照公开的写法，至多 20 字"),
    Column("item", "项目（行）", "这一行印着的名目，照公开的写法"),
    Column("sheet", "绩效表序号", "第几张绩效目标申报表，从 1 起", "integer", {"required": True, "minimum": 1}),
    _choice("horizon", "期间", "multi_year 实施期，annual 年度", "multi_year", "annual"),
    Column("department_label", "主管部门及代码", "申报表上印着的主管部门及代码"),
    Column("attribute", "项目属性", "经常性或一次性，照公开的写法"),
    Column("category", "项目类别", "申报表上印着的项目类别，照公开的写法"),
    Column("duration", "项目期", "项目实施多久，照公开的写法"),
    Column("begins", "开始日期", "项目计划开始的日期，照公开的写法"),
    Column("ends", "完成日期", "项目计划完成的日期，照公开的写法"),
    Column("filed", "填报日期", "申报表的填报日期", "date"),
    _choice("goal_repeats", "年度目标是否照抄实施期目标", "words 文字相同，numbers 数量相同，no 不同", "words", "numbers",
        "no"),
    Column("level_1", "一级指标", "照公开的写法；合并单元格取上方最近的一个"),
    Column("level_2", "二级指标", "照公开的写法；合并单元格取上方最近的一个"),
    Column("level_3", "三级指标", "指标名称，照公开的写法"),
    Column("target", "指标值", "照公开的写法"),
    Column("target_unit", "指标值的单位", "指标值另印着的计量单位，照公开的写法"),
    Column("achieved", "实际完成值", "自评表上印着的实际完成值，照公开的写法"),
    # That a goal is told, and at what length, is a fact; its words are prose and are not stored.
    Column("goal_characters", "绩效目标字数", "这一行写的绩效目标有多少个字，原文不存", "integer", {"minimum": 1}),
    Column("indicator_characters", "绩效指标字数", "这一行写的绩效指标有多少个字，原文不存", "integer", {"minimum": 1}),
    Column("when", "时间", "这一行的事在什么时候做，照公开的写法，至多 20 字"),
    _choice("relation", "关系", "数量前的比较词；qualitative 写明“定性”，不数数", ">=", "<=", "=", ">", "<", "about",
        "qualitative"),
    Column("field", "出自", "这个数量写在申报表的哪一栏"),
    # A phrase of at most 20 characters is a fact; sentences of documents are not stored.
    Column("noun", "数的是什么", "数量之前的名词，至多 12 字", constraints={"maxLength": 12}),
    _choice("topic", "主题", "说的是哪一类事", "duties", "tables", "explanation", "terms", "organisation",
        "change", "income", "expenditure", "appropriation", "general-public", "basic",
        "government-fund", "state-capital", *(kind.name for kind in SUBJECTS), "performance",
        "assets", "other"),
    Column("section", "所在小节", "说明文字的小节标题序号与名称，至多 30 字", constraints={"maxLength": 30}),
    Column("subject", "说的是什么", "数字之前的名目，至多 20 字", constraints={"maxLength": 20}),
    _choice("measure", "量", "amount 金额，change 增减额，change_percent 增减百分比，share 占比，count 数量", "amount",
        "change", "change_percent", "share", "count"),
    _choice("vintage", "口径", "这个数属于哪一年的预算或执行", *VINTAGES),
    _choice("scope", "范围", "是否包含上年结转等", *SCOPES),
    _choice("direction", "方向", "说明文字写的增减方向：increase 增加，decrease 减少，same 持平或相同，similar 基本持平",
        "increase", "decrease", "same", "similar"),
    _choice("compared", "与什么相比", "增减从哪一个数算起", *VINTAGES),
    Column("whole", "占谁的比例", "百分比所说的整体，至多 20 字", constraints={"maxLength": 20}),
    Column("reason", "原因", "文件说的原因，至多 20 字；文件里还没说完的，以“……”结尾", constraints={"maxLength": 20}),
    Column("amount_unit", "计量单位", "本行数字的单位：万元、元、件、名、% 等"),
    # What is in doubt is quoted as a fact, a name whole, other words by at most 20 characters.
    _choice("doubt", "哪一种疑点", "name 名称写法不一，doubled 写了两遍，function 科目与表不符，year 年份，phase 预算或决算，"
        "contents 目录与标题不符，reason 没有写出原因", *DOUBTS),
    Column("expected", "应为", "文件别处的写法，至多 45 字", constraints={"maxLength": 45}),
    Column("table_title", "所在表", "这一格所在的表的标题"),
    Column("row", "行", "这一格在表中是第几行，从 1 起", "integer", {"minimum": 1}),
    Column("cell", "列", "这一格在行中是第几列，从 1 起", "integer", {"minimum": 1}),
    Column("text", "内容", "这一格印着的内容", constraints={"maxLength": 200}),
    Column("why", "缘由", "为什么没有归入表中"),
    Column("document", "文件", "出自哪一份文件（来源的序号，从 1 起）", "integer", {"required": True, "minimum": 1}),
    Column("page", "页", "在文件的第几页", "integer", {"minimum": 1}),
    Column("source_line", "行号", "在文本文件的第几行", "integer", {"minimum": 1}),
    Column("box", "位置框", "在页面上的位置：左 上 右 下，单位为点"),
)  # fmt: skip

KEYS: dict[str, Column] = {column.name: column for column in _POOL}
"""The key columns in the order of a table's columns; value columns come before `document`."""

ADDED = (
    "line",
    "parent",
    "parent_basis",
    "list",
    "position",
    "role",
    "document",
    "page",
    "source_line",
    "box",
)
"""The key columns that no document prints."""

NUMBER = Column("value", "数", "公开的数", "number", coordinates=Coordinates(measure="count"))
"""The one figure of a statement or of a quantity; its unit stands beside it in `amount_unit`."""

MISSING = sorted(ABSENCES)
"""What stands where a figure could, as plain `missingValues`; `absences` tells what each means."""
