"""A row cut by a page's end is one row where its figures prove it, and two where they may be two."""

from __future__ import annotations

import pytest

from scripts.ingest.document import GridRow, Place
from scripts.ingest.tables.cut_rows import is_cut

ABOVE = (
    "合计|4,415.23|1,853.88",
    "白鹭市林业局|3,152.93|520.52",
    "**|1|2",
)
BELOW = ("白鹭市林场|120.50|70.00", "白鹭市苗圃|200.00|90.10")


def _rows(*lines: str) -> list[GridRow]:
    return [GridRow(tuple(line.split("|")), Place(page=1)) for line in lines]


def _is_cut(last: str, first: str, *, more: tuple[str, ...] = ()) -> bool:
    return is_cut(_rows(*ABOVE, *more, last), _rows(first, *BELOW))


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("白鹭市古树|1,262.30|1,243.3", "名木保护中心||6"),
        ("白鹭市古树|1,262.|1,243.3", "名木保护中心|30|6"),
        ("白鹭市古树名木保护中心|1,262|1,243.30", "|.30|"),
        ("白鹭市古树|1,26|1,243.30", "名木保护中心|2.30|"),
    ],
)
def test_a_figure_in_two_halves_proves_a_row_in_two_halves(last: str, first: str) -> None:
    # 1,262 alone may be a figure, so nothing tells there.
    assert _is_cut(last, first) is ("1,262|" not in last)


@pytest.mark.parametrize(
    ("last", "first"),
    [
        # Nothing but a name goes on: the row below may as well head others.
        ("白鹭市古树|1,262.30|1,243.36", "名木保护中心||"),
        # A whole figure below is of a row of its own.
        ("白鹭市古树|1,262.30|1,243.3", "名木保护中心|5.00|6"),
        ("白鹭市古树|1,262.30|", "名木保护中心||6"),
        # The figure above is whole, or both together are none as the table prints them.
        ("白鹭市古树|1,262.30|1,243.36", "名木保护中心||6"),
        ("白鹭市古树|1,262.30|1,243.3", "名木保护中心||66"),
        ("白鹭市古树|1,262.30|1,243.3", "名木保护中心||第6号"),
    ],
)
def test_what_may_be_two_rows_stays_two(last: str, first: str) -> None:
    assert not _is_cut(last, first)


def test_a_table_of_mixed_decimals_proves_nothing() -> None:
    last, first = "白鹭市古树|1,262.30|1,243.3", "名木保护中心||6"
    assert not _is_cut(last, first, more=("白鹭市花圃|19.4|7.00",))
    # Nor does a column that prints whole numbers, of which 6 may be one.
    assert not _is_cut(last, first, more=("白鹭市花圃|19.40|7",))
