"""The overview of a department's year: how much, from where, for what, what changed, in a minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.package import Table
from scripts.pages.year import goals, highlights, lead, shell, year_charts
from scripts.pages.year.year_charts import Picture
from scripts.tables import Money, Named, PublicItem, ranked

_PROJECTS_SHOWN = 5


def page(year: BudgetYear, site: Site) -> Page:
    """The overview page."""
    path = year.address()
    drawn = year_charts.overview(year, site.names.get("functional", {}))
    main = "\n".join(
        (
            f'<p class="mz-lead">{lead.lead(year)}</p>',
            f'<p class="mz-changed">{lead.changed(year, site, path)}</p>',
            f'<p class="mz-proof">{shell.proof(year, path)}</p>',
            _summary(year),
            blocks.cards(_cards(year, path)),
            highlights.section(year, path),
            *(_section(year, picture, path) for picture in drawn[:1]),
            _projects(year, path),
            *(_section(year, picture, path) for picture in drawn[1:]),
            shell.further(year, site, path),
        )
    )
    body = f"{shell.head(year, 'index', path, site)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    charts = tuple(picture.chart for picture in drawn)
    return Page(path, f"{year.department} {year.name}", lead.plain_lead(year), body, charts)


def _summary(year: BudgetYear) -> str:
    """What a person wrote about the department, in own words; marked as ours."""
    text = " ".join(year.package.summary.split())
    return f'<p class="mz-sub">{blocks.escape(text)}（本站编写）</p>' if text else ""


# Cards


def _cards(year: BudgetYear, page: str) -> Iterator[str]:
    for make in (
        _total_card,
        _change_card,
        _nature_card,
        _public_card,
        _procurement_card,
        _staff_card,
    ):
        yield from make(year, page)


def _value(year: BudgetYear, money: Money, page: str, text: str = "") -> str:
    """A figure on a card, which leads to its row."""
    shown = text or blocks.headline(money)[0]
    return blocks.link(year.line(money.line), shown, page) if money.line else shown


def _total_card(year: BudgetYear, page: str) -> Iterator[str]:
    whole = year.overview.shown
    if whole is None:
        return
    published = blocks.exact_text(whole)
    note = (
        f"即 {blocks.yuan(whole.yuan)}"
        if published == blocks.headline_text(whole)
        else f"文件所印：{published}"
    )
    if year.overview.spent and year.overview.total:
        note += f"；连同结转共 {blocks.headline_text(year.overview.total)}"
    title = "实际支出" if year.overview.spent else "预算总额"
    yield blocks.card(title, _value(year, whole, page), blocks.headline(whole)[1], note)


def _change_card(year: BudgetYear, page: str) -> Iterator[str]:
    change = year.overview.change or year.overview.part_change
    if change is None:
        yield blocks.card("比上年", "—", "", "我们没有读到")
        return
    by, worked = change.by, "" if change.before.line else "（推算）"
    sign = "+" if by.number > 0 else "−" if by.number < 0 else ""
    value, unit = blocks.amount(Money(abs(by.number), by.amount_unit))
    said = [
        f"{lead.compared(year, change.compared)} {blocks.headline_text(change.before)}{worked}",
        lead.rate(change),
    ]
    said.append(
        f"原因：{lead.quoted(change.reason)}"
        if change.reason
        else "我们没有读到原因"
        if by.number
        else ""
    )
    note = "，".join(filter(None, said[:2])) + (f"；{said[2]}" if said[2] else "")
    line = "" if change.held else by.line or change.line
    where = Money(by.number, by.amount_unit, by.table, line)
    title = f"{change.of}比上年" if change.of else "比上年"
    yield blocks.card(title, _value(year, where, page, f"{sign}{value}"), unit, blocks.escape(note))


def _nature_card(year: BudgetYear, page: str) -> Iterator[str]:
    overview = year.overview
    if overview.project is None or overview.shown is None or not overview.shown.yuan:
        return
    share = blocks.percent(overview.project.yuan, overview.shown.yuan).removesuffix("%")
    count = f"{len(overview.projects)} 个项目 " if overview.projects else ""
    note = f"{count}{blocks.headline_text(overview.project)}"
    if overview.basic is not None:
        note += f"；基本支出 {blocks.headline_text(overview.basic)}"
    yield blocks.card("项目支出占比", _value(year, overview.project, page, share), "%", note)


def _public_card(year: BudgetYear, page: str) -> Iterator[str]:
    whole, beside = year.overview.public_total, year.overview.public_compared
    if whole is None or not isinstance(whole.figure, Decimal):
        return
    money = Money(whole.figure, whole.amount_unit, "three-public", whole.line)
    parts = [
        one
        for one in year.overview.three_public
        if not one.total and not one.level and isinstance(one.figure, Decimal) and one.figure
    ]
    note = _of_what(parts) + ("" if beside else _same(year))
    if beside is not None:
        what = (
            "上年预算"
            if beside.vintage == "previous_budget"
            else "预算"
            if "budget" in beside.vintage
            else "上年"
        )
        note += f"；{what} {blocks.amount_text(beside.money)}"
    yield blocks.card("“三公”经费", _value(year, money, page), blocks.headline(money)[1], note)


def _of_what(parts: list[PublicItem]) -> str:
    if len(parts) == 1:
        return f"全部为{blocks.escape(parts[0].name)}"
    named = (
        f"{blocks.escape(one.name)} {blocks.amount(Money(one.figure, one.amount_unit))[0]}"
        for one in parts
        if isinstance(one.figure, Decimal)
    )
    return "，".join(named) or "没有安排"


def _same(year: BudgetYear) -> str:
    """Whether the prose says that the three-public total is as last year."""
    table: Table | None = year.package.table("statements")
    rows = (
        []
        if table is None
        else [
            row for row in table.rows if row["topic"] == "three-public" and "三公" in row["subject"]
        ]
    )
    return "，与上年相同" if any(row["direction"] == "same" for row in rows) else ""


def _procurement_card(year: BudgetYear, page: str) -> Iterator[str]:
    stated = year.overview.procurement
    words = ("货物", "工程", "服务")
    kinds = [one for one in stated if any(word in one.name for word in words)]
    whole = next((one for one in stated if one not in kinds and "政府采购" in one.name), None)
    if whole is not None:
        named = [
            "".join(word for word in words if word in one.name) + f" {blocks.amount(one.money)[0]}"
            for one in kinds
            if one.money.number
        ]
        unit = blocks.headline(whole.money)[1]
        yield blocks.card(
            "政府采购", _value(year, whole.money, page), unit, "、".join(named) or "没有安排"
        )


def _staff_card(year: BudgetYear, page: str) -> Iterator[str]:
    each, staff, basic = year.overview.basic_per_head, year.overview.serving, year.overview.basic
    if each is not None and staff is not None and basic is not None:
        who = "在职" if staff.serving else "编制"
        count = blocks.link(
            year.line(staff.line), f"{who} {blocks.number(staff.count)} {staff.unit}", page
        )
        yield blocks.card(
            "每人基本支出",
            blocks.number(each.number),
            each.amount_unit,
            f"{blocks.headline_text(basic)} ÷ {count}",
        )


# Sections


def _section(year: BudgetYear, picture: Picture, page: str) -> str:
    chart = picture.chart
    return blocks.section(
        f"{chart.id}-title", blocks.escape(chart.title), picture.sub, figure(year, picture, page)
    )


def figure(year: BudgetYear, picture: Picture, page: str) -> str:
    """A picture with where its figures come from, and what to take away."""
    named = [
        table for source in picture.sources if (table := year.package.table(source)) is not None
    ]
    links = [
        blocks.link(f"{year.address('tables')}#{table.name}", table.title, page)
        for table in named
        if table.kind.printed
    ]
    others = [blocks.escape(table.title) for table in named if not table.kind.printed]
    said = "、".join([*links, *others])
    report = blocks.report("报告错误", page, part=picture.chart.id)
    return blocks.figure(picture.chart, f"数据：{said}　{report}", heads=picture.heads)


def _projects(year: BudgetYear, page: str) -> str:
    found = ranked(year.overview.projects)
    whole = year.overview.total
    if not found or whole is None:
        return ""
    rows = "".join(_project(year, one, whole, page) for one in found[:_PROJECTS_SHOWN])
    rest = found[_PROJECTS_SHOWN:]
    more = f"另有 {len(rest)} 个项目共 {_sum(rest)}。" if rest else ""
    head = (
        '<tr><th scope="col">项目</th><th scope="col" class="n">金额</th>'
        '<th scope="col" class="n">占预算</th><th scope="col">主要指标</th></tr>'
    )
    table = blocks.table("projects", "按金额从大到小", head, rows)
    link = blocks.link(year.address("projects"), "看全部项目的目标与指标", page)
    return blocks.section(
        "projects-list", f"{len(found)} 个项目，各要做成什么", "", f"{table}<p>{more}{link}</p>"
    )


def _sum(named: Sequence[Named]) -> str:
    unit = named[0].money.amount_unit
    return blocks.amount_text(Money(sum((one.money.number for one in named), Decimal(0)), unit))


def _project(year: BudgetYear, named: Named, whole: Money, page: str) -> str:
    anchor = f"{year.address('projects')}#{named.money.line}"
    name = blocks.link(anchor, named.name, page)
    share = blocks.percent(named.money.yuan, whole.yuan)
    return (
        f'<tr><th scope="row">{name}</th><td class="n">{blocks.amount_html(named.money)}</td>'
        f'<td class="n">{share}</td><td>{blocks.escape(goals.aims(year.package, named.name))}</td></tr>'
    )
