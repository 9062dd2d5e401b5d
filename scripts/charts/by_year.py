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

    Missing years are told as gaps, and no line crosses them. Raises ChartError where a year stands
    twice, or has not as many amounts as there are heads.
    """
    rows = _rows(years, len(heads), about)
    check_heads(rows, heads, about)

    def draw(canvas: Canvas) -> Drawing:
        if canvas.wide and _fits(rows, heads, about, canvas):
            return _columns(rows, heads, about, canvas)
        return across(rows, heads, about, canvas)

    return chart(about, data_rows(rows, heads, about), draw)


def _rows(years: Sequence[YearAmounts], count: int, about: ChartText) -> list[Series]:
    """The years in order, with a row for each year between them that has no amounts.

    A long gap is one row.
    """
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
        rows.append(Series(captions.year.format(year=year), amounts.amounts))
        before = year
    return rows


def _texts(row: Series, about: ChartText) -> list[str]:
    why = missing(row, about)
    return [why if amount is None else about.numbers.amount(amount) for amount in row.amounts]


def _slot(rows: Sequence[Series], heads: Sequence[str], canvas: Canvas) -> float:
    """The pixels of one column with its room."""
    slots = len(rows) * (len(heads) + YEAR_GAP)
    return canvas.width / max(slots, 1)


def _fits(rows: Sequence[Series], heads: Sequence[str], about: ChartText, canvas: Canvas) -> bool:
    """Whether each figure fits over its column, each name under its columns; none is negative."""
    slot = _slot(rows, heads, canvas)
    for row in rows:
        if any(amount < 0 for amount in row.published):
            return False
        if widest(_texts(row, about), SMALL) + 4 > slot:
            return False
        if width(row.name, canvas.text) + 4 > slot * len(heads):
            return False
    return True


def _columns(
    rows: Sequence[Series], heads: Sequence[str], about: ChartText, canvas: Canvas
) -> Drawing:
    """The marks of columns from one base line, and where they end."""
    marks, top = legend(heads, canvas, unit=about.unit)
    base = top + SMALL + 8 + HIGH
    high = max((amount for row in rows for amount in row.published), default=ZERO)
    slot = _slot(rows, heads, canvas)
    bar = min(slot - 6, BAR)

    for place, row in enumerate(rows):
        left = place * slot * (len(heads) + YEAR_GAP) + YEAR_GAP / 2 * slot
        centre = left + slot * len(heads) / 2
        marks.append(Label(centre, base + 22, row.name, canvas.text, align="center"))
        why = missing(row, about)
        if not row.published:
            marks += _blank(centre, base, bar, why)
            continue

        # Columns of one year stand close together, wherever their room ends.
        texts = _texts(row, about)
        step = max(bar + 3, widest(texts, SMALL) + 12)
        step = min(slot, step)
        for number, amount in enumerate(row.amounts):
            x = centre + step * (number - (len(heads) - 1) / 2)
            if amount is None:
                marks += _blank(x, base, bar, why)
                continue
            long = length(amount, high, HIGH)
            if long:
                name = cell_name(row, heads, number)
                tip = f"{name} {about.numbers.full(amount)}"
                fill = COLOURS[number % len(COLOURS)]
                marks.append(Box(x - bar / 2, base - long, bar, long, fill, tip=tip))
            marks.append(Label(x, base - long - 7, texts[number], SMALL, align="center"))
    marks.append(Rule(0, base, canvas.width, base, SOFT))
    return marks, base + 30


def _blank(x: float, base: float, bar: float, why: str) -> Iterator[Mark]:
    """A dashed frame where a column would stand."""
    frame = dashes(x - bar / 2, base - BLANK, bar, BLANK)
    yield Path(frame, stroke=SOFT)
    yield soft_label(x, base - BLANK - 7, why, align="center")
