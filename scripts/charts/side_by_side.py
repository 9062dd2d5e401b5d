"""Bodies, or years, one under the other on one scale: a bar for each amount, gaps said to be so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.bars import SPACE, BarRow, bar_rows, name_labels, names_width
from scripts.charts.marks import Box, Drawing, Label, Mark, Path, Rule, centred, dashes
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, DataRow, Series
from scripts.charts.scale import ratio
from scripts.charts.text_width import shortened, widest, width
from scripts.charts.theme import COLOURS, LEAST, LINE, SOFT, Canvas
from scripts.charts.two_widths import chart

THICK = 15
PITCH = 21
# The width of the frame that stands for a missing amount.
BLANK = 18
# Between the end of a bar or frame and its text.
TEXT_GAP = 6
# Fewer pixels than this for all bars, and they cannot be told apart.
LITTLE = 70


def side_by_side(rows: Sequence[Series], heads: Sequence[str], about: ChartText) -> Chart:
    """The amounts of bodies as bars on one scale, in their order.

    A missing one is a dashed frame with the reason. Below nothing is drawn too.
    """
    check_heads(rows, heads, about)
    table = data_rows(rows, heads, about)
    return chart(about, table, lambda canvas: across(rows, heads, about, canvas))


def check_heads(rows: Iterable[Series], heads: Sequence[str], about: ChartText) -> None:
    """Raises ChartError where a row has not as many amounts as there are heads."""
    for row in rows:
        if len(row.amounts) != len(heads):
            fault = f"{len(heads)} heads, but {row.name} has {len(row.amounts)} amounts"
            raise ChartError(about.id, fault)


def cell_name(row: Series, heads: Sequence[str], number: int) -> str:
    """What an amount is called: 甲局 预算; the row's name where there is only one head."""
    return f"{row.name} {heads[number]}" if len(heads) > 1 else row.name


def data_rows(
    rows: Iterable[Series], heads: Sequence[str], about: ChartText
) -> tuple[DataRow, ...]:
    """A row for each amount, named by what it is of; without shares, for there is no whole."""
    table: list[DataRow] = []
    for row in rows:
        for number, amount in enumerate(row.amounts):
            text = missing(row, about) if amount is None else about.numbers.full(amount)
            table.append(DataRow(cell_name(row, heads, number), text, ""))
    return tuple(table)


def missing(row: Series, about: ChartText) -> str:
    """What stands in place of an amount: the row's own reason, or that none was published."""
    return row.note or about.captions.missing


def legend(
    heads: Sequence[str], canvas: Canvas, fills: Sequence[str] = COLOURS, *, unit: str = ""
) -> Drawing:
    """What each colour means, in as many lines as it takes, the unit at the right.

    One head needs no colour told: then only the unit is there, if any.
    """
    marks: list[Mark] = []
    unit_room = 0.0
    if unit:
        marks.append(Label(canvas.width, 15.5, unit, canvas.small, align="right", fill=SOFT))
        unit_room = width(unit, canvas.small) + 18
    x, y = 0.0, 2.0
    right = canvas.width - unit_room
    for head, fill in zip(heads if len(heads) > 1 else (), fills, strict=False):
        text = shortened(head, canvas.small, canvas.width - 20 - unit_room)
        long = 20 + width(text, canvas.small)
        if x and x + long > right:
            # The unit stands on the first line alone.
            x, y, right = 0.0, y + 22, canvas.width
        marks.append(Box(x, y + 2, 13, 13, fill))
        marks.append(Label(x + 20, y + 13.5, text, canvas.small, fill=SOFT))
        x += long + 18
    return marks, y + 28 if marks else 2.0


@dataclass(frozen=True)
class Ruler:
    """From amounts to places: where nothing is, and the pixels of the largest stretch."""

    left: float
    zero: float
    stretch: Decimal
    room: float

    def at(self, amount: Decimal) -> float:
        """The place of an amount; what is there is seen."""
        if not amount:
            return self.zero
        long = max(ratio(abs(amount), self.stretch) * self.room, LEAST)
        return self.zero + long if amount > 0 else self.zero - long


def _ruler(amounts: Sequence[Decimal], left: float, about: ChartText, canvas: Canvas) -> Ruler:
    """The ruler between the names and the figures, which stand at the outer ends of the bars."""

    def figures(side: list[Decimal]) -> float:
        if not side:
            return 0.0
        return widest(map(about.numbers.amount, side), canvas.small) + TEXT_GAP + LEAST

    low, high = min([ZERO, *amounts]), max([ZERO, *amounts])
    before = figures([amount for amount in amounts if amount < 0])
    after = figures([amount for amount in amounts if amount >= 0])
    room = max(canvas.width - left - before - after, 2 * LEAST)
    zero = left + before + ratio(-low, high - low) * room
    return Ruler(left, zero, high - low, room)


