"""Whether everything that the law asks for is there: tables, parts, explanations, and a word where a table is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from scripts.checks.arithmetic.selectors import purpose
from scripts.checks.comparisons import Cells, as_required, noted, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Table
from scripts.schema import KINDS, PURPOSES, STATUSES, Kind
from scripts.schema import SUBJECTS as SUBJECT_KINDS


def _rule(
    id: str, title: str, meaning: str, source: str, severity: str = "notice", condition: str = ""
) -> Rule:
    return Rule(id, title, meaning, source, "completeness", severity, condition, title)


_HAS_PROSE = "收录的文件里有文字说明"
PARTS = _rule(
    "c1",
    "四个部分齐全",
    "概况、预算表、情况说明、名词解释，缺一部分就少一块交代",
    "规则 R-C1；各地公开目录",
    condition=_HAS_PROSE,
)
TOTALS = _rule(
    "c2",
    "收支总体情况的 3 张表齐全",
    "收支总表、收入总表、支出总表，说清一共有多少钱",
    "规则 R-C2；财预〔2016〕143号",
    "failure",
)
APPROPRIATION = _rule(
    "c3",
    "财政拨款收支情况的 5 张表齐全",
    "财政拨款从哪里来、怎样花，包括基本支出、“三公”经费和政府性基金",
    "规则 R-C3；财预〔2016〕143号",
    "failure",
)
CAPITAL = _rule(
    "c4",
    "国有资本经营预算有交代",
    "国有企业上缴的收益怎样花，要有一张表、一栏或一句话",
    "规则 R-C4",
    condition="2020 年以后的预决算",
)
STATED = _rule("c6", "空表注明原因", "一张表没有数据，要说明是真的没有，不是漏填", "规则 R-C6")
EMPTY = _rule(
    "c6-note",
    "注明“没有数据”的表确实没有数字",
    "一边写着没有数据，一边又印着数字，读者不知道该信哪个",
    "规则 R-C6",
    condition="表旁注明没有数据",
)
PUBLIC = _rule(
    "c7",
    "“三公”经费列到五个数",
    "合计、出国、接待之外，公务用车还要分开购置和运行",
    "规则 R-C7；财政部检查指标",
    condition="公开了“三公”经费表",
)
SUBJECTS = _rule(
    "c8",
    "重要事项都有说明",
    "增减变化、“三公”、机关运行经费、政府采购、国有资产、绩效，法律要求逐项说明",
    "规则 R-C8；预算法 第十四条",
    condition=_HAS_PROSE,
)
FINAL = _rule(
    "c9",
    "决算说明了中小企业合同和绩效评价",
    "决算还要说合同给了谁、钱花得值不值",
    "规则 R-C9",
    condition="决算，并且" + _HAS_PROSE,
)
TERMS = _rule("c10", "专业名词有解释", "看不懂的词要有解释", "规则 R-C10", condition=_HAS_PROSE)
BODIES = _rule(
    "c11",
    "部门说明了机构和所属单位",
    "读者要知道这笔预算管着哪些单位",
    "规则 R-C11",
    condition="部门的预决算，并且" + _HAS_PROSE,
)
RULES = (
    PARTS,
    TOTALS,
    APPROPRIATION,
    CAPITAL,
    STATED,
    EMPTY,
    PUBLIC,
    SUBJECTS,
    FINAL,
    TERMS,
    BODIES,
)

_PARTS = {
    "概况": ("duties", "organisation"),
    "预算表": ("tables",),
    "情况说明": ("explanation", "change"),
    "名词解释": ("terms",),
}
_LAW = sorted(
    (kind for kind in KINDS.values() if kind.law_number), key=lambda kind: kind.law_number
)
"""The tables of 财预〔2016〕143号: 1 to 3 are about all money, the others about the appropriation."""

_SUBJECTS = {
    "change": "收支增减变化",
    **{kind.name: kind.subject for kind in SUBJECT_KINDS},
    "assets": "国有资产占用",
    "performance": "绩效目标",
}
_FIVE = ("travel_abroad", "hospitality", "vehicles", "vehicle_purchase", "vehicle_running")
_SINCE = 2020
_NO_DATA = re.compile(r"(无|没有)(数据|数字)")


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each thing that has to be there."""
    printed = any(table.kind.printed for table in package.tables.values())
    why = "" if printed else "收录的文件里没有表格，表格可能在另一份文件里"
    for kind in _LAW:
        yield _there(TOTALS if kind.law_number <= 3 else APPROPRIATION, package, kind, why)
    if package.disclosure.year >= _SINCE:
        yield _capital(package, why)
    for table in package.tables.values():
        if table.kind.statutory:
            yield from _emptiness(table)
    yield from _public(package)
    yield from _explained(package)


