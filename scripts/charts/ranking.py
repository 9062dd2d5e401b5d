"""A ranking on one scale, in which the smallest are seen beside the largest, enlarged."""

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
from scripts.charts.marks import Drawing, Mark, Rule, soft_label
from scripts.charts.model import Chart, ChartText, Item
from scripts.charts.scale import broken, folded, ranked, ratio, times, total
from scripts.charts.text_width import width
from scripts.charts.theme import C2, LINE, SMALL, Canvas
from scripts.charts.two_widths import chart, data_rows

# The line of captions over the bars, with its space.
HEAD = 34
# The baseline of the captions.
CAPTION = 15
# Between the panels: less, and the amounts of the left seem to belong to the right.
GAP = 28


def ranking(items: Sequence[Item], about: ChartText) -> Chart:
    """From the largest to the smallest; where they fall steeply, the small ones enlarged too."""
    rows = data_rows(ranked(items), about.numbers)
    shown = folded(items, MOST, about.captions.others)
    about_share = about.of(total(items))
    first = broken(shown)
    big, small = shown[:first], shown[first:]

    def draw(canvas: Canvas) -> Drawing:
        if not big:
            return block(shown, canvas, about_share.numbers, y=2)
        layout = _beside if canvas.wide else _under
        return layout(big, small, about_share, canvas)

    return chart(about, rows, draw)


def _beside(
    big: Sequence[Item], small: Sequence[Item], about: ChartText, canvas: Canvas
) -> Drawing:
    """Both scales in one row each: on the left all, on the right the small with their amounts."""
    numbers, captions = about.numbers, about.captions
    names = [item.name for item in (*big, *small)]
    x = names_width(names, canvas)
    big_values = values_width(big, numbers)
    small_values = values_width(small, numbers)
    room = canvas.width - x - GAP - big_values - small_values

    # The enlarged panel is a little wider: there the differences are to be seen.
    largest = big[0].amount
    left = Panel(x, room * 0.42, largest)
    on_left = Panel(x, left.w, largest, C2)
    largest_small = small[0].amount
    right_x = x + left.w + big_values + GAP
    right = Panel(right_x, room * 0.58, largest_small, C2)
    size = ratio(largest_small, largest) * left.w
    enlarged = times(right.enlarges(largest_small, size))
    head = captions.own_scale.format(times=enlarged)
    farthest = canvas.width - width(head, SMALL)
    head_x = min(right.x, farthest)

    rows = bar_rows(names, canvas, y=HEAD, room=x - SPACE)
    end = rows[-1].end
    all_head = soft_label(x, CAPTION, captions.same_scale)
    small_head = soft_label(head_x, CAPTION, head)
    marks: list[Mark] = [all_head, small_head]
    for panel_x in (x, right.x):
        edge = panel_x - 1
        rule = Rule(edge, HEAD - 8, edge, end, LINE)
        marks.append(rule)

    for item, row in zip(big, rows, strict=False):
        marks += name_labels(row, canvas)
        marks += left.bar(item, row, numbers)
    small_rows = rows[len(big) :]
    for item, row in zip(small, small_rows, strict=True):
        marks += name_labels(row, canvas)
        marks += on_left.box(item, row, numbers)
        marks += right.bar(item, row, numbers)
    return marks, end


def _under(big: Sequence[Item], small: Sequence[Item], about: ChartText, canvas: Canvas) -> Drawing:
    """One under the other: the large ones with the sum of the small, then the small enlarged."""
    numbers, captions = about.numbers, about.captions
    rest_amount = total(small)
    rest = Item(captions.rest, rest_amount)
    above = [*big, rest]
    marks, end = block(above, canvas, numbers, y=HEAD - 8, last=C2)
    # Room for a rule and the caption of the enlarged ones.
    below, low = block(small, canvas, numbers, y=end + 42, fill=C2)

    top = panel(above, canvas, numbers)
    largest = small[0].amount
    size = ratio(largest, top.whole) * top.w
    low_panel = panel(small, canvas, numbers)
    factor = low_panel.enlarges(largest, size)
    enlarged = captions.own_scale.format(times=times(factor))

    head = soft_label(0, CAPTION, captions.same_scale)
    rule = Rule(0, end + 8, canvas.width, end + 8, LINE)
    low_head = soft_label(0, end + 29, enlarged)
    return [head, *marks, rule, low_head, *below], low
