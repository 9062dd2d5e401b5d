"""What a workbook says of itself on its first sheet, so that it can be read back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from scripts.schema.coordinates import SCOPES, VINTAGES

CONTENTS = (
    "工作表",
    "表",
    "文件里的表名",
    "表号",
    "状态",
    "单位",
    "各数共有的坐标",
    "行数",
    "没有内容的行",
)
"""The headers of the list of its sheets; the last are rows printed without a word."""

DICTIONARY = ("工作表", "列", "列表", "标识", "文件里的表头", "名称", "含义", "类型")
"""The headers of the list of its columns; 列 is the column's letter, blank if it is not shown."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "vintage": VINTAGES,
    "compared": VINTAGES,
    "scope": SCOPES,
    "horizon": {"multi_year": "实施期", "annual": "年度"},
    "role": {"total": "合计", "subtotal": "小计", "line": "明细"},
}
"""The key columns whose values are words of ours, and what people call these."""

HASH = "文件的 sha256"
"""What stands before the hash of each document that the workbook was made from."""

# Full-width signs: none of them can stand in a list's identifier (expenditure-2).
_OF_LIST, _LISTS, _RUN, _TO = "：", "；", "、", "–"


def places_in_words(places: Mapping[str, Sequence[int]]) -> str:
    """Places of rows by list, as people read them.

    >>> places_in_words({"income": [9, 10, 11, 30], "expenditure": [30]})
    'income：9–11、30；expenditure：30'
    """
    lists = []
    for name, numbers in places.items():
        runs: list[list[int]] = []
        for number in sorted(numbers):
            # 9, 10, 11 become one run.
            if runs and runs[-1][-1] == number - 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        # A run of one place is written once: 30, not 30–30.
        ends = [dict.fromkeys((str(run[0]), str(run[-1]))) for run in runs]
        if runs:
            lists.append(f"{name}{_OF_LIST}{_RUN.join(map(_TO.join, ends))}")
    return _LISTS.join(lists)


def places_in(words: str) -> dict[str, frozenset[int]] | None:
    """The places that such words state; None for other words.

    >>> places_in("income：9–11、30") == {"income": frozenset({9, 10, 11, 30})}
    True
    """
    places: dict[str, frozenset[int]] = {}
    for part in filter(None, words.split(_LISTS)):
        name, _, runs = part.partition(_OF_LIST)
        numbers: set[int] = set()
        for run in runs.split(_RUN):
            if not _PLACES.fullmatch(run):
                return None
            first, _, last = run.partition(_TO)
            numbers |= set(range(int(first), int(last or first) + 1))
        places[name] = frozenset(numbers)
    return places


# 30, 9–26; five figures at most, so that no made-up text asks for a range without end.
_PLACES = re.compile(rf"[1-9][0-9]{{0,4}}(?:{_TO}[1-9][0-9]{{0,4}})?")
