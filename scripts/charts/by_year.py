"""Years: columns where their figures have room, else rows; a year without a document is a gap, and nothing crosses it."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from scripts.charts.data_table import alternative
from scripts.charts.marks import Box, Label, Mark, Path, Rule, picture
from scripts.charts.model import About, Annual, Chart, ChartError, Series, Spec
from scripts.charts.scale import ratio
from scripts.charts.side_by_side import across, checked, dashes, legend, missing, table
from scripts.charts.text_width import width
from scripts.charts.theme import COLOURS, LEAST, NARROW, SOFT, WIDE, Format

# Longer gaps are one: a row of empty years says no more than their span.
LONGEST_GAP = 3
HIGH = 190
BAR = 46


def years(annuals: Sequence[Annual], heads: Sequence[str], about: About) -> Chart:
    """A year's amounts beside each other (budget, outturn), the years in order; years that are missing are told as gaps."""
    rows = _rows(annuals, len(heads), about)
    checked(rows, heads, about)
    lines = table(rows, heads, about)
    alt = alternative(about, lines)

    def spec(form: Format) -> Spec:
        fits = form.wide and _fits(rows, heads, about, form)
        marks, end = (_columns if fits else across)(rows, heads, about, form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _rows(annuals: Sequence[Annual], count: int, about: About) -> list[Series]:
    """The years in order, with a row for each gap between them; raises ChartError where a year stands twice."""
    order = sorted(annuals, key=lambda each: each.year)
    if twice := [one.year for one, other in pairwise(order) if one.year == other.year]:
        raise ChartError(f"{about.id}: {twice[0]} stands twice")
    rows: list[Series] = []
    for before, each in zip([None, *order], order, strict=False):
        if before is not None:
            rows += [
                Series(name, (None,) * count)
                for name in _gap(before.year + 1, each.year - 1, about)
            ]
        rows.append(Series(about.words.year.format(year=each.year), each.amounts))
    return rows


def _gap(first: int, last: int, about: About) -> list[str]:
    if last - first + 1 > LONGEST_GAP:
        return [about.words.years.format(first=first, last=last)]
    return [about.words.year.format(year=year) for year in range(first, last + 1)]


def _texts(row: Series, about: About) -> list[str]:
    return [
        missing(row, about) if amount is None else about.numbers.amount(amount)
        for amount in row.amounts
    ]


def _slot(rows: Sequence[Series], heads: Sequence[str], form: Format) -> float:
    """The pixels of one column with its room, where each row has a gap of a third of a column after it."""
    return form.width / max(len(rows) * (len(heads) + 0.34), 1)


def _fits(rows: Sequence[Series], heads: Sequence[str], about: About, form: Format) -> bool:
    """Whether every figure fits over its column and every name under its columns, and none is negative."""
    slot = _slot(rows, heads, form)
    figures = [width(text, form.small) for row in rows for text in _texts(row, about)]
    names = [width(row.name, form.text) for row in rows]
    return (
        max(figures, default=0) + 4 <= slot
        and max(names, default=0) + 4 <= slot * len(heads)
        and all(amount is None or amount >= 0 for row in rows for amount in row.amounts)
    )


def _columns(
    rows: Sequence[Series], heads: Sequence[str], about: About, form: Format
) -> tuple[list[Mark], float]:
    """The marks of columns from one base line, and where they end."""
    marks, top = legend(heads, form, unit=about.words.unit.format(unit=about.numbers.unit))
    base = top + form.small + 8 + HIGH
    high = max(
        (amount for row in rows for amount in row.amounts if amount is not None), default=Decimal(0)
    )
    slot = _slot(rows, heads, form)
    bar = min(slot - 6, BAR)
    for place, row in enumerate(rows):
        left = place * slot * (len(heads) + 0.34) + 0.17 * slot
        # Columns of one year stand close together, wherever their room ends.
        centre = left + slot * len(heads) / 2
        step = min(
            slot, max(bar + 3, *(width(text, form.small) + 12 for text in _texts(row, about)), 0)
        )
        marks.append(Label(centre, base + 22, row.name, form.text, align="center"))
        if all(amount is None for amount in row.amounts):
            marks += _hole(centre, base, bar, missing(row, about), form)
            continue
        for number, (head, amount) in enumerate(zip(heads, row.amounts, strict=True)):
            x = centre + step * (number - (len(heads) - 1) / 2)
            if amount is None:
                marks += _hole(x, base, bar, missing(row, about), form)
                continue
            long = max(ratio(amount, high) * HIGH, LEAST) if amount else 0.0
            name = f"{row.name} {head}" if len(heads) > 1 else row.name
            fill = COLOURS[number % len(COLOURS)]
            if long:
                tip = f"{name} {about.numbers.full(amount)}"
                marks.append(Box(x - bar / 2, base - long, bar, long, fill, tip=tip))
            text = about.numbers.amount(amount)
            marks.append(Label(x, base - long - 7, text, form.small, align="center"))
    return [*marks, Rule(0, base, form.width, base, SOFT)], base + 30


def _hole(x: float, base: float, bar: float, why: str, form: Format) -> list[Mark]:
    """A dashed frame where a column would stand."""
    frame = dashes(x - bar / 2, base - 26, bar, 26)
    return [
        Path(frame, stroke=SOFT),
        Label(x, base - 33, why, form.small, align="center", fill=SOFT),
    ]
