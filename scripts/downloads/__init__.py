"""What people take away: packages, tables as CSV and workbooks, all data at once, charts' figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scripts.charts import Chart
from scripts.checks.results.verdict_rows import COLUMNS
from scripts.downloads.about_sheet import Cited
from scripts.downloads.archives import of_package, reference
from scripts.downloads.collection import collection
from scripts.downloads.csv_files import for_people, inert_row, name_of, stem
from scripts.downloads.workbook import workbook
from scripts.files import File, csv_text

__all__ = [
    "Cited", "collection", "for_people", "name_of", "of_chart", "of_package", "reference", "stem",
    "texts", "verdicts", "workbook",
]  # fmt: skip


def verdicts(path: str, rows: Iterable[Sequence[str]]) -> File:
    """Rows of verdicts as CSV."""
    return texts(path, [list(COLUMNS), *rows])


def texts(path: str, rows: Iterable[Sequence[str]]) -> File:
    """Rows of texts and figures, the first of them the heads, as CSV; none becomes a formula."""
    return File.text(path, csv_text(map(inert_row, rows)))


def of_chart(chart: Chart, heads: Sequence[str]) -> str:
    """The figures of a chart as CSV, as they are written on the page.

    No name can become a formula. Amounts and shares are ours: a minus before them is no formula.
    """
    rows: list[Sequence[str]] = [heads]
    for row in chart.rows:
        (label,) = inert_row([row.label])
        rows.append((label, row.amount, row.share))
    return csv_text(rows)
