"""What differs between two versions of a package: what it is, where, from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal

from scripts.schema import MULTIPLIERS

What = Literal[
    "figure", "line", "text", "place", "table",
    "property", "left-out", "summary", "note", "correction"
]  # fmt: skip
Change = Literal["added", "removed", "changed"]

# What can differ, and its name; a reference package differs in its rows, as lines and texts.
WHATS: Mapping[What, str] = {
    "figure": "数",
    "line": "行",
    "text": "文字",
    "place": "位置",
    "table": "表",
    "property": "描述",
    "left-out": "没有收录的",
    "summary": "简介",
    "note": "说明",
    "correction": "更正记录",
}

CHANGES: Mapping[Change | Literal["unreadable"], str] = {
    "added": "新增",
    "removed": "删去",
    "changed": "改动",
    "unreadable": "读不出",
}


def change_between(before: object, after: object) -> Change:
    """What became of something that is None in a version that has it not.

    >>> change_between(None, "5.30"), change_between("5.30", None), change_between("5.30", "")
    ('added', 'removed', 'changed')
    """
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


@dataclass(frozen=True)
class Difference:
    """What differs, its place (第 12 页), both values: None for no such thing, "" for a blank."""

    what: What
    change: Change
    table: str = ""
    table_title: str = ""
    line: str = ""
    label: str = ""
    column: str = ""
    column_title: str = ""
    before: str | None = None
    after: str | None = None
    unit_before: str = ""
    unit_after: str = ""
    place: str = ""

    @property
    def is_same_amount(self) -> bool:
        """Whether a figure is only written otherwise: 5.30 for 5.3, 1 万元 for 10000 元."""
        if self.what != "figure":
            return False
        before = _amount(self.before, self.unit_before)
        return before is not None and before == _amount(self.after, self.unit_after)

    def of(
        self, what: What, column: str, title: str, before: str | None, after: str | None
    ) -> Difference:
        """The same place, one of its cells."""
        change = change_between(before, after)
        cell = replace(self, what=what, change=change, column=column, column_title=title)
        return replace(cell, before=before, after=after)

    def cells(
        self, what: What, before: Mapping[str, str], after: Mapping[str, str]
    ) -> Iterator[Difference]:
        """The same place, each of its cells that differs: in their order now, then those gone."""
        names = dict.fromkeys([*after, *before])
        for name in names:
            was, now = before.get(name), after.get(name)
            if was != now:
                yield self.of(what, name, name, was, now)


@dataclass(frozen=True)
class PackageChange:
    """What became of one package, how much it holds, what differs; `why` if it is unreadable."""

    path: str
    change: Change | Literal["unreadable"]
    title: str = ""
    tables: int = 0
    lines: int = 0
    figures: int = 0
    differences: tuple[Difference, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Comparison:
    """Two versions compared: how many packages each has, and those that differ, by their paths."""

    before: int
    after: int
    packages: tuple[PackageChange, ...]

    @property
    def status(self) -> int:
        """0 where nothing differs, 1 where something does, 2 where a package cannot be read."""
        if any(package.change == "unreadable" for package in self.packages):
            return 2
        return 1 if self.packages else 0


def of_values(
    what: What,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    table: str = "",
    title: str = "",
) -> Iterator[Difference]:
    """The named values that differ, in their order now, then those that went."""
    return Difference(what, "changed", table, title).cells(what, before, after)


def _amount(figure: str | None, unit: str) -> Decimal | None:
    """A figure in 元, or in whatever has no multiplier; None for a blank or a sign such as “—”."""
    if not figure:
        return None
    try:
        return Decimal(figure) * MULTIPLIERS.get(unit, 1)
    except InvalidOperation:
        return None
