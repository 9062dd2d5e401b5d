"""Characters that nobody sees, taken out of the texts of a document: how many, and where."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from scripts.ingest.document import Place
from scripts.ingest.readers.cell_text import one_line
from scripts.package.characters import unwanted, visible
from scripts.schema import figure

BROKEN = "\ufffd"
"""What stands for a character that is there and cannot be read."""

_MOST_PLACES = 20
# 12<mark>34, -<mark>5: without the mark, what stood apart for a program is one number.
_BEFORE, _AFTER = re.compile(r"[\d.,，+−－-]$"), re.compile(r"[\d.,，]")
# Right to left override to its end: a person sees 4321 where the file says 1234.
_TURNED = re.compile("\u202e[^\u202c]*")
_DIGIT = re.compile(r"\d")


@dataclass
class Unseen:
    """What of a document nobody sees, gathered while its texts are read.

    The characters are those that no package may hold. They are dropped; where a number held one,
    that is told as something to be looked up, for a program may have taken it for two.
    """

    dropped: Counter[Place] = field(default_factory=Counter)
    in_figures: Counter[Place] = field(default_factory=Counter)
    turned: Counter[Place] = field(default_factory=Counter)

    def without(self, text: str, place: Place) -> str:
        """A text that stands at a place, without them."""
        if not unwanted(text):
            return text
        text = _TURNED.sub(lambda match: self._unread(match.group(), place), text)
        clean = visible(text)
        if clean == text:
            return text

        # What parts lines became a blank, and is no less.
        marks = [index for index, letter in enumerate(text) if visible(letter) != letter]
        self.dropped[place] += len(marks)
        is_figure = isinstance(figure(clean), Decimal)
        if is_figure or any(_is_in_number(text, index) for index in marks):
            self.in_figures[place] += 1
        return clean

    def line(self, text: str, place: Place) -> str:
        """The same of a text on one line, which it stays."""
        clean = self.without(text, place)
        return text if clean == text else one_line(clean)

    def _unread(self, text: str, place: Place) -> str:
        """What shows from right to left: a number in it can be read in two ways, so in none."""
        if _DIGIT.search(text):
            self.turned[place] += 1
        return _DIGIT.sub(BROKEN, text)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of the document, and does not make it less whole."""
        if not self.dropped:
            return ()
        places = [f"{_named(place)} {number} 个" for place, number in self.dropped.items()]
        number = sum(self.dropped.values())
        return (f"去掉了 {number} 个看不见的字符：{_listed(places)}",)

    @property
    def losses(self) -> tuple[str, ...]:
        """What is to be looked up, for a figure may be another."""
        what = {
            "数里夹着看不见的字符，去掉后照读，请对照原文": self.in_figures,
            "数是从右往左显示的，没有读，请对照原文": self.turned,
        }
        return tuple(f"{_listed(list(map(_named, at)))}的{why}" for why, at in what.items() if at)


def _is_in_number(text: str, index: int) -> bool:
    """Whether a mark stands between two characters of what is one number without it."""
    before = visible(text[max(0, index - 8) : index])
    after = visible(text[index + 1 : index + 9])
    return bool(_BEFORE.search(before) and _AFTER.match(after) and _DIGIT.search(after[:1]))


def _named(place: Place) -> str:
    if place.page and place.line is not None:
        row = f"第 {place.line} 行" if place.line else "的名字"
        return f"第 {place.page} 张工作表{row}"
    return str(place)


def _listed(places: list[str]) -> str:
    listed = "、".join(places[:_MOST_PLACES])
    if len(places) > _MOST_PLACES:
        return f"{listed}等 {len(places)} 处"
    return listed
