"""How a spreadsheet shows a stored number: published decimals stand in the number format, not in the number."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS  # type: ignore[import-untyped]  # openpyxl ships no types

from scripts.schema import figure

# The numbers that Chinese versions of the program give a form of their own, beside the international ones.
_CHINESE_FORMATS = {
    14: "yyyy/m/d",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|_.|\*.|(?P<general>General|G/通用格式)|(?P<exponent>[Ee][+-])|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|AM/PM|上午/下午)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<text>.)",
    re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
_GENERAL_LENGTH = 10
_LARGEST = 40


class _Token(NamedTuple):
    kind: str
    text: str


def code(number: int, own: dict[int, str]) -> str:
    """The format of a number, from a workbook's own formats or from those built in."""
    return (
        own.get(number)
        or _CHINESE_FORMATS.get(number)
        or str(BUILTIN_FORMATS.get(number, "General"))
    )


def displayed(stored: str, format_code: str, *, from_1904: bool = False) -> str:
    """A stored number as its cell shows it; the text as it stands where it is no number."""
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?", stored) or len(stored) > 400:
        return stored
    # A stored number is binary: beyond 15 digits it says nothing (5582.870000000001).
    value = _SIGNIFICANT.plus(Decimal(stored))
    if abs(value.adjusted()) > _LARGEST:
        return f"{value.normalize():E}"
    section, signed = _section(value, format_code)
    tokens = _tokens(section)
    kinds = {token.kind for token in tokens}
    if "date" in kinds:
        return _date(value, tokens, from_1904) or general(value)
    if not kinds & {"digit", "general"}:
        return "".join(token.text for token in tokens).strip() if section else ""
    if "general" in kinds or "exponent" in kinds or re.search(r"\?\s*/\s*[?\d]", section):
        around = [
            "\0" if token.kind == "general" else token.text
            for token in tokens
            if token.kind in ("general", "text")
        ]
        shown = general(value if signed else abs(value))
        return "".join(around).replace("\0", shown).strip() if "general" in kinds else shown
    return _number(value, tokens, signed=signed)


def is_rounded(stored: str, shown: str) -> bool:
    """Whether a cell shows another number than it stores, its format having too few decimals for it."""
    number = figure(shown)
    return (
        "." in stored
        and isinstance(number, Decimal)
        and number != _SIGNIFICANT.plus(Decimal(stored))
    )


def general(value: Decimal) -> str:
    """A number without a format: whole ones whole, others without the dust of binary arithmetic."""
    whole = len(str(abs(int(value))))
    places = max(_GENERAL_LENGTH - whole, 2)
    rounded = _rounded(value, places)
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _section(value: Decimal, format_code: str) -> tuple[str, bool]:
    """The part of a format that is for this number, and whether the number's own sign is still to be written."""
    sections = _sections(format_code)
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(value, condition.group(1), Decimal(condition.group(2))):
                return section, True
        return sections[-1], True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _sections(format_code: str) -> list[str]:
    """A format cut at its semicolons, but for those in quotation marks, in brackets, or escaped."""
    sections = [""]
    for piece in re.findall(r'"[^"]*"|\\.|!.|\[[^\]]*\]|.', format_code, re.DOTALL):
        if piece == ";":
            sections.append("")
        else:
            sections[-1] += piece
    return sections


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[_Token, ...]:
    found = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or ""
        text = match.group(kind) if kind else ""
        if kind in ("quoted", "escaped", "currency"):
            kind = "text"
        elif kind == "bracket":
            # [h] counts hours past a day; colours, conditions and the forms of other scripts show nothing.
            kind = "date" if re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE) else ""
        if kind:
            found.append(_Token(kind, text))
    return tuple(found)


