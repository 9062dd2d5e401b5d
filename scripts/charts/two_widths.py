"""A picture drawn for both widths, with the table under it and its alternative text: a chart."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from scripts.charts.marks import Drawing, picture
from scripts.charts.model import Chart, ChartText, DataRow, Item, NumberFormat, Spec
from scripts.charts.scale import total
from scripts.charts.theme import NARROW, WIDE, Canvas

# Nobody listens to more; the table under the picture has every line.
READ_ALOUD = 12


def data_row(label: str, amount: Decimal, whole: Decimal, numbers: NumberFormat) -> DataRow:
    """A line of the table: the amount with its unit, and its share of the whole."""
    full = numbers.full(amount)
    share = numbers.share(amount, whole)
    return DataRow(label, full, share)


def data_rows(items: Sequence[Item], numbers: NumberFormat) -> list[DataRow]:
    """A row for each item with its share of their sum."""
    whole = total(items)
    return [data_row(item.name, item.amount, whole, numbers) for item in items]


def chart(
    about: ChartText,
    rows: Sequence[DataRow],
    draw: Callable[[Canvas], Drawing],
    *,
    narrow: bool = True,
) -> Chart:
    """The chart of these rows as `draw` draws it, on the wide canvas alone without `narrow`."""
    text = about.alt or _alternative(about, rows)

    def spec(canvas: Canvas) -> Spec:
        marks, height = draw(canvas)
        return picture(marks, height, about, canvas, alternative=text)

    wide = spec(WIDE)
    narrow_spec = spec(NARROW) if narrow else None
    return Chart(about.id, about.title, text, wide, narrow_spec, tuple(rows))


def _alternative(about: ChartText, rows: Sequence[DataRow]) -> str:
    """The title, then the values: 大半是办公费。办公费 5.32 万元，97.08%；邮电费 0.16 万元，2.92%。"""
    values: list[str] = []
    for row in rows[:READ_ALOUD]:
        value = f"{row.label} {row.amount}"
        if row.share:
            value += f"，{row.share}"
        values.append(value)
    more = len(rows) - READ_ALOUD
    if more > 0:
        values.append(about.captions.further.format(count=more))
    if not values:
        return f"{about.title}。"
    return f"{about.title}。{'；'.join(values)}。"
