"""A year's money within the money of all years: one bar for each project, each a scale of its own."""

from collections.abc import Sequence

from scripts.charts.bars import SPACE, name_labels, names_width, places
from scripts.charts.data_table import alternative
from scripts.charts.marks import Box, Label, Mark, Rule, middle, picture
from scripts.charts.model import About, Chart, Horizon, Row, Spec
from scripts.charts.scale import ratio
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import C1, INK, LEAST, LINE, NARROW, SOFT, WIDE, Format

MOST = 30
THICK = 16


def horizons(items: Sequence[Horizon], about: About) -> Chart:
    """For each project how much of its whole money falls into the year, and where an even year would end."""
    lines = tuple(
        Row(item.name, _amounts(item, about), about.numbers.share(item.annual, item.whole))
        for item in items
    )
    alt = alternative(about, lines)

    def spec(form: Format) -> Spec:
        marks, end = (_beside if form.wide else _under)(items[:MOST], about, form)
        if any(item.years for item in items[:MOST]):
            marks.append(Label(0, end + 16, about.words.even, form.small, fill=SOFT))
            end += 24
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _amounts(item: Horizon, about: About) -> str:
    return f"{about.numbers.amount(item.annual)} / {about.numbers.full(item.whole)}"


def _bar(item: Horizon, x: float, y: float, room: float, about: About) -> list[Mark]:
    """The whole as a track, the year's part in it, and the mark of an even year."""
    part = min(max(ratio(item.annual, item.whole), 0), 1) * room
    share = about.numbers.share(item.annual, item.whole)
    tip = f"{item.name} {_amounts(item, about)}" + (f"，{share}" if share else "")
    marks: list[Mark] = [Box(x, y - THICK / 2, room, THICK, LINE, tip=tip)]
    if item.annual > 0 and item.whole > 0:
        marks.append(Box(x, y - THICK / 2, max(part, LEAST), THICK, C1, tip=tip))
    if item.years:
        even = x + room / item.years
        marks.append(Rule(even, y - THICK / 2 - 4, even, y + THICK / 2 + 4, INK, 1.5))
    return marks


def _beside(items: Sequence[Horizon], about: About, form: Format) -> tuple[list[Mark], float]:
    names = [item.name for item in items]
    left = names_width(names, form)
    right = max((width(_amounts(item, about), form.small) for item in items), default=0)
    share = (
        max(
            (width(about.numbers.share(item.annual, item.whole), form.text) for item in items),
            default=0,
        )
        + 24
    )
    room = form.width - left - right - share
    marks: list[Mark] = []
    where = places(names, form, y=0, room=left - SPACE, extra=4)
    for item, place in zip(items, where, strict=True):
        y = place.middle
        marks += [*name_labels(place, form), *_bar(item, left, y, room, about)]
        text = about.numbers.share(item.annual, item.whole)
        marks.append(
            Label(
                left + room + share - 14,
                middle(y, form.text),
                text,
                form.text,
                align="right",
                weight="bold",
            )
        )
        marks.append(
            Label(
                form.width,
                middle(y, form.small),
                _amounts(item, about),
                form.small,
                align="right",
                fill=SOFT,
            )
        )
    return marks, where[-1].y + where[-1].height if where else 0


def _under(items: Sequence[Horizon], about: About, form: Format) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    y = 0.0
    for item in items:
        share = about.numbers.share(item.annual, item.whole)
        name = shortened(item.name, form.text, form.width - width(share, form.text) - 12)
        amounts = Label(
            form.width, y + 56, _amounts(item, about), form.small, align="right", fill=SOFT
        )
        marks += [
            Label(0, y + 15, name, form.text),
            Label(form.width, y + 15, share, form.text, align="right", weight="bold"),
            *_bar(item, 0, y + 32, form.width, about),
            amounts,
        ]
        y += 74
    return marks, y
