"""Files that are not what they seem: another kind, locked, broken, or made to choke the reader."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from scripts import ingest
from scripts.ingest.document import ReadError
from scripts.ingest.readers import apart, docx, number_formats, text
from scripts.ingest.readers.pdf import drawing_size
from tests.support import bounded, choking, choking_office, choking_pdf, convert

# Which reader a file needs


def _ole(name: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "Root Entry".encode("utf-16-le") + bytes(40) + name.encode("utf-16-le") + bytes(40)  # fmt: skip


def _zip(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", _ole("EncryptedPackage"), "请先去掉密码"),
        ("a.doc", _ole("WordDocument"), "另存为 .docx"),
        ("a.xls", _ole("Workbook"), "另存为 .xlsx"),
        ("a.xls", _ole("Other"), "旧版的办公文件"),
        ("a.docx", b"{\\rtf1\\ansi}", "另存为 .docx"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\0\0", "文字识别"),
        ("a.zip", _zip("1.pdf", "2.pdf"), "请解压"),
        ("a.rar", b"Rar!\x1a\x07\0", "请解压"),
        ("a.ofd", _zip("OFD.xml"), "转成 PDF"),
        ("a.xlsb", _zip("xl/workbook.bin"), "另存为 .xlsx"),
        ("a.ods", _zip("mimetype", "content.xml"), "另存为"),
        ("a.docx", _zip("word/other.xml"), "没有正文"),
        ("a.docx", _zip("word/document.xml")[:-30], "重新下载"),
        ("a.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "另存为 .html"),
        ("a.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "另存为 .xlsx"),
        ("a.html", b"<html><body></body></html>", "没有文字"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ReadError, match=re.escape(said)) as refused:
        ingest.ingest(path)
    assert str(path) in str(refused.value)


def test_a_wrong_ending_is_not_believed_but_told(disclosure: Path, tmp_path: Path) -> None:
    blocks = text.read(disclosure).blocks
    made = {
        "page.pdf": convert.to_html(blocks, tmp_path / "page.pdf"),
        "page.xls": convert.to_html(blocks, tmp_path / "page.xls"),
        "letter.txt": convert.to_docx(blocks, tmp_path / "letter.docx").rename(
            tmp_path / "letter.txt"
        ),
        "book": convert.to_xlsx(blocks, tmp_path / "book.xlsx").rename(tmp_path / "book"),
    }
    for name, path in made.items():
        report = ingest.ingest(path, "x")
        assert len(report.package.tables["summary"].rows) == 41, name
        assert "后缀" in report.remarks[0], name


# Hostile files, read in a process of its own that may not grow past its bounds

BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in pairwise("abcdefghijk")
)


def _lying(path: Path) -> Path:
    """A Word file whose directory says that its text is a thousand bytes long."""
    choking.letter(path, (choking.paragraph("甲") for _ in range(10_000)))
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def _raw(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _row(number: int) -> str:
    return f'<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="B{number}"><v>1.5</v></c></row>'


SPACES = [" " * (1 << 20)]
NESTED = "<w:tbl><w:tr><w:tc/><w:tc>"
HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "bomb.docx": (lambda path: choking.letter(path, SPACES * 60), "炸弹"),
    "bomb.xlsx": (lambda path: choking.sheet(path, SPACES * 60), "炸弹"),
    "lying.docx": (_lying, "损坏|炸弹"),
    "entities.docx": (
        lambda path: choking.letter(path, [choking.paragraph("&k;")], f"{BOMB}]>"),
        "DTD|损坏",
    ),
    "outside.docx": (
        lambda path: choking.letter(
            path, [choking.paragraph("&x;")], f'<!DOCTYPE d [<!ENTITY x SYSTEM "{path.as_uri()}">]>'
        ),
        "DTD",
    ),
    "nested.docx": (
        lambda path: choking.letter(
            path, [NESTED * 40, choking.paragraph("甲"), "</w:tc></w:tr></w:tbl>" * 40]
        ),
        "嵌套",
    ),
    "deep.docx": (lambda path: choking.letter(path, ["<w:p>" * 50_000]), "损坏"),
    "lines.docx": (
        lambda path: choking.letter(
            path, (choking.paragraph(str(number)) for number in range(100_000))
        ),
        "行",
    ),
    "rows.xlsx": (lambda path: choking.sheet(path, map(_row, range(1, 200_001))), "行"),
    "merged.xlsx": (
        lambda path: choking.sheet(
            path,
            map(_row, range(1, 1_001)),
            "<mergeCells>" + '<mergeCell ref="C1:XFD1048576"/>' * 50_000 + "</mergeCells>",
        ),
        "合并",
    ),
    "deep.html": (lambda path: _raw(path, b"<html><body>" + b"<div>" * 100_000 + b"x"), "嵌套"),
    "spans.html": (
        lambda path: _raw(path, b"<html><table>" + b"<tr><td colspan=1000 rowspan=1000>1" * 9_000),
        "格子",
    ),
    "large.html": (lambda path: _raw(path, b"<html><body>" + b"<p>a</p>" * 2_000_000), "MB"),
    "large.txt": (lambda path: _raw(path, "支出 9 元\n".encode() * 8_000_000), "MB"),
    "digits.txt": (lambda path: _raw(path, b"1" * 1_900_000), "没有分段"),
    "large.csv": (lambda path: _raw(path, b"1,2,3\n" * 17_000_000), "MB"),
    "cells.csv": (lambda path: _raw(path, b"a,,1\n" * 2 + b"1," * 1_000_000), "格子"),
    "lines.csv": (lambda path: _raw(path, b"1,2\n" * 200_000), "行"),
    "unclosed.csv": (lambda path: _raw(path, b'a,1\nb,2\n"c,3' + b"\n1,2" * 2_000_000), "引号"),
    "nul.csv": (lambda path: _raw(path, b"a,1\nb,2\nc,\0\n"), "二进制"),
    "digits.csv": (lambda path: _raw(path, b"a,1\nb,2\n" + b"1" * 100_000 + b",\n"), "没有分段"),
    "apart.xlsx": (lambda path: choking_office.apart(path, 40_000), "格子"),
    "tags.xlsx": (lambda path: choking_office.FILES["blank-cells.xlsx"][0](path, 6_000), "标签"),
    "attributes.html": (
        lambda path: choking_office.FILES["attributes.html"][0](path, 200_000),
        "属性",
    ),
    "covered.html": (lambda path: choking_office.FILES["covered.html"][0](path, 1_000), "格子"),
    "bomb.pdf": (lambda path: choking_pdf.bomb(path, 12), "大得异常"),
    "clipped.pdf": (
        lambda path: choking_pdf.document(path, choking_pdf.clipped(20_000)),
        "大得异常",
    ),
    "on-dark.pdf": (lambda path: choking_pdf.document(path, choking_pdf.on_dark(20_000)), "遮盖"),
    "cells.txt": (lambda path: _raw(path, b"1\t2\t3\n" * 300_000), "格子"),
}


@pytest.fixture(scope="module")
def program() -> Iterator[bounded.Bounded]:
    """What reads a file within 1 GiB and so many CPU seconds."""
    with bounded.program() as started:
        yield started


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_in_words_within_bounds(
    name: str, program: bounded.Bounded, tmp_path: Path
) -> None:
    make, said = HOSTILE[name]
    path = make(tmp_path / name)
    done = program.run("read", path, 30)
    # Killed by a limit, of 1 GiB or of 30 CPU seconds, it says nothing; a busy machine only takes longer.
    assert re.search(said, done.said), (done.said, done.wrong[-500:])
    assert str(path) in done.said and not done.wrong


# Files that are within every limit, and would be slow if any step looked at all of them for each part


@pytest.mark.parametrize("name", random.Random(13).sample(sorted(choking.cases()), 10))
def test_what_a_file_takes_grows_no_faster_than_the_file(
    name: str, program: bounded.Bounded, tmp_path: Path
) -> None:
    make, most = choking.cases()[name]
    path = make(tmp_path / name, max(1, most // 24))
    # A part of what the limits allow takes a part of the 30 seconds that the whole may take.
    done = program.run("imported", path, 12)
    assert done.status == 0, (done.said[-500:], done.wrong[-500:])
    assert apart.CRASHED not in done.said


def test_what_is_within_each_limit_may_be_too_much_in_all(tmp_path: Path) -> None:
    path = choking.to_text(tmp_path / "a.txt", "many-sentences", 20_000)
    with pytest.raises(ReadError, match="内容合起来太多"):
        ingest.ingest(path)


def test_a_format_of_endless_places_shows_the_number_as_it_is_stored() -> None:
    for endless in ("0." + "0" * 200, "0" + "%" * 100, "0.00" + "," * 200):
        assert number_formats.displayed("5582.5", endless) == "5582.5"
        assert number_formats.displayed("-1e-40", endless) == "0"
    assert number_formats.displayed("5582.5", "0." + "0" * 30) == "5582.5" + "0" * 29


def test_a_line_of_contents_is_told_by_what_stands_before_and_behind_its_first_tab(
    tmp_path: Path,
) -> None:
    lines = ["一、概况……\t3", "二、收入 . . .\t..\t 12", "三、支出\t", "四、合计\t3.5", "五\t3页"]
    runs = (
        f"<w:p><w:r><w:t>{line.replace(chr(9), '</w:t><w:tab/><w:t>')}</w:t></w:r></w:p>"
        for line in lines
    )
    document = docx.read(choking.letter(tmp_path / "a.docx", runs))
    assert [row.cells for grid in document.grids for row in grid.rows] == [
        ("一、概况", "3"),
        ("二、收入", "12"),
    ]
    assert [paragraph.text for paragraph in document.paragraphs] == [
        "三、支出",
        "四、合计 3.5",
        "五 3页",
    ]


def test_clips_count_while_they_are_in_force() -> None:
    alone = b"q 0 0 9 9 re W n BT (W) Tj ET Q\n" * 9_000
    assert drawing_size.clipped(alone) == 9_000
    within = b"0 0 9 9 re W n BT (Q) Tj [(Q) Q] TJ ET % Q\n" * 9_000
    assert drawing_size.clipped(within) == 9_000 * 9_001
    # What a picture inside holds may be anything, so each counts for all.
    assert drawing_size.clipped(alone + b"BI ID \x01 EI") >= 9_000**2
