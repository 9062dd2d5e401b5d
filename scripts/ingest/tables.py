"""A grid becomes a table: its kind, unit and status, its columns, its rows with their parents and places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from scripts.ingest import goals, nesting, personal, titles
from scripts.ingest.codes import Code, key_cell
from scripts.ingest.document import Grid, GridRow, LeftOut, Place, Unplaced, phrase
from scripts.ingest.heads import Head, head_rows, heads, is_amount, is_column_numbers, is_head, is_row_numbers, within
from scripts.ingest.quantities import stated_relation
from scripts.ingest.words import Period, plain, vintage
from scripts.package import Row, Table
from scripts.schema import BLANK, KEYS, KINDS, STATED, Column, Coordinates, Figure, Kind, figure, value_column

_TOTAL = re.compile(r"(部门|单位|收入|支出|预算)?(合计|总计)")
_SUBTOTAL = re.compile(r"(本年|当年)(收入|支出)(预算)?(合计|小计)|(人员|公用)(经费|支出)合计|小计")
_NAMES = ("item", "level_1", "level_2", "level_3", "vintage")
"""What names a row beside the columns that are called names."""
_LONGEST = 60
"""The longest name of a row; what is longer is a sentence in a cell."""
_PLACE_COLUMNS = ("document", "page", "source_line", "box")


@dataclass(frozen=True)
class Recognised:
    """A table with its rows not yet identified (`parents` by index), and what did not go into it.

    `heads` are those of the grid's columns, `data` the places in the grid of its rows of data; `resolved` says which
    cells were read otherwise than they stand, as only so the sums hold.
    """

    table: Table
    parents: tuple[int | None, ...]
    unplaced: tuple[Unplaced, ...]
    left_out: tuple[LeftOut, ...]
    by_shape: bool
    heads: tuple[Head, ...]
    data: tuple[int, ...]
    resolved: tuple[str, ...] = ()


@dataclass(frozen=True)
class Around:
    """What stands around a grid: the lines before and after it, the kinds seen so far, the document and its period."""

    before: Sequence[str]
    after: Sequence[str]
    taken: frozenset[str]
    document: int
    period: Period


def recognise(grid: Grid, around: Around) -> Recognised | None:
    """The table that a grid is, given what stands around it; None for no table."""
    whole = grid
    above, grid = _preface(grid)
    before = [*around.before, *above]
    count = head_rows(grid)
    read = heads(grid.rows[:count], grid.width, around.period)
    title = titles.title(before)
    named = titles.kind_by_title(title)
    kind = named or titles.kind_by_shape(grid, read, around.taken) or (KINDS["other"] if title else None)
    if kind is None or not any(head.coordinates or head.key for head in read):
        return None
    table = _empty_table(kind, title, before, around)
    units = titles.unit_in_heads([cell for row in grid.rows[:count] for cell in row.filled])
    table = replace(table, amount_unit=table.amount_unit or units)
    read = _classified(read, grid.rows[count:], kind)
    read = tuple(_settled(within(head, table.coordinates), kind) for head in read)
    body = _Body(grid.rows[count:], _without_doubles(read), title or kind.title, around.document, around.period)
    rows, places = body.rows()
    rows = goals.completed(nesting.with_unit_totals(rows))
    table = _without_stray_note(replace(table, columns=_columns(read, rows), rows=rows))
    table = replace(table, status=_status(table, rows))
    numbers = [row for row in grid.rows if is_column_numbers(row)]
    left_out = [LeftOut("列号行 " + " ".join(row.filled), "只数列，不是数据", row.place) for row in numbers]
    return Recognised(
        table=table,
        parents=nesting.parents(table, places),
        unplaced=tuple(body.unplaced()),
        left_out=(*left_out, *body.left_out()),
        by_shape=named is None,
        heads=tuple(body.heads),
        data=tuple(len(whole.rows) - len(grid.rows) + count + index for index in body.indices()),
    )


def _preface(grid: Grid) -> tuple[list[str], Grid]:
    """The lines over a table that stand in cells of its own grid (title, number, body, unit), and the grid below."""
    texts: list[str] = []
    for count, row in enumerate(grid.rows):
        if not _is_preface(row):
            return texts, Grid(grid.rows[count:])
        texts += row.filled
    return [], grid


def _is_preface(row: GridRow) -> bool:
    """Whether a row stands over its table: titles, numbers, bodies, units, and beside a unit whatever heads nothing."""
    said = [titles.is_title(cell) or titles.is_label(cell) or titles.is_about(cell) for cell in row.filled]
    stated = any(titles.amount_unit([cell]) for cell in row.filled)
    return all(said) or (stated and not any(is_head(cell) or figure(cell) is not None for cell in row.filled))


def _empty_table(kind: Kind, title: str, before: Sequence[str], around: Around) -> Table:
    stated = Coordinates(scope="current_year") if "不含上年结转" in plain(title) else Coordinates()
    if around.period.phase == "final":
        stated = replace(stated, vintage="outturn")
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
        statement=next((_note(text) for text in around.after if titles.says_no_data(text)), ""),
        coordinates=stated.within(titles.coordinates(kind, title)),
    )


def _without_stray_note(table: Table) -> Table:
    """The table without a note of no data that cannot be about it: it holds figures, and the note is not 本表's."""
    figures = [value for row in table.rows for value in row.figures.values()]
    about_it = re.match(r"(故?本表|此表)(无|没有)", table.statement)
    stray = not about_it and any(isinstance(value, Decimal) and value for value in figures)
    return replace(table, statement="") if stray else table


