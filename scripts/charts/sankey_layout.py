"""A Sankey diagram's columns and bands at their places, and the marks they make."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from scripts.charts.marks import Box, Drawing, Label, Mark, Path, centred, middle, soft_label
from scripts.charts.model import ZERO, ChartText, Flow
from scripts.charts.scale import ratio
from scripts.charts.text_width import widest, wrapped
from scripts.charts.theme import COLOURS, SMALL, Canvas

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
    """A column's names with what arrives or leaves, the larger; `last` ones at the end."""
    arriving: defaultdict[str, Decimal] = defaultdict(Decimal)
    leaving: defaultdict[str, Decimal] = defaultdict(Decimal)
    if column > 0:
        for flow in stages[column - 1]:
            arriving[flow.target] += flow.amount
    if column < len(stages):
        for flow in stages[column]:
            leaving[flow.source] += flow.amount

    amounts: dict[str, Decimal] = {}
    for name in [*arriving, *leaving]:
        amounts[name] = max(arriving[name], leaving[name])

    def place(name: str) -> tuple[bool, Decimal]:
        return name in last, -amounts[name]

    ordered = sorted(amounts, key=place)
    return {name: amounts[name] for name in ordered}


def _fills(
    stages: Sequence[Sequence[Flow]], columns: Sequence[Mapping[str, Decimal]], centre: int
) -> list[dict[str, str]]:
    """Each name's colour: its own in the centre, elsewhere that of its largest flow towards it."""
    fills: list[dict[str, str]] = [{} for _ in columns]
    for place, name in enumerate(columns[centre]):
        colour = COLOURS[place % len(COLOURS)]
        fills[centre][name] = colour

    # The largest flow comes last, and its colour stays.
    rising: list[list[Flow]] = []
    for stage in stages:
        order = sorted(stage, key=lambda flow: flow.amount)
        rising.append(order)
    for number in range(centre, len(stages)):
        near = fills[number]
        far = fills[number + 1]
        for flow in rising[number]:
            far[flow.target] = near.get(flow.source, COLOURS[-1])
    for number in reversed(range(centre)):
        far = fills[number]
        near = fills[number + 1]
        for flow in rising[number]:
            far[flow.source] = near.get(flow.target, COLOURS[-1])
    return fills


