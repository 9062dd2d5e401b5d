"""The figures that the script of the comparison reads, as a script that sets one name.

A script, not JSON to be fetched: pages opened from a folder may not fetch.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.pages.several_years import body_labels, figures
from scripts.pages.several_years.department import MEASURES, PARTS
from scripts.schema import FUNDS, Coordinates
from scripts.tables import Cell, Profile

INDEX = "compare/index.html"
"""The page that the script is for."""

PATH = "compare/figures.js"

_FUND_OF_NAME = {name: fund for fund, name in FUNDS.items()}

Shown = list[str | None]
"""A figure as the script takes it: see `_shown`."""


def script(site: Site) -> str:
    """The figures of all bodies: `window.mzCompare = {"bodies": [], "parts": [], "rows": []}`.

    `rows` are keys of figures with their titles, `parts` the keys of what stands under its whole.
    """
    used: set[str] = set()
    bodies = []
    for _, profile in sorted(site.profiles.items()):
        shown = _figures(profile, site)
        used |= shown.keys()
        bodies.append(_body(profile, site, shown))
    # A row that no body has a figure for would stand empty whatever is chosen.
    rows = [[key, title] for key, title in _titles(site) if key in used]
    text = json.dumps(
        {"rows": rows, "parts": PARTS, "bodies": bodies},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return f"window.mzCompare = {text};\n"


def _titles(site: Site) -> Iterator[tuple[str, str]]:
    """The rows in their order: the total, then where it comes from, then the rest."""
    yield "total", MEASURES["total"]
    sources = {source.name for profile in site.profiles.values() for source in profile.sources}
    # Sorted, for a set has no order that two builds share.
    for name in sorted(sources):
        yield _source_key(name), f"来自{name}"
    for key, title in MEASURES.items():
        if key != "total":
            yield key, title


def _source_key(name: str) -> str:
    """The key of a source: source-general_public, or its own name where it is no known fund."""
    return f"source-{_FUND_OF_NAME.get(name, name)}"


def _body(profile: Profile, site: Site, shown: Mapping[str, Shown]) -> dict[str, object]:
    package = profile.package
    disclosure = package.disclosure
    within = site.packages.get(profile.within)
    # For a reader an office is a unit: only a department contains others.
    level = "department" if disclosure.level == "department" else "unit"
    return {
        "id": f"{package.slug}/{package.period}",
        "name": body_labels.name(package),
        "level": level,
        "period": body_labels.period_of(package),
        "year": disclosure.year,
        "phase": disclosure.phase,
        # The script compares no unit with the department that contains it.
        "within": f"{within.slug}/{within.period}" if within else "",
        "page": blocks.relative(site.by_path[package.path].address(), INDEX),
        "f": shown,
    }


def _figures(profile: Profile, site: Site) -> dict[str, Shown]:
    year = site.by_path[profile.package.path]
    shown = {
        key: _shown(measure.cell, measure.basis, year)
        for key, measure in profile.measures.items()
        if measure.cell.figure is not None
    }
    for source in profile.sources:
        cell = figures.cell(source.money)
        shown[_source_key(source.name)] = _shown(cell, Coordinates(), year)
    return shown


def _shown(cell: Cell, basis: Coordinates, year: BudgetYear) -> Shown:
    """A figure: shown, published, in 元 if of whole 分, of which money if not all, its link.

    It has two decimals: a whole number of eleven digits could be taken for a telephone number.
    """
    amount = None
    if cell.yuan is not None:
        cents = cell.yuan.quantize(blocks.CENT)
        if cents == cell.yuan:
            amount = f"{cents:f}"
    money = ""
    if basis != Coordinates():
        money = body_labels.basis(basis)
    address = figures.address(cell, year, INDEX)
    return [figures.text(cell), figures.published(cell), amount, money, address]
