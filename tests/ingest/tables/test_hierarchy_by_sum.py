"""Which rows are the parts of which, told by their amounts alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scripts.ingest.tables.hierarchy_by_sum import Steps, branch


def _nested(
    amounts: Sequence[int | None], total: int, steps: Steps | None = None
) -> list[int | None] | None:
    found = branch([[amount] for amount in amounts], [total], steps or Steps())
    return None if found is None else [found.get(index) for index in range(len(amounts))]


def _levels(classes: int) -> list[int]:
    """Classes of two groups of two items each, no two amounts alike: 7 rows a class."""
    rows: list[int] = []
    for number in range(classes):
        items = [10_007 * (7 * number + at) + 1_301 * at * at + 97 for at in range(1, 5)]
        groups = (sum(items[:2]), sum(items[2:]))
        rows += [sum(groups), groups[0], *items[:2], groups[1], *items[2:]]
    return rows


WHOLE = _levels(11)
TREE = [
    at + up if up is not None else None for at in range(0, 77, 7) for up in (None, 0, 1, 1, 0, 4, 4)
]


def test_a_row_is_the_heading_of_the_rows_after_it_that_make_it_up() -> None:
    assert _nested([10, 4, 6, 5], 15) == [None, 0, 0, None]


def test_equal_rows_side_by_side_are_not_torn_apart() -> None:
    assert _nested([59, 59, 8, 8, 12, 6, 25, 20, 20], 79) == [None, 0, 1, 1, 1, 1, 1, None, 7]


def test_rows_that_make_up_another_by_chance_may_end_elsewhere() -> None:
    # 40 is no sum of 20 and 20, though it could be: 90 is 50 and 40.
    assert _nested([90, 50, 40, 20, 20, 30, 30], 140) == [None, 0, 0, None, 3, None, 5]


def test_nothing_fits_where_the_rows_do_not_make_the_total() -> None:
    assert _nested([10, 4, 5], 12) is None


def test_a_list_that_adds_up_as_it_stands_has_no_headings() -> None:
    assert _nested([3, None, 3], 6) is None


def test_a_cent_off_is_rounding_of_large_amounts_and_none_of_small_ones() -> None:
    assert _nested([100_000, 60_000, 40_001, 50_000], 150_000) == [None, 0, 0, None]
    assert _nested([10, 4, 5, 3], 13) is None


def test_a_blank_row_is_a_row_of_nothing() -> None:
    assert _nested([10, 4, None, 6, None], 10) == [None, 0, 0, 0, None]


@pytest.mark.parametrize(("row", "off"), [(0, -5_060), (7, 900), (1, 700), (3, 45), (76, -1_000)])
def test_one_wrong_amount_does_not_cost_the_tree(row: int, off: int) -> None:
    amounts = list(WHOLE)
    amounts[row] += off
    assert _nested(amounts, sum(WHOLE[::7])) == TREE


def test_a_wrong_total_does_not_cost_the_tree() -> None:
    assert _nested(WHOLE, sum(WHOLE[::7]) + 1_000) == TREE


def test_a_flat_list_with_a_wrong_amount_stays_flat() -> None:
    # 20 beside 20, 30 beside 10 and 20: any list of round amounts has such rows.
    amounts = [2000, 2000, 3500, 3000, 1000, 2000, 5000, 7000, 4000, 2500]
    for off in (0, -1_100, 350, -2_000, 3_600, -9_999):
        assert _nested(amounts, sum(amounts) + off) is None


def test_the_search_ends_with_its_budget() -> None:
    steps = Steps(500)
    _nested(WHOLE, sum(WHOLE[::7]) + 1_000, steps)
    assert steps.ran_out and steps.left < 0
    spent = Steps(0)
    assert _nested(WHOLE, 1, spent) is None and spent.ran_out


def test_one_column_of_several_may_be_wrong() -> None:
    rows = [[100, 60, 40], [30, 20, 11], [70, 40, 30], [50, 25, 25]]
    assert branch(rows, [150, 85, 65], Steps()) == {1: 0, 2: 0}


@st.composite
def _trees(draw: st.DrawFn, depth: int = 3) -> list[int]:
    """Rows of a heading and its parts, parts of parts below them."""
    if depth == 0 or draw(st.booleans()):
        return [draw(st.integers(min_value=1, max_value=99_999))]
    parts = draw(st.lists(_trees(depth - 1), min_size=1, max_size=3))
    return [sum(part[0] for part in parts), *(amount for part in parts for amount in part)]


@example([[9, 3, 3, 1, 1, 1, 3, 3, 1, 1, 1, 3, 3, 1, 1, 1]])
@given(st.lists(_trees(), min_size=1, max_size=4))
def test_whatever_was_nested_adds_up_again(trees: list[list[int]]) -> None:
    amounts = [amount for tree in trees for amount in tree]
    total = sum(tree[0] for tree in trees)
    found = _nested(amounts, total)
    if found is None:
        assert sum(amounts) < 2 * total
        return
    for head, amount in [(None, total), *enumerate(amounts)]:
        parts = [amounts[place] for place, up in enumerate(found) if up == head]
        assert not parts or abs(sum(parts) - amount) <= 2
