"""From a folder on disk to a package in hand."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from scripts.package import contract
from scripts.package.locations import DESCRIPTOR, NotPlainError, find, plain_bytes, standing
from scripts.package.model import (
    CORRECTIONS,
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
from scripts.schema import (
    ABSENCES,
    KEYS,
    NUMBER,
    Absent,
    Column,
    Coordinates,
    Figure,
    active,
    kind_of,
    value_column,
)

_UNREADABLE = (KeyError, TypeError, ValueError)
"""What it comes to where a file lacks something, or has something else in its place."""


def read(folder: Path) -> Package:
    """The package in a folder: its tables, and what persons wrote about it.

    Raises PackageError where it cannot be read, and RecordError where its record of corrections
    cannot.
    """
    package = _package(folder)
    try:
        return replace(
            package,
            summary=_text_of_ours(folder, "summary.md"),
            notes=_notes(folder),
            corrections=_corrections(folder),
        )
    except _UNREADABLE as error:
        raise PackageError(folder, f"{type(error).__name__}: {error}") from error


def read_all(root: Path) -> Iterator[Package]:
    """Every department's package below `root`, one at a time."""
    for folder in find(root):
        yield read(folder)


def _package(folder: Path) -> Package:
    descriptor = _descriptor(folder)
    try:
        tables = [_table(folder, resource) for resource in descriptor["resources"]]
        return Package(
            slug=folder.parent.name,
            title=descriptor["title"],
            disclosure=_disclosure(descriptor["disclosure"]),
            sources=tuple(_source(source) for source in descriptor["sources"]),
            tables={table.name: table for table in tables},
            left_out=tuple(descriptor.get("leftOut", ())),
        )
    except _UNREADABLE as error:
        what = f"{type(error).__name__}: {error}"
        raise PackageError(folder / DESCRIPTOR, what) from error


# The descriptor


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTOR
    try:
        descriptor = contract.loads(_text(folder, DESCRIPTOR))
    except json.JSONDecodeError as error:
        raise PackageError(path, f"not JSON: {error.msg}", f"line {error.lineno}") from error
    except ValueError as error:
        raise PackageError(path, f"not JSON: {error}") from error
    if not isinstance(descriptor, dict):
        what = f"expected a JSON object, found {type(descriptor).__name__}"
        raise PackageError(path, what)
    return descriptor


def _text(folder: Path, name: str, kind: type[PackageError] = PackageError) -> str:
    """A file of a package as text; raises `kind` for what is not there, no plain file or no UTF-8."""
    path = folder / name
    try:
        # Spreadsheets save UTF-8 with a mark in front, and persons open our files in them.
        return plain_bytes(folder, name).decode("utf-8-sig")
    except FileNotFoundError as error:
        what = "no such file; a package is a folder with a datapackage.json and the files it names"
        raise kind(path, what) from error
    except UnicodeDecodeError as error:
        raise kind(path, f"not UTF-8: byte {error.start}") from error
    except NotPlainError as error:
        what = f"found a {error.what}"
        raise kind(path, what, expected="a plain file inside the package") from error


def _text_of_ours(folder: Path, name: str, kind: type[PackageError] = PackageError) -> str:
    """A file that persons write, "" where there is none."""
    return "" if standing(folder / name) == "nothing" else _text(folder, name, kind)


def _disclosure(properties: Mapping[str, Any]) -> Disclosure:
    """Whose budget it is; properties that we do not know are a later contract's, and left alone."""
    names = Disclosure.__dataclass_fields__
    known = {name: properties[name] for name in names if name in properties}
    return Disclosure(**{**known, "stated": tuple(properties.get("stated", ()))})


def _source(properties: Mapping[str, Any]) -> Source:
    return Source(
        title=properties["title"],
        publisher=properties["publisher"],
        sha256=properties["sha256"],
        address=properties.get("path"),
        published=properties.get("published"),
        approved=properties.get("approved"),
        pages=properties.get("pages"),
    )


