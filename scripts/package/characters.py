"""Which characters no package may hold, a text without them, and whether two names read alike."""

from __future__ import annotations

import re
import unicodedata


def unwanted(text: str) -> str:
    """The first character of a text that no package may hold, as U+….

    "" where there is none. Control characters but line breaks and tabs, marks of direction and
    without width, letters that show nothing, lone surrogates, and what is no character at all: they
    hide or reorder what a reader sees, and XML cannot hold some of them.

    >>> unwanted("行政\u200b运行"), unwanted("行政运行")
    ('U+200B', '')
    """
    match = _UNWANTED.search(text)
    return f"U+{ord(match.group()):04X}" if match else ""


def visible(text: str) -> str:
    r"""A text without the characters that no package may hold; what shows as a blank is one.

    A form feed and a vertical tab stay: readers part lines at them.

    >>> visible("行政\u200b运行"), visible("1,200\u2028元")
    ('行政运行', '1,200 元')
    """
    return _UNWANTED.sub(_seen_as, text)


def read_alike(name: str, other: str) -> bool:
    """Whether two names are one to who reads them, whatever the width of their signs and blanks.

    >>> read_alike("某市体育局（本级）", "某市 体育局(本级)"), read_alike("体育局", "教育局")
    (True, False)
    """
    first, second = ("".join(unicodedata.normalize("NFKC", text).split()) for text in (name, other))
    return first == second


def _seen_as(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\v\f":
        return character
    return " " if character.isspace() or character in _FILLERS else ""


# What stands for a letter or a sign that is not there, in Korean and in Braille.
_FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
_UNWANTED = re.compile(
    f"[{_FILLERS}"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    # Marks that join or vary the letter before them, and show nothing themselves.
    "\u034f\u17b4\u17b5\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
    "\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
