"""Which row stands above which: by code, by numbering, by the names of economic classes."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from decimal import Decimal

from scripts.ingest.tables.hierarchy_by_name import ECONOMIC_CLASSES
from scripts.package import Row
from scripts.schema.labels import begins_list, depth, is_among, plain

# What stands beside the numbered lines, unnumbered: 上年结转, 使用非财政拨款结余弥补收支差额.
_BALANCE = re.compile(r"结转|结余|弥补|合计|总计")

_LONGEST_CODE = 40

# For each row the index of its parent, None at the top.
_Parents = list[int | None]


def parents(rows: Sequence[Row]) -> tuple[int | None, ...]:
    """For each row the index of the row it is a part of, within the same list; None at the top.

    >>> rows = [Row({"item": name, "role": "line"}, {}) for name in ("一、教育", "1.小学", "二、科技")]
    >>> parents(rows)
    (None, 0, None)
    """
    lists: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        lists.setdefault(row["list"], []).append(index)

    tree: _Parents = [None] * len(rows)
    for indices in lists.values():
        own = [rows[index] for index in indices]
        branch = _in_list(own)
        for index, parent in zip(indices, branch, strict=True):
            if parent is not None:
                tree[index] = indices[parent]
    return tuple(tree)


def _in_list(rows: Sequence[Row]) -> _Parents:
    for key in ("function_code", "department_economic_code"):
        if any(row[key] for row in rows):
            tree = _by_code(rows, key)
            return _under_headings(rows, tree)
    if any(row["unit_code"] for row in rows):
        return _by_code(rows, "unit_code")

    is_numbered = any(depth(row.label) for row in rows)
    if any(row["department_economic_name"] for row in rows) and not is_numbered:
        return _by_class(rows)
    return _by_numbering(rows)


def _by_code(rows: Sequence[Row], key: str) -> _Parents:
    """The row whose code is the longest beginning of this one's (201 over 20105), in any order."""
    # A longer text is no code, whatever it begins with.
    codes = [row[key] if len(row[key]) <= _LONGEST_CODE else "" for row in rows]
    places = {code: index for index, code in enumerate(codes) if code}
    is_unique = len(places) == sum(map(bool, codes))
    seen: dict[str, int] = {}
    if is_unique:
        seen = places

    tree: _Parents = []
    for index, code in enumerate(codes):
        beginnings = (code[:end] for end in range(len(code) - 1, 0, -1))
        above = [seen[beginning] for beginning in beginnings if beginning in seen]
        if not above:
            tree.append(None)
        elif is_unique:
            tree.append(above[0])
        else:
            # With units one below the other, the nearest such row above.
            tree.append(max(above))
        if code:
            seen[code] = index
    return tree


def _under_headings(rows: Sequence[Row], tree: _Parents) -> _Parents:
    """The tree, codes under a unit's line (`某某中心 | 1,200`) before them that they add up to."""
    lines = [index for index, row in enumerate(rows) if row.role == "line"]
    headings = [index for index in lines if not rows[index].code]
    ends = [*headings[1:], len(rows)]
    for heading, end in zip(headings, ends, strict=False):
        section = lines[bisect_right(lines, heading) : bisect_left(lines, end)]
        parts = [index for index in section if tree[index] is None]
        sums: dict[str, Decimal] = {}
        for index in parts:
            _add(sums, rows[index])
        if _is_sum(rows[heading], sums):
            for index in parts:
                tree[index] = heading

    # A department's line in turn stands over those of its units: the first that is their sum.
    above = set(tree)
    sums = {}
    department = None
    for place in reversed(range(len(headings))):
        heading = headings[place]
        if heading not in above and heading != headings[-1] and _is_sum(rows[heading], sums):
            department = place
        _add(sums, rows[heading])
    if department is not None:
        for heading in headings[department + 1 :]:
            tree[heading] = headings[department]
    return tree


def _add(sums: dict[str, Decimal], row: Row) -> None:
    for name in row.figures:
        sums[name] = sums.get(name, Decimal(0)) + (row.number(name) or 0)


def _is_sum(whole: Row, sums: Mapping[str, Decimal]) -> bool:
    """Whether all amounts of a row, if it has any, are those of its parts added up."""
    columns = [name for name in whole.figures if whole.number(name)]
    return bool(columns) and all(sums.get(name, 0) == whole.number(name) for name in columns)


def _by_class(rows: Sequence[Row]) -> _Parents:
    """A class heads the rows after it, up to the next class."""
    tree: _Parents = []
    current: int | None = None
    for index, row in enumerate(rows):
        # What has a government category beside its name is no class, though called 其他支出.
        is_named = plain(row["department_economic_name"]) in ECONOMIC_CLASSES
        is_class = is_named and not row["government_economic_name"]
        if is_class or row.role != "line":
            tree.append(None)
        else:
            tree.append(current)
        if is_class:
            current = index
    return tree


def _by_numbering(rows: Sequence[Row]) -> _Parents:
    """Deeper numbering stands under shallower; an unnumbered line heads what begins after it.

    Before the first total, an unnumbered line among numbered ones is a part of the one above it.
    """
    tree: _Parents = []
    open_lines: list[tuple[int, int]] = []  # depth and index, from the top down
    past_total = False
    heads: set[int | None] = set()
    begins = (index for index, row in enumerate(rows) if begins_list(row.label))
    first = next(begins, len(rows))
    for index, row in enumerate(rows):
        level = depth(row.label)
        past_total = past_total or row.role != "line"
        is_among_numbered = bool(open_lines and open_lines[0][0]) and not past_total
        may_be_part = is_among_numbered and not _BALANCE.search(row.label)
        if level == 0 and (may_be_part or is_among(row.label)):
            level = 50  # below the line above, whatever its numbering

        open_lines = [line for line in open_lines if line[0] < level and row.role == "line"]
        if level == 1 and open_lines:
            heads_others = open_lines[-1][1] in heads
            if not heads_others and not (first < index and _restarts(rows, index)):
                open_lines = []

        if open_lines:
            tree.append(open_lines[-1][1])
        else:
            tree.append(None)
        heads.add(tree[-1])
        if row.role == "line":
            open_lines.append((level, index))
    return tree


def _restarts(rows: Sequence[Row], index: int) -> bool:
    """Whether a list begins here after an unnumbered line; anew, if another was begun before."""
    if index == 0 or not begins_list(rows[index].label):
        return False
    before = rows[index - 1]
    return not depth(before.label) and before.role == "line"
