"""Texts that a spreadsheet would run as formulas, and how they stand in every CSV of ours: behind an apostrophe."""

from __future__ import annotations

import re

_SIGNS = r"[=+\-@\t\r\n＝＋－＠]"
# A spreadsheet takes a cell that begins so for a formula, in full width too; signs alone are none.
_FORMULA = re.compile(rf"{_SIGNS}[^\w'\"(（$.]*[\w'\"(（$.]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MARKED = re.compile(rf"'+{_SIGNS}")


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet could take a text for a formula; a plain number is none."""
    return _FORMULA.match(cell) is not None and _NUMBER.fullmatch(cell) is None


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula; numbers stay as they are.

    A text that begins with such an apostrophe of its own gets another, so that `active` gives back every text.
    """
    return f"'{cell}" if looks_like_formula(cell) or _MARKED.match(cell) else cell


def active(cell: str) -> str:
    """The text that a cell made by `inert` stands for."""
    return cell[1:] if _MARKED.match(cell) else cell
