"""What there is to take away, described once for every form: each department's year, and each table over all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from scripts import regions
from scripts.downloads import name_of
from scripts.files import File
from scripts.package import Package, Source
from scripts.schema import Column

DESCRIPTOR = "data/datapackage.json"
CATALOGUE_PAGE = "data/index.html"
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
    """A file that a dataset can be taken away as; `of_table` where it holds one of many tables."""

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
    """A dataset: what it is, the page that tells of it, its files, and, for a department's year, whose and from where."""

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
        days = [source.published or "" for source in self.sources]
        return max(days) if days and all(days) else ""

    @property
    def anchor(self) -> str:
        """The dataset itself, told apart from the page that tells of it."""
        return f"{self.page}#{'dataset' if self.sources else self.id}"


def of_package(package: Package, description: str, citation: str, taken: Iterable[File]) -> Dataset:
    """A department's year as a dataset, from its package and the files that can be taken away of it."""
    stated = package.disclosure
    days = [one.date for one in package.corrections]
    files = [file for file in taken if file.path.startswith(f"{package.path}/")]
    columns = {column.name: column for table in package.tables.values() for column in table.values}
    place = regions.divisions(stated.year).get(stated.region or "", "")
    return Dataset(
        id=f"{package.slug}-{package.period}",
        title=package.title,
        description=description,
        page=f"{package.path}/data.html",
        keywords=(
            "部门预算" if stated.phase == "budget" else "部门决算",
            "预算公开",
            stated.department,
            str(stated.year),
        ),
        distributions=tuple(_of_package(package, files)),
        department=stated.department,
        series=package.slug,
        year=stated.year,
        place=Place(stated.region, place) if stated.region else None,
        sources=package.sources,
        columns=tuple(columns.values()),
        modified=max(days, default=""),
        citation=citation,
    )


def _of_package(package: Package, files: Iterable[File]) -> Iterator[Distribution]:
    """The files of a package, each with what it is."""
    titles = {
        f"data/{table.name}.csv": f"{table.title}，给程序" for table in package.tables.values()
    }
    titles |= {
        name_of(package, table, "csv"): f"{table.title}，给人看"
        for table in package.tables.values()
    }
    for file in files:
        name = file.path.removeprefix(f"{package.path}/")
        if made := _distribution(file, titles.get(name, ""), of_table=name in titles):
            yield made


def _distribution(file: File, title: str, *, of_table: bool = False) -> Distribution | None:
    """A file as something to take away; None for a kind of file that is none."""
    ending = file.path.rpartition(".")[2]
    if ending not in MEDIA:
        return None
    media, kind = MEDIA[ending]
    name = title or file.path.rpartition("/")[2]
    return Distribution(
        file.path, name, media, kind, len(file.content), sha256(file.content).hexdigest(), of_table
    )


def over_all(taken: Sequence[File]) -> list[Dataset]:
    """The tables over all packages as datasets, as their descriptor tells them; and what else stands beside them."""
    by_path = {file.path: file for file in taken}
    described = (
        json.loads(by_path[DESCRIPTOR].content) if DESCRIPTOR in by_path else {"resources": []}
    )
    found = [_table(one, by_path) for one in described["resources"]]
    named = {one.path for dataset in found for one in dataset.distributions}
    rest = [
        file
        for file in taken
        if file.path.startswith("data/") and file.path.count("/") == 1 and file.path not in named
    ]
    whole = [made for file in rest if (made := _distribution(file, "")) is not None]
    references = [
        made
        for file in taken
        if file.path.startswith("data/reference/") and (made := _distribution(file, ""))
    ]
    if whole:
        found.append(_whole(described.get("title", "全部数据"), whole))
    return [*found, *map(_reference, references)]


def _table(resource: Mapping[str, Any], files: Mapping[str, File]) -> Dataset:
    """A table over all packages, in each form that it has."""
    paths = [resource["path"], *(one["path"] for one in resource.get("alternatives", ()))]
    made = [_distribution(files[f"data/{path}"], "") for path in paths]
    return Dataset(
        id=resource["name"],
        title=resource["title"],
        description=resource["description"],
        page=CATALOGUE_PAGE,
        keywords=("部门预算", "预算公开"),
        distributions=tuple(one for one in made if one is not None),
    )


def _whole(title: str, files: Sequence[Distribution]) -> Dataset:
    return Dataset(
        "everything",
        title,
        "全部表放在一起，和它们的描述",
        CATALOGUE_PAGE,
        ("部门预算", "预算公开"),
        tuple(files),
    )


def _reference(file: Distribution) -> Dataset:
    name = file.path.rpartition("/")[2].removesuffix(".zip")
    title = f"参考数据：{name}"
    return Dataset(
        f"reference-{name}", title, "参考数据的数据包", CATALOGUE_PAGE, ("参考数据",), (file,)
    )
