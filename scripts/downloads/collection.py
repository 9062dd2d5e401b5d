"""All packages as files: each table as CSV and Parquet, all as one database, and their descriptor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from scripts.downloads.database import database
from scripts.downloads.parquet import parquet, partitions
from scripts.files import File, csv_text
from scripts.package import json_text
from scripts.schema import inert, stored
from scripts.settings import Licence
from scripts.tables import Dataset, Value

DESCRIPTOR = "data/datapackage.json"
PARTS = "data/facts/index.json"
_MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
}


def collection(datasets: Sequence[Dataset], licence: Licence, site: str) -> Iterator[File]:
    """All tables as files, the facts in parts too, the database, the package of them all."""
    resources: list[dict[str, Any]] = []
    for dataset in datasets:
        table = as_csv(dataset)
        columnar = parquet(dataset)
        yield table
        yield columnar
        resources.append(_resource(dataset, table, columnar))

    # A static host cannot list a folder: the parts of the facts have a list.
    parts: list[dict[str, Any]] = []
    (facts,) = (dataset for dataset in datasets if dataset.name == "facts")
    for part in partitions(facts):
        yield part.file
        path = part.file.path.removeprefix("data/facts/")
        entry = {**part.shared, "path": path, "rows": part.rows}
        parts.append(entry | _size(part.file))
    everything = database(datasets)
    descriptor = _descriptor(resources, everything, licence, site)
    yield everything
    yield File.text(PARTS, json_text(parts))
    yield File.text(DESCRIPTOR, json_text(descriptor))


def as_csv(dataset: Dataset) -> File:
    """A table as CSV; a text that looks like a formula is made inert."""
    rows = [[column.name for column in dataset.columns]]
    for row in dataset.rows:
        cells = [_text(value) for value in row]
        rows.append(cells)
    path = f"data/{dataset.name}.csv"
    return File.text(path, csv_text(rows))


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return stored(value)
    if isinstance(value, str):
        return inert(value)
    return "" if value is None else str(value)


def _resource(dataset: Dataset, table: File, columnar: File) -> dict[str, Any]:
    """What the descriptor says of a table: https://specs.frictionlessdata.io/tabular-data-resource."""
    return {
        "name": dataset.name,
        "path": _name(table),
        "profile": "tabular-data-resource",
        "title": dataset.title,
        "description": dataset.meaning,
        "scheme": "file",
        "format": "csv",
        "mediatype": _MEDIA["csv"],
        "encoding": "utf-8",
        **_size(table),
        "alternatives": [_alternative(columnar)],
        "schema": {"fields": [column.descriptor() for column in dataset.columns]},
    }


def _descriptor(
    resources: Sequence[dict[str, Any]], everything: File, licence: Licence, site: str
) -> object:
    # A licence's name is an identifier there: CC BY 4.0 is CC-BY-4.0.
    name = licence.name.replace(" ", "-")
    return {
        "profile": "tabular-data-package",
        "name": "budgets",
        "title": f"{site}：全部数据",
        "licenses": [{"name": name, "title": licence.title, "path": licence.url}],
        "sources": [{"title": "各部门公开的预算和决算，见 documents"}],
        "alternatives": [_alternative(everything)],
        "resources": list(resources),
    }


def _alternative(file: File) -> dict[str, Any]:
    kind = file.path.rpartition(".")[2]
    described = {"path": _name(file), "format": kind, "mediatype": _MEDIA[kind]}
    return described | _size(file)


def _size(file: File) -> dict[str, Any]:
    digest = sha256(file.content).hexdigest()
    return {"bytes": len(file.content), "hash": f"sha256:{digest}"}


def _name(file: File) -> str:
    return file.path.removeprefix("data/")
