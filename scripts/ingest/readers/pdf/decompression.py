"""How far the packed streams of a PDF file swell, told before the library unpacks them."""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

_SWOLLEN = 200 * 1024 * 1024  # bytes of one stream: a thousand times what a dense page needs
_STEP = 1024 * 1024
_BEGINS = re.compile(rb"stream\r?\n")
_DICTIONARY = 400  # bytes before a stream in which its dictionary stands
_LEAST = _SWOLLEN // 1040
"""Bytes packed that can swell so far: the method packs no tighter than 1 : 1032."""


def swollen(path: Path) -> bool:
    """Whether a stream of a file, pictures apart, holds more than any page of a document needs.

    Pictures are never unpacked here; a page at 300 dpi is 9 to 26 MB.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        return any(
            _may_swell(raw, begins) and _swells(raw, begins.end())
            for begins in _BEGINS.finditer(raw)
        )


def _may_swell(raw: mmap.mmap, begins: re.Match[bytes]) -> bool:
    start = begins.start()
    dictionary = raw[max(0, start - _DICTIONARY) : start].rpartition(b" obj")[2]
    is_packed = b"FlateDecode" in dictionary or b"/Fl" in dictionary
    if not is_packed or b"/Image" in dictionary:
        return False
    end = raw.find(b"endstream", begins.end())
    if end < 0:
        end = len(raw)
    return end - begins.end() >= _LEAST


def _swells(raw: mmap.mmap, start: int) -> bool:
    unpack = zlib.decompressobj()
    size = 0
    packed = raw[start : start + _STEP]

    try:
        while packed and not unpack.eof:
            size += len(unpack.decompress(packed, _STEP))
            if size > _SWOLLEN:
                return True
            packed = unpack.unconsumed_tail
            if not packed:
                start += _STEP
                packed = raw[start : start + _STEP]
    except zlib.error:
        return False

    return False
