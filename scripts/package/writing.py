"""From a package in hand to the files of its folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, astuple
from typing import Any

from scripts import files
from scripts.files import File
from scripts.package.model import CORRECTIONS, Note, Package, Source, Table
from scripts.schema import ABSENCES, inert, stored

PROFILE = "tabular-data-package"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def to_files(package: Package) -> list[File]:
    """The package as files: `datapackage.json` and a CSV per table. What a person wrote is not among them."""
    tables = list(package.tables.values())
    return [File.text("datapackage.json", json_text(descriptor(package)))] + [
        File.text(f"data/{table.name}.csv", csv_text(table)) for table in tables
    ]


def ours(package: Package) -> list[File]:
    """What persons wrote about the package and the record of its corrections, as files: those that hold anything."""
    notes = [(one.about, one.name, one.note) for one in package.notes]
    corrections = [astuple(one) for one in package.corrections]
    return [
        *([File.text("summary.md", package.summary)] if package.summary else []),
        *([File.text("notes.csv", _rows(Note.__dataclass_fields__, notes))] if notes else []),
        *([File.text("corrections.csv", _rows(CORRECTIONS, corrections))] if corrections else []),
    ]


def descriptor(package: Package) -> dict[str, Any]:
    """The package's descriptor, for clients of Data Package 1 and 2 alike."""
    disclosure = {
        name: value for name, value in asdict(package.disclosure).items() if value is not None
    }
    return {
        "profile": PROFILE,
        "name": f"{package.slug}-{package.period}",
        "title": package.title,
        "licenses": [LICENCE],
        "disclosure": disclosure,
        "sources": [_source_descriptor(source) for source in package.sources],
        "leftOut": list(package.left_out),
        "resources": [_resource(table) for table in package.tables.values()],
    }


def json_text(value: object) -> str:
    """JSON as we write it: indented, Chinese as Chinese, a newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def csv_text(table: Table) -> str:
    """A table as CSV: one head, the rows as published, `\\n` at the end of each line; no text can become a formula."""
    rows = (
        [
            stored(row.figure(one.name)) if one.is_value else inert(row[one.name])
            for one in table.columns
        ]
        for row in table.rows
    )
    return files.csv_text([[column.name for column in table.columns], *rows])


def _rows(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Texts as CSV; none of them can become a formula."""
    return files.csv_text([[*heads], *([inert(cell) for cell in row] for row in rows)])


def _source_descriptor(source: Source) -> dict[str, Any]:
    stated = asdict(source)
    address = stated.pop("address")
    return ({"path": address} if address else {}) | {
        name: value for name, value in stated.items() if value is not None
    }


def _resource(table: Table) -> dict[str, Any]:
    absences = sorted(
        {figure for row in table.rows for figure in row.figures.values() if isinstance(figure, str)}
        | {""}
    )
    stated = {
        "name": table.name,
        "path": f"data/{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": table.title,
        "description": table.kind.answers,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "status": table.status,
        "publishedTitle": table.published_title,
        "number": table.number,
        "statement": table.statement,
        "amountUnit": table.amount_unit,
        "multiplier": table.multiplier if table.amount_unit else "",
        "coordinates": asdict(table.coordinates),
        "schema": {
            "fields": [column.descriptor() for column in table.columns],
            "missingValues": absences,
            "absences": {sign: ABSENCES[sign] for sign in absences},
            "primaryKey": ["line"],
        },
    }
    return {name: value for name, value in stated.items() if value != ""}
