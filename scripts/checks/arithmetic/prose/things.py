"""Things that the prose counts: vehicles and their kinds, equipment over one price and another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from scripts.checks.arithmetic.prose.figures import Statement, Statements
from scripts.checks.comparisons import at_most, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict

VEHICLES = Rule(
    "vehicles",
    "车辆总数 = 各类用车之和",
    "按用途分的各类车加起来就是全部的车",
    "规则 R-A18",
    group="prose",
    condition="文字写了总数，后面接着列出各类用车",
    formula="车辆 = 各类用车之和；没有列到“其他用车”的，至少列了三类才算列全",
)
DEARER = Rule(
    "dearer-things",
    "单价更高的设备不会比单价较低的多",
    "100 万元以上的设备，也是 50 万元以上的设备",
    "规则 R-A18",
    group="prose",
    condition="一处写了两种单价以上的同类设备，没有写上限",
    formula="单价较高的设备数 ≤ 单价较低的设备数",
)
RULES = (VEHICLES, DEARER)
# 共有车辆, 购置车辆, 公务用车: all of them; 一般公务用车 is a kind.
_VEHICLES = re.compile(r"^(?!.*更新).*车辆$|^(拟?(新增)?(配置|购置))?公务用车$")
_OF_A_KIND = re.compile(r"^(?!.*(计划|购置|更新|新增)).*用车$")
# The last kind of a list: what follows says what it is made of.
_REST = re.compile(r"其[他它].*用车$")
# Without the rest, fewer kinds may be but those worth a word.
_ENOUGH_KINDS = 3
_PRICE = re.compile(
    r"(?P<verb>.*?)(单位?(价值|价格|价)|价值)在?(?P<price>[\d.]+)万元([(（]含[)）])?以上"
    r"([(（]含[)）])?(?P<thing>.*)"
)


def verdicts(statements: Statements) -> Iterator[Verdict]:
    """What the numbers of vehicles and of dear equipment say of each other."""
    for statement in statements:
        if statement["measure"] == "count" and statement.number is not None:
            yield from _vehicles(statements, statement)
            yield from _dearer(statements, statement)


def _vehicles(statements: Statements, whole: Statement) -> Iterator[Verdict]:
    if not _VEHICLES.search(whole.subject):
        return
    kinds = _without_nested(list(_kinds(statements, whole)))
    if len(kinds) < 2:
        return
    parts = [_counted(kind) for kind in kinds]
    verdict = equality(VEHICLES.id, _counted(whole), parts)
    is_list = bool(_REST.search(kinds[-1].subject)) or len(kinds) >= _ENOUGH_KINDS
    # Fewer kinds than vehicles: some may not be named. More cannot be.
    if verdict and verdict.outcome == "fail" and not is_list and (verdict.difference or 0) > 0:
        verdict = undecided(VEHICLES.id, verdict.left, parts, "没有说这几类就是全部的车")
    if verdict:
        yield verdict


def _kinds(statements: Statements, whole: Statement) -> Iterator[Statement]:
    """The kinds of vehicles right behind their number, up to the rest of them."""
    for other in statements[whole.at + 1 :]:
        alike = all(
            other[column] == whole[column] for column in ("section", "measure", "amount_unit")
        )
        if not alike or other.number is None or not _OF_A_KIND.search(other.subject):
            return
        yield other
        if _REST.search(other.subject):
            return


def _without_nested(kinds: Sequence[Statement]) -> Sequence[Statement]:
    """Kinds without those that make up the kind before them: 执法执勤用车 5, 一般 3, 特种 2."""
    for at, kind in enumerate(kinds):
        total = Decimal(0)
        for end in range(at + 1, len(kinds)):
            total += kinds[end].number or Decimal(0)
            if kind.number and total == kind.number and kind.subject in kinds[end].subject:
                return [*kinds[: at + 1], *kinds[end + 1 :]]
    return kinds


class _Priced(NamedTuple):
    """Things over a price: what is done with them, the price, what they are."""

    verb: str
    price: Decimal
    thing: str


def _priced(statement: Statement) -> _Priced | None:
    match = _PRICE.fullmatch(statement.subject)
    # Between two prices: what is dearer is no part of it.
    if match is None or re.search("以下|不含(?!车)|至|-", match["thing"]):
        return None
    thing = re.sub(r"[(（].*?[)）]|^的", "", match["thing"])
    return _Priced(match["verb"], Decimal(match["price"]), thing)


def _dearer(statements: Statements, first: Statement) -> Iterator[Verdict]:
    """Two statements in a row on the same things over two prices."""
    one = _priced(first)
    second = next(iter(statements[first.at + 1 : first.at + 2]), None)
    other = _priced(second) if second else None
    if one is None or other is None or second is None or second.number is None:
        return
    same_place = all(first[name] == second[name] for name in ("section", "amount_unit", "measure"))
    # 新增配备 said once holds for both; said of the second alone, these are others.
    same_things = one.thing == other.thing and other.verb in ("", one.verb)
    if not same_place or not same_things or one.price == other.price:
        return
    dear, cheap = (first, second) if one.price > other.price else (second, first)
    verdict = at_most(DEARER.id, _counted(dear), [_counted(cheap)])
    if verdict:
        yield verdict


def _counted(statement: Statement) -> Term:
    """A number of things as a term: no rounding, so nothing parts two of them."""
    unit = statement["amount_unit"]
    return replace(statement.term, value=statement.number, precision=Decimal(0), unit=unit or "个")
