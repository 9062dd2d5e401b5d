"""Made-up departments, drawn at random, and the words of the founding layout they are printed with."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

GENERAL, FUND, OWN = "general_public", "government_fund", "own_funds"


class Leaf(NamedTuple):
    """A function item (7 digits) with the names of its group (5) and its class (3)."""

    code: str
    name: str
    group: str
    family: str


_LEAVES = """\
2010301 行政运行 政府办公厅（室）及相关机构事务 一般公共服务支出
2010302 一般行政管理事务 政府办公厅（室）及相关机构事务 一般公共服务支出
2010350 事业运行 政府办公厅（室）及相关机构事务 一般公共服务支出
2011301 行政运行 商贸事务 一般公共服务支出
2050201 学前教育 普通教育 教育支出
2060404 科技成果转化与扩散 技术研究与开发 科学技术支出
2080505 机关事业单位基本养老保险缴费支出 行政事业单位养老支出 社会保障和就业支出
2080506 机关事业单位职业年金缴费支出 行政事业单位养老支出 社会保障和就业支出
2101101 行政单位医疗 行政事业单位医疗 卫生健康支出
2101102 事业单位医疗 行政事业单位医疗 卫生健康支出
2120801 征地和拆迁补偿支出 国有土地使用权出让收入安排的支出 城乡社区支出
2130101 行政运行 农业农村 农林水支出
2150805 中小企业发展专项 支持中小企业发展和管理支出 资源勘探工业信息等支出
2210201 住房公积金 住房改革支出 住房保障支出
"""
_CLASSES = """\
一、一般公共服务支出 二、外交支出 三、国防支出 四、公共安全支出 五、教育支出 六、科学技术支出
七、文化旅游体育与传媒支出 八、社会保障和就业支出 九、社会保险基金支出 十、卫生健康支出 十一、节能环保支出
十二、城乡社区支出 十三、农林水支出 十四、交通运输支出 十五、资源勘探工业信息等支出 十六、商业服务业等支出
十七、金融支出 十八、援助其他地区支出 十九、自然资源海洋气象等支出 二十、住房保障支出 二十一、粮油物资储备支出
二十二、国有资本经营预算支出 二十三、灾害防治及应急管理支出 二十四、预备费 二十五、其他支出 二十六、转移性支出
二十七、债务还本支出 二十八、债务付息支出 二十九、债务发行费用支出 三十、抗疫特别国债安排的支出
"""
LEAVES: tuple[Leaf, ...] = tuple(Leaf(*words.split()) for words in _LEAVES.splitlines())
CLASSES: tuple[str, ...] = tuple(_CLASSES.split())
# Department economic name -> (its group there, its government economic name).
ITEMS: dict[str, tuple[str, str]] = {
    "基本工资": ("工资福利支出", "工资奖金津补贴"),
    "津贴补贴": ("工资福利支出", "工资奖金津补贴"),
    "奖金": ("工资福利支出", "工资奖金津补贴"),
    "绩效工资": ("工资福利支出", "工资福利支出"),
    "办公费": ("商品和服务支出", "商品和服务支出"),
    "水费": ("商品和服务支出", "办公经费"),
    "邮电费": ("商品和服务支出", "商品和服务支出"),
    "维修(护)费": ("商品和服务支出", "商品和服务支出"),
    "工会经费": ("商品和服务支出", "办公经费"),
    "退休费": ("对个人和家庭的补助", "离退休费"),
    "医疗费补助": ("对个人和家庭的补助", "社会福利和救助"),
}
PROJECTS: tuple[str, ...] = (
    "设备购置费",
    "培训费",
    "档案整理费",
    "委托业务费",
    "课题研究",
    "差旅费",
    "公务行",
    "印刷费",
    "网络运维费",
    "办公楼修缮",
    "企业扶持资金",
    "信息化建设(二期)",
    "宣传活动经费",
    "2号楼改造",
)
# Number 2, 5 and 11 carry no label in the founding document, 9 a misprinted one.
LABELS: tuple[str, ...] = tuple(
    "" if number in (2, 5, 11) else f"{'部门' if number == 9 else '预算'}公开表{number}"
    for number in range(1, 14)
)
INDICATORS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("产出指标", "数量指标", ("购置设备数量", "培训人员次数"), ("12台", "≥30次", "400人次")),
    ("产出指标", "质量指标", ("验收合格的比率", "材料合格率"), ("100%", "≥98%")),
    ("产出指标", "时效指标", ("完成及时性", "支付及时性"), ("及时", "100%")),
    ("产出指标", "成本指标", ("成本节约率",), ("≥0%", "≥2.5%")),
    ("效益指标", "经济效益指标", ("带动企业产值",), ("≥1.5亿元", "增加")),
    ("效益指标", "社会效益指标", ("提高办事效率", "保障工作开展"), ("提高", "保障")),
    ("效益指标", "生态效益指标", ("减少纸张使用",), ("减少",)),
    ("效益指标", "可持续影响指标", ("管理机制健全性",), ("健全", "可持续")),
    ("满意度指标", "服务对象满意度指标", ("服务对象满意度", "职工满意度"), ("≥95%", "满意")),
)


class Project(NamedTuple):
    """A project line: steps are the smallest printed amounts, leaf is a place in the document's leaves."""

    name: str
    steps: int
    leaf: int
    fund: str