def _there(rule: Rule, package: Package, kind: Kind, why: str) -> Verdict:
    table = package.table(kind.name)
    found = noted(
        kind.title,
        "没有找到" if table is None else STATUSES[table.status],
        table=kind.name if table else "",
    )
    there = table is not None and table.status != "not-published"
    return _told(rule, there, found, "公开这张表", why)


def _told(rule: Rule, there: bool, about: Term, expected: str, why: str) -> Verdict:
    """The verdict on what should be there; where it is not, `why` says that it cannot be told, if so."""
    if why and not there:
        return undecided(rule.id, about, (noted("要求", expected),), why, "words")
    return as_required(rule.id, there, about, expected)


def _capital(package: Package, why: str) -> Verdict:
    """A table of its own, a column or line of another, or a sentence: what places do differs."""
    own, said = (
        package.table("state-capital"),
        (package.table("statements"), package.table("explanations")),
    )
    within = [
        table
        for table in package.tables.values()
        if table.kind.printed
        if any(
            column.coordinates and column.coordinates.fund == "state_capital"
            for column in table.values
        )
        or any("国有资本经营" in row.label for row in table.rows)
    ]
    spoken = any(
        row["topic"] == "state-capital" for table in said if table is not None for row in table.rows
    )
    where = (
        "有一张表"
        if own
        else f"在{within[0].title}里"
        if within
        else "文字里说到"
        if spoken
        else "没有找到"
    )
    table = "state-capital" if own else within[0].name if within else ""
    about = noted("国有资本经营预算", where, table=table)
    return _told(CAPITAL, where != "没有找到", about, "一张表、一栏或一句话", why)


def _emptiness(table: Table) -> Iterator[Verdict]:
    numbers = [
        (row, column)
        for row in table.rows
        for column in table.values
        if row.number(column.name) is not None
    ]
    if table.status in ("empty", "empty-stated"):
        found = f"空表，注明“{table.statement}”" if table.statement else STATUSES[table.status]
        about = noted(table.title, found, table=table.name)
        yield as_required(STATED.id, table.status == "empty-stated", about, "注明没有数据的原因")
    if table.status == "empty-stated":
        first = Cells.of(table).term(numbers[0][0], numbers[0][1].name) if numbers else None
        shown = sorted({f"{row.number(column.name):f}" for row, column in numbers})
        found = f"印着 {len(numbers)} 个数（{'、'.join(shown[:3])}）" if numbers else "没有数字"
        line, column = (first.line, first.column) if first else ("", "")
        about = noted(table.title, found, table=table.name, line=line, column=column)
        # A note that there is no such spending agrees with zeros; one that there is no data does not.
        fits = not numbers or (
            not any(row.number(column.name) for row, column in numbers)
            and not _NO_DATA.search(table.statement)
        )
        yield as_required(
            EMPTY.id, fits, about, "没有数字", f"注明“{table.statement or '没有数据'}”"
        )


