"""A place where words are in doubt: which doubt, the words, what they should be, where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scripts.ingest.document import Block, Paragraph, Place
from scripts.ingest.headlines import plain
from scripts.ingest.vocabulary.codes import CODE


class Wording(NamedTuple):
    """One doubt: its name in the contract, the words (20 signs at most, a name whole), the place."""

    doubt: str
    text: str
    expected: str
    place: Place


class Line(NamedTuple):
    """A paragraph or a cell as it is compared, and as it is printed.

    `is_cell` tells which it is, `alone` that there is no other in its row,
    `is_coded` that a code of a classification stands in its row.
    """

    text: str
    place: Place
    printed: str
    is_cell: bool = False
    alone: bool = True
    is_coded: bool = False

    @property
    def is_title(self) -> bool:
        """Whether the line is short and no sentence."""
        return self.alone and len(self.text) <= 40 and not set("。；;，,") & set(self.text)


def lines(blocks: Sequence[Block]) -> Iterator[Line]:
    """Every paragraph and cell of words, in order, of one width and without idle blanks."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield Line(plain(block.text).replace(" ", ""), block.place, block.text)
            continue
        for row in block.rows:
            alone = len(row.filled) == 1
            coded = any(CODE.fullmatch(cell) for cell in row.filled)
            for cell in row.filled:
                if not cell.isascii():
                    yield Line(plain(cell).replace(" ", ""), row.place, cell, True, alone, coded)
