"""Whether codes can exist, fit their parent rows, and carry the names that are known."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.checks.comparisons import as_required, noted
from scripts.checks.verdicts import Finding, Rule, Severity, Verdict
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
# The columns of a code and of its name, with the classification that the code is of.
_COLUMNS = (
    ("function_code", "function_name", "functional"),
    ("department_economic_code", "department_economic_name", "department"),
    ("government_economic_code", "government_economic_name", "government"),
)


@dataclass(frozen=True)
class Classification:
    """The codes observed: the reliable name of each, and its variants in documents."""

    names: dict[str, str]
    variants: dict[str, frozenset[str]]
    classes: frozenset[str]


def classifications(root: Path) -> dict[str, Classification]:
    """The three classifications below `root`; an empty one where its package is not there."""
    functional = root / "reference/functional-classification/data"
    economic = root / "reference/economic-classification/data"
    names = economic / "economic-names.csv"
    own_names = functional / "function-names.csv"
    return {
        "functional": _classification(functional / "functions.csv", own_names, ""),
        # The two economic classifications share a file of names; the functional has its own.
        "department": _classification(economic / "department.csv", names, "department"),
        "government": _classification(economic / "government.csv", names, "government"),
    }


def verdicts(package: Package, code_lists: Mapping[str, Classification]) -> Iterator[Verdict]:
    """One verdict for each table that prints codes: how many agree with the classification."""
    wrong = {
        (finding.file, finding.line)
        for finding in findings(package, code_lists)
        # A notice says only that a code was not seen before: its row is not wrong.
        if finding.severity == "failure"
    }
    for table in package.tables.values():
        file = f"data/{table.name}.csv"
        coded = [row for row in table.rows if any(row[code] for code, _, _ in _COLUMNS)]
        bad = [row for row in coded if (file, row["line"]) in wrong]
        if not coded:
            continue
        text, line = f"{len(coded)} 行编码都相符", ""
        if bad:
            text = f"{len(coded)} 行有编码，{len(bad)} 行不符"
            line = bad[0]["line"]
        about = noted(table.title, text, table=table.name, line=line)
        # A reason has room for four names, see `results/messages`.
        reason = "、".join(row.label for row in bad[:4])
        yield as_required(CODE.id, not bad, about, "与分类科目相符", reason)


def findings(package: Package, code_lists: Mapping[str, Classification]) -> Iterator[Finding]:
    """What is wrong with the codes of a package (failure), or not attested (notice)."""
    for table in package.tables.values():
        lines = {row["line"]: row for row in table.rows}
        # Line 1 of the file is its header.
        for number, row in enumerate(table.rows, start=2):
            for code, name, classification in _COLUMNS:
                if not row[code]:
                    continue
                above = lines.get(row["parent"])
                cell = _Cell(package, table, number, row, above, code, name)
                yield from _of_code(cell, code_lists[classification])


@dataclass(frozen=True)
class _Cell:
    """A code in its place: its row with its number in the file, the row above, the columns."""

    package: Package
    table: Table
    number: int
    row: Row
    above: Row | None
    code: str
    name: str

    def finding(
        self, severity: Severity, message: str, *, expected: str, of_name: bool = False
    ) -> Finding:
        """What is wrong with the code, or with its name."""
        column = self.name if of_name else self.code
        return Finding(
            rule=CODE.id,
            severity=severity,
            package=self.package.path,
            file=f"data/{self.table.name}.csv",
            row=self.number,
            field=column,
            found=self.row[column],
            expected=expected,
            message=message,
            line=self.row["line"],
        )


def _of_code(cell: _Cell, classification: Classification) -> Iterator[Finding]:
    code, name = cell.row[cell.code], cell.row[cell.name]
    above = cell.above
    upper = above[cell.code] if above else ""
    # The row above may be that of a body, which has no code.
    if above and upper and not code.startswith(upper):
        message = f"编码 {code} 与上级 {upper}{above[cell.name]} 不一致"
        yield cell.finding("failure", message, expected=f"以 {upper} 开头")
    if code.startswith("1"):
        return  # a code of the revenue classification, of which we have no list
    classes = classification.classes
    reliable = classification.names.get(code, "")
    # 2011301 is of class 201. Without the reference package there are no classes to ask.
    if classes and code[:3] not in classes:
        expected = f"{min(classes)} 到 {max(classes)} 之间 {len(classes)} 个类之一"
        yield cell.finding("failure", f"没有编码为 {code[:3]} 的类", expected=expected)
    # The lists are of codes seen in documents, so one that is not in them may still be right.
    elif classification.names and code not in classification.names:
        message = f"编码 {code}（{name}）在收集到的文件里没有见过"
        yield cell.finding("notice", message, expected="见过的编码")
    # A name that is not reliable is "" here and proves nothing. Some tables print codes alone.
    elif name and reliable:
        names = {_folded(reliable), *classification.variants.get(code, ())}
        if _folded(name) not in names:
            message = f"编码 {code} 的名称应为“{reliable}”"
            yield cell.finding("failure", message, expected=reliable, of_name=True)


def _folded(name: str) -> str:
    """A name as names are compared: brackets and blanks of one kind, 的 left out (对个人和家庭的补助)."""
    # NFKC: 资本性支出（一） and 资本性支出(一) are one name.
    plain = unicodedata.normalize("NFKC", name)
    return re.sub(r"[\s的]", "", plain)


def _classification(codes: Path, names_file: Path, which: str) -> Classification:
    rows = _rows(codes)
    variants: dict[str, set[str]] = {}
    for row in _rows(names_file):
        # Names that were misread or torn off are no other names: they excuse no wrong one.
        if which in ("", row.get("classification")) and row["kind"] == "variant":
            of_code = variants.setdefault(row["code"], set())
            of_code.add(_folded(row["name"]))
    # The summary table of every budget lists classes, observed with a code of their own or not.
    statutory = _rows(codes.parent / "statutory-classes.csv")
    classes = {row["code"] for row in rows if row["level"] == "class"}
    classes |= {row["code"] for row in statutory if row["code"]}
    names = {}
    for row in rows:
        names[row["code"]] = row["name"] if row["reliable"] == "true" else ""
    return Classification(
        names=names,
        variants={code: frozenset(found) for code, found in variants.items()},
        classes=frozenset(classes),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))
