"""Every published table in its official form: each row an address, each table its CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Mark, Site
from scripts.package import Row, Table
from scripts.pages.year import shell, statements, verdicts
from scripts.schema import STATUSES, Column
from scripts.tables import Head, PrintedLayout

Marks = Callable[[Row], Sequence[Mark]]
"""The marks of a row."""


def page(year: BudgetYear, site: Site) -> Page:
    """The page of all published tables of a year.

    Every row has its line as an id, which a correction does not change: a link to it stays good.
    """
    path = year.address("tables")
    contents = "".join(
        f'<li><a href="#{table.name}">{blocks.escape(_title(table))}</a> {_status(table)}</li>'
        for table in year.published
    )
    intro = (
        '<p class="mz-sub">数字照文件原样，一位不改；空白就是空白。'
        "点任何一行，地址栏里就是它的永久链接。</p>"
    )
    parts = [
        *(_table(year, table, site, path) for table in year.published),
        statements.section(year, site, path),
    ]
    main = f'{intro}<ul class="mz-contents">{contents}</ul>' + "\n".join(parts)
    grid = blocks.grid(main, shell.aside(year, site, path))
    body = f"{shell.head(year, 'tables', path, site)}\n{grid}"
    name = f"{year.department} {year.name}"
    what = f"{name}的全部 {len(year.published)} 张表，逐行可链接，可下载 CSV。"
    return Page(path, f"{year.department} {year.name}：表格", what, body)


def _title(table: Table) -> str:
    """The plain title of a table.

    The document's own for a second table of its kind, or one of no kind.
    """
    if table.name == table.kind.name != "other":
        return table.title
    return table.published_title or table.title


def _status(table: Table) -> str:
    if table.status == "published":
        return ""
    return blocks.tag("none", STATUSES[table.status])


def _table(year: BudgetYear, table: Table, site: Site, page: str) -> str:
    unit = "文件没有写单位"
    if table.amount_unit:
        unit = f"单位：{table.amount_unit}"
    csv = f"{year.package.path}/data/{table.name}.csv"
    facts = [
        blocks.escape(table.number),
        unit,
        _where(table),
        blocks.link(csv, "CSV", page, attributes="download"),
        blocks.report("报告错误", page, part=table.name),
        # What a rule says of the table as a whole stands at no row.
        *(verdicts.mark(mark, page) for mark in site.marks(year, table.name, "")),
    ]
    body = official(table, lambda row: site.marks(year, table.name, row["line"]), page)
    if table.statement:
        note = f'<p class="mz-sub">文件注明：{blocks.escape(table.statement)}</p>'
        body = note + body
    sub = "　".join(filter(None, facts))
    section = blocks.section(table.name, blocks.escape(_title(table)), sub, body)
    return f'<div class="mz-official">\n{section}\n</div>'


def _where(table: Table) -> str:
    """The pages or lines of the document that a table stands on."""
    pages = sorted({int(row["page"]) for row in table.rows if row["page"]})
    lines = sorted({int(row["source_line"]) for row in table.rows if row["source_line"]})
    numbers, word = lines, "行"
    if pages:
        numbers, word = pages, "页"
    if not numbers:
        return ""
    if numbers[0] == numbers[-1]:
        return f"原文第 {numbers[0]} {word}"
    return f"原文第 {numbers[0]}–{numbers[-1]} {word}"


def official(table: Table, marks: Marks, page: str, *, lit: tuple[str, str] = ("", "")) -> str:
    """A table as HTML in its published form: lists side by side where they were printed so.

    `marks` tells the marks of a row; `lit` are the line of a row and the name of a column that are
    to be seen first ("" for the column lights the whole row).
    """
    if not table.rows:
        return '<p class="mz-sub">表里没有任何一行。</p>'
    form = tables.official(table)
    shown = dict(form.lists)

    def marks_by_column(row: Row) -> dict[str, str]:
        return _marks_by_column(marks(row), shown[row["list"]], page)

    header = "".join(f"<tr>{''.join(map(_header_cell, cells))}</tr>" for cells in form.head)
    body = "".join(_rows(form, marks_by_column, lit))
    # The document's own title, whatever the heading above it says.
    caption = blocks.escape(table.published_title or table.title)
    return blocks.table(table.name, caption, header, body)


def _header_cell(header: Head) -> str:
    scope, spans, css = "col", "", ""
    if header.width > 1:
        # Readers aloud take it for the header of all columns below it.
        scope, spans = "colgroup", f' colspan="{header.width}"'
    if header.down > 1:
        spans += f' rowspan="{header.down}"'
    if header.figures:
        css = ' class="n"'
    return f'<th scope="{scope}"{spans}{css}>{blocks.escape(header.text)}</th>'


def _marks_by_column(marks: Sequence[Mark], columns: Sequence[Column], page: str) -> dict[str, str]:
    """The marks of a row as HTML by column; those of a column not shown stand in the first cell."""
    names = [column.name for column in columns]
    html: dict[str, str] = {}
    for mark in marks:
        name = names[0]
        if mark.column in names:
            name = mark.column
        html[name] = html.get(name, "") + verdicts.mark(mark, page)
    return html


MarksByColumn = Callable[[Row], dict[str, str]]
"""The marks of a row as HTML by column."""


def _rows(form: PrintedLayout, marks: MarksByColumn, lit: tuple[str, str]) -> Iterator[str]:
    """The rows; where in the document they stand is told at the first of each page or line."""
    lit_line, lit_column = lit
    spot_above = ""
    for line in form.body:
        pairs = zip(line.rows, form.lists, strict=True)
        cells = "".join(_cells(row, columns, marks, lit_column) for row, (_, columns) in pairs)
        rows = [row for row in line.rows if row is not None]
        classes = [_css(line.role, line.depth, alone=len(form.lists) == 1)]
        if lit_line and not lit_column and any(row["line"] == lit_line for row in rows):
            classes.append("lit")
        attributes = ""
        if any(classes):
            attributes = f' class="{" ".join(filter(None, classes))}"'
        spot = ""
        if rows:
            spot = _spot(rows[0])
        if spot != spot_above:
            # report.js looks for it in the nearest row above, so that it need not stand in each.
            attributes += f' data-at="{spot}"'
        spot_above = spot
        yield f"<tr{attributes}>{cells}</tr>"


def _css(role: str, depth: int, *, alone: bool) -> str:
    """The class of a row, which is its role.

    For a line it is its depth, where it is not printed beside lines of other lists.
    """
    if role != "line":
        return role
    if alone:
        # The style sheet tells three depths apart, as codes have three: 类, 款, 项.
        return f"l{min(3, depth + 1)}"
    return ""


def _spot(row: Row) -> str:
    """Where in the document a row stands."""
    if row["page"]:
        return f"原文第 {row['page']} 页"
    if row["source_line"]:
        return f"原文第 {row['source_line']} 行"
    return ""


def _cells(row: Row | None, columns: Sequence[Column], marks: MarksByColumn, lit: str) -> str:
    if row is None:
        # Lists side by side have unequal lengths: this one has ended.
        return "<td></td>" * len(columns)
    marks_of_row = marks(row)
    anchor = f' id="{row["line"]}"'
    cells = []
    for column in columns:
        mark = marks_of_row.get(column.name, "")
        if column.is_value:
            cells.append(_figure_cell(row, column, anchor, mark, lit=column.name == lit))
        else:
            cells.append(_text_cell(row, column, anchor, mark))
        # Only the first cell bears the row's id.
        anchor = ""
    return "".join(cells)


def _text_cell(row: Row, column: Column, anchor: str, mark: str) -> str:
    text = blocks.escape(tables.text_of(row, column)) + mark
    # A header without a word in it heads nothing.
    if row[column.name] and (column.name.endswith("_name") or column.name == "item"):
        return f'<th scope="row"{anchor}>{text}</th>'
    return f"<td{anchor}>{text}</td>"


def _figure_cell(row: Row, column: Column, anchor: str, mark: str, *, lit: bool) -> str:
    figure = row.figure(column.name)
    css, text = "n blank", blocks.escape(str(figure))
    if isinstance(figure, Decimal):
        css, text = "n", blocks.number(figure)
    if lit:
        css += " lit"
    return f'<td class="{css}"{anchor}>{mark}{text}</td>'
