"""Whether a document is fit to be read: one year and phase, no blanks, units, proper figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from scripts.checks.comparisons import as_required, noted
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package, Row, Table
from scripts.package.partitions import is_money
from scripts.schema import Column, places


def _rule(id: str, title: str, meaning: str, source: str, *, condition: str = "") -> Rule:
    return Rule(id, title, meaning, source, "readability", "notice", condition, title)


YEAR = _rule(
    "q1",
    "表的标题是同一年度",
    "标题里的年份和封面不一样，多半是沿用了去年的文件",
    "规则 R-Q1",
    condition="预算表的标题写了年份；同时写着本年和别的年份的，算相符",
)
PHASE = _rule(
    "q3",
    "表的标题与预算或决算一致",
    "预算文件里的表不该叫决算表",
    "规则 R-Q3",
    condition="标题写了预算或决算",
)
PLACEHOLDERS = _rule("q4", "没有留下没填的占位符", "XX、待填写这样的字说明还没填完", "规则 R-Q4")
NUMBERS = _rule(
    "q5", "表号不重复，按顺序", "表号乱了，读者对不上目录", "规则 R-Q5", condition="表印了表号"
)
UNITS = _rule(
    "q6",
    "每张表写明金额单位",
    "元和万元差一万倍，不写单位就要猜",
    "规则 R-Q6",
    condition="表里有金额",
)
DECIMALS = _rule(
    "q7",
    "金额的小数位数合乎习惯",
    "元到分，万元到两位小数，够用也好读",
    "规则 R-Q7",
    condition="表里有金额",
)
NEGATIVES = _rule(
    "q8", "金额没有负数", "增减额之外的负数，多半需要说明", "规则 R-Q8", condition="表里有金额"
)
SHARES = _rule(
    "q8-share", "占比不超过 100%", "一部分不会比整体还多", "规则 R-Q8", condition="文字写了占比"
)
RULES = (YEAR, PHASE, PLACEHOLDERS, NUMBERS, UNITS, DECIMALS, NEGATIVES, SHARES)
# XX项目, XX年, 待填写, {单位名称}, ○○, ***. A Roman number is none: 第XXIV届.
_PLACEHOLDER = re.compile(r"[XＸ×xｘ]{2,}(?![XIVLC])|待填写|[{｛]\s*\w+\s*[}｝]|○○|\*\*\*")
# The names of the budgets say nothing of the phase: 一般公共预算财政拨款支出决算表.
_BUDGETS = re.compile(r"(一般)?公共(财政)?预算|政府性基金预算|国有资本(经营)?预算")
# Beijing publishes 6: reported, not rejected.
_MOST_DECIMALS = 2


class Amount(NamedTuple):
    """A cell of money that holds a number: where it stands, and the number as published."""

    table: Table
    row: Row
    column: Column
    number: Decimal


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each table's title and unit, and one over all for the whole document."""
    printed = [table for table in package.tables.values() if table.kind.printed]
    for table in printed:
        if table.kind.statutory:
            # Other tables may lawfully be of another year: last year's evaluation, a plan for
            # three years.
            yield from _titles(package, table)
        # An empty table has no figures whose unit one could mistake.
        if table.status == "published" and any(map(is_money, table.values)):
            about = noted(_title(table), table.amount_unit or "没有写", table=table.name)
            yield as_required(UNITS.id, bool(table.amount_unit), about, "写明元或万元")
    yield _placeholders(package)
    yield from _numbers(printed)
    amounts = list(_amounts(printed))
    yield from _decimals(amounts)
    yield from _negatives(amounts)
    yield from _shares(package)


def _title(table: Table) -> str:
    return table.published_title or table.title


def _titles(package: Package, table: Table) -> Iterator[Verdict]:
    # ２０２３年 in full width is a year too.
    title = unicodedata.normalize("NFKC", table.published_title)
    about = noted("表的标题", title, table=table.name)
    year = package.disclosure.year
    # Only with 年 after it: 〔2016〕143号 is no year of a table.
    years = {int(digits) for digits in re.findall(r"(?<!\d)20\d\d(?=年)", title)}
    if years:
        # 2022年和2023年“三公”经费表 shows two years, one of them this.
        yield as_required(YEAR.id, year in years, about, f"{year}年")
    phase = "决算" if package.disclosure.phase == "final" else "预算"
    phases = set(re.findall(r"[预决]算", _BUDGETS.sub("", title)))
    if phases:
        # 预决算 in a title speaks of both phases.
        yield as_required(PHASE.id, phase in phases or "预决算" in title, about, phase)


