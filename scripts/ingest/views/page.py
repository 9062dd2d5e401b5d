"""The report on an import as one page of HTML: each table beside where it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scripts import checks
from scripts.ingest.assembly.batch import ImportResult
from scripts.ingest.assembly.corrections import FigureChange
from scripts.ingest.assembly.result import PackageResult, Part
from scripts.ingest.assembly.self_check import in_words
from scripts.ingest.report import grouped
from scripts.ingest.views import shell
from scripts.ingest.views.shell import cell
from scripts.markup import Xml
from scripts.package import Package, Row, Table
from scripts.schema import STATUSES, Column

# How wide the sketch of a page is, in CSS pixels.
_WIDTH = 96
_MARGIN = 40.0
_SHORT, _LONG = 595.0, 842.0
"""The sides of A4 in points."""
# The key columns that say where a row stands, not what it is.
_PLACE = {"document", "page", "source_line", "box", "line", "parent", "list", "position", "role"}

# How a figure is marked: nothing speaks against it, no equation confirms it, or one fails.
_MARKS = {
    "": Xml(' class="n"'),
    "lone": Xml(' class="n lone" title="没有等式可以证实"'),
    "wrong": Xml(' class="n wrong" title="所在的等式不成立"'),
}

# The marks of cells, each by its table, line and column.
_Marked = Mapping[tuple[str, str, str], str]
# Left, top, right and bottom of a row on its page, in points from the page's top left corner.
_Box = tuple[float, ...]


def page(imported: ImportResult) -> str:
    """The page: it runs no script, asks no other file, and shows no more than the packages hold.

    First every package with its proof and its tables, then the files that could not be read, or
    were passed over.
    """
    titles = [outcome.package.title for outcome in imported.outcomes]
    title = "；".join(titles) or "没有读出数据包"
    body = Xml()
    for number, outcome in enumerate(imported.outcomes, start=1):
        body += _outcome(number, outcome)
    body += shell.refused(imported)
    body += shell.section("没有收的文件", shell.listed(imported.passed_over))
    body += shell.section("没有跟着走的链接", shell.listed(imported.links))
    return shell.document("导入报告", title, body)


def _outcome(number: int, outcome: PackageResult) -> Xml:
    """One package; `number` tells its tables' anchors from those of other packages on the page."""
    package = outcome.package
    marked = _marked(outcome)
    # Cells without a place are listed by themselves, below all tables.
    tables = [
        table
        for table in package.tables.values()
        if (table.kind.printed or table.rows) and table.kind.name != "unrecognised"
    ]
    failing = [in_words(verdict) for verdict in outcome.proof.failing]
    faults = [checks.text(fault) for fault in outcome.faults]
    header = Xml('<header><p class="crumb">导入报告</p><h1>{}</h1>{}</header>')
    sections = [
        header.format(package.title, _files(outcome)),
        _cards(outcome),
        shell.section(f"数据包不合契约，不能发布：{len(faults)} 处", shell.listed(faults, "bad")),
        shell.section(f"不成立的等式：{len(failing)} 个", shell.listed(failing, "bad")),
        _changes(outcome.changes),
        _contents(number, tables),
        *(_table(number, table, package, marked) for table in tables),
        *(_unplaced(part, package) for part in outcome.parts),
        *(_rest(part, package) for part in outcome.parts),
    ]
    return Xml("\n").join(filter(None, sections))


def _marked(outcome: PackageResult) -> _Marked:
    proof = outcome.proof
    marked = {}
    for amount in proof.lone:
        marked[amount.table, amount.line, amount.column] = "lone"
    for amount in proof.doubtful:
        marked[amount.table, amount.line, amount.column] = "wrong"
    for verdict in proof.failing:
        left = verdict.left
        marked[left.table, left.line, left.column] = "wrong"
    return marked


def _files(outcome: PackageResult) -> Xml:
    names = {}
    for part in outcome.parts:
        said = filter(None, (part.file, part.report.read_as))
        names[part.document] = "，".join(said)

    items = []
    for number, source in enumerate(outcome.package.sources, start=1):
        title = f"文件 {number}：《{source.title}》"
        if source.pages:
            title += f"，{source.pages} 页"
        name = names.get(number, "这次没有读，照原样留着")
        items.append(Xml("{}<small>{}</small>").format(title, name))
    return shell.listed(items, "files")


def _cards(outcome: PackageResult) -> Xml:
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
    return Xml('<p class="lead">{}。</p>{}').format(proof.sentence, cards)


