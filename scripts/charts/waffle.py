"""The composition of a whole as a hundred squares: what of every 100 yuan goes where."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from scripts.charts.data_table import alternative, rows
from scripts.charts.marks import Box, Label, Mark, Path, picture
from scripts.charts.model import CENT, About, Chart, Item, Spec
from scripts.charts.scale import folded, lengths, ratio, total, without_nothing
from scripts.charts.text_width import width, wrapped
from scripts.charts.theme import COLOURS, LINE, NARROW, SOFT, WIDE, Format

SIDE = 10
MOST = len(COLOURS)
# The thinnest strip of a square, as a part of it.
THIN = 0.09


def composition(items: Sequence[Item], about: About) -> Chart:
    """The parts of a whole as a hundred squares, of which the small parts take strips."""
    lines = rows(items, about.numbers)
    alt = alternative(about, lines)
    shown = folded(without_nothing(items), MOST, about.words.others)

    def spec(form: Format) -> Spec:
        marks, end = _picture(shown, about.of(total(items)), form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def of_hundred(part: Decimal, whole: Decimal) -> str:
    """How many of 100 yuan the part takes, with two decimals; "<0.01" for what is there but less."""
    yuan = (100 * part / whole).quantize(CENT, ROUND_HALF_UP) if whole else Decimal(0)
    return "<0.01" if part > 0 and not yuan else f"{yuan}"


def _picture(shown: Sequence[Item], about: About, form: Format) -> tuple[list[Mark], float]:
    pitch = 27.0 if form.wide else 24.0
    grid = pitch * SIDE
    left = 0.0 if form.wide else (form.width - grid) / 2
    marks = _squares(shown, about, left, pitch)
    if form.wide:
        keys, low = _key(shown, about, form, x=grid + 44, y=0)
        return marks + keys, max(low, grid)
    keys, low = _key(shown, about, form, x=0, y=grid + 10)
    return marks + keys, low


def _squares(shown: Sequence[Item], about: About, left: float, pitch: float) -> list[Mark]:
    """The empty squares, and over them one shape for each part, which runs on from where the last one ended."""
    side = pitch - 3
    cells = [
        (left + pitch * (place % SIDE), pitch * (place // SIDE)) for place in range(SIDE * SIDE)
    ]
    marks: list[Mark] = [Path("".join(_strip(x, y, side, 0, 1) for x, y in cells), fill=LINE)]
    at = 0.0
    for item, size, fill in zip(
        shown, lengths([i.amount for i in shown], 100, least=THIN), COLOURS, strict=False
    ):
        end = at + size
        pieces = [
            _strip(x, y, side, max(at - place, 0), min(end - place, 1))
            for place, (x, y) in enumerate(cells)
            if place + 1 - at > 1e-6 and end - place > 1e-6
        ]
        marks.append(
            Path("".join(pieces), fill=fill, tip=about.numbers.tip(item.name, item.amount))
        )
        at = end
    return marks


def _strip(x: float, y: float, side: float, start: float, end: float) -> str:
    """The part of a square between two fractions of its width."""
    return f"M{x + side * start:.2f} {y:.2f}h{side * (end - start):.2f}v{side:.2f}h{side * (start - end):.2f}z"


def _key(
    shown: Sequence[Item], about: About, form: Format, *, x: float, y: float
) -> tuple[list[Mark], float]:
    """What the colours mean, with the yuan of each part and its amount."""
    words, whole = about.words, total(shown)
    yuan = [of_hundred(item.amount, whole) + " 元" for item in shown]
    figures = max((width(text, form.text) for text in yuan), default=0) + 12
    marks: list[Mark] = [Label(x, y + 15, words.hundred, form.small, fill=SOFT)]
    y += 30
    # A figure too far from its name is hard to match.
    right = min(form.width, x + 350)
    for item, text, fill in zip(shown, yuan, COLOURS, strict=False):
        lines = wrapped(item.name, form.text, right - x - 24 - figures, 2)
        marks.append(Box(x, y + 3, 14, 14, fill))
        marks += [
            Label(x + 24, y + 15 + 19 * number, line, form.text)
            for number, line in enumerate(lines)
        ]
        marks.append(Label(right, y + 15, text, form.text, align="right", weight="bold"))
        y += 19 * len(lines)
        marks.append(Label(x + 24, y + 15, about.numbers.full(item.amount), form.small, fill=SOFT))
        y += 29
    if any(0 < ratio(item.amount, whole) < 0.01 for item in shown):
        marks.append(Label(x, y + 13, words.partial, form.small, fill=SOFT))
        y += 18
    return marks, y
