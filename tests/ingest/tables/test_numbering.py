"""Tables that number their rows: a row that is not there is told."""

from __future__ import annotations

import pytest

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.tables.numbering import missing_rows


def _grid(numbers: list[str], head: str = "行次") -> Grid:
    rows = [("项目", head, "金额"), *(("一、项目", number, "1.00") for number in numbers)]
    return Grid(tuple(GridRow(row, Place(page=3)) for row in rows))


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        (["1", "2", "3", "4"], 0),
        (["1", "2", "3", "5"], 1),
        (["1", "2", "3", "7", "8", "9", "11"], 2),
        (["31", "32", "33"], 0),  # the list on the right goes on with the numbers of the left
        (["1", "2", "3", "1", "2", "3"], 0),  # each part by itself
        (["1", "", "2", "3"], 0),  # a cell over two rows
        (["1", "2", "合计", "3"], 0),
        (["10", "20", "30", "40"], 0),  # counted in tens
        (["1", "9"], 0),
        (["101", "102", "205"], 1),
    ],
)
def test_a_table_of_fewer_rows_than_its_numbers_say_is_told(numbers: list[str], count: int) -> None:
    told = list(missing_rows(_grid(numbers)))
    assert len(told) == count
    assert all(remark.startswith("第 3 页：行的编号从 ") for remark in told)


def test_other_columns_of_numbers_say_nothing() -> None:
    assert not list(missing_rows(_grid(["1", "2", "3", "9"], "科目编码")))
