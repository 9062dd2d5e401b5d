"""The equalities between what the prose says in figures and what the tables hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from scripts.checks.equations import unfilled
from scripts.checks.selections import Select, total
from scripts.checks.verdicts import Cells, Rule, Term, Verdict, equality
from scripts.package import Package, Row, Table
from scripts.schema import MULTIPLIERS

PROSE = Rule("prose", "说明文字里的金额 = 表里的金额", "文字和表格说的是同一笔钱，单位可以不同", "规则 R-A18、R-Q6")
PROCUREMENT = Rule("procurement", "政府采购总额 = 货物 + 工程 + 服务", "采购的三类加起来等于总额", "规则 R-A15")
RULES = (PROSE, PROCUREMENT)

_WHOLE = "(总计|合计|总额|总预算|预算总额|预算数|预算)?"
# A topic, a subject that names exactly one total, and that total. Subjects are compared without quotation marks.
_TOTALS: tuple[tuple[str, str, Select], ...] = (
    ("change", "(本年)?(部门)?(预算)?收入(总计|预算总计|总预算)", total("summary", "amount", "income")),
    ("change", "本年收入(合计)?", total("summary", "amount", "income", "subtotal")),
    ("change", "(本年)?(部门)?(预算)?支出(总计|预算总计|总预算)", total("summary", "amount", "expenditure")),
    ("income", "(部门)?(预算收入|收入预算|收入)" + _WHOLE, total("summary", "amount", "income")),
    ("expenditure", "(部门)?(预算支出|支出预算|支出)" + _WHOLE, total("expenditure", "amount")),
    ("expenditure", "基本支出(预算)?", total("expenditure", "basic")),
    ("expenditure", "项目支出(预算)?", total("expenditure", "project")),
    ("appropriation", "财政拨款收支" + _WHOLE, total("appropriation-summary", "amount", "income")),
    ("general-public", "一般公共预算当年拨款(支出)?", total("general-public-expenditure", "amount")),
    ("basic", "一般公共预算(安排)?(的)?基本支出" + _WHOLE, total("basic-expenditure", "amount")),
    ("basic", "人员经费(支出)?", total("basic-expenditure", "personnel")),
    ("basic", "公用经费(支出)?", total("basic-expenditure", "running")),
    ("three-public", "(一般公共预算|财政拨款)?(财政拨款)?(安排)?(的)?三公经费(财政拨款)?(支出)?" + _WHOLE, total("three-public", "amount")),
)  # fmt: skip
# The table whose rows the prose of a topic goes through one by one, and which of its lists.
_ITEMS = (
    ("appropriation", "appropriation-summary", "expenditure"),
    ("general-public", "general-public-expenditure", "expenditure"),
    ("three-public", "three-public", "expenditure"),
)
_NUMBERING = re.compile(r"^([一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]|\d+[.、]?)")


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every equality between the prose and a table, where the prose names a total or a row exactly."""
    table = package.table("statements")
    if table is None or package.disclosure.phase == "final":
        # The prose of final accounts speaks of budget and outturn in one sentence; a subject alone names neither.
        return
    cells, said = Cells.of(table), _amounts(table)
    for (topic, subject), row in said.items():
        for place in _places(package, topic, subject):
            found = equality(PROSE.id, place, [cells.term(row, "value")])
            if found and not unfilled(found):
                yield found
    yield from _procurement(cells, [row for (topic, _), row in said.items() if topic == "procurement"])


def _amounts(table: Table) -> dict[tuple[str, str], Row]:
    """The first amount of this year's budget that the prose states of each subject; later ones compare or repeat."""
    said: dict[tuple[str, str], Row] = {}
    for row in table.rows:
        this_year = row["vintage"] in ("", "budget") and row["scope"] in ("", "all")
        if row["measure"] == "amount" and row["amount_unit"] in MULTIPLIERS and this_year:
            said.setdefault((row["topic"], _folded(row["subject"])), row)
    return said


def _places(package: Package, topic: str, subject: str) -> Iterator[Term]:
    """The cells that a subject names: a total by its pattern, a row by its own name if no other row bears it."""
    for about, pattern, select in _TOTALS:
        if about == topic and re.fullmatch(pattern, subject) and _comparable(package, topic):
            yield from select(package)
    for about, name, list_name in _ITEMS:
        table = package.table(name)
        if about == topic and table is not None and _comparable(package, topic):
            rows = [row for row in table.rows_of(list_name) if _folded(row.label) == subject and row["role"] == "line"]
            if len(rows) == 1 and "amount" in rows[0].figures:
                yield Cells.of(table).term(rows[0], "amount")


def _comparable(package: Package, topic: str) -> bool:
    """Whether table and prose speak of the same years' money: 当年拨款 is not a table with carry-over in it."""
    table = package.table("general-public-expenditure") if topic == "general-public" else None
    return table is None or table.coordinates.scope == "current_year"


def _procurement(cells: Cells, rows: list[Row]) -> Iterator[Verdict]:
    wholes = [row for row in rows if re.search(r"采购(预算)?(总额|总计|总预算|预算)$", _folded(row["subject"]))]
    kinds = [row for row in rows if re.search(r"货物|工程|服务", row["subject"])]
    wholes = [row for row in wholes if row not in kinds]
    if len(wholes) == 1 and len(kinds) == 3:
        parts = [cells.term(row, "value") for row in kinds]
        found = equality(PROCUREMENT.id, cells.term(wholes[0], "value"), parts)
        if found:
            yield found


def _folded(text: str) -> str:
    """A name as prose and tables share it: without numbering, quotation marks and blanks, brackets of one width."""
    plain = re.sub(r"[\s“”\"]", "", unicodedata.normalize("NFKC", text))
    return _NUMBERING.sub("", plain)
