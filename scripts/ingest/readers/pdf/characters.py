"""The printed characters of a page as the library has them, and the runs: what all of one drawing command share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from scripts.ingest.readers.pdf import pdfium
from scripts.ingest.readers.pdf.page_objects import Box, character
from scripts.ingest.readers.pdf.pdfium import Answer, Objects

_ROW = 5.0  # ems: a clip of less height is a row's
INVISIBLE = (3, 7)  # text render modes that leave no ink
_RECTANGLE = (4, 5)  # points of the path of one, its start once or twice


class TooMuchError(Exception):
    """A file has more on its pages than any disclosure."""


@dataclass(slots=True)
class Run:
    """What all characters of one drawing command share: size, angle in degrees, whether they leave ink, their count.

    `level` where it is set along the page's own edge, `direct` where the page itself draws it, not a form on the page; `cut` where it lies outside what it is drawn in.
    """

    number: int
    size: float
    angle: float
    hidden: bool
    white: bool
    level: bool
    count: int = 0
    direct: bool = False
    cut: bool = False


Runs = dict[int, Run]
"""The runs of a page by their handles."""
Found = tuple[Run, str, float, float, float, float, float, float]
"""A character: its run, its text, the left, bottom, right and top of its box, and the x and y of its origin."""


class Letters(dict[int, str]):
    """Characters by their codes; nothing for one that leaves no mark. A file has some thousand of them at most."""

    def __missing__(self, code: int) -> str:
        text = character(code)
        self[code] = text = text if text.strip() else ""
        return text


class Shapes(dict[tuple[float, float, float, float], tuple[float, float]]):
    """How matrices scale, and how far they turn in degrees, by their first four numbers. A file has a few of them."""

    def __missing__(self, numbers: tuple[float, float, float, float]) -> tuple[float, float]:
        a, b, c, d = numbers
        self[numbers] = shape = (
            math.sqrt(abs(a * d - b * c)) or 1.0,
            math.degrees(math.atan2(b, a)) % 360,
        )
        return shape


@dataclass
class Asked:
    """What serves all pages of a file: the characters and shapes seen so far, and the questions on objects."""

    letters: Letters = field(default_factory=Letters)
    shapes: Shapes = field(default_factory=Shapes)
    objects: Objects = field(default_factory=Objects)


@dataclass
class Text:
    """The text of a page: its runs, every printed character in the order drawn, and the texts that hold blanks."""

    runs: Runs = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    blank: set[int] = field(default_factory=set)


def characters(page: pypdfium2.PdfPage, asked: Asked, most: int) -> Text:
    """The text of a page; raises TooMuchError where there is too much."""
    text = page.get_textpage()
    try:
        if text.count_chars() > 2 * most:  # the library counts the blanks that it infers
            raise TooMuchError
        return _characters(pdfium.handle(text.raw), codes(text), asked)
    finally:
        text.close()


def codes(text: pypdfium2.PdfTextPage) -> list[int]:
    """The code of each character of a page: of all at once where the whole text tells them one by one, as nearly always.

    The whole text leaves out characters without a code, so that it is shorter where there are any.
    """
    whole, count = text.get_text_range(), text.count_chars()
    if len(whole) == count:
        return [*map(ord, whole)]
    return [pdfium.code(pdfium.handle(text.raw), index) for index in range(count)]


def _characters(text: int, codes: Sequence[int], asked: Asked) -> Text:
    read = Text()
    runs, found = read.runs, read.found
    letters, box, origin = asked.letters, Answer("f", 4), Answer("d", 2)
    box_at = box.at[0]
    last, height, x, y = None, (0.0, 0.0), 0.0, 0.0
    for index, code in enumerate(codes):
        printed = letters[code]
        one = pdfium.text_object(text, index)
        if not printed:  # as is all that the library infers
            read.blank.add(one)
            continue
        run = runs.get(one)
        if run is None:
            run = runs[one] = _run(text, index, one, len(runs), asked)
        run.count += 1
        pdfium.char_box(text, index, box_at)
        left, top, right, bottom = box.numbers
        if (
            run is not last or not run.level or (top, bottom) != height
        ):  # else y is the same, and x counts for nothing
            pdfium.char_origin(text, index, *origin.at)
            x, y = origin.numbers
            last, height = run, (top, bottom)
        found.append((run, printed, left, bottom, right, top, x, y))
    return read


def _run(text: int, index: int, drawn: int, number: int, asked: Asked) -> Run:
    a, b, c, d, _, _ = asked.objects.char_matrix(text, index)
    scale, angle = asked.shapes[a, b, c, d]
    size = abs(pdfium.font_size(text, index) * scale) or 1.0
    hidden = pdfium.render_mode(drawn) in INVISIBLE
    return Run(number, size, angle, hidden, asked.objects.is_white(drawn), level=b == 0)


def note_cut_off(runs: Runs, objects: Objects) -> None:
    """Note which runs lie wholly outside what they are drawn in, as where a sheet goes on overleaf.

    The edges of a table's row do not count: what does not fit in a row is still what the row says.
    """
    known: dict[int, Box | None] = {}
    for one, run in runs.items():
        if run.direct:  # a form's clips are in coordinates of its own
            least = _ROW * run.size
            around = [
                box for box in _clips(one, known, objects) if box and box.bottom - box.top >= least
            ]
            run.cut = bool(around) and _is_outside(objects.bounds(one), around)


def _is_outside(bounds: tuple[float, float, float, float], clips: Iterable[Box]) -> bool:
    left, bottom, right, top = bounds
    middle = (bottom + top) / 2
    return any(
        not box.top <= middle <= box.bottom or right < box.x0 or left > box.x1 for box in clips
    )


def _clips(drawn: int, known: dict[int, Box | None], objects: Objects) -> list[Box | None]:
    """The clips of an object. Most objects of a page share theirs with others: one is known by its first point."""
    clip = pdfium.clip(drawn)
    boxes = []
    for index in range(pdfium.clip_count(clip) if clip else 0):
        first = pdfium.clip_segment(clip, index, 0)
        if first not in known:
            known[first] = _clip(clip, index, objects)
        boxes.append(known[first])
    return boxes


def _clip(clip: int, index: int, objects: Objects) -> Box | None:
    """The rectangle of a clipping path, in the page's own coordinates; None for any other shape."""
    if pdfium.clip_length(clip, index) not in _RECTANGLE:
        return None
    (ax, ay), (bx, by) = (
        objects.point(pdfium.clip_segment(clip, index, corner)) for corner in (0, 2)
    )
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