def _changes(changes: Sequence[FigureChange]) -> Xml:
    if not changes:
        return Xml()
    head = Xml(
        '<tr><th>表</th><th>行</th><th>列</th><th class="n">原来</th><th class="n">现在</th>'
        "<th></th></tr>"
    )
    # Added up one by one, rows would each be copied as often as rows follow.
    rows = []
    for change in changes:
        row = cell(change.title) + cell(change.label) + cell(change.column_title)
        row += cell(change.before or "", "n")
        row += cell(change.after or "", "n")
        rows.append(Xml("<tr>{}{}</tr>").format(row, cell(change.what)))
    heading = f"和原来的数据包相比：{len(changes)} 个数不同"
    return shell.section(heading, _scrolled("改动的数", head, Xml().join(rows)))


def _contents(number: int, tables: Sequence[Table]) -> Xml:
    item = Xml('<a href="#p{}-{}">{}</a> <small>{}</small>')
    items = []
    for table in tables:
        status = f"{len(table.rows)} 行，{STATUSES[table.status]}"
        items.append(item.format(number, table.name, table.title, status))
    return Xml("<nav><h2>读到的表</h2>{}</nav>").format(shell.listed(items, "contents"))


def _table(number: int, table: Table, package: Package, marked: _Marked) -> Xml:
    return Xml(
        '<section id="p{number}-{name}"><h2>{title} <code>{name}</code></h2>'
        '<p class="meta">{about}</p>'
        '<div class="beside"><div class="read">{rows}</div>{sketches}</div></section>'
    ).format(
        number=number,
        name=table.name,
        title=table.title,
        about="；".join(filter(None, _about(table, marked))),
        rows=_rows(table, package, marked),
        sketches=_sketches(table, package),
    )


def _about(table: Table, marked: _Marked) -> Iterator[str]:
    """What is said of a table above it, each in a few words; "" for what it does not state."""
    yield f"原题《{table.published_title}》" if table.published_title else ""
    yield table.number
    yield f"单位：{table.amount_unit}" if table.amount_unit else ""
    yield STATUSES[table.status]
    yield table.statement
    # How many cells are marked, so that nobody has to search for them.
    marks = [mark for (name, _, _), mark in marked.items() if name == table.name]
    lone = marks.count("lone")
    wrong = marks.count("wrong")
    yield f"{lone} 格没有等式" if lone else ""
    yield f"{wrong} 格的等式不成立" if wrong else ""


def _rows(table: Table, package: Package, marked: _Marked) -> Xml:
    if not table.rows:
        return Xml()
    keys = []
    head = Xml()
    for column in table.columns:
        # Columns that say what the rows are, in one of them at least.
        is_label = not column.is_value and column.name not in _PLACE
        if is_label and any(row[column.name] for row in table.rows):
            keys.append(column)
            head += Xml('<th scope="col">{}</th>').format(column.title)
    for column in table.values:
        title = column.title
        # The heads that it was published under, where they say it otherwise.
        heads = dict.fromkeys(head for head in column.heads.values() if head != title)
        if heads:
            title = f"{title}（{'、'.join(heads)}）"
        head += Xml('<th scope="col" class="n">{}</th>').format(title)
    head += Xml('<th scope="col">出处</th>')

    several = len(package.sources) > 1
    rows = Xml().join(_row(table, row, keys, marked, several=several) for row in table.rows)
    return _scrolled(table.title, Xml("<tr>{}</tr>").format(head), rows)


def _row(table: Table, row: Row, keys: Sequence[Column], marked: _Marked, *, several: bool) -> Xml:
    """A row: what it is, its figures, and its page or line, with its file where there are several."""
    cells = Xml().join(cell(row[column.name]) for column in keys)
    for column in table.values:
        mark = marked.get((table.name, row["line"], column.name), "")
        figure = row.figure(column.name)
        text = figure if isinstance(figure, str) else f"{figure:,f}"
        cells += Xml("<td{}>{}</td>").format(_MARKS[mark], text)

    place = f"第 {row['page']} 页" if row["page"] else f"第 {row['source_line']} 行"
    if several:
        place = f"文件 {row['document']} {place}"
    cells += cell(place, "place")
    return Xml('<tr class="{}">{}</tr>').format(row["role"] or "line", cells)


# The pages, drawn small


