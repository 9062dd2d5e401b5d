"""Heads that no word list holds, told by the known words that they are put together of."""

from __future__ import annotations

import re
from functools import lru_cache

from scripts.ingest.vocabulary.column_words import (
    ANY_PERIOD,
    Period,
    dimensions,
    of_year_before,
)
from scripts.schema.labels import plain

_YEAR = re.compile(r"(20\d\d)年?度?")
_MONEY = re.compile(r"预算|金额|[合小总]计|总额")

# What may stand before or after a word that heads a column, and says nothing of its own.
_FILLING = (
    "安排", "支出", "收入", "资金", "经费", "拨款", "补助", "预算数", "预算", "金额", "数额", "数",
    "小计", "合计", "总计", "总额", "额", "年初", "财政", "度", "的", "(", ")", "-", "—",
)  # fmt: skip
_WHOLE_ONLY = "转移支付"
_OF_APPROPRIATION = ("general_public", "government_fund", "state_capital")
# Longer texts are sentences.
_LONGEST = 24
_SHORTEST = 2

Meaning = tuple[tuple[str, str], ...]


def by_parts(cell: str, period: Period = ANY_PERIOD) -> dict[str, str] | None:
    """The coordinates that a head's words state together; None where a part of it is not known.

    It is known as a whole, or it is words that are known, none against another, and filling.

    >>> by_parts("一般公共预算基本支出"), by_parts("本年财政拨款安排的项目支出")
    ({'fund': 'general_public', 'nature': 'basic'}, {'scope': 'current_year', 'fund': 'appropriation', 'nature': 'project'})
    >>> by_parts("人员经费及公用经费"), by_parts("非财政拨款收入")
    (None, None)
    """
    whole = dimensions(cell, period)
    if whole is not None:
        return whole
    text = plain(cell)
    years = {int(year) for year in _YEAR.findall(text)}
    if len(years) > 1 or (period.year and years - {period.year, period.year - 1}):
        return None
    text = _YEAR.sub("", text)
    # 转移支付 comes in, 转移支付支出 goes out.
    if _WHOLE_ONLY in text:
        return None
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None

    # One that fills more words in is the poorer one; two as rich must agree.
    readings = _readings(text, Period(phase=period.phase))
    richest = max((len(reading) for reading in readings), default=0)
    rich = {reading for reading in readings if len(reading) == richest}
    # 年初预算安排 says what 预算数 says; in accounts budgets are several.
    if len(rich) != 1 or (not richest and (period.phase == "final" or not _MONEY.search(text))):
        return None
    value = dict(rich.pop())
    return of_year_before(value, period) if years == {period.year - 1} else value


@lru_cache(1024)
def _readings(text: str, period: Period) -> frozenset[Meaning]:
    """What each way to cut a text into known words and filling states, where it is no contradiction."""
    if not text:
        return frozenset({()})
    results: set[Meaning] = set()
    for cut in range(1, len(text) + 1):
        part, rest = text[:cut], text[cut:]
        for own in _own(part, period):
            for other in _readings(rest, period):
                together = _together(own, other)
                if together is not None:
                    results.add(together)
    return frozenset(results)


def _own(part: str, period: Period) -> list[Meaning]:
    if part in _FILLING:
        return [()]
    # 增 or 年 alone say too little to be cut from a word.
    stated = dimensions(part, period) if len(part) >= _SHORTEST else None
    return [tuple(stated.items())] if stated else []


def _together(own: Meaning, other: Meaning) -> Meaning | None:
    """What two parts state, in the order of the text; None where they contradict each other."""
    values = dict(own)
    for name, value in other:
        before = values.get(name, value)
        if name == "fund" and "appropriation" in (before, value):
            # 财政拨款 of one budget is that budget's.
            narrower = {before, value} - {"appropriation"}
            if not narrower <= set(_OF_APPROPRIATION):
                return None
            value = next(iter(narrower), value)
        elif before != value:
            return None
        values[name] = value
    return tuple(values.items())
