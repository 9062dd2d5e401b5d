"""Corrections are told as the packages record them: on a page, in two feeds, as a table; the same bytes each time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.sax.saxutils import unescape

import feedparser
import pytest

from scripts import metadata, settings, tables
from scripts.corpus import BudgetYear, Site
from scripts.glossary import Glossary
from scripts.package import Correction, Package
from scripts.pages.whole_site import corrections
from tests.conftest import ROOT

BASE = "https://budget.example/city/"


def _correction(package: Package, day: str = "2026-03-01", **stated: str) -> Correction:
    line = package.tables["expenditure"].rows[0]["line"]
    known = {
        "line": line,
        "table": "expenditure",
        "label": "合计",
        "column": "basic",
        "before": "7.57",
        "after": "7.58",
    }
    return Correction(day, **{**known, "why": "读错", **stated})


def _site(
    package: Package, *found: Correction, base: str = "", published: str | None = None
) -> Site:
    sources = (replace(package.sources[0], published=published),)
    one = replace(package, corrections=found, sources=sources)
    year = BudgetYear(one, tables.overview(one), (), ())
    known = settings.settings(ROOT / "mkdocs.yml").model_copy(update={"base": base})
    return Site(known, Glossary(()), [year])


def _feeds(site: Site) -> tuple[feedparser.FeedParserDict, dict[str, object]]:
    atom, other = metadata.feeds.files(corrections.feed(site), site.settings)
    read = feedparser.parse(atom.content)
    assert not read.bozo, read.get("bozo_exception")
    return read, json.loads(other.content)


def test_a_correction_says_from_what_to_what_when_and_why_and_leads_to_its_line(
    package: Package,
) -> None:
    one = _correction(package)
    body = corrections.page(_site(package, one)).body
    row = next(row for row in re.findall(r"<li>.*?</li>", body) if "7.57" in row)
    assert [text for text in re.split(r"<[^>]+>", row) if text] == [
        "支出总表 › ", "合计", " › 基本支出", "7.57 → ", "7.58", "读错",
    ]  # fmt: skip
    assert f'href="../departments/fixture/2023-budget/tables.html#{one.line}"' in row


def test_a_line_or_a_table_that_is_there_no_more_is_named_without_a_link(package: Package) -> None:
    body = corrections.page(
        _site(package, _correction(package, line="gone", table="gone", after=""))
    ).body
    row = next(row for row in re.findall(r"<li>.*?</li>", body) if "7.57" in row)
    assert "href" not in row and "gone › 合计" in row and "没有数" in row


def test_no_correction_is_said_in_words_and_makes_an_empty_feed(package: Package) -> None:
    site = _site(package)
    assert "还没有改过一个数" in corrections.page(site).body
    atom, other = _feeds(site)
    assert (atom.version, atom.entries, other["items"]) == ("atom10", [], [])


def test_text_from_a_record_cannot_become_markup(package: Package) -> None:
    site = _site(package, _correction(package, label="<script>x</script>", why="a & b"))
    atom, other = _feeds(site)
    assert "<script>" not in corrections.page(site).body and "<script>" not in json.dumps(other)
    assert "a &amp; b" in atom.entries[0].content[0].value


@pytest.mark.parametrize("base", ["", BASE])
def test_both_feeds_tell_the_same_with_dates_from_the_record(package: Package, base: str) -> None:
    found = (
        _correction(package),
        _correction(package, "2026-05-02"),
        _correction(package, column="amount"),
    )
    atom, other = _feeds(_site(package, *found, base=base, published="2023-02-10"))
    items = other["items"]
    assert isinstance(items, list) and other["version"] == "https://jsonfeed.org/version/1.1"
    assert [one.published[:10] for one in atom.entries] == [
        "2026-05-02",
        "2026-03-01",
        "2023-02-10",
    ]
    assert [(one.id, one.title) for one in atom.entries] == [
        (one["id"], one["title"]) for one in items
    ]
    assert [one.content[0].value for one in atom.entries] == [one["content_html"] for one in items]
    assert [one.tags[0].term for one in atom.entries] == ["更正", "更正", "公布"]
    assert atom.feed.updated.startswith("2026-05-02")
    start = BASE if base else "../"
    assert items[2]["url"] == f"{start}departments/fixture/2023-budget/index.html"
    assert items[0]["url"].startswith(f"{BASE}corrections/index.html#" if base else "index.html#")


def test_an_entry_leads_to_its_place_on_the_page(package: Package) -> None:
    site = _site(package, _correction(package))
    atom, _ = _feeds(site)
    anchor = unescape(atom.entries[0].link).partition("#")[2]
    assert f'<h2 id="{anchor}">' in corrections.page(site).body


def test_ids_stay_when_a_site_moves_and_when_more_is_corrected(package: Package) -> None:
    first = _correction(package)
    (one,) = _feeds(_site(package, first))[0].entries
    *_, same = _feeds(_site(package, first, _correction(package, "2026-05-02"), base=BASE))[
        0
    ].entries
    assert one.id == same.id and one.id.startswith("urn:uuid:")


def test_a_page_of_thousands_of_corrections_stays_small_and_says_what_it_leaves_out(
    package: Package,
) -> None:
    many = [
        _correction(package, f"2026-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}") for n in range(30_000)
    ]
    site = _site(package, *many)
    body = corrections.page(site).body
    assert len(body) < 400_000 and "30,000 个" in body
    assert re.search(r"更早的 \d+ 次见下面的 CSV", body) and re.search(
        r"另有 \d+ 个见下面的 CSV", body
    )
    assert len(list(corrections.rows(site))) == 30_000


def test_every_column_of_the_table_is_told(package: Package) -> None:
    (row,) = corrections.rows(_site(package, _correction(package)))
    assert len(row) == len(corrections.COLUMNS)
