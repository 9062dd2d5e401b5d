"""Horizontal bars: names on the left, the value at each end; other charts are built of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.marks import Box, Drawing, Mark, centred, soft_label
from scripts.charts.model import ZERO, Chart, ChartText, Item, NumberFormat
from scripts.charts.scale import folded, length, ratio, total
from scripts.charts.text_width import widest, wrapped
from scripts.charts.theme import C1, ROW, SMALL, Canvas
from scripts.charts.two_widths import chart, data_rows

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
    """The pixels of the names with the space after them, two fifths of the picture at most."""
    longest = widest(names, canvas.text)
    return min(longest, canvas.width * 0.4) + SPACE


def bar_rows(
    names: Iterable[str], canvas: Canvas, *, y: float, room: float, extra: float = 0
) -> list[BarRow]:
    """A row for each name, one under the other, with so many extra pixels in each."""
    rows: list[BarRow] = []
    for name in names:
        lines = wrapped(name, canvas.text, room) or [""]
        more = (len(lines) - 1) * canvas.pitch
        height = ROW + more + extra
        row = BarRow(y, height, tuple(lines))
        rows.append(row)
        y = row.end
    return rows


def name_labels(row: BarRow, canvas: Canvas, *, x: float = 0) -> Iterator[Mark]:
    """The name of a row, its lines around the row's middle."""
    more = len(row.lines) - 1
    y = row.middle - canvas.pitch * more / 2
    for line in row.lines:
        yield centred(x, y, line, canvas.text)
        y += canvas.pitch


@dataclass(frozen=True)
class Panel:
    """A column of bars: where it is, what takes its full width, its colour."""

    x: float
    w: float
    whole: Decimal
    fill: str = C1

    def enlarges(self, amount: Decimal, size: float) -> float:
        """How many times longer an amount is here than where it takes so many pixels."""
        if not size:
            return 0.0
        long = ratio(amount, self.whole) * self.w
        return long / size

    def box(self, item: Item, row: BarRow, numbers: NumberFormat) -> Iterator[Mark]:
        """The item's bar; none where its amount is not above zero."""
        long = length(item.amount, self.whole, self.w)
        if long:
            top = row.middle - THICK / 2
            tip = numbers.tip(item.name, item.amount)
            yield Box(self.x, top, long, THICK, self.fill, tip=tip)

    def bar(self, item: Item, row: BarRow, numbers: NumberFormat) -> Iterator[Mark]:
        """The item's bar with its amount at the end."""
        x = self.x
        yield from self.box(item, row, numbers)
        if item.amount > 0:
            long = length(item.amount, self.whole, self.w)
            x += long + 6
        amount = numbers.amount(item.amount)
        yield centred(x, row.middle, amount, SMALL)


def values_width(items: Iterable[Item], numbers: NumberFormat) -> float:
    """The width of the column of amounts in pixels, with the space before it."""
    amounts = (numbers.amount(item.amount) for item in items)
    return widest(amounts, SMALL) + SPACE


def panel(items: Sequence[Item], canvas: Canvas, numbers: NumberFormat, *, fill: str = C1) -> Panel:
    """The panel between the names and the room for the longest value."""
    names = [item.name for item in items]
    amounts = [item.amount for item in items]
    x = names_width(names, canvas)
    room = canvas.width - x - values_width(items, numbers)
    largest = max(amounts, default=ZERO)
    return Panel(x, room, largest, fill)


def block(
    items: Sequence[Item],
    canvas: Canvas,
    numbers: NumberFormat,
    *,
    y: float,
    fill: str = C1,
    last: str = "",
) -> Drawing:
    """The marks of bars on one scale from y on, and where they end; `last` colours the last."""
    bars = panel(items, canvas, numbers, fill=fill)
    names = [item.name for item in items]
    rows = bar_rows(names, canvas, y=y, room=bars.x - SPACE)

    marks: list[Mark] = []
    for item, row in zip(items, rows, strict=True):
        if last and row is rows[-1]:
            bars = replace(bars, fill=last)
        marks += name_labels(row, canvas)
        marks += bars.bar(item, row, numbers)
        y = row.end
    return marks, y


def bars(items: Sequence[Item], about: ChartText) -> Chart:
    """Amounts from the largest to the smallest as bars on one scale, under their sum."""
    whole = total(items)
    numbers = about.of(whole).numbers
    shown = folded(items, MOST, about.captions.others)
    caption = about.captions.sum.format(count=numbers.full(whole))

    def draw(canvas: Canvas) -> Drawing:
        marks, end = block(shown, canvas, numbers, y=26)
        head = soft_label(0, canvas.text, caption)
        return [head, *marks], end

    return chart(about, data_rows(items, numbers), draw)
