"""What `check` will say of the form of a package that an import has made."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from scripts import checks, files
from scripts import package as packages
from scripts.checks import CheckResult
from scripts.checks.form.rules import out_of_place
from scripts.ingest.assembly.batch import ImportResult
from scripts.ingest.assembly.result import PackageResult
from scripts.package import PackageError


def judged(imported: ImportResult, root: Path, *, day: str, why: str = "") -> ImportResult:
    """An import with what is unsound in each of its packages, as they are to stand below `root`.

    What a person wrote there is looked at as well, for it stays, and so is whether another folder
    holds the same disclosure. Raises CorrectionsError as `PackageResult.files` does.
    """
    made = [_checked(outcome, root, day=day, why=why) for outcome in imported.outcomes]
    others = _others(imported, root) if made else []
    judged = list(checks.once([*others, *made]))[len(others) :]
    outcomes = [
        replace(outcome, faults=result.failures)
        for outcome, result in zip(imported.outcomes, judged, strict=True)
    ]
    return replace(imported, outcomes=tuple(outcomes))


def _checked(outcome: PackageResult, root: Path, *, day: str, why: str) -> CheckResult:
    path = outcome.package.path
    contents = outcome.files(files.read_all(root / path), day=day, why=why)
    # The very check of packages on disk, so that no list of cases has to follow it.
    with tempfile.TemporaryDirectory() as nowhere:
        files.replace(Path(nowhere) / path, contents)
        result = checks.of_form(Path(nowhere) / path)
    findings = result.findings
    astray = out_of_place(root / path, path)
    if astray:
        findings = (astray, *findings)
    return CheckResult(root / path, findings, (), outcome.package)


def _others(imported: ImportResult, root: Path) -> list[CheckResult]:
    """The packages below `root` that stay as they are, none of them checked."""
    replaced = {root / outcome.package.path for outcome in imported.outcomes}
    others = []
    for folder in packages.find(root):
        if folder in replaced:
            continue
        # What cannot be read is told by `check`, whatever is imported.
        with suppress(PackageError):
            others.append(CheckResult(folder, (), (), packages.read(folder)))
    return others
