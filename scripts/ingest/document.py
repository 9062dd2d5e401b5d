"""A published document as readers give it: paragraphs and grids of cells in order, with places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scripts.ingest.declaration import DeclaredTable
from scripts.schema import BLANK, Figure, figure

PHRASE = 20
"""How many characters of a document's prose count as a fact; a sentence is not kept whole."""


def phrase(text: str, longest: int) -> str:
    """A name as it stands; of what is too long to be one, the beginning."""
    if len(text) <= longest:
        return text
    return text[:PHRASE]


class ReadError(Exception):
    """A file cannot be read as a disclosure: what was found in it, and the advice on what to do.

    >>> str(ReadError("是压缩包", path=Path("a.zip"), advice="请解压后逐个导入"))
    'a.zip：是压缩包；请解压后逐个导入'
    """

    def __init__(
        self, what: str, *, path: Path | None = None, advice: str = "", remarks: Sequence[str] = ()
    ) -> None:
        super().__init__(what)
        self.what = what
        self.path = path
        self.advice = advice
        self.remarks = tuple(remarks)

    def __str__(self) -> str:
        reasons = "；".join(filter(None, (self.what, self.advice, *self.remarks)))
        if self.path is None:
            return reasons
        return f"{self.path}：{reasons}"

    def remarked(self, remarks: Sequence[str]) -> ReadError:
        """The same error with more remarks on the state of its file."""
        remarks = (*self.remarks, *remarks)
        return ReadError(self.what, path=self.path, advice=self.advice, remarks=remarks)


class NamelessError(ReadError):
    """A file does not say whose budget it is, or of which year; others beside it may."""


@dataclass(frozen=True)
class Place:
    """Where something stands in its document: a page, or a line of a text, and the box on the page.

    The box is `x0 top x1 bottom` in points from the top left, as people see the page.
    """

    page: int | None = None
    line: int | None = None
    box: str = ""

    @property
    def order(self) -> tuple[int, int]:
        """Where this stands among places of the same document."""
        return self.page or 0, self.line or 0

    def __str__(self) -> str:
        if self.page:
            return f"第 {self.page} 页"
        return f"第 {self.line} 行"


@dataclass(frozen=True)
class Paragraph:
    """A run of text outside tables, as one line of the document holds it."""

    text: str
    place: Place


@dataclass(frozen=True)
class GridRow:
    """One row of a grid: its cells as printed, blank ones included.

    `indents` says how far the text of each cell stands in from the cell's edge, in widths of a
    character; None for what does not tell, nothing where the reader does not.
    """

    cells: tuple[str, ...]
    place: Place
    indents: tuple[float | None, ...] = ()

    def cell(self, index: int) -> str:
        """The cell at an index, blank past the row's end."""
        if index >= len(self.cells):
            return ""
        return self.cells[index]

    def indent(self, index: int) -> float | None:
        """How far the text of a cell stands in; None where that is not known."""
        if index >= len(self.indents):
            return None
        return self.indents[index]

    def figure(self, index: int) -> Figure | None:
        """The figure in the cell at an index, None for other text, blank past the row's end."""
        if index >= len(self.figures):
            return BLANK
        return self.figures[index]

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold anything."""
        return tuple(filter(None, self.cells))

    @cached_property
    def figures(self) -> tuple[Figure | None, ...]:
        """For every cell, the figure that it states, or None where it holds other text."""
        # Read from the text once: recognition, rows and checks all look at a grid's cells.
        return tuple(map(figure, self.cells))


@dataclass(frozen=True)
class Grid:
    """Cells in rows, not yet known to be any table in particular.

    `columns` are the edges of its columns, where a page tells them. `begun` are the cells (row,
    column) that no rule ends at the bottom of the page, `rest` the columns whose first cell none
    begins at its top. Of a sheet of a download of ours, `described` is what the workbook says it is.
    """

    rows: tuple[GridRow, ...]
    columns: tuple[float, ...] = ()
    described: DeclaredTable | None = None
    begun: frozenset[tuple[int, int]] = frozenset()
    rest: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """The number of columns, less those that no row fills at the right edge."""
        width = 0
        for row in self.rows:
            for index, cell in enumerate(row.cells, start=1):
                if cell and index > width:
                    width = index
        return width

    @property
    def place(self) -> Place:
        """Where the grid begins."""
        return self.rows[0].place


Block = Paragraph | Grid


@dataclass(frozen=True)
class Unplaced:
    """A cell that found no place in the data model: kept, shown, counted apart."""

    table_title: str
    row: int
    cell: int
    text: str
    why: str
    place: Place


@dataclass(frozen=True)
class LeftOut:
    """Something read and left out on purpose, and why; personal data is told by its kind alone."""

    what: str
    why: str
    place: Place


@dataclass(frozen=True)
class Document:
    """A whole file: its blocks in order, the hash of its bytes, its pages where it has pages.

    A download of ours names the hashes of the documents that it was `made_from`, and holds tables
    of a compiler's own (`compiled`). `remarks` is what its reader has to say of the file: what was
    hidden, mended, or not looked at; `losses`, what it could not read, or may not have.
    """

    blocks: tuple[Block, ...]
    sha256: str
    pages: int | None = None
    compiled: tuple[Grid, ...] = ()
    made_from: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()

    @property
    def grids(self) -> Iterator[Grid]:
        """The grids, in order."""
        return (block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs, in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def texts(self) -> Iterator[str]:
        """Every line of text, and after them every cell, in order."""
        yield from (paragraph.text for paragraph in self.paragraphs)
        for grid in self.grids:
            for row in grid.rows:
                yield from row.filled


@dataclass(frozen=True)
class Refusal:
    """A file that makes no package, and why."""

    file: str
    why: str
