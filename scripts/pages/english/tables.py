"""Every published table with English titles and headers, and figures as published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
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
    contents: list[Html] = []
    for table in year.published:
        status = Html()
        if table.status != "published":
            status = blocks.tag("none", english.STATUSES[table.status])
        contents.append(
            Html('<li><a href="#{}">{}</a> {}</li>').format(table.name, _title(table), status)
        )
    intro = Html(
        '<p class="mz-sub">Figures stand as the document prints them; a blank stays blank. '
        "Names are translated where there is an English one.</p>"
    )
    parts = joined((_table(year, table, site, path) for table in year.published), "\n")
    main = Html('{}<ul class="mz-contents">{}</ul>{}').format(intro, joined(contents), parts)
    aside = overview.aside(year, site, path)
    head = words.head(year, path)
    body = Html("{}\n{}").format(head, blocks.grid(main, aside))
    period = words.period(year)
    name = f"{year.department} {period}"
    what = f"{year.department}, {period}: all {len(year.published)} published tables."
    return Page(path, f"{name}: tables", what, body, lang=words.LANG)


def _title(table: Table) -> Html:
    """The English title of a table; the document's own where that is about something else."""
    if table.kind.name == "other":
        return words.chinese(table.published_title or table.title)
    title = blocks.escape(table.kind.english)
    # projects-2 is the second table of its kind in a document.
    number = table.name.removeprefix(table.kind.name).removeprefix("-")
    if number:
        return Html("{} ({})").format(title, number)
    return title


def _table(year: BudgetYear, table: Table, site: Site, page: str) -> Html:
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
        f"{year.package.path}/data/{table.name}.csv", "CSV", page, attributes=Html("download")
    )
    body = Html()
    if table.statement:
        body = Html('<p class="mz-sub">The document says: {}</p>').format(
            words.chinese(table.statement)
        )
    if table.rows:
        form = tables.official(table)
        caption = words.chinese(table.published_title or table.title)
        rows = joined(_rows(form, site))
        body += blocks.table(table.name, caption, _head(form), rows)
    else:
        body += Html('<p class="mz-sub">There is no row in this table.</p>')
    sub = Html(" · ").join(filter(None, (unit, where, csv)))
    return blocks.section(table.name, _title(table), sub, body)


def _head(form: PrintedLayout) -> Html:
    """The lists, where there are several side by side, and under each its columns."""
    lists: list[Html] = []
    for name, columns in form.lists:
        # income and income-2 are Income and Income (2).
        stem, _, number = name.rpartition("-")
        called = english.LISTS.get(name, name.capitalize())
        if number.isdigit():
            called = f"{english.LISTS.get(stem, stem.capitalize())} ({number})"
        lists.append(Html('<th scope="colgroup" colspan="{}">{}</th>').format(len(columns), called))
    cells: list[Html] = []
    for _, column in form.columns:
        css = ""
        if column.is_value:
            css = Html(' class="n"')
        cells.append(Html('<th scope="col"{}>{}</th>').format(css, _column(column)))
    # A table of one list has no name to put over it.
    if len(form.lists) > 1:
        return Html("<tr>{}</tr><tr>{}</tr>").format(joined(lists), joined(cells))
    return Html("<tr>{}</tr>").format(joined(cells))


def _column(column: Column) -> str:
    if column.coordinates is not None:
        return english.figures(column.coordinates.stated)
    first = column.english[:1]
    rest = column.english[1:]
    return first.upper() + rest


def _rows(form: PrintedLayout, site: Site) -> Iterator[Html]:
    for line in form.body:
        cells = Html()
        for row, (_, columns) in zip(line.rows, form.lists, strict=True):
            if row is None:
                # Lists side by side have unequal lengths: this one has ended.
                cells += Html("<td></td>") * len(columns)
                continue
            anchor = Html(' id="{}"').format(row["line"])
            for column in columns:
                cells += _cell(row, column, anchor, site)
                anchor = Html()
        css: str = line.role
        if line.role == "line":
            css = ""
            # Side by side, one printed row holds rows of several lists and of several depths.
            if len(form.lists) == 1:
                css = f"l{min(3, line.depth + 1)}"
        if css:
            yield Html('<tr class="{}">{}</tr>').format(css, cells)
        else:
            yield Html("<tr>{}</tr>").format(cells)


def _cell(row: Row, column: Column, anchor: Html, site: Site) -> Html:
    if column.is_value:
        figure = row.figure(column.name)
        if isinstance(figure, Decimal):
            return Html('<td class="n"{}>{}</td>').format(anchor, blocks.number(figure))
        # A blank, a dash and 无 are three statements: each stands as printed.
        return Html('<td class="n blank"{}>{}</td>').format(anchor, words.chinese(figure))
    text = row[column.name]
    shown = _text(text, column, site)
    # A header without a word in it heads nothing.
    if text and (column.name.endswith("_name") or column.name == "item"):
        return Html('<th scope="row"{}>{}</th>').format(anchor, shown)
    return Html("<td{}>{}</td>").format(anchor, shown)


def _text(text: str, column: Column, site: Site) -> str:
    """A text as an English page shows it: a word of ours, or a name with its English."""
    ours = english.VALUES.get(column.name) or _OURS.get(column.name) or {}
    # multi_year and annual are words of the scope as well.
    if column.name == "horizon":
        ours = english.VALUES["scope"]
    if text in ours:
        return ours[text]
    if not text:
        return Html()
    return words.both(site, text)
