"""Years: columns where their figures have room, else rows; a year without a document is a gap."""

from collections.abc import Sequence
from itertools import pairwise

from scripts.charts.marks import Box, Drawing, Label, Mark, Path, Rule, dashes
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, Series, YearAmounts
from scripts.charts.scale import length
from scripts.charts.side_by_side import across, cell_name, check_heads, data_rows, legend, missing
from scripts.charts.text_width import widest, width
from scripts.charts.theme import COLOURS, SOFT, Canvas
from scripts.charts.two_widths import chart

# Longer gaps are one: a row of empty years says no more than their span.
LONGEST_GAP = 3
HIGH = 190
# Broader columns than this look like areas.
BAR = 46
# After each year, as a part of a column's slot; half of it stands before the first.
YEAR_GAP = 0.34
# The height of the frame that stands for a missing column.
BLANK = 26


def by_year(years: Sequence[YearAmounts], heads: Sequence[str], about: ChartText) -> Chart:
    """A year's amounts beside each other (budget, outturn), the years in order.

    Missing years are told as gaps, and no line crosses them. Raises ChartError where a year stands
    twice, or has not as many amounts as there are heads.
    """
    rows = _rows(years, len(heads), about)
    check_heads(rows, heads, about)

    def draw(canvas: Canvas) -> Drawing:
        fits = canvas.wide and _fits(rows, heads, about, canvas)
        return (_columns if fits else across)(rows, heads, about, canvas)

    return chart(about, data_rows(rows, heads, about), draw)


def _rows(years: Sequence[YearAmounts], count: int, about: ChartText) -> list[Series]:
    """The years in order, with a row for each gap between them."""
    order = sorted(years, key=lambda amounts: amounts.year)
    for before, after in pairwise(order):
        if before.year == after.year:
            raise ChartError(about.id, f"{after.year} stands twice")
    rows: list[Series] = []
    for place, amounts in enumerate(order):
        if place:
            gap = _gap(order[place - 1].year + 1, amounts.year - 1, about)
            rows += [Series(name, (None,) * count) for name in gap]
        rows.append(Series(about.captions.year.format(year=amounts.year), amounts.amounts))
    return rows


def _gap(first: int, last: int, about: ChartText) -> list[str]:
    """The names of the years from the first to the last, none if it is later; of many, one name."""
    if last - first + 1 > LONGEST_GAP:
        return [about.captions.years.format(first=first, last=last)]
    return [about.captions.year.format(year=year) for year in range(first, last + 1)]


def _texts(row: Series, about: ChartText) -> list[str]:
    return [
        missing(row, about) if amount is None else about.numbers.amount(amount)
        for amount in row.amounts
    ]


def _slot(rows: Sequence[Series], heads: Sequence[str], canvas: Canvas) -> float:
    """The pixels of one column with its room."""
    return canvas.width / max(len(rows) * (len(heads) + YEAR_GAP), 1)


def _fits(rows: Sequence[Series], heads: Sequence[str], about: ChartText, canvas: Canvas) -> bool:
    """Whether each figure fits over its column, each name under its columns; none is negative."""
    slot = _slot(rows, heads, canvas)
    figures = widest((text for row in rows for text in _texts(row, about)), canvas.small)
    names = widest((row.name for row in rows), canvas.text)
    if figures + 4 > slot or names + 4 > slot * len(heads):
        return False
    return all(amount >= 0 for row in rows for amount in row.published)


def _columns(
    rows: Sequence[Series], heads: Sequence[str], about: ChartText, canvas: Canvas
) -> Drawing:
    """The marks of columns from one base line, and where they end."""
    marks, top = legend(heads, canvas, unit=about.unit)
    base = top + canvas.small + 8 + HIGH
    high = max((amount for row in rows for amount in row.published), default=ZERO)
    slot = _slot(rows, heads, canvas)
    bar = min(slot - 6, BAR)

    for place, row in enumerate(rows):
        left = place * slot * (len(heads) + YEAR_GAP) + YEAR_GAP / 2 * slot
        # Columns of one year stand close together, wherever their room ends.
        centre = left + slot * len(heads) / 2
        figures = [width(text, canvas.small) + 12 for text in _texts(row, about)]
        step = min(slot, max([bar + 3, *figures]))
        marks.append(Label(centre, base + 22, row.name, canvas.text, align="center"))
        if not row.published:
            marks += _blank(centre, base, bar, missing(row, about), canvas)
            continue

        for number, amount in enumerate(row.amounts):
            at = centre + step * (number - (len(heads) - 1) / 2)
            if amount is None:
                marks += _blank(at, base, bar, missing(row, about), canvas)
                continue
            long = length(amount, high, HIGH)
            if long:
                tip = f"{cell_name(row, heads, number)} {about.numbers.full(amount)}"
                fill = COLOURS[number % len(COLOURS)]
                marks.append(Box(at - bar / 2, base - long, bar, long, fill, tip=tip))
            text = about.numbers.amount(amount)
            marks.append(Label(at, base - long - 7, text, canvas.small, align="center"))
    return [*marks, Rule(0, base, canvas.width, base, SOFT)], base + 30


def _blank(x: float, base: float, bar: float, why: str, canvas: Canvas) -> list[Mark]:
    """A dashed frame where a column would stand."""
    frame = dashes(x - bar / 2, base - BLANK, bar, BLANK)
    return [
        Path(frame, stroke=SOFT),
        Label(x, base - BLANK - 7, why, canvas.small, align="center", fill=SOFT),
    ]
