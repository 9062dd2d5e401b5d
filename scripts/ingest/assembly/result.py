"""What came of the files of one disclosure: the package, its changes, what is to be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from scripts import package as packages
from scripts.checks import Finding
from scripts.files import File
from scripts.ingest.assembly.corrections import FILE, FigureChange, appended
from scripts.ingest.assembly.self_check import Proof, proof
from scripts.ingest.report import Report
from scripts.ingest.stated import NOTHING, Stated
from scripts.package import OURS, Package, Source


@dataclass(frozen=True)
class ImportOptions:
    """What the person who imports says, and no file does."""

    slug: str | None = None
    title: str = ""
    address: str | None = None
    published: str | None = None
    approved: str | None = None
    stated: Stated = NOTHING


class FileReport(NamedTuple):
    """A file of an import, with the report on its reading."""

    path: Path
    report: Report


@dataclass(frozen=True)
class Part:
    """What one file gave to a package: its name, its number, the report on its reading."""

    file: str
    document: int
    report: Report
    remark: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is to be said of the file and its reading."""
        if not self.remark:
            return self.report.remarks
        return (self.remark, *self.report.remarks)


@dataclass(frozen=True)
class PackageResult:
    """One package that an import made, what each file gave, and the figures that changed since.

    `reread`: by reading the same files again; `by_hand`: by a person, in the package's download.
    `faults`: what `check` calls unsound in it.
    """

    package: Package
    parts: tuple[Part, ...]
    changes: tuple[FigureChange, ...] = ()
    reread: bool = False
    by_hand: bool = False
    faults: tuple[Finding, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every amount of every table found its place, in a sound package."""
        return not self.faults and all(part.report.complete for part in self.parts)

    @cached_property
    def proof(self) -> Proof:
        """How much of the package its own equations prove."""
        return proof(self.package)

    @property
    def kept(self) -> tuple[Source, ...]:
        """The documents of the package that were not among the files, and stay as they were."""
        numbers = {part.document for part in self.parts}
        sources = enumerate(self.package.sources, start=1)
        return tuple(source for number, source in sources if number not in numbers)

    @property
    def _why(self) -> str:
        if any(part.report.read_as for part in self.parts):
            return "换成另一个数据包"
        if self.by_hand:
            return "在下载的文件里更正"
        if self.reread:
            return "重新读取同一份文件"
        return "换成更正后的文件"

    def files(self, held: Iterable[File], *, day: str, why: str = "") -> list[File]:
        """The files of the package; raises CorrectionsError where its record is not ours."""
        # What stands in the folder goes before what comes along: a person wrote it there.
        ours = {file.path: file for part in self.parts for file in part.report.beside}
        ours |= {file.path: file for file in held if file.path in OURS}

        # What the record holds stays, also where a package brings a record of its own.
        if self.changes:
            record = ""
            if FILE in ours:
                record = ours[FILE].content.decode("utf-8-sig")
            record = appended(record, self.changes, day=day, why=why or self._why)
            ours[FILE] = File.text(FILE, record)
        return [*packages.to_files(self.package), *ours.values()]
