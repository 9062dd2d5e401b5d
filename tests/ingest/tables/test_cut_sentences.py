"""A sentence cut by a page's end is one cell where nothing stands beside its rest, else two rows."""

from __future__ import annotations

import pytest

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.tables.page_breaks import joined

HEAD = "单位名称|项目名称|预算数|绩效目标"
FIRST = "白鹭市林业局|护林|9.00|按时巡山，不出火情。"
CUT = "白鹭市林业局|苗圃|40.00|育苗十万株，成活率达到"
NEXT = "白鹭市林业局|印刷|7.00|按时印完。"


def _grid(page: int, *lines: str) -> Grid:
    return Grid(tuple(GridRow(tuple(line.split("|")), Place(page=page)) for line in lines))


def _rows(*pages: tuple[str, ...]) -> list[str]:
    blocks = joined([_grid(at, *lines) for at, lines in enumerate(pages, start=1)])
    return [
        "|".join(row.cells) for block in blocks if isinstance(block, Grid) for row in block.rows
    ]


def test_a_sentence_goes_on_where_its_row_begins() -> None:
    whole = [HEAD, FIRST, f"{CUT}九成，长势良好。", NEXT]
    assert _rows((HEAD, FIRST, CUT), ("|||九成，长势良好。", NEXT)) == whole
    # So it does under a head that the page repeats, over two pages, and at the table's end.
    assert _rows((HEAD, FIRST, CUT), (HEAD, "|||九成，长势良好。", NEXT)) == whole
    assert _rows((HEAD, FIRST, CUT), ("|||九成，",), ("|||长势良好。", NEXT)) == whole
    assert _rows((HEAD, FIRST, CUT), ("|||九成，长势良好。",)) == whole[:-1]


def test_a_figure_in_a_sentence_may_be_cut_too() -> None:
    last = "白鹭市林业局|苗圃|40.00|育苗十万株，成活率达到9"
    assert _rows((HEAD, FIRST, last), ("|||0%以上。", NEXT))[2] == f"{last}0%以上。"


@pytest.mark.parametrize(
    ("last", "rest"),
    [
        # The sentence above is whole, or there is none.
        (f"{CUT}九成。", "|||长势良好。"),
        ("白鹭市林业局|苗圃|40.00|", "|||九成，长势良好。"),
        # A name or a figure beside it is of a row of its own.
        (CUT, "|苗木|||九成，长势良好。"),
        (CUT, "||3.00|九成，长势良好。"),
        # A figure goes on with no sentence, and a name alone may head the rows below.
        ("白鹭市林业局|苗圃||40.00", "|||12.00"),
        ("白鹭市林业局|苗圃|40.00|保障", "|||服务"),
        ("白鹭市林业局，苗圃|苗圃|40.00|", "白鹭市林场，护林点|||"),
    ],
)
def test_what_may_be_a_row_of_its_own_stays_one(last: str, rest: str) -> None:
    assert _rows((HEAD, FIRST, last), (rest, NEXT))[2:] == [last, rest, NEXT]


def test_a_name_over_several_rows_hides_no_sentence() -> None:
    last = "|苗圃|40.00|育苗十万株，成活率达到"
    assert _rows((HEAD, FIRST, last), ("|||九成。", NEXT))[2:] == [f"{last}九成。", NEXT]


def test_where_cells_are_merged_a_sentence_alone_is_a_row() -> None:
    merged = "|||另育花苗，按季更换"
    rows = ("|||九成，长势良好。", NEXT)
    assert _rows((HEAD, FIRST, merged, CUT), rows)[2:] == [merged, CUT, *rows]
    # It may come only on the next page.
    assert _rows((HEAD, FIRST, CUT), (*rows, merged))[2:] == [CUT, *rows, merged]
