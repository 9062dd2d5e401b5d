"""One body over its years: how much, what changed line by line, how much of the plan was spent, who belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.charts import Chart
from scripts.corpus import PHASES, BudgetYear, Site
from scripts.pages.several_years import body_labels, comparison_charts, figures, history
from scripts.pages.year import shell
from scripts.pages.year.lead import plain_lead
from scripts.schema import KINDS, PURPOSES, VINTAGES, Coordinates
from scripts.tables import (
    DEPARTMENT,
    FUNCTION,
    NOTHING,
    Cell,
    Execution,
    History,
    Measure,
    Money,
    Profile,
)

MEASURES = {
    "total": "总额",
    "spent": "支出合计",
    "basic": "基本支出",
    "project": "项目支出",
    **{name: PURPOSES[name] for name in tables.PUBLIC},
    "agency_operating": PURPOSES["agency_operating"],
}
"""What the figures that are compared are called."""

_PARTS = ("travel_abroad", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")
_MONEY = {
    FUNCTION: ("functions", "办哪些事", "按支出功能科目", "functional"),
    DEPARTMENT: ("economy", "买什么", "基本支出按经济科目", "department"),
}


def page(years: Sequence[BudgetYear], site: Site) -> Page:
    """The page of a body over its years, newest first."""
    newest = years[0]
    path = f"departments/{newest.package.slug}/index.html"
    profiles = [site.profiles[year.package.path] for year in years]
    chart = comparison_charts.years(profiles)
    up = blocks.link("departments/index.html", "部门", path)
    body = "\n".join(
        (
            f'<p class="mz-crumb">{up} ›</p>',
            f"<h1>{blocks.escape(body_labels.name(newest.package))}</h1>",
            f'<p class="mz-meta">{_meta(newest)}</p>',
            f'<p class="mz-lead">{_lead(years, profiles)}</p>',
            figures.EXACT,
            _totals(years, profiles, path),
            _picture(chart, path) if chart else "",
            _family(newest, site, path),
            _measures(years, profiles, path),
            *(_coded(column, years, site, path) for column in _MONEY),
            _projects(years, path),
            _execution(years, path),
            figures.LEGEND,
            _next(newest, site, path),
        )
    )
    said = "、".join(
        f"{year.package.disclosure.year} {PHASES[year.package.disclosure.phase]}" for year in years
    )
    return Page(
        path,
        body_labels.name(newest.package),
        f"{body_labels.name(newest.package)}历年的钱：{said}。哪一项多了、少了，新增了什么。",
        body,
        (chart,) if chart else (),
    )


def _picture(chart: Chart, page: str) -> str:
    source = "数据：各年度的收支总表"
    body = comparison_charts.figure(chart, source, page, ("年度", "金额", ""))
    return blocks.section("years-title", blocks.escape(chart.title), "没有收录的年度空着。", body)


def _meta(year: BudgetYear) -> str:
    stated = year.package.disclosure
    said = [body_labels.LEVELS[stated.level], f"预算代码 {stated.code}" if stated.code else ""]
    return "".join(f"<span>{blocks.escape(text)}</span>" for text in said if text)


def _lead(years: Sequence[BudgetYear], profiles: Sequence[Profile]) -> str:
    """The newest total, and what it is against the last comparable one."""
    found = _history(years, profiles, "total")
    column, step = found.columns[0], found.whole.steps[0]
    if column.against is None or step is None or step.by is None:
        return f"{body_labels.period(column.year, column.phase)}：{blocks.escape(plain_lead(years[0]))}"
    before = found.columns[column.against]
    way = "多" if step.by > 0 else "少"
    share = f"（{figures.percent(step.percent)}）" if step.percent is not None else ""
    amount = f"{figures.wan(abs(step.by))} 万元"
    since = body_labels.period(before.year, before.phase)
    same = (
        f"，比 {since}{way} <b>{amount}</b>{share}"
        if step.kind == "changed"
        else f"，与 {since}持平"
    )
    whole = years[0].overview.total
    total = f"<b>{blocks.amount_text(whole)}</b>" if whole else ""
    return f"{body_labels.period(column.year, column.phase)} {total}{same}。"


def _history(years: Sequence[BudgetYear], profiles: Sequence[Profile], name: str) -> History:
    held = [(one.measures[name].cell, _basis(one.measures[name])) for one in profiles]
    return tables.measured([year.package for year in years], held, MEASURES[name])


def _basis(measure: Measure) -> Coordinates | None:
    return None if measure.cell.figure is None else measure.basis


def _totals(years: Sequence[BudgetYear], profiles: Sequence[Profile], page: str) -> str:
    """A bar for each year, with a link to its page and how sound it is."""
    found = _history(years, profiles, "total")
    lines = []
    for year, profile, step, column in zip(
        years, profiles, found.whole.steps, found.columns, strict=True
    ):
        cell = profile.measures["total"].cell
        name = blocks.link(year.address(), body_labels.period(column.year, column.phase), page)
        badge = f'<a href="{blocks.relative(year.address("checks"), page)}">{shell.badge(year)}</a>'
        amount = f'<span class="v">{figures.figure(cell, year, page)}{figures.step(step)}</span>'
        lines.append(f"<li><b>{name}</b>{amount}{badge}</li>")
    sub = "单位：万元。点年份看那一年的全部内容。"
    said = [*(f"{note}" for note in history.notes(found)), *_reasons(years)]
    notes = "".join(f"<li>{note}</li>" for note in said)
    return blocks.section(
        "years",
        f"收录了 {len(years)} 份",
        sub,
        f'<ul class="mz-totals">{"".join(lines)}</ul>' + _listed(notes),
    )


def _reasons(years: Sequence[BudgetYear]) -> Iterator[str]:
    """What the documents themselves say of the change of the whole, each with the row of the prose that says so."""
    for year in years:
        change = year.overview.change
        if change is None:
            continue
        stated = year.package.disclosure
        way = "增加" if change.by.number > 0 else "减少"
        amount = blocks.amount_text(Money(abs(change.by.number), change.by.amount_unit))
        said = f"{body_labels.period(stated.year, stated.phase)}的说明写的是比上年{way} {amount}"
        reason = f"，原因：“{blocks.escape(change.reason)}”" if change.reason else ""
        page = f"departments/{year.package.slug}/index.html"
        yield f"{said}{reason}（{blocks.link(year.cell('statements', change.line), '出处', page)}）。"


def _listed(notes: str) -> str:
    return f'<ul class="mz-notes">{notes}</ul>' if notes else ""


def _family(newest: BudgetYear, site: Site, page: str) -> str:
    """The department, its office and its units, as far as they are held: whose money is in whose."""
    stated = newest.package.disclosure
    own = stated.department if stated.level == "department" else stated.parent
    others = [
        years for years in site.departments.values() if years[0].package.slug != newest.package.slug
    ]
    near = [years[0] for years in others if _belongs(years[0], own)]
    if not near:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{body_labels.link(one.package, page)} <small>{body_labels.LEVELS[one.package.disclosure.level]}</small></th>'
        f"<td>{blocks.link(one.address(), body_labels.period(one.package.disclosure.year, one.package.disclosure.phase), page)}</td>"
        f'<td class="n">{figures.figure(site.profiles[one.package.path].measures["total"].cell, one, page)}</td></tr>'
        for one in sorted(
            near, key=lambda one: (one.package.disclosure.level != "department", one.package.path)
        )
    )
    head = '<tr><th scope="col">名称</th><th scope="col">最近一份</th><th scope="col" class="n">总额（万元）</th></tr>'
    sub = "部门的数已经包括本级和所属单位，合计时每一笔只算一次。"
    return blocks.section(
        "family", "同一个部门的", sub, blocks.table("family", "本级、所属单位和部门", head, rows)
    )


def _belongs(year: BudgetYear, department: str | None) -> bool:
    stated = year.package.disclosure
    return bool(department) and department in (
        stated.parent,
        stated.department if stated.level == "department" else "",
    )


def _measures(years: Sequence[BudgetYear], profiles: Sequence[Profile], page: str) -> str:
    """The main figures, a row each, the years side by side."""
    found = {name: _history(years, profiles, name) for name in MEASURES}
    whole = [cell.yuan for cell in found["total"].whole.cells]
    if [cell.yuan for cell in found["spent"].whole.cells] == whole:
        del found["spent"]
    lines = [one.whole for one in found.values() if history.has_any(one.whole.cells)]
    classes = {MEASURES[name]: "l2" for name in _PARTS}
    body = history.table(
        "measures", "主要数字", found["total"], years, page, lines=lines, classes=classes
    )
    return blocks.section("measures", "主要数字", "单位：万元。" + _bases(profiles), body)


def _bases(profiles: Sequence[Profile]) -> str:
    """Of which money basic and project spending are, where that is not all of it."""
    found = {
        body_labels.basis(one.measures["basic"].basis)
        for one in profiles
        if one.measures["basic"].cell.figure is not None
    }
    return (
        f"基本支出和项目支出说的是{'、'.join(sorted(found))}。"
        if found and found != {"全部资金"}
        else ""
    )


def _coded(column: str, years: Sequence[BudgetYear], site: Site, page: str) -> str:
    """The lines of one classification over the years; what moved most is said before them."""
    identifier, title, what, names = _MONEY[column]
    read = tables.functions if column == FUNCTION else tables.economy
    found = read([year.package for year in years], site.names.get(names, {}))
    if not found.lines:
        return ""
    body = history.section(identifier, f"{title}：{what}", found, years, page)
    return blocks.section(identifier, title, f"{what}，单位：万元。{_spoken(found)}", body)


def _spoken(found: History) -> str:
    said = list(
        dict.fromkeys(
            body_labels.basis(one.basis) for one in found.columns if one.basis is not None
        )
    )
    return f"说的是{'、'.join(said)}。"


def _projects(years: Sequence[BudgetYear], page: str) -> str:
    found = tables.projects([year.package for year in years])
    if not found.lines:
        return ""
    body = history.section("projects", "各个项目", found, years, page)
    return blocks.section(
        "projects", "做哪些项目", f"按项目名称，单位：万元。{_spoken(found)}", body
    )


# Plan and outturn


def _execution(years: Sequence[BudgetYear], page: str) -> str:
    """For each final account: plan, outturn and rate, from its own columns and from the year's budget if it is held."""
    parts = [
        part
        for year in years
        if year.package.disclosure.phase == "final"
        for part in _executed(year, years, page)
    ]
    if not parts:
        return ""
    sub = "执行率 = 决算 ÷ 预算；预算有调整的，用调整后的。预算是 0 或没有填的，没有执行率。单位：万元。"
    return blocks.section("execution", "预算执行得怎样", sub, "".join(parts))


