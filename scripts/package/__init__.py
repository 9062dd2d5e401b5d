"""A data package on disk and in hand: read from a folder into exact values, and back into files."""

from scripts.package.contract import CONTRACT
from scripts.package.locations import (
    DESCRIPTOR,
    NOT_PLAIN,
    NotPlainError,
    Standing,
    find,
    folders,
    hidden,
    is_astray,
    plain_bytes,
    standing,
)
from scripts.package.model import (
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
from scripts.package.reading import read, read_all
from scripts.package.row_ids import identified, letters
from scripts.package.writing import csv_text, descriptor, json_text, ours, to_files

__all__ = [
    "CONTRACT", "CORRECTIONS", "DESCRIPTOR", "NOT_PLAIN", "OURS", "Correction", "Disclosure",
    "NotPlainError", "Note", "Package", "PackageError", "RecordError", "Row", "Source", "Standing",
    "Table", "csv_text", "descriptor", "find", "folders", "hidden", "identified", "is_astray",
    "json_text", "letters", "ours", "plain_bytes", "read", "read_all", "standing", "to_files",
]  # fmt: skip
