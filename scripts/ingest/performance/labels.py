"""What a cell of a performance form is, by what it says: a field, a part, a column."""

from __future__ import annotations

from scripts.ingest.document import GridRow
from scripts.ingest.vocabulary.column_words import first_of
from scripts.schema.labels import plain

_FIELDS = (
    (r"(专项|项目|专项\(项目\)|专项资金|转移支付)名称", "project_name"),
    (
        r"(项目|[中省市区县][级央])?主管(预算)?部门(名称)?(及代码)?|(预算)?部门(\(单位\))?名称|预算部门",
        "department_label",
    ),
    (r"(部门|单位)(预算)?(编码|代码)", "unit_code"),
    (r"(项目)?(实施|承担|申报)单位(名称)?|项目单位", "unit_name"),
    (r"项目(属性|性质|类型)", "attribute"),
    (r"项目(类别|分类)", "category"),
    (r"项目(实施)?(期限?|周期|年限|起止时间)|实施(期限|周期|时间)", "duration"),
    (r"(计划|项目)?(开始|起始)(日期|时间)", "begins"),
    (r"(计划|项目)?(完成|终止|结束)(日期|时间)", "ends"),
)
TEXTS = ("项目概况", "立项依据", "项目设立必要性", "保证项目实施的制度、措施", "项目实施计划")
LABELS = (
    "项目名称", "专项(项目)名称", "主管部门及代码", "主管部门", "实施单位", "项目属性", "项目性质",
    "项目类别", "项目期", "项目期限", "实施期限", *TEXTS, "填报日期", "总体目标", "实施期目标", "年度目标",
    "年度总体目标", "绩效指标", "一级指标", "二级指标", "三级指标", "分值", "得分",
)  # fmt: skip
"""The labels of the form, as they are compared: what stands in such a cell is nobody's name."""

_PARTS = (
    (
        r"(项目|专项|年度|总体|预算|部门|整体|支出)*资金"
        r"(申请|总额|情况|金额|来源|构成|安排|预算|支出)*(\(.*\))?"
        # 年度预算安排, 当年预算; 部门预算 alone heads nothing.
        r"|(当年|本年|年度|全年|部门|整体)+(支出)?预算(支出)?(数|总?金?额|安排|申请|情况|构成)+(\(.*\))?"
        r"|(当年|本年|年度)(支出)?预算(支出)?(\(.*\))?",
        "money",
    ),
    (r"(年度|部门|全年)*(主要|重点)?工?作?任务(完成情况)?|任务名称", "tasks"),
    (
        r"(项目|年度|当年|总体|绩效|实施期|整体|部门|预期|长期|中期|全年|支出|总)*目标"
        r"((实际)?完成情况)?(\(.*\))?",
        "goals",
    ),
    (
        r"(项目|年度|绩效|目标|部门|整体|支出|具体|考核)+指标(体系|情况|设置|完成情况)?(\(.*\))?",
        "indicators",
    ),
)
_COLUMNS = (
    (r"\W*一级指标?", "level_1"),
    (r"二级指标", "level_2"),
    (r"三级指标(名称)?|指标(内容|名称)", "level_3"),
    (r"(全年|年度|实际)*(实际)?完成(值|情况|指标值)|(全年|年度)?实际(值|完成情况)", "achieved"),
    (r"(绩效)?指标(值)?(性质|类型)|(计算|比较)符号", "relation"),
    (r"(绩效)?(指标)?(度量|计量)单位", "unit"),
    (r".*(指标值|目标值)(\(.*\))?", "target"),
    (r"(指标)?(分值|权重)(权重)?(\(.*\))?", "weight"),
    (r"(自评)?得分(\(.*\))?", "score"),
    (
        r".*(原因|改进措施|说明|备注|解释).*|活动|指标值内容|.*评?\(?扣?\)?分(标准|规则|办法)",
        "words",
    ),
)
_field, _part, _column = first_of(_FIELDS), first_of(_PARTS), first_of(_COLUMNS)


def field(cell: str) -> str | None:
    """The field of a sheet's head that a label asks for; None for another text.

    >>> field("主管部门及代码："), field("绩效指标")
    ('department_label', None)
    """
    return _field(plain(cell).rstrip(":"))


def part(cell: str) -> str:
    """The part of a form that a label heads: money, tasks, goals, indicators; or nothing.

    >>> part("项目资金（万元）"), part("年度总体目标"), part("项目名称")
    ('money', 'goals', '')
    """
    return _part(plain(cell).rstrip(":")) or ""


def column(cell: str) -> str:
    """What stands under a head of the indicators; nothing for a text that heads no column.

    >>> column("年度指标值"), column("实际完成值"), column("偏差原因分析及改进措施")
    ('target', 'achieved', 'words')
    """
    return _column(plain(cell)) or ""


def heads_indicators(row: GridRow) -> bool:
    """Whether a row is the head of the indicators: it names two levels, or one and a target."""
    kinds = set(map(column, row.filled))
    levels = kinds & {"level_1", "level_2", "level_3"}
    if len(levels) > 1:
        return True
    if "target" not in kinds:
        return False
    return bool(levels) or "indicators" in map(part, row.filled)
