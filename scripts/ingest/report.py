"""What an import read, could not place and left out, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.files import File
from scripts.ingest.declaration import Download
from scripts.ingest.document import LeftOut, Place, Unplaced
from scripts.ingest.redaction import MARK
from scripts.package import Package, Row
from scripts.schema import STATUSES, figure

_LONGEST = 60
_LIKE_AMOUNT = re.compile(r"[-+(（]?\d[\d,，. ]*(%|％|[百千]?[万亿]?元)?[)）]?")


@dataclass(frozen=True)
class Report:
    """The outcome of one import: the package, the cells without a place, what was left out, and remarks on slips.

    `read_as` says how the file was read, where that was not by recognising its tables; `beside` are the files that a
    person wrote and that came with it. Of a download of ours that comes back, `download` is what it was made from and what it brought.
    """

    package: Package
    unplaced: tuple[Unplaced, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]
    read_as: str = ""
    beside: tuple[File, ...] = ()
    download: Download | None = None

    @property
    def complete(self) -> bool:
        """Whether every amount of every table found its place."""
        return not any(_may_be_amount(cell.text) for cell in self.unplaced)

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
    """The report on a package that is held already, or on what one of its documents gave to it."""
    lost = package.tables.get("unrecognised")
    rows = lost.rows if lost is not None else ()
    number = str(document) if document else ""
    return Report(
        package,
        tuple(_unplaced(row) for row in rows if number in ("", row["document"])),
        tuple(
            _left_out(one) for one in package.left_out if number in ("", one.get("document", "1"))
        ),
        remarks,
        read_as,
        beside,
    )


def of_document(report: Report, document: int) -> Report:
    """What a report on a held package says of one of its documents; what it says of the whole, with the first."""
    whole = (report.remarks, report.beside) if document == 1 else ((), ())
    return of_package(report.package, report.read_as, *whole, document=document)


def _unplaced(row: Row) -> Unplaced:
    numbers = {name: int(row[name]) if row[name] else None for name in ("page", "source_line")}
    place = Place(page=numbers["page"], line=numbers["source_line"], box=row["box"])
    return Unplaced(
        row["table_title"],
        int(row["row"] or 0),
        int(row["cell"] or 0),
        row["text"],
        row["why"],
        place,
    )


def _left_out(stated: Mapping[str, str]) -> LeftOut:
    match = re.fullmatch(r"第 (\d{1,6}) ([页行])", stated.get("place", ""))
    number = int(match[1]) if match else 0
    place = Place(page=number) if match and match[2] == "页" else Place(line=number)
    return LeftOut(stated.get("what", ""), stated.get("why", ""), place)


def head(package: Package) -> Iterator[str]:
    """Whose budget it is, and of which year."""
    stated = package.disclosure
    yield f"{stated.department}　{stated.year} 年 {'决算' if stated.phase == 'final' else '预算'}"


def tables(package: Package) -> Iterator[str]:
    """A line per table: how many rows and figures were read, in which unit."""
    for table in package.tables.values():
        numbers = sum(
            isinstance(value, Decimal) for row in table.rows for value in row.figures.values()
        )
        unit = f"，单位 {table.amount_unit}" if table.amount_unit else ""
        yield f"  {table.title}（{table.name}）：{len(table.rows)} 行，{numbers} 个数{unit}；{STATUSES[table.status]}"


def rest(
    unplaced: Sequence[Unplaced], left_out: Sequence[LeftOut], remarks: Sequence[str]
) -> Iterator[str]:
    """What is in no table: the cells without a place, what was left out on purpose, the slips on the way."""
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
    """What was left out, once for each kind of thing, with all its places."""
    places: dict[tuple[str, str], list[str]] = {}
    for one in left_out:
        places.setdefault((one.what, one.why), []).append(str(one.place))
    for kind, found in places.items():
        yield kind, "、".join(found)


def shortened(text: str) -> str:
    """A text for a line of a report: a long one by its beginning."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _may_be_amount(text: str) -> bool:
    """Whether a cell states an amount, whole or broken (5 582.87, 12%, 3万元), or one too like a telephone number."""
    return (
        text == MARK
        or isinstance(figure(text), Decimal)
        or _LIKE_AMOUNT.fullmatch(text) is not None
    )
