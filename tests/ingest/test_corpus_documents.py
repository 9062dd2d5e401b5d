"""The import over real disclosures: whose they are, which tables they hold, and where every amount of theirs went."""

from __future__ import annotations

import csv
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scripts.ingest import Report, ingest
from scripts.package import Table
from scripts.schema import stored
from tests.conftest import ROOT
from tests.support.corpus_measure import Measured, Page, measured, numbers, pages, unsaid
from tests.support.shares import share

CORPUS = ROOT.parent / "shared" / "corpus"
CORPORA = (CORPUS, CORPUS.with_name("corpus2"))
GOLDEN = ROOT / "tests/golden"
DOCUMENTS = sorted(CORPUS.glob("*.pdf"))
PLACED = 0.995
HEAD = "document                          amounts  placed    told  lost extra   tried  pass rounding fail cannot-tell  seconds"

pytestmark = pytest.mark.skipif(
    not DOCUMENTS, reason="no real documents (../shared/corpus) beside this repository"
)

EACH_DOCUMENT = pytest.mark.parametrize("path", share(DOCUMENTS, 10), ids=lambda path: path.stem)


@dataclass(frozen=True)
class Imported:
    """A document once imported: the report on it, the numbers of its pages, how long the import took."""

    report: Report
    pages: list[Page]
    seconds: float

    @property
    def measured(self) -> Measured:
        """How many of its amounts the package holds."""
        return measured(self.pages, self.report)


@cache
def _imported(path: Path) -> Imported:
    begun = time.perf_counter()
    report = ingest(path)
    return Imported(report, pages(path), time.perf_counter() - begun)


def _hints(path: Path) -> dict[str, Any]:
    stated: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return stated


@EACH_DOCUMENT
def test_the_document_says_whose_it_is_of_which_year_and_phase(path: Path) -> None:
    hints, stated = _hints(path), _imported(path).report.package.disclosure
    assert _body(stated.department) == _body(hints["department"])
    assert stated.year == hints["year"]
    assert stated.phase == ("final" if "决算" in hints["kind"] else "budget")


def _body(department: str) -> str:
    """A body's name without what it says of its level: （本级）, （本部）, （机关）, （汇总）, with brackets or at its end."""
    plain = unicodedata.normalize("NFKC", department).replace(" ", "")
    return re.sub(r"\(?(本级|本部|机关|汇总)\)?$", "", plain)


@EACH_DOCUMENT
def test_every_table_with_a_title_is_recognised_or_said_to_be_absent(path: Path) -> None:
    package = _imported(path).report.package
    # Of the title of a sheet the package keeps that it is one; of a contents page, nothing.
    found = [
        _title(text)
        for table in package.tables.values()
        for text in (table.published_title, table.title)
    ]
    found += ["绩效目标表", "绩效目标申报表", "绩效自评表"] * any(
        "performance" in name and table.rows for name, table in package.tables.items()
    )
    missing = [
        table["title"]
        for table in _hints(path)["tables"]
        if _is_title(table) and not any(_same(_title(table["title"]), title) for title in found)
    ]
    assert not missing


def _is_title(table: dict[str, Any]) -> bool:
    """Whether a hint names a table: a contents line has no figure, and the name of a part is none of a table."""
    contents = re.search(r"^\s*\d+\s*[、.]|第.部分|部门预算表$|^表\s*\d+\s", table["title"])
    return bool(table["title"]) and contents is None


