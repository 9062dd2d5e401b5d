"""Texts that a spreadsheet would run as formulas, and how our CSVs keep them from it."""

from __future__ import annotations

import re

# The signs of https://owasp.org/www-community/attacks/CSV_Injection.
_SIGNS = r"[=+\-@\t\r\n＝＋－＠]"
# A spreadsheet takes a cell that begins so for a formula, in full width too; signs alone are none.
_FORMULA = re.compile(rf"{_SIGNS}[^\w'\"(（$.]*[\w'\"(（$.]")
# -1.20 is a number to every spreadsheet; +1.20 and 1,200 are not ours.
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MARKED = re.compile(rf"'+{_SIGNS}")


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet could take a text for a formula; a plain number is none.

    >>> [looks_like_formula(cell) for cell in ("=A1", "-1.20", "-", "合计")]
    [True, False, False, False]
    """
    return _FORMULA.match(cell) is not None and _NUMBER.fullmatch(cell) is None


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula.

    Numbers stay as they are. A text that begins with such an apostrophe of its own gets another, so
    that `active` gives back every text.

    >>> inert("=1+1"), inert("'=1+1"), inert("-1.20")
    ("'=1+1", "''=1+1", '-1.20')
    """
    if looks_like_formula(cell) or _MARKED.match(cell):
        return f"'{cell}"
    return cell


def active(cell: str) -> str:
    """The text that a cell made by `inert` stands for.

    >>> active("'=1+1"), active("'一个"), active("-1.20")
    ('=1+1', "'一个", '-1.20')
    """
    return cell.removeprefix("'") if _MARKED.match(cell) else cell
