"""Every published table with English titles and headers, and figures as published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.package import Row, Table
from scripts.pages.english import overview, words
from scripts.schema import Column, Figure, english
from scripts.tables import PrintedLayout

_OURS = {
    "role": {"total": "total", "subtotal": "subtotal", "line": "line"},
    "compared": english.VALUES["vintage"],
}
"""The key columns whose values are words of ours, beside those that are coordinates."""


def page(year: BudgetYear, site: Site) -> Page:
    """The page of all published tables of a year.

    Rows have the ids of their Chinese page, so that #line leads to the same row in both.
    """
    path = words.at(year.address("tables"))
    contents = "".join(
        f'<li><a href="#{table.name}">{_title(table)}</a> {_status(table)}</li>'
        for table in year.published
    )
    intro = (
        '<p class="mz-sub">Figures stand as the document prints them; a blank stays blank. '
        "Names are translated where there is an English one.</p>"
    )
    parts = "\n".join(_table(year, table, site, path) for table in year.published)
    main = f'{intro}<ul class="mz-contents">{contents}</ul>{parts}'
    body = (
        f"{words.head(year, 'tables', path)}\n{blocks.grid(main, overview.aside(year, site, path))}"
    )
    what = f"{year.department}, {words.period(year)}: all {len(year.published)} published tables."
    return Page(
        path, f"{year.department} {words.period(year)}: tables", what, body, lang=words.LANG
    )


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


def _status(table: Table) -> str:
    if table.status == "published":
        return ""
    return blocks.tag("none", english.STATUSES[table.status])


def _table(year: BudgetYear, table: Table, site: Site, page: str) -> str:
    unit = "The document states no unit"
    if table.amount_unit:
        unit = f"Unit: {words.unit(table.amount_unit)}"
    csv = f"{year.package.path}/data/{table.name}.csv"
    facts = [unit, _where(table), blocks.link(csv, "CSV", page, attributes="download")]
    note = ""
    if table.statement:
        note = f'<p class="mz-sub">The document says: {words.chinese(table.statement)}</p>'
    body = '<p class="mz-sub">There is no row in this table.</p>'
    if table.rows:
        body = _official(table, site)
    return blocks.section(table.name, _title(table), " · ".join(filter(None, facts)), note + body)


def _where(table: Table) -> str:
    """The pages or lines of the document that a table stands on."""
    # Text files have lines and no pages.
    pages = sorted({int(row["page"]) for row in table.rows if row["page"]})
    lines = sorted({int(row["source_line"]) for row in table.rows if row["source_line"]})
    numbers, word = lines, "line"
    if pages:
        numbers, word = pages, "page"
    if not numbers:
        return ""
    if numbers[0] == numbers[-1]:
        return f"{word} {numbers[0]}"
    return f"{word}s {numbers[0]}–{numbers[-1]}"


def _official(table: Table, site: Site) -> str:
    form = tables.official(table)
    caption = words.chinese(table.published_title or table.title)
    return blocks.table(table.name, caption, _head(form), "".join(_rows(form, site)))


def _head(form: PrintedLayout) -> str:
    """The lists, where there are several side by side, and under each its columns."""
    lists = "".join(
        f'<th scope="colgroup" colspan="{len(columns)}">{_list(name)}</th>'
        for name, columns in form.lists
    )
    cells = "".join(_header(column) for _, column in form.columns)
    # A table of one list has no name to put over it.
    if len(form.lists) > 1:
        return f"<tr>{lists}</tr><tr>{cells}</tr>"
    return f"<tr>{cells}</tr>"


def _header(column: Column) -> str:
    if column.is_value:
        return f'<th scope="col" class="n">{_column(column)}</th>'
    return f'<th scope="col">{_column(column)}</th>'


def _list(name: str) -> str:
    """What a list is called: Income, Expenditure, and further ones by number."""
    stem, _, number = name.rpartition("-")
    if number.isdigit():
        return f"{english.LISTS.get(stem, stem.capitalize())} ({number})"
    return english.LISTS.get(name, name.capitalize())


def _column(column: Column) -> str:
    if column.coordinates is not None:
        return english.figures(column.coordinates.stated)
    return column.english[:1].upper() + column.english[1:]


def _rows(form: PrintedLayout, site: Site) -> Iterator[str]:
    for line in form.body:
        cells = "".join(
            _cells(row, columns, site)
            for row, (_, columns) in zip(line.rows, form.lists, strict=True)
        )
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


def _cells(row: Row | None, columns: tuple[Column, ...], site: Site) -> str:
    if row is None:
        # Lists side by side have unequal lengths: this one has ended.
        return "<td></td>" * len(columns)
    first, *rest = columns
    cells = [_cell(row, first, f' id="{row["line"]}"', site)]
    cells += [_cell(row, column, "", site) for column in rest]
    return "".join(cells)


def _cell(row: Row, column: Column, anchor: str, site: Site) -> str:
    if column.is_value:
        return _figure(row.figure(column.name), anchor)
    text = row[column.name]
    shown = _text(text, column, site)
    # A header without a word in it heads nothing.
    if text and (column.name.endswith("_name") or column.name == "item"):
        return f'<th scope="row"{anchor}>{shown}</th>'
    return f"<td{anchor}>{shown}</td>"


def _figure(figure: Figure, anchor: str) -> str:
    if isinstance(figure, Decimal):
        return f'<td class="n"{anchor}>{blocks.number(figure)}</td>'
    # A blank, a dash and 无 are three statements: each stands as printed.
    return f'<td class="n blank"{anchor}>{words.chinese(figure)}</td>'


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
