"""The codes of rows, in all the ways in which they are printed: whole, with the name, or in columns of parts."""

from __future__ import annotations

import re
from collections.abc import Mapping

CODE = re.compile(r"\d{3}(\d{2}){0,2}")
_TOGETHER = re.compile(
    r"[\[【(（]?(\d{3}(?:\d{2}){0,2})[\]】)）\-—－\s]+(.+)|(\d{3}(?:\d{2}){0,2})([\u4e00-\u9fff].*)"
)


class Code:
    """The code of one list as its rows go on: a part left blank is the one above it."""

    def __init__(self) -> None:
        self._parts = ["", "", ""]

    def complete(self, parts: Mapping[str, str]) -> dict[str, str]:
        """The whole code by its column, from what a row prints in the columns of parts (`function_code:2`).

        Where a part holds more than its own digits, it is the whole code; where it holds no digits, it is a name.
        """
        if not parts:
            return {}
        column = next(iter(parts)).partition(":")[0]
        texts = {int(key[-1]): text.strip() for key, text in parts.items()}
        words = [text for text in texts.values() if text and not text.isdigit()]
        if words:
            return {column.replace("_code", "_name"): words[0]}
        if not any(texts.values()):
            return {}
        whole = next(
            (text for text in texts.values() if len(text) >= 5 and CODE.fullmatch(text)), ""
        )
        self._parts = [whole[:3], whole[3:5], whole[5:7]] if whole else self._with(texts)
        return {column: "".join(self._parts)}

    def _with(self, texts: Mapping[int, str]) -> list[str]:
        deepest = max(level for level, text in texts.items() if text)
        return [
            (texts.get(level) or self._parts[level - 1]).zfill(3 if level == 1 else 2)
            if level <= deepest
            else ""
            for level in (1, 2, 3)
        ]


def key_cell(key: str, cell: str, keys: Mapping[str, str]) -> dict[str, str]:
    """A key cell's text by its column; a code's or a name's cell may hold both, and a code's the word 合计."""
    name, code = key.replace("_code", "_name"), key.replace("_name", "_code")
    coded = key.endswith(("_code", "_name")) and not key.startswith(("unit", "project"))
    if coded and (together := _TOGETHER.fullmatch(cell)):
        return {code: together[1] or together[3], name: (together[2] or together[4]).strip()}
    if not key.endswith("_code") or key == "unit_code" or CODE.fullmatch(cell):
        return {key: cell} if not keys.get(key) else {}
    return {name: cell}
