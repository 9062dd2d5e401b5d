"""Which figures a corrected document changed, and the record of them in `corrections.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scripts.files import csv_text
from scripts.package import CORRECTIONS, Row, Table
from scripts.schema import Column, Figure, inert, stored

FILE = "corrections.csv"


class CorrectionsError(Exception):
    """The record of corrections is not as an import writes it; says what was found and expected."""


@dataclass(frozen=True)
class FigureChange:
    """One figure that differs from the package before: where it stands, what it was and is.

    `before` or `after` is None where its line is not.
    """

    line: str
    table: str
    title: str
    label: str
    column: str
    column_title: str
    before: str | None
    after: str | None

    @property
    def what(self) -> str:
        """In a word what became of the figure: 新增, 删去 or 改动."""
        if self.before is None:
            return "新增"
        if self.after is None:
            return "删去"
        return "改动"

    def __str__(self) -> str:
        table = f"{self.title}（{self.table}）"
        place = f"“{self.label}”{self.column_title}（{self.line}）"
        before = _shown(self.before)
        after = _shown(self.after)
        return f"{table}{place}：{before} → {after}"


class _Line(NamedTuple):
    table: Table
    row: Row


def changes(before: Sequence[Table], after: Sequence[Table]) -> Iterator[FigureChange]:
    """Every figure that differs, by the id of its line.

    Changed ones come first, where they stand now, then those that went. A figure is changed
    where another number, or another sign for nothing, is stated; not where zeros at its end are.
    """
    lines_before = _lines(before)
    lines_after = _lines(after)
    for line, new in lines_after.items():
        old = lines_before.get(line, _Line(new.table, Row({}, {})))
        yield from _changed(old, new)

    for line, old in lines_before.items():
        table, row = old
        rest: Mapping[str, Figure] = {}
        if line in lines_after:
            rest = lines_after[line].row.figures
        for column in table.values:
            figure = row.figures.get(column.name)
            if figure not in (None, "") and column.name not in rest:
                yield _change(old, column, _printed(figure, table, with_unit=False), None)


def appended(record: str, new: Sequence[FigureChange], *, day: str, why: str) -> str:
    """The record with the changes after it; raises CorrectionsError where it has other columns."""
    header = ",".join(CORRECTIONS)
    # Excel begins what it saves as UTF-8 with a mark of its own.
    lines = record.lstrip("\ufeff")
    if lines and next(csv.reader(io.StringIO(lines)), []) != list(CORRECTIONS):
        raise CorrectionsError(f"{FILE} 的列不对：现为 {lines.splitlines()[0]}，应为 {header}")

    rows = []
    for change in new:
        place = (change.line, change.table, change.label, change.column)
        cells = (day, *place, change.before or "", change.after or "", why)
        # A label that begins with = must not run when the record is opened.
        rows.append([*map(inert, cells)])

    # Whatever ends a person's editor has put at the end of the file.
    lines = lines.rstrip("\r\n") or header
    return f"{lines}\n{csv_text(rows)}"


def _changed(old: _Line, new: _Line) -> Iterator[FigureChange]:
    # From 1.5 to 15,000 is no change where the unit went from 万元 to 元.
    other_unit = old.table.amount_unit != new.table.amount_unit
    for column in new.table.values:
        figure = new.row.figures.get(column.name)
        before = old.row.figures.get(column.name)
        if figure is None or _same(before, old.table, figure, new.table):
            continue
        yield _change(
            new,
            column,
            _printed(before, old.table, with_unit=other_unit),
            _printed(figure, new.table, with_unit=other_unit),
        )


def _lines(tables: Sequence[Table]) -> Mapping[str, _Line]:
    lines = {}
    for table in tables:
        for row in table.rows:
            lines[row["line"]] = _Line(table, row)
    return lines


def _same(old: Figure | None, old_table: Table, new: Figure, new_table: Table) -> bool:
    """Whether two figures say the same; a blank in a new line says nothing."""
    if old is None or isinstance(old, str) or isinstance(new, str):
        return (old or "") == new

    # 1.5万元 and 15,000元 are the same.
    return old * old_table.multiplier == new * new_table.multiplier


def _printed(figure: Figure | None, table: Table, *, with_unit: bool) -> str | None:
    """A figure as it was published; with its unit where the other's differs."""
    if figure is None:
        return None
    if not with_unit or not table.amount_unit or isinstance(figure, str):
        return stored(figure)
    return f"{stored(figure)} {table.amount_unit}"


def _change(place: _Line, column: Column, before: str | None, after: str | None) -> FigureChange:
    table, row = place
    return FigureChange(
        line=row["line"],
        table=table.name,
        title=table.title,
        label=row.label,
        column=column.name,
        column_title=column.title,
        before=before,
        after=after,
    )


def _shown(figure: str | None) -> str:
    if figure is None:
        return "（没有这一行）"
    return figure or "空白"
