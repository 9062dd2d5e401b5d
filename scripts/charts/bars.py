"""Horizontal bars: names on the left, the value at the end of each bar; the block other charts are built with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.data_table import alternative, rows
from scripts.charts.marks import Box, Label, Mark, middle, picture
from scripts.charts.model import About, Chart, Item, Numbers, Spec
from scripts.charts.scale import folded, length, ratio, total
from scripts.charts.text_width import width, wrapped
from scripts.charts.theme import C1, NARROW, SOFT, WIDE, Format

# No more rows than fit one look; the table under the chart has them all.
MOST = 20
SPACE = 10


@dataclass(frozen=True)
class Place:
    """A row of a chart: where it begins, how high it is, and the lines its name takes."""

    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The line its bar is centred on."""
        return self.y + self.height / 2


def names_width(names: Sequence[str], form: Format) -> float:
    """The width of the column of names: what the longest takes, up to two fifths of the picture."""
    return min(max((width(name, form.text) for name in names), default=0), form.width * 0.4) + SPACE


def places(
    names: Sequence[str], form: Format, *, y: float, room: float, extra: float = 0
) -> list[Place]:
    """A place for each name, one under the other, with so many extra pixels in each."""
    done: list[Place] = []
    for name in names:
        lines = tuple(wrapped(name, form.text, room)) or ("",)
        height = form.row + (len(lines) - 1) * (form.text + 4) + extra
        done.append(Place(y, height, lines))
        y += height
    return done


def name_labels(place: Place, form: Format, *, x: float = 0) -> list[Mark]:
    """The name of a row, its lines around the row's middle."""
    pitch = form.text + 4
    first = place.middle - pitch * (len(place.lines) - 1) / 2
    return [
        Label(x, middle(first + pitch * number, form.text), line, form.text)
        for number, line in enumerate(place.lines)
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

    def bar(self, item: Item, place: Place, form: Format, numbers: Numbers) -> list[Mark]:
        """The item's bar with its amount at the end."""
        long = length(item.amount, self.whole, self.w)
        tip = numbers.tip(item.name, item.amount)
        thick = 17
        y = place.middle - thick / 2
        value = Label(
            self.x + long + (6 if long else 0),
            middle(place.middle, form.small),
            numbers.amount(item.amount),
            form.small,
        )
        return [*([Box(self.x, y, long, thick, self.fill, tip=tip)] if long else []), value]


def across(items: Sequence[Item], form: Format, numbers: Numbers, *, fill: str = C1) -> Panel:
    """The panel between the names and the room for the longest value, as wide as the picture lets it be."""
    names = names_width([item.name for item in items], form)
    values = (
        max((width(numbers.amount(item.amount), form.small) for item in items), default=0) + SPACE
    )
    return Panel(
        names,
        form.width - names - values,
        max((item.amount for item in items), default=Decimal(0)),
        fill,
    )


def block(
    items: Sequence[Item],
    form: Format,
    numbers: Numbers,
    *,
    y: float,
    fill: str = C1,
    last: str = "",
) -> tuple[list[Mark], float]:
    """The marks of bars on one scale from y on, the last in a colour of its own if told, and the y where they end."""
    panel = across(items, form, numbers, fill=fill)
    where = places([item.name for item in items], form, y=y, room=panel.x - SPACE)
    marks: list[Mark] = []
    for number, (item, place) in enumerate(zip(items, where, strict=True), start=1):
        own = replace(panel, fill=last) if last and number == len(items) else panel
        marks += [*name_labels(place, form), *own.bar(item, place, form, numbers)]
    return marks, where[-1].y + where[-1].height if where else y


def economic(items: Sequence[Item], about: About) -> Chart:
    """Amounts from the largest to the smallest as bars on one scale, under their sum."""
    lines = rows(items, about.numbers)
    alt = alternative(about, lines)
    shown = folded(items, MOST, about.words.others)

    def spec(form: Format) -> Spec:
        head = Label(
            0,
            form.text,
            f"{about.words.sum.format(count=about.numbers.full(total(items)))}",
            form.small,
            fill=SOFT,
        )
        marks, end = block(shown, form, about.of(total(items)).numbers, y=26)
        return picture([head, *marks], end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)
