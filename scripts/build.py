"""Every generated file of the site below `docs/`, in order: packages, pages, links, pictures, downloads, index."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from scripts import (
    api,
    blocks,
    charts,
    checks,
    downloads,
    files,
    glossary,
    metadata,
    package,
    pages,
    search,
    tables,
)
from scripts.blocks import Page
from scripts.charts import Chart, Spec
from scripts.checks import Finding
from scripts.checks.results import verdict_rows
from scripts.checks.run import CheckResult
from scripts.files import File, WriteResult
from scripts.package import Package
from scripts.pages import BudgetYear, Site, english
from scripts.pages.several_years import compare
from scripts.pages.whole_site import corrections, head_metadata
from scripts.pages.whole_site.catalogue import REFERENCES
from scripts.pages.year.data import cited
from scripts.schema import Phase
from scripts.settings import settings

T = TypeVar("T")

GENERATED = (
    "departments", "compare", "functions", "economic", "three-public", "places", "quality", "corrections",
    "glossary", "data", "report", english.FOLDER, api.FOLDER, search.FOLDER,
)  # fmt: skip
"""The folders below `docs/` that hold nothing made by hand: what is not built anew there is removed."""

RUNTIME = "assets/vega.js"
"""Where the script from packages stands that makes pictures interactive, beside our own."""


class Track(Protocol):
    """Goes through items one by one and tells somebody how far it has come."""

    def __call__(self, items: Sequence[T], what: str) -> Iterable[T]: ...


@dataclass(frozen=True)
class BuildResult:
    """What a build made, and what it found in folders that are not published."""

    pages: int
    charts: int
    failures: int
    notices: int
    written: WriteResult
    passed_over: tuple[Finding, ...] = ()


def build(root: Path, track: Track) -> BuildResult:
    """Build all generated files of the site below `root`/docs from `root`/datapackages, and write what changed."""
    packages, docs, kept = root / "datapackages", root / "docs", root / ".cache/pictures"
    known = checks.classifications(packages)
    checked = [
        checks.check(folder, known) for folder in track(package.find(packages), "读取并核对数据包")
    ]
    years = beside([_year(one) for one in checks.together(checked)])
    terms = glossary.read(packages / "reference/glossary/data/terms.csv")
    names = {name: one.names for name, one in known.items()}
    references = tuple(tables.reference_datasets(packages / "reference"))
    site = Site(settings(root / "mkdocs.yml"), terms, years, names, references)
    made = _with_twins(_linked(site, track))
    pictures = _pictures(made, kept, track)
    runtime = _runtime(root / ".cache/runtime")
    written = files.write(docs, [runtime, *_files(site, packages, made, pictures)], prune=GENERATED)
    others = (checks.check(folder, known) for folder in package.passed_over(packages))
    passed_over = tuple(finding for one in others for finding in one.findings)
    findings = [*passed_over, *(finding for year in years for finding in year.findings)]
    failures = sum(finding.severity == "failure" for finding in findings)
    count = sum(len(page.charts) for page in made)
    return BuildResult(len(made), count, failures, len(findings) - failures, written, passed_over)


def _year(checked: CheckResult) -> BudgetYear:
    """A package with its overview and its checks; raises PackageError where the package cannot be read."""
    one = checked.package or package.read(checked.folder)
    return BudgetYear(one, tables.overview(one), checked.verdicts, checked.findings)


def beside(years: Sequence[BudgetYear]) -> list[BudgetYear]:
    """The years, each whose own document does not hold it against last year held against last year's package."""
    held = {
        (year.package.slug, year.package.disclosure.phase, year.package.disclosure.year): year
        for year in years
    }
    return [_with_change(year, held.get(_last_year(year.package))) for year in years]


def _last_year(one: Package) -> tuple[str, Phase, int]:
    return one.slug, one.disclosure.phase, one.disclosure.year - 1


def _with_change(year: BudgetYear, earlier: BudgetYear | None) -> BudgetYear:
    own = year.overview
    if own.change is not None or earlier is None:
        return year
    change = tables.since(own.total, earlier.package, earlier.overview.total)
    return replace(year, overview=replace(own, change=change))


