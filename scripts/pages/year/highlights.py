"""What stands out in a year, as sentences, each with a link to the row that proves it."""

from __future__ import annotations

from scripts import blocks
from scripts.corpus import BudgetYear
from scripts.pages.year import lead
from scripts.tables import Highlight, Money

_NAMES = 4


def section(year: BudgetYear, page: str) -> str:
    """The section of the overview; nothing where nothing stands out."""
    found = [f"<li>{_said(one, year)}{_link(one, year, page)}</li>" for one in year.striking]
    if not found:
        return ""
    sub = "只列数字本身能证明的；突出不等于有问题，原因要看文件怎么说。"
    return blocks.section(
        "striking", "值得留意", sub, f'<ul class="mz-striking">{"".join(found)}</ul>'
    )


def _said(one: Highlight, year: BudgetYear) -> str:
    name, now = f"<b>{blocks.escape(one.name)}</b>", _amount(one.money)
    before = (
        f"{lead.compared(year, one.compared)} {_amount(one.before)}"
        if one.compared and one.before
        else ""
    )
    percent = "" if one.percent is None else f"{blocks.signed(one.percent)}%"
    reason = f"；文件说的原因：{blocks.escape(lead.quoted(one.name))}" if one.name else ""
    said = {
        "half": f"一项超过一半：{name} {now}，占 {percent.removeprefix('+')}。",
        "change": f"总额变化超过三成：{percent}（{before}）{reason}。",
        "new": f"{before.split()[0] if before else '上年'}没有、今年有：{name} {now}。",
        "ended": f"今年没有了：{name}，{before}。",
        "swing": f"变化超过三成：{name} {now}，{before}（{percent}）。",
        "three-public": _public(one, year, percent, reason),
        "untold": f"{one.count} 个项目（共 {now}）在文件的绩效表里没有读到指标：{_names(one.name)}。",
        "unmeasured": f"列出了 {one.count} 个项目，但文件里没有任何项目的绩效指标。",
    }
    return said[one.kind]


def _public(one: Highlight, year: BudgetYear, percent: str, reason: str) -> str:
    more = f"（{percent}）" if percent else ""
    if one.money is not None and one.money.table == "statements":
        return f"“三公”经费比{lead.compared(year, one.compared)}多 {_amount(one.money)}{more}{reason}。"
    against = "预算" if "previous" not in one.compared else lead.compared(year, one.compared)
    return f"“三公”经费 {_amount(one.money)}，高于{against}的 {_amount(one.before)}{more}。"


def _amount(money: Money | None) -> str:
    return "" if money is None else blocks.headline_text(money)


def _names(names: str) -> str:
    found = names.split("、")
    more = " 等" if len(found) > _NAMES else ""
    return blocks.escape("、".join(found[:_NAMES])) + more


def _link(one: Highlight, year: BudgetYear, page: str) -> str:
    line = one.money.line if one.money is not None else ""
    return blocks.link(year.line(line), "看这一行", page) if line else ""
