"""Whether a document is fit to be read: one year, one phase, no left-over blanks, units stated, figures as they should be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from scripts.checks.comparisons import as_required, noted
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package, Row, Table
from scripts.schema import Column, places


def _rule(id: str, title: str, meaning: str, source: str, condition: str = "") -> Rule:
    return Rule(id, title, meaning, source, "readability", "notice", condition, title)


YEAR = _rule(
    "q1",
    "表的标题是同一年度",
    "标题里的年份和封面不一样，多半是沿用了去年的文件",
    "规则 R-Q1",
    "预算表的标题写了年份；同时写着本年和别的年份的，算相符",
)
PHASE = _rule(
    "q3",
    "表的标题与预算或决算一致",
    "预算文件里的表不该叫决算表",
    "规则 R-Q3",
    "标题写了预算或决算",
)
PLACEHOLDERS = _rule("q4", "没有留下没填的占位符", "XX、待填写这样的字说明还没填完", "规则 R-Q4")
NUMBERS = _rule("q5", "表号不重复，按顺序", "表号乱了，读者对不上目录", "规则 R-Q5", "表印了表号")
UNITS = _rule(
    "q6", "每张表写明金额单位", "元和万元差一万倍，不写单位就要猜", "规则 R-Q6", "表里有金额"
)
DECIMALS = _rule(
    "q7", "金额的小数位数合乎习惯", "元到分，万元到两位小数，够用也好读", "规则 R-Q7", "表里有金额"
)
NEGATIVES = _rule("q8", "金额没有负数", "增减额之外的负数，多半需要说明", "规则 R-Q8", "表里有金额")
SHARES = _rule("q8-share", "占比不超过 100%", "一部分不会比整体还多", "规则 R-Q8", "文字写了占比")
RULES = (YEAR, PHASE, PLACEHOLDERS, NUMBERS, UNITS, DECIMALS, NEGATIVES, SHARES)

# A Roman number is none: 第XXIV届.
_PLACEHOLDER = re.compile(r"[XＸ×xｘ]{2,}(?![XIVLC])|待填写|[{｛]\s*\w+\s*[}｝]|○○|\*\*\*")
_BUDGETS = re.compile(r"(一般)?公共(财政)?预算|政府性基金预算|国有资本(经营)?预算")
_CUSTOM = 2


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each table's title and unit, and one over all for what holds of the whole document."""
    printed = [table for table in package.tables.values() if table.kind.printed]
    for table in printed:
        yield from _titles(package, table)
        if table.status == "published" and any(_is_money(column) for column in table.values):
            about = noted(_name(table), table.amount_unit or "没有写", table=table.name)
            yield as_required(UNITS.id, bool(table.amount_unit), about, "写明元或万元")
    yield _placeholders(package)
    yield from _numbers(printed)
    money = [
        (table, row, column)
        for table in printed
        for row in table.rows
        for column in table.values
        if _is_money(column)
    ]
    yield from _decimals(money)
    yield from _negatives(money)
    yield from _shares(package)


def _titles(package: Package, table: Table) -> Iterator[Verdict]:
    title, stated = unicodedata.normalize("NFKC", table.published_title), package.disclosure
    about = noted("表的标题", title, table=table.name)
    # Other tables may lawfully be of another year: last year's evaluation, a plan for three years.
    years = (
        {int(year) for year in re.findall(r"(?<!\d)20\d\d(?=年)", title)}
        if table.kind.statutory
        else set()
    )
    if years:
        yield as_required(YEAR.id, stated.year in years, about, f"{stated.year}年")
    # The names of the budgets say nothing of the phase: 一般公共预算财政拨款支出决算表.
    phases = (
        set(re.findall(r"[预决]算", _BUDGETS.sub("", title))) if table.kind.statutory else set()
    )
    if phases:
        wanted = "决算" if stated.phase == "final" else "预算"
        yield as_required(PHASE.id, wanted in phases or "预决算" in title, about, wanted)


def _placeholders(package: Package) -> Verdict:
    for table in package.tables.values():
        if table.name == "unrecognised":
            continue
        if _PLACEHOLDER.search(table.published_title):
            return as_required(
                PLACEHOLDERS.id,
                False,
                noted("表的标题", table.published_title, table=table.name),
                "填写完整",
            )
        for row in table.rows:
            if _PLACEHOLDER.search(row.label):
                about = noted(table.title, row.label, table=table.name, line=row["line"])
                return as_required(PLACEHOLDERS.id, False, about, "填写完整")
    return as_required(PLACEHOLDERS.id, True, noted("表和名目", "没有占位符"), "填写完整")


