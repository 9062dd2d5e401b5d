"""A whole in areas (a treemap): kinds in colours, their finest parts as tiles, and those too small for a name in a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.charts.data_table import alternative
from scripts.charts.marks import Box, Label, Mark, Path, middle, picture
from scripts.charts.model import About, Branch, Chart, ChartError, Row, Spec
from scripts.charts.squarify import Area, squares
from scripts.charts.text_width import shortened, width, wrapped
from scripts.charts.theme import C6, CARD, COLOURS, NARROW, SOFT, WIDE, Format

HIGH = {"wide": 360.0, "narrow": 400.0}
# A tint on which the page's own ink reads well, in light and in dark.
TINT = 0.34
# More lines than this under the picture are the table's.
LISTED = 12
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


def tree(branches: Sequence[Branch], about: About) -> Chart:
    """The finest parts as areas, grouped by the branch they belong to; a branch is the sum of its parts."""
    for each in branches:
        _checked(each, about)
    whole = sum((each.amount for each in branches), Decimal(0))
    order = sorted(branches, key=lambda each: -each.amount)
    fills = dict(zip((each.name for each in order), COLOURS, strict=False))
    groups = [
        sorted(_leaves(each, (), fills.get(each.name, C6)), key=lambda leaf: -leaf.amount)
        for each in order
    ]
    numbers = about.numbers
    lines = tuple(
        Row(BETWEEN.join(leaf.path), numbers.full(leaf.amount), numbers.share(leaf.amount, whole))
        for group in groups
        for leaf in group
    )
    alt = alternative(about, lines)

    def spec(form: Format) -> Spec:
        marks, end = _picture(order, groups, about.of(whole), form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _checked(branch: Branch, about: About) -> None:
    """Raises ChartError where the parts do not make up their branch."""
    added = sum((part.amount for part in branch.parts), Decimal(0))
    if branch.parts and added != branch.amount:
        raise ChartError(f"{about.id}: {branch.name} is {branch.amount}, but its parts are {added}")
    for part in branch.parts:
        _checked(part, about)


def _leaves(branch: Branch, above: tuple[str, ...], fill: str) -> Iterator[Leaf]:
    path = (*above, branch.name)
    if not branch.parts:
        yield Leaf(path, branch.amount, fill)
    for part in branch.parts:
        yield from _leaves(part, path, fill)


def _picture(
    branches: Sequence[Branch], groups: Sequence[Sequence[Leaf]], about: About, form: Format
) -> tuple[list[Mark], float]:
    marks, y = _key(branches, about, form)
    drawn = [[leaf for leaf in group if leaf.amount > 0] for group in groups]
    drawn = [group for group in drawn if group]
    frame = Area(0, y, form.width, HIGH[form.name])
    unnamed: list[Leaf] = []
    thin: list[str] = []
    thick: list[str] = []
    labels: list[Mark] = []
    for group, area in zip(drawn, squares([_sum(group) for group in drawn], frame), strict=True):
        for leaf, tile in zip(group, squares([leaf.amount for leaf in group], area), strict=True):
            tip = about.numbers.tip(BETWEEN.join(leaf.path), leaf.amount)
            marks.append(
                Box(tile.x, tile.y, tile.w, tile.h, leaf.fill, opacity=TINT, radius=0, tip=tip)
            )
            thin.append(_edges(tile))
            named = _named(leaf, tile, about, form)
            labels += named
            unnamed += [] if named else [leaf]
        thick.append(_edges(area))
    end = y + HIGH[form.name] if drawn else y
    below, end = _list(unnamed, about, form, y=end)
    negative = [leaf for group in groups for leaf in group if leaf.amount < 0]
    if negative:
        below.append(
            Label(0, end + 18, about.words.below.format(count=len(negative)), form.small, fill=SOFT)
        )
        end += 26
    # One stroke for all: a line of its own for each edge would double the picture's weight.
    lines: list[Mark] = [
        Path("".join(edges), stroke=CARD, thickness=size)
        for edges, size in ((thin, 1.2), (thick, 3))
        if edges
    ]
    return [*marks, *lines, *labels, *below], end


def _sum(group: Sequence[Leaf]) -> Decimal:
    return sum((leaf.amount for leaf in group), Decimal(0))


def _edges(area: Area) -> str:
    """The left and the upper edge: an area is exact, and the line stands on its border."""
    return f"M{area.x:.1f} {area.y + area.h:.1f}V{area.y:.1f}H{area.x + area.w:.1f}"


def _named(leaf: Leaf, tile: Area, about: About, form: Format) -> list[Mark]:
    """Name, amount and share inside a tile, as far as they fit; nothing where the whole name does not."""
    room, pitch = tile.w - 14, form.text + 4
    figures = [about.numbers.amount(leaf.amount)]
    share = about.numbers.share(leaf.amount, about.numbers.of or Decimal(0))
    if room < 2 * form.text or width(figures[0], form.small) > room:
        return []
    lines = wrapped(leaf.name, form.text, room, 4)
    if lines[-1].endswith("…") or (len(lines) + 1) * pitch + 10 > tile.h:
        return []
    if share and width(share, form.small) <= room and (len(lines) + 2) * pitch + 10 <= tile.h:
        figures.append(share)
    y = tile.y + 6 + form.text
    marks: list[Mark] = [
        Label(tile.x + 8, y + pitch * place, line, form.text) for place, line in enumerate(lines)
    ]
    marks += [
        Label(tile.x + 8, y + pitch * (len(lines) + place), text, form.small)
        for place, text in enumerate(figures)
    ]
    return marks


def _key(branches: Sequence[Branch], about: About, form: Format) -> tuple[list[Mark], float]:
    """The colours, each with its kind and the kind's share, the whole before them, and where they end."""
    numbers = about.numbers
    marks: list[Mark] = [
        Label(
            0, 15, about.words.sum.format(count=numbers.full(numbers.of or Decimal(0))), form.small
        )
    ]
    x, y = 0.0, 24.0
    shown = [each for each in branches if each.amount > 0][: len(COLOURS)]
    for each, fill in zip(shown, COLOURS, strict=False):
        share = numbers.share(each.amount, numbers.of or Decimal(0))
        text = (
            shortened(each.name, form.small, form.width - 30 - width(share, form.small))
            + " "
            + share
        )
        if x and x + 19 + width(text, form.small) > form.width:
            x, y = 0.0, y + 22
        marks += [
            Box(x, y + 2, 13, 13, fill, opacity=TINT + 0.2),
            Label(x + 19, middle(y + 8.5, form.small), text, form.small),
        ]
        x += 19 + width(text, form.small) + 18
    return marks, y + 28 if shown else 24


