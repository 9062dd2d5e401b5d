"""The lines around a grid: those over it that may be its title, the notes under it."""

from __future__ import annotations

from collections.abc import Sequence

from scripts.ingest.document import Block, Paragraph
from scripts.ingest.vocabulary import table_titles

_BEFORE = 6
"""How many lines a table's title, number, department and unit take at most."""
_AFTER = 2
"""How many lines a table's notes take that are read."""


def lines_before(blocks: Sequence[Block], index: int) -> dict[int, str]:
    """The last lines between the grid at an index and the grid before it, by their own index."""
    lines: dict[int, str] = {}
    for place in range(index - 1, max(-1, index - 1 - _BEFORE), -1):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            break
        lines[place] = block.text
    return dict(sorted(lines.items()))


def lines_after(blocks: Sequence[Block], index: int) -> dict[int, str]:
    """The notes that follow the grid at an index, by their own index.

    They end with the first line that begins the next table's head.
    """
    lines: dict[int, str] = {}
    for place in range(index + 1, min(len(blocks), index + 1 + _AFTER)):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            break
        if table_titles.is_title(block.text) or table_titles.is_about(block.text):
            break
        lines[place] = block.text
    return lines


def notes_of_no_data(lines: dict[int, str]) -> set[int]:
    """The indices of the lines that say of a table that it has no data: 注：本表无数据。"""
    return {index for index, text in lines.items() if table_titles.says_no_data(text)}
