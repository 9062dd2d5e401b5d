"""From last year's amount to this year's, step by step (a waterfall)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.charts.bars import SPACE, BarRow, bar_rows, name_labels
from scripts.charts.marks import Box, Drawing, Mark, Rule, centred
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, DataRow, Item, Waterfall
from scripts.charts.scale import ratio, total
from scripts.charts.text_width import BOLD, widest, wrapped
from scripts.charts.theme import C1, C2, C5, LEAST, SOFT, Canvas
from scripts.charts.two_widths import chart

THICK = 26
# The widest that names and notes may be, as a part of the picture.
COLUMN = {"wide": 0.3, "narrow": 0.36}


@dataclass(frozen=True)
class Stretch:
    """A bar from one amount to another with the text at its end."""

    item: Item
    start: Decimal
    end: Decimal
    text: str
    fill: str


def waterfall(steps: Waterfall, about: ChartText) -> Chart:
    """Last year, what was added or taken away, this year; an item's note stands under its name.

    Raises ChartError where the steps do not add up.
    """
    before, after = steps.before.amount, steps.after.amount
    added = total(steps.steps)
    if before + added != after:
        raise ChartError(about.id, f"{before} + {added} is not {after}")
    numbers = about.numbers
    stretches = _stretches(steps, about)
    rows = tuple(
        DataRow(
            stretch.item.name,
            f"{stretch.text} {numbers.unit}",
            numbers.share(stretch.item.amount, before),
        )
        for stretch in stretches
    )
    return chart(about, rows, lambda canvas: _picture(stretches, about, canvas))


def _stretches(steps: Waterfall, about: ChartText) -> list[Stretch]:
    numbers = about.numbers
    level = steps.before.amount
    stretches = [Stretch(steps.before, ZERO, level, numbers.amount(level), C1)]
    for step in steps.steps:
        start, level = level, level + step.amount
        fill = C2 if step.amount >= 0 else C5
        stretches.append(Stretch(step, start, level, numbers.signed(step.amount), fill))
    return [*stretches, Stretch(steps.after, ZERO, level, numbers.amount(level), C1)]


def _picture(stretches: Sequence[Stretch], about: ChartText, canvas: Canvas) -> Drawing:
    texts = [text for stretch in stretches for text in (stretch.item.name, stretch.item.note)]
    column = min(widest(texts, canvas.text), canvas.width * COLUMN[canvas.name]) + SPACE
    values = BOLD * widest((stretch.text for stretch in stretches), canvas.text) + SPACE
    levels = [level for stretch in stretches for level in (stretch.start, stretch.end)]
    low, high = min(levels), max(levels)

    room = canvas.width - column - values
    notes = [wrapped(stretch.item.note, canvas.small, column - SPACE, 3) for stretch in stretches]
    names = [stretch.item.name for stretch in stretches]
    rows = _rows(names, notes, canvas, room=column - SPACE)

    def at(amount: Decimal) -> float:
        return column + ratio(amount - low, high - low) * room

    marks: list[Mark] = []
    for number, (stretch, row) in enumerate(zip(stretches, rows, strict=True)):
        top, bottom = row.middle - THICK / 2, row.middle + THICK / 2
        left, right = sorted((at(stretch.start), at(stretch.end)))
        marks += _words(row, notes[number], canvas)

        if stretch.start == stretch.end:
            marks.append(Rule(left, top, left, bottom, SOFT))
        else:
            right = max(right, left + LEAST)
            tip = f"{stretch.item.name} {stretch.text} {about.numbers.unit}"
            marks.append(Box(left, top, right - left, THICK, stretch.fill, tip=tip))

        if number + 1 < len(rows):
            # Where one bar ends the next begins.
            x = at(stretch.end)
            marks.append(Rule(x, bottom, x, rows[number + 1].middle - THICK / 2, SOFT))
        marks.append(centred(right + 7, row.middle, stretch.text, canvas.text, weight="bold"))
    return marks, rows[-1].end


def _rows(
    names: Iterable[str], notes: Iterable[Sequence[str]], canvas: Canvas, *, room: float
) -> list[BarRow]:
    """A row for each bar, higher where a note stands under its name."""
    y = 0.0
    rows: list[BarRow] = []
    for name, note in zip(names, notes, strict=True):
        extra = 16 + len(note) * (canvas.small + 4)
        rows += bar_rows([name], canvas, y=y, room=room, extra=extra)
        y = rows[-1].end
    return rows


def _words(row: BarRow, note: Sequence[str], canvas: Canvas) -> list[Mark]:
    """The name of a row and the note under it, together around the row's middle."""
    pitch = canvas.small + 4
    lifted = replace(row, y=row.y - len(note) * pitch / 2)
    low = lifted.middle + len(row.lines) * canvas.pitch / 2 + pitch / 2
    return [
        *name_labels(lifted, canvas),
        *(
            centred(0, low + pitch * number, line, canvas.small, fill=SOFT)
            for number, line in enumerate(note)
        ),
    ]
