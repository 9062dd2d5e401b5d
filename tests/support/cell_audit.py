"""Cells of a PDF as another reader sees them, with head and row label, held against a package.

pdfplumber reads the drawn tables; where none is drawn, the words of a page are put in lines. It
knows nothing of budgets: what it calls a head is the text over a number, what it calls a label the
text to its left.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import pdfplumber

from scripts.ingest import Report
from scripts.package import Row, Table
from scripts.schema import stored

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)")
# How far, in points, a row of ours may end from where the other reader sees a number.
_NEAR = 3.0
# Words nearer to each other than this stand in one cell of a table without lines.
_GAP = 6.0
AGREES, COLUMN, LABEL = "agrees", "other column", "other label"
ROW, TOLD, MISSING = "other row", "told", "missing"
OUTCOMES = (AGREES, COLUMN, LABEL, ROW, TOLD, MISSING)


@dataclass(frozen=True)
class Cell:
    """A number as the other reader sees it: page, place, the text over it and to its left."""

    page: int
    x: float
    y: float
    number: str
    head: str
    label: str
    ruled: bool
    goes_on: bool


@dataclass(frozen=True)
class Judgement:
    """What became of a cell in the package, and what stands there instead."""

    cell: Cell
    outcome: str
    ours: str = ""


def cells(path: Path, pages: int, seed: int) -> list[Cell]:
    """The amounts with a label on so many pages of a PDF, drawn with a seed."""
    found: list[Cell] = []
    with pdfplumber.open(path) as pdf:
        numbers = list(range(len(pdf.pages)))
        random.Random(f"{seed} {path.name}").shuffle(numbers)
        for number in numbers:
            page = pdf.pages[number]
            if not _AMOUNT.search(page.extract_text() or ""):
                page.close()
                continue
            found += _cells(page, pdf.pages[number - 1] if number else None)
            page.close()
            if len({cell.page for cell in found}) >= pages:
                break
    return found


def _cells(page: Any, before: Any) -> Iterator[Cell]:
    tables = [
        table for table in page.find_tables() if len(table.rows) * len(table.rows[0].cells) > 3
    ]
    for place, table in enumerate(tables):
        above: list[list[str | None]] = []
        if place == 0 and before is not None:
            above = _heads_before(before, len(table.rows[0].cells))
        yield from _ruled(page.page_number, table, above)
    if not tables:
        yield from _unruled(page)


def _heads_before(page: Any, width: int) -> list[list[str | None]]:
    """The head of the last table of the page before, for one that goes on without any."""
    tables = page.find_tables()
    if not tables or len(tables[-1].rows[0].cells) != width:
        return []
    return _head(tables[-1].extract())


def _head(rows: Sequence[Sequence[str | None]]) -> list[list[str | None]]:
    head: list[list[str | None]] = []
    for row in rows:
        if any(cell and _AMOUNT.fullmatch(_text(cell)) for cell in row):
            break
        head.append(list(row))
    # Rows of labels without amounts are no head: there is none where no amount follows.
    return head[:4] if len(head) < len(rows) else []


def _ruled(page: int, table: Any, above: Sequence[Sequence[str | None]]) -> Iterator[Cell]:
    rows = table.extract()
    own = _head(rows)
    # Rows under a page's end have labels, no heads: a head spans columns of numbers.
    heads = own or list(above)
    for row, texts in zip(table.rows, rows, strict=True):
        for index, (box, text) in enumerate(zip(row.cells, texts, strict=True)):
            number = _text(text or "")
            if box is None or not _AMOUNT.fullmatch(number):
                continue
            head = next(
                (
                    _text(line[index] or "")
                    for line in reversed(heads)
                    if index < len(line) and _is_word(line[index])
                ),
                "",
            )
            label = next(
                (_text(cell or "") for cell in reversed(texts[:index]) if _is_word(cell)), ""
            )
            if label:
                x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
                yield Cell(page, x, y, number, head, label, True, not own and bool(above))


def _unruled(page: Any) -> Iterator[Cell]:
    words = page.extract_words(x_tolerance=_GAP / 2, y_tolerance=3)
    lines = [
        sorted(line, key=lambda word: float(word["x0"]))
        for _, line in groupby(
            sorted(words, key=lambda word: float(word["top"])),
            key=lambda word: round(float(word["top"]) / 4),
        )
    ]
    for at, line in enumerate(lines):
        for index, word in enumerate(line):
            number = _text(word["text"])
            label = next(
                (_text(left["text"]) for left in reversed(line[:index]) if _is_word(left["text"])),
                "",
            )
            if _AMOUNT.fullmatch(number) and label and _is_row(line):
                x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
                yield Cell(
                    page.page_number, x, y, number, _over(lines[:at], word), label, False, False
                )


def _is_row(line: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a line is of a table: figures and short words, and nothing that ends a sentence."""
    return not any(re.search(r"[，。；：]", str(word["text"])) for word in line)


