"""What the pages claim, read from them as a reader reads it, is what the CSV files bear; altered figures alter the claims."""

from __future__ import annotations

import csv
import html
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from scripts import build, package, settings, tables
from scripts.corpus import BudgetYear, Site
from scripts.glossary import Glossary
from scripts.pages.several_years import codes, compare, three_public
from scripts.pages.whole_site import home, places
from scripts.pages.year import overview
from tests.conftest import ROOT
from tests.support import claims_of_lists as lists
from tests.support.claims import (
    AMOUNT,
    Claim,
    Held,
    Row,
    is_shown,
    of_change,
    of_code,
    of_overview,
)
from tests.support.shares import share

PACKAGES = ROOT / "datapackages"
NO_FIGURES = ("line", "parent", "position", "source_line", "document", "page", "row", "column")
"""Columns that hold numbers and tell no amount."""


@cache
def site() -> Site:
    """All packages of the repository, unchecked."""
    years = [BudgetYear(one, tables.overview(one), (), ()) for one in package.read_all(PACKAGES)]
    return Site(settings.settings(ROOT / "mkdocs.yml"), Glossary(()), build.beside(years))


def plain(body: str) -> str:
    """A page as a reader reads it: pictures gone, a line for each block."""
    body = re.sub(r"<(svg|style|script)\b.*?</\1>", "", body, flags=re.DOTALL)
    body = re.sub(
        r"</(p|li|tr|h\d|div|section|td|th|figcaption|caption|summary|dt|dd)>|<br>", "\n", body
    )
    text = html.unescape(re.sub(r"<[^>]+>", "", body))
    return re.sub(r"\s*\n\s*", "\n", text)


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim of the pages that the independent reading understands."""
    helds = {folder: Held(folder) for folder in package.find(PACKAGES)}
    found: list[Claim] = []
    for year in site().years:
        held = helds[PACKAGES / year.package.path]
        stated = held.disclosure
        before = [
            one
            for folder, one in helds.items()
            if folder.parent == held.folder.parent
            and (one.disclosure["year"], one.disclosure["phase"])
            == (int(str(stated["year"])) - 1, stated["phase"])
        ]
        text = plain(str(overview.page(year, site()).body))
        found += of_overview(year.package.path, text, held)
        found += of_change(year.package.path, text, held, before)
    for page in codes.pages(site()):
        code = re.sub(r"\D", "", page.path.rpartition("/")[2])
        if code:
            found += of_code(page.path, plain(str(page.body)), code, list(helds.values()))
    return (*found, *claims_of_lists(list(helds.values())))


def claims_of_lists(helds: list[Held]) -> Iterator[Claim]:
    """Every claim of the pages of many bodies."""
    for page in compare.pages(site()):
        when = re.fullmatch(r"compare/(\d+)-(\w+)\.html", page.path)
        if when:
            yield from lists.of_compare(page.path, plain(str(page.body)), helds)
            phase = "决算" if when[2] == "final" else "预算"
            yield from lists.of_compared(page.path, str(page.body), (when[1], phase), helds)
    for page in three_public.pages(site()):
        body = str(page.body)
        if page.path.endswith("index.html"):
            yield from lists.of_public_years(page.path, body, helds)
        else:
            yield from lists.of_public(page.path, plain(body), body, helds)
    for page in (places.page(site()), home.page(site())):
        read = lists.of_home if page.path == home.PATH else lists.of_places
        yield from read(page.path, plain(str(page.body)), helds)


def test_every_claim_is_borne_by_the_files() -> None:
    wrong = [claim for claim in claims() if not claim.holds]
    assert not wrong, "\n".join(f"{one.kind} {one.page}: {one.text}" for one in wrong)


def test_enough_is_claimed_to_be_worth_reading() -> None:
    kinds = Counter(claim.kind for claim in claims())
    assert sum(kinds.values()) >= 500, kinds
    assert len(kinds) >= 35, kinds


_FIGURE = re.compile(AMOUNT)
_ALTERED = ("total", "exact", "three-public", "procurement", "half", "swing", "chart: projects", "chart: basic")  # fmt: skip
"""The kinds of claims of an overview that name amounts of its own year."""


def _of_overviews() -> list[Claim]:
    return [one for one in claims() if one.kind in _ALTERED and _FIGURE.search(one.text)]


@pytest.mark.parametrize("claim", share(_of_overviews(), 12, "claims"), ids=lambda one: one.kind)
def test_a_claim_whose_figure_is_altered_changes_or_disappears(
    claim: Claim, tmp_path: Path
) -> None:
    copy = tmp_path / claim.page
    shutil.copytree(PACKAGES / claim.page, copy)
    held = Held(PACKAGES / claim.page)
    changed = 0
    for table, rows in held.tables.items():
        other = [lists.altered(row, list(_told_by(claim, held, table, row))) for row in rows]
        changed += other != rows
        if other != rows:
            path = copy / "data" / f"{table}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(other)
    assert changed, claim
    altered = package.read(copy)
    years = [BudgetYear(altered, tables.overview(altered), (), ())]
    (year,) = build.beside(years)
    page = plain(str(overview.page(year, replace(site(), years=(year,))).body))
    assert claim.text not in page


def _told_by(claim: Claim, held: Held, table: str, row: Row) -> Iterator[str]:
    """The cells of a row that a claim may tell of: those of an amount that it names."""
    for column in row:
        value = held.yuan(table, row, column)
        for number, unit in _FIGURE.findall(claim.text):
            if value and column not in NO_FIGURES and is_shown(number, unit, abs(value)):
                yield column
