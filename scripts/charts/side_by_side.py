"""Bodies, or years, one under the other on one scale: a bar for each of their amounts, and what is missing told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.bars import SPACE, Place, name_labels, names_width, places
from scripts.charts.data_table import alternative
from scripts.charts.marks import Box, Label, Mark, Path, Rule, middle, picture
from scripts.charts.model import About, Chart, ChartError, Row, Series, Spec
from scripts.charts.scale import ratio
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import COLOURS, LEAST, LINE, NARROW, SOFT, WIDE, Format

THICK = 15
PITCH = 21
BLANK = 18
# Fewer pixels than this for all bars, and they cannot be told apart.
LITTLE = 70


def side_by_side(rows: Sequence[Series], heads: Sequence[str], about: About) -> Chart:
    """The amounts of bodies as bars on one scale, in the order given; a missing one as a dashed frame with the reason."""
    checked(rows, heads, about)
    lines = table(rows, heads, about)
    alt = alternative(about, lines)

    def spec(form: Format) -> Spec:
        marks, end = across(rows, heads, about, form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def checked(rows: Sequence[Series], heads: Sequence[str], about: About) -> None:
    """Raises ChartError where a row has not as many amounts as there are heads."""
    for each in rows:
        if len(each.amounts) != len(heads):
            raise ChartError(
                f"{about.id}: {len(heads)} heads, but {each.name} has {len(each.amounts)} amounts"
            )


def table(rows: Sequence[Series], heads: Sequence[str], about: About) -> tuple[Row, ...]:
    """A row for each amount, named by what it is of; without shares, for there is no whole."""
    return tuple(
        Row(
            f"{each.name} {head}" if len(heads) > 1 else each.name,
            missing(each, about) if amount is None else about.numbers.full(amount),
            "",
        )
        for each in rows
        for head, amount in zip(heads, each.amounts, strict=True)
    )


def missing(row: Series, about: About) -> str:
    """What is said where an amount would stand: the row's own reason, else that nothing was published."""
    return row.note or about.words.missing


def legend(
    heads: Sequence[str], form: Format, fills: Sequence[str] = COLOURS, *, unit: str = ""
) -> tuple[list[Mark], float]:
    """What each colour means, in as many lines as it takes, the unit at the right, and where they end."""
    marks: list[Mark] = (
        [Label(form.width, 15.5, unit, form.small, align="right", fill=SOFT)] if unit else []
    )
    kept = width(unit, form.small) + 18 if unit else 0.0
    x, y = 0.0, 2.0
    for head, fill in zip(heads if len(heads) > 1 else (), fills, strict=False):
        text = shortened(head, form.small, form.width - 20 - kept)
        if x and x + 20 + width(text, form.small) > form.width - (kept if y == 2.0 else 0.0):
            x, y = 0.0, y + 22
        marks += [Box(x, y + 2, 13, 13, fill), Label(x + 20, y + 13.5, text, form.small, fill=SOFT)]
        x += 20 + width(text, form.small) + 18
    return marks, y + 28 if marks else 2.0


@dataclass(frozen=True)
class Ruler:
    """From amounts to places: where nothing is, and the pixels of the largest stretch."""

    left: float
    zero: float
    low: Decimal
    high: Decimal
    room: float

    def at(self, amount: Decimal) -> float:
        """The place of an amount; what is there is seen."""
        if not amount:
            return self.zero
        long = max(ratio(abs(amount), self.high - self.low) * self.room, LEAST)
        return self.zero + long if amount > 0 else self.zero - long


def _ruler(amounts: Sequence[Decimal], left: float, about: About, form: Format) -> Ruler:
    """The ruler between the names and the figures, which stand at the outer ends of the bars."""

    def figures(some: Iterable[Decimal]) -> float:
        return max(
            (width(about.numbers.amount(amount), form.small) + 6 + LEAST for amount in some),
            default=0.0,
        )

    low, high = min([Decimal(0), *amounts]), max([Decimal(0), *amounts])
    before = figures(amount for amount in amounts if amount < 0)
    after = figures(amount for amount in amounts if amount >= 0)
    room = max(form.width - left - before - after, 2 * LEAST)
    return Ruler(left, left + before + ratio(-low, high - low) * room, low, high, room)


