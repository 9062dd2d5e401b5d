"""Years, bodies and codes held against each other: worked out by hand on tiny packages."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from scripts import tables
from scripts.package import Package
from scripts.schema import BLANK
from scripts.tables import History, Line, Profile
from tests.support import tiny

_HEAD = "expenditure 万元 | function_code | function_name | amount | basic | project"


def years(*texts: str) -> list[Package]:
    """Packages, newest first: a line of what each is, then the rows of its expenditure table."""
    made = []
    for text in texts:
        first, *rows = text.strip().split("\n")
        made.append(
            tiny.package(f"@ {first.strip()}\n\n{_HEAD}\n" + "\n".join(row.strip() for row in rows))
        )
    return made


def line(found: History, code: str) -> Line:
    return next(one for one in found.lines if one.code == code)


def kinds(found: History, code: str) -> list[str]:
    return [step.kind if step else "" for step in line(found, code).steps]


TWO = (
    """year=2024
    201 | 一般公共服务支出 | 30.00 | 10.00 | 20.00
    2010301 | 行政运行 | 10.00 | 10.00 |
    2010302 | 一般行政管理事务 | 12.00 | | 12.00
    2010399 | 其他事务 | 8.00 | | 8.00""",
    """year=2023
    201 | 一般公共服务支出 | 24.00 | 8.00 | 16.00
    2010301 | 行政运行 | 8.00 | 8.00 |
    2010302 | 一般行政管理事务 | 0.00 | | 0.00
    2010350 | 事业运行 | 16.00 | | 16.00""",
)


def test_a_line_that_grew_has_its_percentage_and_a_new_or_ended_one_has_none() -> None:
    found = tables.functions(years(*TWO), {})
    step = line(found, "2010301").steps[0]
    assert step is not None
    assert (step.kind, step.by, step.percent) == ("changed", Decimal(20000), Decimal("25.00"))
    assert kinds(found, "2010399") == ["new", ""]
    assert kinds(found, "2010350") == ["ended", ""]
    for code in ("2010399", "2010350"):
        ended = line(found, code).steps[0]
        assert ended is not None
        assert ended.percent is None


def test_there_is_no_percentage_from_zero_and_none_from_a_blank() -> None:
    found = tables.functions(years(*TWO), {})
    step = line(found, "2010302").steps[0]
    assert step is not None
    assert (step.kind, step.by, step.percent) == ("from-nothing", Decimal(120000), None)
    blank = tables.step(
        tables.Cell(BLANK, "万元", "expenditure", ("l",)), tables.Cell(Decimal(1), "万元")
    )
    assert blank is not None
    assert (blank.kind, blank.percent) == ("from-nothing", None)


def test_a_line_that_went_on_under_another_code_is_joined_by_its_name_and_says_so() -> None:
    found = tables.functions(
        years(
            "year=2024\n2210201 | 住房公积金 | 5.00 | 5.00 |\n208 | 社会保障 | 3.00 | 3.00 |",
            "year=2023\n2210301 | 住房公积金 | 4.00 | 4.00 |\n208 | 社会保障 | 3.00 | 3.00 |",
        ),
        {},
    )
    joined = line(found, "2210201")
    assert dict(joined.other_codes) == {1: "2210301"}
    assert joined.steps[0] is not None
    assert joined.steps[0].percent == Decimal("25.00")


def test_a_name_that_many_codes_share_joins_lines_of_one_class_only() -> None:
    shared = {"2010301": "行政运行", "2010601": "行政运行", "2080101": "行政运行"}
    moved = years(
        "year=2024\n2080101 | 行政运行 | 5.00 | 5.00 |",
        "year=2023\n2010301 | 行政运行 | 4.00 | 4.00 |",
    )
    assert not line(tables.functions(moved, shared), "2080101").other_codes
    assert line(tables.functions(moved, {}), "2080101").other_codes == {1: "2010301"}


def test_one_code_under_two_names_is_one_line_that_tells_both() -> None:
    found = tables.functions(
        years(
            "year=2024\n210 | 卫生健康支出 | 5.00 | 5.00 |",
            "year=2023\n210 | 医疗卫生支出 | 4.00 | 4.00 |",
        ),
        {},
    )
    assert (line(found, "210").name, dict(line(found, "210").other_names)) == (
        "卫生健康支出",
        {1: "医疗卫生支出"},
    )


def test_years_that_are_missing_between_two_are_told() -> None:
    found = tables.functions(
        years("year=2024\n201 | 服务 | 5.00 | 5.00 |", "year=2021\n201 | 服务 | 4.00 | 4.00 |"), {}
    )
    assert (found.columns[0].against, found.columns[0].missing) == (1, (2022, 2023))


def test_a_budget_is_not_held_against_a_final_account_nor_one_fund_against_another() -> None:
    other_phase = tables.functions(
        years(
            "year=2024\n201 | 服务 | 5.00 | 5.00 |",
            "year=2023 phase=final\n201 | 服务 | 4.00 | 4.00 |",
        ),
        {},
    )
    assert (other_phase.columns[0].why, kinds(other_phase, "201")) == ("phase", ["", ""])
    general = tiny.package(
        "@ year=2023\n\ngeneral-public-expenditure 万元 | function_code | function_name | amount\n201 | 服务 | 4.00"
    )
    other_fund = tables.functions([*years("year=2024\n201 | 服务 | 5.00 | 5.00 |"), general], {})
    assert (other_fund.columns[0].why, kinds(other_fund, "201")) == ("basis", ["", ""])


def test_classes_that_a_table_does_not_print_are_built_from_its_finest_codes() -> None:
    (one,) = years(
        "year=2024\n2010301 | 行政运行 | 10.00 | 10.00 |\n2010302 | 管理 | 2.50 | | 2.50"
    )
    found = tables.by_function(one)
    assert found is not None
    assert found.cells["201"].number == Decimal("12.50")
    assert len(found.cells["201"].lines) == 2
    assert found.finest == ("2010301", "2010302")


def test_projects_are_joined_by_name_and_stand_by_size() -> None:
    head = "projects 万元 | project_name | amount"
    found = tables.projects(
        [
            tiny.package(f"@ year=2024\n\n{head}\n三字项 | 1.00\n办公设备更新 | 6.00"),
            tiny.package(f"@ year=2023\n\n{head}\n办公设备更新 | 5.00"),
        ]
    )
    assert [(one.name, one.code) for one in found.lines] == [("办公设备更新", ""), ("三字项", "")]
    assert [step.kind if step else "" for one in found.lines for step in one.steps[:1]] == [
        "changed",
        "new",
    ]


# Plan and outturn


def test_a_final_account_s_own_pairs_give_the_rate_and_nothing_planned_gives_none() -> None:
    final = tiny.package(
        "@ phase=final\n\nthree-public 万元 vintage=outturn | adjusted_budget_travel_abroad | adjusted_budget_hospitality "
        "| travel_abroad | hospitality\n= 4.00 | 0.00 | 1.00 | 0.50"
    )
    found = {one.use: one for one in tables.printed(final)}
    assert found["travel_abroad"].rate == Decimal("25.00")
    assert found["hospitality"].rate is None


def test_a_year_s_budget_and_final_account_give_the_rate_of_each_line() -> None:
    budget, final = years(
        "year=2024\n= | 合计 | 10.00 | 10.00 |\n2010301 | 行政运行 | 10.00 | 10.00 |",
        "year=2024 phase=final\n= | 合计 | 9.00 | 9.00 |\n2010301 | 行政运行 | 8.00 | 8.00 |\n2010302 | 管理 | 1.00 | 1.00 |",
    )
    found = {one.code: one for one in tables.between(budget, final)}
    assert (found[""].rate, found["2010301"].rate, found["2010302"].rate) == (
        Decimal("90.00"),
        Decimal("80.00"),
        None,
    )


# Side by side

BODIES = """@ slug=ju year=2024 department=某局

