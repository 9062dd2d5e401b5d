"""The report on an import as one page of HTML: each table beside where it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from scripts.ingest.assembly.batch import ImportResult
from scripts.ingest.assembly.corrections import FigureChange
from scripts.ingest.assembly.result import PackageResult, Part
from scripts.ingest.assembly.self_check import Amount, in_words
from scripts.ingest.document import Unplaced
from scripts.ingest.report import grouped
from scripts.ingest.views import shell
from scripts.ingest.views.shell import cell
from scripts.package import Package, Row, Table
from scripts.schema import STATUSES, Column

# How wide the sketch of a page is, in CSS pixels.
_WIDTH = 96
_MARGIN = 40.0
_SHORT, _LONG = 595.0, 842.0
"""The sides of A4 in points."""
# The key columns that say where a row stands, not what it is.
_PLACE = {"document", "page", "source_line", "box", "line", "parent", "list", "position", "role"}

# A cell by its table, line and column.
_Key = tuple[str, str, str]
# Left, top, right and bottom of a row on its page, in points from the page's top left corner.
_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Marks:
    """What is marked in the tables of a package: cells that no equation confirms, and cells whose
    equation fails.
    """

    lone: frozenset[_Key]
    doubtful: frozenset[_Key]

    @classmethod
    def of(cls, outcome: PackageResult) -> _Marks:
        """The marks of an outcome."""
        proof = outcome.proof
        wrong = {
            (verdict.left.table, verdict.left.line, verdict.left.column)
            for verdict in proof.failing
        }
        return cls(_keys(proof.lone), _keys(proof.doubtful) | wrong)


def _keys(amounts: Iterable[Amount]) -> frozenset[_Key]:
    return frozenset((amount.table, amount.line, amount.column) for amount in amounts)


def page(imported: ImportResult) -> str:
    """The page: it runs no script, asks no other file, and shows no more than the packages hold.

    First every package with its proof and its tables, then the files that could not be read, or
    were passed over.
    """
    title = "；".join(outcome.package.title for outcome in imported.outcomes) or "没有读出数据包"
    parts = [_outcome(number, outcome) for number, outcome in enumerate(imported.outcomes, start=1)]
    passed_over = shell.listed(escape(name) for name in imported.passed_over)
    body = "".join(parts) + shell.refused(imported) + shell.section("没有收的文件", passed_over)
    return shell.document("导入报告", title, body)


def _outcome(number: int, outcome: PackageResult) -> str:
    """One package; `number` tells its tables' anchors from those of other packages on the page."""
    package, marks = outcome.package, _Marks.of(outcome)
    # Cells without a place are listed by themselves, below all tables.
    tables = [table for table in package.tables.values() if _is_shown(table)]
    lost = {part.document: part.report.unplaced for part in outcome.parts}
    sections = [
        '<header><p class="crumb">导入报告</p>'
        f"<h1>{escape(package.title)}</h1>{_files(outcome)}</header>",
        _cards(outcome),
        _failing(outcome),
        _changes(outcome.changes),
        _contents(number, tables),
        *(_table(number, table, package, marks) for table in tables),
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
        name = names.get(number, "这次没有读，照原样留着")
        items.append(
            f"文件 {number}：《{escape(source.title)}》{pages}<small>{escape(name)}</small>"
        )
    return shell.listed(items, "files")


def _cards(outcome: PackageResult) -> str:
    proof = outcome.proof
    lost = sum(len(part.report.unplaced) for part in outcome.parts)
    cards = shell.cards(
        (
            ("读到的金额", proof.amounts, "公开的表里，每一格一个"),
            ("由等式证实", proof.proven, f"{proof.equations:,} 个等式成立"),
            ("没有等式", len(proof.lone), "原文没有别的数可以对照，表里画了虚线"),
            ("等式不成立", len(proof.failing), "照原文保存，表里标了颜色"),
            ("没有位置", lost, "读到了，但不知道该放进哪一列"),
        )
    )
    return f'<p class="lead">{escape(proof.sentence)}。</p>{cards}'


def _failing(outcome: PackageResult) -> str:
    items = [escape(in_words(verdict)) for verdict in outcome.proof.failing]
    return shell.section(f"不成立的等式：{len(items)} 个", shell.listed(items, "bad"))


def _changes(changes: Sequence[FigureChange]) -> str:
    """The figures that differ from those of the package that was there before."""
    if not changes:
        return ""
    head = (
        '<tr><th>表</th><th>行</th><th>列</th><th class="n">原来</th><th class="n">现在</th>'
        "<th></th></tr>"
    )
    rows = []
    for change in changes:
        cells = [cell(change.title), cell(change.label), cell(change.column_title)]
        cells += [cell(change.before or "", "n"), cell(change.after or "", "n"), cell(change.what)]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    heading = f"和原来的数据包相比：{len(changes)} 个数不同"
    return shell.section(heading, _scrolled("改动的数", head, "".join(rows)))


def _contents(number: int, tables: Sequence[Table]) -> str:
    items = [
        f'<a href="#{_anchor(number, table)}">{escape(table.title)}</a> '
        f"<small>{len(table.rows)} 行，{STATUSES[table.status]}</small>"
        for table in tables
    ]
    return f"<nav><h2>读到的表</h2>{shell.listed(items, 'contents')}</nav>"


def _anchor(number: int, table: Table) -> str:
    return f"p{number}-{table.name}"


def _table(number: int, table: Table, package: Package, marks: _Marks) -> str:
    """A table as it was read, and beside it where it stands in its document."""
    return (
        f'<section id="{_anchor(number, table)}">'
        f"<h2>{escape(table.title)} <code>{table.name}</code></h2>"
        f'<p class="meta">{escape("；".join(filter(None, _about(table, marks))))}</p>'
        f'<div class="beside"><div class="read">{_rows(table, package, marks)}</div>'
        f"{_sketches(table, package)}</div></section>"
    )


def _about(table: Table, marks: _Marks) -> Iterator[str]:
    """What is said of a table above it, each in a few words; "" for what it does not state."""
    yield f"原题《{table.published_title}》" if table.published_title else ""
    yield table.number
    yield f"单位：{table.amount_unit}" if table.amount_unit else ""
    yield STATUSES[table.status]
    yield table.statement
    # How many cells are marked, so that nobody has to search for them.
    for keys, words in ((marks.lone, "没有等式"), (marks.doubtful, "的等式不成立")):
        count = sum(key[0] == table.name for key in keys)
        if count:
            yield f"{count} 格{words}"


def _rows(table: Table, package: Package, marks: _Marks) -> str:
    if not table.rows:
        return ""
    keys = [column for column in table.columns if _is_label(table, column)]
    head = [f'<th scope="col">{escape(column.title)}</th>' for column in keys]
    head += [f'<th scope="col" class="n">{escape(_header(column))}</th>' for column in table.values]
    head.append('<th scope="col">出处</th>')
    several = len(package.sources) > 1
    rows = [_row(table, row, keys, marks, several=several) for row in table.rows]
    return _scrolled(table.title, f"<tr>{''.join(head)}</tr>", "".join(rows))


def _is_label(table: Table, column: Column) -> bool:
    """Whether a column says what the rows are, in one of them at least."""
    if column.is_value or column.name in _PLACE:
        return False
    return any(row[column.name] for row in table.rows)


def _header(column: Column) -> str:
    """A figure's column by its title, and by the heads it was published under where they say it
    otherwise.
    """
    heads = "、".join(dict.fromkeys(head for head in column.heads.values() if head != column.title))
    if not heads:
        return column.title
    return f"{column.title}（{heads}）"


def _row(table: Table, row: Row, keys: Sequence[Column], marks: _Marks, *, several: bool) -> str:
    cells = [cell(row[column.name]) for column in keys]
    cells += [_figure(table, row, column, marks) for column in table.values]
    cells.append(cell(_place(row, several), "place"))
    return f'<tr class="{escape(row["role"] or "line")}">{"".join(cells)}</tr>'


def _figure(table: Table, row: Row, column: Column, marks: _Marks) -> str:
    """The cell of a figure, marked where nothing confirms it or its equation fails."""
    # A failing equation outweighs that nothing else confirms the figure.
    key = (table.name, row["line"], column.name)
    mark = ' class="n"'
    if key in marks.doubtful:
        mark = ' class="n wrong" title="所在的等式不成立"'
    elif key in marks.lone:
        mark = ' class="n lone" title="没有等式可以证实"'
    figure = row.figure(column.name)
    text = escape(figure) if isinstance(figure, str) else f"{figure:,f}"
    return f"<td{mark}>{text}</td>"


def _place(row: Row, several: bool) -> str:
    """Where a row stands: its page or line, and its file where there are several."""
    place = f"第 {row['page']} 页" if row["page"] else f"第 {row['source_line']} 行"
    return f"文件 {row['document']} {place}" if several else place


# The pages, drawn small


def _sketches(table: Table, package: Package) -> str:
    """The pages that a table was read from, small, with its rows drawn where they stand on them."""
    boxes: dict[tuple[str, int], list[_Box]] = {}
    for row in table.rows:
        if row["box"] and row["page"]:
            boxes.setdefault(_page(row), []).append(_box(row))
    # Pages are drawn from the rows alone: the document itself is not kept.
    sizes = _sizes(package)
    several = len(package.sources) > 1
    figures = []
    for (document, number), drawn in sorted(boxes.items()):
        name = f"文件 {document} " if several else ""
        caption = f"{name}第 {number} 页，{len(drawn)} 行"
        figures.append(_sketch(caption, drawn, *sizes[document, number]))
    inner = "".join(figures) or _lines(table)
    return f'<aside aria-label="在原文件的位置">{inner}</aside>'


def _page(row: Row) -> tuple[str, int]:
    """The document and the page that a row stands on."""
    return row["document"], int(row["page"])


def _box(row: Row) -> _Box:
    left, top, right, bottom = map(float, row["box"].split())
    return left, top, right, bottom


def _lines(table: Table) -> str:
    """Where a table stands in a document without pages."""
    numbers = [int(row["source_line"]) for row in table.rows if row["source_line"]]
    if not numbers:
        return "<p>没有数据行</p>"
    return f"<p>原文第 {min(numbers)}–{max(numbers)} 行</p>"


def _sizes(package: Package) -> Mapping[tuple[str, int], tuple[float, float]]:
    """Width and height of each page, as far as its rows tell.

    At least A4, upright or lying as the rows reach out.
    """
    reach: dict[tuple[str, int], tuple[float, float]] = {}
    for table in package.tables.values():
        for row in table.rows:
            if row["box"] and row["page"]:
                _, _, right, bottom = _box(row)
                width, height = reach.get(_page(row), (0.0, 0.0))
                reach[_page(row)] = max(width, right), max(height, bottom)
    sizes = {}
    for key, (width, height) in reach.items():
        # Tables are often printed lying; a row wider than upright A4 tells so.
        across, down = (_LONG, _SHORT) if width > _SHORT else (_SHORT, _LONG)
        sizes[key] = max(width + _MARGIN, across), max(height + _MARGIN, down)
    return sizes


def _sketch(caption: str, boxes: Sequence[_Box], width: float, height: float) -> str:
    """A page of that size in points, with the boxes of its rows."""
    # Two points between the rows, so that each is seen.
    rows = [
        f'<rect x="{left:.0f}" y="{top:.0f}" width="{right - left:.0f}"'
        f' height="{max(bottom - top - 2, 2):.0f}"/>'
        for left, top, right, bottom in boxes
    ]
    return (
        f'<figure><svg role="img" aria-label="{caption}" viewBox="0 0 {width:.0f} {height:.0f}"'
        f' width="{_WIDTH}" height="{_WIDTH * height / width:.0f}">'
        f'<rect class="sheet" width="{width:.0f}" height="{height:.0f}"/>{"".join(rows)}</svg>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


# What is in no table


def _unplaced(document: int, cells: Sequence[Unplaced], package: Package) -> str:
    head = "<tr><th>所在表</th><th>行、列</th><th>内容</th><th>为什么</th><th>出处</th></tr>"
    rows = []
    for lost in cells:
        columns = [
            cell(lost.table_title),
            cell(f"{lost.row}、{lost.cell}"),
            cell(lost.text, "lost"),
        ]
        columns += [cell(lost.why), cell(str(lost.place), "place")]
        rows.append(f"<tr>{''.join(columns)}</tr>")
    heading = f"没有位置的单元格{_of_file(document, package)}：{len(cells)} 个"
    return shell.section(heading, _scrolled("没有位置的单元格", head, "".join(rows)))


def _of_file(document: int, package: Package) -> str:
    """Which of several files something is of."""
    return f"（文件 {document}）" if len(package.sources) > 1 else ""


def _rest(part: Part, package: Package) -> str:
    """The slips that the reading got over, and what was left out on purpose."""
    name = _of_file(part.document, package)
    left_out = [
        f"{escape(what)}（{escape(why)}）<small>{escape(places)}</small>"
        for (what, why), places in grouped(part.report.left_out)
    ]
    remarks = shell.section(f"读的时候遇到的笔误{name}", shell.listed(map(escape, part.remarks)))
    # Folded away: years and ordinals of a long text are hundreds.
    if not left_out:
        return remarks
    heading = f"有意不收的{name}：{len(part.report.left_out)} 处"
    return remarks + shell.section(heading, shell.details("看每一处", shell.listed(left_out)))


def _scrolled(label: str, head: str, rows: str) -> str:
    """A table that scrolls inside its frame, never the page."""
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{escape(label)}">'
        f"<table><thead>{head}</thead><tbody>{rows}</tbody></table></div>"
    )
