"""A year's money within the money of all years: a bar for each project, each a scale of its own."""

from collections.abc import Sequence

from scripts.charts.bars import SPACE, bar_rows, name_labels, names_width
from scripts.charts.marks import Box, Drawing, Label, Mark, Rule, centred
from scripts.charts.model import Chart, ChartText, DataRow, MultiYearProject
from scripts.charts.scale import ratio
from scripts.charts.text_width import shortened, widest, width
from scripts.charts.theme import C1, INK, LEAST, LINE, SOFT, Canvas
from scripts.charts.two_widths import chart

# No more rows than can be looked through; the table under the chart has all.
MOST = 30
THICK = 16
# How far the mark of an even year stands out over a bar and under it.
EVEN = 4


def horizons(projects: Sequence[MultiYearProject], about: ChartText) -> Chart:
    """For each project how much of its whole money falls into the year.

    A mark shows where an even year would end, where the number of years was published.
    """
    rows = tuple(
        DataRow(project.name, _amounts(project, about), _share(project, about))
        for project in projects
    )
    shown = projects[:MOST]

    def draw(canvas: Canvas) -> Drawing:
        marks, end = (_beside if canvas.wide else _under)(shown, about, canvas)
        if not any(project.years for project in shown):
            return marks, end
        caption = Label(0, end + 16, about.captions.even, canvas.small, fill=SOFT)
        return [*marks, caption], end + 24

    return chart(about, rows, draw)


def _amounts(project: MultiYearProject, about: ChartText) -> str:
    return f"{about.numbers.amount(project.annual)} / {about.numbers.full(project.whole)}"


def _share(project: MultiYearProject, about: ChartText) -> str:
    return about.numbers.share(project.annual, project.whole)


def _bar(
    project: MultiYearProject, about: ChartText, *, x: float, y: float, room: float
) -> list[Mark]:
    """The whole as a track, the year's part in it, and the mark of an even year."""
    top, bottom = y - THICK / 2, y + THICK / 2
    tip = f"{project.name} {_amounts(project, about)}"
    share = _share(project, about)
    if share:
        tip += f"，{share}"
    marks: list[Mark] = [Box(x, top, room, THICK, LINE, tip=tip)]
    if project.annual > 0 and project.whole > 0:
        # A year may be printed with more money than all years: the bar ends with the track.
        part = min(ratio(project.annual, project.whole), 1) * room
        marks.append(Box(x, top, max(part, LEAST), THICK, C1, tip=tip))
    if project.years:
        even = x + room / project.years
        marks.append(Rule(even, top - EVEN, even, bottom + EVEN, INK, 1.5))
    return marks


def _beside(projects: Sequence[MultiYearProject], about: ChartText, canvas: Canvas) -> Drawing:
    names = [project.name for project in projects]
    left = names_width(names, canvas)
    right = widest((_amounts(project, about) for project in projects), canvas.small)
    share = widest((_share(project, about) for project in projects), canvas.text) + 24
    room = canvas.width - left - right - share
    rows = bar_rows(names, canvas, y=0, room=left - SPACE, extra=4)
    marks: list[Mark] = []
    for project, row in zip(projects, rows, strict=True):
        y = row.middle
        text = _share(project, about)
        # 14 of the 24 pixels stand between the share and the amounts.
        x = left + room + share - 14
        marks += name_labels(row, canvas)
        marks += _bar(project, about, x=left, y=y, room=room)
        marks.append(centred(x, y, text, canvas.text, align="right", weight="bold"))
        amounts = _amounts(project, about)
        marks.append(centred(canvas.width, y, amounts, canvas.small, align="right", fill=SOFT))
    return marks, rows[-1].end if rows else 0


def _under(projects: Sequence[MultiYearProject], about: ChartText, canvas: Canvas) -> Drawing:
    """Three lines for each project: name and share, bar, amounts."""
    marks: list[Mark] = []
    right = canvas.width
    y = 0.0
    for project in projects:
        share = _share(project, about)
        room = right - width(share, canvas.text) - 12
        name = shortened(project.name, canvas.text, room)
        amounts = _amounts(project, about)
        marks += [
            Label(0, y + 15, name, canvas.text),
            Label(right, y + 15, share, canvas.text, align="right", weight="bold"),
            *_bar(project, about, x=0, y=y + 32, room=right),
            Label(right, y + 56, amounts, canvas.small, align="right", fill=SOFT),
        ]
        y += 74
    return marks, y
