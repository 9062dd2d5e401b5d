"""Damaged PDF files: what is lost is told, with its page and status 1; a sound file is left in peace."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import ingest
from scripts.ingest.readers.pdf import read
from scripts.ingest.readers.pdf.damage import damage
from tests.conftest import ROOT
from tests.support.mutations import mutated, outcome, reading
from tests.support.pdf_sheets import Sheet, document

DAMAGED = ROOT.parent / "shared" / "attacks" / "damaged"
XS = (60, 140, 300, 380, 460, 540)
HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS = [
    ["2010301", "行政运行", "5,582.87", "1,000.00", "4,582.87"],
    ["2010302", "一般行政管理事务", "12.00", "2.00", "10.00"],
    ["合计", "", "5,594.87", "1,002.00", "4,592.87"],
]


def _cover() -> Sheet:
    return Sheet().text(60, 60, "河东市水务局2025年部门预算", size=16)


def _table(sheet: Sheet, *, ruled: bool = True) -> Sheet:
    sheet.text(200, 120, "部门支出总表").text(460, 140, "单位：万元")
    ys = [150 + 20 * step for step in range(len(ROWS) + 2)]
    return sheet.table(XS, ys, [HEAD, *ROWS], ruled=ruled)


def _prose() -> Sheet:
    return Sheet().text(60, 60, "2025年部门支出预算5594.87万元，比上年增加12.00万元。")


DOCUMENTS: dict[str, Callable[[], list[Sheet]]] = {
    "one page": lambda: [_table(_cover())],
    "a table without rules": lambda: [_cover(), _table(Sheet(), ruled=False), _prose()],
    "several pages": lambda: [_cover(), _table(Sheet()), _prose(), _table(Sheet(rotate=90))],
}


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return document(tmp_path, _cover(), _table(Sheet()), _prose(), packed=True)


def _spoilt(path: Path, before: bytes, after: bytes) -> tuple[str, ...]:
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after, 1))
    report = ingest.ingest(path)
    assert not report.complete
    assert set(report.losses) <= set(report.remarks)
    return report.losses


def test_a_sound_file_is_left_in_peace(sound: Path) -> None:
    report = ingest.ingest(sound)
    assert (report.complete, report.losses) == (True, ())


@pytest.mark.parametrize("after", [b"trailer\n", b"trailer\n<<"])
def test_a_comment_in_the_trailer_is_no_damage(sound: Path, after: bytes) -> None:
    content = sound.read_bytes()
    begun = content.index(b"trailer")
    end = content.index(after.removeprefix(b"trailer\n") or b"<<", begun)
    end += len(after.removeprefix(b"trailer\n"))
    comment = b"\n% made by a library (>>) <<\n% twice\n"
    sound.write_bytes(content[:end] + comment + content[end:])
    assert damage(sound, 3) == ()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_mutation_loses_anything_silently(tmp_path: Path, name: str) -> None:
    original = document(tmp_path, *DOCUMENTS[name](), packed=True)
    content, before = original.read_bytes(), reading(original)
    assert before is not None
    assert before.complete
    copy = tmp_path / "copy.pdf"
    outcomes = Counter[str]()
    for seed in range(10):
        copy.write_bytes(mutated(content, random.Random(f"{name}:{seed}")))
        outcomes[outcome(original, before, copy)] += 1
    assert not outcomes["lost"]
    assert outcomes["told"] + outcomes["refused"] > 5


def test_a_stream_that_ends_too_early_names_its_page(sound: Path) -> None:
    content = sound.read_bytes()
    at = [match.end() for match in re.finditer(rb"FlateDecode>>stream\n", content)][1]
    (told,) = _spoilt(sound, content[at + 20 : at + 24], b"\0\0\0\0")
    assert "数据流没有解到头" in told
    assert "涉及第 2 页" in told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (b"/F 3 0 R", b"/G 3 0 R", "字体"),
        (b"/F 3 0 R", b"/F 99 0 R", "字体"),
        (b"/BaseFont", b"/BaseFonu", "页的目录"),
        (b"/Contents 7 0 R", b"/Contents 5 0 R", "页面的内容"),
        (b"/Count 3", b"/Count 2", "页的目录"),
        (b"6 0 R 8 0 R", b"6 0 R 6 0 R", "页的目录"),
        (b"00000 n ", b"00000 f ", "页"),
        (b"%%EOF", b"%%EOF\nmore\n%%EOF", "不属于任何对象"),
    ],
)
def test_what_a_strict_reader_would_notice_is_told(
    sound: Path, before: bytes, after: bytes, told: str
) -> None:
    content = sound.read_bytes()
    assert before in content
    changed = content.replace(before, after, 1)
    # The table of objects is put right, so that nothing but this is wrong.
    sound.write_bytes(_with_table(changed) if len(before) != len(after) else changed)
    (said,) = damage(sound, 3)
    assert told in said


def _with_table(content: bytes) -> bytes:
    offsets = {int(m[1]): m.start() for m in re.finditer(rb"(?<=\n)(\d+) 0 obj", content)}
    start = content.index(b"xref\n0 ")
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
    table += b"".join(b"%010d 00000 n \n" % offsets[number] for number in sorted(offsets))
    trailer = content[content.index(b"trailer") :]
    return (
        content[:start]
        + table
        + re.sub(rb"startxref\n\d+", b"startxref\n%d" % start, trailer, count=1)
    )


def test_a_page_that_is_not_there_is_told(sound: Path) -> None:
    losses = _spoilt(sound, b"10 0 obj\n<</Type/Page/", b"10 0 obj\n<</Type/Pagf/")
    assert any("第 3 页" in told for told in losses)


def test_a_page_on_which_lines_are_drawn_without_a_text_is_told(tmp_path: Path) -> None:
    ruled = Sheet().rule(60, 100, 500, 100)
    found = read(document(tmp_path, _cover(), ruled, Sheet()))
    assert found.losses == ("第 2 页画有线条或底色，却没有文字，请对照原文",)


@pytest.mark.parametrize("path", sorted(DAMAGED.glob("*.pdf")) or [None], ids=str)
def test_the_damaged_documents_are_told(path: Path | None) -> None:
    if path is None:
        pytest.skip("the damaged documents are not beside this folder")
    try:
        report = ingest.ingest(path)
    except ingest.ReadError as refused:
        # Nothing of a budget is left in one of them.
        told = str(refused)
        assert "没有读全" in told
    else:
        assert not report.complete
        told = report.losses[0]
    assert re.search(r"文件有损坏（.*）.*第 \d+", told)


def test_a_document_as_large_as_it_may_be_is_looked_at_in_time_in_proportion(
    tmp_path: Path,
) -> None:
    """A text that never ends, before each of many objects, is not looked through anew each time."""
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n(\nendobj\n" % number for number in range(1, 9000))
    path = tmp_path / "many.pdf"
    path.write_bytes(body + b"trailer<<>>\nstartxref\n0\n%%EOF\n")
    assert damage(path, 1)
