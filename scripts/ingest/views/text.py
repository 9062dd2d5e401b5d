"""What an import says when it is done: in plain words for a person, as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.ingest.assembly.result import PackageResult
from scripts.ingest.assembly.self_check import in_words
from scripts.ingest.report import head, rest, tables

_SHOWN = 40


def lines(outcome: PackageResult) -> Iterator[str]:
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


def _proof(outcome: PackageResult) -> Iterator[str]:
    yield f"自证：{outcome.proof.sentence}"
    failing = outcome.proof.failing
    if failing:
        yield f"不成立的等式：{len(failing)} 个"
        yield from (f"  {in_words(one)}" for one in failing[:_SHOWN])
        if len(failing) > _SHOWN:
            yield f"  ……另有 {len(failing) - _SHOWN} 个，见 JSON 或网页的报告"


def _changes(outcome: PackageResult) -> Iterator[str]:
    if outcome.changes:
        counted = [
            sum(one.what == what for one in outcome.changes) for what in ("改动", "新增", "删去")
        ]
        yield f"和原来的数据包相比：改动 {counted[0]} 个数，新增 {counted[1]} 个，删去 {counted[2]} 个"
        yield from (f"  {one.what} {one}" for one in outcome.changes)
