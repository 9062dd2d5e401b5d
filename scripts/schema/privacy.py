"""Personal data that no package and no page may hold: found by its form, told by its kind."""

from __future__ import annotations

import re
from typing import NamedTuple


class PersonalDatum(NamedTuple):
    """One piece of personal data in a text: its kind in words, and where it begins."""

    kind: str
    start: int


# An amount of eleven digits with decimals is no telephone number.
# Eleven digits from 13 to 19 on, with +86 before them or blanks and dashes within.
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z]|\.\d)"
)
# The same with stars or crosses for its middle.
_MASKED_MOBILE = re.compile(r"(?<![0-9A-Za-z.])1[3-9]\d[*＊xX•]{3,8}\d{2,4}(?![0-9A-Za-z])")
# Six figures of a place, a day of birth, three figures and a check.
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[0-9Xx]"
    r"(?![0-9A-Za-z])"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_FORMS = (
    ("手机号码", _MOBILE),
    ("打码的手机号码", _MASKED_MOBILE),
    ("身份证号码", _IDENTITY),
    ("电子邮箱", _MAIL),
)

# GB 11643: what each of the first seventeen figures counts, and the check for each remainder.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def findings(text: str) -> tuple[PersonalDatum, ...]:
    """The personal data in a text, in order: 个人信息保护法 第六条 (minimum necessary)."""
    data = [
        PersonalDatum(kind, match.start())
        for kind, form in _FORMS
        for match in form.finditer(text)
        # Some project codes have eighteen figures too: the check tells them apart.
        if form is not _IDENTITY or _checksum_holds(match.group())
    ]
    return tuple(sorted(data, key=lambda datum: datum.start))


def _checksum_holds(number: str) -> bool:
    """Whether the last character is the one that GB 11643 computes from the other seventeen."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()
