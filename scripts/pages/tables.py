"""Every published table in its official form: each row an address, each table its source and its CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.package import Row, Table
from scripts.pages import shell, statements, verdicts
from scripts.pages.site import Mark, Site, Year
from scripts.schema import STATUSES, Column

Marks = Callable[[Row], Sequence[Mark]]
"""The marks of a row."""

_HIDDEN = {"line", "parent", "list", "position", "role", "document", "page", "source_line", "box"}


def page(year: Year, site: Site) -> Page:
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
    what = f"{year.department} {year.name}的全部 {len(year.published)} 张表，逐行可链接，可下载 CSV。"
    return Page(path, f"{year.department} {year.name}：表格", what, body)


def _title(table: Table) -> str:
    """The plain title of a table; the document's own where that is about something else, or a second of its kind."""
    return table.title if table.name == table.kind.name != "other" else table.published_title or table.title


def _status(table: Table) -> str:
    return "" if table.status == "published" else blocks.tag("none", STATUSES[table.status])


def _table(year: Year, table: Table, site: Site, page: str) -> str:
    said = [
        blocks.escape(table.number),
        f"单位：{table.amount_unit}" if table.amount_unit else "文件没有写单位",
        _where(table),
    ]
    said.append(blocks.link(f"{year.package.path}/data/{table.name}.csv", "CSV", page, attributes="download"))
    said.append(blocks.report("报告错误", page, part=table.name))
    note = f'<p class="mz-sub">文件注明：{blocks.escape(table.statement)}</p>' if table.statement else ""
    said += [verdicts.mark(one, page) for one in site.marks(year, table.name, "")]
    body = official(table, lambda row: site.marks(year, table.name, row["line"]), page)
    sub = "　".join(filter(None, said))
    return blocks.section(table.name, blocks.escape(_title(table)), sub, note + body)


def _where(table: Table) -> str:
    """The pages or lines of the document that a table stands on."""
    pages = sorted({int(row["page"]) for row in table.rows if row["page"]})
    lines = sorted({int(row["source_line"]) for row in table.rows if row["source_line"]})
    found, word = (pages, "页") if pages else (lines, "行")
    if not found:
        return ""
    return f"原文第 {found[0]} {word}" if found[0] == found[-1] else f"原文第 {found[0]}–{found[-1]} {word}"


def official(table: Table, marks: Marks, page: str) -> str:
    """A table as HTML in its published form: lists side by side where they were printed so; cells with their marks."""
    lists = list(dict.fromkeys(row["list"] for row in table.rows)) or [table.kind.direction]
    if not table.rows:
        return '<p class="mz-sub">表里没有任何一行。</p>'
    columns = {name: _shown(table, name) for name in lists}
    head = _head(table, lists, columns)
    body = "".join(_rows(table, lists, columns, lambda row: _marked(row, marks(row), columns[row["list"]], page)))
    return blocks.table(table.name, blocks.escape(table.published_title or table.title), head, body)


def _shown(table: Table, name: str) -> list[Column]:
    """The columns of a list as published, its keys before its figures."""
    keys = [column for column in table.columns if not column.is_value and column.name not in _HIDDEN]
    filled = [
        column for column in keys if column.belongs_to(name) and any(row[column.name] for row in table.rows_of(name))
    ]
    return [*filled, *(column for column in table.values if column.belongs_to(name))]


def _head(table: Table, lists: Sequence[str], columns: dict[str, list[Column]]) -> str:
    """The head as the document prints it, level by level."""
    paths = [(_path(column, name), column.is_value) for name in lists for column in columns[name]]
    depth = max(len(path) for path, _ in paths)
    return "".join(f"<tr>{''.join(_head_cells(paths, level, depth))}</tr>" for level in range(depth))


def _path(column: Column, name: str) -> tuple[str, ...]:
    """The heads over a column of a list, from the top; its title where it was published under none."""
    return tuple((column.heads.get(name) or column.title).split(" › "))


