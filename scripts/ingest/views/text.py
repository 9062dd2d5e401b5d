"""What an import says when it is done: in plain words for a person, as JSON for a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts import checks
from scripts.ingest.assembly.result import PackageResult
from scripts.ingest.assembly.self_check import in_words
from scripts.ingest.report import head, rest, tables

# How many failing equations or faults a terminal shows; a table read wrongly may have hundreds.
_SHOWN = 40


def lines(outcome: PackageResult) -> Iterator[str]:
    """The report on one package, line by line, for a person.

    Whose budget, from which files, its tables, how much of it is proven, what changed, what found
    no place, what is unsound.
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
    yield from _faults(outcome)


def _proof(outcome: PackageResult) -> Iterator[str]:
    yield f"自证：{outcome.proof.sentence}"
    failing = outcome.proof.failing
    if not failing:
        return
    yield f"不成立的等式：{len(failing)} 个"
    yield from _first([in_words(verdict) for verdict in failing[:_SHOWN]], len(failing))


def _changes(outcome: PackageResult) -> Iterator[str]:
    if not outcome.changes:
        return
    # 改动, 新增, 删去 are how FigureChange itself names them.
    kinds = [change.what for change in outcome.changes]
    changed, added, removed = (kinds.count(kind) for kind in ("改动", "新增", "删去"))
    yield f"和原来的数据包相比：改动 {changed} 个数，新增 {added} 个，删去 {removed} 个"
    yield from (f"  {change.what} {change}" for change in outcome.changes)


def _faults(outcome: PackageResult) -> Iterator[str]:
    if not outcome.faults:
        return
    yield f"数据包不合契约，check 通不过，不能发布：{len(outcome.faults)} 处"
    yield from _first(
        [checks.text(fault) for fault in outcome.faults[:_SHOWN]], len(outcome.faults)
    )


def _first(shown: Sequence[str], count: int) -> Iterator[str]:
    """The first of so many lines, and how many more there are."""
    yield from (f"  {line}" for line in shown)
    if count > len(shown):
        yield f"  ……另有 {count - len(shown)} 个，见 JSON 或网页的报告"
