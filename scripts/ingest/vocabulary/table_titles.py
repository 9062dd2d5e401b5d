"""Which table a grid is: by its title, and where no title tells, by the shape of its head and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scripts.ingest.document import Grid
from scripts.ingest.vocabulary.column_headers import ColumnHeader
from scripts.schema import KINDS, MULTIPLIERS, Coordinates, Kind
from scripts.schema.labels import is_part, plain

_TITLED = [
    (re.compile(pattern), kind)
    for _, pattern, kind in sorted(
        (place, pattern, kind.name) for kind in KINDS.values() for place, pattern in kind.titles
    )
]
"""The first that is found in a title names the kind."""

# What numbers a table: 预算公开表3, 表一, 公开01表, 附表1-2, 财决公开08-1表.
_OF = r"(?:附|部门|单位|预算|决算|公开|批复|财预|财决|财|省级|市级|区级|县级)*"
_AT = r"\s*[0-9一二三四五六七八九十]{1,3}(?:[-_.][0-9]{1,2})?\s*"
_NUMBERED = rf"(?:{_OF}表{_AT}|附件{_AT}表|{_OF}{_AT}表)"
_LABEL = re.compile(rf"\(?{_NUMBERED}\)?")
_LABEL_FIRST = re.compile(
    rf"^[(（]?(?:{_NUMBERED}|附件{_AT})[)）]?(?:[:：.、]\s*|\s+|(?<=表)(?=.{{3}})|(?<=[)）]))"
)
_OF_ALL = re.compile(r"^(.*[0-9年度分部门单位局厅委院])?(综合)?(预算|决算)(公开)?(附?表格?)$")
_UNIT_LAST = re.compile(r"\(?(?:金额)?单位:[^:()]{1,4}\)?$")
_UNIT = re.compile(
    r"(?:金额)?单位[:：]\s*("
    + "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
    + r")(?![\u4e00-\u9fff])"
)
# A unit without its word: 万元 alone, or at the end of the line that says whose table it is.
_BARE_UNIT = re.compile(r"(?:^|(?<=[局院部会心校处办室站所队厅委]))(万元|元)$")
_ABOUT = re.compile(r"^(部门|单位|预算单位|编制部门|编制单位|填报单位)(名称)?:|^\(?(金额)?单位:")
_NO_DATA = re.compile(
    r"(无|没有|未)(此项|该项|相关|任何|当年)?(使用|安排|发生)?[^，。；、无]{0,24}(数据|数字|收支|预算|内容|支出|收入|拨款|安排|资金)"
    r"|不涉及|故本表|空表"
)
# A table in parts says which after its title: 基本支出表--人员经费.
_ENDS = re.compile(r"表([-—]+[\u4e00-\u9fff、]{2,16})?$")
_TITLE_LENGTH = 60


def title(context: Sequence[str]) -> str:
    """The line above a grid that names a table, the nearest one; nothing where there is none."""
    whole = [
        a + b if plain(b) == "表" else a for a, b in zip(context, [*context[1:], ""], strict=False)
    ]
    found = next((text for text in reversed(whole) if is_title(text) and not is_label(text)), "")
    return _LABEL_FIRST.sub("", found).strip()


def is_title(text: str) -> bool:
    """Whether a line reads as the title of a table: short, ends in 表 but for a bracket, and is no sentence."""
    named = _named(text)
    if "表" not in named:
        return False
    bare = re.sub(r"^(附?表\d+)?:", "", re.sub(r"\(.*?\)", "", named)).lstrip(":")
    if len(bare) > _TITLE_LENGTH or len(bare) <= 2 or is_part(bare):
        return False
    return _ENDS.search(bare) is not None and not re.search(r"[。；;，,:]", bare)


def _named(text: str) -> str:
    """A line without a table's number in front (表1：收支总表) and without a money unit at its end."""
    return _UNIT_LAST.sub("", _LABEL_FIRST.sub("", plain(text)))


def is_about(text: str) -> bool:
    """Whether a line over a table, or a cell at its top, says whose it is or in which unit."""
    return _ABOUT.match(plain(text)) is not None


def label(context: Sequence[str]) -> str:
    """The number printed over a table (预算公开表3, 表一), or nothing."""
    for text in reversed(context):
        first = _LABEL_FIRST.match(text) if is_title(text) else None
        if first or is_label(text):
            return first.group().strip(" :：.、") if first else text
    return ""


