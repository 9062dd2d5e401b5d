"""Everything that a document holds, put together as one package: tables in order, with ids."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count

from scripts.ingest import identity, redaction
from scripts.ingest.assembly import other_tables
from scripts.ingest.assembly.contributions import order_of
from scripts.ingest.assembly.grids import GridContents, grid_contents
from scripts.ingest.body_names import PHASE_WORDS
from scripts.ingest.document import Block, Document, Grid, LeftOut, Paragraph
from scripts.ingest.performance import sheets
from scripts.ingest.prose import sections
from scripts.ingest.prose.explanations import Explanation, explained
from scripts.ingest.prose.statement import Statement
from scripts.ingest.readers import captions
from scripts.ingest.reimport.declared_tables import declared
from scripts.ingest.report import Report
from scripts.ingest.tables import surroundings
from scripts.ingest.tables.page_breaks import joined
from scripts.ingest.tables.recognise import RecognisedTable
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Disclosure, Package, Source, Table, identified

Parents = tuple[int | None, ...]
"""Which row of a table stands above each row of it, by its place; None where none does."""


@dataclass(frozen=True)
class _Prose:
    """What the prose of a document states, and the numbers in it that state nothing."""

    statements: list[Statement]
    left_out: list[LeftOut]


def assemble(
    document: Document,
    slug: str | None,
    *,
    title: str = "",
    address: str | None = None,
    belongs_to: Disclosure | None = None,
) -> Report:
    """The package of a document and the report on its making.

    `belongs_to` is whose budget this is, where the document does not say and the others of its
    disclosure do. Raises ReadError for what is no disclosure.
    """
    # First of all: nothing personal is to reach what comes after.
    document, redacted = redaction.without(document, sheets.LABELS)
    document = replace(document, blocks=tuple(_without_notes(joined(document.blocks))))
    period = Period(belongs_to.year, belongs_to.phase) if belongs_to else identity.period(document)

    declarations = declared(document, period)
    contents = grid_contents(document, declarations, period)

    # Forms print the department's code before its name, where the cover does not.
    labels = [sheet.head.get("department_label", "") for sheet in contents.sheets]
    disclosure = belongs_to or identity.disclosure(document, labels)

    prose = _prose(document, contents, disclosure)
    left_out = (*contents.left_out, *prose.left_out, *redacted)
    left_out = tuple(sorted(left_out, key=lambda item: item.place.order))

    contents.tables = [
        replace(recognised, table=surroundings.explained(recognised.table, document.blocks))
        for recognised in contents.tables
    ]
    compiled = _compiled_tables(contents, prose.statements, explained(document.blocks))
    compiled = dict(_with_declared(compiled, declarations.compiled))

    package = Package(
        slug=slug or identity.slug(disclosure.department, disclosure.level),
        title=_package_title(disclosure),
        disclosure=disclosure,
        sources=(_source(document, disclosure, title, address),),
        tables={},
        left_out=tuple(
            {"what": item.what, "why": item.why, "place": str(item.place)} for item in left_out
        ),
    )

    tables = _in_order(_printed_tables(contents), compiled)
    tables_with_ids = {
        name: _with_ids(table, parents, package) for name, (table, parents) in tables.items()
    }

    return Report(
        replace(package, tables=tables_with_ids),
        tuple(contents.unplaced),
        left_out,
        tuple(_remarks(contents)),
        download=declarations.download,
    )


def _without_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with the notes in the last rows of tables as the paragraphs that they are.

    Forms keep theirs, and so do sheets that say what they are.
    """
    for block in blocks:
        is_noted = (
            isinstance(block, Grid)
            and block.described is None
            and captions.ends_in_note(block)
            and not sheets.is_sheet(block)
        )
        if is_noted and isinstance(block, Grid):
            yield from captions.without_notes(block)
        else:
            yield block


def _prose(document: Document, contents: GridContents, disclosure: Disclosure) -> _Prose:
    paragraphs = [
        block
        for index, block in enumerate(document.blocks)
        if isinstance(block, Paragraph) and index not in contents.lines
    ]
    prose = _Prose([], list(sections.in_headings(paragraphs)))

    period = Period(disclosure.year, disclosure.phase)
    for section in sections.sections(paragraphs):
        statements, left_out = sections.statements(section, disclosure.department, period)
        prose.statements.extend(statements)
        prose.left_out.extend(left_out)
    return prose


