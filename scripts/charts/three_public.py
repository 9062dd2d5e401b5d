"""The figures on travel abroad, vehicles and hospitality, with what was left blank told apart from what is nought."""

from collections.abc import Sequence
from decimal import Decimal

from scripts.charts.bars import SPACE, Place, name_labels, names_width, places
from scripts.charts.data_table import alternative
from scripts.charts.marks import Box, Label, Mark, Path, Rule, middle, picture
from scripts.charts.model import About, Chart, Figure, Row, Spec
from scripts.charts.scale import length
from scripts.charts.text_width import BOLD, width
from scripts.charts.theme import C1, C2, LINE, NARROW, SOFT, WIDE, Format

THICK = 17
INDENT = 16


def three_public(figures: Sequence[Figure], about: About) -> Chart:
    """The figures in the order given: bars for amounts, a stroke for nought, a dashed frame for a blank."""
    known = [each for each in figures if each.amount is not None]
    whole = next((each.amount for each in known if each.total and each.amount), Decimal(0))
    lines = tuple(_row(each, whole, about) for each in figures)
    alt = alternative(about, lines)

    def spec(form: Format) -> Spec:
        marks, end = _picture(figures, about.of(whole), form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _row(each: Figure, whole: Decimal, about: About) -> Row:
    if each.amount is None:
        return Row(each.name, about.words.blank, "")
    return Row(each.name, about.numbers.full(each.amount), about.numbers.share(each.amount, whole))


def _picture(figures: Sequence[Figure], about: About, form: Format) -> tuple[list[Mark], float]:
    names = [each.name for each in figures]
    left = names_width(names, form) + (INDENT if any(each.level for each in figures) else 0)
    values = max(
        (width(_value(each, about), form.small) for each in figures if each.amount is not None),
        default=0,
    )
    high = max((each.amount for each in figures if each.amount is not None), default=Decimal(0))
    room = form.width - left - BOLD * values - SPACE  # the sum is bold
    where = places(
        names, form, y=0, room=left - SPACE - INDENT * any(each.level for each in figures), extra=2
    )
    marks: list[Mark] = []
    for each, place in zip(figures, where, strict=True):
        if each.total:
            marks.append(Rule(0, place.y, form.width, place.y, LINE))
        marks += name_labels(place, form, x=INDENT * each.level)
        marks += _shape(each, place, left, room, high, about, form)
    return marks, where[-1].y + where[-1].height if where else 0


def _value(each: Figure, about: About) -> str:
    return about.words.blank if each.amount is None else about.numbers.amount(each.amount)


def _shape(
    each: Figure, place: Place, x: float, room: float, high: Decimal, about: About, form: Format
) -> list[Mark]:
    y, text = place.middle, _value(each, about)
    top, low = y - THICK / 2, y + THICK / 2
    if each.amount is None:
        dashes = "".join(
            f"M{x + 4 * step:.1f} {level:.1f}h2" for level in (top, low) for step in range(5)
        )
        sides = "".join(
            f"M{side:.1f} {top + 4 * step:.1f}v2" for side in (x, x + 18) for step in range(5)
        )
        shape: Mark = Path(dashes + sides, stroke=SOFT)
        end = 18.0
    elif not each.amount:
        shape = Rule(x, top, x, low, SOFT, 1.5)
        end = 0.0
    else:
        end = length(each.amount, high, room)
        shape = Box(
            x,
            top,
            end,
            THICK,
            C1 if each.total else C2,
            tip=about.numbers.tip(each.name, each.amount),
        )
    blank = each.amount is None
    weight = "bold" if each.total else "normal"
    return [
        shape,
        Label(
            x + end + 6,
            middle(y, form.small),
            text,
            form.small,
            fill=SOFT if blank else "currentColor",
            weight=weight,
        ),
    ]
