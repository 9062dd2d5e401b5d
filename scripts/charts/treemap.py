"""A whole in areas (a treemap): its finest parts as tiles, those too small listed under it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.charts.marks import Box, Drawing, Label, Mark, Path, centred, soft_label
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, DataRow, TreemapNode
from scripts.charts.scale import ratio, total
from scripts.charts.text_width import shortened, width, wrapped
from scripts.charts.theme import C6, CARD, COLOURS, SMALL, SOFT, Canvas
from scripts.charts.two_widths import chart, data_row

HIGH = {"wide": 360.0, "narrow": 400.0}
# A tint on which the page's own ink reads well, in light and in dark.
TINT = 0.34
# A swatch is small: at the tint of an area its colour could not be told.
SWATCH_TINT = TINT + 0.2
# More lines than this under the picture are the table's.
LISTED = 12
# Between the columns of the list, and from one of its lines to the next.
COLUMN_GAP, LIST_PITCH = 28, 24
BETWEEN = " › "


@dataclass(frozen=True)
class Area:
    """A rectangle in pixels."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True)
class Leaf:
    """A finest part with the names above it and its colour."""

    path: tuple[str, ...]
    amount: Decimal
    fill: str

    @property
    def label(self) -> str:
        """All names: 教育支出 › 普通教育 › 小学教育."""
        return BETWEEN.join(self.path)


def treemap(nodes: Sequence[TreemapNode], about: ChartText) -> Chart:
    """The finest parts as areas, by the node they make up; ChartError where they do not."""
    whole = total(nodes)
    order = sorted(nodes, key=_largest_first)
    groups: list[list[Leaf]] = []
    rows: list[DataRow] = []
    for place, node in enumerate(order):
        fill = COLOURS[place] if place < len(COLOURS) else C6
        group = sorted(_leaves(node, (), fill, about), key=_largest_first)
        groups.append(group)
        for leaf in group:
            row = data_row(leaf.label, leaf.amount, whole, about.numbers)
            rows.append(row)
    about_share = about.of(whole)

    def draw(canvas: Canvas) -> Drawing:
        return _picture(order, groups, about_share, canvas)

    return chart(about, rows, draw)


def _largest_first(part: TreemapNode | Leaf) -> Decimal:
    return -part.amount


def _leaves(
    node: TreemapNode, above: tuple[str, ...], fill: str, about: ChartText
) -> Iterator[Leaf]:
    """The finest parts of a node; ChartError where some do not make up what they are parts of."""
    path = (*above, node.name)
    if not node.parts:
        yield Leaf(path, node.amount, fill)
        return
    added = total(node.parts)
    if added != node.amount:
        fault = f"{node.name} is {node.amount}, but its parts are {added}"
        raise ChartError(about.id, fault)
    for part in node.parts:
        yield from _leaves(part, path, fill, about)


def _picture(
    nodes: Sequence[TreemapNode], groups: Sequence[Sequence[Leaf]], about: ChartText, canvas: Canvas
) -> Drawing:
    marks, y = _key(nodes, about, canvas)
    leaves = [[leaf for leaf in group if leaf.amount > 0] for group in groups]
    drawn = [group for group in leaves if group]
    frame = Area(0, y, canvas.width, HIGH[canvas.name])
    sums = [total(group) for group in drawn]
    areas = squares(sums, frame)

    labels: list[Mark] = []
    unnamed: list[Leaf] = []
    # One stroke for all: a line of its own for each edge would double the picture's weight.
    thin = thick = ""
    for group, area in zip(drawn, areas, strict=True):
        thick += _edges(area)
        amounts = [leaf.amount for leaf in group]
        tiles = squares(amounts, area)
        for leaf, tile in zip(group, tiles, strict=True):
            thin += _edges(tile)
            tip = about.numbers.tip(leaf.label, leaf.amount)
            box = Box(tile.x, tile.y, tile.w, tile.h, leaf.fill, opacity=TINT, radius=0, tip=tip)
            marks.append(box)
            name = list(_name(leaf, tile, about, canvas))
            labels += name
            if not name:
                unnamed.append(leaf)
    if drawn:
        y += HIGH[canvas.name]
        fine = Path(thin, stroke=CARD, thickness=1.2)
        strong = Path(thick, stroke=CARD, thickness=3)
        marks += [fine, strong]

    below, end = _list(unnamed, about, canvas, y=y)
    negative = sum(leaf.amount < 0 for group in groups for leaf in group)
    if negative:
        caption = about.captions.below.format(count=negative)
        below.append(soft_label(0, end + 18, caption))
        end += 26
    return [*marks, *labels, *below], end