def _over(lines: Sequence[Sequence[Mapping[str, Any]]], word: Mapping[str, Any]) -> str:
    for line in reversed(lines):
        for other in line:
            overlaps = other["x0"] < word["x1"] and word["x0"] < other["x1"]
            if overlaps and _is_word(other["text"]):
                return _text(other["text"])
    return ""


def _text(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _is_word(text: str | None) -> bool:
    """Whether a text may head or call something: it has letters, and is not the unit of a page."""
    whole = _text(text or "")
    return re.search(r"[^\W\d_]", whole) is not None and not re.search(r"单位:", whole)


def judged(cells: Sequence[Cell], report: Report) -> list[Judgement]:
    """Where each cell stands in the package of a report."""
    held: dict[int, list[tuple[Table, Row]]] = defaultdict(list)
    for table in report.package.tables.values():
        for row in table.rows:
            if row["page"]:
                held[int(row["page"])].append((table, row))
    told: dict[int, Counter[str]] = defaultdict(Counter)
    for unplaced in report.unplaced:
        if unplaced.place.page:
            told[unplaced.place.page].update(_NUMBER.findall(_text(unplaced.text)))
    return [_judged(cell, held[cell.page], held[cell.page - 1], told[cell.page]) for cell in cells]


def _judged(
    cell: Cell,
    rows: Sequence[tuple[Table, Row]],
    rows_before: Sequence[tuple[Table, Row]],
    told: Counter[str],
) -> Judgement:
    number = Decimal(cell.number.replace(",", ""))
    worst = MISSING, ""
    for table, row in rows:
        if not _covers(row, cell):
            continue
        if any(cell.number in _text(text) for text in row.keys.values()):
            return Judgement(cell, AGREES)
        heads = [
            _published(table, row, name) for name in row.figures if _same(row.figures[name], number)
        ]
        if not heads:
            continue
        # A sentence is no row of a table, and a form has labels where a table has heads.
        is_said = table.kind.name == "statements"
        is_form = table.kind.name == "sheet-funds"
        if is_said or is_form or not cell.head or any(_alike(cell.head, head) for head in heads):
            if is_said or _bears(row, cell.label):
                return Judgement(cell, AGREES)
            worst = LABEL, row.label
        else:
            worst = COLUMN, " | ".join(heads)
    if worst[0] != MISSING:
        return Judgement(cell, *worst)
    for table, row in (*rows, *rows_before):
        if not any(_same(value, number) for value in row.figures.values()):
            continue
        # A row that is broken over two pages stands where it begins; a sentence is no row.
        if table.kind.name == "statements" or _bears(row, cell.label):
            return Judgement(cell, AGREES)
        if (table, row) in rows:
            worst = ROW, row.label
    if worst[0] == ROW:
        return Judgement(cell, *worst)
    if told[cell.number]:
        return Judgement(cell, TOLD)
    return Judgement(cell, MISSING)


def _bears(row: Row, label: str) -> bool:
    """Whether a row is called what the other reader saw, as far as either of the two was cut."""
    # A total may have its name merged over the list beside it.
    if row.role != "line" and not row.label and re.search(r"[合小总]计", label):
        return True
    # A row by year (2025年, 增减变化) says its year by a word of ours.
    if row["vintage"] and re.search(r"20\d\d年|增减|变化", label):
        return True
    texts = [_text(text) for text in row.keys.values() if _is_word(text)]
    whole = "".join(texts)
    return label in whole or any(text in label for text in texts if len(text) > 1)


def _covers(row: Row, cell: Cell) -> bool:
    left, top, right, bottom = map(float, row["box"].split()) if row["box"] else (0, 0, 0, 0)
    return top - _NEAR <= cell.y <= bottom + _NEAR and left - _NEAR <= cell.x <= right + _NEAR


def _same(value: object, number: Decimal) -> bool:
    return (isinstance(value, Decimal) and value == number) or stored(value) == str(number)  # type: ignore[arg-type]


def _published(table: Table, row: Row, name: str) -> str:
    column = next((column for column in table.columns if column.name == name), None)
    return " › ".join(column.path(row["list"])) if column else name


def _alike(head: str, path: str) -> bool:
    """Whether two heads say the same, where one may be cut or stand over several columns."""
    lowest = _text(path)
    return head in lowest or any(_text(part) in head for part in path.split(" › ") if part)
