"""From a package in hand to the files of its folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, astuple
from typing import Any

from scripts import files
from scripts.files import File
from scripts.package.locations import DESCRIPTOR
from scripts.package.model import CORRECTIONS, Note, Package, Source, Table
from scripts.schema import ABSENCES, inert, stored

PROFILE = "tabular-data-package"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def to_files(package: Package) -> list[File]:
    """The package as files: `datapackage.json` and a CSV per table.

    What a person wrote is not among them: see `ours`.
    """
    tables = package.tables.values()
    return [
        File.text(DESCRIPTOR, json_text(descriptor(package))),
        *(File.text(f"data/{table.name}.csv", csv_text(table)) for table in tables),
    ]


def ours(package: Package) -> list[File]:
    """What persons wrote about the package and the record of its corrections.

    The files that hold anything.
    """
    texts = []
    if package.summary:
        texts.append(File.text("summary.md", package.summary))
    if package.notes:
        notes = [astuple(note) for note in package.notes]
        texts.append(File.text("notes.csv", _rows(Note.__dataclass_fields__, notes)))
    if package.corrections:
        corrections = [astuple(correction) for correction in package.corrections]
        texts.append(File.text("corrections.csv", _rows(CORRECTIONS, corrections)))
    return texts


def descriptor(package: Package) -> dict[str, Any]:
    """The package's descriptor, for clients of Data Package 1 and 2 alike.

    Both: https://specs.frictionlessdata.io/data-package/ and https://datapackage.org/
    """
    return {
        "profile": PROFILE,
        "name": f"{package.slug}-{package.period}",
        "title": package.title,
        "licenses": [LICENCE],
        "disclosure": _known(asdict(package.disclosure)),
        "sources": [_source(source) for source in package.sources],
        "leftOut": list(package.left_out),
        "resources": [_resource(table) for table in package.tables.values()],
    }


def json_text(value: object) -> str:
    """JSON as we write it: indented, Chinese as Chinese, a newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def csv_text(table: Table) -> str:
    """A table as CSV: one header, the rows as published, `\\n` at the end of each line.

    No text of it can become a formula.
    """
    lines = [[column.name for column in table.columns]]
    for row in table.rows:
        cells = []
        for column in table.columns:
            if column.is_value:
                cells.append(stored(row.figure(column.name)))
            else:
                cells.append(inert(row[column.name]))
        lines.append(cells)
    return files.csv_text(lines)


def _rows(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Texts as CSV; none of them can become a formula."""
    return files.csv_text([[*header], *([inert(cell) for cell in row] for row in rows)])


def _known(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, ())}


def _source(source: Source) -> dict[str, Any]:
    properties = asdict(source)
    address = properties.pop("address")
    # Data Package calls it path, and has it first.
    path = {"path": address} if address else {}
    return path | _known(properties)


def _resource(table: Table) -> dict[str, Any]:
    properties = {
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
        "schema": _schema(table),
    }
    return {name: value for name, value in properties.items() if value != ""}


def _schema(table: Table) -> dict[str, Any]:
    """The table's columns, and the signs for nothing that stand in it: always the blank."""
    # A blank may come with the next correction, so it is always allowed.
    signs = {""}
    for row in table.rows:
        signs |= {figure for figure in row.figures.values() if isinstance(figure, str)}
    return {
        "fields": [column.descriptor() for column in table.columns],
        "missingValues": sorted(signs),
        "absences": {sign: ABSENCES[sign] for sign in sorted(signs)},
        "primaryKey": ["line"],
    }
