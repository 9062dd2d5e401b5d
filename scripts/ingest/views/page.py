"""The report on an import as one page of HTML, complete in itself: each table beside the place it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from scripts.ingest.assembly.batch import ImportResult
from scripts.ingest.assembly.corrections import FigureChange
from scripts.ingest.assembly.result import PackageResult, Part
from scripts.ingest.assembly.self_check import in_words
from scripts.ingest.document import Unplaced
from scripts.ingest.report import grouped
from scripts.ingest.views.style import STYLE
from scripts.package import Package, Row, Table
from scripts.schema import STATUSES, Column

_WIDTH = 96
_MARGIN = 40.0
_PLACE = {"document", "page", "source_line", "box", "line", "parent", "list", "position", "role"}


@dataclass(frozen=True)
class _Marks:
    """What is marked in the tables of a package: cells that no equation confirms, and cells whose equation fails."""

    lone: frozenset[tuple[str, str, str]]
    doubtful: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, outcome: PackageResult) -> _Marks:
        """The marks of an outcome."""
        found = outcome.proof
        wrong = {(one.left.table, one.left.line, one.left.column) for one in found.failing}
        return cls(
            frozenset((one.table, one.line, one.column) for one in found.lone),
            frozenset((one.table, one.line, one.column) for one in found.doubtful) | wrong,
        )


def page(imported: ImportResult) -> str:
    """The page: it runs no script, asks no other file, and shows no more than the packages hold."""
    title = "；".join(outcome.package.title for outcome in imported.outcomes) or "没有读出数据包"
    refused = "".join(f"<li>{escape(one.why)}</li>" for one in imported.refused)
    passed = "".join(f"<li>{escape(name)}</li>" for name in imported.passed_over)
    body = "".join(
        _outcome(number, outcome) for number, outcome in enumerate(imported.outcomes, start=1)
    )
    body += (
        f'<section><h2>没有读出来的文件</h2><ul class="bad">{refused}</ul></section>'
        if refused
        else ""
    )
    body += f"<section><h2>没有收的文件</h2><ul>{passed}</ul></section>" if passed else ""
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>导入报告：{escape(title)}</title><style>{STYLE}</style></head>\n"
        f"<body><main>\n{body}</main></body></html>\n"
    )


def _outcome(number: int, outcome: PackageResult) -> str:
    package, marks = outcome.package, _Marks.of(outcome)
    lost = {part.document: part.report.unplaced for part in outcome.parts}
    sections = [
        f'<header><p class="crumb">导入报告</p><h1>{escape(package.title)}</h1>{_files(outcome)}</header>',
        _cards(outcome),
        _failing(outcome),
        _changes(outcome.changes),
        _contents(number, package),
        *(
            _table(number, table, package, marks)
            for table in package.tables.values()
            if _is_shown(table)
        ),
        *(_unplaced(document, cells, package) for document, cells in lost.items() if cells),
        *(_rest(part, package) for part in outcome.parts),
    ]
    return "\n".join(filter(None, sections))


def _is_shown(table: Table) -> bool:
    return (table.kind.printed or bool(table.rows)) and table.kind.name != "unrecognised"


def _files(outcome: PackageResult) -> str:
    names = {
        part.document: "，".join(filter(None, (part.file, part.report.read_as)))
        for part in outcome.parts
    }
    items = []
    for number, source in enumerate(outcome.package.sources, start=1):
        pages = f"，{source.pages} 页" if source.pages else ""
        from_ = names.get(number, "这次没有读，照原样留着")
        items.append(
            f"<li>文件 {number}：《{escape(source.title)}》{pages}<small>{escape(from_)}</small></li>"
        )
    return f'<ul class="files">{"".join(items)}</ul>'


def _cards(outcome: PackageResult) -> str:
    found = outcome.proof
    lost = sum(len(part.report.unplaced) for part in outcome.parts)
    cards = (
        ("读到的金额", f"{found.amounts:,}", "公开的表里，每一格一个"),
        ("由等式证实", f"{found.proven:,}", f"{found.equations:,} 个等式成立"),
        ("没有等式", f"{len(found.lone):,}", "原文没有别的数可以对照，表里画了虚线"),
        ("等式不成立", f"{len(found.failing):,}", "照原文保存，表里标了颜色"),
        ("没有位置", f"{lost:,}", "读到了，但不知道该放进哪一列"),
    )
    inner = "".join(
        f'<div class="card"><p class="k">{name}</p><p class="v">{value}</p><p class="n">{note}</p></div>'
        for name, value, note in cards
    )
    return f'<p class="lead">{escape(found.sentence)}。</p><div class="cards">{inner}</div>'


def _failing(outcome: PackageResult) -> str:
    items = "".join(f"<li>{escape(in_words(one))}</li>" for one in outcome.proof.failing)
    count = len(outcome.proof.failing)
    return (
        f'<section><h2>不成立的等式：{count} 个</h2><ul class="bad">{items}</ul></section>'
        if items
        else ""
    )


def _changes(changes: Sequence[FigureChange]) -> str:
    if not changes:
        return ""
    head = '<tr><th>表</th><th>行</th><th>列</th><th class="n">原来</th><th class="n">现在</th><th></th></tr>'
    rows = "".join(
        f"<tr><td>{escape(one.title)}</td><td>{escape(one.label)}</td><td>{escape(one.column_title)}</td>"
        f'<td class="n">{escape(one.before or "")}</td><td class="n">{escape(one.after or "")}</td><td>{one.what}</td></tr>'
        for one in changes
    )
    return f"<section><h2>和原来的数据包相比：{len(changes)} 个数不同</h2>{_scrolled('改动的数', head, rows)}</section>"


def _contents(number: int, package: Package) -> str:
    items = "".join(
        f'<li><a href="#{_anchor(number, table)}">{escape(table.title)}</a> <small>{len(table.rows)} 行，'
        f"{STATUSES[table.status]}</small></li>"
        for table in package.tables.values()
        if _is_shown(table)
    )
    return f'<nav><h2>读到的表</h2><ul class="contents">{items}</ul></nav>'


def _anchor(number: int, table: Table) -> str:
    return f"p{number}-{table.name}"


def _table(number: int, table: Table, package: Package, marks: _Marks) -> str:
    stated = [f"原题《{table.published_title}》" if table.published_title else "", table.number]
    stated += [
        f"单位：{table.amount_unit}" if table.amount_unit else "",
        STATUSES[table.status],
        table.statement,
    ]
    counted = (
        sum(key[0] == table.name for key in marks.lone),
        sum(key[0] == table.name for key in marks.doubtful),
    )
    stated += [
        f"{count} 格{words}"
        for count, words in zip(counted, ("没有等式", "的等式不成立"), strict=True)
        if count
    ]
    keys = [
        one
        for one in table.columns
        if not one.is_value and one.name not in _PLACE and _fills(table, one)
    ]
    head = "".join(f'<th scope="col">{escape(one.title)}</th>' for one in keys)
    head += "".join(f'<th scope="col" class="n">{escape(_head(one))}</th>' for one in table.values)
    rows = "".join(
        _row(table, row, keys, marks, several=len(package.sources) > 1) for row in table.rows
    )
    inner = (
        _scrolled(table.title, f'<tr>{head}<th scope="col">出处</th></tr>', rows)
        if table.rows
        else ""
    )
    return (
        f'<section id="{_anchor(number, table)}"><h2>{escape(table.title)} <code>{table.name}</code></h2>'
        f'<p class="meta">{escape("；".join(filter(None, stated)))}</p>'
        f'<div class="beside"><div class="read">{inner}</div>{_sketches(table, package)}</div></section>'
    )


def _fills(table: Table, column: Column) -> bool:
    return any(row[column.name] for row in table.rows)


def _head(column: Column) -> str:
    """A figure's column by its title, and by the heads it was published under where they say it otherwise."""
    heads = "、".join(dict.fromkeys(head for head in column.heads.values() if head != column.title))
    return f"{column.title}（{heads}）" if heads else column.title


