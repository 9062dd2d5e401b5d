"""What a table can be about: one entry for each kind, with all that the other rooms know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scripts.schema.coordinates import Coordinates

Direction = Literal["income", "expenditure", "both", "none"]
"""Where the money of a table goes; `both` stand side by side, `none` is no money of the budget."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a table is about: what it is called, how it is recognised, what all its figures share.

    A new kind is one entry below. Where a table of that kind has columns that no other has, their
    headers are told in `ingest/vocabulary/column_words`.
    """

    name: str
    title: str
    english: str

    answers: str
    """The question of a reader that such a table answers."""

    direction: Direction = "none"

    coordinates: Coordinates = Coordinates()
    """What all figures of such a table share."""

    titles: tuple[tuple[int, str], ...] = ()
    """Patterns found in its titles, each with its place among those of all kinds.

    The lowest that is found decides: 绩效 (10) before 采购 (20), so that 政府采购绩效目标表 is of goals.
    """

    wider: str = ""
    """Words of a title that say that the table is about more than the purpose of the kind."""

    any_fund: bool = False
    """Whether a fund in the title (政府性基金支出总表) is the fund of the figures."""

    repeats: bool = False
    """Whether one document may show any number of such tables."""

    economic: bool = False
    """Whether codes that do not tell their classification are economic ones (3…) here."""

    levelled: bool = False
    """Whether bodies, kinds and items may stand one below the other."""

    added_up: bool = False
    """Whether the rows add up all the same, where the law does not name the table."""

    statutory: bool = True
    """Whether it is a table of the budget itself: its sums are checked, its amounts are facts."""

    regional: bool = False
    """Whether only some places print it beside the statutory tables, so that nobody misses it."""

    law_number: int = 0
    """The table's number among the eight of 财预〔2016〕143号, which a check asks for; 0 for others."""

    printed: bool = True
    """Whether it stands in the document as a table of its own."""

    page: str = ""
    """The page of a year that shows it, where it is not a printed table."""

    topic: str = ""
    """The topic of the prose that such a table gives the figures of."""

    subject: str = ""
    """What the law calls the matter where it must be explained in words, 预算法 第十四条.

    The topic of such a kind is its own, and the three patterns below say how the prose words it.
    """

    in_headings: str = ""
    in_items: str = ""
    in_sentences: str = ""

    money: str = ""
    """What the prose calls the money of such a table where it says that there is none."""


