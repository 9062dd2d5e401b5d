"""An import as JSON, for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from scripts.checks import Term, Verdict
from scripts.ingest.assembly.batch import ImportResult
from scripts.ingest.assembly.result import PackageResult, Part
from scripts.package import Table
from scripts.schema import MULTIPLIERS, stored


def as_json(imported: ImportResult) -> str:
    """The whole report, with every field; amounts are strings, so that none is rounded."""
    stated = {
        "status": imported.status,
        "packages": [_outcome(outcome) for outcome in imported.outcomes],
        "refused": [asdict(one) for one in imported.refused],
        "passedOver": list(imported.passed_over),
    }
    return json.dumps(stated, ensure_ascii=False, indent=2) + "\n"


def _outcome(outcome: PackageResult) -> dict[str, Any]:
    package = outcome.package
    return {
        "path": package.path,
        "title": package.title,
        "complete": outcome.complete,
        "disclosure": asdict(package.disclosure),
        "sources": [asdict(source) for source in package.sources],
        "tables": [_table(table) for table in package.tables.values()],
        "proof": _proven(outcome),
        "changes": [asdict(one) | {"what": one.what} for one in outcome.changes],
        "files": [_part(part) for part in outcome.parts],
    }


def _table(table: Table) -> dict[str, Any]:
    figures = sum(
        1 for row in table.rows for figure in row.figures.values() if not isinstance(figure, str)
    )
    names = ("name", "title", "number", "status", "statement")
    return {name: getattr(table, name) for name in names} | {
        "publishedTitle": table.published_title,
        "amountUnit": table.amount_unit,
        "multiplier": MULTIPLIERS.get(table.amount_unit),
        "rows": len(table.rows),
        "figures": figures,
        "columns": [column.name for column in table.columns],
        "documents": sorted({int(row["document"]) for row in table.rows}),
        "pages": sorted({int(row["page"]) for row in table.rows if row["page"]}),
    }


def _proven(outcome: PackageResult) -> dict[str, Any]:
    found = outcome.proof
    return {
        "sentence": found.sentence,
        "amounts": found.amounts,
        "proven": found.proven,
        "equations": found.equations,
        "withoutEquation": [asdict(one) for one in found.lone],
        "onlyInFailing": [asdict(one) for one in found.doubtful],
        "failing": [_verdict(one) for one in found.failing],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "rule": verdict.rule,
        "left": _term(verdict.left),
        "right": [_term(one) for one in verdict.right],
        "difference": None if verdict.difference is None else stored(verdict.difference),
        "unit": verdict.left.unit,
    }


def _term(term: Term) -> dict[str, str]:
    return {name: getattr(term, name) for name in ("table", "line", "column", "label", "published")}


def _part(part: Part) -> dict[str, Any]:
    return {
        "file": part.file,
        "document": part.document,
        "readAs": part.report.read_as,
        "unplaced": [asdict(one) | {"place": asdict(one.place)} for one in part.report.unplaced],
        "leftOut": [asdict(one) | {"place": asdict(one.place)} for one in part.report.left_out],
        "remarks": list(part.remarks),
    }
