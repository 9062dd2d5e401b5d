"""The figures of the prose in hand for equations: in their order, each as a term, with what it belongs to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from scripts.checks.verdicts import Term
from scripts.package import Row, Table
from scripts.schema import MULTIPLIERS, places

EARLIER = ("previous_budget", "previous_outturn")
_SIGNS = {"increase": 1, "decrease": -1, "same": 0}


@dataclass(frozen=True)
class Said:
    """One statement: its row, its place among the others, how many decimals its section, and all the prose, give to money."""

    row: Row
    at: int
    decimals: int
    most_decimals: int

    def __getitem__(self, column: str) -> str:
        return self.row[column]

    @cached_property
    def subject(self) -> str:
        """What it speaks of, as it is compared: without quotation marks and blanks, with brackets of one width."""
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
    def sign(self) -> int | None:
        """+1 for what grew, -1 for what fell, 0 for what stayed; None where the prose does not say."""
        return _SIGNS.get(self.row["direction"])

    @property
    def term(self) -> Term:
        """The figure in 元; its precision is half of the last decimal that its section shows, or that it shows itself."""
        number, worth = self.number, MULTIPLIERS.get(self.row["amount_unit"], 1)
        step = Decimal(10) ** -(
            self.decimals if self.is_money else 0 if number is None else places(number)
        )
        return Term(
            table="statements",
            line=self.row["line"],
            column="value",
            label=self.row["subject"] or "（没有名目的数）",
            value=None if number is None or not self.is_money else number * worth,
            precision=Decimal(0) if number is None else step * worth / 2,
            published="" if number is None else f"{number:,f}{self.row['amount_unit']}",
        )

    @property
    def summand(self) -> Term:
        """The figure in 元, as precise as any of the prose: what is added up in one sentence was not rounded for reading."""
        finer = replace(self, decimals=self.most_decimals)
        return finer.term

    @property
    def share(self) -> tuple[Decimal, Decimal]:
        """A percentage as a part of one, with its direction, and half of its last decimal."""
        number = self.number or Decimal(0)
        sign = -1 if self.sign == -1 else 1
        return sign * number / 100, Decimal(10) ** -places(number) / 200


def statements(table: Table) -> list[Said]:
    """The statements of a package in their order."""
    decimals: dict[tuple[str, str], int] = {}
    for row in table.rows:
        number = row.number("value")
        if number is not None and row["amount_unit"] in MULTIPLIERS:
            for section in (row["section"], ""):
                key = (section, row["amount_unit"])
                decimals[key] = max(decimals.get(key, 0), places(number))
    of = decimals.get
    return [
        Said(row, at, of((row["section"], row["amount_unit"]), 0), of(("", row["amount_unit"]), 0))
        for at, row in enumerate(table.rows)
    ]


def amount_before(said: Sequence[Said], one: Said, *vintages: str) -> Said | None:
    """The last amount of the same thing, of one of these budgets, that its section states before it."""
    for other in reversed(said[: one.at]):
        if other["section"] != one["section"]:
            return None
        if (
            other["measure"] == "amount"
            and other.is_money
            and other.subject == one.subject
            and other["vintage"] in vintages
        ):
            return other
    return None


def times(term: Term, factor: Decimal, half: Decimal, percent: Said) -> Term:
    """A term times a percentage, as one that stands for both, with the precision that both allow."""
    amount = term.value or Decimal(0)
    spread = term.precision * abs(factor) + abs(amount) * half
    published = f"{term.published} × {percent.number:f}%"
    return replace(term, value=amount * factor, precision=spread, published=published)


def folded(text: str) -> str:
    """A name as prose and tables share it: without numbering, quotation marks and blanks, brackets of one width."""
    plain = re.sub(r"[\s“”\"]", "", unicodedata.normalize("NFKC", text))
    return re.sub(
        r"^([一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|\d+[.、]?)(?=\D)|^其中[:：]",
        "",
        plain,
    )