def _executed(year: BudgetYear, years: Sequence[BudgetYear], page: str) -> Iterator[str]:
    name = body_labels.period(year.package.disclosure.year, "final")
    printed = list(tables.printed(year.package))
    for table in dict.fromkeys(one.table for one in printed):
        lines = [(one, year) for one in printed if one.table == table]
        title = KINDS[year.package.tables[table].kind.name].title
        yield _execution_table(
            f"execution-{year.package.period}-{table}", f"{name}：{title}", lines, year, page
        )
    plan = [one for one in years if one.package.period == f"{year.package.disclosure.year}-budget"]
    both = list(tables.between(plan[0].package, year.package)) if plan else []
    if both:
        caption = f"{name}对照年初公布的预算"
        lines = [(one, plan[0]) for one in both]
        yield _execution_table(f"execution-{year.package.period}", caption, lines, year, page)


def _execution_table(
    identifier: str,
    caption: str,
    lines: Sequence[tuple[Execution, BudgetYear]],
    year: BudgetYear,
    page: str,
) -> str:
    """A table of plans and outturns; the plans may stand in another package than the outturn."""
    plans = [
        name
        for name in ("budget", "original_budget", "adjusted_budget")
        if any(name in one.plans for one, _ in lines)
    ]
    heads = "".join(f'<th scope="col" class="n">{VINTAGES[name]}</th>' for name in plans)
    head = f'<tr><th scope="col">名目</th>{heads}<th scope="col" class="n">决算</th><th scope="col" class="n">执行率</th></tr>'
    rows = "".join(_executed_row(one, plans, planned, year, page) for one, planned in lines)
    return blocks.table(identifier, blocks.escape(caption), head, rows)


