"""The words that head columns: which key column, or which coordinates, each stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from scripts.schema import VINTAGES, Phase
from scripts.schema.labels import plain

CODE_PARTS = {"类": 1, "款": 2, "项": 3}
"""The heads of codes printed in three columns, class, group and item, with the place of each."""

WORDS = "words"
"""The key of a column of prose, or of what the data model knowingly does not publish."""
# A head's text, less years and blanks, to the key column under it. `code` and `name` are of
# whatever classification the table is about; `code:1` to `code:3` are the parts of a code.
_KEYS = (
    (r"类", "code:1"),
    (r"款", "code:2"),
    (r"项", "code:3"),
    (r"单位\(项目\)名称|(二级|三级)项目(名称)?", "project_name"),
    (r"部门.*经济.*(编码|代码)", "department_economic_code"),
    (r"政府.*经济.*(编码|代码)", "government_economic_code"),
    (r"(支出)?经济(分类)?(科目)?(编码|代码)", "department_economic_code"),
    (r"部门.*经济.*(名称|科目|分类).*", "department_economic_name"),
    (r"政府.*经济.*(名称|科目|分类).*", "government_economic_name"),
    (r"(支出)?经济(分类(科目)?|科目)(名称)?", "department_economic_name"),
    (r"(预算)?单位(编码|代码)|部门(编码|代码)", "unit_code"),
    (r"(一级|二级|基层|预算|项目|实施|责任)?(预算)?单位(名称)?|部门(名称)?", "unit_name"),
    (r"(一级|二级|预算)?项目名称|支出项目类别(\(.*\))?|专项名称", "project_name"),
    (r"(支出|收入)?功能(分类?)?(科目)?(编码|代码)", "function_code"),
    (r"(支出|收入)?功能(分类?)?(科目)?(名称)?(\(.*\))?", "function_name"),
    (r"(收入|支出|预算)?(科目)?(编码|代码)", "code"),
    (
        r"(收入|支出|预算)?科目(名称)?|科目名称\(.*\)|名称|"
        r"(预算)?单位(名称)?[(/、及]科目(名称)?\)?|科目(名称)?[(/、]单位(名称)?\)?(名称)?",
        "name",
    ),
    (r"项目\(按?.*(分类?|性质|科目|用途)\)", "item"),
    (
        r"项目(内容)?|项目(类别|类型|分类|级次)|类型|一级项目(名称)?|(支出|收入|费用|预算)项目|支出用途|"
        r"采购(类别|类型|品目(大类)?|目录|物品)(名称)?|采购项目(名称)?|品目名称|购买服务(项目|内容)(名称)?",
        "item",
    ),
    (r"一级指标", "level_1"),
    (r"二级指标", "level_2"),
    (r"三级指标|指标(名称|内容)", "level_3"),
    (r"(本年)?(绩效)?指标值|目标值", "target"),
    (r"(绩效)?指标(值)?(性质|类型)", "relation"),
    (r"(绩效)?(指标)?(度量|计量)单位", "target_unit"),
    (r"采购(组织形式|方式)", "method"),
    (r"规格型号|型号规格", "specification"),
    (r"项目(编号|编码|代码)", "project_number"),
    (r"(项目|年度|当年|总体|整体)*绩效(总体?)?目标", "goal_characters"),
    (r"绩效目标字数", "goal_characters:counted"),
    (r"(项目|年度|当年|总体|整体)*绩效指标", "indicator_characters"),
    (r"绩效指标字数", "indicator_characters:counted"),
    (r"(会议|培训)(班)?(名称|内容)", "item"),
    (r"(资产|设备|车辆|装备)(名称|类别|类型|分类|种类)", "item"),
    (r"(实施)?(采购|会议|培训|召开|举办|举行|开展|计划)?(起止)?时间", "when"),
    (
        r"(项目|资金)?(简介|概况)|(项目|主要|支出|工作|任务)*(内容及依据|内容及说明|主要内容|简要说明)"
        r"|备注(说明)?|说明|(主要)?用途|(评\(?扣?\)?分|扣分|计分|评价|考核)(标准|规则|办法|细则)|指标值?(解释|说明|内容)"
        r"|(立项|测算|编制|政策|设立)(依据|过程|说明)(及.{2,8})?|(偏差)?原因(分析)?(及.{2,8})?|是否核心(指标)?",
        WORDS,
    ),
    (r"一级(指导性)?目录(名称)?", "catalogue_1"),
    (r"二级(指导性)?目录(名称)?", "catalogue_2"),
    (r"三级(指导性)?目录(名称)?", "catalogue_3"),
    (r"年度|年份", "vintage"),
)
MORE_OF_A_ROW = frozenset((
    "goal_characters", "goal_characters:counted", "indicator_characters",
    "indicator_characters:counted", "specification", "project_number", "when", WORDS,
))  # fmt: skip
"""The key columns that say more of a row and are not its name: no list of rows begins at one."""

# What says that a column holds a change on the year before: 增减, 比上年预算数变动, 2025年比2024年增（减）.
_CHANGE = (
    r"(本年)?(预算数?)?(比|较|与|同比)?(上年|去年)?(年初)?(预算数?|执行数|决算数|完成数)?(相?比)?(较)?"
    r"(增减|变动|变化|增长|增\(减\))"
)
# By what a head may say that it counts: （个）, （人次）.
_OF = r"(\([个人次批辆台]{1,2}\))?"
# A head's text to dimensions of the figures under it; the first that matches the whole counts.
_VALUES = (
    (r"(一般)?公共(财政)?预算(当年)?(财政)?(拨款|收入|资金|支出)*", {"fund": "general_public"}),
    (r"政府性基金(收入|支出)?(预算)?(财政)?(拨款|收入|资金|支出)*", {"fund": "government_fund"}),
    (r"国有资本经营(收入|支出)?(预算)?(财政)?(拨款|收入|资金|支出)*", {"fund": "state_capital"}),
    (r"财政专户(管理|核拨)?(资金|收入|拨款|事业)*", {"fund": "fiscal_account"}),
    (r"教育收费(收入|资金)?", {"fund": "education_fees"}),
    (r"其他专户收入(拨款)?", {"fund": "other_fiscal_account"}),
    (r"(单位|其他|自有|自筹)资金(收入)?", {"fund": "own_funds"}),
    (
        r"(本级|当年|本年)?(财政|预算)拨款(收入|预算数?|支出|补助|\(补助\)|预算)?(资金)?|财政性?资金",
        {"fund": "appropriation"},
    ),
    (r"经费拨款(\(补助\))?", {"fund": "treasury_grant"}),
    (r"本级财力(安排)?|本级(财政)?安排", {"fund": "own_level"}),
    (
        r"(上级|中央|省级?)?(提前下达|提前告知)?(专项)?转移支付(补助)?(资金|收入)?",
        {"fund": "upper_transfers"},
    ),
    (r"财政拨款结(转|余)(结余|和结余)?", {"fund": "appropriation"}),
    (r"非财政拨款结(转|余)(结余|和结余)?", {"fund": "own_funds"}),
    (r"(纳入(一般公共)?预算管理的)?(行政事业性收费等)?非税收入(拨款)?", {"fund": "nontax"}),
    (r"专项资金列入部门预算(的)?项目", {"fund": "earmarked"}),
    (r"事业(预算)?收入(资金)?", {"fund": "business_income"}),
    (r"(事业单位)?经营(服务)?收入(资金)?", {"fund": "trading_income"}),
    (r"上级补助收入", {"fund": "superior_subsidy"}),
    (r"(对)?附属单位上缴收入?", {"fund": "subordinate_payment"}),
    (r"(单位)?其[他它]收入", {"fund": "other_income"}),
    (r"使用非财政拨款结余.*|用非财政拨款结余.*|用事业基金弥补收支差额", {"fund": "balance_used"}),
    (r"基本支出(预算|合计|小计)?", {"nature": "basic"}),
    (r"(项目|专项业务经费)支出(预算|合计|小计|总数)?|专项业务(经)?费", {"nature": "project"}),
    (r"人员(经费|支出|类|经费支出)(项目)?", {"nature": "personnel"}),
    (r"(运转类)?(日常)?公用(经费|支出|经费支出|类|经费类)(项目)?", {"nature": "running"}),
    (r"其他运转类(项目)?(支出)?", {"nature": "other_operation"}),
    (r"特定目标类(项目)?(支出)?", {"nature": "specific_target"}),
    (r"基本支出结转(结余|和结余)?", {"nature": "basic"}),
    (r"项目支出结转(结余|和结余)?", {"nature": "project"}),
    (r"(事业单位)?经营支出", {"nature": "trading"}),
    (r"上缴上级(支出)?", {"nature": "superior_payment"}),
    (r"对附属单位补助(支出)?", {"nature": "subordinate_subsidy"}),
    (r"(单位)?预留机动经费", {"nature": "reserve"}),
    (r"上年(财政拨款)?(结转|结余)(、?(结余|结转)|和结余)?(资金|收入)?", {"scope": "carried_over"}),
    (r"上年实户资金余额", {"fund": "account_balance"}),
    (r"(年终)?结转(结余|和结余)?(至|下)?(下年|次年)(资金)?", {"scope": "carried_forward"}),
    (r"年终结转(结余|和结余)?", {"scope": "carried_forward"}),
    (r"年初(财政拨款)?结转(和结余)?", {"scope": "opening_balance"}),
    (r"年末(财政拨款)?结转(和结余)?", {"scope": "closing_balance"}),
    (r"结余分配", {"scope": "balance_distribution"}),
    (r"(本年|当年)(财政)?(收入|支出|拨款)?(预算)?(安排|合计|小计)?", {"scope": "current_year"}),
    (r"(因公)?出国(\(境\))?(费用?|经费)?", {"purpose": "travel_abroad"}),
    (r"公务接待(费|经费)", {"purpose": "hospitality"}),
    (r"公务用车(购置及?(和)?运行(维护)?)?费?(费用)?(小计)?", {"purpose": "vehicles"}),
    (r"(公务用车)?购置(经费|费用?)?|公务用车购置", {"purpose": "vehicle_purchase"}),
    (r"(公务用车)?运行(维护)?(费|费用)|公务用车运行维护", {"purpose": "vehicle_running"}),
    (r"(因公)?出国\(境\)团组数?(量)?" + _OF, {"measure": "count", "purpose": "trips"}),
    (r"(因公)?出国\(境\)(人次?数?|人员)" + _OF, {"measure": "count", "purpose": "travellers"}),
    (r"公务用车购置(数量?|量|辆数)" + _OF, {"measure": "count", "purpose": "vehicles_bought"}),
    (r"(年末)?(公务用车)?保有(量|数|辆数)" + _OF, {"measure": "count", "purpose": "vehicles_held"}),
    (r"(国内)?公务接待批次(数)?" + _OF, {"measure": "count", "purpose": "receptions"}),
    (r"(国内)?公务接待人(次|数|次数)" + _OF, {"measure": "count", "purpose": "guests"}),
    (r"国\(境\)外公务接待批次(数)?" + _OF, {"measure": "count", "purpose": "foreign_receptions"}),
    (r"国\(境\)外公务接待人(次|数|次数)" + _OF, {"measure": "count", "purpose": "foreign_guests"}),
    (r"(机关)?工资福利(支出)?", {"purpose": "wages"}),
    (r"(机关)?(一般)?商品和服务(支出)?", {"purpose": "goods_services"}),
    (r"对?个人和家庭的?补助(支出)?", {"purpose": "individuals_families"}),
    (r"债务利息及费用(支出)?|债务利息支出", {"purpose": "debt_interest"}),
    (r"债务还本(支出)?", {"purpose": "debt_principal"}),
    (r"(机关)?资本性支出\((基本建设|二)\)|基本建设支出", {"purpose": "capital_construction"}),
    (r"(机关|其他)?资本性支出(\(一\))?", {"purpose": "capital"}),
    (r"对事业单位经常性补助", {"purpose": "institutions_current"}),
    (r"对事业单位资本性补助", {"purpose": "institutions_capital"}),
    (r"对企(业|事业单位的?)补[助贴]", {"purpose": "enterprises"}),
    (r"对企业资本性支出", {"purpose": "enterprises_capital"}),
    (r"对社会保障基金补助", {"purpose": "social_security_funds"}),
    (r"转移性支出", {"purpose": "transfers"}),
    (r"预备费及预留", {"purpose": "reserves"}),
    (r"其他支出", {"purpose": "other_expenditure"}),
    (r"会议费", {"purpose": "meetings"}),
    (r"培训费", {"purpose": "training"}),
    (r".*三公经费.*", {"purpose": "three_public"}),
    (r"机关运行经费(支出)?(预算数?)?(财政拨款)?", {"purpose": "agency_operating"}),
    (r"(上年|上年度)(预算)?数?", {"vintage": "previous_budget"}),
    (r"(上年|上年度)(预算)?(执行|决算|完成)数?", {"vintage": "previous_outturn"}),
    (rf"{_CHANGE}(变化|变动|对比)?(额|数|情况|金额)?", {"vintage": "change"}),
    (
        rf"({_CHANGE}|增)(比例|比率|率|幅度?|百分比)?(\(?%\)?|\(?百分比\)?)?",
        {"vintage": "change", "measure": "percent"},
    ),
    (r"(全年|调整)预算数", {"vintage": "adjusted_budget"}),
    (r"单价.*", {"measure": "unit_price"}),
    (r"(采购)?货物(类)?", {"purpose": "procurement_goods"}),
    (r"(采购)?工程(类)?", {"purpose": "procurement_works"}),
    (r"(采购)?服务(类)?", {"purpose": "procurement_services"}),
    (r"政府采购项目", {"purpose": "procurement"}),
    (r"政府采购.*中小企业.*", {"purpose": "procurement_sme"}),
    (r"政府采购.*(小型|小微|微型).*", {"purpose": "procurement_small"}),
    (r"(全年)?(决算|执行|完成)数", {"vintage": "outturn"}),
    (r"预算数?(与|比|较)(执行|预算|决算)数(相比|比较)?(增减)?", {"vintage": "change"}),
    (r"(购置|配置|新增)(数量?|辆数)\(辆\)", {"measure": "count", "purpose": "vehicles_bought"}),
    (r"现有(车辆)?(数量?|辆数)\(辆\)", {"measure": "count", "purpose": "vehicles_held"}),
    (
        r"(采购|购买|购置|配置|新增)?数量(\([台套件个辆][,、/]?[台套件]?\))?|(参会|参训|参加|会议|培训)?人数",
        {"measure": "count"},
    ),
    (r"(指标)?(分值|权重)(权重)?(\((\d*分?|%)\))?", {"measure": "weight"}),
    (r"(自评)?得分", {"measure": "score"}),
    (r"(预算)?(执行|完成)率|得分率", {"measure": "percent", "vintage": "outturn"}),
    (
        r"百分比|比例|比率|占比|%|占预算.*|(完成|占)(年初|调整|全年)?预算(数)?的?(比例|百分比|%)|预算完成率",
        {"measure": "percent"},
    ),
)
_NEUTRAL = re.compile(
    r"((本年|当年)预算数?|合计|小计|总计|金额|资金总额|项目(总额|金额)|(本年)?预算(数|金额|申请|支出|收入)?|"
    r"(年初)?预算数|总价|总金额|(政府)?采购金额|预算金额|(收入|支出)(总计|合计)|总数|收入|支出|其中|年|"
    r"总额|预算支出总额|总收入支出|按(收入|支出)性质分|年度预算申请|部门预算|综合预算|)"
)
_YEAR = re.compile(r"(20\d\d)年?度?")
_UNIT = re.compile(r"\((单位:)?(万元|元|千元|亿元)\)")
# 全年预算数(A), 执行率(B/A): the letter by which another head reckons with it.
_LETTER = re.compile(r"(?<=.)\([A-Z]([-+/=][A-Z])*(×100%?)?\)$")
_IN_BRACKETS = re.compile(r"(?<=名称)\([^()]*\)$")
_AMONG = re.compile(r"^其中:?(?=.)")
_FINAL = (
    (r"年初预算数", {"vintage": "original_budget"}),
    (r"(全年|调整)?预算数", {"vintage": "adjusted_budget"}),
    (r"(全年)?(决算|执行)数", {"vintage": "outturn"}),
)


_CHANGED = re.compile(r"(比上年)?(变化|增减|变动)(变化|情况|金额|额|数)*")
_OF_YEAR = re.compile(r"(20\d\d)年?(度)?(预算)?数?")
_THIS_YEAR = re.compile(r"^(本年度?|当年)")
_OUTTURN_BEFORE = re.compile(r"(预算)?(执行|决算|完成)数?")
_BUDGET_BEFORE = re.compile(r"(年初)?(预算)?数?|年")
# 合计（扣除中央基建投资项目后）: the figures beside it once more, without what is built.
_LESS_CONSTRUCTION = re.compile(r"\(?扣除[^()]*基建[^()]*?(投资|项目|支出|资金)?后?(?=\)|$)\)?")
_ONE_WIDTH = str.maketrans("（）", "()")


@dataclass(frozen=True)
class Period:
    """The year of a document and its phase; what 2023年 in a head means depends on them."""

    year: int = 0
    phase: Phase = "budget"


ANY_PERIOD = Period()
_T = TypeVar("_T")

# Texts whose answers are kept: every rule asks the same few hundred labels, each some twenty times.
_ASKED = 1024


def first_of(patterns: Sequence[tuple[str, _T]]) -> Callable[[str], _T | None]:
    """What tells of a text what the first pattern that matches the whole of it stands for.

    One expression of them all: every cell of a document is asked, and some sixty in turn would take
    most of the time.

    >>> sort = first_of([(r"项目名称", "name"), (r"项目.*", "other")])
    >>> sort("项目名称"), sort("项目类别"), sort("单位")
    ('name', 'other', None)
    """
    groups = (f"(?P<_{index}>{pattern})" for index, (pattern, _) in enumerate(patterns))
    whole = re.compile("|".join(groups))

    @lru_cache(_ASKED)
    def meaning(text: str) -> _T | None:
        match = whole.fullmatch(text)
        if match is None or match.lastgroup is None:
            return None
        # The group is called _17 after the place of its pattern.
        place = int(match.lastgroup.removeprefix("_"))
        return patterns[place][1]

    return meaning


_key = first_of(_KEYS)
_value = first_of(_VALUES)
_final = first_of(_FINAL)


def key(cell: str) -> str | None:
    """The key column that a head's text stands for, if it does.

    >>> key("功能分类科目编码"), key("项目名称（资金使用单位）"), key("合计")
    ('function_code', 'project_name', None)
    """
    text = _bare(cell)
    if not text:
        return None
    # 项目名称(资金使用单位): what stands in brackets says more of the same.
    return _key(text) or _key(_IN_BRACKETS.sub("", text))


# The vintages as our own workbooks name them.
_VINTAGES = {title: name for name, title in VINTAGES.items()}


def vintage(cell: str, period: Period) -> str | None:
    """Whose figures a row is of that names a year, or what changed; None for neither.

    Some tables have a row a year, and accounts one of what was planned and one of what was spent,
    instead of a column.

    >>> vintage("2025年预算数", Period(2026)), vintage("增减变化情况", Period(2026))
    ('previous_budget', 'change')
    >>> vintage("预算数", Period(2024, "final")), vintage("决算数", Period(2024, "final"))
    ('adjusted_budget', 'outturn')
    """
    text = plain(cell)
    if _CHANGED.fullmatch(text):
        return "change"
    if text in _VINTAGES:
        return _VINTAGES[text]
    is_final = period.phase == "final"
    match = _OF_YEAR.fullmatch(text)
    if match and not (is_final and "预算" in text):
        own, before = ("outturn", "previous_outturn") if is_final else ("budget", "previous_budget")
        return {period.year: own, period.year - 1: before}.get(int(match.group(1)))
    rest = _THIS_YEAR.sub("", text)
    if not is_final and rest != text and rest in ("", "数", "预算", "预算数"):
        return "budget"
    stated = dimensions(rest, period) or {}
    return stated.get("vintage") if len(stated) == 1 else None


def dimensions(cell: str, period: Period = ANY_PERIOD) -> dict[str, str] | None:
    """The coordinates that a head's text states: {} for a word like 合计, None for no head.

    >>> dimensions("一般公共预算拨款"), dimensions("合计"), dimensions("备注")
    ({'fund': 'general_public'}, {}, None)
    """
    text = _bare(cell)
    years = {int(year) for year in _YEAR.findall(plain(cell))}
    before = period.year - 1

    # The model has no place for years that are neither the document's own nor the one before.
    if period.year and years and not years & {period.year, before}:
        return None
    if "扣除" in text and "基建" in text:
        rest = _LESS_CONSTRUCTION.sub("", cell.translate(_ONE_WIDTH))
        if "扣除" in rest:
            return None
        return {**(dimensions(rest, period) or {}), "scope": "less_construction"}

    # Of 2025年… in a budget of 2026 every figure is last year's.
    is_before = bool(period.year) and years == {before}
    if is_before:
        if _OUTTURN_BEFORE.fullmatch(text):
            return {"vintage": "previous_outturn"}
        if _BUDGET_BEFORE.fullmatch(text):
            return {"vintage": "previous_budget"}

    value = _stated(text, period)
    return of_year_before(value, period) if is_before and value is not None else value


def of_year_before(value: dict[str, str], period: Period) -> dict[str, str]:
    """What a head states with last year over it; 2025年结转 is money of this year's budget."""
    if "scope" in value or value.get("vintage") == "change":
        return value
    outturn = value.get("vintage") == "outturn" or period.phase == "final"
    return {**value, "vintage": "previous_outturn" if outturn else "previous_budget"}


def _stated(text: str, period: Period) -> dict[str, str] | None:
    # In accounts 预算数 alone is the adjusted budget, beside what was spent of it.
    if period.phase == "final" and (own := _final(text)) is not None:
        return own
    value = _value(text)
    if value is None and _NEUTRAL.fullmatch(text):
        return {}
    return value


def _bare(cell: str) -> str:
    """A head's text without its year, without 其中, and without a unit in brackets."""
    text = _YEAR.sub("", plain(cell))
    text = _UNIT.sub("", text).rstrip(":")
    text = _LETTER.sub("", text)
    return _AMONG.sub("", text)