def _public(package: Package) -> Iterator[Verdict]:
    table = package.table("three-public")
    if table is None or not table.rows:
        return
    cells: dict[str, Sequence[Term]] = {name: purpose(table.name, name)(package) for name in _FIVE}
    for name, cell in cells.items():
        found = (cell[0].published or "空白") if cell else "没有这一项"
        line, column = (cell[0].line, cell[0].column) if cell else ("", "")
        about = noted(PURPOSES[name], found, table=table.name, line=line, column=column)
        yield _told(PUBLIC, bool(cell), about, "单独列出", _all_in_other_half(name, cells))


def _all_in_other_half(name: str, cells: Mapping[str, Sequence[Term]]) -> str:
    """Why it cannot be told that a half of the vehicles is not shown: the other is all there is, so its column may be blank."""
    halves = {"vehicle_purchase": "vehicle_running", "vehicle_running": "vehicle_purchase"}
    other, whole = cells.get(halves.get(name, ""), ()), cells["vehicles"]
    alike = (
        bool(other and whole) and other[0].value is not None and other[0].value == whole[0].value
    )
    return (
        f"{PURPOSES['vehicles']}全部是{PURPOSES[halves[name]]}，这一栏可能是空白" if alike else ""
    )


# What the prose explains


def _explained(package: Package) -> Iterator[Verdict]:
    table = package.table("explanations")
    if table is None:
        return
    spoken = {row["topic"]: row["line"] for row in table.rows}
    why = "" if spoken.keys() - {"tables"} else "收录的文件只有表格，文字说明可能在另一份文件里"
    for part, topics in _PARTS.items():
        there = part == "预算表" or bool(spoken.keys() & set(topics))
        yield _spoken(
            PARTS, part, there, why, next((spoken[one] for one in topics if one in spoken), "")
        )
    for topic, name in _SUBJECTS.items():
        yield _subject(package, topic, name, spoken, why)
    yield _spoken(TERMS, "名词解释", "terms" in spoken, why, spoken.get("terms", ""))
    if package.disclosure.level == "department":
        yield _spoken(
            BODIES, "机构和所属单位", "organisation" in spoken, why, spoken.get("organisation", "")
        )
    if package.disclosure.phase == "final":
        small = _said(package, r"中小企业|小微企业|小型")
        yield _spoken(FINAL, "授予中小企业的合同金额", small is not None, why, small or "")
        yield _spoken(
            FINAL, "绩效评价", "performance" in spoken, why, spoken.get("performance", "")
        )


def _spoken(rule: Rule, what: str, there: bool, why: str, line: str) -> Verdict:
    about = noted(
        what, "有" if there else "没有找到", table="explanations" if line else "", line=line
    )
    return _told(rule, there, about, "有说明", why)


def _subject(package: Package, topic: str, name: str, spoken: dict[str, str], why: str) -> Verdict:
    """A subject is explained where the prose states a figure of it; where it only speaks of it, that is all one can tell."""
    said = package.table("statements")
    rows = [] if said is None else [row for row in said.rows if row["topic"] == topic]
    if rows:
        about = noted(name, f"写了 {len(rows)} 个数", table="statements", line=rows[0]["line"])
        return as_required(SUBJECTS.id, True, about, "有说明，有数字")
    shown = next(
        (table for table in package.tables.values() if table.kind.topic == topic and table.rows),
        None,
    )
    if shown is not None:
        about = noted(name, f"有{shown.title}", table=shown.name)
        return as_required(SUBJECTS.id, True, about, "有说明，有数字")
    if topic in spoken:
        about = noted(name, "说到了", table="explanations", line=spoken[topic])
        return undecided(
            SUBJECTS.id,
            about,
            (noted("要求", "有说明，有数字"),),
            "说到了这件事，没有读到数字",
            "words",
        )
    return _spoken(SUBJECTS, name, False, why, "")


def _said(package: Package, pattern: str) -> str | None:
    """The first statement whose subject matches."""
    table = package.table("statements")
    rows = [] if table is None else table.rows
    return next(
        (row["line"] for row in rows if re.search(pattern, row["subject"] + row["whole"])), None
    )
