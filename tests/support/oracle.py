"""A second reader of the founding layout, kept apart from the importer so that it can count against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

# What a title line must hold, and must not, to open the table of a kind.
TITLES: tuple[tuple[str, str], ...] = (
    ("summary", r"预算收支总表"),
    ("income", r"预算收入总表"),
    ("expenditure", r"预算支出总表"),
    ("appropriation-summary", r"财政拨款收支总表"),
    ("general-public-expenditure", r"一般公共预算支出预算表"),
    ("basic-expenditure", r"一般公共预算安排基本支出分经济科目表"),
    ("government-fund-income", r"政府性基金预算收入表"),
    ("government-fund-expenditure", r"政府性基金预算支出表"),
    ("state-capital", r"国有资本经营预算收支预算表"),
    ("three-public", r"一般公共预算“三公”经费支出预算表"),
    ("agency-operating", r"机关运行经费预算财政拨款情况统计表"),
    ("projects", r"项目支出预算表（本年预算）"),
    ("projects-carried-over", r"项目支出预算表（上年结转）"),
)
KINDS: tuple[str, ...] = tuple(kind for kind, _ in TITLES)
SUFFIX = "（不含上年结转）"
# Rows of column titles, in the founding layout, above the first row of data.
HEAD_ROWS = {
    "appropriation-summary": 3,
    "government-fund-expenditure": 1,
    "state-capital": 3,
}
SHEET_TITLE = "项目支出绩效目标申报表"
AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
PROSE_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
VALUE = re.compile(r"[≥≤<>＝=\d].*|[^\W\d]{1,3}")


class Table(NamedTuple):
    """What one table prints: amounts, codes and names, each as often as it stands there."""

    kind: str
    title: str
    line: int
    label: str
    note: str
    rows: list[list[str]]
    amounts: Counter[Decimal]
    texts: Counter[str]
    codes: Counter[str]
    names: Counter[str]

    @property
    def zeros(self) -> Counter[str]:
        """The published forms of nothing that are figures: "0" apart from "0.00"."""
        return Counter({text: n for text, n in self.texts.items() if Decimal(text) == 0})


class Sheet(NamedTuple):
    """What one performance sheet prints: its money in 元 and its indicator values."""

    project: str
    line: int
    amounts: Counter[Decimal]
    texts: Counter[str]
    multi_year: Decimal
    annual: Decimal
    values: Counter[str]
    multi_year_values: int
    annual_values: int
    goals: tuple[str, str]


class Number(NamedTuple):
    """One number of the prose: kind is year, ordinal or figure; context is ten characters a side."""

    line: int
    text: str
    kind: str
    before: str
    after: str


def tables(text: str) -> list[Table]:
    """The tables of part two, in the order in which they are printed."""
    lines = text.split("\n")
    opened = _title_lines(lines)
    stops = [*(start for start, _ in opened), _line_of(lines, "第三部分")]
    spans = zip(opened, stops[1:], strict=True)
    return [_table(lines, start, end, kind) for (start, kind), end in spans]


def sheets(text: str) -> list[Sheet]:
    """The performance sheets, in the order in which they are printed."""
    lines = text.split("\n")
    starts = _sheet_lines(lines)
    stops = [*starts, _line_of(lines, "十一、国有资产")]
    return [_sheet(lines, start, end) for start, end in pairwise(stops)]


def prose_numbers(text: str) -> list[Number]:
    """Every number of part three that stands outside the performance sheets."""
    lines = text.split("\n")
    begin, end = _line_of(lines, "第三部分"), _line_of(lines, "第四部分")
    starts = _sheet_lines(lines)
    resumed = _line_of(lines, "十一、国有资产")
    first = starts[0] if starts else resumed
    return [
        number
        for at in [*range(begin, first), *range(resumed, end)]
        for number in _numbers(lines[at], at + 1)
    ]


def staffing_numbers(text: str) -> list[Number]:
    """Every number of part one: posts, leaders, offices."""
    lines = text.split("\n")
    span = range(_line_of(lines, "第一部分"), _line_of(lines, "第二部分"))
    return [number for at in span for number in _numbers(lines[at], at + 1)]


def plain(amount: str) -> str:
    """The printed amount without its thousands separators."""
    return amount.replace(",", "")


def normalised(amount: str) -> Decimal:
    """The printed amount as a number, so that 5575.3 and 5,575.30 are the same."""
    return Decimal(plain(amount))


def _line_of(lines: list[str], opening: str) -> int:
    """The index of the line that opens a part; the contents page (dots, tabs) does not count."""
    for at, line in enumerate(lines):
        if line.startswith(opening) and "\t" not in line and "...." not in line:
            return at
    raise ValueError(f"no line opens with {opening}")


def _title_lines(lines: list[str]) -> list[tuple[int, str]]:
    begin, end = _line_of(lines, "第二部分"), _line_of(lines, "第三部分")
    found = []
    for at in range(begin + 1, end):
        if "\t" in lines[at]:
            continue
        bare = re.sub(r"^\d{4}年", "", lines[at].strip()).removesuffix(SUFFIX)
        found += [(at, kind) for kind, title in TITLES if bare == title]
    return found


def _table(lines: list[str], start: int, end: int, kind: str) -> Table:
    rows = [line.split("\t") for line in lines[start:end] if "\t" in line]
    rows = [row for row in rows if not _counts_columns(row)]
    head = rows[: HEAD_ROWS.get(kind, 2)]
    data = rows[HEAD_ROWS.get(kind, 2) :]
    code_columns = {at for row in head for at, cell in enumerate(row) if cell.endswith("科目编码")}
    texts: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for row in data:
        for at, cell in enumerate(row):
            if at in code_columns and CODE.fullmatch(cell):
                codes[cell] += 1
            elif AMOUNT.fullmatch(cell):
                texts[plain(cell)] += 1
            elif cell.strip():
                names[cell.strip()] += 1
    amounts = _amounts(texts)
    notes = [line for line in lines[start:end] if line.startswith("注：")]
    before = next((lines[at] for at in range(start - 1, -1, -1) if lines[at].strip()), "")
    label = before if re.fullmatch(r"\S{2,6}表\d+", before) else ""
    return Table(
        kind,
        lines[start].strip(),
        start + 1,
        label,
        "".join(notes),
        data,
        amounts,
        texts,
        codes,
        names,
    )


def _counts_columns(row: list[str]) -> bool:
    cells = [cell for cell in row if cell]
    return len(cells) > 2 and cells == [str(n) for n in range(1, len(cells) + 1)]


def _amounts(texts: Counter[str]) -> Counter[Decimal]:
    amounts: Counter[Decimal] = Counter()
    for text, n in texts.items():
        amounts[Decimal(text)] += n
    return amounts


def _sheet_lines(lines: list[str]) -> list[int]:
    return [at for at, line in enumerate(lines) if line.endswith(SHEET_TITLE) and "\t" not in line]


def _sheet(lines: list[str], start: int, end: int) -> Sheet:
    rows = [line.split("\t") for line in lines[start:end] if "\t" in line]
    money = _between(rows, "项目资金", "项目概况")
    indicators = _between(rows, "绩效指标", "负责人")[1:]
    texts = Counter(plain(cell) for row in money for cell in row if AMOUNT.fullmatch(cell))
    horizons = [horizon for row in indicators for horizon in _horizons(row)]
    goal = _between(rows, "总体目标", "绩效指标")[0]
    goals = [cell for cell in goal[1:] if cell]
    return Sheet(
        project=next(_after(row, "项目名称") for row in rows if row[0] == "项目名称"),
        line=start + 1,
        amounts=_amounts(texts),
        texts=texts,
        multi_year=normalised(_labelled(money, "实施期资金总额:")),
        annual=normalised(_labelled(money, "年度资金总额:")),
        values=Counter(cell for row in indicators for cell in row if _is_value(cell)),
        multi_year_values=horizons.count("multi_year"),
        annual_values=horizons.count("annual"),
        goals=(goals[0], goals[1]),
    )


def _between(rows: list[list[str]], first: str, stop: str) -> list[list[str]]:
    begin = next(at for at, row in enumerate(rows) if row[0].startswith(first))
    end = next(at for at, row in enumerate(rows) if row[0].startswith(stop))
    return rows[begin:end]


def _labelled(rows: list[list[str]], label: str) -> str:
    return next(_after(row, label) for row in rows if label in row)


def _after(row: list[str], label: str) -> str:
    """The first filled cell to the right of a label."""
    return next(cell for cell in row[row.index(label) + 1 :] if cell)


def _horizons(row: list[str]) -> list[str]:
    """The horizon of each value of a row; one that stands alone belongs to the nearer value column."""
    columns = [at for at, cell in enumerate(row) if _is_value(cell)]
    if len(columns) == 1:
        return ["multi_year" if columns[0] < 6 else "annual"]
    return ["multi_year", "annual"][: len(columns)]


def _is_value(cell: str) -> bool:
    """Names of indicators have five characters or more; values are figures or a short word."""
    return bool(VALUE.fullmatch(cell))


def _numbers(line: str, at: int) -> Iterator[Number]:
    for match in PROSE_NUMBER.finditer(line):
        begin, end = match.span()
        yield Number(
            line=at,
            text=match.group(),
            kind=_kind(line, begin, end),
            before=line[max(0, begin - 10) : begin],
            after=line[end : end + 10],
        )


def _kind(line: str, begin: int, end: int) -> str:
    if end - begin == 4 and line[end : end + 1] == "年":
        return "year"
    if begin == 0 and line[end : end + 1] == "、":
        return "ordinal"
    return "figure"
