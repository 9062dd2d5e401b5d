"""A download of ours that comes back into its package: what it does not change keeps the document and the page it is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.ingest.assembly.contributions import PLACES, columns_of, order_of, parents_of
from scripts.ingest.assembly.corrections import changes
from scripts.ingest.assembly.result import ImportOptions, PackageResult, Part
from scripts.ingest.declaration import Download
from scripts.ingest.report import Report
from scripts.package import Package, Row, Source, Table, identified

_MADE = frozenset(("line", "parent", "position", *PLACES))
"""What a row has from where it stands, and not from what it says."""
_COMPILER = "整理者"
"""Who publishes what a person changed in a download: not the department."""


@dataclass
class _Count:
    """How many rows are as before, how many are the workbook's own, and how many went."""

    same: int = 0
    own: int = 0
    gone: int = 0


def comes_back(download: Download | None, held: Package) -> bool:
    """Whether a workbook was made from a package's documents, and from no others."""
    known = {source.sha256 for source in held.sources}
    return download is not None and bool(download.sources) and known >= set(download.sources)


def without_pages(report: Report, held: Package | None) -> str:
    """What is to be said of a download that is imported as any other document; nothing of what is none."""
    if report.download is None:
        return ""
    why = (
        "现有的数据包不是只从它写的那些文件做的，或者它和别的文件一起导入"
        if held
        else "原来的数据包不在这里"
    )
    return f"这是本站的下载，但是{why}：出处只能写作这份下载的行，原文件的页没有留下"


def returned(
    package: Package, path: Path, report: Report, held: Package, stated: ImportOptions
) -> PackageResult:
    """The held package with what a person changed in its own download.

    Rows that the workbook changed or added name it as their document. What else the package holds stays as it is, also
    what was left out when its documents were read.
    """
    source = _source(report.package.sources[0], held, stated)
    hashes = [one.sha256 for one in held.sources]
    number = hashes.index(source.sha256) + 1 if source.sha256 in hashes else len(hashes) + 1
    brought = report.download.tables if report.download else frozenset[str]()
    count = _Count()
    tables: dict[str, Table] = dict(held.tables)
    for table in _brought(package, brought, held):
        tables[table.name] = _table(
            _with_ids(table, package), held.table(table.name), number, count
        )
    made = replace(
        held,
        disclosure=package.disclosure,
        sources=held.sources if not count.own or number <= len(hashes) else (*held.sources, source),
        tables={table.name: table for table in sorted(tables.values(), key=order_of)},
    )
    missing = [
        one
        for one in held.tables.values()
        if one.name not in package.tables or _is_missing(one, brought)
    ]
    part = Part(str(path), number, report, "；".join(_said(count, missing, number)))
    found = tuple(changes(tuple(held.tables.values()), tuple(made.tables.values())))
    return PackageResult(made, (part,), found, by_hand=True)


def _source(source: Source, held: Package, stated: ImportOptions) -> Source:
    """The workbook as a document of the package: as it is held, where it was imported before."""
    before = next((one for one in held.sources if one.sha256 == source.sha256), None)
    return before or replace(
        source,
        title=stated.title or f"{held.title}（更正过的下载）",
        publisher=_COMPILER,
        address=stated.address,
        published=stated.published,
        approved=stated.approved,
    )


def _brought(package: Package, brought: frozenset[str], held: Package) -> Iterator[Table]:
    """The tables that a workbook brings: what a reading makes besides the printed ones is no word of the workbook's."""
    for name, table in package.tables.items():
        if table.kind.printed or name in brought:
            yield table
        elif name == "unrecognised" and table.rows and name in held.tables:
            # The cells without a place that were held stay, beside those of this reading.
            yield replace(table, rows=(*held.tables[name].rows, *table.rows))


def _is_missing(table: Table, brought: frozenset[str]) -> bool:
    return not table.kind.printed and bool(table.rows) and table.name not in brought


def _with_ids(table: Table, package: Package) -> Table:
    rows = identified(package.slug, package.period, table.name, table.rows, parents_of(table.rows))
    return replace(table, rows=rows)


def _table(table: Table, held: Table | None, number: int, count: _Count) -> Table:
    """A table whose rows that were held already stand where they stood, and whose others name the document `number`."""
    waiting: dict[object, list[Row]] = {}
    for row in held.rows if held and held.amount_unit == table.amount_unit else ():
        waiting.setdefault(_content(row, table), []).append(row)
    rows: list[Row] = []
    same = 0
    for row in table.rows:
        if known := waiting.get(_content(row, table)):
            rows.append(_kept(row, known.pop(0), printed=table.kind.printed))
            same += 1
        else:
            rows.append(Row({**row.keys, "document": str(number)}, row.figures))
    count.same += same
    count.own += len(rows) - same
    count.gone += len(
        {row["line"] for row in (held.rows if held else ())} - {row["line"] for row in rows}
    )
    if held and same == len(rows) == len(held.rows):
        return replace(held, rows=tuple(rows))
    columns = (*(held.columns if held else ()), *table.columns)
    return replace(table, columns=tuple(columns_of(columns, rows)), rows=tuple(rows))


def _content(row: Row, table: Table) -> object:
    """What a row says, wherever it stands; a figure is the same whatever noughts stand at its end."""
    keys = tuple(
        row[column.name]
        for column in table.columns
        if not column.is_value and column.name not in _MADE
    )
    return keys, tuple(sorted(row.figures.items()))


def _kept(row: Row, held: Row, *, printed: bool) -> Row:
    """A row as it was held, below the row that it stands below now; its id is that of its place among its like."""
    now = {
        name: row[name] for name in ("line", "parent", "position") if printed and name in held.keys
    }
    return Row({**held.keys, **now}, held.figures)


def _said(count: _Count, missing: Sequence[Table], number: int) -> Iterator[str]:
    yield "这是本站的下载，照它更正原来的数据包"
    yield f"{count.same} 行和原来相同，出处仍是原来的文件和页"
    if count.own:
        yield f"{count.own} 行是改过或新加的，出处写作这份下载（文件 {number}）"
    if count.gone:
        yield f"少了 {count.gone} 行，已经去掉"
    if missing:
        yield f"下载里没有{'、'.join(table.published_title or table.title for table in missing)}，原来的没有动"
