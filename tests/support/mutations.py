"""Damaged copies of a file, the same for the same seed, and what an import makes of them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from scripts import ingest
from scripts.ingest.document import ReadError
from scripts.ingest.report import Report

# What a row holds that says only where it was read from.
_PLACE = ("box", "source_line", "page")


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A copy with bits turned over, stretches cut out, doubled or set to zero, or its end cut off."""
    copy = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 64))):
        place = chance.randrange(len(copy))
        kind = chance.randrange(5)
        if kind <= 1:
            copy[place] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del copy[place : place + chance.randrange(1, 400)]
        elif kind == 3:
            copy[place:place] = copy[place : place + chance.randrange(1, 400)]
        else:
            end = min(len(copy), place + chance.randrange(1, 400))
            copy[place:end] = bytes(end - place)
        if not copy:
            return b""
    if chance.random() < 0.15:
        del copy[chance.randrange(len(copy)) :]
    return bytes(copy)


@dataclass(frozen=True)
class Reading:
    """What came of a file: its rows by table with their pages, and what was said of it."""

    rows: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    said: frozenset[str]
    complete: bool

    @property
    def content(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """The rows of each table, wherever they stand."""
        return {name: tuple(cells for cells, _ in rows) for name, rows in self.rows.items()}

    def pages_unlike(self, other: Reading) -> set[int]:
        """The pages on which rows stand that another reading does not have, there or at all."""
        pages = set()
        for name, rows in self.rows.items():
            known = set(other.rows.get(name, ()))
            pages |= {int(page) for cells, page in rows if page and (cells, page) not in known}
        return pages


def reading(path: Path) -> Reading | None:
    """What an import makes of a file; None where it refuses it."""
    try:
        report = ingest.ingest(path)
    except ReadError:
        return None
    return of_report(report)


def of_report(report: Report) -> Reading:
    rows = {}
    for name, table in report.package.tables.items():
        kept = []
        for row in table.rows:
            cells = {**row.keys, **{key: str(value) for key, value in row.figures.items()}}
            page = cells.get("page", "")
            kept.append(
                (tuple(f"{key}={cell}" for key, cell in cells.items() if key not in _PLACE), page)
            )
        rows[name] = tuple(kept)
    said = {str(cell) for cell in report.unplaced} | set(report.remarks)
    return Reading(rows, frozenset(said), report.complete)


def outcome(original: Path, before: Reading, copy: Path) -> str:
    """What came of a damaged copy of a file, in a word.

    `refused`, `told` (with a remark, and not complete), `same`, or read otherwise than the original
    without a word: `drawn` where the pages concerned are drawn otherwise too, else `lost`.
    """
    after = reading(copy)
    if after is None:
        return "refused"
    if not after.complete and after.said - before.said:
        return "told"
    if after.content == before.content:
        return "same"
    pages = before.pages_unlike(after) | after.pages_unlike(before)
    return (
        "drawn" if any(_drawn(original, page) != _drawn(copy, page) for page in pages) else "lost"
    )


def _drawn(path: Path, page: int) -> bytes | None:
    """A page as a renderer draws it; None where it has no such page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return bytes(document[page - 1].render(scale=1).buffer)
    except (IndexError, pypdfium2.PdfiumError):
        return None
    finally:
        document.close()
