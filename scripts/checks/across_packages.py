"""What several packages say of one thing: a department and its units, this year's last year, a budget and its outturn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.checks.arithmetic.selectors import Select, first, purpose, summary, total
from scripts.checks.comparisons import Cells, at_least, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Table
from scripts.schema import PURPOSES
from scripts.schema.labels import folded


def _rule(
    id: str, title: str, meaning: str, source: str, severity: str, condition: str, formula: str
) -> Rule:
    return Rule(id, title, meaning, source, "years", severity, condition, formula)


UNITS = _rule(
    "a23",
    "部门预决算 = 所属各单位之和",
    "部门的钱就是本级和所属单位的钱，不多也不少",
    "规则 R-A23",
    "failure",
    "本站收录了这个部门同一年的所属单位；没有收录齐全的，只核对不小于；单位之间有补助、上缴的，合并时要抵销",
    "部门收支总计 = 本级 + 各所属单位",
)
LAST_YEAR = _rule(
    "x-last-year",
    "今年文件里的上年数 = 上年自己公布的数",
    "上年的数在今年的文件里又写了一遍，应当没有变",
    "规则 R-A18；各地预算表的“上年预算数”栏",
    "notice",
    "两年的预算都收录了，今年的表里印着上年预算数",
    "今年表里的上年预算数 = 上年预算的同一行",
)
BUDGET = _rule(
    "x-budget",
    "决算里的年初预算 = 年初公布的预算",
    "决算引用的预算，应当就是年初向公众公布的那一份",
    "规则 R-C9；预算法 第十四条",
    "notice",
    "同一年的预算和决算都收录了，决算表里印着年初预算数",
    "决算表里的年初预算数 = 预算的同一行",
)
RULES = (UNITS, LAST_YEAR, BUDGET)

_TOTALS: tuple[tuple[str, Select], ...] = (
    ("收入总计", summary("income")),
    ("支出总计", summary("expenditure")),
    ("一般公共预算支出", total("general-public-expenditure", "amount")),
    ("“三公”经费", first(purpose("three-public", "three_public"), total("three-public", "amount"))),
)
_BETWEEN = ("superior_subsidy", "subordinate_payment", "superior_payment", "subordinate_subsidy")
_TABLES = ("general-public-expenditure", "expenditure", "three-public", "basic-expenditure")
_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Brief:
    """What other packages may ask of one: whose it is, its totals, the lines of some tables now, last year and as first planned."""

    path: str
    slug: str
    department: str
    level: str
    parent: str
    year: int
    phase: str
    totals: dict[str, Term]
    transfers: bool
    now: dict[_Key, Term]
    before: dict[_Key, Term]
    original: dict[_Key, Term]


def brief(package: Package) -> Brief:
    """What has to be kept of a package to hold others against it: a few totals and lines."""
    stated = package.disclosure
    totals = {name: found[0] for name, select in _TOTALS if (found := select(package))}
    tables = [table for name in _TABLES if (table := package.table(name)) is not None]
    return Brief(
        package.path,
        package.slug,
        stated.department,
        stated.level,
        stated.parent or "",
        stated.year,
        stated.phase,
        totals,
        _transfers(package),
        _lines(tables, {}),
        _lines(tables, {"vintage": "previous_budget"}),
        _lines(tables, {"vintage": "original_budget"}),
    )


def _transfers(package: Package) -> bool:
    """Whether a body gives money to those below or above it, or gets some: between units of one department it cancels out."""
    held = [
        table for name in ("income", "expenditure") if (table := package.table(name)) is not None
    ]
    return any(row.number(name) for table in held for row in table.rows for name in _BETWEEN)


def _lines(tables: Sequence[Table], stated: dict[str, str]) -> dict[_Key, Term]:
    """The cells whose column states these coordinates and, besides, only what the money is for; by table, line and use."""
    found: dict[_Key, Term] = {}
    doubled: set[_Key] = set()
    for table in tables:
        cells = Cells.of(table)
        for column in table.values:
            said = dict(column.coordinates.stated) if column.coordinates else {"measure": ""}
            use = said.pop("purpose", "all")
            if said != stated:
                continue
            for row in table.rows:
                key = (table.name, row.code or folded(row.label) or row["role"], use)
                doubled |= {key} & found.keys()
                term = cells.term(row, column.name)
                found[key] = (
                    term if use == "all" else replace(term, label=f"{term.label}的{PURPOSES[use]}")
                )
    return {
        key: term for key, term in found.items() if key not in doubled and term.value is not None
    }


def verdicts(briefs: Iterable[Brief]) -> Iterator[tuple[str, Verdict]]:
    """Every verdict that needs more than one package, each with the path of the package that it is about."""
    known = sorted(briefs, key=lambda one: one.path)
    by_period = {(one.slug, one.year, one.phase): one for one in known}
    for one in known:
        if one.level == "department":
            yield from ((one.path, verdict) for verdict in _of_units(one, known))
        before = by_period.get((one.slug, one.year - 1, one.phase))
        if before is not None and one.before:
            yield from ((one.path, verdict) for verdict in _same(LAST_YEAR, one.before, before))
        plan = by_period.get((one.slug, one.year, "budget")) if one.phase == "final" else None
        if plan is not None and one.original:
            yield from ((one.path, verdict) for verdict in _same(BUDGET, one.original, plan))


def _same(rule: Rule, said: dict[_Key, Term], other: Brief) -> Iterator[Verdict]:
    """The lines of one package that speak of another's year against that package's own."""
    for key, left in said.items():
        own = other.now.get(key)
        if own is None:
            continue
        name = f"{other.year}年{'决算' if other.phase == 'final' else '预算'}的{own.label}"
        found = equality(rule.id, left, [replace(own, package=other.path, label=name)])
        if found:
            yield found


def _of_units(department: Brief, known: Sequence[Brief]) -> Iterator[Verdict]:
    """A department against its office and units: equal where its office alone makes it up, else no less than they."""
    parts = [
        one
        for one in known
        if one.level != "department"
        and one.parent == department.department
        and (one.year, one.phase) == (department.year, department.phase)
    ]
    for name, left in department.totals.items() if parts else ():
        right = [
            replace(one.totals[name], label=f"{one.department}的{name}", package=one.path)
            for one in parts
            if name in one.totals
        ]
        if not right:
            continue
        whole = equality(UNITS.id, left, right)
        if whole and whole.outcome in ("pass", "rounding"):
            yield whole
            continue
        least = at_least(UNITS.id, left, right)
        if least and least.outcome == "pass":
            yield undecided(UNITS.id, left, right, "本站收录的所属单位可能不全")
        elif least and any(one.transfers for one in parts):
            yield undecided(UNITS.id, left, right, "单位之间有补助或上缴，合并时要抵销")
        elif least:
            yield least
