"""What the pages are made from: packages with their checks, glossary, settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from scripts import glossary, tables
from scripts.checks.codes import Classification
from scripts.checks.run import CheckResult
from scripts.corpus import BudgetYear, LeftOutYear, Site
from scripts.package import Package
from scripts.schema import Phase
from scripts.settings import settings


def site(
    root: Path,
    results: Sequence[CheckResult],
    classifications: Mapping[str, Classification],
) -> Site:
    """Everything that is to be published, from checked packages and what stands beside them.

    Raises PackageError for a package that cannot be read, SettingsError for mkdocs.yml.
    """
    references = root / "datapackages/reference"
    sound = [result for result in results if result.is_sound and result.package is not None]
    return Site(
        settings(root / "mkdocs.yml"),
        glossary.read(references / "glossary/data/terms.csv"),
        beside([_year(result, result.package) for result in sound if result.package]),
        {name: classification.names for name, classification in classifications.items()},
        tuple(tables.reference_datasets(references)),
        tuple(_left_out(result) for result in results if not result.is_sound),
    )


def _year(result: CheckResult, read: Package) -> BudgetYear:
    return BudgetYear(read, tables.overview(read), result.verdicts, result.findings)


def _left_out(result: CheckResult) -> LeftOutYear:
    """A department-year that is not published, under the name of its folder: what the descriptor
    says may be what is wrong with it.
    """
    first = result.failures[0]
    count = len(result.failures)
    more = f"，另有 {count - 1} 处" if count > 1 else ""
    return LeftOutYear(result.name, f"{first.message}{more}")


def beside(years: Sequence[BudgetYear]) -> list[BudgetYear]:
    """The years, each with what changed since the year before.

    Where the document itself compares the two, its own figures stand; else the package of the
    year before is taken, if it is there.
    """
    by_period = {_period(year.package): year for year in years}
    return [_with_change(year, by_period.get(_period_before(year.package))) for year in years]


def _period(package: Package) -> tuple[str, Phase, int]:
    disclosure = package.disclosure
    return package.slug, disclosure.phase, disclosure.year


def _period_before(package: Package) -> tuple[str, Phase, int]:
    slug, phase, year = _period(package)
    return slug, phase, year - 1


def _with_change(year: BudgetYear, earlier: BudgetYear | None) -> BudgetYear:
    overview = year.overview
    if overview.change is not None or earlier is None:
        return year
    change = tables.since(overview.total, earlier.package, earlier.overview.total)
    return replace(year, overview=replace(overview, change=change))
