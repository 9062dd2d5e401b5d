"""Lists that are too long for one page, in parts, and the ways between the indexes of money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from scripts import regions
from scripts.blocks import Page
from scripts.markup import Html, joined
from scripts.package import Package
from scripts.pages import elements

MOST = 200
"""How many rows a page holds before its table is cut into several pages.

A row of linked figures is 0.7 to 1.7 KB: 200 rows are a page of up to 0.3 MB.
"""

_NATIONWIDE = "中央和未写明地方的"
# The names of provinces as of this year; none has changed since 1999.
_NAMES_OF = 2024

T = TypeVar("T")


class Part(NamedTuple):
    """The bodies on one page: its address, the place that they share, their packages."""

    path: str
    place: str
    packages: Sequence[Package]


def by_place(path: str, packages: Sequence[Package]) -> list[Part]:
    """A list of packages in parts of a page each; one part, of no place, while they are few.

    compare/2024-budget.html becomes compare/2024-budget-31.html for Shanghai, and
    compare/2024-budget-31-2.html for what does not fit on that. Those of no place stand under 00.
    """
    if len(packages) <= MOST:
        return [Part(path, "", packages)]
    by_province: dict[str, list[Package]] = {}
    for package in packages:
        # The first two digits of a region are its province: 31 of 310115.
        code = (package.disclosure.region or "")[:2]
        by_province.setdefault(code, []).append(package)
    names = regions.divisions(_NAMES_OF)
    parts: list[Part] = []
    for code, of_province in sorted(by_province.items()):
        stem = f"{path.removesuffix('.html')}-{code or '00'}"
        place = names.get(f"{code}0000", code) or _NATIONWIDE
        first, *others = chunks(of_province)
        # The first keeps the address of the province: links to it stay when more come.
        parts.append(Part(f"{stem}.html", place, first))
        for number, chunk in enumerate(others, start=2):
            parts.append(Part(f"{stem}-{number}.html", f"{place}（{number}）", chunk))
    return parts


def chunks(items: Sequence[T], most: int = MOST) -> Iterator[Sequence[T]]:
    """A sequence in chunks of at most so many; one empty chunk of an empty sequence.

    >>> [len(chunk) for chunk in chunks(range(5), most=2)], list(chunks([]))
    ([2, 2, 1], [[]])
    """
    if not items:
        yield items
    for start in range(0, len(items), most):
        yield items[start : start + most]


def contents(path: str, parts: Sequence[Part], heading: str, subject: str, crumb: str = "") -> Page:
    """The page that leads to the parts of a list: the places, each with how many bodies it has.

    `subject` is what the list is of, as its description says it: 2026 年预算.
    """
    items: list[Html] = []
    count = 0
    for part in parts:
        count += len(part.packages)
        size = f"{len(part.packages)} 个"
        items.append(elements.list_item(part.path, part.place, size, path))
    lead = f"{count} 个部门和单位，按地方分。"
    body = Html('{}<h1>{}</h1><p class="mz-lead">{}</p><ul class="mz-list">{}</ul>').format(
        crumb, heading, lead, joined(items)
    )
    # A title stands in the browser's tab, and is found by 三公 without its quotation marks.
    title = heading.replace("“", "").replace("”", "")
    return Page(path, title, f"{subject}：{lead}", body)


# In the navigation they are one entry, to keep the row short on a phone.
_MONEY = (
    ("functions/index.html", "办什么事"),
    ("economic/index.html", "买什么"),
    ("three-public/index.html", "“三公”经费"),
)


def money(page: str, current: str) -> Html:
    """The three ways to look at what money is for: functions, economic categories, three-public."""
    return elements.switch("科目", _MONEY, page, current)
