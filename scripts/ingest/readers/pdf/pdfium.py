"""The questions to the PDF library that are asked of every character and object of a page.

Here a handle is a plain number, and so is the address of what an answer is written to. The
bindings' own way, typed handles and structures, makes a Python object of each of them, which takes
longer than the library takes to answer.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw  # type: ignore[import-untyped]  # it ships no types

_INT, _FLOAT, _HANDLE = ctypes.c_int, ctypes.c_double, ctypes.c_void_p
_WHITE = 245
"""Of 255: the least red, green and blue of what is as good as white; grey bars are darker."""

TEXT, PATH = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH
IMAGE, FORM = raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM
MOVE, LINE = raw.FPDF_SEGMENT_MOVETO, raw.FPDF_SEGMENT_LINETO
"""Kinds of objects, and of the segments of paths."""

Matrix = tuple[float, ...]
"""The six numbers a, b, c, d, e, f of a transformation."""


def _plainly(question: object, answer: type | None, *arguments: type) -> Callable[..., Any]:
    """A question of the bindings, asked and answered in plain numbers.

    The interpreter's lock is kept meanwhile: to give it up and take it back is no small part of
    the whole.
    """
    plain = ctypes.PYFUNCTYPE(answer, *arguments)
    return ctypes.cast(question, plain)  # type: ignore[arg-type]  # a pointer, it is


def handle(typed: object) -> int:
    """The number of a handle that the bindings gave."""
    return ctypes.cast(typed, _HANDLE).value or 0  # type: ignore[arg-type]  # likewise


code = _plainly(raw.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, _INT)
text_object = _plainly(raw.FPDFText_GetTextObject, _HANDLE, _HANDLE, _INT)
char_box = _plainly(raw.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _HANDLE)
char_edges = _plainly(raw.FPDFText_GetCharBox, _INT, _HANDLE, _INT, *[_HANDLE] * 4)
char_origin = _plainly(raw.FPDFText_GetCharOrigin, _INT, _HANDLE, _INT, _HANDLE, _HANDLE)
font_size = _plainly(raw.FPDFText_GetFontSize, _FLOAT, _HANDLE, _INT)
render_mode = _plainly(raw.FPDFTextObj_GetTextRenderMode, _INT, _HANDLE)

page_count = _plainly(raw.FPDFPage_CountObjects, _INT, _HANDLE)
page_object = _plainly(raw.FPDFPage_GetObject, _HANDLE, _HANDLE, _INT)
form_count = _plainly(raw.FPDFFormObj_CountObjects, _INT, _HANDLE)
form_object = _plainly(raw.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
kind = _plainly(raw.FPDFPageObj_GetType, _INT, _HANDLE)
transform = _plainly(raw.FPDFPageObj_Transform, None, _HANDLE, *[_FLOAT] * 6)

path_count = _plainly(raw.FPDFPath_CountSegments, _INT, _HANDLE)
path_segment = _plainly(raw.FPDFPath_GetPathSegment, _HANDLE, _HANDLE, _INT)
segment_kind = _plainly(raw.FPDFPathSegment_GetType, _INT, _HANDLE)
segment_closes = _plainly(raw.FPDFPathSegment_GetClose, _INT, _HANDLE)

clip = _plainly(raw.FPDFPageObj_GetClipPath, _HANDLE, _HANDLE)
clip_count = _plainly(raw.FPDFClipPath_CountPaths, _INT, _HANDLE)
clip_length = _plainly(raw.FPDFClipPath_CountPathSegments, _INT, _HANDLE, _INT)
clip_segment = _plainly(raw.FPDFClipPath_GetPathSegment, _HANDLE, _HANDLE, _INT, _INT)

_char_matrix = _plainly(raw.FPDFText_GetMatrix, _INT, _HANDLE, _INT, _HANDLE)
_matrix = _plainly(raw.FPDFPageObj_GetMatrix, _INT, _HANDLE, _HANDLE)
_bounds = _plainly(raw.FPDFPageObj_GetBounds, _INT, _HANDLE, *[_HANDLE] * 4)
_fill_colour = _plainly(raw.FPDFPageObj_GetFillColor, _INT, _HANDLE, *[_HANDLE] * 4)
_draw_mode = _plainly(raw.FPDFPath_GetDrawMode, _INT, _HANDLE, _HANDLE, _HANDLE)
_segment_point = _plainly(raw.FPDFPathSegment_GetPoint, _INT, _HANDLE, _HANDLE, _HANDLE)


class Answer:
    """Numbers that the library writes, and their addresses to tell it where."""

    def __init__(self, kind: str, count: int) -> None:
        self.numbers: array[float] = array(kind, [0] * count)
        start, _ = self.numbers.buffer_info()
        size = self.numbers.itemsize
        end = start + count * size
        addresses = range(start, end, size)
        self.at = tuple(addresses)


class Objects:
    """What objects are like that is told in several numbers.

    They are written to the same places each time, so that no question makes an object of its own.
    """

    def __init__(self) -> None:
        self._matrix = Answer("f", 6)
        self._edges = Answer("f", 4)
        self._colour = Answer("I", 4)
        self._mode = Answer("i", 2)
        self._point = Answer("f", 2)

    def char_matrix(self, text: int, index: int) -> Matrix:
        """The matrix that a character is set with."""
        _char_matrix(text, index, self._matrix.at[0])
        return tuple(self._matrix.numbers)

    def matrix(self, obj: int) -> Matrix:
        """The matrix that an object is drawn with."""
        _matrix(obj, self._matrix.at[0])
        return tuple(self._matrix.numbers)

    def bounds(self, obj: int) -> tuple[float, ...]:
        """The left, bottom, right and top edge of an object, in the page's own coordinates."""
        _bounds(obj, *self._edges.at)
        return tuple(self._edges.numbers)

    def is_white(self, obj: int) -> bool:
        """Whether an object is filled with white, or with nothing that can be seen."""
        if not _fill_colour(obj, *self._colour.at):
            return False
        *colours, alpha = self._colour.numbers
        return alpha == 0 or min(colours) >= _WHITE

    def draw_mode(self, path: int) -> tuple[float, ...]:
        """How a path is filled, and whether its outline is drawn; 0 for not at all."""
        _draw_mode(path, *self._mode.at)
        return tuple(self._mode.numbers)

    def point(self, segment: int) -> tuple[float, ...]:
        """Where a segment of a path ends, across and up."""
        _segment_point(segment, *self._point.at)
        return tuple(self._point.numbers)
