"""What an import read, could not place and left out, in plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.files import File
from scripts.ingest.declaration import Download
from scripts.ingest.document import LeftOut, Place, Unplaced
from scripts.ingest.headlines import PHASE_WORDS
from scripts.package import Package, Row
from scripts.privacy import MARK
from scripts.schema import STATUSES, figure

_LONGEST = 60
# 5 582.87, -12%, (3万元), 900.0万: digits with what stands around them; blanks were taken out.
_LIKE_AMOUNT = re.compile(r"[-+−(]*[¥$]?\d[\d,.、'’]*(%|[百千]?[万亿]?元?)?[)]?")
# Blanks of every kind, and characters that nobody sees.
_BLANKS = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_WRITTEN_PLACE = re.compile(r"第 (\d{1,6}) ([页行])")


@dataclass(frozen=True)
class Report:
    """The outcome of one import: the package, the cells without a place, what was left out.

    `remarks` are on slips of the document; `losses` are those of them that tell of something not
    read. `read_as` says how the file was read, where that was
    not by recognising its tables; `beside` are the files that a person wrote and that came with
    it. Of a download of ours that comes back, `download` is what it was made from and brought.
    """

    package: Package
    unplaced: tuple[Unplaced, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]
    read_as: str = ""
    beside: tuple[File, ...] = ()
    download: Download | None = None
    losses: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether all was read, and every amount of every table found its place."""
        if self.losses:
            return False
        for cell in self.unplaced:
            # An amount may be broken, or too like a telephone number.
            is_amount = cell.text == MARK or isinstance(figure(cell.text), Decimal)
            text = _BLANKS.sub("", unicodedata.normalize("NFKC", cell.text))
            if is_amount or _LIKE_AMOUNT.fullmatch(text):
                return False
        return True

    def lines(self) -> Iterator[str]:
        """The report, line by line, for a person."""
        yield from head(self.package)
        yield ""
        yield from tables(self.package)
        yield ""
        yield from rest(self.unplaced, self.left_out, self.remarks)


def of_package(
    package: Package,
    read_as: str,
    remarks: tuple[str, ...] = (),
    beside: tuple[File, ...] = (),
    document: int = 0,
) -> Report:
    """The report on a held package; with a document's number, only on what that one gave to it."""
    number = str(document or "")
    rows = package.rows("unrecognised")
    unplaced = [_unplaced(row) for row in rows if number in ("", row["document"])]

    left_out = []
    for item in package.left_out:
        if number in ("", item.get("document", "1")):
            place = _place(item.get("place", ""))
            what = item.get("what", "")
            why = item.get("why", "")
            left_out.append(LeftOut(what, why, place))
    return Report(package, tuple(unplaced), tuple(left_out), remarks, read_as, beside)


def of_document(report: Report, document: int) -> Report:
    """What a report on a held package says of one of its documents, of the whole with the first."""
    if document == 1:
        return of_package(report.package, report.read_as, report.remarks, report.beside, document)
    return of_package(report.package, report.read_as, document=document)


# For a person


def head(package: Package) -> Iterator[str]:
    """Whose budget it is, and of which year."""
    disclosure = package.disclosure
    yield f"{disclosure.department}　{disclosure.year} 年 {PHASE_WORDS[disclosure.phase]}"


def tables(package: Package) -> Iterator[str]:
    """A line per table: how many rows and figures were read, in which unit."""
    for table in package.tables.values():
        numbers = 0
        for row in table.rows:
            for value in row.figures.values():
                numbers += isinstance(value, Decimal)

        unit = f"，单位 {table.amount_unit}" if table.amount_unit else ""
        content = f"{len(table.rows)} 行，{numbers} 个数{unit}"
        yield f"  {table.title}（{table.name}）：{content}；{STATUSES[table.status]}"


def rest(
    unplaced: Sequence[Unplaced], left_out: Sequence[LeftOut], remarks: Sequence[str]
) -> Iterator[str]:
    """What is in no table: cells without a place, what was left out on purpose, slips."""
    yield f"没有位置的单元格：{len(unplaced)} 个"
    for cell in unplaced:
        where = f"{cell.place}，《{cell.table_title}》第 {cell.row} 行第 {cell.cell} 列"
        yield f"  {where}“{shortened(cell.text)}”：{cell.why}"

    yield f"有意不收的：{len(left_out)} 处"
    for (what, why), places in grouped(left_out):
        yield f"  {what}（{why}）：{places}"

    if remarks:
        yield "读的时候遇到的笔误："
        yield from (f"  {remark}" for remark in remarks)


def grouped(left_out: Sequence[LeftOut]) -> Iterator[tuple[tuple[str, str], str]]:
    """What was left out and why, once for each kind of thing, with all its places.

    >>> places = Place(page=1), Place(page=3)
    >>> list(grouped([LeftOut("目录", "页码不是数据", place) for place in places]))
    [(('目录', '页码不是数据'), '第 1 页、第 3 页')]
    """
    places: dict[tuple[str, str], list[str]] = {}
    for item in left_out:
        own = places.setdefault((item.what, item.why), [])
        own.append(str(item.place))

    for kind, texts in places.items():
        yield kind, "、".join(texts)


def shortened(text: str) -> str:
    """A text for a line of a report: a long one by its beginning."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}…"


def _unplaced(row: Row) -> Unplaced:
    place = Place(
        page=int(row["page"] or 0) or None,
        line=int(row["source_line"] or 0) or None,
        box=row["box"],
    )
    return Unplaced(
        table_title=row["table_title"],
        row=int(row["row"] or 0),
        cell=int(row["cell"] or 0),
        text=row["text"],
        why=row["why"],
        place=place,
    )


def _place(text: str) -> Place:
    match = _WRITTEN_PLACE.fullmatch(text)
    if match is None:
        return Place(line=0)
    if match[2] == "页":
        return Place(page=int(match[1]))
    return Place(line=int(match[1]))