def squares(amounts: Sequence[Decimal], frame: Area) -> list[Area]:
    """An area for each amount, as near to squares as can be, which fill the frame together.

    The amounts are all above zero and in order from the largest. Bruls, Huizing, van Wijk:
    Squarified Treemaps, https://doi.org/10.1007/978-3-7091-6783-0_4
    """
    whole = sum(amounts, ZERO)
    x, y = frame.x, frame.y
    w, h = frame.w, frame.h
    sizes = [ratio(amount, whole) * w * h for amount in amounts]
    areas: list[Area] = []
    while sizes:
        side = min(w, h)
        # As many side by side as make no area longer than fewer would.
        count = 1
        while count < len(sizes):
            fewer = _worst(sizes[:count], side)
            more = _worst(sizes[: count + 1], side)
            if more > fewer:
                break
            count += 1
        row, sizes = sizes[:count], sizes[count:]
        taken = math.fsum(row)
        # The last row takes what is left, so that no sliver stays between it and the frame.
        thick = max(w, h)
        if sizes:
            thick = taken / side if side else 0.0

        # A row stands along the shorter side.
        is_tall = w < h
        along = 0.0
        for size in row:
            long = side * size / taken if taken else 0.0
            if is_tall:
                areas.append(Area(x + along, y, long, thick))
            else:
                areas.append(Area(x, y + along, thick, long))
            along += long
        if is_tall:
            y, h = y + thick, h - thick
        else:
            x, w = x + thick, w - thick
    return areas


def _worst(row: Sequence[float], side: float) -> float:
    least, most = row[-1], row[0]
    if not side or not least:
        return 0.0
    thick = math.fsum(row) / side
    square = thick * thick
    return max(square / least, most / square)


def _edges(area: Area) -> str:
    """The left and the upper edge: an area is exact, and the line stands on its border."""
    right = area.x + area.w
    bottom = area.y + area.h
    return f"M{area.x:.1f} {bottom:.1f}V{area.y:.1f}H{right:.1f}"


def _name(leaf: Leaf, tile: Area, about: ChartText, canvas: Canvas) -> Iterator[Mark]:
    """Name, amount and share inside a tile; nothing where half a name or amount would mislead."""
    numbers, pitch = about.numbers, canvas.pitch
    # 8 pixels on the left, 6 on the right.
    room = tile.w - 14
    amount = numbers.amount(leaf.amount)
    # A name of one sign a line is none.
    if room < 2 * canvas.text or width(amount, SMALL) > room:
        return
    lines = wrapped(leaf.path[-1], canvas.text, room, 4)
    high = (len(lines) + 1) * pitch + 10
    is_cut = lines[-1].endswith("…")
    if is_cut or high > tile.h:
        return

    figures = [amount]
    share = numbers.share(leaf.amount, numbers.of or ZERO)
    fits = high + pitch <= tile.h and width(share, SMALL) <= room
    if share and fits:
        figures.append(share)
    x = tile.x + 8
    y = tile.y + 6 + canvas.text
    for line in lines:
        yield Label(x, y, line, canvas.text)
        y += pitch
    for figure in figures:
        yield Label(x, y, figure, SMALL)
        y += pitch


def _swatch(x: float, y: float, fill: str) -> Box:
    return Box(x, y, 13, 13, fill, opacity=SWATCH_TINT)


def _key(nodes: Sequence[TreemapNode], about: ChartText, canvas: Canvas) -> Drawing:
    """The whole, then the colours, each with its kind and the kind's share; and where they end."""
    numbers = about.numbers
    whole = numbers.of or ZERO
    caption = about.captions.sum.format(count=numbers.full(whole))
    marks: list[Mark] = [Label(0, 15, caption, SMALL)]
    shown = [node for node in nodes if node.amount > 0]
    if not shown:
        return marks, 24

    x, y = 0.0, 24.0
    for node, fill in zip(shown, COLOURS, strict=False):
        share = numbers.share(node.amount, whole)
        room = canvas.width - 30 - width(share, SMALL)
        name = shortened(node.name, SMALL, room)
        text = f"{name} {share}"
        long = 19 + width(text, SMALL)
        if x and x + long > canvas.width:
            x = 0.0
            y += 22
        swatch = _swatch(x, y + 2, fill)
        label = centred(x + 19, y + 8.5, text, SMALL)
        marks += [swatch, label]
        x += long + 18
    return marks, y + 28


def _list(leaves: Sequence[Leaf], about: ChartText, canvas: Canvas, *, y: float) -> Drawing:
    """The parts whose names had no room: colour, name, amount; and how many more the table has."""
    if not leaves:
        return [], y + 4
    numbers, captions = about.numbers, about.captions
    order = sorted(leaves, key=_largest_first)
    columns = 2 if canvas.wide else 1
    gaps = COLUMN_GAP * (columns - 1)
    wide = (canvas.width - gaps) / columns
    caption = captions.unnamed.format(count=len(leaves))
    marks: list[Mark] = [soft_label(0, y + 24, caption)]

    y += 34
    for place, leaf in enumerate(order[:LISTED]):
        column = place % columns
        if place and not column:
            y += LIST_PITCH
        x = (wide + COLUMN_GAP) * column
        amount = numbers.amount(leaf.amount)
        room = wide - 19 - width(amount, SMALL) - 12
        name = shortened(leaf.path[-1], SMALL, room)
        swatch = _swatch(x, y + 5, leaf.fill)
        label = centred(x + 19, y + 12, name, SMALL)
        figure = centred(x + wide, y + 12, amount, SMALL, align="right")
        marks += [swatch, label, figure]
    y += LIST_PITCH

    rest = order[LISTED:]
    if rest:
        others = captions.others.format(count=len(rest))
        amount = numbers.full(total(rest))
        text = f"{others} {amount}"
        marks.append(centred(19, y + 12, text, SMALL, fill=SOFT))
        y += LIST_PITCH
    return marks, y + 4
