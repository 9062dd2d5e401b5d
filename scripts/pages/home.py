"""The pages over all: home and the departments."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.pages import shell
from scripts.pages.site import Site, Year
from scripts.tables import ranked, total

_NEWEST = 6


def home(site: Site) -> Page:
    """The first page: what this is, what is new, three big numbers with their source."""
    path = "index.html"
    place = site.settings.place or ""
    newest = sorted(site.years, key=lambda year: (-year.package.disclosure.year, year.department))[:_NEWEST]
    body = "\n".join(
        (
            f"<h1>{blocks.escape(place)}每个部门的钱，一分钟看懂</h1>",
            '<p class="mz-lead">政府部门每年都要公布预算：有多少钱、从哪里来、花到哪里去。'
            "这里把那些文件变成看得懂、查得到、核得上的数字，每一个都指回原文。</p>",
            _big(site, path),
            blocks.section("newest", "最近收录", "", _list(newest, path)),
            f"<p>{blocks.link('departments/index.html', '全部部门', path)}</p>",
            blocks.section("start", "从这里开始", "", _start(path)),
        )
    )
    what = "把政府部门公布的预算变成看得懂、查得到、核得上的数字，每一个都指回原文，都可以下载。"
    return Page(path, "首页", what, body)


def _big(site: Site, page: str) -> str:
    """Three numbers, each with what it counts and where it can be looked up."""
    amounts = sum((len(table.values) and _count(table.rows) for year in site.years for table in year.published), 0)
    holding = sum(year.soundness.held for year in site.years)
    tried = holding + sum(year.soundness.failed for year in site.years)
    shown = (
        (
            f"{len(site.departments):,}",
            "个部门",
            blocks.link("departments/index.html", f"共 {len(site.years)} 份预算或决算", page),
        ),
        (f"{amounts:,}", "个数", blocks.link("data/index.html", "来自公开的表格，全部可下载", page)),
        (f"{tried:,}", "个等式", blocks.link("quality/index.html", f"逐条核对，{holding:,} 个成立", page)),
    )
    inner = "".join(f"<div><b>{value}</b><small>{unit}</small><p>{note}</p></div>" for value, unit, note in shown)
    return f'<div class="mz-big">{inner}</div>'


def _count(rows: Sequence[object]) -> int:
    figures = (getattr(row, "figures", {}) for row in rows)
    return sum(isinstance(value, Decimal) for stated in figures for value in stated.values())


def _start(page: str) -> str:
    items = (
        ("departments/index.html", "找一个部门", "看它今年的钱从哪里来、用到哪里去"),
        ("quality/index.html", "看核对的结果", "哪些表公开了，哪些数字对得上，规则是什么"),
        ("glossary/index.html", "查一个名词", "“三公”、财政拨款、项目支出……用大白话说"),
        ("data/index.html", "下载数据", "每个部门每年一个数据包，全部金额一张表"),
        ("about/index.html", "这些数字可靠吗", "怎样读文件、怎样核对、怎样指出错误"),
    )
    return '<ul class="mz-list">' + "".join(_item(target, name, note, page) for target, name, note in items) + "</ul>"


def _item(target: str, name: str, note: str, page: str, badge: str = "") -> str:
    inner = f"<b>{blocks.escape(name)}</b><span>{blocks.escape(note)}</span>{badge}"
    return f'<li><a href="{blocks.relative(target, page)}">{inner}</a></li>'


def _list(years: Sequence[Year], page: str) -> str:
    items = "".join(
        _item(year.address(), year.department, _said(year), page, shell.soundness(year, page, small=True))
        for year in years
    )
    return f'<ul class="mz-list">{items}</ul>'


def _said(year: Year) -> str:
    """A year in a line: what it is, how much, and what most of it is for."""
    whole, parts = year.overview.total, ranked(year.overview.purposes)
    amount = f"，{blocks.amount_text(whole)}" if whole else ""
    if not parts:
        return f"{year.name}{amount}"
    share = blocks.percent(parts[0].money.yuan, total(part.money for part in parts), 1)
    return f"{year.name}{amount}，{share} 用于{parts[0].name}"


def departments(site: Site) -> Page:
    """All departments: which years each published, how much, how sound."""
    path = "departments/index.html"
    head = (
        '<tr><th scope="col">部门</th><th scope="col">年度</th><th scope="col" class="n">总额</th>'
        '<th scope="col">公开的表</th><th scope="col">核对</th></tr>'
    )
    rows = "".join(_department_row(year, path) for years in site.departments.values() for year in years)
    body = "\n".join(
        (
            "<h1>部门</h1>",
            f'<p class="mz-lead">{len(site.departments)} 个部门，{len(site.years)} 份预算或决算。</p>',
            blocks.table("departments", "按部门名称", head, rows),
        )
    )
    return Page(
        path, "部门", f"{len(site.departments)} 个部门公布的预算和决算：总额、公开了哪些表、数字对不对得上。", body
    )


def _department_row(year: Year, page: str) -> str:
    whole = year.overview.total
    shown = sum(table.status == "published" for table in year.published)
    name = blocks.link(f"departments/{year.package.slug}/index.html", year.department, page)
    return (
        f'<tr><th scope="row">{name}</th><td>{blocks.link(year.address(), year.name, page)}</td>'
        f'<td class="n">{blocks.amount_html(whole) if whole else "—"}</td>'
        f"<td>{len(year.published)} 张，{shown} 张有数据</td><td>{_badge(year, page)}</td></tr>"
    )


def _badge(year: Year, page: str) -> str:
    """The small badge as a link to the checks."""
    return f'<a href="{blocks.relative(year.address("checks"), page)}">{shell.soundness(year, page, small=True)}</a>'