class Indicator(NamedTuple):
    """One indicator of one horizon."""

    horizon: str
    level1: str
    level2: str
    level3: str
    value: str


@dataclass(frozen=True)
class SheetPlan:
    """What a performance sheet says beside its project's money, and how its cells slip."""

    project: int
    years: int
    provincial: bool
    indicators: tuple[Indicator, ...]
    annual_late: bool  # the annual money stands a row below the multi-year money
    unit_blank: bool
    satisfaction_left: bool  # the last group of indicators begins one column to the left


@dataclass(frozen=True)
class Style:
    """How a document is printed; the defaults are the founding document's."""

    unit: str = "万元"
    decimals: int = 2
    separators: str = "mixed"  # all, none, mixed
    zero: bool = False  # 0.00 instead of a blank
    order: tuple[int, ...] = tuple(range(13))
    labels: tuple[str, ...] = LABELS
    suffixes: tuple[bool, ...] = (True,) * 13
    break_after: int = 27  # of the 30 classes; 0 for no break
    trailing_tabs: int = 1
    total_first: bool = False
    wrap_at: int = 0
    state_capital_rows: bool = True


@dataclass(frozen=True)
class Document:
    """A department's year; every amount is a whole number of the smallest printed step."""

    department: str
    code: str
    year: int
    leaves: tuple[Leaf, ...]
    basic: tuple[int, ...]
    items: tuple[tuple[str, int], ...]
    projects: tuple[Project, ...]
    carried: tuple[Project, ...]
    three_public: tuple[int, int, int, int]  # abroad, hospitality, purchase, running
    agency_operating: int
    previous: int
    sheets: tuple[SheetPlan, ...]
    style: Style

    def amount(self, steps: int) -> Decimal:
        """The amount in the published unit, with the published decimals."""
        return Decimal(steps).scaleb(-self.style.decimals)

    def yuan(self, steps: int) -> Decimal:
        """The amount in 元, whole where the step allows it."""
        if self.style.unit == "万元":
            return Decimal(steps * 100)
        return self.amount(steps)

    def parts(self, leaf: int) -> dict[str, int]:
        """What one leaf gets: general_public, government_fund, own_funds, basic, project, carried_over."""
        mine = [project for project in self.projects if project.leaf == leaf]
        by_fund = {f: sum(p.steps for p in mine if p.fund == f) for f in (GENERAL, FUND, OWN)}
        by_fund[GENERAL] += self.basic[leaf]
        carried = sum(project.steps for project in self.carried if project.leaf == leaf)
        project = sum(p.steps for p in mine)
        return {**by_fund, "basic": self.basic[leaf], "project": project, "carried_over": carried}

    def total(self, part: str) -> int:
        """The sum of one part over all leaves."""
        return sum(self.parts(leaf)[part] for leaf in range(len(self.leaves)))


