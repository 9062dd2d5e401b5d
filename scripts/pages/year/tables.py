"""Every published table in its official form: each row an address, each table its CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Mark, Site
from scripts.markup import Html, joined
from scripts.package import Row, Table
from scripts.pages.year import shell, statements, verdicts
from scripts.schema import STATUSES, Column
from scripts.tables import Head, PrintedLayout

Marks = Callable[[Row], Sequence[Mark]]
"""The marks of a row."""


def page(year: BudgetYear, site: Site) -> Page:
    """The page of all published tables of a year; the id of a row outlives a correction."""
    path = year.address("tables")
    contents: list[Html] = []
    for table in year.published:
        status = Html()
        if table.status != "published":
            status = blocks.tag("none", STATUSES[table.status])
        title = blocks.escape(_title(table))
        contents.append(Html('<li><a href="#{}">{}</a> {}</li>').format(table.name, title, status))
    intro = Html(
        '<p class="mz-sub">数字照文件原样，一位不改；空白就是空白。'
        "点任何一行，地址栏里就是它的永久链接。</p>"
    )
    parts = [_table(year, table, site, path) for table in year.published]
    parts.append(statements.section(year, site, path))
    main = Html('{}<ul class="mz-contents">{}</ul>').format(intro, joined(contents)) + joined(
        parts, "\n"
    )
    name = f"{year.department} {year.name}"
    what = f"{name}的全部 {len(year.published)} 张表，逐行可链接，可下载 CSV。"
    return Page(path, f"{name}：表格", what, shell.body(year, "tables", site, main))


def _title(table: Table) -> str:
    """The plain title of a table; the document's own for a second of its kind, or of none."""
    if table.name == table.kind.name != "other":
        return table.title
    return table.published_title or table.title


def _table(year: BudgetYear, table: Table, site: Site, page: str) -> Html:
    unit = "文件没有写单位"
    if table.amount_unit:
        unit = f"单位：{table.amount_unit}"
    first, last, on = stands_on(table)
    where = ""
    word = {"page": "页", "line": "行"}[on]
    if first != last:
        where = f"原文第 {first}–{last} {word}"
    elif first:
        where = f"原文第 {first} {word}"
    csv = f"{year.package.path}/data/{table.name}.csv"
    facts = [
        blocks.escape(table.number),
        unit,
        where,
        blocks.link(csv, "CSV", page, attributes=Html("download")),
        blocks.report("报告错误", page, part=table.name),
        # What a rule says of the table as a whole stands at no row.
        *(verdicts.mark(mark, page) for mark in site.marks(year, table.name, "")),
    ]
    body = official(table, lambda row: site.marks(year, table.name, row["line"]), page)
    if table.statement:
        note = Html('<p class="mz-sub">文件注明：{}</p>').format(table.statement)
        body = note + body
    sub = Html("　").join(filter(None, facts))
    section = blocks.section(table.name, blocks.escape(_title(table)), sub, body)
    return Html('<div class="mz-official">\n{}\n</div>').format(section)


def stands_on(table: Table) -> tuple[int, int, str]:
    """The first and the last page of the document that a table stands on, and "page"; or the lines.

    0, 0 where neither is known.
    """
    pages = []
    lines = []
    for row in table.rows:
        if row["page"]:
            pages.append(int(row["page"]))
        if row["source_line"]:
            lines.append(int(row["source_line"]))
    if pages:
        return min(pages), max(pages), "page"
    # Text files have lines and no pages.
    return min(lines, default=0), max(lines, default=0), "line"


