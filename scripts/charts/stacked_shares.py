"""What bodies, or years, are made up of: for each a bar of the same length, cut into the parts of its whole."""

from collections.abc import Sequence
from decimal import Decimal

from scripts.charts.data_table import alternative
from scripts.charts.marks import Box, Label, Mark, Rule, middle, picture
from scripts.charts.model import About, Chart, ChartError, Row, Series, Spec
from scripts.charts.scale import lengths
from scripts.charts.side_by_side import checked, legend, missing
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import (
    C1,
    C3,
    C5,
    COLOURS,
    LINE,
    NARROW,
    PAPER,
    SOFT,
    STRONG,
    WIDE,
    Format,
)

THICK = 26
GAP = 2
SPACE = 10
# As long as they suffice, the colours on which a share can be read.
FEW = (C1, C3, C5)


def structure(rows: Sequence[Series], heads: Sequence[str], about: About) -> Chart:
    """Each body's parts as shares of its own sum, in the order of the heads (at most six, for there are six colours)."""
    checked(rows, heads, about)
    if len(heads) > len(COLOURS):
        raise ChartError(f"{about.id}: {len(heads)} heads, but {len(COLOURS)} colours")
    if below := [
        row.name for row in rows if any(amount is not None and amount < 0 for amount in row.amounts)
    ]:
        raise ChartError(
            f"{about.id}: {below[0]} has an amount below nothing, which is no part of a whole"
        )
    lines = tuple(
        _row(row, head, amount, about)
        for row in rows
        for head, amount in zip(heads, row.amounts, strict=True)
    )
    alt = alternative(about, lines)

    def spec(form: Format) -> Spec:
        marks, end = _picture(rows, heads, about, form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _whole(row: Series) -> Decimal:
    return sum((amount for amount in row.amounts if amount is not None), Decimal(0))


def _row(row: Series, head: str, amount: Decimal | None, about: About) -> Row:
    label = f"{row.name} {head}"
    if amount is None:
        return Row(label, missing(row, about), "")
    return Row(label, about.numbers.full(amount), about.numbers.share(amount, _whole(row)))


def _picture(
    rows: Sequence[Series], heads: Sequence[str], about: About, form: Format
) -> tuple[list[Mark], float]:
    fills = FEW if len(heads) <= len(FEW) else COLOURS
    marks, y = legend(heads, form, fills)
    for row in rows:
        known = any(amount is not None for amount in row.amounts)
        text = about.numbers.full(_whole(row)) if known else missing(row, about)
        figure = shortened(text, form.small, form.width * 0.6)
        name = shortened(row.name, form.text, form.width - width(figure, form.small) - SPACE)
        marks.append(Label(0, y + 16, name, form.text))
        marks.append(Label(form.width, y + 16, figure, form.small, align="right", fill=SOFT))
        marks += (
            _bar(row, heads, fills, y + 24, about, form)
            if known
            else [Rule(0, y + 37, form.width, y + 37, LINE)]
        )
        y += 24 + THICK + 14
    return marks, y


def _bar(
    row: Series, heads: Sequence[str], fills: Sequence[str], y: float, about: About, form: Format
) -> list[Mark]:
    amounts = [amount or Decimal(0) for amount in row.amounts]
    whole = _whole(row)
    marks: list[Mark] = [] if whole else [Rule(0, y + THICK / 2, form.width, y + THICK / 2, LINE)]
    x = 0.0
    for head, amount, size, fill in zip(
        heads, amounts, lengths(amounts, form.width, gap=GAP), fills, strict=False
    ):
        if not size:
            continue
        share = about.numbers.share(amount, whole)
        tip = about.of(whole).numbers.tip(f"{row.name} {head}", amount)
        marks.append(Box(x, y, size, THICK, fill, tip=tip))
        # Only on strong colours does the paper's colour read well.
        if fill in STRONG and width(share, form.small) + 12 <= size:
            marks.append(
                Label(x + 7, middle(y + THICK / 2, form.small), share, form.small, fill=PAPER)
            )
        x += size + GAP
    return marks
