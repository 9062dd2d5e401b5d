"""Rows that count things, in a column of money: 因公出国（境）团组数（个）, 公务用车保有量（辆）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from scripts.ingest.vocabulary.column_headers import ColumnHeader
from scripts.package import Row
from scripts.schema import BLANK, VALUES, Coordinates
from scripts.schema.labels import depth, folded, is_among

# 团组数（个）, 国内公务接待批次, 单价100万元以上设备.
_COUNTS = re.compile(
    r".*\((个|人|人次|次|批|批次|辆|台|套|台[,、/]?套|台\(套\)|件|户|家)\)"
    r"|.*(团组数|批次|人次数?|人数|保有量|车辆数(合计|量)?)"
    r"|单(价|位价值)\d+万元.*设备(\(不含车辆\))?"
)
_NUMBER = VALUES["measure"]["count"]
_ITSELF = 99
"""How deep a row stands that bears no number."""


def with_counts(
    read: Sequence[ColumnHeader], rows: Sequence[Row]
) -> tuple[tuple[ColumnHeader, ...], tuple[Row, ...]]:
    """The heads and rows, what rows count out of the columns of money and in columns of numbers.

    Such a row says so itself, or it is a part of one that does: 车辆数（辆）, and below it 其他用车.
    """
    counting = _counting(rows)
    moved: dict[str, Coordinates] = {}
    for row, is_count in zip(rows, counting, strict=True):
        own = [head.coordinates for head in read if head.list == row["list"] and head.coordinates]
        for at in own if is_count else ():
            is_number = isinstance(row.figures.get(at.column), Decimal)
            if is_number and at.measure == "amount":
                moved[at.column] = replace(at, measure="count")
    if not moved:
        return tuple(read), tuple(rows)

    heads: list[ColumnHeader] = []
    for head in read:
        heads.append(head)
        if head.coordinates and head.coordinates.column in moved:
            # Nothing is printed over it: the figures stood under the head of the money.
            text = f"{head.text} › {_NUMBER}"
            coordinates = moved[head.coordinates.column]
            heads.append(replace(head, coordinates=coordinates, text=text))
    return tuple(heads), tuple(_moved(row, moved, counting[at]) for at, row in enumerate(rows))


def _moved(row: Row, moved: dict[str, Coordinates], is_count: bool) -> Row:
    figures = {}
    for name, value in row.figures.items():
        goes = is_count and isinstance(value, Decimal)
        figures[name] = BLANK if goes and name in moved else value
        if name in moved:
            figures[moved[name].column] = value if goes else BLANK
    return Row(row.keys, figures)


def _counting(rows: Sequence[Row]) -> list[bool]:
    """Whether each row counts things: by its own words, or as a part of one above that does."""
    told = []
    name = ""
    above = 0
    for row in rows:
        if row["list"] != name:
            name = row["list"]
            above = 0
        label = row["item"]
        level = depth(label) or (_ITSELF if is_among(label) else 0)
        is_part = 0 < above < level
        is_own = _COUNTS.fullmatch(folded(label)) is not None
        # A part of a part (其中：外事接待批次) opens nothing of its own.
        if not is_part:
            above = level if is_own else 0
        told.append(is_own or is_part)
    return told
