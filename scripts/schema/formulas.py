"""Texts that a spreadsheet would take for a formula: how a CSV marks them, and how the mark is taken off again."""

from __future__ import annotations

import re

# A spreadsheet takes a cell that begins so for a formula, in full width too.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MARK = "'"


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return _FORMULA.match(cell) is not None and _NUMBER.fullmatch(cell) is None


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula; numbers stay as they are."""
    return f"{_MARK}{cell}" if looks_like_formula(cell) else cell


def unmarked(cell: str) -> str:
    """A cell without the apostrophe that makes it inert; one before anything else is the text's own."""
    rest = cell.removeprefix(_MARK)
    return rest if looks_like_formula(rest) else cell