def _title(text: str) -> str:
    """A title without year, number, brackets and what stands after it in one cell (number, body, unit)."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(
        r"^(部门|预算)?(公开)?(预算)?表?\d*表?(?=\D)|^20\d\d年?度?|(部门)?公开\d*表.*|\(.*|[“”\"‘’]",
        "",
        plain,
    )
    return re.sub(r"^20\d\d年?度?", "", plain)


def _same(title: str, other: str) -> bool:
    return bool(other) and (
        title == other or (len(other) > 4 and (title.endswith(other) or other.endswith(title)))
    )


@EACH_DOCUMENT
def test_the_amounts_of_its_tables_stand_in_the_package_and_the_rest_is_told(
    path: Path, record_property: Callable[[str, object], None]
) -> None:
    imported = _imported(path)
    one = imported.measured
    record_property(HEAD, _row(path, one, imported.seconds))
    assert not one.lost, f"neither in the package nor told: {one.lost[:20]}"
    assert not one.extra, f"in the package but not on the page: {one.extra[:20]}"
    assert one.share >= PLACED, (
        f"{one.amounts - one.placed} of {one.amounts} amounts have no place in a table"
    )


def _row(path: Path, one: Measured, seconds: float) -> str:
    counts = f"{one.amounts:8}{one.placed:8}{one.told:8}{len(one.lost):6}{len(one.extra):6}"
    tried = f"{one.verdicts.total():8}{one.verdicts['pass']:6}{one.verdicts['rounding']:9}{one.verdicts['fail']:5}"
    return f"{path.stem:33}{counts}{tried}{one.verdicts['cannot-tell']:12}{seconds:9.2f}"


@EACH_DOCUMENT
def test_the_figures_of_its_sentences_are_statements_or_told(path: Path) -> None:
    imported = _imported(path)
    found = unsaid(imported.pages, imported.report)
    assert found == [], "neither kept nor told"


# Eight documents of different layout, read from images of their pages: every title, unit and filled cell.
# The figures of those of corpus2 were written down before anyone saw what the import makes of them; how
# lists and columns are called (expenditure-2, amount) is the package's word and no one sees it.

EACH_GOLDEN = pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.iterdir()))
CELLS = ("page", "table", "list", "unit_name", "code", "label", "vintage", "column", "value")
TABLES = ("table", "published_title", "number", "amount_unit", "status")


@EACH_GOLDEN
def test_the_cells_are_what_a_person_saw_on_the_pages(name: str) -> None:
    read = Counter(cells(_imported(_document(name)).report))
    seen = Counter(_seen(name, "cells", CELLS))
    different = [*(read - seen), *(seen - read)]
    assert not different


@EACH_GOLDEN
def test_the_tables_are_what_a_person_saw_on_the_pages(name: str) -> None:
    assert list(tables(_imported(_document(name)).report)) == _seen(name, "tables", TABLES)


def _document(name: str) -> Path:
    for corpus in CORPORA:
        path = corpus / f"{name}.pdf"
        if path.exists():
            return path
    pytest.skip(f"{name} is in no corpus beside this repository")


def _seen(name: str, what: str, head: tuple[str, ...]) -> list[tuple[str, ...]]:
    with (GOLDEN / name / f"{what}.csv").open(encoding="utf-8", newline="") as lines:
        read = [tuple(line) for line in csv.reader(lines)]
    assert read[0] == head
    return read[1:]


def cells(report: Report) -> Iterator[tuple[str, ...]]:
    """Every filled cell of figures in the printed tables: where it stands, of what row and column, what it holds."""
    for table in (table for table in report.package.tables.values() if _has_figures(table)):
        for row in table.rows:
            for column, value in row.figures.items():
                if stored(value):
                    of = (row["unit_name"], row.code, row.label, row["vintage"])
                    yield row["page"], table.name, row["list"], *of, column, stored(value)


def tables(report: Report) -> Iterator[tuple[str, ...]]:
    """Every printed table of figures: its name, its title and number as published, its unit, whether it holds data."""
    for table in (table for table in report.package.tables.values() if _has_figures(table)):
        yield table.name, table.published_title, table.number, table.amount_unit, table.status


def _has_figures(table: Table) -> bool:
    return table.kind.printed and bool(table.values)


# The measure itself


def test_a_number_is_read_without_separators_and_never_inside_a_date_or_another_number() -> None:
    assert list(numbers("共1,234.50元，-3.2 与 2025.1.1-2025.12.31，7、12")) == [
        "1234.50",
        "-3.2",
        "7",
        "12",
    ]
