"""Whether all that the law asks for is there: tables, parts, explanations, a word on empty ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from scripts.checks.arithmetic.selectors import purpose
from scripts.checks.comparisons import as_required, noted, undecided
from scripts.checks.verdicts import Rule, Severity, Term, Verdict
from scripts.package import Package, Table
from scripts.schema import KINDS, PURPOSES, STATUSES
from scripts.schema import SUBJECTS as SUBJECT_KINDS


def _rule(
    id: str,
    title: str,
    meaning: str,
    source: str,
    *,
    severity: Severity = "notice",
    condition: str = "",
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
    severity="failure",
)
APPROPRIATION = _rule(
    "c3",
    "财政拨款收支情况的 5 张表齐全",
    "财政拨款从哪里来、怎样花，包括基本支出、“三公”经费和政府性基金",
    "规则 R-C3；财预〔2016〕143号",
    severity="failure",
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
# The tables of 财预〔2016〕143号: 1 to 3 are about all money, the others about the appropriation.
_LAW = sorted(
    (kind for kind in KINDS.values() if kind.law_number), key=lambda kind: kind.law_number
)

_SUBJECTS = {
    "change": "收支增减变化",
    **{kind.name: kind.subject for kind in SUBJECT_KINDS},
    "assets": "国有资产占用",
    "performance": "绩效目标",
}
_HALVES = {"vehicle_purchase": "vehicle_running", "vehicle_running": "vehicle_purchase"}
_FIVE = ("travel_abroad", "hospitality", "vehicles", "vehicle_purchase", "vehicle_running")
# Central and many local budgets print a ninth table since about then; rule R-C4.
_CAPITAL_SINCE = 2020
"""The first year whose budgets and final accounts have to say what becomes of state capital."""

# 无数据, 没有数字: not 无此项支出, which zeros agree with.
_NO_DATA = re.compile(r"(无|没有)(数据|数字)")


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each thing that has to be there."""
    why = ""
    # Words and tables are at times published as two files.
    kinds = [table.kind for table in package.tables.values()]
    if not any(kind.printed for kind in kinds):
        why = "收录的文件里没有表格，表格可能在另一份文件里"
    elif not any(kind.statutory for kind in kinds):
        # Goals of projects fill a volume of their own.
        why = "收录的文件里没有一张预决算表，预决算表可能在另一份文件里"
    for kind in _LAW:
        rule = TOTALS if kind.law_number <= 3 else APPROPRIATION
        table = package.table(kind.name)
        about = noted(kind.title, "没有找到")
        if table:
            about = noted(kind.title, STATUSES[table.status], table=kind.name)
        # An empty table is a table: whether it says why it is empty, c6 tells.
        there = table is not None and table.status != "not-published"
        yield _required(rule, there, about, "公开这张表", why)
    if package.disclosure.year >= _CAPITAL_SINCE:
        yield _capital(package, why)
    for table in package.tables.values():
        # No law asks for the others, so nobody has to say why they are empty.
        if table.kind.statutory:
            yield from _emptiness(table)
    yield from _public(package)
    yield from _explained(package)


def _required(rule: Rule, there: bool, about: Term, expected: str, why: str) -> Verdict:
    """The verdict on what should be there; `why` says why it cannot be told, if so."""
    if there or not why:
        return as_required(rule.id, there, about, expected)
    required = noted("要求", expected)
    return undecided(rule.id, about, (required,), why, "words")


def _capital(package: Package, why: str) -> Verdict:
    """A table of its own, a column or line of another, or a sentence: what places do differs."""
    where, table = "没有找到", ""
    within = next(filter(_mentions_capital, package.tables.values()), None)
    prose = (*package.rows("statements"), *package.rows("explanations"))
    # Chongqing, Changsha and Xi'an print no such table, but a sentence or a column.
    if package.table("state-capital"):
        where, table = "有一张表", "state-capital"
    elif within:
        where, table = f"在{within.title}里", within.name
    elif any(row["topic"] == "state-capital" for row in prose):
        where = "文字里说到"
    about = noted("国有资本经营预算", where, table=table)
    return _required(CAPITAL, where != "没有找到", about, "一张表、一栏或一句话", why)


def _mentions_capital(table: Table) -> bool:
    if not table.kind.printed:
        return False
    funds = {column.coordinates.fund for column in table.values if column.coordinates}
    if "state_capital" in funds:
        return True
    # 二十一、国有资本经营预算支出 is a line of the 收支总表.
    return any("国有资本经营" in row.label for row in table.rows)


def _emptiness(table: Table) -> Iterator[Verdict]:
    """Whether an empty table says why it is empty, and whether one that says so is empty."""
    if table.status not in ("empty", "empty-stated"):
        return
    text = STATUSES[table.status]
    if table.statement:
        text = f"空表，注明“{table.statement}”"
    about = noted(table.title, text, table=table.name)
    has_reason = table.status == "empty-stated"
    yield as_required(STATED.id, has_reason, about, "注明没有数据的原因")
    if has_reason:
        yield _no_figures(table)


