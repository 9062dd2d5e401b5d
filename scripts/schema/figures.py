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
    # A full-width － or ／ is found by its plain form.
    "-": "短横",
    "--": "短横",
    "—": "破折号",
    "——": "破折号",
    "/": "斜线",
    "无": "写明“无”",
}
MULTIPLIERS = {"元": 1, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}

STORED = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,6})?")
"""A figure as a data file holds it; longer ones are no budget's, and would not be exact in hand."""

# (1,200.50) is less than nothing, as accountants write it.
_NEGATIVE = re.compile(r"\((.+)\)")
# 1,200.50 and 1200.50; not 1,23, which is no number that anyone means.
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
THIN = "\u00a0\u2005-\u200a\u202f\u205f"
"""Thin, no-break and figure blanks, which part thousands and no words, as a class of a pattern."""
# 1 000.00: three figures that begin with 0 are no number of their own, 345.00 in 12 345.00 may be.
_THOUSANDS = re.compile(rf"(?<=\d)(?:[{THIN}](?=\d{{3}}(?!\d))|\s(?=0\d\d(?!\d)))")
_SPACED = re.compile(rf"[-+−－(（]*[1-9]\d{{0,2}}([{THIN}\s]\d{{3}})+(\.\d+)?[)）]?")


def figure(text: str) -> Figure | None:
    """The figure that a cell states, with its printed decimals; None for any other text.

    Thousands may be parted by blanks where only one reading is possible.

    >>> figure("（1,200.50）"), figure("－"), figure("合计")
    (Decimal('-1200.50'), '-', None)
    >>> figure("12\u2009345.00"), figure("1 000.00"), figure("12 345.00")
    (Decimal('12345.00'), Decimal('1000.00'), None)
    """
    printed = text.strip()
    if _SPACED.fullmatch(printed):
        printed = text = _THOUSANDS.sub("", printed)
    plain = printed
    # Full-width digits, brackets and signs; most cells have none, and NFKC is slow.
    if not text.isascii():
        # NFKC leaves the minus sign − (U+2212) as it is.
        # ① or ² behind an amount is a note on it, and no digit.
        if any(char.isdigit() and not char.isdecimal() for char in text):
            return None
        plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
        plain = _INVISIBLE.sub("", plain)
    for sign in (printed, plain):
        if sign in ABSENCES:
            return Absent(sign)
    negative = _NEGATIVE.fullmatch(plain)
    if negative:
        plain = "-" + negative.group(1)
    if _NUMBER.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    return None


def stored(value: Figure) -> str:
    """A figure as a data file holds it: its published decimals, no thousands separators.

    >>> stored(Decimal("1200.50")), stored(BLANK)
    ('1200.50', '')
    """
    # str() would write 0.0000001 as 1E-7.
    return f"{value:f}" if isinstance(value, Decimal) else value


def is_storable(value: Figure | None) -> bool:
    """Whether a data file may hold a figure; what stands for none it may.

    >>> is_storable(Decimal("1200.50")), is_storable(Decimal("1e999")), is_storable(BLANK)
    (True, False, True)
    """
    if not isinstance(value, Decimal):
        return True
    # Asked of its size first: 1e999999999 is not to be written out.
    return value.adjusted() < 14 and STORED.fullmatch(stored(value)) is not None


def value_of(figure: Figure) -> Decimal | None:
    """The number a figure states, or None when it states none.

    >>> value_of(Decimal("0.00")), value_of(BLANK) is None
    (Decimal('0.00'), True)
    """
    return figure if isinstance(figure, Decimal) else None


def places(value: Decimal) -> int:
    """How many decimals a figure was published with.

    >>> places(Decimal("1.50")), places(Decimal("3"))
    (2, 0)
    """
    exponent = value.as_tuple().exponent
    # NaN and infinity have a letter for an exponent; no figure is one.
    return max(0, -exponent) if isinstance(exponent, int) else 0
