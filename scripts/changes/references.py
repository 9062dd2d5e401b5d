"""What differs between two versions of a reference package: its rows by their key, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.changes.difference import Difference, PackageChange, change_between, of_values
from scripts.package import PackageError


@dataclass(frozen=True)
class _Listing:
    """A table of texts: its title, and its rows by their key."""

    title: str
    rows: Mapping[str, Mapping[str, str]]


# What a version has of a table that it does not have.
_NOTHING = _Listing("", {})


@dataclass(frozen=True)
class _Reference:
    """A reference package: its title, its tables, and all else that its files say, by name."""

    title: str
    tables: Mapping[str, _Listing]
    properties: Mapping[str, str]


def changed(path: str, before: Path | None, after: Path | None) -> PackageChange:
    """What became of a reference package; raises PackageError where a version cannot be read."""
    was, now = _read(before), _read(after)
    reference = now or was
    assert reference is not None
    differences = tuple(_differences(was, now)) if was and now else ()
    tables = reference.tables.values()
    return PackageChange(
        path,
        change_between(was, now),
        reference.title,
        tables=len(tables),
        lines=sum(len(table.rows) for table in tables),
        differences=differences,
    )


def _read(folder: Path | None) -> _Reference | None:
    if folder is None:
        return None
    try:
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        tables = {
            resource["name"]: _listing(folder, resource) for resource in descriptor["resources"]
        }
        return _Reference(descriptor["title"], tables, dict(_properties(descriptor)))
    # A descriptor that lacks a name, or has a list where a text should be, is as unreadable.
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise PackageError(
            folder / "datapackage.json", f"{type(error).__name__}: {error}"
        ) from error


def _listing(folder: Path, resource: Mapping[str, Any]) -> _Listing:
    """The rows of a resource by their key; one of several columns is joined: 2026 2010301."""
    key = resource["schema"]["primaryKey"]
    columns = [key] if isinstance(key, str) else key
    text = (folder / resource["path"]).read_text(encoding="utf-8")
    rows: dict[str, Mapping[str, str]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        name = " ".join(row[column] for column in columns)
        # A short row has None for what is not there, a long one its surplus under None.
        rows[name] = {column: value or "" for column, value in row.items() if column}
    return _Listing(resource.get("title", ""), rows)


def _properties(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a descriptor says, of the whole and of each resource, as text."""
    for name, value in descriptor.items():
        if isinstance(value, str):
            yield name, value
        elif name != "resources":
            yield name, json.dumps(value, ensure_ascii=False)
    for resource in descriptor["resources"]:
        yield f"resources.{resource['name']}", json.dumps(resource, ensure_ascii=False)


def _differences(before: _Reference, after: _Reference) -> Iterator[Difference]:
    yield from of_values("property", before.properties, after.properties)
    for name in dict.fromkeys([*after.tables, *before.tables]):
        was = before.tables.get(name, _NOTHING)
        now = after.tables.get(name, _NOTHING)
        title = now.title or was.title
        for key in dict.fromkeys([*now.rows, *was.rows]):
            where = Difference("line", "changed", name, title, label=key)
            yield from _row(where, was.rows.get(key), now.rows.get(key))


def _row(
    where: Difference, before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> Iterator[Difference]:
    """A row that is new or gone, in all its words; else its cells that differ."""
    if before is not None and after is not None:
        yield from where.cells("text", before, after)
    else:
        yield where.of("line", "", "", _words(before), _words(after))


def _words(row: Mapping[str, str] | None) -> str | None:
    return None if row is None else "；".join(filter(None, row.values()))
