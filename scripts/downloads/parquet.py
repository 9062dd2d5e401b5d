"""A table over all packages as Parquet: exact decimals, each column with its meaning, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal

import pyarrow as pa  # type: ignore[import-untyped]  # pyarrow ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from scripts.files import File
from scripts.schema import Column, places
from scripts.tables import Dataset, Value

_TYPES = {"string": pa.string(), "integer": pa.int32(), "year": pa.int32(), "boolean": pa.bool_()}
_SCALE = 4
"""How many decimals a number has room for at least; more where a figure has more, for none is rounded."""
_DIGITS, _MOST_DIGITS = 20, 38

PARTED_BY = ("year", "phase")
"""What the facts are parted by, in the way that Spark, Trino and DuckDB know: a folder a value."""


def parquet(dataset: Dataset, name: str = "") -> File:
    """A table as one Parquet file."""
    return File(f"data/{name or dataset.name}.parquet", _bytes(_table(dataset)))


def partitions(dataset: Dataset) -> Iterator[tuple[dict[str, Value], File, int]]:
    """A table as a Parquet file for each year and phase: what all its rows share, the file, and how many rows it has."""
    at = [dataset.place(name) for name in PARTED_BY]
    kept = [index for index in range(len(dataset.columns)) if index not in at]
    columns = tuple(dataset.columns[index] for index in kept)
    parts: dict[tuple[Value, ...], list[tuple[Value, ...]]] = {}
    for row in dataset.rows:
        parts.setdefault(tuple(row[index] for index in at), []).append(
            tuple(row[index] for index in kept)
        )
    for values, rows in parts.items():
        shared = dict(zip(PARTED_BY, values, strict=True))
        folder = "/".join(f"{name}={value}" for name, value in shared.items())
        part = Dataset(dataset.name, dataset.title, dataset.meaning, columns, tuple(rows))
        yield shared, parquet(part, f"{dataset.name}/{folder}/part-0"), len(rows)


def _table(dataset: Dataset) -> pa.Table:
    columns = list(zip(*dataset.rows, strict=True)) or [()] * len(dataset.columns)
    fields = [
        _field(column, values) for column, values in zip(dataset.columns, columns, strict=True)
    ]
    arrays = [pa.array(values, field.type) for values, field in zip(columns, fields, strict=True)]
    about = {"title": dataset.title, "description": dataset.meaning}
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata=about))


def _field(column: Column, values: tuple[Value, ...]) -> pa.Field:
    kind = _decimal(values) if column.type == "number" else _TYPES.get(column.type, pa.string())
    about = {
        "title": column.title,
        "english": column.english,
        "description": column.meaning,
        "unit": column.unit,
    }
    about |= {"columnType": column.column_type} if column.column_type else {}
    return pa.field(
        column.name, kind, metadata={name: text for name, text in about.items() if text}
    )


def _decimal(values: tuple[Value, ...]) -> pa.DataType:
    """The decimal type that holds every number of a column without rounding one."""
    numbers = [value for value in values if isinstance(value, Decimal)]
    scale = max([_SCALE, *map(places, numbers)])
    whole = max((len(str(int(abs(number)))) for number in numbers), default=1)
    return pa.decimal128(_DIGITS if whole + scale <= _DIGITS else _MOST_DIGITS, scale)


def _bytes(table: pa.Table) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", row_group_size=1 << 17)
    return buffer.getvalue()
