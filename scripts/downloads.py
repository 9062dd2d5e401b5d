"""What people take away: packages as folders and ZIPs, every amount in one table, the figures of each chart."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from scripts import files, package
from scripts.charts import Chart
from scripts.files import File
from scripts.package import Package

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file in a ZIP, the earliest that the format knows: the same packages make the same bytes."""


def of_package(one: Package) -> Iterator[File]:
    """A package as it stands on disk, and as a ZIP, below the address of its pages."""
    stored = package.to_files(one)
    for file in stored:
        yield File(f"{one.path}/{file.path}", file.content)
    yield File(f"{one.path}/{one.slug}-{one.period}.zip", zipped(stored))


def reference(folder: Path) -> File:
    """A reference package as a ZIP."""
    return File(f"data/reference/{folder.name}.zip", zipped(list(files.read_all(folder))))


def facts(table: pd.DataFrame) -> File:
    """The facts table as CSV."""
    return File.text("data/facts.csv", table.to_csv(index=False, lineterminator="\n"))


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
