"""A PDF file as its pages, one at a time: the only module that speaks to the PDF library."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as raw  # type: ignore[import-untyped]  # likewise

from scripts.ingest.document import ReadError
from scripts.ingest.opening import sized
from scripts.ingest.pdf.marks import Box, Char, Frame, Page, character, without_doubles
from scripts.ingest.pdf.streams import swollen

MOST_PAGES = 1000
_MOST_BYTES = 300 << 20
_MOST_MARKS = 600_000  # characters and lines of a whole file: some twenty times the largest disclosure seen
_THIN = 3.0
_DEPTH = 6
_ROW = 5.0  # ems: a clip of less height is a row's
_WHITE = 245
_INVISIBLE = (3, 7)  # text render modes that leave no ink

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class _Run:
    """What all characters of one drawing command share: size, angle in degrees, whether they leave ink."""

    number: int
    size: float
    angle: float
    hidden: bool
    white: bool


@dataclass
class _Drawn:
    """The lines and surfaces of a page, in the page's own coordinates, and how many there may be."""

    most: int
    rules: list[list[tuple[float, float]]] = field(default_factory=list)
    fills: list[list[tuple[float, float]]] = field(default_factory=list)
    dark: list[list[tuple[float, float]]] = field(default_factory=list)
    texts: set[int] = field(default_factory=set)
    pictured: bool = False


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """A PDF file, open; raises ReadError where it is encrypted, cut short, or no PDF."""
    sized(path, _MOST_BYTES)
    head, tail = _ends(path)
    if b"%PDF-" not in head:
        raise ReadError(f"{path}：不是 PDF 文件（开头没有 PDF 标记）")
    if b"%%EOF" not in tail:
        raise ReadError(f"{path}：PDF 不完整，缺少结尾部分；请重新下载后再导入")
    if swollen(path):
        raise ReadError(f"{path}：PDF 里有展开后大得异常的数据，不像一份部门预决算，没有读取")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{path}：{_why(str(error))}") from error
    try:
        count = len(document)
        if not count:
            raise ReadError(f"{path}：PDF 里没有可读的页，文件可能已损坏")
        if count > MOST_PAGES:
            raise ReadError(f"{path}：共 {count} 页，超过 {MOST_PAGES} 页的上限，不像一份部门预决算；请拆分后再导入")
        yield Source(document, path, count)
    finally:
        document.close()


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(max(0, path.stat().st_size - 2048))
        return head, file.read()


def _why(message: str) -> str:
    if "password" in message.lower():
        return "PDF 加了密码，打不开；请用密码另存一份不加密的再导入"
    if "security" in message.lower():
        return "PDF 的加密方式不支持；请另存一份不加密的再导入"
    return "PDF 已损坏，读不出内容；请重新下载后再导入"


class Source:
    """An open PDF file: its number of pages, and the pages in order."""

    def __init__(self, document: pypdfium2.PdfDocument, path: Path, count: int) -> None:
        self._document = document
        self._path = path
        self.count = count

    def pages(self) -> Iterator[Page]:
        """Each page in turn, the one before it out of memory; raises ReadError where there is too much on them."""
        marks = 0
        for index in range(self.count):
            page = self._page(index, _MOST_MARKS - marks)
            marks += len(page.chars) + len(page.rules)
            yield page

    def _page(self, index: int, most: int) -> Page:
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:  # a single broken page: told as one without text
            frame = Frame(0, 0, 0, 0)
            return Page(index + 1, frame, frame, (), (), (), pictured=True, unseen=0)
        try:
            return _read(page, index + 1, most)
        except _TooMuchError as error:
            said = f"到第 {index + 1} 页图文已超过 {_MOST_MARKS} 个，不像一份部门预决算"
            raise ReadError(f"{self._path}：{said}；请只留下公开的内容再导入") from error
        finally:
            page.close()


class _TooMuchError(Exception):
    """A file has more on its pages than any disclosure."""


