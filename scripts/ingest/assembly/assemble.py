"""Everything that a document holds, put together as one package: tables in their order, ids, what was left out."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain, count

from scripts.ingest import identity, redaction
from scripts.ingest.assembly import other_tables
from scripts.ingest.assembly.contributions import order_of
from scripts.ingest.declaration import DeclaredTable, Download
from scripts.ingest.document import Block, Document, Grid, LeftOut, Paragraph, Unplaced
from scripts.ingest.performance import sheets
from scripts.ingest.prose import sections
from scripts.ingest.prose.explanations import Explanation, explained
from scripts.ingest.prose.sentence import Statement
from scripts.ingest.readers import captions
from scripts.ingest.reimport import declared_tables
from scripts.ingest.report import Report
from scripts.ingest.tables import empty_tables
from scripts.ingest.tables.page_breaks import joined
from scripts.ingest.tables.recognise import GridContext, RecognisedTable, recognise
from scripts.ingest.tables.reconcile import resolved
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Disclosure, Package, Source, Table, identified
from scripts.schema.labels import plain

_DOCUMENT = 1
_CONTEXT = 6
_SAID = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d+)(万元|元)")
_ENOUGH = 2
"""In how many figures with decimals a table and the prose must agree before the prose tells the table's unit."""


@dataclass
class _Read:
    """What has been read of a document so far."""

    period: Period
    tables: list[RecognisedTable] = field(default_factory=list)
    sheets: list[sheets.Sheet] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    consumed: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    compiled: dict[str, Table] = field(default_factory=dict)


def assemble(
    document: Document,
    slug: str | None,
    *,
    title: str = "",
    address: str | None = None,
    known: Disclosure | None = None,
) -> Report:
    """The package of a document and the report on its making; raises ReadError for what is no disclosure.

    `known` is whose budget this is, where the document does not say and the others of its disclosure do.
    """
    document, dropped = redaction.without(document, sheets.LABELS)
    document = replace(document, blocks=tuple(_without_notes(joined(document.blocks))))
    read = _read(document, Period(known.year, known.phase) if known else identity.period(document))
    labels = [sheet.head.get("department_label", "") for sheet in read.sheets]
    disclosure = known or identity.disclosure(document, labels)
    statements, numbers = _statements(document, read, disclosure)
    left_out = tuple(sorted((*read.left_out, *numbers, *dropped), key=lambda one: one.place.order))
    body = slug or identity.slug(disclosure.department, disclosure.level)
    period = f"{disclosure.year}-{disclosure.phase}"
    read.tables = [
        replace(one, table=empty_tables.explained(one.table, document.blocks))
        for one in read.tables
    ]
    tables = _tables(read, statements, explained(document.blocks))
    named = {name: _with_ids(table, up, body, period) for name, (table, up) in tables.items()}
    published = (
        title
        or f"{disclosure.department}{disclosure.year}年度部门{'决算' if disclosure.phase == 'final' else '预算'}公开"
    )
    package = Package(
        slug=body,
        title=f"{disclosure.department} {disclosure.year} 年{'部门决算' if disclosure.phase == 'final' else '部门预算'}",
        disclosure=disclosure,
        sources=(
            Source(
                published,
                disclosure.department,
                document.sha256,
                address=address,
                pages=document.pages,
            ),
        ),
        tables=named,
        left_out=tuple(
            {"what": one.what, "why": one.why, "place": str(one.place)} for one in left_out
        ),
    )
    brought = frozenset((*read.compiled, *(one.table.name for one in read.tables if one.stated)))
    download = Download(document.made_from, brought) if brought else None
    return Report(package, tuple(read.unplaced), left_out, tuple(_remarks(read)), download=download)


