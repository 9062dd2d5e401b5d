"""The index of a classification: its tree to unfold, with the sums of its classes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.several_years import body_labels, figures, parts
from scripts.pages.several_years.code_tree import CodeTree, spenders, yuan
from scripts.pages.year import year_charts
from scripts.pages.year.year_charts import Picture
from scripts.tables import Code, Sum

_TITLES = {"functions": "科目：办什么事", "economic": "科目：买什么"}
_LEADS = {
    "functions": "每一笔支出都有编码，说明钱用来办什么事。点一个科目，看谁在上面花钱、花多少。",
    "economic": "基本支出还有另一种编码，说明钱买了什么：工资、水电、差旅……"
    "点一个科目，看谁在上面花钱、花多少。",
}


def page(site: Site, *trees: CodeTree) -> Page:
    """The page of the classifications of one folder: all functions, or both kinds of categories."""
    folder = trees[0].folder
    path = trees[0].index
    title = _TITLES[folder]
    pictures = [_areas(tree) for tree in trees]
    sections = [_section(tree, path, drawn) for tree, drawn in zip(trees, pictures, strict=True)]
    body = joined(
        (
            Html("<h1>{}</h1>").format(title),
            parts.money(path, current=path),
            Html('<p class="mz-lead">{}</p>').format(_LEADS[folder]),
            elements.not_updated(site),
            *sections,
        ),
        "\n",
    )
    count = sum(len(tree.codes) for tree in trees)
    description = f"{count} 个科目，每个科目都列出谁在上面花钱、每年多少。"
    shown = tuple(picture.chart for drawn in pictures for picture in drawn)
    return Page(path, title, description, body, shown)


def _areas(tree: CodeTree) -> Sequence[Picture]:
    """All spending by function of the widest year; categories are of basic spending only."""
    period = tree.widest_period
    if tree.identifier != "functional" or period is None:
        return ()
    # A package that spends on several codes is taken once.
    packages = {}
    names = {}
    for number, code in tree.codes.items():
        names[number] = code.name
        for use in code.uses:
            packages[use.package.path] = use.package
    comparable = tables.together(list(packages.values()), period)
    purposes = tables.purposes(comparable, names)
    return tuple(year_charts.areas(purposes, ()))


def _section(tree: CodeTree, page: str, pictures: Sequence[Picture]) -> Html:
    """A classification as a list to unfold, the class with the largest sum first."""
    sub = tree.purpose
    source = ""
    if tree.widest_period is not None:
        period = body_labels.period(*tree.widest_period)
        source = f"数据：本站收录的{period}"
        sub += (
            f"金额是{period}里本站收录的部门、单位合计（万元），"
            "部门与所属单位只算一次，不是全国或全省的数。"
        )
        if tree.unlisted:
            sub += f"另有 {tree.unlisted} 份没有按这样的编码列出支出。"

    drawn: list[Html] = []
    for picture in pictures:
        title = blocks.escape(picture.chart.title)
        figure = blocks.figure(picture.chart, source, heads=picture.heads)
        drawn.append(
            Html('<h3>{}</h3>\n<p class="mz-sub">{}</p>\n{}').format(title, picture.sub, figure)
        )

    sums = tree.class_sums
    largest = max(map(yuan, sums.values()), default=Decimal(0))
    classes = sorted(
        tables.children("", tree.codes),
        # Classes without a sum, held for other years only, come last in the order of codes.
        key=lambda code: (-yuan(sums.get(code.code)), code.code),
    )
    items = joined(_class(code, sums.get(code.code), largest, tree, page) for code in classes)
    body = Html('{}<div class="mz-tree">{}</div>').format(joined(drawn), items)
    return blocks.section(tree.identifier, tree.title, sub, body)


def _class(code: Code, total: Sum | None, largest: Decimal, tree: CodeTree, page: str) -> Html:
    amount = Html('<span class="v mz-nil">—</span>')
    if total is not None:
        amount = Html('<span class="v">{}</span>').format(figures.wan(total.yuan))
    summary = Html("<b>{}</b> <small>{}</small>{}{}").format(
        code.name, code.code, figures.bar(yuan(total), largest), amount
    )
    # A class stands above its groups once more: its summary unfolds and leads nowhere.
    items = Html("<li>{}</li>{}").format(_entry(code, tree, page), _below(code, tree, page))
    return Html('<details id="c{}"><summary>{}</summary><ul>{}</ul></details>').format(
        code.code, summary, items
    )


def _below(code: Code, tree: CodeTree, page: str) -> Html:
    items = []
    for child in tables.children(code.code, tree.codes):
        inner = _below(child, tree, page)
        if inner:
            inner = Html("<ul>{}</ul>").format(inner)
        items.append(Html("<li>{}{}</li>").format(_entry(child, tree, page), inner))
    return joined(items)


def _entry(code: Code, tree: CodeTree, page: str) -> Html:
    return Html('{}<span class="c">{}</span>').format(tree.link(code, page), spenders(code))
