"""How a spreadsheet shows a stored number: the decimals stand in its format, not in the number."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

from openpyxl.styles import numbers  # type: ignore[import-untyped]  # it ships no types

from scripts.schema import figure

# The numbers to which Chinese versions of the program give a format of their own, beside the
# international ones: ECMA-376 part 1, 18.8.30, for zh-cn.
_CHINESE_FORMATS = {
    14: "yyyy/m/d",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
}

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")
_FRACTION = re.compile(r"\?\s*/\s*[?\d]")  # `# ?/?`
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")  # `[>=10000]0.00`
_SECTION_PART = re.compile(r'"[^"]*"|\\.|!.|\[[^\]]*\]|.', re.DOTALL)
# `_x` leaves the room of an x and `*x` fills the cell with it: neither is a part of the number.
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]'
    r"|\[(?P<bracket>[^\]]*)\]|_.|\*.|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-])"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|AM/PM|上午/下午)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>.)",
    re.DOTALL,
)

_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
"""A stored number is binary: beyond 15 digits it says nothing (5582.870000000001)."""
_LARGEST = 40
"""The power of ten from which a number is no amount, and is shown as the program stores it."""

_LEAST_SCALED = 10
"""Below it a number shown without decimals may be less than half of what is stored."""
_LONGEST = 255
"""Characters of a format, as programs take them."""
_MOST_PLACES = 30
"""Decimals that a format may have, and places by which it may move the point."""

_HOLDS = {"<": lt, "<=": le, "<>": ne, ">": gt, ">=": ge, "=": eq}
_DATE_PARTS = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}


class _Token(NamedTuple):
    kind: str
    text: str


_Tokens = tuple[_Token, ...]
_NOUGHT = _Token("digit", "0")  # a place that is written even where the number has no digit for it


def code(number: int, own: dict[int, str]) -> str:
    """The format of a number, from a workbook's own formats or from those built in.

    >>> code(4, {}), code(176, {176: "0.0"})
    ('#,##0.00', '0.0')
    """
    national = own.get(number) or _CHINESE_FORMATS.get(number)
    if national and len(national) <= _LONGEST:
        return national
    built_in = numbers.BUILTIN_FORMATS.get(number, "General")
    return str(built_in)


def displayed(stored: str, format_code: str, *, from_1904: bool = False) -> str:
    """A stored number as its cell shows it; the text as it stands where it is no number.

    >>> displayed("5582.870000000001", "#,##0.00"), displayed("0.125", "0.0%")
    ('5,582.87', '12.5%')
    """
    if len(stored) > 400 or not _NUMBER.fullmatch(stored):
        return stored
    value = _SIGNIFICANT.plus(Decimal(stored))
    if abs(value.adjusted()) > _LARGEST:
        return f"{value.normalize():E}"

    section, signed = _section(value, format_code)
    tokens = _tokens(section)
    kinds = {token.kind for token in tokens}
    if "date" in kinds:
        return _date(value, tokens, from_1904) or general(value)

    magnitude = value if signed else abs(value)
    if "general" in kinds:
        # The number stands among the texts around it: `G/通用格式"元"`.
        texts = []
        for kind, text in tokens:
            if kind == "general":
                texts.append(general(magnitude))
            elif kind == "text":
                texts.append(text)
        return "".join(texts).strip()
    if "digit" not in kinds:
        return "".join(token.text for token in tokens).strip()
    if "exponent" in kinds or _FRACTION.search(section):
        return general(magnitude)
    return _number(value, tokens, signed=signed)


def is_rounded(stored: str, shown: str) -> bool:
    """Whether a cell shows another number than it stores, its format having too few decimals.

    >>> is_rounded("5582.874", "5,582.87"), is_rounded("5582.870000000001", "5,582.87")
    (True, False)
    """
    if "." not in stored:
        return False
    number = figure(shown)
    return isinstance(number, Decimal) and number != _SIGNIFICANT.plus(Decimal(stored))


def is_scaled(stored: str, shown: str) -> bool:
    """Whether a cell shows its number in thousands or more, as formats with commas behind do.

    >>> is_scaled("9000000", "9,000"), is_scaled("9000000", "900.0"), is_scaled("0.4", "0")
    (True, True, False)
    """
    number = figure(shown)
    if not isinstance(number, Decimal) or not _NUMBER.fullmatch(stored):
        return False
    value = abs(Decimal(stored))
    return value >= _LEAST_SCALED and abs(number) * 2 < value


def general(value: Decimal) -> str:
    """A number without a format: whole ones whole, others without the dust of binary arithmetic.

    >>> general(Decimal("1200.5000000000002")), general(Decimal("7.00"))
    ('1200.5', '7')
    """
    whole = str(abs(int(value)))
    places = max(10 - len(whole), 2)
    text = f"{_rounded(value, places):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text in ("-0", ""):
        return "0"
    return text


def _section(value: Decimal, format_code: str) -> tuple[str, bool]:
    """The part of a format for a number (`0.00;(0.00);"-"`), and whether it shows its sign."""
    sections = [""]
    for part in _SECTION_PART.findall(format_code):
        if part == ";":
            sections.append("")
        else:
            sections[-1] += part

    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _HOLDS[condition[1]](value, Decimal(condition[2])):
                return section, True
        return sections[-1], True

    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


@lru_cache(maxsize=512)
def _tokens(section: str) -> _Tokens:
    tokens = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if not kind:
            continue
        text = match[kind]
        if kind in ("quoted", "escaped", "currency"):
            kind = "text"
        # [h] counts hours past a day; colours, conditions and other scripts show nothing.
        if kind == "bracket":
            if not re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
                continue
            kind = "date"
        tokens.append(_Token(kind, text))

    return tuple(tokens)


def _number(value: Decimal, tokens: _Tokens, *, signed: bool) -> str:
    """A number in its places: commas behind these divide by a thousand, percent signs multiply."""
    kinds = [token.kind for token in tokens]
    point = len(tokens)
    if "point" in kinds:
        point = kinds.index("point")
    before = tokens[:point]
    after = tokens[point + 1 :]
    commas = _trailing_commas(before)
    thousands = commas + _trailing_commas(after)
    grouped = kinds[:point].count("comma") > commas

    scale = 2 * kinds.count("percent") - 3 * thousands
    places = kinds[point + 1 :].count("digit")
    if places > _MOST_PLACES or abs(scale) > _MOST_PLACES:
        return general(value)
    scaled = abs(value).scaleb(scale)
    rounded = _rounded(scaled, places)
    whole, _, decimals = f"{rounded:f}".partition(".")

    text = _whole(whole, before, grouped)
    if point < len(tokens):
        shown = _decimals(decimals, after)
        if re.search(r"\d", shown) or _NOUGHT in after:
            text += "."
        text += shown
    if signed and value < 0 and rounded:
        text = f"-{text}"
    return text.strip()


def _trailing_commas(tokens: _Tokens) -> int:
    count = 0
    for kind, _ in reversed(tokens):
        if kind == "digit":
            break
        count += kind == "comma"
    return count


def _whole(digits: str, tokens: _Tokens, grouped: bool) -> str:
    """The whole part in its places from the right; more digits stand before the first place."""
    left = list(digits.lstrip("0").rjust(tokens.count(_NOUGHT), "0"))
    places = sum(token.kind == "digit" for token in tokens)
    parts = []
    written = 0

    for kind, text in reversed(tokens):
        if kind == "percent":
            parts.append("%")
        elif kind == "text":
            parts.append(text[::-1])
        elif kind == "digit":
            places -= 1
            take = 1 if places else len(left)
            for _ in range(min(take, len(left))):
                if grouped and written and written % 3 == 0:
                    parts.append(",")
                parts.append(left.pop())
                written += 1

    return "".join(parts)[::-1]


def _decimals(digits: str, tokens: _Tokens) -> str:
    """The decimals in their places; one that may stay empty does where only noughts are left."""
    places = "".join(token.text for token in tokens if token.kind == "digit")
    must = places.rfind("0") + 1
    needed = max(must, len(digits.rstrip("0")))
    left = list(digits[:needed])
    parts = []

    for kind, text in tokens:
        if kind == "digit" and left:
            parts.append(left.pop(0))
        elif kind == "percent":
            parts.append("%")
        elif kind == "text":
            parts.append(text)

    return "".join(parts)


def _rounded(value: Decimal, places: int) -> Decimal:
    unit = Decimal(1).scaleb(-places)
    precise = Context(prec=120)
    return value.quantize(unit, rounding=ROUND_HALF_UP, context=precise)


def _date(value: Decimal, tokens: _Tokens, from_1904: bool) -> str:
    """A day and time counted from the workbook's first day; nothing outside the calendar."""
    # The calendar of 1900 counts a 29 February that was none: days after it begin one earlier.
    first = datetime(1904, 1, 1)  # noqa: DTZ001  # a day on paper has no zone
    if not from_1904:
        first = datetime(1899, 12, 31 if value < 60 else 30)  # noqa: DTZ001  # likewise
    seconds = int(_rounded(value * 86400, 0))
    try:
        moment = first + timedelta(seconds=seconds)
    except OverflowError:
        return ""

    letters = [token.text[0].lower() for token in tokens if token.kind == "date"]
    letters.append("")
    parts = []
    before, at = "", 0

    for kind, text in tokens:
        if kind in ("text", "point", "comma"):
            parts.append(text)
        if kind != "date":
            continue
        letter, after = letters[at : at + 2]
        part = _DATE_PARTS.get(letter)
        # `mm` are minutes after hours and before seconds, months elsewhere.
        if letter == "m" and (before == "h" or after == "s"):
            part = "minute"
        if part:
            number = getattr(moment, part)
            if part == "year" and len(text) == 2:
                number %= 100
            # Two letters ask for a leading nought.
            parts.append(str(number).zfill(min(len(text), 2)))
        before, at = letter, at + 1

    return "".join(parts).strip()
