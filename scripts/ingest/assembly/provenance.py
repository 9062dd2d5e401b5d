"""A download of ours that comes back: what it does not change keeps its document and page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.ingest.assembly.contributions import PLACES, columns_of, order_of, parents_of
from scripts.ingest.assembly.corrections import changes
from scripts.ingest.assembly.result import FileReport, ImportOptions, PackageResult, Part
from scripts.ingest.declaration import Download
from scripts.ingest.report import Report
from scripts.package import Package, Row, Source, Table, identified

_FROM_ITS_PLACE = ("line", "parent", "position")
"""What a row has from where it stands in its table, and not from what it says."""
_NO_CONTENT = frozenset((*_FROM_ITS_PLACE, *PLACES))
_COMPILER = "整理者"
"""Who publishes what a person changed in a download: not the department."""


@dataclass
class _Count:
    """How many rows are as before, how many are the workbook's own, and how many went."""

    same: int = 0
    own: int = 0
    gone: int = 0


def comes_back(download: Download | None, previous: Package) -> bool:
    """Whether a workbook was made from a package's documents, and from no others."""
    if download is None or not download.sources:
        return False
    return set(download.sources) <= {source.sha256 for source in previous.sources}


def without_pages(report: Report, previous: Package | None) -> str:
    """What is to be said of a download that is imported as any other document.

    Blank of what is no download.
    """
    if report.download is None:
        return ""
    if previous is None:
        why = "原来的数据包不在这里"
    else:
        why = "现有的数据包不是只从它写的那些文件做的，或者它和别的文件一起导入"
    return f"这是本站的下载，但是{why}：出处只能写作这份下载的行，原文件的页没有留下"


def returned(
    package: Package, file: FileReport, previous: Package, options: ImportOptions
) -> PackageResult:
    """The held package with what a person changed in its own download.

    Rows that the workbook changed or added name it as their document. What else the package
    holds stays as it is, also what was left out when its documents were read.
    """
    source = _source(file.report.package.sources[0], previous, options)

    # A workbook that was imported before is a document of the package already.
    hashes = [document.sha256 for document in previous.sources]
    if source.sha256 not in hashes:
        hashes.append(source.sha256)
    number = hashes.index(source.sha256) + 1

    download = file.report.download
    names = download.tables if download else frozenset()

    count = _Count()
    tables = dict(previous.tables)
    for table in _brought(package, names, previous):
        tables[table.name] = _table(
            _with_ids(table, package), previous.table(table.name), number, count
        )

    # A workbook in which nothing was changed is not worth a source.
    sources = previous.sources
    if count.own and number > len(sources):
        sources = (*sources, source)
    result = replace(
        previous,
        disclosure=package.disclosure,
        sources=sources,
        tables={table.name: table for table in sorted(tables.values(), key=order_of)},
    )

    missing = [
        table
        for table in previous.tables.values()
        if table.name not in package.tables or _is_missing(table, names)
    ]

    part = Part(str(file.path), number, file.report, "；".join(_remarks(count, missing, number)))
    corrections = tuple(changes(tuple(previous.tables.values()), tuple(result.tables.values())))
    return PackageResult(result, (part,), corrections, by_hand=True)


def _source(source: Source, previous: Package, options: ImportOptions) -> Source:
    """The workbook as a document of the package: as it is held, where it was imported before."""
    for document in previous.sources:
        if document.sha256 == source.sha256:
            return document
    return replace(
        source,
        title=options.title or f"{previous.title}（更正过的下载）",
        publisher=_COMPILER,
        address=options.address,
        published=options.published,
        approved=options.approved,
    )


def _brought(package: Package, names: frozenset[str], previous: Package) -> Iterator[Table]:
    """The tables that a workbook brings, `names` being those that it declares.

    What a reading makes besides the printed ones is no word of the workbook's.
    """
    for name, table in package.tables.items():
        if table.kind.printed or name in names:
            yield table
        elif name == "unrecognised" and table.rows and name in previous.tables:
            # The cells without a place that were held stay, beside those of this reading.
            yield replace(table, rows=(*previous.tables[name].rows, *table.rows))


def _is_missing(table: Table, names: frozenset[str]) -> bool:
    return not table.kind.printed and bool(table.rows) and table.name not in names


def _with_ids(table: Table, package: Package) -> Table:
    rows = identified(package.slug, package.period, table.name, table.rows, parents_of(table.rows))
    return replace(table, rows=rows)


def _table(table: Table, previous: Table | None, number: int, count: _Count) -> Table:
    """A table whose rows that were held already stand where they stood.

    Its others name the document of the number.
    """
    # Of rows that say the same, the first held one comes back first.
    waiting: dict[object, list[Row]] = {}
    if previous is not None and previous.amount_unit == table.amount_unit:
        for row in previous.rows:
            waiting.setdefault(_content(row, table), []).append(row)

    rows: list[Row] = []
    same = 0
    for row in table.rows:
        if rows_held := waiting.get(_content(row, table)):
            rows.append(_kept(row, rows_held.pop(0), printed=table.kind.printed))
            same += 1
        else:
            rows.append(Row({**row.keys, "document": str(number)}, row.figures))

    count.same += same
    count.own += len(rows) - same
    if previous is None:
        return replace(table, columns=tuple(columns_of(table.columns, rows)), rows=tuple(rows))

    # By ids: a row that only moved is not gone.
    count.gone += len({row["line"] for row in previous.rows} - {row["line"] for row in rows})

    # Nothing new: the table keeps also what the workbook does not show of it.
    if same == len(rows) == len(previous.rows):
        return replace(previous, rows=tuple(rows))

    # A column that the workbook does not show keeps what stood in it.
    columns = columns_of((*previous.columns, *table.columns), rows)
    return replace(table, columns=tuple(columns), rows=tuple(rows))


def _content(row: Row, table: Table) -> object:
    """What a row says, wherever it stands; 1.5 and 1.50 are the same figure."""
    keys = tuple(
        row[column.name]
        for column in table.columns
        if not column.is_value and column.name not in _NO_CONTENT
    )
    return keys, tuple(sorted(row.figures.items()))


def _kept(row: Row, previous: Row, *, printed: bool) -> Row:
    """A row as it was held, below the row that it stands below now.

    Its id is that of its place among its like.
    """
    if not printed:
        return previous

    # Rows above may have been added or taken out.
    place = {name: row[name] for name in _FROM_ITS_PLACE if name in previous.keys}
    return Row({**previous.keys, **place}, previous.figures)


def _remarks(count: _Count, missing: Sequence[Table], number: int) -> Iterator[str]:
    yield "这是本站的下载，照它更正原来的数据包"
    yield f"{count.same} 行和原来相同，出处仍是原来的文件和页"
    if count.own:
        yield f"{count.own} 行是改过或新加的，出处写作这份下载（文件 {number}）"
    if count.gone:
        yield f"少了 {count.gone} 行，已经去掉"
    if missing:
        titles = "、".join(table.published_title or table.title for table in missing)
        yield f"下载里没有{titles}，原来的没有动"
