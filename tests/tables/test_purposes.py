"""Spending by purpose and the way of the money: sums that hold exactly, and nothing told that the documents do not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from scripts import tables
from scripts.package import Package
from scripts.tables import Money, MoneyFlow, Named, Purpose


def leaves(purpose: Purpose) -> Iterator[Purpose]:
    if not purpose.parts:
        yield purpose
    for part in purpose.parts:
        yield from leaves(part)


def without(package: Package, name: str) -> Package:
    return replace(
        package, tables={other: table for other, table in package.tables.items() if other != name}
    )


def through(
    stages: tuple[tuple[MoneyFlow, ...], ...], column: int
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """What arrives at each name of a column, and what leaves it."""
    arriving: dict[str, Decimal] = {}
    leaving: dict[str, Decimal] = {}
    for one in stages[column - 1]:
        arriving[one.target] = arriving.get(one.target, Decimal(0)) + one.yuan
    for one in stages[column]:
        leaving[one.source] = leaving.get(one.source, Decimal(0)) + one.yuan
    return arriving, leaving


def test_a_purpose_is_the_sum_of_its_parts_and_all_are_the_total(package: Package) -> None:
    found = tables.purposes([package], {"215": "资源勘探工业信息等支出"})
    assert sum((one.yuan for one in found), Decimal(0)) == Decimal("55828700.00")
    assert found[0].code == "215" and found[0].name == "资源勘探工业信息等支出"
    for one in found:
        assert sum((leaf.yuan for leaf in leaves(one)), Decimal(0)) == one.yuan
    assert {leaf.code for one in found for leaf in leaves(one)} >= {"2150805"}


def test_what_arrives_at_a_purpose_leaves_it(package: Package) -> None:
    stages = tables.passages(package, tables.overview(package).sources)
    assert len(stages) == 2
    arriving, leaving = through(stages, 1)
    assert arriving == leaving and sum(arriving.values()) == Decimal("55828700.00")
    assert {one.target for one in stages[1]} == {"基本支出", "项目支出"}


def test_several_sources_without_a_table_that_divides_them_run_through_all_money(
    package: Package,
) -> None:
    sources = [
        Named("一般公共预算", Money(Decimal("5582.00"), "万元")),
        Named("其他收入", Money(Decimal("0.87"), "万元")),
    ]
    stages = tables.passages(without(package, "income"), sources)
    assert {one.target for one in stages[0]} == {tables.ALL} == {one.source for one in stages[1]}
    arriving, leaving = through(stages, 1)
    assert arriving == leaving


def test_sources_that_do_not_add_up_make_no_way(package: Package) -> None:
    assert (
        tables.passages(package, [Named("一般公共预算", Money(Decimal("9999.00"), "万元"))]) == ()
    )


def test_a_difference_by_rounding_is_told(package: Package) -> None:
    stages = tables.passages(
        without(package, "income"), [Named("一般公共预算", Money(Decimal("5582.88"), "万元"))]
    )
    assert MoneyFlow("一般公共预算", tables.ROUNDED, Decimal("100.00")) in stages[0]
