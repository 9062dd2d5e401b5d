"""What a document says of persons, taken out first: told by kind and place, never by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from scripts.ingest.document import Block, Document, Grid, GridRow, LeftOut, Paragraph, Place
from scripts.ingest.vocabulary.column_headers import is_head
from scripts.privacy import MARK, asks_for, cleaned, find, is_contact, is_name
from scripts.schema import figure
from scripts.schema.labels import plain

DROPPED = "个人信息，导入时丢弃"

# 单位：元, also in a head: 金额（元）.
_UNIT = re.compile(r"(?:单位\s*[:：]?\s*|[（(])\s*(人民币)?(?P<unit>[万千百亿]*元)")
# A line that ends in a contact's label, or in figures that may go on in the next.
_GOES_ON = re.compile(r"(?:[:：]|[\d-]|联系人|负责人|经办人|姓名|电话)\s*$")
# How far into both lines what reaches over their break is sought.
_REACH = 120
_MONEY = re.compile(r"预算|决算|收入|支出|金额|合计|总计|小计|资金|拨款|经费|执行数|结转|增减")
_WHOLE = re.compile(r"1[3-9]\d{9}")


def without(document: Document, labels: Sequence[str]) -> tuple[Document, tuple[LeftOut, ...]]:
    """The document with nothing personal in it, and what was dropped, by its kind and place.

    `labels` are the labels of forms, as they are compared: what stands after one of them is no
    contact.
    """
    redaction = _Redaction(labels)
    blocks = tuple(redaction.block(block) for block in _lines_joined(document.blocks, redaction))
    compiled = tuple(redaction.compiled(grid) for grid in document.compiled)
    return replace(document, blocks=blocks, compiled=compiled), tuple(redaction.dropped)


def contact(label: str, place: Place) -> LeftOut:
    """That the contact under a label was dropped: its kind and its place."""
    return LeftOut(f"{plain(label).rstrip(':')}的{asks_for(label)}", DROPPED, place)


def _lines_joined(blocks: Sequence[Block], redaction: _Redaction) -> Iterator[Block]:
    """The blocks, without what is personal only where two lines are read as one.

    A label at the end of a line, its name in the next; a number that is broken.
    """
    pending: Paragraph | None = None
    for block in blocks:
        if pending is not None and isinstance(block, Paragraph):
            pending, block = redaction.over_lines(pending, block)
        if pending is not None:
            yield pending
        pending = None
        if isinstance(block, Paragraph) and _GOES_ON.search(block.text[-20:]):
            pending = block
        else:
            yield block
    if pending is not None:
        yield pending


@dataclass
class _Redaction:
    """One document on its way: what was dropped so far, and the unit that was printed last."""

    labels: Sequence[str]
    dropped: list[LeftOut] = field(default_factory=list)
    unit: str = ""

    def block(self, block: Block) -> Block:
        if isinstance(block, Grid):
            return self._grid(block)
        self._see_unit(block.text)
        return Paragraph(self._text(block.text, block.place), block.place)

    def compiled(self, grid: Grid) -> Grid:
        """A grid whose cells stand each for itself: none is the label of the next."""
        rows = []
        for row in grid.rows:
            cells = tuple(self._text(cell, row.place) for cell in row.cells)
            rows.append(replace(row, cells=cells))
        return replace(grid, rows=tuple(rows))

    def over_lines(self, above: Paragraph, below: Paragraph) -> tuple[Paragraph, Paragraph]:
        """Two lines, without what begins in the upper one and reaches into the lower."""
        upper, lower = above.text[-_REACH:], below.text[:_REACH]
        at = len(upper)
        cut = len(above.text) - at
        joined = f"{upper}\n{lower}"
        alone = {datum[:2] for datum in find(upper)}
        alone |= {(start + at + 1, end + at + 1) for start, end, _ in find(lower)}
        for start, end, kind in reversed(find(joined)):
            reaches = end > at + 1
            if not reaches or (start, end) in alone:
                continue
            self.dropped.append(LeftOut(kind, DROPPED, below.place))
            below = Paragraph(MARK + below.text[end - at - 1 :], below.place)
            if start < at:
                above = Paragraph(above.text[: cut + start] + MARK, above.place)
            break
        return above, below

    def _see_unit(self, text: str) -> None:
        match = _UNIT.search(text) if "元" in text else None
        if match:
            self.unit = match["unit"]

    def _text(self, text: str, place: Place) -> str:
        clean, kinds = cleaned(text)
        self.dropped += [LeftOut(kind, DROPPED, place) for kind in kinds]
        return clean

    # Grids

    def _grid(self, grid: Grid) -> Grid:
        amounts = self._amounts(grid)
        rows = []
        above: dict[int, str] = {}
        for number, row in enumerate(grid.rows):
            own = frozenset(index for at, index in amounts if at == number)
            rows.append(self._row(row, above, own))
            above = self._labels_above(row, above)
        return replace(grid, rows=tuple(rows))

    def _amounts(self, grid: Grid) -> frozenset[tuple[int, int]]:
        """The cells, by row and column, whose eleven digits are 元 and not a number to call.

        13–19 billion are the turnover of a ministry, and begin like mobile numbers. They stand under
        a head of money or right after a label of money, the unit is 元, and neither their column
        nor their row asks for a contact.
        """
        rows = [row.cells for row in grid.rows]
        if not any(_WHOLE.fullmatch(cell) for cells in rows for cell in cells):
            return frozenset()
        for cell in (cell for cells in rows for cell in cells):
            self._see_unit(cell)
        asked, headed = set(), set()
        amounts = []
        for number, cells in enumerate(rows):
            asks = any(map(is_contact, cells))
            filled = [cell for cell in cells if cell]
            # A row of words heads what stands below it, until the next one.
            is_headline = len(filled) > 1 and not any(figure(cell) is not None for cell in filled)
            for index, cell in enumerate(cells):
                if is_contact(cell):
                    asked.add(index)
                elif is_headline and cell:
                    headed.discard(index)
                    if _MONEY.search(cell):
                        headed.add(index)
                label = cells[index - 1] if index else ""
                is_money = index in headed or _MONEY.search(label)
                if _WHOLE.fullmatch(cell) and is_money and not asks and index not in asked:
                    amounts.append((number, index))
        return frozenset(amounts) if self.unit == "元" else frozenset()

    def _row(self, row: GridRow, above: dict[int, str], amounts: frozenset[int]) -> GridRow:
        """A row whose cells after and below a contact's label are blank, and whose others are clean."""
        cells: list[str] = []
        # The label of a contact that waits for its cell: blank cells may stand between.
        waiting = ""
        for index, cell in enumerate(row.cells):
            if not cell or index in amounts:
                cells.append(cell)
                continue
            if not waiting and cell.isascii() and index not in above:
                # Most cells are figures, and none of them asks for anything.
                cells.append(self._text(cell, row.place))
                continue

            label = plain(cell)
            if waiting and not self._is_label(label) and _may_be_contact(cell):
                self.dropped.append(contact(waiting, row.place))
                cells.append("")
            elif index in above and _is_contact_below(cell, label):
                self.dropped.append(contact(above[index], row.place))
                cells.append("")
            else:
                cells.append(self._text(cell, row.place))
            waiting = label if is_contact(label) else ""
        return replace(row, cells=tuple(cells))

    def _labels_above(self, row: GridRow, above: dict[int, str]) -> dict[int, str]:
        """The contacts' labels that stand over the next row, by column."""
        labels = {}
        # From the right, so that what follows a cell is known without a look at all of it.
        following = ""
        for index in reversed(range(len(row.cells))):
            cell = row.cells[index]
            right, following = following, cell or following
            if is_contact(cell):
                # With its answer beside it, a label asks nothing of the row below.
                if not right or self._is_label(plain(right)):
                    labels[index] = plain(cell)
            elif index in above and (not cell or _is_contact_below(cell, plain(cell))):
                labels[index] = above[index]
        return labels

    def _is_label(self, text: str) -> bool:
        return text.endswith(":") or text in self.labels or is_contact(text) or is_head(text)


def _may_be_contact(cell: str) -> bool:
    """Whether a cell may hold a name or a number to call.

    A plain figure is an amount unless its form says otherwise.
    """
    return figure(cell) is None or bool(find(cell))


def _is_contact_below(cell: str, label: str) -> bool:
    """Whether the cell below a contact's label answers it: surely a name, or a number to call."""
    if find(cell) or is_name(label, sure=True):
        return True
    digits = re.sub(r"[\s()（）-]", "", cell)
    return digits.isdigit() and 7 <= len(digits) <= 12 and "." not in cell
