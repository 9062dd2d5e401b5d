"""Whether codes can exist, fit their parent rows, and carry the names that the classification knows."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.checks.comparisons import as_required, noted
from scripts.checks.verdicts import Finding, Rule, Verdict
from scripts.package import Package, Row, Table

CODE = Rule(
    "code",
    "科目编码和名称与分类科目相符",
    "编码和名称对得上，才能和别的年份、别的部门比",
    "规则 R-A22；政府收支分类科目",
    group="inside",
    condition="表里印了科目编码",
    formula="编码以上级编码开头；所属的类存在；名称与观察到的名称相同",
)
RULES = (CODE,)
_COLUMNS = (
    ("function_code", "function_name", "functional"),
    ("department_economic_code", "department_economic_name", "department"),
    ("government_economic_code", "government_economic_name", "government"),
)


@dataclass(frozen=True)
class Classification:
    """The codes observed: the reliable name of each, and the variants of it that documents use too."""

    names: dict[str, str]
    others: dict[str, frozenset[str]]
    classes: frozenset[str]


def classifications(root: Path) -> dict[str, Classification]:
    """The three classifications below `root`; an empty one where its package is not there."""
    functional, economic = (
        root / "reference/functional-classification/data",
        root / "reference/economic-classification/data",
    )
    return {
        "functional": _classification(
            functional / "functions.csv", functional / "function-names.csv", ""
        ),
        "department": _classification(
            economic / "department.csv", economic / "economic-names.csv", "department"
        ),
        "government": _classification(
            economic / "government.csv", economic / "economic-names.csv", "government"
        ),
    }


def verdicts(package: Package, known: Mapping[str, Classification]) -> Iterator[Verdict]:
    """One verdict for each table that prints codes: how many of them agree with the classification."""
    wrong = {(one.file, one.line) for one in findings(package, known) if one.severity == "failure"}
    for table in package.tables.values():
        coded = [row for row in table.rows if any(row[code] for code, _, _ in _COLUMNS)]
        bad = [row for row in coded if (f"data/{table.name}.csv", row["line"]) in wrong]
        if coded:
            found = (
                f"{len(coded)} 行有编码，{len(bad)} 行不符" if bad else f"{len(coded)} 行编码都相符"
            )
            line = bad[0]["line"] if bad else ""
            about = noted(table.title, found, table=table.name, line=line)
            yield as_required(
                CODE.id, not bad, about, "与分类科目相符", "、".join(row.label for row in bad[:4])
            )


def findings(package: Package, known: Mapping[str, Classification]) -> Iterator[Finding]:
    """What is wrong with the codes of a package (failure), or not attested (notice)."""
    for table in package.tables.values():
        lines = {row["line"]: row for row in table.rows}
        for number, row in enumerate(table.rows, start=2):
            for code, name, classification in _COLUMNS:
                if row[code]:
                    yield from _of_code(
                        package, table, number, row, (code, name), known[classification], lines
                    )


def _of_code(
    package: Package,
    table: Table,
    number: int,
    row: Row,
    columns: tuple[str, str],
    known: Classification,
    lines: dict[str, Row],
) -> Iterator[Finding]:
    code, name = row[columns[0]], row[columns[1]]

    def finding(severity: str, field: str, found: str, expected: str, message: str) -> Finding:
        return Finding(
            CODE.id,
            severity,
            package.path,
            f"data/{table.name}.csv",
            number,
            field,
            found,
            expected,
            message,
            row["line"],
        )

    above = lines.get(row["parent"])
    if above and above[columns[0]] and not code.startswith(above[columns[0]]):
        expected = f"以 {above[columns[0]]} 开头"
        yield finding(
            "failure",
            columns[0],
            code,
            expected,
            f"编码 {code} 与上级 {above[columns[0]]}{above[columns[1]]} 不一致",
        )
    if code.startswith("1"):
        return  # a code of the revenue classification, of which we have no list
    if known.classes and code[:3] not in known.classes:
        yield finding("failure", columns[0], code, _classes(known), f"没有编码为 {code[:3]} 的类")
    elif known.names and code not in known.names:
        yield finding(
            "notice",
            columns[0],
            code,
            "见过的编码",
            f"编码 {code}（{name}）在收集到的文件里没有见过",
        )
    elif name and known.names.get(code) and not _agrees(name, code, known):
        yield finding(
            "failure",
            columns[1],
            name,
            known.names[code],
            f"编码 {code} 的名称应为“{known.names[code]}”",
        )


def _agrees(name: str, code: str, known: Classification) -> bool:
    return _folded(name) in {_folded(known.names[code]), *known.others.get(code, frozenset())}


def _classes(known: Classification) -> str:
    """The classes that there are, as far as they are known."""
    return f"{min(known.classes)} 到 {max(known.classes)} 之间 {len(known.classes)} 个类之一"


def _folded(name: str) -> str:
    """A name as names are compared: brackets and blanks of one kind, 的 left out."""
    return re.sub(r"[\s的]", "", unicodedata.normalize("NFKC", name))


def _classification(codes: Path, others: Path, which: str) -> Classification:
    rows = _rows(codes)
    reliable = {row["code"]: row["name"] if row["reliable"] == "true" else "" for row in rows}
    names: dict[str, set[str]] = {}
    for row in _rows(others):
        # Names that were misread, or torn off, are no other names: they must not excuse a wrong one.
        if which in ("", row.get("classification")) and row["kind"] == "variant":
            names.setdefault(row["code"], set()).add(_folded(row["name"]))
    classes = frozenset(row["code"] for row in rows if row["level"] == "class") | _statutory(
        codes.parent
    )
    return Classification(
        reliable, {code: frozenset(found) for code, found in names.items()}, classes
    )


def _statutory(folder: Path) -> frozenset[str]:
    """The classes that the summary table of every budget lists, observed with a code of their own or not."""
    path = folder / "statutory-classes.csv"
    return frozenset(row["code"] for row in _rows(path) if row["code"])


def _rows(path: Path) -> list[dict[str, str]]:
    return (
        list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        if path.is_file()
        else []
    )
