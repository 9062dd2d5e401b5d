"""How bodies, their years and their money are called on the pages that hold several of them."""

from __future__ import annotations

from collections.abc import Sequence

from scripts import blocks
from scripts.corpus import PHASES, BudgetYear, Site
from scripts.markup import Html
from scripts.package import Package
from scripts.schema import FUNDS, NATURES, SCOPES, Coordinates, Phase

LEVELS = {"department": "部门", "office": "部门本级", "unit": "单位"}
"""What a body is: a department with all that belongs to it, its own office, or a unit."""


def name(package: Package) -> str:
    """A body's name; an office is told from its department: 审计局（本级）, where it does not say so."""
    disclosure = package.disclosure
    if disclosure.level == "office" and "本级" not in disclosure.department:
        return f"{disclosure.department}（本级）"
    return disclosure.department


def period(year: int, phase: str) -> str:
    """A year and phase in words: 2026 年预算."""
    return f"{year} 年{PHASES[phase]}"


def period_of(package: Package) -> str:
    """The year and phase of a package in words."""
    return period(package.disclosure.year, package.disclosure.phase)


def newest_first(years: Sequence[BudgetYear]) -> dict[tuple[int, Phase], list[BudgetYear]]:
    """The years by year and phase, the newest first, a budget before the final account."""
    by_period: dict[tuple[int, Phase], list[BudgetYear]] = {}
    for year in years:
        disclosure = year.package.disclosure
        by_period.setdefault((disclosure.year, disclosure.phase), []).append(year)
    newest = {}
    # Phases sort as text: a budget stands before the final account.
    for period in sorted(by_period, key=lambda period: (-period[0], period[1])):
        newest[period] = by_period[period]
    return newest


def basis(at: Coordinates) -> str:
    """Of which money a figure is.

    >>> basis(Coordinates()), basis(Coordinates(fund="general_public", nature="basic"))
    ('全部资金', '一般公共预算的基本支出')
    """
    text = "全部资金" if at.fund == "all" else FUNDS[at.fund]
    if at.nature != "all":
        text += f"的{NATURES[at.nature]}"
    if at.scope != "all":
        text += f"（{SCOPES[at.scope]}）"
    return text


def link(package: Package, page: str) -> Html:
    """A body's name as a link to the page of its years."""
    return blocks.link(f"departments/{package.slug}/index.html", name(package), page)


def contained(within: str, package: Package, site: Site, page: str) -> Html:
    """A body's name as a link, and in whose figures its own are: `within`, a package's path."""
    # Most bodies are in nobody else's figures.
    whole = site.by_path.get(within)
    if whole is None:
        return link(package, page)
    department = blocks.escape(name(whole.package))
    return Html("{}<small>已含在{}的数里</small>").format(link(package, page), department)


def counted(site: Site) -> str:
    """How many bodies and documents there are here, in words."""
    return f"{len(site.departments)} 个部门和单位的 {len(site.years)} 份预算、决算"
