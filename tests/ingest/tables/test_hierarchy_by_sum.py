"""Which rows are the parts of which, told by their amounts alone."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scripts.ingest.tables.hierarchy_by_sum import by_arithmetic


def _nested(amounts: list[int], total: int) -> list[int | None] | None:
    return by_arithmetic([Decimal(amount) for amount in amounts], Decimal(total))


def test_a_row_is_the_heading_of_the_rows_after_it_that_make_it_up() -> None:
    assert _nested([10, 4, 6, 5], 15) == [None, 0, 0, None]


def test_equal_rows_side_by_side_are_not_torn_apart() -> None:
    assert _nested([59, 59, 8, 8, 12, 6, 25, 20, 20], 79) == [None, 0, 1, 1, 1, 1, 1, None, 7]


def test_nothing_fits_where_the_rows_do_not_make_the_total() -> None:
    assert _nested([10, 4, 5], 12) is None


def test_a_blank_row_is_a_row_of_nothing() -> None:
    assert by_arithmetic([Decimal(3), None, Decimal(3)], Decimal(6)) == [None, None, None]


@st.composite
def _trees(draw: st.DrawFn, depth: int = 3) -> list[int]:
    """Rows of a heading and its parts, parts of parts below them."""
    if depth == 0 or draw(st.booleans()):
        return [draw(st.integers(min_value=1, max_value=9))]
    parts = draw(st.lists(_trees(depth - 1), min_size=1, max_size=3))
    return [sum(part[0] for part in parts), *(amount for part in parts for amount in part)]


@given(st.lists(_trees(), min_size=1, max_size=4))
def test_whatever_was_nested_adds_up_again(trees: list[list[int]]) -> None:
    amounts = [amount for tree in trees for amount in tree]
    total = sum(tree[0] for tree in trees)
    found = _nested(amounts, total)
    assert found is not None
    for head, amount in [(None, total), *enumerate(amounts)]:
        parts = [amounts[place] for place, up in enumerate(found) if up == head]
        assert not parts or sum(parts) == amount