def _row(table: Table, row: Row, keys: Sequence[Column], marks: _Marks, *, several: bool) -> str:
    cells = "".join(f"<td>{escape(row[one.name])}</td>" for one in keys)
    cells += "".join(_figure(table, row, one, marks) for one in table.values)
    return f'<tr class="{escape(row["role"] or "line")}">{cells}<td class="place">{escape(_place(row, several))}</td></tr>'


def _figure(table: Table, row: Row, column: Column, marks: _Marks) -> str:
    key = (table.name, row["line"], column.name)
    mark, said = "", ""
    if key in marks.doubtful:
        mark, said = " wrong", ' title="所在的等式不成立"'
    elif key in marks.lone:
        mark, said = " lone", ' title="没有等式可以证实"'
    figure = row.figure(column.name)
    return f'<td class="n{mark}"{said}>{escape(figure) if isinstance(figure, str) else f"{figure:,f}"}</td>'


def _place(row: Row, several: bool) -> str:
    where = f"第 {row['page']} 页" if row["page"] else f"第 {row['source_line']} 行"
    return f"文件 {row['document']} {where}" if several else where


def _sketches(table: Table, package: Package) -> str:
    """The pages that a table was read from, small, with its rows drawn where they stand on them."""
    by_page: dict[tuple[str, int], list[list[float]]] = {}
    for row in table.rows:
        if row["box"] and row["page"]:
            by_page.setdefault((row["document"], int(row["page"])), []).append(
                [float(x) for x in row["box"].split()]
            )
    sizes = _sizes(package)
    several = len(package.sources) > 1
    drawn = "".join(
        _sketch(page, boxes, sizes[document, page], f"文件 {document} " if several else "")
        for (document, page), boxes in sorted(by_page.items())
    )
    return f'<aside aria-label="在原文件的位置">{drawn or _lines(table)}</aside>'