def _table(folder: Path, resource: Mapping[str, Any]) -> Table:
    columns = tuple(_column(field) for field in resource["schema"]["fields"])
    return Table(
        name=resource["name"],
        kind=kind_of(resource["name"]),
        status=resource["status"],
        columns=columns,
        rows=tuple(_rows(folder, resource["path"], columns)),
        title=resource["title"],
        published_title=resource.get("publishedTitle", ""),
        number=resource.get("number", ""),
        amount_unit=resource.get("amountUnit", ""),
        statement=resource.get("statement", ""),
        coordinates=Coordinates(**resource["coordinates"]),
    )


def _column(field: Mapping[str, Any]) -> Column:
    if field["name"] == NUMBER.name:
        return NUMBER
    # A value column is told by its coordinates; a key column by its name alone.
    if "coordinates" in field:
        return value_column(Coordinates(**field["coordinates"]), field.get("published"))
    return replace(KEYS[field["name"]], heads=field.get("published", {}))


# Rows


def _rows(folder: Path, name: str, columns: tuple[Column, ...]) -> Iterator[Row]:
    path = folder / name
    text = _text(folder, name)
    lines = csv.DictReader(io.StringIO(text))
    header = lines.fieldnames or ()
    missing = [column.name for column in columns if column.name not in header]
    if missing:
        raise PackageError(path, f"no column {', '.join(missing)}; found {', '.join(header)}")
    # The header is the first row.
    for number, cells in enumerate(lines, start=2):
        yield _row(path, number, cells, columns)


def _row(
    path: Path, number: int, cells: Mapping[str, str | None], columns: tuple[Column, ...]
) -> Row:
    texts: dict[str, str] = {}
    figures: dict[str, Figure] = {}
    for column in columns:
        text = cells[column.name] or ""
        if not column.is_value:
            # An apostrophe in front of what looks like a formula is ours.
            texts[column.name] = active(text)
        # Lists side by side have different columns: 收入 has no 基本支出.
        elif column.belongs_to(cells.get("list") or ""):
            try:
                figures[column.name] = Absent(text) if text in ABSENCES else Decimal(text)
            except InvalidOperation as error:
                where = f"row {number} ({column.name})"
                what = f"found {text!r}"
                raise PackageError(path, what, where, "a number or nothing") from error
    return Row(texts, figures)


# What persons wrote, and the record


def _notes(folder: Path) -> tuple[Note, ...]:
    text = _text_of_ours(folder, "notes.csv")
    if not text:
        return ()
    lines = csv.DictReader(io.StringIO(text))
    names = list(Note.__dataclass_fields__)
    if lines.fieldnames != names:
        what = f"found columns {lines.fieldnames}"
        raise PackageError(folder / "notes.csv", what, expected=", ".join(names))
    return tuple(Note(**{name: active(line[name] or "") for name in names}) for line in lines)


def _corrections(folder: Path) -> tuple[Correction, ...]:
    """The record of corrections, in its order; none where there is no such file."""
    path = folder / "corrections.csv"
    text = _text_of_ours(folder, path.name, RecordError)
    if not text:
        return ()
    lines = csv.DictReader(io.StringIO(text))
    if lines.fieldnames != list(CORRECTIONS):
        what = f"found columns {lines.fieldnames}"
        raise RecordError(path, what, expected=", ".join(CORRECTIONS))
    return tuple(_correction(path, number, line) for number, line in enumerate(lines, start=2))


def _correction(path: Path, number: int, cells: Mapping[str, str | None]) -> Correction:
    day, *texts = (active(cells[name] or "") for name in CORRECTIONS)
    try:
        return Correction(date.fromisoformat(day).isoformat(), *texts)
    except ValueError as error:
        where, what = f"row {number} (date)", f"found {day!r}"
        raise RecordError(path, what, where, "a day like 2026-01-31") from error
