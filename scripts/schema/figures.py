"""How a published figure is read: exact, with blank, zero and the words for nothing kept apart."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NewType

Absent = NewType("Absent", str)
"""What stands where a figure could stand: "" for a blank, or the sign printed there (-, —, 无)."""

Figure = Decimal | Absent

BLANK = Absent("")
ABSENCES = {
    "": "空白",
    "-": "短横",
    "--": "短横",
    "—": "破折号",
    "——": "破折号",
    "/": "斜线",
    "无": "写明“无”",
}
MULTIPLIERS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}

_NEGATIVE = re.compile(r"\((.+)\)")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")


def figure(text: str) -> Figure | None:
    """The figure that a cell states, with the decimals it was printed with; None for any other text."""
    printed = text.strip()
    plain = (
        printed if text.isascii() else unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    )
    if plain in ABSENCES or printed in ABSENCES:
        return Absent(printed if printed in ABSENCES else plain)
    if negative := _NEGATIVE.fullmatch(plain):
        plain = "-" + negative.group(1)
    return Decimal(plain.replace(",", "")) if _NUMBER.fullmatch(plain) else None


def stored(value: Figure) -> str:
    """A figure as a data file holds it: its published decimals, no thousands separators."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def value_of(figure: Figure) -> Decimal | None:
    """The number a figure states, or None when it states none."""
    return figure if isinstance(figure, Decimal) else None


def places(value: Decimal) -> int:
    """How many decimals a figure was published with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
