"""What stands out in a year, as sentences, each with a link to the row that proves it."""

from __future__ import annotations

from scripts import blocks
from scripts.corpus import BudgetYear
from scripts.pages.year import lead
from scripts.tables import Highlight, Money

_NAMES = 4
"""How many names a sentence lists before it says 等."""


def section(year: BudgetYear, page: str) -> str:
    """The section of the overview; nothing where nothing stands out."""
    items = [
        f"<li>{_sentence(highlight, year)}{_link(highlight, year, page)}</li>"
        for highlight in year.highlights
    ]
    if not items:
        return ""
    # No word of judgement: why a figure stands out is for the document to say.
    sub = "只列数字本身能证明的；突出不等于有问题，原因要看文件怎么说。"
    return blocks.section(
        "striking", "值得留意", sub, f'<ul class="mz-striking">{"".join(items)}</ul>'
    )


def _sentence(highlight: Highlight, year: BudgetYear) -> str:
    """What stands out, in a sentence, by its kind (see scripts/tables/highlights.py)."""
    name, now = f"<b>{blocks.escape(highlight.name)}</b>", _amount(highlight.money)
    percent = _percent(highlight)
    if highlight.kind == "half":
        # A share is no change: it bears no sign.
        return f"一项超过一半：{name} {now}，占 {percent.removeprefix('+')}。"
    if highlight.kind == "change":
        before, reason = _before(highlight, year), _reason(highlight)
        return f"总额变化超过三成：{percent}（{before}）{reason}。"
    if highlight.kind == "new":
        # Last year's amount is nothing: only what it is called is wanted (上年预算).
        before, _, _ = _before(highlight, year).partition(" ")
        return f"{before or '上年'}没有、今年有：{name} {now}。"
    if highlight.kind == "ended":
        return f"今年没有了：{name}，{_before(highlight, year)}。"
    if highlight.kind == "swing":
        return f"变化超过三成：{name} {now}，{_before(highlight, year)}（{percent}）。"
    if highlight.kind == "three-public":
        return _public(highlight, year)
    if highlight.kind == "untold":
        names = _names(highlight.name)
        return f"{highlight.count} 个项目（共 {now}）在文件的绩效表里没有读到指标：{names}。"
    return f"列出了 {highlight.count} 个项目，但文件里没有任何项目的绩效指标。"


def _public(highlight: Highlight, year: BudgetYear) -> str:
    percent = _percent(highlight)
    if percent:
        percent = f"（{percent}）"
    against = lead.compared(year, highlight.compared)
    # A sum that only the prose states says how much more it is, not how much it is.
    if highlight.money is not None and highlight.money.table == "statements":
        reason = _reason(highlight)
        return f"“三公”经费比{against}多 {_amount(highlight.money)}{percent}{reason}。"
    # A final account is held against the budget of its own year.
    if "previous" not in highlight.compared:
        against = "预算"
    amounts = f"{_amount(highlight.money)}，高于{against}的 {_amount(highlight.before)}"
    return f"“三公”经费 {amounts}{percent}。"


def _before(highlight: Highlight, year: BudgetYear) -> str:
    if not highlight.compared or not highlight.before:
        return ""
    return f"{lead.compared(year, highlight.compared)} {_amount(highlight.before)}"


def _percent(highlight: Highlight) -> str:
    if highlight.percent is None:
        return ""
    return f"{blocks.signed(highlight.percent)}%"


def _reason(highlight: Highlight) -> str:
    """The reason that the document gives; of a change of the total it stands as the name."""
    if not highlight.name:
        return ""
    return f"；文件说的原因：{blocks.escape(lead.quoted(highlight.name))}"


def _amount(money: Money | None) -> str:
    if money is None:
        return ""
    return blocks.headline_text(money)


def _names(names: str) -> str:
    # A highlight of several projects has all their names for its own.
    listed = names.split("、")
    shown = blocks.escape("、".join(listed[:_NAMES]))
    if len(listed) > _NAMES:
        return f"{shown} 等"
    return shown


def _link(highlight: Highlight, year: BudgetYear, page: str) -> str:
    if highlight.money is None or not highlight.money.line:
        return ""
    return blocks.link(year.line(highlight.money.line), "看这一行", page)
