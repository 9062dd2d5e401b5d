"""What differs between two versions of a reference package: its rows by their key, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scripts.changes.difference import Difference, PackageChange, change_between, of_values
from scripts.package import PackageError


class _Listing(NamedTuple):
    """A table of texts: its title, and its rows by their key."""

    title: str
    rows: Mapping[str, Mapping[str, str]]


# What a version has of a table that it does not have.
_NOTHING = _Listing("", {})


class _Reference(NamedTuple):
    """A reference package: its title, its tables, and all else that its files say, by name."""

    title: str
    tables: Mapping[str, _Listing]
    properties: Mapping[str, str]


def changed(path: str, before: Path | None, after: Path | None) -> PackageChange:
    """What became of a reference package; raises PackageError where a version cannot be read."""
    was, now = _read(before), _read(after)
    reference = now or was
    assert reference is not None

    change = change_between(was, now)
    differences: tuple[Difference, ...] = ()
    if was and now:
        differences = tuple(_differences(was, now))
    tables = reference.tables.values()
    lines = sum(len(table.rows) for table in tables)
    return PackageChange(path, change, reference.title, len(tables), lines, 0, differences)


def _read(folder: Path | None) -> _Reference | None:
    if folder is None:
        return None
    path = folder / "datapackage.json"
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        resources = {resource["name"]: resource for resource in descriptor["resources"]}
        tables = {name: _listing(folder, resource) for name, resource in resources.items()}

        # What is said of the whole, and of each resource.
        properties = {}
        for name, value in descriptor.items():
            if isinstance(value, str):
                properties[name] = value
            elif name != "resources":
                properties[name] = json.dumps(value, ensure_ascii=False)
        for name, resource in resources.items():
            properties[f"resources.{name}"] = json.dumps(resource, ensure_ascii=False)
        return _Reference(descriptor["title"], tables, properties)
    # A descriptor that lacks a name, or has a list where a text should be, is as unreadable.
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise PackageError(path, f"{type(error).__name__}: {error}") from error


def _listing(folder: Path, resource: Mapping[str, Any]) -> _Listing:
    """The rows of a resource by their key; one of several columns is joined: 2026 2010301."""
    key = resource["schema"]["primaryKey"]
    columns = [key] if isinstance(key, str) else key
    path = folder / resource["path"]
    text = io.StringIO(path.read_text(encoding="utf-8"))

    rows: dict[str, Mapping[str, str]] = {}
    for row in csv.DictReader(text):
        name = " ".join(row[column] for column in columns)
        # A short row has None for what is not there, a long one its surplus under None.
        rows[name] = {column: value or "" for column, value in row.items() if column}
    return _Listing(resource.get("title", ""), rows)


def _differences(before: _Reference, after: _Reference) -> Iterator[Difference]:
    yield from of_values("property", before.properties, after.properties)
    for name in dict.fromkeys([*after.tables, *before.tables]):
        was = before.tables.get(name, _NOTHING)
        now = after.tables.get(name, _NOTHING)

        for key in dict.fromkeys([*now.rows, *was.rows]):
            old = was.rows.get(key)
            new = now.rows.get(key)
            title = now.title or was.title
            where = Difference("line", "changed", name, title, label=key)
            if old is not None and new is not None:
                yield from where.cells("text", old, new)
            else:
                # A row that is new or gone is told in all its words.
                before_words, after_words = _words(old), _words(new)
                yield where.of("line", "", "", before_words, after_words)


def _words(row: Mapping[str, str] | None) -> str | None:
    return None if row is None else "；".join(filter(None, row.values()))