@st.composite
def documents(draw: st.DrawFn, max_functions: int = 12, max_projects: int = 9) -> Document:
    """Departments whose tables add up, in every printing of the founding layout."""
    style = draw(styles())
    leaves = tuple(
        sorted(
            draw(st.lists(st.sampled_from(LEAVES), min_size=1, max_size=max_functions, unique=True))
        )
    )
    steps = _steps(style)
    projects = draw(_projects(leaves, steps, max_projects))
    carried = draw(_projects(leaves, steps, 2, funds=(GENERAL,)))
    basic = tuple(draw(st.one_of(st.just(0), steps)) for _ in leaves)
    paid = {project.leaf for project in projects}
    # A leaf without money would not be printed: it gets the smallest step.
    basic = tuple(sum_ or (0 if leaf in paid else 1) for leaf, sum_ in enumerate(basic))
    total = sum(basic) + sum(project.steps for project in (*projects, *carried))
    return Document(
        department=draw(department_names()),
        code=str(draw(st.integers(101, 899))),
        year=draw(st.integers(2018, 2029)),
        leaves=leaves,
        basic=basic,
        items=draw(_items(sum(basic))),
        projects=projects,
        carried=carried,
        three_public=draw(st.tuples(*[st.one_of(st.just(0), steps)] * 4)),
        agency_operating=draw(st.sampled_from((0, 0, 1))) * draw(steps),
        previous=draw(steps.filter(lambda previous: previous != total)),
        sheets=tuple(
            draw(sheet_plans(at)) for at, project in enumerate(projects) if project.fund == GENERAL
        ),
        style=style,
    )


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """Every printing that the founding layout is tried in."""
    unit, decimals = draw(st.sampled_from((("万元", 2), ("元", 0), ("元", 2))))
    order = list(range(13))
    if draw(st.booleans()):
        one, other = draw(st.tuples(st.integers(0, 12), st.integers(0, 12)))
        order[one], order[other] = order[other], order[one]
    labels = list(LABELS)
    for at in draw(st.sets(st.integers(0, 12), max_size=3)):
        labels[at] = draw(st.sampled_from(("", f"部门公开表{at + 1}", f"预算公开表{at + 2}")))
    return Style(
        unit=unit,
        decimals=decimals,
        separators=draw(st.sampled_from(("all", "none", "mixed"))),
        zero=draw(st.booleans()),
        order=tuple(order),
        labels=tuple(labels),
        suffixes=draw(st.tuples(*[st.booleans()] * 13)),
        break_after=draw(st.integers(0, 29)),
        trailing_tabs=draw(st.integers(0, 2)),
        total_first=draw(st.booleans()),
        wrap_at=draw(st.integers(0, 6)),
        state_capital_rows=draw(st.booleans()),
    )


@st.composite
def department_names(draw: st.DrawFn) -> str:
    """Names of bodies that do not exist."""
    place = draw(st.sampled_from(("甲市", "乙县", "丙区", "丁镇示范区", "")))
    topic = draw(
        st.sampled_from(("档案", "水务", "园林绿化", "数据与招商服务", "老干部", "环境卫生管理"))
    )
    return place + topic + draw(st.sampled_from(("局", "中心", "办公室", "委员会")))


def _steps(style: Style) -> st.SearchStrategy[int]:
    """Amounts from one step up, small ones as likely as large ones; no sum of them is as long as a mobile number."""
    top = 10_000_000 if style.unit == "万元" else 10 ** (8 + style.decimals)
    return st.one_of(st.integers(1, 999), st.integers(1000, top))


@st.composite
def _projects(
    draw: st.DrawFn,
    leaves: tuple[Leaf, ...],
    steps: st.SearchStrategy[int],
    most: int,
    funds: tuple[str, ...] = (GENERAL, GENERAL, OWN),
) -> tuple[Project, ...]:
    names = draw(st.lists(st.sampled_from(PROJECTS), max_size=most, unique=True))
    found = []
    for name in names:
        leaf = draw(st.integers(0, len(leaves) - 1))
        # Only land revenue pays for land compensation.
        is_land = leaves[leaf].code.startswith("212") and OWN in funds
        fund = FUND if is_land else draw(st.sampled_from(funds))
        found.append(Project(name, draw(steps), leaf, fund))
    return tuple(found)


@st.composite
def _items(draw: st.DrawFn, total: int) -> tuple[tuple[str, int], ...]:
    """The basic spending cut into economic items, in the order of their groups."""
    if not total:
        return ()
    size = min(len(ITEMS), max(1, total // 9))
    names = draw(st.lists(st.sampled_from(list(ITEMS)), min_size=1, max_size=size, unique=True))
    cuts = set[int]()
    if len(names) > 1:
        count = len(names) - 1
        cuts = draw(st.sets(st.integers(1, total - 1), min_size=count, max_size=count))
    edges = [0, *sorted(cuts), total]
    order = list(ITEMS)
    names = sorted(names, key=order.index)
    return tuple((name, edges[at + 1] - edges[at]) for at, name in enumerate(names))


@st.composite
def sheet_plans(draw: st.DrawFn, project: int) -> SheetPlan:
    """Performance sheets whose two horizons may differ in length."""
    indicators = []
    for level1, level2, names, values in INDICATORS:
        for horizon in ("multi_year", "annual"):
            for name in draw(st.lists(st.sampled_from(names), unique=True)):
                value = draw(st.sampled_from(values))
                indicators.append(Indicator(horizon, level1, level2, name, value))
    return SheetPlan(
        project=project,
        years=draw(st.integers(1, 5)),
        provincial=draw(st.booleans()),
        indicators=tuple(indicators),
        annual_late=draw(st.booleans()),
        unit_blank=draw(st.booleans()),
        satisfaction_left=draw(st.booleans()),
    )