def _source(document: Document, disclosure: Disclosure, title: str, address: str | None) -> Source:
    body = f"{disclosure.department}{disclosure.year}年度部门{PHASE_WORDS[disclosure.phase]}公开"
    return Source(
        title or body,
        disclosure.department,
        document.sha256,
        address=address,
        pages=document.pages,
    )


def _package_title(disclosure: Disclosure) -> str:
    return f"{disclosure.department} {disclosure.year} 年部门{PHASE_WORDS[disclosure.phase]}"


# The tables


def _printed_tables(contents: GridContents) -> Iterator[tuple[Table, Parents]]:
    """The tables that the document prints, each under a name of its own."""
    declared_names = {item.table.name for item in contents.tables if item.stated}

    names = set(declared_names)
    for recognised in contents.tables:
        table = recognised.table
        if not recognised.stated:
            table = replace(table, name=_free(table.name, names))
            names.add(table.name)
        yield table, recognised.parents


def _free(name: str, taken: Container[str]) -> str:
    """The first name that no table has yet: a kind's own, or with the next number."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(free for free in chain((name,), numbered) if free not in taken)


def _compiled_tables(
    contents: GridContents, statements: Sequence[Statement], subjects: Sequence[Explanation]
) -> dict[str, Table]:
    """What is read besides the printed tables, as tables by their names."""
    tables = (
        other_tables.sheet_heads(contents.sheets),
        other_tables.sheet_funds(contents.sheets),
        other_tables.performance_targets(contents.sheets),
        other_tables.sheet_quantities(contents.sheets),
        other_tables.statement_table(statements),
        other_tables.explanations(subjects),
        other_tables.unrecognised(contents.unplaced),
    )
    return {table.name: table for table in tables}


def _with_declared(
    read: Mapping[str, Table], declarations: Mapping[str, Table]
) -> Iterator[tuple[str, Table]]:
    """The compiled tables: as a download declares them, else as they were read.

    What a download declares to be without a place stays so, beside the cells that have none now.
    """
    for name, table in {**read, **declarations}.items():
        if name == "unrecognised" and name in declarations and read[name].rows:
            rows = (*table.rows, *read[name].rows)
            table = replace(table, rows=rows, status="published")
        yield name, table


def _in_order(
    printed: Iterator[tuple[Table, Parents]], compiled: Mapping[str, Table]
) -> dict[str, tuple[Table, Parents]]:
    """Every table with its rows' parents by its name, in the order of the kinds."""
    tables = {table.name: (table, parents) for table, parents in printed}

    # Only what is printed has rows above rows.
    for name, table in compiled.items():
        tables[name] = (table, (None,) * len(table.rows))
    return dict(sorted(tables.items(), key=lambda item: order_of(item[1][0])))


def _with_ids(table: Table, parents: Parents, package: Package) -> Table:
    rows = identified(package.slug, package.period, table.name, table.rows, parents)
    return replace(table, rows=rows)


# The remarks


def _remarks(contents: GridContents) -> Iterator[str]:
    """The slips of the document that the reading had to get over."""
    yield from contents.remarks
    for number, sheet in enumerate(contents.sheets, start=1):
        yield from (f"第 {number} 张绩效目标申报表：{remark}" for remark in sheet.remarks)
    for recognised in contents.tables:
        title = recognised.table.published_title or recognised.table.title
        yield from (f"{title}{remark}" for remark in _table_remarks(recognised))


def _table_remarks(recognised: RecognisedTable) -> Iterator[str]:
    table = recognised.table
    if recognised.by_shape:
        yield f"：标题认不出，按表头的样子认作{table.title}"
    if not table.number and not recognised.stated:
        yield "：没有表号"
    if not table.amount_unit:
        yield "：没有写单位，金额按原样保存"
    yield from (f"，{reason}" for reason in recognised.resolved)

    for row in table.rows:
        if row.role == "total" and not row.label:
            yield f"：{row['list']} 第 {row['position']} 行没有名称，按位置认作合计"
