"""The indicators of a performance form whose cells stand under their heads: levels, targets, points, what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.ingest.document import GridRow
from scripts.ingest.performance import labels
from scripts.ingest.performance.indicators import LEVEL_1, LEVEL_2, Indicator
from scripts.ingest.vocabulary.quantities import target
from scripts.schema import Absent, Figure, figure
from scripts.schema.labels import plain

WORDS, OTHER = "words ", "other "
_WHOLE = re.compile(r"实施期|中期|总体|总目标")
_NUMBERED = re.compile(r"指标\d+[:：]")
_BELONGS = (("产出", r"数量|质量|时效"), ("效益", r".*效益|可持续"), ("满意度", r".*满意"))
_PREFIX = re.compile(r"((?:产出|效益|满意度|成本)指标)((?:[\u4e00-\u9fff]{2,7}?)指标)(?=.)")


@dataclass(frozen=True)
class Columns:
    """What stands under each head of the indicators, by the head's column, and the horizon of each."""

    kinds: Mapping[int, tuple[str, str]]

    def of(self, index: int) -> tuple[str, str] | None:
        """Kind and horizon of the cell at an index: those of the last head that begins there or before."""
        before = [start for start in self.kinds if start <= index]
        return self.kinds[max(before)] if before else None

    @property
    def horizons(self) -> tuple[str, ...]:
        """The horizons that have a column of their own, in the order printed."""
        own = [horizon for kind, horizon in self.kinds.values() if kind == "target" and horizon]
        return tuple(dict.fromkeys(own)) or ("annual",)


def columns(head: GridRow) -> Columns:
    """The columns of the indicators by their head row: two halves where the names stand twice, or two targets."""
    found = [(index, _kind(index, cell), cell) for index, cell in enumerate(head.cells) if cell]
    if not any(kind == "level_3" for _, kind, _ in found):
        found = [
            (at, "level_3" if labels.part(cell) == "indicators" else kind, cell)
            for at, kind, cell in found
        ]
    names = [index for index, kind, _ in found if kind == "level_3"]
    targets = [index for index, kind, _ in found if kind == "target"]
    if len(names) == 2:
        second = next(
            at
            for at, kind, _ in found
            if names[0] < at <= names[1] and kind in ("level_2", "level_3")
        )
        halves = {at: (kind, "annual" if at >= second else "multi_year") for at, kind, _ in found}
        return Columns(
            {at: (kind, "" if kind == "level_1" else half) for at, (kind, half) in halves.items()}
        )
    several = len(targets) > 1
    return Columns(
        {
            at: (kind, _horizon(cell) if kind == "target" and several else "")
            for at, kind, cell in found
        }
    )


def _kind(index: int, cell: str) -> str:
    """What stands under a head; of words, and of what no head of the form says, each column is a kind of its own."""
    found = labels.column(cell)
    return f"{WORDS}{index}" if found == "words" else found or f"{OTHER}{index}"


def _horizon(head: str) -> str:
    return "multi_year" if _WHOLE.search(head) else "annual"


def fit(rows: Sequence[GridRow], heads: Columns) -> bool:
    """Whether every cell stands under a head of its own, and no level under the head of another: no column has slipped."""
    for row in rows:
        cells = [(heads.of(index), plain(cell)) for index, cell in enumerate(row.cells) if cell]
        places = [place for place, _ in cells if place]
        if len(places) != len(set(places)) or any(
            _strays(place[0], text) for place, text in cells if place
        ):
            return False
    return True


def _strays(kind: str, text: str) -> bool:
    if text in LEVEL_1:
        return kind in ("level_2", "level_3", "target")
    if kind == "level_2" and any(target(text)):
        return True
    level = LEVEL_2.fullmatch(text)
    return (
        level is not None
        and bool(level.group(2))
        and level.group(1) != "成本"
        and kind in ("level_1", "target")
    )


def under(row: GridRow, heads: Columns, kind: str) -> Iterator[tuple[int, str]]:
    """The cells of a row that stand under heads of a kind, with their columns."""
    for index, cell in enumerate(row.cells):
        if cell and (place := heads.of(index)) and place[0].startswith(kind):
            yield index, cell


