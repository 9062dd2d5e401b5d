"""Every published table with English titles and headers, and figures as published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.package import Row, Table
from scripts.pages.english import overview, words
from scripts.pages.year.tables import stands_on
from scripts.schema import Column, english
from scripts.tables import PrintedLayout

_OURS = {
    "role": {"total": "total", "subtotal": "subtotal", "line": "line"},
    "compared": english.VALUES["vintage"],
}
"""The key columns whose values are words of ours, beside those that are coordinates."""


def page(year: BudgetYear, site: Site) -> Page:
    """The page of all published tables of a year; rows have the ids of their Chinese page."""
    path = words.at(year.address("tables"))
    contents = ""
    for table in year.published:
        status = ""
        if table.status != "published":
            status = blocks.tag("none", english.STATUSES[table.status])
        contents += f'<li><a href="#{table.name}">{_title(table)}</a> {status}</li>'
    intro = (
        '<p class="mz-sub">Figures stand as the document prints them; a blank stays blank. '
        "Names are translated where there is an English one.</p>"
    )
    parts = "\n".join(_table(year, table, site, path) for table in year.published)
    main = f'{intro}<ul class="mz-contents">{contents}</ul>{parts}'
    aside = overview.aside(year, site, path)
    head = words.head(year, path)
    body = f"{head}\n{blocks.grid(main, aside)}"
    period = words.period(year)
    name = f"{year.department} {period}"
    what = f"{year.department}, {period}: all {len(year.published)} published tables."
    return Page(path, f"{name}: tables", what, body, lang=words.LANG)


def _title(table: Table) -> str:
    """The English title of a table; the document's own where that is about something else."""
    if table.kind.name == "other":
        return words.chinese(table.published_title or table.title)
    title = blocks.escape(table.kind.english)
    # projects-2 is the second table of its kind in a document.
    number = table.name.removeprefix(table.kind.name).removeprefix("-")
    if number:
        return f"{title} ({number})"
    return title


def _table(year: BudgetYear, table: Table, site: Site, page: str) -> str:
    unit = "The document states no unit"
    if table.amount_unit:
        unit = f"Unit: {words.unit(table.amount_unit)}"
    first, last, on = stands_on(table)
    where = ""
    if first != last:
        where = f"{on}s {first}–{last}"
    elif first:
        where = f"{on} {first}"
    csv = blocks.link(
        f"{year.package.path}/data/{table.name}.csv", "CSV", page, attributes="download"
    )
    body = ""
    if table.statement:
        body = f'<p class="mz-sub">The document says: {words.chinese(table.statement)}</p>'
    if table.rows:
        form = tables.official(table)
        caption = words.chinese(table.published_title or table.title)
        rows = "".join(_rows(form, site))
        body += blocks.table(table.name, caption, _head(form), rows)
    else:
        body += '<p class="mz-sub">There is no row in this table.</p>'
    sub = " · ".join(filter(None, (unit, where, csv)))
    return blocks.section(table.name, _title(table), sub, body)


def _head(form: PrintedLayout) -> str:
    """The lists, where there are several side by side, and under each its columns."""
    lists = ""
    for name, columns in form.lists:
        # income and income-2 are Income and Income (2).
        stem, _, number = name.rpartition("-")
        called = english.LISTS.get(name, name.capitalize())
        if number.isdigit():
            called = f"{english.LISTS.get(stem, stem.capitalize())} ({number})"
        lists += f'<th scope="colgroup" colspan="{len(columns)}">{called}</th>'
    cells = ""
    for _, column in form.columns:
        css = ""
        if column.is_value:
            css = ' class="n"'
        cells += f'<th scope="col"{css}>{_column(column)}</th>'
    # A table of one list has no name to put over it.
    if len(form.lists) > 1:
        return f"<tr>{lists}</tr><tr>{cells}</tr>"
    return f"<tr>{cells}</tr>"


def _column(column: Column) -> str:
    if column.coordinates is not None:
        return english.figures(column.coordinates.stated)
    first = column.english[:1]
    rest = column.english[1:]
    return first.upper() + rest


def _rows(form: PrintedLayout, site: Site) -> Iterator[str]:
    for line in form.body:
        cells = ""
        for row, (_, columns) in zip(line.rows, form.lists, strict=True):
            if row is None:
                # Lists side by side have unequal lengths: this one has ended.
                cells += "<td></td>" * len(columns)
                continue
            anchor = f' id="{row["line"]}"'
            for column in columns:
                cells += _cell(row, column, anchor, site)
                anchor = ""
        css: str = line.role
        if line.role == "line":
            css = ""
            # Side by side, one printed row holds rows of several lists and of several depths.
            if len(form.lists) == 1:
                css = f"l{min(3, line.depth + 1)}"
        if css:
            yield f'<tr class="{css}">{cells}</tr>'
        else:
            yield f"<tr>{cells}</tr>"


def _cell(row: Row, column: Column, anchor: str, site: Site) -> str:
    if column.is_value:
        figure = row.figure(column.name)
        if isinstance(figure, Decimal):
            return f'<td class="n"{anchor}>{blocks.number(figure)}</td>'
        # A blank, a dash and 无 are three statements: each stands as printed.
        return f'<td class="n blank"{anchor}>{words.chinese(figure)}</td>'
    text = row[column.name]
    shown = _text(text, column, site)
    # A header without a word in it heads nothing.
    if text and (column.name.endswith("_name") or column.name == "item"):
        return f'<th scope="row"{anchor}>{shown}</th>'
    return f"<td{anchor}>{shown}</td>"


def _text(text: str, column: Column, site: Site) -> str:
    """A text as an English page shows it: a word of ours, or a name with its English."""
    ours = english.VALUES.get(column.name) or _OURS.get(column.name) or {}
    # multi_year and annual are words of the scope as well.
    if column.name == "horizon":
        ours = english.VALUES["scope"]
    if text in ours:
        return ours[text]
    if not text:
        return ""
    return words.both(site, text)