def _lines(table: Table) -> str:
    """Where a table stands in a document without pages."""
    numbers = [int(row["source_line"]) for row in table.rows if row["source_line"]]
    return f"<p>原文第 {min(numbers)}–{max(numbers)} 行</p>" if numbers else "<p>没有数据行</p>"


def _sizes(package: Package) -> Mapping[tuple[str, int], tuple[float, float]]:
    """How large each page is, as far as its rows tell; at least A4, upright or lying as the rows reach out."""
    reach: dict[tuple[str, int], tuple[float, float]] = {}
    for row in (
        row for table in package.tables.values() for row in table.rows if row["box"] and row["page"]
    ):
        _, _, right, bottom = (float(x) for x in row["box"].split())
        width, height = reach.get((row["document"], int(row["page"])), (0.0, 0.0))
        reach[row["document"], int(row["page"])] = max(width, right), max(height, bottom)
    return {
        key: (max(width + _MARGIN, 842.0 if width > 595 else 595.0), max(height + _MARGIN, 595.0 if width > 595 else 842.0))
        for key, (width, height) in reach.items()
    }  # fmt: skip


def _sketch(
    page: int, boxes: Sequence[Sequence[float]], size: tuple[float, float], document: str
) -> str:
    width, height = size
    drawn = "".join(
        f'<rect x="{x0:.0f}" y="{top:.0f}" width="{x1 - x0:.0f}" height="{max(bottom - top - 2, 2):.0f}"/>'
        for x0, top, x1, bottom in boxes
    )
    words = f"{document}第 {page} 页，{len(boxes)} 行"
    return (
        f'<figure><svg role="img" aria-label="{words}" viewBox="0 0 {width:.0f} {height:.0f}" width="{_WIDTH}" '
        f'height="{_WIDTH * height / width:.0f}"><rect class="sheet" width="{width:.0f}" height="{height:.0f}"/>{drawn}</svg>'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _unplaced(document: int, cells: Sequence[Unplaced], package: Package) -> str:
    where = f"（文件 {document}）" if len(package.sources) > 1 else ""
    head = "<tr><th>所在表</th><th>行、列</th><th>内容</th><th>为什么</th><th>出处</th></tr>"
    rows = "".join(
        f"<tr><td>{escape(one.table_title)}</td><td>{one.row}、{one.cell}</td>"
        f'<td class="lost">{escape(one.text)}</td><td>{escape(one.why)}</td><td class="place">{escape(str(one.place))}</td></tr>'
        for one in cells
    )
    return f"<section><h2>没有位置的单元格{where}：{len(cells)} 个</h2>{_scrolled('没有位置的单元格', head, rows)}</section>"


def _rest(part: Part, package: Package) -> str:
    name = f"（文件 {part.document}）" if len(package.sources) > 1 else ""
    return "".join(_lists(part, name))


def _lists(part: Part, name: str) -> Iterator[str]:
    if part.remarks:
        items = "".join(f"<li>{escape(remark)}</li>" for remark in part.remarks)
        yield f"<section><h2>读的时候遇到的笔误{name}</h2><ul>{items}</ul></section>"
    if part.report.left_out:
        items = "".join(
            f"<li>{escape(what)}（{escape(why)}）<small>{escape(places)}</small></li>"
            for (what, why), places in grouped(part.report.left_out)
        )
        yield (
            f"<section><h2>有意不收的{name}：{len(part.report.left_out)} 处</h2>"
            f"<details><summary>看每一处</summary><ul>{items}</ul></details></section>"
        )


def _scrolled(label: str, head: str, rows: str) -> str:
    """A table that scrolls inside its frame, never the page."""
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(label)}"><table><thead>{head}</thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
