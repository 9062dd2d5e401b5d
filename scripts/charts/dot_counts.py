"""How many of each kind: one dot for each, in rows and columns that can be counted."""

from collections.abc import Sequence

from scripts.charts.bars import SPACE, names_width
from scripts.charts.marks import Drawing, Mark, Path, Rule, centred, soft_label
from scripts.charts.model import Chart, ChartError, ChartText, CountRow, DataRow
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import COLOURS, INK, LINE, SMALL, SOFT, Canvas
from scripts.charts.two_widths import chart

DOT = 9.0
# From one dot to the next: 3.5 pixels between them keep them apart, so that they can be counted.
PITCH = 12.5


def dot_counts(counts: Sequence[CountRow], heads: Sequence[str], about: ChartText) -> Chart:
    """Rows of dots by kind, with numbers; ChartError where a row has not a count for each head."""
    for row in counts:
        if len(row.counts) != len(heads):
            fault = f"{len(heads)} heads, but {row.name} has another number of counts"
            raise ChartError(about.id, fault)

    whole = sum(sum(row.counts) for row in counts)
    rows: list[DataRow] = []
    for row in counts:
        pairs = zip(heads, row.counts, strict=True)
        amounts = "，".join(f"{head} {count}" for head, count in pairs)
        share = ""
        if whole:
            percent = 100 * sum(row.counts) / whole
            share = f"{percent:.1f}%"
        rows.append(DataRow(row.name, amounts, share))
    return chart(about, rows, lambda canvas: _picture(counts, heads, canvas))


def _picture(counts: Sequence[CountRow], heads: Sequence[str], canvas: Canvas) -> Drawing:
    # With little room a name has a line of its own above its dots.
    left, below = 0.0, 40
    room: float = canvas.width
    if canvas.wide:
        left = names_width((row.name for row in counts), canvas) + SPACE
        room = left - 2 * SPACE
        below = 17
    columns = max(len(heads), 1)
    column = (canvas.width - left) / columns
    number = width("00", canvas.text) + 5
    across = int((column - number - 4) // PITCH)
    across = max(across, 1)
    # So many little squares, in lines of the same length.
    square = f"h{DOT:g}v{DOT:g}h{-DOT:g}z"
    marks: list[Mark] = []
    for place, head in enumerate(heads):
        text = shortened(head, SMALL, column - 8)
        x = left + column * place
        caption = soft_label(x, 15, text)
        marks.append(caption)

    y = 26.0
    for row in counts:
        name = shortened(row.name, canvas.text, room)
        rule = Rule(0, y, canvas.width, y, LINE)
        marks.append(rule)
        label = centred(0, y + 17, name, canvas.text)
        marks.append(label)
        y += below
        for place, count in enumerate(row.counts):
            x = left + column * place
            fill = INK if count else SOFT
            figure = centred(x, y, str(count), canvas.text, fill=fill, weight="bold")
            marks.append(figure)
            if count:
                dots = ""
                for dot in range(count):
                    down, right = divmod(dot, across)
                    dot_x = x + number + PITCH * right
                    top = y - DOT / 2 + PITCH * down
                    dots += f"M{dot_x:.1f} {top:.1f}{square}"
                fill = COLOURS[place % len(COLOURS)]
                tip = f"{row.name}：{heads[place]} {count}"
                shape = Path(dots, fill=fill, tip=tip)
                marks.append(shape)
        longest = max([1, *row.counts])
        lines_more = (longest - 1) // across
        y += 17 + PITCH * lines_more
    return marks, y
