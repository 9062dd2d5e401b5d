"""What pages are made from: the packages with what was found in them, the glossary, the settings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scripts import regions
from scripts.checks import Finding, Rule, Verdict
from scripts.checks.results.formulas import PHASES
from scripts.checks.results.verdict_rows import identified
from scripts.checks.run import RULES
from scripts.glossary import Glossary
from scripts.package import Package, Row, Table
from scripts.settings import Settings
from scripts.tables import Dataset, Highlight, Overview, Profile, highlights, profiles

PARTS = (
    ("index", "总览"),
    ("tables", "表格"),
    ("projects", "项目"),
    ("checks", "核对"),
    ("data", "数据"),
)
"""The pages of a department's year, and what they are called."""

STATES = {
    "failure": "不符",
    "notice": "不符（提示）",
    "rounding": "尾差",
    "cannot-tell": "无法核对",
    "pass": "相符",
}
"""What a verdict comes to, the gravest first: a failure is told apart by how grave its rule is."""

__all__ = [
    "PARTS",
    "PHASES",
    "STATES",
    "BudgetYear",
    "JudgedVerdict",
    "Mark",
    "Site",
    "Soundness",
    "short_name",
]


@dataclass(frozen=True)
class JudgedVerdict:
    """A verdict with its rule and its permanent id."""

    id: str
    rule: Rule
    verdict: Verdict

    @property
    def state(self) -> str:
        """One of STATES."""
        return self.rule.severity if self.verdict.outcome == "fail" else self.verdict.outcome

    @property
    def rank(self) -> int:
        """How grave it is, the gravest 0."""
        return list(STATES).index(self.state)


@dataclass(frozen=True)
class Soundness:
    """How many equations of a document hold, do not hold, and cannot be told."""

    held: int
    failed: int
    untold: int


@dataclass(frozen=True)
class Mark:
    """What stands beside a cell that takes part in a failure or a rounding difference: which, where, and its verdict."""

    column: str
    state: str
    is_equation: bool
    address: str


@dataclass(frozen=True)
class BudgetYear:
    """A department's budget or final account of one year, with its overview, verdicts and findings."""

    package: Package
    overview: Overview
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The year and phase in words: 2023 年部门预算."""
        stated = self.package.disclosure
        return f"{stated.year} 年{'部门' if stated.level == 'department' else '单位'}{PHASES[stated.phase]}"

    @property
    def department(self) -> str:
        """The department's name; its office alone is told apart from the whole of the same name."""
        stated = self.package.disclosure
        office = stated.level == "office" and "本级" not in stated.department
        return f"{stated.department}（本级）" if office else stated.department

    @cached_property
    def highlights(self) -> tuple[Highlight, ...]:
        """What stands out in its figures."""
        return highlights(self.package, self.overview)

    def address(self, part: str = "index") -> str:
        """The address of one of the year's pages below the site's root."""
        return f"{self.package.path}/{part}.html"

    def line(self, line: str) -> str:
        """The address of a row in the year's tables."""
        return f"{self.address('tables')}#{line}"

    def cell(self, table: str, line: str) -> str:
        """The address of the row of a cell, on whichever page shows it; nothing where no page does."""
        found = self.package.table(table)
        if found is not None and found.kind.printed:
            return self.line(line or table)
        page = found.kind.page if found is not None else ""
        return self.address(page) + (f"#{line}" if line else "") if page else ""

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], Row]:
        """Every row by its table and line."""
        return {
            (table.name, row["line"]): row
            for table in self.package.tables.values()
            for row in table.rows
        }

    @cached_property
    def judged(self) -> tuple[JudgedVerdict, ...]:
        """The verdicts with their rules and ids, in their order."""
        return tuple(
            JudgedVerdict(identifier, RULES[one.rule], one)
            for identifier, one in identified(self.verdicts)
        )

    @cached_property
    def others(self) -> tuple[Finding, ...]:
        """The findings that no verdict tells: form, privacy, and codes row by row."""
        told = {
            (one.rule, one.left.line, one.left.column)
            for one in self.verdicts
            if one.outcome == "fail"
        }
        return tuple(one for one in self.findings if (one.rule, one.line, one.field) not in told)

    @cached_property
    def unjudged(self) -> tuple[Finding, ...]:
        """Those of rules that give no verdicts, so that nothing is counted twice."""
        judged = {verdict.rule for verdict in self.verdicts}
        return tuple(finding for finding in self.others if finding.rule not in judged)

    @cached_property
    def soundness(self) -> Soundness:
        """How many of the document's equations hold; what is no equation does not count."""
        tried = Counter(verdict.outcome for verdict in self.verdicts if verdict.is_equation)
        return Soundness(tried["pass"] + tried["rounding"], tried["fail"], tried["cannot-tell"])

    @cached_property
    def published(self) -> tuple[Table, ...]:
        """The tables of the published budget, in the order of their kinds."""
        return tuple(table for table in self.package.tables.values() if table.kind.printed)