def indicators(rows: Sequence[GridRow], heads: Columns) -> Iterator[Indicator]:
    """Every indicator of the rows, in order; a level that a row leaves blank is the nearest printed."""
    read = [_cells(row, heads) for row in rows]
    levels = list(_levels(read))
    for at, (row, cells) in enumerate(zip(rows, read, strict=True)):
        if at and _goes_on(cells, read[at - 1]):
            continue
        name = cells.get(("level_3", ""), "")
        rest = read[at + 1] if at + 1 < len(read) else {}
        name += rest[("level_3", "")] if _goes_on(rest, cells) else ""
        for horizon in heads.horizons:
            yield from _indicator(row, cells, horizon, levels[at], name)


def _indicator(
    row: GridRow,
    cells: Mapping[tuple[str, str], str],
    horizon: str,
    levels: tuple[str, str],
    name: str,
) -> Iterator[Indicator]:
    def cell(kind: str) -> str:
        return cells.get((kind, horizon)) or cells.get((kind, ""), "")

    total = cells.get(("total", ""), "")
    if not any((total, name, *(cell(kind) for kind in ("level_3", "target", "achieved", "score")))):
        return
    level_1, level_2 = ("", "") if total else (levels[0], cell("level_2") or levels[1])
    yield Indicator(
        horizon, level_1, level_2, total or name or cell("level_3"), cell("target"), row.place,
        achieved=cell("achieved"), relation=cell("relation"), unit=cell("unit"),
        weight=_points(cell("weight")), score=_points(cell("score")), role="total" if total else "line",
    )  # fmt: skip


def _points(cell: str) -> Figure:
    """The points that a cell states, 10 or 10分; what is no figure states none."""
    value = figure(re.sub(r"(?<=\d)分$", "", cell))
    return value if value is not None else Absent("")


def _cells(row: GridRow, heads: Columns) -> dict[tuple[str, str], str]:
    """The cells of a row by kind and horizon; three levels printed in one cell are told apart."""
    found: dict[tuple[str, str], str] = {}
    total = labels.is_total(row.filled[0])
    for index, cell in ((index, cell) for index, cell in enumerate(row.cells) if cell):
        place = ("total", "") if total and cell == row.filled[0] else heads.of(index)
        if place is not None:
            found[place] = _named(cell) if place[0] == "level_3" else cell
    if together := _PREFIX.match(found.get(("level_3", ""), "")):
        whole = found["level_3", ""]
        found |= {
            ("level_1", ""): together[1],
            ("level_2", ""): together[2],
            ("level_3", ""): whole[together.end() :],
        }
    return found


def _named(cell: str) -> str:
    """A name as it stands; of one that a blank form leaves to be filled in (指标1：……) nothing."""
    return "" if re.fullmatch(r"(指标\d*[:：])?[….\s]*", cell) else cell


def _goes_on(cells: Mapping[tuple[str, str], str], before: Mapping[tuple[str, str], str]) -> bool:
    """Whether a row is no more than the rest of the name above it: names there are numbered, and it has no number."""
    above = before.get(("level_3", ""), "")
    rest = cells.get(("level_3", ""), "")
    return (
        list(cells) == [("level_3", "")]
        and bool(rest and _NUMBERED.match(above))
        and not _NUMBERED.match(rest)
    )


def _levels(read: Sequence[Mapping[tuple[str, str], str]]) -> Iterator[tuple[str, str]]:
    """Level 1 and level 2 of each row: the nearest printed above, or below where a label stands amid its cells."""
    firsts = _first_levels(read)
    seconds = [
        next((text for (kind, _), text in cells.items() if kind == "level_2"), "") for cells in read
    ]
    for at, first in enumerate(firsts):
        same = [index for index in range(len(read)) if firsts[index] == first]
        above = [seconds[index] for index in same if index <= at and seconds[index]]
        below = [seconds[index] for index in same if index > at and seconds[index]]
        yield first, next(iter([*above[::-1][:1], *below]), "")


def _first_levels(read: Sequence[Mapping[tuple[str, str], str]]) -> list[str]:
    """Level 1 of each row: the nearest above, unless level 2 belongs to the nearest below and not to that."""
    printed = [cells.get(("level_1", ""), "") for cells in read]
    done: list[str] = []
    second = ""
    for at, cells in enumerate(read):
        second = next((text for (kind, _), text in cells.items() if kind == "level_2"), second)
        above = printed[at] or (done[-1] if done else "")
        below = next((text for text in printed[at:] if text), "")
        wrong = not printed[at] and _belongs(second, below) and not _belongs(second, above)
        done.append(below if wrong else above)
    return done


def _belongs(second: str, first: str) -> bool:
    return any(word in first and re.match(pattern, plain(second)) for word, pattern in _BELONGS)
