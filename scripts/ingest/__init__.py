"""A published document becomes a package: a reader per kind of file, then recognition, then assembly."""

from __future__ import annotations

from scripts.ingest.corrections import CorrectionsError
from scripts.ingest.document import ReadError
from scripts.ingest.loading import READERS
from scripts.ingest.outcome import Outcome, Refused, Stated
from scripts.ingest.report import Report
from scripts.ingest.report_page import page
from scripts.ingest.report_style import STYLE
from scripts.ingest.several import Imported, ingest, ingest_all
from scripts.ingest.told import as_json, lines

__all__ = [
    "READERS",
    "STYLE",
    "CorrectionsError",
    "Imported",
    "Outcome",
    "ReadError",
    "Refused",
    "Report",
    "Stated",
    "as_json",
    "ingest",
    "ingest_all",
    "lines",
    "page",
]
