"""What there is to take away, described once for every form: each year, each table over all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from scripts import regions
from scripts.downloads import name_of
from scripts.files import File
from scripts.package import Disclosure, Package, Source
from scripts.schema import Column

DESCRIPTOR = "data/datapackage.json"
CATALOGUE_PAGE = "data/index.html"
_KEYWORDS = ("部门预算", "预算公开")
MEDIA = {
    "csv": ("text/csv", "CSV"),
    "json": ("application/json", "JSON"),
    "zip": ("application/zip", "ZIP"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX"),
    "parquet": ("application/vnd.apache.parquet", "Parquet"),
    "sqlite": ("application/vnd.sqlite3", "SQLite"),
}
"""Media type and name of each kind of file, by its ending."""


@dataclass(frozen=True)
class Distribution:
    """A file that a dataset can be taken away as; `of_table` where it holds one of many tables.

    `size` is in bytes.
    """

    path: str
    title: str
    media: str
    format: str
    size: int
    sha256: str
    of_table: bool = False


@dataclass(frozen=True)
class Place:
    """A place: its GB/T 2260 code, and its name where the list of places knows it."""

    code: str
    name: str


@dataclass(frozen=True)
class Dataset:
    """A dataset: what it is, the page that tells of it, its files.

    For a department's year also whose it is, and from which documents.
    """

    id: str
    title: str
    description: str
    page: str
    keywords: tuple[str, ...]
    distributions: tuple[Distribution, ...]
    department: str = ""
    series: str = ""
    year: int | None = None
    place: Place | None = None
    sources: tuple[Source, ...] = ()
    columns: tuple[Column, ...] = ()
    modified: str = ""
    citation: str = ""

    @property
    def issued(self) -> str:
        """The day of publication, where all documents record it: that of the last."""
        # A year from three documents was complete when the last came out.
        days = [source.published or "" for source in self.sources]
        return max(days, default="") if all(days) else ""

    @property
    def anchor(self) -> str:
        """The dataset itself, told apart from the page that tells of it."""
        name = "dataset" if self.sources else self.id
        return f"{self.page}#{name}"


def of_package(package: Package, description: str, citation: str, files: Iterable[File]) -> Dataset:
    """A department's year as a dataset.

    `files` are the files that can be taken away; those of other packages are left alone.
    """
    disclosure = package.disclosure
    # Each once, though many tables share them.
    columns = {column.name: column for table in package.tables.values() for column in table.values}
    own = [file for file in files if file.path.startswith(f"{package.path}/")]
    what = "部门预算" if disclosure.phase == "budget" else "部门决算"
    return Dataset(
        id=f"{package.slug}-{package.period}",
        title=package.title,
        description=description,
        page=f"{package.path}/data.html",
        keywords=(what, "预算公开", disclosure.department, str(disclosure.year)),
        distributions=tuple(_of_package(package, own)),
        department=disclosure.department,
        series=package.slug,
        year=disclosure.year,
        place=_place(disclosure),
        sources=package.sources,
        columns=tuple(columns.values()),
        # Never the day of a commit: a copy of the last commit alone has to give the same bytes.
        modified=max((correction.date for correction in package.corrections), default=""),
        citation=citation,
    )


def over_all(files: Sequence[File]) -> list[Dataset]:
    """The tables over all packages as datasets, as their descriptor tells them.

    Then what else stands beside them, together, and each reference package.
    """
    by_path = {file.path: file for file in files}
    descriptor: Mapping[str, Any] = {"resources": []}
    if DESCRIPTOR in by_path:
        descriptor = json.loads(by_path[DESCRIPTOR].content)
    tables = [_table(resource, by_path) for resource in descriptor["resources"]]

    named = {distribution.path for table in tables for distribution in table.distributions}
    beside = [file for file in files if _stands_in(file, "data") and file.path not in named]
    whole = list(_distributions(beside))
    references = _distributions(file for file in files if file.path.startswith("data/reference/"))
    return [
        *tables,
        *([_whole(descriptor.get("title", "全部数据"), whole)] if whole else []),
        *map(_reference, references),
    ]


def _place(disclosure: Disclosure) -> Place | None:
    code = disclosure.region
    if not code:
        return None
    return Place(code, regions.divisions(disclosure.year).get(code, ""))


def _stands_in(file: File, folder: str) -> bool:
    """Whether a file stands in a folder itself, not in one below it."""
    return file.path.rpartition("/")[0] == folder


# Files


def _of_package(package: Package, files: Iterable[File]) -> Iterator[Distribution]:
    titles = {}
    for table in package.tables.values():
        titles[f"data/{table.name}.csv"] = f"{table.title}，给程序"
        titles[name_of(package, table, "csv")] = f"{table.title}，给人看"
    for file in files:
        name = file.path.removeprefix(f"{package.path}/")
        distribution = _distribution(file, titles.get(name, ""), of_table=name in titles)
        if distribution is not None:
            yield distribution


def _distributions(files: Iterable[File]) -> Iterator[Distribution]:
    """The files that are something to take away, called as they are on disk."""
    return filter(None, map(_distribution, files))


def _distribution(file: File, title: str = "", *, of_table: bool = False) -> Distribution | None:
    """A file as something to take away; None for a kind of file that is none."""
    ending = file.path.rpartition(".")[2]
    # Citations and descriptions of columns are beside the data, not data.
    if ending not in MEDIA:
        return None
    media, kind = MEDIA[ending]
    return Distribution(
        path=file.path,
        title=title or file.path.rpartition("/")[2],
        media=media,
        format=kind,
        size=len(file.content),
        sha256=sha256(file.content).hexdigest(),
        of_table=of_table,
    )


# Datasets over all packages


def _table(resource: Mapping[str, Any], files: Mapping[str, File]) -> Dataset:
    """A table over all packages, in each form that it has."""
    # CSV first, then Parquet.
    forms = [resource, *resource.get("alternatives", ())]
    return Dataset(
        id=resource["name"],
        title=resource["title"],
        description=resource["description"],
        page=CATALOGUE_PAGE,
        keywords=_KEYWORDS,
        distributions=tuple(_distributions(files[f"data/{form['path']}"] for form in forms)),
    )


def _whole(title: str, files: Sequence[Distribution]) -> Dataset:
    return Dataset(
        id="everything",
        title=title,
        description="全部表放在一起，和它们的描述",
        page=CATALOGUE_PAGE,
        keywords=_KEYWORDS,
        distributions=tuple(files),
    )


def _reference(file: Distribution) -> Dataset:
    name = file.path.rpartition("/")[2].removesuffix(".zip")
    return Dataset(
        id=f"reference-{name}",
        title=f"参考数据：{name}",
        description="参考数据的数据包",
        page=CATALOGUE_PAGE,
        keywords=("参考数据",),
        distributions=(file,),
    )
