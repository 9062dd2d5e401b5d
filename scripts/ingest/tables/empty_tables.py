"""Why a table is empty, where the document says so somewhere else: in its prose, or in its list of tables."""

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
    """An empty table with the reason that the document gives elsewhere; any other table as it is."""
    if table.status != "empty":
        return table
    said = next(iter([*_listed(table, blocks), *_spoken(table, blocks)]), "")
    return replace(table, statement=said[:PHRASE], status="empty-stated") if said else table


def _listed(table: Table, blocks: Sequence[Block]) -> Iterator[str]:
    """The reason in a list of the tables that says which are empty: `表11 … 是 不涉及`."""
    for grid in (block for block in blocks if isinstance(block, Grid)):
        if not any("空表" in cell for row in grid.rows[:2] for cell in row.cells):
            continue
        for row in grid.rows:
            named = any(table_titles.kind_by_title(cell) == table.kind for cell in row.filled)
            if named and "是" in row.filled:
                yield from (
                    cell
                    for cell in row.filled[row.filled.index("是") + 1 :]
                    if _REASON.search(cell)
                )


def _spoken(table: Table, blocks: Sequence[Block]) -> Iterator[str]:
    """The first sentence that says there is none of the table's money."""
    about = table.kind.money
    for paragraph in (
        block for block in blocks if isinstance(block, Paragraph) and about and about in block.text
    ):
        for sentence in _SENTENCE.findall(paragraph.text):
            if about and about in sentence and table_titles.says_no_data(sentence):
                yield sentence.strip()
