"""Verdicts written out and listed: every figure with its name, every verdict with an id that lasts."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from scripts import checks
from scripts.checks import Term, Verdict
from scripts.checks.comparisons import Cells, as_required, equality, noted
from scripts.checks.results import formulas, verdict_rows
from scripts.package import Package, Row

CELL = Decimal("0.5")


def placed(package: Package, number: int, value: str | None) -> Term:
    """A term at a row of the expenditure table, with any value."""
    row = package.tables["expenditure"].rows[number]
    figure = None if value is None else Decimal(value)
    shown = "" if value is None else f"{Decimal(value):,f}元"
    return Term("expenditure", row["line"], "amount", row.label, figure, CELL, shown)


def test_an_id_outlives_a_corrected_figure_and_tells_cells_apart(package: Package) -> None:
    left, right = placed(package, 0, "3"), placed(package, 1, "3")
    found = equality("row", left, [right])
    mended = equality("row", replace(left, value=Decimal(4), published="4元"), [right])
    other = equality("row", right, [left])
    assert found and mended and other
    ids = [identifier for identifier, _ in verdict_rows.identified([found, other])]
    assert [identifier for identifier, _ in verdict_rows.identified([mended])] == ids[:1]
    assert len(set(ids)) == 2


def test_one_verdict_given_twice_has_two_ids(package: Package) -> None:
    found = equality("row", placed(package, 0, "3"), [placed(package, 1, "3")])
    assert found
    assert len({identifier for identifier, _ in verdict_rows.identified([found, found])}) == 2


def test_each_way_of_comparing_is_written_with_its_own_sign(package: Package) -> None:
    left = placed(package, 0, "6")
    terms = (placed(package, 1, "2"), placed(package, 2, "3"))
    signs = {
        "sum": "=",
        "at-least": "≥",
        "at-most": "≤",
        "product": "×",
        "share": "÷",
        "growth": "−",
    }
    for how, sign in signs.items():
        one = Verdict("row", left, terms, "pass", Decimal(0), Decimal(0), how=how)
        assert f" {sign} " in formulas.text(one, package, {}), how


def test_a_row_without_a_name_is_called_by_its_role_or_its_place(package: Package) -> None:
    table = package.tables["expenditure"]
    names = ("function_name", "item", "unit_name", "project_name")
    bare = [
        Row({key: "" if key in names else text for key, text in row.keys.items()}, row.figures)
        for row in table.rows
    ]
    whole = replace(package, tables={"expenditure": replace(table, rows=tuple(bare))})
    cells = Cells.of(whole.tables["expenditure"])
    total, line = (next(row for row in bare if row["role"] == role) for role in ("total", "line"))
    one = equality(
        "total",
        cells.term(total, "amount"),
        [cells.term(line, "amount"), cells.term(line, "basic")],
    )
    assert one
    said = formulas.text(one, whole, {})
    assert said.startswith("合计行 ")
    assert f"第 {line['position']} 行" in said


def test_the_money_of_a_sheet_is_told_by_source(package: Package) -> None:
    one = next(one for one in checks.verdicts_of(package) if one.rule == "sheet-funds")
    said = formulas.text(one, package, {})
    assert re.match(r"“.+”申报表的\S*资金总额 ", said)
    assert " + 省级财政资金 " in said


def test_a_requirement_says_what_was_found_and_what_should_be(package: Package) -> None:
    one = as_required("sheet-repeat", False, noted("目标", "文字相同"), "两者不同", "见原文")
    assert formulas.text(one, package, {}) == "目标：文字相同（应为：两者不同）"
    assert (
        formulas.text(replace(one, outcome="pass"), package, {})
        == "目标：文字相同（要求：两者不同）"
    )


def test_the_rows_of_verdicts_fill_every_column(package: Package) -> None:
    rows = list(
        verdict_rows.rows(
            package, checks.verdicts_of(package), checks.RULES, {package.path: package}
        )
    )
    assert {len(row) for row in rows} == {len(verdict_rows.COLUMNS)}
    assert len(list(verdict_rows.rule_rows(checks.RULES.values(), [], []))) == len(checks.RULES)
