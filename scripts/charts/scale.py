"""From amounts to pixels: the one place where a Decimal becomes a float, at the last step before drawing."""

from collections.abc import Sequence
from decimal import Decimal

from scripts.charts.model import Item
from scripts.charts.theme import LEAST

# Up to so many large parts stand in the bar of the whole, and what is left beside them is small.
LARGE_PARTS = 3
SMALL_REST = Decimal("0.1")

# From this ratio on, the smaller bars get a scale of their own.
SKEWED = 20


def ratio(part: Decimal, whole: Decimal) -> float:
    """The part as a fraction of the whole; 0 where there is no whole."""
    return float(part / whole) if whole else 0.0


def length(amount: Decimal, whole: Decimal, room: float, least: float = LEAST) -> float:
    """The pixels of one bar where `whole` takes all the room; what is above zero is seen."""
    return max(least, ratio(amount, whole) * room) if amount > 0 else 0.0


def lengths(
    amounts: Sequence[Decimal], room: float, *, gap: float = 0, least: float = LEAST
) -> list[float]:
    """The pixels of parts that share the room, gaps between them left out; the thin ones are widened at the cost of the others."""
    parts = [max(amount, Decimal(0)) for amount in amounts]
    shown = sum(part > 0 for part in parts)
    room -= gap * max(shown - 1, 0)
    if not shown:
        return [0.0] * len(parts)
    least = min(least, room / shown)
    thin: set[int] = set()
    while True:
        left = sum((part for place, part in enumerate(parts) if place not in thin), Decimal(0))
        per = (room - least * len(thin)) / float(left) if left else 0.0
        found = {
            place
            for place, part in enumerate(parts)
            if part and place not in thin and float(part) * per < least
        }
        if not found:
            return [
                least if place in thin else float(part) * per for place, part in enumerate(parts)
            ]
        thin |= found


def total(items: Sequence[Item]) -> Decimal:
    """The sum of the amounts."""
    return sum((item.amount for item in items), Decimal(0))


def ranked(items: Sequence[Item]) -> list[Item]:
    """The items from the largest to the smallest, equals in their order."""
    return sorted(items, key=lambda item: -item.amount)


def folded(items: Sequence[Item], most: int, name: str) -> list[Item]:
    """The ranked items, at most so many; the smallest are one item, named with their count."""
    order = ranked(items)
    if len(order) <= most:
        return order
    tail = order[most - 1 :]
    return [*order[: most - 1], Item(name.format(count=len(tail)), total(tail))]


def large(items: Sequence[Item]) -> int:
    """How many of the ranked items make up nearly all, each larger than the rest together; 0 if it is not so."""
    whole = total(items)
    if len(items) == 1:
        return 1
    for count in range(1, min(LARGE_PARTS + 1, len(items))):
        rest = total(items[count:])
        if rest <= whole * SMALL_REST and items[count - 1].amount > rest:
            return count
    return 0


def broken(items: Sequence[Item]) -> int:
    """After how many of the ranked items the amounts fall most steeply, if the bars after it cannot be told apart; else 0."""
    amounts = [item.amount for item in items if item.amount > 0]
    if len(amounts) < 2 or amounts[0] < SKEWED * amounts[-1]:
        return 0
    falls = [
        amounts[place] / amounts[place + 1] for place in range(min(LARGE_PARTS, len(amounts) - 1))
    ]
    steepest = max(falls)
    return falls.index(steepest) + 1 if steepest >= 4 else 0


def times(factor: float) -> str:
    """An enlargement in words that do not claim more than they know: 67, 1,800, 32 万."""
    if factor >= 10_000:
        return f"{factor / 10_000:,.0f} 万"
    rounded = (
        round(factor) if factor < 100 else round(factor, -1) if factor < 1000 else round(factor, -2)
    )
    return f"{int(rounded):,}"


def without_nothing(items: Sequence[Item]) -> list[Item]:
    """The items that have something to draw."""
    return [item for item in items if item.amount > 0]
