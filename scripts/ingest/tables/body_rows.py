"""The rows of a grid below its head, list by list: keys, figures, roles, cells without a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scripts import privacy
from scripts.ingest import redaction
from scripts.ingest.document import PHRASE, GridRow, LeftOut, Place, Unplaced, phrase
from scripts.ingest.vocabulary.codes import Code, is_code, key_cell
from scripts.ingest.vocabulary.column_headers import (
    ColumnHeader,
    head_text,
    is_amount,
    is_column_numbers,
    is_row_numbers,
)
from scripts.ingest.vocabulary.column_words import Period, vintage
from scripts.ingest.vocabulary.quantities import TOO_LONG, stated_relation
from scripts.package import Row
from scripts.schema import BLANK, Figure, Role, figure, is_storable
from scripts.schema.labels import plain

_TOTAL = re.compile(r"(部门|单位|收入|支出|预算)?(合计|总计)")
_SUBTOTAL = re.compile(r"(本年|当年)(收入|支出)(预算)?(合计|小计)|(人员|公用)(经费|支出)合计|小计")
# The columns whose texts may say that a row is a total, beside those of names of classifications.
_NAMES = ("item", "level_1", "level_2", "level_3", "vintage", "catalogue_1")
# The codes whose digits say where in a classification a row stands.
_CODES = ("function_code", "economic_code")
# The longest name of a row; what is longer is a sentence in a cell.
_LONGEST = 60

# The columns of prose, and what of a cell is not kept there.
_PROSE: Mapping[str, Callable[[str], str]] = {
    "goal_characters": lambda cell: cell if _length(cell) else "",
    "specification": lambda cell: cell.removeprefix(_fact(cell)),
}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")

Read = Callable[[str, Period], str | None]
"""What a cell of a key column says, in a document of a period; None for nothing that is known."""

READ: Mapping[str, Read] = {
    "relation": lambda cell, period: stated_relation(cell),
    "vintage": vintage,
    "goal_characters": lambda cell, period: _length(cell),
    # As our own downloads print it.
    "goal_characters:counted": lambda cell, period: cell if cell.isdecimal() else "",
    "specification": lambda cell, period: _fact(cell),
}
"""The key columns whose cells are read as one of a few words."""


@dataclass(frozen=True)
class BodyRows:
    """The rows of a grid below its head, read list by list.

    `heads` say what the grid's columns hold, `read` reads the key columns of few words.
    """

    grid_rows: Sequence[GridRow]
    heads: Sequence[ColumnHeader]
    title: str
    period: Period
    read: Mapping[str, Read] = field(default_factory=lambda: READ)

    def rows(self) -> tuple[Row, ...]:
        """The rows of every list, one list after the other."""
        rows: list[Row] = []
        names = dict.fromkeys(head.list for head in self.heads)
        for name in names:
            # A part of a code that a row leaves blank is the one above it in the same list.
            codes: dict[str, Code] = {}
            for position, grid_row in self.data:
                if self.fills(position, grid_row, name):
                    rows.append(self._row(grid_row, name, position, codes))
        return tuple(rows)

    def indents(self) -> tuple[float | None, ...]:
        """For each of the rows how far its name stands in from the edge of its cell."""
        indents: list[float | None] = []
        names = dict.fromkeys(head.list for head in self.heads)
        for name in names:
            columns = [index for index in self._columns(name) if self._is_label(index)]
            for position, row in self.data:
                if self.fills(position, row, name):
                    filled = [index for index in columns if row.cell(index)]
                    # Of several names no one says how deep the row stands.
                    indents.append(row.indent(filled[0]) if len(filled) == 1 else None)
        return tuple(indents)

    def _is_label(self, index: int) -> bool:
        key = self.heads[index].key or ""
        return key == "item" or key.endswith("_name")

    def unplaced(self) -> Iterator[Unplaced]:
        """The filled cells that have no place in the model, each with the reason why."""
        for position, row in self.data:
            for index, cell in enumerate(row.cells):
                if not cell:
                    continue
                why = self._why_unplaced(row, index)
                if why:
                    yield Unplaced(self.title, position, index + 1, cell, why, row.place)

    def left_out(self) -> Iterator[LeftOut]:
        """What is not kept of filled cells: of columns that count rows, of persons, of prose."""
        for _, row in self.data:
            for index, head in enumerate(self.heads):
                cell = row.cell(index)
                if not cell:
                    continue
                if is_row_numbers(head):
                    what = f"行号 {cell}"
                    yield LeftOut(what, "只数行，不是数据", row.place)
                elif _asks_for_person(head):
                    yield redaction.contact(head.text, row.place)
                elif head.key and (numbers := _numbers_in_prose(head.key, cell)):
                    what = f"{head.lowest}一栏里的 {'、'.join(numbers)}"
                    yield LeftOut(what, "是文字里的数，文字不存", row.place)

    def indices(self) -> list[int]:
        """Which of the rows below the head hold data."""
        # By identity: two rows of a table may say the same, of two units for instance.
        data = {id(row) for _, row in self.data}
        indices = []
        for index, row in enumerate(self.grid_rows):
            if id(row) in data:
                indices.append(index)
        return indices

    def _why_unplaced(self, row: GridRow, index: int) -> str:
        """Why a cell has no place in the model; "" where it has one, or is left out on purpose."""
        # A cell may lie past the head where the last line of the head is lost.
        if index >= len(self.heads):
            return "超出表头的列"

        head, cell = self.heads[index], row.cell(index)
        if is_row_numbers(head) or _asks_for_person(head):
            return ""
        if head.unknown and head.text:
            return f"表头“{head.text}”在数据模型里没有位置"
        if head.unknown:
            return "这一列没有表头"

        key = head.key or ""
        if self._is_no_code(row, index):
            return "编码列里不是编码（3、5 或 7 位数字）"
        if key in self.read and not self.read[key](cell, self.period):
            return f"“{head.lowest}”列里没有认出的写法"
        # A target may be an amount.
        if key and key not in (*self.read, "target") and is_amount(cell):
            return "名称列里是金额"
        if head.coordinates and _figure(head, row, index) is None:
            is_too_long = figure(cell.rstrip("%％")) is not None
            return TOO_LONG if is_too_long else "金额列里不是数字"
        return ""

    def _is_no_code(self, row: GridRow, index: int) -> bool:
        """Whether a classification's code cell holds another text, beside a name that is one."""
        head = self.heads[index]
        column = column_of(head.key or "")
        cell = row.cell(index)
        if not cell or not column.endswith(_CODES) or is_code(head.key or "", cell):
            return False
        # Without a name beside it, it is the name: 合计 stands in either column.
        name = column.replace("_code", "_name")
        for other, beside in enumerate(self.heads):
            if beside.key == name and beside.list == head.list and row.cell(other):
                return True
        return False

    @cached_property
    def data(self) -> tuple[tuple[int, GridRow], ...]:
        """The rows that hold data, each with its place among them, from 1."""
        data = []
        for row in self.grid_rows:
            if row.filled and not is_column_numbers(row) and not self._repeats_head(row):
                data.append(row)
        return tuple(enumerate(data, start=1))

    def _repeats_head(self, row: GridRow) -> bool:
        """Whether a row is the head once more, as it stands after a page break."""
        if len(row.filled) < 2:
            return False
        for cell, head in zip(row.cells, self.heads, strict=False):
            if cell and head_text(cell) not in head.text.split(" › "):
                return False
        return True

    def fills(self, position: int, row: GridRow, name: str) -> bool:
        """Whether a row stands in a list: it has a cell there that is more than its number."""
        columns = self._columns(name)
        return any(row.cell(index) for index in columns if not is_row_numbers(self.heads[index]))

    def _columns(self, name: str) -> list[int]:
        return [index for index, head in enumerate(self.heads) if head.list == name]

    def _row(self, row: GridRow, name: str, position: int, codes: dict[str, Code]) -> Row:
        """A row of a list; `codes` are those of the list so far, by their column."""
        keys = {"list": name, "position": str(position), **placed(row.place)}
        figures: dict[str, Figure] = {}
        code_parts: dict[str, dict[str, str]] = {}
        for index in self._columns(name):
            head = self.heads[index]
            cell = row.cell(index)
            key = head.key or ""
            if head.coordinates:
                amount = _figure(head, row, index)
                if amount is None:
                    amount = BLANK
                figures[head.coordinates.column] = amount
            elif self._is_no_code(row, index):
                continue
            elif ":" in key and key not in self.read:
                parts = code_parts.setdefault(column_of(key), {})
                parts[key] = cell
            elif key:
                keys |= self._key(key, cell, keys)

        for column, parts in code_parts.items():
            code = codes.setdefault(column, Code())
            whole = code.complete(parts)
            keys |= {key: text for key, text in whole.items() if text}
        keys = _as_unit(keys)

        role = _role(keys, figures, position == 1)
        is_named = keys.get("item") or keys.get("function_name") or keys.get("project_name")
        if role == "line" and not is_named:
            role = self._role_beside(row, name)
            keys |= self._name_beside(row, name, keys)

        for key, text in keys.items():
            # Of a name that several columns of labels make, each may be as long as one of its own.
            if len(text) > _LONGEST:
                words = [phrase(part, _LONGEST) for part in text.split("·")]
                keys[key] = "·".join(words)
        keys["role"] = role
        return Row(keys, figures)

    def _key(self, key: str, cell: str, keys: Mapping[str, str]) -> dict[str, str]:
        before = keys.get("item")
        if key == "item" and cell and before:
            # 教育支出 | 小学: several columns of labels say each more of the one before.
            return {"item": f"{before}·{cell}"}
        if key == "project_number" and _TOTAL.fullmatch(plain(cell)):
            # 合计 stands where a row's first column is, and that may be one of numbers.
            return {"item": cell}
        if key in self.read:
            return {column_of(key): self.read[key](cell, self.period) or ""}
        if cell and (key == "target" or not is_amount(cell)):
            return key_cell(key, cell, keys)
        return {}

    def _role_beside(self, row: GridRow, name: str) -> Role:
        """What a row without a name is beside lists of its direction: 支出合计 is printed once."""
        direction, _, _ = name.partition("-")
        for cell, head in zip(row.cells, self.heads, strict=False):
            beside, _, _ = head.list.partition("-")
            if cell and head.key and beside == direction:
                return _role({"item": cell}, {}, False)
        return "line"

    def _name_beside(self, row: GridRow, name: str, keys: Mapping[str, str]) -> dict[str, str]:
        """The name of figures whose cell is merged over the list before: 公用经费合计 | | | 2,266.65."""
        own = self._columns(name)
        before = [index for index in range(own[0]) if row.cell(index)]
        if not before or not any(row.cell(index) for index in own):
            return {}

        nearest = self.heads[before[-1]]
        text = plain(row.cell(before[-1]))
        # 支出合计 is printed once over lists of spending; a list of income is not named after it.
        is_same = nearest.list.partition("-")[0] == name.partition("-")[0]
        is_total = _SUBTOTAL.fullmatch(text) or (is_same and _TOTAL.fullmatch(text))
        if nearest.key is None or not is_total:
            return {}

        labels = []
        for index in own:
            key = self.heads[index].key or ""
            if keys.get(key):
                return {}
            if key.endswith("_name") or (is_same and key == "item"):
                labels.append(key)
        return {labels[0]: row.cell(before[-1])} if labels else {}


