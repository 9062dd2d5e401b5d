"""A bar of the whole, and the small rest enlarged under it: for budgets where one line is most."""

from collections.abc import Iterator, Sequence

from scripts.charts.bars import block, panel
from scripts.charts.marks import Box, Drawing, Label, Mark, Path, centred, middle, soft_label
from scripts.charts.model import Chart, ChartText, Item, NumberFormat
from scripts.charts.scale import folded, large, lengths, ratio, times, total, without_nothing
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import C2, PAPER, SMALL, SOFT, STRONG, Canvas
from scripts.charts.two_widths import chart, data_rows

# More parts than this in the enlarged bar would be slivers.
MOST = 12
GAP = 3
# Where the bar of the whole begins, under its caption.
TOP = 28
# The height of the wedge, with room for the caption of the rest.
WEDGE = 56
# So many labels on leader lines can still be followed by eye.
LEADERS = 5


def whole_and_rest(items: Sequence[Item], about: ChartText) -> Chart:
    """A whole's large parts in one bar, the others enlarged under it; else plain bars."""
    shown = folded(without_nothing(items), MOST, about.captions.others)
    about_share = about.of(total(items))

    def draw(canvas: Canvas) -> Drawing:
        return _picture(shown, about_share, canvas)

    return chart(about, data_rows(items, about.numbers), draw)


def _caption(y: float, name: str, amount: str, canvas: Canvas) -> Iterator[Mark]:
    x = width(name, canvas.text) + 12
    yield Label(0, y, name, canvas.text, weight="bold")
    yield Label(x, y, amount, canvas.text)


def _picture(shown: Sequence[Item], about: ChartText, canvas: Canvas) -> Drawing:
    numbers = about.numbers
    whole = numbers.full(total(shown))
    marks: list[Mark] = [*_caption(15, about.captions.whole, whole, canvas)]
    count = large(shown)
    if not count:
        bars, end = block(shown, canvas, numbers, y=TOP)
        return marks + bars, end

    items, rest = shown[:count], shown[count:]
    rest_amount = total(rest)
    amounts = [item.amount for item in items]
    parts = [*amounts, rest_amount]
    sizes = lengths(parts, canvas.width, gap=GAP)
    labels: list[Mark] = []
    unnamed: list[Item] = []
    x = 0.0
    for item, size, fill in zip(items, sizes, STRONG, strict=False):
        tip = numbers.tip(item.name, item.amount)
        box = Box(x, TOP, size, canvas.bar, fill, radius=3, tip=tip)
        marks.append(box)
        inside = _inside(item, x, size, numbers, canvas)
        labels += inside
        if not inside:
            unnamed.append(item)
        x += size + GAP
    if rest:
        tip = numbers.tip(about.captions.rest, rest_amount)
        box = Box(x, TOP, sizes[-1], canvas.bar, C2, tip=tip)
        marks.append(box)
    marks += labels

    y = TOP + canvas.bar
    for item in unnamed:
        y += 22
        named = f"{numbers.amount(item.amount)} {item.name}"
        text = shortened(named, SMALL, canvas.width)
        marks.append(Label(0, y - 4, text, SMALL))
    if not rest:
        return marks, y
    if len(rest) == 1:
        (item,) = rest
        # Under its place in the bar.
        amount = numbers.full(item.amount)
        room = canvas.width - width(amount, canvas.text) - 10
        name = shortened(item.name, canvas.text, room)
        text = f"{name} {amount}"
        label = Label(canvas.width, y + 20, text, canvas.text, align="right")
        marks.append(label)
        return marks, y + 26
    # What the rest would take in the bar above if nothing were widened to be seen.
    above = ratio(rest_amount, shown[0].amount) * sizes[0]
    left = canvas.width - sizes[-1]
    below, end = _rest(rest, about, canvas, x=left, y=y, above=above)
    return marks + below, end


