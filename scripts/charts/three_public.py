"""Travel abroad, vehicles and hospitality, with what was left blank told apart from nought."""

from collections.abc import Iterator, Sequence

from scripts.charts.bars import SPACE, THICK, BarRow, bar_rows, name_labels, names_width
from scripts.charts.marks import Box, Drawing, Mark, Path, Rule, centred, dashes
from scripts.charts.model import ZERO, Chart, ChartText, DataRow, ThreePublicFigure
from scripts.charts.scale import length
from scripts.charts.text_width import BOLD, widest
from scripts.charts.theme import C1, C2, LINE, SMALL, SOFT, Canvas
from scripts.charts.two_widths import chart, data_row

INDENT = 16
# The width of the frame that stands for a blank: too short to be taken for an amount.
BLANK = 18


def three_public(figures: Sequence[ThreePublicFigure], about: ChartText) -> Chart:
    """Bars for amounts, strokes for nought, dashed frames for blanks; shares are of the total."""
    totals = (figure.amount for figure in figures if figure.total and figure.amount)
    whole = next(totals, ZERO)
    rows: list[DataRow] = []
    for figure in figures:
        if figure.amount is None:
            row = DataRow(figure.name, about.captions.blank, "")
        else:
            row = data_row(figure.name, figure.amount, whole, about.numbers)
        rows.append(row)
    about_share = about.of(whole)
    return chart(about, rows, lambda canvas: _picture(figures, about_share, canvas))


def _picture(figures: Sequence[ThreePublicFigure], about: ChartText, canvas: Canvas) -> Drawing:
    names = [figure.name for figure in figures]
    amounts = [figure.amount for figure in figures if figure.amount is not None]
    high = max(amounts, default=ZERO)
    # The sum is bold.
    texts = map(about.numbers.amount, amounts)
    values = BOLD * widest(texts, SMALL)
    has_parts = any(figure.level for figure in figures)
    indent = INDENT if has_parts else 0
    left = names_width(names, canvas) + indent
    room = canvas.width - left - values - SPACE
    rows = bar_rows(names, canvas, y=0, room=left - SPACE - indent, extra=2)

    marks: list[Mark] = []
    end = 0.0
    for figure, row in zip(figures, rows, strict=True):
        if figure.total:
            rule = Rule(0, row.y, canvas.width, row.y, LINE)
            marks.append(rule)
        name_x = INDENT * figure.level
        marks += name_labels(row, canvas, x=name_x)
        amount = figure.amount or ZERO
        size = length(amount, high, room)
        marks += _bar(figure, about, row=row, x=left, size=size)
        end = row.end
    return marks, end


def _bar(
    figure: ThreePublicFigure, about: ChartText, *, row: BarRow, x: float, size: float
) -> Iterator[Mark]:
    y = row.middle - THICK / 2
    weight = "bold" if figure.total else "normal"
    if figure.amount is None:
        frame = dashes(x, y, BLANK, THICK)
        yield Path(frame, stroke=SOFT)
        x += BLANK + 6
        text = about.captions.blank
        yield centred(x, row.middle, text, SMALL, fill=SOFT, weight=weight)
        return

    if figure.amount:
        fill = C1 if figure.total else C2
        tip = about.numbers.tip(figure.name, figure.amount)
        yield Box(x, y, size, THICK, fill, tip=tip)
    else:
        yield Rule(x, y, x, y + THICK, SOFT, 1.5)
    text = about.numbers.amount(figure.amount)
    yield centred(x + size + 6, row.middle, text, SMALL, weight=weight)
