"""A whole in areas (a treemap): kinds in colours, their finest parts as tiles.

Parts too small for a name are listed under it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.charts.data_table import data_row
from scripts.charts.marks import Box, Drawing, Label, Mark, Path, centred
from scripts.charts.model import ZERO, Chart, ChartError, ChartText, TreemapNode
from scripts.charts.scale import total
from scripts.charts.squarify import Area, squares
from scripts.charts.text_width import shortened, width, wrapped
from scripts.charts.theme import C6, CARD, COLOURS, SOFT, Canvas
from scripts.charts.two_widths import chart

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
class Leaf:
    """A finest part with the names above it and its colour."""

    path: tuple[str, ...]
    amount: Decimal
    fill: str

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path[-1]

    @property
    def label(self) -> str:
        """All names: 教育支出 › 普通教育 › 小学教育."""
        return BETWEEN.join(self.path)


def treemap(nodes: Sequence[TreemapNode], about: ChartText) -> Chart:
    """The finest parts as areas, grouped by the node they belong to.

    A node is the sum of its parts; else ChartError.
    """
    for node in nodes:
        _check(node, about)
    whole = total(nodes)
    order = sorted(nodes, key=_largest_first)
    fills = dict(zip((node.name for node in order), COLOURS, strict=False))
    groups = [
        sorted(_leaves(node, (), fills.get(node.name, C6)), key=_largest_first) for node in order
    ]
    rows = tuple(
        data_row(leaf.label, leaf.amount, whole, about.numbers)
        for group in groups
        for leaf in group
    )
    about_share = about.of(whole)

    def draw(canvas: Canvas) -> Drawing:
        return _picture(order, groups, about_share, canvas)

    return chart(about, rows, draw)


def _largest_first(part: TreemapNode | Leaf) -> Decimal:
    return -part.amount


def _check(node: TreemapNode, about: ChartText) -> None:
    """Raises ChartError where the parts do not make up their node."""
    added = total(node.parts)
    if node.parts and added != node.amount:
        raise ChartError(about.id, f"{node.name} is {node.amount}, but its parts are {added}")
    for part in node.parts:
        _check(part, about)


def _leaves(node: TreemapNode, above: tuple[str, ...], fill: str) -> Iterator[Leaf]:
    path = (*above, node.name)
    if not node.parts:
        yield Leaf(path, node.amount, fill)
    for part in node.parts:
        yield from _leaves(part, path, fill)


def _picture(
    nodes: Sequence[TreemapNode],
    groups: Sequence[Sequence[Leaf]],
    about: ChartText,
    canvas: Canvas,
) -> Drawing:
    marks, y = _key(nodes, about, canvas)
    leaves = [[leaf for leaf in group if leaf.amount > 0] for group in groups]
    drawn = [group for group in leaves if group]
    frame = Area(0, y, canvas.width, HIGH[canvas.name])
    areas = squares([total(group) for group in drawn], frame)
    tiles: list[tuple[Leaf, Area]] = []
    for group, area in zip(drawn, areas, strict=True):
        group_tiles = squares([leaf.amount for leaf in group], area)
        tiles += zip(group, group_tiles, strict=True)

    labels: list[Mark] = []
    unnamed: list[Leaf] = []
    for leaf, tile in tiles:
        tip = about.numbers.tip(leaf.label, leaf.amount)
        marks.append(
            Box(tile.x, tile.y, tile.w, tile.h, leaf.fill, opacity=TINT, radius=0, tip=tip)
        )
        name = _name(leaf, tile, about, canvas)
        labels += name
        if not name:
            unnamed.append(leaf)
    if drawn:
        y += HIGH[canvas.name]
        # One stroke for all: a line of its own for each edge would double the picture's weight.
        thin = "".join(_edges(tile) for _, tile in tiles)
        thick = "".join(map(_edges, areas))
        marks.append(Path(thin, stroke=CARD, thickness=1.2))
        marks.append(Path(thick, stroke=CARD, thickness=3))

    below, end = _list(unnamed, about, canvas, y=y)
    negative = sum(leaf.amount < 0 for group in groups for leaf in group)
    if negative:
        caption = about.captions.below.format(count=negative)
        below.append(Label(0, end + 18, caption, canvas.small, fill=SOFT))
        end += 26
    return [*marks, *labels, *below], end


def _edges(area: Area) -> str:
    """The left and the upper edge: an area is exact, and the line stands on its border."""
    return f"M{area.x:.1f} {area.y + area.h:.1f}V{area.y:.1f}H{area.x + area.w:.1f}"


def _name(leaf: Leaf, tile: Area, about: ChartText, canvas: Canvas) -> list[Mark]:
    """Name, amount and share inside a tile, as far as they fit.

    Nothing where the whole name or the amount does not: half of either would mislead.
    """
    numbers, pitch = about.numbers, canvas.pitch
    # 8 pixels on the left, 6 on the right.
    room = tile.w - 14
    figures = [numbers.amount(leaf.amount)]
    # A name of one sign a line is none.
    if room < 2 * canvas.text or width(figures[0], canvas.small) > room:
        return []
    lines = wrapped(leaf.name, canvas.text, room, 4)
    if lines[-1].endswith("…") or (len(lines) + 1) * pitch + 10 > tile.h:
        return []
    share = numbers.share(leaf.amount, numbers.of or ZERO)
    has_line = (len(lines) + 2) * pitch + 10 <= tile.h
    if share and has_line and width(share, canvas.small) <= room:
        figures.append(share)

    sizes = [canvas.text] * len(lines) + [canvas.small] * len(figures)
    x, y = tile.x + 8, tile.y + 6 + canvas.text
    return [
        Label(x, y + pitch * number, text, size)
        for number, (text, size) in enumerate(zip([*lines, *figures], sizes, strict=True))
    ]


def _swatch(x: float, y: float, fill: str) -> Box:
    """The little square that tells what a colour stands for."""
    return Box(x, y, 13, 13, fill, opacity=SWATCH_TINT)


def _key(nodes: Sequence[TreemapNode], about: ChartText, canvas: Canvas) -> Drawing:
    """The whole, then the colours, each with its kind and the kind's share; and where they end."""
    numbers = about.numbers
    whole = numbers.of or ZERO
    caption = about.captions.sum.format(count=numbers.full(whole))
    marks: list[Mark] = [Label(0, 15, caption, canvas.small)]
    shown = [node for node in nodes if node.amount > 0][: len(COLOURS)]
    x, y = 0.0, 24.0
    for node, fill in zip(shown, COLOURS, strict=False):
        share = numbers.share(node.amount, whole)
        room = canvas.width - 30 - width(share, canvas.small)
        text = f"{shortened(node.name, canvas.small, room)} {share}"
        long = 19 + width(text, canvas.small)
        if x and x + long > canvas.width:
            x, y = 0.0, y + 22
        marks.append(_swatch(x, y + 2, fill))
        marks.append(centred(x + 19, y + 8.5, text, canvas.small))
        x += long + 18
    return marks, y + 28 if shown else 24


