"""Bodies, or years, one under the other on one scale: a bar for each amount, gaps said to be so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.bars import SPACE, BarRow, bar_rows, name_labels, names_width
from scripts.charts.marks import Box, Drawing, Mark, Path, Rule, centred, dashes, soft_label
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, DataRow, Series
from scripts.charts.scale import ratio
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import COLOURS, LEAST, LINE, SMALL, SOFT, Canvas
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
    """Amounts as bars on one scale; a missing one is a dashed frame with the reason."""
    check_heads(rows, heads, about)
    table = data_rows(rows, heads, about)

    def draw(canvas: Canvas) -> Drawing:
        return across(rows, heads, about, canvas)

    return chart(about, table, draw)


def check_heads(rows: Iterable[Series], heads: Sequence[str], about: ChartText) -> None:
    """Raises ChartError where a row has not as many amounts as there are heads."""
    for row in rows:
        count = len(row.amounts)
        if count != len(heads):
            fault = f"{len(heads)} heads, but {row.name} has {count} amounts"
            raise ChartError(about.id, fault)


def cell_name(row: Series, heads: Sequence[str], number: int) -> str:
    """What an amount is called: 甲局 预算; the row's name where there is only one head."""
    if len(heads) == 1:
        return row.name
    return f"{row.name} {heads[number]}"


def data_rows(rows: Iterable[Series], heads: Sequence[str], about: ChartText) -> list[DataRow]:
    """A row for each amount, named by what it is of; without shares, for there is no whole."""
    table: list[DataRow] = []
    for row in rows:
        for number, amount in enumerate(row.amounts):
            text = missing(row, about)
            if amount is not None:
                text = about.numbers.full(amount)
            name = cell_name(row, heads, number)
            table.append(DataRow(name, text, ""))
    return table


def missing(row: Series, about: ChartText) -> str:
    """What stands in place of an amount: the row's own reason, or that none was published."""
    return row.note or about.captions.missing


def legend(
    heads: Sequence[str], canvas: Canvas, fills: Sequence[str] = COLOURS, *, unit: str = ""
) -> Drawing:
    """What each colour means, the unit at the right; one head needs no colour told."""
    marks: list[Mark] = []
    x, y = 0.0, 2.0
    right: float = canvas.width
    if unit:
        caption = soft_label(right, 15.5, unit, align="right")
        marks.append(caption)
        right -= width(unit, SMALL) + 18
    room = right - 20
    told = heads if len(heads) > 1 else ()
    for head, fill in zip(told, fills, strict=False):
        text = shortened(head, SMALL, room)
        long = 20 + width(text, SMALL)
        if x and x + long > right:
            # The unit stands on the first line alone.
            x, right = 0.0, canvas.width
            y += 22
        box = Box(x, y + 2, 13, 13, fill)
        marks.append(box)
        label = soft_label(x + 20, y + 13.5, text)
        marks.append(label)
        x += long + 18
    if not marks:
        return [], 2.0
    return marks, y + 28


@dataclass(frozen=True)
class Ruler:
    """From amounts to places: both ends, where nothing is, and the pixels of the largest stretch."""

    left: float
    right: float
    zero: float
    stretch: Decimal
    room: float

    def at(self, amount: Decimal) -> float:
        """The place of an amount; what is there is seen."""
        if not amount:
            return self.zero
        long = ratio(abs(amount), self.stretch) * self.room
        long = max(long, LEAST)
        if amount < 0:
            long = -long
        return self.zero + long


def _ruler(amounts: Sequence[Decimal], left: float, about: ChartText, canvas: Canvas) -> Ruler:
    """The ruler between the names and the figures, which stand at the outer ends of the bars."""
    before = after = 0.0
    for amount in amounts:
        text = about.numbers.amount(amount)
        figure = width(text, SMALL) + TEXT_GAP + LEAST
        if amount < 0:
            before = max(before, figure)
        else:
            after = max(after, figure)
    low = min([ZERO, *amounts])
    high = max([ZERO, *amounts])
    stretch = high - low
    room = canvas.width - left - before - after
    room = max(room, 2 * LEAST)
    below = ratio(-low, stretch) * room
    zero = left + before + below
    return Ruler(left, canvas.width, zero, stretch, room)


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
            name_height = place.height - high - 4
            above = replace(place, height=name_height)
            below = replace(place, y=above.end, height=high)
            rule = Rule(0, place.y, canvas.width, place.y, LINE)
            marks.append(rule)
            marks += name_labels(above, canvas)
            marks += _bars(row, heads, about, below, ruler)
            top = place.end
        return marks, top

    places = bar_rows(names, canvas, y=top, room=left - SPACE, extra=high - PITCH)
    end = top
    for row, place in zip(rows, places, strict=True):
        if len(heads) > 1:
            rule = Rule(0, place.y, canvas.width, place.y, LINE)
            marks.append(rule)
        marks += name_labels(place, canvas)
        marks += _bars(row, heads, about, place, ruler)
        end = place.end
    axis = Rule(ruler.zero, top, ruler.zero, end, SOFT)
    marks.append(axis)
    return marks, end


def _bars(
    row: Series, heads: Sequence[str], about: ChartText, place: BarRow, ruler: Ruler
) -> Iterator[Mark]:
    """The bars of a row, each from nothing to its amount, which is written at its outer end."""
    why = missing(row, about)
    # One reason for the whole row is said once, in the row's middle.
    if not row.published:
        yield from _blank(why, place.middle, ruler)
        return
    y = place.middle - PITCH * (len(heads) - 1) / 2
    for number, amount in enumerate(row.amounts):
        if amount is None:
            yield from _blank(why, y, ruler)
            y += PITCH
            continue
        end = ruler.at(amount)
        left, right = sorted((ruler.zero, end))
        if amount:
            fill = COLOURS[number % len(COLOURS)]
            name = cell_name(row, heads, number)
            tip = f"{name} {about.numbers.full(amount)}"
            top = y - THICK / 2
            yield Box(left, top, right - left, THICK, fill, tip=tip)
        x, align = right + TEXT_GAP, "left"
        if amount < 0:
            x, align = left - TEXT_GAP, "right"
        text = about.numbers.amount(amount)
        yield centred(x, y, text, SMALL, align=align)
        y += PITCH


def _blank(why: str, y: float, ruler: Ruler) -> Iterator[Mark]:
    """A dashed frame for a bar, and why there is none, on the side that has the room."""
    taken = BLANK + TEXT_GAP
    after = ruler.right - ruler.zero
    before = ruler.zero - ruler.left
    needed = taken + width(why, SMALL)
    if after >= min(before, needed):
        x, text_x = ruler.zero, ruler.zero + taken
        align, room = "left", after
    else:
        x, text_x = ruler.zero - BLANK, ruler.zero - taken
        align, room = "right", before

    top = y - THICK / 2
    frame = dashes(x, top, BLANK, THICK)
    text = shortened(why, SMALL, room - taken)
    yield Path(frame, stroke=SOFT)
    yield centred(text_x, y, text, SMALL, align=align, fill=SOFT)
