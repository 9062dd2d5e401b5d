"""A page as its blocks in reading order: tables where rules or columns make them, prose around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.ingest.document import Grid
from scripts.ingest.readers.pdf.page_objects import Box, Page
from scripts.ingest.readers.pdf.paragraphs import ParagraphPart, pieces
from scripts.ingest.readers.pdf.ruled_cells import grid
from scripts.ingest.readers.pdf.ruled_tables import Frame, frames
from scripts.ingest.readers.pdf.text_lines import String, lines, strings
from scripts.ingest.readers.pdf.unruled_tables import tables

_BESIDE = 2.0  # ems between a word of a sentence and a box round the next


def blocks(page: Page) -> Iterator[Grid | ParagraphPart]:
    """The blocks of a page in reading order."""
    found = strings(page.chars)
    framed = _frames(page, found)
    inside: list[list[String]] = [[] for _ in framed]
    loose: list[String] = []
    for string in found:
        at = next((index for index, frame in enumerate(framed) if _holds(frame, string)), None)
        (loose if at is None else inside[at]).append(string)
    placed: list[tuple[float, float, Grid | ParagraphPart]] = [
        (frame.ys[0], frame.xs[0], grid(frame, held, page))
        for frame, held in zip(framed, inside, strict=True)
        if held
    ]
    rest = lines(loose)
    for made, box, used in tables(rest, page):
        placed.append((box.top, box.x0, made))
        gone = {id(line) for line in used}
        rest = [line for line in rest if id(line) not in gone]
    for piece in pieces(rest, page, [top for top, _, _ in placed]):
        placed.append((piece.box.top, piece.box.x0, piece))
    yield from (block for _, _, block in sorted(placed, key=lambda one: one[:2]))


def _frames(page: Page, found: Sequence[String]) -> list[Frame]:
    """The frames that are tables: none within another, none that only boxes words of a sentence."""
    made = frames(page.rules) or frames([*page.rules, *_edges(page.fills)])
    outer = [
        one
        for one in made
        if not any(_within(one.box, other.box) for other in made if other is not one)
    ]
    return [one for one in outer if not _in_sentence(one, outer, found)]


def _edges(fills: Sequence[Box]) -> Iterator[Box]:
    for fill in fills:
        yield Box(fill.x0, fill.top, fill.x1, fill.top)
        yield Box(fill.x0, fill.bottom, fill.x1, fill.bottom)
        yield Box(fill.x0, fill.top, fill.x0, fill.bottom)
        yield Box(fill.x1, fill.top, fill.x1, fill.bottom)


def _within(inner: Box, outer: Box) -> bool:
    return outer.holds(inner.x0, inner.top) and outer.holds(inner.x1, inner.bottom)


def _holds(frame: Frame, string: String) -> bool:
    return frame.box.holds(string.middle, string.y)


def _in_sentence(frame: Frame, others: Sequence[Frame], found: Sequence[String]) -> bool:
    """Whether a frame of one line has words beside it on that line, outside any frame, or words that run through it."""
    if len(frame.ys) > 2:
        return False
    inside = [string for string in found if _holds(frame, string)]
    if any(one.x0 < frame.xs[0] - one.size or one.x1 > frame.xs[-1] + one.size for one in inside):
        return True
    outside = [string for string in found if not any(_holds(other, string) for other in others)]
    return any(
        abs(one.base - other.base) < 0.4 * one.size
        and min(abs(other.x0 - frame.xs[-1]), abs(frame.xs[0] - other.x1)) < _BESIDE * one.size
        for one in inside
        for other in outside
    )
