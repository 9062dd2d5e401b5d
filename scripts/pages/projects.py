"""The projects of a year: what each is to achieve, what it costs, who pays, and how it will be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.pages import pictures, shell
from scripts.pages.overview import figure
from scripts.pages.sheets import Sheet, Writer, sheets
from scripts.pages.site import Site, Year
from scripts.tables import Money, Named, ranked


def page(year: Year, site: Site) -> Page:
    """The page of a year's projects."""
    path = year.address("projects")
    drawn = pictures.projects(year)
    found = ranked(year.overview.projects)
    parts = [
        blocks.section(f"{one.chart.id}-title", blocks.escape(one.chart.title), one.sub, figure(year, one, path))
        for one in drawn
    ]
    sections = list(_sections(year, site, found, path))
    contents = "".join(f'<li><a href="#{place}">{blocks.escape(name)}</a></li>' for place, name, _ in sections)
    main = _intro(found, len(sections)) + (f'<ul class="mz-contents">{contents}</ul>' if contents else "")
    main += "\n".join([*parts, *(text for _, _, text in sections)])
    body = f"{shell.head(year, 'projects', path, site)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    what = f"{year.department} {year.name}的 {len(sections)} 个项目：金额、资金来源、绩效目标与指标。"
    return Page(path, f"{year.department} {year.name}：项目", what, body, tuple(one.chart for one in drawn))


def _intro(found: Sequence[Named], shown: int) -> str:
    if not shown:
        return '<p class="mz-sub">这份文件没有列出单个项目。</p>'
    if not found:
        return f'<p class="mz-lead">{shown} 张绩效目标申报表。</p>'
    whole = Money(sum((one.money.number for one in found), Decimal(0)), found[0].money.amount_unit)
    return f'<p class="mz-lead">{len(found)} 个项目，共 <b>{blocks.amount_text(whole)}</b>。</p>'


def _sections(year: Year, site: Site, found: Sequence[Named], page: str) -> Iterator[tuple[str, str, str]]:
    """Each project, then each sheet whose project is in no table of projects: id, name, text."""
    writer, filed = Writer(year, site, page), sheets(year.package)
    for index, one in enumerate(found):
        first = one.name not in {other.name for other in found[:index]}
        own = [sheet for sheet in filed if sheet.project == one.name]
        yield one.money.line, one.name, _project(year, one, own if first else [], writer, page, shared=not first)
    known = {one.name for one in found}
    for sheet in filed:
        if sheet.project not in known:
            name = sheet.project or "整个部门（单位）的绩效目标"
            said = "" if year.package.table("projects") is None else "项目支出表里没有同名的项目。"
            yield (
                f"sheet-{sheet.number}",
                name,
                blocks.section(f"sheet-{sheet.number}", blocks.escape(name), said, writer.body(sheet)),
            )


def _project(
    year: Year, project: Named, filed: Sequence[Sheet], writer: Writer, page: str, *, shared: bool = False
) -> str:
    """A project with its sheets; where several share a name, the sheets stand under the first of them."""
    sub = [f"年度预算 {blocks.amount_html(project.money)}"]
    sub += [blocks.link(year.line(project.money.line), "表中位置", page)]
    parts = [_note(year, project.name), *(writer.body(sheet) for sheet in filed)]
    none = "申报表列在同名的项目下。" if shared else "这个项目没有公开绩效目标申报表。"
    body = "".join(filter(None, parts)) or f'<p class="mz-sub">{none}</p>'
    return blocks.section(project.money.line, blocks.escape(project.name), "　".join(sub), body)


def _note(year: Year, project: str) -> str:
    """What a person wrote about the project, in own words."""
    found = [note.note for note in year.package.notes if note.about == "project" and note.name == project]
    return "".join(f"<p>{blocks.escape(note)}<small>（本站编写）</small></p>" for note in found)
