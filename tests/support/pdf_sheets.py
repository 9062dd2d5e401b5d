"""PDF files drawn for tests: sheets of text and rules, encrypted where asked; no font is embedded."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from pathlib import Path

WIDTH, HEIGHT = 595, 842
_FLAT = (
    "/T<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<>>"
    "/Encoding<</Type/Encoding/Differences[65/A/B]>>/FirstChar 65/LastChar 66/Widths[500 500]>>"
)
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


class Sheet:
    """A page to be drawn, in points from the top left; its font is one that every reader knows by name."""

    def __init__(self, rotate: int = 0) -> None:
        self.rotate = rotate
        self.parts: list[str] = []
        self.image = False
        self.form = ""

    def text(
        self, x: float, y: float, text: str, size: float = 10, colour: str = "0 g", mode: int = 0
    ) -> Sheet:
        shown = text.encode("utf-16-be").hex()
        self.parts.append(f"BT {colour} {mode} Tr /F {size} Tf {self._at(x, y)} Tm <{shown}> Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        points = [self._point(x0, y0), self._point(x1, y1)]
        self.parts.append("{:.2f} {:.2f} m {:.2f} {:.2f} l S".format(*points[0], *points[1]))
        return self

    def bar(self, x0: float, y0: float, x1: float, y1: float, colour: str = "0 g") -> Sheet:
        (ax, ay), (bx, by) = self._point(x0, y0), self._point(x1, y1)
        self.parts.append(
            f"{colour} {min(ax, bx)} {min(ay, by)} {abs(bx - ax)} {abs(by - ay)} re f"
        )
        return self

    def picture(self) -> Sheet:
        self.image = True
        self.parts.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q")
        return self

    def flat(self, x: float, y: float, letters: str, *, in_form: bool = False) -> Sheet:
        """Letters A and B on their side, in a font that gives them no height, as one does that is nowhere to be had."""
        text = f"BT /T 10 Tf 0 1 -1 0 {x} {HEIGHT - y} Tm ({letters}) Tj ET"
        if in_form:
            self.form = text
        self.parts.append("/X Do" if in_form else text)
        return self

    def table(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        cells: Sequence[Sequence[str]],
        *,
        ruled: bool = True,
    ) -> Sheet:
        """A table in which `<` goes on with the cell to the left and `^` with the cell above; `/` breaks a line."""
        for row, texts in enumerate(cells):
            for column, text in enumerate(texts):
                if ruled:
                    self._borders(xs, ys, cells, row, column)
                if text not in ("<", "^"):
                    for number, line in enumerate(text.split("/")):
                        self.text(xs[column] + 3, ys[row] + 12 + 11 * number, line)
        return self

    def _borders(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        cells: Sequence[Sequence[str]],
        row: int,
        column: int,
    ) -> None:
        if cells[row][column] != "<":
            self.rule(xs[column], ys[row], xs[column], ys[row + 1])
        if cells[row][column] != "^":
            self.rule(xs[column], ys[row], xs[column + 1], ys[row])
        if column == len(xs) - 2:
            self.rule(xs[-1], ys[row], xs[-1], ys[row + 1])
        if row == len(ys) - 2:
            self.rule(xs[column], ys[-1], xs[column + 1], ys[-1])

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return {0: (x, HEIGHT - y), 90: (y, x), 180: (WIDTH - x, y), 270: (WIDTH - y, HEIGHT - x)}[
            self.rotate
        ]

    def _at(self, x: float, y: float) -> str:
        turn = {0: "1 0 0 1", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}[self.rotate]
        return "{} {:.2f} {:.2f}".format(turn, *self._point(x, y))


def document(folder: Path, *sheets: Sheet, user: str | None = None, packed: bool = False) -> Path:
    """A PDF file of sheets; encrypted for a user's password where one is given, the empty one too.

    Where it is `packed`, as files of offices are, what draws a page bears a checksum.
    """
    size = len(sheets)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {size}/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(size))}]>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
        b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
        b"/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\x80\nendstream",
    ]
    key, entry = encryption(user)
    form = 6 + 2 * size
    for number, sheet in enumerate(sheets):
        images = "/I 5 0 R" * sheet.image + f"/X {form} 0 R" * bool(sheet.form)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {sheet.rotate}"
            f"/Resources<</Font<</F 3 0 R{_FLAT}>>/XObject<<{images}>>>>/Contents {7 + 2 * number} 0 R>>".encode()
        )
        content = "\n".join(sheet.parts).encode()
        stream = rc4(object_key(key, 7 + 2 * number), content) if key else content
        method = b""
        if packed:
            stream, method = zlib.compress(stream), b"/Filter/FlateDecode"
        entries = b"/Length %d%s" % (len(stream), method)
        objects.append(b"<<" + entries + b">>stream\n" + stream + b"\nendstream")
    inner = "".join(sheet.form for sheet in sheets).encode()
    shape = f"/Type/XObject/Subtype/Form/BBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<<{_FLAT}>>>>".encode()
    objects += [b"<<%s/Length %d>>stream\n" % (shape, len(inner)) + inner + b"\nendstream"] * bool(
        inner
    )
    path = folder / "document.pdf"
    path.write_bytes(file(objects, entry))
    return path


def file(objects: Sequence[bytes], encryption: bytes = b"") -> bytes:
    """The bytes of a PDF file of these objects, numbered from 1, with their table; the first is its root."""
    body, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        encryption,
        len(body),
    )
    return bytes(body) + table + trailer


def encryption(user: str | None) -> tuple[bytes, bytes]:
    """The key and the trailer's entry of the standard 40-bit encryption (PDF 1.4, section 3.5.2)."""
    if user is None:
        return b"", b""
    identifier = b"0123456789abcdef"
    padded = (user.encode() + _PADDING)[:32]
    owner = rc4(hashlib.md5((b"owner" + _PADDING)[:32]).digest()[:5], padded)
    key = hashlib.md5(padded + owner + (0xFFFFFFFC).to_bytes(4, "little") + identifier).digest()[:5]
    entry = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
        owner.hex().encode(),
        rc4(key, _PADDING).hex().encode(),
    )
    return key, entry + b"/ID[<%s><%s>]" % (identifier.hex().encode(), identifier.hex().encode())


def object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[: len(key) + 5]


def rc4(key: bytes, text: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    done, i, j = bytearray(), 0, 0
    for byte in text:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        done.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(done)