def _note(text: str) -> str:
    return re.sub(rf"^[(（]?(注|备注|说明)?[:：]?\s*({STATED})?|[)）。]+$", "", text)[:20]


_ECONOMIC = ("basic-expenditure",)


_CLASSES = {"2": "function", "3": "department_economic", "5": "government_economic"}
"""The classification that a code is of, by its first digit."""


def _classified(read: Sequence[Head], rows: Sequence[GridRow], kind: Kind) -> tuple[Head, ...]:
    """The heads, with the codes and names of no stated classification given the one that their codes are of."""
    done = list(read)
    waiting = [index for index, head in enumerate(done) if (head.key or "").startswith(("code", "name"))]
    digits = [
        cell[0]
        for index in waiting
        if done[index].key in ("code", "code:1", "name")
        for row in rows
        if (cell := row.cell(index).lstrip("[【(（")) and cell[:1] in _CLASSES and cell[:3].isdigit()
    ]
    usual = max(set(digits), key=digits.count) if digits else "3" if kind.name in _ECONOMIC else "2"
    for index in waiting:
        done[index] = replace(done[index], key=f"{_CLASSES[usual]}_{done[index].key}")
    return tuple(done)


def _settled(head: Head, kind: Kind) -> Head:
    """A head with the list of a table that has one, and with the classification that the kind's codes are of."""
    key = head.key
    if key == "project_name" and kind.direction != "expenditure":
        key = "item"
    single = head.list == "main" and kind.direction not in ("both", "none")
    return replace(head, key=key, list=kind.direction if single else head.list)


def _without_doubles(read: Sequence[Head]) -> tuple[Head, ...]:
    """The heads, with the second of two that mean the same made unknown: one column takes one figure."""
    seen: set[tuple[str, str | Coordinates | None]] = set()
    done: list[Head] = []
    for head in read:
        means = (head.list, head.key or head.coordinates)
        # Where a list has several columns of labels, each says more of the one before.
        known = means not in seen or head.unknown or head.key == "item"
        done.append(head if known else replace(head, key=None, coordinates=None))
        seen.add(means)
    return tuple(done)


def _column(key: str) -> str:
    """The column that a key stands in; the parts of a code stand in one column together."""
    return key.partition(":")[0]


def _status(table: Table, rows: Sequence[Row]) -> str:
    if table.statement:
        return "empty-stated"
    return "published" if any(value != BLANK for row in rows for value in row.figures.values()) else "empty"


