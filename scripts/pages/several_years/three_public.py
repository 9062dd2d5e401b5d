"""Travel, cars, hospitality: a matrix of every body's totals, and the five figures of each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.package import Package
from scripts.pages import elements
from scripts.pages.several_years import body_labels, figures, parts
from scripts.pages.several_years.parts import Part
from scripts.schema import VINTAGES, Phase
from scripts.tables import NOTHING, PUBLIC, Cell

INDEX = "three-public/index.html"

# Which figures are a package's own: what a budget plans, what a final account spent.
_OWN_VINTAGES = ("budget", "outturn")
_TITLES = {
    "three_public": "合计",
    "travel_abroad": "出国（境）",
    "vehicles": "公务用车",
    "vehicle_purchase": "其中购置",
    "vehicle_running": "其中运行",
    "hospitality": "接待",
}
_LEAD = (
    "因公出国（境）、公务用车、公务接待：每个部门、每一年的合计。"
    "点年度看五个数，点数字看公布的那一行。"
)
_ABOUT_MATRIX = (
    "单位：万元。一行是一个部门或单位；没有收录的年度不写数。部门的数包括所属单位，不要与单位相加。"
)
_ABOUT_YEAR = (
    "单位：万元，按合计从大到小。公务用车 = 购置 + 运行。部门的数包括所属单位，不要与单位相加。"
)
_ABOUT_FINAL = " 决算行下面是同一份文件里写的预算，执行率 = 决算 ÷ 预算。"

Cells = Mapping[str, Cell]
"""The figures of one vintage by purpose."""

Figures = Mapping[str, Mapping[str, Cells]]
"""The figures of every package by its path and by vintage."""

Period = tuple[int, Phase]


def pages(site: Site) -> Iterator[Page]:
    """The matrix of totals, and a page for each year and phase, the largest total first.

    three-public/index.html, three-public/2026-budget.html; of very many bodies each by province.
    """
    public: dict[str, Mapping[str, Cells]] = {}
    for path, package in site.packages.items():
        public[path] = tables.public(package)
    by_period = body_labels.newest_first(site.years)
    newest = [years[0].package for years in site.departments.values()]
    of_places = parts.by_place(INDEX, newest)
    for part in of_places:
        yield _matrix_page(part, list(by_period), site, public)
    if len(of_places) > 1:
        yield parts.contents(INDEX, of_places, "“三公”经费", "“三公”经费")

    for period, years in by_period.items():
        address = _address(period)
        by_path = sorted((year.package for year in years), key=lambda package: package.path)
        ranked = sorted(by_path, key=lambda package: -_rank(public[package.path]))
        of_places = parts.by_place(address, ranked)
        for part in of_places:
            yield _period_page(period, part, site, public)
        if len(of_places) > 1:
            title = f"{body_labels.period(*period)}“三公”经费"
            yield parts.contents(address, of_places, title, title)


def _address(period: Period) -> str:
    year, phase = period
    return f"three-public/{year}-{phase}.html"


def _own(by_vintage: Mapping[str, Cells]) -> Cells:
    for vintage in _OWN_VINTAGES:
        if vintage in by_vintage:
            return by_vintage[vintage]
    return {}


def _total(by_vintage: Mapping[str, Cells]) -> Cell:
    return _own(by_vintage).get("three_public", NOTHING)


def _rank(by_vintage: Mapping[str, Cells]) -> Decimal:
    """The total in 元; who states none comes after those who state 0."""
    yuan = _total(by_vintage).yuan
    # Blank counts as 0 and 0 is false: both come last, in the order of their paths.
    return yuan or Decimal(-1)


def _matrix_page(part: Part, periods: Sequence[Period], site: Site, public: Figures) -> Page:
    """A row for each body, a column for each year and phase that anybody published."""
    title = f"{part.place}“三公”经费"
    header = Html('<th scope="col">名称</th>')
    for period in periods:
        link = blocks.link(_address(period), body_labels.period(*period), part.path)
        header += Html('<th scope="col" class="n">{}</th>').format(link)
    rows = joined(
        _matrix_row(package, periods, site, public, part.path) for package in part.packages
    )
    matrix = blocks.table("all", "“三公”经费合计", Html("<tr>{}</tr>").format(header), rows)
    # The class keeps the room of the names on a phone, beside many years.
    wide = Html('<div class="mz-years-wide">{}</div>').format(matrix)
    body = joined(
        (
            Html("<h1>{}</h1>").format(title),
            parts.money(part.path, current=INDEX),
            Html('<p class="mz-lead">{}</p>').format(_LEAD),
            figures.LEGEND_OF_YEARS,
            figures.EXACT,
            blocks.section("all", "历年合计", _ABOUT_MATRIX, wide + elements.not_updated(site)),
        ),
        "\n",
    )
    description = (
        f"{body_labels.counted(site)}里的“三公”经费："
        "因公出国（境）、公务用车购置和运行、公务接待，预算和决算。"
    )
    return Page(part.path, f"{part.place}三公经费", description, body)


def _matrix_row(
    package: Package, periods: Sequence[Period], site: Site, public: Figures, page: str
) -> Html:
    """The totals of a body; a year that is not held looks otherwise than one without a total."""
    by_period = {
        (year.package.disclosure.year, year.package.disclosure.phase): year
        for year in site.departments[package.slug]
    }
    cells = []
    for period in periods:
        year = by_period.get(period)
        if year is None:
            cells.append(figures.UNHELD)
        else:
            figure = figures.figure(_total(public[year.package.path]), year, page)
            cells.append(Html('<td class="n">{}</td>').format(figure))
    name = body_labels.link(package, page)
    return Html('<tr><th scope="row">{}</th>{}</tr>').format(name, joined(cells))


def _period_page(period: Period, part: Part, site: Site, public: Figures) -> Page:
    years = [site.by_path[package.path] for package in part.packages]
    when = body_labels.period(*period)
    missing = elements.not_updated(site, period="{}-{}".format(*period))
    title = f"{part.place}{when}“三公”经费"
    up = blocks.link(INDEX, "“三公”经费", part.path)
    sub = _ABOUT_YEAR
    if period[1] == "final":
        sub += _ABOUT_FINAL
    header = Html('<th scope="col" role="columnheader">名称</th>')
    for purpose in PUBLIC:
        header += Html('<th scope="col" role="columnheader" class="n">{}</th>').format(
            _TITLES[purpose]
        )
    rows = _rows(part, site, public)
    table = blocks.table(
        "figures", f"{when}“三公”经费", Html('<tr role="row">{}</tr>').format(header), rows
    )
    body = joined(
        (
            Html('<p class="mz-crumb">{} ›</p>').format(up),
            Html("<h1>{}</h1>").format(title),
            Html('<p class="mz-lead">{}</p>').format(_lead(years, public)),
            figures.LEGEND,
            figures.EXACT,
            Html('<p class="mz-sub">{}</p>').format(sub) + missing,
            table.replace(Html('class="mz-table"'), Html('class="mz-table mz-stack mz-six"'), 1),
        ),
        "\n",
    )
    description = f"{title}：{len(years)} 个部门和单位的出国、用车、接待，逐个列出。"
    return Page(part.path, f"{part.place}{when}三公经费", description, body)


def _lead(years: Sequence[BudgetYear], public: Figures) -> Html:
    """How many state a total, how many of those nothing, and who states the largest."""
    stating = []
    for year in years:
        cell = _total(public[year.package.path])
        if cell.yuan is not None:
            stating.append((year, cell))
    if not stating:
        return Html("{} 个部门和单位，都没有写出合计。").format(len(years))

    # Of equal totals the first in the order of the page.
    year, cell = max(stating, key=lambda item: item[1].yuan or Decimal(0))
    name = blocks.escape(body_labels.name(year.package))
    amount = Html("<b>{} 万元</b>").format(figures.text(cell))
    # “都写出了合计” of a single body would sound like many.
    if len(years) == 1:
        return Html("{}，{}。").format(name, amount)

    count = "都"
    if len(stating) < len(years):
        count = f"{len(stating)} 个"
    text = f"{len(years)} 个部门和单位，{count}写出了合计"
    zeros = sum(not cell.number for _, cell in stating)
    if zeros:
        text += f"，其中 {zeros} 个写的是 0"
    return Html("{}。最多的是{}，{}。").format(text, name, amount)


def _rows(part: Part, site: Site, public: Figures) -> Html:
    """Each body's own figures, and under them the plans that its final account prints."""
    ranks = [_rank(public[package.path]) for package in part.packages]
    largest = max(ranks, default=Decimal(0))
    rows = []
    for package in part.packages:
        year = site.by_path[package.path]
        by_vintage = public[package.path]
        within = site.profiles[package.path].within
        name = body_labels.contained(within, package, site, part.path)
        own = _own(by_vintage)
        cells = []
        for purpose in PUBLIC:
            cell = own.get(purpose, NOTHING)
            figure = figures.figure(cell, year, part.path)
            if purpose == "three_public":
                figure += figures.bar(cell.yuan, largest)
            cells.append(_cell(purpose, figure))
        rows.append(_row(name, cells))
        rows += _plan_rows(by_vintage, year, part.path)
    return joined(rows)


