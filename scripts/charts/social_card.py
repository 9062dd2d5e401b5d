"""The picture that a link shows when it is passed on: the year, the amount, and a bar of the parts.

No font is asked for: the few signs are drawn as strokes here, so that any machine makes the same
picture, with all its text. The name of the department stands in words beside the picture, wherever
links are passed on.
"""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from decimal import Decimal

import vl_convert

from scripts.charts import theme
from scripts.charts.model import ZERO

# The size that those who show links recommend for og:image: 1.91 to 1.
WIDTH, HEIGHT = 1200, 630
_LEFT, _RIGHT = 80, 1120
_INK, _PAPER, _SEAL = "#1c2530", "#fbf9f5", "#b23a2e"
_SHOWN = len(theme.COLOURS)

# Each sign with its width, as strokes on a height of 10; below 10 hangs the comma.
_SIGNS = {
    "0": (6.0, "M3 0C5 0 6 2 6 5S5 10 3 10 0 8 0 5 1 0 3 0Z"),
    "1": (3.2, "M0 2.2L3 0V10"),
    "2": (6.0, "M.3 2.7C.3 1 1.4 0 3 0S5.8 1 5.8 2.7C5.8 4.6 4 6 .1 10H6"),
    "3": (6.0, "M.4 0H5.6L2.6 3.9C4.8 3.8 6 5 6 6.9 6 8.8 4.7 10 2.9 10 1.5 10 .6 9.5 0 8.6"),
    "4": (6.4, "M4.7 10V0L0 7H6.4"),
    "5": (6.0, "M5.4 0H1.2L.6 4.5C1.2 4 2 3.8 2.9 3.8 4.8 3.8 6 5 6 6.9 6 8.8 4.7 10 2.8 10 1.6 10 .6 9.5 0 8.7"),
    "6": (6.0, "M5.2 .6C4.6 .2 4 0 3.3 0 1.2 0 0 2 0 5.3 0 8.4 1.1 10 3.1 10 4.8 10 6 8.7 6 6.9 6 5.1 4.8 3.9 3.2 3.9 1.4 3.9 .1 5.2 .1 6.7"),
    "7": (6.0, "M0 0H6L2.3 10"),
    "8": (6.0, "M3 4.7C1.5 4.7 .5 3.8 .5 2.4S1.5 0 3 0 5.5 1 5.5 2.4 4.5 4.7 3 4.7C1.2 4.7 0 5.8 0 7.3S1.2 10 3 10 6 8.9 6 7.3 4.8 4.7 3 4.7Z"),
    "9": (6.0, "M.8 9.4C1.4 9.8 2 10 2.7 10 4.8 10 6 8 6 4.7 6 1.6 4.9 0 2.9 0 1.2 0 0 1.3 0 3.1 0 4.9 1.2 6.1 2.8 6.1 4.6 6.1 5.9 4.8 5.9 3.3"),
    ",": (1.0, "M.8 9.5L.2 11.8"),
    ".": (.8, "M.4 9.8V10"),
    "−": (5.4, "M0 5.4H5.4"),
    "千": (10.0, "M7.8 .4C5.6 1.2 3.6 1.5 1.6 1.6 M.3 4.9H9.7 M5 1.4V10"),
    "百": (10.0, "M.6 .8H9.4 M5 .8C4.9 2 4.6 2.8 4.2 3.6 M1.8 3.6H8.2V9.8H1.8Z M1.8 6.6H8.2"),
    "万": (10.0, "M0 1H10 M4.2 1C4.2 5.5 3 8.3 .3 10 M4 4.4H8.8C8.6 7.4 8.2 9 7.6 9.6 7.2 9.9 6.4 9.8 5.6 9.4"),
    "亿": (10.0, "M2.8 .2C2.2 2 1.3 3.5 .1 4.7 M1.8 2.8V10 M4 1.2H9L4.4 7.4C3.8 8.6 4.3 9.6 5.6 9.6H8C9.2 9.6 9.6 9.2 9.7 7.4"),
    "元": (10.0, "M1.6 1H8.4 M.2 4H9.8 M3.6 4C3.6 7 2.6 8.9 .3 10 M6.2 4V8.6C6.2 9.5 6.6 9.8 7.4 9.8H8.4C9.3 9.8 9.6 9.4 9.7 7.8"),
    "年": (10.0, "M2.6 .2C2.2 1.6 1.5 2.6 .6 3.5 M2.1 1.8H9.2 M2.2 4.6H8.8 M2.2 4.6V7.4 M.2 7.4H9.8 M5.5 1.8V10"),
    "预": (10.0, "M.6 .9H4L2.4 2.9 M1.2 1.9L2.5 3 M.2 3.6H4.3L3.6 5 M2.3 3.6V9C2.3 9.9 1.8 10 1 9.6 M5 .8H9.8 M7.4 .8L7 2.5 M5.4 2.5H9.4V7.4 M5.4 2.5V7.4 M7.4 4.1V6C7.3 7.8 6.4 9.1 4.7 10 M7.9 7.8L9.8 9.9"),
    "决": (10.0, "M.6 1.6L1.9 3 M.4 9.4L2.2 6 M3.6 2.2H8.6V5.2 M2.9 5.2H9.8 M6 .2V5.2C5.9 7.6 4.7 9.1 2.7 10 M6.2 5.6C6.8 7.8 8 9.2 9.8 10"),
    "算": (10.0, "M1.8 0L.5 2 M1.3 1H4.4 M2.7 1L3.2 2.1 M6.6 0L5.4 2 M6.1 1H9.6 M7.7 1L8.2 2.1 M1.9 3.1H8.1V7.1H1.9Z M1.9 4.4H8.1 M1.9 5.8H8.1 M.3 8.4H9.7 M3.4 7.1V8.4C3.2 9.2 2.4 9.7 1 10 M6.8 7.1V10")
}  # fmt: skip
# Between signs, on their height of 10.
_GAP = 1.9
# The eight bytes that every PNG begins with.
_SIGNATURE = 8