def _sketches(table: Table, package: Package) -> Xml:
    """The pages that a table was read from, small, with its rows drawn where they stand on them."""
    # Pages are drawn from the rows alone: the document itself is not kept.
    all_rows = [row for other in package.tables.values() for row in other.rows]
    on_pages = _boxes(all_rows)
    figures = Xml()
    for (document, number), own in sorted(_boxes(table.rows).items()):
        caption = f"第 {number} 页，{len(own)} 行"
        if len(package.sources) > 1:
            caption = f"文件 {document} {caption}"
        figures += _sketch(caption, own, *_size(on_pages[document, number]))
    if not figures:
        # Where a table stands in a document without pages.
        numbers = [int(row["source_line"]) for row in table.rows if row["source_line"]]
        figures = Xml("<p>没有数据行</p>")
        if numbers:
            figures = Xml("<p>原文第 {}–{} 行</p>").format(min(numbers), max(numbers))
    return Xml('<aside aria-label="在原文件的位置">{}</aside>').format(figures)


def _boxes(rows: Iterable[Row]) -> Mapping[tuple[str, int], list[_Box]]:
    boxes: dict[tuple[str, int], list[_Box]] = {}
    for row in rows:
        if row["box"] and row["page"]:
            page_of_row = row["document"], int(row["page"])
            box = tuple(map(float, row["box"].split()))
            own = boxes.setdefault(page_of_row, [])
            own.append(box)
    return boxes


def _size(boxes: Sequence[_Box]) -> tuple[float, float]:
    """Width and height of a page as far as its rows tell, but at least A4, upright or lying."""
    _, _, rights, bottoms = zip(*boxes, strict=True)
    width = max(rights)
    height = max(bottoms)
    across = _SHORT
    down = _LONG
    # Tables are often printed lying; a row wider than upright A4 tells so.
    if width > _SHORT:
        across = _LONG
        down = _SHORT
    return max(width + _MARGIN, across), max(height + _MARGIN, down)


def _sketch(caption: str, boxes: Sequence[_Box], width: float, height: float) -> Xml:
    rectangle = Xml('<rect x="{}" y="{}" width="{}" height="{}"/>')
    rows = []
    for left, top, right, bottom in boxes:
        # Two points between the rows, so that each is seen.
        tall = max(bottom - top - 2, 2)
        sides = (left, top, right - left, tall)
        rows.append(rectangle.format(*(f"{side:.0f}" for side in sides)))
    return Xml(
        '<figure><svg role="img" aria-label="{caption}" viewBox="0 0 {width} {height}"'
        ' width="{shown}" height="{shown_height}">'
        '<rect class="sheet" width="{width}" height="{height}"/>{rows}</svg>'
        "<figcaption>{caption}</figcaption></figure>"
    ).format(
        caption=caption,
        width=f"{width:.0f}",
        height=f"{height:.0f}",
        shown=_WIDTH,
        shown_height=f"{_WIDTH * height / width:.0f}",
        rows=Xml().join(rows),
    )


# What is in no table


def _unplaced(part: Part, package: Package) -> Xml:
    unplaced = part.report.unplaced
    if not unplaced:
        return Xml()
    head = Xml("<tr><th>所在表</th><th>行、列</th><th>内容</th><th>为什么</th><th>出处</th></tr>")
    rows = []
    for lost in unplaced:
        row = cell(lost.table_title)
        row += cell(f"{lost.row}、{lost.cell}")
        row += cell(lost.text, "lost")
        row += cell(lost.why)
        row += cell(str(lost.place), "place")
        rows.append(Xml("<tr>{}</tr>").format(row))
    heading = f"没有位置的单元格{_of_file(part, package)}：{len(unplaced)} 个"
    return shell.section(heading, _scrolled("没有位置的单元格", head, Xml().join(rows)))


def _of_file(part: Part, package: Package) -> str:
    return f"（文件 {part.document}）" if len(package.sources) > 1 else ""


def _rest(part: Part, package: Package) -> Xml:
    """The slips that the reading got over, and what was left out on purpose."""
    name = _of_file(part, package)
    slips = shell.listed(part.remarks)
    remarks = shell.section(f"读的时候遇到的笔误{name}", slips)
    items = []
    for (what, why), places in grouped(part.report.left_out):
        items.append(Xml("{}（{}）<small>{}</small>").format(what, why, places))
    # Folded away: years and ordinals of a long text are hundreds.
    if not items:
        return remarks
    heading = f"有意不收的{name}：{len(part.report.left_out)} 处"
    folded = shell.details("看每一处", shell.listed(items))
    return remarks + shell.section(heading, folded)


def _scrolled(label: str, head: Xml, rows: Xml) -> Xml:
    """A table that scrolls inside its frame, never the page."""
    return Xml(
        '<div class="table" tabindex="0" role="region" aria-label="{}">'
        "<table><thead>{}</thead><tbody>{}</tbody></table></div>"
    ).format(label, head, rows)
