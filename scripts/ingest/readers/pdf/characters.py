"""The printed characters of a page as the library has them, and the runs that they share."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from scripts.ingest.readers.pdf import pdfium
from scripts.ingest.readers.pdf.page_objects import Box, Looks, TooMuchError, character
from scripts.ingest.readers.pdf.pdfium import Answer, Objects
from scripts.ingest.readers.unseen import BROKEN
from scripts.package.characters import unwanted

INVISIBLE = (3, 7)  # text render modes that leave no ink (ISO 32000-1, table 106)
_SEEN = 1.0  # points: blanks take no place at all, and what is smaller nobody reads
_INK = 0.05  # points: what is thinner leaves no mark
_SOFT_HYPHEN, _LINE_END = 0xAD, 0x2  # the latter is how the library marks a hyphen there
_UNKNOWN = 0xFFFE  # a hyphen at a line's end, and any letter whose font does not say what it is
_LEFT, _RIGHT = (0, 1, -1, 0, 0, 0), (0, -1, 1, 0, 0, 0)  # matrices that turn by a quarter


@dataclass(slots=True)
class Run:
    """What all characters of one drawing command share, and how many they are.

    `size` in points and `angle` in degrees; `hidden` where they leave no ink, `level` where they
    are set along the page's own edge, `direct` where the page itself draws them, not a form on it,
    `cut` where they lie outside what they are drawn in.
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
RawChar = tuple[Run, str, float, float, float, float, float, float]
"""A character: run, text, left, bottom, right and top of its box, x and y of its origin."""


class Letters(dict[int, str]):
    """Characters by their codes, some thousand in a file; nothing for one that leaves no mark."""

    def __missing__(self, code: int) -> str:
        text = character(code)
        if not text.strip():
            text = ""
        self[code] = text
        return text


class Shapes(dict[tuple[float, float, float, float], tuple[float, float]]):
    """How matrices scale, and how far they turn in degrees, by their first four numbers."""

    def __missing__(self, numbers: tuple[float, float, float, float]) -> tuple[float, float]:
        a, b, c, d = numbers
        area = abs(a * d - b * c)
        scale = math.sqrt(area) or 1.0
        turn = math.atan2(b, a)
        angle = math.degrees(turn) % 360
        self[numbers] = scale, angle
        return scale, angle


@dataclass
class Lookups:
    """What serves all pages of a file: characters and shapes seen so far, questions on objects.

    `looks` are those that are left.
    """

    letters: Letters = field(default_factory=Letters)
    shapes: Shapes = field(default_factory=Shapes)
    objects: Objects = field(default_factory=Objects)
    looks: Looks = field(default_factory=Looks)


@dataclass
class PageText:
    """The runs of a page, its printed characters in the order drawn, and the texts of blanks.

    `dropped` counts the characters that no package may hold and nobody sees.
    """

    runs: Runs = field(default_factory=dict)
    chars: list[RawChar] = field(default_factory=list)
    blank: set[int] = field(default_factory=set)
    dropped: int = 0


def characters(page: pypdfium2.PdfPage, lookups: Lookups, most: int) -> PageText:
    """The text of a page, hidden or outside its edges too; TooMuchError past `most` characters."""
    text = page.get_textpage()
    try:
        # The library counts the blanks that it infers, at most one to a character.
        if text.count_chars() > 2 * most:
            raise TooMuchError
        return _characters(pdfium.handle(text.raw), codes(text), lookups)
    finally:
        text.close()


def codes(text: pypdfium2.PdfTextPage) -> list[int]:
    """The code of each character of a page.

    They are told by the whole text at once where that has one for each, as nearly always. It
    leaves out characters without a code, so that it is shorter where there are any.
    """
    whole = text.get_text_range()
    count = text.count_chars()
    if len(whole) == count:
        return [ord(letter) for letter in whole]
    handle = pdfium.handle(text.raw)
    return [pdfium.code(handle, index) for index in range(count)]


def _characters(text: int, codes: Sequence[int], lookups: Lookups) -> PageText:
    page_text = PageText()
    # Local names: this loop runs once for every character of a document.
    runs = page_text.runs
    chars = page_text.chars
    blank = page_text.blank
    letters = lookups.letters
    box = Answer("f", 4)
    origin = Answer("d", 2)
    box_at = box.at[0]
    last_run: Run | None = None
    height = 0.0, 0.0
    x = y = 0.0

    for index, code in enumerate(codes):
        letter = letters[code]
        obj = pdfium.text_object(text, index)
        if not letter:  # as is all that the library infers
            if code in (0x0D, 0x0A, 0x20) or not unwanted(chr(min(code, 0x10FFFF))):
                blank.add(obj)
                continue
            letter = _inked(text, index, code)
            if not letter:
                blank.add(obj)
                page_text.dropped += 1
                continue
        run = runs.get(obj)
        if run is None:
            run = runs[obj] = _run(text, index, obj, len(runs), lookups)
        run.count += 1

        pdfium.char_box(text, index, box_at)
        left, top, right, bottom = box.numbers
        # In a level run of one height y stays the same, and x counts for nothing.
        if run is not last_run or not run.level or (top, bottom) != height:
            pdfium.char_origin(text, index, *origin.at)
            x, y = origin.numbers
            last_run, height = run, (top, bottom)
        chars.append((run, letter, left, bottom, right, top, x, y))

    return page_text


