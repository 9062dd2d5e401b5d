"""The overview of a department's year: how much, from where, for what, and what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.pages.year import goals, highlights, lead, shell, year_charts
from scripts.pages.year.year_charts import Picture
from scripts.tables import Money, YearOnYear, ranked

_PROJECTS_SHOWN = 5
"""How many projects stand on the overview: the page of projects has all of them."""


def page(year: BudgetYear, site: Site) -> Page:
    """The overview page."""
    path = year.address()
    cards = [card for cards_of in _CARDS for card in cards_of(year, path)]
    drawn = year_charts.overview(year, site.code_names.get("functional", {}))
    sections = [section(year, picture, path) for picture in drawn]
    main = joined(
        (
            Html('<p class="mz-lead">{}</p>').format(lead.lead(year)),
            Html('<p class="mz-changed">{}</p>').format(lead.changed(year, site, path)),
            Html('<p class="mz-proof">{} <a href="#source">出处</a></p>').format(
                shell.linked_badge(year, path)
            ),
            _summary(year),
            blocks.cards(cards),
            highlights.section(year, path),
            *sections[:1],
            _projects(year, path),
            *sections[1:],
            shell.further(year, site, path),
        ),
        "\n",
    )
    title = f"{year.department} {year.name}"
    charts = tuple(picture.chart for picture in drawn)
    body = shell.body(year, "index", site, main)
    return Page(path, title, lead.plain_lead(year), body, charts)


def _summary(year: BudgetYear) -> Html:
    """What a person wrote in own words: it is text, whatever stands in it, in paragraphs."""
    # A line break of the file is no line break of the page; a blank line is.
    paragraphs = [" ".join(text.split()) for text in re.split(r"\n\s*\n", year.package.summary)]
    *before, last = [text for text in paragraphs if text] or [""]
    if not last:
        return Html()
    parts = [*before, f"{last}（本站编写）"]
    return joined(Html('<p class="mz-sub">{}</p>').format(text) for text in parts)


def _value(year: BudgetYear, money: Money, page: str, text: str = "") -> str:
    """A figure on a card, which leads to its row; one worked out of several rows leads nowhere."""
    shown = text or blocks.headline(money)[0]
    if not money.line:
        return shown
    return blocks.link(year.line(money.line), shown, page)


def _total_card(year: BudgetYear, page: str) -> Iterator[Html]:
    money = year.overview.shown
    if money is None:
        return
    note = f"文件所印：{blocks.exact_text(money)}"
    # The headline shows it as printed already: then the amount in 元 says more.
    if blocks.exact_text(money) == blocks.headline_text(money):
        note = f"即 {blocks.yuan(money.yuan)}"
    title = "预算总额"
    if year.overview.spent:
        title = "实际支出"
        if year.overview.total:
            note += f"；连同结转共 {blocks.headline_text(year.overview.total)}"
    value = _value(year, money, page)
    _, unit = blocks.headline(money)
    yield blocks.card(title, value, unit, note)


def _change_card(year: BudgetYear, page: str) -> Iterator[Html]:
    change = year.overview.change or year.overview.part_change
    if change is None:
        # Not "没有": the document may say it where we did not read it.
        yield blocks.card("比上年", "—", "", "我们没有读到")
        return
    by = change.by
    value, unit = blocks.amount(Money(abs(by.number), by.amount_unit))
    if by.number > 0:
        value = f"+{value}"
    elif by.number < 0:
        value = f"−{value}"
    line = by.line or change.line
    # Worked out of two documents: no row of this one states it.
    if change.held:
        line = ""
    where = Money(by.number, by.amount_unit, by.table, line)
    note = blocks.escape(_change_note(year, change))
    yield blocks.card(f"{change.of}比上年", _value(year, where, page, value), unit, note)


def _change_note(year: BudgetYear, change: YearOnYear) -> str:
    """Last year's amount, the rate of change and the reason, as far as we have them."""
    note = f"{lead.compared(year, change.compared)} {blocks.headline_text(change.before)}"
    # The document states this year's amount and the change only.
    if not change.before.line:
        note += "（推算）"
    rate = lead.rate(change)
    if rate:
        note += f"，{rate}"
    if change.reason:
        return f"{note}；原因：{lead.quoted(change.reason)}"
    if change.by.number:
        return f"{note}；我们没有读到原因"
    return note


def _nature_card(year: BudgetYear, page: str) -> Iterator[Html]:
    overview = year.overview
    project = overview.project
    shown = overview.shown
    if project is None or shown is None or not shown.yuan:
        return
    note = blocks.headline_text(project)
    if overview.projects:
        note = f"{len(overview.projects)} 个项目 {note}"
    if overview.basic is not None:
        basic = blocks.headline_text(overview.basic)
        note += f"；基本支出 {basic}"
    share = blocks.percent(project.yuan, shown.yuan)
    # The card sets its unit apart from the figure, in smaller type.
    value = _value(year, project, page, share.removesuffix("%"))
    yield blocks.card("项目支出占比", value, "%", note)


def _public_card(year: BudgetYear, page: str) -> Iterator[Html]:
    total = year.overview.public_total
    compared = year.overview.public_compared
    if total is None or not isinstance(total.figure, Decimal):
        return
    money = Money(total.figure, total.amount_unit, "three-public", total.line)
    note = _parts_in_words(year)
    if not note and not total.figure:
        note = _nothing_planned(year)
    if compared is not None:
        vintage = "上年"
        if compared.vintage == "previous_budget":
            vintage = "上年预算"
        elif "budget" in compared.vintage:
            vintage = "预算"
        note += f"{'；' if note else ''}{vintage} {blocks.amount_text(compared.money)}"
    else:
        said = set()
        for row in year.package.rows("statements"):
            # Of its parts the prose says so too: 公务接待费与上年相同.
            if row["topic"] == "three-public" and "三公" in row["subject"]:
                said.add(row["direction"])
        if "same" in said:
            note += f"{'，' if note else ''}与上年相同"
    value = _value(year, money, page)
    _, unit = blocks.headline(money)
    yield blocks.card("“三公”经费", value, unit, note)


