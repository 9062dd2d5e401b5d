"""Every free field of a package, and every class of attack: what a stranger's package may hold.

`FIELDS` put a value into one field of a package on disk; `ATTACKS` are values, or deeds. `outcome` says what the checks
make of it. The proof in `benchmarks/` goes through all pairs, the suite through a seeded share.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from scripts import checks
from scripts.checks import Finding
from scripts.checks.codes import Classification
from tests.support import spoil

Put = Callable[[Path, Any], object]

_TABLE = "expenditure"


def _of_package(*path: str | int) -> Put:
    """A field of the descriptor, by the way to it."""

    def put(folder: Path, value: Any) -> None:
        def change(whole: dict[str, Any]) -> None:
            place: Any = whole
            for part in path[:-1]:
                place = place[part]
            place[path[-1]] = value

        _change(folder, change)

    return put


def _change(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change what the descriptor states; ASCII where a text cannot be written otherwise."""
    path = folder / "datapackage.json"
    stated = json.loads(path.read_text("utf-8"))
    change(stated)
    path.write_text(json.dumps(stated, indent=2), "utf-8")


def _of_table(*path: str | int) -> Put:
    def put(folder: Path, value: Any) -> None:
        def change(whole: dict[str, Any]) -> None:
            place: Any = next(one for one in whole["resources"] if one["name"] == _TABLE)
            for part in path[:-1]:
                place = place[part]
            place[path[-1]] = value

        _change(folder, change)

    return put


def _cell(column: str) -> Put:
    def put(folder: Path, value: Any) -> None:
        text = value if isinstance(value, str) else json.dumps(value)
        rows = spoil.rows(folder, _TABLE)
        rows[2][rows[0].index(column)] = text
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        path = folder / "data" / f"{_TABLE}.csv"
        path.write_bytes(buffer.getvalue().encode("utf-8", "surrogatepass"))

    return put


def _beside(name: str, header: str = "") -> Put:
    """A file that a person writes: a row of it, or the whole text."""

    def put(folder: Path, value: Any) -> None:
        text = value if isinstance(value, str) else json.dumps(value)
        if header:
            quoted = '"' + text.replace('"', '""') + '"'
            text = f"{header}\n" + ",".join([quoted] * (header.count(",") + 1)) + "\n"
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))

    return put


FIELDS: Mapping[str, Put] = {
    **{f"disclosure.{name}": _of_package("disclosure", name) for name in
       ("department", "level", "year", "phase", "code", "parent", "region", "contract")},
    **{f"sources.{name}": _of_package("sources", 0, name) for name in
       ("title", "publisher", "sha256", "path", "published", "approved", "pages")},
    **{f"package.{name}": _of_package(name) for name in ("title", "name", "profile", "unknown")},
    "licenses.name": _of_package("licenses", 0, "name"),
    "licenses.path": _of_package("licenses", 0, "path"),
    "leftOut.what": _of_package("leftOut", 0, "what"),
    "leftOut.place": _of_package("leftOut", 0, "place"),
    **{f"table.{name}": _of_table(name) for name in
       ("name", "path", "title", "description", "status", "publishedTitle", "number", "statement",
        "amountUnit", "multiplier", "encoding", "unknown")},
    "table.coordinates.fund": _of_table("coordinates", "fund"),
    **{f"column.{name}": _of_table("schema", "fields", 7, name) for name in
       ("name", "type", "title", "description", "published", "unknown")},
    "column.header": _of_table("schema", "fields", 7, "published", "expenditure"),
    "schema.missingValues": _of_table("schema", "missingValues", 0),
    **{f"cell.{name}": _cell(name) for name in
       ("line", "parent", "list", "position", "role", "function_code", "function_name", "amount",
        "document")},
    "notes.csv": _beside("notes.csv", "about,name,note"),
    "corrections.csv": _beside("corrections.csv", "date,line,table,label,column,from,to,why"),
    "summary.md": _beside("summary.md"),
}  # fmt: skip

SHOWN_AS_TEXT = frozenset(
    [
        "cell.function_name",
        "table.statement",
        "table.description",
        "leftOut.what",
        "leftOut.place",
        "column.title",
        "column.description",
        "column.header",
        "notes.csv",
        "summary.md",
        "licenses.name",
    ]
)
"""Fields whose markup, addresses and numbers are texts of a document or a person: shown, not run."""

