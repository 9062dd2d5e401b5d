"""The first page: what this is, where to find a department, three big numbers, what is new."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.whole_site import places
from scripts.pages.year import shell
from scripts.tables import ranked, total

PATH = "index.html"
_NEWEST = 6

_LINKS = (
    ("places/index.html", "看我的城市", "谁公布了，收录了哪些年，缺什么"),
    ("quality/index.html", "看核对的结果", "哪些表公开了，哪些数字对得上，规则是什么"),
    ("glossary/index.html", "查一个名词", "“三公”、财政拨款、项目支出……用大白话说"),
    ("data/index.html", "下载数据", "每个部门每年一个数据包，全部金额一张表"),
    ("report/index.html", "报告一个错误", "哪个数和原文件不一样，怎样告诉我们"),
    ("about/index.html", "这些数字可靠吗", "怎样读文件、怎样核对、怎样指出错误"),
)


def page(site: Site) -> Page:
    """The first page of the site."""
    # A site of one city says so: 厦门每个部门的钱.
    place = blocks.escape(site.settings.place or "")
    text = f"全部 {len(site.departments):,} 个部门和单位"
    every = blocks.link("departments/index.html", text, PATH)
    find = Html("{}<p>{}</p>").format(places.chips(places.provinces(site), site, PATH), every)
    years = sorted(site.years, key=lambda year: (-year.package.disclosure.year, year.department))
    newest = _years(years[:_NEWEST]) + elements.not_updated(site)
    start: list[Html] = []
    for target, name, note in _LINKS:
        start.append(elements.list_item(target, name, note, PATH))
    body = joined(
        (
            Html("<h1>{}每个部门的钱，一分钟看懂</h1>").format(place),
            Html(
                '<p class="mz-lead">政府部门每年都要公布预算：有多少钱、从哪里来、花到哪里去。'
                "这里把那些文件变成看得懂、查得到、核得上的数字，每一个都指回原文。</p>"
            ),
            blocks.section("find", "找一个部门", "", find),
            _big_numbers(site),
            blocks.section("newest", "最近的年度", "", newest),
            blocks.section("how", "怎样看一份预算", "", _how()),
            blocks.section(
                "start", "还可以", "", Html('<ul class="mz-list">{}</ul>').format(joined(start))
            ),
        ),
        "\n",
    )
    description = (
        "把政府部门公布的预算变成看得懂、查得到、核得上的数字，每一个都指回原文，都可以下载。"
    )
    return Page(PATH, "首页", description, body)


def _how() -> Html:
    """Three steps for somebody who has never read a budget."""
    terms = blocks.link("glossary/index.html", "名词", PATH)
    steps = (
        "先看第一句话：一共多少钱，主要从哪里来，100 元里多少用在什么上。",
        Html(
            "再看比上年多了还是少了，文件有没有说为什么；不懂的词点一下就有解释，也可以查{}。"
        ).format(terms),
        "不信就核：点任何一个数，看它在哪张表、原文第几页，和别的数对不对得上。",
    )
    items = joined(Html("<li>{}</li>").format(step) for step in steps)
    return Html("<ol>{}</ol>").format(items)


def _big_numbers(site: Site) -> Html:
    amounts = 0
    for year in site.years:
        for table in year.published:
            for row in table.rows:
                # Signs for none, such as “—”, are not counted.
                amounts += sum(isinstance(figure, Decimal) for figure in row.figures.values())
    # What cannot be told is left out: it neither holds nor fails.
    passing = sum(year.soundness.passing for year in site.years)
    decided = sum(year.soundness.decided for year in site.years)
    documents = f"共 {len(site.years)} 份预算或决算"
    holding = f"逐条核对，{passing:,} 个成立"
    numbers = (
        (len(site.departments), "个部门和单位", "departments/index.html", documents),
        (amounts, "个数", "data/index.html", "来自公开的表格，全部可下载"),
        (decided, "个等式", "quality/index.html", holding),
    )
    inner: list[Html] = []
    for value, unit, address, text in numbers:
        note = blocks.link(address, text, PATH)
        inner.append(
            Html("<div><b>{}</b><small>{}</small><p>{}</p></div>").format(f"{value:,}", unit, note)
        )
    return Html('<div class="mz-big">{}</div>').format(joined(inner))


def _years(years: Sequence[BudgetYear]) -> Html:
    items: list[Html] = []
    for year in years:
        # 2023 年部门预算，5,582.87 万元，98.5% 用于企业扶持资金
        text = year.name
        if year.overview.shown:
            text += f"，{blocks.headline_text(year.overview.shown)}"
        purposes = ranked(year.overview.purposes)
        if purposes:
            first = purposes[0]
            # Of the purposes together: their sum need not be the total.
            whole = total(part.money for part in purposes)
            text += f"，{blocks.percent(first.money.yuan, whole, 1)} 用于{first.name}"
        badge = shell.badge(year)
        items.append(elements.list_item(year.address(), year.department, text, PATH, more=badge))
    return Html('<ul class="mz-list">{}</ul>').format(joined(items))