def _columns(read: Sequence[Head], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table in the order of the pool: keys, then values as published, then the place."""
    keys = {_column(head.key) for head in read if head.key} | {"line", "parent", "list", "position", "role"}
    keys |= {name for row in rows for name, text in row.keys.items() if text}
    heads: dict[str, dict[str, str]] = {}
    for head in (head for head in read if not head.unknown):
        name = _column(head.key) if head.key else head.coordinates.column if head.coordinates else ""
        heads.setdefault(name, {}).setdefault(head.list, head.text)
    values = {head.coordinates.column: head.coordinates for head in read if head.coordinates}
    pool = [_headed(column, heads.get(name)) for name, column in KEYS.items() if name in keys or name == "document"]
    before = [column for column in pool if column.name not in _PLACE_COLUMNS]
    place = [column for column in pool if column.name in _PLACE_COLUMNS]
    return (*before, *(value_column(coordinates, heads[name]) for name, coordinates in values.items()), *place)


def _headed(column: Column, heads: Mapping[str, str] | None) -> Column:
    """A column of the pool with its heads in a table, if it has any there."""
    return replace(column, heads=heads) if heads else column


_READ: Mapping[str, Callable[[str, Period], str | None]] = {
    "relation": lambda cell, period: stated_relation(cell),
    "vintage": vintage,
}
"""The key columns whose cells are read as one of a few words."""


@dataclass(frozen=True)
class _Body:
    """The rows of a grid below its head, read list by list."""

    grid_rows: Sequence[GridRow]
    heads: Sequence[Head]
    title: str
    document: int
    period: Period

    def rows(self) -> tuple[tuple[Row, ...], list[Place]]:
        read: list[tuple[Row, Place]] = []
        for name in dict.fromkeys(head.list for head in self.heads):
            code: dict[str, Code] = {}
            for position, row in self._data:
                if self._fills(row, name):
                    read.append((self._row(row, name, position, code), row.place))
        return tuple(row for row, _ in read), [place for _, place in read]

    def unplaced(self) -> Iterator[Unplaced]:
        """The filled cells under a head that means nothing to the model, past the last column, or of odd text."""
        for position, row in self._data:
            for index, cell in enumerate(row.cells):
                if cell and (why := self._why_unplaced(index, cell)):
                    yield Unplaced(self.title, position, index + 1, cell, why, row.place)

    def left_out(self) -> Iterator[LeftOut]:
        """The filled cells of columns that count the rows, and of those that name persons."""
        asking = [
            (index, head) for index, head in enumerate(self.heads) if is_row_numbers(head) or _asks_for_person(head)
        ]
        for _, row in self._data:
            for index, head in asking:
                if row.cell(index) and is_row_numbers(head):
                    yield LeftOut(f"行号 {row.cell(index)}", "只数行，不是数据", row.place)
                elif row.cell(index):
                    yield personal.contact(head.text, row.place)

    def indices(self) -> list[int]:
        """Which of the rows below the head hold data."""
        data = [id(row) for _, row in self._data]
        return [index for index, row in enumerate(self.grid_rows) if id(row) in data]

    def _why_unplaced(self, index: int, cell: str) -> str:
        if index >= len(self.heads):
            return "超出表头的列"
        head = self.heads[index]
        if is_row_numbers(head) or _asks_for_person(head):
            return ""
        if head.unknown:
            return f"表头“{head.text}”在数据模型里没有位置" if head.text else "这一列没有表头"
        if head.key:
            return self._why_no_key(head.key, cell)
        return "" if read_figure(head, cell) is not None else "金额列里不是数字"

    def _why_no_key(self, name: str, cell: str) -> str:
        """Why a cell of a column of names or targets has no place in it; a target may be an amount."""
        if name in _READ:
            return "" if _READ[name](cell, self.period) else f"“{name}”列里没有认出的写法"
        return "名称列里是金额" if is_amount(cell) and name != "target" else ""

    @cached_property
    def _data(self) -> tuple[tuple[int, GridRow], ...]:
        data = (
            row for row in self.grid_rows if row.filled and not is_column_numbers(row) and not self._repeats_head(row)
        )
        return tuple(enumerate(data, start=1))

    def _repeats_head(self, row: GridRow) -> bool:
        """Whether a row is the head once more, as it stands after a page break."""
        texts = [(cell, head.text) for cell, head in zip(row.cells, self.heads, strict=False) if cell]
        return len(texts) > 1 and all(plain(cell) in head.split(" › ") for cell, head in texts)

    def _fills(self, row: GridRow, name: str) -> bool:
        return any(row.cell(index) for index, head in enumerate(self.heads) if head.list == name)

    def _row(self, row: GridRow, name: str, position: int, codes: dict[str, Code]) -> Row:
        keys = {"list": name, "position": str(position), "document": str(self.document), **placed(row.place)}
        figures: dict[str, Figure] = {}
        parts: dict[str, str] = {}
        for index, head in enumerate(self.heads):
            cell = row.cell(index)
            if head.list != name:
                continue
            if head.key and ":" in head.key:
                parts[head.key] = cell
            elif head.key == "item" and cell and keys.get("item"):
                keys["item"] += f"·{cell}"
            elif head.key and head.key in _READ:
                keys[head.key] = _READ[head.key](cell, self.period) or ""
            elif head.key and cell and (head.key == "target" or not is_amount(cell)):
                keys |= key_cell(head.key, cell, keys)
            elif head.coordinates:
                value = read_figure(head, cell)
                figures[head.coordinates.column] = BLANK if value is None else value
        for column in dict.fromkeys(_column(part) for part in parts):
            own = {part: text for part, text in parts.items() if _column(part) == column}
            keys |= {name: text for name, text in codes.setdefault(column, Code()).complete(own).items() if text}
        keys = _as_unit(keys)
        role = _role(keys, figures, position == 1)
        if role == "line" and not any(keys.get(key) for key in ("item", "function_name", "project_name")):
            role = self._role_beside(row, name)
            keys |= self._name_beside(row, name, keys)
        return Row({key: _short(text) for key, text in keys.items()} | {"role": role}, figures)

    def _role_beside(self, row: GridRow, name: str) -> str:
        """What a row without a name is where it stands beside lists of the same direction: 支出合计 is printed once."""
        base = name.partition("-")[0]
        beside = [row.cell(i) for i, head in enumerate(self.heads) if head.key and head.list.partition("-")[0] == base]
        named = next((cell for cell in beside if cell), "")
        return _role({"item": named} if named else {"item": "-"}, {}, False)

    def _name_beside(self, row: GridRow, name: str, keys: dict[str, str]) -> dict[str, str]:
        """The name of a row's figures where its cell is merged over the list before: 公用经费合计 | | | 2,266.65."""
        own = [index for index, head in enumerate(self.heads) if head.list == name]
        label = next(
            (self.heads[index].key or "" for index in own if (self.heads[index].key or "").endswith("_name")), ""
        )
        filled = [index for index in range(own[0]) if row.cell(index)]
        if not label or any(keys.get(self.heads[i].key or "") for i in own) or not filled:
            return {}
        last = self.heads[filled[-1]]
        named = last.key is not None and _SUBTOTAL.fullmatch(plain(row.cell(filled[-1]))) is not None
        return {label: row.cell(filled[-1])} if named and any(row.cell(index) for index in own) else {}


def _short(text: str) -> str:
    """A row's name; of one that several columns of labels make, each is kept as long as a name of its own would be."""
    return text if len(text) <= _LONGEST else "·".join(phrase(part, _LONGEST) for part in text.split("·"))


def _as_unit(keys: dict[str, str]) -> dict[str, str]:
    """The keys of a row, its name being its unit's where the row has a unit's code and no other."""
    name = next((one for one in keys if one.endswith("_name")), "")
    coded = any(one.endswith("_code") and one != "unit_code" for one in keys)
    if not keys.get("unit_code") or coded or not name.endswith(("function_name", "economic_name")):
        return keys
    return {("unit_name" if one == name else one): text for one, text in keys.items()}


def _asks_for_person(head: Head) -> bool:
    return head.unknown and personal.is_contact(head.text.rpartition(" › ")[2])


def read_figure(head: Head, cell: str) -> Figure | None:
    """The figure in a cell of a column of figures, None for another text; of shares it may carry its percent sign."""
    shares = head.coordinates is not None and head.coordinates.measure == "percent"
    return figure(re.sub(r"[%％]$", "", cell)) if shares else figure(cell)


def _role(keys: dict[str, str], figures: dict[str, Figure], first: bool) -> str:
    """What a row is, by its name; the first of a list may be the total without a name."""
    names = [text for key, text in keys.items() if key.endswith("_name") or (key in _NAMES and text)]
    coded = any(text for key, text in keys.items() if key.endswith("_code"))
    if any(_SUBTOTAL.fullmatch(plain(name)) for name in names):
        return "subtotal"
    unlabelled = first and not names and not coded and any(value != BLANK for value in figures.values())
    return "total" if unlabelled or any(_TOTAL.fullmatch(plain(name)) for name in names) else "line"


def placed(place: Place) -> dict[str, str]:
    """A place as the key columns of a row state it."""
    stated = {"page": place.page, "source_line": place.line, "box": place.box}
    return {name: str(value) for name, value in stated.items() if value}
