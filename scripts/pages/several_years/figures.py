"""How a figure stands in a table over several bodies or years: linked to its published row, with what became of it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from scripts import blocks
from scripts.corpus import BudgetYear
from scripts.schema import ABSENCES, MULTIPLIERS
from scripts.tables import Cell, Step

_WAN = 10_000

LEGEND = (
    '<p class="mz-legend"><span><b class="mz-zero">0</b> 文件写的是零</span>'
    '<span><b class="mz-nil">空</b> 有这一格，但没有填数</span>'
    '<span><b class="mz-nil">—</b> 没有这张表，或表里没有这一项</span></p>'
)
"""The three signs that are no amount."""

UNHELD = '<td class="n mz-unheld"><span class="mz-hidden">没有收录</span></td>'
"""A cell for a year that is not held here, which is no statement of anybody's."""

LEGEND_OF_YEARS = LEGEND.replace(
    "</p>", '<span><b class="mz-unheld">&nbsp;</b> 这一年的文件没有收录</span></p>'
)
"""The signs, with the one for a year that is not held."""

EXACT = (
    '<input type="checkbox" class="mz-exact" id="mz-exact">'
    '<label class="mz-exact-label" for="mz-exact">显示公布的原数（按元公布的，照原样写到元）</label>'
)
"""A switch that shows every figure in the unit that it was published in; it needs no script, and stands before its tables."""


def wan(yuan: Decimal) -> str:
    """An amount in 万元: to the cent of a 万元, or exact where that would make nothing of it."""
    value = yuan / _WAN
    rounded = value.quantize(blocks.CENT, ROUND_HALF_UP)
    return blocks.number(rounded if rounded or not value else value.normalize())


def text(cell: Cell) -> str:
    """A cell as plain text: its amount in 万元, as published where it was published so; 空 and — for none."""
    if cell.figure is None:
        return "—"
    if cell.number is None:
        return "空"
    return (
        blocks.number(cell.number)
        if MULTIPLIERS.get(cell.amount_unit) == _WAN
        else wan(cell.yuan or Decimal(0))
    )


def published(cell: Cell) -> str:
    """The number as it was published, with its unit."""
    return "" if cell.number is None else f"{blocks.number(cell.number)} {cell.amount_unit}"


def figure(cell: Cell, year: BudgetYear, page: str) -> str:
    """A cell as HTML: the amount in 万元 as a link to its row, the published number behind the switch."""
    if cell.figure is None:
        return '<span class="mz-nil">—</span>'
    if cell.number is None:
        said = ABSENCES.get(str(cell.figure), "空白")
        return f'<a class="mz-nil" href="{address(cell, year, page)}" title="公布的表里是{said}">空</a>'
    shown, own = text(cell), published(cell)
    same = MULTIPLIERS.get(cell.amount_unit) == _WAN
    inner = shown if same else f'<span class="w">{shown}</span><span class="p">{own}</span>'
    many = f' data-lines="{" ".join(cell.lines)}"' if len(cell.lines) > 1 else ""
    title = (
        f"公布的原数：{own}" if len(cell.lines) == 1 else f"公布的 {len(cell.lines)} 行之和：{own}"
    )
    zero = ' class="mz-zero"' if not cell.number else ""
    return f'<a{zero} href="{address(cell, year, page)}" title="{title}"{many}>{inner}</a>'


def address(cell: Cell, year: BudgetYear, page: str) -> str:
    """Where the row of a cell stands, as a link from a page; the table's where it is the sum of several rows."""
    return blocks.relative(
        year.cell(cell.table, cell.lines[0] if len(cell.lines) == 1 else ""), page
    )


def step(one: Step | None, *, before: Cell | None = None) -> str:
    """What became of a line, small under its figure; nothing where it is not compared."""
    if one is None:
        return ""
    if one.kind == "new":
        return '<small class="mz-step new">新增</small>'
    if one.kind == "ended":
        return '<small class="mz-step ended">没有了</small>'
    if one.kind == "same":
        return '<small class="mz-step">持平</small>'
    kind = "up" if (one.by or 0) > 0 else "down"
    if one.percent is None:
        was = "原为 0" if before is None or before.number is not None else "原为空"
        return f'<small class="mz-step {kind}">{signed(one.by)}（{was}）</small>'
    return f'<small class="mz-step {kind}">{percent(one.percent)}</small>'


def signed(yuan: Decimal | None) -> str:
    """A change in 万元 with its sign."""
    value = yuan or Decimal(0)
    return ("+" if value > 0 else "") + wan(value)


def percent(value: Decimal) -> str:
    """A change in percent with its sign; less than can be shown is said so."""
    if not value:
        return "不到 0.01%"
    return f"{blocks.signed(value)}%"


def bar(part: Decimal | None, whole: Decimal) -> str:
    """A bar as long as a part within a whole; the figure beside it says how much."""
    share = min(Decimal(100), 100 * part / whole) if part and part > 0 and whole else Decimal(0)
    width = share.quantize(blocks.CENT, ROUND_HALF_UP)
    inner = f'<i style="width:{width:f}%"></i>' if share else ""
    return f'<span class="mz-bar-of" aria-hidden="true">{inner}</span>'
