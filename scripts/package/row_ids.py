"""The ids of lines: permanent, unique in a package, independent of the order of rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from scripts.package import contract
from scripts.package.model import Row

_LETTERS = "bcdfghjkmnpqrstvwxyz"
# Two letters at a time: a package has hundreds of ids. bb, cb, db, …: the first letter turns first.
_PAIRS = [first + second for second in _LETTERS for first in _LETTERS]
_LENGTH = 10

# What a row is about; `label` and the labels above it come last.
_ABOUT = (
    "list", "unit_code", "unit_name", "function_code", "department_economic_code",
    "government_economic_code", "sheet", "horizon", "item", "level_2", "level_3", "field", "noun",
    "section", "measure", "topic",
)  # fmt: skip


def identified(
    body: str, period: str, table: str, rows: Sequence[Row], parents: Sequence[int | None]
) -> tuple[Row, ...]:
    """The rows with their line ids, and each with its parent's.

    `parents` says which row stands above which.

    An id depends on what a row is about, not on where it stands, so that a link survives a
    correction. Rows about the same are told apart by a number, in their order.
    """
    times: Counter[str] = Counter()
    ids: list[str] = []
    for row, parent in zip(rows, parents, strict=True):
        texts = [row.keys.get(name, "") for name in _ABOUT]
        about = "|".join([body, period, table, *texts, *_above(parent, rows, parents), row.label])
        ids.append(letters(f"{about}|{times[about]}"))
        times[about] += 1
    placed = []
    for row, line, parent in zip(rows, ids, parents, strict=True):
        above = "" if parent is None else ids[parent]
        placed.append(Row({**row.keys, "line": line, "parent": above}, row.figures))
    return tuple(placed)


def _above(index: int | None, rows: Sequence[Row], parents: Sequence[int | None]) -> list[str]:
    # No more levels than a package may have.
    labels: list[str] = []
    while index is not None and len(labels) < contract.LEVELS:
        labels.append(rows[index].label)
        index = parents[index]
    return labels[::-1]


def letters(about: str) -> str:
    """Ten consonants that stand for a text.

    No digits that could look like a telephone number, no vowels that could spell a word.

    >>> letters("a") == letters("a") != letters("b"), len(letters("a"))
    (True, 10)
    """
    digest = hashlib.sha256(about.encode("utf-8")).digest()
    number = int.from_bytes(digest, "big") % len(_LETTERS) ** _LENGTH
    pairs = []
    for _ in range(_LENGTH // 2):
        number, place = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[place])
    return "".join(pairs)
