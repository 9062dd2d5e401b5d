"""From last year's amount to this year's, step by step (a waterfall)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.bars import SPACE, Place, name_labels, places
from scripts.charts.data_table import alternative
from scripts.charts.marks import Box, Label, Mark, Rule, middle, picture
from scripts.charts.model import About, Change, Chart, ChartError, Item, Row, Spec
from scripts.charts.scale import ratio
from scripts.charts.text_width import BOLD, width, wrapped
from scripts.charts.theme import C1, C2, C5, LEAST, NARROW, SOFT, WIDE, Format

THICK = 26


@dataclass(frozen=True)
class Stretch:
    """A bar from one amount to another with the text at its end."""

    item: Item
    start: Decimal
    end: Decimal
    text: str
    fill: str


def change(what: Change, about: About) -> Chart:
    """Last year, what was added or taken away, this year; an item's note stands under its name. The steps must add up."""
    added = sum((step.amount for step in what.steps), Decimal(0))
    if what.before.amount + added != what.after.amount:
        raise ChartError(f"{about.id}: {what.before.amount} + {added} is not {what.after.amount}")
    stretches = _stretches(what, about)
    lines = tuple(
        Row(
            each.item.name,
            f"{each.text} {about.numbers.unit}",
            about.numbers.share(each.item.amount, what.before.amount),
        )
        for each in stretches
    )
    alt = alternative(about, lines)

    def spec(form: Format) -> Spec:
        marks, end = _picture(stretches, form, about)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _stretches(what: Change, about: About) -> list[Stretch]:
    numbers, at, zero = about.numbers, what.before.amount, Decimal(0)
    done = [Stretch(what.before, zero, at, numbers.amount(at), C1)]
    for step in what.steps:
        fill = C2 if step.amount >= 0 else C5
        done.append(Stretch(step, at, at + step.amount, numbers.signed(step.amount), fill))
        at += step.amount
    return [*done, Stretch(what.after, zero, at, numbers.amount(at), C1)]


def _picture(stretches: Sequence[Stretch], form: Format, about: About) -> tuple[list[Mark], float]:
    names = [each.item.name for each in stretches]
    longest = max(
        width(text, form.text) for each in stretches for text in (each.item.name, each.item.note)
    )
    column = min(longest, form.width * (0.3 if form.wide else 0.36)) + SPACE
    values = BOLD * max(width(each.text, form.text) for each in stretches) + SPACE
    low = min(min(each.start, each.end) for each in stretches)
    high = max(max(each.start, each.end) for each in stretches)
    room = form.width - column - values
    notes = [wrapped(each.item.note, form.small, column - SPACE, 3) for each in stretches]
    where = _places(names, notes, form, room=column - SPACE)

    def at(amount: Decimal) -> float:
        return column + ratio(amount - low, high - low) * room

    marks: list[Mark] = []
    for number, (each, place) in enumerate(zip(stretches, where, strict=True)):
        left, right = sorted((at(each.start), at(each.end)))
        if each.start != each.end and right - left < LEAST:
            right = left + LEAST
        marks += _words(place, notes[number], form)
        if each.start == each.end:
            marks.append(Rule(left, place.middle - THICK / 2, left, place.middle + THICK / 2, SOFT))
        else:
            tip = f"{each.item.name} {each.text} {about.numbers.unit}"
            marks.append(
                Box(left, place.middle - THICK / 2, right - left, THICK, each.fill, tip=tip)
            )
        if number + 1 < len(stretches):
            # Where one bar ends the next begins.
            x, below = at(each.end), where[number + 1]
            marks.append(Rule(x, place.middle + THICK / 2, x, below.middle - THICK / 2, SOFT))
        marks.append(
            Label(right + 7, middle(place.middle, form.text), each.text, form.text, weight="bold")
        )
    return marks, where[-1].y + where[-1].height


def _places(
    names: Sequence[str], notes: Sequence[Sequence[str]], form: Format, *, room: float
) -> list[Place]:
    """A row for each bar, higher where a note stands under its name."""
    y, done = 0.0, []
    for name, note in zip(names, notes, strict=True):
        place = places([name], form, y=y, room=room, extra=16 + len(note) * (form.small + 4))[0]
        done.append(place)
        y += place.height
    return done


def _words(place: Place, note: Sequence[str], form: Format) -> list[Mark]:
    """The name of a row and the note under it, together around the row's middle."""
    pitch = form.small + 4
    lifted = replace(place, y=place.y - len(note) * pitch / 2)
    low = lifted.middle + len(place.lines) * (form.text + 4) / 2 + pitch / 2
    return [
        *name_labels(lifted, form),
        *(
            Label(0, middle(low + pitch * line, form.small), text, form.small, fill=SOFT)
            for line, text in enumerate(note)
        ),
    ]
