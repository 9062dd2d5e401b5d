"""Ways to spoil a good package on disk, and the package to spoil: the fixture document, imported."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts import files, ingest, package

ROOT = Path(__file__).resolve().parents[2]
FIXTURE = ROOT / "tests" / "fixtures" / "disclosure.txt"
FOUNDING = ROOT.parent / "shared" / "source" / "disclosure-2023.txt"
PACKAGES = ROOT / "datapackages"

Spoil = Callable[[Path], object]


def write(document: Path, below: Path) -> Path:
    """The package that a document makes, on disk; its folder."""
    made = ingest.ingest(document, "good").package
    folder = below / made.path
    files.replace(folder, package.to_files(made))
    return folder


def descriptor(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what `datapackage.json` states."""
    path = folder / "datapackage.json"
    stated = json.loads(path.read_text(encoding="utf-8"))
    change(stated)
    path.write_text(package_json(stated), encoding="utf-8")


def package_json(stated: object) -> str:
    return json.dumps(stated, ensure_ascii=False, indent=2) + "\n"


def resource(folder: Path, table: str, /, **stated: Any) -> None:
    """Change what `datapackage.json` states of one table; a value of None takes the property out."""

    def change(whole: dict[str, Any]) -> None:
        one = next(one for one in whole["resources"] if one["name"] == table)
        one.update(stated)
        for key in [key for key, value in stated.items() if value is None]:
            del one[key]

    descriptor(folder, change)


def rows(folder: Path, table: str) -> list[list[str]]:
    """The records of a table's file, its head among them."""
    return list(
        csv.reader(io.StringIO((folder / "data" / f"{table}.csv").read_text(encoding="utf-8")))
    )


def put(folder: Path, table: str, records: list[list[str]]) -> None:
    """Write records back to a table's file."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(records)
    (folder / "data" / f"{table}.csv").write_text(buffer.getvalue(), encoding="utf-8")


def cell(folder: Path, table: str, row: int, column: str, value: str) -> None:
    """Change one cell; rows count as in an editor, the head being row 1."""
    records = rows(folder, table)
    records[row - 1][records[0].index(column)] = value
    put(folder, table, records)


def records(folder: Path, table: str, change: Callable[[list[list[str]]], object]) -> None:
    """Change the records of a table, the head among them."""
    held = rows(folder, table)
    change(held)
    put(folder, table, held)


def unit(folder: Path, table: str, name: str, multiplier: int | None = None) -> None:
    """State another unit for a table, and another multiplier if one is given."""
    resource(
        folder, table, amountUnit=name, **({} if multiplier is None else {"multiplier": multiplier})
    )