def _read(page: pypdfium2.PdfPage, number: int, most: int) -> Page:
    left, bottom, right, top = page.get_bbox()
    shown = Frame(left, bottom, right, top, page.get_rotation() % 360)
    runs, found = _characters(page, most)
    frame = Frame(left, bottom, right, top, _turn(runs, found, shown.turn))
    drawn = _drawn(page, most)
    dark = [frame.box(points) for points in drawn.dark]
    inked = any(not runs[run].hidden for run, *_ in found)  # a scan with its text behind it has no ink at all
    cut = {run for run in runs.keys() & drawn.texts if _is_cut_off(run, runs[run].size)}
    chars: list[Char] = []
    turned: dict[int, list[Char]] = {}
    unseen = 0
    for run, text, *edges, x, y in found:
        one = runs[run]
        box = frame.box([(edges[0], edges[1]), (edges[2], edges[3])])
        turn = round(one.angle - frame.turn) % 360
        upright = turn in (359, 0, 1)
        char = Char(text, *box, frame.seen(x, y)[1] if upright else box.bottom, one.size, one.number)
        middle = char.middle
        if run in cut or _outside(middle, frame):
            unseen += not one.hidden
        elif (one.hidden and inked) or (one.white and not any(surface.holds(*middle) for surface in dark)):
            continue
        elif upright:
            chars.append(char)
        elif turn % 90 in (89, 0, 1):  # text at other angles is a watermark
            turned.setdefault(run, []).append(char)
    chars = [*without_doubles(chars), *(char for some in turned.values() for char in _laid_out(some))]
    rules = tuple(frame.box(points) for points in drawn.rules)
    fills = tuple(frame.box(points) for points in drawn.fills)
    return Page(number, frame, shown, tuple(chars), rules, fills, drawn.pictured, unseen)


def _laid_out(chars: list[Char]) -> Iterator[Char]:
    """The characters of a text that is turned on its side, set level within the place that it takes."""
    left, right = min(char.x0 for char in chars), max(char.x1 for char in chars)
    base = (min(char.top for char in chars) + max(char.bottom for char in chars)) / 2 + 0.35 * chars[0].size
    step = (right - left) / len(chars)
    for index, char in enumerate(chars):
        yield char._replace(x0=left + index * step, x1=left + (index + 1) * step, base=base)


def _outside(middle: tuple[float, float], frame: Frame) -> bool:
    width, height = frame.size
    return not (0 <= middle[0] <= width and 0 <= middle[1] <= height)


def _turn(runs: dict[int, _Run], found: list[_Found], shown: int) -> int:
    """How far the page is turned so that most of its text stands upright; as it is shown, where there is none."""
    angles = Counter(round(runs[run].angle / 90) * 90 % 360 for run, *_ in found)
    return angles.most_common(1)[0][0] if angles else shown


_Found = tuple[int, str, float, float, float, float, float, float]


def _characters(page: pypdfium2.PdfPage, most: int) -> tuple[dict[int, _Run], list[_Found]]:
    """Every printed character with its run, box and origin, in the order drawn, and the runs by their handles."""
    text = page.get_textpage()
    handle = text.raw
    rectangle, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    runs: dict[int, _Run] = {}
    found: list[_Found] = []
    try:
        if text.count_chars() > 2 * most:  # the library counts the blanks that it infers
            raise _TooMuchError
        for index in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(handle, index) == 1:
                continue
            printed = character(raw.FPDFText_GetUnicode(handle, index))
            if not printed.strip():
                continue
            key = _address(raw.FPDFText_GetTextObject(handle, index))
            if key not in runs:
                runs[key] = _run(handle, index, len(runs))
            raw.FPDFText_GetLooseCharBox(handle, index, rectangle)
            raw.FPDFText_GetCharOrigin(handle, index, x, y)
            edges = (rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
            found.append((key, printed, *edges, x.value, y.value))
    finally:
        text.close()
    return runs, found


def _run(handle: object, index: int, number: int) -> _Run:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)) or 1.0
    size = raw.FPDFText_GetFontSize(handle, index) * scale
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) % 360
    drawn = raw.FPDFText_GetTextObject(handle, index)
    hidden = raw.FPDFTextObj_GetTextRenderMode(drawn) in _INVISIBLE
    return _Run(number, abs(size) or 1.0, angle, hidden, _is_white(drawn))


def _address(one: object) -> int:
    return ctypes.cast(one, ctypes.c_void_p).value or 0  # type: ignore[arg-type]  # a handle of the library


