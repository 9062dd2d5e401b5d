"""What the prose states: a section of it, one figure as a statement, what a sentence leaves the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.ingest.document import Paragraph, Place

POINTS = "分"
"""The unit of what an evaluation gives."""


@dataclass(frozen=True)
class Section:
    """A section of the prose: its heading, and its paragraphs run together as they read."""

    heading: str
    topic: str
    paragraphs: tuple[Paragraph, ...]
    explains_terms: bool = False


@dataclass(frozen=True)
class Statement:
    """One figure of the prose: 支出预算5,582.87万元，比上年增加98.7万元 are two.

    `value` is None where the prose says that nothing changed and names no figure. `vintage` is
    the budget that an amount belongs to, `compared` the one that a change is counted from.
    """

    topic: str
    section: str
    subject: str
    measure: str
    direction: str
    value: Decimal | None
    amount_unit: str
    whole: str
    reason: str
    place: Place
    vintage: str = ""
    compared: str = ""
    function_code: str = ""
    department_economic_code: str = ""
    government_economic_code: str = ""

    @property
    def may_have_reason(self) -> bool:
        """Whether it says that something became more or less, or how much of a budget was spent."""
        if self.measure in ("change", "change_percent"):
            return self.direction not in ("same", "similar")
        if self.measure != "share":
            return False
        return "预算" in self.whole and self.value != 100


@dataclass(frozen=True)
class Mention:
    """A statement, and where in its sentence its figure stands.

    `is_head`: its subject is its own and no list's part. `implies_whole`: it is a share, and
    its clause does not say of what.
    """

    start: int
    end: int
    statement: Statement
    is_head: bool = False
    implies_whole: bool = False


@dataclass(frozen=True)
class Context:
    """What the sentences before one leave it.

    `about` is what they speak of, `item` the sub-heading they stand under, `head` the whole
    that they name; `mentions` are those of the last of them.
    """

    about: str = ""
    item: str = ""
    head: str = ""
    mentions: tuple[Mention, ...] = ()


def heads(mentions: Sequence[Mention]) -> list[Mention]:
    """The amounts that may be the whole of what follows: in no list, and without a share of it."""
    shared = {mention.statement.subject for mention in mentions if mention.implies_whole}
    return [
        mention
        for mention in mentions
        if mention.is_head and mention.statement.subject not in shared
    ]


def amounts(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of amounts, less those of changes, shares and counts."""
    return [mention for mention in mentions if mention.statement.measure == "amount"]


def without_points(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions less those of points, which say how good a thing is and not which is spoken of."""
    return [mention for mention in mentions if mention.statement.amount_unit != POINTS]
