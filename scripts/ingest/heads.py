"""What the columns of a grid mean, read from its head rows: lists side by side, keys, and coordinates of values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.ingest.document import Grid, GridRow
from scripts.schema import Coordinates, figure

# A head cell's text, less years and blanks, to the key column that it heads.
_KEY_HEADS = (
    (r"部门.*经济.*(编码|代码)", "department_economic_code"),
    (r"政府.*经济.*(编码|代码)", "government_economic_code"),
    (r"部门.*经济.*(名称|科目)", "department_economic_name"),
    (r"政府.*经济.*(名称|科目)", "government_economic_name"),
    (r"单位(编码|代码)", "unit_code"),
    (r"(预算)?单位(名称)?", "unit_name"),
    (r"项目名称", "project_name"),
    (r".*(科目|功能分类)?(编码|代码)", "function_code"),
    (r".*科目(名称)?|功能分类(科目)?(名称)?", "function_name"),
    (r"项目(内容)?|项目类别|支出项目", "item"),
)
# A head cell's text to one dimension of the figures under it; every pattern that matches counts.
_VALUE_HEADS = (
    (r"一般公共预算(财政)?(拨款|收入|资金|支出)*", {"fund": "general_public"}),
    (r"政府性基金(收入)?(预算)?(财政)?(拨款|收入|资金|支出)*", {"fund": "government_fund"}),
    (r"国有资本经营(收入)?(预算)?(财政)?(拨款|收入|资金|支出)*", {"fund": "state_capital"}),
    (r"财政专户(管理)?(资金|收入)*", {"fund": "fiscal_account"}),
    (r"单位资金(收入)?", {"fund": "own_funds"}),
    (r"(当年|本年)?财政拨款(收入|预算数?|支出)?", {"fund": "appropriation"}),
    (r"(事业收入)", {"fund": "business_income"}),
    (r"(事业单位)?经营收入", {"fund": "trading_income"}),
    (r"上级补助收入", {"fund": "superior_subsidy"}),
    (r"附属单位上缴收入", {"fund": "subordinate_payment"}),
    (r"其他收入", {"fund": "other_income"}),
    (r"基本支出(预算)?", {"nature": "basic"}),
    (r"项目支出(预算)?", {"nature": "project"}),
    (r"人员(经费|支出)", {"nature": "personnel"}),
    (r"公用(经费|支出)", {"nature": "running"}),
    (r"(事业单位)?经营支出", {"nature": "trading"}),
    (r"上缴上级支出", {"nature": "superior_payment"}),
    (r"对附属单位补助支出", {"nature": "subordinate_subsidy"}),
    (r"上年(财政拨款)?结转(结余|和结余)?(资金)?", {"scope": "carried_over"}),
    (r"(本年|当年)(收入|支出)?(预算)?(安排|合计|小计)?", {"scope": "current_year"}),
    (r"(上年|上年度)(预算)?数?", {"vintage": "previous_budget"}),
    (r"(决算|执行)数", {"vintage": "outturn"}),
    (r"(比上年)?增减(额|数|变化)?", {"vintage": "change"}),
    (r"(比上年)?(增减|增长)(百分比|比例|比率|率|幅度?|%)", {"vintage": "change", "measure": "percent"}),
    (r"百分比|比例|比率|占比|%", {"measure": "percent"}),
)
_NEUTRAL = re.compile(
    r"((本年|当年)预算数|合计|小计|总计|金额|预算数?|预算金额|年初预算数?|预算收入|预算支出|收入|支出|年|)"
)
_LISTS = ((r"收入", "income"), (r"支出", "expenditure"))
_GROUP = re.compile(r".*(收入|支出|收支)(预算)?")
CIRCLED = r"[①-⑳]"
_YEAR = re.compile(r"\d{4}年?度?")


@dataclass(frozen=True)
class Head:
    """What one column of a grid holds: a key column's name, or coordinates, or neither (`unknown`)."""

    list: str
    key: str | None
    coordinates: Coordinates | None
    text: str

    @property
    def unknown(self) -> bool:
        """Whether nothing in the data model answers to this column."""
        return self.key is None and self.coordinates is None


def plain(text: str) -> str:
    """A label as it is compared: full-width folded, blanks and quotation marks gone."""
    return re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", text))


def is_amount(cell: str) -> bool:
    """Whether a cell is a figure in a form that no code and no name has: with decimals or thousands separators."""
    return isinstance(figure(cell), Decimal) and re.search(r"[.,，．]", cell) is not None


def is_head(text: str) -> bool:
    """Whether a cell's text heads a column that the data model knows."""
    return _key(text) is not None or bool(_dimensions(plain(text))) or plain(text) in ("合计", "小计", "金额")


def is_row_numbers(head: Head) -> bool:
    """Whether a column only counts the rows (行次, 序号), and so is no data."""
    return re.fullmatch(r"行次|序号|栏次", head.text.rpartition(" › ")[2]) is not None


