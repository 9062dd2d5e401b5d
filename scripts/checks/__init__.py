"""What must hold before anyone reads a package: its form, its codes, its equations, and no personal data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts import package as packages
from scripts.checks import across, codes, equations, privacy, structure
from scripts.checks.codes import Classification
from scripts.checks.verdicts import SEVERITIES, VERDICTS, Finding, Rule, Term, Verdict
from scripts.package import Package, PackageError

CHECKS = (structure, privacy, codes, equations, across)
"""The checks in the order in which they run."""

RULES: dict[str, Rule] = {rule.id: rule for check in CHECKS for rule in check.RULES}
"""Every rule by its id."""

__all__ = [
    "RULES",
    "SEVERITIES",
    "VERDICTS",
    "Checked",
    "Finding",
    "Rule",
    "Term",
    "Verdict",
    "check",
    "classifications",
    "verdicts",
]


@dataclass(frozen=True)
class Checked:
    """The outcome for one package: all its findings, and every equation that was tried."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings that are errors, not notices."""
        return tuple(finding for finding in self.findings if finding.severity == "failure")


def classifications(root: Path) -> Mapping[str, Classification]:
    """The code lists below `root`, by classification."""
    return codes.classifications(root)


def check(folder: Path, known: Mapping[str, Classification]) -> Checked:
    """Everything that is to be said of the package in a folder, all at once."""
    name = f"departments/{folder.parent.name}/{folder.name}"
    found = [*structure.findings(folder, name), *privacy.findings(folder, name)]
    try:
        package = packages.read(folder)
    except PackageError as error:
        unread = Finding(
            structure.SCHEMA.id, "failure", name, "datapackage.json", None, "", str(error), "可以读取的数据包", "读不了"
        )
        return Checked(tuple(found or [unread]), ())
    tried = tuple(verdicts(package))
    return Checked((*found, *codes.findings(package, known), *_of_verdicts(package, tried)), tried)


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every equation that a package offers, within tables and between them."""
    yield from equations.verdicts(package)
    yield from across.verdicts(package)


def _of_verdicts(package: Package, tried: tuple[Verdict, ...]) -> Iterator[Finding]:
    rows = {row["line"]: index for table in package.tables.values() for index, row in enumerate(table.rows, start=2)}
    for verdict in tried:
        if verdict.verdict == "fail":
            yield _of_verdict(package, verdict, rows[verdict.left.line])


def _of_verdict(package: Package, verdict: Verdict, row: int) -> Finding:
    left, rule = verdict.left, RULES[verdict.rule]
    parts = " + ".join(f"{part.label} {part.published}" for part in verdict.right if part.amount_yuan is not None)
    hint = "；两边正好相差一万倍，单位可能弄错了" if across.units_differ(verdict) else ""
    return Finding(
        rule=rule.id,
        severity="failure",
        package=package.path,
        file=f"data/{left.table}.csv",
        row=row,
        field=left.column,
        found=left.published,
        expected=parts,
        message=f"{rule.title}：{left.label} {left.published}，而 {parts}，相差 {verdict.difference_yuan:,f} 元{hint}",
        line=left.line,
    )
