"""What is no disclosure, though it names a body and a year: reports on it, letters, blank forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts.ingest import body_names, report
from scripts.ingest.document import Document, ReadError, Unplaced
from scripts.ingest.headlines import headlines, plain
from scripts.ingest.vocabulary.quantities import MONEY
from scripts.package import Package, Table

_LONGEST = 20
_DISCLOSED = 3
"""Tables of a budget from which a file with a report in front is a disclosure all the same."""
_EXPECTED = "应有的是填了金额的预决算表，或写明收入、支出各多少元的情况说明"

# …绩效评价报告, …自查表, and letters: 关于报送…的函.
_REPORT = re.compile(
    r"(?:评价|自评|评估|审计|检查|自查|调研|考核|验收)(?:工作)?(?:情况)?(?:的)?"
    r"(?:报告|结果|总结)(?:[(（][^()（）]*[)）])?$"
    r"|(?:检查|自查|核对|评分|打分|对照|考核)(?:清单|表)$"
)
_LETTER = re.compile(r"(?:通知|函|批复|请示|通报|意见|办法|方案)(?:[(（][^()（）]*[)）])?$")
# XX局, ××年, 某某单位, ____: what a form leaves to be filled in.
_PLACEHOLDER = re.compile(r"[XxＸ×✕✖*＊]{2,}|[○〇]{2,}(?!年)|_{2,}|某{2}")
_TITLE = re.compile(r"(?:部门|单位).*(?:预算|决算)|(?:部门|单位)(?:名称)?:")
_UNIT = re.compile(r"单位:.{0,4}元")


def check_calling(document: Document, tables: Sequence[Table]) -> None:
    """Raise ReadError for what says by its first lines, or by its blanks, that it is another thing."""
    filled = [table for table in tables if table.kind.statutory and has_money(table)]
    for line in body_names.cover(document):
        if _REPORT.search(line) and len(filled) < _DISCLOSED:
            raise _refusal(document, f"开头写着“{_end(line)}”")
        if _LETTER.search(line) and not any(map(has_money, tables)):
            raise _refusal(document, f"开头写着“{_end(line)}”，里面没有填了金额的预决算表")
        # Below its own title a disclosure may name reports that come with it.
        if filled and body_names.is_title(line):
            break

    heads = headlines(document)
    blanks = [line for line in heads.lines if _is_blank_title(line)]
    named = [title for title in body_names.titles(document, heads) if title.name]
    whole = [title for title in named if not _PLACEHOLDER.search(title.name)]
    if blanks and len(blanks) > len(whole):
        raise _refusal(document, f"写着“{_end(blanks[0])}”，是没有填的样表")


def check_money(
    document: Document, package: Package, unplaced: Sequence[Unplaced], *, sheets: int
) -> None:
    """Raise ReadError for what holds no amount of a budget; one that was not understood is one."""
    tables = package.tables.values()
    printed = [table for table in tables if table.kind.printed and table.columns]
    prose = any(row["amount_unit"] in MONEY for row in package.rows("statements"))
    if any(map(has_money, printed)) or sheets:
        return
    if prose and body_names.titles(document, headlines(document)):
        return
    if any(table.status == "empty-stated" for table in printed):
        return
    if any(map(report.is_like_amount, unplaced)) and any(map(_UNIT.search, _lines(document))):
        return

    if prose:
        raise _refusal(
            document, "有写明金额的文字，却没有预决算表，标题也没有自称部门或单位的预算、决算"
        )
    if printed:
        raise _refusal(
            document, f"有 {len(printed)} 张预决算表，却一个金额也没有填，也没有说明为什么是空表"
        )
    raise _refusal(document, "没有预决算表，也没有写明金额的文字")


def has_money(table: Table) -> bool:
    """Whether a table states an amount of money; shares and counts are none."""
    names = []
    for column in table.values:
        if column.coordinates is not None and column.coordinates.measure in ("amount", "change"):
            names.append(column.name)
    return any(isinstance(row.figure(name), Decimal) for row in table.rows for name in names)


def _end(line: str) -> str:
    """A line as a refusal quotes it: what it calls itself stands at its end."""
    return line if len(line) <= _LONGEST else f"…{line[-_LONGEST:]}"


def _is_blank_title(line: str) -> bool:
    return len(line) <= 60 and bool(_TITLE.search(line) and _PLACEHOLDER.search(line))


def _lines(document: Document) -> Iterator[str]:
    return map(plain, document.texts)


def _refusal(document: Document, what: str) -> ReadError:
    # Of a damaged file it is not known what stood in it.
    whole = "这份文件" if not document.losses else "文件没有读全，读出的部分"
    return ReadError(f"{whole}不是部门预决算公开：{what}", advice=_EXPECTED)
