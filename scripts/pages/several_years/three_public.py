"""Travel, cars, hospitality: every body, every year; a matrix of the totals, and the five figures of each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.package import Package
from scripts.pages.several_years import body_labels, figures
from scripts.schema import VINTAGES, Phase
from scripts.tables import NOTHING, PUBLIC, Cell

INDEX = "three-public/index.html"
_OWN = ("budget", "outturn")
_SHORT = {
    "three_public": "合计",
    "travel_abroad": "出国（境）",
    "vehicles": "公务用车",
    "vehicle_purchase": "其中购置",
    "vehicle_running": "其中运行",
    "hospitality": "接待",
}

Figures = Mapping[str, Mapping[str, Mapping[str, Cell]]]
"""The figures of every package by its path, by vintage and by purpose."""


def pages(site: Site) -> Iterator[Page]:
    """The matrix of totals, and a page for each year and phase."""
    found: Figures = {year.package.path: tables.public(year.package) for year in site.years}
    periods = body_labels.newest_first(site.years)
    slugs = [years[0].package for years in site.departments.values()]
    for path, place, held in body_labels.shards(INDEX, slugs):
        yield _matrix(path, place, held, site, found, list(periods))
    if len(slugs) > body_labels.MOST:
        yield _contents(body_labels.shards(INDEX, slugs))
    for (year, phase), years in periods.items():
        ranked = sorted(years, key=lambda one: (-_rank(found[one.package.path]), one.package.path))
        parts = body_labels.shards(
            f"three-public/{year}-{phase}.html", [one.package for one in ranked]
        )
        for path, place, held in parts:
            yield _period_page(
                (year, phase), place, [site.by_path[one.path] for one in held], site, found, path
            )
        if len(parts) > 1:
            yield _places(
                f"three-public/{year}-{phase}.html",
                f"{body_labels.period(year, phase)}“三公”经费",
                parts,
            )


def _rank(figures_of: Mapping[str, Mapping[str, Cell]]) -> Decimal:
    return _own(figures_of).get("three_public", NOTHING).yuan or Decimal(-1)


def _own(figures_of: Mapping[str, Mapping[str, Cell]]) -> Mapping[str, Cell]:
    """The figures of the year's own budget or outturn."""
    return next((figures_of[name] for name in _OWN if name in figures_of), {})


def _contents(parts: Sequence[tuple[str, str, Sequence[Package]]]) -> Page:
    return _places(INDEX, "“三公”经费", parts)


def _places(path: str, title: str, parts: Sequence[tuple[str, str, Sequence[Package]]]) -> Page:
    """Where there are too many bodies for one page: the places, each a page."""
    rows = "".join(
        f'<li><a href="{blocks.relative(one, path)}"><b>{blocks.escape(place)}</b><span>{len(held)} 个</span></a></li>'
        for one, place, held in parts
    )
    count = sum(len(held) for _, _, held in parts)
    body = f'<h1>{title}</h1><p class="mz-lead">{count} 个部门和单位，按地方分。</p><ul class="mz-list">{rows}</ul>'
    return Page(
        path,
        title.replace("“", "").replace("”", ""),
        f"{title}：{count} 个部门和单位，按地方分。",
        body,
    )


# Every year


def _matrix(
    path: str,
    place: str,
    held: Sequence[Package],
    site: Site,
    found: Figures,
    periods: Sequence[tuple[int, Phase]],
) -> Page:
    head = "".join(
        f'<th scope="col" class="n">{blocks.link(f"three-public/{year}-{phase}.html", body_labels.period(year, phase), path)}</th>'
        for year, phase in periods
    )
    rows = "".join(_matrix_row(package, site, found, periods, path) for package in held)
    ways = "".join(
        blocks.link(
            target,
            name,
            path,
            attributes='class="on" aria-current="page"' if target == INDEX else "",
        )
        for target, name in (
            ("functions/index.html", "办什么事"),
            ("economic/index.html", "买什么"),
            (INDEX, "“三公”经费"),
        )
    )
    body = "\n".join(
        (
            f"<h1>{place}“三公”经费</h1>",
            f'<nav class="mz-years" aria-label="科目">{ways}</nav>',
            '<p class="mz-lead">因公出国（境）、公务用车、公务接待：每个部门、每一年的合计。点年度看五个数，点数字看公布的那一行。</p>',
            figures.LEGEND_OF_YEARS,
            figures.EXACT,
            blocks.section(
                "all",
                "历年合计",
                "单位：万元。一行是一个部门或单位；没有收录的年度不写数。部门的数包括所属单位，不要与单位相加。",
                _wide(
                    blocks.table(
                        "all", "“三公”经费合计", f'<tr><th scope="col">名称</th>{head}</tr>', rows
                    )
                ),
            ),
        )
    )
    what = f"{body_labels.counted(site)}里的“三公”经费：因公出国（境）、公务用车购置和运行、公务接待，预算和决算。"
    return Page(path, f"{place}三公经费", what, body)


def _wide(table: str) -> str:
    """A table of many years, whose names keep their room on a phone."""
    return f'<div class="mz-years-wide">{table}</div>'


