"""A ranking in which the smallest can be seen beside the largest.

All stand on one scale, and the small ones again on their own.
"""

from collections.abc import Sequence

from scripts.charts.bars import (
    MOST,
    SPACE,
    Panel,
    bar_rows,
    block,
    name_labels,
    names_width,
    panel,
    values_width,
)
from scripts.charts.data_table import data_rows
from scripts.charts.marks import Drawing, Label, Mark, Rule
from scripts.charts.model import Chart, ChartText, Item
from scripts.charts.scale import broken, folded, ranked, ratio, times, total
from scripts.charts.text_width import width
from scripts.charts.theme import C2, LINE, SOFT, Canvas
from scripts.charts.two_widths import chart

# The line of captions over the bars, with its space.
HEAD = 34
# The baseline of the captions.
CAPTION = 15
# Between the panels: less, and the amounts of the left seem to belong to the right.
GAP = 28


def ranking(items: Sequence[Item], about: ChartText) -> Chart:
    """Items from the largest to the smallest; skewed ones are enlarged.

    Where the amounts fall steeply (`scale.broken`), the small ones stand on a larger scale too:
    beside the others on a wide canvas, under them on a narrow one.
    """
    rows = data_rows(ranked(items), about.numbers)
    shown = folded(items, MOST, about.captions.others)
    about_share = about.of(total(items))
    first = broken(shown)

    def draw(canvas: Canvas) -> Drawing:
        if not first:
            return block(shown, canvas, about_share.numbers, y=2)
        layout = _beside if canvas.wide else _under
        return layout(shown[:first], shown[first:], about_share, canvas)

    return chart(about, rows, draw)


def _beside(
    big: Sequence[Item], small: Sequence[Item], about: ChartText, canvas: Canvas
) -> Drawing:
    """Both scales in one row each: on the left all, on the right the small with their amounts."""
    numbers, captions = about.numbers, about.captions
    names = [item.name for item in (*big, *small)]
    x = names_width(names, canvas)
    big_values = values_width(big, canvas, numbers)
    room = canvas.width - x - GAP - big_values - values_width(small, canvas, numbers)
    # The enlarged panel is a little wider: there the differences are to be seen.
    left = Panel(x, room * 0.42, big[0].amount)
    right = Panel(x + left.w + big_values + GAP, room * 0.58, small[0].amount, C2)
    factor = right.enlarges(right.whole, ratio(right.whole, left.whole) * left.w)
    head = captions.own_scale.format(times=times(factor))
    head_x = min(right.x, canvas.width - width(head, canvas.small))

    rows = bar_rows(names, canvas, y=HEAD, room=x - SPACE)
    end = rows[-1].end
    marks: list[Mark] = [
        Label(left.x, CAPTION, captions.same_scale, canvas.small, fill=SOFT),
        Label(head_x, CAPTION, head, canvas.small, fill=SOFT),
        Rule(left.x - 1, HEAD - 8, left.x - 1, end, LINE),
        Rule(right.x - 1, HEAD - 8, right.x - 1, end, LINE),
    ]

    for item, row in zip(big, rows, strict=False):
        marks += name_labels(row, canvas)
        marks += left.bar(item, row, canvas, numbers)
    on_left = Panel(left.x, left.w, left.whole, C2)
    for item, row in zip(small, rows[len(big) :], strict=True):
        marks += name_labels(row, canvas)
        marks += on_left.box(item, row, numbers)
        marks += right.bar(item, row, canvas, numbers)
    return marks, end


def _under(big: Sequence[Item], small: Sequence[Item], about: ChartText, canvas: Canvas) -> Drawing:
    """One under the other: the large ones with the sum of the small, then the small enlarged."""
    numbers, captions = about.numbers, about.captions
    above = [*big, Item(captions.rest, total(small))]
    above_marks, end = block(above, canvas, numbers, y=HEAD - 8, last=C2)
    # Room for a rule and the caption of the enlarged ones.
    below_marks, low = block(small, canvas, numbers, y=end + 42, fill=C2)
    top = panel(above, canvas, numbers)
    size = ratio(small[0].amount, top.whole) * top.w
    factor = panel(small, canvas, numbers).enlarges(small[0].amount, size)
    enlarged = captions.own_scale.format(times=times(factor))
    marks: list[Mark] = [
        Label(0, CAPTION, captions.same_scale, canvas.small, fill=SOFT),
        *above_marks,
        Rule(0, end + 8, canvas.width, end + 8, LINE),
        Label(0, end + 29, enlarged, canvas.small, fill=SOFT),
        *below_marks,
    ]
    return marks, low
