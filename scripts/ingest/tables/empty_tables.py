"""Why a table is empty, where the document says so in its prose or in its list of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.ingest.document import PHRASE, Block, Grid, Paragraph
from scripts.ingest.vocabulary import table_titles
from scripts.package import Table

_SENTENCE = re.compile(r"[^。；;]+")
_REASON = re.compile(r"不涉及|没有|无|未")


def explained(table: Table, blocks: Sequence[Block]) -> Table:
    """An empty table with the reason that the document gives elsewhere; any other table as it is.

    The list of tables comes first (`表11 政府性基金预算支出表 是 不涉及`), then the prose
    (`本单位没有使用政府性基金安排的支出。`). Of either, the beginning is kept as the statement.
    """
    if table.status != "empty":
        return table
    reasons = [*_listed(table, blocks), *_spoken(table, blocks)]
    if not reasons:
        return table
    return replace(table, statement=reasons[0][:PHRASE], status="empty-stated")


def _listed(table: Table, blocks: Sequence[Block]) -> Iterator[str]:
    """The reason in a list of the tables that says which are empty: `表11 … 是 不涉及`."""
    for grid in blocks:
        if not isinstance(grid, Grid):
            continue
        # Such a list has a column 是否空表 in its head, which is one row or two.
        if not any("空表" in cell for row in grid.rows[:2] for cell in row.cells):
            continue
        for row in grid.rows:
            # 是 in the column 是否空表, and after it the reason.
            names_table = any(table_titles.kind_by_title(cell) == table.kind for cell in row.filled)
            if names_table and "是" in row.filled:
                answer = row.filled.index("是")
                yield from filter(_REASON.search, row.filled[answer + 1 :])


def _spoken(table: Table, blocks: Sequence[Block]) -> Iterator[str]:
    """The sentences that say there is none of the table's money."""
    money = table.kind.money
    if not money:
        return
    for paragraph in blocks:
        if not isinstance(paragraph, Paragraph):
            continue
        for sentence in _SENTENCE.findall(paragraph.text):
            if money in sentence and table_titles.says_no_data(sentence):
                yield sentence.strip()
