"""A disclosure saved as CSV: rows of cells with commas between them, the lines over and between its tables, notes."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from pathlib import Path

from scripts.ingest.document import Block, Document, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers.captions import apart
from scripts.ingest.readers.cell_text import one_line, without_right_blanks
from scripts.ingest.readers.delimiter import separator
from scripts.ingest.readers.limits import MB, Count, content
from scripts.ingest.readers.text import decoded
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import is_head
from scripts.schema import active, figure

_MOST = 16 * MB
_LOOKED_AT = 1 << 18
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How a CSV keeps a spreadsheet from taking a code for a number."""
_GROUP = re.compile(r"(收入|支出|收支)(预算|决算|情况)?|项目")

_Line = GridRow | Paragraph | None
"""What a line of the file is: a row, a line of text that no sign parts, or nothing."""


def read(path: Path) -> Document:
    """The document in a CSV, UTF-8, GB18030 or UTF-16, with commas or semicolons; lines of the file are its places.

    Raises ReadError where it is no text, where its quotation marks do not close, or where it is far longer than a
    disclosure.
    """
    raw = content(path, _MOST)
    text = decoded(raw, path)
    lines = list(_lines(text, separator(text[:_LOOKED_AT]) or ",", Count(path)))
    return Document(tuple(_blocks(lines)), hashlib.sha256(raw).hexdigest())


def _lines(text: str, sign: str, count: Count) -> Iterator[_Line]:
    """Every record of the file with the line on which it begins."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    while True:
        begins = records.line_num + 1
        try:
            record = next(records, None)
        except csv.Error as error:
            raise ReadError(f"{count.path}：{_unreadable(str(error), begins)}") from error
        if record is None:
            return
        if begins == 1 and len(record) == 1 and record[0].startswith("sep="):
            continue  # a word to spreadsheets, and no part of the document
        count.add(len(record))
        cells = without_right_blanks([_cell(cell) for cell in record])
        if cells:
            count.next_line()
        yield _line(cells, Place(line=begins), parted=len(record) > 1)


def _unreadable(error: str, line: int) -> str:
    if "field larger" in error:
        return f"从第 {line} 行起有一格超过 {csv.field_size_limit()} 个字，多半是引号没有成对；请检查这一行的引号，或用 Excel、WPS 重新另存"
    return f"从第 {line} 行起的引号不成对（引号里的引号要写两个），分不清每一格；请检查这一行，或用 Excel、WPS 重新另存"


def _line(cells: tuple[str, ...], place: Place, *, parted: bool) -> _Line:
    if not cells:
        return None
    return GridRow(cells, place) if parted else Paragraph(cells[0], place)


def _cell(cell: str) -> str:
    """What a cell says, without what keeps a spreadsheet from running it or from taking it for a number."""
    as_text = _AS_TEXT.fullmatch(cell.strip())
    return one_line(as_text[1] if as_text else active(cell))


# From lines to blocks


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    """The lines as grids, and what stands over, between and under them as paragraphs, in order."""
    groups = list(_groups(lines))
    held: list[GridRow] = []
    for at, group in enumerate(groups):
        if isinstance(group, Paragraph) or (held and _begins(group, groups[at + 1 :])):
            yield from apart(held)
            held = []
        if isinstance(group, Paragraph):
            yield group
        else:
            held += group
    yield from apart(held)


def _groups(lines: Sequence[_Line]) -> Iterator[list[GridRow] | Paragraph]:
    """The rows between blank lines together; a line that no sign parts by itself."""
    rows: list[GridRow] = []
    for line in [*lines, None]:
        if isinstance(line, GridRow):
            rows.append(line)
            continue
        if rows:
            yield rows
            rows = []
        if line is not None:
            yield line


def _begins(group: Sequence[GridRow], after: Sequence[list[GridRow] | Paragraph]) -> bool:
    """Whether rows after a blank line are no more of the table before it.

    Tables have blank lines within: then figures follow. Lines of one cell belong to what follows them.
    """
    first = _first_row(group)
    if first is None:
        following = next(
            (rows for rows in after if isinstance(rows, Paragraph) or _first_row(rows)), None
        )
        first = (
            None if following is None or isinstance(following, Paragraph) else _first_row(following)
        )
    return first is None or _is_over(first)


def _first_row(group: Sequence[GridRow]) -> GridRow | None:
    """The first row with several cells."""
    lead = len(list(takewhile(lambda row: len(row.filled) == 1, group)))
    return group[lead] if lead < len(group) else None


def _is_over(row: GridRow) -> bool:
    """Whether a row stands over the figures of a table: a head, or a line that says which table, whose, in which unit."""
    if any(isinstance(figure(cell), Decimal) for cell in row.filled):
        return False
    return any(
        is_head(cell)
        or _GROUP.fullmatch(cell)
        or table_titles.is_title(cell)
        or table_titles.is_about(cell)
        for cell in row.filled
    )