def _without_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with the notes in the last rows of tables as the paragraphs that they are; forms keep theirs."""
    for block in blocks:
        if (
            isinstance(block, Paragraph)
            or block.described
            or block.named
            or not captions.ends_in_note(block)
        ):
            yield block
        else:
            yield from (block,) if sheets.is_sheet(block) else captions.without_notes(block)


def _read(document: Document, period: Period) -> _Read:
    read = _Read(period)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            before = _paragraphs_before(document.blocks, index)
            after = _paragraphs_after(document.blocks, index)
            if block.described:
                _read_stated(read, block, block.described, before, after)
            else:
                _read_grid(read, block, before, after)
    for grid in document.compiled:
        if grid.described:
            table, unplaced = declared_tables.compiled(grid, grid.described, document=_DOCUMENT)
            read.compiled[table.name] = table
            read.unplaced += unplaced
    read.tables = [_with_unit_of_prose(one, document, read) for one in read.tables]
    return read


def _with_unit_of_prose(one: RecognisedTable, document: Document, read: _Read) -> RecognisedTable:
    """A table that its head knows and that states no unit, with the one in which the prose states figures of its own."""
    if one.table.amount_unit or not one.by_shape:
        return one
    own = {
        abs(value)
        for row in one.table.rows
        for value in row.figures.values()
        if isinstance(value, Decimal)
    }
    said = {
        match.groups() for text in document.paragraphs for match in _SAID.finditer(plain(text.text))
    }
    found = [(number, unit) for number, unit in said if Decimal(number.replace(",", "")) in own]
    units = {unit for _, unit in found}
    if len(found) < _ENOUGH or len(units) > 1:
        return one
    unit = units.pop()
    read.remarks.append(f"一张没有写单位的表，与文字里的 {len(found)} 个数相同，单位认作{unit}")
    return replace(one, table=replace(one.table, amount_unit=unit))


def _read_grid(
    read: _Read, grid: Grid, before: Mapping[int, str], after: Mapping[int, str]
) -> None:
    if not grid.named and _is_contents(grid, list(before.values())):
        read.left_out.append(LeftOut("目录", "页码不是数据", grid.place))
        return
    if not grid.named and sheets.is_sheet(grid):
        for sheet in sheets.sheets(grid, list(before.values())):
            read.sheets.append(sheet)
            read.left_out += sheet.left_out
            read.unplaced += sheet.unplaced
        read.consumed |= {
            index
            for index, text in before.items()
            if _belongs_to_table(text, list(before.values()))
        }
        return
    taken = frozenset(one.table.kind.name for one in read.tables)
    around = GridContext(list(before.values()), list(after.values()), taken, _DOCUMENT, read.period)
    # What a CSV for people says was resolved when its document was read.
    table = (
        recognise(grid, around)
        if grid.named
        else resolved(grid, lambda one: recognise(one, around))
    )
    if table is None:
        _read_unknown(read, grid)
        return
    read.tables.append(table)
    read.unplaced += table.unplaced
    read.left_out += table.left_out
    read.consumed |= {
        index for index, text in before.items() if _belongs_to_table(text, list(before.values()))
    }
    read.consumed |= {index for index, text in after.items() if table_titles.says_no_data(text)}


def _read_stated(
    read: _Read,
    grid: Grid,
    said: DeclaredTable,
    before: Mapping[int, str],
    after: Mapping[int, str],
) -> None:
    table = declared_tables.printed(
        grid, said, list(after.values()), document=_DOCUMENT, period=read.period
    )
    read.tables.append(table)
    read.unplaced += table.unplaced
    read.consumed |= {
        *before,
        *(index for index, text in after.items() if table_titles.says_no_data(text)),
    }


def _paragraphs_before(blocks: Sequence[Block], index: int) -> dict[int, str]:
    """The lines between a grid and the block of cells before it, the last few, by their index."""
    lines: dict[int, str] = {}
    for place in range(index - 1, max(-1, index - 1 - _CONTEXT), -1):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            break
        lines[place] = block.text
    return dict(sorted(lines.items()))


def _paragraphs_after(blocks: Sequence[Block], index: int) -> dict[int, str]:
    """The notes that follow a grid, up to the first line that begins the next table's head."""
    lines: dict[int, str] = {}
    for place in range(index + 1, min(len(blocks), index + 3)):
        block = blocks[place]
        if (
            not isinstance(block, Paragraph)
            or table_titles.is_title(block.text)
            or table_titles.is_about(block.text)
        ):
            break
        lines[place] = block.text
    return lines


def _belongs_to_table(text: str, before: Sequence[str]) -> bool:
    """Whether a line over a grid is the table's own: its title, number, department, unit, or the rest of a broken one."""
    if table_titles.is_title(text) or table_titles.is_label(text) or table_titles.is_about(text):
        return True
    above = before[before.index(text) - 1] if before.index(text) else ""
    return table_titles.is_about(above) and len(text) < 30


