"""The fixture document with cells and lines lost, doubled, moved: nothing breaks, and no amount goes without a word."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from scripts import ingest, package, privacy
from scripts.ingest import ReadError, Report
from scripts.schema import figure
from tests.conftest import ROOT
from tests.support.shares import examples

FIXTURE = ROOT / "tests/fixtures/disclosure.txt"
LINES = FIXTURE.read_text("utf-8").replace("{PHONE}", "").split("\n")
ROWS = [at for at, line in enumerate(LINES) if "\t" in line and at > 60]
CELLS = st.sampled_from(
    [
        "",
        "0",
        "0.00",
        "1,234.50",
        "-3.10",
        "—",
        "无",
        "合计",
        "小计",
        "基本支出",
        "甲",
        "201",
        "年度资金总额:",
    ]
)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """The document after a few of the accidents that happen to tables on their way into a text."""
    lines: list[str | None] = list(LINES)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.sampled_from(ROWS))
        cells = (lines[at] or "").split("\t")
        place = draw(st.integers(0, len(cells) - 1))
        match draw(st.sampled_from(["set", "insert", "drop", "lose", "double", "swap", "blank"])):
            case "set":
                cells[place] = draw(CELLS)
            case "insert":
                cells.insert(place, draw(CELLS))
            case "drop":
                cells.pop(place)
            case "lose":
                lines[at] = None
                continue
            case "double":
                cells = [*cells, *cells]
            case "swap":
                other = draw(st.sampled_from(ROWS))
                lines[at], lines[other] = lines[other], lines[at]
                continue
            case _:
                cells = [""] * len(cells)
        lines[at] = "\t".join(cells)
    return "\n".join(line for line in lines if line is not None)


def _imported(text: str) -> Report:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spoilt.txt"
        path.write_text(text, encoding="utf-8")
        return ingest.ingest(path, "spoilt")


def _amounts(text: str) -> Counter[tuple[int, str]]:
    """Every cell with the form of an amount that no code and no date has, by line."""
    return Counter(
        (number, cell.strip().replace(",", ""))
        for number, line in enumerate(text.split("\n"), start=1)
        for cell in line.split("\t")
        if "\t" in line and re.fullmatch(r"-?[\d,]+\.\d\d|\d{1,3}(,\d{3})+", cell.strip())
    )


def _kept(report: Report) -> Counter[tuple[int, str]]:
    """What the package holds of each line, as a figure, as a name, or as a cell without a place."""
    found: Counter[tuple[int, str]] = Counter()
    for table in report.package.tables.values():
        for row in table.rows:
            texts = {
                text
                for name, text in row.keys.items()
                if name != "item" or table.name != "unrecognised"
            }
            figures = [f"{value:f}" for value in row.figures.values() if isinstance(value, Decimal)]
            found.update(
                (int(row["source_line"]), word.replace(",", ""))
                for text in [*texts, *figures]
                for word in text.split()
            )
    return found


@examples(15)
@given(spoilt())
def test_whatever_happens_to_its_cells_a_document_is_read_or_refused(text: str) -> None:
    try:
        report = _imported(text)
    except ReadError:
        return
    ids = [row["line"] for table in report.package.tables.values() for row in table.rows]
    assert len(ids) == len(set(ids))
    said = "".join(file.content.decode() for file in package.to_files(report.package))
    assert not privacy.find(said)


@examples(15)
@given(spoilt())
def test_no_amount_of_a_spoilt_document_goes_without_a_word(text: str) -> None:
    report = _imported(text)
    told = {one.place.line for one in report.left_out}
    lost = Counter(
        {
            (line, cell): n
            for (line, cell), n in (_amounts(text) - _kept(report)).items()
            if line not in told
        }
    )
    assert not lost


@examples(15)
@given(spoilt())
def test_an_import_is_complete_just_when_no_amount_is_left_without_a_place(text: str) -> None:
    report = _imported(text)
    assert report.complete or report.unplaced
    if report.complete:
        assert not any(isinstance(figure(one.text), Decimal) for one in report.unplaced)
