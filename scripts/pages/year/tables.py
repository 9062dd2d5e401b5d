"""Every published table in its official form: each row an address, each table its source and its CSV."""

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
    """The page of all published tables of a year."""
    path = year.address("tables")
    contents = "".join(
        f'<li><a href="#{table.name}">{blocks.escape(_title(table))}</a> {_status(table)}</li>'
        for table in year.published
    )
    intro = '<p class="mz-sub">数字照文件原样，一位不改；空白就是空白。点任何一行，地址栏里就是它的永久链接。</p>'
    parts = [
        *(_table(year, table, site, path) for table in year.published),
        statements.section(year, site, path),
    ]
    main = f'{intro}<ul class="mz-contents">{contents}</ul>' + "\n".join(parts)
    body = f"{shell.head(year, 'tables', path, site)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    what = (
        f"{year.department} {year.name}的全部 {len(year.published)} 张表，逐行可链接，可下载 CSV。"
    )
    return Page(path, f"{year.department} {year.name}：表格", what, body)


def _title(table: Table) -> str:
    """The plain title of a table; the document's own where that is about something else, or a second of its kind."""
    return (
        table.title
        if table.name == table.kind.name != "other"
        else table.published_title or table.title
    )


def _status(table: Table) -> str:
    return "" if table.status == "published" else blocks.tag("none", STATUSES[table.status])


def _table(year: BudgetYear, table: Table, site: Site, page: str) -> str:
    said = [
        blocks.escape(table.number),
        f"单位：{table.amount_unit}" if table.amount_unit else "文件没有写单位",
        _where(table),
    ]
    said.append(
        blocks.link(
            f"{year.package.path}/data/{table.name}.csv", "CSV", page, attributes="download"
        )
    )
    said.append(blocks.report("报告错误", page, part=table.name))
    note = (
        f'<p class="mz-sub">文件注明：{blocks.escape(table.statement)}</p>'
        if table.statement
        else ""
    )
    said += [verdicts.mark(one, page) for one in site.marks(year, table.name, "")]
    body = official(table, lambda row: site.marks(year, table.name, row["line"]), page)
    sub = "　".join(filter(None, said))
    section = blocks.section(table.name, blocks.escape(_title(table)), sub, note + body)
    return f'<div class="mz-official">\n{section}\n</div>'


def _where(table: Table) -> str:
    """The pages or lines of the document that a table stands on."""
    pages = sorted({int(row["page"]) for row in table.rows if row["page"]})
    lines = sorted({int(row["source_line"]) for row in table.rows if row["source_line"]})
    found, word = (pages, "页") if pages else (lines, "行")
    if not found:
        return ""
    return (
        f"原文第 {found[0]} {word}"
        if found[0] == found[-1]
        else f"原文第 {found[0]}–{found[-1]} {word}"
    )


def official(table: Table, marks: Marks, page: str, *, lit: tuple[str, str] = ("", "")) -> str:
    """A table as HTML in its published form: lists side by side where they were printed so; cells with their marks.

    `lit` are the line of a row and the name of a column that are to be seen first.
    """
    if not table.rows:
        return '<p class="mz-sub">表里没有任何一行。</p>'
    form = tables.official(table)
    shown = dict(form.lists)
    head = "".join(f"<tr>{''.join(map(_head_cell, cells))}</tr>" for cells in form.head)
    body = "".join(_rows(form, lambda row: _marked(row, marks(row), shown[row["list"]], page), lit))
    return blocks.table(table.name, blocks.escape(table.published_title or table.title), head, body)


def _head_cell(head: Head) -> str:
    spans = (f' colspan="{head.width}"' if head.width > 1 else "") + (
        f' rowspan="{head.down}"' if head.down > 1 else ""
    )
    scope = "colgroup" if head.width > 1 else "col"
    css = ' class="n"' if head.figures else ""
    return f'<th scope="{scope}"{spans}{css}>{blocks.escape(head.text)}</th>'


def _marked(
    row: Row, marks: Sequence[Mark], columns: Sequence[Column], page: str
) -> dict[str, str]:
    """The marks of a row as HTML by column; those of a column that is not shown stand in its first cell."""
    shown = [column.name for column in columns]
    found: dict[str, str] = {}
    for mark in marks:
        place = mark.column if mark.column in shown else shown[0]
        found[place] = found.get(place, "") + verdicts.mark(mark, page)
    return found


Marked = Callable[[Row], dict[str, str]]
"""The marks of a row as HTML by column."""


def _rows(form: PrintedLayout, marked: Marked, lit: tuple[str, str]) -> Iterator[str]:
    spot = ""
    for line in form.body:
        pairs = zip(line.rows, form.lists, strict=True)
        cells = "".join(_cells(row, columns, marked, lit[1]) for row, (_, columns) in pairs)
        level = f"l{min(3, line.depth + 1)}" if len(form.lists) == 1 else ""
        css = level if line.role == "line" else line.role
        seen = (
            "lit"
            if lit[0] and not lit[1] and any(row and row["line"] == lit[0] for row in line.rows)
            else ""
        )
        classes = " ".join(filter(None, (css, seen)))
        before, spot = spot, next((_spot(row) for row in line.rows if row is not None), "")
        named = f' class="{classes}"' if classes else ""
        at = f' data-at="{spot}"' if spot != before else ""
        yield f"<tr{named}{at}>{cells}</tr>"


def _spot(row: Row) -> str:
    """Where in the document a row stands."""
    page, line = row["page"], row["source_line"]
    return f"原文第 {page} 页" if page else f"原文第 {line} 行" if line else ""


def _cells(row: Row | None, columns: Sequence[Column], marked: Marked, lit: str) -> str:
    if row is None:
        return "<td></td>" * len(columns)
    done, marks = [], marked(row)
    for index, column in enumerate(columns):
        anchor, mark = f' id="{row["line"]}"' if not index else "", marks.get(column.name, "")
        if column.is_value:
            done.append(
                _figure_cell(row, column, anchor, mark, " lit" if column.name == lit else "")
            )
        else:
            # A head without a word in it heads nothing.
            heading = bool(row[column.name]) and (
                column.name.endswith("_name") or column.name == "item"
            )
            opening = f'<th scope="row"{anchor}>' if heading else f"<td{anchor}>"
            done.append(
                f"{opening}{blocks.escape(tables.text_of(row, column))}{mark}</{'th' if heading else 'td'}>"
            )
    return "".join(done)


def _figure_cell(row: Row, column: Column, anchor: str, mark: str, lit: str) -> str:
    value = row.figure(column.name)
    if isinstance(value, Decimal):
        return f'<td class="n{lit}"{anchor}>{mark}{blocks.number(value)}</td>'
    return f'<td class="n blank{lit}"{anchor}>{mark}{blocks.escape(value)}</td>'
