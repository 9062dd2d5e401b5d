"""Which figures were corrected after they had stood here: as a page, as entries of a feed, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site, short_name
from scripts.metadata import Entry, Feed, feeds
from scripts.package import Correction

PATH = "corrections/index.html"
COLUMNS = {
    "package": "数据包的路径",
    "department": "部门或单位",
    "year": "年度",
    "phase": "budget 预算，final 决算",
    "date": "改正的日期",
    "line": "哪一行（行标识）",
    "table": "哪张表",
    "label": "那一行的名称",
    "column": "哪一列",
    "from": "原来的数；空白表示没有数",
    "to": "现在的数；空白表示没有数",
    "why": "为什么改",
}
"""The columns of the table of corrections with what they mean."""

_DAYS, _ROWS, _IN_ENTRY = 30, 20, 20


@dataclass(frozen=True)
class Revision:
    """What was corrected in one package on one day."""

    year: BudgetYear
    day: str
    corrections: tuple[Correction, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"{self.year.package.slug}-{self.year.package.period}-{self.day}"

    @cached_property
    def title(self) -> str:
        """Whose budget, and how many figures."""
        return f"{self.year.department} {self.year.name}：改了 {len(self.corrections):,} 个数"


def revisions(site: Site) -> list[Revision]:
    """All revisions, newest first; those of one day in the order of the departments' names."""
    found: list[Revision] = []
    for years in site.departments.values():
        for year in years:
            days: dict[str, list[Correction]] = {}
            for one in year.package.corrections:
                days.setdefault(one.date, []).append(one)
            found += [Revision(year, day, tuple(of_day)) for day, of_day in days.items()]
    return sorted(found, key=lambda one: one.day, reverse=True)


def rows(site: Site) -> Iterator[list[str]]:
    """A row for each correction, in the order of the departments' names."""
    for years in site.departments.values():
        for year in years:
            stated = year.package.disclosure
            of_year = [year.package.path, year.department, str(stated.year), stated.phase]
            for one in year.package.corrections:
                changed = [
                    one.line,
                    one.table,
                    one.label,
                    one.column,
                    one.before,
                    one.after,
                    one.why,
                ]
                yield [*of_year, one.date, *changed]


# The page


def page(site: Site) -> Page:
    """The page of corrections."""
    found = revisions(site)
    count = sum(len(one.corrections) for one in found)
    lead = (
        f"到现在一共改过 <b>{count:,} 个</b>数，一个不少都在这里。"
        if count
        else "到现在还没有改过一个数。"
    )
    body = "\n".join(
        (
            f'<p class="mz-crumb">{blocks.link("quality/index.html", "质量", PATH)} ›</p>',
            "<h1>更正记录</h1>",
            f'<p class="mz-lead">{lead}</p>',
            f"<p>{_MEANT}</p>",
            *(_section(one) for one in found[:_DAYS]),
            *(
                [f"<p>更早的 {len(found) - _DAYS:,} 次见下面的 CSV。</p>"]
                if len(found) > _DAYS
                else []
            ),
            blocks.section("subscribe", "订阅与下载", "", _ways(site)),
        )
    )
    return Page(
        PATH, "更正记录", "哪些数字收录以后又改过：从多少改成多少，哪一天，为什么；可以订阅。", body
    )


_MEANT = (
    "一个数收录以后又变了，就记在这里：部门换了更正后的文件，或者我们重新读原文，发现原来读错了。"
    "旧的数、新的数、日期和原因都写明，不悄悄改。文件自己前后矛盾的地方不改，那是原文。"
)


def _section(one: Revision) -> str:
    shown, rest = one.corrections[:_ROWS], len(one.corrections) - _ROWS
    more = f"<p>另有 {rest:,} 个见下面的 CSV。</p>" if rest > 0 else ""
    name = blocks.link(one.year.address(), one.year.name, PATH)
    sub = f"{name}，改了 {len(one.corrections):,} 个数"
    items = "".join(_item(one.year, each) for each in shown)
    title = blocks.escape(f"{one.day}　{short_name(one.year.department)}")
    return blocks.section(one.anchor, title, sub, f'<ul class="mz-verdicts">{items}</ul>{more}')


