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
from scripts.tables import Money, Named, ranked

_HORIZONS = {"multi_year": "实施期", "annual": "年度"}
_REPEATS = {
    "words": "年度目标与实施期目标文字相同",
    "numbers": "年度目标与实施期目标数量相同",
}
_RELATIONS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "about": "约 "}


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
    parts = [_note(year, project.name), _repeats(head), _funds(year, project.name), _quantities(year, project.name)]
    parts.append(_indicators(year, project.name))
    body = "".join(filter(None, parts)) or '<p class="mz-sub">这个项目没有公开绩效目标申报表。</p>'
    return blocks.section(project.money.line, blocks.escape(project.name), "　".join(sub), body)


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
    """Who pays how much, for the whole period and for the year, in one table."""
    table = year.package.table("sheet-funds")
    rows = _rows(year, "sheet-funds", project)
    if not rows or table is None:
        return ""
    items = list(dict.fromkeys(_source(row) for row in rows))
    cells = {(row["horizon"], _source(row)): row for row in rows}
    body = "".join(_fund_row(item, [cells.get((horizon, item)) for horizon in _HORIZONS]) for item in items)
    head = '<tr><th scope="col">资金来源</th>' + "".join(
        f'<th scope="col" class="n">{name}</th>' for name in _HORIZONS.values()
    )
    unit = f"，单位：{table.amount_unit}" if table.amount_unit else ""
    return blocks.table(f"funds-{rows[0]['line']}", f"钱由谁出{unit}", f"{head}</tr>", body)


def _source(row: Row) -> str:
    return "资金总额" if row["role"] == "total" else row["item"]


def _fund_row(item: str, rows: Sequence[Row | None]) -> str:
    css = ' class="total"' if item == "资金总额" else ""
    cells = "".join(_figure(row, "amount") for row in rows)
    return f'<tr{css}><th scope="row">{blocks.escape(item)}</th>{cells}</tr>'


def _figure(row: Row | None, column: str) -> str:
    value = None if row is None else row.number(column)
    anchor = f' id="{row["line"]}"' if row is not None else ""
    return (
        f'<td class="n"{anchor}>{blocks.number(value)}</td>'
        if value is not None
        else f'<td class="n blank"{anchor}></td>'
    )


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
    head = "".join(f'<th scope="col">{text}</th>' for text in ("指标", "实施期指标值", "年度指标值"))
    body = "".join(f"<tr>{''.join(_indicator_cells(pair))}</tr>" for pair in _pairs(rows))
    return blocks.table(f"targets-{rows[0]['line']}", "用什么来衡量", f"<tr>{head}</tr>", body)


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
