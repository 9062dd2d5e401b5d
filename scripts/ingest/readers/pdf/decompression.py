"""How far the packed streams of a PDF file swell, told before the library unpacks them."""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

_SWOLLEN = 200 * 1024 * 1024  # bytes of one stream: a thousand times what a dense page needs
_STEP = 1024 * 1024
_BEGINS = re.compile(rb"stream\r?\n")
_LEAST = (
    _SWOLLEN // 1040
)  # bytes packed that can swell so far: the method packs no tighter than 1 : 1032


def swollen(path: Path) -> bool:
    """Whether a stream of a file, pictures apart, holds more than any page of a document needs."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        return any(
            _swells(raw, match.end()) for match in _BEGINS.finditer(raw) if _may_swell(raw, match)
        )


def _may_swell(raw: mmap.mmap, begins: re.Match[bytes]) -> bool:
    before = raw[max(0, begins.start() - 400) : begins.start()].rpartition(b" obj")[2]
    if (b"FlateDecode" not in before and b"/Fl" not in before) or b"/Image" in before:
        return False
    end = raw.find(b"endstream", begins.end())
    return (end if end >= 0 else len(raw)) - begins.end() >= _LEAST


def _swells(raw: mmap.mmap, start: int) -> bool:
    unpack = zlib.decompressobj()
    size, at = 0, start
    packed = raw[at : at + _STEP]
    try:
        while packed and not unpack.eof:
            size += len(unpack.decompress(packed, _STEP))
            if size > _SWOLLEN:
                return True
            if unpack.unconsumed_tail:
                packed = unpack.unconsumed_tail
            else:
                at += _STEP
                packed = raw[at : at + _STEP]
    except zlib.error:
        return False
    return False