def _is_cut_off(run: int, size: float) -> bool:
    """Whether a text lies wholly outside the part of the page that it is drawn in, as where a sheet goes on overleaf.

    The edges of a table's row do not count: what does not fit in a row is still what the row says.
    """
    drawn = ctypes.cast(run, raw.FPDF_PAGEOBJECT)
    edges = [ctypes.c_float() for _ in range(4)]
    clip = raw.FPDFPageObj_GetClipPath(drawn)
    for index in range(raw.FPDFClipPath_CountPaths(clip) if clip else 0):
        box = _clip(clip, index)
        if box is None or box.height < _ROW * size:
            continue
        raw.FPDFPageObj_GetBounds(drawn, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        if not box.top <= (bottom + top) / 2 <= box.bottom or right < box.x0 or left > box.x1:
            return True
    return False


def _clip(clip: object, index: int) -> Box | None:
    """The rectangle of a clipping path, in the page's own coordinates; None for any other shape."""
    if raw.FPDFClipPath_CountPathSegments(clip, index) not in (4, 5):
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    corners = []
    for corner in (0, 2):
        raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, index, corner), x, y)
        corners.append((x.value, y.value))
    (ax, ay), (bx, by) = corners
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _is_white(drawn: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(drawn, red, green, blue, alpha):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE or alpha.value == 0


def _drawn(page: pypdfium2.PdfPage, most: int) -> _Drawn:
    drawn = _Drawn(most)
    count = raw.FPDFPage_CountObjects(page.raw)
    objects = (raw.FPDFPage_GetObject(page.raw, index) for index in range(count))
    _collect(objects, _SAME, drawn, 0)
    return drawn


def _collect(objects: Iterator[object], outer: _Matrix, drawn: _Drawn, depth: int) -> None:
    for one in objects:
        if len(drawn.rules) + len(drawn.fills) > drawn.most:
            raise _TooMuchError
        kind = raw.FPDFPageObj_GetType(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT and depth == 0:  # a form's clips are in coordinates of its own
            drawn.texts.add(_address(one))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _path(one, _times(_matrix(one), outer), drawn)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            _image(_times(_matrix(one), outer), drawn)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = (raw.FPDFFormObj_GetObject(one, index) for index in range(raw.FPDFFormObj_CountObjects(one)))
            _collect(inner, _times(_matrix(one), outer), drawn, depth + 1)


def _matrix(one: object) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(one, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    if outer == _SAME:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _image(matrix: _Matrix, drawn: _Drawn) -> None:
    """A picture fills the unit square of its matrix; a thin one is a rule."""
    a, b, c, d, e, f = matrix
    corners = [(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)]
    across = max(x for x, _ in corners) - min(x for x, _ in corners)
    up = max(y for _, y in corners) - min(y for _, y in corners)
    if min(across, up) <= _THIN:
        drawn.rules.append(corners)
    else:
        drawn.dark.append(corners)
        drawn.pictured = drawn.pictured or across * up > 20_000  # points: some 14 cm by 18 mm


def _path(one: object, matrix: _Matrix, drawn: _Drawn) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(one, fill, stroke)
    if not fill.value and not stroke.value:
        return
    for points, straight in _outlines(one, matrix):
        if stroke.value:
            drawn.rules += [list(pair) for pair in pairwise(points) if _level(*pair)]
        elif straight and len(points) > 1:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            corners = [(min(xs), min(ys)), (max(xs), max(ys))]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN:
                drawn.rules.append(corners)
            elif not _is_white(one):
                drawn.fills.append(corners)
                drawn.dark.append(corners)


def _level(start: tuple[float, float], end: tuple[float, float]) -> bool:
    return abs(start[0] - end[0]) < 0.8 or abs(start[1] - end[1]) < 0.8


def _outlines(one: object, matrix: _Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each part of a path, closed ones back to their start, and whether it is all straight lines."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    straight = True
    for index in range(raw.FPDFPath_CountSegments(one)):
        segment = raw.FPDFPath_GetPathSegment(one, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, straight
            points, straight = [point], True
            continue
        straight = straight and kind == raw.FPDF_SEGMENT_LINETO
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, straight
