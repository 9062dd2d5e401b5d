"""A table over all packages as Parquet: exact decimals, each column with its meaning."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from scripts.files import File
from scripts.schema import Column, places
from scripts.tables import Dataset, Value

_TYPES = {"string": pa.string(), "integer": pa.int32(), "year": pa.int32(), "boolean": pa.bool_()}
# How many decimals a number has room for at least; more if a figure has more: none is rounded.
_SCALE = 4
# How many digits a number has room for: 38 are the most that 128 bits hold.
_DIGITS, _MOST_DIGITS = 20, 38
# Rows that are read at once: the default of DuckDB, about 120,000, in a power of two.
_ROW_GROUP = 1 << 17
# What the facts are parted by, in the way that Spark, Trino and DuckDB know: a folder a value.
PARTED_BY = ("year", "phase")


class Partition(NamedTuple):
    """A part of a table: what all its rows share, its file, and how many rows it has."""

    shared: Mapping[str, Value]
    file: File
    rows: int


def parquet(dataset: Dataset, name: str = "") -> File:
    """A table as one Parquet file, the same bytes each time."""
    path = f"data/{name or dataset.name}.parquet"
    # A table without rows has its columns none the less.
    blank = [()] * len(dataset.columns)
    by_column = list(zip(*dataset.rows, strict=True)) or blank
    fields: list[pa.Field] = []
    arrays: list[pa.Array] = []
    for column, values in zip(dataset.columns, by_column, strict=True):
        field = _field(column, values)
        fields.append(field)
        array = pa.array(values, field.type)
        arrays.append(array)
    metadata = {"title": dataset.title, "description": dataset.meaning}
    schema = pa.schema(fields, metadata=metadata)
    table = pa.Table.from_arrays(arrays, schema=schema)
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", row_group_size=_ROW_GROUP)
    return File(path, buffer.getvalue())


def partitions(dataset: Dataset) -> Iterator[Partition]:
    """A table by year and phase, which only paths tell: facts/year=2026/phase=budget/part-0."""
    shared_places = [dataset.place(name) for name in PARTED_BY]
    every = range(len(dataset.columns))
    kept = [place for place in every if place not in shared_places]
    columns = tuple(dataset.columns[place] for place in kept)

    parts: dict[tuple[Value, ...], list[tuple[Value, ...]]] = {}
    for row in dataset.rows:
        values = tuple(row[place] for place in shared_places)
        rest = tuple(row[place] for place in kept)
        rows = parts.setdefault(values, [])
        rows.append(rest)

    for values, rows in parts.items():
        shared = dict(zip(PARTED_BY, values, strict=True))
        folders = [f"{name}={value}" for name, value in shared.items()]
        path = "/".join((dataset.name, *folders, "part-0"))
        table = Dataset(dataset.name, dataset.title, dataset.meaning, columns, tuple(rows))
        file = parquet(table, path)
        yield Partition(shared, file, len(rows))


def _field(column: Column, values: tuple[Value, ...]) -> pa.Field:
    kind = _TYPES.get(column.type, pa.string())
    if column.type == "number":
        # A decimal type that holds every number of the column without rounding one.
        scale, whole = _SCALE, 1
        for value in values:
            if isinstance(value, Decimal):
                digits_before = str(int(abs(value)))
                scale = max(scale, places(value))
                whole = max(whole, len(digits_before))
        digits = _DIGITS if whole + scale <= _DIGITS else _MOST_DIGITS
        kind = pa.decimal128(digits, scale)
    metadata = {
        "title": column.title,
        "english": column.english,
        "description": column.meaning,
        "unit": column.unit,
        "columnType": column.column_type,
    }
    texts = {name: text for name, text in metadata.items() if text}
    return pa.field(column.name, kind, metadata=texts)
