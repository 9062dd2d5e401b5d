"""The charts of a department's year, each with the sentence that states its finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scripts import blocks, charts, tables
from scripts.charts import Chart, ChartText, Item, NumberFormat
from scripts.corpus import BudgetYear
from scripts.package import Table
from scripts.tables import Money, Named, Purpose, YearOnYear, ranked
from scripts.tables.money import total

_LEVELS = ("产出指标", "效益指标", "满意度指标")
"""The kinds of indicators that the forms of the Ministry of Finance print."""


@dataclass(frozen=True)
class Picture:
    """A chart, a line that says how to read it, the tables that its figures stand in."""

    chart: Chart
    sub: str
    sources: tuple[str, ...]
    heads: tuple[str, ...] = ("名目", "金额", "占比")


def overview(year: BudgetYear, names: Mapping[str, str]) -> list[Picture]:
    """The charts of the overview, in the order in which they answer; none without its figures.

    `names` are the reliable names of functions by code; a document may misspell its own.
    """
    return [
        *_whole(year),
        *_change(year),
        *_hundred(year),
        *_functions(year, names),
        *_flow(year),
        *_ranking(year),
        *_economic(year),
        *_three_public(year),
    ]


def projects(year: BudgetYear) -> list[Picture]:
    """The charts of performance sheets: the year in the whole period, what is measured."""
    return [*_horizons(year), *_indicators(year)]


def numbers(unit: str) -> NumberFormat:
    """How a chart writes amounts of a unit, with shares as pages write them."""
    return NumberFormat(amount=blocks.number, share=blocks.percent, unit=unit)


def shown(money: Money) -> tuple[Decimal, str]:
    """An amount in the unit that a chart shows: amounts in 元 are drawn in 万元, exactly."""
    if money.amount_unit == "元":
        return money.number / 10_000, "万元"
    return money.number, money.amount_unit


def items(parts: Sequence[Named]) -> list[Item]:
    """What a chart draws of named amounts: those above nothing, for a bar has no length below."""
    drawn = []
    for part in parts:
        if part.money.number > 0:
            amount, _ = shown(part.money)
            drawn.append(Item(part.name, amount))
    return drawn


def together(parts: Sequence[Named]) -> Money:
    """Some amounts of a document as one, in their own unit."""
    number = Decimal(0)
    for part in parts:
        number += part.money.number
    return Money(number, parts[0].money.amount_unit)


def _whole(year: BudgetYear) -> Iterator[Picture]:
    parts = ranked(year.overview.purposes)
    if len(parts) < 2:
        return
    first = parts[0]
    whole = total(part.money for part in parts)
    share = blocks.percent(first.money.yuan, whole, 1)
    title = f"钱到哪里去：{share} 用于{first.name}"
    sub = "从大到小。"
    # Above a half, the rest is drawn a second time, enlarged.
    if first.money.yuan * 2 > whole:
        what = "预算"
        if year.overview.spent:
            what = "支出"
        rest = [part for part in parts if part != first]
        others = blocks.amount_text(together(rest))
        sub = f"上面是全部{what}；下面把其余 {others}放大来看。"
    _, unit = shown(first.money)
    about = ChartText("where-to", title, numbers=numbers(unit))
    picture = charts.whole_and_rest(items(parts), about)
    yield Picture(picture, sub, ("expenditure", "projects"))


def _change(year: BudgetYear) -> Iterator[Picture]:
    """The way from last year's total to this year's; nothing where the three do not agree."""
    change = year.overview.change
    now = year.overview.total
    # There is no step up from nothing, and no percentage of it.
    if change is None or now is None or change.before.number <= 0 or not change.by.number:
        return
    before, unit = shown(change.before)
    step, step_unit = shown(change.by)
    after, after_unit = shown(now)
    # Three bars have one scale.
    if not unit == step_unit == after_unit:
        return
    # A document that states all three may have rounded each: its change is drawn as stated.
    if abs(before + step - after) < _ROUNDED:
        after = before + step
    if before + step != after:
        return
    sub = ""
    note = ""
    if not change.before.line:
        sub = "上年数由今年总额减去文件所说的增减额得出。"
        note = "由本站推算"
    this_year = year.package.disclosure.year
    # Each with the decimals it was printed with.
    drawn = charts.Waterfall(
        Item(f"{this_year - 1} 年", before, note),
        (Item("增加" if step > 0 else "减少", step, change.reason),),
        Item(f"{this_year} 年", after),
    )
    about = ChartText("change", _change_title(year, change, before, after), numbers=numbers(unit))
    picture = charts.waterfall(drawn, about)
    yield Picture(picture, sub, ("statements", "summary"), ("年份", "金额", "相当于上年"))


def _change_title(year: BudgetYear, change: YearOnYear, before: Decimal, after: Decimal) -> str:
    what = ""
    direction = "少"
    times = ""
    if year.overview.spent:
        what = "收支总计"
    if after > before:
        direction = "多"
    by = Money(abs(change.by.number), change.by.amount_unit)
    multiple = (after / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    # Below twice last year's amount, the percentage says it better.
    if multiple >= 2:
        times = f"，约为上年的 {multiple:,f} 倍"
    return f"{what}比上年{direction} {blocks.headline_text(by)}{times}"


_ROUNDED = Decimal("0.02")
"""Two figures that were each rounded to 0.01 of their unit are at most so far from a third."""


def _hundred(year: BudgetYear) -> Iterator[Picture]:
    parts = ranked(year.overview.purposes)
    if len(parts) < 2:
        return
    first = parts[0]
    whole = total(part.money for part in parts)
    share = blocks.percent(first.money.yuan, whole, 1)
    # Of 100 元, so many percent are so many 元.
    of_hundred = share.removesuffix("%")
    if_only = "假如预算只有"
    if year.overview.spent:
        if_only = "假如只花了"
    title = f"{if_only} 100 元：{of_hundred} 元用于{first.name}"
    _, unit = shown(first.money)
    about = ChartText("hundred", title, numbers=numbers(unit))
    picture = charts.waffle(items(parts), about)
    yield Picture(picture, "一格代表一元。", ("expenditure", "projects"))


def _functions(year: BudgetYear, names: Mapping[str, str]) -> Iterator[Picture]:
    # Of several tables by function the one of the widest range of money.
    spending = tables.by_function(year.package)
    if spending is None:
        return
    purposes = tables.purposes([year.package], names)
    yield from areas(purposes, (spending.table,))


def areas(purposes: Sequence[Purpose], sources: tuple[str, ...]) -> Iterator[Picture]:
    """Spending by function as areas; nothing where there are not two functions to compare."""
    whole = Decimal(0)
    for purpose in purposes:
        whole += purpose.yuan
    if whole <= 0 or sum(map(_finest, purposes)) < 2:
        return
    largest = purposes[0]
    share = blocks.percent(largest.yuan, whole, 1)
    title = f"按功能分类：{share} 属于{largest.name}"
    about = ChartText("areas", title, numbers=numbers("万元"))
    branches = [_branch(purpose) for purpose in purposes]
    sub = "面积就是金额。颜色是类，每一块是文件写到的最细一级科目。"
    heads = ("类 › 款 › 项", "金额", "占比")
    yield Picture(charts.treemap(branches, about), sub, sources, heads)


def _branch(purpose: Purpose) -> charts.TreemapNode:
    # In 万元, exactly: purposes are in 元, whatever the table is in.
    return charts.TreemapNode(
        purpose.name, purpose.yuan / 10_000, tuple(_branch(part) for part in purpose.parts)
    )


def _finest(purpose: Purpose) -> int:
    """How many functions there are of which nothing finer is known."""
    if not purpose.parts:
        return 1
    return sum(map(_finest, purpose.parts))


def _flow(year: BudgetYear) -> Iterator[Picture]:
    stages = tables.passages(year.package, year.overview.sources)
    if not stages:
        return
    targets = {flow.target for flow in (*stages[-1], *stages[0])}
    # One source for one purpose is a line, not a picture.
    if len(targets) < 2:
        return
    # Where the document does not say which source pays for what, all money flows through one node.
    through = any(flow.target == tables.ALL for flow in stages[0])
    if through:
        headers: tuple[str, ...] = ("来自", "全部", "用于")
        sub = "从左到右：钱从哪里来、用于什么事。文件没有写明哪种来源用于哪件事。"
    elif len(stages) > 1:
        headers = ("来自", "用于", "性质")[: len(stages) + 1]
        sub = "从左到右：钱从哪里来、用于什么事、是维持运转还是做项目。"
    else:
        headers = ("来自", "用于")
        sub = "从左到右：钱从哪里来、用于什么事。"
    about = ChartText("flow", _flow_title(stages, through), numbers=numbers("万元"))
    drawn = []
    for stage in stages:
        drawn.append([charts.Flow(flow.source, flow.target, flow.yuan / 10_000) for flow in stage])
    picture = charts.sankey(drawn, about, headers)
    yield Picture(picture, sub, ("income", "expenditure"), ("从 → 到", "金额", "占比"))


def _flow_title(stages: Sequence[Sequence[tables.MoneyFlow]], through: bool) -> str:
    # 尾差 closes the picture, but no money comes from it.
    sources = {flow.source for flow in stages[0]} - {tables.ROUNDED}
    functions = set()
    if len(stages) > 1 and not through:
        for flow in stages[1]:
            functions.add(flow.source)
    else:
        for stage in stages[:2]:
            functions |= {flow.target for flow in stage}
        functions -= {tables.ALL, tables.ROUNDED}
    origin = f"{len(sources)} 种来源"
    if len(sources) == 1:
        origin = f"全部来自{min(sources)}"
    return f"钱怎样流动：{origin}，分到 {len(functions)} 个方面"


def _ranking(year: BudgetYear) -> Iterator[Picture]:
    projects = ranked(year.overview.projects)
    # A ranking of one is none.
    if len(projects) < 2:
        return
    largest = projects[0].money
    smallest = projects[-1].money
    title = (
        f"{len(projects)} 个项目：最大 {blocks.amount_text(largest)}，"
        f"最小 {blocks.amount_text(smallest)}"
    )
    _, unit = shown(largest)
    about = ChartText("projects-ranked", title, numbers=numbers(unit))
    picture = charts.ranking(items(projects), about)
    sub = "小项目另用放大的尺子再画一遍，所以都看得见。"
    yield Picture(picture, sub, ("projects",))


def _economic(year: BudgetYear) -> Iterator[Picture]:
    economic = year.overview.economic
    if economic is None:
        return
    categories = [part for part in economic.parts if part.money.number > 0]
    if len(categories) < 2:
        return
    first = categories[0]
    # The table is of one fund: its total, and no other, is what the bars make up.
    whole = "" if economic.whole is None else f" {blocks.amount_text(economic.whole)}"
    title = f"{economic.of}的基本支出{whole}：最多的是{first.name}"
    _, unit = shown(first.money)
    about = ChartText("economic", title, numbers=numbers(unit))
    picture = charts.bars(items(categories), about)
    yield Picture(picture, "基本支出按经济分类分：钱买了什么。", (economic.table,))


def _three_public(year: BudgetYear) -> Iterator[Picture]:
    printed = year.overview.three_public
    totals = [item for item in printed if item.total]
    if not totals or not isinstance(totals[0].figure, Decimal):
        return
    money = Money(totals[0].figure, totals[0].amount_unit)
    title = f"“三公”经费 {blocks.amount_text(money)}"
    parts = public_parts(year)
    if len(parts) == 1:
        title += f"，全部是{parts[0].name}"
    drawn = []
    for item in printed:
        # A blank is drawn as a blank, without a bar: 0 would be another statement.
        amount = None
        if isinstance(item.figure, Decimal):
            amount = shown(Money(item.figure, item.amount_unit))[0]
        drawn.append(charts.ThreePublicFigure(item.name, amount, item.level, item.total))
    about = ChartText("three-public", title, numbers=numbers(shown(money)[1]))
    picture = charts.three_public(drawn, about)
    yield Picture(picture, "文件里空白的一格就画成空白，不当作 0。", ("three-public",))


def public_parts(year: BudgetYear) -> list[Named]:
    """The parts of the three-public total that are not 0; vehicles are one."""
    parts = []
    for item in year.overview.three_public:
        # Purchase and running (level 1) are within vehicles (level 0).
        if isinstance(item.figure, Decimal) and not item.total and not item.level and item.figure:
            parts.append(Named(item.name, Money(item.figure, item.amount_unit)))
    return parts


def _horizons(year: BudgetYear) -> Iterator[Picture]:
    table = year.package.table("sheet-funds")
    if table is None:
        return
    whole = _totals(table, "multi_year")
    annual = _totals(table, "annual")
    # More in a year than in the whole period is an error of the document: told, not drawn.
    names = [name for name in whole if name in annual and whole[name] >= annual[name] > 0]
    if not names:
        return
    drawn = [
        charts.MultiYearProject(name, annual[name], whole[name], _years(year, name))
        for name in names
    ]
    title = f"今年的钱占整个实施期的多少：{len(names)} 个项目"
    about = ChartText("horizons", title, numbers=numbers(table.amount_unit or "元"))
    sub = "整条是实施期的全部资金，深色是今年的。"
    titles = ("项目", "今年 / 实施期", "占比")
    yield Picture(charts.horizons(drawn, about), sub, ("sheet-funds",), titles)


def _totals(table: Table, horizon: str) -> dict[str, Decimal]:
    amounts: dict[str, Decimal] = {}
    for row in table.totals():
        amount = row.number("amount")
        if row["horizon"] == horizon and amount is not None:
            amounts[row["project_name"]] = amount
    return amounts


def _years(year: BudgetYear, project: str) -> int | None:
    """How many years a project lasts, as its sheet says (3年); None where it does not."""
    for row in year.package.rows("project-sheets"):
        digits = row["duration"].removesuffix("年")
        if row["project_name"] == project:
            return int(digits) if digits.isdigit() else None
    return None


def _indicators(year: BudgetYear) -> Iterator[Picture]:
    rows = [
        row
        for row in year.package.rows("performance-targets")
        if row["horizon"] == "annual" and row["level_1"] in _LEVELS
    ]
    if not rows:
        return
    counted = Counter((row["project_name"], row["level_1"]) for row in rows)
    names = list(dict.fromkeys(row["project_name"] for row in rows))
    drawn = [
        charts.CountRow(name, tuple(counted[(name, level)] for level in _LEVELS)) for name in names
    ]
    title = f"用什么来衡量：{len(names)} 个项目，{len(rows)} 个年度指标"
    about = ChartText("indicators", title, numbers=numbers("个"))
    sub = "每个点是一个年度指标，按申报表所印的一级指标归类。"
    picture = charts.dot_counts(drawn, _LEVELS, about)
    yield Picture(picture, sub, ("performance-targets",), ("项目与类别", "指标数", "占比"))
