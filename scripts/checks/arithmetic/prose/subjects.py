"""What the subject of a statement names: a purpose, a nature, a fund, a path of functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from scripts.checks.arithmetic.prose.figures import THIS, Statement, Statements, folded

# The purposes that prose names, the longer names first: 购置及运行 is neither 购置 nor 运行.
PURPOSES = (
    (r"三公经费", "three_public"),
    (r"因公出国", "travel_abroad"),
    (r"公务用车购置(及|和|与)?(公务用车)?运行|公务用车费|^公务用车$", "vehicles"),
    (r"公务用车购置", "vehicle_purchase"),
    (r"公务用车运行", "vehicle_running"),
    (r"公务接待费?", "hospitality"),
    (r"会议费", "meetings"),
    (r"培训费", "training"),
)

NATURES = (
    (r"人员(经费|支出)", "personnel"),
    (r"(日常)?公用(经费|支出)", "running"),
    (r"基本支出", "basic"),
    (r"(项目|专项业务经费)支出", "project"),
    (r"(单位)?预留机动经费", "reserve"),
    (r"(事业单位)?经营支出", "trading"),
    (r"上缴上级支出", "superior_payment"),
    (r"对附属单位补助支出", "subordinate_subsidy"),
)
_FUNDS = (
    (r"一般公共#?", "general_public"),
    (r"政府性基金", "government_fund"),
    (r"国有资本经营", "state_capital"),
    (r"财政拨款", "appropriation"),
)

# How `core` leaves the kinds of money that come in; `#` stands for 预算: `一般公共#`.
OWN_FUNDS = (
    r"一般公共#|政府性基金#?|国有资本经营#?|财政拨款|财政专户.*|单位资金|事业收入|.*经营收入"
    r"|上级补助收入|附属单位上缴收入|其他(资金)?收入"
)
_TOTALS = "收入|支出|收支|收支出|收入支出|本年|.*结转.*|.*结余.*"
_LEVELS = {"类": 3, "款": 5, "项": 7}
_LEVEL = re.compile(r"\(([类款项])\)")


def core(subject: str) -> str:
    """A subject without the words that every budget may add to it: 本年, 部门, 预算, 合计.

    >>> core("2、本年度部门支出预算总计"), core("一般公共预算财政拨款收入")
    ('支出', '一般公共#财政拨款收入')
    """
    # First, while 预算 is still there: 一般公共预算 must not become 一般公共.
    plain = re.sub(r"(一般公共|政府性基金|国有资本经营)(财政)?预算", r"\1#", folded(subject))
    plain = re.sub(
        r"本年度?|当年|年度|全年|年初|部门整体|总?预算(安排)?(的)?|总?决算|安排(的)?", "", plain
    )
    # 单位资金 and 单位预留机动经费 are names of their own.
    plain = re.sub(r"^本?部门|^单位(?!资金|预留)", "", plain)
    return re.sub(r"(合计|总计|总额|总金额|总|数|金额|、)+$", "", plain.replace("、", ""))


def named(patterns: Iterable[tuple[str, str]], plain: str) -> str:
    """The first name whose pattern is the whole of a text; "" where none is."""
    for pattern, name in patterns:
        if re.fullmatch(pattern, plain):
            return name
    return ""


def purpose_of(plain: str) -> str:
    """The purpose that a text names anywhere; "" where it names none."""
    for pattern, purpose in PURPOSES:
        if re.search(pattern, plain):
            return purpose
    return ""


def funds_of(plain: str) -> tuple[str, ...]:
    """The fund that a text names, else those that prose on spending may mean, likelier first."""
    for pattern, fund in _FUNDS:
        if re.search(pattern, plain):
            return (fund,)
    return ("general_public", "appropriation")


def path_of(subject: str) -> list[tuple[str, int]]:
    """The names of a path of functions, each with the digits of its code; 0 where none is said.

    >>> path_of("教育支出（类）进修及培训（款）培训支出（项）")
    [('教育', 3), ('进修及培训', 5), ('培训', 7)]
    """
    parts = _LEVEL.split(folded(subject))
    plain = bare(parts[0])
    if len(parts) > 1:
        pairs = zip(parts[0::2], parts[1::2], strict=False)
        # 行政单位离退休支出（项） and （类）支出 say no more than the name does.
        path = [(bare(name), _LEVELS[level]) for name, level in pairs]
        return [(name, digits) for name, digits in path if name]
    whole = core(parts[0])
    patterns = [*(pattern for pattern, _ in NATURES), OWN_FUNDS, _TOTALS]
    is_total = any(re.fullmatch(pattern, whole) for pattern in patterns)
    # 一般公共预算财政拨款 names money, not what it is spent on.
    if len(plain) < 2 or is_total or "拨款" in whole or "#" in whole:
        return []
    return [(plain, 0)]


def bare(name: str) -> str:
    """A name without brackets, and without 支出 at its end."""
    # 教育支出（类）支出 has it twice.
    return re.sub(r"(支出)+$", "", re.sub(r"[()]", "", folded(name)))


def label_of(text: str) -> str:
    """A row's label or a subject as the two are compared: `教育支出（类）` and `教育支出预算` are one."""
    return bare(core(_LEVEL.sub("", folded(text))))


def amounts_by_section(
    statements: Statements,
) -> Mapping[tuple[str, str], Sequence[Statement]]:
    """This year's amounts by the core of what they are of, and by their section."""
    amounts: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        if statement.is_amount and statement["vintage"] in THIS:
            key = core(statement.subject), statement["section"]
            amounts.setdefault(key, []).append(statement)
    return amounts


def only_amounts(statements: Statements) -> Mapping[str, Statement | None]:
    """The first of this year's amounts of each thing; None where they are not all the same."""
    first: dict[str, Statement] = {}
    numbers: dict[str, set[Decimal | None]] = {}
    for (name, _), amounts in statements.once(amounts_by_section).items():
        numbers.setdefault(name, set()).update(amount.number for amount in amounts)
        if name not in first or amounts[0].at < first[name].at:
            first[name] = amounts[0]
    return {name: first[name] if len(numbers[name]) == 1 else None for name in first}
