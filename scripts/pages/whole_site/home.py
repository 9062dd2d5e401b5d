"""The pages over all: home and the departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import PHASES, BudgetYear, Site
from scripts.pages.whole_site import places
from scripts.pages.year import shell
from scripts.tables import ranked, total

_NEWEST = 6
_LISTED = 1000
"""So many bodies stand in one table; beyond, each province's page lists its own."""


def home(site: Site) -> Page:
    """The first page: what this is, where to find a department, three big numbers with their source, what is new."""
    path = "index.html"
    place = site.settings.place or ""
    newest = sorted(site.years, key=lambda year: (-year.package.disclosure.year, year.department))[
        :_NEWEST
    ]
    every = blocks.link(
        "departments/index.html", f"全部 {len(site.departments):,} 个部门和单位", path
    )
    body = "\n".join(
        (
            f"<h1>{blocks.escape(place)}每个部门的钱，一分钟看懂</h1>",
            '<p class="mz-lead">政府部门每年都要公布预算：有多少钱、从哪里来、花到哪里去。'
            "这里把那些文件变成看得懂、查得到、核得上的数字，每一个都指回原文。</p>",
            blocks.section("find", "找一个部门", "", f"{_provinces(site, path)}<p>{every}</p>"),
            _big(site, path),
            blocks.section("newest", "最近的年度", "", _list(newest, path)),
            blocks.section("how", "怎样看一份预算", "", _how(path)),
            blocks.section("start", "还可以", "", _start(path)),
        )
    )
    what = "把政府部门公布的预算变成看得懂、查得到、核得上的数字，每一个都指回原文，都可以下载。"
    return Page(path, "首页", what, body)


def _how(page: str) -> str:
    """Three steps for somebody who has never read a budget."""
    terms = blocks.link("glossary/index.html", "名词", page)
    steps = (
        "先看第一句话：一共多少钱，主要从哪里来，100 元里多少用在什么上。",
        "再看比上年多了还是少了，文件有没有说为什么；不懂的词点一下就有解释，也可以查"
        + terms
        + "。",
        "不信就核：点任何一个数，看它在哪张表、原文第几页，和别的数对不对得上。",
    )
    return f"<ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol>"


def _big(site: Site, page: str) -> str:
    """Three numbers, each with what it counts and where it can be looked up."""
    amounts = sum(
        (
            len(table.values) and _count(table.rows)
            for year in site.years
            for table in year.published
        ),
        0,
    )
    holding = sum(year.soundness.held for year in site.years)
    tried = holding + sum(year.soundness.failed for year in site.years)
    shown = (
        (
            f"{len(site.departments):,}",
            "个部门",
            blocks.link("departments/index.html", f"共 {len(site.years)} 份预算或决算", page),
        ),
        (
            f"{amounts:,}",
            "个数",
            blocks.link("data/index.html", "来自公开的表格，全部可下载", page),
        ),
        (
            f"{tried:,}",
            "个等式",
            blocks.link("quality/index.html", f"逐条核对，{holding:,} 个成立", page),
        ),
    )
    inner = "".join(
        f"<div><b>{value}</b><small>{unit}</small><p>{note}</p></div>"
        for value, unit, note in shown
    )
    return f'<div class="mz-big">{inner}</div>'


def _count(rows: Sequence[object]) -> int:
    figures = (getattr(row, "figures", {}) for row in rows)
    return sum(isinstance(value, Decimal) for stated in figures for value in stated.values())


def _start(page: str) -> str:
    items = (
        ("places/index.html", "看我的城市", "谁公布了，收录了哪些年，缺什么"),
        ("quality/index.html", "看核对的结果", "哪些表公开了，哪些数字对得上，规则是什么"),
        ("glossary/index.html", "查一个名词", "“三公”、财政拨款、项目支出……用大白话说"),
        ("data/index.html", "下载数据", "每个部门每年一个数据包，全部金额一张表"),
        ("report/index.html", "报告一个错误", "哪个数和原文件不一样，怎样告诉我们"),
        ("about/index.html", "这些数字可靠吗", "怎样读文件、怎样核对、怎样指出错误"),
    )
    return (
        '<ul class="mz-list">'
        + "".join(_item(target, name, note, page) for target, name, note in items)
        + "</ul>"
    )


