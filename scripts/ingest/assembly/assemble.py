"""Everything that a document holds, put together as one package: tables in order, with ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import chain, count

from scripts.ingest import identity, redaction
from scripts.ingest.assembly import not_disclosed, other_tables
from scripts.ingest.assembly.contributions import order_of, with_ids
from scripts.ingest.assembly.grids import GridContents, grid_contents
from scripts.ingest.assembly.names import widened
from scripts.ingest.document import Block, Document, LeftOut, Paragraph
from scripts.ingest.headlines import PHASE_WORDS
from scripts.ingest.performance import sheets
from scripts.ingest.performance.whole_forms import with_whole_forms
from scripts.ingest.prose import sections
from scripts.ingest.prose.explanations import explained
from scripts.ingest.prose.statement import Statement
from scripts.ingest.readers import captions
from scripts.ingest.reimport.declared_tables import declared
from scripts.ingest.report import Report
from scripts.ingest.stated import NOTHING, Stated
from scripts.ingest.tables import lists, surroundings
from scripts.ingest.tables.numbering import missing_rows
from scripts.ingest.tables.page_breaks import joined
from scripts.ingest.tables.recognise import RecognisedTable
from scripts.ingest.vocabulary.column_words import Period
from scripts.ingest.vocabulary.quantities import PARTED, TOO_LONG
from scripts.ingest.wordings.doubts import doubts
from scripts.package import Disclosure, Package, Source, Table
from scripts.schema import ADDED, BLANK, KEYS

# A table, and for each of its rows the place of the row above it, None at the top.
_TableWithParents = tuple[Table, tuple[int | None, ...]]


def assemble(
    document: Document,
    slug: str | None,
    *,
    title: str = "",
    address: str | None = None,
    belongs_to: Disclosure | None = None,
    stated: Stated = NOTHING,
) -> Report:
    """The package of a document and the report on its making.

    `belongs_to` is whose budget this is, where the document does not say and the others of its
    disclosure do; `stated` what the person says. Raises ReadError for what is no disclosure.
    """
    # First of all: nothing personal is to reach what comes after.
    document, redacted = redaction.without(document, sheets.LABELS)
    blocks = with_whole_forms(_without_notes(joined(document.blocks)))
    document = replace(document, blocks=tuple(blocks))
    period = identity.period(document, stated)
    if belongs_to:
        period = Period(belongs_to.year, belongs_to.phase)
    declarations = declared(document, period)
    contents = grid_contents(document, declarations, period)

    if not declarations.printed:
        not_disclosed.check_calling(document, [item.table for item in contents.tables])
    # Forms print the department's code before its name, where the cover does not.
    labels = [sheet.head.get("department_label", "") for sheet in contents.sheets]
    disclosure = belongs_to or identity.disclosure(document, labels, stated)
    statements, stating_nothing = _prose(document, contents, disclosure)
    left_out = (*contents.left_out, *stating_nothing, *redacted)
    left_out = tuple(sorted(left_out, key=lambda item: item.place.order))

    package = _empty_package(document, disclosure, left_out, slug, title, address)
    compiled = list(_compiled_tables(document, contents, statements, declarations.compiled))
    printed = list(_printed_tables(document, contents))
    # A download of ours says itself which words are in doubt.
    if not declarations.printed:
        compiled += _wordings(document, disclosure, [table for table, _ in printed])
    # Only what is printed has rows above rows.
    others = [(table, (None,) * len(table.rows)) for table in compiled]
    both = sorted((*printed, *others), key=lambda pair: order_of(pair[0]))
    tables = {table.name: with_ids(table, parents, package) for table, parents in both}
    package = replace(package, tables=tables)
    if not declarations.printed:
        sheet_count = len(contents.sheets)
        not_disclosed.check_money(document, package, contents.unplaced, sheets=sheet_count)
    losses = tuple(_losses(package, document, left_out))
    package, names = widened(package)
    return Report(
        package,
        tuple(contents.unplaced),
        left_out,
        (*losses, *names, *_without_tables(package, contents), *_remarks(contents, disclosure)),
        download=declarations.download,
        losses=losses,
    )


def _empty_package(
    document: Document,
    disclosure: Disclosure,
    left_out: Iterable[LeftOut],
    slug: str | None,
    title: str,
    address: str | None,
) -> Package:
    """The package of a document as it says whose it is, before its tables."""
    department, year = disclosure.department, disclosure.year
    phase = PHASE_WORDS[disclosure.phase]
    source = Source(
        title or f"{department}{year}年度部门{phase}公开",
        department,
        document.sha256,
        address=address,
        pages=document.pages,
    )
    return Package(
        slug=slug or identity.slug(department, disclosure.level),
        title=f"{department} {year} 年部门{phase}",
        disclosure=disclosure,
        sources=(source,),
        tables={},
        left_out=tuple(
            {"what": item.what, "why": item.why, "place": str(item.place)} for item in left_out
        ),
    )


def _without_notes(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, notes in last rows of tables as paragraphs; forms and our sheets keep theirs."""
    for block in blocks:
        if isinstance(block, Paragraph) or block.described is not None:
            yield block
        elif captions.ends_in_note(block) and not sheets.is_sheet(block):
            yield from captions.without_notes(block)
        else:
            yield block


