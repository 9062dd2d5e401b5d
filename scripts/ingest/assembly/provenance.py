"""A download of ours that comes back: what it does not change keeps its document and page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.ingest.assembly.contributions import (
    PLACES,
    columns_of,
    order_of,
    parents_of,
    with_ids,
)
from scripts.ingest.assembly.corrections import changes
from scripts.ingest.assembly.result import FileReport, ImportOptions, PackageResult, Part
from scripts.ingest.declaration import Download
from scripts.ingest.report import Report
from scripts.package import Package, Row, Table

_FROM_ITS_PLACE = ("line", "parent", "position")
"""What a row has from where it stands in its table, and not from what it says."""
_NO_CONTENT = frozenset((*_FROM_ITS_PLACE, *PLACES))
_COMPILER = "整理者"
"""Who publishes what a person changed in a download: not the department."""


# How many rows are as before (same), the workbook's own (own), and how many went (gone).
_Counts = Counter[str]


def comes_back(download: Download | None, previous: Package) -> bool:
    """Whether a workbook was made from a package's documents, and from no others."""
    if download is None or not download.sources:
        return False
    return set(download.sources) <= {source.sha256 for source in previous.sources}


def without_pages(report: Report, previous: Package | None) -> str:
    """What is to be said of a download read as any other document; "" of no download."""
    if report.download is None:
        return ""
    why = "原来的数据包不在这里"
    if previous is not None:
        why = "现有的数据包不是只从它写的那些文件做的，或者它和别的文件一起导入"
    return f"这是本站的下载，但是{why}：出处只能写作这份下载的行，原文件的页没有留下"


def returned(
    package: Package, file: FileReport, previous: Package, options: ImportOptions
) -> PackageResult:
    """The held package with what a person changed in its own download.

    Rows that the workbook changed or added name it as their document. What else the package
    holds stays as it is, also what was left out when its documents were read.
    """
    source = file.report.package.sources[0]
    sources = previous.sources
    hashes = [document.sha256 for document in sources]
    # A workbook that was imported before is a document of the package already.
    is_new = source.sha256 not in hashes
    number = [*hashes, source.sha256].index(source.sha256) + 1

    download = file.report.download
    names = download.tables if download else frozenset()
    counts: _Counts = Counter()
    tables = dict(previous.tables)
    for table in _brought(package, names, previous):
        new = with_ids(table, parents_of(table.rows), package)
        tables[table.name] = _table(new, previous.table(table.name), number, counts)

    # A workbook in which nothing was changed is not worth a source.
    if counts["own"] and is_new:
        source = replace(
            source,
            title=options.title or f"{previous.title}（更正过的下载）",
            publisher=_COMPILER,
            address=options.address,
            published=options.published,
            approved=options.approved,
        )
        sources = (*sources, source)

    result = replace(
        previous,
        disclosure=package.disclosure,
        sources=sources,
        tables={table.name: table for table in sorted(tables.values(), key=order_of)},
    )
    missing = []
    for name, table in previous.tables.items():
        is_undeclared = not table.kind.printed and table.rows and name not in names
        if is_undeclared or name not in package.tables:
            missing.append(table)

    part = Part(str(file.path), number, file.report, "；".join(_remarks(counts, missing, number)))
    corrections = tuple(changes(tuple(previous.tables.values()), tuple(result.tables.values())))
    return PackageResult(result, (part,), corrections, by_hand=True)


def _brought(package: Package, names: frozenset[str], previous: Package) -> Iterator[Table]:
    """The tables that a workbook brings: the printed ones, and those that it declares (`names`)."""
    for name, table in package.tables.items():
        if table.kind.printed or name in names:
            yield table
        elif name == "unrecognised" and table.rows and name in previous.tables:
            # The cells without a place that were held stay, beside those of this reading.
            yield replace(table, rows=(*previous.tables[name].rows, *table.rows))


def _table(table: Table, previous: Table | None, number: int, counts: _Counts) -> Table:
    """A table whose rows that were held stay as they were; the others name the document."""
    # Of rows that say the same, the first held one comes back first.
    waiting: dict[object, list[Row]] = {}
    if previous is not None and previous.amount_unit == table.amount_unit:
        for row in previous.rows:
            waiting.setdefault(_content(row, table), []).append(row)

    rows: list[Row] = []
    same = 0
    for row in table.rows:
        rows_held = waiting.get(_content(row, table))
        if not rows_held:
            rows.append(Row({**row.keys, "document": str(number)}, row.figures))
            continue

        same += 1
        held = rows_held.pop(0)
        if table.kind.printed:
            # Rows above may have been added or taken out: its id is of its place now.
            place = {name: row[name] for name in _FROM_ITS_PLACE if name in held.keys}
            held = Row({**held.keys, **place}, held.figures)
        rows.append(held)
    counts.update(same=same, own=len(rows) - same)

    columns = table.columns
    if previous is not None:
        # By ids: a row that only moved is not gone.
        lines = {row["line"] for row in rows}
        counts["gone"] += len({row["line"] for row in previous.rows} - lines)

        # Nothing new: the table keeps also what the workbook does not show of it.
        if same == len(rows) == len(previous.rows):
            return replace(previous, rows=tuple(rows))

        # A column that the workbook does not show keeps what stood in it.
        columns = (*previous.columns, *columns)
    return replace(table, columns=tuple(columns_of(columns, rows)), rows=tuple(rows))


def _content(row: Row, table: Table) -> object:
    """What a row says, wherever it stands; 1.5 and 1.50 are the same figure."""
    keys = tuple(
        row[column.name]
        for column in table.columns
        if not column.is_value and column.name not in _NO_CONTENT
    )
    return keys, tuple(sorted(row.figures.items()))


def _remarks(counts: _Counts, missing: Sequence[Table], number: int) -> Iterator[str]:
    yield "这是本站的下载，照它更正原来的数据包"
    yield f"{counts['same']} 行和原来相同，出处仍是原来的文件和页"
    if counts["own"]:
        yield f"{counts['own']} 行是改过或新加的，出处写作这份下载（文件 {number}）"
    if counts["gone"]:
        yield f"少了 {counts['gone']} 行，已经去掉"
    if missing:
        titles = "、".join(table.published_title or table.title for table in missing)
        yield f"下载里没有{titles}，原来的没有动"