def _is_contents(grid: Grid, before: Sequence[str]) -> bool:
    """Whether a grid is the table of contents: lines that end in a page number that does not fall."""
    pages = [row.filled[-1] for row in grid.rows]
    numbers = [int(page) for page in pages if page.isdigit()]
    named = any(plain(text).replace(" ", "") == "目录" for text in before)
    return (
        len(numbers) == len(pages)
        and grid.width <= 2
        and numbers == sorted(numbers)
        and (named or len(numbers) > 5)
    )


def _read_unknown(read: _Read, grid: Grid) -> None:
    """Every cell of a grid that is no known table, but for those below a head that asks for a person."""
    asked: dict[int, str] = {}
    for position, row in enumerate(grid.rows, start=1):
        for index, cell in ((index, cell) for index, cell in enumerate(row.cells) if cell):
            if redaction.is_contact(cell):
                asked[index] = cell
            if index in asked and cell != asked[index]:
                read.left_out.append(redaction.contact(asked[index], row.place))
            else:
                why = "没有认出这是哪一张表"
                read.unplaced.append(
                    Unplaced("（没有认出的表）", position, index + 1, cell, why, row.place)
                )


def _statements(
    document: Document, read: _Read, of: Disclosure
) -> tuple[list[Statement], list[LeftOut]]:
    said: list[Statement] = []
    left_out: list[LeftOut] = []
    paragraphs = [
        block
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and index not in read.consumed
    ]
    left_out += sections.in_headings(paragraphs)
    for section in sections.sections(paragraphs):
        found, others = sections.statements(section, of.department, Period(of.year, of.phase))
        said += found
        left_out += others
    return said, left_out


def _tables(
    read: _Read, statements: Sequence[Statement], subjects: Sequence[Explanation]
) -> dict[str, tuple[Table, tuple[int | None, ...]]]:
    """Every table of the package by name, with each row's parent, in the order of the kinds."""
    tables: dict[str, tuple[Table, tuple[int | None, ...]]] = {}
    taken = {one.table.name for one in read.tables if one.stated}
    for one in read.tables:
        name = one.table.name if one.stated else _free(one.table.name, taken)
        taken.add(name)
        tables[name] = (replace(one.table, name=name), one.parents)
    others = (
        other_tables.sheet_heads(read.sheets, _DOCUMENT),
        other_tables.sheet_funds(read.sheets, _DOCUMENT),
        other_tables.performance_targets(read.sheets, _DOCUMENT),
        other_tables.sheet_quantities(read.sheets, _DOCUMENT),
        other_tables.statement_table(statements, _DOCUMENT),
        other_tables.explanations(subjects, _DOCUMENT),
        other_tables.unrecognised(read.unplaced, _DOCUMENT),
    )
    for table in _with_stated({table.name: table for table in others}, read.compiled):
        tables[table.name] = (table, (None,) * len(table.rows))
    return dict(sorted(tables.items(), key=lambda item: order_of(item[1][0])))


def _free(name: str, taken: Container[str]) -> str:
    """The first name for a table of a kind that none has yet: its own, or with the next number."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(one for one in chain((name,), numbered) if one not in taken)


def _with_stated(made: dict[str, Table], compiled: dict[str, Table]) -> Iterator[Table]:
    """What was read besides the printed tables: as a download of ours states it, else as it was made.

    What a download states to be without a place stays so beside the cells that have none now.
    """
    for name, table in (made | compiled).items():
        new = made[name].rows if name == "unrecognised" and name in compiled else ()
        yield replace(table, rows=(*table.rows, *new), status="published") if new else table


def _with_ids(table: Table, parents: tuple[int | None, ...], body: str, period: str) -> Table:
    return replace(table, rows=identified(body, period, table.name, table.rows, parents))


def _remarks(read: _Read) -> Iterator[str]:
    """The slips of the document that the reading had to get over."""
    yield from read.remarks
    for number, sheet in enumerate(read.sheets, start=1):
        yield from (f"第 {number} 张绩效目标申报表：{remark}" for remark in sheet.remarks)
    for one in read.tables:
        table = one.table
        called = table.published_title or table.title
        if one.by_shape:
            yield f"{called}：标题认不出，按表头的样子认作{table.title}"
        if not table.number and not one.stated:
            yield f"{called}：没有表号"
        if not table.amount_unit:
            yield f"{called}：没有写单位，金额按原样保存"
        yield from (f"{called}，{why}" for why in one.resolved)
        for row in table.rows:
            if row["role"] == "total" and not row.label:
                yield f"{called}：{row['list']} 第 {row['position']} 行没有名称，按位置认作合计"
