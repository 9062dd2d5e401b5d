"""The overview of every package of the repository: the figures that it shows are those of the tables, digit for digit."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from scripts import blocks, build, package, settings, tables
from scripts.corpus import BudgetYear, Site
from scripts.glossary import Glossary
from scripts.pages.year import lead, overview, shell
from scripts.tables import Money
from tests.conftest import ROOT
from tests.support.shares import share

PACKAGES = ROOT / "datapackages"
FOLDERS = package.find(PACKAGES)
SOME = share(FOLDERS, 10, "overview")
"""Those whose overviews are written; the figures behind them are looked at of all."""

EACH = pytest.mark.parametrize(
    "folder", SOME, ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)


@cache
def site() -> Site:
    """All packages of the repository, unchecked: what the overview says of figures needs no verdicts."""
    years = [BudgetYear(one, tables.overview(one), (), ()) for one in package.read_all(PACKAGES)]
    return Site(settings.settings(ROOT / "mkdocs.yml"), Glossary(()), build.beside(years))


@cache
def printed(folder: Path) -> dict[tuple[str, str], list[str]]:
    """The cells of every row as they stand on disk, by table and line: read without any code of ours."""
    found = {}
    for path in sorted((folder / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found.update(
                {(path.stem, row["line"]): list(row.values()) for row in csv.DictReader(file)}
            )
    return found


def year_of(folder: Path) -> BudgetYear:
    """The year of a package's folder."""
    return site().by_path[folder.relative_to(PACKAGES).as_posix()]


def shown(year: BudgetYear) -> str:
    """The overview as a reader reads it."""
    return _shown(PACKAGES / year.package.path)


@cache
def _shown(folder: Path) -> str:
    page = overview.page(year_of(folder), site())
    return html.unescape(re.sub(r"<[^>]+>", "", page.body))


def is_tried(year: BudgetYear) -> bool:
    """Whether the overview of a year is among those that are written."""
    return PACKAGES / year.package.path in SOME


def single(year: BudgetYear) -> Iterator[Money]:
    """The amounts of an overview that stand in one cell each."""
    own = year.overview
    whole = own.public_total
    if whole is not None and isinstance(whole.figure, Decimal):
        yield Money(whole.figure, whole.amount_unit, "three-public", whole.line)
    compared = own.public_compared.money if own.public_compared else None
    for one in (
        own.total,
        own.shown,
        own.project,
        compared,
        *(named.money for named in own.projects),
    ):
        if one is not None:
            yield one
    yield from (named.money for named in own.procurement)


@EACH
def test_each_amount_is_a_cell_of_its_row_digit_for_digit(folder: Path) -> None:
    found = list(single(year_of(folder)))
    assert len(found) >= 3
    for one in found:
        assert str(one.number) in printed(folder)[one.table, one.line], one


@EACH
def test_the_page_shows_the_total_the_change_and_the_parts(folder: Path) -> None:
    year, text = year_of(folder), shown(year_of(folder))
    own = year.overview
    assert own.shown is not None
    exact = blocks.exact_text(own.shown)
    assert exact in text or blocks.yuan(own.shown.yuan) in text
    assert exact.replace(",", "").split()[0] in printed(folder)[own.shown.table, own.shown.line]
    assert blocks.headline_text(own.shown) in text
    change = own.change or own.part_change
    if change is not None and not change.held:
        published = str(abs(change.by.number))
        assert published in {
            cell.lstrip("-") for cell in printed(folder)[change.by.table, change.line]
        }
        assert blocks.amount(Money(abs(change.by.number), change.by.amount_unit))[0] in text
    for named in own.projects[:1]:
        assert blocks.amount_text(named.money) in text


@EACH
def test_parts_make_up_the_whole_they_are_told_of(folder: Path) -> None:
    own = year_of(folder).overview
    assert own.shown is not None and own.main_source is not None
    # A document whose own lines do not add up is told by its checks; a part is never shown as the whole.
    apart = abs(tables.total(one.money for one in own.purposes) - own.shown.yuan)
    assert apart <= own.shown.yuan / 100


def test_the_sentence_of_a_plan_says_planned_and_that_of_an_account_says_spent() -> None:
    for year in site().years:
        final = year.package.disclosure.phase == "final"
        assert ("实际支出" in lead.plain_lead(year)) == final
        assert ("安排" in lead.plain_lead(year)) != final


def test_a_change_is_told_for_every_year_that_has_one_held_before_it() -> None:
    held = {
        (one.package.slug, one.package.disclosure.phase, one.package.disclosure.year)
        for one in site().years
    }
    for year in site().years:
        stated = year.package.disclosure
        if (year.package.slug, stated.phase, stated.year - 1) in held:
            assert year.overview.change is not None, year.package.path


