"""What can be found: one record per address, spelt as the search box spells what is typed."""

from __future__ import annotations

import pytest

from scripts import search
from scripts.search import Record
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("企业扶持资金", "企 业 扶 持 资 金"),
        ("“三公”经费", "三 公 经 费"),
        ("5,575.30", "5575d3"),
        ("5575.3", "5575d3"),
        ("5,500.00 万元", "5500d0 万 元"),
        ("2150805", "2150805"),
        ("２０２３年", "2023 年"),
        ("2150805，550", "2150805 550"),
        ("12,34", "12 34"),
        ("Package ZIP", "package zip"),
        ("", ""),
    ],
)
def test_characters_are_words_and_a_number_has_one_spelling(text: str, words: str) -> None:
    assert search.spaced(text) == words


def test_the_search_box_knows_every_kind_by_the_same_word() -> None:
    script = (ROOT / "docs/assets/search.js").read_text("utf-8")
    for kind, word in search.KINDS.items():
        assert f'["{kind}", "{word}"]' in script


def test_the_same_records_make_the_same_index() -> None:
    records = [Record(f"page-{number}.html", f"名称{number}", kind, "说明") for number, kind in enumerate(search.KINDS)]
    assert search.index(records) == search.index(records)


def test_the_index_leaves_out_the_engines_own_interface() -> None:
    names = [file.path for file in search.index([Record("a.html", "名", "页面", "")])]
    assert "pagefind/pagefind.js" in names
    assert not [name for name in names if "-ui" in name]
