"""What an import says when it is done: in plain words for a person, as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from scripts.checks import Term, Verdict
from scripts.ingest.outcome import Outcome, Part
from scripts.ingest.proof import in_words
from scripts.ingest.report import head, rest, tables
from scripts.ingest.several import Imported
from scripts.package import Table
from scripts.schema import MULTIPLIERS, stored

_SHOWN = 40


def lines(outcome: Outcome) -> Iterator[str]:
    """The report on one package, line by line, for a person."""
    yield from head(outcome.package)
    several = len(outcome.package.sources) > 1
    if several:
        yield from (f"  文件 {part.document}：{part.file}" for part in outcome.parts)
        yield from (f"  原有的文件，没有动：{source.title}" for source in outcome.kept)
    read_as = {part.file: part.report.read_as for part in outcome.parts if part.report.read_as}
    yield from (f"  {file}：{words}" for file, words in read_as.items())
    yield ""
    yield from tables(outcome.package)
    yield ""
    yield from _proof(outcome)
    yield from _changes(outcome)
    for part in outcome.parts:
        if several:
            yield f"文件 {part.document}：{part.file}"
        yield from rest(part.report.unplaced, part.report.left_out, part.remarks)


def as_json(imported: Imported) -> str:
    """The whole report, with every field; amounts are strings, so that none is rounded."""
    stated = {
        "status": imported.status,
        "packages": [_outcome(outcome) for outcome in imported.outcomes],
        "refused": [asdict(one) for one in imported.refused],
        "passedOver": list(imported.passed_over),
    }
    return json.dumps(stated, ensure_ascii=False, indent=2) + "\n"


def _proof(outcome: Outcome) -> Iterator[str]:
    yield f"自证：{outcome.proof.sentence}"
    failing = outcome.proof.failing
    if failing:
        yield f"不成立的等式：{len(failing)} 个"
        yield from (f"  {in_words(one)}" for one in failing[:_SHOWN])
        if len(failing) > _SHOWN:
            yield f"  ……另有 {len(failing) - _SHOWN} 个，见 JSON 或网页的报告"


def _changes(outcome: Outcome) -> Iterator[str]:
    if outcome.changes:
        counted = [sum(one.what == what for one in outcome.changes) for what in ("改动", "新增", "删去")]
        yield f"和原来的数据包相比：改动 {counted[0]} 个数，新增 {counted[1]} 个，删去 {counted[2]} 个"
        yield from (f"  {one.what} {one}" for one in outcome.changes)


def _outcome(outcome: Outcome) -> dict[str, Any]:
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
    figures = sum(1 for row in table.rows for figure in row.figures.values() if not isinstance(figure, str))
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


def _proven(outcome: Outcome) -> dict[str, Any]:
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
