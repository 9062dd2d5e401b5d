"""Which row stands above which: by code, by numbering, by the names of economic classes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from scripts.ingest.document import Place
from scripts.package import Row
from scripts.schema.labels import begins_list, depth, is_among, plain

ECONOMIC_CLASSES = (
    "工资福利支出",
    "商品和服务支出",
    "对个人和家庭的补助",
    "债务利息及费用支出",
    "资本性支出(基本建设)",
    "资本性支出",
    "对企业补助(基本建设)",
    "对企业补助",
    "对社会保障基金补助",
    "其他支出",
)
"""The classes (类) of the department economic classification, 301 to 399, in order and as labels are compared."""


def parents(rows: Sequence[Row], places: Sequence[Place]) -> tuple[int | None, ...]:
    """For each row the index of the row it is a part of, within the same list; None at the top."""
    done: list[int | None] = [None] * len(rows)
    for name in dict.fromkeys(row["list"] for row in rows):
        indices = [index for index, row in enumerate(rows) if row["list"] == name]
        for index, parent in zip(indices, _in_list([rows[i] for i in indices]), strict=True):
            done[index] = indices[parent] if parent is not None else None
    return tuple(done)


def _in_list(rows: Sequence[Row]) -> list[int | None]:
    for key in ("function_code", "department_economic_code"):
        if any(row[key] for row in rows):
            return _under_headings(rows, _by_code(rows, key))
    if any(row["unit_code"] for row in rows):
        return _by_code(rows, "unit_code")
    numbered = any(depth(row.label) for row in rows)
    if any(row["department_economic_name"] for row in rows) and not numbered:
        return _by_class(rows)
    return _by_numbering(rows)


def _by_code(rows: Sequence[Row], key: str) -> list[int | None]:
    """The row whose code is the longest beginning of this one's; in whatever order, while each code stands once.

    Where codes stand several times, as with units one below the other, it is the nearest such row above.
    """
    codes = [row[key] for row in rows]
    places = {code: index for index, code in enumerate(codes) if code}
    once = len(places) == sum(map(bool, codes))
    above = places if once else {}
    done: list[int | None] = []
    for index, code in enumerate(codes):
        over = [above[code[:end]] for end in range(len(code) - 1, 0, -1) if code[:end] in above]
        done.append((over[0] if once else max(over)) if over else None)
        if code:
            above[code] = index
    return done


def _under_headings(rows: Sequence[Row], done: list[int | None]) -> list[int | None]:
    """Rows with codes under the line without one before them, a unit's or a department's, where they add up to it."""
    headings = [index for index, row in enumerate(rows) if row["role"] == "line" and not row.code]
    ends = [*headings[1:], len(rows)]
    for heading, end in zip(headings, ends, strict=False):
        parts = [
            at for at in range(heading + 1, end) if done[at] is None and rows[at]["role"] == "line"
        ]
        if parts and _adds_up(rows[heading], [rows[at] for at in parts]):
            for at in parts:
                done[at] = heading
    for place, heading in enumerate(headings[:-1]):
        below = [at for at in headings[place + 1 :] if done[at] is None]
        if heading not in done and _adds_up(rows[heading], [rows[at] for at in below]):
            for at in below:
                done[at] = heading
    return done


def _adds_up(heading: Row, parts: Sequence[Row]) -> bool:
    """Whether rows add up to their heading in every column in which it states an amount, and in one at least."""
    stated = [name for name in heading.figures if heading.number(name)]
    return bool(stated) and all(
        sum((part.number(name) or Decimal(0) for part in parts), Decimal(0)) == heading.number(name)
        for name in stated
    )


def _begins(code: str, other: str) -> bool:
    return len(code) < len(other) and other.startswith(code)


def _by_class(rows: Sequence[Row]) -> list[int | None]:
    """A class heads the rows after it, up to the next class; a class has no government category beside it."""
    done: list[int | None] = []
    current: int | None = None
    for index, row in enumerate(rows):
        is_class = (
            plain(row["department_economic_name"]) in ECONOMIC_CLASSES
            and not row["government_economic_name"]
        )
        done.append(None if is_class or row["role"] != "line" else current)
        current = index if is_class else current
    return done


def _by_numbering(rows: Sequence[Row]) -> list[int | None]:
    """Deeper numbering stands under shallower; an unnumbered line heads the numbering that begins anew after it.

    Before the first total, an unnumbered line among numbered ones is a part of the one above it.
    """
    done: list[int | None] = []
    stack: list[tuple[int, int]] = []
    totals = False
    for index, row in enumerate(rows):
        level = depth(row.label)
        totals = totals or row["role"] != "line"
        if level == 0 and (
            is_among(row.label)
            or (stack and stack[0][0] and not totals and _may_be_part(row.label))
        ):
            level = _PART
        stack = [(d, i) for d, i in stack if d < level] if row["role"] == "line" else []
        if level == 1 and stack and not (_restarts(rows, index) or stack[-1][1] in done):
            stack = []
        done.append(stack[-1][1] if stack else None)
        if row["role"] == "line":
            stack.append((level, index))
    return done


_PART = 50
"""The depth of a line that is a part of the line above, whatever that line's numbering."""


def _may_be_part(label: str) -> bool:
    """Whether an unnumbered line can be a part; a balance brought forward stands beside the numbered lines."""
    return re.search(r"结转|结余|弥补|合计|总计", label) is None


def _restarts(rows: Sequence[Row], index: int) -> bool:
    """Whether the first number stands here right after an unnumbered line, with another first number before."""
    first = begins_list(rows[index].label)
    begun = any(begins_list(row.label) for row in rows[:index])
    return bool(
        first
        and begun
        and index
        and depth(rows[index - 1].label) == 0
        and rows[index - 1]["role"] == "line"
    )
