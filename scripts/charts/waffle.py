"""The composition of a whole as a hundred squares: what of every 100 yuan goes where."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from scripts.charts.marks import Box, Drawing, Label, Mark, Path, soft_label
from scripts.charts.model import CENT, Chart, ChartText, Item
from scripts.charts.scale import folded, lengths, ratio, total, without_nothing
from scripts.charts.text_width import widest, wrapped
from scripts.charts.theme import COLOURS, LINE, Canvas
from scripts.charts.two_widths import chart, data_rows

SIDE = 10
MOST = len(COLOURS)
# The thinnest strip of a square, as a part of it: 2 pixels of its 21 or 24.
THIN = 0.09
# From one square to the next, 3 pixels of it the gap: ten fit a narrow canvas with room to spare.
PITCH = {"wide": 27.0, "narrow": 24.0}
# From one line of a name to the next.
LINE_PITCH = 19


def waffle(items: Sequence[Item], about: ChartText) -> Chart:
    """The parts of a whole as a hundred squares, of which the small parts take strips."""
    shown = folded(without_nothing(items), MOST, about.captions.others)
    about_share = about.of(total(items))

    def draw(canvas: Canvas) -> Drawing:
        grid = PITCH[canvas.name] * SIDE
        left, x = 0.0, grid + 44
        y: float = 0
        # With little room the key stands under the squares.
        if not canvas.wide:
            left = (canvas.width - grid) / 2
            x, y = 0, grid + 10
        squares = _squares(shown, about_share, canvas, left)
        keys, low = _key(shown, about_share, canvas, x=x, y=y)
        end = max(low, grid)
        return [*squares, *keys], end

    return chart(about, data_rows(items, about.numbers), draw)


def of_hundred(part: Decimal, whole: Decimal) -> str:
    """How many of 100 yuan the part takes, with two decimals; "<0.01" for what is less.

    >>> of_hundred(Decimal(1), Decimal(3)), of_hundred(Decimal(1), Decimal(99999))
    ('33.33', '<0.01')
    """
    if not whole:
        return "0"
    exact = 100 * part / whole
    yuan = exact.quantize(CENT, ROUND_HALF_UP)
    return "<0.01" if part > 0 and not yuan else f"{yuan}"


def _squares(
    shown: Sequence[Item], about: ChartText, canvas: Canvas, left: float
) -> Iterator[Mark]:
    """The empty squares, and over them one shape for each part, each where the last one ended."""
    pitch = PITCH[canvas.name]
    side = pitch - 3
    cells: list[tuple[float, float]] = []
    empty = ""
    for place in range(SIDE * SIDE):
        down, right = divmod(place, SIDE)
        x = left + pitch * right
        y = pitch * down
        cells.append((x, y))
        empty += _strip(x, y, side, 0, 1)
    yield Path(empty, fill=LINE)

    amounts = [item.amount for item in shown]
    sizes = lengths(amounts, SIDE * SIDE, least=THIN)
    start = 0.0
    for item, size, fill in zip(shown, sizes, COLOURS, strict=False):
        end = start + size
        path = ""
        for place, (x, y) in enumerate(cells):
            first = max(start - place, 0)
            last = min(end - place, 1)
            # A strip that is only the rounding of floats is none.
            begun = place + 1 - start > 1e-6
            if begun and end - place > 1e-6:
                path += _strip(x, y, side, first, last)
        tip = about.numbers.tip(item.name, item.amount)
        yield Path(path, fill=fill, tip=tip)
        start = end


def _strip(x: float, y: float, side: float, start: float, end: float) -> str:
    left = x + side * start
    wide = side * (end - start)
    shape = f"h{wide:.2f}v{side:.2f}h{-wide:.2f}z"
    return f"M{left:.2f} {y:.2f}{shape}"


def _key(shown: Sequence[Item], about: ChartText, canvas: Canvas, *, x: float, y: float) -> Drawing:
    captions = about.captions
    whole = total(shown)
    yuan = [f"{of_hundred(item.amount, whole)} 元" for item in shown]
    marks: list[Mark] = [soft_label(x, y + 15, captions.hundred)]
    y += 30

    # A figure too far from its name is hard to match.
    right = min(canvas.width, x + 350)
    figures = widest(yuan, canvas.text)
    room = right - x - 36 - figures
    for item, text, fill in zip(shown, yuan, COLOURS, strict=False):
        box = Box(x, y + 3, 14, 14, fill)
        marks.append(box)
        top = y
        for line in wrapped(item.name, canvas.text, room, 2):
            label = Label(x + 24, y + 15, line, canvas.text)
            marks.append(label)
            y += LINE_PITCH
        figure = Label(right, top + 15, text, canvas.text, align="right", weight="bold")
        amount = about.numbers.full(item.amount)
        under = soft_label(x + 24, y + 15, amount)
        marks += [figure, under]
        y += 29

    shares = [ratio(item.amount, whole) for item in shown]
    if any(0 < share < 0.01 for share in shares):
        marks.append(soft_label(x, y + 13, captions.partial))
        y += 18
    return marks, y