def _linked(site: Site, track: Track) -> list[Page]:
    """All pages with their terms linked; the pages of the terms come last, for they tell where each occurs."""
    made = [
        page for year in track(site.years, "写部门的页面") for page in pages.of_year(year, site)
    ]
    made += pages.of_site(site)
    occurrences: dict[str, list[tuple[str, str]]] = {}
    done = []
    for page in track(made, "给名词加链接"):
        linked, used = _with_terms(site, page, "")
        done.append(linked)
        for term in used:
            occurrences.setdefault(term, []).append((page.title, page.path))
    return done + [
        _with_terms(site, page, posixpath.basename(page.path).removesuffix(".html"))[0]
        for page in pages.of_terms(site, occurrences)
    ]


def _with_twins(made: Sequence[Page]) -> list[Page]:
    """The pages, each with the address of the same page in the other language where there is one."""
    paths = {page.path for page in made}
    others = ((page, english.twin(page.path)) for page in made)
    return [replace(page, twin=other) if other in paths else page for page, other in others]


def _with_terms(site: Site, page: Page, own: str) -> tuple[Page, frozenset[str]]:
    """A page with its terms linked; one in another language as it is."""
    if page.lang:
        return page, frozenset()
    body, used = site.glossary.linked(
        page.body, lambda term: blocks.relative(term.page, page.path), own=own
    )
    return replace(page, body=body), used


def _pictures(made: Sequence[Page], kept: Path, track: Track) -> dict[str, str]:
    """The picture of every specification by its key; those drawn before are taken from the folder of kept ones."""
    specs = list(
        {
            charts.key(spec): spec
            for page in made
            for chart in page.charts
            for spec in _specs(chart)
        }.items()
    )
    have = {
        file.path.removesuffix(".svg"): file.content.decode("utf-8")
        for file in files.read_all(kept)
    }
    found = {name: have[name] for name, _ in specs if name in have}
    missing = [item for item in specs if item[0] not in have]
    for name, spec in track(missing, "画图") if missing else ():
        found[name] = charts.draw([spec])[0]
    files.write(kept, [File.text(f"{name}.svg", svg) for name, svg in found.items()], prune=(".",))
    return found


def _runtime(kept: Path) -> File:
    """The script that pictures are made interactive with, for it takes seconds to bundle, kept between builds."""
    name = f"{charts.edition()}.js"
    have = {file.path: file for file in files.read_all(kept)}
    found = have.get(name) or File.text(name, charts.runtime())
    files.write(kept, [found], prune=(".",))
    return replace(found, path=RUNTIME)


def _specs(chart: Chart) -> Iterator[Spec]:
    yield chart.wide
    if chart.narrow:
        yield chart.narrow


def _files(
    site: Site, packages: Path, made: Sequence[Page], pictures: dict[str, str]
) -> Iterator[File]:
    taken = list(_taken(site, packages))
    sizes = {file.path: len(file.content) for file in taken}
    found = head_metadata.datasets(site, taken)
    described = head_metadata.described(site, found)
    for page in made:
        front = {
            "image": head_metadata.picture(page.path, site),
            "dataset": described.get(page.path, ""),
        }
        text = blocks.with_sizes(_markdown(site, page, pictures, front), sizes)
        yield File.text(page.path.removesuffix(".html") + ".md", text)
        for chart in page.charts:
            yield from _chart_files(site, page, chart, pictures)
    yield from taken
    yield from metadata.dcat.files(found, site.settings)
    yield from metadata.feeds.files(corrections.feed(site), site.settings)
    yield from metadata.signposts.files(site.settings)
    yield from head_metadata.pictures(site)
    yield from api.files(site)
    yield File.text(compare.DATA, compare.data(site))
    yield from search.index(search.searchable(site, {page.path for page in made}))


def _taken(site: Site, packages: Path) -> Iterator[File]:
    """What there is to take away: each year's files, all verdicts by rule, reference packages, everything as one."""
    every, rules = _checks(site)
    for year in site.years:
        yield from _downloads(year, site, every[year.package.path])
    rows = [row for one in every.values() for row in one]
    yield from _by_rule(rows)
    for name, _, _ in REFERENCES:
        yield downloads.reference(packages / "reference" / name)
    yield downloads.texts(
        "data/corrections.csv", [list(corrections.COLUMNS), *corrections.rows(site)]
    )
    own = [year.package for year in site.years]
    everything = tables.datasets(own, packages / "reference", rows, rules)
    yield from downloads.collection(everything, site.settings.licence, site.settings.name)


