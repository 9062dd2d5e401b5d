"""Parts of office files and web pages made to choke: lists, formats, attributes, cells far apart."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
REFERENCE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

HEAD = "<row><c t='inlineStr'><is><t>某某市商务局2026年度部门预算公开</t></is></c></row>"
OPENING = "<w:p><w:r><w:t>某某市商务局2026年度部门预算公开</w:t></w:r></w:p>"


def workbook(path: Path, rows: Iterable[str], before: str = "", format_code: str = "", sheets: int = 1) -> Path:  # fmt: skip
    """A workbook whose sheets are all one part, of these rows; its second style has a format."""
    names = "".join(f'<sheet name="表{at}" r:id="r1"/>' for at in range(sheets))
    style = f'<numFmts><numFmt numFmtId="176" formatCode="{format_code}"/></numFmts>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEETS}" xmlns:r="{REFERENCE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATED}">'
        '<Relationship Id="r1" Type="x/worksheet" Target="sheet1.xml"/>'
        '<Relationship Id="r2" Type="x/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEETS}">{style}<cellXfs><xf/><xf numFmtId="176"/></cellXfs></styleSheet>',
    }
    sheet = (f'<worksheet xmlns="{SHEETS}">{before}<sheetData>{HEAD}', *rows, "</sheetData></worksheet>")  # fmt: skip
    return _archive(path, parts, "xl/sheet1.xml", sheet)


def letter(path: Path, pieces: Iterable[str], lists: str = "") -> Path:
    """A Word document of these pieces, and what its lists are."""
    parts = {
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATED}">'
        '<Relationship Id="r1" Type="x/numbering" Target="numbering.xml"/></Relationships>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{MAIN}">{lists}</w:numbering>',
    }
    body = (f'<w:document xmlns:w="{MAIN}"><w:body>{OPENING}', *pieces, "</w:body></w:document>")
    return _archive(path, parts, "word/document.xml", body)


def page(path: Path, said: str) -> Path:
    """A web page."""
    path.write_text(f"<html><body><p>某某市商务局2026年度部门预算公开</p>{said}", encoding="utf-8")
    return path


def _archive(path: Path, parts: dict[str, str], name: str, pieces: Iterable[str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
        with archive.open(name, "w") as stream:
            for piece in pieces:
                stream.write(piece.encode())
    return path


def _numbers(columns: Iterable[str], row: int) -> str:
    cells = "".join(f'<c r="{column}{row}"><v>1</v></c>' for column in columns)
    return f'<row r="{row}">{cells}</row>'


def _letters(count: int) -> Iterator[str]:
    """The names of columns from AAA on."""
    for at in range(count):
        yield "".join(chr(65 + at // 26**power % 26) for power in (2, 1, 0))


def apart(path: Path, n: int) -> Path:
    """Rows of one cell each, far to the right of a first row that fills all columns."""
    first = _numbers((f"A{name[1:]}" for name in _letters(676)), 2)
    return workbook(path, (first, *(_numbers(["AZZ"], at) for at in range(3, n + 3))))


def hidden(path: Path, n: int) -> Path:
    """So many statements that columns are hidden."""
    columns = "".join(f'<col min="{9000 - at % 7}" max="9001" hidden="1"/>' for at in range(n))
    row = _numbers((f"A{name[1:]}" for name in _letters(676)), 2)
    return workbook(path, (row,), f"<cols>{columns}</cols>")


def formatted(path: Path, n: int) -> Path:
    """Figures whose format says so much."""
    rows = (f'<row><c s="1"><v>{at}.5</v></c><c s="1"><v>1.5</v></c></row>' for at in range(2000))
    return workbook(path, rows, format_code=f"&quot;{'支' * n}&quot;0.00")


def listed(path: Path, n: int) -> Path:
    """Paragraphs on lists of so many levels, each deeper than the one before."""
    levels = "".join(f'<w:lvl w:ilvl="{at}"><w:lvlText w:val="%1、"/></w:lvl>' for at in range(n))
    lists = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/></w:num>' for at in range(n))  # fmt: skip
    lines = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{at}"/></w:numPr></w:pPr>'
        "<w:r><w:t>支出</w:t></w:r></w:p>"
        for at in range(n)
    )
    abstract = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
    return letter(path, lines, abstract + lists)


def numbered(path: Path, n: int) -> Path:
    """Paragraphs before which Word puts so long a text."""
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"支" * n}%1"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    line = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>支出</w:t></w:r></w:p>'
    return letter(path, (line for _ in range(5000)), lists)


def _text(said: Callable[[int], str]) -> Callable[[Path, int], Path]:
    return lambda path, n: letter(path, (f"<w:p><w:r>{said(n)}</w:r></w:p>",))


FILES: dict[str, tuple[Callable[[Path, int], Path], int]] = {
    "apart.xlsx": (apart, 40_000),
    "hidden.xlsx": (hidden, 400_000),
    "formatted.xlsx": (formatted, 1_000_000),
    "places.xlsx": (lambda path, n: workbook(path, (f'<row><c s="1"><v>{at}.5</v></c><c s="1"><v>1.5</v></c></row>' for at in range(9_000)), format_code="0." + "0" * n), 250),
    "sheets.xlsx": (lambda path, n: workbook(path, (_numbers("AB", 2),), sheets=n), 20_000),
    "blank-rows.xlsx": (lambda path, n: workbook(path, ("<row/>" * 1000 + f"<!--{at**50}-->" for at in range(n))), 6_000),
    "blank-cells.xlsx": (lambda path, n: workbook(path, ("<row>", *("<c/>" * 1000 + f"<!--{at**50}-->" for at in range(n)), "</row>")), 6_000),
    "other-elements.xlsx": (lambda path, n: workbook(path, ('<x a="1"/>' * 1000 + f"<!--{at**50}-->" for at in range(n))), 6_000),
    "blanks.xlsx": (lambda path, n: workbook(path, (f"<row><c t='inlineStr'><is><t>支{' ' * n}出</t></is></c></row>",)), 4_000_000),
    "breaks.xlsx": (lambda path, n: workbook(path, ("<row><c t='inlineStr'><is><t>" + "支\n \n" * n + "</t></is></c></row>",)), 400_000),
    "listed.docx": (listed, 20_000),
    "numbered.docx": (numbered, 1_000_000),
    "contents.docx": (_text(lambda n: "<w:t>a</w:t>" + "<w:t>.</w:t><w:tab/>" * n + "<w:t>x</w:t>"), 400_000),
    "contents-dots.docx": (_text(lambda n: f"<w:t>a{'.' * n}</w:t>" + "<w:tab/>" * n + "<w:t>x</w:t>"), 400_000),
    "blank-lines.docx": (lambda path, n: letter(path, ("<w:p/>" * 1000 + f"<!--{at**50}-->" for at in range(n))), 5_000),
    "other-elements.docx": (lambda path, n: letter(path, ("<w:tbl>", *("<w:x/>" * 1000 + f"<!--{at**50}-->" for at in range(n)), "</w:tbl>")), 5_000),
    "attributes.docx": (lambda path, n: letter(path, ("<w:p", *(f' a{at}="1"' for at in range(n)), "><w:r><w:t>支出</w:t></w:r></w:p>")), 2_000_000),
    "attributes.html": (lambda path, n: page(path, f"<p {' '.join(f'a{at}=1' for at in range(n))}>支出1元</p>"), 1_200_000),
    "some-attributes.html": (lambda path, n: page(path, f"<p {' '.join(f'a{at}=1' for at in range(900))}>支</p>" * n), 1_600),
    "blanks.html": (lambda path, n: page(path, f"<p>支{' ' * n}出</p>"), 11_000_000),
    "covered.html": (lambda path, n: page(path, "<table><tr>" + "<td colspan=1000 rowspan=1000>1" * 190 + "<tr><td>1<td>甲" * n), 1_000),
    "layouts.html": (lambda path, n: page(path, "<table><tr><td>" * 60 + "<p>支出情况</p>" * n + "</table>" * 60), 60_000),
    "inside.html": (lambda path, n: page(path, "<table><tr><td>甲<td>1<td>2<td>3<td>4<td>" * 60 + "<p>支出情况</p>" * n), 60_000),
    "elements.html": (lambda path, n: page(path, "<b></b>" * n), 1_700_000),
    "same-names.html": (lambda path, n: page(path, "<table>" + "<tr><td>行政运行<td>1.00" * n), 60_000),
}  # fmt: skip
"""Files by name, and the size up to which they grow."""
