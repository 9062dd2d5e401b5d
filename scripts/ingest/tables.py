"""A grid becomes a table: its kind, unit and status, its columns, its rows with their parents and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scripts.ingest import personal, titles
from scripts.ingest.document import Grid, GridRow, LeftOut, Place, Unplaced
from scripts.ingest.heads import Head, head_rows, heads, is_amount, is_column_numbers, is_row_numbers, plain, within
from scripts.ingest.hierarchy import parents
from scripts.package import Row, Table
from scripts.schema import BLANK, KEYS, Column, Coordinates, Figure, Kind, figure, value_column

_TOTAL = re.compile(r"(部门|单位|收入|支出|预算)?(合计|总计)")
_SUBTOTAL = re.compile(r"(本年|当年)(收入|支出)(预算)?(合计|小计)|小计")
_CODE = re.compile(r"\d{3}(\d{2}){0,2}")
_PLACE_COLUMNS = ("document", "page", "source_line", "box")


@dataclass(frozen=True)
class Recognised:
    """A table with its rows not yet identified (`parents` by index), and what did not go into it."""

    table: Table
    parents: tuple[int | None, ...]
    unplaced: tuple[Unplaced, ...]
    left_out: tuple[LeftOut, ...]
    by_shape: bool


def recognise(
    grid: Grid, before: Sequence[str], after: Sequence[str], taken: set[str], document: int
) -> Recognised | None:
    """The table that a grid is, given the lines before and after it and the kinds seen so far; None for no table."""
    above, grid = _preface(grid)
    before = [*before, *above]
    count = head_rows(grid)
    read = heads(grid.rows[:count], grid.width)
    title = titles.title(before)
    named = titles.kind_by_title(title)
    kind = named or (None if titles.names_another(title) else titles.kind_by_shape(grid, read, taken))
    if kind is None or not any(head.key for head in read):
        return None
    table = _empty_table(kind, title, before, after)
    read = tuple(_listed(within(head, table.coordinates.within(kind.coordinates)), kind) for head in read)
    body = _Body(grid.rows[count:], _without_doubles(read), title or kind.title, document)
    rows, places = body.rows()
    table = replace(table, columns=_columns(read, rows), rows=rows, status=_status(table, rows))
    numbers = [row for row in grid.rows if is_column_numbers(row)]
    left_out = [LeftOut("列号行 " + " ".join(row.filled), "只数列，不是数据", row.place) for row in numbers]
    unplaced = tuple(body.unplaced())
    return Recognised(table, parents(rows, places), unplaced, (*left_out, *body.left_out()), named is None)


def _preface(grid: Grid) -> tuple[list[str], Grid]:
    """The lines over a table that stand in cells of its own grid (title, number, body, unit), and the grid below."""
    texts: list[str] = []
    for count, row in enumerate(grid.rows):
        if not all(titles.is_title(cell) or titles.is_label(cell) or titles.is_about(cell) for cell in row.filled):
            return texts, Grid(grid.rows[count:])
        texts += row.filled
    return [], grid


def _empty_table(kind: Kind, title: str, before: Sequence[str], after: Sequence[str]) -> Table:
    scope = Coordinates(scope="current_year") if "不含上年结转" in plain(title) else Coordinates()
    return Table(
        name=kind.name,
        kind=kind,
        status="published",
        columns=(),
        rows=(),
        title=kind.title,
        published_title=title,
        number=titles.label(before),
        amount_unit=titles.amount_unit(before),
        statement=next((_note(text) for text in after if titles.says_no_data(text)), ""),
        coordinates=scope.within(kind.coordinates),
    )


def _note(text: str) -> str:
    return re.sub(r"^(注|备注|说明)[:：]\s*", "", text)[:20]


def _listed(head: Head, kind: Kind) -> Head:
    return replace(head, list=kind.direction) if head.list == "main" and kind.direction != "both" else head


def _without_doubles(read: Sequence[Head]) -> tuple[Head, ...]:
    """The heads, with the second of two that mean the same made unknown: one column takes one figure."""
    seen: set[tuple[str, str | Coordinates | None]] = set()
    done = []
    for head in read:
        means = (head.list, head.key or head.coordinates)
        done.append(head if means not in seen or head.unknown else replace(head, key=None, coordinates=None))
        seen.add(means)
    return tuple(done)


def _status(table: Table, rows: Sequence[Row]) -> str:
    if table.statement:
        return "empty-stated"
    return "published" if any(value != BLANK for row in rows for value in row.figures.values()) else "empty"


def _columns(read: Sequence[Head], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table in the order of the pool: keys, then values as published, then the place."""
    keys = {head.key for head in read if head.key} | {"line", "parent", "list", "position", "role"}
    keys |= {name for row in rows for name, text in row.keys.items() if text}
    heads: dict[str, dict[str, str]] = {}
    for head in (head for head in read if not head.unknown):
        name = head.key or (head.coordinates.column if head.coordinates else "")
        heads.setdefault(name, {}).setdefault(head.list, head.text)
    values = {head.coordinates.column: head.coordinates for head in read if head.coordinates}
    pool = [replace(column, heads=heads.get(name, {})) for name, column in KEYS.items() if name in keys | {"document"}]
    before = [column for column in pool if column.name not in _PLACE_COLUMNS]
    place = [column for column in pool if column.name in _PLACE_COLUMNS]
    return (*before, *(value_column(coordinates, heads[name]) for name, coordinates in values.items()), *place)


