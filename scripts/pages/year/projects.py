"""The projects of a year: what each is to achieve, its cost, who pays, how it will be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.pages.year import goals, overview, shell, verdicts, year_charts
from scripts.pages.year.performance_sheets import Sheet, Writer, sheets
from scripts.tables import Money, Named, ranked


def page(year: BudgetYear, site: Site) -> Page:
    """The page of a year's projects, in the order of their money.

    Then those that a sheet or a table of goals names and the table of projects does not, which
    would be shown nowhere otherwise.
    """
    path = year.address("projects")
    drawn = year_charts.projects(year)
    projects = ranked(year.overview.projects)
    sections = list(_sections(year, site, projects, path))
    contents: list[Html] = []
    for section in sections:
        amount = ""
        if section.money:
            amount = blocks.amount_text(section.money)
        contents.append(
            Html('<li><a href="#{}">{}</a> <small>{}</small></li>').format(
                section.place, goals.short(section.name), amount
            )
        )
    main = _intro(projects, len(sections))
    if contents:
        main += Html('<ul class="mz-contents">{}</ul>').format(joined(contents))
    parts = [section.html for section in sections]
    charts = []
    for picture in drawn:
        parts.append(overview.section(year, picture, path))
        charts.append(picture.chart)
    main += joined(parts, "\n")
    name = f"{year.department} {year.name}"
    what = f"{name}的 {len(sections)} 个项目：金额、资金来源、绩效目标与指标。"
    body = shell.body(year, "projects", site, main)
    return Page(path, f"{name}：项目", what, body, tuple(charts))


@dataclass(frozen=True)
class Section:
    """A project on the page: where it stands, what it is called, its money, what is told of it."""

    place: str
    name: str
    money: Money | None
    html: Html


def _intro(projects: Sequence[Named], shown: int) -> Html:
    """How many projects there are and what they come to; `shown` of them stand on the page."""
    if not shown:
        return Html('<p class="mz-sub">这份文件没有列出单个项目。</p>')
    if not projects:
        return Html('<p class="mz-lead">{} 个项目有绩效目标；文件没有单列项目支出表。</p>').format(
            shown
        )
    total = blocks.headline_text(year_charts.together(projects))
    return Html('<p class="mz-lead">{} 个项目，共 <b>{}</b>。</p>').format(len(projects), total)


def _sections(
    year: BudgetYear, site: Site, projects: Sequence[Named], page: str
) -> Iterator[Section]:
    """Each project of the table of projects, then those that only a sheet or a goal names."""
    writer = Writer(year, site, page)
    all_sheets = sheets(year.package)
    all_goals = goals.goals(year.package)
    names: set[str] = set()
    for project in projects:
        # Several projects may share a name: their sheets stand under the first.
        shared = project.name in names
        of_name: list[Sheet] = []
        goal = None
        if not shared:
            of_name = [sheet for sheet in all_sheets if sheet.project == project.name]
            goal = all_goals.get(project.name)
        names.add(project.name)
        parts = [writer.body(sheet) for sheet in of_name]
        if goal:
            parts.append(goals.body(goal, year, site, page))
        parts.append(_failures(year, site, of_name, goal, page))
        html = _project(year, project, parts, page, shared=shared)
        yield Section(project.money.line, project.name, project.money, html)
    for sheet in all_sheets:
        if sheet.project not in names:
            yield _sheet_alone(sheet, writer, year, site, page)
    names |= {sheet.project for sheet in all_sheets}
    for goal in all_goals.values():
        if goal.name not in names:
            yield _goal_alone(goal, year, site, page)


def _sheet_alone(sheet: Sheet, writer: Writer, year: BudgetYear, site: Site, page: str) -> Section:
    # No line of a table of projects is there to call the section by.
    name = sheet.project or "整个部门（单位）的绩效目标"
    place = f"sheet-{sheet.number}"
    sub = ""
    if year.package.table("projects") is not None:
        sub = "项目支出表里没有同名的项目。"
    body = writer.body(sheet)
    body += _failures(year, site, [sheet], None, page)
    html = blocks.section(place, blocks.escape(name), sub, body)
    return Section(place, name, None, html)


def _goal_alone(goal: goals.Goal, year: BudgetYear, site: Site, page: str) -> Section:
    line = ""
    facts = []
    if goal.money:
        line = goal.money.line
        facts.append(Html("年度预算 {}").format(blocks.amount_html(goal.money)))
    elif goal.indicators:
        line = goal.indicators[0]["line"]
    if line:
        facts.append(blocks.link(year.line(line), "表中位置", page))
    short = goals.short(goal.name)
    # 310107223013800002 - 招商经费
    code = goal.name.removesuffix(short).strip(" -")
    if code:
        facts.append(Html("项目代码 {}").format(blocks.escape(code)))
    body = (
        _aims(year, goal.name)
        + goals.body(goal, year, site, page)
        + _failures(year, site, [], goal, page)
    )
    if not body:
        body = Html('<p class="mz-sub">表里没有读到这个项目的指标。</p>')
    place = line or "goal"
    html = blocks.section(place, blocks.escape(short), Html("　").join(facts), body)
    return Section(place, goal.name, goal.money, html)


def _project(
    year: BudgetYear, project: Named, parts: Sequence[Html], page: str, *, shared: bool
) -> Html:
    """A project with all that is told of it; where several share a name, under the first."""
    link = blocks.link(year.line(project.money.line), "表中位置", page)
    sub = Html("年度预算 {}　{}").format(blocks.amount_html(project.money), link)
    body = Html()
    none = "申报表列在同名的项目下。"
    for note in year.package.notes:
        if note.about == "project" and note.name == project.name:
            # Marked as ours: whatever else stands here is the document's.
            body += Html("<p>{}<small>（本站编写）</small></p>").format(note.note)
    if not shared:
        body += _aims(year, project.name)
        none = "没有读到这个项目的绩效目标或指标。"
    body += joined(parts)
    if not body:
        body = Html('<p class="mz-sub">{}</p>').format(none)
    return blocks.section(project.money.line, blocks.escape(project.name), sub, body)


def _aims(year: BudgetYear, project: str) -> Html:
    aims = goals.aims(year.package, project)
    if not aims:
        return Html()
    return Html("<p>今年要做到：{}。</p>").format(aims)


def _failures(
    year: BudgetYear, site: Site, of_project: Sequence[Sheet], goal: goals.Goal | None, page: str
) -> Html:
    """What the checks found in a project's sheets and goals, written out; not what holds."""
    lines: set[str] = set()
    for sheet in of_project:
        for rows in sheet.rows.values():
            lines |= {row["line"] for row in rows}
    if goal:
        lines |= {row["line"] for row in goal.indicators}
    # Not every term stands on a row.
    lines.discard("")
    items = []
    for judged in verdicts.ordered(year.judged_verdicts):
        if judged.verdict.outcome != "fail":
            continue
        if any(term.line in lines for term in judged.verdict.terms):
            items.append(verdicts.full(judged, year, site, page))
    if not items:
        return Html()
    return Html("<h3>核对时发现</h3>{}").format(verdicts.several(items))
