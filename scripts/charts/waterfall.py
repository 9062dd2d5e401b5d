"""From last year's amount to this year's, step by step (a waterfall)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.bars import SPACE, BarRow, bar_rows, name_labels
from scripts.charts.marks import Box, Drawing, Mark, Rule, centred
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, DataRow, Item, Waterfall
from scripts.charts.scale import ratio, total
from scripts.charts.text_width import BOLD, widest, wrapped
from scripts.charts.theme import C1, C2, C5, LEAST, SMALL, SOFT, Canvas
from scripts.charts.two_widths import chart

THICK = 26
# The widest that names and notes may be, as a part of the picture.
COLUMN = {"wide": 0.3, "narrow": 0.36}
# From one line of a note to the next.
NOTE_PITCH = SMALL + 4


@dataclass(frozen=True)
class Stretch:
    """A bar from one amount to another with the text at its end."""

    item: Item
    start: Decimal
    end: Decimal
    text: str
    fill: str


def waterfall(steps: Waterfall, about: ChartText) -> Chart:
    """Last year, the steps, this year, notes under names; ChartError where they do not add up."""
    before, after = steps.before.amount, steps.after.amount
    added = total(steps.steps)
    if before + added != after:
        fault = f"{before} + {added} is not {after}"
        raise ChartError(about.id, fault)
    numbers = about.numbers
    first = Stretch(steps.before, ZERO, before, numbers.amount(before), C1)
    stretches = [first]

    level = before
    for step in steps.steps:
        start = level
        level += step.amount
        fill = C2 if step.amount >= 0 else C5
        text = numbers.signed(step.amount)
        stretches.append(Stretch(step, start, level, text, fill))
    last = Stretch(steps.after, ZERO, level, numbers.amount(level), C1)
    stretches.append(last)

    rows: list[DataRow] = []
    for stretch in stretches:
        amount = f"{stretch.text} {numbers.unit}"
        share = numbers.share(stretch.item.amount, before)
        row = DataRow(stretch.item.name, amount, share)
        rows.append(row)
    return chart(about, rows, lambda canvas: _picture(stretches, numbers.unit, canvas))


def _picture(stretches: Sequence[Stretch], unit: str, canvas: Canvas) -> Drawing:
    texts: list[str] = []
    levels: list[Decimal] = []
    for stretch in stretches:
        texts += [stretch.item.name, stretch.item.note]
        levels += [stretch.start, stretch.end]
    longest = widest(texts, canvas.text)
    most = canvas.width * COLUMN[canvas.name]
    column = min(longest, most) + SPACE
    figures = [stretch.text for stretch in stretches]
    values = BOLD * widest(figures, canvas.text) + SPACE
    room = canvas.width - column - values
    low = min(levels)
    whole = max(levels) - low

    def at(amount: Decimal) -> float:
        return column + ratio(amount - low, whole) * room

    marks: list[Mark] = []
    x = y = bottom = 0.0
    for stretch in stretches:
        item = stretch.item
        note = wrapped(item.note, SMALL, column - SPACE, 3)
        extra = 16 + len(note) * NOTE_PITCH
        (row,) = bar_rows([item.name], canvas, y=y, room=column - SPACE, extra=extra)
        top = row.middle - THICK / 2
        # Where one bar ends the next begins.
        if y:
            marks.append(Rule(x, bottom, x, top, SOFT))
        bottom = row.middle + THICK / 2
        marks += _words(row, note, canvas)

        end = at(stretch.end)
        left, right = sorted((at(stretch.start), end))
        if stretch.start == stretch.end:
            marks.append(Rule(left, top, left, bottom, SOFT))
        else:
            right = max(right, left + LEAST)
            tip = f"{item.name} {stretch.text} {unit}"
            box = Box(left, top, right - left, THICK, stretch.fill, tip=tip)
            marks.append(box)
        figure = centred(right + 7, row.middle, stretch.text, canvas.text, weight="bold")
        marks.append(figure)
        x = end
        y = row.end
    return marks, y


def _words(row: BarRow, note: Sequence[str], canvas: Canvas) -> Iterator[Mark]:
    top = row.y - len(note) * NOTE_PITCH / 2
    lifted = replace(row, y=top)
    yield from name_labels(lifted, canvas)
    half = len(row.lines) * canvas.pitch / 2
    y = lifted.middle + half + NOTE_PITCH / 2
    for line in note:
        yield centred(0, y, line, SMALL, fill=SOFT)
        y += NOTE_PITCH