def _list(leaves: Sequence[Leaf], about: ChartText, canvas: Canvas, *, y: float) -> Drawing:
    """The parts whose names had no room, largest first, and how many more the table has."""
    if not leaves:
        return [], y + 4
    order = sorted(leaves, key=_largest_first)
    shown, rest = order[:LISTED], order[LISTED:]
    columns = 2 if canvas.wide else 1
    wide = (canvas.width - COLUMN_GAP * (columns - 1)) / columns
    caption = about.captions.unnamed.format(count=len(leaves))
    marks: list[Mark] = [Label(0, y + 24, caption, canvas.small, fill=SOFT)]
    y += 34
    for place, leaf in enumerate(shown):
        x = (wide + COLUMN_GAP) * (place % columns)
        marks += _entry(leaf, about, canvas, x=x, y=y + LIST_PITCH * (place // columns), wide=wide)
    y += LIST_PITCH * -(-len(shown) // columns)
    if rest:
        amount = about.numbers.full(total(rest))
        text = f"{about.captions.others.format(count=len(rest))} {amount}"
        marks.append(centred(19, y + 12, text, canvas.small, fill=SOFT))
        y += LIST_PITCH
    return marks, y + 4


def _entry(
    leaf: Leaf, about: ChartText, canvas: Canvas, *, x: float, y: float, wide: float
) -> list[Mark]:
    """A line of the list: colour, name, and the amount at its right end."""
    amount = about.numbers.amount(leaf.amount)
    room = wide - 19 - width(amount, canvas.small) - 12
    name = shortened(leaf.name, canvas.small, room)
    return [
        _swatch(x, y + 5, leaf.fill),
        centred(x + 19, y + 12, name, canvas.small),
        centred(x + wide, y + 12, amount, canvas.small, align="right"),
    ]