def _head_cells(paths: Sequence[tuple[tuple[str, ...], bool]], level: int, depth: int) -> Iterator[str]:
    """The cells of one head row; equal neighbours are one cell, and a short path's last cell reaches down."""
    index = 0
    while index < len(paths):
        path, figures = paths[index]
        if level >= len(path):
            index += 1
            continue
        width = 1
        while (
            index + width < len(paths)
            and paths[index + width][0][: level + 1] == path[: level + 1]
            and level + 1 < len(path)
        ):
            width += 1
        down = depth - level if level + 1 == len(path) else 1
        spans = (f' colspan="{width}"' if width > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
        scope = "colgroup" if width > 1 else "col"
        css = ' class="n"' if figures and width == 1 else ""
        yield f'<th scope="{scope}"{spans}{css}>{blocks.escape(path[level])}</th>'
        index += width


def _marked(row: Row, marks: Sequence[Mark], columns: Sequence[Column], page: str) -> dict[str, str]:
    """The marks of a row as HTML by column; those of a column that is not shown stand in its first cell."""
    shown = [column.name for column in columns]
    found: dict[str, str] = {}
    for mark in marks:
        place = mark.column if mark.column in shown else shown[0]
        found[place] = found.get(place, "") + verdicts.mark(mark, page)
    return found


Marked = Callable[[Row], dict[str, str]]
"""The marks of a row as HTML by column."""


def _rows(table: Table, lists: Sequence[str], columns: dict[str, list[Column]], marked: Marked) -> Iterator[str]:
    by_place = {(row["list"], int(row["position"])): row for row in table.rows}
    depths, spot = _depths(table), ""
    for position in sorted({position for _, position in by_place}):
        rows = [by_place.get((name, position)) for name in lists]
        cells = "".join(_cells(row, columns[name], marked) for name, row in zip(lists, rows, strict=True))
        stated = [row for row in rows if row is not None]
        spot, before = _spot(stated[0]), spot
        at = f' data-at="{spot}"' if spot != before else ""
        css = next((row["role"] for row in stated if row["role"] != "line"), "")
        level = f"l{min(3, depths[stated[0]['line']] + 1)}" if len(lists) == 1 and not css else ""
        named = f' class="{css or level}"' if css or level else ""
        yield f"<tr{named}{at}>{cells}</tr>"


def _spot(row: Row) -> str:
    """Where in the document a row stands."""
    return (
        f"原文第 {row['page']} 页" if row["page"] else f"原文第 {row['source_line']} 行" if row["source_line"] else ""
    )


def _depths(table: Table) -> dict[str, int]:
    """How deep each row stands below the top, by its line."""
    above = {row["line"]: row["parent"] for row in table.rows}

    def depth(line: str) -> int:
        return 1 + depth(above[line]) if above.get(line) in above else 0

    return {line: depth(line) for line in above}


def _cells(row: Row | None, columns: Sequence[Column], marked: Marked) -> str:
    if row is None:
        return "<td></td>" * len(columns)
    done, marks = [], marked(row)
    for index, column in enumerate(columns):
        anchor, mark = f' id="{row["line"]}"' if not index else "", marks.get(column.name, "")
        if column.is_value:
            done.append(_figure_cell(row, column, anchor, mark))
        else:
            heading = column.name.endswith("_name") or column.name == "item"
            opening = f'<th scope="row"{anchor}>' if heading else f"<td{anchor}>"
            done.append(f"{opening}{blocks.escape(row[column.name])}{mark}</{'th' if heading else 'td'}>")
    return "".join(done)


def _figure_cell(row: Row, column: Column, anchor: str, mark: str) -> str:
    value = row.figure(column.name)
    if isinstance(value, Decimal):
        return f'<td class="n"{anchor}>{mark}{blocks.number(value)}</td>'
    return f'<td class="n blank"{anchor}>{mark}{blocks.escape(value)}</td>'
