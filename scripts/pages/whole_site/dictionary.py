"""The dictionary: what every column of the data means, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.year.data import BLANKS
from scripts.schema import (
    DEPARTMENTS,
    FACTS,
    KEYS,
    KINDS,
    STATUSES,
    VALUES,
    Column,
    display_csv,
)

PATH = "data/dictionary.html"

_ABOUT_VALUES = Html(
    "数值列按坐标命名：口径、范围、资金、性质、用途，与默认值不同的连起来，"
    "如 <code>previous_budget_general_public</code> 是上年预算·一般公共预算；"
    "全是默认值的叫 <code>amount</code>。坐标的取值："
)
_DIMENSIONS = {
    "measure": "量",
    "vintage": "口径",
    "fund": "资金",
    "nature": "性质",
    "scope": "范围",
    "purpose": "用途",
}


def page(site: Site) -> Page:
    """The page of all columns; the same as a CSV is linked at its top."""
    csv = blocks.download("data/dictionary.csv", "dictionary.csv", PATH)
    facts = _columns("facts", "facts 的列", FACTS)
    departments = _columns("departments", "departments 的列", DEPARTMENTS)
    keys = _columns("keys", "键列", KEYS.values())
    about_keys = "一张表有其中的若干列，说明这一行是什么、在哪里。"
    added = display_csv.MEANINGS.items()
    people = _table("columns-people", "给人看的 CSV 另加的列", ("列", "含义"), added)
    of_kinds = [
        (Html("<code>{}</code>").format(kind.name), kind.title, kind.answers)
        for kind in KINDS.values()
    ]
    kinds = _table("table-kinds", "种类", ("标识", "名称", "回答什么"), of_kinds)
    about_kinds = "文件里的表归入这些种类；同类的第二张加 -2。"
    of_statuses = [
        (Html("<code>{}</code>").format(name), meaning) for name, meaning in STATUSES.items()
    ]
    statuses = _table("statuses", "表的状态", ("状态", "含义"), of_statuses)
    about_absences = f"照文件原样保存：{BLANKS}没有数字的表，状态说明为什么："
    body = joined(
        (
            Html('<p class="mz-crumb"><a href="index.html">数据</a></p>'),
            Html("<h1>字段说明</h1>"),
            Html('<p class="mz-lead">每一列叫什么、是什么意思。机器读的：{}。</p>').format(csv),
            blocks.section("facts", "全部金额（facts）", "每个金额一行。", facts),
            blocks.section(
                "departments", "部门（departments）", "每个部门、本级或单位一行。", departments
            ),
            blocks.section("keys", "各表的键列", about_keys, keys),
            blocks.section("values", "各表的数值列", _ABOUT_VALUES, _coordinates()),
            blocks.section("people", "给人看的 CSV 另加的列", "在每一行的最后。", people),
            blocks.section("kinds", "表的种类", about_kinds, kinds),
            blocks.section("absences", "没有数字的格子", about_absences, statuses),
        ),
        "\n",
    )
    description = f"{site.settings.name}全部数据的字段说明，中文和英文。"
    return Page(PATH, "字段说明", description, body)


def _columns(name: str, caption: str, columns: Iterable[Column]) -> Html:
    """The columns of a table; the last cell is a type of the Fiscal Data Package.

    https://specs.frictionlessdata.io/fiscal-data-package/
    """
    header = ("列", "名称", "English", "含义", "类型", "财政数据包类型")
    rows = [
        (
            Html("<code>{}</code>").format(column.name),
            blocks.escape(column.title),
            blocks.escape(column.english),
            blocks.escape(column.meaning),
            blocks.escape(column.type),
            Html("<code>{}</code>").format(column.column_type) if column.column_type else "",
        )
        for column in columns
    ]
    return _table(f"columns-{name}", caption, header, rows)


def _coordinates() -> Html:
    """Every value of every coordinate: the words of a column's name, as in `general_public`."""
    rows = []
    for dimension, meanings in VALUES.items():
        title = _DIMENSIONS[dimension]
        for value, meaning in meanings.items():
            english = value.replace("_", " ")
            rows.append((title, Html("<code>{}</code>").format(value), meaning, english))
    return _table("coordinates", "坐标", ("坐标", "值", "含义", "English"), rows)


def _table(name: str, caption: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """A table whose first cells are the headers of their rows; cells are HTML already."""
    body: list[Html] = []
    for first, *rest in rows:
        cells = Html()
        for cell in rest:
            cells += Html("<td>{}</td>").format(cell)
        body.append(Html('<tr><th scope="row">{}</th>{}</tr>').format(first, cells))
    return blocks.table(name, caption, elements.header(titles), joined(body))
