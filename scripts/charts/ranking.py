"""A ranking in which the smallest can be seen beside the largest: all on one scale, and the small ones again on their own."""

from collections.abc import Sequence

from scripts.charts.bars import MOST, SPACE, Panel, across, block, name_labels, names_width, places
from scripts.charts.data_table import alternative, rows
from scripts.charts.marks import Box, Label, Mark, Rule, picture
from scripts.charts.model import About, Chart, Item, Spec
from scripts.charts.scale import broken, folded, length, ratio, times, total
from scripts.charts.text_width import width
from scripts.charts.theme import C2, LINE, NARROW, SOFT, WIDE, Format

HEAD = 34


def ranking(items: Sequence[Item], about: About) -> Chart:
    """Items from the largest to the smallest; where the amounts are skewed, the small ones also on a larger scale."""
    order = folded(items, max(len(items), 1), "")
    lines = rows(order, about.numbers)
    alt = alternative(about, lines)
    shown = folded(items, MOST, about.words.others)
    telling = about.of(total(items))

    def spec(form: Format) -> Spec:
        first = broken(shown)
        if not first:
            marks, end = block(shown, form, telling.numbers, y=2)
        else:
            marks, end = (_beside if form.wide else _under)(shown, first, telling, form)
        return picture(marks, end, about, form, alternative=alt)

    return Chart(about.id, about.title, alt, spec(WIDE), spec(NARROW), lines)


def _beside(
    shown: Sequence[Item], first: int, about: About, form: Format
) -> tuple[list[Mark], float]:
    """Both scales in one row each: on the left all, on the right the small ones with their amounts."""
    numbers, words = about.numbers, about.words
    names = [item.name for item in shown]
    left = names_width(names, form)
    values = [
        max(width(numbers.amount(item.amount), form.small) for item in some) + SPACE
        for some in _split(shown, first)
    ]
    gap = 28
    room = form.width - left - gap - sum(values)
    all_of_them = Panel(left, room * 0.42, shown[0].amount)
    small = Panel(left + all_of_them.w + values[0] + gap, room * 0.58, shown[first].amount, C2)
    factor = small.enlarges(small.whole, ratio(small.whole, all_of_them.whole) * all_of_them.w)
    head = words.own_scale.format(times=times(factor))
    where = places(names, form, y=HEAD, room=left - SPACE)
    end = where[-1].y + where[-1].height
    marks: list[Mark] = [
        Label(all_of_them.x, 15, words.same_scale, form.small, fill=SOFT),
        Label(min(small.x, form.width - width(head, form.small)), 15, head, form.small, fill=SOFT),
        *(Rule(panel.x - 1, HEAD - 8, panel.x - 1, end, LINE) for panel in (all_of_them, small)),
    ]
    for number, (item, place) in enumerate(zip(shown, where, strict=True)):
        marks += name_labels(place, form)
        if number < first:
            marks += all_of_them.bar(item, place, form, numbers)
            continue
        long = length(item.amount, all_of_them.whole, all_of_them.w)
        if long:
            marks.append(
                Box(
                    all_of_them.x,
                    place.middle - 8.5,
                    long,
                    17,
                    C2,
                    tip=numbers.tip(item.name, item.amount),
                )
            )
        marks += small.bar(item, place, form, numbers)
    return marks, end


def _split(shown: Sequence[Item], first: int) -> tuple[Sequence[Item], Sequence[Item]]:
    return shown[:first], shown[first:]


def _under(
    shown: Sequence[Item], first: int, about: About, form: Format
) -> tuple[list[Mark], float]:
    """The same one under the other: the large ones with the sum of the others, then the others enlarged."""
    numbers, words = about.numbers, about.words
    big, small = _split(shown, first)
    rest = Item(words.rest, sum((item.amount for item in small), start=0 * small[0].amount))
    above, end = block([*big, rest], form, numbers, y=HEAD - 8, last=C2)
    below, low = block(small, form, numbers, y=end + 42, fill=C2)
    top = across([*big, rest], form, numbers)
    factor = across(small, form, numbers).enlarges(
        small[0].amount, ratio(small[0].amount, top.whole) * top.w
    )
    marks: list[Mark] = [
        Label(0, 15, words.same_scale, form.small, fill=SOFT),
        *above,
        Rule(0, end + 8, form.width, end + 8, LINE),
        Label(0, end + 29, words.own_scale.format(times=times(factor)), form.small, fill=SOFT),
        *below,
    ]
    return marks, low
