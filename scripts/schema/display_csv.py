"""What a CSV for people says beside its columns: what a row is, and whose, of which year."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.schema.columns import Column

ROLE = "行的性质"
PAGE, LINE = "原文页", "原文行"
WHOSE = ("部门", "年度", "表")
"""The headers of the last columns, so that files of several bodies and tables can be stacked."""

LISTS = {
    "income": "收入",
    "expenditure": "支出",
    # Summaries print up to three lists of expenditure, each by another classification.
    "expenditure-2": "支出（二）",
    "expenditure-3": "支出（三）",
}
"""What the lists printed side by side in one table are called."""

EMPTY = "空表"
"""What stands for the role of a row where a table has none: the file still says whose it is."""

_BETWEEN = "·"
_BODIES = {"department": "部门"}
# An office (本级) publishes a 单位预算, as a unit does.
_BODY = "单位"
_PHASES = {"budget": "预算", "final": "决算"}
_BLANK, _AND = "空行", "；"


def year_in_words(level: str, year: int, phase: str) -> str:
    """Of which year a budget is, and whether of a department or of one body, as a cover says it.

    >>> year_in_words("department", 2026, "budget"), year_in_words("unit", 2026, "final")
    ('2026年部门预算', '2026年单位决算')
    """
    return f"{year}年{_BODIES.get(level, _BODY)}{_PHASES[phase]}"


def with_blanks(role: str, lists: Sequence[str]) -> str:
    """A row's role, and which of the lists side by side hold a row there that is blank.

    >>> with_blanks("明细", ["income"])
    '明细；收入空行'
    """
    blank = [f"{LISTS.get(name, name)}{_BLANK}" for name in lists]
    return _AND.join([role, *blank])


def head_in_one_line(column: Column, name: str, *, lists: int, unit: str) -> str:
    """The headers of a column of a list in one line: 支出·预算数·基本支出（万元）.

    The list where a table has several and they do not say it, the unit where they do not say it.
    """
    text = _BETWEEN.join(column.path(name))
    # 支出·预算数, but not 支出·支出总计.
    if lists > 1 and name in LISTS and not text.startswith(LISTS[name]):
        text = f"{LISTS[name]}{_BETWEEN}{text}"
    # Percentages and counts are in no unit of money.
    is_money = column.coordinates is not None and column.coordinates.measure == "amount"
    # 预算数（元） says its unit itself.
    if is_money and unit and "元" not in text:
        text = f"{text}（{unit}）"
    return text


MEANINGS = {
    ROLE: "合计、小计或明细；“收入空行”一类的话是说并排的那个列表在这里印着一个空行；"
    "“空表”是说这张表没有行",
    f"{PAGE}、{LINE}": "这一行在文件的第几页，文本文件是第几行",
    WHOSE[0]: "部门、本级或单位的名称",
    WHOSE[1]: "哪一年的预算或决算，如 2026年部门预算；本级和单位写作 2026年单位预算",
    WHOSE[2]: "哪一张表，和数据里的名称一样，如 expenditure",
}
"""What each added column means, by its header."""