@dataclass(frozen=True)
class _Body:
    """The rows of a grid below its head, read list by list."""

    grid_rows: Sequence[GridRow]
    heads: Sequence[Head]
    title: str
    document: int

    def rows(self) -> tuple[tuple[Row, ...], list[Place]]:
        lists = list(dict.fromkeys(head.list for head in self.heads))
        read = [
            (self._row(row, name, position), row.place)
            for name in lists
            for position, row in self._data()
            if self._fills(row, name)
        ]
        return tuple(row for row, _ in read), [place for _, place in read]

    def unplaced(self) -> Iterator[Unplaced]:
        """The filled cells under a head that means nothing to the model, past the last column, or of odd text."""
        for position, row in self._data():
            for index, cell in enumerate(row.cells):
                if cell and (why := self._why_unplaced(index, cell)):
                    yield Unplaced(self.title, position, index + 1, cell, why, row.place)

    def left_out(self) -> Iterator[LeftOut]:
        """The filled cells of columns that count the rows, and of those that name persons."""
        for _, row in self._data():
            for index, head in enumerate(self.heads):
                if row.cell(index) and is_row_numbers(head):
                    yield LeftOut(f"行号 {row.cell(index)}", "只数行，不是数据", row.place)
                elif row.cell(index) and _asks_for_person(head):
                    yield personal.contact(head.text, row.place)

    def _why_unplaced(self, index: int, cell: str) -> str:
        if index >= len(self.heads):
            return "超出表头的列"
        head = self.heads[index]
        if is_row_numbers(head) or _asks_for_person(head):
            return ""
        if head.unknown:
            return f"表头“{head.text}”在数据模型里没有位置" if head.text else "这一列没有表头"
        if head.key:
            return "名称列里是金额" if is_amount(cell) else ""
        return "" if _figure(head, cell) is not None else "金额列里不是数字"

    def _data(self) -> Iterator[tuple[int, GridRow]]:
        data = (
            row for row in self.grid_rows if row.filled and not is_column_numbers(row) and not self._repeats_head(row)
        )
        return enumerate(data, start=1)

    def _repeats_head(self, row: GridRow) -> bool:
        """Whether a row is the head once more, as it stands after a page break."""
        texts = [(plain(cell), self.heads[i].text) for i, cell in enumerate(row.cells) if cell and i < len(self.heads)]
        return len(texts) > 1 and all(cell in head.split(" › ") for cell, head in texts)

    def _fills(self, row: GridRow, name: str) -> bool:
        return any(row.cell(index) for index, head in enumerate(self.heads) if head.list == name)

    def _row(self, row: GridRow, name: str, position: int) -> Row:
        keys = {"list": name, "position": str(position), "document": str(self.document), **placed(row.place)}
        figures: dict[str, Figure] = {}
        for index, head in enumerate(self.heads):
            cell = row.cell(index)
            if head.list != name:
                continue
            if head.key and cell and not is_amount(cell):
                keys |= _key_cell(head.key, cell, keys)
            elif head.coordinates:
                value = _figure(head, cell)
                figures[head.coordinates.column] = BLANK if value is None else value
        return Row(keys | {"role": _role(keys, figures)}, figures)


def _asks_for_person(head: Head) -> bool:
    return head.unknown and personal.is_contact(head.text.rpartition(" › ")[2])


def _figure(head: Head, cell: str) -> Figure | None:
    """The figure in a cell; in a column of shares it may carry its percent sign."""
    shares = head.coordinates is not None and head.coordinates.measure == "percent"
    return figure(re.sub(r"[%％]$", "", cell)) if shares else figure(cell)


def _key_cell(key: str, cell: str, keys: dict[str, str]) -> dict[str, str]:
    """A key cell's text; a code column may also hold code and name together, or the word 合计."""
    name = key.replace("_code", "_name")
    if not key.endswith("_code") or _CODE.fullmatch(cell):
        return {key: cell} if key not in keys or not keys[key] else {}
    if together := re.fullmatch(r"\[?(\d{3}(?:\d{2}){0,2})[\]\-—\s]+(.+)", cell):
        return {key: together.group(1), name: together.group(2)}
    return {name: cell}


def _role(keys: dict[str, str], figures: dict[str, Figure]) -> str:
    names = [keys[key] for key in keys if key.endswith("_name") or key == "item"]
    coded = any(text for key, text in keys.items() if key.endswith("_code"))
    if any(_SUBTOTAL.fullmatch(plain(name)) for name in names):
        return "subtotal"
    unlabelled = not names and not coded and any(value != BLANK for value in figures.values())
    return "total" if unlabelled or any(_TOTAL.fullmatch(plain(name)) for name in names) else "line"


def placed(place: Place) -> dict[str, str]:
    """A place as the key columns of a row state it."""
    stated = {"page": place.page, "source_line": place.line, "box": place.box}
    return {name: str(value) for name, value in stated.items() if value}