def _matrix_row(
    package: Package, site: Site, found: Figures, periods: Sequence[tuple[int, Phase]], page: str
) -> str:
    held = {
        (year.package.disclosure.year, year.package.disclosure.phase): year
        for year in site.departments[package.slug]
    }
    cells = []
    for period in periods:
        year = held.get(period)
        if year is None:
            cells.append(figures.UNHELD)
            continue
        own = _own(found[year.package.path])
        cells.append(
            f'<td class="n">{figures.figure(own.get("three_public", NOTHING), year, page)}</td>'
        )
    return f'<tr><th scope="row">{body_labels.link(package, page)}</th>{"".join(cells)}</tr>'


# One year


def _period_page(
    period: tuple[int, Phase],
    place: str,
    years: Sequence[BudgetYear],
    site: Site,
    found: Figures,
    path: str,
) -> Page:
    title = f"{place}{body_labels.period(*period)}“三公”经费"
    head = "".join(
        f'<th scope="col" role="columnheader" class="n">{_SHORT[name]}</th>' for name in PUBLIC
    )
    most = max((_rank(found[year.package.path]) for year in years), default=Decimal(0))
    rows = "".join(_rows(year, found[year.package.path], most, site, path) for year in years)
    table = blocks.table(
        "figures",
        f"{body_labels.period(*period)}“三公”经费",
        f'<tr role="row"><th scope="col" role="columnheader">名称</th>{head}</tr>',
        rows,
    )
    up = blocks.link(INDEX, "“三公”经费", path)
    sub = (
        "单位：万元，按合计从大到小。公务用车 = 购置 + 运行。部门的数包括所属单位，不要与单位相加。"
    )
    plans = (
        " 决算行下面是同一份文件里写的预算，执行率 = 决算 ÷ 预算。" if period[1] == "final" else ""
    )
    body = "\n".join(
        (
            f'<p class="mz-crumb">{up} ›</p>',
            f"<h1>{title}</h1>",
            f'<p class="mz-lead">{_lead(years, found)}</p>',
            figures.LEGEND,
            figures.EXACT,
            f'<p class="mz-sub">{sub}{plans}</p>',
            table.replace('class="mz-table"', 'class="mz-table mz-stack mz-six"', 1),
        )
    )
    plain = title.replace("“", "").replace("”", "")
    return Page(
        path, plain, f"{title}：{len(years)} 个部门和单位的出国、用车、接待，逐个列出。", body
    )


def _lead(years: Sequence[BudgetYear], found: Figures) -> str:
    """How many state a total, how many of those nothing, and who states the largest."""
    stated = [(year, _own(found[year.package.path]).get("three_public", NOTHING)) for year in years]
    told = [(year, cell) for year, cell in stated if cell.yuan is not None]
    count = f"{len(told)} 个" if len(told) < len(stated) else "都"
    if len(stated) == 1 and told:
        return f"{blocks.escape(body_labels.name(years[0].package))}，<b>{figures.text(told[0][1])} 万元</b>。"
    if not told:
        return f"{len(years)} 个部门和单位，都没有写出合计。"
    none = sum(not cell.number for _, cell in told)
    year, cell = max(told, key=lambda item: item[1].yuan or Decimal(0))
    zero = f"，其中 {none} 个写的是 0" if none else ""
    return (
        f"{len(years)} 个部门和单位，{count}写出了合计{zero}。"
        f"最多的是{blocks.escape(body_labels.name(year.package))}，<b>{figures.text(cell)} 万元</b>。"
    )


def _rows(
    year: BudgetYear, held: Mapping[str, Mapping[str, Cell]], most: Decimal, site: Site, page: str
) -> str:
    """A body's own figures, and under them the plan that its final account prints, with the rate of each."""
    own = _own(held)
    name = body_labels.contained(site.profiles[year.package.path].within, year.package, site, page)
    rows = [_row(name, own, year, page, most=most)]
    for vintage, cells in held.items():
        if vintage not in _OWN:
            rows.append(
                _row(
                    f"<small>同一份文件里的{VINTAGES[vintage]}</small>",
                    cells,
                    year,
                    page,
                    spent=own,
                )
            )
    return "".join(rows)


def _row(
    name: str,
    cells: Mapping[str, Cell],
    year: BudgetYear,
    page: str,
    *,
    most: Decimal | None = None,
    spent: Mapping[str, Cell] | None = None,
) -> str:
    shown = []
    for purpose in PUBLIC:
        cell = cells.get(purpose, NOTHING)
        more = (
            figures.bar(cell.yuan, most) if most is not None and purpose == "three_public" else ""
        )
        if spent is not None:
            more = _rate(spent.get(purpose, NOTHING), cell)
        shown.append(
            f'<td role="cell" class="n" data-label="{_SHORT[purpose]}"><div>{figures.figure(cell, year, page)}{more}</div></td>'
        )
    kind = ' class="plan"' if spent is not None else ""
    return f'<tr role="row"{kind}><th scope="row" role="rowheader">{name}</th>{"".join(shown)}</tr>'


def _rate(outturn: Cell, plan: Cell) -> str:
    """The outturn in percent of a plan; nothing where nothing was planned."""
    share = (
        tables.share(outturn.yuan, plan.yuan) if outturn.yuan is not None and plan.yuan else None
    )
    return f"<small>执行 {share:,f}%</small>" if share is not None else ""
