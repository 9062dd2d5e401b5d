"""The lines and surfaces of a page, in the page's own coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from scripts.ingest.readers.pdf import pdfium
from scripts.ingest.readers.pdf.characters import Lookups, Runs
from scripts.ingest.readers.pdf.page_objects import Looks, TooMuchError
from scripts.ingest.readers.pdf.pdfium import Matrix, Objects

_THIN = 3.0
"""Points: what is thinner is a ruling line, however it is drawn; a row of a table is higher."""
_LEVEL = 0.8  # points by which the ends of a line may differ in height, or from left to right

_OBJECT = 20  # looks that an object takes, whatever it is: texts of one letter have one each
_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_Point = tuple[float, float]


@dataclass
class Drawing:
    """The lines and surfaces of a page by their points, and which of its texts were not read.

    `most` is how many there may be. `dark` are the surfaces on which white text is seen. `unread`
    are the page's own texts that belong to no run, `inner` those of the forms on it.
    """

    most: int
    runs: Runs
    objects: Objects
    looks: Looks
    rules: list[list[_Point]] = field(default_factory=list)
    fills: list[list[_Point]] = field(default_factory=list)
    dark: list[list[_Point]] = field(default_factory=list)
    pictured: bool = False
    unread: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)

    def add(self, objects: Iterable[int], outer: Matrix, depth: int) -> None:
        """Add what objects draw, those of forms too: of `depth` forms, whose matrix is `outer`."""
        for obj in objects:
            self.looks.take(_OBJECT)
            if len(self.rules) + len(self.fills) > self.most:
                raise TooMuchError
            # Texts that were read: what a form draws has its place in the form's coordinates.
            run = self.runs.get(obj)
            if run is not None:
                run.direct = depth == 0
                continue
            kind = pdfium.kind(obj)
            if kind == pdfium.TEXT:
                texts = self.inner if depth else self.unread
                texts.append(obj)
            elif kind == pdfium.PATH:
                self._add_path(obj, outer)
            elif kind == pdfium.IMAGE:
                matrix = _times(self.objects.matrix(obj), outer)
                self._add_image(matrix)
            elif kind == pdfium.FORM and depth < 6:
                matrix = _times(self.objects.matrix(obj), outer)
                count = pdfium.form_count(obj)
                inner = (pdfium.form_object(obj, index) for index in range(count))
                self.add(inner, matrix, depth + 1)

    def _add_image(self, matrix: Matrix) -> None:
        """A picture fills the unit square of its matrix; a thin one is a ruling line."""
        a, b, c, d, e, f = matrix
        corners = [
            (e, f),
            (e + a, f + b),
            (e + c, f + d),
            (e + a + c, f + b + d),
        ]
        across, up = _extent(corners)
        if min(across, up) <= _THIN:
            self.rules.append(corners)
            return
        self.dark.append(corners)
        # Some 14 cm by 18 mm are much of a page.
        if across * up > 20_000:
            self.pictured = True

    def _add_path(self, path: int, outer: Matrix) -> None:
        """The lines of a path that is stroked; of one that is only filled, its rectangles."""
        fill, stroke = self.objects.draw_mode(path)
        if not fill and not stroke:
            return
        matrix = _times(self.objects.matrix(path), outer)
        outlines = _outlines(path, matrix, self.objects, closed=bool(stroke))

        for points, straight in outlines:
            # Borders of cells are stroked or, by spreadsheets, filled as thin rectangles.
            if stroke:
                for start, end in pairwise(points):
                    ax, ay = start
                    bx, by = end
                    if abs(ax - bx) < _LEVEL or abs(ay - by) < _LEVEL:
                        self.rules.append([start, end])
            elif straight:
                self._add_surface(points, path)

    def _add_surface(self, points: list[_Point], path: int) -> None:
        xs, ys = zip(*points, strict=True)
        first = min(xs), min(ys)
        last = max(xs), max(ys)
        corners = [first, last]
        if min(_extent(corners)) <= _THIN:
            self.rules.append(corners)
        elif not self.objects.is_white(path):
            self.fills.append(corners)
            self.dark.append(corners)


def drawing(page: pypdfium2.PdfPage, runs: Runs, lookups: Lookups, most: int) -> Drawing:
    """All that is drawn on a page; raises TooMuchError past `most` lines and surfaces."""
    drawn = Drawing(most, runs, lookups.objects, lookups.looks)
    handle = pdfium.handle(page.raw)
    count = pdfium.page_count(handle)
    own = (pdfium.page_object(handle, index) for index in range(count))
    drawn.add(own, _SAME, depth=0)
    return drawn


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    if outer == _SAME:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _extent(points: list[_Point]) -> tuple[float, float]:
    xs, ys = zip(*points, strict=True)
    across = max(xs) - min(xs)
    up = max(ys) - min(ys)
    return across, up


def _outlines(
    path: int, matrix: Matrix, objects: Objects, *, closed: bool
) -> Iterator[tuple[list[_Point], bool]]:
    """The points of each part of a path (closed if asked), and whether all of it is straight."""
    a, b, c, d, e, f = matrix
    points: list[_Point] = []
    straight = True

    for index in range(pdfium.path_count(path)):
        segment = pdfium.path_segment(path, index)
        kind = pdfium.segment_kind(segment)
        x, y = objects.point(segment)
        across = a * x + c * y + e
        up = b * x + d * y + f
        point = across, up
        if kind == pdfium.MOVE:
            if len(points) > 1:
                yield points, straight
            points = [point]
            straight = True
            continue
        straight = straight and kind == pdfium.LINE
        points.append(point)
        if closed and pdfium.segment_closes(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, straight
