"""Where an amount stands: what is measured, of which budget, which money, for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property

from scripts.schema import economic_items

MEASURES = {
    "amount": "金额",
    "percent": "百分比",
    "count": "数量",
    "unit_price": "单价",
    "weight": "分值",
    "score": "得分",
}
VINTAGES = {
    "budget": "本年预算",
    "previous_budget": "上年预算",
    "previous_outturn": "上年执行",
    # Final accounts print three budgets of a year: as approved, as changed since, as spent.
    "original_budget": "年初预算",
    "adjusted_budget": "调整预算",
    "outturn": "决算",
    "change": "比上年增减",
}
FUNDS = {
    "all": "合计",
    # The three below it together.
    "appropriation": "财政拨款",
    "general_public": "一般公共预算",
    "government_fund": "政府性基金预算",
    "state_capital": "国有资本经营预算",
    # Mostly the fees of schools, which the treasury keeps in an account apart.
    "fiscal_account": "财政专户管理资金",
    # Everything else that a body earns: the five below are its parts.
    "own_funds": "单位资金",
    "business_income": "事业收入",
    "trading_income": "经营收入",
    "superior_subsidy": "上级补助收入",
    "subordinate_payment": "附属单位上缴收入",
    "other_income": "其他收入",
    "balance_used": "使用非财政拨款结余",
    "education_fees": "教育收费",
    "other_fiscal_account": "其他专户收入",
    "treasury_grant": "经费拨款",
    "nontax": "非税收入拨款",
    "earmarked": "列入部门预算的专项资金",
    "account_balance": "实户资金余额",
    "central": "中央财政资金",
    "provincial": "省级财政资金",
    "local": "市县（区）财政资金",
    "own_level": "本级财力安排",
    "upper_transfers": "上级转移支付",
}
NATURES = {
    "all": "合计",
    "basic": "基本支出",
    # The two halves of basic spending.
    "personnel": "人员经费",
    "running": "公用经费",
    "project": "项目支出",
    # The two classes of projects in 预算管理一体化规范.
    "other_operation": "其他运转类项目",
    "specific_target": "特定目标类项目",
    # Public institutions have three natures of spending beside basic and project.
    "trading": "经营支出",
    "superior_payment": "上缴上级支出",
    "subordinate_subsidy": "对附属单位补助支出",
    # Some places print it as a third nature, beside basic and project.
    "reserve": "预留机动经费",
}
SCOPES = {
    "all": "全部",
    "current_year": "当年安排",
    "carried_over": "上年结转",
    "carried_forward": "年终结转",
    "opening_balance": "年初结转和结余",
    "closing_balance": "年末结转和结余",
    "balance_distribution": "结余分配",
    "received": "本年收入",
    "less_construction": "扣除基建投资",
    # The two horizons of a performance sheet.
    "multi_year": "实施期",
    "annual": "年度",
}
PURPOSES = {
    "all": "合计",
    "three_public": "“三公”经费",
    "travel_abroad": "因公出国（境）费",
    # One of the three; its two parts follow.
    "vehicles": "公务用车购置及运行费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_running": "公务用车运行费",
    "hospitality": "公务接待费",
    # What accounts count beside the three: journeys and people, vehicles, receptions and guests.
    "trips": "因公出国（境）团组",
    "travellers": "因公出国（境）人次",
    "vehicles_bought": "公务用车购置辆数",
    "vehicles_held": "公务用车保有量",
    "receptions": "国内公务接待批次",
    "guests": "国内公务接待人次",
    "foreign_receptions": "国（境）外公务接待批次",
    "foreign_guests": "国（境）外公务接待人次",
    "meetings": "会议费",
    "training": "培训费",
    # The running half of an administrative body's basic spending; some documents mean more.
    "agency_operating": "机关运行经费",
    "procurement": "政府采购",
    "procurement_sme": "预留给中小企业的政府采购",
    "procurement_small": "预留给小型、微型企业的政府采购",
    "procurement_goods": "采购货物",
    "procurement_works": "采购工程",
    "procurement_services": "采购服务",
    # Classes of the two economic classifications (301, 302 …), where they are columns.
    "wages": "工资福利支出",
    "goods_services": "商品和服务支出",
    "individuals_families": "对个人和家庭的补助",
    "debt_interest": "债务利息及费用支出",
    "debt_principal": "债务还本支出",
    "capital": "资本性支出",
    "capital_construction": "资本性支出（基本建设）",
    "institutions_current": "对事业单位经常性补助",
    "institutions_capital": "对事业单位资本性补助",
    "enterprises": "对企业补助",
    "enterprises_capital": "对企业资本性支出",
    "social_security_funds": "对社会保障基金补助",
    "transfers": "转移性支出",
    "reserves": "预备费及预留",
    "other_expenditure": "其他支出",
    # Items of the classes, where they are columns.
    **economic_items.TITLES,
}
DIMENSIONS = {
    "measure": "量",
    "vintage": "口径",
    "fund": "资金",
    "nature": "性质",
    "scope": "范围",
    "purpose": "用途",
}
VALUES = {
    "measure": MEASURES,
    "vintage": VINTAGES,
    "fund": FUNDS,
    "nature": NATURES,
    "scope": SCOPES,
    "purpose": PURPOSES,
}


@dataclass(frozen=True)
class Coordinates:
    """What one figure is a figure of; every dimension has a default that needs no word."""

    measure: str = "amount"
    vintage: str = "budget"
    fund: str = "all"
    nature: str = "all"
    scope: str = "all"
    purpose: str = "all"

    def __post_init__(self) -> None:
        # A slip of the pen is found where it is made, not in a descriptor.
        for dimension, allowed in VALUES.items():
            value = getattr(self, dimension)
            if value not in allowed:
                raise ValueError(f"{dimension} {value!r}: expected one of {', '.join(allowed)}")

    @property
    def stated(self) -> dict[str, str]:
        """The dimensions that differ from the default, in the order a column name tells them."""
        values = {name: getattr(self, name) for name in _ORDER}
        return {name: value for name, value in values.items() if value != _DEFAULTS[name]}

    @cached_property
    def column(self) -> str:
        """The name of a column of such figures.

        >>> Coordinates().column, Coordinates(scope="current_year", fund="general_public").column
        ('amount', 'current_year_general_public')
        """
        return "_".join(self.stated.values()) or "amount"

    @property
    def title(self) -> str:
        """The Chinese title of a column of such figures.

        >>> Coordinates(scope="current_year", fund="general_public").title
        '当年安排·一般公共预算'
        """
        words = [VALUES[name][value] for name, value in self.stated.items()]
        return "·".join(words) or "合计"

    @property
    def in_words(self) -> str:
        """Every dimension with its value, as people read it: 量：金额；口径：本年预算；…"""
        return _in_words({name: getattr(self, name) for name in VALUES})

    @property
    def stated_in_words(self) -> str:
        """The dimensions that differ from the default, as people read them."""
        own = self.stated
        return _in_words({name: own[name] for name in VALUES if name in own})

    def within(self, other: Coordinates) -> Coordinates:
        """These coordinates, with what they leave open taken from the table they stand in.

        >>> Coordinates(nature="basic").within(Coordinates(fund="general_public")).column
        'general_public_basic'
        """
        return replace(other, **self.stated)


def coordinates_in(words: str) -> Coordinates | None:
    """The coordinates that such words state, defaults left out; None for other words.

    >>> coordinates_in("口径：决算；性质：基本支出").column
    'outturn_basic'
    """
    # 资金 → fund
    names = {title: name for name, title in DIMENSIONS.items()}
    own: dict[str, str] = {}
    for part in filter(None, words.split(_AND)):
        title, _, word = part.partition(_IS)
        name = names.get(title, "")
        values = {meaning: value for value, meaning in VALUES.get(name, {}).items()}
        # A dimension told twice is nothing that we wrote.
        if word not in values or name in own:
            return None
        own[name] = values[word]
    return Coordinates(**own)


def _in_words(values: Mapping[str, str]) -> str:
    parts = [f"{DIMENSIONS[name]}{_IS}{VALUES[name][value]}" for name, value in values.items()]
    return _AND.join(parts)


_AND, _IS = "；", "："
# The order in which the name of a column tells its dimensions: outturn_general_public_basic.
_ORDER = ("vintage", "scope", "fund", "nature", "purpose", "measure")
_DEFAULTS = {field.name: field.default for field in fields(Coordinates)}
