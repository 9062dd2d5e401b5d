"""The facts table and what the overview says, against the package they are made from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scripts import tables
from scripts.package import Package, Row
from scripts.schema import BLANK


def test_every_amount_of_the_tables_is_one_fact(package: Package) -> None:
    facts = tables.facts([package])
    amounts = [
        value
        for table in package.tables.values()
        if table.kind.statutory
        for row in table.rows
        for value in row.figures.values()
        if isinstance(value, Decimal)
    ]
    assert len(facts) == len(amounts)
    assert sorted(facts["amount_yuan"]) == sorted(value * 10_000 for value in amounts)


def test_amounts_are_exact_decimals_in_yuan(package: Package) -> None:
    facts = tables.facts([package])
    assert all(isinstance(value, Decimal) for value in facts["amount_yuan"])
    assert Decimal("2000") in set(facts["amount_yuan"])


def test_primary_amounts_add_up_to_the_total_of_each_direction(package: Package) -> None:
    facts = tables.facts([package])
    for direction in ("income", "expenditure"):
        primary = facts[facts["primary"] & (facts["direction"] == direction)]
        assert (
            primary["amount_yuan"].sum()
            == tables.total_yuan(package, direction)
            == Decimal("55828700")
        )
        assert primary["table"].nunique() == 1


def test_no_leaf_has_anything_below_it(package: Package) -> None:
    facts = tables.facts([package])
    leaves = facts[facts["is_leaf"]]
    assert not set(leaves["line"]) & set(facts["parent"])
    assert set(leaves["role"]) == {"line"}


def test_the_overview_names_total_source_purposes_and_change(package: Package) -> None:
    overview = tables.overview(package)
    assert overview.total is not None
    assert overview.total.number == Decimal("5582.87")
    assert [source.name for source in overview.sources] == ["一般公共预算"]
    assert overview.purposes[0].name == "企业扶持资金"
    assert tables.total(part.money for part in overview.purposes) == overview.total.yuan
    assert overview.change is not None
    assert (overview.change.by.number, overview.change.before.number) == (
        Decimal("5471.80"),
        Decimal("111.07"),
    )
    assert overview.change.percent == Decimal("4926.44")


def test_blank_figures_of_the_three_public_table_stay_blank(package: Package) -> None:
    stated = {one.name: one.figure for one in tables.overview(package).three_public}
    assert stated["因公出国（境）费"] == BLANK
    assert stated["公务接待费"] == Decimal("0.36")


def test_an_overview_without_tables_states_nothing(package: Package) -> None:
    empty = tables.overview(replace(package, tables={}))
    assert (empty.total, empty.change, empty.sources, empty.purposes) == (None, None, (), ())


def test_a_share_is_rounded_half_up_and_of_nothing_there_is_none() -> None:
    assert tables.share(Decimal("0.125"), Decimal(100)) == Decimal("0.13")
    assert tables.share(Decimal(1), Decimal(0)) is None


def test_a_row_that_says_its_own_vintage_is_of_that_vintage(package: Package) -> None:
    table = package.tables["three-public"]
    rows = tuple(Row({**row.keys, "vintage": "previous_budget"}, row.figures) for row in table.rows)
    of_last_year = replace(package, tables={table.name: replace(table, rows=rows)})
    assert set(tables.facts([of_last_year])["vintage"]) == {"previous_budget"}
