"""The projects of a year: what each is to achieve, what it costs, who pays, and how it will be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.package import Row
from scripts.pages import pictures, shell
from scripts.pages.overview import figure
from scripts.pages.site import Site, Year
from scripts.schema import BLANK, Column
from scripts.tables import Money, Named, ranked

_HORIZONS = {"multi_year": "实施期", "annual": "年度"}
_REPEATS = {
    "words": "年度目标与实施期目标文字相同",
    "numbers": "年度目标与实施期目标数量相同",
}
_RELATIONS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "about": "约 "}
_MORE = {"achieved": "实际完成值", "weight": "分值", "score": "得分"}
"""What an evaluation says of an indicator beside its target."""


def page(year: Year, site: Site) -> Page:
    """The page of a year's projects."""
    path = year.address("projects")
    drawn = pictures.projects(year)
    found = ranked(year.overview.projects)
    parts = [
        blocks.section(f"{one.chart.id}-title", blocks.escape(one.chart.title), one.sub, figure(year, one, path))
        for one in drawn
    ]
    sections = [_project(year, one, path) for one in found]
    sections += sheets_of_no_project(year)
    main = _intro(year, found) + _contents(found) + "\n".join([*parts, *sections])
    body = f"{shell.head(year, 'projects', path)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    what = f"{year.department} {year.name}的 {len(found)} 个项目：金额、资金来源、绩效目标与指标。"
    return Page(path, f"{year.department} {year.name}：项目", what, body, tuple(one.chart for one in drawn))


def _intro(year: Year, found: Sequence[Named]) -> str:
    if not found:
        return '<p class="mz-sub">这份文件没有列出单个项目。</p>'
    whole = Money(sum((one.money.number for one in found), Decimal(0)), found[0].money.amount_unit)
    return f'<p class="mz-lead">{len(found)} 个项目，共 <b>{blocks.amount_text(whole)}</b>。</p>'


def _contents(found: Sequence[Named]) -> str:
    links = "".join(f'<li><a href="#{one.money.line}">{blocks.escape(one.name)}</a></li>' for one in found)
    return f'<ul class="mz-contents">{links}</ul>' if found else ""


def _project(year: Year, project: Named, page: str) -> str:
    table = year.package.table("projects")
    sub = [f"年度预算 {blocks.amount_html(project.money)}"]
    sub += [blocks.link(year.line(project.money.line), "表中位置", page)] if table else []
    head = _rows(year, "project-sheets", project.name)
    sub += [
        blocks.escape(text)
        for row in head[:1]
        for text in (row["attribute"], row["duration"] and f"项目期 {row['duration']}")
        if text
    ]
    body = _body(year, project.name) or '<p class="mz-sub">这个项目没有公开绩效目标申报表。</p>'
    return blocks.section(project.money.line, blocks.escape(project.name), "　".join(sub), body)


def _body(year: Year, name: str) -> str:
    """What a project's sheets say, and what a person wrote about it; of no name, what the sheets of no project say."""
    parts = [_note(year, name), _repeats(_rows(year, "project-sheets", name)), _funds(year, name)]
    return "".join((*parts, _quantities(year, name), _indicators(year, name)))


def sheets_of_no_project(year: Year) -> list[str]:
    """A section for each name of a sheet that the table of projects does not list; one of no name is the whole body's."""
    table = year.package.table("project-sheets")
    listed = {one.name for one in year.overview.projects}
    rows = {} if table is None else {row["project_name"]: row for row in reversed(table.rows)}
    return [_sheet(year, row) for name, row in reversed(rows.items()) if name not in listed]


def _sheet(year: Year, row: Row) -> str:
    body = _body(year, row["project_name"])
    return (
        blocks.section(row["line"], blocks.escape(row["project_name"]) or "整个部门（单位）", "", body) if body else ""
    )


def _note(year: Year, project: str) -> str:
    """What a person wrote about the project, in own words."""
    found = [note.note for note in year.package.notes if note.about == "project" and note.name == project]
    return "".join(f"<p>{blocks.escape(note)}<small>（本站编写）</small></p>" for note in found)


def _repeats(head: Sequence[Row]) -> str:
    said = [_REPEATS[row["goal_repeats"]] for row in head if row["goal_repeats"] in _REPEATS]
    return f'<p class="mz-note">请留意：{"；".join(said)}。</p>' if said else ""


def _rows(year: Year, name: str, project: str) -> list[Row]:
    table = year.package.table(name)
    return [] if table is None else [row for row in table.rows if row["project_name"] == project]


def _funds(year: Year, project: str) -> str:
    """Who pays how much, for the whole period and for the year, in one table with a column for each kind of figure."""
    table = year.package.table("sheet-funds")
    rows = _rows(year, "sheet-funds", project)
    if not rows or table is None:
        return ""
    columns = [column for column in table.values if any(row.figure(column.name) != BLANK for row in rows)]
    shown = [(horizon, column) for horizon in _horizons(rows, columns) for column in columns or table.values[:1]]
    items = list(dict.fromkeys(_source(row) for row in rows))
    cells = {(row["horizon"], _source(row)): row for row in rows}
    body = "".join(
        _fund_row(item, [(cells.get((horizon, item)), column.name) for horizon, column in shown]) for item in items
    )
    head = '<tr><th scope="col">资金来源</th>' + "".join(_fund_head(*one, several=len(columns) > 1) for one in shown)
    units = dict.fromkeys(row["amount_unit"] or table.amount_unit for row in rows)
    unit = f"，单位：{'、'.join(units)}" if all(units) else ""
    return blocks.table(f"funds-{rows[0]['line']}", f"钱由谁出{unit}", f"{head}</tr>", body)


