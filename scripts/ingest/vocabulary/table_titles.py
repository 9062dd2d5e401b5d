"""Which table a grid is: by its title, and without one by the shape of its head and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scripts.ingest.document import Grid
from scripts.ingest.vocabulary.column_headers import ColumnHeader
from scripts.schema import KINDS, MULTIPLIERS, Coordinates, Kind
from scripts.schema.labels import is_part, plain

_PLACED = [(place, pattern, name) for name, kind in KINDS.items() for place, pattern in kind.titles]
# The first that is found in a title names the kind.
_TITLED = [(re.compile(pattern), name) for _, pattern, name in sorted(_PLACED)]

# What numbers a table: 预算公开表3, 表一, 公开01表, 附表1-2, 财决公开08-1表.
_OF = r"(?:附|部门|单位|预算|决算|公开|批复|财预|财决|财|省级|市级|区级|县级)*"
_AT = r"\s*[0-9一二三四五六七八九十]{1,3}(?:[-_.][0-9]{1,2})?\s*"
_NUMBERED = rf"(?:{_OF}表{_AT}|附件{_AT}表|{_OF}{_AT}表)"
_LABEL = re.compile(rf"\(?{_NUMBERED}\)?")
_LABEL_FIRST = re.compile(
    rf"^[(（]?(?:{_NUMBERED}|附件{_AT})[)）]?(?:[:：.、]\s*|\s+|(?<=表)(?=.{{3}})|(?<=[)）]))"
)
# 某某局2026年部门预算, 部门预算公开表: the title of all tables together.
_OF_ALL = re.compile(r"^(.*[0-9年度分部门单位局厅委院])?(综合)?(预算|决算)(公开)?(附?表格?)$")
# 收支总表（单位：万元）.
_UNIT_LAST = re.compile(r"\(?(?:金额)?单位:[^:()]{1,4}\)?$")
_UNIT = re.compile(
    r"(?:金额)?单位[:：]\s*("
    + "|".join(sorted(MULTIPLIERS, key=len, reverse=True))
    + r")(?![\u4e00-\u9fff])"
)
# 单位：万 at a line's end, whose 元 stands in the next lines: 金额单, 单位：, 单位：万.
_UNIT_BEGUN = re.compile(r"(?:金额)?单位[:：](?:百万|[千万亿])?$|金额单$|(?<=金额)单位$")
_UNIT_REST = re.compile(
    r"^(?:位[:：])?(?:百万|[千万亿])?元$|(?<=[局院部会心校处办室站所队厅委])元$"
)
# A unit without its word: 万元 alone, or at the end of the line that says whose table it is.
_BARE_UNIT = re.compile(r"(?:^|(?<=[局院部会心校处办室站所队厅委]))(万元|元)$")
# 编制单位：某某局, 单位：万元.
_ABOUT = re.compile(r"^(部门|单位|预算单位|编制部门|编制单位|填报单位)(名称)?:|^\(?(金额)?单位:")
# 续表, （续）, 接上页: the table before goes on.
_CONTINUED = re.compile(r"[(（]?(续上?表?|接上[页表])(之?[一二三四五六七八九十\d]+)?[)）]?")
_CONTINUED_LAST = re.compile(r"\s*[(（]续表?[一二三四五六七八九十\d]*[)）]|(?<=表)\s*续表?$")
# 本单位没有使用政府性基金安排的支出, 此表无数据, 不涉及.
_NO_DATA = re.compile(
    r"(无|没有|未)(此项|该项|相关|任何|当年)?(使用|安排|发生)?[^，。；、无]{0,24}"
    r"(数据|数字|收支|预算|内容|支出|收入|拨款|安排|资金)"
    r"|不涉及|故本表|空表"
)
# 无…收支的，仍保留该表格式: what a form says to those who fill it in.
_IF_NO_DATA = re.compile(r"(无|没有|未)[^，,。；;]{2,30}的[，,]")
# A table in parts says which after its title: 基本支出表--人员经费.
_ENDS = re.compile(r"表([-—]+[\u4e00-\u9fff、]{2,16})?$")
# What is left of a title whose line was full: 表, 算表, 预算表.
_REST_OF_TITLE = re.compile(r"(?:[预决]?算|明细|总|情况|公开)?表")
# A line that no title ends with: …“三公”经费及, …会议费、; or one that says 2026年部门预算 and more.
_UNENDED = re.compile(
    r"^.{4,}[及和与或的、]$"
    r"|^20\d\d年度?[^。；;，,:]*(?:部门|单位)(?:综合)?(?:预算|决算)(?!公开|报表|说明|表)[^。；;，,:]{4,}$"
)
_NUMBER_LAST = re.compile(r"^(附?表\d+)?:")
# 支出预算表（不含上年结转）: whether money carried over is in it says nothing of the kind.
_WITH_CARRIED_OVER = re.compile(r"[-(][^-()]*含[^-()]*上年结转[^-()]*\)?")
_UNIT_IN_HEAD = re.compile(r"\((?:单位:)?(万元|元)\)$")

# The words of a title for the fund that a table is about, the first that is in it.
_FUNDS = (
    ("一般公共预算", "general_public"),
    ("公共财政预算", "general_public"),
    ("政府性基金", "government_fund"),
    ("国有资本", "state_capital"),
    ("财政专户", "fiscal_account"),
    ("单位资金", "own_funds"),
    ("财政拨款", "appropriation"),
)


def title(context: Sequence[str]) -> str:
    """The line above a grid that names a table, the nearest one; nothing where there is none.

    >>> title(["部门预算", "表1：收支总表", "单位：万元"])
    '收支总表'
    """
    first, last = title_lines(context)
    # What is broken in two may bear its number over the first line.
    whole = "".join(text.strip() for text in context[first:last])
    return _LABEL_FIRST.sub("", whole).strip()


def title_lines(context: Sequence[str]) -> tuple[int, int]:
    """Where the lines of the title begin and end among those above a grid; nowhere where none is.

    >>> title_lines(["部门预算", "三公经费及", "会议费支出表", "单位：万元"])
    (1, 3)
    """
    for last in range(len(context), 0, -1):
        first = last - 1
        whole = context[first].strip()
        # 表 may stand on a line of its own, where the line above it was full.
        is_rest = _REST_OF_TITLE.fullmatch(plain(whole)) is not None
        if is_rest and first and not is_over_table(context[first - 1]):
            first -= 1
            whole = context[first].strip() + whole
        if not is_title(whole) or is_label(whole):
            continue
        while first and _goes_on(context[first - 1], whole):
            first -= 1
            whole = context[first].strip() + whole
        return first, last
    return 0, 0


def _goes_on(text: str, below: str) -> bool:
    """Whether a line is the beginning of the title in the line below: it ends where none can."""
    line = plain(text)
    if is_over_table(text) or not is_title(text.strip() + below):
        return False
    opened = line.count("(") > line.count(")")
    return opened or _UNENDED.search(line) is not None


def is_title(text: str) -> bool:
    """Whether a line reads as a table's title: short, ends in 表 but for a bracket, no sentence.

    >>> is_title("表3 一般公共预算支出表（万元）"), is_title("详见下表。")
    (True, False)
    """
    name = _named(text)
    # Nearly every line of a document fails here, and the rest is not asked.
    if "表" not in name:
        return False

    bare = re.sub(r"\(.*?\)", "", name)
    bare = _NUMBER_LAST.sub("", bare).lstrip(":")
    if not 2 < len(bare) <= 60 or is_part(bare):
        return False
    return _ENDS.search(bare) is not None and not re.search(r"[。；;，,:]", bare)


def _named(text: str) -> str:
    """A line without a table's number in front (表1：收支总表) and without a money unit at its end."""
    return _UNIT_LAST.sub("", _LABEL_FIRST.sub("", plain(text)))


