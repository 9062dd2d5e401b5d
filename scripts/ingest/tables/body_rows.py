"""The rows of a grid below its head, read list by list: keys, figures, roles, and the cells that find no place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scripts.ingest import redaction
from scripts.ingest.declaration import value
from scripts.ingest.document import GridRow, LeftOut, Place, Unplaced, phrase
from scripts.ingest.vocabulary.codes import Code, key_cell
from scripts.ingest.vocabulary.column_headers import (
    ColumnHeader,
    is_amount,
    is_column_numbers,
    is_row_numbers,
)
from scripts.ingest.vocabulary.column_words import Period, vintage
from scripts.ingest.vocabulary.quantities import stated_relation
from scripts.package import Row
from scripts.schema import BLANK, KEYS, WORDS, Column, Figure, figure
from scripts.schema.labels import plain

_TOTAL = re.compile(r"(部门|单位|收入|支出|预算)?(合计|总计)")
_SUBTOTAL = re.compile(r"(本年|当年)(收入|支出)(预算)?(合计|小计)|(人员|公用)(经费|支出)合计|小计")
_NAMES = ("item", "level_1", "level_2", "level_3", "vintage")
"""What names a row beside the columns that are called names."""
_LONGEST = 60
"""The longest name of a row; what is longer is a sentence in a cell."""

Read = Callable[[str, Period], str | None]
"""What a cell of a key column says, in a document of a period; None where it says nothing that is known."""


READ: Mapping[str, Read] = {
    "relation": lambda cell, period: stated_relation(cell),
    "vintage": vintage,
}
"""The key columns whose cells are read as one of a few words."""


@dataclass(frozen=True)
class BodyRows:
    """The rows of a grid below its head, read list by list."""

    grid_rows: Sequence[GridRow]
    heads: Sequence[ColumnHeader]
    title: str
    document: int
    period: Period
    read: Mapping[str, Read] = field(default_factory=lambda: READ)

    def rows(self) -> tuple[tuple[Row, ...], list[Place]]:
        """The rows of every list, one list after the other, and where each stands."""
        read: list[tuple[Row, Place]] = []
        for name in dict.fromkeys(head.list for head in self.heads):
            code: dict[str, Code] = {}
            for position, row in self.data:
                if self.fills(position, row, name):
                    read.append((self._row(row, name, position, code), row.place))
        return tuple(row for row, _ in read), [place for _, place in read]

    def unplaced(self) -> Iterator[Unplaced]:
        """The filled cells under a head that means nothing to the model, past the last column, or of odd text."""
        for position, row in self.data:
            for index, cell in enumerate(row.cells):
                if cell and (why := self._why_unplaced(index, cell)):
                    yield Unplaced(self.title, position, index + 1, cell, why, row.place)

    def left_out(self) -> Iterator[LeftOut]:
        """The filled cells of columns that count the rows, and of those that name persons."""
        asking = [
            (index, head)
            for index, head in enumerate(self.heads)
            if is_row_numbers(head) or _asks_for_person(head)
        ]
        for _, row in self.data:
            for index, head in asking:
                if row.cell(index) and is_row_numbers(head):
                    yield LeftOut(f"行号 {row.cell(index)}", "只数行，不是数据", row.place)
                elif row.cell(index):
                    yield redaction.contact(head.text, row.place)

    def indices(self) -> list[int]:
        """Which of the rows below the head hold data."""
        data = [id(row) for _, row in self.data]
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
        if name in self.read:
            return "" if self.read[name](cell, self.period) else f"“{name}”列里没有认出的写法"
        return "名称列里是金额" if is_amount(cell) and name != "target" else ""

    @cached_property
    def data(self) -> tuple[tuple[int, GridRow], ...]:
        """The rows that hold data, each with its place among them."""
        data = (
            row
            for row in self.grid_rows
            if row.filled and not is_column_numbers(row) and not self._repeats_head(row)
        )
        return tuple(enumerate(data, start=1))

    def _repeats_head(self, row: GridRow) -> bool:
        """Whether a row is the head once more, as it stands after a page break."""
        texts = [
            (cell, head.text) for cell, head in zip(row.cells, self.heads, strict=False) if cell
        ]
        return len(texts) > 1 and all(plain(cell) in head.split(" › ") for cell, head in texts)

    def fills(self, position: int, row: GridRow, name: str) -> bool:
        """Whether a row stands in a list: it has a cell there."""
        return any(row.cell(index) for index, head in enumerate(self.heads) if head.list == name)

    def _row(self, row: GridRow, name: str, position: int, codes: dict[str, Code]) -> Row:
        keys = {
            "list": name,
            "position": str(position),
            "document": str(self.document),
            **placed(row.place),
        }
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
            elif head.key and head.key in self.read:
                keys[head.key] = self.read[head.key](cell, self.period) or ""
            elif head.key and cell and (head.key == "target" or not is_amount(cell)):
                keys |= key_cell(head.key, cell, keys)
            elif head.coordinates:
                value = read_figure(head, cell)
                figures[head.coordinates.column] = BLANK if value is None else value
        for column in dict.fromkeys(column_of(part) for part in parts):
            own = {part: text for part, text in parts.items() if column_of(part) == column}
            keys |= {
                name: text
                for name, text in codes.setdefault(column, Code()).complete(own).items()
                if text
            }
        keys = _as_unit(keys)
        role = _role(keys, figures, position == 1)
        if role == "line" and not any(
            keys.get(key) for key in ("item", "function_name", "project_name")
        ):
            role = self._role_beside(row, name)
            keys |= self._name_beside(row, name, keys)
        return Row({key: _short(text) for key, text in keys.items()} | {"role": role}, figures)

    def _role_beside(self, row: GridRow, name: str) -> str:
        """What a row without a name is where it stands beside lists of the same direction: 支出合计 is printed once."""
        base = name.partition("-")[0]
        beside = [
            row.cell(i)
            for i, head in enumerate(self.heads)
            if head.key and head.list.partition("-")[0] == base
        ]
        named = next((cell for cell in beside if cell), "")
        return _role({"item": named} if named else {"item": "-"}, {}, False)

    def _name_beside(self, row: GridRow, name: str, keys: dict[str, str]) -> dict[str, str]:
        """The name of a row's figures where its cell is merged over the list before: 公用经费合计 | | | 2,266.65."""
        own = [index for index, head in enumerate(self.heads) if head.list == name]
        label = next(
            (
                self.heads[index].key or ""
                for index in own
                if (self.heads[index].key or "").endswith("_name")
            ),
            "",
        )
        filled = [index for index in range(own[0]) if row.cell(index)]
        if not label or any(keys.get(self.heads[i].key or "") for i in own) or not filled:
            return {}
        last = self.heads[filled[-1]]
        named = (
            last.key is not None and _SUBTOTAL.fullmatch(plain(row.cell(filled[-1]))) is not None
        )
        return (
            {label: row.cell(filled[-1])} if named and any(row.cell(index) for index in own) else {}
        )