def is_column_numbers(row: GridRow) -> bool:
    """Whether a row only counts the columns (`1 2 3 4`, `** 1 2 3`, 栏次 1 2), and so is no data."""
    cells = [cell for cell in row.filled if cell not in ("**", "栏次", "行次")]
    counts = [int(cell) for cell in cells if cell.isdigit()]
    return (
        len(counts) == len(cells) >= 2 and counts == list(range(counts[0], counts[0] + len(counts))) and counts[0] <= 2
    )


def head_rows(grid: Grid) -> int:
    """How many rows at the top of a grid are head: the rows before the first that holds data."""
    keyed: set[int] = set()
    for count, row in enumerate(grid.rows):
        if _is_data(row, keyed):
            return count
        keyed |= {index for index, cell in enumerate(row.cells) if _key(cell)}
    return len(grid.rows)


def heads(rows: Sequence[GridRow], width: int) -> tuple[Head, ...]:
    """What each column means, from the head rows above it."""
    paths = _paths([row for row in rows if not is_column_numbers(row)], width)
    return _with_lists([_head(path) for path in paths], paths)


def within(head: Head, table: Coordinates) -> Head:
    """A head without what its table says for all figures: 政府性基金收入 in the table of that fund."""
    if head.coordinates is None:
        return head
    stated = head.coordinates.stated
    same = {name: getattr(Coordinates(), name) for name, value in stated.items() if getattr(table, name) == value}
    return replace(head, coordinates=replace(head.coordinates, **same))


def _is_data(row: GridRow, keyed: set[int]) -> bool:
    """A row is data once it prints a figure or a code, or a label in a column that already has its key head."""
    if is_column_numbers(row):
        return False
    if any(figure(cell) is not None for cell in row.filled):
        return True
    return any(row.cell(index) and not _key(row.cell(index)) for index in keyed) or any(map(_numbered, row.filled))


def _numbered(cell: str) -> bool:
    return re.match(r"[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)", plain(cell)) is not None or bool(
        re.match(CIRCLED, cell)
    )


def _paths(rows: Sequence[GridRow], width: int) -> list[list[str]]:
    """Per column, the head cells over it from top to bottom; a merged cell stands over all that it spans."""
    paths: list[list[str]] = [[] for _ in range(width)]
    starts: set[int] = set()
    for row in rows:
        current = ""
        for index in range(width):
            cell = row.cell(index)
            if cell:
                current = cell
            elif index in starts:
                current = ""
            if current:
                paths[index].append(plain(current))
        starts |= {index for index in range(width) if row.cell(index)}
    return paths


def _head(path: Sequence[str]) -> Head:
    keys = [key for key in map(_key, path) if key]
    text = " › ".join(path)
    if keys and (_key(path[-1]) or not _known_value(path[-1])):
        return Head("", keys[-1], None, text)
    if not path or not _known_value(path[-1]):
        return Head("", None, None, text)
    stated = Coordinates()
    for part in path:
        stated = replace(stated, **_dimensions(part))
    return Head("", None, stated, text)


def _key(cell: str) -> str | None:
    text = _YEAR.sub("", plain(cell))
    return next((key for pattern, key in _KEY_HEADS if text and re.fullmatch(pattern, text)), None)


def _known_value(text: str) -> bool:
    bare = _YEAR.sub("", text)
    return _NEUTRAL.fullmatch(bare) is not None or bool(_dimensions(text))


def _dimensions(text: str) -> dict[str, str]:
    bare = _YEAR.sub("", text)
    found = [stated for pattern, stated in _VALUE_HEADS if re.fullmatch(pattern, bare)]
    return found[0] if found else {}


def _with_lists(read: Sequence[Head], paths: Sequence[Sequence[str]]) -> tuple[Head, ...]:
    """Each head with its list: a new list begins where a key column follows value columns."""
    segments: list[list[int]] = []
    for index, head in enumerate(read):
        filled = segments and any(read[place].coordinates for place in segments[-1])
        if not segments or (head.key is not None and filled and read[index - 1].key is None):
            segments.append([])
        segments[-1].append(index)
    names = _list_names([[paths[index] for index in segment] for segment in segments])
    return tuple(
        replace(read[index], list=name) for segment, name in zip(segments, names, strict=True) for index in segment
    )


def _list_names(segments: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """What each list is of: income or expenditure by its top head; otherwise its number, where there are several."""
    names: list[str] = []
    for number, segment in enumerate(segments, start=1):
        top = segment[0][0] if segment[0] else ""
        name = next((name for word, name in _LISTS if word in top and _GROUP.fullmatch(top)), "")
        names.append(name or ("main" if len(segments) == 1 else f"list-{number}"))
    return [f"{name}-{index}" if name in names[:index] else name for index, name in enumerate(names)]