def _plan_rows(by_vintage: Mapping[str, Cells], year: BudgetYear, page: str) -> Iterator[Html]:
    """The plans of a final account, each figure with how much of it was spent."""
    own = _own(by_vintage)
    for vintage, plans in by_vintage.items():
        # A final account prints the budget beside its outturn, often the adjusted one as well.
        if vintage in _OWN_VINTAGES:
            continue
        cells = []
        for purpose in PUBLIC:
            outturn = own.get(purpose, NOTHING)
            plan = plans.get(purpose, NOTHING)
            share = None
            if outturn.yuan is not None and plan.yuan:
                share = tables.share(outturn.yuan, plan.yuan)
            rate = "" if share is None else Html("<small>执行 {}%</small>").format(f"{share:,f}")
            cells.append(_cell(purpose, figures.figure(plan, year, page) + rate))
        # Not “the budget”: the budget that was published before may state another figure.
        name = Html("<small>同一份文件里的{}</small>").format(VINTAGES[vintage])
        yield _row(name, cells, css=Html(' class="plan"'))


def _cell(purpose: str, inner: str) -> Html:
    # On a phone each cell is a line of its own, and CSS puts data-label before it.
    return Html('<td role="cell" class="n" data-label="{}"><div>{}</div></td>').format(
        _TITLES[purpose], inner
    )


def _row(name: str, cells: Sequence[str], css: str = "") -> Html:
    header = Html('<th scope="row" role="rowheader">{}</th>').format(name)
    return Html('<tr role="row"{}>{}{}</tr>').format(css, header, joined(cells))
