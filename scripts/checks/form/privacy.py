"""Whether anything in a package looks like personal data: kind and place, never its value."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from scripts import package as packages
from scripts.checks.verdicts import Finding, Rule
from scripts.privacy import asks_for, find, is_contact, is_name

PRIVACY = Rule(
    "privacy",
    "没有个人信息",
    "数据包里不得有电话号码、身份证号码、银行账号、个人邮箱和联系人的姓名",
    "个人信息保护法 第六条",
    group="form",
)
RULES = (PRIVACY,)

Datum = tuple[int, str, str]
"""Where personal data stands and of what kind it is: the row, the column, the kind."""


def findings(folder: Path, name: str) -> Iterator[Finding]:
    """A failure for each piece of personal data in any file of the package."""
    if not folder.is_dir():
        return
    amounts = _amounts(folder)
    # Not tables alone: notes and a README are published with them.
    for path in sorted(folder.rglob("*")):
        file = path.relative_to(folder).as_posix()
        try:
            text = packages.plain_bytes(folder, file).decode("utf-8", "replace")
        # What is no plain file is told elsewhere, and not read.
        except OSError:
            continue
        data = _in_lines(text)
        if path.suffix == ".csv":
            data = _in_cells(text, amounts.get(file, frozenset()))
        elif path.suffix == ".json":
            data = _in_json(text)
        named = [(0, "", datum.kind) for datum in find(file)]
        for row, field, kind in [*named, *data]:
            yield Finding(
                rule=PRIVACY.id,
                severity="failure",
                package=name,
                # A name that holds a number is not told either.
                file=hidden(file),
                row=row or None,
                field=field,
                # The kind alone: findings stand in public logs.
                found=kind,
                expected="没有个人信息",
                message=f"这里有{kind}，请删除",
            )


def hidden(text: str) -> str:
    """A text to be shown, without any personal data in it."""
    data = find(text)
    return f"（含{data[0].kind}，不显示）" if data else text


def _in_lines(text: str) -> Iterator[Datum]:
    """What stands in a text, over the ends of its lines too."""
    for datum in find(text):
        yield text.count("\n", 0, datum.start) + 1, "", datum.kind


def _in_json(text: str) -> Iterator[Datum]:
    """What stands in a text of JSON, and in its strings as they read: `\\u0031` is a 1."""
    told = set()
    for datum in _in_lines(text):
        told.add(datum)
        yield datum
    try:
        # Each once: the names of properties and columns stand there by the hundred.
        strings = list(dict.fromkeys(_strings(json.loads(text))))
    # What is wrong with it is told elsewhere.
    except (ValueError, RecursionError):
        return
    for string in strings:
        for found in find(string):
            at = text.find(json.dumps(string, ensure_ascii=False))
            row = text.count("\n", 0, at) + 1 if at >= 0 else 0
            if (row, "", found.kind) not in told:
                told.add((row, "", found.kind))
                yield row, "", found.kind


def _strings(value: object) -> Iterator[str]:
    """Every string of a value of JSON, the names of its properties too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)


def _in_cells(text: str, amounts: frozenset[str]) -> Iterator[Datum]:
    """What stands in the cells of a table, and names beside or below the label of a contact.

    In the columns of `amounts` eleven digits are 元, and so is a value beside that unit.
    """
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    # What is no table is a text all the same.
    except csv.Error:
        yield from _in_lines(text)
        return
    header = rows[0] if rows else []
    above: list[str] = []
    for number, cells in enumerate(rows, start=1):
        of_row = dict(zip(header, cells, strict=False))
        in_yuan = {*amounts, "value"} if of_row.get("amount_unit") == "元" else amounts
        for index, cell in enumerate(cells):
            field = header[index] if index < len(header) else ""
            if field in in_yuan and cell.isdigit():
                continue
            for datum in find(cell):
                yield number, field, datum.kind
            beside = cells[index - 1] if index else ""
            over = above[index] if index < len(above) else ""
            for label in (beside, over):
                if is_contact(label) and is_name(cell, sure=True):
                    yield number, field, asks_for(label)
        above = cells


def _amounts(folder: Path) -> Mapping[str, frozenset[str]]:
    """The columns of each file whose figures are 元, as far as the descriptor can be read."""
    try:
        descriptor = json.loads(packages.plain_bytes(folder, packages.DESCRIPTOR))
        return {
            str(resource["path"]): frozenset(
                str(field["name"])
                for field in resource["schema"]["fields"]
                if field.get("coordinates") and resource.get("amountUnit") == "元"
            )
            for resource in descriptor["resources"]
        }
    # Whatever is wrong with it is told elsewhere.
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
