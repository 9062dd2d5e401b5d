"""One classification as the site shows it: its codes over all packages, and sums of its classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scripts import blocks
from scripts.markup import Html
from scripts.tables import Code, Sum

STEPS = {3: "类", 5: "款", 7: "项"}
"""What the steps of a classification are called, by the length of codes: 205, 20502, 2050201."""

Period = tuple[int, str]
"""A year and phase."""


@dataclass(frozen=True)
class CodeTree:
    """A classification: its folder and titles, its codes, what its amounts are of."""

    folder: str
    identifier: str
    title: str
    purpose: str
    codes: Mapping[str, Code]
    unlisted: int
    """How many documents list no spending by such codes."""

    @property
    def index(self) -> str:
        """The address of the page of all its codes."""
        return f"{self.folder}/index.html"

    def address(self, code: Code, part: int = 1) -> str:
        """The page of a code: functions/2150805.html; functions/2150805-2.html for its second."""
        if part == 1:
            return f"{self.folder}/{code.code}.html"
        return f"{self.folder}/{code.code}-{part}.html"

    def link(self, code: Code, page: str) -> Html:
        address = self.address(code)
        # Some documents print codes alone.
        text = f"{code.code} {code.name}".strip()
        return blocks.link(address, text, page)

    @cached_property
    def widest_period(self) -> Period | None:
        """The year and phase that most bodies are held for: sums of two years would mix bodies."""
        bodies: dict[Period, set[str]] = {}
        for code in self.codes.values():
            for use in code.uses:
                # A body spends on many codes, and is to be counted once.
                slugs = bodies.setdefault(use.period, set())
                slugs.add(use.package.slug)

        def size(period: Period) -> tuple[int, Period]:
            return len(bodies[period]), period

        return max(bodies, key=size, default=None)

    @cached_property
    def class_sums(self) -> Mapping[str, Sum]:
        """The sum of each class in the widest period, by code; without those nobody spends on."""
        if self.widest_period is None:
            return {}
        sums = {}
        for number, code in self.codes.items():
            total = code.sum(self.widest_period)
            if total is not None and len(number) == 3:
                sums[number] = total
        return sums


def yuan(total: Sum | None) -> Decimal:
    """A sum in 元; 0 of none."""
    return Decimal(0) if total is None else total.yuan


def spenders(code: Code) -> str:
    """How many bodies spend on a code: 9 个."""
    return f"{len(code.bodies)} 个"
