"""What a section, an item or a sentence of the prose is about, from its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scripts.schema import SUBJECTS

_Patterns = Sequence[tuple[re.Pattern[str], str]]


def _compiled(words: Iterable[tuple[str, str]]) -> _Patterns:
    return [(re.compile(pattern), name) for pattern, name in words]


# In this order: what is more particular before what it is a part of.
_HEADINGS = _compiled(
    (
        *((kind.in_headings, kind.name) for kind in SUBJECTS),
        (r"绩效", "performance"),
        (r"国有资产|车辆|房屋|资产", "assets"),
        (r"政府性基金", "government-fund"),
        (r"国有资本", "state-capital"),
        (
            r"变动|增减变化|收支(预算|决算)?(数据|总|情况|变)"
            r"|收入支出(预算|决算)?(总|情况)|预算收支(总|情况|变)",
            "change",
        ),
        (r"基本支出", "basic"),
        (r"一般公共预算", "general-public"),
        (r"收入", "income"),
        (r"支出", "expenditure"),
    )
)
# 三公 stands in headings of appropriations too: 财政拨款“三公”经费支出 is about 三公.
_WIDE_HEADINGS = _compiled(
    (
        (r"财政拨款(收、?支|收入支出)|财政拨款(预算)?支出(?!.*三公)", "appropriation"),
        (r"机构|职责|职能|编制(?!的|说明|依据)|人员情况", "organisation"),
    )
)
_ITEMS = _compiled(
    (
        *((kind.in_items, kind.name) for kind in SUBJECTS),
        (r"绩效", "performance"),
        (r"车辆|设备|固定资产|国有资产|房屋|用车", "assets"),
        (r"委托业务费|会议费|培训费|差旅费|一般性支出|公务支出", "other"),
        (r"政府性基金", "government-fund"),
        (r"国有资本经营", "state-capital"),
        (r"一般公共预算.*基本支出", "basic"),
        (r"一般公共预算", "general-public"),
        (r"财政拨款(收、?支|支出|收入)", "appropriation"),
        (r"收支(总)?预算|收、支", "change"),
        (r"收入", "income"),
        (r"支出|[（(][类款项][)）]", "expenditure"),
    )
)
_NARROW = ("一般公共预算", "基本支出", "三公")
"""Words of a heading that tell it is about a part of the appropriations, not all of them."""
OWN_HEADING = tuple(kind.name for kind in SUBJECTS)
"""The topics of money that every disclosure has a heading of its own for."""
PARTICULAR = (*OWN_HEADING, "performance", "assets", "other")
"""The topics that a subject settles, whatever the item it stands under."""


def topic(heading: str) -> str:
    """What a section is about, from its heading; `other` where that does not say.

    >>> topic("二、关于收入预算情况说明"), topic("三、其他重要事项")
    ('income', 'other')
    """
    name = ""
    if not any(word in heading for word in _NARROW):
        name = _first(_WIDE_HEADINGS, heading)
    return name or _first(_HEADINGS, heading) or "other"


def topic_of_item(words: str) -> str:
    """What an item, or a subject, of a section about many things is about; blank without a word.

    >>> topic_of_item("公务用车5辆"), topic_of_item("会议室")
    ('assets', '')
    """
    return _first(_ITEMS, words)


def _first(patterns: _Patterns, words: str) -> str:
    for pattern, name in patterns:
        if pattern.search(words):
            return name
    return ""
