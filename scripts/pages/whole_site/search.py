"""The page of results: what the search box finds whole, at an address that can be passed on."""

from __future__ import annotations

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.markup import Html, joined

PATH = "search/index.html"

_WAYS = (
    (
        "部门、项目、科目、名词",
        "名称里的几个字就够：审计局、差旅费。部门和别的词可以写在一起：审计局差旅费",
    ),
    ("拼音", "首字母或全拼：sjj、shenji"),
    ("科目编码", "完整的，或者前几位：2150805、301"),
    (
        "金额",
        "带不带千位逗号、用元、万元还是亿都行：5,582.87、5582.87万、55828700、1.56亿",
    ),
    ("某个部门的某个金额", "用空格隔开：审计局 5582.87"),
)


def page(site: Site) -> Page:
    """The page of results, with what can be asked; search.js puts the results in."""
    # Without JavaScript these two lists find everything, more slowly.
    departments = blocks.link("departments/index.html", "按部门找", PATH)
    terms = blocks.link("glossary/index.html", "按名词找", PATH)
    ways = joined(Html("<dt>{}</dt><dd>{}</dd>").format(name, how) for name, how in _WAYS)
    results = blocks.section("ways", "可以搜什么", "", Html("<dl>{}</dl>").format(ways))
    body = joined(
        (
            Html("<h1>搜索</h1>"),
            # A screen reader tells what becomes of an element of this role.
            Html(
                '<p class="mz-sub mz-asked" role="status">'
                "在页面上方的框里输入，按回车键，全部结果列在这里；这一页的网址可以转给别人。</p>"
            ),
            Html(
                '<p class="mz-nofind">搜索需要 JavaScript。不用它也能找到每个数字：'
                "{}，再看那一年的表格；或者{}。</p>"
            ).format(departments, terms),
            Html('<div class="mz-results">{}</div>').format(results),
        ),
        "\n",
    )
    description = "搜部门、项目、科目、名词和金额，结果直接指到表里的那一行。"
    return Page(PATH, "搜索", description, body)
