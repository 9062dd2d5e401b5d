"""What a document says over a grid, in notes under it, and elsewhere of an empty one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from scripts.ingest.document import PHRASE, Block, Grid, Paragraph
from scripts.ingest.tables import lists
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import is_head
from scripts.package import Table
from scripts.schema import Kind

_BEFORE = 6
"""How many lines a table's title, number, department and unit take at most."""
_AFTER = 3
"""How many lines a table's notes take that are read."""
_NOTE = re.compile(r"^(注|备注|说明)[:：]\s*")
_SENTENCE = re.compile(r"[^。；;]+")


def lines_before(blocks: Sequence[Block], index: int) -> dict[int, str]:
    """The last lines between the grid at an index and the grid before it, by their own index."""
    lines: dict[int, str] = {}
    last = index - 1
    end = max(-1, last - _BEFORE)
    for place in range(last, end, -1):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            break
        lines[place] = block.text
    return dict(sorted(lines.items()))


def lines_after(blocks: Sequence[Block], index: int) -> dict[int, str]:
    """The notes that follow the grid at an index, by their own, up to the next table's head."""
    lines: dict[int, str] = {}
    first = index + 1
    end = min(len(blocks), first + _AFTER)
    for place in range(first, end):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            break
        if table_titles.is_title(block.text) or table_titles.is_about(block.text):
            break
        lines[place] = block.text
    return lines


def preface(grid: Grid) -> tuple[list[str], Grid]:
    """The lines over a table that stand in its frame (title, number, unit), and the grid below."""
    texts: list[str] = []
    for count, row in enumerate(grid.rows):
        # Beside a unit stands also what heads nothing.
        states_unit = any(table_titles.amount_unit([cell]) for cell in row.filled)
        is_preface = all(map(table_titles.is_over_table, row.filled))
        if states_unit and not is_preface:
            is_preface = True
            for cell, figure in zip(row.cells, row.figures, strict=True):
                if cell and (is_head(cell) or figure is not None):
                    is_preface = False
        if not is_preface:
            begun = frozenset((at - count, column) for at, column in grid.begun if at >= count)
            return texts, replace(grid, rows=grid.rows[count:], begun=begun)
        texts += row.filled
    return [], grid


def notes_of_no_data(lines: dict[int, str]) -> set[int]:
    """The indices of the lines that say of a table that it has no data: 注：本表无数据。"""
    return {index for index, text in lines.items() if table_titles.says_no_data(text)}


def explained(table: Table, blocks: Sequence[Block], known: dict[str, str] | None = None) -> Table:
    """An empty table with the reason that the document gives elsewhere; any other table as it is.

    The list of tables comes first (`表11 政府性基金预算支出表 是 不涉及`), then the prose
    (`本单位没有使用政府性基金安排的支出。`). What is `known` by the kind of the table is not looked
    for again.
    """
    if table.status != "empty":
        return table
    known = {} if known is None else known
    if table.kind.name not in known:
        reasons = chain(_listed(table.kind, blocks), _spoken(table.kind, blocks))
        known[table.kind.name] = next(reasons, "")[:PHRASE]
    if not known[table.kind.name]:
        return table
    return replace(table, statement=known[table.kind.name], status="empty-stated")


def _listed(kind: Kind, blocks: Sequence[Block]) -> Iterator[str]:
    """The reason in a list of the tables that says which are empty: `表11 … 是 不涉及`."""
    for grid in blocks:
        if isinstance(grid, Grid):
            yield from (empty.reason for empty in lists.empty_tables(grid) if empty.kind == kind)


def _spoken(kind: Kind, blocks: Sequence[Block]) -> Iterator[str]:
    money = kind.money
    for paragraph in blocks:
        if not money or not isinstance(paragraph, Paragraph):
            continue
        for sentence in _SENTENCE.findall(paragraph.text):
            if money in sentence and table_titles.says_no_data(sentence):
                yield _NOTE.sub("", sentence.strip())
