"""What the suite tries of much that is alike: a share, the same on every run; with MINGZHANG_WHOLE set all of it.

`benchmarks/prove_shares.py` (`make proof`) runs whatever takes a share from here with the whole.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

from hypothesis import settings

T = TypeVar("T")

WHOLE = bool(os.environ.get("MINGZHANG_WHOLE"))
EXAMPLES = 500
"""How many examples are drawn of each property where the whole is tried."""


def share(items: Iterable[T], count: int, about: str = "") -> list[T]:
    """So many of the items, in their order, or all; which they are hangs on nothing but `about` and the number.

    >>> share("abcdefgh", 3) == share("abcdefgh", 3)
    True
    >>> len(share("abcdefgh", 3)), share("ab", 3)
    (3, ['a', 'b'])
    """
    held = list(items)
    if WHOLE or count >= len(held):
        return held
    places = random.Random(f"{about}:{len(held)}").sample(range(len(held)), count)
    return [held[place] for place in sorted(places)]


def turn(items: Sequence[T], number: int, of: int) -> list[T]:
    """One share of several that are all the items together, or all.

    >>> turn("abcdefg", 1, 3)
    ['b', 'e']
    """
    return list(items) if WHOLE else list(items[number::of])


def examples(count: int) -> settings:
    """How many examples are drawn of a property whose examples take long: whole documents, packages, pictures."""
    return settings(max_examples=EXAMPLES if WHOLE else count, deadline=None)
