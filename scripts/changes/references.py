"""What differs between two versions of a reference package: its rows by their key, cell by cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.changes.difference import Difference, PackageChange, of_values
from scripts.package import PackageError


@dataclass(frozen=True)
class _Listing:
    """A table of texts: its title, and its rows by their key."""

    title: str
    rows: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class _Reference:
    """A reference package: its title, its tables, and all else that its files say, by name."""

    title: str
    tables: Mapping[str, _Listing]
    stated: Mapping[str, str]


def changed(path: str, before: Path | None, after: Path | None) -> PackageChange:
    """What became of a reference package; raises PackageError where a version of it cannot be read."""
    was = _read(before) if before is not None else None
    now = _read(after) if after is not None else None
    one = now or was
    assert one is not None
    found = tuple(_differences(was, now)) if was is not None and now is not None else ()
    change = "added" if was is None else "removed" if now is None else "changed"
    rows = sum(len(table.rows) for table in one.tables.values())
    return PackageChange(path, change, one.title, len(one.tables), rows, 0, found)


def _read(folder: Path) -> _Reference:
    try:
        descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        tables = {
            one["name"]: _Listing(
                one.get("title", ""), dict(_rows(folder / one["path"], one["schema"]["primaryKey"]))
            )
            for one in descriptor["resources"]
        }
        return _Reference(descriptor["title"], tables, dict(_stated(descriptor)))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise PackageError(
            folder / "datapackage.json", f"{type(error).__name__}: {error}"
        ) from error


def _stated(descriptor: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a descriptor states, of the whole and of each resource, as text."""
    for name, value in descriptor.items():
        if name != "resources":
            yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    for one in descriptor["resources"]:
        yield f"resources.{one['name']}", json.dumps(one, ensure_ascii=False)


def _rows(path: Path, key: str | Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    names = [key] if isinstance(key, str) else key
    for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))):
        yield (
            " ".join(row[name] for name in names),
            {name: value or "" for name, value in row.items() if name},
        )


def _differences(before: _Reference, after: _Reference) -> Iterator[Difference]:
    yield from of_values("property", before.stated, after.stated)
    nothing = _Listing("", {})
    for name in dict.fromkeys([*after.tables, *before.tables]):
        was, now = before.tables.get(name, nothing), after.tables.get(name, nothing)
        for key in dict.fromkeys([*now.rows, *was.rows]):
            where = Difference("line", "changed", name, now.title or was.title, label=key)
            yield from _row(where, was.rows.get(key), now.rows.get(key))


def _row(
    where: Difference, before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> Iterator[Difference]:
    if before is None or after is None:
        told = "；".join(value for value in (after or before or {}).values() if value)
        yield where.of(
            "line", "", "", None if before is None else told, None if after is None else told
        )
        return
    for name in dict.fromkeys([*after, *before]):
        if before.get(name) != after.get(name):
            yield where.of("text", name, name, before.get(name), after.get(name))
