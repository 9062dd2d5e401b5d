"""What pages are made from: the packages with what their checks say, the glossary, the settings."""

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

# The pages of a department's year, and what they are called.
PARTS = (
    ("index", "总览"),
    ("tables", "表格"),
    ("projects", "项目"),
    ("checks", "核对"),
    ("data", "数据"),
)

# What a verdict comes to, the gravest first: a failure is told apart by how grave its rule is.
STATES = {
    "failure": "不符",
    "notice": "不符（提示）",
    "rounding": "尾差",
    "cannot-tell": "无法核对",
    "pass": "相符",
}

_STATE_RANKS = {state: rank for rank, state in enumerate(STATES)}
# What cannot be told and what passes needs no mark: almost every cell is in some equation.
_LAST_MARKED = _STATE_RANKS["rounding"]
# 湖南省长沙市审计局 becomes 长沙市审计局 and stays so: 审计局 alone would be anybody's, five characters
# must be left. Places are 2 to 16 characters long: 河北省, 克孜勒苏柯尔克孜自治州.
_PLACE = re.compile(
    r"^\S{2,16}?(示范区|开发区|自治区|特别行政区|省|市|自治州|自治县|新区|区|县)(?=\S{5,})"
)

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

# A row of all packages: the path of its package, its table, its line.
Location = tuple[str, str, str]


@dataclass(frozen=True)
class JudgedVerdict:
    """A verdict with its rule and its permanent id."""

    id: str
    rule: Rule
    verdict: Verdict

    @property
    def state(self) -> str:
        """One of STATES: a failure counts as what its rule is, all else as it came out."""
        if self.verdict.outcome == "fail":
            return self.rule.severity
        return self.verdict.outcome

    @property
    def rank(self) -> int:
        """How grave it is, the gravest 0."""
        return _STATE_RANKS[self.state]


@dataclass(frozen=True)
class Soundness:
    """How many equations of a document hold, do not hold, and cannot be told."""

    passing: int
    failing: int
    undecided: int

    @property
    def decided(self) -> int:
        """How many could be told at all."""
        return self.passing + self.failing


@dataclass(frozen=True)
class Mark:
    """What stands beside a cell of a failure or rounding difference: which, where, its verdict."""

    column: str
    state: str
    is_equation: bool
    address: str


@dataclass(frozen=True)
class BudgetYear:
    """A body's budget or final account of one year, with its overview, verdicts and findings."""

    package: Package
    overview: Overview
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The year and phase in words: 2023 年部门预算."""
        disclosure = self.package.disclosure
        body = {"department": "部门"}.get(disclosure.level, "单位")
        return f"{disclosure.year} 年{body}{PHASES[disclosure.phase]}"

    @property
    def department(self) -> str:
        """The body's name; an office that shares its department's says so: 审计局（本级）."""
        disclosure = self.package.disclosure
        if disclosure.level == "office" and "本级" not in disclosure.department:
            return f"{disclosure.department}（本级）"
        return disclosure.department

    @cached_property
    def highlights(self) -> tuple[Highlight, ...]:
        """What stands out in its figures."""
        return highlights(self.package, self.overview)

    def address(self, part: str = "index") -> str:
        """The address of one of the year's pages: departments/audit/2023-budget/tables.html."""
        return f"{self.package.path}/{part}.html"

    def line(self, line: str) -> str:
        """The address of a row in the year's tables."""
        return f"{self.address('tables')}#{line}"

    def cell(self, table: str, line: str) -> str:
        """The address of a cell's row, or else its table; "" where no page shows it."""
        held = self.package.table(table)
        if held is None:
            return ""
        if held.kind.printed:
            return self.line(line or table)
        if not held.kind.page:
            return ""

        address = self.address(held.kind.page)
        return f"{address}#{line}".removesuffix("#")

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], Row]:
        """Every row by its table and line."""
        return {
            (table.name, row["line"]): row
            for table in self.package.tables.values()
            for row in table.rows
        }

    @cached_property
    def judged_verdicts(self) -> tuple[JudgedVerdict, ...]:
        """The verdicts with their rules and ids, in their order."""
        return tuple(
            JudgedVerdict(identifier, RULES[verdict.rule], verdict)
            for identifier, verdict in identified(self.verdicts)
        )

    @cached_property
    def other_findings(self) -> tuple[Finding, ...]:
        """The findings that no verdict tells: form, privacy, and codes row by row."""
        # A finding of a verdict is known by its rule, row and column.
        failed = [verdict for verdict in self.verdicts if verdict.outcome == "fail"]
        told = {(verdict.rule, verdict.left.line, verdict.left.column) for verdict in failed}
        others = []
        for finding in self.findings:
            if (finding.rule, finding.line, finding.field) not in told:
                others.append(finding)
        return tuple(others)

    @cached_property
    def unjudged_findings(self) -> tuple[Finding, ...]:
        """Those of rules that give no verdicts, so that nothing is counted twice."""
        rules = {verdict.rule for verdict in self.verdicts}
        others = self.other_findings
        return tuple(finding for finding in others if finding.rule not in rules)

    @cached_property
    def soundness(self) -> Soundness:
        """How many of the document's equations hold; what is no equation does not count."""
        # A rounding difference counts as holding: the decimals that were published allow it.
        outcomes = Counter(verdict.outcome for verdict in self.verdicts if verdict.is_equation)
        return Soundness(
            passing=outcomes["pass"] + outcomes["rounding"],
            failing=outcomes["fail"],
            undecided=outcomes["cannot-tell"],
        )

    @cached_property
    def published(self) -> tuple[Table, ...]:
        """The tables of the published budget, in the order of their kinds."""
        tables = self.package.tables.values()
        return tuple(table for table in tables if table.kind.printed)