def _horizons(rows: Sequence[Row], columns: Sequence[Column]) -> list[str]:
    """The horizons shown: both, but for a sheet with several kinds of figures those alone that it has."""
    has = {row["horizon"] for row in rows}
    return [horizon for horizon in _HORIZONS if horizon in has or len(columns) < 2]


def _fund_head(horizon: str, column: Column, *, several: bool) -> str:
    text = f"{_HORIZONS[horizon]}·{column.title}" if several else _HORIZONS[horizon]
    return f'<th scope="col" class="n">{text}</th>'


def _source(row: Row) -> str:
    return "资金总额" if row["role"] == "total" else row["item"]


def _fund_row(item: str, cells: Sequence[tuple[Row | None, str]]) -> str:
    css = ' class="total"' if item == "资金总额" else ""
    anchored = [
        (row, column, row is not None and row not in [one for one, _ in cells[:at]])
        for at, (row, column) in enumerate(cells)
    ]
    figures = "".join(_figure(row, column, anchor=anchor) for row, column, anchor in anchored)
    return f'<tr{css}><th scope="row">{blocks.escape(item)}</th>{figures}</tr>'


def _figure(row: Row | None, column: str, *, anchor: bool) -> str:
    """A figure, a blank, or the sign printed for none; the first of its row is where links to the row lead."""
    value = None if row is None else row.number(column)
    place = f' id="{row["line"]}"' if row is not None and anchor else ""
    if value is None:
        sign = "" if row is None else str(row.figure(column))
        return f'<td class="n blank"{place}>{blocks.escape(sign)}</td>'
    return f'<td class="n"{place}>{blocks.number(value)}</td>'


def _quantities(year: Year, project: str) -> str:
    rows = _rows(year, "sheet-quantities", project)
    if not rows:
        return ""
    said = "".join(f'<li id="{row["line"]}">{_quantity(row)}</li>' for row in rows)
    return f"<details><summary>目标和计划里写到的 {len(rows)} 个数量</summary><ul>{said}</ul></details>"


def _quantity(row: Row) -> str:
    horizon = f"（{_HORIZONS[row['horizon']]}）" if row["horizon"] else ""
    value = row.number("value")
    relation = _RELATIONS.get(row["relation"], "")
    counted = f"{relation}{blocks.number(value) if value is not None else ''}{row['amount_unit']}"
    return f"{blocks.escape(row['field'])}{horizon}：{blocks.escape(row['noun'])} {counted}"


def _indicators(year: Year, project: str) -> str:
    """The indicators with the targets of both horizons; an indicator printed in one row of the form stays in one row."""
    rows = _rows(year, "performance-targets", project)
    if not rows:
        return ""
    more = [one for one in _MORE if any(_more(row, one) for row in rows)]
    titles = ("指标", "实施期指标值", "年度指标值", *(_MORE[name] for name in more))
    head = "".join(f'<th scope="col">{text}</th>' for text in titles)
    body = "".join(f"<tr>{''.join((*_indicator_cells(pair), *_more_cells(pair, more)))}</tr>" for pair in _pairs(rows))
    return blocks.table(f"targets-{rows[0]['line']}", "用什么来衡量", f"<tr>{head}</tr>", body)


def _more(row: Row, name: str) -> str:
    """What a row says of an indicator beside its target: in words, or as a figure."""
    if name == "achieved":
        return row[name]
    value = row.number(name)
    return blocks.number(value) if value is not None else str(row.figure(name))


def _more_cells(pair: tuple[Row | None, Row | None], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        text = next((text for row in reversed(pair) if row is not None and (text := _more(row, name))), "")
        yield f"<td>{blocks.escape(text)}</td>" if text else '<td class="blank"></td>'


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """The whole period's and the year's indicator of each row of the form."""
    places = list(dict.fromkeys((row["page"], row["source_line"], row["box"]) for row in rows))
    for place in places:
        here = [row for row in rows if (row["page"], row["source_line"], row["box"]) == place]
        whole = [row for row in here if row["horizon"] == "multi_year"]
        annual = [row for row in here if row["horizon"] == "annual"]
        for index in range(max(len(whole), len(annual))):
            yield (whole[index] if index < len(whole) else None, annual[index] if index < len(annual) else None)


def _indicator_cells(pair: tuple[Row | None, Row | None]) -> Iterator[str]:
    first = pair[0] or pair[1]
    assert first is not None
    levels = " · ".join(filter(None, (first["level_1"], first["level_2"])))
    yield f'<th scope="row">{_name(pair)}<br><small>{blocks.escape(levels)}</small></th>'
    for row in pair:
        anchor = f' id="{row["line"]}"' if row is not None else ""
        target = "" if row is None else row["target"]
        yield f"<td{anchor}>{blocks.escape(target)}</td>" if target else f'<td class="blank"{anchor}></td>'


def _name(pair: tuple[Row | None, Row | None]) -> str:
    """An indicator's name; the year's beside it where that is another one and not merely cut short."""
    whole, annual = ("" if row is None else row["level_3"] for row in pair)
    if not annual or whole.startswith(annual):
        return blocks.escape(whole)
    return (
        blocks.escape(annual)
        if not whole
        else f"{blocks.escape(whole)}<br><small>年度：{blocks.escape(annual)}</small>"
    )