def _executed_row(
    one: Execution, plans: Sequence[str], planned: BudgetYear, year: BudgetYear, page: str
) -> str:
    own = "".join(
        f'<td class="n">{_figure(one.plans.get(name, NOTHING), planned, page)}</td>'
        for name in plans
    )
    rate = f"{one.rate:,f}%" if one.rate is not None else "—"
    name = blocks.escape(
        PURPOSES[one.use] if one.use != "all" and not one.name else one.name or "合计"
    )
    kind = (
        ' class="total"'
        if not one.code and not one.name and one.use in ("all", "three_public")
        else ""
    )
    return (
        f'<tr{kind}><th scope="row">{name}</th>{own}<td class="n">{_figure(one.outturn, year, page)}</td>'
        f'<td class="n">{rate}</td></tr>'
    )


def _figure(cell: Cell, year: BudgetYear, page: str) -> str:
    return figures.figure(cell, year, page)


def _next(newest: BudgetYear, site: Site, page: str) -> str:
    """Where to go from here: to the same body's comparison, and to others of its year."""
    stated = newest.package.disclosure
    here = blocks.link(
        f"compare/{stated.year}-{stated.phase}.html",
        f"和别的部门比：{body_labels.period(stated.year, stated.phase)}",
        page,
    )
    return f"<p>{here}　{blocks.link('three-public/index.html', '所有部门的“三公”经费', page)}</p>"
