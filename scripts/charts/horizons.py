"""A year's money within the money of all years: a bar for each project, each a scale of its own."""

from collections.abc import Iterator, Sequence

from scripts.charts.bars import SPACE, bar_rows, name_labels, names_width
from scripts.charts.marks import Box, Drawing, Label, Mark, Rule, centred, soft_label
from scripts.charts.model import Chart, ChartText, DataRow, MultiYearProject
from scripts.charts.scale import ratio
from scripts.charts.text_width import shortened, widest, width
from scripts.charts.theme import C1, INK, LEAST, LINE, SMALL, SOFT, Canvas
from scripts.charts.two_widths import chart

# No more rows than can be looked through; the table under the chart has all.
MOST = 30
THICK = 16
# How far the mark of an even year stands out over a bar and under it.
EVEN = 4
# What is shown: a project, and its line of the table.
Shown = Sequence[tuple[MultiYearProject, DataRow]]


def horizons(projects: Sequence[MultiYearProject], about: ChartText) -> Chart:
    """How much of a project's whole money falls into the year, and where an even year would end."""
    numbers = about.numbers
    rows: list[DataRow] = []
    for project in projects:
        annual = numbers.amount(project.annual)
        whole = numbers.full(project.whole)
        amounts = f"{annual} / {whole}"
        share = numbers.share(project.annual, project.whole)
        row = DataRow(project.name, amounts, share)
        rows.append(row)
    shown = list(zip(projects, rows, strict=True))[:MOST]

    def draw(canvas: Canvas) -> Drawing:
        layout = _beside if canvas.wide else _under
        marks, end = layout(shown, canvas)
        if any(project.years for project, _ in shown):
            caption = soft_label(0, end + 16, about.captions.even)
            marks.append(caption)
            end += 24
        return marks, end

    return chart(about, rows, draw)


def _bar(
    project: MultiYearProject, row: DataRow, *, x: float, y: float, room: float
) -> Iterator[Mark]:
    top = y - THICK / 2
    bottom = y + THICK / 2
    tip = f"{row.label} {row.amount}"
    if row.share:
        tip += f"，{row.share}"
    yield Box(x, top, room, THICK, LINE, tip=tip)
    if project.annual > 0 and project.whole > 0:
        # A year may be printed with more money than all years: the bar ends with the track.
        share = ratio(project.annual, project.whole)
        part = min(share, 1) * room
        long = max(part, LEAST)
        yield Box(x, top, long, THICK, C1, tip=tip)
    if project.years:
        even = x + room / project.years
        yield Rule(even, top - EVEN, even, bottom + EVEN, INK, 1.5)


def _beside(shown: Shown, canvas: Canvas) -> Drawing:
    names = [row.label for _, row in shown]
    left = names_width(names, canvas)
    amounts = [row.amount for _, row in shown]
    shares = [row.share for _, row in shown]
    share_width = widest(shares, canvas.text)
    # 14 of the 24 pixels stand between the share and the amounts.
    room = canvas.width - left - widest(amounts, SMALL) - share_width - 24
    share_x = left + room + share_width + 10

    places = bar_rows(names, canvas, y=0, room=left - SPACE, extra=4)
    marks: list[Mark] = []
    end = 0.0
    for (project, row), place in zip(shown, places, strict=True):
        y = place.middle
        marks += name_labels(place, canvas)
        marks += _bar(project, row, x=left, y=y, room=room)
        share = centred(share_x, y, row.share, canvas.text, align="right", weight="bold")
        marks.append(share)
        amount = centred(canvas.width, y, row.amount, SMALL, align="right", fill=SOFT)
        marks.append(amount)
        end = place.end
    return marks, end


def _under(shown: Shown, canvas: Canvas) -> Drawing:
    marks: list[Mark] = []
    right = canvas.width
    y = 0.0
    for project, row in shown:
        room = right - width(row.share, canvas.text) - 12
        name = shortened(row.label, canvas.text, room)
        label = Label(0, y + 15, name, canvas.text)
        marks.append(label)
        share = Label(right, y + 15, row.share, canvas.text, align="right", weight="bold")
        marks.append(share)
        marks += _bar(project, row, x=0, y=y + 32, room=right)
        amount = soft_label(right, y + 56, row.amount, align="right")
        marks.append(amount)
        y += 74
    return marks, y
