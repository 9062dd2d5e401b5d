"""The strings of a page put into the cells of a frame, and the rows that come out."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.readers.pdf.overflow import returned
from scripts.ingest.readers.pdf.page_objects import Box, Char, Page
from scripts.ingest.readers.pdf.ruled_tables import Square, TableFrame
from scripts.ingest.readers.pdf.text_lines import String, cell_text, lines, string

_STRADDLE = 1.2  # points by which characters may overlap a wall and still stand beside it
_ROOM = 0.2  # of a character's size, more than between two characters of one text
_SLIVER = 9.0  # points, too little for text

_DIGITS = frozenset("0123456789,.-−")
# `1,234.50`, or what stands for no figure: `0`, `—`
_WHOLE_FIGURE = re.compile(r"[-−]?[\d,]+\.\d{2,}|0|-|—")

_Cells = dict[Square, list[String]]  # the strings of each cell, by its first square


def grid(frame: TableFrame, strings: Iterable[String], page: Page) -> Grid:
    """The rows of a frame; a merged cell's text stands at its first square, others are blank."""
    cells = _filled(frame, strings)
    xs = frame.xs
    # Slivers at the sides that hold nothing are the room of a second frame round this one.
    filled = {column for _, column in cells}
    widths = [right - left for left, right in pairwise(xs)]
    first = 0
    last = len(widths) - 1
    while first < last and first not in filled and widths[first] < _SLIVER:
        first += 1
    while last > first and last not in filled and widths[last] < _SLIVER:
        last -= 1

    kept = xs[first : last + 2]
    rows: list[GridRow] = []
    begins: list[int] = []
    for row, (top, bottom) in enumerate(pairwise(frame.ys)):
        begins.append(len(rows))
        box = Box(xs[0], top, xs[-1], bottom)
        places = [(row, column) for column in range(first, last + 1)]
        squares = [cells.get(place, []) for place in places]
        rows += _rows(squares, box, page, kept)

    lowest = len(begins) - 1
    last_cells = [frame.owners[lowest, column] for column in sorted(frame.open_below)]
    begun = {(begins[row], column - first) for row, column in last_cells if column >= first}
    first_cells = [frame.owners[0, column] for column in sorted(frame.open_above)]
    rest = {column - first for _, column in first_cells if column >= first}
    return Grid(tuple(rows), kept, begun=frozenset(begun), rest=frozenset(rest))


def _filled(frame: TableFrame, strings: Iterable[String]) -> _Cells:
    """Strings by cell: first those in one, then those that run over into neighbours."""
    cells: _Cells = {}
    bases: dict[Square, list[float]] = {}  # of the strings of each cell, in order
    running_over = []
    for whole in strings:
        for part, squares in _parted(whole, frame):
            first = squares[0]
            if squares.count(first) == len(squares):
                cells.setdefault(first, []).append(part)
            else:
                running_over.append((part, squares))

    for part, squares in running_over:
        for square in squares:
            if square not in bases:
                bases[square] = sorted(text.base for text in cells.get(square, ()))
        home = _home(part, squares, bases)
        cells.setdefault(home, []).append(part)
        insort(bases[home], part.base)
    return returned(cells, frame.ys)


def _nearest(bases: Sequence[float], base: float) -> int | None:
    """Which of some baselines in order is the nearest to another, the upper one of two."""
    after = bisect_left(bases, base)
    beside = [at for at in (after - 1, after) if 0 <= at < len(bases)]
    return min(beside, key=lambda at: abs(bases[at] - base), default=None)


def _home(
    text: String, squares: Sequence[Square], bases: Mapping[Square, Sequence[float]]
) -> Square:
    """The cell of a string too long for it: free at that height, and the most covered."""
    covered: defaultdict[Square, float] = defaultdict(float)
    for char, square in zip(text.chars, squares, strict=True):
        covered[square] += char.x1 - char.x0

    free = []
    for square in covered:
        nearest = _nearest(bases[square], text.base)
        if nearest is None or abs(bases[square][nearest] - text.base) >= 0.5 * text.size:
            free.append(square)
    return max(free or covered, key=lambda square: covered[square])


