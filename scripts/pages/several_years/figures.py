"""How a figure stands in a table over several bodies or years: linked to its published row."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from scripts import blocks
from scripts.corpus import BudgetYear
from scripts.markup import Html
from scripts.schema import ABSENCES, MULTIPLIERS
from scripts.tables import Cell, Money, Step

_WAN = 10_000

NONE = Html('<span class="mz-nil">—</span>')
"""The sign for no figure at all: there is no such table, or no such row or column in it."""

LEGEND = Html(
    '<p class="mz-legend"><span><b class="mz-zero">0</b> 文件写的是零</span>'
    '<span><b class="mz-nil">空</b> 有这一格，但没有填数</span>'
    '<span><b class="mz-nil">—</b> 没有这张表，或表里没有这一项</span></p>'
)
"""The three signs that are no amount."""

UNHELD = Html('<td class="n mz-unheld"><span class="mz-hidden">没有收录</span></td>')
"""A cell for a year that is not held here, which is no statement of anybody's."""

LEGEND_OF_YEARS = LEGEND.replace(
    Html("</p>"), Html('<span><b class="mz-unheld">&nbsp;</b> 这一年的文件没有收录</span></p>')
)
"""The signs, with the one for a year that is not held."""

# The switch works by CSS alone: what it shows and hides are the classes `w` and `p` of `figure`.
EXACT = Html(
    '<input type="checkbox" class="mz-exact" id="mz-exact">'
    '<label class="mz-exact-label" for="mz-exact">'
    "显示公布的原数（按元公布的，照原样写到元）</label>"
)
"""A switch that shows every figure as it was published; it stands before its tables."""


def wan(yuan: Decimal) -> str:
    """An amount in 元 as 万元: to the cent of a 万元, or exact where that would make nothing of it.

    >>> wan(Decimal("12345678")), wan(Decimal("30")), wan(Decimal(0))
    ('1,234.57', '0.003', '0.00')
    """
    value = yuan / _WAN
    rounded = value.quantize(blocks.CENT, ROUND_HALF_UP)
    # 30 元 are 0.003 万元: rounded to 0.00 they would read as nothing.
    if value and not rounded:
        return blocks.number(value.normalize())
    return blocks.number(rounded)


def text(cell: Cell) -> str:
    """A cell as plain text: in 万元, with the decimals that 万元 were printed with; 空, or —."""
    if cell.figure is None:
        return "—"
    if cell.number is None:
        return "空"
    if _is_in_wan(cell):
        # 7.50 stays 7.50: who printed the 0 meant it.
        return blocks.number(cell.number)
    return wan(cell.yuan or Decimal(0))


def published(cell: Cell) -> str:
    """The number as it was published, with its unit: 5,582.87 万元."""
    if cell.number is None:
        return ""
    return f"{blocks.number(cell.number)} {cell.amount_unit}"


def figure(cell: Cell, year: BudgetYear, page: str) -> Html:
    """A cell as HTML: the amount in 万元 as a link to its row, the published number behind EXACT."""
    if cell.figure is None:
        return NONE
    href = address(cell, year, page)
    if cell.number is None:
        absence = ABSENCES.get(str(cell.figure), "空白")
        return Html('<a class="mz-nil" href="{}" title="公布的表里是{}">空</a>').format(
            href, absence
        )

    css = "" if cell.number else Html(' class="mz-zero"')
    title = "公布的原数"
    lines = ""
    if len(cell.lines) != 1:
        title = f"公布的 {len(cell.lines)} 行之和"
    if len(cell.lines) > 1:
        # JavaScript lights all rows that a sum is made of; the link can only lead to their table.
        lines = Html(' data-lines="{}"').format(" ".join(cell.lines))
    amount = text(cell)
    if not _is_in_wan(cell):
        amount = Html('<span class="w">{}</span><span class="p">{}</span>').format(
            amount, published(cell)
        )
    return Html('<a{} href="{}" title="{}：{}"{}>{}</a>').format(
        css, href, title, published(cell), lines, amount
    )


def cell(money: Money) -> Cell:
    """An amount of one row as a cell."""
    return Cell(
        money.number,
        money.amount_unit,
        money.table,
        (money.line,),
    )


def _is_in_wan(cell: Cell) -> bool:
    return MULTIPLIERS.get(cell.amount_unit) == _WAN


def address(cell: Cell, year: BudgetYear, page: str) -> str:
    """A link to the row of a cell, or to the table where it is the sum of several rows."""
    line = ""
    if len(cell.lines) == 1:
        line = cell.lines[0]
    return blocks.relative(year.cell(cell.table, line), page)


_STEPS = {
    "new": Html('<small class="mz-step new">新增</small>'),
    "ended": Html('<small class="mz-step ended">没有了</small>'),
    "same": Html('<small class="mz-step">持平</small>'),
}


def step(change: Step | None, *, before: Cell | None = None) -> Html:
    """What became of a line, small under its figure; "" where it is not compared.

    Of a figure `before` that is 0 or blank there is no percentage, and it is said which it was.
    """
    if change is None:
        return Html()
    if change.kind in _STEPS:
        return _STEPS[change.kind]
    by = change.by or Decimal(0)
    css = "up" if by > 0 else "down"
    if change.percent is not None:
        return Html('<small class="mz-step {}">{}</small>').format(css, percent(change.percent))
    # From 10 to 20 is +100%; from 0, or from a blank, there is no such number.
    was = "原为 0"
    if before is not None and before.number is None:
        was = "原为空"
    return Html('<small class="mz-step {}">{}（{}）</small>').format(css, signed(by), was)


def signed(yuan: Decimal | None) -> str:
    """A change in 元 as 万元, with its sign: +5,471.80, −1.00."""
    value = yuan or Decimal(0)
    if value > 0:
        return f"+{wan(value)}"
    return wan(value)


def percent(value: Decimal) -> str:
    """A change in percent with its sign: +12.5%; less than can be shown is said so."""
    # It was compared and differs, so it is not nothing: 0.004% would be shown as 0.
    if not value:
        return "不到 0.01%"
    return f"{blocks.signed(value)}%"


def bar(part: Decimal | None, whole: Decimal) -> Html:
    """A bar as long as a part within a whole; none of a negative part, a full one of more."""
    inner = Html()
    # Refunds are negative: a bar to the left would cover the name beside it.
    if part and part > 0 and whole:
        share = min(Decimal(100), 100 * part / whole)
        width = share.quantize(blocks.CENT, ROUND_HALF_UP)
        if share:
            inner = Html('<svg width="{}%"></svg>').format(f"{width:f}")
    return Html('<span class="mz-bar-of" aria-hidden="true">{}</span>').format(inner)
