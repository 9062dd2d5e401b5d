"""Labels as printed: how they are compared, and how they are numbered (一、 （一） 1. （1） ①)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

CHINESE = r"[一二三四五六七八九十]+"
"""The Chinese numeral of a numbering; large enough for any list that a budget prints."""

NUMBERING = rf"(?:\d{{1,2}}[、.．]|[（(](?:{CHINESE}|\d{{1,2}})[)）]、?|{CHINESE}[、是])"
"""What stands before an item in running text, in brackets of any width: 1. 1、 （一） （1） 一、 一是."""

# ① to ⑳ are one block of Unicode; the next ones stand elsewhere.
_CIRCLED = re.compile(r"[①-⑳]")
_DEPTHS = (
    re.compile(rf"{CHINESE}、"),
    re.compile(rf"\({CHINESE}\)"),
    re.compile(r"\d+[.、]"),
    re.compile(r"\(\d+\)"),
    _CIRCLED,
)
_PART = re.compile(rf"第({CHINESE})部分")
_PREFIX = re.compile(rf"^(其中:?|{CHINESE}、|\({CHINESE}\)|\(?\d+\)?[.、]?|[①-⑳])")
# “三公”经费 is printed without its quotation marks too.
_UNSEEN = re.compile(r"[\s“”\"'‘’]")
_AMONG = "其中"

# Every rule asks for the same few hundred labels of a document, each some twenty times.
_KEPT = 1024


@lru_cache(_KEPT)
def plain(text: str) -> str:
    """A label as labels are compared: characters of one width, no blanks, no quotation marks.

    >>> plain("“三公”经费 支出（万元）")
    '三公经费支出(万元)'
    """
    one_width = text
    if not text.isascii():
        one_width = unicodedata.normalize("NFKC", text)
    return _UNSEEN.sub("", one_width)


def folded(text: str) -> str:
    """A name as tables and prose share it: plain, and without any numbering or 其中 before it.

    >>> folded("其中：（一）公务用车 运行费"), folded("1.因公出国（境）费")
    ('公务用车运行费', '因公出国(境)费')
    """
    name = plain(text)
    # 其中：（一）公务用车 bears two.
    while (rest := _PREFIX.sub("", name)) != name:
        name = rest
    return name


def depth(label: str) -> int:
    """How deep the numbering of a label stands, from 1 for 一、 to 5 for ①; 0 for a label without.

    >>> [depth(label) for label in ("一、收入", "（一）税收", "1.教育", "（1）小学", "①人员", "收入")]
    [1, 2, 3, 4, 5, 0]
    """
    # Folding would make a plain 1 of a ①, so circled figures are looked for as printed.
    text = plain(label)
    if _CIRCLED.match(label):
        text = label
    for level, mark in enumerate(_DEPTHS, start=1):
        if mark.match(text):
            return level
    return 0


def begins_list(label: str) -> bool:
    """Whether a label is the first of its list: 一、 or 1. or 1、.

    >>> begins_list("一、本年收入"), begins_list("二、本年支出"), begins_list("10.其他")
    (True, False, False)
    """
    return re.match(r"[一1][、.]", plain(label)) is not None


def is_part(text: str) -> bool:
    """Whether a line opens a part of a document.

    >>> is_part("第二部分 2026年部门预算表"), is_part("二、收入")
    (True, False)
    """
    return _PART.match(text) is not None


def is_among(label: str) -> bool:
    """Whether a label says itself that it is a part of the one above it.

    >>> is_among("其中：财政拨款")
    True
    """
    return plain(label).startswith(_AMONG)
