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
from scripts.tables import Money, Named, Purpose, ranked
from scripts.tables.money import total

_LEVELS = ("产出指标", "效益指标", "满意度指标")


@dataclass(frozen=True)
class Picture:
    """A chart, a line that says how to read it, and the tables that its figures stand in."""

    chart: Chart
    sub: str
    sources: tuple[str, ...]
    heads: tuple[str, ...] = ("名目", "金额", "占比")


def overview(year: BudgetYear, names: Mapping[str, str]) -> list[Picture]:
    """The charts of the overview, in the order in which they answer; `names` are the reliable ones of functions."""

    def _by_function(year: BudgetYear) -> Iterator[Picture]:
        yield from _functions(year, names)

    makers = (_whole, _change, _hundred, _by_function, _flow, _ranking, _economic, _three_public)
    return [picture for maker in makers for picture in maker(year)]


def projects(year: BudgetYear) -> list[Picture]:
    """The charts of the projects page: the year within the whole period, and what is measured."""
    return [picture for maker in (_horizons, _indicators) for picture in maker(year)]


def numbers(unit: str) -> NumberFormat:
    """How a chart writes amounts of a unit, with shares as pages write them."""
    return NumberFormat(amount=blocks.number, share=blocks.percent, unit=unit)


def shown(money: Money) -> tuple[Decimal, str]:
    """An amount in the unit that a chart shows: large amounts in 元 are drawn in 万元, exactly."""
    return (
        (money.number / 10_000, "万元")
        if money.amount_unit == "元"
        else (money.number, money.amount_unit)
    )


def items(named: list[Named]) -> list[Item]:
    """What a chart draws of named amounts: those above nothing."""
    return [Item(one.name, shown(one.money)[0]) for one in named if one.money.number > 0]


def _whole(year: BudgetYear) -> Iterator[Picture]:
    parts = ranked(year.overview.purposes)
    if len(parts) < 2:
        return
    first, whole = parts[0], total(one.money for one in parts)
    rest = [one for one in parts if one != first]
    title = f"钱到哪里去：{blocks.percent(first.money.yuan, whole, 1)} 用于{first.name}"
    what = "支出" if year.overview.spent else "预算"
    sub = (
        f"上面是全部{what}；下面把其余 {_sum(rest)}放大来看。"
        if first.money.yuan * 2 > whole
        else "从大到小。"
    )
    about = ChartText("where-to", title, numbers=numbers(shown(first.money)[1]))
    yield Picture(charts.whole_and_rest(items(parts), about), sub, ("expenditure", "projects"))


def _sum(parts: list[Named]) -> str:
    unit = parts[0].money.amount_unit
    return blocks.amount_text(Money(sum((one.money.number for one in parts), Decimal(0)), unit))


def _change(year: BudgetYear) -> Iterator[Picture]:
    change, whole = year.overview.change, year.overview.total
    if change is None or whole is None or change.before.number <= 0 or not change.by.number:
        return
    before, step, after = (shown(one)[0] for one in (change.before, change.by, whole))
    unit = shown(whole)[1]
    if {shown(one)[1] for one in (change.before, change.by, whole)} != {unit}:
        return
    # A document that states all three may have rounded each: the picture shows what it states of the change.
    after = before + step if abs(before + step - after) < _ROUNDED else after
    if before + step != after:
        return
    what = "收支总计" if year.overview.spent else ""
    by = Money(abs(change.by.number), change.by.amount_unit)
    title = f"{what}比上年{'多' if step > 0 else '少'} {blocks.headline_text(by)}" + _times(
        before, after
    )
    this = year.package.disclosure.year
    drawn = charts.Waterfall(
        Item(f"{this - 1} 年", before, "" if change.before.line else "由本站推算"),
        (Item("增加" if step > 0 else "减少", step, change.reason),),
        Item(f"{this} 年", after),
    )
    sub = "" if change.before.line else "上年数由今年总额减去文件所说的增减额得出。"
    about = ChartText("change", title, numbers=numbers(unit))
    yield Picture(
        charts.waterfall(drawn, about),
        sub,
        ("statements", "summary"),
        ("年份", "金额", "相当于上年"),
    )


