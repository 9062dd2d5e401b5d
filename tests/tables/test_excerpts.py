"""The rows of published tables that show a term: real ones, few, the one that is meant among them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts import glossary
from scripts.package import Package
from scripts.tables import Excerpt, excerpts
from tests.conftest import ROOT

NAMES = {
    "three-public": ("“三公”经费", "三公经费"),
    "hospitality": ("公务接待费",),
    "project": ("项目支出",),
    "summary": ("收支总表", "预算收支总表"),
    "quantity": ("数量指标",),
    "nothing": ("飞碟",),
}


@pytest.fixture(scope="module")
def found(package: Package) -> dict[str, Excerpt]:
    return excerpts(NAMES, [package])


def test_a_row_that_bears_the_name_is_shown_with_those_around_it(
    package: Package, found: dict[str, Excerpt]
) -> None:
    one = found["hospitality"]
    rows = {row["line"]: row for row in one.table.rows}
    assert 1 < len(rows) <= 5
    assert "公务接待费" in rows[one.line].label
    whole = package.tables[one.table.name]
    published = {row["line"]: row for row in whole.rows}
    assert all(row.figures == published[line].figures for line, row in rows.items())


def test_a_name_at_the_head_of_a_column_shows_that_column_and_the_first(
    found: dict[str, Excerpt],
) -> None:
    head = found["project"]
    assert head.column
    assert head.column in {column.name for column in head.table.values}
    assert len(head.table.values) <= 2


def test_a_name_of_a_table_shows_its_first_rows(found: dict[str, Excerpt]) -> None:
    one = found["summary"]
    assert (one.line, one.column) == ("", "")
    assert {int(row["position"]) for row in one.table.rows} == set(range(1, 7))


def test_an_indicator_is_shown_as_it_is_printed(found: dict[str, Excerpt]) -> None:
    names = {column.name for column in found["quantity"].table.columns}
    assert {"level_2", "target"} <= names
    assert not {"horizon", "relation", "value"} & names


def test_what_stands_in_no_table_has_no_excerpt(found: dict[str, Excerpt]) -> None:
    assert "nothing" not in found


def test_the_newest_document_is_taken_and_the_order_of_packages_does_not_matter(
    package: Package,
) -> None:
    newer = replace(package, slug="newer", disclosure=replace(package.disclosure, year=2031))
    for packages in ([package, newer], [newer, package]):
        assert excerpts(NAMES, packages)["hospitality"].package is newer


def test_most_terms_of_money_are_shown_in_a_real_table(package: Package) -> None:
    terms = glossary.read(ROOT / "datapackages/reference/glossary/data/terms.csv").terms
    money = {
        term.id: (term.name, *term.aliases)
        for term in terms
        if term.group in ("money-in", "money-out")
    }
    assert len(excerpts(money, [package])) > len(money) / 4
