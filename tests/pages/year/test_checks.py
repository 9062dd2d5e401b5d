"""The report on what was checked, as readers see it: every verdict has a place, and every place leads somewhere."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from scripts import blocks, checks, settings, tables
from scripts.checks import Finding, Term, Verdict
from scripts.checks.comparisons import as_required, at_least, equality, noted, undecided
from scripts.checks.results import formulas, verdict_rows
from scripts.checks.run import RULES
from scripts.corpus import BudgetYear, Site, Soundness
from scripts.glossary import Glossary
from scripts.package import Package
from scripts.pages import of_site, of_year
from scripts.pages.whole_site import quality
from scripts.pages.year import verdicts
from scripts.schema import KINDS
from tests.checks.results.test_formulas import placed
from tests.conftest import ROOT
from tests.conftest import Site as Built


def _year(package: Package, *tried: Verdict) -> BudgetYear:
    return BudgetYear(package, tables.overview(package), tried, ())


def _site(*years: BudgetYear) -> Site:
    return Site(settings.settings(ROOT / "mkdocs.yml"), Glossary(()), years)


@pytest.fixture(scope="module")
def fixture_year(package: Package) -> BudgetYear:
    return _year(package, *checks.verdicts_of(package))


def _pages(site: Site) -> dict[str, str]:
    made = [page for year in site.years for page in of_year(year, site)]
    return {page.path: page.body for page in [*made, *of_site(site)]}


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


# Anchors


def test_every_verdict_has_a_place_of_its_own_on_the_page_of_checks(
    fixture_year: BudgetYear,
) -> None:
    body = _pages(_site(fixture_year))[fixture_year.address("checks")]
    places = Counter(re.findall(r'<li id="([a-z]{10})"', body))
    assert places == Counter(one.id for one in fixture_year.judged_verdicts)
    assert set(places.values()) == {1}


# What is written out


def test_what_is_no_equation_says_what_was_found_and_what_should_be(package: Package) -> None:
    one = as_required("sheet-repeat", False, noted("目标", "文字相同"), "两者不同", "见原文")
    assert formulas.text(one, package, {}) == "目标：文字相同（应为：两者不同）"
    body = verdicts.full(
        _year(package, one).judged_verdicts[0], _year(package, one), _site(), "x/checks.html"
    )
    assert "说明：见原文" in body


def test_rounding_says_its_envelope_in_words_and_cannot_tell_its_reason(package: Package) -> None:
    near = at_least(
        "row", placed(package, 0, "2"), [placed(package, 1, "1"), placed(package, 2, "2")]
    )
    blank = undecided("row", placed(package, 0, None), [placed(package, 1, "1")], "左边是空白")
    assert near and near.outcome == "rounding"
    year = _year(package, near, blank)
    body = _pages(_site(year))[year.address("checks")]
    assert "相差 1 元，在四舍五入可能造成的 ±1.50 元 之内" in body
    assert "原因：左边是空白" in body


def test_a_figure_without_a_table_is_text_and_no_link(package: Package) -> None:
    months = Term("", "", "", "一年的月数", Decimal(12), Decimal(0), "12月", "月")
    one = Verdict(
        "sheet-cost",
        placed(package, 0, "24"),
        (placed(package, 1, "2"), months),
        "pass",
        how="product",
    )
    year = _year(package, one)
    body = _pages(_site(year))[year.address("checks")]
    assert re.search(r"一年的月数 12月(?!</a>)", body)


def test_a_figure_of_another_package_is_named_and_linked_there(package: Package) -> None:
    before = replace(
        package, disclosure=replace(package.disclosure, year=package.disclosure.year - 1)
    )
    term = replace(placed(package, 1, "5"), package=before.path)
    one = equality("row", placed(package, 0, "3"), [term])
    assert one and one.outcome == "fail"
    year, last = _year(package, one), _year(before)
    pages = _pages(_site(year, last))
    body = pages[year.address("checks")]
    assert f"{before.disclosure.year} 年预算的" in body
    assert f'href="../{before.period}/tables.html#{term.line}"' in body
    # The cell there is marked too, and leads back.
    marked = re.search(r'class="mz-mark fail" href="([^"]+)"', pages[last.address("tables")])
    assert marked and marked[1] == f"../{package.period}/checks.html#{year.judged_verdicts[0].id}"


def test_failures_come_before_notices_before_rounding(package: Package) -> None:
    left, right = placed(package, 0, "2"), [placed(package, 1, "1"), placed(package, 2, "2")]
    found = [
        equality("row", left, right),
        equality("sheet-quantities", placed(package, 3, "9"), right),
    ]
    wrong = equality("total", placed(package, 4, "9"), right)
    year = _year(package, *(one for one in (*found, wrong) if one))
    body = _pages(_site(year))[year.address("checks")]
    assert re.findall(r'<li id="[a-z]+" class="([a-z]+)"', body) == ["fail", "none", "warn"]


def test_what_holds_is_folded_away(fixture_year: BudgetYear) -> None:
    body = _pages(_site(fixture_year))[fixture_year.address("checks")]
    folded = "".join(re.findall(r"<details>.*?</details>", body, re.DOTALL))
    for one in fixture_year.judged_verdicts:
        assert (f'id="{one.id}"' in folded) == (one.state == "pass")


def test_a_finding_that_no_verdict_tells_is_shown_and_one_that_a_verdict_tells_is_not_told_twice(
    package: Package,
) -> None:
    one = equality(
        "row", placed(package, 0, "9"), [placed(package, 1, "1"), placed(package, 2, "2")]
    )
    assert one
    told = Finding(
        "row",
        "failure",
        package.path,
        "data/expenditure.csv",
        2,
        "amount",
        "",
        "",
        "甲",
        one.left.line,
    )
    code = replace(told, rule="code", severity="notice", field="function_code", message="没有见过")
    year = replace(_year(package, one), findings=(told, code))
    assert year.other_findings == (code,)
    body = _pages(_site(year))[year.address("checks")]
    assert body.count("没有见过") == 1
    assert "甲" not in body


# Marks


def test_every_cell_of_a_failure_is_marked_with_the_way_to_its_verdict(
    fixture_year: BudgetYear,
) -> None:
    pages = _pages(_site(fixture_year))
    failing = [one for one in fixture_year.judged_verdicts if one.verdict.outcome == "fail"]
    assert failing
    for one in failing:
        for term in one.verdict.terms:
            address, _, line = fixture_year.cell(term.table, term.line).partition("#")
            if line:
                row = _row_of(pages[address], line)
                assert "mz-mark" in row and "checks.html#" in row, (one.rule.id, term.label)


def _row_of(body: str, line: str) -> str:
    """The table row, list item or paragraph that holds an id."""
    place = body.index(f'id="{line}"')
    start = max(body.rfind(opening, 0, place) for opening in ("<tr", "<li", "<p "))
    ends = [
        end for closing in ("</tr>", "</li>", "</p>") if (end := body.find(closing, place)) >= 0
    ]
    return body[start : min(ends)]


def test_a_mark_says_in_words_and_by_its_sign_what_it_is(package: Package) -> None:
    right = [placed(package, 1, "1"), placed(package, 2, "2")]
    wrong, near = (
        equality("row", placed(package, 0, "9"), right),
        equality("row", placed(package, 3, "2"), right),
    )
    assert wrong and near
    year = _year(package, wrong, near)
    body = _pages(_site(year))[year.address("tables")]
    failed = re.findall(r'<a class="mz-mark fail"[^>]*aria-label="([^"]+)">([^<]+)</a>', body)
    # The parts take part in both verdicts and bear the graver mark.
    assert failed == [("不符：看核对", "≠")] * 3
    assert re.findall(r'<a class="mz-mark none"[^>]*aria-label="([^"]+)">([^<]+)</a>', body) == [
        ("尾差：看核对", "≈")
    ]


def test_the_badge_counts_equations_only_and_says_the_failures(package: Package) -> None:
    right = [placed(package, 1, "1"), placed(package, 2, "2")]
    tried = [
        equality("row", placed(package, 0, "3"), right),
        equality("row", placed(package, 3, "2"), right),
        equality("row", placed(package, 4, "9"), right),
        undecided("row", placed(package, 0, None), right, "左边是空白"),
        as_required("sheet-repeat", False, noted("目标", "相同"), "不同"),
    ]
    year = _year(package, *(one for one in tried if one))
    assert year.soundness == Soundness(passing=2, failing=1, undecided=1)
    pages = _pages(_site(year))
    said = "3 个等式中 2 个成立，1 个不成立"
    department = f"departments/{package.slug}/index.html"
    assert all(said in pages[path] for path in ("index.html", "departments/index.html", department))
    assert "<br>".join(said.split("，")) in pages[year.address()]


# Over all


def test_the_matrix_counts_the_tables_of_every_department(fixture_year: BudgetYear) -> None:
    body = _pages(_site(fixture_year))["quality/index.html"]
    total = re.search(r'<tr class="total"><th scope="row">1 份里有数据的</th>(.*?)</tr>', body)
    assert total
    counted = [int(text) for text in re.findall(r"<td>(\d+)</td>", total[1])]
    # What only some places print is missed by nobody.
    statutory = [kind for kind in KINDS.values() if kind.statutory and not kind.regional]
    there = [
        any(table.kind is kind and table.status == "published" for table in fixture_year.published)
        for kind in statutory
    ]
    assert counted == [int(one) for one in there]
    assert 0 < sum(counted) < len(counted)


def test_a_table_is_there_or_empty_with_or_without_a_reason_or_missing(
    fixture_year: BudgetYear,
) -> None:
    found = {
        kind.name: quality.status(fixture_year, kind) for kind in KINDS.values() if kind.statutory
    }
    assert found["summary"] == "published"
    assert found["government-fund-income"] == "empty-stated"
    without = replace(fixture_year.package, tables={})
    assert quality.status(_year(without), KINDS["summary"]) == "not-published"


def test_the_quality_page_counts_what_the_verdicts_say(fixture_year: BudgetYear) -> None:
    counts = quality.counts(_site(fixture_year))
    assert sum(sum(count.values()) for count in counts.values()) == len(fixture_year.verdicts)
    given = Counter(one.outcome for one in fixture_year.verdicts)
    assert sum(count["failure"] + count["notice"] for count in counts.values()) == given["fail"]
    assert sum(count["pass"] for count in counts.values()) == given["pass"]


def test_every_rule_has_a_page_that_says_what_it_means_whether_it_was_used_or_not(
    package: Package,
) -> None:
    pages = _pages(_site(_year(package)))
    for rule in RULES.values():
        body = pages[f"quality/rules/{rule.id}.html"]
        assert "还没有用到这条规则" in body
        assert f'href="{rule.id}.csv"' in body
        assert blocks.escape(rule.title) in body


def test_a_rule_writes_out_what_does_not_hold_and_counts_what_does(
    fixture_year: BudgetYear,
) -> None:
    pages = _pages(_site(fixture_year))
    for rule in RULES.values():
        mine = [one for one in fixture_year.judged_verdicts if one.rule.id == rule.id]
        body = pages[f"quality/rules/{rule.id}.html"]
        assert body.count("在核对页看") == sum(one.state != "pass" for one in mine)
        held = sum(one.state == "pass" for one in mine)
        assert (f'<td class="n">{held:,}</td>' in body) == bool(held)


# As data


def test_the_csv_of_checks_agrees_with_the_verdicts_digit_for_digit(
    fixture_site: Built, package: Package
) -> None:
    content = (fixture_site.folder / package.path / "checks.csv").read_bytes()
    packages = fixture_site.root / "datapackages"
    year = _year(
        package, *checks.check(packages / package.path, checks.classifications(packages)).verdicts
    )
    rows = _rows(content)
    assert len(rows) == len(year.judged_verdicts)
    for row, one in zip(rows, year.judged_verdicts, strict=True):
        left, tried = one.verdict.left, one.verdict
        assert (row["id"], row["rule"], row["verdict"], row["how"]) == (
            one.id,
            one.rule.id,
            tried.outcome,
            tried.how,
        )
        assert _value(row["left_value"]) == left.value
        assert (_value(row["difference"]), _value(row["envelope"])) == (
            tried.difference,
            tried.envelope,
        )
        if tried.is_equation:
            cells = [cell.rpartition("=") for cell in row["right"].split(";") if cell]
            assert [_value(value) for _, _, value in cells] == [term.value for term in tried.right]
        if tried.how in ("sum", "product") and tried.difference is not None:
            assert (left.value or 0) - (_value(row["right_value"]) or 0) == tried.difference


def _value(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def test_the_zip_of_a_package_holds_its_checks(fixture_site: Built, package: Package) -> None:
    folder = fixture_site.folder / package.path
    with zipfile.ZipFile(folder / f"{package.slug}-{package.period}.zip") as archive:
        assert archive.read("checks.csv") == (folder / "checks.csv").read_bytes()


def test_the_tables_by_rule_together_are_the_table_of_all(fixture_site: Built) -> None:
    every = _rows((fixture_site.folder / "data/checks.csv").read_bytes())
    by_rule = [
        _rows((fixture_site.folder / f"quality/rules/{rule}.csv").read_bytes()) for rule in RULES
    ]
    assert sorted(row["id"] for rows in by_rule for row in rows) == sorted(
        row["id"] for row in every
    )
    catalogue = {
        row["rule"]: row for row in _rows((fixture_site.folder / "data/rules.csv").read_bytes())
    }
    assert list(catalogue) == list(RULES)
    for rule, rows in zip(RULES, by_rule, strict=True):
        assert int(catalogue[rule]["pass"]) == sum(row["verdict"] == "pass" for row in rows)


def test_every_column_of_the_tables_is_told_on_the_data_page(fixture_site: Built) -> None:
    body = (fixture_site.folder / "data/index.html").read_text("utf-8")
    plain = body.replace("&#95;", "_")
    for column in (*verdict_rows.COLUMNS, *verdict_rows.RULE_COLUMNS):
        assert f"<code>{column}</code>" in plain, column


# The built site


def test_the_rows_that_verdicts_name_are_on_the_pages_that_they_link(
    fixture_site: Built, package: Package
) -> None:
    year = _year(package, *checks.verdicts_of(package))
    texts: dict[str, str] = {}
    for verdict in year.verdicts:
        for term in verdict.terms:
            path, _, line = year.cell(term.table, term.line).partition("#")
            if path:
                text = texts.setdefault(path, Path(fixture_site.folder, path).read_text("utf-8"))
                assert not line or re.search(rf'id="?{line}"?[ >]', text), (path, term)
