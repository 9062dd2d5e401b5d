"""Errors planted in a package, by kind: one statement of a document made to contradict another that it makes.

A planter looks for a pair of statements that agree, by their figures and by no rule of the checks, and changes one of them. So it
knows nothing of what the checks can find, and what it plants is an error in every document.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from scripts.checks.run import verdicts_of
from scripts.checks.verdicts import Verdict
from scripts.package import Package, Row, Table
from scripts.schema import BLANK, MULTIPLIERS, Figure, places

Place = tuple[str, str]
"""A row: its table and its line."""
PER_PACKAGE = 3
"""How many errors of a kind are planted in one package, each in a copy of its own."""


@dataclass(frozen=True)
class Plant:
    """A package with one error: of what kind, where, and in words for whoever looks at a miss."""

    kind: str
    package: Package
    places: frozenset[Place]
    what: str


@dataclass(frozen=True)
class Told:
    """What the checks say of a plant: failures that name its place, the first of them, others."""

    at_place: tuple[Verdict, ...]
    elsewhere: tuple[Verdict, ...]

    @property
    def found(self) -> bool:
        """Whether a failure names the place."""
        return bool(self.at_place)


Planter = Callable[[Package], Iterator[Plant]]
KINDS: dict[str, Planter] = {}
"""The planters by kind, in the order in which they are told."""


def _kind(name: str) -> Callable[[Planter], Planter]:
    def enter(planter: Planter) -> Planter:
        KINDS[name] = planter
        return planter

    return enter


def plants(package: Package, kind: str, seed: int, most: int = PER_PACKAGE) -> list[Plant]:
    """Some of the errors of a kind that a package has room for, drawn with a seed."""
    all_of_kind = list(KINDS[kind](package))
    random.Random(f"{seed} {kind} {package.path}").shuffle(all_of_kind)
    return all_of_kind[:most]


def told(plant: Plant, before: Iterable[Verdict]) -> Told:
    """What the checks say of a package that they did not say before the error was planted."""
    known = {_key(verdict) for verdict in before if verdict.outcome == "fail"}
    new = [one for one in verdicts_of(plant.package) if one.outcome == "fail"]
    new = [verdict for verdict in new if _key(verdict) not in known]
    at_place, elsewhere = [], []
    for verdict in new:
        touched = {(term.table, term.line) for term in verdict.terms}
        tables = {(table, "") for table, _ in touched}
        near = (touched | tables) & plant.places
        (at_place if near else elsewhere).append(verdict)
    return Told(tuple(at_place), tuple(elsewhere))


def _key(verdict: Verdict) -> tuple[object, ...]:
    return verdict.rule, *((term.table, term.line, term.column) for term in verdict.terms)


# What planters share


def _with(package: Package, table: str, changes: Mapping[str, Row]) -> Package:
    """A package whose rows of these lines are others."""
    old = package.tables[table]
    rows = tuple(changes.get(row["line"], row) for row in old.rows)
    return replace(package, tables={**package.tables, table: replace(old, rows=rows)})


def _valued(row: Row, column: str, value: Figure) -> Row:
    return replace(row, figures={**row.figures, column: value})


def _changed(value: Decimal) -> Decimal:
    """Another figure of as many decimals, some percent greater: no rounding, no other unit."""
    step = Decimal(1).scaleb(-places(value))
    return (value * Decimal("1.17")).quantize(step, ROUND_HALF_UP) + step


def _smaller(value: Decimal) -> Decimal:
    step = Decimal(1).scaleb(-places(value))
    return (value * Decimal("0.83")).quantize(step, ROUND_HALF_UP) - step


def _plant(
    kind: str,
    package: Package,
    table: str,
    row: Row,
    column: str,
    value: Figure,
    beside: Sequence[Row] = (),
) -> Plant:
    """A figure changed; the rows that it contradicts are its place as well."""
    altered = _with(package, table, {row["line"]: _valued(row, column, value)})
    before = row.figure(column)
    what = f"{table} {row['topic']} {row.label} p{row['page']} {column}: {before} → {value}"
    places = frozenset((table, one["line"]) for one in (row, *beside))
    return Plant(kind, altered, places, what)


def _money(row: Row, table: Table, column: str) -> Decimal | None:
    """A figure in 元."""
    number = row.number(column)
    unit = row["amount_unit"] or table.amount_unit
    if number is None or unit not in MULTIPLIERS:
        return None
    return number * MULTIPLIERS[unit]


def _sums(package: Package, *names: str) -> dict[str, set[Decimal]]:
    """The totals that tables of spending state, by their column, in 元."""
    sums: dict[str, set[Decimal]] = {}
    for name in names:
        table = package.table(name)
        for row in table.totals() if table else ():
            for column in table.values if table else ():
                money = _money(row, table, column.name) if table else None
                if money:
                    sums.setdefault(column.name, set()).add(money)
    return sums


def _alike(one: Decimal | None, others: Iterable[Decimal]) -> bool:
    """Whether a sum is one of others, but for cents of 万元."""
    return one is not None and any(abs(one - other) < 100 for other in others)


def _statements(package: Package) -> Sequence[Row]:
    table = package.table("statements")
    return table.rows if table else ()


# The kinds


@_kind("whole-sheet")
def _whole_sheet(package: Package) -> Iterator[Plant]:
    """The money of the sheet of the whole body, where the table of spending has it too."""
    table, sheets = package.table("sheet-funds"), package.table("project-sheets")
    if table is None or sheets is None:
        return
    whole = {row["sheet"] for row in sheets.rows if not row["project_name"]}
    sums = _sums(package, "expenditure", "summary", "general-public-expenditure")
    known = {money for name in ("amount", "basic", "project") for money in sums.get(name, ())}
    for row in table.rows:
        for column in table.values if row["sheet"] in whole else ():
            number = row.number(column.name)
            if number and _alike(_money(row, table, column.name), known):
                yield _plant("whole-sheet", package, table.name, row, column.name, _changed(number))
                # 元 where 万元 is said.
                times = number * 10000
                yield _plant("whole-sheet", package, table.name, row, column.name, times)


@_kind("sum-of-sheets")
def _sum_of_sheets(package: Package) -> Iterator[Plant]:
    """A project's sheet with its sources, where all sheets add up to what is said of projects."""
    table = package.table("sheet-funds")
    if table is None:
        return
    column = table.values[0].name
    annual = [row for row in table.totals() if row["horizon"] == "annual" and row["project_name"]]
    total = sum((_money(row, table, column) or Decimal(0) for row in annual), Decimal(0))
    sums = _sums(package, "expenditure", "projects", "general-public-expenditure")
    stated = {*sums.get("project", ()), *_performance(package).values()}
    if not total or not _alike(total, stated):
        return
    for row in annual:
        changes: dict[str, Row] = {}
        for part in table.rows:
            number = part.number(column)
            same = part["sheet"] == row["sheet"] and part["horizon"] == "annual"
            if same and number == row.number(column) and number:
                changes[part["line"]] = _valued(part, column, number * 2)
        if changes:
            places = frozenset({(table.name, "")})
            altered = _with(package, table.name, changes)
            yield Plant("sum-of-sheets", altered, places, f"{row['project_name']} twice its money")


