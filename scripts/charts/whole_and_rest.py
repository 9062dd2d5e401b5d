"""A bar of the whole, and the small rest enlarged beneath it: for budgets in which one line is nearly all."""

from collections.abc import Sequence

from scripts.charts.bars import across, block
from scripts.charts.data_table import alternative, rows
from scripts.charts.marks import Box, Label, Mark, Path, middle, picture
from scripts.charts.model import About, Chart, Item, Numbers, Spec
from scripts.charts.scale import folded, large, lengths, ratio, times, total, without_nothing
from scripts.charts.text_width import shortened, width
from scripts.charts.theme import C1, C2, NARROW, PAPER, SOFT, STRONG, WIDE, Format

MOST = 12
GAP = 3
TOP = 28
WEDGE = 56
# So many labels on leader lines can still be followed by eye.
LEADERS = 5


def whole_and_rest(items: Sequence[Item], about: About) -> Chart:
    """The parts of a whole: the large ones in one bar, the others enlarged under it; plain bars if none is large."""
    lines = rows(items, about.numbers)
    alt = alternative(about, lines)
    shown = folded(without_nothing(items), MOST, about.words.others)

    def spec(form: Format) -> Spec:
        marks, end = _picture(shown, about.of(total(items)), form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _caption(y: float, name: str, amount: str, form: Format) -> list[Mark]:
    return [
        Label(0, y, name, form.text, weight="bold"),
        Label(width(name, form.text) + 12, y, amount, form.text),
    ]


def _picture(shown: Sequence[Item], about: About, form: Format) -> tuple[list[Mark], float]:
    numbers, words = about.numbers, about.words
    marks = _caption(15, words.whole, numbers.full(total(shown)), form)
    count = large(shown)
    if not count:
        bars, end = block(shown, form, numbers, y=TOP, fill=C1)
        return marks + bars, end
    rest = shown[count:]
    sizes = lengths([*(item.amount for item in shown[:count]), total(rest)], form.width, gap=GAP)
    bar, unnamed = _whole(shown[:count], rest, sizes, form, about)
    marks += bar
    y = TOP + form.bar
    for item in unnamed:
        y += 22
        text = f"{numbers.amount(item.amount)} {item.name}"
        marks.append(Label(0, y - 4, shortened(text, form.small, form.width), form.small))
    if not rest:
        return marks, y
    if len(rest) == 1:
        item = rest[0]
        amount = numbers.full(item.amount)
        name = shortened(item.name, form.text, form.width - width(amount, form.text) - 10)
        return [
            *marks,
            Label(form.width, y + 20, f"{name} {amount}", form.text, align="right"),
        ], y + 26
    # What the rest would take in the bar above if nothing were widened to be seen.
    above = ratio(total(rest), shown[0].amount) * sizes[0]
    below, end = _rest(rest, (form.width - sizes[-1], y), above, about, form)
    return marks + below, end


def _whole(
    items: Sequence[Item], rest: Sequence[Item], sizes: Sequence[float], form: Format, about: About
) -> tuple[list[Mark], list[Item]]:
    """The bar of the whole, and the large parts whose names do not fit into it."""
    numbers, rest_name = about.numbers, about.words.rest
    marks: list[Mark] = []
    labels: list[Mark] = []
    unnamed: list[Item] = []
    x = 0.0
    for item, size, fill in zip(items, sizes, STRONG, strict=False):
        marks.append(
            Box(x, TOP, size, form.bar, fill, radius=3, tip=numbers.tip(item.name, item.amount))
        )
        inside = _inside(item, x, size, form, numbers)
        labels += inside
        unnamed += [] if inside else [item]
        x += size + GAP
    if rest:
        marks.append(Box(x, TOP, sizes[-1], form.bar, C2, tip=numbers.tip(rest_name, total(rest))))
    return marks + labels, unnamed


def _inside(item: Item, x: float, size: float, form: Format, numbers: Numbers) -> list[Mark]:
    """Name and amount in a segment: in one line, else in two, else not at all."""
    middle_y = TOP + form.bar / 2
    for amount in (numbers.full(item.amount), numbers.amount(item.amount)):
        name = width(item.name, form.text)
        if name + width(amount, form.text) + 40 <= size:
            y = middle(middle_y, form.text)
            return [
                Label(x + 12, y, item.name, form.text, fill=PAPER),
                Label(x + 26 + name, y, amount, form.text, fill=PAPER),
            ]
    if form.bar < 40 or max(name, width(amount, form.small)) + 20 > size:
        return []
    return [
        Label(x + 10, middle_y - 3, item.name, form.text, fill=PAPER),
        Label(x + 10, middle_y + 14, amount, form.small, fill=PAPER),
    ]


def _rest(
    rest: Sequence[Item], place: tuple[float, float], above: float, about: About, form: Format
) -> tuple[list[Mark], float]:
    """The wedge from the rest's place down to its enlargement, and the enlargement; `above` is its true size there."""
    numbers, words = about.numbers, about.words
    x, y = place
    low = y + WEDGE
    wedge = Path(f"M{x:.1f} {y}L0 {low}H{form.width}V{y}Z", fill=C2, opacity=0.14)
    sizes = lengths([item.amount for item in rest], form.width, gap=GAP)
    caption = _caption(low - 9, words.rest, numbers.full(total(rest)), form)
    labels = _under(rest, sizes, low + form.bar, form, numbers) if form.wide else None
    if labels is None:
        bars, end = block(rest, form, numbers, y=low + 6, fill=C2)
        factor = across(rest, form, numbers).enlarges(total(rest), above)
        return [wedge, *caption, _enlarged(factor, low, about, form), *bars], end
    boxes: list[Mark] = []
    left = 0.0
    for number, (item, size) in enumerate(zip(rest, sizes, strict=True)):
        tip = numbers.tip(item.name, item.amount)
        boxes.append(
            Box(left, low, size, form.bar, C2, opacity=max(1 - 0.09 * number, 0.55), tip=tip)
        )
        left += size + GAP
    return [
        wedge,
        *caption,
        _enlarged(form.width / above, low, about, form),
        *boxes,
        *labels[0],
    ], labels[1]


def _enlarged(factor: float, low: float, about: About, form: Format) -> Mark:
    """How many times longer an amount is drawn below than above."""
    text = about.words.enlarged.format(times=times(factor))
    return Label(form.width, low - 9, text, form.small, align="right", fill=SOFT)


def _under(
    rest: Sequence[Item], sizes: Sequence[float], y: float, form: Format, numbers: Numbers
) -> tuple[list[Mark], float] | None:
    """Labels under the segments, those of narrow ones at the end on leader lines; None if they find no room."""
    marks: list[Mark] = []
    x, low, leading = 0.0, y + 40, 0
    for item, size in zip(rest, sizes, strict=True):
        amount = numbers.amount(item.amount)
        need = max(width(item.name, form.text), width(amount, form.small))
        if not leading and need + 10 <= size + GAP:
            marks += [
                Label(x + 1, y + 18, item.name, form.text),
                Label(x + 1, y + 37, amount, form.small, fill=SOFT),
            ]
        else:
            leading += 1
            centre, line = x + size / 2, low + 22 * leading - 8
            start = centre - 14 - width(amount, form.small)
            name = width(item.name, form.text)
            if leading > LEADERS or start - 6 - name < 0:
                return None
            marks += [
                Path(f"M{centre:.1f} {y + 3:.1f}V{line:.1f}H{centre - 9:.1f}", stroke=SOFT),
                Label(start, middle(line, form.small), amount, form.small, fill=SOFT),
                Label(start - 6, middle(line, form.text), item.name, form.text, align="right"),
            ]
        x += size + GAP
    return marks, low + 22 * leading + (8 if leading else 4)
