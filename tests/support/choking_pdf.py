"""PDF files made to choke: pages that are small in the file, and much to whoever reads or compares what is on them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from math import isqrt
from pathlib import Path

from tests.support import pdf_sheets

HEAD = (
    "某某市商务局",
    "2026年度部门预算公开",
    "第一部分 部门概况",
    "一、主要职责",
    "某某市商务局是市政府组成部门。",
)
WIDTH, HEIGHT = 20_000, 200_000
FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>",
)  # fmt: skip

Form = tuple[str, Sequence[int]]
"""What a form draws, and the numbers of the forms that it may name: `/X3 Do`."""
Make = Callable[[Path, int], Path]
Pack = Callable[[bytes], tuple[bytes, bytes]]
"""How a content is packed: the name of the method, and the packed bytes."""


def text(x: float, y: float, said: str, size: float = 8) -> str:
    """A text at a place, counted from the bottom left."""
    shown = said.encode("utf-16-be").hex()
    return f"BT /F {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{shown}> Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """A ruling line."""
    return f"{x0} {y0} m {x1} {y1} l S\n"


def document(
    path: Path,
    content: str,
    pages: int = 1,
    forms: Sequence[Form] = (),
    pack: Pack = lambda content: (b"FlateDecode", zlib.compress(content, 1)),
) -> Path:
    """A page with the head of a disclosure, then as many of one content, which the file holds once."""
    first = 5 + len(forms)
    numbers = [first + 2 + page for page in range(pages + 1)]
    opening = "".join(text(60, HEIGHT - 60 - 20 * at, line) for at, line in enumerate(HEAD))
    kids = " ".join(f"{number} 0 R" for number in numbers)
    size = f"0 0 {WIDTH} {HEIGHT}"
    named = _resources(range(len(forms)))
    drawn = [
        f"<</Type/Page/Parent 2 0 R/MediaBox[{size}]{named}/Contents {first + (page > 0)} 0 R>>"
        for page in range(pages + 1)
    ]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages + 1}/Kids[{kids}]>>".encode(),
        *(part.encode() for part in FONT),
        *(
            _stream(f"/Type/XObject/Subtype/Form/BBox[{size}]{_resources(inner)}", said, pack)
            for said, inner in forms
        ),
        _stream("", opening, pack),
        _stream("", content, pack),
        *(page.encode() for page in drawn),
    ]
    path.write_bytes(pdf_sheets.file(objects))
    return path


def _resources(forms: Iterable[int]) -> str:
    named = "".join(f"/X{number} {5 + number} 0 R" for number in forms)
    return f"/Resources<</Font<</F 3 0 R>>/XObject<<{named}>>>>"


def _stream(entries: str, content: str, pack: Pack) -> bytes:
    method, packed = pack(content.encode())
    return b"<<%s/Filter/%s/Length %d>>stream\n%s\nendstream" % (
        entries.encode(),
        method,
        len(packed),
        packed,
    )


def spread(n: int, said: str = "甲", y: float = 100, x: float = 60, pitch: float = 12) -> str:
    """So many texts in lines of eighty."""
    return "".join(text(x + at % 80 * pitch, y + at // 80 * 12, said) for at in range(n))


def bomb(path: Path, n: int, **packed: Pack) -> Path:
    """Forms that each draw ten others, so many levels deep."""
    forms = [(f"/X{level + 1} Do " * 10, [level + 1]) for level in range(n)]
    return document(path, "/X0 Do", forms=[*forms, (text(60, 300, "甲"), [])], **packed)


def lzw(content: bytes) -> tuple[bytes, bytes]:
    """A content packed as LZW, which our own reading of a file does not unpack."""
    codes = []
    for at, byte in enumerate(content):
        # The table is cleared before codes of more than nine bits would be due.
        codes += [256, byte] if at % 200 == 0 else [byte]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    padded = bits + "0" * (-len(bits) % 8)
    return b"LZWDecode", int(padded, 2).to_bytes(len(padded) // 8, "big")


def locked(path: Path) -> Path:
    """The file with all its streams encrypted for the empty password, as whoever opens it can read it."""
    key, entry = pdf_sheets.encryption("")
    data = bytearray(path.read_bytes())
    for match in re.finditer(rb"(\d+) 0 obj\n<<.*/Length (\d+)>>stream\n", bytes(data)):
        own = pdf_sheets.object_key(key, int(match[1]))
        place = slice(match.end(), match.end() + int(match[2]))
        data[place] = pdf_sheets.rc4(own, data[place])
    path.write_bytes(bytes(data).replace(b"/Root 1 0 R", b"/Root 1 0 R" + entry))
    return path


def clipped(n: int) -> str:
    """So many texts, each within one clip more than the one before."""
    return "".join(f"{at % 100} 0 9000 9000 re W n {text(60, 100, '甲')}" for at in range(n))


def on_dark(n: int) -> str:
    """So many white texts where none of as many dark surfaces is."""
    dark = (f"{60 + at % 80 * 12} {100 + at // 80 * 12} 4 4 re f\n" for at in range(n))
    return f"0 g {''.join(dark)} 1 g {spread(n, '白', x=9000)}"


def grid(n: int) -> str:
    """A frame of so many rows and columns, a figure in each cell."""
    lines = (
        rule(60, 100 + at * 12, 60 + n * 15, 100 + at * 12)
        + rule(60 + at * 15, 100, 60 + at * 15, 100 + n * 12)
        for at in range(n + 1)
    )
    cells = (text(62 + at % n * 15, 103 + at // n * 12, "1") for at in range(n * n))
    return "".join((*lines, *cells))


def boxes(n: int) -> str:
    """So many frames of two cells beside each other and under each other."""
    made = []
    for at in range(n):
        x, y = 60 + at % 20 * 200, 100 + at // 20 * 20
        made.append(f"{x} {y} 60 12 re S " + rule(x + 30, y, x + 30, y + 12))
        made.append(text(x + 2, y + 2, "甲") + text(x + 32, y + 2, "乙"))
    return "".join(made)


def wide_cells(n: int, said: str, x: float, pitch: float) -> str:
    """Two cells as high as a page, so many texts in them."""
    frame = "".join(rule(x, 100, x, 150_000) for x in (60, 2000, 5000))
    frame += rule(60, 100, 5000, 100) + rule(60, 150_000, 5000, 150_000)
    return frame + "".join(text(x, 110 + at * pitch, said) for at in range(n))


def _rows(n: int, *columns: str) -> str:
    """So many lines of these texts under each other, every second one of its first alone."""
    return "".join(
        text(60 + 100 * column, 100 + 12 * at, said)
        for at in range(n)
        for column, said in enumerate(columns)
        if not column or at % 2
    )


def _page(content: Callable[[int], str]) -> Make:
    return lambda path, n: document(path, content(n))


def _pages(content: str) -> Make:
    return lambda path, n: document(path, content, pages=n)


def _one_line(n: int) -> str:
    return "".join(text(60 + at * 7, 300, "1") for at in range(n))


def _columns(n: int) -> str:
    return "".join(
        text(60 + 30 * column, 100 + 12 * row, "1.00" if row < 4 else "甲")
        for row in range(8)
        for column in range(n)
    )


def _steps(n: int) -> str:
    return "60 100 m " + " ".join(f"{60 + at * 7 % 900} {100 + at % 97 * 7} l" for at in range(n))


_PAGE = spread(590, "甲", y=HEIGHT / 2)
FILES: dict[str, tuple[Make, int]] = {
    "chain.pdf": (lambda path, n: document(path, "/X0 Do", forms=[*((f"/X{at + 1} Do", [at + 1]) for at in range(n)), ("", [])]), 4_000),
    "forms.pdf": (lambda path, n: document(path, "/X0 Do " * n, forms=[("0 0 m 5 5 l S " * 1000, [])]), 3_000),
    "pages.pdf": (_pages("".join(text(60, 100 + 14 * at, "支出预算1.00万元，比上年增加0.50万元。") for at in range(28))), 999),
    "pages-empty.pdf": (_pages("0 0 m n " * 50_000), 999),
    "pages-letters.pdf": (_pages(_PAGE), 999),
    "pages-blank.pdf": (_pages(spread(3000, " ")), 999),
    "pages-grid.pdf": (_pages(grid(60)), 100),
    "one-line.pdf": (_page(_one_line), 60_000),
    "letters.pdf": (_page(lambda n: spread(n)), 120_000),
    "on-dark.pdf": (_page(on_dark), 60_000),
    "clipped.pdf": (_page(clipped), 60_000),
    "clipped-apart.pdf": (_page(lambda n: "".join(f"q 0 0 9000 9000 re W n {text(60 + at % 80 * 12, 100 + at // 80 * 12, '甲')} Q\n" for at in range(n))), 60_000),
    "huge-letters.pdf": (_page(lambda n: "".join(text(60 + at % 500, 300, "1", 1e8) for at in range(n))), 20_000),
    "grid.pdf": (_page(lambda n: grid(isqrt(n))), 160_000),
    "boxes.pdf": (_page(boxes), 20_000),
    "boxes-few.pdf": (_page(lambda n: boxes(40) + spread(n, y=2000)), 120_000),
    "lines.pdf": (_page(lambda n: "".join(rule(60, at * 10, 5000, at * 10) + rule(60 + at * 5, 0, 60 + at * 5, 9000) for at in range(n)) + spread(9)), 100_000),
    "dashes.pdf": (_page(lambda n: "".join(rule(60 + at % 100 * 10, 100 + at // 100 * 5, 66 + at % 100 * 10, 100 + at // 100 * 5) for at in range(n)) + spread(9)), 500_000),
    "path.pdf": (_page(lambda n: f"{_steps(n)} S {spread(9)}"), 600_000),
    "surface.pdf": (_page(lambda n: f"{_steps(n)} f {spread(9)}"), 600_000),
    "in-cell.pdf": (_page(lambda n: wide_cells(n, "甲", 70, 12)), 20_000),
    "over-cell.pdf": (_page(lambda n: wide_cells(n, "甲乙丙丁", 1985, 0.5)), 20_000),
    "figures-in-cell.pdf": (_page(lambda n: wide_cells(n, "1.00", 70, 9) + "".join(text(2100, 110 + at * 9, "2.00") for at in range(n))), 16_000),
    "rows.pdf": (_page(lambda n: _rows(n, "科目", "1.00", "2.00")), 16_000),
    "row-words.pdf": (_page(lambda n: _rows(5, "科目", "1.00", "2.00") + "".join(text(60, 160 + 12 * at, "科目甲乙") for at in range(n)) + text(60, 160 + 12 * n, "甲") + text(200, 160 + 12 * n, "1.00")), 16_000),
    "columns.pdf": (_page(_columns), 650),
    "prose.pdf": (_page(lambda n: "".join(text(60, 100 + 12 * at, "支出预算甲乙丙丁戊己庚辛壬癸") for at in range(n))), 16_000),
    "words.pdf": (_page(lambda n: "".join(text(60, 100 + 12 * at, "abcdefghijkl") for at in range(n))), 16_000),
    "on-side.pdf": (_page(lambda n: "".join(f"BT /F 8 Tf 0 1 -1 0 {60 + at % 80 * 12} {100 + at // 80 * 20} Tm <75324e59> Tj ET\n" for at in range(n))), 60_000),
}  # fmt: skip
"""Files by name, and the size up to which they grow."""
