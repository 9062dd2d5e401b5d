"""What can be found: departments with their years, lines of tables, and terms, codes and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts import blocks
from scripts.checks import GROUPS
from scripts.checks.run import RULES
from scripts.package import Table
from scripts.pages import BudgetYear, Site
from scripts.schema import STATUSES

# The kinds of lines.
LINES = ("项目", "表格", "表格行")
# The kinds of what stands for itself.
ENTRIES = ("科目", "名词", "页面")

# The pages over all: title, address, what they tell.
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


@dataclass(frozen=True)
class Period:
    """A year of a department: name, folder of its pages, total as shown and in 元."""

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
    """A project, a table or a row of one: where it stands, its title and figures.

    `path` is the folder of the year's pages, `page` one of them (`tables`), `anchor` the place on
    it. `figures` are as printed, each once, and `yuan` their amounts in 元; `also` is what it can be
    found by besides its title.
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
    """A term, a code or a page: title, address, a sentence, and what else it can be found by."""

    kind: str
    title: str
    address: str
    detail: str
    also: str = ""


@dataclass(frozen=True)
class Records:
    """Everything that can be found; lines stand in the order of their years, newest first."""

    bodies: tuple[Body, ...]
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]


def searchable(site: Site, pages: Collection[str]) -> Records:
    """Everything that can be found on the site; `pages` are the addresses that there are."""

    def place(year: BudgetYear) -> tuple[int, str, str]:
        package = year.package
        return -package.disclosure.year, package.period, year.department

    years = sorted(site.years, key=place)
    entries = list(_codes(years, pages))
    for term in site.glossary.terms:
        also = " ".join((*term.aliases, term.english)).strip()
        entry = Entry("名词", term.name, term.page, term.short, also)
        entries.append(entry)
    for rule in RULES.values():
        what = f"核对规则 {GROUPS[rule.group]} {rule.meaning}"
        entries.append(Entry("页面", rule.title, f"quality/rules/{rule.id}.html", what))
    for title, address, what in _PAGES:
        entries.append(Entry("页面", title, address, what))
    return Records(
        bodies=tuple(map(_body, site.departments.values())),
        lines=tuple(line for year in years for line in _lines(year)),
        entries=tuple(entries),
    )


def _body(years: Sequence[BudgetYear]) -> Body:
    newest = years[0]
    periods: list[Period] = []
    for year in years:
        total = year.overview.shown
        shown, yuan = "", None
        if total is not None:
            shown, yuan = blocks.amount_text(total), total.yuan
        periods.append(Period(year.name, year.package.path, shown, yuan))
    return Body(
        name=newest.department,
        address=f"departments/{newest.package.slug}/index.html",
        code=newest.package.disclosure.code or "",
        periods=tuple(periods),
    )


def _lines(year: BudgetYear) -> Iterator[Line]:
    for project in year.overview.projects:
        money = project.money
        yield Line(
            kind="项目",
            path=year.package.path,
            page="projects",
            anchor=money.line,
            title=project.name,
            table=year.package.tables[money.table].title,
            unit=money.amount_unit,
            figures=(blocks.number(money.number),),
            yuan=(money.yuan,),
        )
    for table in year.published:
        yield _table(year, table)
        yield from _rows(year, table)


def _table(year: BudgetYear, table: Table) -> Line:
    title = table.title
    # The second table of a kind, or one of no kind, is better known by what its document calls it.
    if table.name != table.kind.name or table.name == "other":
        title = table.published_title or table.title
    status = ""
    if table.status != "published":
        status = STATUSES[table.status]
    others = [text for text in (table.title, table.published_title) if text != title]
    also = " ".join(others)
    return Line("表格", year.package.path, "tables", table.name, title, status, also=also)


def _rows(year: BudgetYear, table: Table) -> Iterator[Line]:
    for row in table.rows:
        numbers = [figure for figure in row.figures.values() if isinstance(figure, Decimal)]
        # A row that prints an amount in several columns shows it once.
        shown = [number for number in dict.fromkeys(numbers) if number]
        if not shown:
            continue
        yield Line(
            kind="表格行",
            path=year.package.path,
            page="tables",
            anchor=row["line"],
            title=f"{row.code} {row.label}".strip() or "（没有名称的行）",
            table=table.title,
            unit=table.amount_unit,
            figures=tuple(map(blocks.number, shown)),
            yuan=tuple(number * table.multiplier for number in shown),
        )


def code_page(column: str, code: str) -> str:
    """The address of a code's own page, by the column that the code stands in.

    >>> code_page("function_code", "2010301"), code_page("government_economic_code", "50201")
    ('functions/2010301.html', 'economic/50201.html')
    """
    if column == "function_code":
        return f"functions/{code}.html"
    return f"economic/{code}.html"


_CODES = {
    "function_code": ("function_name", "支出功能分类"),
    "department_economic_code": ("department_economic_name", "部门预算支出经济分类"),
    "government_economic_code": ("government_economic_name", "政府预算支出经济分类"),
}


def _codes(years: Sequence[BudgetYear], pages: Collection[str]) -> Iterator[Entry]:
    """Every code by its commonest name; it leads to its page, else to its newest row."""
    names: dict[tuple[str, str], Counter[str]] = {}
    places: dict[tuple[str, str], str] = {}
    for year in years:
        for column, code, name, line in _coded(year):
            key = (column, code)
            counts = names.setdefault(key, Counter())
            counts[name] += 1
            # Years come newest first: the first place is the newest.
            places.setdefault(key, year.line(line))
    for column, code in sorted(names):
        counts = names[column, code]
        # Of two names used equally often the later in order is taken, so that builds repeat.
        _, name = max((count, name) for name, count in counts.items())
        address = code_page(column, code)
        if address not in pages:
            address = places[column, code]
        _, classification = _CODES[column]
        yield Entry("科目", f"{code} {name}", address, classification)


def _coded(year: BudgetYear) -> Iterator[tuple[str, str, str, str]]:
    """Every code in a year's tables: its column, the code, its name there, the line."""
    for table in year.published:
        for row in table.rows:
            for column, (named, _) in _CODES.items():
                # A code without a name is found as the row that it stands in.
                code, name = row[column], row[named]
                if code and name:
                    yield column, code, name, row["line"]
