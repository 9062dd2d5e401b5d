"""What a table can be about: its kind, the title it is known by, the direction of the money in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scripts.schema.coordinates import Coordinates

Status = Literal["published", "empty-stated", "empty", "not-published", "not-applicable"]
"""Whether a table holds anything, and what is known of why it does not."""

Role = Literal["", "line", "subtotal", "total"]
"""What a row is in its list; "" in tables that have no such rows."""

Level = Literal["department", "office", "unit"]
"""Whose budget: a department with its units, its own office (本级) alone, or one unit."""

Phase = Literal["budget", "final"]
"""The approved plan of a year, or its audited outturn (决算)."""

STATUSES: dict[Status, str] = {
    "published": "有数据",
    "empty-stated": "空表，文件说明了原因",
    "empty": "空表，我们没有读到原因",
    "not-published": "没有公开",
    "not-applicable": "不适用",
}

COMPILED = "【整理】"
"""What a line of a document begins with that is a compiler's own, with all that follows it: no part of a disclosure."""

STATED = "本表没有数据，文件的说明："
"""What a compiler's note under an empty table begins with, before what the document itself says of it."""


@dataclass(frozen=True)
class Kind:
    """What a table is about: identifier, plain title, what it answers, and what all its figures share.

    `direction` is income, expenditure, both (side by side), or none for what is not money of the budget. `statutory`
    tables are those that every budget must publish; `printed` ones stand in the document as tables of their own.
    """

    name: str
    title: str
    answers: str
    direction: str
    coordinates: Coordinates = Coordinates()
    statutory: bool = True
    printed: bool = True


_GENERAL = Coordinates(fund="general_public")
_FUND = Coordinates(fund="government_fund")
_CAPITAL = Coordinates(fund="state_capital")

_KINDS = (
    Kind("summary", "收支总表", "钱从哪里来、分到哪些方面，一张表看全", "both"),
    Kind("income", "收入总表", "每一类支出的钱来自哪种资金", "income"),
    Kind("expenditure", "支出总表", "每一类支出里，维持运转和做项目各多少", "expenditure"),
    Kind("appropriation-summary", "财政拨款收支总表", "财政拨款从哪里来、用到哪些方面", "both", Coordinates(fund="appropriation")),
    Kind("general-public-expenditure", "一般公共预算支出表", "税收为主的那部分钱怎样花", "expenditure", _GENERAL),
    Kind("basic-expenditure", "一般公共预算基本支出表", "维持运转的钱具体买什么", "expenditure", Coordinates(fund="general_public", nature="basic")),
    Kind("government-fund-income", "政府性基金预算收入表", "有没有专项基金收入", "income", _FUND),
    Kind("government-fund-expenditure", "政府性基金预算支出表", "专项基金怎样花", "expenditure", _FUND),
    Kind("state-capital", "国有资本经营预算收支表", "国有资本收益的收与支", "both", _CAPITAL),
    Kind("three-public", "“三公”经费支出表", "出国、用车、接待各多少", "expenditure", Coordinates(purpose="three_public")),
    Kind("agency-operating", "机关运行经费表", "行政机关日常运转的公用钱", "expenditure", Coordinates(purpose="agency_operating")),
    Kind("projects", "项目支出表", "每个项目多少钱、来自哪种资金", "expenditure", Coordinates(nature="project")),
    Kind("projects-carried-over", "项目支出表（上年结转）", "上年没花完、今年接着用的项目钱", "expenditure", Coordinates(nature="project", scope="carried_over")),
    Kind("procurement", "政府采购预算表", "打算买什么货物、工程和服务", "expenditure", statutory=False),
    Kind("performance-goals", "绩效目标表", "各项目的资金、指标和指标值，列成一张表", "none", statutory=False),
    Kind("other", "其他表", "文件另外公开的表，照原样保存", "none", statutory=False),
    Kind("project-sheets", "项目绩效申报表（表头）", "每个项目的申报表写了什么", "none", statutory=False, printed=False),
    Kind("sheet-funds", "项目绩效申报表（资金）", "每个项目实施期和年度各要多少钱、由谁出", "none", statutory=False, printed=False),
    Kind("performance-targets", "项目绩效申报表（指标）", "每个项目要达到的指标", "none", statutory=False, printed=False),
    Kind("sheet-quantities", "项目绩效申报表（文中数量）", "目标和计划的文字里写到的数量", "none", statutory=False, printed=False),
    Kind("statements", "文字说明中的数", "情况说明用文字写出的每一个数", "none", statutory=False, printed=False),
    Kind("explanations", "文件说明了哪些事", "职责、机构、增减变化、采购、资产等，各在文件的哪里说明", "none", statutory=False, printed=False),
    Kind("unrecognised", "没有归入的内容", "表里读到、但数据模型没有位置的内容", "none", statutory=False, printed=False),
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
"""Every kind by name, in the order in which a budget publishes its tables."""


def kind_of(resource: str) -> Kind:
    """The kind of a resource: its name, less the number that a second table of one kind carries."""
    stem, _, number = resource.rpartition("-")
    return KINDS[stem] if number.isdigit() and stem in KINDS else KINDS[resource]
