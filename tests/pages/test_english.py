"""The English pages: the same figures, everything in English or marked as Chinese, each beside its Chinese page."""

from __future__ import annotations

import csv
import re
from decimal import Decimal

import lxml.html
import pytest

from scripts import schema
from scripts.pages.english import words
from scripts.schema import Coordinates, english
from scripts.tables import Money
from tests.conftest import ROOT, Site

HAN = re.compile(r"[\u3400-\u9fff]")
FIGURE = re.compile(r"^[−+]?[\d,]+(\.\d+)?$")
GLOSSARY = ROOT / "datapackages/reference/glossary/data"


def _document(site: Site, path: str) -> lxml.html.HtmlElement:
    return lxml.html.parse(site.folder / path).getroot()


def _year(site: Site, page: str) -> str:
    """The address of a page of the fixture's year."""
    return (
        next((site.folder / "departments").glob(f"*/*/{page}.html"))
        .relative_to(site.folder)
        .as_posix()
    )


@pytest.fixture(scope="module")
def pages(fixture_site: Site) -> list[str]:
    folder = fixture_site.folder
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "en").rglob("*.html"))


# The words


def test_every_word_of_the_schema_has_an_english_one() -> None:
    assert all(kind.english for kind in schema.KINDS.values())
    assert set(english.STATUSES) == set(schema.STATUSES)
    assert set(english.UNITS) == set(schema.MULTIPLIERS)
    assert {name: set(words) for name, words in english.VALUES.items()} == {
        name: set(words) for name, words in schema.VALUES.items()
    }


@pytest.mark.parametrize(
    ("at", "title"),
    [
        (Coordinates(), "Total"),
        (Coordinates(nature="basic"), "Basic expenditure"),
        (
            Coordinates(scope="current_year", fund="general_public"),
            "Of this year, general public budget",
        ),
        (Coordinates(vintage="previous_budget", measure="percent"), "Last year's budget, per cent"),
    ],
)
def test_a_column_is_called_after_its_coordinates(at: Coordinates, title: str) -> None:
    assert english.figures(at.stated) == title


def test_every_term_is_explained_in_english_and_no_name_is_told_twice() -> None:
    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((GLOSSARY / f"{name}.csv").read_text("utf-8").splitlines()))

    told = [row["term"] for row in rows("english")]
    assert told == [row["term"] for row in rows("terms")]
    assert [row for row in rows("english") if row["definition"][-1] not in ".?"] == []
    names = rows("names")
    assert len({row["name"] for row in names}) == len(names)
    assert [row for row in names if HAN.search(row["english"]) or not HAN.search(row["name"])] == []


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("5582.87", "万元", "CNY 55.8287 million"),
        ("5500.00", "万元", "CNY 55 million"),
        ("0.36", "万元", "CNY 3,600"),
        ("0.00", "万元", "CNY 0"),
        ("18999011.66", "元", "CNY 18.99901166 million"),
        ("32852.053832", "万元", "CNY 328.52053832 million"),
        ("-120.5", "万元", "CNY −1.205 million"),
    ],
)
def test_an_amount_in_millions_is_exact(number: str, unit: str, said: str) -> None:
    assert words.cny(Money(Decimal(number), unit)) == said


# The pages


def test_each_english_page_and_its_chinese_one_lead_to_each_other(
    fixture_site: Site, pages: list[str]
) -> None:
    assert pages
    for path in pages:
        here, there = (
            _document(fixture_site, path),
            _document(fixture_site, path.removeprefix("en/")),
        )
        assert here.get("lang") == "en"
        assert there.get("lang") == "zh-CN"
        for document, lang in ((here, "zh-CN"), (there, "en")):
            switch = document.xpath("//header//a[@class='mz-lang']")
            assert [one.get("hreflang") for one in switch] == [lang]
            # Search engines take whole addresses only, and this site has none.
            assert document.xpath("//link[@rel='alternate'][@hreflang]") == []


def test_what_is_not_english_on_an_english_page_is_marked_as_chinese(
    fixture_site: Site, pages: list[str]
) -> None:
    """So that it is read aloud in Chinese, and drawn in Chinese shapes."""
    unmarked = []
    for path in pages:
        body = _document(fixture_site, path).body
        for text in body.xpath(".//text()[not(ancestor::script)]"):
            holder = text.getparent() if text.is_text else text.getparent().getparent()
            lang = holder.xpath("ancestor-or-self::*[@lang][1]/@lang")[-1:]
            if HAN.search(text) and lang != ["zh-CN"]:
                unmarked.append((path, str(text)[:40]))
        unmarked += [
            (path, text)
            for text in body.xpath(".//*[not(@lang)]/@title | .//@aria-label")
            if HAN.search(text)
        ]
    assert unmarked == []


def test_every_figure_of_the_published_tables_stands_in_english_as_in_chinese(
    fixture_site: Site,
) -> None:
    path = _year(fixture_site, "tables")
    rows: list[dict[str, list[str]]] = []
    for document in (_document(fixture_site, f"en/{path}"), _document(fixture_site, path)):
        found = {}
        for row in document.xpath("//table/tbody/tr"):
            line = (row.xpath("./*/@id") or [""])[0]
            shown = [
                "".join(cell.xpath("text()")).strip()
                for cell in row.xpath("./td[contains(@class, 'n')]")
            ]
            found[line] = [text for text in shown if FIGURE.match(text)]
        rows.append(found)
    here, there = rows
    assert sum(map(len, here.values())) > 100
    assert {line: here[line] for line in here} == {line: there[line] for line in here}


def test_the_overview_says_the_total_the_source_and_the_purpose(fixture_site: Site) -> None:
    lead = _document(fixture_site, f"en/{_year(fixture_site, 'index')}").xpath(
        "//p[@class='mz-lead']"
    )[0]
    said = " ".join(lead.text_content().split())
    assert "budget for 2023 is CNY 55.8287 million (5,582.87 × 10,000 yuan as published)" in said
    assert "all of it from the general public budget" in said
    assert "about 98.5 go to 企业扶持资金" in said


def test_common_names_of_rows_are_english_with_the_chinese_below(fixture_site: Site) -> None:
    tables = _document(fixture_site, f"en/{_year(fixture_site, 'tables')}")
    heads = tables.xpath("//table/tbody//th")
    known = [head for head in heads if head.xpath("./br")]
    assert len(known) > 0.8 * len(heads)
    assert any(head.text == "Administrative operation" for head in known)


def test_the_glossary_explains_every_term_in_english(fixture_site: Site) -> None:
    page = _document(fixture_site, "en/glossary/index.html")
    told = {
        term.get("id"): meaning.text_content()
        for term, meaning in zip(page.iter("dt"), page.iter("dd"), strict=True)
    }
    assert len(told) > 100
    assert told["three-public"].startswith("Official travel abroad")
