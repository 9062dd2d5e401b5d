"""Texts as they stand in a grid: broken lines made one, merged cells blank but for their first place."""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BREAK = re.compile(r"[^\S\n]*\n\s*")
# No blank belongs beside a Chinese character or Chinese punctuation.
_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…·]")


def one_line(text: str) -> str:
    """A text on one line: line breaks vanish beside Chinese characters and are a blank elsewhere."""
    text = _INVISIBLE.sub(
        "", text.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n")
    ).strip()
    return re.sub(r"[ \t\f\v]+", " ", _BREAK.sub(lambda match: _joint(match, text), text))


def lines(text: str) -> list[str]:
    """The lines of a text that hold anything, each without blanks around it."""
    return [line for part in re.split(r"[\r\n\f\v]+", text) if (line := one_line(part))]


def without_right_blanks(cells: list[str]) -> tuple[str, ...]:
    """The cells up to the last that holds anything."""
    end = max((index + 1 for index, cell in enumerate(cells) if cell), default=0)
    return tuple(cells[:end])


def _joint(match: re.Match[str], text: str) -> str:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return "" if _CHINESE.match(before) or _CHINESE.match(after) else " "
