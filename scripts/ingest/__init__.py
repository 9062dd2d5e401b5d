"""A published document becomes a package: a reader per format, then recognition, then assembly.

Imports flow up this list; wings of one floor know nothing of each other (a test holds them to
that).

    declaration   what a workbook of ours says of its own sheets
    document      text and grids in reading order, each with its place: what every reader makes

    vocabulary/   what printed words mean: headers, titles, quantities, codes

    redaction     personal data found and dropped
    headlines     lines in which a document speaks of itself, and their years
    body_names    names of departments and units in titles and prose
    stated        what the person who imports says of a document
    identity      whose budget a document is: body, level, region, year, phase
    report        what was read of a document, and what was not

    readers/      a file -> Document, one reader per format
    tables/       Grid -> Table: columns, rows, parents, page breaks
    performance/  forms of goals -> rows: funds, indicators, quantities
    prose/        text -> statements, with the reasons they give

    wordings/     words that contradict the document: names, years, phases, titles

    reimport/     our own downloads coming back: packages as they are, workbooks as they declare

    assembly/     one package from many files, in the place of what stood there

    views/        what a person is told: text, page, JSON, the page on a draft
"""

from __future__ import annotations

from scripts.ingest.assembly.batch import ImportResult, ingest, ingest_all
from scripts.ingest.assembly.corrections import CorrectionsError
from scripts.ingest.assembly.result import ImportOptions, PackageResult
from scripts.ingest.assembly.soundness import judged
from scripts.ingest.document import ReadError, Refusal
from scripts.ingest.readers.load import READERS
from scripts.ingest.report import Report
from scripts.ingest.stated import Stated
from scripts.ingest.views.as_json import as_json
from scripts.ingest.views.page import page
from scripts.ingest.views.text import lines

__all__ = [
    "READERS", "CorrectionsError", "ImportOptions", "ImportResult", "PackageResult", "ReadError",
    "Refusal", "Report", "Stated", "as_json", "ingest", "ingest_all", "judged", "lines", "page",
]  # fmt: skip
