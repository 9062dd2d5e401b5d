"""How bodies, their years and their money are called on the pages that hold several against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from scripts import blocks, regions
from scripts.corpus import PHASES, BudgetYear, Site
from scripts.package import Package
from scripts.schema import FUNDS, SCOPES, Coordinates, Phase

LEVELS = {"department": "部门", "office": "部门本级", "unit": "单位"}
"""What a body is: a department with all that belongs to it, its own office, or a unit."""

MOST = 200
"""How many rows a page holds before its table is cut into several pages."""

_NATIONWIDE = "中央和未写明地方的"
_NEWEST_PLACES = 2024

T = TypeVar("T")


def name(package: Package) -> str:
    """A body's name; an office is told from the department that it shares its name with."""
    stated = package.disclosure
    own = "本级" in stated.department or stated.level != "office"
    return stated.department if own else f"{stated.department}（本级）"


def period(year: int, phase: str) -> str:
    """A year and phase in words: 2026 年预算."""
    return f"{year} 年{PHASES[phase]}"


def newest_first(years: Sequence[BudgetYear]) -> dict[tuple[int, Phase], list[BudgetYear]]:
    """The years by year and phase, the newest first."""
    found: dict[tuple[int, Phase], list[BudgetYear]] = {}
    for one in sorted(
        years, key=lambda one: (-one.package.disclosure.year, one.package.disclosure.phase)
    ):
        stated = one.package.disclosure
        found.setdefault((stated.year, stated.phase), []).append(one)
    return found


def basis(at: Coordinates) -> str:
    """Of which money a figure is: 全部资金, 一般公共预算（当年安排）."""
    fund = "全部资金" if at.fund == "all" else FUNDS[at.fund]
    nature = "的基本支出" if at.nature == "basic" else ""
    return fund + nature + (f"（{SCOPES[at.scope]}）" if at.scope != "all" else "")


def link(package: Package, page: str) -> str:
    """A body's name as a link to the page of its years."""
    return blocks.link(f"departments/{package.slug}/index.html", name(package), page)


def contained(within: str, package: Package, site: Site, page: str) -> str:
    """A body's name as a link, and in whose figures its own are contained."""
    inside = site.by_path.get(within)
    note = f"<small>已含在{blocks.escape(name(inside.package))}的数里</small>" if inside else ""
    return f"{link(package, page)}{note}"


def shards(path: str, packages: Sequence[Package]) -> list[tuple[str, str, Sequence[Package]]]:
    """A list of packages in parts that fit on a page each: address, place, packages; one part while they are few.

    The many are parted by province, and a province's many again by number.
    """
    if len(packages) <= MOST:
        return [(path, "", packages)]
    found: dict[str, list[Package]] = {}
    for one in packages:
        found.setdefault((one.disclosure.region or "")[:2], []).append(one)
    stem = path.removesuffix(".html")
    places = regions.divisions(_NEWEST_PLACES)
    done: list[tuple[str, str, Sequence[Package]]] = []
    for code in sorted(found):
        place = places.get(code.ljust(6, "0"), code) if code else _NATIONWIDE
        for number, part in enumerate(chunks(found[code])):
            end = f"-{number + 1}" if number else ""
            done.append(
                (
                    f"{stem}-{code or '00'}{end}.html",
                    f"{place}{f'（{number + 1}）' if end else ''}",
                    part,
                )
            )
    return done


def chunks(items: Sequence[T], most: int = MOST) -> Iterator[Sequence[T]]:
    """A sequence in parts of at most so many."""
    for start in range(0, max(len(items), 1), most):
        yield items[start : start + most]


def counted(site: Site) -> str:
    """How many bodies and documents there are here, in words."""
    return f"{len(site.departments)} 个部门和单位的 {len(site.years)} 份预算、决算"
