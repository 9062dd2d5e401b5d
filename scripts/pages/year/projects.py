"""The projects of a year: what each is to achieve, what it costs, who pays, and how it will be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.pages.year import goals, shell, verdicts, year_charts
from scripts.pages.year.overview import figure
from scripts.pages.year.performance_sheets import Sheet, Writer, sheets
from scripts.tables import Money, Named, ranked


def page(year: BudgetYear, site: Site) -> Page:
    """The page of a year's projects."""
    path = year.address("projects")
    drawn = year_charts.projects(year)
    found = ranked(year.overview.projects)
    parts = [
        blocks.section(
            f"{one.chart.id}-title",
            blocks.escape(one.chart.title),
            one.sub,
            figure(year, one, path),
        )
        for one in drawn
    ]
    sections = [*_sections(year, site, found, path)]
    main = _intro(found, len(sections)) + _contents(sections)
    main += "\n".join([*(one.html for one in sections), *parts])
    body = f"{shell.head(year, 'projects', path, site)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    what = (
        f"{year.department} {year.name}的 {len(sections)} 个项目：金额、资金来源、绩效目标与指标。"
    )
    return Page(
        path, f"{year.department} {year.name}：项目", what, body, tuple(one.chart for one in drawn)
    )


@dataclass(frozen=True)
class Section:
    """A project on the page: where it stands, what it is called, its money, and what is told of it."""

    place: str
    name: str
    money: Money | None
    html: str


def _contents(sections: Sequence[Section]) -> str:
    items = "".join(
        f'<li><a href="#{one.place}">{blocks.escape(goals.short(one.name))}</a> '
        f"<small>{blocks.amount_text(one.money) if one.money else ''}</small></li>"
        for one in sections
    )
    return f'<ul class="mz-contents">{items}</ul>' if items else ""


def _intro(found: Sequence[Named], shown: int) -> str:
    if not shown:
        return '<p class="mz-sub">这份文件没有列出单个项目。</p>'
    if not found:
        return f'<p class="mz-lead">{shown} 个项目有绩效目标；文件没有单列项目支出表。</p>'
    whole = Money(sum((one.money.number for one in found), Decimal(0)), found[0].money.amount_unit)
    return f'<p class="mz-lead">{len(found)} 个项目，共 <b>{blocks.headline_text(whole)}</b>。</p>'


def _sections(year: BudgetYear, site: Site, found: Sequence[Named], page: str) -> Iterator[Section]:
    """Each project of the table of projects, then those that only a sheet or a table of goals names."""
    writer, filed, listed = (
        Writer(year, site, page),
        sheets(year.package),
        goals.goals(year.package),
    )
    for index, one in enumerate(found):
        first = one.name not in {other.name for other in found[:index]}
        own = [sheet for sheet in filed if sheet.project == one.name] if first else []
        goal = listed.get(one.name) if first else None
        told = [
            *(writer.body(sheet) for sheet in own),
            goals.body(goal, year, site, page) if goal else "",
        ]
        html = _project(
            year, one, [*told, _found(year, site, own, goal, page)], page, shared=not first
        )
        yield Section(one.money.line, one.name, one.money, html)
    known = {one.name for one in found}
    for sheet in filed:
        if sheet.project not in known:
            yield _alone(sheet, writer, year, site, page)
    for goal in listed.values():
        if goal.name not in known | {sheet.project for sheet in filed}:
            yield _listed(goal, year, site, page)


def _alone(sheet: Sheet, writer: Writer, year: BudgetYear, site: Site, page: str) -> Section:
    """A sheet whose project is in no table of projects."""
    name, place = sheet.project or "整个部门（单位）的绩效目标", f"sheet-{sheet.number}"
    said = "" if year.package.table("projects") is None else "项目支出表里没有同名的项目。"
    told = writer.body(sheet) + _found(year, site, [sheet], None, page)
    return Section(place, name, None, blocks.section(place, blocks.escape(name), said, told))


def _listed(goal: goals.Goal, year: BudgetYear, site: Site, page: str) -> Section:
    """A project of a table of goals that is in no table of projects."""
    line = goal.money.line if goal.money else goal.indicators[0]["line"] if goal.indicators else ""
    sub = [f"年度预算 {blocks.amount_html(goal.money)}" if goal.money else ""]
    sub += [blocks.link(year.line(line), "表中位置", page)] if line else []
    told = (
        _aims(year, goal.name)
        + goals.body(goal, year, site, page)
        + _found(year, site, [], goal, page)
    )
    none = '<p class="mz-sub">表里没有读到这个项目的指标。</p>'
    place = line or "goal"
    shown = goals.short(goal.name)
    code = goal.name.removesuffix(shown).strip(" -")
    sub.append(f"项目代码 {blocks.escape(code)}" if code else "")
    html = blocks.section(place, blocks.escape(shown), "　".join(filter(None, sub)), told or none)
    return Section(place, goal.name, goal.money, html)


def _project(
    year: BudgetYear, project: Named, told: Sequence[str], page: str, *, shared: bool
) -> str:
    """A project with all that is told of it; where several share a name, that stands under the first of them."""
    sub = [f"年度预算 {blocks.amount_html(project.money)}"]
    sub += [blocks.link(year.line(project.money.line), "表中位置", page)]
    none = "申报表列在同名的项目下。" if shared else "没有读到这个项目的绩效目标或指标。"
    texts = [_note(year, project.name), "" if shared else _aims(year, project.name), *told]
    body = "".join(filter(None, texts)) or f'<p class="mz-sub">{none}</p>'
    return blocks.section(project.money.line, blocks.escape(project.name), "　".join(sub), body)


def _aims(year: BudgetYear, project: str) -> str:
    """What is to be reached in the year, in a line."""
    said = goals.aims(year.package, project)
    return f"<p>今年要做到：{blocks.escape(said)}。</p>" if said else ""


def _found(
    year: BudgetYear, site: Site, filed: Sequence[Sheet], goal: goals.Goal | None, page: str
) -> str:
    """What the checks found in a project's sheets and goals, written out; those that hold are not told."""
    lines = {row["line"] for sheet in filed for rows in sheet.rows.values() for row in rows}
    lines |= {row["line"] for row in goal.indicators} if goal else set()
    own = [
        one
        for one in verdicts.ordered(year.judged_verdicts)
        if one.verdict.outcome == "fail"
        and any(term.line in lines for term in one.verdict.terms if term.line)
    ]
    if not own:
        return ""
    return f"<h3>核对时发现</h3>{verdicts.several([verdicts.full(one, year, site, page) for one in own])}"


def _note(year: BudgetYear, project: str) -> str:
    """What a person wrote about the project, in own words."""
    found = [
        note.note for note in year.package.notes if note.about == "project" and note.name == project
    ]
    return "".join(f"<p>{blocks.escape(note)}<small>（本站编写）</small></p>" for note in found)
