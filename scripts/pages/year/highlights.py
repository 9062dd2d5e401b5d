"""What stands out in a year, as sentences, each with a link to the row that proves it."""

from __future__ import annotations

from scripts import blocks
from scripts.corpus import BudgetYear
from scripts.markup import Html, joined
from scripts.pages.year import lead
from scripts.tables import Highlight, Money

_NAMES = 4
"""How many names a sentence lists before it says 等."""


def section(year: BudgetYear, page: str) -> Html:
    """The section of the overview; nothing where nothing stands out."""
    items: list[Html] = []
    for highlight in year.highlights:
        link = Html()
        if highlight.money is not None and highlight.money.line:
            link = blocks.link(year.line(highlight.money.line), "看这一行", page)
        items.append(Html("<li>{}{}</li>").format(_sentence(highlight, year), link))
    if not items:
        return Html()
    # No word of judgement: why a figure stands out is for the document to say.
    sub = "只列数字本身能证明的；突出不等于有问题，原因要看文件怎么说。"
    return blocks.section(
        "striking", "值得留意", sub, Html('<ul class="mz-striking">{}</ul>').format(joined(items))
    )


def _sentence(highlight: Highlight, year: BudgetYear) -> str:
    """What stands out, in a sentence, by its kind (see scripts/tables/highlights.py)."""
    name = Html("<b>{}</b>").format(highlight.name)
    now = _amount(highlight.money)
    before = _before(highlight, year)
    percent = ""
    if highlight.percent is not None:
        percent = f"{blocks.signed(highlight.percent)}%"
    if highlight.kind == "half":
        # A share is no change: it bears no sign.
        return Html("一项超过一半：{} {}，占 {}。").format(name, now, percent.removeprefix("+"))
    if highlight.kind == "change":
        return Html("总额变化超过三成：{}（{}）{}。").format(percent, before, _reason(highlight))
    # 3,623.98 万元 of one fund is no contradiction of 3.62 亿元 of all: the fund is named.
    of = f"（{highlight.of}）" if highlight.of else ""
    if highlight.kind == "new":
        # Last year's amount is nothing: only what it is called is wanted (上年预算).
        called = before.partition(" ")[0] or "上年"
        if highlight.blank:
            return Html("{}这一格空白、今年有数{}：{} {}。").format(called, of, name, now)
        return Html("{}没有、今年有{}：{} {}。").format(called, of, name, now)
    if highlight.kind == "ended":
        words = "今年这一格空白" if highlight.blank else "今年没有了"
        return Html("{}{}：{}，{}。").format(words, of, name, before)
    if highlight.kind == "swing":
        return Html("变化超过三成{}：{} {}，{}（{}）。").format(of, name, now, before, percent)
    if highlight.kind == "three-public":
        return _public(highlight, year, percent)
    if highlight.kind == "untold":
        # A highlight of several projects has all their names for its own.
        listed = highlight.name.split("、")
        names = "、".join(listed[:_NAMES])
        if len(listed) > _NAMES:
            names += " 等"
        return Html("{} 个项目（共 {}）在文件的绩效表里没有读到指标：{}。").format(
            highlight.count, now, names
        )
    return Html("列出了 {} 个项目，但文件里没有任何项目的绩效指标。").format(highlight.count)


def _public(highlight: Highlight, year: BudgetYear, percent: str) -> str:
    if percent:
        percent = f"（{percent}）"
    against = lead.compared(year, highlight.compared)
    # A sum that only the prose states says how much more it is, not how much it is.
    if highlight.money is not None and highlight.money.table == "statements":
        reason = _reason(highlight)
        return Html("“三公”经费比{}多 {}{}{}。").format(
            against, _amount(highlight.money), percent, reason
        )
    # A final account is held against the budget of its own year.
    if "previous" not in highlight.compared:
        against = "预算"
    amounts = f"{_amount(highlight.money)}，高于{against}的 {_amount(highlight.before)}"
    return f"“三公”经费 {amounts}{percent}。"


def _before(highlight: Highlight, year: BudgetYear) -> str:
    if not highlight.compared or not highlight.before:
        return ""
    return f"{lead.compared(year, highlight.compared)} {_amount(highlight.before)}"


def _reason(highlight: Highlight) -> Html:
    """The reason that the document gives; of a change of the total it stands as the name."""
    if not highlight.name:
        return Html()
    return Html("；文件说的原因：{}").format(blocks.escape(lead.quoted(highlight.name)))


def _amount(money: Money | None) -> str:
    if money is None:
        return ""
    return blocks.headline_text(money)