def _numbers_in_prose(key: str, cell: str) -> list[str]:
    """The numbers in what is not kept of a cell of prose."""
    not_kept = _PROSE.get(key)
    return _NUMBER.findall(not_kept(cell)) if not_kept else []


def _length(cell: str) -> str:
    """How many characters a text has, blanks aside; "" for none, and for a number in its place."""
    text = re.sub(r"\s", "", cell)
    if not text or figure(cell) is not None:
        return ""
    return str(len(text))


def _fact(cell: str) -> str:
    """A text as far as it is kept; "" for an amount in its place."""
    return "" if is_amount(cell) else phrase(cell, PHRASE)


def column_of(key: str) -> str:
    """The column that a key stands in; the parts of a code stand in one column together.

    >>> column_of("function_code:2"), column_of("item")
    ('function_code', 'item')
    """
    return key.partition(":")[0]


def _as_unit(keys: dict[str, str]) -> dict[str, str]:
    """The keys of a row, its name being its unit's where the row has a unit's code and no other."""
    # 101001 | 某某中心 under 科目名称: the name is of the unit, not of a function.
    name = next((key for key in keys if key.endswith("_name")), "")
    is_of_class = name.endswith(("function_name", "economic_name"))
    if not keys.get("unit_code") or not is_of_class:
        return keys

    results = {}
    for key, text in keys.items():
        if key.endswith("_code") and key != "unit_code":
            return keys
        results["unit_name" if key == name else key] = text
    return results


