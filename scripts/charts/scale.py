"""From amounts to pixels: where a Decimal becomes a float, at the last step before drawing."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from scripts.charts.model import ZERO, HasAmount, Item
from scripts.charts.theme import LEAST

# Up to so many large parts stand in the bar of the whole, and what is left beside them is small.
LARGE_PARTS = 3
SMALL_REST = Decimal("0.1")
# From this ratio on, the smaller bars get a scale of their own: with 400 pixels for the largest,
# the smallest would have 20.
SKEWED = 20
# A step from one bar to the next that counts as a break: the next has a quarter of the length.
BREAK = 4


def ratio(part: Decimal, whole: Decimal) -> float:
    """The part as a fraction of the whole; 0 where there is no whole."""
    return float(part / whole) if whole else 0.0


def length(amount: Decimal, whole: Decimal, room: float) -> float:
    """The pixels of one bar where `whole` takes all the room; what is above zero is seen.

    >>> length(Decimal(1), Decimal(4), 400), length(Decimal(1), Decimal(9999), 400)
    (100.0, 2.0)
    """
    if amount <= 0:
        return 0.0
    return max(LEAST, ratio(amount, whole) * room)


def lengths(
    amounts: Sequence[Decimal], room: float, *, gap: float = 0, least: float = LEAST
) -> list[float]:
    """The pixels of parts that share the room, gaps between them left out.

    The thin ones are widened to `least` at the cost of the others; parts below zero take nothing.

    >>> lengths([Decimal(999), Decimal(1)], 100)
    [98.0, 2.0]
    """
    parts = [max(amount, ZERO) for amount in amounts]
    shown = sum(part > 0 for part in parts)
    if not shown:
        return [0.0] * len(parts)
    room -= gap * (shown - 1)
    least = min(least, room / shown)
    thin: set[int] = set()
    # To widen some leaves less for the others, which may then be too thin themselves.
    while True:
        broad = [part for place, part in enumerate(parts) if place not in thin]
        left = sum(broad, ZERO)
        pixels = 0.0
        if left:
            share = room - least * len(thin)
            pixels = share / float(left)
        sizes: list[float] = []
        thinner: set[int] = set()
        for place, part in enumerate(parts):
            size = float(part) * pixels
            if place in thin:
                size = least
            elif part and size < least:
                thinner.add(place)
            sizes.append(size)
        if not thinner:
            return sizes
        thin |= thinner


def total(items: Iterable[HasAmount]) -> Decimal:
    """The sum of the amounts."""
    return sum((item.amount for item in items), ZERO)


def ranked(items: Iterable[Item]) -> list[Item]:
    """The items from the largest to the smallest, equals in their order."""
    return sorted(items, key=lambda item: -item.amount)


def folded(items: Sequence[Item], most: int, name: str) -> list[Item]:
    """The ranked items, at most so many; the smallest are one item, named with their count.

    >>> items = [Item("甲", Decimal(1)), Item("乙", Decimal(5)), Item("丙", Decimal(2))]
    >>> [(item.name, int(item.amount)) for item in folded(items, 2, "另外 {count} 项")]
    [('乙', 5), ('另外 2 项', 3)]
    """
    order = ranked(items)
    if len(order) <= most:
        return order
    kept = order[: most - 1]
    tail = order[most - 1 :]
    others = name.format(count=len(tail))
    rest = Item(others, total(tail))
    return [*kept, rest]


def large(items: Sequence[Item]) -> int:
    """How many ranked items make up 90 %, each larger than what is left; 0 where no few do."""
    if len(items) == 1:
        return 1
    small = total(items) * SMALL_REST
    end = min(LARGE_PARTS + 1, len(items))
    for count in range(1, end):
        rest = total(items[count:])
        if rest <= small and items[count - 1].amount > rest:
            return count
    return 0


def broken(items: Sequence[Item]) -> int:
    """After how many ranked items the amounts fall most: 5500, 80, 7 break after 1; else 0."""
    amounts = [item.amount for item in items if item.amount > 0]
    if len(amounts) < 2 or amounts[0] < SKEWED * amounts[-1]:
        return 0
    falls = [amount / after for amount, after in pairwise(amounts)]
    falls = falls[:LARGE_PARTS]
    steepest = max(falls)
    if steepest < BREAK:
        return 0
    return falls.index(steepest) + 1


def times(factor: float) -> str:
    """An enlargement in words that do not claim more than they know.

    >>> times(66.7), times(1792), times(321_900)
    ('67', '1,800', '32 万')
    """
    if factor >= 10_000:
        return f"{factor / 10_000:,.0f} 万"
    digits = 0
    if factor >= 100:
        digits = -1
    if factor >= 1000:
        digits = -2
    return f"{int(round(factor, digits)):,}"


def without_nothing(items: Iterable[Item]) -> list[Item]:
    """The items that have something to draw."""
    return [item for item in items if item.amount > 0]