def across(
    rows: Sequence[Series], heads: Sequence[str], about: About, form: Format
) -> tuple[list[Mark], float]:
    """The marks of rows of bars, and where they end."""
    names = [each.name for each in rows]
    known = [amount for each in rows for amount in each.amounts if amount is not None]
    left = names_width(names, form)
    ruler = _ruler(known, left, about, form)
    # With little room a name has a line of its own above its bars.
    above = ruler.room < LITTLE
    if above:
        left, ruler = 0, _ruler(known, 0, about, form)
    marks, top = legend(heads, form, unit=about.words.unit.format(unit=about.numbers.unit))
    room = form.width if above else left - SPACE
    where = places(names, form, y=top, room=room, extra=PITCH * (len(heads) - (0 if above else 1)))
    for each, place in zip(rows, where, strict=True):
        marks += [Rule(0, place.y, form.width, place.y, LINE)] if len(heads) > 1 or above else []
        named, barred = _split(place, PITCH * len(heads)) if above else (place, place)
        marks += [*name_labels(named, form), *_bars(each, heads, barred, ruler, about, form)]
    end = where[-1].y + where[-1].height if where else top
    return [*marks, Rule(ruler.zero, top, ruler.zero, end, SOFT)] if not above else marks, end


def _split(place: Place, low: float) -> tuple[Place, Place]:
    """A row's place in two: above for its name, below for what its bars take."""
    high = place.height - low - 4
    return replace(place, height=high), replace(place, y=place.y + high, height=low)


def _bars(
    row: Series, heads: Sequence[str], place: Place, ruler: Ruler, about: About, form: Format
) -> list[Mark]:
    marks: list[Mark] = []
    first = place.middle - PITCH * (len(heads) - 1) / 2
    # One reason for the whole row is said once, in the row's middle.
    if all(amount is None for amount in row.amounts):
        return _nothing(missing(row, about), ruler, place.middle, form)
    for number, (head, amount) in enumerate(zip(heads, row.amounts, strict=True)):
        y = first + PITCH * number
        if amount is None:
            marks += _nothing(missing(row, about), ruler, y, form)
            continue
        left, right = sorted((ruler.zero, ruler.at(amount)))
        name = f"{row.name} {head}" if len(heads) > 1 else row.name
        if amount:
            tip = f"{name} {about.numbers.full(amount)}"
            marks.append(
                Box(
                    left,
                    y - THICK / 2,
                    right - left,
                    THICK,
                    COLOURS[number % len(COLOURS)],
                    tip=tip,
                )
            )
        x, align = (left - 6, "right") if amount < 0 else (right + 6, "left")
        marks.append(
            Label(x, middle(y, form.small), about.numbers.amount(amount), form.small, align=align)
        )
    return marks


def _nothing(why: str, ruler: Ruler, y: float, form: Format) -> list[Mark]:
    """A dashed frame where a bar would begin, and why there is none, on the side of nothing that has the room."""
    right = form.width - ruler.zero >= min(
        ruler.zero - ruler.left, BLANK + 6 + width(why, form.small)
    )
    x = ruler.zero if right else ruler.zero - BLANK
    room = (form.width - ruler.zero if right else ruler.zero - ruler.left) - BLANK - 6
    align, at = ("left", x + BLANK + 6) if right else ("right", x - 6)
    text = shortened(why, form.small, room)
    label = Label(at, middle(y, form.small), text, form.small, align=align, fill=SOFT)
    return [Path(dashes(x, y - THICK / 2, BLANK, THICK), stroke=SOFT), label]


def dashes(x: float, y: float, w: float, h: float) -> str:
    """The frame of a rectangle in dashes."""
    level = "".join(
        f"M{x + 4 * step:.1f} {side:.1f}h2"
        for side in (y, y + h)
        for step in range(int(w // 4) + 1)
    )
    steep = "".join(
        f"M{side:.1f} {y + 4 * step:.1f}v2"
        for side in (x, x + w)
        for step in range(int(h // 4) + 1)
    )
    return level + steep
