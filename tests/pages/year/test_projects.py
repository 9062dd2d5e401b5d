"""The page of a year's projects: what the performance sheets say, evaluations and whole bodies too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scripts import checks, settings, tables
from scripts.corpus import BudgetYear, Site
from scripts.glossary import Glossary
from scripts.ingest.assembly import other_tables
from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.performance import sheets
from scripts.package import Package, Row, identified
from scripts.pages.year import projects
from tests.conftest import ROOT

EVALUATION = (
    "项目名称||丙项目|||||||",
    "项目资金（万元）||||年初预算数|全年预算数|全年执行数|分值|执行率|得分",
    "||年度资金总额：||18.61|18.03|9.07|10|50.31%|5",
    "||其中：财政拨款||18.61|18.03|9.07|--|0.0%|--",
    "绩效指标|一级指标|二级指标|三级指标||年度指标值|实际完成值|分值|得分|",
    "|产出指标|数量指标|办班||≥4期|3期|90|61|",
)
WHOLE = (
    "部门名称|乙局||||",
    "年度主要任务|任务名称|预算金额（万元）|||",
    "||总额|财政拨款|其他资金|",
    "|基本履职|2.76|2.76||",
    "年度绩效指标|一级指标|二级指标|三级指标|指标值|",
    "|产出指标|数量指标|窗口|≤92个|",
)


def year(package: Package, *forms: tuple[str, ...]) -> BudgetYear:
    """A year whose performance sheets are these forms and no others."""
    found = []
    for form in forms:
        rows = (
            GridRow(tuple(line.split("|")), Place(line=at)) for at, line in enumerate(form, start=1)
        )
        found += list(sheets.sheets(Grid(tuple(rows))))
    made = [
        getattr(other_tables, name)(found)
        for name in ("sheet_heads", "sheet_funds", "performance_targets")
    ]
    named = {one.name: replace(one, rows=_identified(package, one.name, one.rows)) for one in made}
    own = replace(package, tables=package.tables | named)
    return BudgetYear(own, tables.overview(own), tuple(checks.verdicts_of(own)), ())


def _identified(package: Package, name: str, rows: Sequence[Row]) -> tuple[Row, ...]:
    return identified(package.slug, package.period, name, rows, [None] * len(rows))


def _shown(one: BudgetYear) -> str:
    site = Site(settings.settings(ROOT / "mkdocs.yml"), Glossary(()), (one,))
    return projects.page(one, site).body


def test_an_evaluation_shows_budget_and_outturn_and_points_beside_each_other(
    package: Package,
) -> None:
    shown = _shown(year(package, EVALUATION))
    for text in (
        "丙项目",
        "年度·年初预算",
        "18.61",
        "9.07",
        "50.31",
        "实际完成值",
        "3期",
        "得分",
        "61",
    ):
        assert text in shown
    assert shown.count(">--<") == 2


def test_the_sheet_of_a_whole_body_is_shown_under_its_own_head(package: Package) -> None:
    shown = _shown(year(package, WHOLE))
    assert (
        "整个部门（单位）" in shown and "基本履职" in shown and "2.76" in shown and "≤92个" in shown
    )


def test_each_column_of_money_adds_up_to_its_total_and_nobodys_sheet_is_no_project(
    package: Package,
) -> None:
    found = [
        one
        for one in year(package, EVALUATION, WHOLE).verdicts
        if one.rule in ("sheet-funds", "sheet-project")
    ]
    assert [(one.left.column, one.outcome) for one in found] == [
        ("original_budget", "pass"), ("adjusted_budget", "pass"), ("outturn", "pass"),
    ]  # fmt: skip
