"""The lines and surfaces of a page, in the page's own coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from scripts.ingest.readers.pdf import pdfium
from scripts.ingest.readers.pdf.characters import Runs, TooMuchError
from scripts.ingest.readers.pdf.pdfium import Matrix, Objects

_THIN = 3.0
_DEPTH = 6

_SAME: Matrix = (1, 0, 0, 1, 0, 0)
_Point = tuple[float, float]


@dataclass
class Drawn:
    """The lines and surfaces of a page, the points of each, how many there may be, and the runs of its text.

    `unread` are the page's own texts that belong to no run, `inner` those of the forms on it.
    """

    most: int
    runs: Runs
    objects: Objects
    rules: list[list[_Point]] = field(default_factory=list)
    fills: list[list[_Point]] = field(default_factory=list)
    dark: list[list[_Point]] = field(default_factory=list)
    pictured: bool = False
    unread: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)


def drawn(page: pypdfium2.PdfPage, runs: Runs, objects: Objects, most: int) -> Drawn:
    """All that is drawn on a page; notes which runs the page itself draws; raises TooMuchError past `most`."""
    found = Drawn(most, runs, objects)
    own = pdfium.handle(page.raw)
    _collect(
        (pdfium.page_object(own, index) for index in range(pdfium.page_count(own))), _SAME, found, 0
    )
    return found


def _collect(objects: Iterator[int], outer: Matrix, found: Drawn, depth: int) -> None:
    for one in objects:
        if len(found.rules) + len(found.fills) > found.most:
            raise TooMuchError
        run = found.runs.get(one)
        if run is not None:
            run.direct = depth == 0
            continue
        kind = pdfium.kind(one)
        if kind == pdfium.TEXT:
            (found.unread if depth == 0 else found.inner).append(one)
        elif kind == pdfium.PATH:
            _path(one, outer, found)
        elif kind == pdfium.IMAGE:
            _image(_times(found.objects.matrix(one), outer), found)
        elif kind == pdfium.FORM and depth < _DEPTH:
            inner = (pdfium.form_object(one, index) for index in range(pdfium.form_count(one)))
            _collect(inner, _times(found.objects.matrix(one), outer), found, depth + 1)


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


def _image(matrix: Matrix, found: Drawn) -> None:
    """A picture fills the unit square of its matrix; a thin one is a rule."""
    a, b, c, d, e, f = matrix
    corners = [(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)]
    across = max(x for x, _ in corners) - min(x for x, _ in corners)
    up = max(y for _, y in corners) - min(y for _, y in corners)
    if min(across, up) <= _THIN:
        found.rules.append(corners)
    else:
        found.dark.append(corners)
        found.pictured = found.pictured or across * up > 20_000  # points: some 14 cm by 18 mm


def _path(one: int, outer: Matrix, found: Drawn) -> None:
    fill, stroke = found.objects.draw_mode(one)
    if not fill and not stroke:
        return
    for points, straight in _outlines(
        one, _times(found.objects.matrix(one), outer), found.objects, closed=bool(stroke)
    ):
        if stroke:
            found.rules += [list(pair) for pair in pairwise(points) if _level(*pair)]
        elif straight and len(points) > 1:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            corners = [(min(xs), min(ys)), (max(xs), max(ys))]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                found.rules.append(corners)
            elif not found.objects.is_white(one):
                found.fills.append(corners)
                found.dark.append(corners)


def _level(start: _Point, end: _Point) -> bool:
    return abs(start[0] - end[0]) < 0.8 or abs(start[1] - end[1]) < 0.8


def _outlines(
    one: int, matrix: Matrix, objects: Objects, *, closed: bool
) -> Iterator[tuple[list[_Point], bool]]:
    """The points of each part of a path, closed ones back to their start if that matters, and whether all is straight."""
    a, b, c, d, e, f = matrix
    points: list[_Point] = []
    straight = True
    for index in range(pdfium.path_count(one)):
        segment = pdfium.path_segment(one, index)
        kind = pdfium.segment_kind(segment)
        x, y = objects.point(segment)
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == pdfium.MOVE:
            if len(points) > 1:
                yield points, straight
            points, straight = [point], True
            continue
        straight = straight and kind == pdfium.LINE
        points.append(point)
        if closed and pdfium.segment_closes(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, straight