def is_about(text: str) -> bool:
    """Whether a line over a table, or a cell at its top, says whose it is or in which unit."""
    return _ABOUT.match(plain(text)) is not None


def about(text: str) -> str:
    """Of what a line over a table says something: 单位, 编制单位; "" where it says nothing."""
    if not is_about(text):
        return ""
    return plain(text).partition(":")[0]


def is_continuation(text: str) -> bool:
    """Whether a line says that the table before goes on, and nothing else: 续表, （续）."""
    return _CONTINUED.fullmatch(plain(text)) is not None


def uncontinued(text: str) -> str:
    """A title without the words that the table before goes on.

    >>> uncontinued("收入总表（续）")
    '收入总表'
    """
    return _CONTINUED_LAST.sub("", text)


def is_over_table(text: str) -> bool:
    """Whether a line is a table's own: its title, its number, or whose it is and in which unit."""
    return is_title(text) or is_label(text) or is_about(text)


def label(context: Sequence[str]) -> str:
    """The number printed over a table (预算公开表3, 表一), or nothing.

    >>> label(["表1：收支总表", "单位：万元"]), label(["预算公开表3", "收支总表"])
    ('表1', '预算公开表3')
    """
    for text in reversed(context):
        match = _LABEL_FIRST.match(text)
        if match and is_title(text):
            return match.group().strip(" :：.、")
        if is_label(text):
            return text
    return ""


def is_label(text: str) -> bool:
    """Whether a line is no more than a table's number."""
    return _LABEL.fullmatch(plain(text)) is not None