def _performance(package: Package) -> dict[str, Decimal]:
    """What the prose says of money under performance goals, by line, in 元."""
    table = package.table("statements")
    stated = {}
    for row in table.rows if table else ():
        money = _money(row, table, "value") if table else None
        if row["topic"] == "performance" and row["measure"] == "amount" and money:
            stated[row["line"]] = money
    return stated


@_kind("halves")
def _halves(package: Package) -> Iterator[Plant]:
    """Personnel and running money of a table of spending, where the basic table has it too."""
    basic = _sums(package, "basic-expenditure", "basic-expenditure-2")
    for name in ("expenditure", "general-public-expenditure", "appropriation-expenditure"):
        table = package.table(name)
        for row in table.totals() if table else ():
            for column in ("personnel", "running"):
                number = row.number(column)
                known = basic.get(column, set()) | basic.get("amount", set())
                if table and number and _alike(_money(row, table, column), known):
                    yield _plant("halves", package, name, row, column, _changed(number))


@_kind("said-twice")
def _said_twice(package: Package) -> Iterator[Plant]:
    """The second of two amounts of one name, topic and year that are the same."""
    seen: dict[tuple[str, ...], Decimal] = {}
    for row in _statements(package):
        number = row.number("value")
        if row["measure"] != "amount" or not number or row["amount_unit"] not in MULTIPLIERS:
            continue
        key = row["topic"], row["subject"], row["vintage"], row["amount_unit"]
        if seen.get(key) == number and row["section"]:
            yield _plant("said-twice", package, "statements", row, "value", _changed(number))
        seen.setdefault(key, number)


