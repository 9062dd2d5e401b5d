"""What an import says when it is done: in plain words for a person, as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.ingest.assembly.result import PackageResult
from scripts.ingest.assembly.self_check import in_words
from scripts.ingest.report import head, rest, tables

# How many failing equations a terminal shows; a table read wrongly may have hundreds.
_SHOWN = 40


def lines(outcome: PackageResult) -> Iterator[str]:
    """The report on one package, line by line, for a person.

    Whose budget, from which files, its tables, how much of it is proven, what changed, what found
    no place.
    """
    yield from head(outcome.package)
    several = len(outcome.package.sources) > 1
    if several:
        yield from (f"  文件 {part.document}：{part.file}" for part in outcome.parts)
        yield from (f"  原有的文件，没有动：{source.title}" for source in outcome.kept)
    # Said only of files that were not read by recognising their tables.
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


def _proof(outcome: PackageResult) -> Iterator[str]:
    yield f"自证：{outcome.proof.sentence}"
    failing = outcome.proof.failing
    if not failing:
        return
    yield f"不成立的等式：{len(failing)} 个"
    yield from (f"  {in_words(verdict)}" for verdict in failing[:_SHOWN])
    if len(failing) > _SHOWN:
        yield f"  ……另有 {len(failing) - _SHOWN} 个，见 JSON 或网页的报告"


def _changes(outcome: PackageResult) -> Iterator[str]:
    if not outcome.changes:
        return
    # 改动, 新增, 删去 are how FigureChange itself names them.
    kinds = [change.what for change in outcome.changes]
    changed, added, removed = (kinds.count(kind) for kind in ("改动", "新增", "删去"))
    yield f"和原来的数据包相比：改动 {changed} 个数，新增 {added} 个，删去 {removed} 个"
    yield from (f"  {change.what} {change}" for change in outcome.changes)
