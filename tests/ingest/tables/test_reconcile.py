"""Digits that are no figure are read as the sums have it, in one way only; a figure is never moved."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.tables.alternatives import rearrangements
from scripts.ingest.tables.recognise import GridContext, RecognisedTable, recognise
from scripts.ingest.tables.reconcile import resolved
from scripts.ingest.vocabulary.column_words import Period

HEAD = "科目编码|科目名称|合计|基本支出|项目支出"
TABLE = """\
201|一般公共服务支出|1334.50|1000.50|334.00
20105|统计信息事务|1334.50|1000.50|334.00
2010501|行政运行|1000.50|1000.50|
2010508|统计抽样调查|234.00||234.00
2010599|其他统计信息事务支出|100.00||100.00
|合计|1334.50|1000.50|334.00"""


def _grid(text: str) -> Grid:
    lines = text.split("\n")
    return Grid(
        tuple(
            GridRow(tuple(line.split("|")), Place(line=at))
            for at, line in enumerate(lines, start=1)
        )
    )


def _read(text: str) -> RecognisedTable:
    around = GridContext(["支出预算总表", "单位：万元"], [], frozenset(), Period(2025, "budget"))
    found = resolved(_grid(f"{HEAD}\n{text}"), lambda grid: recognise(grid, around))
    assert found is not None
    return found


def _figures(read: RecognisedTable) -> list[dict[str, object]]:
    return [dict(row.figures) for row in read.table.rows]


WHOLE = _figures(_read(TABLE))


@pytest.mark.parametrize(
    ("printed", "instead", "said"),
    [
        ("1000.50|1000.50|\n2010508", "10 00.50|1000.50|\n2010508", "“10 00.50”读作“1000.50”"),
        (
            "1000.50|334.00\n20105|",
            "1000.50 334.00|\n20105|",
            "“1000.50 334.00”分作“1000.50”“334.00”",
        ),
        (
            "1000.50|334.00\n20105|",
            "|1000.50334.00\n20105|",
            "“1000.50334.00”分作“1000.50”“334.00”",
        ),
    ],
)
def test_a_row_that_stands_wrongly_is_read_as_its_sums_have_it(
    printed: str, instead: str, said: str
) -> None:
    read = _read(TABLE.replace(printed, instead, 1))
    assert _figures(read) == WHOLE
    assert len(read.resolved) == 1 and said in read.resolved[0] and "只有这样读" in read.resolved[0]


def test_several_rows_may_be_put_right() -> None:
    spoilt = TABLE.replace("合计|1334.50|1000.50|", "合计|1334.50|1000.50334.00|")
    spoilt = spoilt.replace("234.00||234.00", "2 34.00||234.00").replace(
        "50334.00|334.00", "50334.00|"
    )
    read = _read(spoilt)
    assert _figures(read) == WHOLE and len(read.resolved) == 2


REPEATED = """\
|合计|1600.00|1100.00|500.00
219|援助其他地区支出|500.00||500.00
21999|其他支出|500.00||500.00
21999|其他支出|500.00||500.00
221|住房保障支出|1100.00|1100.00|"""


@pytest.mark.parametrize(
    ("table", "printed", "instead"),
    [
        (TABLE, "234.00||234.00", "234.00|234.00|"),
        (TABLE, "234.00||234.00", "|234.00|234.00"),
        (TABLE, "100.00||100.00", "100.00|1|0.00"),
        (TABLE, "1000.50|1000.50|\n2010508", "1000.50||1000.50\n2010508"),
        # A code printed twice, its sum once: only in another column would it all add up.
        (REPEATED, "", ""),
    ],
)
def test_a_figure_stays_in_its_cell_whatever_the_sums_say(
    table: str, printed: str, instead: str
) -> None:
    text = table.replace(printed, instead, 1)
    read = _read(text)
    assert not read.resolved
    for row, line in zip(read.table.rows, text.split("\n"), strict=True):
        assert [str(figure) for figure in row.figures.values()] == line.split("|")[2:]


def test_a_table_that_adds_up_is_left_as_it_stands() -> None:
    assert not _read(TABLE).resolved


def test_where_the_document_itself_is_wrong_its_figure_stays() -> None:
    read = _read(TABLE.replace("|234.00||234.00", "|235.00||234.00"))
    assert not read.resolved
    assert str(read.table.rows[3].figure("amount")) == "235.00"


def test_where_two_readings_fit_none_is_taken() -> None:
    alone = _read("2010501|行政运行|100.00 100.00||")
    assert not alone.resolved and [cell.text for cell in alone.unplaced] == ["100.00 100.00"]


def test_figures_beside_their_head_are_not_read_under_it() -> None:
    rows = [line.split("|") for line in TABLE.split("\n")]
    read = _read("\n".join("|".join([*row[:4], "", row[4]]) for row in rows))
    assert not read.resolved
    # Five rows print an amount of projects, now right of the column that its head stands over.
    assert [cell.text for cell in read.unplaced] == [row[4] for row in rows if row[4]]


def test_of_several_numbers_in_a_cell_one_is_its_own() -> None:
    cells = ["项目", "", "", "1.00 2.00", "", "5.00"]
    assert [other[1:5] for other, _ in rearrangements(cells, [range(1, 6)])] == [
        ("1.00", "", "2.00", ""),
        ("", "1.00", "2.00", ""),
        ("", "", "1.00", "2.00"),
    ]


_SPOILS = ("blank", "moved", "together", "apart")


@settings(max_examples=25, deadline=None)
@given(
    row=st.integers(0, 5),
    column=st.integers(2, 4),
    how=st.sampled_from(_SPOILS),
    cut=st.integers(1, 6),
)
def test_whatever_is_read_otherwise_is_what_was_meant(
    row: int, column: int, how: str, cut: int
) -> None:
    rows = [line.split("|") for line in TABLE.split("\n")]
    cells, text = rows[row], rows[row][column]
    if how == "blank" and text:
        cells[column] = f"{text[:cut]} {text[cut:]}".strip()
    elif how == "moved" and column < 4 and not cells[column + 1]:
        cells[column : column + 2] = ["", text]
    elif how == "together" and column < 4:
        cells[column : column + 2] = [text + cells[column + 1], ""]
    elif how == "apart" and column < 4 and not cells[column + 1]:
        cells[column : column + 2] = [text[:cut], text[cut:]]
    read = _read("\n".join("|".join(one) for one in rows))
    assert not read.resolved or (_figures(read) == WHOLE and how in ("blank", "together"))


@given(
    st.lists(st.sampled_from(["", "1", "12.00", "1 200.50", "3.004.00"]), min_size=5, max_size=5)
)
def test_no_other_reading_of_a_row_adds_or_drops_a_digit(cells: list[str]) -> None:
    digits = sorted(re.findall(r"[\d.]", "".join(cells)))
    for other, _ in rearrangements(cells, [range(2), range(2, 5)]):
        assert sorted(re.findall(r"[\d.]", "".join(other))) == digits
        assert len(other) == len(cells)