def _asks_for_person(head: ColumnHeader) -> bool:
    return head.unknown and privacy.is_contact(head.lowest)


def _figure(head: ColumnHeader, row: GridRow, index: int) -> Figure | None:
    """The figure in a cell; None for another text, and for one that no package may hold."""
    value = row.figure(index)
    # Shares may carry their percent sign.
    if head.coordinates is not None and head.coordinates.measure == "percent":
        value = figure(re.sub(r"[%％]$", "", row.cell(index)))
    return value if is_storable(value) else None


def _role(keys: Mapping[str, str], figures: Mapping[str, Figure], first: bool) -> Role:
    """What a row is, by its name; the first of a list may be the total without a name."""
    names = []
    for key, text in keys.items():
        if text and (key.endswith("_name") or key in _NAMES):
            names.append(plain(text).rstrip(":"))

    # 本年支出合计 is a subtotal, though it says 合计: 上年结转 stands beside it.
    if any(map(_SUBTOTAL.fullmatch, names)):
        return "subtotal"
    if any(map(_TOTAL.fullmatch, names)):
        return "total"

    # The first line of a list may be its total without saying so.
    is_coded = any(text for key, text in keys.items() if key.endswith("_code"))
    is_filled = any(amount != BLANK for amount in figures.values())
    if first and is_filled and not names and not is_coded:
        return "total"
    return "line"


def placed(place: Place) -> dict[str, str]:
    """A place in the one document of its package, as the key columns of a row state it.

    >>> placed(Place(page=3, box="72 90 520 104"))
    {'document': '1', 'page': '3', 'box': '72 90 520 104'}
    """
    columns = {"document": "1"}
    if place.page:
        columns["page"] = str(place.page)
    if place.line:
        columns["source_line"] = str(place.line)
    if place.box:
        columns["box"] = place.box
    return columns
