"""What stands under and behind a picture in words: the rows of its table, and its alternative text."""

from collections.abc import Sequence
from decimal import Decimal

from scripts.charts.model import About, Item, Numbers, Row
from scripts.charts.scale import total

# Nobody listens to more; the table under the picture has every line.
SAID = 12


def rows(items: Sequence[Item], numbers: Numbers, whole: Decimal | None = None) -> tuple[Row, ...]:
    """A row for each item with its share of the whole, which is their sum if not given."""
    of = total(items) if whole is None else whole
    return tuple(
        Row(item.name, numbers.full(item.amount), numbers.share(item.amount, of)) for item in items
    )


def alternative(about: About, lines: Sequence[Row]) -> str:
    """The alternative text: as given, or the title, which states the finding, and then the values."""
    if about.alt:
        return about.alt
    values = "；".join(
        f"{line.label} {line.amount}" + (f"，{line.share}" if line.share else "")
        for line in lines[:SAID]
    )
    if len(lines) > SAID:
        values += "；" + about.words.further.format(count=len(lines) - SAID)
    return f"{about.title}。{values}。" if values else f"{about.title}。"
