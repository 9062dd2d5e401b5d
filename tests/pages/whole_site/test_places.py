"""Places say of a year that was held back that it was, and of a year that is not here that it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from scripts import settings, tables
from scripts.corpus import BudgetYear, LeftOutYear, Site
from scripts.glossary import Glossary
from scripts.package import Package
from scripts.pages import place_addresses
from scripts.pages.whole_site import places
from tests.conftest import ROOT


def _site(package: Package, held: Sequence[int], left_out: Sequence[LeftOutYear] = ()) -> Site:
    years = []
    for year in held:
        disclosure = replace(package.disclosure, year=year, phase="budget", region="350503")
        one = replace(package, disclosure=disclosure)
        years.append(BudgetYear(one, tables.overview(one), (), ()))
    return Site(settings.settings(ROOT / "mkdocs.yml"), Glossary(()), years, left_out=left_out)


def _text(html: str) -> str:
    return re.sub("<[^>]+>", "", html)


def test_a_year_between_two_that_is_not_here_is_told_as_such(package: Package) -> None:
    said = _text(places.page(_site(package, (2021, 2023))).body)
    assert "2022 预算 没有收录" in said
    assert "中间的 2022 预算 没有收录；不知道是没有公布，还是没有收进来。" in said


@pytest.mark.parametrize("many", [False, True])
def test_a_year_that_did_not_pass_is_told_as_held_back_and_why(
    package: Package, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = LeftOutYear(f"departments/{package.slug}/2022-budget", "第 3 行的数不是数")
    site = _site(package, (2021, 2023), [left])
    if many:
        monkeypatch.setattr(place_addresses, "_MOST_ON_ONE_PAGE", 0)
        (page,) = places.pages(site)
    else:
        page = places.page(site)
    said = _text(page.body)
    assert "2022 预算 没有更新" in said
    assert f"{left.path}：没有更新，因为第 3 行的数不是数" in said
    # We do know why it is not here.
    assert "2022 预算 没有收录" not in said
    assert "不知道是没有公布" not in said


def test_a_year_of_another_body_that_did_not_pass_is_not_told_on_a_province_page(
    package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = LeftOutYear("departments/another-body/2022-budget", "第 3 行的数不是数")
    monkeypatch.setattr(place_addresses, "_MOST_ON_ONE_PAGE", 0)
    site = _site(package, (2021, 2023), [left])
    (page,) = places.pages(site)
    assert "没有更新" not in page.body
    assert left.path in places.page(site).body
