"""How a department's year is cited: in words, as BibTeX, as CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.downloads import stem
from scripts.files import File
from scripts.package import Package, json_text
from scripts.settings import Settings

# What TeX would take for a command, and how it is written so that it is printed.
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "{}%&#_$"
}


def files(package: Package, settings: Settings) -> Iterator[File]:
    """The citation in each form, beside the package."""
    name = f"{package.path}/{stem(package)}"
    yield File.text(f"{name}-citation.txt", f"{text(package, settings)}\n")
    yield File.text(f"{name}.bib", bibtex(package, settings))
    yield File.text(f"{name}.csl.json", json_text([csl(package, settings)]))


def address(package: Package, settings: Settings) -> str:
    """The address of the year's overview.

    Whole where the site's is known, else from the site's root.
    """
    path = f"{package.path}/index.html"
    if settings.base:
        return f"{settings.base.rstrip('/')}/{path}"
    return path


def text(package: Package, settings: Settings) -> str:
    """The citation in words.

    As in: 审计局，《2026年部门预算》；本站整理的数据包 shen-ji-ju-2026-budget，https://…/index.html
    """
    title = package.sources[0].title
    where = f"{settings.name}整理的数据包 {stem(package)}，{address(package, settings)}"
    return f"{package.disclosure.department}，《{title}》；{where}"


def bibtex(package: Package, settings: Settings) -> str:
    """The citation as BibTeX.

    A year only where the day of publication is recorded, an address only where the site's is known.
    """
    source = package.sources[0]
    # A second pair of braces, so that a name is not taken apart into first and last.
    fields = {
        "author": f"{{{_escaped(package.disclosure.department)}}}",
        "title": f"{{{_escaped(source.title)}}}",
        # 2026-01-31: the year of publication, not that of the budget.
        "year": (source.published or "")[:4],
        "howpublished": _escaped(f"{settings.name}整理的数据包 {stem(package)}"),
        "url": address(package, settings) if settings.base else "",
        "note": f"SHA-256: {source.sha256}",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    # BibTeX itself has no @dataset.
    return f"@misc{{{stem(package)},\n" + ",\n".join(lines) + "\n}\n"


def csl(package: Package, settings: Settings) -> dict[str, Any]:
    """The citation as an item of CSL-JSON; a date only where the day of publication is recorded.

    https://docs.citationstyles.org/en/stable/
    """
    source = package.sources[0]
    item: dict[str, Any] = {
        "id": stem(package),
        "type": "dataset",
        "title": source.title,
        # literal: an institution's name is not taken apart into first and last.
        "author": [{"literal": package.disclosure.department}],
        "publisher": settings.name,
        "language": "zh-CN",
        "note": f"SHA-256: {source.sha256}",
    }
    # 2026-01-31 becomes [[2026, 1, 31]].
    if source.published:
        item["issued"] = {"date-parts": [[int(part) for part in source.published.split("-")]]}
    if settings.base:
        item["URL"] = address(package, settings)
    return item


def _escaped(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in text)
