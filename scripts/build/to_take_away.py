"""What there is to take away: the files of each year, verdicts, reference packages, all as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from scripts import checks, downloads, metadata, package, tables
from scripts.checks.results import verdict_rows
from scripts.corpus import BudgetYear, Site
from scripts.files import File
from scripts.package import contract
from scripts.pages.whole_site import corrections
from scripts.pages.whole_site.catalogue import REFERENCES
from scripts.pages.year.data import cited

Rows = Sequence[Sequence[str]]


def files(site: Site, references: Path) -> Iterator[File]:
    """Every file that the pages offer; `references` is the folder of the reference packages."""
    by_package = _verdict_rows(site)
    for year in site.years:
        yield from _of_year(year, site, by_package[year.package.path])
    # In the order of packages, as each has them in its own file.
    verdicts = [row for rows in by_package.values() for row in rows]
    yield from _by_rule(verdicts)
    for name, _, _ in REFERENCES:
        yield downloads.reference(references / name)
    columns = list(corrections.COLUMNS)
    yield downloads.texts("data/corrections.csv", [columns, *corrections.rows(site)])
    yield File.text("data/datapackage.schema.json", package.json_text(contract.schema()))
    yield from _over_all(site, references, verdicts)


def _of_year(year: BudgetYear, site: Site, verdicts: Rows) -> Iterator[File]:
    yield from downloads.of_package(year.package, downloads.verdicts("checks.csv", verdicts))
    for table in year.package.tables.values():
        yield downloads.for_people(year.package, table)
    yield downloads.workbook(year.package, cited(year, site))
    yield from metadata.citation.files(year.package, site.settings)


def _over_all(site: Site, references: Path, verdicts: Rows) -> Iterator[File]:
    packages = [year.package for year in site.years]
    everything = tables.datasets(packages, references, verdicts, _rule_rows(site))
    yield from downloads.collection(everything, site.settings.licence, site.settings.name)


def _verdict_rows(site: Site) -> Mapping[str, Rows]:
    return {
        path: list(verdict_rows.rows(year.package, year.verdicts, checks.RULES, site.packages))
        for path, year in site.by_path.items()
    }


def _rule_rows(site: Site) -> Rows:
    """The catalogue of rules as rows, each with how often it gave which verdict."""
    verdicts = [verdict for year in site.years for verdict in year.verdicts]
    findings = [finding for year in site.years for finding in year.unjudged_findings]
    return list(verdict_rows.rule_rows(checks.RULES.values(), verdicts, findings))


def _by_rule(verdicts: Rows) -> Iterator[File]:
    """The verdicts of each rule as a file, an empty one for a rule that was never used."""
    index = list(verdict_rows.COLUMNS).index("rule")
    by_rule: dict[str, list[Sequence[str]]] = {rule: [] for rule in checks.RULES}
    for row in verdicts:
        by_rule[row[index]].append(row)
    for rule, rows in by_rule.items():
        yield downloads.verdicts(f"quality/rules/{rule}.csv", rows)
