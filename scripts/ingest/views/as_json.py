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
    """The whole report, with every field; amounts are strings, so that none is rounded.

    An object with `status`, `packages`, `refused`, `passedOver` and `links`, two blanks deep a
    level, in UTF-8 Chinese.
    """
    report = {
        "status": imported.status,
        "packages": [_outcome(outcome) for outcome in imported.outcomes],
        "refused": [asdict(refusal) for refusal in imported.refused],
        "passedOver": list(imported.passed_over),
        "links": list(imported.links),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _outcome(outcome: PackageResult) -> dict[str, Any]:
    package = outcome.package
    return {
        "path": package.path,
        "title": package.title,
        "complete": outcome.complete,
        "disclosure": asdict(package.disclosure),
        "sources": [asdict(source) for source in package.sources],
        "tables": [_table(table) for table in package.tables.values()],
        "proof": _proof(outcome),
        "faults": [asdict(fault) for fault in outcome.faults],
        "changes": [asdict(change) | {"what": change.what} for change in outcome.changes],
        "files": [_part(part) for part in outcome.parts],
    }


def _table(table: Table) -> dict[str, Any]:
    # Blanks and the like are strings, so that all else is counted.
    figures = 0
    documents = set()
    pages = set()
    for row in table.rows:
        figures += sum(not isinstance(figure, str) for figure in row.figures.values())
        documents.add(int(row["document"]))
        if row["page"]:
            pages.add(int(row["page"]))
    return {
        "name": table.name,
        "title": table.title,
        "number": table.number,
        "status": table.status,
        "statement": table.statement,
        "publishedTitle": table.published_title,
        "amountUnit": table.amount_unit,
        "multiplier": MULTIPLIERS.get(table.amount_unit),
        "rows": len(table.rows),
        "figures": figures,
        "columns": [column.name for column in table.columns],
        "documents": sorted(documents),
        "pages": sorted(pages),
    }


def _proof(outcome: PackageResult) -> dict[str, Any]:
    proof = outcome.proof
    return {
        "sentence": proof.sentence,
        "amounts": proof.amounts,
        "proven": proof.proven,
        "equations": proof.equations,
        "withoutEquation": [asdict(amount) for amount in proof.lone],
        "onlyInFailing": [asdict(amount) for amount in proof.doubtful],
        "failing": [_verdict(verdict) for verdict in proof.failing],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    # Exact as text; a number in JSON would be read as a float.
    difference = None
    if verdict.difference is not None:
        difference = stored(verdict.difference)
    return {
        "rule": verdict.rule,
        "left": _term(verdict.left),
        "right": [_term(term) for term in verdict.right],
        "difference": difference,
        "unit": verdict.left.unit,
    }


def _term(term: Term) -> dict[str, str]:
    return {
        "table": term.table,
        "line": term.line,
        "column": term.column,
        "label": term.label,
        "published": term.published,
    }


def _part(part: Part) -> dict[str, Any]:
    report = part.report
    return {
        "file": part.file,
        "document": part.document,
        "readAs": report.read_as,
        "unplaced": [asdict(cell) for cell in report.unplaced],
        "leftOut": [asdict(item) for item in report.left_out],
        "remarks": list(part.remarks),
    }