def _inked(text: int, index: int, code: int) -> str:
    """What a code that nobody should see is drawn as; nothing where it leaves no ink.

    Programs write the soft hyphen for the minus of `-5.00`. Any other code is that of a letter
    whose font does not say what it is: without it, 12?4 would read as 124.
    """
    real = pdfium.code(text, index) if code == _UNKNOWN else code
    if real == _LINE_END:
        return "-"
    edges = Answer("d", 4)
    pdfium.char_edges(text, index, *edges.at)
    left, right, bottom, top = edges.numbers
    if min(right - left, top - bottom) < _INK:
        return ""
    return "-" if real == _SOFT_HYPHEN else BROKEN


def _run(text: int, index: int, obj: int, number: int, lookups: Lookups) -> Run:
    a, b, c, d, _, _ = lookups.objects.char_matrix(text, index)
    scale, angle = lookups.shapes[a, b, c, d]
    return Run(
        number,
        size=abs(pdfium.font_size(text, index) * scale) or 1.0,
        angle=angle,
        hidden=pdfium.render_mode(obj) in INVISIBLE,
        white=lookups.objects.is_white(obj),
        level=b == 0,
    )


def note_cut_off(runs: Runs, objects: Objects, looks: Looks) -> None:
    """Note which runs lie wholly outside what they are drawn in, as where a sheet goes overleaf.

    The edges of a table's row do not count: what does not fit in a row is still what it says.
    """
    known: dict[int, Box | None] = {}
    for obj, run in runs.items():
        if not run.direct:  # a form's clips are in coordinates of its own
            continue
        for clip in _clips(obj, known, objects, looks):
            # A clip of less height is that of a table's row.
            if clip is None or clip.bottom - clip.top < 5 * run.size:
                continue
            left, bottom, right, top = objects.bounds(obj)
            middle = (bottom + top) / 2
            is_level = clip.top <= middle <= clip.bottom
            is_beside = right < clip.x0 or left > clip.x1
            if is_beside or not is_level:
                run.cut = True
                break


def _clips(
    obj: int, known: dict[int, Box | None], objects: Objects, looks: Looks
) -> list[Box | None]:
    """The clips of an object, in the page's own coordinates; None for one that is no rectangle.

    Most objects of a page share theirs with others, so one is known by its first point.
    """
    clip = pdfium.clip(obj)
    if not clip:
        return []
    boxes = []
    count = pdfium.clip_count(clip)
    looks.take(3 * count)  # each asks the library, which takes longer

    for index in range(count):
        first = pdfium.clip_segment(clip, index, 0)
        if first not in known:
            known[first] = None
            # The path of a rectangle has its start once or twice.
            if pdfium.clip_length(clip, index) in (4, 5):
                ax, ay = objects.point(first)
                across = pdfium.clip_segment(clip, index, 2)
                bx, by = objects.point(across)
                known[first] = Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        boxes.append(known[first])

    return boxes


def take_up(
    page: pypdfium2.PdfPage, texts: Iterable[int], text: PageText, lookups: Lookups, most: int
) -> None:
    """Add to a page's text those of some unread ones that stand on their side.

    The library passes over a text without width. Where neither the file nor the machine has a
    font, it takes letters to be without height; set on its side, such a text is without width. So
    they are read while they are set level, and set back after it.
    """
    narrow: set[int] = set()
    for obj in texts:
        left, bottom, right, top = lookups.objects.bounds(obj)
        width = right - left
        height = top - bottom
        if width < 0.01 and height >= _SEEN:
            narrow.add(obj)
    if not narrow:
        return

    for obj in narrow:
        pdfium.transform(obj, *_RIGHT)
    level = characters(page, lookups, most)
    for obj in narrow:
        pdfium.transform(obj, *_LEFT)

    runs = {obj: run for obj, run in level.runs.items() if obj in narrow}
    for number, run in enumerate(runs.values(), start=len(text.runs)):
        run.number = number
        run.angle = (run.angle + 90) % 360
        run.direct = True

    text.runs |= runs
    run_ids = {id(run) for run in runs.values()}

    for run, letter, left, bottom, right, top, x, y in level.chars:
        if id(run) in run_ids:
            text.chars.append((run, letter, -top, left, -bottom, right, -y, x))


def unread(texts: Iterable[int], text: PageText, lookups: Lookups) -> int:
    """How many texts leave ink where none that was read stands; a double is not missing."""
    read = text.runs.keys() | text.blank
    missing = []
    for obj in texts:
        if obj in read or pdfium.render_mode(obj) in INVISIBLE:
            continue
        if lookups.objects.is_white(obj):
            continue
        left, bottom, right, top = lookups.objects.bounds(obj)
        across = (left + right) / 2
        down = (bottom + top) / 2
        if max(right - left, top - bottom) >= _SEEN:
            missing.append((across, down))
    if not missing:
        return 0

    for obj in text.runs:
        lookups.looks.take(len(missing))
        left, bottom, right, top = lookups.objects.bounds(obj)
        own = Box(left, bottom, right, top)
        missing = [(x, y) for x, y in missing if not own.holds(x, y)]
    return len(missing)
