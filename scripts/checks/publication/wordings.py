"""Whether names, years and titles in words agree within a document; the import marks the places."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.checks.comparisons import as_required, noted
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package

_CONDITION = "文件里有文字上的疑点"


def _rule(id: str, title: str, meaning: str, source: str) -> Rule:
    return Rule(id, title, meaning, source, "readability", "notice", _CONDITION, title)


RULES_BY_DOUBT = {
    "year": _rule(
        "q1-words",
        "标题和文字里写的是本年度",
        "说本年的话写着别的年份，多半是沿用了去年的文件",
        "规则 R-Q1",
    ),
    "name": _rule("q2", "单位名称前后写法一致", "同一个单位两种写法，其中一个写错了", "规则 R-Q2"),
    "phase": _rule(
        "q3-words",
        "标题和文字里写的预算或决算与文件一致",
        "预算文件里说本年决算，或决算文件的标题叫预算，是写错了",
        "规则 R-Q3",
    ),
    "contents": _rule(
        "q5-contents", "目录里的标题与正文的标题一致", "目录和正文对不上，读者要猜", "规则 R-Q5"
    ),
    "doubled": _rule("q9", "名称和语句没有重复写两遍", "同样的字连写两遍，是笔误", "规则 R-Q3"),
    "function": _rule(
        "q10", "文字里的科目与表里的一致", "同一个科目，文字和表里的编码或上级不同", "规则 R-A22"
    ),
    "reason": _rule("q11", "说了有原因就写出原因", "写着“主要原因是”而没有下文", "规则 R-A19"),
}
RULES = tuple(RULES_BY_DOUBT.values())


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each place in doubt; one that passes for each doubt that none is of."""
    table = package.table("wordings")
    if table is None:
        return
    doubts = {row["doubt"] for row in table.rows}
    for doubt, rule in RULES_BY_DOUBT.items():
        if doubt not in doubts:
            about = noted("文字", "前后一致", table="wordings")
            yield as_required(rule.id, True, about, "前后一致")
    for row in table.rows:
        found = RULES_BY_DOUBT.get(row["doubt"])
        if found is not None:
            where = f"第 {row['page']} 页" if row["page"] else f"第 {row['source_line']} 行"
            about = noted(where, f"“{row['text']}”", table="wordings", line=row["line"])
            yield as_required(found.id, False, about, f"“{row['expected']}”")
