"""Which rows of a table stand above which: by codes and numbering, by names, indents, and sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scripts.ingest.tables import (
    hierarchy_by_indent,
    hierarchy_by_label,
    hierarchy_by_name,
    hierarchy_by_sum,
)
from scripts.ingest.tables.hierarchy_by_sum import Amounts, Branch, Steps
from scripts.package import Row, Table
from scripts.schema import places
from scripts.schema.labels import depth

# For each row of a table the index of its parent, None at the top.
_Parents = list[int | None]
_ECONOMIC = ("department_economic_code", "government_economic_code")
_ITEM_DIGITS = 5
# A heading, or None for the top, the rows right below it, and what they are to add up to.
_Group = tuple[int | None, list[int], Amounts | None]


@dataclass(frozen=True)
class Nesting:
    """Each row's parent by index, None at the top.

    `inferred`: the rows whose parent nothing tells but sums. `undecided`: the lists in which the
    search for one took too many steps, and which stand as they are printed.
    """

    parents: tuple[int | None, ...]
    inferred: frozenset[int] = frozenset()
    undecided: tuple[str, ...] = ()


def nesting(
    table: Table, indents: Sequence[float | None] = (), steps: Steps | None = None
) -> Nesting:
    """Which row stands above which, by what is most to be trusted of what the table prints.

    Codes, classes and numbering first. What these leave side by side nests by the names of the
    classifications, by `indents` (how far each row's name stands in), by names of units, and last
    by sums, where it does not add up as it stands. Sums confirm the others, but for one wrong
    amount; where they contradict a reading throughout, it is none.
    """
    tree = _Tree(table, list(hierarchy_by_label.parents(table.rows)), indents, steps or Steps())
    names = dict.fromkeys(row["list"] for row in table.rows)
    undecided = [name for name in names if tree.nest(name)]
    return Nesting(tuple(tree.parents), frozenset(tree.inferred), tuple(undecided))


@dataclass
class _Tree:
    """The parents of a table's rows, as far as they are known."""

    table: Table
    parents: _Parents
    indents: Sequence[float | None]
    steps: Steps
    inferred: set[int] = field(default_factory=set)
    amounts: dict[int, Amounts] = field(default_factory=dict)

    def nest(self, name: str) -> bool:
        """Nest what a list leaves side by side; whether that took too many steps."""
        rows = self.table.rows
        own = [index for index, row in enumerate(rows) if row["list"] == name]
        # Codes tell the order of statutory tables, whose sums are to be checked, not made to fit.
        if self.table.kind.statutory and any(rows[index].code for index in own):
            return False
        self.amounts = _amounts(self.table, name, own)

        lines = [index for index in own if rows[index].role == "line"]
        if any(rows[index]["unit_code"] for index in lines) and not self._indent(lines):
            self._put_below_codes(lines)
        groups = list(self._groups(own))
        # What the rows of other tables add up to is nowhere said.
        may_sum = self.table.kind.statutory or self.table.kind.added_up
        ran_out = False
        while groups:
            heading, parts, whole = groups.pop()
            told = self._told(parts, whole)
            if told:
                groups += self._apply(told, heading, parts, whole)
            elif whole is not None and len(parts) > 1 and may_sum:
                self.steps.ran_out = False
                summed = self._summed(parts, whole)
                self._apply(summed, heading, parts, whole)
                self.inferred |= summed.keys()
                ran_out = ran_out or (self.steps.ran_out and not summed)
        return ran_out

    def _indent(self, lines: Sequence[int]) -> bool:
        """Nest a whole list as it stands in, where its codes of units say nothing else."""
        if not self.indents:
            return False
        reading = hierarchy_by_indent.branch([self.indents[index] for index in lines])
        branch = {lines[index]: lines[heading] for index, heading in reading.items()}
        for index in lines:
            own = self.parents[index]
            if own is not None and own not in _above(index, branch):
                return False
        if not branch or self._is_contradicted(branch, lines, None):
            return False
        for index, parent in branch.items():
            self.parents[index] = parent
        return True

    def _put_below_codes(self, lines: Sequence[int]) -> None:
        """Put what has no code (`专用项目 | 60.00`) below the unit above it that has one."""
        codes = [self.table.rows[index]["unit_code"] for index in lines]
        # A code on every row says whose it is, and heads none.
        if len(set(filter(None, codes))) < len(list(filter(None, codes))):
            return
        units: dict[int, list[int]] = {}
        unit: int | None = None
        for index in lines:
            if self.table.rows[index]["unit_code"]:
                unit = index
            elif unit is not None and self.parents[index] is None:
                units.setdefault(unit, []).append(index)
        for unit, parts in units.items():
            # What is more than the unit is no part of it, but another body.
            if all(_is_within(self.amounts[index], self.amounts[unit]) for index in parts):
                for index in parts:
                    self.parents[index] = unit

    def _groups(self, own: Sequence[int]) -> Iterator[_Group]:
        """The rows side by side below each heading, and at the top before and after the subtotal."""
        roles: dict[str, list[int]] = {"total": [], "subtotal": [], "line": []}
        for index in own:
            roles[self.table.rows[index].role].append(index)
        totals, subtotals, lines = roles.values()

        parts_of: dict[int | None, list[int]] = {}
        for index in lines:
            parts_of.setdefault(self.parents[index], []).append(index)
        top = parts_of.pop(None, [])
        for heading, parts in parts_of.items():
            yield heading, parts, self._whole([heading] if heading is not None else [])

        # 本年收入合计 | 上年结转 | 收入总计: the subtotal sums what stands above it.
        if len(subtotals) != 1:
            yield None, top, self._whole(subtotals or totals)
            return
        yield None, [index for index in top if index < subtotals[0]], self._whole(subtotals)
        below = [index for index in top if index > subtotals[0]]
        whole, part = self._whole(totals), self._whole(subtotals)
        if whole is None or part is None:
            yield None, below, None
        else:
            pairs = zip(whole, part, strict=True)
            yield None, below, [None if all_ is None else all_ - (of or 0) for all_, of in pairs]

    def _whole(self, rows: Sequence[int]) -> Amounts | None:
        """The amounts of the one row that sums others up, where it states any."""
        if len(rows) != 1 or not any(self.amounts[rows[0]]):
            return None
        return self.amounts[rows[0]]

    def _apply(
        self, branch: Branch, heading: int | None, parts: Sequence[int], whole: Amounts | None
    ) -> list[_Group]:
        """Put rows under their headings; the groups that this makes of those side by side."""
        groups: dict[int | None, list[int]] = {}
        for index in parts:
            parent = branch.get(index)
            if parent is not None:
                self.parents[index] = parent
            groups.setdefault(parent, []).append(index)
        left: list[_Group] = [(heading, groups.pop(None, []), whole)]
        for parent, rows in groups.items():
            if parent is not None:
                left.append((parent, rows, self._whole([parent])))
        return left

    def _told(self, parts: Sequence[int], whole: Amounts | None) -> Branch:
        """The headings that names or indents tell, the most trusted that sums do not contradict."""
        for reading, is_whole in self._readings(parts):
            branch = {parts[index]: parts[heading] for index, heading in reading.items()}
            if branch and not self._is_contradicted(branch, parts, whole, is_whole_tree=is_whole):
                return branch
        return {}

    def _readings(self, parts: Sequence[int]) -> Iterator[tuple[Branch, bool]]:
        """The readings, the most trusted first, and whether each is of all levels or of one."""
        rows = [self.table.rows[index] for index in parts]
        labels = [row.label for row in rows]
        # Numbers say more: 二十四、 is no part of 二十三、, whatever these are.
        if any(map(depth, labels)):
            return
        indents = [self.indents[index] for index in parts] if self.indents else []
        yield hierarchy_by_name.below_balances(labels), False
        by_indent = hierarchy_by_indent.branch(indents)
        by_class = hierarchy_by_name.below_classes(labels)
        # What stands in is no class, whatever its name: 其他支出 is one, and a part of others.
        if by_indent and by_class:
            by_class = {}
        yield by_class, False
        yield by_indent, True
        yield hierarchy_by_name.below_subtotals(labels), False
        yield hierarchy_by_name.below_units(labels), False
        are_units = all(row["unit_name"] for row in rows)
        yield hierarchy_by_name.below_departments(labels, are_units=are_units), False

    def _is_contradicted(
        self,
        branch: Branch,
        parts: Sequence[int],
        whole: Amounts | None,
        *,
        is_whole_tree: bool = True,
    ) -> bool:
        """Whether sums show that a reading errs: no one wrong amount could explain it."""
        all_rows = [self.amounts[index] for index in parts]
        top = [self.amounts[index] for index in parts if index not in branch]
        if whole is not None and hierarchy_by_sum.makes(whole, all_rows):
            return not hierarchy_by_sum.makes(whole, top)

        below: dict[int, list[Amounts]] = {}
        for index, heading in branch.items():
            below.setdefault(heading, []).append(self.amounts[index])
        failing = []
        for heading, rows in below.items():
            if not hierarchy_by_sum.makes(self.amounts[heading], rows):
                failing.append(heading)
        if len(failing) * 2 <= len(below):
            return False
        # Names tell one level, and what is below it is not told yet. A whole tree has at most two
        # that fail: a heading, and the one above it of which it is a part.
        is_one_chain = len(failing) == 1 or branch.get(failing[-1]) == failing[0]
        if whole is None or (is_whole_tree and (len(failing) > 2 or not is_one_chain)):
            return True
        flat = hierarchy_by_sum.distance(whole, all_rows)
        return hierarchy_by_sum.distance(whole, top) * 2 > flat

    def _summed(self, parts: Sequence[int], whole: Amounts) -> Branch:
        """The headings that sums alone tell, where rows do not add up as they stand."""
        amounts = [self.amounts[index] for index in parts]
        branch = hierarchy_by_sum.branch(amounts, whole, self.steps)
        reading = {parts[index]: parts[heading] for index, heading in (branch or {}).items()}
        return _without_lines(self.table.rows, reading)


def _without_lines(rows: Sequence[Row], branch: Branch) -> Branch:
    """A reading, without the headings that are lines: equal amounts of a list of purchases.

    A row with an economic item is what is bought. It sums up several rows of that item, and none of
    another, nor one alone.
    """
    parts_of: dict[int, list[int]] = {}
    for index, heading in branch.items():
        parts_of.setdefault(heading, []).append(index)
    lines = {
        heading
        for heading, parts in parts_of.items()
        for name in _ECONOMIC
        if (own := rows[heading][name])
        and len(own) >= _ITEM_DIGITS
        and (len(parts) == 1 or not all(rows[part][name].startswith(own) for part in parts))
    }
    results = {}
    for index in branch:
        above = next((one for one in _above(index, branch) if one not in lines), None)
        if above is not None:
            results[index] = above
    return results


def _is_within(part: Amounts, whole: Amounts) -> bool:
    pairs = zip(part, whole, strict=True)
    return all(abs(own or 0) <= abs(all_ or 0) for own, all_ in pairs)


def _above(index: int, branch: Branch) -> Iterator[int]:
    """The heading of a row, the heading of that, and so on."""
    while index in branch:
        index = branch[index]
        yield index


def _amounts(table: Table, name: str, own: Sequence[int]) -> dict[int, Amounts]:
    """The money of each row of a list, column by column, in the smallest unit that it prints."""
    columns = []
    for column in table.values:
        at = column.coordinates
        if column.belongs_to(name) and at is not None and at.measure == "amount":
            columns.append(column.name)

    printed = {index: [table.rows[index].number(column) for column in columns] for index in own}
    numbers = [number for row in printed.values() for number in row if number is not None]
    decimals = max(map(places, numbers), default=0)
    amounts: dict[int, Amounts] = {}
    for index, row in printed.items():
        amounts[index] = [
            None if number is None else int(number.scaleb(decimals)) for number in row
        ]
    return amounts


def with_unit_totals(rows: Sequence[Row]) -> list[Row]:
    """The rows, the own line of a unit (`某某局 | | 1,200.00`) made the total of codes without one."""
    units: dict[str, list[int]] = {}
    coded = set()
    complete = set()
    for index, row in enumerate(rows):
        name = row["list"]
        unit = row["unit_name"]
        if row.code:
            coded.add(name)
        elif unit and row.label == unit:
            units.setdefault(name, []).append(index)
        if row.role == "total":
            complete.add(name)

    results = list(rows)
    for name, indices in units.items():
        if name in coded - complete and len(indices) == 1:
            index = indices[0]
            row = rows[index]
            keys = {**row.keys, "role": "total"}
            results[index] = Row(keys, row.figures)
    return results
