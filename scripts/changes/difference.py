"""One thing that differs between two versions of a package: what it is, where, from what to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from scripts.schema import MULTIPLIERS

WHATS = {
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
"""What can differ, and what it is called; a reference package differs in its rows, as lines and texts."""

CHANGES = {"added": "新增", "removed": "删去", "changed": "改动", "unreadable": "读不出"}


@dataclass(frozen=True)
class Difference:
    """What differs: its kind, its table, line and column where it has them, its place in the document, both values.

    A value is None where there is no such thing, and "" where a blank stands. Units are those of figures.
    """

    what: str
    change: str
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
        was, now = _worth(self.before, self.unit_before), _worth(self.after, self.unit_after)
        return self.what == "figure" and was is not None and was == now

    def of(
        self, what: str, column: str, title: str, before: str | None, after: str | None
    ) -> Difference:
        """The same place, one of its cells."""
        change = "added" if before is None else "removed" if after is None else "changed"
        found = replace(self, what=what, change=change, column=column, column_title=title)
        return replace(found, before=before, after=after)

    def moved(self, place: str) -> Difference:
        """The same difference, with its place in the document."""
        return replace(self, place=place)

    def in_units(self, before: str, after: str) -> Difference:
        """The same difference, with the units of its figures."""
        return replace(self, unit_before=before, unit_after=after)


@dataclass(frozen=True)
class PackageChange:
    """What became of one package: added, removed, changed, or unreadable; whose it is, how much it holds, what differs."""

    path: str
    change: str
    title: str
    tables: int
    lines: int
    figures: int
    differences: tuple[Difference, ...] = ()
    why: str = ""

    def count(self, what: str, change: str) -> int:
        """How many differences of a kind there are."""
        return sum((one.what, one.change) == (what, change) for one in self.differences)


@dataclass(frozen=True)
class Compared:
    """Two versions compared: how many packages each has, and those that differ, in the order of their paths."""

    before: int
    after: int
    packages: tuple[PackageChange, ...]

    @property
    def status(self) -> int:
        """0 where nothing differs, 1 where something does, 2 where a package cannot be read."""
        return (
            2
            if any(one.change == "unreadable" for one in self.packages)
            else 1
            if self.packages
            else 0
        )


def of_values(
    what: str,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    table: str = "",
    title: str = "",
) -> Iterator[Difference]:
    """The named values that differ, in their order now, then those that went."""
    where = Difference(what, "changed", table, title)
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name):
            yield where.of(what, name, name, before.get(name), after.get(name))


def _worth(figure: str | None, unit: str) -> Decimal | None:
    try:
        return Decimal(figure) * MULTIPLIERS.get(unit, 1) if figure else None
    except InvalidOperation:
        return None