@dataclass(frozen=True)
class Site:
    """Everything that is to be published."""

    settings: Settings
    glossary: Glossary
    years: Sequence[BudgetYear]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The reliable names of codes by classification: functional, department and government."""
    references: Sequence[Dataset] = ()
    """The tables of the reference packages."""

    @property
    def departments(self) -> dict[str, list[BudgetYear]]:
        """The years of each department, newest first, by slug, in the order of the departments' names."""
        found: dict[str, list[BudgetYear]] = {}
        for year in sorted(
            self.years,
            key=lambda one: (one.department, -one.package.disclosure.year, one.package.period),
        ):
            found.setdefault(year.package.slug, []).append(year)
        return found

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The names of all places by their codes, as they are now."""
        return regions.divisions(
            max((year.package.disclosure.year for year in self.years), default=0)
        )

    def place(self, year: BudgetYear) -> str:
        """Where a year's body is, from the province down: 福建省泉州市; empty where its document does not tell."""
        code = year.package.disclosure.region or ""
        above = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code)) if code else {}
        return "".join(self.places.get(one, "") for one in above)

    @cached_property
    def by_path(self) -> Mapping[str, BudgetYear]:
        """Each year by the path of its package."""
        return {year.package.path: year for year in self.years}

    @cached_property
    def packages(self) -> Mapping[str, Package]:
        """Each package by its path."""
        return {path: year.package for path, year in self.by_path.items()}

    @cached_property
    def profiles(self) -> Mapping[str, Profile]:
        """What is compared of each package, by its path, the largest total first."""
        found = profiles((year.package, year.overview) for year in self.years)
        return {one.package.path: one for one in found}

    @cached_property
    def by_rule(self) -> Mapping[str, Sequence[tuple[BudgetYear, JudgedVerdict]]]:
        """The verdicts of each rule with their years, departments in the order of their names."""
        found: dict[str, list[tuple[BudgetYear, JudgedVerdict]]] = {rule: [] for rule in RULES}
        for years in self.departments.values():
            for year in years:
                for one in year.judged:
                    found[one.rule.id].append((year, one))
        return found

    def marks(self, year: BudgetYear, table: str, line: str) -> Sequence[Mark]:
        """The marks of a row of a year's table, one for each cell: its gravest, failures before rounding."""
        return self._marks.get((year.package.path, table, line), ())

    @cached_property
    def _marks(self) -> Mapping[tuple[str, str, str], Sequence[Mark]]:
        found: dict[tuple[str, str, str], dict[str, Mark]] = {}
        ranked = [
            (one.rank, year, one)
            for year in self.years
            for one in year.judged
            if one.rank <= _MARKED
        ]
        for _, year, one in sorted(ranked, key=lambda item: item[0]):
            for place, mark in _marks_of(year, one):
                found.setdefault(place, {}).setdefault(mark.column, mark)
        return {place: tuple(marks.values()) for place, marks in found.items()}


_MARKED = list(STATES).index("rounding")


def _marks_of(year: BudgetYear, one: JudgedVerdict) -> Iterator[tuple[tuple[str, str, str], Mark]]:
    """A mark for each cell that takes part in a verdict, those of other packages too; a blank part takes none."""
    address = f"{year.address('checks')}#{one.id}"
    for term in one.verdict.terms:
        if term.table and (term.published or not one.verdict.is_equation):
            place = (term.package or year.package.path, term.table, term.line)
            yield place, Mark(term.column, one.state, one.verdict.is_equation, address)


def short_name(name: str) -> str:
    """A department's name without the place that it begins with, where what is left can stand alone."""
    short = re.sub(
        r"^\S{2,16}?(示范区|开发区|自治区|特别行政区|省|市|自治州|自治县|新区|区|县)(?=\S{5,})",
        "",
        name,
    )
    return short if len(short) >= 5 else name
