"""The figures of the prose in hand for equations: in their order, each as a term."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from scripts.checks.verdicts import Term
from scripts.package import Row, Table
from scripts.schema import MULTIPLIERS, places

EARLIER = ("previous_budget", "previous_outturn")
THIS = ("", "budget", "outturn")
_T = TypeVar("_T")
_SIGNS = {"increase": 1, "decrease": -1, "same": 0}


@dataclass(frozen=True)
class Statement:
    """One statement: its row, its place, the decimals of money in its section and in all prose."""

    row: Row
    at: int
    decimals: int
    most_decimals: int

    def __getitem__(self, column: str) -> str:
        return self.row[column]

    @cached_property
    def subject(self) -> str:
        """What it speaks of, as it is compared."""
        return folded(self.row["subject"])

    @property
    def number(self) -> Decimal | None:
        """The figure as published, without its direction."""
        return self.row.number("value")

    @property
    def is_money(self) -> bool:
        """Whether it is a figure in a unit of money."""
        return self.number is not None and self.row["amount_unit"] in MULTIPLIERS

    @property
    def is_amount(self) -> bool:
        """Whether it is an amount of money: neither a change nor a share."""
        return self.is_money and self.row["measure"] == "amount"

    @property
    def sign(self) -> int | None:
        """+1 for what grew, -1 for what fell, 0 for what stayed; None where nothing is said."""
        return _SIGNS.get(self.row["direction"])

    @property
    def term(self) -> Term:
        """The figure in 元; its precision is half of the last decimal of its section, or its own."""
        number, unit = self.number, self.row["amount_unit"]
        worth = MULTIPLIERS.get(unit, 1)
        term = Term(
            table="statements",
            line=self.row["line"],
            column="value",
            label=self.row["subject"] or "（没有名目的数）",
            value=None,
            precision=Decimal(0),
        )
        if number is None:
            return term
        # 5575.3 stands beside 82.87: a closing zero is dropped, so the section tells how far.
        decimals = self.decimals if self.is_money else places(number)
        return replace(
            term,
            # 12 人 and 5 % are no sums in 元.
            value=number * worth if self.is_money else None,
            precision=Decimal(10) ** -decimals * worth / 2,
            published=f"{number:,f}{unit}",
        )

    @property
    def summand(self) -> Term:
        """The figure in 元, as precise as any of the prose."""
        # What is added up in one sentence was not rounded for reading.
        return replace(self, decimals=self.most_decimals).term

    @property
    def share(self) -> tuple[Decimal, Decimal]:
        """A percentage as a part of one, and half of its last decimal: -5.0 % is -0.05, 0.0005."""
        number = self.number or Decimal(0)
        sign = -1 if self.sign == -1 else 1
        last_digit = Decimal(10) ** -places(number)
        # A hundredth for %, a half for the rounding.
        return sign * number / 100, last_digit / 200


class Statements(tuple[Statement, ...]):
    """The statements of a package in their order, and what is worked out of all of them, once."""

    def once(self, work_out: Callable[[Statements], _T]) -> _T:
        """What a function of its module makes of them; asked again it is the same object."""
        if work_out not in self._known:
            self._known[work_out] = work_out(self)
        known: _T = self._known[work_out]
        return known

    def around(self, statement: Statement, far: int) -> Sequence[Statement]:
        """A statement and those that stand no farther from it."""
        return self[max(0, statement.at - far) : statement.at + far + 1]

    @cached_property
    def _known(self) -> dict[Callable[[Statements], Any], Any]:
        return {}


def statements(table: Table) -> Statements:
    """The statements of a package in their order."""
    decimals: dict[tuple[str, str], int] = {}
    for row in table.rows:
        number, unit = row.number("value"), row["amount_unit"]
        if number is not None and unit in MULTIPLIERS:
            # "": all the prose, for sums that are added up exactly.
            for section in (row["section"], ""):
                decimals[section, unit] = max(decimals.get((section, unit), 0), places(number))
    return Statements(
        Statement(
            row,
            at,
            decimals=decimals.get((row["section"], row["amount_unit"]), 0),
            most_decimals=decimals.get(("", row["amount_unit"]), 0),
        )
        for at, row in enumerate(table.rows)
    )


def amount_before(statements: Statements, statement: Statement, *vintages: str) -> Statement | None:
    """The last amount of the same thing, of one of these budgets, in its section before it."""
    amounts = statements.once(_amounts)
    section = statements.once(_section_starts)[statement.at]
    nearest = []
    for vintage in vintages:
        earlier = last_before(amounts.get((statement.subject, vintage), ()), statement)
        if earlier is not None and earlier.at >= section:
            nearest.append(earlier)
    return max(nearest, key=lambda earlier: earlier.at, default=None)


def last_before(statements: Sequence[Statement], statement: Statement) -> Statement | None:
    """Of some statements in their order the last that stands before another one."""
    end = bisect_left(statements, statement.at, key=lambda other: other.at)
    return statements[end - 1] if end else None


def _amounts(statements: Statements) -> Mapping[tuple[str, str], Sequence[Statement]]:
    """The amounts by what they are of, and of which budget."""
    amounts: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        if statement.is_amount:
            amounts.setdefault((statement.subject, statement["vintage"]), []).append(statement)
    return amounts


def _section_starts(statements: Statements) -> Sequence[int]:
    """For each statement the place of the first of those in a row that are of its section."""
    starts: list[int] = []
    for at, statement in enumerate(statements):
        goes_on = at > 0 and statements[at - 1]["section"] == statement["section"]
        starts.append(starts[-1] if goes_on else at)
    return starts


def times(term: Term, factor: Decimal, half: Decimal, percent: Statement) -> Term:
    """A term times a percentage, as one term with the precision that both allow."""
    amount = term.value or Decimal(0)
    spread = term.precision * abs(factor)
    spread += abs(amount) * half
    published = f"{term.published} × {percent.number:f}%"
    return replace(term, value=amount * factor, precision=spread, published=published)


# Unlike `schema.labels.folded` it takes off one numbering only, and 其中 only before a colon:
# `2025年` keeps its year.
_NUMBERING = re.compile(
    r"^([一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|\d+[.、]?)(?=\D)|^其中[:：]"
)


def folded(text: str) -> str:
    """A subject as it is compared: no numbering, quotation marks or blanks, brackets of one width.

    >>> folded("（一） “三公”经费")
    '三公经费'
    """
    # “三公”经费 is printed with and without its quotation marks.
    plain = re.sub(r"[\s“”\"]", "", unicodedata.normalize("NFKC", text))
    return _NUMBERING.sub("", plain)