summary 万元 | item | amount
[expenditure]
= 支出总计 | 30.00

expenditure 万元 | function_code | function_name | amount | basic | project
= | 合计 | 30.00 | 10.00 | 20.00
2010301 | 行政运行 | 30.00 | 10.00 | 20.00
@ slug=ben-ji year=2024 department=某局 level=office parent=某局

expenditure 万元 | function_code | function_name | amount | basic | project
= | 合计 | 12.00 | 10.00 | 2.00
2010301 | 行政运行 | 12.00 | 10.00 | 2.00
@ slug=ling-ju year=2024 department=另局

expenditure 万元 | function_code | function_name | amount | basic | project
= | 合计 | 5.00 | 4.00 | 1.00
2010301 | 行政运行 | 5.00 | 4.00 | 1.00
@ slug=ling-ju year=2023 department=另局

expenditure 万元 | function_code | function_name | amount | basic | project
= | 合计 | 4.00 | 4.00 |
2010301 | 行政运行 | 4.00 | 4.00 |
@ slug=ju year=2024 phase=final department=某局

expenditure 万元 | function_code | function_name | amount | basic | project
= | 合计 | 28.00 | 10.00 | 18.00
2010301 | 行政运行 | 28.00 | 10.00 | 18.00
"""


def bodies(packages: Sequence[Package]) -> dict[str, Profile]:
    found = tables.profiles((one, tables.overview(one)) for one in packages)
    return {f"{one.package.slug}/{one.package.period}": one for one in found}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("ju/2024-budget", "ling-ju/2024-budget", ""),
        ("ju/2024-budget", "ben-ji/2024-budget", "inside"),
        ("ling-ju/2024-budget", "ben-ji/2024-budget", "level"),
        ("ju/2024-budget", "ju/2024-final", "phase"),
        ("ju/2024-budget", "ling-ju/2023-budget", "year"),
        ("ling-ju/2024-budget", "ling-ju/2023-budget", ""),
    ],
)
def test_bodies_are_compared_only_where_phase_level_and_year_agree(
    one: str, other: str, why: str
) -> None:
    found = bodies(tiny.packages(BODIES))
    assert (
        tables.incomparable(found[one], found[other])
        == tables.incomparable(found[other], found[one])
        == why
    )


def test_a_department_and_its_office_are_counted_once() -> None:
    found = tables.codes(tiny.packages(BODIES), tables.FUNCTION, {})["2010301"]
    whole = found.sum((2024, "budget"))
    assert whole is not None
    assert (whole.yuan, whole.bodies) == (Decimal(350000), 2)
    assert [use.counted for use in found.uses if use.package.slug == "ben-ji"] == [False]


def test_the_share_of_projects_is_of_the_row_that_states_it() -> None:
    project = bodies(tiny.packages(BODIES))["ju/2024-budget"].measures["project"]
    assert (project.cell.number, project.whole.number) == (Decimal("20.00"), Decimal("30.00"))


def test_money_per_post_is_told_only_where_the_number_of_posts_is_one_number() -> None:
    said = "\n\nstatements | topic | subject | measure | value | amount_unit\norganisation | {} | count | {} | 名"
    one = bodies(
        [
            tiny.package(
                "@ year=2024\n\nsummary 万元 | item | amount\n[expenditure]\n= 总计 | 20.00"
                + said.format("事业编制", "8")
            )
        ]
    )
    assert next(iter(one.values())).per_head == Decimal("25000.00")
    two = said.format("行政编制", "8") + "\norganisation | 事业编制 | count | 2 | 名"
    several = bodies(
        [
            tiny.package(
                "@ year=2024\n\nsummary 万元 | item | amount\n[expenditure]\n= 总计 | 20.00" + two
            )
        ]
    )
    assert next(iter(several.values())).per_head is None


# Three-public


@pytest.mark.parametrize(
    "text",
    [
        "three-public 万元 | three_public | travel_abroad | vehicles | vehicle_purchase | vehicle_running | hospitality\n= 5.00 | | 4.00 | 0.00 | 4.00 | 1.00",
        "three-public 万元 | item | amount\n因公出国（境）费 |\n公务用车购置及运行费 | 4.00\n  公务用车购置费 | 0.00\n  公务用车运行维护费 | 4.00\n公务接待费 | 1.00\n= 合计 | 5.00",
    ],
    ids=["side by side", "row by row"],
)
def test_zero_blank_and_missing_stay_three_things_however_the_table_is_laid_out(text: str) -> None:
    found = tables.public(tiny.package(f"@ year=2024\n\n{text}"))["budget"]
    assert found["three_public"].number == Decimal("5.00")
    assert found["vehicle_purchase"].number == Decimal("0.00")
    assert (found["travel_abroad"].number, found["travel_abroad"].figure) == (None, "")
    assert (
        tables.public(tiny.package("@ year=2024\n\nthree-public 万元 | hospitality\n= 1.00"))[
            "budget"
        ]["vehicles"]
        == tables.NOTHING
    )
