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

from scripts.files import is_inside
from scripts.package.locations import DESCRIPTOR, find, standing
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


def read(folder: Path) -> Package:
    """The package in a folder; raises PackageError with every reason why it cannot be read."""
    held = _package(folder)
    try:
        return replace(
            held,
            summary=_text(folder / "summary.md"),
            notes=_notes(folder / "notes.csv"),
            corrections=_corrections(folder / "corrections.csv"),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PackageError(f"{folder}: {type(error).__name__}: {error}") from error


def _package(folder: Path) -> Package:
    descriptor = _descriptor(folder)
    try:
        tables = tuple(_table(folder, resource) for resource in descriptor["resources"])
        stated = descriptor["disclosure"]
        known = {
            name: stated.get(name) for name in Disclosure.__dataclass_fields__ if name in stated
        }
        return Package(
            slug=folder.parent.name,
            title=descriptor["title"],
            disclosure=Disclosure(**known),
            sources=tuple(_source(source) for source in descriptor["sources"]),
            tables={table.name: table for table in tables},
            left_out=tuple(descriptor.get("leftOut", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PackageError(f"{folder}/datapackage.json: {type(error).__name__}: {error}") from error


def read_all(root: Path) -> Iterator[Package]:
    """Every department's package below `root`, one at a time."""
    for folder in find(root):
        yield read(folder)


def _descriptor(folder: Path) -> dict[str, Any]:
    path = folder / DESCRIPTOR
    _require_plain(path)
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PackageError(
            f"{path}: no such file; a package is a folder with a datapackage.json"
        ) from error
    except json.JSONDecodeError as error:
        raise PackageError(f"{path} line {error.lineno}: not JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise PackageError(f"{path}: not UTF-8: byte {error.start}") from error
    if not isinstance(descriptor, dict):
        raise PackageError(f"{path}: expected a JSON object, found {type(descriptor).__name__}")
    return descriptor


def _source(stated: Mapping[str, Any]) -> Source:
    return Source(
        title=stated["title"],
        publisher=stated["publisher"],
        sha256=stated["sha256"],
        address=stated.get("path"),
        published=stated.get("published"),
        approved=stated.get("approved"),
        pages=stated.get("pages"),
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
    if "coordinates" in field:
        return value_column(Coordinates(**field["coordinates"]), field.get("published"))
    return replace(KEYS[field["name"]], heads=field.get("published", {}))


def _rows(folder: Path, name: str, columns: tuple[Column, ...]) -> Iterator[Row]:
    path = folder / name
    if not is_inside(folder, path):
        raise PackageError(f"{path}: a resource may not lie outside its package")
    _require_plain(path.resolve())
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise PackageError(f"{path}: no such file, though datapackage.json names it") from error
    except UnicodeDecodeError as error:
        raise PackageError(f"{path}: not UTF-8: byte {error.start}") from error
    lines = csv.DictReader(io.StringIO(text))
    missing = [column.name for column in columns if column.name not in (lines.fieldnames or ())]
    if missing:
        raise PackageError(
            f"{path}: no column {', '.join(missing)}; found {', '.join(lines.fieldnames or ())}"
        )
    for number, cells in enumerate(lines, start=2):
        yield _row(path, number, cells, columns)


def _row(
    path: Path, number: int, cells: Mapping[str, str | None], columns: tuple[Column, ...]
) -> Row:
    figures: dict[str, Figure] = {}
    name = cells.get("list") or ""
    for column in (column for column in columns if column.is_value and column.belongs_to(name)):
        text = cells[column.name] or ""
        try:
            figures[column.name] = Absent(text) if text in ABSENCES else Decimal(text)
        except InvalidOperation as error:
            where = f"{path} row {number} ({column.name})"
            raise PackageError(f"{where}: found {text!r}, expected a number or nothing") from error
    return Row(
        {
            column.name: active(cells[column.name] or "")
            for column in columns
            if not column.is_value
        },
        figures,
    )


def _require_plain(path: Path, error: type[PackageError] = PackageError) -> bool:
    """Whether anything stands at a path; it must be a file: a link may lead anywhere, a pipe never ends."""
    found = standing(path)
    if found not in ("file", "nothing"):
        raise error(f"{path}: found a {found}, expected a plain file inside the package")
    return found == "file"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if _require_plain(path) else ""


def _notes(path: Path) -> tuple[Note, ...]:
    if not _require_plain(path):
        return ()
    lines = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    expected = list(Note.__dataclass_fields__)
    if lines.fieldnames != expected:
        raise PackageError(
            f"{path}: found columns {lines.fieldnames}, expected {', '.join(expected)}"
        )
    return tuple(Note(**{name: active(line[name] or "") for name in expected}) for line in lines)


def _corrections(path: Path) -> tuple[Correction, ...]:
    """The record of corrections, in its order; none where there is no such file."""
    if not _require_plain(path, RecordError):
        return ()
    lines = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    if lines.fieldnames != list(CORRECTIONS):
        raise RecordError(
            f"{path}: found columns {lines.fieldnames}, expected {', '.join(CORRECTIONS)}"
        )
    return tuple(_correction(path, number, line) for number, line in enumerate(lines, start=2))


def _correction(path: Path, number: int, cells: Mapping[str, str | None]) -> Correction:
    day, *others = (active(cells[name] or "") for name in CORRECTIONS)
    try:
        return Correction(date.fromisoformat(day).isoformat(), *others)
    except ValueError as error:
        raise RecordError(
            f"{path} row {number} (date): found {day!r}, expected a day like 2026-01-31"
        ) from error
