"""The small inputs beside this repository that went wrong by letters, names, years and kinds of file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scripts import ingest
from scripts.package import Disclosure
from tests.conftest import ROOT

CASES = ROOT.parent / "shared" / "cases"

pytestmark = pytest.mark.skipif(
    not CASES.is_dir(), reason="no small inputs (../shared/cases) beside this repository"
)


def _import(number: str, folder: Path, **said: int) -> ingest.ImportResult:
    (path,) = CASES.glob(f"{number}_*")
    stated = ingest.Stated(year=said.get("year"))
    return ingest.ingest_all([path], ingest.ImportOptions(stated=stated), folder)


def _whose(result: ingest.ImportResult) -> Disclosure:
    (outcome,) = result.outcomes
    return outcome.package.disclosure


def _column(result: ingest.ImportResult, table: str, column: str) -> list[str]:
    (outcome,) = result.outcomes
    figures = [row.figure(column) for row in outcome.package.rows(table)]
    return [str(figure) for figure in figures if isinstance(figure, Decimal)]


def test_a_heading_is_no_part_of_a_name(tmp_path: Path) -> None:
    assert _whose(_import("07", tmp_path)).department == "白鹭市中级人民法院"


def test_a_unit_with_units_is_not_its_own_office(tmp_path: Path) -> None:
    found = _whose(_import("08", tmp_path))
    assert (found.level, found.parent) == ("unit", None)


def test_figures_in_boxes_of_a_full_em_are_whole(tmp_path: Path) -> None:
    result = _import("22", tmp_path)
    assert _column(result, "statements", "value") == ["1000.50", "400.25", "600.25"]
    amounts = ["1000.50", "800.25", "200.25", "1000.50", "900.25", "100.25"]
    assert _column(result, "summary", "amount") == amounts


def test_a_number_of_goods_is_no_year(tmp_path: Path) -> None:
    assert _import("30", tmp_path).status == 2
    found = _whose(_import("30", tmp_path, year=2026))
    assert (found.year, found.phase, found.stated) == (2026, "budget", ("--year",))


def test_thousands_parted_by_blanks_are_read(tmp_path: Path) -> None:
    result = _import("33", tmp_path)
    assert result.status == 0 and _column(result, "summary", "amount") == ["1000.00"] * 4


def test_a_page_of_links_is_refused(tmp_path: Path) -> None:
    result = _import("34", tmp_path)
    assert result.status == 2 and not result.outcomes


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    result = _import("35", tmp_path)
    amounts = ["900.00", "100.00", "1000.00", "1000.00", "1000.00"]
    assert _column(result, "summary", "amount") == amounts
    assert any("隐藏" in remark for remark in result.outcomes[0].parts[0].remarks)


def test_a_hidden_row_is_left_out_and_told(tmp_path: Path) -> None:
    result = _import("36", tmp_path)
    assert _column(result, "summary", "amount") == ["900", "100", "1000", "1000", "1000"]
    assert any("隐藏的行" in remark for remark in result.outcomes[0].parts[0].remarks)