def official(table: Table, marks: Marks, page: str, *, lit: tuple[str, str] = ("", "")) -> Html:
    """A table as HTML in its published form: lists side by side where they were printed so.

    `marks` tells the marks of a row; `lit` are the line of a row and the name of a column that are
    to be seen first ("" for the column lights the whole row).
    """
    if not table.rows:
        return Html('<p class="mz-sub">表里没有任何一行。</p>')
    form = tables.official(table)
    shown = dict(form.lists)

    def marks_by_column(row: Row) -> dict[str, Html]:
        names = [column.name for column in shown[row["list"]]]
        html: dict[str, Html] = {}
        for mark in marks(row):
            # Those of a column not shown stand in the first cell.
            name = mark.column if mark.column in names else names[0]
            html[name] = html.get(name, Html()) + verdicts.mark(mark, page)
        return html

    header: list[Html] = []
    for cells in form.head:
        header.append(Html("<tr>{}</tr>").format(joined(map(_header_cell, cells))))
    body = joined(_rows(form, marks_by_column, lit))
    # The document's own title, whatever the heading above it says.
    caption = blocks.escape(table.published_title or table.title)
    return blocks.table(table.name, caption, joined(header), body)


def _header_cell(header: Head) -> Html:
    scope = "col"
    spans = css = Html()
    if header.width > 1:
        # Readers aloud take it for the header of all columns below it.
        scope = "colgroup"
        spans = Html(' colspan="{}"').format(header.width)
    if header.down > 1:
        spans += Html(' rowspan="{}"').format(header.down)
    if header.figures:
        css = Html(' class="n"')
    return Html('<th scope="{}"{}{}>{}</th>').format(scope, spans, css, header.text)


MarksByColumn = Callable[[Row], dict[str, Html]]
"""The marks of a row as HTML by column."""


def _rows(form: PrintedLayout, marks: MarksByColumn, lit: tuple[str, str]) -> Iterator[Html]:
    """The rows; where in the document they stand is told at the first of each page or line."""
    lit_line, lit_column = lit
    spot_above = ""
    for line in form.body:
        cells = Html()
        for own, (_, columns) in zip(line.rows, form.lists, strict=True):
            cells += _cells(own, columns, marks, lit_column)
        rows = [row for row in line.rows if row is not None]
        css: str = line.role
        if line.role == "line":
            css = ""
            if len(form.lists) == 1:
                # The style sheet tells three depths apart, as codes have three: 类, 款, 项.
                css = f"l{min(3, line.depth + 1)}"
        if lit_line and not lit_column and any(row["line"] == lit_line for row in rows):
            css = f"{css} lit".strip()
        attributes = Html()
        if css:
            attributes = Html(' class="{}"').format(css)
        spot = ""
        if rows and rows[0]["page"]:
            spot = f"原文第 {rows[0]['page']} 页"
        elif rows and rows[0]["source_line"]:
            spot = f"原文第 {rows[0]['source_line']} 行"
        if spot != spot_above:
            # report.js looks for it in the nearest row above, so that it need not stand in each.
            attributes += Html(' data-at="{}"').format(spot)
        spot_above = spot
        yield Html("<tr{}>{}</tr>").format(attributes, cells)


def _cells(row: Row | None, columns: Sequence[Column], marks: MarksByColumn, lit: str) -> Html:
    if row is None:
        # Lists side by side have unequal lengths: this one has ended.
        return Html("<td></td>") * len(columns)
    marks_of_row = marks(row)
    anchor = Html(' id="{}"').format(row["line"])
    cells: list[Html] = []
    for column in columns:
        mark = marks_of_row.get(column.name, Html())
        if column.is_value:
            figure = row.figure(column.name)
            css = "n blank"
            text = str(figure)
            if isinstance(figure, Decimal):
                css = "n"
                text = blocks.number(figure)
            if column.name == lit:
                css += " lit"
            cells.append(Html('<td class="{}"{}>{}{}</td>').format(css, anchor, mark, text))
        else:
            cells.append(_text_cell(row, column, anchor, mark))
        # Only the first cell bears the row's id.
        anchor = Html()
    return joined(cells)


def _text_cell(row: Row, column: Column, anchor: Html, mark: Html) -> Html:
    text = tables.text_of(row, column)
    opening = Html("<td{}>").format(anchor)
    closing = Html("</td>")
    is_name = column.name.endswith("_name") or column.name == "item"
    # A header without a word in it heads nothing.
    if is_name and row[column.name]:
        opening = Html('<th scope="row"{}>').format(anchor)
        closing = Html("</th>")
    return Html("{}{}{}{}").format(opening, text, mark, closing)