def _numbers(printed: list[Table]) -> Iterator[Verdict]:
    # The order in which they stand in the document, not the order of kinds.
    placed = [(min(_place(row) for row in table.rows), table) for table in printed if table.rows]
    series: dict[tuple[str, str], list[Table]] = {}
    for (document, *_), table in sorted(placed, key=lambda one: one[0]):
        if _numbering(table.number):
            series.setdefault((str(document), _series(table.number)), []).append(table)
    long = [tables for tables in series.values() if len(tables) > 1]
    pairs = [pair for tables in long for pair in pairwise(tables)]
    wrong = [
        (one, after) for one, after in pairs if _numbering(after.number) <= _numbering(one.number)
    ]
    if long:
        said = (
            f"{wrong[0][0].number}之后是{wrong[0][1].number}"
            if wrong
            else f"{sum(map(len, long))} 张表依次编号"
        )
        about = noted("表号", said, table=wrong[0][1].name if wrong else "")
        yield as_required(NUMBERS.id, not wrong, about, "依次编号")


def _numbering(number: str) -> tuple[int, ...]:
    return tuple(
        int(digits) for digits in re.findall(r"\d+", unicodedata.normalize("NFKC", number))
    )


def _series(number: str) -> str:
    """What a number shares with those of its series: annexes count anew, and so does each document."""
    return re.sub(r"[\d\s]+", "#", unicodedata.normalize("NFKC", number))


def _place(row: Row) -> tuple[int, int, int]:
    return int(row["document"] or 0), int(row["page"] or 0), int(row["source_line"] or 0)


def _decimals(money: list[tuple[Table, Row, Column]]) -> Iterator[Verdict]:
    counted = [
        (places(number), cell)
        for cell in money
        if (number := cell[1].number(cell[2].name)) is not None
    ]
    if counted:
        most, (table, row, column) = max(counted, key=lambda one: one[0])
        about = noted(
            "金额的小数位数",
            f"最多 {most} 位",
            table=table.name,
            line=row["line"],
            column=column.name,
        )
        yield as_required(DECIMALS.id, most <= _CUSTOM, about, "不超过 2 位")


def _negatives(money: list[tuple[Table, Row, Column]]) -> Iterator[Verdict]:
    stated = [
        (table, row, column)
        for table, row, column in money
        if row.number(column.name) is not None and not _may_be_negative(row, column)
    ]
    below = [cell for cell in stated if (cell[1].number(cell[2].name) or 0) < 0]
    if stated:
        table, row, column = (below or stated)[0]
        found = f"{row.label} {row.number(column.name):f}" if below else "没有负数"
        line = row["line"] if below else ""
        about = noted(
            _name(table) if below else "各表金额",
            found,
            table=table.name,
            line=line,
            column=column.name,
        )
        yield as_required(
            NEGATIVES.id, not below, about, "不小于 0", f"共 {len(below)} 处" if below else ""
        )


def _may_be_negative(row: Row, column: Column) -> bool:
    """Whether a figure is a change: by its column, or by its row, or where each row names its own year."""
    of_column = column.coordinates is not None and column.coordinates.vintage == "change"
    return (
        of_column
        or row["vintage"] == "change"
        or re.search(r"增减|增加|减少", row.label) is not None
    )


def _shares(package: Package) -> Iterator[Verdict]:
    table = package.table("statements")
    shares = (
        []
        if table is None
        else [
            row
            for row in table.rows
            if row["measure"] == "share" and row.number("value") and _is_part(row)
        ]
    )
    if shares:
        above = [row for row in shares if (row.number("value") or 0) > 100]
        row = (above or shares)[0]
        found = (
            f"{row['subject']} {row.number('value'):f}%"
            if above
            else f"{len(shares)} 个占比都不超过 100%"
        )
        about = noted(
            "文字里的占比",
            found,
            table="statements",
            line=row["line"] if above else "",
            column="value",
        )
        yield as_required(SHARES.id, not above, about, "不超过 100%")


def _is_part(row: Row) -> bool:
    """Whether a percentage is a part of a whole: what was carried out of a budget may be more than all of it."""
    return (
        bool(row["whole"])
        and re.search(r"完成|年初|增|减|比", row["subject"] + row["whole"]) is None
    )


def _is_money(column: Column) -> bool:
    return column.coordinates is not None and column.coordinates.measure == "amount"


def _name(table: Table) -> str:
    return table.published_title or table.title
