"""A text in its plainest characters, as a person reads it, with the places that they came from."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Folded(NamedTuple):
    """A text as it reads, and for each of its characters the place and width in the original."""

    text: str
    places: Sequence[int]
    widths: Sequence[int]


_ENTITY = re.compile(r"&#(?:\d{1,7}|x[0-9A-Fa-f]{1,6});|&(?:nbsp|commat|period|colon|num);")
# Eleven digits in words: 一三八〇〇…; 二〇二六年 is a year.
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九幺", "001234567891")
_HAN_RUN = re.compile(r"(?:[〇零一二三四五六七八九幺][ \-]?){11,}")
_ROUND_ZERO = re.compile(r"(?<=\d)[Oo](?=[\dOo])|(?<=\dO)[Oo](?=\d)")
# Letters and signs that show nothing, in Korean and in Braille.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_WITHOUT_WIDTH = frozenset(("Cf", "Mn", "Me"))
_DASHES = frozenset("‐‑‒–—―−﹣－~～_")


def fold(text: str) -> Folded:
    """A text in its plainest characters.

    NFKC, every blank " ", every dash "-", no character without a width (zero-width marks, soft
    hyphens, accents and rings around a letter), entities of HTML read, digits in words, digits in
    circles and the letter O among digits as digits.
    """
    characters: list[str] = []
    places: list[int] = []
    widths: list[int] = []
    at = 0
    while at < len(text):
        width = 1
        character = text[at]
        if character == "&" and (entity := _ENTITY.match(text, at)):
            width = len(entity.group())
            character = html.unescape(entity.group())
        for plain in _plain(character):
            characters.append(plain)
            places.append(at)
            widths.append(width)
        at += width
    folded = "".join(characters)
    folded = _HAN_RUN.sub(lambda run: run.group().translate(_HAN_DIGITS), folded)
    return Folded(_ROUND_ZERO.sub("0", folded), places, widths)


@lru_cache(maxsize=1 << 16)  # documents are written in some thousand characters
def _plain(character: str) -> str:
    if character.isascii():
        if character in "_~":
            return "-"
        if character.isspace():
            return " "
        return character if character.isprintable() else ""
    if character in _FILLERS:
        return " "
    if unicodedata.category(character) in _WITHOUT_WIDTH:
        return ""
    if character in _DASHES:
        return "-"
    if character.isspace():
        return " "
    digit = unicodedata.digit(character, None)
    if digit is not None:
        # Arabic-Indic digits, ➊ and the like are no compatibility forms: NFKC leaves them.
        return str(digit)
    folded = unicodedata.normalize("NFKC", character)
    return " " if folded.isspace() else folded
