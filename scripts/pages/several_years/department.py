"""One body over its years: how much, what changed line by line, how much of the plan was spent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import PHASES, BudgetYear, Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.several_years import (
    body_labels,
    comparison_charts,
    execution_tables,
    figures,
    history_table,
)
from scripts.pages.year import lead, shell
from scripts.schema import PURPOSES, Coordinates
from scripts.tables import Cell, History, Money, Profile

MEASURES: Mapping[str, str] = {
    "total": "总额",
    "spent": "支出合计",
    "basic": "基本支出",
    "project": "项目支出",
    **{name: PURPOSES[name] for name in tables.PUBLIC},
    "agency_operating": PURPOSES["agency_operating"],
}
"""What the figures that are compared are called."""

PARTS = ("travel_abroad", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")
"""The parts of the three-public total, which are printed under it."""

_PART_CLASSES = {MEASURES[name]: "l2" for name in PARTS}


def pages(site: Site) -> Iterator[Page]:
    """The page of each body, in the order of their names."""
    for years in site.departments.values():
        yield page(years, site)


def page(years: Sequence[BudgetYear], site: Site) -> Page:
    """The page of a body over its years, the newest first: departments/audit/index.html."""
    newest = years[0]
    disclosure = newest.package.disclosure
    path = f"departments/{newest.package.slug}/index.html"
    name = body_labels.name(newest.package)
    profiles = [site.profiles[year.package.path] for year in years]
    facts = [body_labels.LEVELS[disclosure.level]]
    if disclosure.code:
        facts.append(f"预算代码 {disclosure.code}")
    chart = comparison_charts.years(profiles)
    picture = Html()
    if chart:
        heads = ("年度", "金额", "")
        figure = comparison_charts.figure(chart, "数据：各年度的收支总表", path, heads)
        title = blocks.escape(chart.title)
        picture = blocks.section("years-title", title, "没有收录的年度空着。", figure)
    up = blocks.link("departments/index.html", "部门", path)
    body = joined(
        (
            Html('<p class="mz-crumb">{} ›</p>').format(up),
            Html("<h1>{}</h1>").format(name),
            elements.meta(facts),
            Html('<p class="mz-lead">{}</p>').format(_lead(years, profiles)),
            figures.EXACT,
            elements.not_updated(site, newest.package.slug),
            _totals(years, profiles, path),
            picture,
            _family(newest, site, path),
            _measures(years, profiles, path),
            *_classified(years, site, path),
            execution_tables.section(years, path),
            figures.LEGEND,
            _next(newest, path),
        ),
        "\n",
    )
    disclosures = [year.package.disclosure for year in years]
    periods = "、".join(f"{each.year} {PHASES[each.phase]}" for each in disclosures)
    description = f"{name}历年的钱：{periods}。哪一项多了、少了，新增了什么。"
    return Page(path, name, description, body, (chart,) if chart else ())


def _history(years: Sequence[BudgetYear], profiles: Sequence[Profile], name: str) -> History:
    packages = [year.package for year in years]
    cells: list[tuple[Cell, Coordinates | None]] = []
    for profile in profiles:
        measure = profile.measures[name]
        basis = None
        if measure.cell.figure is not None:
            basis = measure.basis
        cells.append((measure.cell, basis))
    return tables.measured(packages, cells, MEASURES[name])


def _lead(years: Sequence[BudgetYear], profiles: Sequence[Profile]) -> Html:
    """The newest total, and what it is against the last comparable one.

    2026 年预算 <b>5,582.87 万元</b>，比 2025 年预算多 <b>12.30 万元</b>（+0.22%）。
    """
    totals = _history(years, profiles, "total")
    column = totals.columns[0]
    step = totals.whole.steps[0]
    period = body_labels.period(column.year, column.phase)
    if column.against is None or step is None or step.by is None:
        return Html("{}：{}").format(period, blocks.escape(lead.plain_lead(years[0])))
    amount = Html()
    stated = years[0].overview.shown
    if stated is not None:
        amount = Html("<b>{}</b>").format(blocks.amount_text(stated))
    earlier = totals.columns[column.against]
    since = body_labels.period(earlier.year, earlier.phase)
    if step.kind != "changed":
        return Html("{} {}，与 {}持平。").format(period, amount, since)
    # No way of counting makes more or less good or bad: the words say only which.
    direction = "多" if step.by > 0 else "少"
    share = ""
    if step.percent is not None:
        share = f"（{figures.percent(step.percent)}）"
    by = Html("<b>{} 万元</b>").format(figures.wan(abs(step.by)))
    return Html("{} {}，比 {}{} {}{}。").format(period, amount, since, direction, by, share)


def _totals(years: Sequence[BudgetYear], profiles: Sequence[Profile], page: str) -> Html:
    """A line for each year, with a link to its page and how sound it is; then notes."""
    totals = _history(years, profiles, "total")
    lines: list[Html] = []
    # The history has a column for each year, in the same order.
    for year, profile, step in zip(years, profiles, totals.whole.steps, strict=True):
        period = body_labels.period_of(year.package)
        name = blocks.link(year.address(), period, page)
        figure = figures.figure(profile.measures["total"].cell, year, page)
        lines.append(
            Html('<li><b>{}</b><span class="v">{}{}</span>{}</li>').format(
                name, figure, figures.step(step), shell.linked_badge(year, page)
            )
        )
    notes = [*history_table.notes(totals), *_reasons(years)]
    body = Html('<ul class="mz-totals">{}</ul>').format(joined(lines))
    body += history_table.list_of_notes(notes)
    title = f"收录了 {len(years)} 份"
    sub = "单位：万元。点年份看那一年的全部内容。"
    return blocks.section("years", title, sub, body)


def _reasons(years: Sequence[BudgetYear]) -> Iterator[Html]:
    """What the documents say of the change of the whole, with the way to the row that says so."""
    for year in years:
        change = year.overview.change
        if change is None:
            continue
        by = change.by
        period = body_labels.period_of(year.package)
        amount = ""
        if by.number:
            direction = "增加" if by.number > 0 else "减少"
            amount = (
                f"比上年{direction} {blocks.amount_text(Money(abs(by.number), by.amount_unit))}"
            )
        said = "的说明写的是" if by.table == "statements" else "的表里"
        reason = f"，原因：{lead.quoted(change.reason)}" if change.reason else ""
        # It stands on the page of the body, not of the year that it is about.
        page = f"departments/{year.package.slug}/index.html"
        source = blocks.link(year.cell(by.table, change.line), "出处", page)
        yield Html("{}{}{}{}（{}）。").format(period, said, amount or "与上年相同", reason, source)


def _family(newest: BudgetYear, site: Site, page: str) -> Html:
    """The department, its office and its units, as far as held: whose money is in whose."""
    disclosure = newest.package.disclosure
    department = disclosure.parent
    if disclosure.level == "department":
        department = disclosure.department
    if not department:
        return Html()
    family = [
        years[0]
        for slug, years in site.departments.items()
        if slug != newest.package.slug and _belongs(years[0], department)
    ]
    if not family:
        return Html()
    family.sort(key=lambda year: (year.package.disclosure.level != "department", year.package.path))
    rows: list[Html] = []
    for year in family:
        package = year.package
        level = body_labels.LEVELS[package.disclosure.level]
        period = blocks.link(year.address(), body_labels.period_of(package), page)
        total = figures.figure(site.profiles[package.path].measures["total"].cell, year, page)
        rows.append(
            Html(
                '<tr><th scope="row">{} <small>{}</small></th><td>{}</td><td class="n">{}</td></tr>'
            ).format(body_labels.link(package, page), level, period, total)
        )
    header = Html(
        '<tr><th scope="col">名称</th><th scope="col">最近一份</th>'
        '<th scope="col" class="n">总额（万元）</th></tr>'
    )
    table = blocks.table("family", "本级、所属单位和部门", header, joined(rows))
    sub = "部门的数已经包括本级和所属单位，合计时每一笔只算一次。"
    return blocks.section("family", "同一个部门的", sub, table)


def _belongs(year: BudgetYear, department: str) -> bool:
    disclosure = year.package.disclosure
    if disclosure.parent == department:
        return True
    # An office may bear the name of its department, and is not it.
    return disclosure.level == "department" and disclosure.department == department


def _measures(years: Sequence[BudgetYear], profiles: Sequence[Profile], page: str) -> Html:
    histories = {name: _history(years, profiles, name) for name in MEASURES}
    # Most bodies spend what their total says: a second row of the same figures would tell nothing.
    if _amounts(histories["spent"]) == _amounts(histories["total"]):
        del histories["spent"]
    wholes = [history.whole for history in histories.values()]
    lines = [whole for whole in wholes if history_table.has_any(whole)]
    table = history_table.table(
        "measures",
        "主要数字",
        histories["total"],
        years,
        page,
        lines=lines,
        classes=_PART_CLASSES,
    )

    measures = [profile.measures["basic"] for profile in profiles]
    stated = [measure for measure in measures if measure.cell.figure is not None]
    bases = {body_labels.basis(measure.basis) for measure in stated}
    sub = "单位：万元。"
    # A sentence that says “all money” of every body would be read by nobody.
    if bases and bases != {"全部资金"}:
        sub += f"基本支出和项目支出说的是{'、'.join(sorted(bases))}。"
    return blocks.section("measures", "主要数字", sub, table)


def _classified(years: Sequence[BudgetYear], site: Site, page: str) -> Iterator[Html]:
    packages = [year.package for year in years]
    names = site.code_names.get("functional", {})
    functions = tables.functions(packages, names)
    titles = ("办哪些事", "按支出功能科目", "办哪些事：按支出功能科目")
    yield _lines("functions", titles, functions, years, page)

    names = site.code_names.get("department", {})
    economy = tables.economy(packages, names)
    titles = ("买什么", "基本支出按经济科目", "买什么：基本支出按经济科目")
    yield _lines("economy", titles, economy, years, page)

    titles = ("做哪些项目", "按项目名称", "各个项目")
    yield _lines("projects", titles, tables.projects(packages), years, page)


def _amounts(history: History) -> list[Decimal | None]:
    return [cell.yuan for cell in history.whole.cells]


def _lines(
    identifier: str,
    titles: tuple[str, str, str],
    history: History,
    years: Sequence[BudgetYear],
    page: str,
) -> Html:
    if not history.lines:
        return Html()
    title, what, caption = titles
    body = history_table.section(identifier, caption, history, years, page)
    bases: dict[str, None] = {}
    for column in history.columns:
        if column.basis is not None:
            bases[body_labels.basis(column.basis)] = None
    sub = f"{what}，单位：万元。说的是{'、'.join(bases)}。"
    return blocks.section(identifier, title, sub, body)


def _next(newest: BudgetYear, page: str) -> Html:
    """Where to go from here: to the comparison of the newest year, and to the 三公."""
    target = f"compare/{newest.package.period}.html"
    period = body_labels.period_of(newest.package)
    compare = blocks.link(target, f"和别的部门比：{period}", page)
    all_public = "所有部门的“三公”经费"
    public = blocks.link("three-public/index.html", all_public, page)
    return Html("<p>{}　{}</p>").format(compare, public)
