"""What several packages say of one thing: department and units, last year, budget and outturn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from scripts.checks.arithmetic.selectors import Select, first, purpose, total, without_balances
from scripts.checks.comparisons import Cells, at_least, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Table
from scripts.schema import PURPOSES, Level, Phase
from scripts.schema.labels import folded

UNITS = Rule(
    "a23",
    "部门预决算 = 所属各单位之和",
    "部门的钱就是本级和所属单位的钱，不多也不少",
    "规则 R-A23",
    group="years",
    condition=(
        "本站收录了这个部门同一年的所属单位；没有收录齐全的，只核对不小于；"
        "单位之间有补助、上缴的，合并时要抵销"
    ),
    formula="部门收支总计 = 本级 + 各所属单位",
)
LAST_YEAR = Rule(
    "x-last-year",
    "今年文件里的上年数 = 上年自己公布的数",
    "上年的数在今年的文件里又写了一遍，应当没有变",
    "规则 R-A18；各地预算表的“上年预算数”栏",
    group="years",
    severity="notice",
    condition="两年的预算都收录了，今年的表里印着上年预算数",
    formula="今年表里的上年预算数 = 上年预算的同一行",
)
BUDGET = Rule(
    "x-budget",
    "决算里的年初预算 = 年初公布的预算",
    "决算引用的预算，应当就是年初向公众公布的那一份",
    "规则 R-C9；预算法 第十四条",
    group="years",
    severity="notice",
    condition="同一年的预算和决算都收录了，决算表里印着年初预算数",
    formula="决算表里的年初预算数 = 预算的同一行",
)
RULES = (UNITS, LAST_YEAR, BUDGET)

_TOTALS: tuple[tuple[str, Select], ...] = (
    ("收入总计", without_balances("summary", "amount", "income")),
    ("支出总计", without_balances("summary", "amount", "expenditure")),
    ("一般公共预算支出", total("general-public-expenditure", "amount")),
    (
        "“三公”经费",
        # Where no row or column is called 三公经费, the total row is it.
        first(purpose("three-public", "three_public"), total("three-public", "amount")),
    ),
)
# 上级补助收入, 附属单位上缴收入, 上缴上级支出, 对附属单位补助支出.
_BETWEEN = ("superior_subsidy", "subordinate_payment", "superior_payment", "subordinate_subsidy")
_TABLES = ("general-public-expenditure", "expenditure", "three-public", "basic-expenditure")
# A line that packages of several years share: its table, its code or label, its column's use.
LineKey = tuple[str, str, str]


@dataclass(frozen=True)
class Brief:
    """What other packages may ask of one: whose it is, its totals, and the lines of some tables.

    `now` are the lines of its own year, `before` those of last year that it prints beside them,
    `original` those of the budget that a final account began with.
    """

    path: str
    slug: str
    department: str
    level: Level
    parent: str
    year: int
    phase: Phase
    totals: Mapping[str, Term]
    transfers: bool
    now: Mapping[LineKey, Term]
    before: Mapping[LineKey, Term]
    original: Mapping[LineKey, Term]


def brief(package: Package) -> Brief:
    """What has to be kept of a package to hold others against it: a few totals and lines."""
    disclosure = package.disclosure
    totals = {name: select(package) for name, select in _TOTALS}
    both_sides = (*package.rows("income"), *package.rows("expenditure"))
    tables = [package.tables[name] for name in _TABLES if name in package.tables]
    return Brief(
        path=package.path,
        slug=package.slug,
        department=disclosure.department,
        level=disclosure.level,
        parent=disclosure.parent or "",
        year=disclosure.year,
        phase=disclosure.phase,
        totals={name: terms[0] for name, terms in totals.items() if terms},
        # What one unit pays another is in the tables of both, and cancels out in the department's.
        transfers=any(row.number(name) for row in both_sides for name in _BETWEEN),
        # {}: the plain column of the package's own year.
        now=_lines(tables, {}),
        # Not previous_outturn: what was spent last year is not what was planned.
        before=_lines(tables, {"vintage": "previous_budget"}),
        original=_lines(tables, {"vintage": "original_budget"}),
    )


def _lines(tables: Sequence[Table], dimensions: Mapping[str, str]) -> dict[LineKey, Term]:
    """The cells whose column states these coordinates and, besides, only what the money is for."""
    lines: dict[LineKey, list[Term]] = {}
    for table in tables:
        cells = Cells.of(table)
        for column in table.values:
            # Without coordinates a column may be of any year: it is to fit none.
            coordinates = dict(column.coordinates.stated) if column.coordinates else {"measure": ""}
            # “三公” tables may have a column for each purpose in each of their years.
            use = coordinates.pop("purpose", "all")
            if coordinates != dimensions:
                continue
            for row in table.rows:
                term = cells.term(row, column.name)
                if use != "all":
                    term = replace(term, label=f"{term.label}的{PURPOSES[use]}")
                # A total may bear no name: its role is the same in every year.
                key = (table.name, row.code or folded(row.label) or row.role, use)
                lines.setdefault(key, []).append(term)
    # One code in the rows of two units: which of them another year means, nobody says.
    alone = {key: terms[0] for key, terms in lines.items() if len(terms) == 1}
    return {key: term for key, term in alone.items() if term.value is not None}


def verdicts(briefs: Iterable[Brief]) -> Iterator[tuple[str, Verdict]]:
    """Every verdict that needs several packages, with the path of the one that it is about."""
    by_path = sorted(briefs, key=lambda brief: brief.path)
    by_period = {(brief.slug, brief.year, brief.phase): brief for brief in by_path}
    for brief in by_path:
        verdicts: list[Verdict] = []
        if brief.level == "department":
            verdicts += _of_units(brief, by_path)
        # Not the last year that there is: 2024 beside 2022 is no last year.
        before = by_period.get((brief.slug, brief.year - 1, brief.phase))
        if before is not None:
            verdicts += _same(LAST_YEAR, brief.before, before)
        plan = by_period.get((brief.slug, brief.year, "budget"))
        # Only a final account prints 年初预算 of its own year.
        if plan is not None and brief.phase == "final":
            verdicts += _same(BUDGET, brief.original, plan)
        yield from ((brief.path, verdict) for verdict in verdicts)


def _same(rule: Rule, lines: Mapping[LineKey, Term], other: Brief) -> Iterator[Verdict]:
    """The lines of one package that speak of another's year against that package's own."""
    phase = "决算" if other.phase == "final" else "预算"
    for key, left in lines.items():
        own = other.now.get(key)
        # Codes and names change between years (20805 in 2020): not found is not wrong.
        if own is None:
            continue
        name = f"{other.year}年{phase}的{own.label}"
        verdict = equality(rule.id, left, [replace(own, package=other.path, label=name)])
        if verdict:
            yield verdict


def _of_units(department: Brief, briefs: Sequence[Brief]) -> Iterator[Verdict]:
    parts = [
        brief
        for brief in briefs
        # 本级 (office) is one of the parts, beside the units.
        if brief.level != "department"
        and brief.parent == department.department
        and (brief.year, brief.phase) == (department.year, department.phase)
    ]
    transfers = any(part.transfers for part in parts)
    for name, left in department.totals.items():
        right = [
            replace(part.totals[name], label=f"{part.department}的{name}", package=part.path)
            for part in parts
            # A unit may publish fewer tables than its department.
            if name in part.totals
        ]
        if not right:
            continue
        whole = equality(UNITS.id, left, right)
        least = at_least(UNITS.id, left, right)
        # Where all is equal, it does not matter whether units are missing or pay each other.
        if whole and whole.agrees:
            yield whole
        elif least and least.outcome == "pass":
            yield undecided(UNITS.id, left, right, "本站收录的所属单位可能不全")
        # 对附属单位补助 of the one is 上级补助收入 of the other: together more than the department.
        elif least and transfers:
            yield undecided(UNITS.id, left, right, "单位之间有补助或上缴，合并时要抵销")
        elif least:
            yield least