def _prose(
    document: Document, contents: GridContents, disclosure: Disclosure
) -> tuple[list[Statement], list[LeftOut]]:
    paragraphs = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph) and index not in contents.lines:
            paragraphs.append(block)

    statements: list[Statement] = []
    left_out = list(sections.in_headings(paragraphs))
    period = Period(disclosure.year, disclosure.phase)
    for section in sections.sections(paragraphs):
        stated, rest = sections.statements(section, disclosure.department, period)
        statements += stated
        left_out += rest
    return statements, left_out


# The tables


def _printed_tables(document: Document, contents: GridContents) -> Iterator[_TableWithParents]:
    names = {item.table.name for item in contents.tables if item.stated}
    known: dict[str, str] = {}
    for recognised in contents.tables:
        table = surroundings.explained(recognised.table, document.blocks, known)
        if not recognised.stated:
            # A kind's own name, or with the first number that no table has yet.
            numbered = (f"{table.name}-{number}" for number in count(2))
            free = (name for name in chain((table.name,), numbered) if name not in names)
            table = replace(table, name=next(free))
            names.add(table.name)
        yield table, recognised.parents
    yield from _listed_as_empty(document, names)


def _listed_as_empty(document: Document, names: Set[str]) -> Iterator[_TableWithParents]:
    """A table for each kind that the document's list says is empty, and why, and does not print."""
    columns = tuple(KEYS[name] for name in ("line", "list", "position", "role", "document"))
    listed: dict[str, Table] = {}
    for grid in document.grids:
        for empty in lists.empty_tables(grid):
            kind = empty.kind
            if kind.statutory and kind.name not in names:
                table = Table(kind.name, kind, "empty-stated", columns, (), title=kind.title)
                table = replace(table, published_title=empty.title, number=empty.number)
                listed.setdefault(kind.name, replace(table, statement=empty.reason))
    yield from ((table, ()) for table in listed.values())


def _compiled_tables(
    document: Document,
    contents: GridContents,
    statements: Sequence[Statement],
    declared: Mapping[str, Table],
) -> Iterable[Table]:
    """What is read besides the printed tables; as a download declares it, if it does."""
    read = (
        other_tables.sheet_heads(contents.sheets),
        other_tables.sheet_funds(contents.sheets),
        other_tables.performance_targets(contents.sheets),
        other_tables.sheet_quantities(contents.sheets),
        other_tables.statement_table(statements),
        other_tables.explanations(explained(document.blocks)),
        other_tables.unrecognised(contents.unplaced),
    )
    tables = {table.name: table for table in read}
    for name, table in declared.items():
        # What was without a place stays so, beside the cells that have none now.
        if name == "unrecognised" and tables[name].rows:
            rows = (*table.rows, *tables[name].rows)
            table = replace(table, rows=rows, status="published")
        tables[name] = table
    return tables.values()


def _wordings(
    document: Document, disclosure: Disclosure, printed: Sequence[Table]
) -> Iterator[Table]:
    """The words in doubt, where there are any."""
    found = doubts(document.blocks, disclosure, printed)
    if found:
        yield other_tables.wordings(found)


# The remarks


def _losses(package: Package, document: Document, left_out: Sequence[LeftOut]) -> Iterator[str]:
    """What says that not all of a document was read: it holds more than that."""
    for why in (PARTED, TOO_LONG):
        if number := sum(item.why == why for item in left_out):
            yield f"说明文字里有 {number} 个数{why.removeprefix('数')}，没有收"
    for grid in document.grids:
        yield from missing_rows(grid)
    for table in package.tables.values():
        if table.kind.printed and (count := _nameless(table)):
            yield f"{table.published_title or table.title}：{count} 行有金额，没有读到是什么"
    rows = (row for table in package.tables.values() for row in table.rows)
    figures = (figure for row in rows for figure in row.figures.values())
    if not any(isinstance(figure, Decimal) for figure in figures):
        yield "没有读出一个数，请对照原文"


# What stands in a row beside what it is called.
_NO_NAMES = frozenset((*ADDED, "goal_characters", "indicator_characters"))


def _nameless(table: Table) -> int:
    """How many lines state amounts and nothing else, where no line of their list has a name."""
    count = 0
    for name in dict.fromkeys(row["list"] for row in table.rows):
        lines = [row for row in table.rows if row["list"] == name and row.role == "line"]
        stating = [row for row in lines if any(row.figures[at] != BLANK for at in row.figures)]
        named = [row for row in lines if any(row.keys[key] for key in row.keys.keys() - _NO_NAMES)]
        if len(stating) > 1 and not named:
            count += len(stating)
    return count


def _without_tables(package: Package, contents: GridContents) -> Iterator[str]:
    has_rows = any(table.kind.printed and table.rows for table in package.tables.values())
    if not has_rows and not contents.sheets:
        yield "只读到文字里的数，没有读到有数的表"


def _remarks(contents: GridContents, disclosure: Disclosure) -> Iterator[str]:
    if disclosure.stated:
        yield f"{'、'.join(disclosure.stated)} 是导入时写明的，不是文件写的"
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
    for name in recognised.undecided:
        yield f"：{name} 各行谁是谁的一部分，只有金额可以推断，推断不出，都并列存放"

    for row in table.rows:
        if row.role == "total" and not row.label:
            yield f"：{row['list']} 第 {row['position']} 行没有名称，按位置认作合计"