def _read(column: Column) -> Read:
    """What a cell of one of few words says: in words of ours, or as documents print it."""
    printed = READ.get(column.name)
    return lambda cell, period: value(column, cell) or (printed(cell, period) if printed else None)


OWN: Mapping[str, Read] = {
    column.name: _read(column)
    for column in KEYS.values()
    if column.name in (*READ, *WORDS) and column.name != "role"
}
"""The same, in a download of ours: in words of ours, or as documents print it."""


@dataclass(frozen=True)
class PlacedRows(BodyRows):
    """The rows below the head of a sheet of ours: every row is data, and where it stands is told by its line.

    `head` is the place of the last row of the head, `blanks` where rows stand that hold nothing.
    """

    head: Place = field(default_factory=Place)
    blanks: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def data(self) -> tuple[tuple[int, GridRow], ...]:
        """The rows, each with its place below the head."""
        top = self.head.line or 0
        found = {(row.place.line or 0) - top: row for row in self.grid_rows}
        for position in (one for places in self.blanks.values() for one in places):
            found.setdefault(position, GridRow((), Place(self.head.page, top + position)))
        return tuple(sorted(found.items()))

    def fills(self, position: int, row: GridRow, name: str) -> bool:
        """Whether a row stands in a list: it has a cell there, or is said to hold nothing."""
        return position in self.blanks.get(name, ()) or super().fills(position, row, name)


def column_of(key: str) -> str:
    """The column that a key stands in; the parts of a code stand in one column together."""
    return key.partition(":")[0]


def _short(text: str) -> str:
    """A row's name; of one that several columns of labels make, each is kept as long as a name of its own would be."""
    return (
        text
        if len(text) <= _LONGEST
        else "·".join(phrase(part, _LONGEST) for part in text.split("·"))
    )


def _as_unit(keys: dict[str, str]) -> dict[str, str]:
    """The keys of a row, its name being its unit's where the row has a unit's code and no other."""
    name = next((one for one in keys if one.endswith("_name")), "")
    coded = any(one.endswith("_code") and one != "unit_code" for one in keys)
    if not keys.get("unit_code") or coded or not name.endswith(("function_name", "economic_name")):
        return keys
    return {("unit_name" if one == name else one): text for one, text in keys.items()}


def _asks_for_person(head: ColumnHeader) -> bool:
    return head.unknown and redaction.is_contact(head.text.rpartition(" › ")[2])


def read_figure(head: ColumnHeader, cell: str) -> Figure | None:
    """The figure in a cell of a column of figures, None for another text; of shares it may carry its percent sign."""
    shares = head.coordinates is not None and head.coordinates.measure == "percent"
    return figure(re.sub(r"[%％]$", "", cell)) if shares else figure(cell)


def _role(keys: dict[str, str], figures: dict[str, Figure], first: bool) -> str:
    """What a row is, by its name; the first of a list may be the total without a name."""
    names = [
        text for key, text in keys.items() if key.endswith("_name") or (key in _NAMES and text)
    ]
    coded = any(text for key, text in keys.items() if key.endswith("_code"))
    if any(_SUBTOTAL.fullmatch(plain(name)) for name in names):
        return "subtotal"
    unlabelled = (
        first and not names and not coded and any(value != BLANK for value in figures.values())
    )
    return "total" if unlabelled or any(_TOTAL.fullmatch(plain(name)) for name in names) else "line"


def placed(place: Place) -> dict[str, str]:
    """A place as the key columns of a row state it."""
    stated = {"page": place.page, "source_line": place.line, "box": place.box}
    return {name: str(value) for name, value in stated.items() if value}