VALUES: Mapping[str, Any] = {
    "markup": '"><img src=x onerror=alert(1)><script>alert(1)</script>',
    "control character": "某局\x07\x1b[2J",
    "invisible character": "某\u200b局\ufeff",
    "direction": "某\u202e局",
    "no character": "某\uffff局",
    "lone surrogate": "某\ud800局",
    "length": "长" * 20_000,
    "type: list": ["某局"],
    "type: object": {"某": "局"},
    "type: none": None,
    "number: great": "1e999999999",
    "number: small": "1e-999999999",
    "number: long": "9" * 5_000,
    "address: script": "javascript:alert(1)",
    "address: file": "file:/" + "//etc/passwd",
    "path: out": "../../../../etc/passwd",
}


def is_text(row: str, column: str) -> bool:
    """Whether a value in a place is a text that is shown, or a lawful one: no code is stated at all."""
    if row in SHOWN_AS_TEXT:
        return True
    optional = (
        "disclosure.code disclosure.parent disclosure.region sources.path sources.published sources.approved "
        "sources.pages licenses.path table.publishedTitle table.number table.amountUnit table.multiplier"
    )
    names = (
        "disclosure.department disclosure.parent disclosure.code package.name package.title sources.title sources.publisher licenses.name "
        "table.title table.publishedTitle table.number"
    )
    if column == "type: none":
        return row in optional.split(" ")
    # A number as a text, and an address without angle brackets, are texts as any; shown as such.
    return row in names.split(" ") and column.startswith(("number", "address", "path"))


def deed_link(folder: Path) -> None:
    """A table's file is a link to another of the machine."""
    path = folder / "data" / f"{_TABLE}.csv"
    path.unlink()
    path.symlink_to("/etc/passwd")


def deed_pipe(folder: Path) -> None:
    """Notes are a pipe, which nobody fills."""
    os.mkfifo(folder / "notes.csv")


def deed_summary_link(folder: Path) -> None:
    """What a person wrote is the environment of the machine."""
    (folder / "summary.md").symlink_to("/proc/self/environ")


def deed_twice(folder: Path) -> None:
    """A property stands twice: readers differ in which they take."""
    path = folder / "datapackage.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"year":', '"year": 1999, "year":', 1), "utf-8")


def deed_no_number(folder: Path) -> None:
    """NaN, which is no JSON."""
    path = folder / "datapackage.json"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace('"pages"', '"pages": NaN, "p"', 1).replace('"year":', '"y": NaN, "year":', 1),
        "utf-8",
    )


def deed_reference(folder: Path) -> None:
    """A department's package says that it is a reference, and no budget."""

    def change(whole: dict[str, Any]) -> None:
        whole["kind"] = "reference"
        del whole["disclosure"]

    spoil.descriptor(folder, change)


def deed_other_year(folder: Path) -> None:
    """The folder is called after another year than the descriptor's."""
    folder.rename(folder.with_name("1999-budget"))


def deed_hidden(folder: Path) -> None:
    """The folder's name begins with a dot."""
    folder.rename(folder.with_name(".2023-budget"))


def deed_capitals(folder: Path) -> None:
    """The body's folder differs from another by case."""
    folder.parent.rename(folder.parent.with_name("GOOD"))


def deed_not_utf8(folder: Path) -> None:
    """A table in GBK."""
    path = folder / "data" / f"{_TABLE}.csv"
    path.write_bytes(path.read_text("utf-8").encode("gbk", "replace"))


def deed_wrong_head(folder: Path) -> None:
    """A table whose columns are called otherwise."""
    spoil.records(folder, _TABLE, lambda rows: rows[0].reverse())


def deed_many_rows(folder: Path) -> None:
    """More rows than any document has."""
    spoil.records(folder, _TABLE, lambda rows: rows.extend([rows[1]] * 100_001))


def deed_large_file(folder: Path) -> None:
    """A file of more bytes than any document's, which takes no room on the disk."""
    with (folder / "data" / f"{_TABLE}.csv").open("ab") as stream:
        stream.truncate((64 << 20) + 1)


DEEDS: Mapping[str, Callable[[Path], object]] = {
    name.removeprefix("deed_"): deed
    for name, deed in list(globals().items())
    if name.startswith("deed_")
}


def outcome(root: Path, known: Mapping[str, Classification]) -> list[Finding]:
    """The failures of form of all packages below a folder; nothing is raised, whatever they hold."""
    results = checks.together(checks.check(folder, known) for folder in checks.folders(root))
    return [
        finding
        for result in results
        for finding in result.failures
        if checks.RULES[finding.rule].group == "form"
    ]
