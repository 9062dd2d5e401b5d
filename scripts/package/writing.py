"""From a package in hand to the files of its folder."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from typing import Any

from scripts.files import File
from scripts.package.values import Package, Source, Table
from scripts.schema import ABSENCES, stored

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


def descriptor(package: Package) -> dict[str, Any]:
    """The package's descriptor, for clients of Data Package 1 and 2 alike."""
    disclosure = {name: value for name, value in asdict(package.disclosure).items() if value is not None}
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
    """A table as CSV: one head, the rows as published, `\\n` at the end of each line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow([stored(row.figure(c.name)) if c.is_value else row[c.name] for c in table.columns])
    return buffer.getvalue()


def _source_descriptor(source: Source) -> dict[str, Any]:
    stated = asdict(source)
    address = stated.pop("address")
    return ({"path": address} if address else {}) | {name: value for name, value in stated.items() if value is not None}


def _resource(table: Table) -> dict[str, Any]:
    absences = sorted(
        {figure for row in table.rows for figure in row.figures.values() if isinstance(figure, str)} | {""}
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