def _no_figures(table: Table) -> Verdict:
    cells = []
    for row in table.rows:
        for column in table.values:
            number = row.number(column.name)
            if number is not None:
                cells.append((row["line"], column.name, number))
    about = noted(table.title, "没有数字", table=table.name)
    fits = True
    if cells:
        line, name, _ = cells[0]
        figures = sorted({f"{number:f}" for *_, number in cells})
        shown = "、".join(figures[:3])
        text = f"印着 {len(cells)} 个数（{shown}）"
        about = noted(table.title, text, table=table.name, line=line, column=name)
        zeros = not any(number for *_, number in cells)
        # 没有政府性基金收支 beside 0.00 fits; 本表无数据 beside 0.00 does not.
        fits = zeros and not _NO_DATA.search(table.statement)
    reason = f"注明“{table.statement or '没有数据'}”"
    return as_required(EMPTY.id, fits, about, "没有数字", reason)


def _public(package: Package) -> Iterator[Verdict]:
    table = package.table("three-public")
    if table is None or not table.rows:
        return
    cells = {}
    for name in _FIVE:
        terms = purpose(table.name, name)(package)
        cells[name] = terms[0] if terms else None
    for name, cell in cells.items():
        about = noted(PURPOSES[name], "没有这一项", table=table.name)
        if cell:
            text = cell.published or "空白"
            about = replace(about, published=text, line=cell.line, column=cell.column)
        half = _HALVES.get(name, "")
        other, whole = cells.get(half), cells["vehicles"]
        why = ""
        # Where the other half of the vehicles is all there is, the column of this may be blank.
        if other and whole and other.value is not None and other.value == whole.value:
            why = f"{PURPOSES['vehicles']}全部是{PURPOSES[half]}，这一栏可能是空白"
        yield _required(PUBLIC, cell is not None, about, "单独列出", why)


def _explained(package: Package) -> Iterator[Verdict]:
    table = package.table("explanations")
    if table is None:
        return
    lines = {row["topic"]: row["line"] for row in table.rows}
    why = ""
    # A heading 预算表 without any other is no prose.
    if not lines.keys() - {"tables"}:
        why = "收录的文件只有表格，文字说明可能在另一份文件里"
    for part, topics in _PARTS.items():
        stated = [lines[topic] for topic in topics if topic in lines]
        # Whether the tables are there is told by c2 and c3.
        if part == "预算表":
            stated.append("")
        yield _spoken(PARTS, part, next(iter(stated), None), why)
    for topic, name in _SUBJECTS.items():
        yield _subject(package, topic, name, lines, why)
    yield _spoken(TERMS, "名词解释", lines.get("terms"), why)
    # A unit has no units of its own to name.
    if package.disclosure.level == "department":
        yield _spoken(BODIES, "机构和所属单位", lines.get("organisation"), why)
    # A budget knows no contracts and no results yet.
    if package.disclosure.phase == "final":
        small = [
            row["line"]
            for row in package.rows("statements")
            if re.search(r"中小企业|小微企业|小型", row["subject"] + row["whole"])
        ]
        yield _spoken(FINAL, "授予中小企业的合同金额", next(iter(small), None), why)
        yield _spoken(FINAL, "绩效评价", lines.get("performance"), why)


def _spoken(rule: Rule, what: str, line: str | None, why: str) -> Verdict:
    about = noted(what, "没有找到" if line is None else "有")
    if line:
        about = replace(about, table="explanations", line=line)
    return _required(rule, line is not None, about, "有说明", why)


def _subject(
    package: Package, topic: str, name: str, lines: Mapping[str, str], why: str
) -> Verdict:
    expected = "有说明，有数字"
    statements = [row for row in package.rows("statements") if row["topic"] == topic]
    if statements:
        text = f"写了 {len(statements)} 个数"
        first = statements[0]["line"]
        about = noted(name, text, table="statements", line=first)
        return as_required(SUBJECTS.id, True, about, expected)
    for table in package.tables.values():
        # 机关运行经费 and 政府采购 have tables of their own in some places.
        if table.kind.topic == topic and table.rows:
            about = noted(name, f"有{table.title}", table=table.name)
            return as_required(SUBJECTS.id, True, about, expected)
    if topic not in lines:
        return _spoken(SUBJECTS, name, None, why)
    about = noted(name, "说到了", table="explanations", line=lines[topic])
    # The figure may be there and not have been read: no fault of the document.
    reason = "说到了这件事，没有读到数字"
    required = noted("要求", expected)
    return undecided(SUBJECTS.id, about, (required,), reason, "words")
