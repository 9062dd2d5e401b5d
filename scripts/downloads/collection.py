"""Everything over all packages as files: each table as CSV and Parquet, all as one database, and what describes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from scripts.downloads.database import database
from scripts.downloads.parquet import parquet, partitions
from scripts.files import File, csv_text
from scripts.package import json_text
from scripts.schema import Column, inert, stored
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
    """The files of all tables, the facts in parts too, the database, and the package that describes them."""
    made: list[File] = []
    described: list[dict[str, Any]] = []
    for dataset in datasets:
        files = [as_csv(dataset), parquet(dataset)]
        made += files
        described.append(_resource(dataset, *files))
    facts = next(dataset for dataset in datasets if dataset.name == "facts")
    parts = list(partitions(facts))
    made += [file for _, file, _ in parts]
    everything = database(datasets)
    yield from (*made, everything)
    yield File.text(PARTS, json_text(_parts(parts)))
    yield File.text(DESCRIPTOR, json_text(_descriptor(described, everything, licence, site)))


def as_csv(dataset: Dataset) -> File:
    """A table as CSV; a text that looks like a formula is made inert."""
    heads = [column.name for column in dataset.columns]
    rows = (
        [_text(value, column) for value, column in zip(row, dataset.columns, strict=True)]
        for row in dataset.rows
    )
    return File.text(f"data/{dataset.name}.csv", csv_text([heads, *rows]))


def _text(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if column.type == "number":
        return stored(value)  # type: ignore[arg-type]  # a number column holds numbers alone
    return inert(str(value)) if isinstance(value, str) else str(value)


def _resource(dataset: Dataset, table: File, columnar: File) -> dict[str, Any]:
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
        "alternatives": [_other(columnar)],
        "schema": {"fields": [column.descriptor() for column in dataset.columns]},
    }


def _descriptor(
    resources: Sequence[dict[str, Any]], everything: File, licence: Licence, site: str
) -> object:
    return {
        "profile": "tabular-data-package",
        "name": "budgets",
        "title": f"{site}：全部数据",
        "licenses": [
            {"name": licence.name.replace(" ", "-"), "title": licence.title, "path": licence.url}
        ],
        "sources": [{"title": "各部门公开的预算和决算，见 documents"}],
        "alternatives": [_other(everything)],
        "resources": list(resources),
    }


def _parts(parts: Sequence[tuple[dict[str, Value], File, int]]) -> object:
    """The list of the parts of the facts: a static host cannot list a folder."""
    return [
        {**shared, "path": file.path.removeprefix("data/facts/"), "rows": rows, **_size(file)}
        for shared, file, rows in parts
    ]


def _other(file: File) -> dict[str, Any]:
    ending = file.path.rpartition(".")[2]
    return {"path": _name(file), "format": ending, "mediatype": _MEDIA[ending], **_size(file)}


def _size(file: File) -> dict[str, Any]:
    return {"bytes": len(file.content), "hash": f"sha256:{sha256(file.content).hexdigest()}"}


def _name(file: File) -> str:
    return file.path.removeprefix("data/")
