"""What stands on a page as it is drawn, in points from the top left: characters, rules, fills."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from scripts.package.characters import unwanted

# Radicals that fonts print for characters and that no normal form folds.
_RADICALS = str.maketrans(
    "⺁⺄⺇⺎⺓⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "厂乙几兀幺母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
_FOLDED = re.compile(r"[\u2f00-\u2fd5\uf900-\ufaff]")
"""Kangxi radicals and compatibility ideographs."""

_BAND = 32.0  # points: doubles are looked for in the squares of the page that they may stand in


_MOST_LOOKS = 40_000_000

T = TypeVar("T")


class TooMuchError(Exception):
    """A file has more on its pages than any disclosure; what it has too much of, where that helps."""


@dataclass
class Looks:
    """How often something on a page was held against something else on it, over the whole file.

    A disclosure takes some for each character; where each is held against each, they run out.
    """

    left: int = _MOST_LOOKS

    def take(self, count: int) -> None:
        """Note so many looks; TooMuchError where there are no more."""
        self.left -= count
        if self.left < 0:
            raise TooMuchError("互相重叠或遮盖的图文太多")


class Char(NamedTuple):
    """A printed character: box, baseline, size, and the number of its drawing command."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    run: int

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the character, whatever the font says of its height."""
        across = (self.x0 + self.x1) / 2
        down = self.base - 0.35 * self.size
        return across, down


class Box(NamedTuple):
    """A rectangle on a page; a ruling line is one without height or without width."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """From the left edge to the right one."""
        return self.x1 - self.x0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the edge."""
        if not self.x0 <= x <= self.x1:
            return False
        return self.top <= y <= self.bottom


def around(boxes: Sequence[Box]) -> Box:
    """The rectangle round some others.

    >>> around([Box(0, 0, 2, 2), Box(1, 1, 5, 3)])
    Box(x0=0, top=0, x1=5, bottom=3)
    """
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    left = min(lefts)
    top = min(tops)
    right = max(rights)
    bottom = max(bottoms)
    return Box(left, top, right, bottom)


def grouped(items: Iterable[T], belongs: Callable[[list[T], T], bool]) -> list[list[T]]:
    """Items in groups, each item in the last group if it `belongs` there, else in one of its own.

    >>> grouped([1, 2, 5, 6], lambda group, number: number - group[-1] < 2)
    [[1, 2], [5, 6]]
    """
    groups: list[list[T]] = []
    for item in items:
        if groups and belongs(groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


@dataclass(frozen=True)
class Frame:
    """The rectangle of a page in its own coordinates, and its turn: clockwise, to be seen upright.

    The page's own coordinates count from the bottom left; `turn` is 0, 90, 180 or 270 degrees.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        across = self.right - self.left
        up = self.top - self.bottom
        if self.turn in (90, 270):
            return up, across
        return across, up

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own coordinates is seen, from the top left."""
        if self.turn == 0:  # as on nearly all pages
            return x - self.left, self.top - y
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def own(self, x: float, y: float) -> tuple[float, float]:
        """The page's own coordinates of a point that is seen there.

        >>> frame = Frame(0, 0, 842, 595, turn=90)
        >>> frame.own(*frame.seen(100, 200))
        (100, 200)
        """
        if self.turn == 90:
            return y + self.left, x + self.bottom
        if self.turn == 180:
            return self.right - x, y + self.bottom
        if self.turn == 270:
            return self.right - y, self.top - x
        return x + self.left, self.top - y

    def box(self, points: Sequence[tuple[float, float]]) -> Box:
        """The rectangle seen round points of the page's own coordinates.

        >>> Frame(0, 0, 595, 842).box([(100, 742), (200, 842)])
        Box(x0=100, top=0, x1=200, bottom=100)
        """
        xs, ys = zip(*points, strict=True)
        left = min(xs)
        right = max(xs)
        edges = self.edges(left, min(ys), right, max(ys))
        return Box(*edges)

    def edges(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """The edges seen, as those of a box, of a rectangle in the page's own coordinates."""
        x0, y0 = self.seen(left, bottom)
        x1, y1 = self.seen(right, top)
        west, east = sorted((x0, x1))
        north, south = sorted((y0, y1))
        return west, north, east, south


@dataclass(frozen=True)
class Page:
    """One page: its number, and what is drawn on it, turned by `frame` so that it reads upright.

    `shown` is the page as people see it; `pictured` where a picture takes much of it; `unseen`
    counts the characters that stand outside its edges, `unread` the texts that could not be read,
    `dropped` the characters that leave no ink and that no package may hold.
    One that `is_broken` could not be opened.
    """

    number: int
    frame: Frame
    shown: Frame
    chars: tuple[Char, ...]
    rules: tuple[Box, ...]
    fills: tuple[Box, ...]
    pictured: bool
    unseen: int
    unread: int = 0
    dropped: int = 0
    is_broken: bool = False

    def place_box(self, box: Box) -> str:
        """A rectangle as people see the page, in points: `56.7 120.0 538.6 134.5`."""
        if self.frame != self.shown:
            x0, top, x1, bottom = box
            first = self.frame.own(x0, top)
            last = self.frame.own(x1, bottom)
            box = self.shown.box([first, last])
        edges = [f"{edge:.1f}" for edge in box]
        return " ".join(edges)


def character(code: int) -> str:
    """The character of a code point, nothing for what prints nothing.

    Radicals come as the characters that they stand for:

    >>> character(0x2F26), character(0x2EC5), character(0x200B)
    ('子', '见', '')
    """
    if code == 0x2:  # the hyphen at a line's end, as the library marks it
        return "-"
    is_surrogate = 0xD800 <= code <= 0xDFFF
    if code > 0x10FFFF or is_surrogate:
        return ""
    text = chr(code).translate(_RADICALS)
    if _FOLDED.match(text):
        text = unicodedata.normalize("NFKC", text)
    return "" if unwanted(text) else text


def without_doubles(chars: Iterable[Char], looks: Looks) -> Iterator[Char]:
    """The characters, each once, where bold is made by drawing twice at nearly the same place.

    A double lies within a fifth of an em of the first; the two of 人人 stand an em apart.
    """
    # Left edge and baseline of a text, by the text and the square of the page that it stands in.
    seen: dict[tuple[str, float, float], list[tuple[float, float]]] = {}
    for char in chars:
        text, x0, _, x1, _, base, size, _ = char
        column, band = x0 // _BAND, base // _BAND
        own = seen.setdefault((text, column, band), [])
        # Narrow letters (`11`) stand closer beside each other than lines under each other.
        down = min(0.2 * size, _BAND)
        half = 0.5 * (x1 - x0)
        across = half if half < down else down

        # Well inside its square, as most are, a character has its double in the same.
        places = own
        is_level = down <= base - band * _BAND < _BAND - down
        if not (is_level and across <= x0 - column * _BAND < _BAND - across):
            places = []
            for near in _squares(x0, across):
                for level in _squares(base, down):
                    places += seen.get((text, near, level), ())

        looks.take(len(places))
        for x, y in places:
            if -across < x0 - x < across and -down < base - y < down:
                break
        else:
            own.append((x0, base))
            yield char


def _squares(at: float, reach: float) -> range:
    """The squares in one direction that lie no further than `reach` from a place."""
    first, last = (at - reach) // _BAND, (at + reach) // _BAND
    return range(int(first), int(last) + 1)
