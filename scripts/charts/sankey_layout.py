"""A Sankey diagram's columns and bands at their places, and the marks they make."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from scripts.charts.marks import Box, Drawing, Label, Mark, Path, centred, middle
from scripts.charts.model import ZERO, ChartText, Flow
from scripts.charts.scale import ratio
from scripts.charts.text_width import widest, wrapped
from scripts.charts.theme import COLOURS, SOFT, Canvas

# No band is thinner, in pixels: what is there must be seen, and its caption says that it is wider.
HAIRLINE = 1.6
# The opacities of bands and nodes: where bands cross, all can be followed.
BAND, NODE = 0.2, 0.36
# A thin line (in pixels) as pale as a broad band would vanish.
THIN, OPAQUE = 6, 0.85
# Between the nodes of a column.
SPACE = 14


@dataclass(frozen=True)
class Sizes:
    """The thickness of all the money, the gap bands cross, the padding of names, a node's edge."""

    body: float
    gap: float
    pad: float
    edge: float


SIZES = {"wide": Sizes(210, 80, 14, 5), "narrow": Sizes(170, 20, 6, 3)}


@dataclass(frozen=True)
class Node:
    """A name in a column: its place, the thickness of its money, its colour, its label's lines."""

    name: str
    amount: Decimal
    y: float
    thick: float
    slot: float
    lines: tuple[str, ...]
    fill: str

    @property
    def end(self) -> float:
        """Where its money ends."""
        return self.y + self.thick


@dataclass(frozen=True)
class Band:
    """A flow with its thickness and where it leaves and arrives, from the top of its nodes."""

    flow: Flow
    thick: float
    leaves: float
    arrives: float


def column_amounts(
    stages: Sequence[Sequence[Flow]], column: int, last: Collection[str] = ()
) -> dict[str, Decimal]:
    """The names of a column with their money, from the largest; those in `last` at the end.

    A name's money is what arrives or what leaves, whichever is more.
    """
    arriving: defaultdict[str, Decimal] = defaultdict(Decimal)
    leaving: defaultdict[str, Decimal] = defaultdict(Decimal)
    if column > 0:
        for flow in stages[column - 1]:
            arriving[flow.target] += flow.amount
    if column < len(stages):
        for flow in stages[column]:
            leaving[flow.source] += flow.amount
    amounts = {name: max(arriving[name], leaving[name]) for name in [*arriving, *leaving]}
    return dict(sorted(amounts.items(), key=lambda pair: (pair[0] in last, -pair[1])))


def _centre(columns: Sequence[Mapping[str, Decimal]]) -> int:
    """The column with most names, which gives the colours; of several the nearest to the middle."""
    # Between two as near the right one counts: there the money is spent.
    half = (len(columns) - 1) / 2 + 0.1
    return max(range(len(columns)), key=lambda column: (len(columns[column]), -abs(column - half)))


def _fills(
    stages: Sequence[Sequence[Flow]], columns: Sequence[Mapping[str, Decimal]], centre: int
) -> list[dict[str, str]]:
    """Each name's colour: its own in the centre, elsewhere that of its largest flow towards it."""
    fills: list[dict[str, str]] = [{} for _ in columns]
    for place, name in enumerate(columns[centre]):
        fills[centre][name] = COLOURS[place % len(COLOURS)]
    for column in range(centre + 1, len(columns)):
        for flow in _smallest_first(stages[column - 1]):
            fills[column][flow.target] = fills[column - 1].get(flow.source, COLOURS[-1])
    for column in range(centre - 1, -1, -1):
        for flow in _smallest_first(stages[column]):
            fills[column][flow.source] = fills[column + 1].get(flow.target, COLOURS[-1])
    return fills


def _smallest_first(stage: Sequence[Flow]) -> list[Flow]:
    return sorted(stage, key=lambda flow: flow.amount)


def _start(x: float, y: float) -> str:
    return f"M{x:.1f} {y:.1f}"


def _curve(x: float, y: float, end: float, to: float) -> str:
    """A curve that leaves a place level and arrives level at another."""
    half = (x + end) / 2
    return f"C{half:.1f} {y:.1f} {half:.1f} {to:.1f} {end:.1f} {to:.1f}"