def across(
    rows: Sequence[Series], heads: Sequence[str], about: ChartText, canvas: Canvas
) -> Drawing:
    """The marks of rows of bars, and where they end."""
    names = [row.name for row in rows]
    amounts = [amount for row in rows for amount in row.published]
    left = names_width(names, canvas)
    ruler = _ruler(amounts, left, about, canvas)
    marks, top = legend(heads, canvas, unit=about.unit)
    high = PITCH * len(heads)
    # With little room a name has a line of its own above its bars.
    if ruler.room < LITTLE:
        ruler = _ruler(amounts, 0, about, canvas)
        places = bar_rows(names, canvas, y=top, room=canvas.width, extra=high)
        for row, place in zip(rows, places, strict=True):
            marks.append(Rule(0, place.y, canvas.width, place.y, LINE))
            above, below = _split(place, high)
            marks += name_labels(above, canvas)
            marks += _bars(row, heads, about, canvas, place=below, ruler=ruler)
        return marks, places[-1].end if places else top

    places = bar_rows(names, canvas, y=top, room=left - SPACE, extra=high - PITCH)
    for row, place in zip(rows, places, strict=True):
        if len(heads) > 1:
            marks.append(Rule(0, place.y, canvas.width, place.y, LINE))
        marks += name_labels(place, canvas)
        marks += _bars(row, heads, about, canvas, place=place, ruler=ruler)
    end = places[-1].end if places else top
    return [*marks, Rule(ruler.zero, top, ruler.zero, end, SOFT)], end


def _split(row: BarRow, low: float) -> tuple[BarRow, BarRow]:
    """A row in two: above for its name, below for what its bars take."""
    high = row.height - low - 4
    return replace(row, height=high), replace(row, y=row.y + high, height=low)


def _bars(
    row: Series,
    heads: Sequence[str],
    about: ChartText,
    canvas: Canvas,
    *,
    place: BarRow,
    ruler: Ruler,
) -> list[Mark]:
    # One reason for the whole row is said once, in the row's middle.
    if not row.published:
        return _blank(missing(row, about), ruler, place.middle, canvas)
    marks: list[Mark] = []
    y = place.middle - PITCH * (len(heads) - 1) / 2
    for number, amount in enumerate(row.amounts):
        if amount is None:
            marks += _blank(missing(row, about), ruler, y, canvas)
        else:
            fill = COLOURS[number % len(COLOURS)]
            name = cell_name(row, heads, number)
            marks += _bar(name, amount, about, canvas, y=y, fill=fill, ruler=ruler)
        y += PITCH
    return marks


def _bar(
    name: str,
    amount: Decimal,
    about: ChartText,
    canvas: Canvas,
    *,
    y: float,
    fill: str,
    ruler: Ruler,
) -> list[Mark]:
    """A bar from nothing to its amount, which is written at its outer end."""
    left, right = sorted((ruler.zero, ruler.at(amount)))
    x, align = right + TEXT_GAP, "left"
    if amount < 0:
        x, align = left - TEXT_GAP, "right"
    figure = centred(x, y, about.numbers.amount(amount), canvas.small, align=align)
    if not amount:
        return [figure]
    tip = f"{name} {about.numbers.full(amount)}"
    return [Box(left, y - THICK / 2, right - left, THICK, fill, tip=tip), figure]


def _blank(why: str, ruler: Ruler, y: float, canvas: Canvas) -> list[Mark]:
    """A dashed frame where a bar would begin, and why there is none.

    Both stand on the side of nothing that has the room.
    """
    after, before = canvas.width - ruler.zero, ruler.zero - ruler.left
    x, room = ruler.zero, after
    text_x, align = x + BLANK + TEXT_GAP, "left"
    if after < min(before, BLANK + TEXT_GAP + width(why, canvas.small)):
        x, room = ruler.zero - BLANK, before
        text_x, align = x - TEXT_GAP, "right"
    text = shortened(why, canvas.small, room - BLANK - TEXT_GAP)
    return [
        Path(dashes(x, y - THICK / 2, BLANK, THICK), stroke=SOFT),
        centred(text_x, y, text, canvas.small, align=align, fill=SOFT),
    ]
