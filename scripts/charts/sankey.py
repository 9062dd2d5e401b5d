"""Where money comes from and goes to: columns of names joined by bands as thick as the money (a Sankey diagram)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, pairwise

from scripts.charts.data_table import alternative
from scripts.charts.marks import Box, Label, Mark, Path, middle, picture
from scripts.charts.model import About, Chart, ChartError, Flow, Row, Spec
from scripts.charts.scale import ratio
from scripts.charts.text_width import width, wrapped
from scripts.charts.theme import COLOURS, NARROW, SOFT, WIDE, Format

# More names in a column than this are hard to follow; the smallest become one.
MOST = 8
HAIRLINE = 1.6
BAND, NODE = 0.2, 0.36
# A thin line as pale as a broad band would vanish.
THIN, OPAQUE = 6, 0.85
SPACE = 14
# The smallest text a phone's reader should meet, in pixels.
SMALLEST = 12


@dataclass(frozen=True)
class Shape:
    """The sizes of a flow picture: the thickness of all the money, the gap bands cross, the padding of names."""

    body: float
    gap: float
    pad: float
    edge: float


SHAPES = {"wide": Shape(210, 80, 14, 5), "narrow": Shape(170, 20, 6, 3)}


@dataclass(frozen=True)
class Node:
    """A name in a column: its place, the thickness of its money, its colour, and the lines of its label."""

    name: str
    amount: Decimal
    y: float
    thick: float
    slot: float
    lines: tuple[str, ...]
    fill: str


@dataclass(frozen=True)
class Band:
    """A flow with its thickness and where it leaves and arrives, from the top of its nodes."""

    flow: Flow
    thick: float
    leaves: float = 0
    arrives: float = 0


def flow(stages: Sequence[Sequence[Flow]], about: About, heads: Sequence[str] = ()) -> Chart:
    """The flow through columns: stage n joins column n to column n + 1; heads name the columns. The table lists every flow."""
    if not stages or len(heads) not in (0, len(stages) + 1):
        raise ChartError(f"{about.id}: {len(stages)} stages of flows but {len(heads)} heads")
    whole = sum((each.amount for each in stages[0]), Decimal(0))
    lines = tuple(
        Row(
            f"{each.source} → {each.target}",
            about.numbers.full(each.amount),
            about.numbers.share(each.amount, whole),
        )
        for stage in stages
        for each in stage
    )
    alt = alternative(about, lines)
    if below := [
        row.label for row, each in zip(lines, chain(*stages), strict=True) if each.amount < 0
    ]:
        raise ChartError(f"{about.id}: {below[0]} is below nothing, which has no thickness")
    shown, several = _folded(stages, about.words.others)

    def spec(drawing: _Drawing) -> Spec:
        marks, end = drawing.marks()
        return picture(marks, end, about, drawing.form, alternative=alt)

    wide, narrow = (
        _Drawing(shown, several, heads, about.of(whole), form) for form in (WIDE, NARROW)
    )
    # Names can be broken, numbers cannot: with many columns of long ones there is no narrow picture.
    return Chart(
        about.id,
        about.title,
        alt,
        spec(wide),
        spec(narrow) if narrow.figures >= SMALLEST else None,
        lines,
    )


def _amounts(
    stages: Sequence[Sequence[Flow]], column: int, others: Collection[str] = ()
) -> dict[str, Decimal]:
    """The names of a column with their money (what arrives or what leaves, whichever is more), largest first, others last."""
    arriving: defaultdict[str, Decimal] = defaultdict(Decimal)
    leaving: defaultdict[str, Decimal] = defaultdict(Decimal)
    if column > 0:
        for each in stages[column - 1]:
            arriving[each.target] += each.amount
    if column < len(stages):
        for each in stages[column]:
            leaving[each.source] += each.amount
    most = {name: max(arriving[name], leaving[name]) for name in [*arriving, *leaving]}
    return dict(sorted(most.items(), key=lambda pair: (pair[0] in others, -pair[1])))


def _folded(
    stages: Sequence[Sequence[Flow]], others: str
) -> tuple[list[list[Flow]], frozenset[str]]:
    """The flows above zero, joined where they are equal in both ends, the smallest names of a long column made one.

    Also the names of those that are several.
    """
    several: set[str] = set()
    drawn = [[each for each in stage if each.amount > 0] for stage in stages]
    for column in range(len(stages) + 1):
        order = list(_amounts(drawn, column))
        tail = order[MOST - 1 :] if len(order) > MOST else []
        new = dict.fromkeys(tail, others.format(count=len(tail)))
        several.update(new.values())
        if column > 0:
            drawn[column - 1] = [
                replace(each, target=new.get(each.target, each.target))
                for each in drawn[column - 1]
            ]
        if column < len(stages):
            drawn[column] = [
                replace(each, source=new.get(each.source, each.source)) for each in drawn[column]
            ]
    return [_joined(stage) for stage in drawn], frozenset(several)


def _joined(stage: Sequence[Flow]) -> list[Flow]:
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for each in stage:
        sums[each.source, each.target] += each.amount
    return [Flow(source, target, amount) for (source, target), amount in sums.items()]


class _Drawing:
    """One picture in the making: its columns and bands at their places."""

    def __init__(
        self,
        stages: Sequence[Sequence[Flow]],
        several: Collection[str],
        heads: Sequence[str],
        about: About,
        form: Format,
    ) -> None:
        self.about, self.form, self.heads = about, form, heads
        self.shape = SHAPES[form.name]
        names = [_amounts(stages, column, several) for column in range(len(stages) + 1)]
        # The column with most names gives the colours; of several the one nearest to the middle.
        half = (len(names) - 1) / 2 + 0.1
        self.centre = max(
            range(len(names)), key=lambda column: (len(names[column]), -abs(column - half))
        )
        self.area = (form.width - self.shape.gap * len(stages)) / len(names)
        self.whole = max((sum(column.values(), Decimal(0)) for column in names), default=Decimal(0))
        self.size = form.text if form.wide else form.small
        longest = max(
            (
                width(about.numbers.amount(a), self.size)
                for column in names
                for a in column.values()
            ),
            default=0,
        )
        # Bold figures are a little wider than reckoned.
        self.figures = (
            self.size * min(1, (self.area - self.shape.pad) / (1.04 * longest))
            if longest
            else self.size
        )
        self.bands = [
            self._stacked(stage, list(before), list(after))
            for stage, (before, after) in zip(stages, pairwise(names), strict=True)
        ]
        fills = self._fills(stages, names)
        self.columns = [
            self._column(number, amounts, fills[number]) for number, amounts in enumerate(names)
        ]

    def _thick(self, amount: Decimal) -> float:
        return max(HAIRLINE, ratio(amount, self.whole) * self.shape.body)

    def _stacked(
        self, stage: Sequence[Flow], before: Sequence[str], after: Sequence[str]
    ) -> list[Band]:
        """The bands of a stage, stacked at each end in the order of the other."""
        order = sorted(
            stage, key=lambda each: (before.index(each.source), after.index(each.target))
        )
        leaves: defaultdict[str, float] = defaultdict(float)
        arrives: defaultdict[str, float] = defaultdict(float)
        done: list[Band] = []
        for each in order:
            thick = self._thick(each.amount)
            done.append(Band(each, thick, leaves[each.source], arrives[each.target]))
            leaves[each.source] += thick
            arrives[each.target] += thick
        return done

    def _fills(
        self, stages: Sequence[Sequence[Flow]], names: Sequence[Mapping[str, Decimal]]
    ) -> list[dict[str, str]]:
        """The colour of each name: its own in the column with most; elsewhere that of the largest flow towards there."""
        centre = self.centre
        fills: list[dict[str, str]] = [{} for _ in names]
        fills[centre] = {
            name: COLOURS[place % len(COLOURS)] for place, name in enumerate(names[centre])
        }
        for column in range(centre + 1, len(names)):
            for each in sorted(stages[column - 1], key=lambda each: each.amount):
                fills[column][each.target] = fills[column - 1].get(each.source, COLOURS[-1])
        for column in range(centre - 1, -1, -1):
            for each in sorted(stages[column], key=lambda each: each.amount):
                fills[column][each.source] = fills[column + 1].get(each.target, COLOURS[-1])
        return fills

    def _column(
        self, number: int, amounts: Mapping[str, Decimal], fills: Mapping[str, str]
    ) -> dict[str, Node]:
        """The nodes of a column, one under the other, each with room for its label."""
        y = 34.0 if self.heads else 4.0
        nodes: dict[str, Node] = {}
        for name, amount in amounts.items():
            lines = (
                *wrapped(name, self.size, self.area - 2 * self.shape.pad, 3),
                self.about.numbers.amount(amount),
            )
            arriving = (
                sum(band.thick for band in self.bands[number - 1] if band.flow.target == name)
                if number
                else 0
            )
            leaving = sum(band.thick for band in self._leaving(number) if band.flow.source == name)
            thick = max(arriving, leaving, HAIRLINE)
            high = len(lines) * self._pitch
            # A label stands inside its money, or above it where that is thinner than the label.
            inside = thick >= high + 8
            nodes[name] = Node(
                name,
                amount,
                y if inside else y + high + 4,
                thick,
                y,
                lines,
                fills.get(name, COLOURS[-1]),
            )
            y += (thick if inside else high + 4 + thick) + SPACE
        return nodes

    def _leaving(self, number: int) -> Sequence[Band]:
        return self.bands[number] if number < len(self.bands) else ()

    @property
    def _pitch(self) -> float:
        return self.form.text + 4

    def _left(self, number: int) -> float:
        return number * (self.area + self.shape.gap)

    def marks(self) -> tuple[list[Mark], float]:
        """All marks, bands first, and the height they take."""
        marks: list[Mark] = [
            Label(self._left(number), 15, head, self.form.small, fill=SOFT)
            for number, head in enumerate(self.heads)
        ]
        for number, stage in enumerate(self.bands):
            marks += [self._band(number, band) for band in stage]
        for number, column in enumerate(self.columns):
            for node in column.values():
                marks += self._node(number, node)
        labels = [
            self._label(number, node)
            for number, column in enumerate(self.columns)
            for node in column.values()
        ]
        marks += [label for several in labels for label in several]
        low = (
            max(
                (node.y + node.thick for column in self.columns for node in column.values()),
                default=20.0,
            )
            + 6
        )
        # Whatever was widened to be seen must be said.
        if any(
            ratio(band.flow.amount, self.whole) * self.shape.body < HAIRLINE
            for stage in self.bands
            for band in stage
        ):
            low += 24
            marks.append(Label(0, low - 6, self.about.words.hairline, self.form.small, fill=SOFT))
        return marks, low

    def _colour(self, number: int, band: Band) -> str:
        """A band has the colour of its end that is nearer to the column with most names."""
        if number >= self.centre:
            return self.columns[number][band.flow.source].fill
        return self.columns[number + 1][band.flow.target].fill

    def _tip(self, each: Flow) -> str:
        return self.about.numbers.tip(f"{each.source} → {each.target}", each.amount)

    def _band(self, number: int, band: Band) -> Mark:
        x, end = self._left(number) + self.area, self._left(number + 1)
        top = self.columns[number][band.flow.source].y + band.leaves
        to = self.columns[number + 1][band.flow.target].y + band.arrives
        fill, tip = self._colour(number, band), self._tip(band.flow)
        if band.thick <= THIN:
            # A stroke is as thick on the slope as on the level, which a filled shape is not.
            a, b, half = top + band.thick / 2, to + band.thick / 2, (x + end) / 2
            d = f"M{x:.1f} {a:.1f}C{half:.1f} {a:.1f} {half:.1f} {b:.1f} {end:.1f} {b:.1f}"
            return Path(d, stroke=fill, thickness=round(band.thick, 2), opacity=OPAQUE, tip=tip)
        half, low, to_low = (x + end) / 2, top + band.thick, to + band.thick
        d = (
            f"M{x:.1f} {top:.1f}C{half:.1f} {top:.1f} {half:.1f} {to:.1f} {end:.1f} {to:.1f}V{to_low:.1f}"
            f"C{half:.1f} {to_low:.1f} {half:.1f} {low:.1f} {x:.1f} {low:.1f}Z"
        )
        return Path(d, fill=fill, opacity=BAND, tip=tip)

    def _node(self, number: int, node: Node) -> list[Mark]:
        """The node's money running through its area, with edges, in the colours of the bands on its side."""
        x = self._left(number)
        centre = self.centre
        tip = self.about.numbers.tip(node.name, node.amount)
        if number < centre:
            parts = [
                (b.leaves, b.thick, self._colour(number, b))
                for b in self._leaving(number)
                if b.flow.source == node.name
            ]
        elif number > centre:
            stage = self.bands[number - 1]
            parts = [
                (b.arrives, b.thick, self._colour(number - 1, b))
                for b in stage
                if b.flow.target == node.name
            ]
        else:
            parts = [(0.0, node.thick, node.fill)]
        marks: list[Mark] = []
        edge = self.shape.edge
        for down, thick, fill in parts or [(0.0, node.thick, node.fill)]:
            y = node.y + down
            marks.append(
                Box(
                    x,
                    y,
                    self.area,
                    thick,
                    fill,
                    opacity=NODE if thick > THIN else OPAQUE,
                    radius=0,
                    tip=tip,
                )
            )
            if thick > THIN:
                sides = "".join(
                    f"M{side:.1f} {y:.1f}h{edge}v{thick:.1f}h{-edge}z"
                    for side in (x, x + self.area - edge)
                )
                marks.append(Path(sides, fill=fill, tip=tip))
        return marks

    def _label(self, number: int, node: Node) -> list[Mark]:
        """The name and the amount, in the middle of broad money and above thin money."""
        high = len(node.lines) * self._pitch
        top = node.slot if node.y > node.slot else node.y + (node.thick - high) / 2
        last = len(node.lines) - 1
        return [
            Label(
                self._left(number) + self.shape.pad,
                middle(top + self._pitch * (place + 0.5), self.size),
                line,
                round(self.figures, 1) if place == last else self.size,
                weight="bold" if place == last else "normal",
            )
            for place, line in enumerate(node.lines)
        ]