_ROUNDED = Decimal("0.02")
"""Two figures that were each rounded to 0.01 of their unit are at most so far from a third."""


def _times(before: Decimal, after: Decimal) -> str:
    times = (after / before).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"，约为上年的 {times:,f} 倍" if times >= 2 else ""


def _hundred(year: BudgetYear) -> Iterator[Picture]:
    parts = ranked(year.overview.purposes)
    if len(parts) < 2:
        return
    whole, unit = total(one.money for one in parts), shown(parts[0].money)[1]
    per = blocks.percent(parts[0].money.yuan, whole, 1).removesuffix("%")
    title = (
        f"假如{'只花了' if year.overview.spent else '预算只有'} 100 元：{per} 元用于{parts[0].name}"
    )
    about = ChartText("hundred", title, numbers=numbers(unit))
    yield Picture(charts.waffle(items(parts), about), "一格代表一元。", ("expenditure", "projects"))


def _functions(year: BudgetYear, names: Mapping[str, str]) -> Iterator[Picture]:
    found = tables.by_function(year.package)
    if found is not None:
        yield from areas(tables.purposes([year.package], names), (found.table,))


def areas(found: Sequence[Purpose], sources: tuple[str, ...]) -> Iterator[Picture]:
    """Spending by function as areas; nothing where there are not two functions to compare."""
    whole = sum((purpose.yuan for purpose in found), Decimal(0))
    if whole <= 0 or sum(map(_finest, found)) < 2:
        return
    title = f"按功能分类：{blocks.percent(found[0].yuan, whole, 1)} 属于{found[0].name}"
    about = ChartText("areas", title, numbers=numbers("万元"))
    drawn = charts.treemap([_branch(purpose) for purpose in found], about)
    sub = "面积就是金额。颜色是类，每一块是文件写到的最细一级科目。"
    yield Picture(drawn, sub, sources, ("类 › 款 › 项", "金额", "占比"))


def _branch(purpose: Purpose) -> charts.TreemapNode:
    return charts.TreemapNode(
        purpose.name, purpose.yuan / 10_000, tuple(_branch(part) for part in purpose.parts)
    )


def _finest(purpose: Purpose) -> int:
    """How many functions there are of which nothing finer is known."""
    return sum(map(_finest, purpose.parts)) if purpose.parts else 1


def _flow(year: BudgetYear) -> Iterator[Picture]:
    stages = tables.passages(year.package, year.overview.sources)
    if (
        not stages
        or len({one.target for one in stages[-1]} | {one.target for one in stages[0]}) < 2
    ):
        return
    sources = {one.source for one in stages[0]} - {tables.ROUNDED}
    functions = {one.target for stage in stages[:2] for one in stage} - {tables.ALL, tables.ROUNDED}
    through = any(one.target == tables.ALL for one in stages[0])
    natured = len(stages) > 1 and not through
    if natured:
        functions = {one.source for one in stages[1]}
    head = "全部来自" + min(sources) if len(sources) == 1 else f"{len(sources)} 种来源"
    about = ChartText(
        "flow", f"钱怎样流动：{head}，分到 {len(functions)} 个方面", numbers=numbers("万元")
    )
    heads = ("来自", "全部", "用于") if through else ("来自", "用于", "性质")[: len(stages) + 1]
    drawn = charts.sankey([[_passed(one) for one in stage] for stage in stages], about, heads)
    sub = "从左到右：钱从哪里来、用于什么事" + ("、是维持运转还是做项目。" if natured else "。")
    sub += "文件没有写明哪种来源用于哪件事。" if through else ""
    yield Picture(drawn, sub, ("income", "expenditure"), ("从 → 到", "金额", "占比"))


def _passed(one: tables.MoneyFlow) -> charts.Flow:
    return charts.Flow(one.source, one.target, one.yuan / 10_000)


