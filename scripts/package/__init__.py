"""A data package on disk and in hand: read from a folder into exact values, and back into files."""

from scripts.package.lines import identified, letters
from scripts.package.reading import find, outline, read, read_all
from scripts.package.values import (
    CONTRACT,
    CORRECTIONS,
    OURS,
    Correction,
    Disclosure,
    Note,
    Package,
    PackageError,
    RecordError,
    Row,
    Source,
    Table,
)
from scripts.package.writing import csv_text, descriptor, json_text, ours, to_files

__all__ = [
    "CONTRACT",
    "CORRECTIONS",
    "OURS",
    "Correction",
    "Disclosure",
    "Note",
    "Package",
    "PackageError",
    "RecordError",
    "Row",
    "Source",
    "Table",
    "csv_text",
    "descriptor",
    "find",
    "identified",
    "json_text",
    "letters",
    "ours",
    "outline",
    "read",
    "read_all",
    "to_files",
]
