"""Years: columns where their figures have room, else rows; a year without a document is a gap."""

from collections.abc import Iterator, Sequence

from scripts.charts.marks import Box, Drawing, Label, Mark, Path, Rule, dashes, soft_label
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, Series, YearAmounts
from scripts.charts.scale import length
from scripts.charts.side_by_side import across, cell_name, check_heads, data_rows, legend, missing
from scripts.charts.text_width import widest, width
from scripts.charts.theme import COLOURS, SMALL, SOFT, Canvas
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

    Missing years are gaps. ChartError where a year stands twice, or lacks an amount for a head.
    """
    rows = _rows(years, len(heads), about)
    check_heads(rows, heads, about)

    def draw(canvas: Canvas) -> Drawing:
        has_room = canvas.wide and _fits(rows, heads, about, canvas)
        if has_room:
            return _columns(rows, heads, about, canvas)
        return across(rows, heads, about, canvas)

    return chart(about, data_rows(rows, heads, about), draw)


def _rows(years: Sequence[YearAmounts], count: int, about: ChartText) -> list[Series]:
    """The years in order, with rows without amounts for those between; a long gap is one row."""
    captions = about.captions
    rows: list[Series] = []
    before = 0
    for amounts in sorted(years, key=lambda amounts: amounts.year):
        year = amounts.year
        if year == before:
            raise ChartError(about.id, f"{year} stands twice")
        gap: list[str] = []
        if before:
            gap = [captions.year.format(year=empty) for empty in range(before + 1, year)]
        if len(gap) > LONGEST_GAP:
            gap = [captions.years.format(first=before + 1, last=year - 1)]
        for name in gap:
            rows.append(Series(name, (None,) * count))
        name = captions.year.format(year=year)
        rows.append(Series(name, amounts.amounts))
        before = year
    return rows


def _texts(row: Series, about: ChartText) -> list[str]:
    why = missing(row, about)
    written = about.numbers.amount
    return [why if amount is None else written(amount) for amount in row.amounts]


def _slot(rows: Sequence[Series], heads: Sequence[str], canvas: Canvas) -> float:
    of_year = len(heads) + YEAR_GAP
    slots = len(rows) * of_year
    return canvas.width / max(slots, 1)


def _fits(rows: Sequence[Series], heads: Sequence[str], about: ChartText, canvas: Canvas) -> bool:
    """Whether each figure fits over its column, each name under its columns; none is negative."""
    slot = _slot(rows, heads, canvas)
    for row in rows:
        if any(amount < 0 for amount in row.published):
            return False
        figures = _texts(row, about)
        if widest(figures, SMALL) + 4 > slot:
            return False
        room = slot * len(heads)
        if width(row.name, canvas.text) + 4 > room:
            return False
    return True


def _columns(
    rows: Sequence[Series], heads: Sequence[str], about: ChartText, canvas: Canvas
) -> Drawing:
    marks, top = legend(heads, canvas, unit=about.unit)
    base = top + SMALL + 8 + HIGH
    amounts = [amount for row in rows for amount in row.published]
    high = max(amounts, default=ZERO)
    slot = _slot(rows, heads, canvas)
    bar = min(slot - 6, BAR)

    for place, row in enumerate(rows):
        before = place * slot * (len(heads) + YEAR_GAP)
        left = before + YEAR_GAP / 2 * slot
        centre = left + slot * len(heads) / 2
        name = Label(centre, base + 22, row.name, canvas.text, align="center")
        marks.append(name)
        why = missing(row, about)
        if not row.published:
            marks += _blank(centre, base, bar, why)
            continue

        # Columns of one year stand close together, wherever their room ends.
        texts = _texts(row, about)
        step = max(bar + 3, widest(texts, SMALL) + 12)
        step = min(slot, step)
        for number, amount in enumerate(row.amounts):
            aside = number - (len(heads) - 1) / 2
            x = centre + step * aside
            if amount is None:
                marks += _blank(x, base, bar, why)
                continue
            long = length(amount, high, HIGH)
            if long:
                named = cell_name(row, heads, number)
                tip = f"{named} {about.numbers.full(amount)}"
                fill = COLOURS[number % len(COLOURS)]
                box = Box(x - bar / 2, base - long, bar, long, fill, tip=tip)
                marks.append(box)
            figure = Label(x, base - long - 7, texts[number], SMALL, align="center")
            marks.append(figure)

    axis = Rule(0, base, canvas.width, base, SOFT)
    marks.append(axis)
    return marks, base + 30


def _blank(x: float, base: float, bar: float, why: str) -> Iterator[Mark]:
    top = base - BLANK
    frame = dashes(x - bar / 2, top, bar, BLANK)
    yield Path(frame, stroke=SOFT)
    yield soft_label(x, top - 7, why, align="center")