def _item(year: BudgetYear, one: Correction) -> str:
    """A correction in two lines: where, with the way to the line; from what to what, and why."""
    table, column = _names(year, one)
    address = year.cell(one.table, one.line) if (one.table, one.line) in year.rows else ""
    label = one.label or "（没有名称的行）"
    name = blocks.link(address, label, PATH) if address else blocks.escape(label)
    return (
        f'<li><p class="mz-judged">{blocks.escape(table)} › {name} › {blocks.escape(column)}</p>'
        f'<p>{_figure(one.before)} → <b>{_figure(one.after)}</b></p><p class="mz-sub">{blocks.escape(one.why)}</p></li>'
    )


def _names(year: BudgetYear, one: Correction) -> tuple[str, str]:
    """The titles of a correction's table and column; their ids where the package has them no more."""
    table = year.package.table(one.table)
    columns = {column.name: column.title for column in table.columns} if table is not None else {}
    return table.title if table is not None else one.table, columns.get(one.column, one.column)


def _figure(text: str) -> str:
    """A figure as the record states it: what it leaves blank was blank, or was not there."""
    return blocks.escape(text) or "没有数"


def _ways(site: Site) -> str:
    links = (
        (feeds.ATOM, "Atom", "用订阅软件打开，有新的更正会告诉你"),
        (feeds.JSON, "JSON Feed", "同样的内容，给程序读"),
        ("data/corrections.csv", "corrections.csv", "全部更正，一行一个数"),
    )
    items = "".join(
        f"<li>{blocks.link(address, name, PATH)}：{what}</li>" for address, name, what in links
    )
    columns = "".join(
        f'<tr><th scope="row"><code>{name}</code></th><td>{meaning}</td></tr>'
        for name, meaning in COLUMNS.items()
    )
    head = '<tr><th scope="col">列</th><th scope="col">含义</th></tr>'
    table = blocks.table("columns-corrections", "corrections.csv 的列", head, columns)
    return f"<ul>{items}</ul><details><summary>CSV 每一列的意思</summary>{table}</details>"


# The feed


def feed(site: Site) -> Feed:
    """What was corrected, and what was published on a day that its package records, newest first."""
    entries = [*map(_corrected, revisions(site)), *_publications(site)]
    about = "收录以后又改过的数，和记录了公布日期的预算、决算。"
    return Feed("更正与公布", about, PATH, sorted(entries, key=lambda one: one.day, reverse=True))


def _corrected(one: Revision) -> Entry:
    shown, rest = one.corrections[:_IN_ENTRY], len(one.corrections) - _IN_ENTRY
    items = "".join(f"<li>{_said(one.year, each)}</li>" for each in shown)
    more = f"<p>另有 {rest:,} 个，见更正记录。</p>" if rest > 0 else ""
    name = f"correction/{one.year.package.path}/{one.day}"
    return Entry(
        name,
        one.day,
        f"{PATH}#{one.anchor}",
        f"更正：{one.title}",
        f"<ul>{items}</ul>{more}",
        "更正",
    )


def _said(year: BudgetYear, one: Correction) -> str:
    table, column = _names(year, one)
    where = blocks.escape(f"{table}“{one.label}”{column}")
    return f"{where}：{_figure(one.before)} → {_figure(one.after)}（{blocks.escape(one.why)}）"


def _publications(site: Site) -> Iterator[Entry]:
    """An entry for each document whose day of publication is recorded; of most it is not."""
    for year in site.years:
        for source in year.package.sources:
            if source.published:
                name = f"publication/{year.package.path}/{source.sha256}"
                title = f"公布：{year.department} {year.name}"
                html = f"<p>{blocks.escape(f'《{source.title}》于 {source.published} 公布。')}</p>"
                yield Entry(name, source.published, year.address(), title, html, "公布")