def _list(
    leaves: Sequence[Leaf], about: About, form: Format, *, y: float
) -> tuple[list[Mark], float]:
    """The parts whose names found no room, largest first, and how many more the table has."""
    if not leaves:
        return [], y + 4
    order = sorted(leaves, key=lambda leaf: -leaf.amount)
    shown, rest = order[:LISTED], order[LISTED:]
    columns = 2 if form.wide else 1
    wide = (form.width - 28 * (columns - 1)) / columns
    marks: list[Mark] = [
        Label(0, y + 24, about.words.unnamed.format(count=len(leaves)), form.small, fill=SOFT)
    ]
    y += 34
    for place, leaf in enumerate(shown):
        left, top = (wide + 28) * (place % columns), y + 24 * (place // columns)
        marks += _entry(leaf, left, top, wide, about, form)
    y += 24 * -(-len(shown) // columns)
    if rest:
        sum_of_rest = about.numbers.full(_sum(rest))
        text = f"{about.words.others.format(count=len(rest))} {sum_of_rest}"
        marks.append(Label(19, middle(y + 12, form.small), text, form.small, fill=SOFT))
        y += 24
    return marks, y + 4


def _entry(leaf: Leaf, x: float, y: float, wide: float, about: About, form: Format) -> list[Mark]:
    amount = about.numbers.amount(leaf.amount)
    name = shortened(leaf.name, form.small, wide - 19 - width(amount, form.small) - 12)
    return [
        Box(x, y + 5, 13, 13, leaf.fill, opacity=TINT + 0.2),
        Label(x + 19, middle(y + 12, form.small), name, form.small),
        Label(x + wide, middle(y + 12, form.small), amount, form.small, align="right"),
    ]
