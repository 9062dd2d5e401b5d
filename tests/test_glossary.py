"""Terms in the text of a page: the longest name first, once in a section, never where a link would harm."""

from __future__ import annotations

import re

import pytest

from scripts import glossary
from scripts.glossary import Glossary, Term
from tests.conftest import ROOT


def term(name: str, *aliases: str, link: bool = True) -> Term:
    return Term(name, name, aliases, "", f"{name}的意思", "", (), "", "data", link)


TERMS = Glossary(
    [
        term("一般公共预算", "公共预算"),
        term("预算"),
        term("基本支出"),
        term("一般公共预算支出表"),
        term("收入", link=False),
    ]
)


def linked(text: str, own: str = "") -> str:
    """The text with each linked name in brackets."""
    made, _ = TERMS.linked(text, lambda found: found.id, own=own)
    return re.sub(r'<a class="mz-term" href="[^"]+" data-tip="[^"]+">(.*?)</a>', r"[\1]", made)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一般公共预算很大", "[一般公共预算]很大"),
        ("见一般公共预算支出表第三行", "见[一般公共预算支出表]第三行"),
        ("见一般公共预算收支预算表", "见一般公共预算收支预算表"),
        ("公共预算又叫一般公共预算", "[公共预算]又叫一般公共预算"),
        ("基本支出、基本支出", "[基本支出]、基本支出"),
        ("收入不加链接", "收入不加链接"),
    ],
)
def test_the_longest_name_is_linked_once_and_no_name_is_torn(text: str, expected: str) -> None:
    assert linked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# 基本支出",
        "<h2 id='x'>基本支出</h2>",
        "<a href='x'>基本支出</a>",
        "[基本支出](x.md)",
        "`基本支出`",
        '<span title="基本支出"></span>',
        "<!-- 基本支出 -->",
        "<td>基本支出</td>",
        "---\ntitle: 基本支出\n---\n",
        "<svg><text>基本支出</text></svg>",
    ],
)
def test_headings_links_code_attributes_and_pictures_are_left_alone(text: str) -> None:
    assert linked(text) == text


def test_a_new_section_links_a_term_again() -> None:
    assert linked("基本支出\n\n## 二\n\n基本支出") == "[基本支出]\n\n## 二\n\n[基本支出]"
    assert (
        linked("<p>基本支出</p><h2>二</h2><p>基本支出</p>")
        == "<p>[基本支出]</p><h2>二</h2><p>[基本支出]</p>"
    )


def test_a_term_is_not_linked_on_its_own_page() -> None:
    assert linked("基本支出和预算", own="基本支出") == "基本支出和[预算]"


def test_the_linked_terms_are_told() -> None:
    _, used = TERMS.linked("基本支出", lambda found: found.id)
    assert used == {"基本支出"}


def test_the_glossary_of_the_project_is_read_whole() -> None:
    found = glossary.read(ROOT / "datapackages/reference/glossary/data/terms.csv")
    assert len(found.terms) > 60
    assert all(one.group in glossary.GROUPS for one in found.terms)
    assert glossary.read(ROOT / "nowhere.csv").terms == ()


def test_terms_stand_in_the_order_of_their_pinyin_under_its_first_letter() -> None:
    found = Glossary(
        [term("支出"), term("“三公”经费"), term("CSV"), term("财政拨款"), term("参公单位")]
    ).by_letter
    assert {letter: [one.name for one in own] for letter, own in found.items()} == {
        "C": ["财政拨款", "参公单位", "CSV"],
        "S": ["“三公”经费"],
        "Z": ["支出"],
    }