def _number(value: Decimal, tokens: tuple[_Token, ...], *, signed: bool) -> str:
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    before, after = tokens[:point], tokens[point + 1 :]
    last = max((at for at, token in enumerate(before) if token.kind == "digit"), default=-1)
    thousands = sum(token.kind == "comma" for token in before[last + 1 :])
    thousands += _trailing_commas(after)
    grouped = any(token.kind == "comma" for token in before[: last + 1])
    percents = sum(token.kind == "percent" for token in tokens)
    places = sum(token.kind == "digit" for token in after)
    shown = _rounded(abs(value).scaleb(2 * percents - 3 * thousands), places)
    whole, _, decimals = f"{shown:f}".partition(".")
    text = _whole(whole, before, grouped)
    if point < len(tokens):
        kept = _decimals(decimals, after)
        text += (
            "." if re.search(r"\d", kept) or any(token == ("digit", "0") for token in after) else ""
        ) + kept
    minus = "-" if signed and value < 0 and shown else ""
    return (minus + text).strip()


def _trailing_commas(after: tuple[_Token, ...]) -> int:
    """Commas after the last decimal place also divide by a thousand each."""
    last = max((at for at, token in enumerate(after) if token.kind == "digit"), default=-1)
    return sum(token.kind == "comma" for token in after[last + 1 :])


def _whole(digits: str, tokens: tuple[_Token, ...], grouped: bool) -> str:
    """The whole part written into its places from the right, with the texts between them kept where they stand."""
    least = sum(token == ("digit", "0") for token in tokens)
    digits = digits.lstrip("0").rjust(least, "0")
    left, parts, written = list(digits), [], 0
    first = next((at for at, token in enumerate(tokens) if token.kind == "digit"), None)
    for at in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[at]
        if kind == "percent":
            parts.append("%")
        elif kind == "text":
            parts.append(text[::-1])
        elif kind == "digit":
            take = len(left) if at == first else 1
            for _ in range(min(take, len(left))):
                if grouped and written and written % 3 == 0:
                    parts.append(",")
                parts.append(left.pop())
                written += 1
    return "".join(parts)[::-1]


def _decimals(digits: str, tokens: tuple[_Token, ...]) -> str:
    """The decimals in their places; a place that may stay empty does where only noughts are left."""
    parts, at = [], 0
    places = [token.text for token in tokens if token.kind == "digit"]
    needed = max((index + 1 for index, one in enumerate(places) if one == "0"), default=0)
    needed = max(needed, len(digits.rstrip("0")))
    for kind, text in tokens:
        if kind == "digit":
            parts.append(digits[at] if at < needed and at < len(digits) else "")
            at += 1
        elif kind in ("text", "percent"):
            parts.append("%" if kind == "percent" else text)
    return "".join(parts)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(
        Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=120)
    )


def _date(value: Decimal, tokens: tuple[_Token, ...], from_1904: bool) -> str:
    """A day and time counted from the workbook's first day; nothing where it lies outside the calendar."""
    # The calendar of 1900 counts a 29 February that was none, so that days after it begin one earlier.
    first = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if value < 60 else 30)  # noqa: DTZ001  # a day on paper has no zone
    try:
        moment = first + timedelta(seconds=int(_rounded(value * 86400, 0)))
    except OverflowError:
        return ""
    parts, last = [], ""
    for at, (kind, text) in enumerate(tokens):
        if kind != "date":
            parts.append(text if kind in ("text", "point", "comma") else "")
            continue
        following = next(
            (one.text.lower()[:1] for one in tokens[at + 1 :] if one.kind == "date"), ""
        )
        letter = text.lower()[0]
        minutes = letter == "m" and (last == "h" or following == "s")
        parts.append(_date_part(moment, text, minutes=minutes))
        last = letter
    return "".join(parts).strip()


def _date_part(moment: datetime, text: str, *, minutes: bool) -> str:
    letter = (
        "minute"
        if minutes
        else {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second"}.get(
            text.lower()[0], ""
        )
    )
    number = getattr(moment, letter, None) if letter else None
    if number is None:
        return ""
    if letter == "year":
        return f"{number % 100:02d}" if len(text) == 2 else f"{number}"
    return f"{number:02d}" if len(text) > 1 else f"{number}"
