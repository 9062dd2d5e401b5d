"""Whether codes can exist, fit their parent rows, and carry the names that are known."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
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

    def lacks_class_of(self, code: str) -> bool:
        """Whether the class of a code cannot exist; 2011301 is of class 201."""
        # Of revenue we have no list; without the reference package there are no classes to ask.
        if code.startswith("1") or not self.classes:
            return False
        return code[:3] not in self.classes


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
    for table in package.tables.values():
        cells = _cells(package, table, code_lists)
        if not cells:
            continue
        coded = {cell.number: cell.row for cell in cells}
        bad = list({cell.number: cell.row for cell in cells if cell.is_wrong}.values())
        text, line = f"{len(coded)} 行编码都相符", ""
        if bad:
            text = f"{len(coded)} 行有编码，{len(bad)} 行不符"
            line = bad[0]["line"]
        about = noted(table.title, text, table=table.name, line=line)
        # A reason has room for four names, see `results/messages`.
        reason = "、".join(row.label for row in bad[:4])
        yield as_required(CODE.id, not bad, about, "与分类科目相符", reason)


def findings(package: Package, code_lists: Mapping[str, Classification]) -> Iterator[Finding]:
    """What is wrong with the codes of a package (failure), or not attested (notice).

    What has one cause is one finding, at the first of its rows: a class that cannot exist, a row
    that those below it do not fit.
    """
    for table in package.tables.values():
        of_class: dict[tuple[str, str], list[_Cell]] = {}
        below: dict[tuple[str, str], list[_Cell]] = {}
        for cell in _cells(package, table, code_lists):
            if cell.is_of_no_class:
                of_class.setdefault((cell.column, cell.code[:3]), []).append(cell)
            elif cell.is_apart:
                below.setdefault((cell.column, cell.row["parent"]), []).append(cell)
            yield from _of_code(cell)
        yield from map(_of_no_class, of_class.values())
        yield from map(_of_codes_apart, below.values())


@dataclass(frozen=True)
class _Cell:
    """A code in its place: its row with its number in the file, the row above, the columns."""

    package: Package
    table: Table
    number: int
    row: Row
    above: Row | None
    column: str
    name_column: str
    classification: Classification

    @property
    def code(self) -> str:
        """The code."""
        return self.row[self.column]

    @property
    def upper(self) -> str:
        """The code of the row above; that may be the row of a body, which has none."""
        return self.above[self.column] if self.above else ""

    @property
    def is_of_no_class(self) -> bool:
        """Whether the class of the code cannot exist."""
        return self.classification.lacks_class_of(self.code)

    @property
    def is_apart(self) -> bool:
        """Whether the code does not begin with that of the row above, where that one can exist."""
        if self.upper and self.classification.lacks_class_of(self.upper):
            return False
        return not self.code.startswith(self.upper)

    @property
    def name_expected(self) -> str:
        """The name that the code should bear; "" where it bears it, or nothing proves it wrong."""
        name = self.row[self.name_column]
        # A name that is not reliable is "" and proves nothing. Some tables print codes alone.
        reliable = self.classification.names.get(self.code, "")
        if self.code.startswith("1") or self.is_of_no_class or not name or not reliable:
            return ""
        names = {_folded(reliable), *self.classification.variants.get(self.code, ())}
        return "" if _folded(name) in names else reliable

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong; a code that was not seen before is not."""
        return self.is_of_no_class or self.is_apart or bool(self.name_expected)

    def finding(
        self, severity: Severity, message: str, *, expected: str, of_name: bool = False
    ) -> Finding:
        """What is wrong with the code, or with its name."""
        column = self.name_column if of_name else self.column
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


def _cells(package: Package, table: Table, code_lists: Mapping[str, Classification]) -> list[_Cell]:
    """The codes of a table, row by row."""
    lines = {row["line"]: row for row in table.rows}
    cells = []
    # Line 1 of the file is its header.
    for number, row in enumerate(table.rows, start=2):
        above = lines.get(row["parent"])
        for code, name, which in _COLUMNS:
            if row[code]:
                cell = _Cell(package, table, number, row, above, code, name, code_lists[which])
                cells.append(cell)
    return cells


def _of_code(cell: _Cell) -> Iterator[Finding]:
    """What is to be said of one code, whatever stands beside it."""
    code, names = cell.code, cell.classification.names
    # Of the revenue classification we have no list.
    if code.startswith("1") or cell.is_of_no_class:
        return
    # The lists are of codes seen in documents, so one that is not in them may still be right.
    if names and code not in names:
        message = f"编码 {code}（{cell.row[cell.name_column]}）在收集到的文件里没有见过"
        yield cell.finding("notice", message, expected="见过的编码")
    elif expected := cell.name_expected:
        message = f"编码 {code} 的名称应为“{expected}”"
        yield cell.finding("failure", message, expected=expected, of_name=True)


def _of_no_class(cells: Sequence[_Cell]) -> Finding:
    """The finding on the rows of a class that cannot exist."""
    first = cells[0]
    classes = first.classification.classes
    message = f"没有编码为 {first.code[:3]} 的类"
    if len(cells) > 1:
        message += f"（表里共 {len(cells)} 行）"
    expected = f"{min(classes)} 到 {max(classes)} 之间 {len(classes)} 个类之一"
    return first.finding("failure", message, expected=expected)


def _of_codes_apart(cells: Sequence[_Cell]) -> Finding:
    """The finding on the rows below one row that do not begin with its code."""
    first = cells[0]
    name = first.above[first.name_column] if first.above else ""
    message = f"编码 {first.code} 与上级 {first.upper}{name} 不一致"
    if len(cells) > 1:
        message += f"（同一上级下共 {len(cells)} 行）"
    return first.finding("failure", message, expected=f"以 {first.upper} 开头")


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
