"""The codes of rows, however printed: whole, with the name, or in columns of parts."""

from __future__ import annotations

import re
from collections.abc import Mapping

CODE = re.compile(r"\d{3}(\d{2}){0,2}")
"""A class, group or item (类 款 项): 201, 20105, 2010501."""
# [301]工资福利支出, 30101-基本工资, 2010501 行政运行, 2010501行政运行.
_TOGETHER = re.compile(
    r"[\[【(（]?(\d{3}(?:\d{2}){0,2})[\]】)）\-—－\s]+(.+)|(\d{3}(?:\d{2}){0,2})([\u4e00-\u9fff].*)"
)
# How many digits each part of a code has.
_WIDTHS = (3, 2, 2)
# How many a column of parts may print: a part, with or without its zero, or the code up to it.
_PARTS = (1, 2, 3, 5, 7)


def is_code(key: str, cell: str) -> bool:
    """Whether a code's cell holds one: whole, with its name, or a part of one in a part's column.

    >>> is_code("function_code", "2010501行政运行"), is_code("function_code", "20105")
    (True, True)
    >>> is_code("function_code", "201050"), is_code("function_code:3", "1")
    (False, True)
    """
    if ":" in key:
        return cell.isdigit() and len(cell) in _PARTS
    return (CODE.fullmatch(cell) or _TOGETHER.fullmatch(cell)) is not None


class Code:
    """The code of one list as its rows go on: a part left blank is the one above it."""

    def __init__(self) -> None:
        self._parts = ["", "", ""]

    def complete(self, parts: Mapping[str, str]) -> dict[str, str]:
        """The whole code by its column, from what a row prints in the columns of parts.

        Where a part holds more than its own digits, it is the whole code; where it holds no digits,
        it is a name.

        >>> code = Code()
        >>> code.complete({"function_code:1": "201", "function_code:2": "05"})
        {'function_code': '20105'}
        >>> code.complete({"function_code:1": "", "function_code:2": "", "function_code:3": "8"})
        {'function_code': '2010508'}
        """
        texts = {int(key[-1]): text.strip() for key, text in parts.items() if text.strip()}
        if not texts:
            return {}

        column = next(iter(parts)).partition(":")[0]
        for text in texts.values():
            if not text.isdigit():
                return {column.replace("_code", "_name"): text}

        deepest = max(texts)
        for place, width in enumerate(_WIDTHS):
            # What a row leaves blank is as above.
            part = texts.get(place + 1) or self._parts[place]
            # 1 in the column of items is 01: some print parts as numbers.
            self._parts[place] = part.zfill(width) if place < deepest else ""

        # 201 | 20126 | 2012601: each column may print the whole of the code so far.
        whole = max(texts.values(), key=len)
        if len(whole) >= 5 and CODE.fullmatch(whole):
            self._parts = [whole[:3], whole[3:5], whole[5:7]]
        return {column: "".join(self._parts)}


def key_cell(key: str, cell: str, keys: Mapping[str, str]) -> dict[str, str]:
    """A key cell's text by its column; `keys` of the row so far are not written over.

    A code's or a name's cell may hold both, and a code's the word 合计.

    >>> key_cell("function_name", "2010501行政运行", {})
    {'function_code': '2010501', 'function_name': '行政运行'}
    """
    name = key.replace("_code", "_name")
    code = key.replace("_name", "_code")
    if key.endswith(("_code", "_name")) and not key.startswith(("unit", "project")):
        match = _TOGETHER.fullmatch(cell)
        if match:
            label = match[2] or match[4]
            return {code: match[1] or match[3], name: label.strip()}

    if key.endswith("_code") and key != "unit_code" and not CODE.fullmatch(cell):
        return {name: cell}
    if keys.get(key):
        return {}
    return {key: cell}
