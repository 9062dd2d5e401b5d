"""Horizontal bars: names on the left, the value at each end; other charts are built of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.data_table import data_rows
from scripts.charts.marks import Box, Drawing, Label, Mark, centred
from scripts.charts.model import ZERO, Chart, ChartText, Item, NumberFormat
from scripts.charts.scale import folded, length, ratio, total
from scripts.charts.text_width import widest, wrapped
from scripts.charts.theme import C1, SOFT, Canvas
from scripts.charts.two_widths import chart

# No more rows than fit one look; the table under the chart has them all.
MOST = 20
# Between the names and the bars, and after the longest value.
SPACE = 10
# A bar in a row of 30 pixels: rows stay apart when names take two lines.
THICK = 17


@dataclass(frozen=True)
class BarRow:
    """A row of a chart: where it begins, how high it is, and the lines its name takes."""

    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The line its bar is centred on."""
        return self.y + self.height / 2

    @property
    def end(self) -> float:
        """Where the next row begins."""
        return self.y + self.height


def names_width(names: Iterable[str], canvas: Canvas) -> float:
    """The width of the column of names in pixels, with the space after it.

    It is what the longest name takes, up to two fifths of the picture: longer ones are wrapped.
    """
    return min(widest(names, canvas.text), canvas.width * 0.4) + SPACE


def bar_rows(
    names: Iterable[str], canvas: Canvas, *, y: float, room: float, extra: float = 0
) -> list[BarRow]:
    """A row for each name, one under the other, with so many extra pixels in each."""
    rows: list[BarRow] = []
    for name in names:
        lines = tuple(wrapped(name, canvas.text, room)) or ("",)
        height = canvas.row + (len(lines) - 1) * canvas.pitch + extra
        rows.append(BarRow(y, height, lines))
        y += height
    return rows


def name_labels(row: BarRow, canvas: Canvas, *, x: float = 0) -> list[Mark]:
    """The name of a row, its lines around the row's middle."""
    first = row.middle - canvas.pitch * (len(row.lines) - 1) / 2
    return [
        centred(x, first + canvas.pitch * number, line, canvas.text)
        for number, line in enumerate(row.lines)
    ]


@dataclass(frozen=True)
class Panel:
    """A column of bars: where it is, what takes its full width, its colour."""

    x: float
    w: float
    whole: Decimal
    fill: str = C1

    def enlarges(self, amount: Decimal, size: float) -> float:
        """How many times longer an amount is here than where it takes so many pixels."""
        return ratio(amount, self.whole) * self.w / size if size else 0.0

    def length(self, amount: Decimal) -> float:
        """The pixels of an amount's bar."""
        return length(amount, self.whole, self.w)

    def box(self, item: Item, row: BarRow, numbers: NumberFormat) -> list[Mark]:
        """The item's bar; none where its amount is not above zero."""
        long = self.length(item.amount)
        if not long:
            return []
        tip = numbers.tip(item.name, item.amount)
        return [Box(self.x, row.middle - THICK / 2, long, THICK, self.fill, tip=tip)]

    def bar(self, item: Item, row: BarRow, canvas: Canvas, numbers: NumberFormat) -> list[Mark]:
        """The item's bar with its amount at the end."""
        box = self.box(item, row, numbers)
        x = self.x + self.length(item.amount) + (6 if box else 0)
        return [*box, centred(x, row.middle, numbers.amount(item.amount), canvas.small)]


def values_width(items: Iterable[Item], canvas: Canvas, numbers: NumberFormat) -> float:
    """The width of the column of amounts in pixels, with the space before it."""
    return widest((numbers.amount(item.amount) for item in items), canvas.small) + SPACE


def panel(items: Sequence[Item], canvas: Canvas, numbers: NumberFormat, *, fill: str = C1) -> Panel:
    """The panel between the names and the room for the longest value."""
    names = names_width((item.name for item in items), canvas)
    room = canvas.width - names - values_width(items, canvas, numbers)
    return Panel(names, room, max((item.amount for item in items), default=ZERO), fill)


def block(
    items: Sequence[Item],
    canvas: Canvas,
    numbers: NumberFormat,
    *,
    y: float,
    fill: str = C1,
    last: str = "",
) -> Drawing:
    """The marks of bars on one scale from y on, and the y where they end.

    `last` is the last bar's colour, where it has one of its own.
    """
    bars = panel(items, canvas, numbers, fill=fill)
    rows = bar_rows((item.name for item in items), canvas, y=y, room=bars.x - SPACE)
    marks: list[Mark] = []
    for item, row in zip(items, rows, strict=True):
        if last and row is rows[-1]:
            bars = replace(bars, fill=last)
        marks += name_labels(row, canvas)
        marks += bars.bar(item, row, canvas, numbers)
    return marks, rows[-1].end if rows else y


def bars(items: Sequence[Item], about: ChartText) -> Chart:
    """Amounts from the largest to the smallest as bars on one scale, under their sum."""
    whole = total(items)
    shown = folded(items, MOST, about.captions.others)
    caption = about.captions.sum.format(count=about.numbers.full(whole))

    def draw(canvas: Canvas) -> Drawing:
        head = Label(0, canvas.text, caption, canvas.small, fill=SOFT)
        marks, end = block(shown, canvas, about.of(whole).numbers, y=26)
        return [head, *marks], end

    return chart(about, data_rows(items, about.numbers), draw)