@_kind("change-and-rate")
def _change_and_rate(package: Package) -> Iterator[Plant]:
    """An amount, its change and its rate in a row that fit; each in turn does so no more."""
    rows = _statements(package)
    for this, change, rate in zip(rows, rows[1:], rows[2:], strict=False):
        kinds = this["measure"], change["measure"], rate["measure"]
        now, moved, percent = (row.number("value") for row in (this, change, rate))
        if kinds != ("amount", "change", "change_percent") or not (now and moved and percent):
            continue
        sign = {"increase": 1, "decrease": -1}.get(change["direction"], 0)
        if not sign or not _fits(moved, now - sign * moved, percent):
            continue
        for row, number in ((change, moved), (rate, percent)):
            value, beside = _changed(number), (this, change, rate)
            yield _plant("change-and-rate", package, "statements", row, "value", value, beside)


@_kind("two-years")
def _two_years(package: Package) -> Iterator[Plant]:
    """Two years' amounts in a row and their change or rate, which fit; one does so no more."""
    rows = _statements(package)
    for before, after, moved in zip(rows, rows[1:], rows[2:], strict=False):
        kinds = before["measure"], after["measure"]
        one, other, number = (row.number("value") for row in (before, after, moved))
        if kinds != ("amount", "amount") or not (one and other and number):
            continue
        units = {before["amount_unit"], after["amount_unit"]}
        if len(units) > 1 or before["vintage"] == after["vintage"]:
            continue
        for now, last in ((one, other), (other, one)):
            by_rate = moved["measure"] == "change_percent" and _fits(now - last, last, number)
            by_sum = moved["measure"] == "change" and abs(now - last) == number
            if (by_rate or by_sum) and now != last:
                value = _changed(number)
                beside = (before, after)
                yield _plant("two-years", package, "statements", moved, "value", value, beside)


def _fits(part: Decimal, whole: Decimal, percent: Decimal) -> bool:
    if not whole:
        return False
    step = Decimal(1).scaleb(-places(percent))
    return (abs(part / whole) * 100).quantize(step, ROUND_HALF_UP) == abs(percent)


@_kind("same-as-before")
def _same_as_before(package: Package) -> Iterator[Plant]:
    """A change beside a rate, or beside two years' amounts, said to be none: 与上年持平."""
    rows = _statements(package)
    for at, (first, second, third) in enumerate(zip(rows, rows[1:], rows[2:], strict=False)):
        if second["measure"] == "change" and third["measure"] == "change_percent":
            changed, rest = second, third
        elif {first["measure"], second["measure"]} == {"amount"} and third["measure"] == "change":
            changed, rest = third, second
        else:
            continue
        number, other = changed.number("value"), rest.number("value")
        if not number or not other or changed["direction"] not in ("increase", "decrease"):
            continue
        if rest is second and abs((first.number("value") or Decimal(0)) - other) != number:
            continue
        keys = {**changed.keys, "direction": "same", "amount_unit": "", "reason": ""}
        row = replace(changed, keys=keys, figures={**changed.figures, "value": BLANK})
        altered = _with(package, "statements", {row["line"]: row})
        # The other year's amount may stand before this one's.
        beside = rows[max(0, at - 1) : at + 3]
        places = frozenset(("statements", one["line"]) for one in beside)
        what = f"{row['topic']} {row['subject']} p{row['page']}: {number} → 与上年持平"
        yield Plant("same-as-before", altered, places, what)


