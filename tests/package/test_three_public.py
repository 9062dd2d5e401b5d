"""Which cell says what is spent on a purpose of 三公经费: figures worked out by hand, one layout per test."""

from __future__ import annotations

from scripts.package.three_public import purpose_cell
from tests.support import tiny

COLUMNS = """
three-public 万元 purpose=three_public | unit_name | amount | travel_abroad | vehicle_running | previous_budget
= 合计 | 7.50 | 0.00 | 2.50 | 9.00
甲单位 | 7.50 | 0.00 | 2.50 | 9.00
"""
ROWS = """
three-public 万元 purpose=three_public | item | amount
= 合计 | 7.50
一、因公出国（境）费 | 0.00
二、公务用车购置及运行费 | 2.50
  （二）公务用车运行维护费 | 2.50
三、公务接待费 | 5.00
"""
FUNDS = """
three-public 万元 purpose=three_public | vintage | general_public_hospitality | government_fund_hospitality
previous_budget | 6.00 | 1.00
budget | 5.00 | 0.50
"""


def _figures(text: str, purpose: str, vintage: str = "", **how: str | bool) -> list[str] | None:
    """The figures of the cell of a purpose, as published; None where there is no such cell."""
    (table,) = tiny.package(text).tables.values()
    cell = purpose_cell(table, purpose, vintage, **how)  # type: ignore[arg-type]
    return cell and [f"{cell.row.number(name)}" for name in cell.columns]


def test_columns_have_their_figures_in_the_total_row() -> None:
    assert _figures(COLUMNS, "three_public") == ["7.50"]
    assert _figures(COLUMNS, "vehicle_running") == ["2.50"]
    assert _figures(COLUMNS, "three_public", "previous_budget") == ["9.00"]


def test_a_purpose_or_a_vintage_without_a_column_has_no_cell() -> None:
    assert _figures(COLUMNS, "hospitality") is None
    assert _figures(COLUMNS, "travel_abroad", "previous_budget") is None
    assert _figures(ROWS, "vehicles", "previous_budget") is None


def test_rows_are_known_by_their_names_whatever_their_numbering() -> None:
    assert _figures(ROWS, "three_public") == ["7.50"]
    assert _figures(ROWS, "vehicles") == ["2.50"]
    assert _figures(ROWS, "vehicle_running") == ["2.50"]
    assert _figures(ROWS, "vehicle_purchase") is None
    assert _figures(ROWS, "hospitality") == ["5.00"]


def test_columns_of_several_funds_are_the_figure_together_or_the_one_that_is_asked_for() -> None:
    assert _figures(FUNDS, "hospitality") == ["5.00", "0.50"]
    assert _figures(FUNDS, "hospitality", fund="general_public") == ["5.00"]


def test_by_name_only_a_column_named_for_the_purpose_counts_and_the_row_of_the_year_speaks() -> (
    None
):
    assert _figures(COLUMNS, "three_public", by_name=True) == ["7.50"]
    assert _figures(FUNDS, "hospitality", fund="general_public", by_name=True) == ["5.00"]
    assert _figures(FUNDS, "three_public", by_name=True) is None
