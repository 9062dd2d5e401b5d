"""What an import read, could not place and left out, in plain words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from scripts.ingest.document import LeftOut, Unplaced
from scripts.ingest.personal import MARK
from scripts.package import Package
from scripts.schema import STATUSES, figure

_LIKE_AMOUNT = re.compile(r"[-+(（]?\d[\d,，. ]*(%|％|[百千]?[万亿]?元)?[)）]?")


@dataclass(frozen=True)
class Report:
    """The outcome of one import: the package, the cells without a place, what was left out, and remarks on slips."""

    package: Package
    unplaced: tuple[Unplaced, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every amount of every table found its place."""
        return not any(_may_be_amount(cell.text) for cell in self.unplaced)

    def lines(self) -> Iterator[str]:
        """The report, line by line, for a person."""
        stated = self.package.disclosure
        yield f"{stated.department}　{stated.year} 年 {'决算' if stated.phase == 'final' else '预算'}"
        yield ""
        for table in self.package.tables.values():
            numbers = sum(isinstance(value, Decimal) for row in table.rows for value in row.figures.values())
            unit = f"，单位 {table.amount_unit}" if table.amount_unit else ""
            yield f"  {table.title}（{table.name}）：{len(table.rows)} 行，{numbers} 个数{unit}；{STATUSES[table.status]}"
        yield ""
        yield f"没有位置的单元格：{len(self.unplaced)} 个"
        for cell in self.unplaced:
            yield f"  {cell.place}，《{cell.table_title}》第 {cell.row} 行第 {cell.cell} 列“{cell.text}”：{cell.why}"
        yield f"有意不收的：{len(self.left_out)} 处"
        for (what, why), places in self._grouped():
            yield f"  {what}（{why}）：{places}"
        if self.remarks:
            yield "读的时候遇到的笔误："
            yield from (f"  {remark}" for remark in self.remarks)

    def _grouped(self) -> Iterator[tuple[tuple[str, str], str]]:
        """What was left out, one line per kind of thing, with all its places."""
        kinds = Counter((one.what, one.why) for one in self.left_out)
        for kind in kinds:
            yield kind, "、".join(str(one.place) for one in self.left_out if (one.what, one.why) == kind)


def _may_be_amount(text: str) -> bool:
    """Whether a cell states an amount, whole or broken (5 582.87, 12%, 3万元), or one too like a telephone number."""
    return text == MARK or isinstance(figure(text), Decimal) or _LIKE_AMOUNT.fullmatch(text) is not None
