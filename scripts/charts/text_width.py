"""How wide a text is, reckoned from its characters alone, so that no installed font changes a picture."""

from unicodedata import east_asian_width

# Ems; on the wide side of the fonts that phones and desktops bring for Chinese pages.
DIGIT, CAPITAL, SMALL, NARROW, SPACE, PERCENT = 0.58, 0.7, 0.56, 0.32, 0.3, 0.92

BOLD = 1.2
"""How much wider a bold text may be than reckoned."""

CLOSING = "，。、；：！？）》」』”’"


def _em(char: str) -> float:
    if east_asian_width(char) in "WFA":
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
    """The width of the text in pixels at a font size."""
    return sum(map(_em, text)) * size


def shortened(text: str, size: float, room: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size) <= room:
        return text
    kept = text
    while kept and width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


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
    return [*done, shortened(text, size, room)] if text else done


def wrapped(text: str, size: float, room: float, lines: int = 2) -> list[str]:
    """The text in at most so many lines that fit the room, about equally long; the last one is shortened if it must be."""
    widest = _greedy(text, size, room, lines)
    if len(widest) < 2 or widest[-1].endswith("…"):
        return widest
    # A single character alone on the last line reads badly: share the text out.
    for part in range(round(width(text, size) / len(widest)), int(room), 4):
        even = _greedy(text, size, part, lines)
        if len(even) == len(widest) and not even[-1].endswith("…"):
            return even
    return widest