def _parts_in_words(year: BudgetYear) -> Html:
    parts = year_charts.public_parts(year)
    if len(parts) == 1:
        return Html("全部为{}").format(blocks.escape(parts[0].name))
    clauses = []
    for part in parts:
        number, _ = blocks.amount(part.money)
        clauses.append(Html("{} {}").format(blocks.escape(part.name), number))
    return Html("，").join(clauses)


def _nothing_planned(year: BudgetYear) -> Html:
    """What a total of 0 says; beside a prose that states an amount, what the prose says too."""
    for row in year.package.rows("statements"):
        value = row.number("value")
        is_this_year = row["measure"] == "amount" and "previous" not in row["vintage"]
        is_total = row["topic"] == "three-public" and "三公" in row["subject"]
        if is_this_year and is_total and value:
            amount = blocks.amount_text(Money(value, row["amount_unit"]))
            return Html("表里是 0，文字说明里是 {}").format(amount)
    return Html("没有安排")


def _procurement_card(year: BudgetYear, page: str) -> Iterator[Html]:
    """Procurement, where the prose states a total of it; goods, works and services apart."""
    totals = []
    clauses = []
    for item in year.overview.procurement:
        words = ""
        for word in _PROCURED:
            if word in item.name:
                words += word
        if words and item.money.number:
            clauses.append(f"{words} {blocks.amount(item.money)[0]}")
        # A line without 货物, 工程 or 服务 is of all three.
        elif not words and "政府采购" in item.name:
            totals.append(item.money)
    if not totals:
        return
    value = _value(year, totals[0], page)
    _, unit = blocks.headline(totals[0])
    note = "、".join(clauses)
    if not note and not totals[0].number:
        note = "没有安排"
    yield blocks.card("政府采购", value, unit, note)


_PROCURED = ("货物", "工程", "服务")


def _staff_card(year: BudgetYear, page: str) -> Iterator[Html]:
    overview = year.overview
    each = overview.basic_per_head
    staff = overview.serving
    basic = overview.basic
    if each is None or staff is None or basic is None:
        return
    # Posts are not people: the card says which of the two were counted.
    who = "编制"
    if staff.serving:
        who = "在职"
    count = f"{who} {blocks.number(staff.count)} {staff.unit}"
    link = blocks.link(year.line(staff.line), count, page)
    note = Html("{} ÷ {}").format(blocks.headline_text(basic), link)
    value = blocks.number(each.number)
    yield blocks.card("每人基本支出", value, each.amount_unit, note)


_CARDS = (
    _total_card,
    _change_card,
    _nature_card,
    _public_card,
    _procurement_card,
    _staff_card,
)
"""The cards in the order in which they stand; each yields one card, or none."""


def section(year: BudgetYear, picture: Picture, page: str) -> Html:
    """A picture under its finding, with the tables that it was drawn from, and where to report."""
    chart = picture.chart
    links = []
    titles = []
    for name in picture.sources:
        table = year.package.table(name)
        if table is None:
            continue
        # What stands in prose or forms has no table of its own to lead to.
        if table.kind.printed:
            address = f"{year.address('tables')}#{table.name}"
            links.append(blocks.link(address, table.title, page))
        else:
            titles.append(blocks.escape(table.title))
    report = blocks.report("报告错误", page, part=chart.id)
    source = Html("数据：{}　{}").format(Html("、").join([*links, *titles]), report)
    figure = blocks.figure(chart, source, heads=picture.heads)
    return blocks.section(f"{chart.id}-title", blocks.escape(chart.title), picture.sub, figure)


def _projects(year: BudgetYear, page: str) -> Html:
    """The largest projects in a table, the others as one sum."""
    projects = ranked(year.overview.projects)
    total = year.overview.total
    if not projects or total is None:
        return Html()
    address = year.address("projects")
    rows: list[Html] = []
    for project in projects[:_PROJECTS_SHOWN]:
        name = blocks.link(f"{address}#{project.money.line}", project.name, page)
        share = blocks.percent(project.money.yuan, total.yuan)
        aims = blocks.escape(goals.aims(year.package, project.name))
        rows.append(
            Html(
                '<tr><th scope="row">{}</th><td class="n">{}</td><td class="n">{}</td><td>{}</td></tr>'
            ).format(name, blocks.amount_html(project.money), share, aims)
        )
    note = blocks.link(address, "看全部项目的目标与指标", page)
    rest = projects[_PROJECTS_SHOWN:]
    if rest:
        amount = blocks.amount_text(year_charts.together(rest))
        note = Html("另有 {} 个项目共 {}。{}").format(len(rest), amount, note)
    head = Html(
        '<tr><th scope="col">项目</th><th scope="col" class="n">金额</th>'
        '<th scope="col" class="n">占预算</th><th scope="col">主要指标</th></tr>'
    )
    table = blocks.table("projects", "按金额从大到小", head, joined(rows))
    title = f"{len(projects)} 个项目，各要做成什么"
    return blocks.section("projects-list", title, "", Html("{}<p>{}</p>").format(table, note))
