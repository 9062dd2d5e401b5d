"""Every published table with English titles and heads; names in English where there is one, figures as published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.package import Row, Table
from scripts.pages.english import overview, words
from scripts.schema import Column, english
from scripts.tables import PrintedLayout

_OURS = {
    "role": {"total": "total", "subtotal": "subtotal", "line": "line"},
    "compared": english.VALUES["vintage"],
}
"""The key columns whose values are words of ours, beside those that are coordinates."""


def page(year: BudgetYear, site: Site) -> Page:
    """The page of all published tables of a year."""
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
    number = table.name.removeprefix(table.kind.name).removeprefix("-")
    return blocks.escape(table.kind.english) + (f" ({number})" if number else "")


def _status(table: Table) -> str:
    return "" if table.status == "published" else blocks.tag("none", english.STATUSES[table.status])


def _table(year: BudgetYear, table: Table, site: Site, page: str) -> str:
    said = [
        f"Unit: {words.unit(table.amount_unit)}"
        if table.amount_unit
        else "The document states no unit",
        _where(table),
        blocks.link(
            f"{year.package.path}/data/{table.name}.csv", "CSV", page, attributes="download"
        ),
    ]
    note = (
        f'<p class="mz-sub">The document says: {words.chinese(table.statement)}</p>'
        if table.statement
        else ""
    )
    body = (
        _official(table, site)
        if table.rows
        else '<p class="mz-sub">There is no row in this table.</p>'
    )
    sub = " · ".join(filter(None, said))
    return blocks.section(table.name, _title(table), sub, note + body)


def _where(table: Table) -> str:
    """The pages or lines of the document that a table stands on."""
    pages = sorted({int(row["page"]) for row in table.rows if row["page"]})
    lines = sorted({int(row["source_line"]) for row in table.rows if row["source_line"]})
    found, word = (pages, "page") if pages else (lines, "line")
    if not found:
        return ""
    return f"{word} {found[0]}" if found[0] == found[-1] else f"{word}s {found[0]}–{found[-1]}"


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
    cells = "".join(
        f'<th scope="col"{" class=" + chr(34) + "n" + chr(34) if column.is_value else ""}>{_column(column)}</th>'
        for _, column in form.columns
    )
    return (f"<tr>{lists}</tr>" if len(form.lists) > 1 else "") + f"<tr>{cells}</tr>"


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
        level = f"l{min(3, line.depth + 1)}" if len(form.lists) == 1 else ""
        css = level if line.role == "line" else line.role
        yield f'<tr class="{css}">{cells}</tr>' if css else f"<tr>{cells}</tr>"


def _cells(row: Row | None, columns: tuple[Column, ...], site: Site) -> str:
    if row is None:
        return "<td></td>" * len(columns)
    return "".join(
        _cell(row, column, f' id="{row["line"]}"' if not index else "", site)
        for index, column in enumerate(columns)
    )


def _cell(row: Row, column: Column, anchor: str, site: Site) -> str:
    if column.is_value:
        value = row.figure(column.name)
        shown = blocks.number(value) if isinstance(value, Decimal) else words.chinese(value)
        return f'<td class="n{"" if isinstance(value, Decimal) else " blank"}"{anchor}>{shown}</td>'
    text = row[column.name]
    ours = english.VALUES.get(column.name) or _OURS.get(column.name) or {}
    if column.name == "horizon":
        ours = english.VALUES["scope"]
    shown = ours[text] if text in ours else words.both(site, text) if text else ""
    heading = bool(text) and (column.name.endswith("_name") or column.name == "item")
    return f'<th scope="row"{anchor}>{shown}</th>' if heading else f"<td{anchor}>{shown}</td>"