class Layout:
    """One picture in the making: its columns and bands at their places."""

    def __init__(
        self,
        stages: Sequence[Sequence[Flow]],
        heads: Sequence[str],
        about: ChartText,
        canvas: Canvas,
        *,
        last: Collection[str],
    ) -> None:
        self.about = about
        self.canvas = canvas
        self.heads = heads
        self.sizes = SIZES[canvas.name]
        columns = [column_amounts(stages, column, last) for column in range(len(stages) + 1)]
        self.centre = _centre(columns)
        self.area = (canvas.width - self.sizes.gap * len(stages)) / len(columns)
        self.whole = max(sum(column.values(), ZERO) for column in columns)
        self.size = canvas.text if canvas.wide else canvas.small
        self.figures = self._figures(columns)
        between = zip(stages, pairwise(columns), strict=True)
        bands = [self._stacked(stage, list(left), list(right)) for stage, (left, right) in between]
        # Bands n arrive at column n, and bands n + 1 leave it: at either end there are none.
        self.bands: list[list[Band]] = [[], *bands, []]
        fills = _fills(stages, columns, self.centre)
        self.columns = [
            self._column(number, amounts, fills[number]) for number, amounts in enumerate(columns)
        ]

    def _figures(self, columns: Sequence[Mapping[str, Decimal]]) -> float:
        """The size at which the longest amount fits an area, at most that of the names."""
        amounts = [amount for column in columns for amount in column.values()]
        longest = widest(map(self.about.numbers.amount, amounts), self.size)
        if not longest:
            return self.size
        # Bold figures are a little wider than reckoned.
        return self.size * min(1, (self.area - self.sizes.pad) / (1.04 * longest))

    def _true_thick(self, amount: Decimal) -> float:
        return ratio(amount, self.whole) * self.sizes.body

    def _stacked(
        self, stage: Sequence[Flow], before: Sequence[str], after: Sequence[str]
    ) -> list[Band]:
        """The bands of a stage, stacked at each end in the order of the other."""
        leaves: defaultdict[str, float] = defaultdict(float)
        arrives: defaultdict[str, float] = defaultdict(float)
        bands: list[Band] = []
        order = sorted(
            stage, key=lambda flow: (before.index(flow.source), after.index(flow.target))
        )
        for flow in order:
            thick = max(HAIRLINE, self._true_thick(flow.amount))
            bands.append(Band(flow, thick, leaves[flow.source], arrives[flow.target]))
            leaves[flow.source] += thick
            arrives[flow.target] += thick
        return bands

    def _arriving(self, column: int, name: str) -> list[Band]:
        return [band for band in self.bands[column] if band.flow.target == name]

    def _leaving(self, column: int, name: str) -> list[Band]:
        return [band for band in self.bands[column + 1] if band.flow.source == name]

    def _column(
        self, number: int, amounts: Mapping[str, Decimal], fills: Mapping[str, str]
    ) -> dict[str, Node]:
        """The nodes of a column, one under the other, each with room for its label."""
        slot = 34.0 if self.heads else 4.0
        room = self.area - 2 * self.sizes.pad
        nodes: dict[str, Node] = {}
        for name, amount in amounts.items():
            names = wrapped(name, self.size, room, 3)
            lines = (*names, self.about.numbers.amount(amount))
            arriving = sum(band.thick for band in self._arriving(number, name))
            leaving = sum(band.thick for band in self._leaving(number, name))
            thick = max(arriving, leaving, HAIRLINE)
            high = len(lines) * self.canvas.pitch
            y, room_taken = slot, thick
            # A label stands inside its money, or above it where that is thinner than the label.
            if thick < high + 8:
                y, room_taken = slot + high + 4, high + 4 + thick
            fill = fills.get(name, COLOURS[-1])
            nodes[name] = Node(name, amount, y, thick, slot, lines, fill)
            slot += room_taken + SPACE
        return nodes

    def _left(self, column: int) -> float:
        return column * (self.area + self.sizes.gap)

    def drawing(self) -> Drawing:
        """All marks, bands first, and the height they take."""
        small = self.canvas.small
        marks: list[Mark] = []
        labels: list[Mark] = []
        for number, head in enumerate(self.heads):
            labels.append(Label(self._left(number), 15, head, small, fill=SOFT))
        for number, stage in enumerate(self.bands[1:-1]):
            marks += [self._band(number, band) for band in stage]
        low = 20.0 if not any(self.columns) else 0.0
        for number, column in enumerate(self.columns):
            for node in column.values():
                marks += self._node(number, node)
                labels += self._label(number, node)
                low = max(low, node.end)
        low += 6
        # Whatever was widened to be seen must be said.
        bands = [band for stage in self.bands for band in stage]
        if any(self._true_thick(band.flow.amount) < HAIRLINE for band in bands):
            low += 24
            labels.append(Label(0, low - 6, self.about.captions.hairline, small, fill=SOFT))
        return marks + labels, low

    def _colour(self, stage: int, band: Band) -> str:
        """A band has the colour of its end that is nearer to the column with most names."""
        if stage >= self.centre:
            return self.columns[stage][band.flow.source].fill
        return self.columns[stage + 1][band.flow.target].fill

    def _band(self, stage: int, band: Band) -> Mark:
        x, end = self._left(stage) + self.area, self._left(stage + 1)
        top = self.columns[stage][band.flow.source].y + band.leaves
        to = self.columns[stage + 1][band.flow.target].y + band.arrives
        fill = self._colour(stage, band)
        tip = self.about.numbers.tip(band.flow.label, band.flow.amount)
        if band.thick <= THIN:
            # A stroke is as thick on the slope as on the level, which a filled shape is not.
            half = band.thick / 2
            d = _start(x, top + half) + _curve(x, top + half, end, to + half)
            return Path(d, stroke=fill, thickness=round(band.thick, 2), opacity=OPAQUE, tip=tip)

        low, to_low = top + band.thick, to + band.thick
        there = _curve(x, top, end, to)
        back = _curve(end, to_low, x, low)
        d = f"{_start(x, top)}{there}V{to_low:.1f}{back}Z"
        return Path(d, fill=fill, opacity=BAND, tip=tip)

    def _node(self, column: int, node: Node) -> list[Mark]:
        """The node's money running through its area, with edges, in the colours of its bands."""
        parts: list[tuple[float, float, str]] = []
        if column < self.centre:
            for band in self._leaving(column, node.name):
                parts.append((band.leaves, band.thick, self._colour(column, band)))
        if column > self.centre:
            for band in self._arriving(column, node.name):
                parts.append((band.arrives, band.thick, self._colour(column - 1, band)))
        x = self._left(column)
        edge = self.sizes.edge
        tip = self.about.numbers.tip(node.name, node.amount)
        marks: list[Mark] = []
        for down, thick, fill in parts or [(0.0, node.thick, node.fill)]:
            y = node.y + down
            opacity = NODE if thick > THIN else OPAQUE
            marks.append(Box(x, y, self.area, thick, fill, opacity=opacity, radius=0, tip=tip))
            if thick > THIN:
                sides = "".join(
                    f"M{side:.1f} {y:.1f}h{edge}v{thick:.1f}h{-edge}z"
                    for side in (x, x + self.area - edge)
                )
                marks.append(Path(sides, fill=fill, tip=tip))
        return marks

    def _label(self, column: int, node: Node) -> list[Mark]:
        """The name and the amount, in the middle of broad money and above thin money."""
        pitch = self.canvas.pitch
        x = self._left(column) + self.sizes.pad
        top = node.slot
        if node.y == node.slot:
            top = node.y + (node.thick - len(node.lines) * pitch) / 2
        *names, amount = node.lines
        marks: list[Mark] = [
            centred(x, top + pitch * (number + 0.5), line, self.size)
            for number, line in enumerate(names)
        ]
        # On the baseline that a figure of the names' size would have.
        y = middle(top + pitch * (len(names) + 0.5), self.size)
        marks.append(Label(x, y, amount, round(self.figures, 1), weight="bold"))
        return marks