def is_label(text: str) -> bool:
    """Whether a line is no more than a table's number."""
    return _LABEL.fullmatch(plain(text)) is not None


def amount_unit(context: Sequence[str]) -> str:
    """The money unit stated over a table, or nothing."""
    lines = [plain(text) for text in reversed(context)]
    found = (
        match.group(1) for text in lines if (match := _UNIT.search(text) or _BARE_UNIT.search(text))
    )
    return next(found, "")


def unit_in_heads(cells: Sequence[str]) -> str:
    """The one money unit that heads state in brackets, 预算数（万元）; nothing where none does, or they differ."""
    found = {
        match.group(1)
        for cell in cells
        if (match := re.search(r"\((?:单位:)?(万元|元)\)$", plain(cell)))
    }
    return found.pop() if len(found) == 1 else ""


def says_no_data(text: str) -> bool:
    """Whether a note under a table says that the table is empty."""
    return _NO_DATA.search(plain(text)) is not None and len(text) <= 80


def kind_by_title(text: str) -> Kind | None:
    """The kind that a title names; a title of something else is of kind `other`, no title is of none.

    部门预算表 is the title of all tables together, and of none.
    """
    bare = re.sub(r"[-(][^-()]*含[^-()]*上年结转[^-()]*\)?", "", _named(text))
    if not bare or _OF_ALL.search(bare):
        return None
    return KINDS[next((name for pattern, name in _TITLED if pattern.search(bare)), "other")]


def coordinates(kind: Kind, title: str) -> Coordinates:
    """What all figures of a table share: what its kind shares, less the fund that its title does not name.

    部门预算基本支出预算表 is about all money, 财政拨款基本支出表 about the appropriation.
    """
    bare = plain(title)
    if kind.wider and re.search(kind.wider, bare):
        return replace(kind.coordinates, purpose="all")
    if not bare or (kind.coordinates.fund == "all" and not kind.any_fund):
        return kind.coordinates
    fund = next((name for word, name in _FUNDS if word in bare), "all")
    return replace(kind.coordinates, fund=fund)


_FUNDS = (
    ("一般公共预算", "general_public"),
    ("公共财政预算", "general_public"),
    ("政府性基金", "government_fund"),
    ("国有资本", "state_capital"),
    ("财政专户", "fiscal_account"),
    ("单位资金", "own_funds"),
    ("财政拨款", "appropriation"),
)


def kind_by_shape(grid: Grid, heads: Sequence[ColumnHeader], taken: frozenset[str]) -> Kind | None:
    """The kind that a head and the labels of its rows allow, for a grid that lost its title.

    Where two kinds share a shape, it is the first that the document has not shown yet.
    """
    keys = {head.key for head in heads}
    funds = {head.coordinates.fund for head in heads if head.coordinates} - {"all"}
    natures = {head.coordinates.nature for head in heads if head.coordinates} - {"all"}
    lists = {head.list for head in heads}
    coded = {"code", "function_code", "code:1"}
    labels = " ".join(row.cell(0) for row in grid.rows)
    if "level_1" in keys or any(head.text.startswith("绩效目标") for head in heads):
        candidates = ["performance-goals"]
    elif "vintage" in keys and all(head.key or head.coordinates for head in heads):
        candidates = ["other"]
    elif {"income", "expenditure"} <= lists:
        candidates = (
            ["state-capital"] if keys & coded else ["appropriation-summary" if funds else "summary"]
        )
    elif "因公出国" in labels:
        candidates = ["three-public"]
    elif "project_name" in keys:
        candidates = (
            ["projects"] if {"fiscal_account", "own_funds"} & funds else ["projects-carried-over"]
        )
    elif {"department_economic_name", "department_economic_code"} & keys:
        candidates = ["basic-expenditure"]
    elif keys & coded and natures:
        candidates = ["expenditure", "general-public-expenditure", "government-fund-expenditure"]
    elif keys & coded and len(funds) > 1:
        candidates = ["income"]
    elif keys & coded and funds == {"government_fund"}:
        candidates = ["government-fund-income"]
    elif "unit_name" in keys and funds:
        candidates = ["agency-operating"]
    else:
        candidates = []
    allowed = (KINDS[name] for name in candidates if name not in taken or KINDS[name].repeats)
    return next(allowed, None)