def _placeholders(package: Package) -> Verdict:
    for table in package.tables.values():
        # What was not recognised is not the document's own wording.
        if table.name == "unrecognised":
            continue
        if _PLACEHOLDER.search(table.published_title):
            about = noted("表的标题", table.published_title, table=table.name)
            return as_required(PLACEHOLDERS.id, False, about, "填写完整")
        for row in table.rows:
            if _PLACEHOLDER.search(row.label):
                about = noted(table.title, row.label, table=table.name, line=row["line"])
                return as_required(PLACEHOLDERS.id, False, about, "填写完整")
    return as_required(PLACEHOLDERS.id, True, noted("表和名目", "没有占位符"), "填写完整")


def _numbers(printed: list[Table]) -> Iterator[Verdict]:
    """Whether the tables' own numbers (表1, 表2) go up through each series of a document."""
    series = _series(printed)
    if not series:
        return
    wrong = []
    for tables in series:
        for table, after in pairwise(tables):
            # <=: a number that comes twice is wrong, too.
            if _digits(after.number) <= _digits(table.number):
                wrong.append((table, after))
    count = sum(map(len, series))
    text, name = f"{count} 张表依次编号", ""
    if wrong:
        table, after = wrong[0]
        text, name = f"{table.number}之后是{after.number}", after.name
    about = noted("表号", text, table=name)
    yield as_required(NUMBERS.id, not wrong, about, "依次编号")


def _series(printed: list[Table]) -> list[list[Table]]:
    """The tables that share one numbering, in the order of the document: at least two of them."""

    def place(table: Table) -> tuple[int, ...]:
        names = ("document", "page", "source_line")
        rows = [tuple(int(row[name] or 0) for name in names) for row in table.rows]
        return min(rows)

    series: dict[tuple[int, str], list[Table]] = {}
    filled = [table for table in printed if table.rows]
    for table in sorted(filled, key=place):
        if _digits(table.number):
            document, *_ = place(table)
            # 附表1-2 is of the series 附表#-#: annexes count anew, and so does each document.
            plain = unicodedata.normalize("NFKC", table.number)
            pattern = re.sub(r"[\d\s]+", "#", plain)
            series.setdefault((document, pattern), []).append(table)
    # A single number is in no order.
    return [tables for tables in series.values() if len(tables) > 1]


def _digits(number: str) -> tuple[int, ...]:
    """The numbers in a table's number, as they are compared: (1, 2) of 附表1-2."""
    plain = unicodedata.normalize("NFKC", number)
    return tuple(map(int, re.findall(r"\d+", plain)))


def _amounts(printed: list[Table]) -> Iterator[Amount]:
    for table in printed:
        columns = [column for column in table.values if is_money(column)]
        for row in table.rows:
            for column in columns:
                number = row.number(column.name)
                if number is not None:
                    yield Amount(table, row, column, number)


def _decimals(amounts: list[Amount]) -> Iterator[Verdict]:
    if not amounts:
        return
    decimals = [places(amount.number) for amount in amounts]
    most = max(decimals)
    finest = amounts[decimals.index(most)]
    about = noted(
        "金额的小数位数",
        f"最多 {most} 位",
        table=finest.table.name,
        line=finest.row["line"],
        column=finest.column.name,
    )
    yield as_required(DECIMALS.id, most <= _MOST_DECIMALS, about, "不超过 2 位")


def _negatives(amounts: list[Amount]) -> Iterator[Verdict]:
    checked = []
    for amount in amounts:
        at, row = amount.column.coordinates, amount.row
        # Xi'an and the centre print lawful negatives in such columns; 比上年增减 may be a row, too.
        by_place = row["vintage"] == "change" or (at is not None and at.vintage == "change")
        if not by_place and not re.search(r"增减|增加|减少", row.label):
            checked.append(amount)
    below = [amount for amount in checked if amount.number < 0]
    if below:
        first = below[0]
        about = noted(
            _title(first.table),
            f"{first.row.label} {first.number:f}",
            table=first.table.name,
            line=first.row["line"],
            column=first.column.name,
        )
        yield as_required(NEGATIVES.id, False, about, "不小于 0", f"共 {len(below)} 处")
    elif checked:
        first = checked[0]
        about = noted("各表金额", "没有负数", table=first.table.name, column=first.column.name)
        yield as_required(NEGATIVES.id, True, about, "不小于 0")


def _shares(package: Package) -> Iterator[Verdict]:
    shares = []
    for row in package.rows("statements"):
        number = row.number("value")
        # 完成年初预算的 140% is lawful, and 增长 140% is no share.
        named = row["subject"] + row["whole"]
        of_other = re.search(r"完成|年初|增|减|比", named)
        is_share = row["measure"] == "share" and row["whole"]
        if is_share and number and not of_other:
            shares.append((number, row))
    if not shares:
        return
    above = [(number, row) for number, row in shares if number > 100]
    text, line = f"{len(shares)} 个占比都不超过 100%", ""
    if above:
        number, row = above[0]
        text, line = f"{row['subject']} {number:f}%", row["line"]
    about = noted("文字里的占比", text, table="statements", line=line, column="value")
    yield as_required(SHARES.id, not above, about, "不超过 100%")
