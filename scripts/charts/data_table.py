"""What stands under and behind a picture in words: its table's rows, and its alternative text."""

from collections.abc import Sequence
from decimal import Decimal

from scripts.charts.model import ChartText, DataRow, Item, NumberFormat
from scripts.charts.scale import total

# Nobody listens to more; the table under the picture has every line.
READ_ALOUD = 12


def data_row(label: str, amount: Decimal, whole: Decimal, numbers: NumberFormat) -> DataRow:
    """A line of the table: the amount with its unit, and its share of the whole."""
    return DataRow(label, numbers.full(amount), numbers.share(amount, whole))


def data_rows(items: Sequence[Item], numbers: NumberFormat) -> tuple[DataRow, ...]:
    """A row for each item with its share of their sum."""
    whole = total(items)
    return tuple(data_row(item.name, item.amount, whole, numbers) for item in items)


def alternative(about: ChartText, rows: Sequence[DataRow]) -> str:
    """The alternative text: its own, or the title, which states the finding, and then the values.

    For example 大半是办公费。办公费 5.32 万元，97.08%；邮电费 0.16 万元，2.92%。
    """
    if about.alt:
        return about.alt
    values = "；".join(map(_read_aloud, rows[:READ_ALOUD]))
    if len(rows) > READ_ALOUD:
        values += "；" + about.captions.further.format(count=len(rows) - READ_ALOUD)
    return f"{about.title}。{values}。" if values else f"{about.title}。"


def _read_aloud(row: DataRow) -> str:
    text = f"{row.label} {row.amount}"
    return f"{text}，{row.share}" if row.share else text
