"""CSVs for people become one document per department and year, with what descriptors say of their columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import cast

from scripts import package as packages
from scripts.ingest import identity
from scripts.ingest.declaration import DeclaredTable, MismatchError
from scripts.ingest.document import (
    Block,
    Document,
    Grid,
    GridRow,
    Named,
    Paragraph,
    Place,
    ReadError,
    Refusal,
)
from scripts.ingest.readers.limits import bounded, sha256
from scripts.ingest.reimport import display_columns, display_csv, own_packages
from scripts.ingest.reimport.display_columns import unit_of, without_unit
from scripts.ingest.reimport.display_csv import Key, Section
from scripts.package import Disclosure, Package
from scripts.schema import KINDS, STATED, Level, Phase, kind_of
from scripts.schema.display_csv import LISTS, year_in_words


@dataclass(frozen=True)
class Stack:
    """The files of one department and year as one document, and whose budget that is, and its folder, where it is known."""

    paths: tuple[Path, ...]
    document: Document
    known: Disclosure
    slug: str

    @property
    def path(self) -> Path:
        """What the files are called together."""
        first, *others = self.paths
        return first.with_name(f"{first.name} 等 {len(self.paths)} 个文件") if others else first


@dataclass
class _Described:
    """The descriptors that are given along, and those of the packages that are there already."""

    given: dict[Path, Package] = field(default_factory=dict)
    root: Path = Path()
    used: set[Path] = field(default_factory=set)

    def of(self, key: Key) -> tuple[Package | None, str]:
        """The package that is described of a department and year, and what its descriptor is called."""
        for path, one in self.given.items():
            if _is_of(one.disclosure, key):
                self.used.add(path)
                return one, path.name
        held = next((one for one in self.held if _is_of(one.disclosure, key)), None)
        return held, "现有的数据包" if held else ""

    @cached_property
    def held(self) -> tuple[Package, ...]:
        """What the descriptors of the packages below the root state, as far as they can be read."""
        found = []
        for folder in packages.find(self.root):
            with suppress(ReadError):
                stated = own_packages.outline(folder / own_packages.DESCRIPTOR)
                found.append(replace(stated, slug=folder.parent.name))
        return tuple(found)


def stacks(
    paths: Sequence[Path], descriptors: Iterable[Path], root: Path, refused: list[Refusal]
) -> list[Stack]:
    """The documents that CSVs for people make.

    Descriptors are those given, those beside the files, and those of the packages below `root`; a given one that none of
    the files needs is refused.
    """
    named = list(descriptors)
    known = _Described(root=root)
    beside = [path.parent / own_packages.DESCRIPTOR for path in paths]
    for path in dict.fromkeys((*named, *beside)):
        if path.is_file() and (path in named or own_packages.is_ours(path.parent)):
            try:
                known.given[path] = own_packages.outline(path)
            except ReadError as error:
                refused.append(Refusal(str(path), str(error)))
    made = []
    for key, found in _by_key(paths, refused).items():
        try:
            made.append(_stack(key, found, *known.of(key)))
        except ReadError as error:
            refused.append(Refusal("、".join(str(one.path) for one in found), str(error)))
    for path in (path for path in named if path in known.given and path not in known.used):
        said = known.given[path].disclosure
        year = year_in_words(said.level, said.year, said.phase)
        refused.append(
            Refusal(
                str(path),
                f"{path}：它说明的是{said.department}{year}，一起给的 CSV 里没有那一年的表",
            )
        )
    return made


def _by_key(paths: Sequence[Path], refused: list[Refusal]) -> dict[Key, list[Section]]:
    """The tables in files by whose they are, in the order of the tables of a package."""
    found: dict[Key, dict[str, Section]] = {}
    for path in paths:
        try:
            read = display_csv.sections(path)
        except (ReadError, OSError) as error:
            refused.append(Refusal(str(path), str(error)))
            continue
        twice = [
            (one, found[one.key][one.table].path)
            for one in read
            if one.table in found.get(one.key, {})
        ]
        if twice:
            one, other = twice[0]
            why = f"{path}：{one.key.department}的表 {one.table} 在 {other} 里已经有了，同一张表只能有一份；这一个没有导入"
            refused.append(Refusal(str(path), why))
            continue
        for one in read:
            found.setdefault(one.key, {})[one.table] = one
    return {key: sorted(tables.values(), key=_order) for key, tables in found.items()}


def _order(section: Section) -> tuple[int, int]:
    kind = kind_of(section.table)
    number = section.table.removeprefix(kind.name).removeprefix("-")
    return list(KINDS).index(kind.name), int(number or 1)


def _is_of(stated: Disclosure, key: Key) -> bool:
    whole = stated.level == "department"
    return (stated.department, stated.year, stated.phase, whole) == (key.department, *key.year)


# From sections to a document


def _stack(key: Key, found: Sequence[Section], stated: Package | None, where: str) -> Stack:
    paths = tuple(dict.fromkeys(one.path for one in found))
    known = stated.disclosure if stated else _disclosure(key)
    remarks = [
        f"给人看的 CSV，列的意思照{where}的说明"
        if stated
        else "给人看的 CSV，没有说明文件，列的意思照表头认"
    ]
    blocks: list[Block] = [Paragraph(_cover(key), Place(line=1))]
    compiled: list[Grid] = []
    for section in found:
        page = paths.index(section.path) + 1
        for block in _blocks(section, stated, page, remarks):
            if isinstance(block, Grid) and block.described and not block.described.kind.printed:
                compiled.append(block)
            else:
                blocks.append(block)
    hashes = sorted(sha256(path) for path in paths)
    document = Document(
        tuple(blocks),
        hashes[0] if len(hashes) == 1 else hashlib.sha256("\n".join(hashes).encode()).hexdigest(),
        compiled=tuple(compiled),
        made_from=tuple(source.sha256 for source in stated.sources) if stated else (),
        remarks=tuple(remarks),
    )
    slug = stated.slug if stated else identity.slug(known.department, known.level)
    bounded(document, paths[0])
    return Stack(paths, document, known, slug)


def _cover(key: Key) -> str:
    level: Level = "department" if key.year.whole else "unit"
    return f"{key.department}{year_in_words(level, key.year.year, key.year.phase)}"


def _disclosure(key: Key) -> Disclosure:
    """Whose budget rows are of, as far as they say it; the rest as a document with that cover would have it."""
    cover = Paragraph(_cover(key), Place(line=1))
    name = Paragraph(f"部门名称：{key.department}", Place(line=2))
    level: Level = "department" if key.year.whole else "unit"
    phase = cast(Phase, key.year.phase)
    try:
        read = identity.disclosure(Document((cover, name), ""), ())
    except ReadError:
        read = Disclosure(key.department, level, key.year.year, phase)
    return replace(read, department=key.department, year=key.year.year, phase=phase)


def _blocks(
    section: Section, stated: Package | None, page: int, remarks: list[str]
) -> Iterator[Block]:
    """A table as it is described; where it is not, or is not as described, as its heads have it."""
    table = stated.table(section.table) if stated else None
    try:
        if table is not None:
            yield from _as_described(
                *display_columns.described(section, table), page, table.statement
            )
            return
        if stated is not None:
            remarks.append(f"{section.path.name}：说明里没有表 {section.table}，照表头认")
    except MismatchError as error:
        remarks.append(f"{section.path.name} 和说明对不上：{error}；这张表照表头认")
    if kind_of(section.table).printed:
        yield from _as_headed(section, page)
        return
    try:
        yield from _as_described(*display_columns.compiled(section), page, "")
    except MismatchError as error:
        raise ReadError(
            f"{section.path}：表 {section.table} 读不了，{error}；请改正列名，或附上 datapackage.json"
        ) from error


def _as_described(
    said: DeclaredTable, section: Section, page: int, statement: str
) -> Iterator[Block]:
    # Rows of a head only have to be there: the description says what stands under them.
    head = [GridRow(section.heads, Place(page=page, line=_top(section))) for _ in range(said.depth)]
    yield Grid((*head, *_rows(section, page)), described=said)
    if statement:
        yield Paragraph(f"注：{STATED}{statement}", head[-1].place)


def _rows(section: Section, page: int) -> Iterator[GridRow]:
    """The rows, each on the line below the one before: their places in the table are told by it."""
    for line, row in enumerate(section.rows, start=_top(section) + 1):
        yield replace(row, place=Place(page=page, line=line))


def _top(section: Section) -> int:
    """The line of the head; of rows stacked below others of the same head, the line before the first."""
    first = section.rows[0].place.line if section.rows else None
    return first - 1 if first else section.place.line or 0


def _as_headed(section: Section, page: int) -> Iterator[Block]:
    """A table under a title of its kind, its heads in as many rows as they have parts."""
    kind = kind_of(section.table)
    over = Place(page=page, line=_top(section))
    unit = unit_of(section.heads)
    yield Paragraph(kind.title, over)
    if unit:
        yield Paragraph(f"单位：{unit}", over)
    paths = [_path(head) for head in section.heads]
    depth = max(map(len, paths), default=0)
    head = [
        GridRow(tuple(path[level] if level < len(path) else "" for path in paths), over)
        for level in range(depth)
    ]
    yield Grid(
        (*head, *_rows(section, page)), named=Named(section.table, depth, tuple(section.roles))
    )


def _path(head: str) -> tuple[str, ...]:
    """The heads that stood over a column, from the top; 支出（二） is where a second list of expenditure stands."""
    parts = without_unit(head).split("·")
    first = next((word for name, word in LISTS.items() if "-" in name and parts[0] == word), "")
    return tuple(["支出", *parts[1:]] if first else parts)