def _curve(x: float, y: float, end: float, to: float) -> str:
    half = (x + end) / 2
    leaving = f"{half:.1f} {y:.1f}"
    arriving = f"{half:.1f} {to:.1f}"
    return f"C{leaving} {arriving} {end:.1f} {to:.1f}"


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
        places = range(len(stages) + 1)
        columns = [column_amounts(stages, place, last) for place in places]
        # The column with most names gives the colours; of several the nearest to the middle. Between
        # two as near the right one counts: there the money is spent.
        most = max(map(len, columns))
        fullest = [number for number, column in enumerate(columns) if len(column) == most]
        middle_of_all = (len(columns) - 1) / 2
        half = middle_of_all + 0.1
        self.centre = min(fullest, key=lambda number: abs(number - half))
        gaps = self.sizes.gap * len(stages)
        self.area = (canvas.width - gaps) / len(columns)
        sums = [sum(column.values(), ZERO) for column in columns]
        self.whole = max(sums)
        self.size = canvas.text if canvas.wide else SMALL

        # The longest amount fits an area. Bold figures are a little wider than reckoned.
        amounts = [amount for column in columns for amount in column.values()]
        texts = map(about.numbers.amount, amounts)
        longest = 1.04 * widest(texts, self.size)
        self.figures = self.size
        if longest:
            room = self.area - self.sizes.pad
            self.figures *= min(1, room / longest)

        # Bands n arrive at column n, and bands n + 1 leave it: at either end there are none.
        self.bands: list[list[Band]] = [[]]
        for stage, (before, after) in zip(stages, pairwise(columns), strict=True):
            bands = self._stacked(stage, list(before), list(after))
            self.bands.append(bands)
        self.bands.append([])
        fills = _fills(stages, columns, self.centre)
        self.columns: list[dict[str, Node]] = []
        for number, column in enumerate(columns):
            nodes = self._column(number, column, fills[number])
            self.columns.append(nodes)

    def _true_thick(self, amount: Decimal) -> float:
        return ratio(amount, self.whole) * self.sizes.body

    def _stacked(
        self, stage: Sequence[Flow], before: Sequence[str], after: Sequence[str]
    ) -> list[Band]:
        leaves: defaultdict[str, float] = defaultdict(float)
        arrives: defaultdict[str, float] = defaultdict(float)

        def places(flow: Flow) -> tuple[int, int]:
            return before.index(flow.source), after.index(flow.target)

        bands: list[Band] = []
        for flow in sorted(stage, key=places):
            thick = max(HAIRLINE, self._true_thick(flow.amount))
            band = Band(flow, thick, leaves[flow.source], arrives[flow.target])
            bands.append(band)
            leaves[flow.source] += thick
            arrives[flow.target] += thick
        return bands

    def _bands_of(self, column: int, name: str) -> tuple[list[Band], list[Band]]:
        before = self.bands[column]
        after = self.bands[column + 1]

        arriving = [band for band in before if band.flow.target == name]
        leaving = [band for band in after if band.flow.source == name]
        return arriving, leaving

    def _column(
        self, number: int, amounts: Mapping[str, Decimal], fills: Mapping[str, str]
    ) -> dict[str, Node]:
        """The nodes of a column, one under the other, each with room for its label."""
        slot = 34.0 if self.heads else 4.0
        room = self.area - 2 * self.sizes.pad
        nodes: dict[str, Node] = {}
        for name, amount in amounts.items():
            names = wrapped(name, self.size, room, 3)
            figure = self.about.numbers.amount(amount)
            lines = (*names, figure)
            thick = HAIRLINE
            for bands in self._bands_of(number, name):
                stacked = math.fsum(band.thick for band in bands)
                thick = max(thick, stacked)
            high = len(lines) * self.canvas.pitch
            y = slot
            taken = thick
            # A label stands inside its money, or above it where that is thinner than the label.
            if thick < high + 8:
                y = slot + high + 4
                taken = high + 4 + thick
            fill = fills.get(name, COLOURS[-1])
            nodes[name] = Node(name, amount, y, thick, slot, lines, fill)
            slot += taken + SPACE
        return nodes

    def _left(self, column: int) -> float:
        return column * (self.area + self.sizes.gap)

    def drawing(self) -> Drawing:
        """All marks, bands first, and the height they take."""
        marks: list[Mark] = []
        labels: list[Mark] = []
        for number, head in enumerate(self.heads):
            left = self._left(number)
            labels.append(soft_label(left, 15, head))
        widened = False
        for number, stage in enumerate(self.bands[1:-1]):
            for band in stage:
                marks.append(self._band(number, band))
                thick = self._true_thick(band.flow.amount)
                widened |= thick < HAIRLINE

        low = 0.0
        for number, column in enumerate(self.columns):
            for node in column.values():
                marks += self._node(number, node)
                labels += self._label(number, node)
                low = max(low, node.end)
        # A picture of nothing is not flat.
        if not any(self.columns):
            low = 20
        low += 6
        # Whatever was widened to be seen must be said.
        if widened:
            low += 24
            caption = soft_label(0, low - 6, self.about.captions.hairline)
            labels.append(caption)
        return marks + labels, low

    def _colour(self, stage: int, band: Band) -> str:
        """A band has the colour of its end that is nearer to the column with most names."""
        if stage >= self.centre:
            node = self.columns[stage][band.flow.source]
        else:
            node = self.columns[stage + 1][band.flow.target]
        return node.fill

    def _band(self, stage: int, band: Band) -> Mark:
        flow = band.flow
        source = self.columns[stage][flow.source]
        target = self.columns[stage + 1][flow.target]
        x = self._left(stage) + self.area
        end = self._left(stage + 1)
        top = source.y + band.leaves
        to = target.y + band.arrives
        fill = self._colour(stage, band)
        tip = self.about.numbers.tip(flow.label, flow.amount)
        if band.thick <= THIN:
            # A stroke is as thick on the slope as on the level, which a filled shape is not.
            half = band.thick / 2
            y = top + half
            curve = _curve(x, y, end, to + half)
            d = f"M{x:.1f} {y:.1f}{curve}"
            thickness = round(band.thick, 2)
            return Path(d, stroke=fill, thickness=thickness, opacity=OPAQUE, tip=tip)

        low = top + band.thick
        to_low = to + band.thick
        there = _curve(x, top, end, to)
        back = _curve(end, to_low, x, low)
        d = f"M{x:.1f} {top:.1f}{there}V{to_low:.1f}{back}Z"
        return Path(d, fill=fill, opacity=BAND, tip=tip)

    def _node(self, column: int, node: Node) -> Iterator[Mark]:
        """The node's money running through its area, with edges, in the colours of its bands."""
        arriving, leaving = self._bands_of(column, node.name)
        parts: list[tuple[float, float, str]] = []
        if column < self.centre:
            for band in leaving:
                colour = self._colour(column, band)
                parts.append((band.leaves, band.thick, colour))
        if column > self.centre:
            for band in arriving:
                colour = self._colour(column - 1, band)
                parts.append((band.arrives, band.thick, colour))
        if not parts:
            parts.append((0.0, node.thick, node.fill))

        x = self._left(column)
        edge = self.sizes.edge
        tip = self.about.numbers.tip(node.name, node.amount)
        for down, thick, fill in parts:
            y = node.y + down
            opacity = NODE if thick > THIN else OPAQUE
            yield Box(x, y, self.area, thick, fill, opacity=opacity, radius=0, tip=tip)
            if thick > THIN:
                shape = f"h{edge}v{thick:.1f}h{-edge}z"
                sides = ""
                for side in (x, x + self.area - edge):
                    sides += f"M{side:.1f} {y:.1f}{shape}"
                yield Path(sides, fill=fill, tip=tip)

    def _label(self, column: int, node: Node) -> Iterator[Mark]:
        """The name and the amount, in the middle of broad money and above thin money."""
        pitch = self.canvas.pitch
        x = self._left(column) + self.sizes.pad
        y = node.slot + pitch / 2
        if node.y == node.slot:
            high = len(node.lines) * pitch
            y += (node.thick - high) / 2
        *names, amount = node.lines
        for line in names:
            yield centred(x, y, line, self.size)
            y += pitch
        # On the baseline that a figure of the names' size would have.
        baseline = middle(y, self.size)
        size = round(self.figures, 1)
        yield Label(x, baseline, amount, size, weight="bold")