@dataclass(frozen=True)
class LeftOutYear:
    """A department-year that is not on the site, since its package did not pass the checks."""

    # departments/x/2024-budget, or whatever its folder is called.
    path: str
    why: str

    def is_of(self, slug: str = "", period: str = "") -> bool:
        """Whether it is of a body, and of a period (`2026-budget`); "" is any.

        Both are called by the folder: what its descriptor says may be what is wrong with it.
        """
        if slug and not self.path.startswith(f"departments/{slug}/"):
            return False
        return not period or self.path.endswith(f"/{period}")


@dataclass(frozen=True)
class Site:
    """Everything that is to be published."""

    settings: Settings
    glossary: Glossary
    years: Sequence[BudgetYear]
    code_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The reliable names of codes by classification: functional, department and government."""
    references: Sequence[Dataset] = ()
    """The tables of the reference packages."""
    left_out: Sequence[LeftOutYear] = ()

    @cached_property
    def departments(self) -> Mapping[str, Sequence[BudgetYear]]:
        """The years of each body, newest first, by slug, in the order of the bodies' names."""
        by_slug: dict[str, list[BudgetYear]] = {}

        def name_and_age(year: BudgetYear) -> tuple[str, int, str]:
            # The newest year first, a budget before its final account.
            return year.department, -year.package.disclosure.year, year.package.period

        for year in sorted(self.years, key=name_and_age):
            of_body = by_slug.setdefault(year.package.slug, [])
            of_body.append(year)
        return by_slug

    @cached_property
    def years_by_name(self) -> tuple[BudgetYear, ...]:
        """All years, the bodies in the order of their names, the newest year of each first."""
        of_bodies = self.departments.values()
        return tuple(year for years in of_bodies for year in years)

    @cached_property
    def places(self) -> Mapping[str, str]:
        """The names of all places by their codes, as they are in the newest year held."""
        # Places are merged and renamed: a link list of today uses the names of today.
        held = [year.package.disclosure.year for year in self.years]
        newest = max(held, default=0)
        return regions.divisions(newest)

    def place(self, year: BudgetYear) -> str:
        """Where a year's body is, from the province down: 福建省泉州市; "" where it is not told."""
        code = year.package.disclosure.region
        if not code:
            return ""
        # A province's own body has one step (350000), 泉州市 (350500) has two.
        steps = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
        names = [self.places.get(step, "") for step in steps]
        return "".join(names)

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
        pairs = ((year.package, year.overview) for year in self.years)
        compared = profiles(pairs)
        return {profile.package.path: profile for profile in compared}

    @cached_property
    def verdicts_by_rule(self) -> Mapping[str, Sequence[tuple[BudgetYear, JudgedVerdict]]]:
        """The verdicts of each rule with their years, departments in the order of their names."""
        by_rule: dict[str, list[tuple[BudgetYear, JudgedVerdict]]] = {rule: [] for rule in RULES}
        for year in self.years_by_name:
            for judged in year.judged_verdicts:
                of_rule = by_rule[judged.rule.id]
                of_rule.append((year, judged))
        return by_rule

    def marks(self, year: BudgetYear, table: str, line: str) -> Sequence[Mark]:
        """The marks of a row of a year's table, one for each cell: its gravest."""
        location = (year.package.path, table, line)
        return self._marks.get(location, ())

    @cached_property
    def _marks(self) -> Mapping[Location, Sequence[Mark]]:
        """The marks of all rows; a verdict over several packages marks rows in each of them."""
        grave = []
        for year in self.years:
            grave += [(judged, year) for judged in year.judged_verdicts]
        # The sort is stable: of two equally grave verdicts the first of the year's own order wins.
        grave.sort(key=lambda item: item[0].rank)

        by_location: dict[Location, dict[str, Mark]] = {}
        for judged, year in grave:
            if judged.rank > _LAST_MARKED:
                break
            for location, mark in _marks_of(year, judged):
                marks = by_location.setdefault(location, {})
                marks.setdefault(mark.column, mark)
        return {location: tuple(marks.values()) for location, marks in by_location.items()}


def _marks_of(year: BudgetYear, judged: JudgedVerdict) -> Iterator[tuple[Location, Mark]]:
    """A mark for each cell that takes part in a verdict, those of other packages too."""
    is_equation = judged.verdict.is_equation
    address = f"{year.address('checks')}#{judged.id}"

    for term in judged.verdict.terms:
        # A blank part of an equation takes none: nothing stands there that could be wrong.
        if not term.table or (is_equation and not term.published):
            continue
        package = term.package or year.package.path
        mark = Mark(term.column, judged.state, is_equation, address)
        yield (package, term.table, term.line), mark


def short_name(name: str) -> str:
    """A body's name without the place that it begins with, where the rest can stand alone.

    >>> short_name("长沙市生态环境局"), short_name("长沙市审计局")
    ('生态环境局', '长沙市审计局')
    """
    return _PLACE.sub("", name)