def picture(caption: str, amount: str, unit: str, parts: Sequence[Decimal]) -> bytes:
    """The picture as a PNG: what it is of (2026年预算), its amount, its parts.

    Without a caption it is the site's mark alone. Texts that cannot be drawn here are left out.
    """
    drawn = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>',
        _mark(small=bool(caption)),
    ]
    if caption and _can_be_drawn(caption):
        left = _RIGHT - _width(caption) * 6.2
        drawn.append(_text(caption, left, 92, 62, pen=0.78))
    if amount and _can_be_drawn(amount + unit):
        drawn.append(_headline(amount, unit))
    drawn += _bar(parts)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(drawn)}</svg>'
    )
    return _packed(vl_convert.svg_to_png(svg))


def _packed(png: bytes) -> bytes:
    """The same PNG in a third of the bytes: what draws it is in a hurry."""
    header = b""
    deflated = b""
    at = _SIGNATURE
    # Each chunk has four bytes for its size, its kind and its checksum.
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind = png[at + 4 : at + 8]
        data = png[at + 8 : at + 8 + size]
        at += 12 + size
        if kind == b"IHDR":
            header = data
        if kind == b"IDAT":
            deflated += data

    pixels = zlib.compress(zlib.decompress(deflated), 6)
    packed = png[:_SIGNATURE]
    for kind, data in ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")):
        checksum = zlib.crc32(kind + data)
        packed += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
    return packed


def _can_be_drawn(text: str) -> bool:
    return all(sign in _SIGNS for sign in text)


def _mark(*, small: bool) -> str:
    """The site's mark: in the corner, or in the middle where it stands alone."""
    place = "translate(440 155) scale(10)"
    if small:
        place = f"translate({_LEFT} 72) scale(3.2)"
    lines = 'stroke-width="2.6" stroke-linecap="round"'
    tick = 'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
    return (
        f'<g transform="{place}">'
        f'<rect width="32" height="32" rx="7" fill="{_hex(theme.C1)}"/>'
        f'<path d="M7 9.5h18M7 16h11M7 22.5h7" fill="none" stroke="{_PAPER}" {lines}/>'
        '<g transform="rotate(-6 22.5 21.5)">'
        f'<rect x="17.5" y="16.5" width="10" height="10" rx="2" fill="{_SEAL}"/>'
        f'<path d="M20 21.6l1.9 1.9 3.4-3.9" fill="none" stroke="{_PAPER}" {tick}/></g></g>'
    )


def _headline(amount: str, unit: str) -> str:
    before_unit = _width(amount) + 3 * _GAP
    # The unit is six tenths as high as the amount, and stands on the same line.
    wide = before_unit + _width(unit) * 0.6
    height = (_RIGHT - _LEFT) / wide * 10
    height = min(150.0, height)
    top = 250 + (150 - height) / 2
    unit_left = _LEFT + before_unit * height / 10
    amount_text = _text(amount, _LEFT, top, height)
    unit_text = _text(unit, unit_left, top + height * 0.4, height * 0.6)
    return amount_text + unit_text


def _text(text: str, left: float, top: float, height: float, *, pen: float = 1.05) -> str:
    scale = height / 10
    drawn = ""
    for sign in text:
        width, strokes = _SIGNS[sign]
        place = f"translate({left:.2f} {top:.2f}) scale({scale:.4f})"
        drawn += f'<path transform="{place}" d="{strokes}"/>'
        left += (width + _GAP) * scale
    look = f'fill="none" stroke="{_INK}" stroke-width="{pen}"'
    return f'<g {look} stroke-linecap="round" stroke-linejoin="round">{drawn}</g>'


def _width(text: str) -> float:
    signs = math.fsum(_SIGNS[sign][0] for sign in text)
    gaps = max(0, len(text) - 1)
    return signs + _GAP * gaps


def _bar(parts: Sequence[Decimal]) -> Iterator[str]:
    """The parts of the whole side by side from the largest; many small ones are the last."""
    ordered = sorted((part for part in parts if part > 0), reverse=True)
    shown = ordered[: _SHOWN - 1]
    if len(ordered) >= _SHOWN:
        small = ordered[_SHOWN - 1 :]
        shown.append(sum(small, ZERO))
    whole = sum(shown, ZERO)

    # Every part has 4 pixels at least, and shares the rest.
    room = _RIGHT - _LEFT - 4.0 * len(shown)
    left = float(_LEFT)
    for part, colour in zip(shown, theme.COLOURS, strict=False):
        share = float(part / whole)
        width = 4 + room * share
        place = f'x="{left:.2f}" y="478" width="{width:.2f}" height="72"'
        yield f'<rect {place} fill="{_hex(colour)}"/>'
        left += width


def _hex(colour: str) -> str:
    """The light colour of a colour of the page: #17545f of var(--mz-c1, #17545f)."""
    match = re.search(r"#[0-9a-f]{6}", colour)
    return match.group() if match else _INK