_KINDS = (
    Kind(
        name="summary",
        title="收支总表",
        english="Summary of income and expenditure",
        answers="钱从哪里来、分到哪些方面，一张表看全",
        direction="both",
        # Late: 财政拨款收支总表 (150) and 国有资本经营预算收支表 (80) say 收支 too.
        titles=((170, r"收支|收入支出"),),
        law_number=1,
    ),
    Kind(
        name="income",
        title="收入总表",
        english="Income",
        answers="每一类支出的钱来自哪种资金",
        direction="income",
        titles=((180, r"收入"),),
        any_fund=True,
        law_number=2,
    ),
    Kind(
        name="expenditure",
        title="支出总表",
        english="Expenditure",
        answers="每一类支出里，维持运转和做项目各多少",
        direction="expenditure",
        # Last, for nearly every title says 支出.
        titles=((190, r"支出"),),
        any_fund=True,
        law_number=3,
    ),
    Kind(
        name="appropriation-summary",
        title="财政拨款收支总表",
        english="Summary of fiscal appropriation",
        answers="财政拨款从哪里来、用到哪些方面",
        direction="both",
        coordinates=Coordinates(fund="appropriation"),
        titles=((150, r"(财政拨款|一般公共预算|公共财政预算)(预算)?(收支|收入支出)"),),
        law_number=4,
    ),
    Kind(
        name="general-public-expenditure",
        title="一般公共预算支出表",
        english="Expenditure from the general public budget",
        answers="税收为主的那部分钱怎样花",
        direction="expenditure",
        coordinates=Coordinates(fund="general_public"),
        titles=(
            # Before 150: this table of final accounts is by function, and no summary.
            (140, r"(一般公共预算|公共财政预算)财政拨款收入支出"),
            (160, r"(一般公共预算|公共财政).*支出"),
        ),
        law_number=5,
    ),
    Kind(
        name="appropriation-expenditure",
        title="财政拨款支出表",
        english="Expenditure from fiscal appropriation",
        answers="财政拨款的各种预算一起怎样花",
        direction="expenditure",
        # Of all budgets together, so no table of one: where both are printed they differ.
        coordinates=Coordinates(fund="appropriation"),
        regional=True,
        titles=((165, r"财政拨款.*支出"),),
    ),
    Kind(
        name="basic-expenditure",
        title="一般公共预算基本支出表",
        english="Basic expenditure from the general public budget",
        answers="维持运转的钱具体买什么",
        direction="expenditure",
        coordinates=Coordinates(fund="general_public", nature="basic"),
        titles=(
            (
                110,
                # Some places print it as three tables, one for each economic class.
                r"基本支出|人员(经费|支出)|公用(经费|支出)|工资福利支出|商品和服务支出|个人和家庭",
            ),
        ),
        economic=True,
        law_number=6,
    ),
    Kind(
        name="government-fund-income",
        title="政府性基金预算收入表",
        english="Income of government funds",
        answers="有没有专项基金收入",
        direction="income",
        coordinates=Coordinates(fund="government_fund"),
        # 政府性基金收入支出表 holds both, and counts as the table of expenditure.
        titles=((90, r"政府性基金.*收入(?!.*支出)"),),
        money="政府性基金",
    ),
    Kind(
        name="government-fund-expenditure",
        title="政府性基金预算支出表",
        english="Expenditure from government funds",
        answers="专项基金怎样花",
        direction="expenditure",
        coordinates=Coordinates(fund="government_fund"),
        titles=((100, r"政府性基金"),),
        # 143号 asks for the expenditure of these funds alone.
        law_number=8,
        money="政府性基金",
    ),
    Kind(
        name="state-capital",
        title="国有资本经营预算收支表",
        english="State capital operating budget",
        answers="国有资本收益的收与支",
        direction="both",
        coordinates=Coordinates(fund="state_capital"),
        titles=((80, r"国有资本(经营)?"),),
        money="国有资本经营",
    ),
    Kind(
        name="three-public",
        title="“三公”经费支出表",
        english="Three public expenses",
        answers="出国、用车、接待各多少",
        direction="expenditure",
        coordinates=Coordinates(purpose="three_public"),
        titles=((50, r"三公"),),
        # A table of 三公经费、会议费、培训费 sums up more than the three.
        wider=r"会议费|培训费|行政经费|机关运行",
        law_number=7,
        topic="three-public",
        subject="“三公”经费",
        in_headings=r"三公|会议费、培训费",
        in_items=r"三公|因公出国|公务接待费|公务用车(购置|运行)",
        in_sentences=r"三公",
        money="三公",
    ),
    Kind(
        name="agency-operating",
        title="机关运行经费表",
        english="Operating expenses of administrative bodies",
        answers="行政机关日常运转的公用钱",
        direction="expenditure",
        coordinates=Coordinates(purpose="agency_operating"),
        # Some places say 行政经费 for 机关运行经费.
        titles=((70, r"机关运行(经费)?|行政经费"),),
        topic="agency-operating",
        subject="机关运行经费",
        in_headings=r"机关运行|行政经费",
        in_items=r"机关运行经费",
        in_sentences=r"机关运行(经)?费|行政经费",
        money="机关运行",
    ),
    Kind(
        name="projects",
        title="项目支出表",
        english="Projects",
        answers="每个项目多少钱、来自哪种资金",
        direction="expenditure",
        coordinates=Coordinates(nature="project"),
        titles=((130, r"项目(支出|预算|明细|清单|情况)|专项(业务|资金|经费|支出)"),),
        any_fund=True,
        levelled=True,
    ),
    Kind(
        name="projects-carried-over",
        title="项目支出表（上年结转）",
        english="Projects carried over from last year",
        answers="上年没花完、今年接着用的项目钱",
        direction="expenditure",
        coordinates=Coordinates(scope="carried_over", nature="project"),
        titles=((40, r"项目支出.*上年结转|上年结转.*项目支出|结转(结余)?(资金)?(项目)?支出"),),
        any_fund=True,
        levelled=True,
        money="结转",
    ),
    Kind(
        name="procurement",
        title="政府采购预算表",
        english="Government procurement",
        answers="打算买什么货物、工程和服务",
        direction="expenditure",
        titles=((20, r"采购|购买服务"),),
        levelled=True,
        added_up=True,
        topic="procurement",
        subject="政府采购",
        in_headings=r"采购",
        in_items=r"采购",
        in_sentences=r"政府采购",
        money="政府采购",
        statutory=False,
    ),
    Kind(
        name="performance-goals",
        title="绩效目标表",
        english="Performance targets",
        answers="各项目的资金、指标和指标值，列成一张表",
        titles=((10, r"绩效"),),
        repeats=True,
        topic="performance",
        statutory=False,
    ),
    Kind(
        name="other",
        title="其他表",
        english="Other tables",
        answers="文件另外公开的表，照原样保存",
        titles=(
            (
                30,
                r"资产|债|转移支付|非税|收费|罚没|(社会保险|社保)基金|中期(财政)?规划|相关信息|机构运行信息",
            ),
            # After 50: a title that names 三公 as well is of that kind.
            (60, r"会议费|培训费|差旅费|公务(用车|接待)|因公出国"),
            # Before 130: its rows are economic categories, not projects.
            (120, r"项目支出.*经济(分类|科目)"),
        ),
        any_fund=True,
        repeats=True,
        statutory=False,
    ),
    Kind(
        name="project-sheets",
        title="项目绩效申报表（表头）",
        english="Performance sheets: heads",
        answers="每个项目的申报表写了什么",
        topic="performance",
        statutory=False,
        printed=False,
        page="projects",
    ),
    Kind(
        name="sheet-funds",
        title="项目绩效申报表（资金）",
        english="Performance sheets: money",
        answers="每个项目实施期和年度各要多少钱、由谁出",
        statutory=False,
        printed=False,
        page="projects",
    ),
    Kind(
        name="performance-targets",
        title="项目绩效申报表（指标）",
        english="Performance sheets: indicators",
        answers="每个项目要达到的指标",
        topic="performance",
        statutory=False,
        printed=False,
        page="projects",
    ),
    Kind(
        name="sheet-quantities",
        title="项目绩效申报表（文中数量）",
        english="Performance sheets: quantities in the text",
        answers="目标和计划的文字里写到的数量",
        statutory=False,
        printed=False,
        page="projects",
    ),
    Kind(
        name="statements",
        title="文字说明中的数",
        english="Figures in the prose",
        answers="情况说明用文字写出的每一个数",
        statutory=False,
        printed=False,
        page="tables",
    ),
    Kind(
        name="explanations",
        title="文件说明了哪些事",
        english="What the document explains",
        answers="职责、机构、增减变化、采购、资产等，各在文件的哪里说明",
        statutory=False,
        printed=False,
    ),
    Kind(
        name="wordings",
        title="文字上的疑点",
        english="Words in doubt",
        answers="名称、年份、目录、科目等文字在文件里前后不一的地方",
        statutory=False,
        printed=False,
    ),
    Kind(
        name="unrecognised",
        title="没有归入的内容",
        english="What found no place",
        answers="表里读到、但数据模型没有位置的内容",
        statutory=False,
        printed=False,
    ),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
"""Every kind by name, in the order in which a budget publishes its tables."""

SUBJECTS = tuple(kind for kind in _KINDS if kind.subject)
"""The kinds that are a topic of the prose as well."""


def kind_of(resource: str) -> Kind:
    """The kind of a resource: its name, less the number that a second table carries; or KeyError.

    >>> kind_of("projects-2").name
    'projects'
    """
    stem, _, number = resource.rpartition("-")
    # projects-2 is the second table of projects; sheet-funds ends in no number.
    if number.isdigit() and stem in KINDS:
        return KINDS[stem]
    return KINDS[resource]