@_kind("vehicles")
def _vehicles(package: Package) -> Iterator[Plant]:
    """A number of vehicles, or one of its kinds, where the kinds behind it add up."""
    rows = _statements(package)
    for at, whole in enumerate(rows):
        number = whole.number("value")
        if whole["amount_unit"] not in ("辆", "台") or not number or "车" not in whole["subject"]:
            continue
        parts: list[Row] = []
        for row in rows[at + 1 :]:
            same = row["amount_unit"] == whole["amount_unit"] and row["topic"] == whole["topic"]
            if not same or not re.search("用车$", row["subject"]) or row["measure"] != "count":
                break
            parts.append(row)
        total = sum((row.number("value") or Decimal(0) for row in parts), Decimal(0))
        if len(parts) > 1 and total == number:
            value = number + 3
            yield _plant("vehicles", package, "statements", whole, "value", value, parts)
            part = max(parts, key=lambda row: row.number("value") or 0)
            value = (part.number("value") or Decimal(0)) + 3
            beside = (whole, *parts)
            yield _plant("vehicles", package, "statements", part, "value", value, beside)


@_kind("more-than-whole")
def _more_than_whole(package: Package) -> Iterator[Plant]:
    """More pieces over a dear price than over a cheap one, in the words of the dear one."""
    table = package.table("statements")
    for row in _statements(package):
        number = row.number("value")
        dear = re.search(r"(单位?价值?在?)(100|50)(万元)", row["subject"])
        if dear is None or row["measure"] != "count" or number is None or table is None:
            continue
        cheap = {"100": "50", "50": "20"}[dear.group(2)]
        subject = row["subject"].replace(dear.group(2), cheap, 1)
        keys = {**row.keys, "subject": subject, "line": f"{row['line'][:-1]}z"}
        fewer = Row(keys, {**row.figures, "value": number})
        more = _valued(row, "value", number + 2)
        at = table.rows.index(row)
        lines = (*table.rows[:at], fewer, more, *table.rows[at + 1 :])
        tables = {**package.tables, table.name: replace(table, rows=lines)}
        places = frozenset({(table.name, row["line"]), (table.name, keys["line"])})
        what = f"{subject} {number} beside {row['subject']} {number + 2} p{row['page']}"
        yield Plant("more-than-whole", replace(package, tables=tables), places, what)


@_kind("under-goals")
def _under_goals(package: Package) -> Iterator[Plant]:
    """Money under performance goals, where it is all of the projects or of the spending."""
    sums = _sums(package, "expenditure", "general-public-expenditure", "projects")
    known = {money for name in ("amount", "project") for money in sums.get(name, ())}
    stated = _performance(package)
    for row in _statements(package):
        number = row.number("value")
        if number and _alike(stated.get(row["line"]), known):
            yield _plant("under-goals", package, "statements", row, "value", _changed(number))


@_kind("declared-empty")
def _declared_empty(package: Package) -> Iterator[Plant]:
    """A table of a fund that is said to have nothing in it, while the summary spends of it."""
    for name in ("government-fund-expenditure", "state-capital", "three-public"):
        table = package.table(name)
        if table is None or not _sums(package, name):
            continue
        statement = "本部门没有这项预算，本表无数据"
        empty = replace(table, rows=(), status="empty-stated", statement=statement)
        altered = replace(package, tables={**package.tables, name: empty})
        places = frozenset({(name, "")})
        if name == "three-public" or _spent_elsewhere(package, name):
            yield Plant("declared-empty", altered, places, f"{name} declared empty")


def _spent_elsewhere(package: Package, name: str) -> bool:
    """Whether the summary of the appropriation states money of the fund of a table."""
    column = "state_capital" if name == "state-capital" else "government_fund"
    word = "国有资本经营" if name == "state-capital" else "政府性基金"
    table = package.table("appropriation-summary")
    for row in table.rows if table else ():
        named = word in row.label and "结转" not in row.label
        if row.number(column) or (named and any(row.number(key) for key in row.figures)):
            return True
    return False
