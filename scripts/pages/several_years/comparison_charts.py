"""The charts of pages over several years or bodies, each with its finding as its title."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from decimal import Decimal

from scripts import blocks, charts
from scripts.charts import Chart, ChartText, NumberFormat, Series, YearAmounts
from scripts.corpus import PHASES, short_name
from scripts.markup import Html
from scripts.pages.several_years import body_labels, figures
from scripts.schema import Phase
from scripts.tables import Cell, Profile

# Bars below the 30th are left to the table: a taller chart could not be seen at once.
_MOST_BARS = 30
_WAN = 10_000
_NUMBERS = NumberFormat(
    amount=lambda value: figures.wan(value * _WAN),
    share=blocks.percent,
    unit="万元",
)
_PHASES: tuple[Phase, ...] = ("budget", "final")


def years(profiles: Sequence[Profile]) -> Chart | None:
    """A body's totals year by year, budget and final account apart; None for one year alone."""
    amounts: dict[tuple[int, Phase], Decimal] = {}
    for profile in profiles:
        disclosure = profile.package.disclosure
        amount = _wan(profile.measures["total"].cell)
        if amount is not None:
            amounts[disclosure.year, disclosure.phase] = amount
    # A phase without any amount would be an empty half of every year.
    stated = {phase for _, phase in amounts}
    phases = [phase for phase in _PHASES if phase in stated]
    numbers = sorted({year for year, _ in amounts})
    if len(numbers) < 2:
        return None

    # Of two phases there is no largest: a plan and an outturn are not compared.
    finding = "预算和决算分开"
    if len(phases) == 1:
        largest = max(amounts, key=lambda period: (amounts[period], period))
        finding = f"最多的是 {largest[0]} 年，{_NUMBERS.full(amounts[largest])}"
    title = f"{numbers[0]} 到 {numbers[-1]} 年的总额：{finding}"
    annuals = []
    for year in numbers:
        of_year = tuple(amounts.get((year, phase)) for phase in phases)
        annuals.append(YearAmounts(year, of_year))
    names = [PHASES[phase] for phase in phases]
    about = ChartText("years", title, numbers=_NUMBERS)
    return charts.by_year(annuals, names, about)


def structure(profiles: Sequence[Profile], identifier: str) -> Chart | None:
    """Basic and project spending of each body as shares of what it spends on both.

    None for one body alone. Bodies that do not state both, or a negative one, are not drawn.
    """
    stating = [profile for profile in profiles if None not in _natures(profile)]
    rows: list[Series] = []
    above = 0
    for profile in stating:
        natures = _natures(profile)
        basic, project = (amount or Decimal(0) for amount in natures)
        # A refund larger than the spending is printed as a negative amount: it has no share.
        drawable = min(basic, project) >= 0 and max(basic, project) > 0
        if drawable and len(rows) < _MOST_BARS:
            name = body_labels.name(profile.package)
            rows.append(Series(short_name(name), natures))
            above += project > basic
    if len(rows) < 2:
        return None
    which = f"{len(rows)} 个里"
    if len(stating) > len(rows):
        which = f"总额最大的 {len(rows)} 个里"
    title = f"维持运转和做项目各占多少：{which}，{above} 个的项目支出多过基本支出"
    about = ChartText(identifier, title, numbers=_NUMBERS)
    return charts.stacked_shares(rows, ("基本支出", "项目支出"), about)


def figure(chart: Chart, source: str, page: str, heads: Sequence[str]) -> Html:
    """A chart with its source and what to take away; `heads` are those of the table under it."""
    folder = posixpath.dirname(page)
    stem = f"{folder}/charts/{chart.id}"
    svg = blocks.link(f"{stem}.svg", "SVG", page, attributes=Html("download"))
    csv = blocks.link(f"{stem}.csv", "CSV", page, attributes=Html("download"))
    figure = blocks.figure(chart, source, Html("{} {}").format(svg, csv), heads)
    return Html('<div class="mz-sides">{}</div>').format(figure)


def _wan(cell: Cell) -> Decimal | None:
    return None if cell.yuan is None else cell.yuan / _WAN


def _natures(profile: Profile) -> tuple[Decimal | None, Decimal | None]:
    measures = profile.measures
    return _wan(measures["basic"].cell), _wan(measures["project"].cell)