def _parted(whole: String, frame: TableFrame) -> Iterator[tuple[String, list[Square]]]:
    """A string cut where two cells' texts were drawn in one go, and each character's cell."""
    chars = whole.chars
    levels = {(char.base, char.size) for char in chars}
    # Looked up once where all stand level in one column.
    if len(levels) == 1 and frame.column(whole.x0) == frame.column(whole.x1):
        square = frame.cell(*chars[0].middle)
        squares = [square] * len(chars)
    else:
        squares = [frame.cell(*char.middle) for char in chars]
    start = 0

    for index in range(1, len(chars)):
        last = chars[index - 1]
        char = chars[index]
        is_cut = False
        if last.run != char.run:
            # A label so long that it touches the figure drawn after it: in one cell they meet again.
            is_cut = (last.text in _DIGITS) != (char.text in _DIGITS)
        if not is_cut and squares[index - 1] != squares[index]:
            is_cut = _stand_apart(last, char, frame)
        if is_cut:
            yield string(chars[start:index]), squares[start:index]
            start = index

    if start:
        whole = string(chars[start:])
    yield whole, squares[start:]


def _stand_apart(last: Char, char: Char, frame: TableFrame) -> bool:
    """Whether two characters in two cells leave the wall between them free, and are two texts."""
    middle, _ = char.middle
    wall = frame.xs[frame.column(middle)]
    gap = char.x0 - last.x1
    straddle = _STRADDLE
    # A head too wide for its cell, and the next one, drawn for themselves with room between.
    if last.run != char.run and gap > _ROOM * char.size:
        straddle = 0.5 * char.size
    if last.x1 > wall + straddle:
        return False
    if char.x0 < wall - straddle:
        return False

    if last.run != char.run:
        return True
    if last.text.isascii() != char.text.isascii():
        return True
    # Characters of a text that runs over stand closer.
    return gap > 0.3 * char.size


def _rows(
    squares: Sequence[Sequence[String]], box: Box, page: Page, edges: Sequence[float]
) -> Iterator[GridRow]:
    """One row, or one per line of figures where the rules part only the columns."""
    bases = _figure_lines(squares)
    if len(bases) < 2:
        yield _row(squares, box, page, edges)
        return

    between = [(above + below) / 2 for above, below in pairwise(bases)]
    levels = [box.top, *between, box.bottom]
    parts: list[list[list[String]]] = []
    for _ in bases:
        parts.append([[] for _ in squares])
    for column, square in enumerate(squares):
        for text in square:
            nearest = _nearest(bases, text.base)
            parts[nearest or 0][column].append(text)

    for part, (top, bottom) in zip(parts, pairwise(levels), strict=True):
        own = Box(box.x0, top, box.x1, bottom)
        yield _row(part, own, page, edges)


def _row(
    squares: Sequence[Sequence[String]], box: Box, page: Page, edges: Sequence[float]
) -> GridRow:
    cells = tuple(map(cell_text, squares))
    indents = tuple(map(_indent, cells, squares, edges))
    shown = page.place_box(box)
    place = Place(page=page.number, box=shown)
    return GridRow(cells, place, indents)


def _indent(cell: str, strings: Sequence[String], edge: float) -> float | None:
    """How far a text begins from the left edge of its cell, in ems: its first line tells."""
    # A figure stands at the right, wherever it begins.
    if _DIGITS.issuperset(cell):
        return None
    top = min(string.base for string in strings)
    first = [string for string in strings if string.base - top < 0.5 * string.size]
    left = min(first, key=lambda string: string.x0)
    return (left.x0 - edge) / left.size


def _figure_lines(squares: Sequence[Sequence[String]]) -> list[float]:
    """The baselines of a row that is several: two cells stack whole figures on the same lines."""
    stacks = []
    for square in squares:
        if len(square) < 2:
            continue
        stack = lines(square)
        if len(stack) > 1 and all(_WHOLE_FIGURE.fullmatch(line.text) for line in stack):
            stacks.append([line.base for line in stack])
    if len(stacks) < 2:
        return []

    longest = max(stacks, key=len)
    longest.sort()
    for base in chain.from_iterable(stacks):
        nearest = _nearest(longest, base)
        if nearest is None or abs(longest[nearest] - base) >= 3:  # points
            return []

    return longest
