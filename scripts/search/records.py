"""What can be found: departments with their years, lines of tables, and what stands for itself (terms, codes, pages)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts import blocks
from scripts.checks import GROUPS
from scripts.checks.run import RULES
from scripts.package import Row, Table
from scripts.pages import BudgetYear, Site
from scripts.schema import STATUSES

LINES = ("项目", "表格", "表格行")
"""The kinds of lines."""

ENTRIES = ("科目", "名词", "页面")
"""The kinds of what stands for itself."""


@dataclass(frozen=True)
class Period:
    """A year of a department: its name, the folder of its pages, and its total as shown and in 元."""

    name: str
    path: str
    shown: str
    yuan: Decimal | None


@dataclass(frozen=True)
class Body:
    """A department: its name, its own page, its budget code, and its years, newest first."""

    name: str
    address: str
    code: str
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Line:
    """A project, a table or a row of one: in which year, where on which page, its title, its different figures.

    `figures` are as printed and `yuan` their amounts in 元; `also` is what it can be found by besides its title.
    """

    kind: str
    path: str
    page: str
    anchor: str
    title: str
    table: str
    unit: str = ""
    figures: tuple[str, ...] = ()
    yuan: tuple[Decimal, ...] = ()
    also: str = ""


@dataclass(frozen=True)
class Entry:
    """A term, a code or a page: its title, its address, a sentence; `also` is what it can be found by besides these."""

    kind: str
    title: str
    address: str
    detail: str
    also: str = ""


@dataclass(frozen=True)
class Found:
    """Everything that can be found; lines stand in the order of their years, newest first."""

    bodies: tuple[Body, ...]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]


def found(site: Site, pages: Collection[str]) -> Found:
    """Everything on the site that can be found; `pages` are the addresses of all pages there are."""
    years = sorted(
        site.years,
        key=lambda year: (-year.package.disclosure.year, year.package.period, year.department),
    )
    lines = tuple(line for year in years for line in _lines(year))
    return Found(
        tuple(_body(own) for own in site.departments.values()),
        lines,
        (*_codes(years, pages), *_terms(site), *_pages()),
    )


def _body(years: Sequence[BudgetYear]) -> Body:
    newest = years[0]
    code = newest.package.disclosure.code or ""
    return Body(
        newest.department,
        f"departments/{newest.package.slug}/index.html",
        code,
        tuple(_period(year) for year in years),
    )


def _period(year: BudgetYear) -> Period:
    whole = year.overview.total
    if whole is None:
        return Period(year.name, year.package.path, "", None)
    return Period(year.name, year.package.path, blocks.amount_text(whole), whole.yuan)


# Lines


def _lines(year: BudgetYear) -> Iterator[Line]:
    for project in year.overview.projects:
        money = project.money
        title = year.package.tables[money.table].title
        yield Line(
            "项目", year.package.path, "projects", money.line, project.name, title,
            money.amount_unit, (blocks.number(money.number),), (money.yuan,),
        )  # fmt: skip
    for table in year.published:
        yield _table(year, table)
        yield from (_row(year, table, row) for row in table.rows if _stated(row))


def _table(year: BudgetYear, table: Table) -> Line:
    """A table by itself, empty ones with what that is called."""
    title = (
        table.title
        if table.name == table.kind.name != "other"
        else table.published_title or table.title
    )
    status = "" if table.status == "published" else STATUSES[table.status]
    also = " ".join(text for text in (table.title, table.published_title) if text != title)
    return Line("表格", year.package.path, "tables", table.name, title, status, also=also)


def _row(year: BudgetYear, table: Table, row: Row) -> Line:
    title = f"{row.code} {row.label}".strip() or "（没有名称的行）"
    numbers = list(dict.fromkeys(_stated(row)))
    return Line(
        "表格行",
        year.package.path,
        "tables",
        row["line"],
        title,
        table.title,
        table.amount_unit,
        tuple(blocks.number(number) for number in numbers),
        tuple(number * table.multiplier for number in numbers),
    )


def _stated(row: Row) -> list[Decimal]:
    """The figures of a row other than nothing; a row that states none is not worth finding."""
    return [value for value in row.figures.values() if isinstance(value, Decimal) and value]


# What stands for itself


def _terms(site: Site) -> Iterator[Entry]:
    for term in site.glossary.terms:
        yield Entry(
            "名词",
            term.name,
            term.page,
            term.short,
            f"{' '.join(term.aliases)} {term.english}".strip(),
        )


def code_page(column: str, code: str) -> str:
    """The address of a code's own page, by the column that the code stands in."""
    return f"{'functions' if column == 'function_code' else 'economic'}/{code}.html"


_CODES = {
    "function_code": ("function_name", "支出功能分类"),
    "department_economic_code": ("department_economic_name", "部门预算支出经济分类"),
    "government_economic_code": ("government_economic_name", "政府预算支出经济分类"),
}


def _codes(years: Sequence[BudgetYear], pages: Collection[str]) -> Iterator[Entry]:
    """Every code that a document prints, by its commonest name; where it has no page, the newest row that bears it."""
    names: dict[tuple[str, str], Counter[str]] = {}
    places: dict[tuple[str, str], str] = {}
    for year in years:
        for column, code, name, line in _coded(year):
            names.setdefault((column, code), Counter())[name] += 1
            places.setdefault((column, code), year.line(line))
    for column, code in sorted(names):
        name = max(names[column, code].items(), key=lambda item: (item[1], item[0]))[0]
        own = code_page(column, code)
        yield Entry(
            "科目",
            f"{code} {name}",
            own if own in pages else places[column, code],
            _CODES[column][1],
        )


def _coded(year: BudgetYear) -> Iterator[tuple[str, str, str, str]]:
    """Every code in a year's tables: its column, the code, its name there, the line."""
    for table in year.published:
        for row in table.rows:
            for column, (named, _) in _CODES.items():
                if row[column] and row[named]:
                    yield column, row[column], row[named], row["line"]


_PAGES = (
    ("质量", "quality/index.html", "公开了哪些表，每条规则查到了什么"),
    ("更正记录", "corrections/index.html", "哪些数字收录以后又改过，为什么"),
    ("许可", "data/licence.html", "公开的数字、我们的整理、程序，各按什么许可使用"),
    ("部门", "departments/index.html", "全部部门和年度"),
    ("比较", "compare/index.html", "几个部门或几年放在一起比"),
    ("科目：办什么事", "functions/index.html", "支出功能分类，谁在上面花钱"),
    ("科目：买什么", "economic/index.html", "支出经济分类，谁在上面花钱"),
    ("“三公”经费", "three-public/index.html", "所有部门历年的出国、用车、接待"),
    ("名词", "glossary/index.html", "预算里的名词，用大白话说"),
    ("数据", "data/index.html", "下载全部数据"),
    ("关于", "about/index.html", "数字从哪里来，怎样核对，怎样指出错误"),
)
"""The pages over all: title, address, what they tell."""


def _pages() -> Iterator[Entry]:
    for rule in RULES.values():
        yield Entry(
            "页面",
            rule.title,
            f"quality/rules/{rule.id}.html",
            f"核对规则 {GROUPS[rule.group]} {rule.meaning}",
        )
    for title, address, what in _PAGES:
        yield Entry("页面", title, address, what)
