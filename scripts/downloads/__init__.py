"""What people take away: packages, tables as CSV and workbooks, everything as one table or one database, charts' figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from scripts.charts import Chart
from scripts.checks.listing import COLUMNS, RULE_COLUMNS
from scripts.downloads.archives import of_package, reference, zipped
from scripts.downloads.texts import csv_text, for_people, inert, inert_row, name_of
from scripts.downloads.workbook import workbook
from scripts.files import File

__all__ = [
    "csv_text",
    "facts",
    "for_people",
    "inert",
    "name_of",
    "of_chart",
    "of_package",
    "reference",
    "rules",
    "verdicts",
    "workbook",
    "zipped",
]


def facts(table: pd.DataFrame) -> File:
    """The facts table as CSV."""
    return File.text("data/facts.csv", table.to_csv(index=False, lineterminator="\n"))


def verdicts(path: str, rows: Iterable[Sequence[str]]) -> File:
    """Rows of verdicts as CSV."""
    return File.text(path, csv_text([list(COLUMNS), *map(inert_row, rows)]))


def rules(path: str, rows: Iterable[Sequence[str]]) -> File:
    """The catalogue of rules as CSV."""
    return File.text(path, csv_text([list(RULE_COLUMNS), *map(inert_row, rows)]))


def of_chart(chart: Chart, heads: Sequence[str]) -> str:
    """The figures of a chart as CSV, as they are written on the page."""
    return csv_text([heads, *((row.label, row.amount, row.share) for row in chart.rows)])