def amount_unit(context: Sequence[str]) -> str:
    """The money unit stated over a table, or nothing.

    >>> amount_unit(["编制单位：某某局", "金额单位：万元"]), amount_unit(["某某局 元"])
    ('万元', '元')
    >>> amount_unit(["单位：万", "编制单位：某某局 元"])
    '万元'
    """
    texts = list(map(plain, context))
    for index, text in enumerate(texts):
        begun = _UNIT_BEGUN.search(text)
        # Of 万 and 元 in two lines neither alone is the unit, and one without the other is none.
        if begun and (whole := _whole_unit(begun.group(), texts[index + 1 :])) is not None:
            return whole
    for text in reversed(texts):
        if match := _UNIT.search(text) or _BARE_UNIT.search(text):
            return match.group(1)
    return ""


def _whole_unit(begun: str, below: Sequence[str]) -> str | None:
    """The unit that begins at a line's end and goes on in a line below; None where none does.

    It is "" where what is begun, 万, is never ended.
    """
    for text in below:
        rest = _UNIT_REST.search(text)
        match = _UNIT.fullmatch(begun + rest.group()) if rest else None
        if match:
            return match.group(1)
    return None if begun.endswith((":", "单", "位")) else ""


def unit_in_heads(cells: Sequence[str]) -> str:
    """The one money unit that heads state in brackets, 预算数（万元）; "" for none or several."""
    matches = [_UNIT_IN_HEAD.search(plain(cell)) for cell in cells]
    units = {match.group(1) for match in matches if match}
    if len(units) != 1:
        return ""
    return units.pop()


def says_no_data(text: str) -> bool:
    """Whether a note under a table says that the table is empty."""
    if len(text) > 80 or _IF_NO_DATA.match(plain(text)):
        return False
    return _NO_DATA.search(plain(text)) is not None


def kind_by_title(text: str) -> Kind | None:
    """The kind that a title names; `other` for a title of something else, None for no title.

    部门预算表 is the title of all tables together, and of none.

    >>> [kind and kind.name for kind in map(kind_by_title, ("收支总表", "会议费表", "部门预算表"))]
    ['summary', 'other', None]
    """
    bare = _WITH_CARRIED_OVER.sub("", _named(text))
    if not bare or _OF_ALL.search(bare):
        return None
    for pattern, name in _TITLED:
        if pattern.search(bare):
            return KINDS[name]
    return KINDS["other"]


def coordinates(kind: Kind, title: str) -> Coordinates:
    """What all figures of a table share: what its kind shares, less the fund that its title lacks.

    部门预算基本支出预算表 is about all money, 财政拨款基本支出表 about the appropriation.
    """
    bare = plain(title)
    if kind.wider and re.search(kind.wider, bare):
        return replace(kind.coordinates, purpose="all")
    if not bare or (kind.coordinates.fund == "all" and not kind.any_fund):
        return kind.coordinates
    funds = [name for word, name in _FUNDS if word in bare]
    fund = next(iter(funds), "all")
    return replace(kind.coordinates, fund=fund)


def kind_by_shape(grid: Grid, heads: Sequence[ColumnHeader], taken: frozenset[str]) -> Kind | None:
    """The kind that a grid without a title has by its shape; of several, the first not seen."""
    for name in _candidates(grid, heads):
        if name not in taken or KINDS[name].repeats:
            return KINDS[name]
    return None


def _candidates(grid: Grid, heads: Sequence[ColumnHeader]) -> tuple[str, ...]:
    """The kinds whose tables look like a grid, in the order in which documents print them."""
    keys = {head.key for head in heads}
    columns = [head.coordinates for head in heads if head.coordinates]
    funds = {at.fund for at in columns} - {"all"}
    natures = {at.nature for at in columns} - {"all"}
    is_coded = bool(keys & {"code", "function_code", "code:1"})

    if "level_1" in keys or any(head.text.startswith("绩效目标") for head in heads):
        return ("performance-goals",)
    if "vintage" in keys and not any(head.unknown for head in heads):
        return ("other",)

    if {"income", "expenditure"} <= {head.list for head in heads}:
        if is_coded:
            return ("state-capital",)
        return ("appropriation-summary",) if funds else ("summary",)

    if any("因公出国" in row.cell(0) for row in grid.rows):
        return ("three-public",)
    if "project_name" in keys:
        of_all_money = funds & {"fiscal_account", "own_funds"}
        return ("projects",) if of_all_money else ("projects-carried-over",)
    if keys & {"department_economic_name", "department_economic_code"}:
        return ("basic-expenditure",)

    if is_coded and natures:
        return ("expenditure", "general-public-expenditure", "government-fund-expenditure")
    if is_coded and len(funds) > 1:
        return ("income",)
    if is_coded and funds == {"government_fund"}:
        return ("government-fund-income",)
    if "unit_name" in keys and funds:
        return ("agency-operating",)
    return ()
