"""Names as a package may hold them: without angle brackets, which begin markup in a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from scripts.package import Package, Table

_WIDE = str.maketrans("<>", "＜＞")


def widened(package: Package) -> tuple[Package, tuple[str, ...]]:
    """The package with wide brackets ＜＞ in its names, and a remark for each name that had any.

    Names are those of bodies, documents, tables and columns: people know them with either. Rows,
    targets and all other texts keep what is printed, `>3万条/年` too.
    """
    disclosure = package.disclosure
    disclosure = replace(
        disclosure,
        department=disclosure.department.translate(_WIDE),
        parent=disclosure.parent and disclosure.parent.translate(_WIDE),
    )
    sources = []
    for source in package.sources:
        title = source.title.translate(_WIDE)
        sources.append(replace(source, title=title, publisher=source.publisher.translate(_WIDE)))

    named = replace(
        package,
        title=package.title.translate(_WIDE),
        disclosure=disclosure,
        sources=tuple(sources),
        tables={name: _table(table) for name, table in package.tables.items()},
    )
    before, after = _names(package), _names(named)
    # Each once: a body's name stands in several places.
    changed = dict.fromkeys(new for old, new in zip(before, after, strict=True) if old != new)
    return named, tuple(f"名称里的尖括号改写成全角：{name}" for name in changed)


def _table(table: Table) -> Table:
    columns = []
    for column in table.columns:
        heads = {
            name.translate(_WIDE): head.translate(_WIDE) for name, head in column.heads.items()
        }
        columns.append(replace(column, heads=heads))
    return replace(
        table,
        columns=tuple(columns),
        published_title=table.published_title.translate(_WIDE),
        number=table.number.translate(_WIDE),
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