def _checks(site: Site) -> tuple[dict[str, list[list[str]]], list[list[str]]]:
    """The verdicts of each package as rows, by its path; the catalogue of rules as rows."""
    packages = {year.package.path: year.package for year in site.years}
    rows = {
        year.package.path: list(
            verdict_rows.rows(year.package, year.verdicts, checks.RULES, packages)
        )
        for year in site.years
    }
    tried = [verdict for year in site.years for verdict in year.verdicts]
    others = [finding for year in site.years for finding in year.unjudged]
    return rows, list(verdict_rows.rule_rows(checks.RULES.values(), tried, others))


def _downloads(year: BudgetYear, site: Site, verdicts: Sequence[Sequence[str]]) -> Iterator[File]:
    """What there is to take of a year: its package with its verdicts, its tables for people, its workbook."""
    yield from downloads.of_package(year.package, downloads.verdicts("checks.csv", verdicts))
    for table in year.package.tables.values():
        yield downloads.for_people(year.package, table)
    yield downloads.workbook(year.package, cited(year, site))
    yield from metadata.citation.files(year.package, site.settings)


def _by_rule(verdicts: Sequence[Sequence[str]]) -> Iterator[File]:
    """The verdicts of each rule."""
    place = list(verdict_rows.COLUMNS).index("rule")
    for rule in checks.RULES:
        yield downloads.verdicts(
            f"quality/rules/{rule}.csv", [row for row in verdicts if row[place] == rule]
        )


def _markdown(site: Site, page: Page, pictures: dict[str, str], front: Mapping[str, str]) -> str:
    body = page.body
    for chart in page.charts:
        address = (
            f"{site.settings.base}{_folder(page)}{chart.id}.html"
            if site.settings.base
            else f"charts/{chart.id}.html"
        )
        code = charts.frame(chart, address, _source(site, page))
        body = body.replace(blocks.picture_mark(chart), _picture(chart, pictures))
        body = body.replace(
            blocks.embed_mark(chart), blocks.embed(code, complete=bool(site.settings.base))
        )
    said = blocks.front(page.title, page.description, **front, lang=page.lang, twin=page.twin)
    return said + body + "\n"


def _picture(chart: Chart, pictures: dict[str, str]) -> str:
    """The pictures of a chart for wide and for narrow screens, without the blank lines that end HTML in Markdown."""
    wide = pictures[charts.key(chart.wide)].replace("\n", "")
    spec = f'data-spec="charts/{chart.id}.json#'
    if chart.narrow is None:
        return f'<div class="mz-picture" {spec}wide">{wide}</div>'
    narrow = pictures[charts.key(chart.narrow)].replace("\n", "")
    return (
        f'<div class="mz-picture mz-wide" {spec}wide">{wide}</div>'
        f'<div class="mz-picture mz-narrow" {spec}narrow">{narrow}</div>'
    )


def _folder(page: Page) -> str:
    """The folder of a page's charts, below the site's root, with a slash at its end."""
    return posixpath.join(posixpath.dirname(page.path), "charts/")


def _source(site: Site, page: Page) -> str:
    return f"{page.title} · {site.settings.name}"


def _chart_files(site: Site, page: Page, chart: Chart, pictures: dict[str, str]) -> Iterator[File]:
    """A chart to take away (its picture with title and source, its figures), to touch, and to frame elsewhere."""
    path = f"{_folder(page)}{chart.id}"
    wide, narrow = (
        pictures[charts.key(spec)] if spec else None for spec in (chart.wide, chart.narrow)
    )
    assert wide is not None
    source = _source(site, page)
    yield File.text(f"{path}.svg", charts.standalone(wide, chart.title, source))
    yield File.text(f"{path}.csv", downloads.of_chart(chart, ("名目", "金额", "占比")))
    yield File.text(f"{path}.json", charts.interactive(chart))
    back, style = (
        blocks.relative(target, f"{path}.html")
        for target in (f"{page.path}#{chart.id}", "assets/embed.css")
    )
    yield File.text(
        f"{path}.html", charts.framed(chart, wide, narrow, source=source, back=back, style=style)
    )