def _inside(item: Item, x: float, size: float, numbers: NumberFormat, canvas: Canvas) -> list[Mark]:
    """Name and amount in a segment: in one line, else in two, else not at all."""
    centre = TOP + canvas.bar / 2
    name = width(item.name, canvas.text)
    amount = numbers.amount(item.amount)
    full = numbers.full(item.amount)
    for text in (full, amount):
        # 12 pixels before the name, 14 between both, 14 after the amount.
        needed = name + width(text, canvas.text) + 40
        if needed <= size:
            label = centred(x + 12, centre, item.name, canvas.text, fill=PAPER)
            figure = centred(x + 26 + name, centre, text, canvas.text, fill=PAPER)
            return [label, figure]
    # Two lines need a bar of 40 pixels: a narrow canvas has 34.
    longest = max(name, width(amount, SMALL))
    if canvas.bar < 40 or longest + 20 > size:
        return []
    return [
        Label(x + 10, centre - 3, item.name, canvas.text, fill=PAPER),
        Label(x + 10, centre + 14, amount, SMALL, fill=PAPER),
    ]


def _rest(
    rest: Sequence[Item], about: ChartText, canvas: Canvas, *, x: float, y: float, above: float
) -> Drawing:
    """The wedge and the enlarged rest, which begins at x and has `above` pixels in the bar."""
    numbers, captions = about.numbers, about.captions
    whole = total(rest)
    low = y + WEDGE
    wedge = f"M{x:.1f} {y}L0 {low}H{canvas.width}V{y}Z"
    marks: list[Mark] = [Path(wedge, fill=C2, opacity=0.14)]
    amount = numbers.full(whole)
    marks += _caption(low - 9, captions.rest, amount, canvas)
    amounts = [item.amount for item in rest]
    sizes = lengths(amounts, canvas.width, gap=GAP)
    bottom = low + canvas.bar
    under = _under(rest, sizes, bottom, numbers, canvas)
    # How many times longer an amount is drawn below than above.
    factor = canvas.width / above
    if not canvas.wide or under is None:
        under = block(rest, canvas, numbers, y=low + 6, fill=C2)
        bars = panel(rest, canvas, numbers)
        factor = bars.enlarges(whole, above)
        sizes = []

    enlarged = captions.enlarged.format(times=times(factor))
    caption = soft_label(canvas.width, low - 9, enlarged, align="right")
    marks.append(caption)

    left = 0.0
    for number, (item, size) in enumerate(zip(rest, sizes, strict=False)):
        tip = numbers.tip(item.name, item.amount)
        # Paler from part to part, so that neighbours are told apart, yet never like the paper.
        opacity = max(1 - 0.09 * number, 0.55)
        box = Box(left, low, size, canvas.bar, C2, opacity=opacity, tip=tip)
        marks.append(box)
        left += size + GAP
    labels, end = under
    return marks + labels, end


def _under(
    rest: Sequence[Item], sizes: Sequence[float], y: float, numbers: NumberFormat, canvas: Canvas
) -> Drawing | None:
    """Labels under the segments, those of narrow ones on leader lines; None if there is no room."""
    marks: list[Mark] = []
    x = 0.0
    leading = 0
    for item, size in zip(rest, sizes, strict=True):
        amount = numbers.amount(item.amount)
        name = width(item.name, canvas.text)
        figure = width(amount, SMALL)
        # Leader lines would cross the labels of later segments: after the first all have one.
        if not leading and max(name, figure) + 10 <= size + GAP:
            label = Label(x + 1, y + 18, item.name, canvas.text)
            under = soft_label(x + 1, y + 37, amount)
            marks += [label, under]
            x += size + GAP
            continue

        leading += 1
        centre = x + size / 2
        line = y + 32 + 22 * leading
        figure_x = centre - 14 - figure
        name_x = figure_x - 6
        if leading > LEADERS or name_x < name:
            return None
        leader = f"M{centre:.1f} {y + 3:.1f}V{line:.1f}H{centre - 9:.1f}"
        stroke = Path(leader, stroke=SOFT)
        marks.append(stroke)
        baseline = middle(line, SMALL)
        marks.append(soft_label(figure_x, baseline, amount))
        label = centred(name_x, line, item.name, canvas.text, align="right")
        marks.append(label)
        x += size + GAP
    end = y + 44 + 22 * leading
    if leading:
        end += 4
    return marks, end
