"""The ids of lines: permanent, unique in a package, independent of the order of rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

from scripts.package.model import Row

_LETTERS = "bcdfghjkmnpqrstvwxyz"
_PAIRS = [
    one + other for other in _LETTERS for one in _LETTERS
]  # two letters at a time: a package has hundreds of ids
_NAMED = (
    "list", "unit_code", "unit_name", "function_code", "department_economic_code", "government_economic_code",
    "sheet", "horizon", "item", "level_2", "level_3", "field", "noun", "section", "measure", "topic",
)  # fmt: skip


def identified(
    body: str, period: str, table: str, rows: Sequence[Row], parents: Sequence[int | None]
) -> tuple[Row, ...]:
    """The rows with their line ids, and each with its parent's; `parents` says which row stands above which.

    An id depends on what a row is about, not on where it stands, so that a link survives a correction.
    """
    seen: Counter[str] = Counter()
    ids: list[str] = []
    for row, parent in zip(rows, parents, strict=True):
        named = [row.keys.get(name, "") for name in _NAMED]
        about = "|".join([body, period, table, *named, *_above(parent, rows, parents), row.label])
        ids.append(letters(f"{about}|{seen[about]}"))
        seen[about] += 1
    above = [ids[parent] if parent is not None else "" for parent in parents]
    return tuple(
        Row({**row.keys, "line": line, "parent": up}, row.figures)
        for row, line, up in zip(rows, ids, above, strict=True)
    )


def _above(index: int | None, rows: Sequence[Row], parents: Sequence[int | None]) -> list[str]:
    path: list[str] = []
    while index is not None:
        path.append(rows[index].label)
        index = parents[index]
    return path[::-1]


def letters(about: str) -> str:
    """Ten consonants made from a text: no digits that could look like a telephone number, no vowels that could spell a word."""
    number = (
        int.from_bytes(hashlib.sha256(about.encode("utf-8")).digest(), "big") % len(_LETTERS) ** 10
    )
    letters = []
    for _ in range(5):
        number, place = divmod(number, len(_PAIRS))
        letters.append(_PAIRS[place])
    return "".join(letters)
