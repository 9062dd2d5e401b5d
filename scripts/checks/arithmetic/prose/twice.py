"""One amount that the prose states twice, where no table says which of the two is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.checks.arithmetic.prose.cells_meant import cells_meant
from scripts.checks.arithmetic.prose.figures import Statement, Statements
from scripts.checks.arithmetic.prose.spoken_of import is_of_unit
from scripts.checks.arithmetic.prose.subjects import NATURES, OWN_FUNDS, core, named
from scripts.checks.comparisons import equality
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package

TWICE = Rule(
    "prose-twice",
    "同一笔钱在文字里写两次，两次一样",
    "前面说的和后面说的是同一年、同一种资金的同一个数",
    "规则 R-A18",
    group="prose",
    condition="两处名称、年度、资金都相同，是合计或总的一种支出，不是某个项目、科目或单位的",
    formula="后一处的金额 = 前一处的金额",
)
RULES = (TWICE,)
# What these topics speak of is one budget, so a total or half of it has one amount.
_TOPICS = ("basic", "general-public", "appropriation", "income", "government-fund", "state-capital")
# 当年一般公共预算支出, 一般公共预算拨款支出, as `core` leaves them: the fund named in full.
_OF_FUND = re.compile(rf"({OWN_FUNDS})(财政)?(拨款)?(收入|支出|收支)?|上年结转结?余?")
_ALSO_A_PROJECT = re.compile(r"项目|专项")


def verdicts(package: Package, statements: Statements) -> Iterator[Verdict]:
    """The second amount of each name, year and fund against the first."""
    first: dict[tuple[str, ...], Statement] = {}
    for statement in statements:
        if not _is_one_amount(package, statement):
            continue
        key = statement["topic"], core(statement.subject), statement["vintage"]
        earlier = first.setdefault(key, statement)
        if earlier is not statement and _is_left_to_this_rule(package, earlier, statement):
            verdict = equality(TWICE.id, statement.term, [earlier.term])
            if verdict:
                yield verdict


def _is_left_to_this_rule(package: Package, earlier: Statement, statement: Statement) -> bool:
    """Whether no table judges the second amount already, and the first is not wrong by a table."""
    cell = _cell(package, earlier)
    if earlier["section"] == statement["section"]:
        # Items of a list bear one name each: the subject of the sentence was not read.
        if statement.at - earlier.at < 2:
            return False
        # Of one section, the first amount of each name is held against the tables.
        verdict = equality(TWICE.id, earlier.term, [cell]) if cell else None
        return verdict is None or verdict.agrees
    return cell is None and _cell(package, statement) is None


def _is_one_amount(package: Package, statement: Statement) -> bool:
    """Whether a name is that of a total, or of a half of it, of which a budget has one."""
    if (
        not statement.is_amount
        or statement["topic"] not in _TOPICS
        or is_of_unit(package, statement)
    ):
        return False
    if statement["function_code"] or _ALSO_A_PROJECT.search(statement["section"]):
        return False
    plain = core(statement.subject)
    if statement["topic"] == "basic":
        return named(NATURES[:2], plain) != ""
    return _OF_FUND.fullmatch(plain) is not None


def _cell(package: Package, statement: Statement) -> Term | None:
    """The cell of a table that says what the amount should be, where the words leave none open."""
    match = cells_meant(package, statement, statement["vintage"] or "budget")
    return match.cells[0] if match and match.sure and match.cells else None
