"""Tiny packages in hand, written as a few lines of text: what rules are tried on.

    @ year=2024 phase=final level=unit
    expenditure 万元 scope=current_year | function_code | function_name | amount | basic
    = | | 合计 | 10.00 | 10.00
    201 | 一般公共服务支出 | 10.00 | 10.00
      20113 | 商贸事务 | 10.00 | 10.00

A line beginning with `@` states whose package it is and begins one; a table begins after a blank line, with its name, its
unit, what else it states, and its columns. Two blanks at the beginning of a row put it below the row before; `=` before a row
marks a total, `~` a subtotal, and `[income]` begins a list. A cell that is left out is blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from scripts.package import Disclosure, Package, Row, Source, Table, identified
from scripts.schema import (
    KEYS,
    MULTIPLIERS,
    NUMBER,
    VALUES,
    Column,
    Coordinates,
    Figure,
    figure,
    kind_of,
    value_column,
)

DEPARTMENT = "某局"
_ROLES = {"=": "total", "~": "subtotal"}
_ORDER = ("vintage", "scope", "fund", "nature", "purpose", "measure")


def packages(text: str) -> list[Package]:
    """The packages that a text writes down, each beginning with a line `@`; one where there is no such line."""
    parts = [part for part in f"\n{text}".split("\n@") if part.strip()]
    begun = text.lstrip().startswith("@")
    return [_package(part if begun or number else f"\n{part}") for number, part in enumerate(parts)]


def package(text: str) -> Package:
    """The one package that a text writes down."""
    (made,) = packages(text)
    return made


def column(name: str) -> Column:
    """The column of that name: a key of the pool, the number of a statement, or the figures at some coordinates."""
    if name in KEYS:
        return KEYS[name]
    if name == NUMBER.name:
        return NUMBER
    return value_column(next(_coordinates(name, _ORDER, {})))


def _coordinates(
    name: str, dimensions: Sequence[str], found: dict[str, str]
) -> Iterator[Coordinates]:
    """The coordinates that a column is named after: its values in order, joined by underscores."""
    if name in ("", "amount"):
        yield Coordinates(**found)
    for place, dimension in enumerate(dimensions):
        for value in VALUES[dimension]:
            if name == value or name.startswith(f"{value}_"):
                rest = name.removeprefix(value).removeprefix("_")
                yield from _coordinates(rest, dimensions[place + 1 :], {**found, dimension: value})


def _package(text: str) -> Package:
    first, *_ = text.split("\n", 1)
    stated = _stated(first.split())
    dates = {name: stated.pop(name) for name in ("approved", "published") if name in stated}
    slug, year = stated.pop("slug", "tiny"), int(stated.pop("year", "2023"))
    about = Disclosure(
        **{"department": DEPARTMENT, "level": "department", "phase": "budget", **stated},
        year=year,
    )
    blocks = [block.strip("\n") for block in "\n".join(text.split("\n")[1:]).split("\n\n")]
    tables = [_table(block, about, slug) for block in blocks if block.strip()]
    return Package(
        slug,
        "某局",
        about,
        (Source("文件", "某局", "", **dates),),
        {table.name: table for table in tables},
    )


def _stated(words: Sequence[str]) -> dict[str, str]:
    return dict(word.split("=", 1) for word in words)


def _table(block: str, about: Disclosure, slug: str) -> Table:
    lines = [line for line in block.split("\n") if line.strip()]
    head, *named = (part.strip() for part in lines[0].split("|"))
    name, *words = head.split()
    stated = _stated([word for word in words if "=" in word])
    columns = tuple(column(one) for one in named)
    kind = kind_of(name)
    rows, parents = _rows(
        lines[1:], columns, "income" if kind.direction == "income" else "expenditure"
    )
    own = {one: stated.pop(one) for one in VALUES if one in stated}
    return Table(
        name,
        kind,
        stated.get("status", "published" if rows else "empty"),
        columns,
        identified(slug, f"{about.year}-{about.phase}", name, rows, parents),
        kind.title,
        stated.get("title", ""),
        stated.get("number", ""),
        next((word for word in words if word in MULTIPLIERS), ""),
        stated.get("statement", ""),
        Coordinates(**{**{one: getattr(kind.coordinates, one) for one in VALUES}, **own}),
    )


def _rows(
    lines: Sequence[str], columns: Sequence[Column], list_name: str
) -> tuple[list[Row], list[int | None]]:
    rows: list[Row] = []
    parents: list[int | None] = []
    above: list[int] = []
    for line in lines:
        if line.startswith("["):
            list_name, above = line.strip("[] "), []
            continue
        depth = (len(line) - len(line.lstrip())) // 2
        role = _ROLES.get(line.strip()[0], "line")
        cells = [cell.strip() for cell in line.strip().lstrip("=~").split("|")]
        above = [*above[:depth], len(rows)]
        parents.append(above[depth - 1] if depth else None)
        rows.append(_row(cells, columns, {"role": role, "list": list_name}))
    return rows, parents


def _row(cells: Sequence[str], columns: Sequence[Column], keys: dict[str, str]) -> Row:
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    pairs = list(zip(columns, padded, strict=True))
    texts = {one.name: cell for one, cell in pairs if not one.is_value}
    figures = {one.name: _figure(cell) for one, cell in pairs if one.is_value}
    return Row({**keys, **texts}, figures)


def _figure(cell: str) -> Figure:
    found = figure(cell)
    assert found is not None, f"no figure: {cell!r}"
    return found


def with_figure(package: Package, name: str, line: str, column: str, value: Decimal) -> Package:
    """A package with one figure changed."""
    table = package.tables[name]
    rows = tuple(
        Row(row.keys, {**row.figures, column: value}) if row["line"] == line else row
        for row in table.rows
    )
    return replace(package, tables={**package.tables, name: replace(table, rows=rows)})
