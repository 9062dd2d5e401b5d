"""What bodies, or years, are made up of: for each a bar of the same length, cut into its parts."""

from collections.abc import Iterator, Sequence

from scripts.charts.marks import Box, Drawing, Label, Mark, Rule, centred, soft_label
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, DataRow, NumberFormat, Series
from scripts.charts.scale import lengths
from scripts.charts.side_by_side import check_heads, legend, missing
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import C1, C3, C5, COLOURS, LINE, PAPER, SMALL, STRONG, Canvas
from scripts.charts.two_widths import chart, data_row

THICK = 26
GAP = 2
SPACE = 10
# Over each bar a line with its name and its sum; under it the space to the next.
HEAD, FOOT = 24, 14
# As long as they suffice, the colours on which a share can be read.
FEW = (C1, C3, C5)


def stacked_shares(rows: Sequence[Series], heads: Sequence[str], about: ChartText) -> Chart:
    """Bodies' parts as shares; ChartError for over six heads or an amount below nothing."""
    check_heads(rows, heads, about)
    if len(heads) > len(COLOURS):
        fault = f"{len(heads)} heads, but {len(COLOURS)} colours"
        raise ChartError(about.id, fault)
    table: list[DataRow] = []
    for row in rows:
        whole = sum(row.published, ZERO)
        for head, amount in zip(heads, row.amounts, strict=True):
            label = f"{row.name} {head}"
            if amount is None:
                why = missing(row, about)
                table.append(DataRow(label, why, ""))
                continue
            if amount < 0:
                fault = f"{row.name} has an amount below nothing, which is no part of a whole"
                raise ChartError(about.id, fault)
            line = data_row(label, amount, whole, about.numbers)
            table.append(line)
    return chart(about, table, lambda canvas: _picture(rows, heads, about, canvas))


def _picture(
    rows: Sequence[Series], heads: Sequence[str], about: ChartText, canvas: Canvas
) -> Drawing:
    fills = FEW if len(heads) <= len(FEW) else COLOURS
    right = canvas.width
    marks, y = legend(heads, canvas, fills)
    for row in rows:
        whole = sum(row.published, ZERO)
        text = missing(row, about)
        if row.published:
            text = about.numbers.full(whole)
        # A reason may be long: the name keeps two fifths of the line.
        figure = shortened(text, SMALL, right * 0.6)
        room = right - width(figure, SMALL) - SPACE
        name = shortened(row.name, canvas.text, room)
        label = Label(0, y + 16, name, canvas.text)
        marks.append(label)
        amount = soft_label(right, y + 16, figure, align="right")
        marks.append(amount)
        y += HEAD
        if whole:
            numbers = about.of(whole).numbers
            marks += _bar(row, heads, numbers, canvas, y=y, fills=fills)
        else:
            middle = y + THICK / 2
            marks.append(Rule(0, middle, right, middle, LINE))
        y += THICK + FOOT
    return marks, y


def _bar(
    row: Series,
    heads: Sequence[str],
    numbers: NumberFormat,
    canvas: Canvas,
    *,
    y: float,
    fills: Sequence[str],
) -> Iterator[Mark]:
    amounts = [amount or ZERO for amount in row.amounts]
    whole = sum(amounts, ZERO)
    sizes = lengths(amounts, canvas.width, gap=GAP)

    x = 0.0
    for head, amount, size, fill in zip(heads, amounts, sizes, fills, strict=False):
        if not size:
            continue
        name = f"{row.name} {head}"
        tip = numbers.tip(name, amount)
        yield Box(x, y, size, THICK, fill, tip=tip)
        share = numbers.share(amount, whole)
        # Only on strong colours does the paper's colour read well.
        has_room = width(share, SMALL) + 12 <= size
        if fill in STRONG and has_room:
            yield centred(x + 7, y + THICK / 2, share, SMALL, fill=PAPER)
        x += size + GAP
