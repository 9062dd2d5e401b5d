"""How many of each kind: one dot for each, in rows and columns that can be counted."""

from collections.abc import Sequence

from scripts.charts.bars import SPACE, names_width
from scripts.charts.marks import Drawing, Label, Mark, Path, Rule, centred
from scripts.charts.model import Chart, ChartError, ChartText, CountRow, DataRow
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import COLOURS, INK, LINE, SOFT, Canvas
from scripts.charts.two_widths import chart

DOT = 9.0
# From one dot to the next: 3.5 pixels between them keep them apart, so that they can be counted.
PITCH = 12.5


def dot_counts(counts: Sequence[CountRow], heads: Sequence[str], about: ChartText) -> Chart:
    """Rows of dots by kind, each group with its number; shares are of all that are counted.

    Raises ChartError where a row has not as many counts as there are heads.
    """
    for row in counts:
        if len(row.counts) != len(heads):
            fault = f"{len(heads)} heads, but {row.name} has another number of counts"
            raise ChartError(about.id, fault)
    whole = sum(sum(row.counts) for row in counts)
    rows = tuple(_row(row, heads, whole) for row in counts)
    return chart(about, rows, lambda canvas: _picture(counts, heads, canvas))


def _row(row: CountRow, heads: Sequence[str], whole: int) -> DataRow:
    amounts = "，".join(f"{head} {count}" for head, count in zip(heads, row.counts, strict=True))
    share = f"{100 * sum(row.counts) / whole:.1f}%" if whole else ""
    return DataRow(row.name, amounts, share)


def _picture(counts: Sequence[CountRow], heads: Sequence[str], canvas: Canvas) -> Drawing:
    # With little room a name has a line of its own above its dots.
    left = 0.0
    room: float = canvas.width
    if canvas.wide:
        left = names_width((row.name for row in counts), canvas) + SPACE
        room = left - 2 * SPACE
    column = (canvas.width - left) / max(len(heads), 1)
    number = width("00", canvas.text) + 5
    across = max(int((column - number - 4) // PITCH), 1)
    marks: list[Mark] = []
    for place, head in enumerate(heads):
        text = shortened(head, canvas.small, column - 8)
        marks.append(Label(left + column * place, 15, text, canvas.small, fill=SOFT))

    y = 26.0
    for row in counts:
        name = shortened(row.name, canvas.text, room)
        marks.append(Rule(0, y, canvas.width, y, LINE))
        marks.append(centred(0, y + 17, name, canvas.text))
        y += 17 if canvas.wide else 40
        for place, (count, head) in enumerate(zip(row.counts, heads, strict=True)):
            x = left + column * place
            fill = INK if count else SOFT
            marks.append(centred(x, y, f"{count}", canvas.text, fill=fill, weight="bold"))
            if count:
                dots = _dots(count, x + number, y - DOT / 2, across)
                fill = COLOURS[place % len(COLOURS)]
                marks.append(Path(dots, fill=fill, tip=f"{row.name}：{head} {count}"))
        most = max([1, *row.counts])
        y += 17 + PITCH * ((most - 1) // across)
    return marks, y


def _dots(count: int, x: float, y: float, across: int) -> str:
    """So many little squares, in lines of the same length."""
    path = ""
    for dot in range(count):
        left, top = x + PITCH * (dot % across), y + PITCH * (dot // across)
        path += f"M{left:.1f} {top:.1f}h{DOT:g}v{DOT:g}h{-DOT:g}z"
    return path