def _ranking(year: BudgetYear) -> Iterator[Picture]:
    found = ranked(year.overview.projects)
    if len(found) < 2:
        return
    first, last = found[0], found[-1]
    title = f"{len(found)} 个项目：最大 {blocks.amount_text(first.money)}，最小 {blocks.amount_text(last.money)}"
    about = ChartText("projects-ranked", title, numbers=numbers(shown(first.money)[1]))
    yield Picture(
        charts.ranking(items(found), about),
        "小项目另用放大的尺子再画一遍，所以都看得见。",
        ("projects",),
    )


def _economic(year: BudgetYear) -> Iterator[Picture]:
    found = [one for one in year.overview.economic if one.money.number > 0]
    basic = year.overview.basic
    if len(found) < 2 or basic is None:
        return
    title = f"维持运转的 {blocks.amount_text(basic)}：最多的是{found[0].name}"
    about = ChartText("economic", title, numbers=numbers(shown(found[0].money)[1]))
    yield Picture(charts.bars(items(found), about), "基本支出按用途分。", ("basic-expenditure",))


def _three_public(year: BudgetYear) -> Iterator[Picture]:
    found = year.overview.three_public
    total_row = next((one for one in found if one.total), None)
    if not found or total_row is None or not isinstance(total_row.figure, Decimal):
        return
    stated = [
        one
        for one in found
        if isinstance(one.figure, Decimal) and one.figure and not one.total and not one.level
    ]
    only = f"，全部是{stated[0].name}" if len(stated) == 1 else ""
    whole = Money(total_row.figure, total_row.amount_unit)
    title = f"“三公”经费 {blocks.amount_text(whole)}{only}"
    about = ChartText("three-public", title, numbers=numbers(shown(whole)[1]))
    drawn = [
        charts.ThreePublicFigure(
            one.name,
            shown(Money(one.figure, one.amount_unit))[0]
            if isinstance(one.figure, Decimal)
            else None,
            one.level,
            one.total,
        )
        for one in found
    ]
    yield Picture(
        charts.three_public(drawn, about),
        "文件里空白的一格就画成空白，不当作 0。",
        ("three-public",),
    )


def _horizons(year: BudgetYear) -> Iterator[Picture]:
    table = year.package.table("sheet-funds")
    whole = {} if table is None else _totals(table, "multi_year")
    annual = {} if table is None else _totals(table, "annual")
    names = [name for name in whole if name in annual and whole[name] >= annual[name] > 0]
    if not names or table is None:
        return
    drawn = [
        charts.MultiYearProject(name, annual[name], whole[name], _years(year, name))
        for name in names
    ]
    title = f"今年的钱占整个实施期的多少：{len(names)} 个项目"
    about = ChartText("horizons", title, numbers=numbers(table.amount_unit or "元"))
    sub = "整条是实施期的全部资金，深色是今年的。"
    yield Picture(
        charts.horizons(drawn, about), sub, ("sheet-funds",), ("项目", "今年 / 实施期", "占比")
    )


def _totals(table: Table, horizon: str) -> dict[str, Decimal]:
    rows = [row for row in table.rows if row["horizon"] == horizon and row["role"] == "total"]
    return {
        row["project_name"]: value for row in rows if (value := row.number("amount")) is not None
    }


def _years(year: BudgetYear, project: str) -> int | None:
    table = year.package.table("project-sheets")
    found = (
        [row["duration"] for row in table.rows if row["project_name"] == project] if table else []
    )
    digits = found[0].removesuffix("年") if found else ""
    return int(digits) if digits.isdigit() else None


def _indicators(year: BudgetYear) -> Iterator[Picture]:
    table = year.package.table("performance-targets")
    rows = (
        []
        if table is None
        else [row for row in table.rows if row["horizon"] == "annual" and row["level_1"] in _LEVELS]
    )
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
    yield Picture(
        charts.dot_counts(drawn, _LEVELS, about),
        sub,
        ("performance-targets",),
        ("项目与类别", "指标数", "占比"),
    )
