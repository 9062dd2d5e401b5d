"""A disclosure saved as CSV: its tables, the lines over and between them, their notes."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path

from scripts.ingest.document import Block, Document, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers import text as plain_text
from scripts.ingest.readers.captions import apart
from scripts.ingest.readers.cell_text import one_line, without_right_blanks
from scripts.ingest.readers.limits import MB, Count, content
from scripts.ingest.readers.unseen import Unseen
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import is_head
from scripts.package.characters import visible
from scripts.schema import active, figure

_LOOKED_AT = 1 << 18  # how many characters of a file tell which sign parts its cells

_SIGNS = (",", ";")
# Of the lines with several cells, how many must have as many as a neighbour, and hold a figure or
# a blank: prose whose lines happen to hold as many commas holds neither.
_EVEN = 0.8
_FIGURED = 0.5
# A tab at the end of a cell (`"123456\t",`) only keeps programs from taking it for a number.
_TAB = re.compile(r"\t(?![,;])")

_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How a CSV keeps a spreadsheet from taking a code for a number: `="2010301"`."""

# Headers merged over several columns, as `收入` over items and amounts: `支出预算`, `项目`
_GROUP = re.compile(r"(收入|支出|收支)(预算|决算|情况)?|项目")

_Line = GridRow | Paragraph | None
"""A line of the file: a row, a line of text that no sign parts, or nothing."""


def read(path: Path) -> Document:
    """The document in a CSV, UTF-8, GB18030 or UTF-16, with commas or semicolons.

    Lines of the file are its places. Raises ReadError where it is no text, where its quotation
    marks do not close, or where it is far longer than a disclosure.
    """
    raw = content(path, 16 * MB)
    text = plain_text.decoded(raw, path)
    unseen = Unseen()
    lines = list(_lines(text, path, unseen))
    blocks = tuple(_blocks(lines))
    digest = hashlib.sha256(raw).hexdigest()
    return Document(blocks, digest, remarks=unseen.remarks, losses=unseen.losses)


def separator(text: str) -> str:
    r"""The sign that parts the cells of a text; nothing where the text is no CSV.

    The lines of a CSV stand in blocks with as many cells in each line, and most of these hold a
    figure or a blank.

    >>> separator("科目;预算数\n合计;5.00\n教育;5.00")
    ';'
    >>> separator("一是，厉行节约,保障重点；\n二是，规范管理,提高效益。")
    ''
    """
    # JSON is even, and full of commas.
    beginning = text.lstrip()[:1]
    if beginning in ("{", "["):
        return ""
    signs = ("\t", *_SIGNS)
    lines = [line for line in text.splitlines() if any(sign in line for sign in signs)]
    tabbed = [line for line in lines if _TAB.search(line.rstrip())]
    if len(tabbed) * 2 > len(lines):
        return ""

    cells = {sign: _even_cells(text, sign) for sign in _SIGNS}
    sign = max(cells, key=lambda sign: cells[sign])
    if not cells[sign]:
        return ""
    return sign


def _even_cells(text: str, sign: str) -> int:
    """How many cells a sign makes of the lines that it parts evenly; 0 where no table does."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        return 0

    rows = [row for row in records if any(cell.strip() for cell in row)]
    several = [row for row in rows if len(row) > 1]
    # What prose has not: a cell that is blank, or a figure and nothing else.
    tabular = 0
    for row in several:
        for cell in row:
            if not cell.strip() or isinstance(figure(cell), Decimal):
                tabular += 1
                break

    even: set[int] = set()
    for index, (above, below) in enumerate(pairwise(rows)):
        if len(above) == len(below) > 1:
            even |= {index, index + 1}
    if len(even) < max(2, _EVEN * len(several)):
        return 0
    if tabular < _FIGURED * len(several):
        return 0
    return sum(len(rows[index]) for index in even)


def _lines(text: str, path: Path, unseen: Unseen) -> Iterator[_Line]:
    """Every record of the file with the line on which it begins."""
    sign = separator(visible(text[:_LOOKED_AT])) or ","
    count = Count(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)

    while True:
        line = reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            raise _unreadable(str(error), line, path) from error
        if record is None:
            return
        if line == 1 and len(record) == 1 and record[0].startswith("sep="):
            continue  # a word to spreadsheets, and no part of the document

        count.add(len(record))
        texts = []
        place = Place(line=line)
        for cell in record:
            cell = unseen.without(cell, place)
            as_text = _AS_TEXT.fullmatch(cell.strip())
            # Without what keeps spreadsheets from running or converting it.
            texts.append(one_line(as_text[1] if as_text else active(cell)))
        cells = without_right_blanks(texts)
        # A blank line is no row, but it may part two tables.
        if not cells:
            yield None
            continue
        count.next_line()
        yield GridRow(cells, place) if len(record) > 1 else Paragraph(cells[0], place)


def _unreadable(error: str, line: int, path: Path) -> ReadError:
    # The module's limit keeps a mark that is never closed from swallowing the file.
    if "field larger" in error:
        most = csv.field_size_limit()
        what = f"从第 {line} 行起有一格超过 {most} 个字，多半是引号没有成对"
        advice = "请检查这一行的引号，或用 Excel、WPS 重新另存"
    else:
        what = f"从第 {line} 行起的引号不成对（引号里的引号要写两个），分不清每一格"
        advice = "请检查这一行，或用 Excel、WPS 重新另存"
    return ReadError(what, path=path, advice=advice)


_Group = list[GridRow] | Paragraph
"""The rows between blank lines, or a line that no sign parts by itself."""


def _blocks(lines: Sequence[_Line]) -> Iterator[Block]:
    """The lines as grids, and what stands over, between and under them as paragraphs, in order."""
    groups: list[_Group] = []
    for kind, run in groupby(lines, type):
        if kind is GridRow:
            groups.append([line for line in run if isinstance(line, GridRow)])
        else:
            groups += [line for line in run if isinstance(line, Paragraph)]

    rows: list[GridRow] = []
    for group, begins in zip(groups, _begin_tables(groups), strict=True):
        if isinstance(group, Paragraph):
            yield from apart(rows)
            yield group
            rows = []
            continue
        if rows and begins:
            yield from apart(rows)
            rows = []
        rows += group

    yield from apart(rows)


def _begin_tables(groups: Sequence[_Group]) -> list[bool]:
    """For each group, whether it is another table, and no figures of the one before.

    The first row of several cells tells, in it or in what follows: so they are asked from the last.
    """
    answers = []
    begins = True
    for group in reversed(groups):
        if isinstance(group, Paragraph):
            begins = True
        else:
            first = next((row for row in group if len(row.filled) != 1), None)
            if first is not None:
                begins = _is_header(first)
        answers.append(begins)
    return answers[::-1]


def _is_header(row: GridRow) -> bool:
    if any(isinstance(figure, Decimal) for figure in row.figures):
        return False
    return any(
        is_head(cell)
        or _GROUP.fullmatch(cell)
        or table_titles.is_title(cell)
        or table_titles.is_about(cell)
        for cell in row.filled
    )
