"""Of which fund a sentence's parts are: as their whole, the item above or the line before it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scripts.schema.labels import depth

# The narrower before the wider: 一般公共预算财政拨款 is of the general public budget.
_TOPICS = (
    ("government-fund", r"政府性基金"),
    ("state-capital", r"国有资本经营"),
    ("general-public", r"一般公共(预算|服务?预算)?财政拨款|一般公共预算"),
    ("appropriation", r"财政拨款"),
)
# 财政拨款支出主要内容如下：
_LEADS = re.compile(r"(如下|包括|内容|情况|方面|具体为)[：:]$")
# 支出预算1,000万元, 收支总计: what begins anew to speak of all money.
_ALL_MONEY = re.compile(
    r"^(?:本年|当年|年度|部门|单位)*(?:收入|支出|收、?支)(?:总?预算|决算|总计|合计)"
)
_LEVEL = re.compile(r"[（(][类款项][)）]|科目")
_INCOME = re.compile(r"收入|结转|结余|资金$")
# What a sentence about parts opens with.
_OF_WHOLE = re.compile(
    r"其中|具体(?:为|包括|是)|分别(?:为|是)|(?:主要)?包括"
    r"|(?:基本|项目)支出|(?:人员|(?:日常)?公用)(?:经费|支出)"
)
_NATURE = re.compile(r"(?:基本|项目|专项业务)(?:支出|经费)|(?:人员|(?:日常)?公用)(?:经费|支出)")
# What is all money or all of one nature, so that its parts are of the budget and not of an item.
_TOTAL = re.compile(
    r"收入|收支|支出(?:预算|决算|总|合)|总(?:支出|预算|额)|基本支出|项目支出|经费"
    r"|^(?:本年|当年|年度|部门|单位|全年|预算|财政)*(?:支出|预算)(?:数|安排)*$"
)
ITEM = "item"
"""Stands for a fund where the whole is no budget but an item of one: 进修及培训（20508）."""


def of_whole(subject: str) -> str:
    """The fund of what parts belong to; `ITEM` where they are no parts of a budget's total."""
    fund = named(subject)
    if fund or not subject or (_TOTAL.search(subject) and not _LEVEL.search(subject)):
        return fund
    return ITEM


def is_nature(subject: str) -> bool:
    """Whether a subject is what the half of a budget is called, and that of any item: 人员经费."""
    return _NATURE.fullmatch(subject) is not None


def is_project(words: str) -> bool:
    """Whether a heading or an item is about projects, of which each has halves of its own.

    >>> is_project("重点项目"), is_project("项目支出情况"), is_project("防汛项目")
    (True, False, True)
    """
    return re.search(r"项目(?!支出|经费)", words) is not None


def named(words: str) -> str:
    """The topic of the one fund that words name; blank where they name none or two apart.

    >>> named("一般公共预算财政拨款支出"), named("财政拨款支出"), named("支出预算")
    ('general-public', 'appropriation', '')
    """
    names = [topic for topic, pattern in _TOPICS if re.search(pattern, words)]
    apart = [name for name in names if name != "appropriation"]
    if len(apart) > 1:
        return ""
    return (apart or names or [""])[0]


def may_be_part(subject: str) -> bool:
    """Whether a subject is no income and says itself of no fund: 基本支出, 行政运行."""
    return not named(subject) and not _INCOME.search(subject)


@dataclass(frozen=True)
class Above:
    """What stands above a sentence: its items by depth with the fund each names, 0 for a line.

    `whole` is the fund, or `ITEM`, of the last amount before that others may be parts of.
    """

    items: tuple[tuple[int, str], ...] = ()
    whole: str = ""

    def fund(self, text: str) -> str:
        """The fund that a sentence stands under; blank where nothing above it names one."""
        if self.whole and _OF_WHOLE.match(text):
            return self.whole
        own = depth(text)
        upper = [fund for level, fund in self.items if not own or level < own]
        return upper[-1] if upper else ""

    def after(self, text: str, *, name: str, amounts: bool, whole: str) -> Above:
        """What the sentence leaves above the next: `name` is what its item or first amount is of."""
        own, fund = depth(text), named(name)
        items = self.items
        if own:
            items = tuple(item for item in items if item[0] < own)
            items += ((own, fund),) if fund else ()
        elif not amounts and _LEADS.search(text.strip()):
            line = named(text)
            items = ((0, line),) if line else ()
        elif _ALL_MONEY.match(name):
            items = ()
        return Above(items, whole)


NOTHING_ABOVE = Above()
"""What stands above the first sentence of a section."""
