"""Which table a grid is: by its title, and where no title tells, by the shape of its head and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.ingest.document import Grid
from scripts.ingest.heads import Head, plain
from scripts.schema import KINDS, MULTIPLIERS, Kind

# In this order: the first whose pattern is found in a title names the kind.
_TITLES = (
    (r"项目支出.*上年结转|上年结转.*项目支出", "projects-carried-over"),
    (r"项目支出.*表", "projects"),
    (r"三公.*表", "three-public"),
    (r"机关运行(经费)?.*表", "agency-operating"),
    (r"国有资本(经营)?.*表", "state-capital"),
    (r"政府性基金.*收入.*表", "government-fund-income"),
    (r"政府性基金.*支出.*表", "government-fund-expenditure"),
    (r"基本支出.*表", "basic-expenditure"),
    (r"财政拨款收支.*表", "appropriation-summary"),
    (r"一般公共预算.*支出.*表", "general-public-expenditure"),
    (r"收支.*表", "summary"),
    (r"收入.*表", "income"),
    (r"支出.*表", "expenditure"),
)
# Tables of other things, whose titles may hold the words above.
_NO_KIND = re.compile(r"绩效|采购|购买服务|资产|培训费|会议费")
_LABEL = re.compile(r"(?=.*表)(部门|预算)*(公开)?表?\s*[0-9一二三四五六七八九十]+\s*表?")
_UNIT = re.compile(
    r"(?:金额)?单位[:：]\s*(" + "|".join(sorted(MULTIPLIERS, key=len, reverse=True)) + r")(?![\u4e00-\u9fff])"
)
_ABOUT = re.compile(r"^(部门|单位|预算单位|编制部门|编制单位|填报单位)(名称)?:|^\(?(金额)?单位:")
_NO_DATA = re.compile(r"(本表)?(无|没有)(此项)?(数据|收支|预算|内容)|不涉及|故本表")
_TITLE_LENGTH = 60


def title(context: Sequence[str]) -> str:
    """The line above a grid that names a table, the nearest one; nothing where there is none."""
    return next((text for text in reversed(context) if is_title(text)), "")


def is_title(text: str) -> bool:
    """Whether a line reads as the title of a table: short, ends in 表 but for a bracket, and is no sentence."""
    bare = re.sub(r"\(.*?\)", "", plain(text))
    return len(bare) <= _TITLE_LENGTH and bare.endswith("表") and not re.search(r"[。；;，,:]", bare) and len(bare) > 2


def is_about(text: str) -> bool:
    """Whether a line over a table, or a cell at its top, says whose it is or in which unit."""
    return _ABOUT.match(plain(text)) is not None


def label(context: Sequence[str]) -> str:
    """The number printed over a table (预算公开表3, 表一), or nothing."""
    return next((text for text in reversed(context) if is_label(text)), "")


def is_label(text: str) -> bool:
    """Whether a line is no more than a table's number."""
    return _LABEL.fullmatch(plain(text)) is not None


def amount_unit(context: Sequence[str]) -> str:
    """The money unit stated over a table, or nothing."""
    found = (match.group(1) for text in reversed(context) if (match := _UNIT.search(plain(text))))
    return next(found, "")


def says_no_data(text: str) -> bool:
    """Whether a note under a table says that the table is empty."""
    return _NO_DATA.search(plain(text)) is not None and len(text) <= 60


def kind_by_title(text: str) -> Kind | None:
    """The kind that a title names, if it names one."""
    bare = plain(text)
    if names_another(text):
        return None
    return next((KINDS[name] for pattern, name in _TITLES if re.search(pattern, bare)), None)


def names_another(text: str) -> bool:
    """Whether a title names a table that no kind is about, so that its shape must not be taken for one."""
    return _NO_KIND.search(plain(text)) is not None


def kind_by_shape(grid: Grid, heads: Sequence[Head], taken: set[str]) -> Kind | None:
    """The kind that a head and the labels of its rows allow, for a grid that lost its title.

    Where two kinds share a shape, it is the first that the document has not shown yet.
    """
    keys = {head.key for head in heads}
    funds = {head.coordinates.fund for head in heads if head.coordinates} - {"all"}
    natures = {head.coordinates.nature for head in heads if head.coordinates} - {"all"}
    lists = {head.list for head in heads}
    labels = " ".join(row.cell(0) for row in grid.rows)
    if {"income", "expenditure"} <= lists:
        candidates = ["state-capital"] if "function_code" in keys else ["appropriation-summary" if funds else "summary"]
    elif "因公出国" in labels:
        candidates = ["three-public"]
    elif "project_name" in keys:
        candidates = ["projects"] if {"fiscal_account", "own_funds"} & funds else ["projects-carried-over"]
    elif {"department_economic_name", "department_economic_code"} & keys:
        candidates = ["basic-expenditure"]
    elif "function_code" in keys and natures:
        candidates = ["expenditure", "general-public-expenditure", "government-fund-expenditure"]
    elif "function_code" in keys and len(funds) > 1:
        candidates = ["income"]
    elif "function_code" in keys and funds == {"government_fund"}:
        candidates = ["government-fund-income"]
    elif "unit_name" in keys and funds:
        candidates = ["agency-operating"]
    else:
        candidates = []
    return next((KINDS[name] for name in candidates if name not in taken), None)
