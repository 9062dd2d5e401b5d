"""Which figures a corrected document changed, and the record of them that a package keeps: `corrections.csv`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.files import csv_text
from scripts.package import CORRECTIONS, Row, Table
from scripts.schema import Figure, inert, stored

FILE = "corrections.csv"


class CorrectionsError(Exception):
    """The record of corrections is not as an import writes it; the message says what was found and expected."""


@dataclass(frozen=True)
class FigureChange:
    """One figure that differs from the package before: where it stands, what it was and is; None where its line is not."""

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
        """In a word what became of the figure."""
        return "新增" if self.before is None else "删去" if self.after is None else "改动"

    def __str__(self) -> str:
        return (
            f"{self.title}（{self.table}）“{self.label}”{self.column_title}（{self.line}）："
            f"{_shown(self.before)} → {_shown(self.after)}"
        )


def changes(before: Sequence[Table], after: Sequence[Table]) -> Iterator[FigureChange]:
    """Every figure that differs, by the id of its line: changed ones where they stand now, then those that went.

    A figure is changed where another number, or another sign for nothing, is stated; not where zeros at its end are.
    """
    was, now = _lines(before), _lines(after)
    for line, (table, row) in now.items():
        held, old = was.get(line, (table, Row({}, {})))
        for column in table.values:
            figure, other = row.figures.get(column.name), old.figures.get(column.name)
            if figure is not None and not _same(other, held, figure, table):
                apart = held.amount_unit != table.amount_unit
                yield _change(
                    table, row, column.name, _told(other, held, apart), _told(figure, table, apart)
                )
    for line, (table, row) in was.items():
        kept = now[line][1].figures if line in now else {}
        for column in table.values:
            figure = row.figures.get(column.name)
            if figure not in (None, "") and column.name not in kept:
                yield _change(table, row, column.name, _told(figure, table, False), None)


def appended(record: str, found: Sequence[FigureChange], *, day: str, why: str) -> str:
    """The record with the changes after what it holds; raises CorrectionsError where it has other columns."""
    head = ",".join(CORRECTIONS) + "\n"
    lines = record.lstrip("\ufeff")
    if lines and next(csv.reader(io.StringIO(lines)), []) != list(CORRECTIONS):
        raise CorrectionsError(
            f"{FILE} 的列不对：现为 {lines.splitlines()[0]}，应为 {head.strip()}"
        )
    told = (
        (day, one.line, one.table, one.label, one.column, one.before or "", one.after or "", why)
        for one in found
    )
    return (lines.rstrip("\r\n") + "\n" if lines else head) + csv_text(
        [[*map(inert, row)] for row in told]
    )


def _lines(tables: Sequence[Table]) -> Mapping[str, tuple[Table, Row]]:
    return {row["line"]: (table, row) for table in tables for row in table.rows}


def _same(old: Figure | None, held: Table, new: Figure, table: Table) -> bool:
    """Whether two figures say the same; a blank in a new line says nothing."""
    if old is None or isinstance(old, str) or isinstance(new, str):
        return (old or "") == new
    return old * held.multiplier == new * table.multiplier


def _told(figure: Figure | None, table: Table, apart: bool) -> str | None:
    """A figure as it was published, with its unit where that differs from the other's."""
    if figure is None:
        return None
    unit = (
        f" {table.amount_unit}"
        if apart and table.amount_unit and not isinstance(figure, str)
        else ""
    )
    return stored(figure) + unit


def _change(
    table: Table, row: Row, column: str, before: str | None, after: str | None
) -> FigureChange:
    title = next((one.title for one in table.values if one.name == column), column)
    return FigureChange(
        row["line"], table.name, table.title, row.label, column, title, before, after
    )


def _shown(figure: str | None) -> str:
    return "（没有这一行）" if figure is None else figure or "空白"
