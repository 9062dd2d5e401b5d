"""Texts as they stand in a grid: broken lines made one, blanks where a cell holds nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.package.characters import visible

_NEAR = 8  # characters beside a break among which the next one to be seen stands
# A footnote's number behind an amount is no digit of it.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
# From the first of several blanks only: each of a long run would look to its end.
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*\n\s*")
# No blank belongs beside a Chinese character or Chinese punctuation.
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·]")


def one_line(text: str) -> str:
    r"""A text on one line: breaks vanish beside Chinese characters and are a blank elsewhere.

    >>> one_line("一般公共\n预算")
    '一般公共预算'
    >>> one_line("GDP\n2026")
    'GDP 2026'
    """
    text = text.replace("\xa0", " ")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _BREAK.sub(_joint, text.strip())
    return re.sub(r"[ \t\f\v]+", " ", text)


def lines(text: str) -> list[str]:
    """The lines of a text that hold anything, each without blanks around it."""
    parts = re.split(r"[\r\n\f\v]+", text)
    return list(filter(None, map(one_line, parts)))


def without_right_blanks(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells up to the last that holds anything.

    >>> without_right_blanks(["合计", "", "5.00", "", ""])
    ('合计', '', '5.00')
    """
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])


def _joint(match: re.Match[str]) -> str:
    text = match.string
    start, end = match.span()
    # Past what nobody sees, which is counted and dropped once a text's place is known.
    before = visible(text[max(0, start - _NEAR) : start])[-1:]
    after = visible(text[end : end + _NEAR])[:1]
    if _CHINESE.match(before) or _CHINESE.match(after):
        return ""
    return " "


def set_in(text: str) -> float:
    """How far a text is set in by the blanks before it, in widths of a Chinese character.

    >>> set_in("　　行政运行"), set_in("  行政运行"), set_in("行政运行")
    (2.0, 1.0, 0.0)
    """
    blanks = text[: len(text) - len(text.lstrip())]
    wide = blanks.count("\u3000")
    return wide + (len(blanks) - wide) / 2
