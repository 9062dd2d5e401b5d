"""Characters that nobody sees: dropped from every format, counted, and no number made another by them in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import ingest
from scripts.ingest.document import Document, Grid, GridRow, Paragraph, Place
from scripts.ingest.readers.load import loaded
from scripts.ingest.readers.unseen import BROKEN, Unseen
from scripts.package.characters import unwanted, visible
from tests.support import convert, pdf_sheets

HERE = Place(line=3)
MARKS = [
    "\u200b",
    "\u200f",
    "\u202a",
    "\u2060",
    "\u2066",
    "\ufeff",
    "\xad",
    "\u180e",
    "\x01",
    "\x85",
    "\u034f",
    "\u180b",
    "\ufe0f",
    "\U000e0101",
    "\u3164",
    "\u2800",
]


@pytest.mark.parametrize("mark", MARKS)
def test_the_characters_dropped_are_those_that_no_package_may_hold(mark: str) -> None:
    assert unwanted(f"行政{mark}运行")
    assert not unwanted(visible(f"行政{mark}运行"))
    unseen = Unseen()
    clean = unseen.line(f"行政{mark}运行", HERE)
    assert clean.replace(" ", "") == "行政运行"
    assert unseen.remarks == ("去掉了 1 个看不见的字符：第 3 行 1 个",)
    assert unseen.losses == ()


def test_what_can_be_seen_stays_as_it_is() -> None:
    unseen = Unseen()
    for text in ("一般公共预算　拨款", "1,234.50", ">3万条/年", "\t", "a\nb", "🙂 𣲗"):
        assert unseen.without(text, HERE) == text
    assert unseen.remarks == ()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("12\u200b34", "1234"),
        ("\u200b1,200.00", "1,200.00"),
        ("-\u20605.00", "-5.00"),
        ("支出 12\u200b34 万元", "支出 1234 万元"),
        # What parts lines parts numbers too: two are not made one.
        ("12\u202834", "12 34"),
        # So do the fillers, which show as blanks.
        ("12\u316434", "12 34"),
        ("12\ufe0f34", "1234"),
    ],
)
def test_a_number_that_held_one_is_to_be_looked_up(text: str, read: str) -> None:
    unseen = Unseen()
    assert unseen.line(text, HERE) == read
    assert unseen.losses == ("第 3 行的数里夹着看不见的字符，去掉后照读，请对照原文",)


@pytest.mark.parametrize("text", ["支出\u200b 12 万元", "\u200b", "2026\u200b年", "第\u200b1 项"])
def test_a_number_beside_one_is_read_as_before(text: str) -> None:
    unseen = Unseen()
    unseen.line(text, HERE)
    assert unseen.losses == ()


def test_a_number_that_shows_from_right_to_left_is_not_read() -> None:
    unseen = Unseen()
    assert unseen.line("\u202e1234\u202c 元，5 元", HERE) == f"{BROKEN * 4} 元，5 元"
    assert unseen.losses == ("第 3 行的数是从右往左显示的，没有读，请对照原文",)


def test_many_places_are_told_by_the_first_and_by_their_number() -> None:
    unseen = Unseen()
    for number in range(1, 61):
        unseen.line("行政\u200b运行", Place(line=number))
    (remark,) = unseen.remarks
    assert remark.startswith("去掉了 60 个看不见的字符：第 1 行 1 个、")
    assert remark.endswith("等 60 处")


# Every format

_ROWS = (
    ("项\u200b目", "预\xad算数"),
    ("合计", "12\u200b34.50"),
    ("行政\u202a运行\u202c", "1,200.00"),
)
_WRITERS: dict[str, Callable[[Document, Path], Path]] = {
    "docx": lambda made, path: convert.to_docx(made.blocks, path),
    "xlsx": lambda made, path: convert.to_xlsx(made.blocks, path, as_numbers=False),
    "html": lambda made, path: convert.to_html(made.blocks, path),
    "csv": lambda made, path: convert.to_csv(made.blocks, path, charset="utf-8"),
    "txt": lambda made, path: _to_text(made, path),
}


def _to_text(made: Document, path: Path) -> Path:
    lines = []
    for block in made.blocks:
        rows = (
            [block.text]
            if isinstance(block, Paragraph)
            else ["\t".join(row.cells) for row in block.rows]
        )
        lines += rows
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", _WRITERS)
def test_every_format_drops_them_and_says_how_many_and_where(form: str, tmp_path: Path) -> None:
    rows = tuple(GridRow(cells, Place(line=2 + at)) for at, cells in enumerate(_ROWS))
    made = Document((Paragraph("\ufeff支出\u200b总表", Place(line=1)), Grid(rows)), "")
    read = loaded(_WRITERS[form](made, tmp_path / f"a.{form}"))

    texts = [text for text in read.texts if "Sheet" not in text]
    assert texts == ["支出总表", "项目", "预算数", "合计", "1234.50", "行政运行", "1,200.00"]
    (remark,) = [remark for remark in read.remarks if "看不见" in remark]
    # The mark at the head of a text file says how it is written, and is no part of it.
    number = 6 if form in ("csv", "txt") else 7
    assert remark.startswith(f"去掉了 {number} 个看不见的字符：")
    (loss,) = read.losses
    row = "第 1 张工作表第 3 行" if form == "xlsx" else "第 3 行"
    assert loss == f"{row}的数里夹着看不见的字符，去掉后照读，请对照原文"


def _pdf(folder: Path, text: bytes, means: bytes) -> Document:
    """A page with a text in a common font, one of whose codes the file says to mean another character."""
    mapping = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 "
        b"begincodespacerange <00><ff> endcodespacerange 1 beginbfchar %s endbfchar endcmap end end"
    )
    mapping %= means
    lines = b"BT /F 12 Tf 100 700 Td (Table) Tj ET BT /F 12 Tf 100 680 Td (%s) Tj ET" % text
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>",
        b"<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        b"/Contents 5 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(lines), lines),
        b"<</Length %d>>stream\n%s\nendstream" % (len(mapping), mapping),
    ]
    path = folder / "a.pdf"
    path.write_bytes(pdf_sheets.file(objects))
    return loaded(path)


def test_a_soft_hyphen_that_is_printed_is_the_minus_that_people_see(tmp_path: Path) -> None:
    read = _pdf(tmp_path, b"-5.00", b"<2d> <00ad>")
    assert list(read.texts) == ["Table", "-5.00"]
    assert read.remarks == read.losses == ()


@pytest.mark.parametrize("code", [b"<0000>", b"<0001>", b"<200b>"])
def test_a_digit_whose_font_does_not_say_what_it_is_is_not_passed_over(
    code: bytes, tmp_path: Path
) -> None:
    read = _pdf(tmp_path, b"2134", b"<32> " + code)
    assert list(read.texts) == ["Table", f"{BROKEN}134"]
    assert read.losses == ("第 1 页有 1 个字印着，字体却没有说是什么字，请对照原文",)


def test_what_leaves_no_ink_on_a_page_is_dropped_and_counted(tmp_path: Path) -> None:
    read = _pdf(tmp_path, b"1 34", b"<20> <200b>")
    assert list(read.texts) == ["Table", "1 34"]
    assert read.remarks == ("去掉了 1 个看不见的字符：第 1 页 1 个",)
    assert read.losses == ()


# A whole import


def test_an_import_with_such_characters_in_words_is_whole_and_says_so(
    disclosure: Path, tmp_path: Path
) -> None:
    text = disclosure.read_text("utf-8")
    path = tmp_path / "a.txt"
    path.write_text(text.replace("收支总表", "收\u200b支总\xad表"), encoding="utf-8")
    report = ingest.ingest(path, "fixture")
    assert report.complete
    assert any("看不见的字符" in remark for remark in report.remarks)
    assert report.package.tables == ingest.ingest(disclosure, "fixture").package.tables


def test_an_import_with_one_in_an_amount_is_to_be_looked_up(
    disclosure: Path, tmp_path: Path
) -> None:
    text = disclosure.read_text("utf-8")
    line = next(line for line in text.splitlines() if line.endswith(".00") and "\t" in line)
    path = tmp_path / "a.txt"
    path.write_text(text.replace(line, f"{line[:-3]}\u200b.00", 1), encoding="utf-8")
    report = ingest.ingest(path, "fixture")
    assert not report.complete
    assert report.package.tables == ingest.ingest(disclosure, "fixture").package.tables