def _item(target: str, name: str, note: str, page: str, badge: str = "") -> str:
    inner = f"<b>{blocks.escape(name)}</b><span>{blocks.escape(note)}</span>{badge}"
    return f'<li><a href="{blocks.relative(target, page)}">{inner}</a></li>'


def _list(years: Sequence[BudgetYear], page: str) -> str:
    items = "".join(
        _item(
            year.address(),
            year.department,
            _said(year),
            page,
            shell.badge(year),
        )
        for year in years
    )
    return f'<ul class="mz-list">{items}</ul>'


def _said(year: BudgetYear) -> str:
    """A year in a line: what it is, how much, and what most of it is for."""
    whole, parts = year.overview.shown, ranked(year.overview.purposes)
    amount = f"，{blocks.headline_text(whole)}" if whole else ""
    if not parts:
        return f"{year.name}{amount}"
    share = blocks.percent(parts[0].money.yuan, total(part.money for part in parts), 1)
    return f"{year.name}{amount}，{share} 用于{parts[0].name}"


def departments(site: Site) -> Page:
    """All departments, by province: which years each published, how much, how sound; or, of very many, the provinces."""
    path, found = "departments/index.html", places.provinces(site)
    lead = f"{len(site.departments):,} 个部门和单位，{len(site.years):,} 份预算或决算。"
    body = "\n".join(
        (
            "<h1>部门</h1>",
            f'<p class="mz-lead">{lead}</p>',
            _provinces(site, path),
            _table(found, site, path) if len(site.departments) <= _LISTED else "",
        )
    )
    what = f"{len(site.departments)} 个部门公布的预算和决算：总额、公开了哪些表、数字对不对得上。"
    return Page(path, "部门", what, body)


def _provinces(site: Site, page: str) -> str:
    """The provinces with how many bodies each has, as links to their places."""
    return places.chips(places.provinces(site), site, page)


def _table(found: Mapping[str, Sequence[places.Body]], site: Site, page: str) -> str:
    """A row for each body below the heading of its province; list.js sorts and filters it."""
    head = (
        '<tr><th scope="col" data-sort="text">部门</th><th scope="col" data-sort="number">收录</th>'
        '<th scope="col" class="n" data-sort="number">最近一年总额</th><th scope="col" data-sort="number">核对</th></tr>'
    )
    rows = "".join(_group(code, bodies, site, page) for code, bodies in found.items())
    table = blocks.table("departments", "按地方和名称排列；总额是最近一年的", head, rows)
    return f'<div class="mz-sortable" data-what="部门">{table}</div>'


def _group(code: str, bodies: Sequence[places.Body], site: Site, page: str) -> str:
    title = f"{blocks.escape(places.name(code, site))} <small>{len(bodies):,}</small>"
    rows = "".join(_department_row(years, site, page) for years in bodies)
    return f'<tr class="group"><th scope="rowgroup" colspan="4">{title}</th></tr>{rows}'


def _department_row(years: places.Body, site: Site, page: str) -> str:
    newest = years[0]
    whole, sound = newest.overview.shown, newest.soundness
    name = blocks.link(f"departments/{newest.package.slug}/index.html", newest.department, page)
    where = site.place(newest)
    place = f"<br><small>{blocks.escape(where)}</small>" if where else ""
    held = "<br>".join(blocks.link(year.address(), _short(year), page) for year in years)
    return (
        f'<tr><th scope="row">{name}{place}</th><td data-v="{newest.package.disclosure.year}">{held}</td>'
        f'<td class="n" data-v="{whole.yuan if whole else ""}">{blocks.amount_html(whole) if whole else "—"}</td>'
        f'<td data-v="{sound.failed}">{_badge(newest, page)}</td></tr>'
    )


def _short(year: BudgetYear) -> str:
    return f"{year.package.disclosure.year} {PHASES[year.package.disclosure.phase]}"


def _badge(year: BudgetYear, page: str) -> str:
    """The small badge as a link to the checks."""
    return f'<a href="{blocks.relative(year.address("checks"), page)}">{shell.badge(year)}</a>'
