"""The charts of pages over several years or bodies, each with its finding as its title."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from decimal import Decimal

from scripts import blocks, charts
from scripts.charts import Chart, ChartText, NumberFormat, Series, YearAmounts
from scripts.corpus import short_name
from scripts.pages.several_years import body_labels, figures
from scripts.schema import Phase
from scripts.tables import Cell, Profile

_DRAWN = 30
_WAN = 10_000
_NUMBERS = NumberFormat(
    amount=lambda value: figures.wan(value * _WAN), share=blocks.percent, unit="万元"
)


def years(profiles: Sequence[Profile]) -> Chart | None:
    """A body's totals year by year, budget and final account apart; nothing for one year alone."""
    stated = [(one.package.disclosure, _wan(one.measures["total"].cell)) for one in profiles]
    found = {(about.year, about.phase): amount for about, amount in stated if amount is not None}
    known: tuple[Phase, ...] = ("budget", "final")
    phases = [phase for phase in known if any(phase == one for _, one in found)]
    order = sorted({year for year, _ in found})
    if len(order) < 2:
        return None
    annuals = [
        YearAmounts(year, tuple(found.get((year, phase)) for phase in phases)) for year in order
    ]
    most = max(found, key=lambda period: (found[period], period))
    said = (
        "预算和决算分开"
        if len(phases) > 1
        else f"最多的是 {most[0]} 年，{_NUMBERS.full(found[most])}"
    )
    title = f"{order[0]} 到 {order[-1]} 年的总额：{said}"
    heads = [{"budget": "预算", "final": "决算"}[phase] for phase in phases]
    return charts.by_year(annuals, heads, ChartText("years", title, numbers=_NUMBERS))


def structure(profiles: Sequence[Profile], identifier: str) -> Chart | None:
    """Basic and project spending of each body as shares of what it spends on both; nothing for one body alone."""
    held = [
        one
        for one in profiles
        if all(_wan(one.measures[name].cell) is not None for name in ("basic", "project"))
    ]
    drawn = [one for one in held if _positive(one)][:_DRAWN]
    if len(drawn) < 2:
        return None
    rows = [
        Series(
            short_name(body_labels.name(one.package)),
            (_wan(one.measures["basic"].cell), _wan(one.measures["project"].cell)),
        )
        for one in drawn
    ]
    above = sum((row.amounts[1] or Decimal(0)) > (row.amounts[0] or Decimal(0)) for row in rows)
    which = f"总额最大的 {len(rows)} 个里" if len(held) > len(rows) else f"{len(rows)} 个里"
    title = f"维持运转和做项目各占多少：{which}，{above} 个的项目支出多过基本支出"
    return charts.stacked_shares(
        rows, ("基本支出", "项目支出"), ChartText(identifier, title, numbers=_NUMBERS)
    )


def figure(chart: Chart, source: str, page: str, heads: Sequence[str]) -> str:
    """A chart with where its figures come from, and what to take away."""
    folder = posixpath.dirname(page)
    tools = " ".join(
        blocks.link(
            f"{folder}/charts/{chart.id}.{ending}", ending.upper(), page, attributes="download"
        )
        for ending in ("svg", "csv")
    )
    return f'<div class="mz-sides">{blocks.figure(chart, source, tools, heads)}</div>'


def _wan(cell: Cell) -> Decimal | None:
    return None if cell.yuan is None else cell.yuan / _WAN


def _positive(one: Profile) -> bool:
    amounts = [_wan(one.measures[name].cell) or Decimal(0) for name in ("basic", "project")]
    return min(amounts) >= 0 and max(amounts) > 0
