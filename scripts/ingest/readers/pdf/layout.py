"""A page as its blocks in reading order: tables where rules or columns make them, prose around."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.ingest.document import Grid
from scripts.ingest.readers.pdf.page_objects import Box, Page
from scripts.ingest.readers.pdf.paragraphs import ParagraphPart, parts
from scripts.ingest.readers.pdf.ruled_cells import grid
from scripts.ingest.readers.pdf.ruled_tables import TableFrame, frames
from scripts.ingest.readers.pdf.text_lines import String, lines, strings
from scripts.ingest.readers.pdf.unruled_tables import tables

_CUT = 0.6  # of a line's height: so far past a cell's open side its middle may stand
_MOST_WORDS = 200  # that a box in a sentence holds


def blocks(page: Page) -> Iterator[Grid | ParagraphPart]:
    """The blocks of a page in reading order: from the top, then from the left.

    What stands in a frame is its table's; of the rest, figures under each other make tables, and
    all other lines paragraphs.
    """
    page_strings = strings(page.chars)
    table_frames = _frames(page, page_strings)
    inside: list[list[String]] = [[] for _ in table_frames]
    loose: list[String] = []

    for string in page_strings:
        home = loose
        for frame, own in zip(table_frames, inside, strict=True):
            if _holds(frame, string):
                home = own
                break
        home.append(string)

    # The top and the left edge of each block, and the block.
    placed: list[tuple[float, float, Grid | ParagraphPart]] = []
    for frame, own in zip(table_frames, inside, strict=True):
        if own:
            table = grid(frame, own, page)
            placed.append((frame.ys[0], frame.xs[0], table))

    # Each table takes its lines away before paragraphs are made of the rest.
    rest = lines(loose)
    used_ids: set[int] = set()
    for table, box, used in tables(rest, page):
        placed.append((box.top, box.x0, table))
        used_ids.update(map(id, used))
    rest = [line for line in rest if id(line) not in used_ids]

    tops = [top for top, _, _ in placed]
    for part in parts(rest, page, tops):
        box = part.box
        placed.append((box.top, box.x0, part))
    placed.sort(key=lambda block: block[:2])
    yield from (block for _, _, block in placed)


def _frames(page: Page, page_strings: Sequence[String]) -> list[TableFrame]:
    """The frames, else of coloured cells, that are tables: none in another, or in a sentence."""
    drawn = frames(page.rules)
    if not drawn:
        rules = list(page.rules)
        for x0, top, x1, bottom in page.fills:
            rules.append(Box(x0, top, x1, top))
            rules.append(Box(x0, bottom, x1, bottom))
            rules.append(Box(x0, top, x0, bottom))
            rules.append(Box(x1, top, x1, bottom))
        drawn = frames(rules)

    outer: list[TableFrame] = []
    for frame in drawn:
        x0, top, x1, bottom = frame.box
        others = [other.box for other in drawn if other is not frame]
        enclosing = [box for box in others if box.holds(x0, top) and box.holds(x1, bottom)]
        if not enclosing:
            outer.append(frame)

    if all(len(frame.ys) > 2 for frame in outer):
        return outer
    outside = [text for text in page_strings if not any(_holds(frame, text) for frame in outer)]
    return [frame for frame in outer if not _in_sentence(frame, page_strings, outside)]


def _holds(frame: TableFrame, string: String) -> bool:
    across = (string.x0 + string.x1) / 2
    down = string.base - 0.35 * string.size
    if frame.holds(across, down, _CUT * string.size):
        return True
    top = string.base - 0.9 * string.size
    return frame.is_crossed_by(string.x0, string.x1, top, string.base)


def _in_sentence(frame: TableFrame, texts: Sequence[String], outside: Sequence[String]) -> bool:
    """Whether a frame of one line only boxes words: some run through it, or stand beside it.

    `outside` are the texts that stand in no frame.
    """
    if len(frame.ys) > 2:
        return False
    left = frame.xs[0]
    right = frame.xs[-1]
    inside = [text for text in texts if _holds(frame, text)]
    if len(inside) > _MOST_WORDS:
        return False
    for word in inside:
        if word.x0 < left - word.size:
            return True
        if word.x1 > right + word.size:
            return True

    reach = 2 * max([word.size for word in inside], default=0)
    beside = []
    for other in outside:
        distance = min(abs(other.x0 - right), abs(left - other.x1))
        if distance < reach:
            beside.append((other.base, distance))
    for word in inside:
        for base, distance in beside:
            if abs(word.base - base) < 0.4 * word.size and distance < 2 * word.size:
                return True

    return False
