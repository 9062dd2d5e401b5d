"""How wide a text is, reckoned from its characters alone: no installed font changes a picture."""

import math
from collections.abc import Iterable
from unicodedata import category, east_asian_width

# Ems; on the wide side of the fonts that phones and desktops bring for Chinese pages.
DIGIT, CAPITAL, SMALL, NARROW, SPACE, PERCENT = 0.58, 0.7, 0.56, 0.32, 0.3, 0.92
# How much wider a bold text may be than reckoned.
BOLD = 1.2
# Marks that may not begin a line (GB/T 15834, 5.1).
CLOSING = "，。、；：！？）》」』”’"


def _em(char: str) -> float:
    # W and F are as wide as a Chinese sign; A (“”, ·, Greek) is so in Chinese fonts.
    # What this Python knows no character for is Chinese, as a later one may know: 𲎯 is from 3.12 on.
    if east_asian_width(char) in "WFA" or category(char) == "Cn":
        return 1.0
    if char.isdigit() or char in "+−-":
        return DIGIT
    if char == " ":
        return SPACE
    if char == "%":
        return PERCENT
    if char in ".,:;'|()[]":
        return NARROW
    return CAPITAL if char.isupper() else SMALL


def width(text: str, size: float) -> float:
    """The width of the text in pixels at a font size.

    >>> width("教育", 10)
    20.0
    """
    # Python's own sum adds floats in another way from 3.12 on.
    return math.fsum(map(_em, text)) * size


def widest(texts: Iterable[str], size: float) -> float:
    """The width of the widest text in pixels; 0 where there is none."""
    return max((width(text, size) for text in texts), default=0)


def shortened(text: str, size: float, room: float) -> str:
    """The text, or as much of it as fits the pixels of the room, with an ellipsis.

    >>> shortened("教育支出", 10, 30)
    '教育…'
    """
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _greedy(text: str, size: float, room: float, lines: int) -> list[str]:
    done: list[str] = []
    while text and len(done) < lines - 1:
        cut = len(text)
        while cut > 1 and width(text[:cut], size) > room:
            cut -= 1
        # A closing mark takes the character before it along to the next line.
        while 1 < cut < len(text) and text[cut] in CLOSING:
            cut -= 1
        done.append(text[:cut].strip())
        text = text[cut:].strip()
    if text:
        done.append(shortened(text, size, room))
    return done


def wrapped(text: str, size: float, room: float, lines: int = 2) -> list[str]:
    """The text in at most so many lines that fit the room, about equally long.

    The last line is shortened if it must be.

    >>> wrapped("社会保障和就业支出", 10, 80)
    ['社会保障和', '就业支出']
    """
    full = _greedy(text, size, room, lines)
    if len(full) < 2 or full[-1].endswith("…"):
        return full
    # A single character alone on the last line reads badly: share the text out. Steps of 4 pixels
    # are less than a third of a character.
    least = round(width(text, size) / len(full))
    for part in range(least, int(room), 4):
        even = _greedy(text, size, part, lines)
        if len(even) == len(full) and not even[-1].endswith("…"):
            return even
    return full
