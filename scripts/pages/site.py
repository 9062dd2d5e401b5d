"""What pages are made from: the packages with what was found in them, the glossary, the settings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts.checks import Finding, Verdict
from scripts.glossary import Glossary
from scripts.package import Package, Table
from scripts.settings import Settings
from scripts.tables import Overview

PHASES = {"budget": "预算", "final": "决算"}
PARTS = (("index", "总览"), ("tables", "表格"), ("projects", "项目"), ("checks", "核对"), ("data", "数据"))
"""The pages of a department's year, and what they are called."""


@dataclass(frozen=True)
class Year:
    """A department's budget or final account of one year, with its overview, verdicts and findings."""

    package: Package
    overview: Overview
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]

    @property
    def name(self) -> str:
        """The year and phase in words: 2023 年部门预算."""
        return f"{self.package.disclosure.year} 年部门{PHASES[self.package.disclosure.phase]}"

    @property
    def department(self) -> str:
        """The department's name."""
        return self.package.disclosure.department

    def address(self, part: str = "index") -> str:
        """The address of one of the year's pages below the site's root."""
        return f"{self.package.path}/{part}.html"

    def line(self, line: str) -> str:
        """The address of a row in the year's tables."""
        return f"{self.address('tables')}#{line}"

    @property
    def sound(self) -> bool:
        """Whether every equation that could be tried holds."""
        return not any(verdict.verdict == "fail" for verdict in self.verdicts)

    @cached_property
    def published(self) -> tuple[Table, ...]:
        """The tables of the published budget, in the order of their kinds."""
        return tuple(table for table in self.package.tables.values() if table.kind.printed)


@dataclass(frozen=True)
class Site:
    """Everything that is to be published."""

    settings: Settings
    glossary: Glossary
    years: Sequence[Year]

    @property
    def departments(self) -> dict[str, list[Year]]:
        """The years of each department, newest first, by slug, in the order of the departments' names."""
        found: dict[str, list[Year]] = {}
        for year in sorted(
            self.years, key=lambda one: (one.department, -one.package.disclosure.year, one.package.period)
        ):
            found.setdefault(year.package.slug, []).append(year)
        return found


def short_name(name: str) -> str:
    """A department's name without the place that it begins with, where what is left can stand alone."""
    short = re.sub(r"^\S{2,16}?(示范区|开发区|自治区|特别行政区|省|市|自治州|自治县|新区|区|县)(?=\S{5,})", "", name)
    return short if len(short) >= 5 else name
