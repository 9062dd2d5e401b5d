"""Names as a package may hold them: not too long, without angle brackets, which begin markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scripts.ingest.report import shortened
from scripts.package import Package, Table, contract

_WIDE = str.maketrans("<>", "＜＞")


def widened(package: Package) -> tuple[Package, tuple[str, ...]]:
    """The package with names that a package may bear, and a remark for each that was another.

    Brackets are wide, ＜＞, and what is too long to be a name ends in an ellipsis. Names are those
    of bodies, documents, tables and columns. Rows, targets and all other texts keep what is
    printed, `>3万条/年` too.
    """
    disclosure = package.disclosure
    disclosure = replace(
        disclosure,
        department=_named(disclosure.department),
        parent=disclosure.parent and _named(disclosure.parent),
    )
    sources = []
    for source in package.sources:
        title = _named(source.title)
        sources.append(replace(source, title=title, publisher=_named(source.publisher)))

    named = replace(
        package,
        title=_named(package.title),
        disclosure=disclosure,
        sources=tuple(sources),
        tables={name: _table(table) for name, table in package.tables.items()},
    )
    before, after = _names(package), _names(named)
    # Each once: a body's name stands in several places.
    changed = dict.fromkeys(new for old, new in zip(before, after, strict=True) if old != new)
    return named, tuple(map(_remark, changed))


def _named(name: str) -> str:
    """A name with wide brackets, as much of it as a name may have."""
    name = name.translate(_WIDE)
    if len(name) <= contract.LONGEST_NAME:
        return name
    return name[: contract.LONGEST_NAME - 1] + "…"


def _remark(name: str) -> str:
    if len(name) == contract.LONGEST_NAME and name.endswith("…"):
        return f"名称太长，只收开头：{shortened(name)}"
    return f"名称里的尖括号改写成全角：{name}"


def _table(table: Table) -> Table:
    columns = []
    for column in table.columns:
        heads = {_named(name): _named(head) for name, head in column.heads.items()}
        columns.append(replace(column, heads=heads))
    return replace(
        table,
        columns=tuple(columns),
        published_title=_named(table.published_title),
        number=_named(table.number),
    )


def _names(package: Package) -> Iterator[str]:
    yield package.disclosure.department
    yield package.disclosure.parent or ""
    for source in package.sources:
        yield source.title
    for table in package.tables.values():
        yield table.published_title
        yield table.number
        for column in table.columns:
            yield from column.heads.values()
