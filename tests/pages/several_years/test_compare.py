"""The pages that hold years, bodies and codes against each other: each figure is the published one, and leads to its row."""

from __future__ import annotations

import csv
import html
import json
import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from scripts import package, tables
from scripts.blocks import Page
from scripts.checks import classifications
from scripts.glossary import Glossary
from scripts.pages import BudgetYear, Site
from scripts.pages.several_years import (
    body_labels,
    codes,
    compare,
    comparison_data,
    department,
    three_public,
)
from scripts.pages.several_years.parts import MOST, by_place
from scripts.schema import MULTIPLIERS
from scripts.settings import settings
from tests.conftest import ROOT
from tests.support import tiny

PACKAGES = ROOT / "datapackages"
FIGURE = re.compile(
    r'<a(?: class="[^"]*")? href="([^"]*)" title="(公布的[^"]*?)：([^"]*)"(?: data-lines="([^"]*)")?>(.*?)</a>'
)


@pytest.fixture(scope="module")
def site() -> Site:
    """The site of the repository's own packages, without their checks."""
    years = [BudgetYear(one, tables.overview(one), (), ()) for one in package.read_all(PACKAGES)]
    names = {name: one.names for name, one in classifications(PACKAGES).items()}
    return Site(settings(ROOT / "mkdocs.yml"), Glossary([]), years, names)


@cache
def rows(folder: Path, table: str) -> dict[str, dict[str, str]]:
    """The rows of a published table by line, read from its file as anyone would read it."""
    with (folder / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["line"]: row for row in csv.DictReader(file)}


def found_rows(target: str, lines: str) -> list[dict[str, str]]:
    """The rows that a figure says it is made from: that of its link, or those it names."""
    path, _, place = target.partition("#")
    folder = PACKAGES / posixpath.dirname(path)
    wanted = lines.split() if lines else [place]
    held = [
        rows(folder, file.stem)
        for file in sorted((folder / "data").glob("*.csv"))
        if file.stem != "unrecognised"
    ]
    return [row for table in held for line, row in table.items() if line in wanted]


def numbers(row: dict[str, str]) -> set[Decimal]:
    """The numbers of a row; where basic spending stands there in its two halves only, what they make together."""
    found = {
        name: Decimal(cell)
        for name, cell in row.items()
        if re.fullmatch(r"-?\d+(\.\d+)?", cell or "")
    }
    halves = [found[name] for name in ("personnel", "running") if name in found]
    return {*found.values(), *([sum(halves, Decimal(0))] if len(halves) > 1 else [])}


def shown(page: Page) -> Iterator[tuple[str, str, str, str, str]]:
    """The figures on a page: the address of its row below the root, how it is titled, number, unit, lines and text."""
    for href, title, published, lines, text in FIGURE.findall(page.body):
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), href))
        yield target, title, html.unescape(published), lines, text


def assert_published(page: Page) -> int:
    """Each figure of a page against its file, digit for digit; how many there were."""
    count = 0
    for target, title, published, lines, text in shown(page):
        number, unit = published.split(" ")
        value = Decimal(number.replace(",", "").replace("−", "-"))
        held = found_rows(target, lines)
        assert held, (page.path, target, published)
        if lines:
            assert str(len(lines.split())) in title
            combined = sum((_one(row, value) for row in held), Decimal(0))
            assert combined == value, (page.path, target, published)
        else:
            assert any(value in numbers(row) for row in held), (page.path, target, published)
        plain = (
            re.sub(r'<span class="p">.*?</span>|<[^>]+>', "", text)
            .replace(",", "")
            .replace("−", "-")
        )
        in_wan = value * MULTIPLIERS[unit] / 10_000
        assert abs(Decimal(plain) - in_wan) < Decimal("0.01"), (page.path, text, published)
        if unit == "万元":
            assert plain == number.replace(",", "").replace("−", "-")
        count += 1
    return count


def _one(row: dict[str, str], whole: Decimal) -> Decimal:
    """The amount of a row: its column of that name, else the only number that it holds."""
    if row.get("amount"):
        return Decimal(row["amount"])
    return sum(
        (
            Decimal(row[name])
            for name in ("personnel", "running", "basic", "project")
            if row.get(name)
        ),
        Decimal(0),
    )


def test_every_figure_of_the_comparison_is_the_published_one_and_leads_to_its_row(
    site: Site,
) -> None:
    assert sum(assert_published(page) for page in compare.pages(site)) > 60


def test_every_three_public_figure_is_the_published_one(site: Site) -> None:
    assert sum(assert_published(page) for page in three_public.pages(site)) > 100


def test_every_figure_of_the_departments_pages_is_the_published_one(site: Site) -> None:
    assert (
        sum(assert_published(department.page(years, site)) for years in site.departments.values())
        > 800
    )


def test_every_figure_of_the_codes_pages_is_the_published_one_and_the_sums_are_theirs(
    site: Site,
) -> None:
    made = list(codes.pages(site))
    assert sum(assert_published(page) for page in made) > 500
    page = next(one for one in made if one.path == "functions/2014001.html")
    held = [
        (target, published)
        for target, _, published, _, _ in shown(page)
        if "/2026-budget/" in target
    ]
    whole = sum((_yuan(published) for _, published in held), Decimal(0))
    assert f"{whole / 10_000:,.2f}<small>{len(held)} 个合计" in page.body


def _yuan(published: str) -> Decimal:
    number, unit = published.split(" ")
    return Decimal(number.replace(",", "")) * MULTIPLIERS[unit]


def test_the_script_s_figures_are_those_of_the_tables(site: Site) -> None:
    stated = json.loads(
        comparison_data.script(site).removeprefix("window.mzCompare = ").rstrip(";\n")
    )
    assert len(stated["bodies"]) == len(site.years)
    for body in stated["bodies"]:
        profile = site.profiles[f"departments/{body['id']}"]
        for name, measure in profile.measures.items():
            shown = body["f"].get(name)
            assert (shown is None) == (measure.cell.figure is None)
            if shown and measure.cell.yuan is not None:
                assert Decimal(shown[2]) == measure.cell.yuan


def test_an_office_is_told_from_its_department_and_shown_as_part_of_it(site: Site) -> None:
    offices = [one for one in site.profiles.values() if one.within]
    assert offices
    for one in offices:
        path = f"compare/{one.package.disclosure.year}-{one.package.disclosure.phase}.html"
        page = next(each for each in compare.pages(site) if each.path == path)
        assert f"{one.package.disclosure.department}（本级）" in page.body
        assert "已含在" in page.body


def test_no_page_grows_beyond_so_many_rows_and_none_is_lost() -> None:
    held = [
        tiny.package(f"@ slug=ju-{number:04d} region={'31' if number % 3 else '44'}0000 year=2024")
        for number in range(3 * MOST)
    ]
    parts = by_place("compare/2024-budget.html", held)
    assert len({path for path, _, _ in parts}) == len(parts) > 2
    assert max(len(part) for _, _, part in parts) <= MOST
    assert sorted(one.path for _, _, part in parts for one in part) == sorted(
        one.path for one in held
    )


def test_a_year_s_largest_body_is_never_the_office_or_unit_of_a_department_that_is_there(
    site: Site,
) -> None:
    index = next(page for page in compare.pages(site) if page.path == compare.INDEX)
    named = re.findall(r"总额最大的是([^<]+?)（[\d,.]+ 万元）", index.body)
    inside = [one for one in site.profiles.values() if one.within]
    assert inside
    assert not {body_labels.name(one.package) for one in inside} & set(named)