def test_a_reason_that_was_not_read_is_never_said_to_be_missing_from_the_document() -> None:
    """We say what we read: that a document gives no reason, nobody can know who read it by machine."""
    untold = 0
    for year in site().years:
        change = year.overview.change or year.overview.part_change
        said = html.unescape(re.sub("<[^>]+>", "", lead.changed(year, site(), year.address())))
        assert not re.search("文件没有(写明|说明|给出)", said), year.package.path
        # Dots for what goes on end the sentence.
        assert "……。" not in said
        if change is None:
            assert said == "我们没有读到比上年多了还是少了，也没有读到原因。"
        elif change.by.number and not change.reason:
            assert re.search(r"我们没有读到原因(（看原文第 \d+ 页）)?。", said)
            untold += 1
        if is_tried(year) and change is not None and change.by.number and not change.reason:
            assert "；我们没有读到原因" in shown(year)
    assert untold


def test_where_the_whole_has_no_reason_its_sources_are_told_with_theirs() -> None:
    told = 0
    for year in site().years:
        change = year.overview.change
        said = html.unescape(re.sub("<[^>]+>", "", lead.changed(year, site(), year.address())))
        for source in year.overview.sources_explained[:2]:
            row = year.rows[source.by.table, source.line]
            assert (row["subject"], row["reason"]) == (source.of, source.reason)
            assert abs(source.by.number) == row.number("value")
            without = change is not None and change.by.number and not change.reason
            assert (f"{source.of}比" in said) == bool(without)
            told += bool(without)
    assert told


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("人员增加", "“人员增加”"),
        ("一般公共预算拨款减少……", "“一般公共预算拨款减少”……"),
        # As packages of an earlier contract hold it: cut, without a sign.
        ("一是2025年年中追加中央基建投资，20", "“一是2025年年中追加中央基建投资，20”……"),
    ],
)
def test_a_reason_is_quoted_and_what_is_left_of_it_stands_outside_the_quotation(
    kept: str, shown: str
) -> None:
    assert lead.quoted(kept) == shown


def test_what_basic_spending_buys_is_told_of_the_table_that_lists_it() -> None:
    told = 0
    for year in site().years:
        economic = year.overview.economic
        if economic is None:
            continue
        rows = [row for (table, _), row in year.rows.items() if table == economic.table]
        assert not any(row["function_code"] for row in rows), year.package.path
        if economic.whole is None:
            continue
        told += 1
        assert tables.total(one.money for one in economic.parts) == economic.whole.yuan
        title = f"{economic.of}的基本支出 {blocks.amount_text(economic.whole)}：最多的是"
        if is_tried(year):
            assert (title in shown(year)) == (len(economic.parts) > 1)
    assert told


def test_nothing_planned_is_said_of_a_zero_that_the_prose_does_not_contradict() -> None:
    said = 0
    for year in site().years:
        rows = [
            row
            for row in year.package.rows("statements")
            if row["topic"] == "three-public"
            and (row["measure"], row["vintage"]) == ("amount", "budget")
            and "三公" in row["subject"]
            and row.number("value")
        ]
        whole = year.overview.public_total
        if whole is not None and whole.figure == 0:
            said += 1
            assert ("表里是 0，文字说明里是" in shown(year)) == bool(rows), year.package.path
    assert said


def test_a_line_of_one_fund_beside_all_the_money_names_its_fund() -> None:
    named = 0
    for year in site().years:
        for one in year.highlights:
            if one.kind not in ("new", "ended", "swing") or one.money is None:
                continue
            table = year.package.tables[one.money.table]
            whole = year.overview.total
            row = table.total()
            is_all = row is not None and whole is not None and row.number("amount") == whole.number
            assert bool(one.of) == (table.coordinates.fund != "all" and not is_all)
            named += bool(one.of)
            column = "amount" if one.kind == "ended" else one.compared
            blank = year.rows[one.money.table, one.money.line].number(column) is None
            if one.kind != "swing":
                assert one.blank == blank, (year.package.path, one)
    assert named


def test_no_page_or_description_says_that_a_document_gives_no_reason() -> None:
    claim = re.compile(
        "(没有|未)(说明|注明|写明|给出)(任何)?原因|文件没有(说明|注明)|without a (stated )?reason|no reason (is )?(stated|given)"
    )
    for path in [
        *(ROOT / "scripts").rglob("*.py"),
        *(ROOT / "docs/about").glob("*.md"),
        *ROOT.glob("README*.md"),
    ]:
        assert claim.findall(path.read_text("utf-8")) == [], path


def test_everything_that_stands_out_leads_to_a_row_of_the_package() -> None:
    for year in site().years:
        for one in year.highlights:
            assert one.money is not None
            assert (one.money.table, one.money.line) in year.rows, (year.package.path, one)


def test_an_office_is_told_apart_from_its_department_of_the_same_name() -> None:
    names = [years[0].department for years in site().departments.values()]
    assert len(set(names)) == len(names)


def test_what_a_person_said_and_no_document_is_told_beside_it() -> None:
    year = year_of(FOLDERS[0])
    disclosure = replace(year.package.disclosure, stated=("--year", "--region"))
    said = replace(year, package=replace(year.package, disclosure=disclosure))
    words = "年份、所在地在文件里没有写，是收录时写明的"
    assert words in shell.source(said, site(), "x/index.html")
    assert words not in shell.source(year, site(), "x/index.html")
