"""What people take away: packages as folders and ZIPs, all amounts and all verdicts as tables, the figures of charts."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from scripts import files, package
from scripts.charts import Chart
from scripts.checks.listing import COLUMNS, RULE_COLUMNS
from scripts.files import File
from scripts.package import Package

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a ZIP, the earliest that the format knows: the same packages make the same bytes."""


# A spreadsheet takes a cell that begins so for a formula, in full width too.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def of_package(one: Package, *beside: File) -> Iterator[File]:
    """A package as it stands on disk, and as a ZIP, below the address of its pages; with what belongs beside it."""
    stored = [*package.to_files(one), *beside]
    for file in stored:
        yield File(f"{one.path}/{file.path}", file.content)
    yield File(f"{one.path}/{one.slug}-{one.period}.zip", zipped(stored))


def reference(folder: Path) -> File:
    """A reference package as a ZIP."""
    return File(f"data/reference/{folder.name}.zip", zipped(list(files.read_all(folder))))


def facts(table: pd.DataFrame) -> File:
    """The facts table as CSV."""
    return File.text("data/facts.csv", table.to_csv(index=False, lineterminator="\n"))


def verdicts(path: str, rows: Iterable[Sequence[str]]) -> File:
    """Rows of verdicts as CSV."""
    return File.text(path, csv_text([list(COLUMNS), *map(_inert, rows)]))


def texts(path: str, rows: Iterable[Sequence[str]]) -> File:
    """Rows of texts and figures, the first of them the heads, as CSV."""
    return File.text(path, csv_text(map(_inert, rows)))


def rules(path: str, rows: Iterable[Sequence[str]]) -> File:
    """The catalogue of rules as CSV."""
    return File.text(path, csv_text([list(RULE_COLUMNS), *map(_inert, rows)]))


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what looks like a formula; numbers stay as they are."""
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _inert(row: Sequence[str]) -> list[str]:
    return [inert(cell) for cell in row]


def of_chart(chart: Chart, heads: Sequence[str]) -> str:
    """The figures of a chart as CSV, as they are written on the page."""
    return csv_text([heads, *((row.label, row.amount, row.share) for row in chart.rows)])


def csv_text(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue()


def zipped(stored: Sequence[File]) -> bytes:
    """Files as a ZIP, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for file in sorted(stored, key=lambda one: one.path):
            about = zipfile.ZipInfo(file.path, _EPOCH)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            archive.writestr(about, file.content)
    return buffer.getvalue()
