"""Personal data that no package and no page may hold: found by its form, told by its kind, never by its value."""

from __future__ import annotations

import re
from typing import NamedTuple


class PersonalDatum(NamedTuple):
    """One piece of personal data in a text: its kind in words, and where it begins."""

    kind: str
    start: int


# An amount of eleven digits with decimals is no telephone number.
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z]|\.\d)"
)
_MASKED_MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d[*＊xX•]{3,8}\d{2,4}(?![0-9A-Za-z])")
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def findings(text: str) -> tuple[PersonalDatum, ...]:
    """The personal data in a text, in order; the rule's source: 个人信息保护法 第六条 (minimum necessary)."""
    found = [PersonalDatum("手机号码", match.start()) for match in _MOBILE.finditer(text)]
    found += [
        PersonalDatum("打码的手机号码", match.start()) for match in _MASKED_MOBILE.finditer(text)
    ]
    found += [
        PersonalDatum("身份证号码", m.start())
        for m in _IDENTITY.finditer(text)
        if _checksum_holds(m.group())
    ]
    found += [PersonalDatum("电子邮箱", match.start()) for match in _MAIL.finditer(text)]
    return tuple(sorted(found, key=lambda datum: datum.start))


def _checksum_holds(number: str) -> bool:
    """Whether the last character is the one that GB 11643 computes from the other seventeen."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()
