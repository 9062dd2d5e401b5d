"""CSVs for people as they come back: their rows by whose they are and in which table, whatever was stacked in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from scripts.ingest import redaction
from scripts.ingest.declaration import NAME
from scripts.ingest.document import GridRow, Place, ReadError
from scripts.ingest.readers import delimited, formats
from scripts.schema.display_csv import EMPTY, LINE, PAGE, ROLE, WHOSE, Year, year_in

_MOST = 2_000
"""How many tables one file may hold: those of a hundred departments."""


_LONGEST = 80
"""How many characters the name of a body has at most."""


class Key(NamedTuple):
    """Whose budget rows are of, and of which year."""

    department: str
    year: Year


@dataclass
class Section:
    """The rows of one table in one file, less the columns that were added to them; and what the role of each row says."""

    path: Path
    key: Key
    table: str
    heads: tuple[str, ...]
    place: Place
    rows: list[GridRow] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


class _Head(NamedTuple):
    """A row of heads: which places hold columns of the table, which whose it is, which the role."""

    cells: tuple[str, ...]
    place: Place
    own: tuple[int, ...]
    whose: tuple[int, ...]
    role: int | None


def is_one(path: Path) -> bool:
    """Whether a file is a CSV for people: its first row ends in the heads that say whose each row is."""
    try:
        if not path.is_file() or formats.file_format(path) != formats.DELIMITED:
            return False
        first = delimited.beginning(path)
    except (ReadError, OSError):
        return False  # to be refused in words where it is read
    return _head(first) is not None if first is not None else False


def sections(path: Path) -> list[Section]:
    """The tables in a CSV for people, each once; raises ReadError, with the line, where a row does not say whose it is."""
    found: dict[tuple[Key, str], Section] = {}
    head: _Head | None = None
    for row in delimited.records(path):
        if begun := _head(row):
            head = begun
        elif head is None:
            raise ReadError(f"{path}：第 {row.place.line} 行之前没有表头")
        else:
            _add(found, path, head, row)
    return list(found.values())


def _head(row: GridRow) -> _Head | None:
    """A row as heads; None for another."""
    cells = row.cells
    at = next((at for at in range(len(cells)) if cells[at : at + len(WHOSE)] == WHOSE), None)
    if at is None:
        return None
    whose = tuple(range(at, at + len(WHOSE)))
    # What is no table of the document's own has its role and its place as columns like any other.
    has_role = at > 1 and cells[at - 2] == ROLE and cells[at - 1] in (PAGE, LINE)
    added = {*whose, at - 2, at - 1} if has_role else set(whose)
    own = tuple(place for place in range(len(cells)) if place not in added)
    return _Head(cells, row.place, own, whose, at - 2 if has_role else None)


def _add(found: dict[tuple[Key, str], Section], path: Path, head: _Head, row: GridRow) -> None:
    where = f"{path}：第 {row.place.line} 行"
    if len(row.cells) > len(head.cells):
        raise ReadError(f"{where}有 {len(row.cells)} 格，表头只有 {len(head.cells)} 格")
    key, table = _whose(where, [row.cell(place) for place in head.whose])
    if (key, table) not in found and len(found) >= _MOST:
        raise ReadError(f"{where}：一个文件里的部门、年度和表超过 {_MOST} 组，请拆开再导入")
    heads = tuple(head.cells[place] for place in head.own)
    section = found.setdefault((key, table), Section(path, key, table, heads, head.place))
    if section.heads != heads or (section.rows and section.place != head.place):
        raise ReadError(
            f"{where}：{key.department}的表 {table} 在第 {section.place.line} 行已经有过，同一张表只能有一份"
        )
    cells = tuple(row.cell(place) for place in head.own)
    role = row.cell(head.role) if head.role is not None else ""
    if any(cells) or role not in (EMPTY, ""):
        section.rows.append(GridRow(cells, row.place))
        section.roles.append(role)


def _whose(where: str, cells: Sequence[str]) -> tuple[Key, str]:
    department, words, table = cells
    year = year_in(words)
    wrong = list(_wrong(department, words, year, table))
    if year is None or wrong:
        raise ReadError(f"{where}：{'；'.join(wrong)}")
    return Key(department, year), table


def _wrong(department: str, words: str, year: Year | None, table: str) -> Iterator[str]:
    if not department or len(department) > _LONGEST or not department.isprintable():
        yield f"部门是{'空白' if not department else '太长的文字'}"
    elif redaction.spans(department):
        yield "部门里有个人信息"
    if year is None:
        yield f"年度是“{words}”，应写成 2026年部门预算 这样"
    if not re.fullmatch(NAME, table):
        yield f"表是“{table}”，没有这种表"
