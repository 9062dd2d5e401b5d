"""Key columns of which a package keeps a few words, a length or nothing, and what is told of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from scripts.ingest.document import PHRASE, phrase
from scripts.ingest.vocabulary.column_headers import is_amount
from scripts.ingest.vocabulary.column_words import WORDS, Period, vintage
from scripts.ingest.vocabulary.quantities import stated_relation
from scripts.schema import figure

# The columns of prose, and what of a cell is not kept there.
_PROSE: Mapping[str, Callable[[str], str]] = {
    "goal_characters": lambda cell: cell if _length(cell) else "",
    "indicator_characters": lambda cell: cell if _length(cell) else "",
    WORDS: lambda cell: cell if _length(cell) else "",
    "specification": lambda cell: cell.removeprefix(_fact(cell)),
}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")

Read = Callable[[str, Period], str | None]
"""What a cell of a key column says, in a document of a period; None for nothing that is known."""

READ: Mapping[str, Read] = {
    "relation": lambda cell, period: stated_relation(cell),
    "vintage": vintage,
    "goal_characters": lambda cell, period: _length(cell),
    # As our own downloads print it.
    "goal_characters:counted": lambda cell, period: cell if cell.isdecimal() else "",
    "indicator_characters": lambda cell, period: _length(cell),
    "indicator_characters:counted": lambda cell, period: cell if cell.isdecimal() else "",
    "specification": lambda cell, period: _fact(cell),
    "when": lambda cell, period: phrase(cell, PHRASE),
    # 无 is a word too, and only a number in its place is none.
    WORDS: lambda cell, period: "" if isinstance(figure(cell), Decimal) else cell,
}
"""The key columns whose cells are read as one of a few words."""


def numbers_in_prose(key: str, cell: str) -> list[str]:
    """The numbers in what is not kept of a cell of prose."""
    not_kept = _PROSE.get(key)
    return _NUMBER.findall(not_kept(cell)) if not_kept else []


def _length(cell: str) -> str:
    """How many characters a text has, blanks aside; "" for none, and for a number in its place."""
    text = re.sub(r"\s", "", cell)
    if not text or figure(cell) is not None:
        return ""
    return str(len(text))


def _fact(cell: str) -> str:
    """A text as far as it is kept; "" for an amount in its place."""
    return "" if is_amount(cell) else phrase(cell, PHRASE)
