"""How numbers are written, and that text cannot break out of a page."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts import blocks
from scripts.markup import Html
from scripts.tables import Money


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(Decimal("5582.87"), "万元"), "5,582.87 万元"),
        (Money(Decimal("0.20"), "万元"), "0.20 万元"),
        (Money(Decimal("0"), "万元"), "0 万元"),
        (Money(Decimal("55000000"), "元"), "5,500.00 万元"),
        (Money(Decimal("9999"), "元"), "9,999 元"),
        (Money(Decimal("-3.10"), "万元"), "−3.10 万元"),
    ],
)
def test_an_amount_keeps_its_decimals_and_large_yuan_are_shown_in_ten_thousands(
    money: Money, text: str
) -> None:
    assert blocks.amount_text(money) == text


def test_the_exact_yuan_are_on_demand() -> None:
    assert (
        blocks.amount_html(Money(Decimal("5582.87"), "万元"))
        == '<span title="55,828,700 元">5,582.87 万元</span>'
    )
    assert blocks.yuan(Decimal("165311.96")) == "165,311.96 元"
    assert blocks.yuan(Decimal("0.00")) == "0 元"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        ("5500", "5582.87", "98.52%"),
        ("0.2", "5582.87", "不到 0.01%"),
        ("0", "5", "0.00%"),
        ("1", "0", ""),
        ("5", "5", "100.00%"),
    ],
)
def test_a_share_says_when_it_is_too_small_and_says_nothing_of_nothing(
    part: str, whole: str, text: str
) -> None:
    assert blocks.percent(Decimal(part), Decimal(whole)).replace("不到 0.01%", "不到 0.01%") == text


def test_a_change_has_its_sign() -> None:
    assert [blocks.signed(Decimal(text)) for text in ("5471.80", "-3", "0")] == [
        "+5,471.80",
        "−3",
        "0",
    ]


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("glossary/x.html", "departments/a/2023-budget/index.html", "../../../glossary/x.html"),
        (
            "departments/a/2023-budget/tables.html#line",
            "departments/a/2023-budget/index.html",
            "tables.html#line",
        ),
        ("index.html", "index.html", "index.html"),
        ("#part", "a/b.html", "#part"),
    ],
)
def test_links_are_relative_to_the_page(target: str, page: str, link: str) -> None:
    assert blocks.relative(target, page) == link


@given(st.text())
def test_no_text_opens_a_tag_or_means_anything_to_markdown(text: str) -> None:
    escaped = blocks.escape(text)
    assert not set('<>"*_`[]\\') & set(escaped)


def test_what_is_no_markup_is_escaped_in_every_shape() -> None:
    text, markup = "<b>", Html("<i>")
    shapes = (
        blocks.link("a.html", text, "b.html"),
        blocks.card(text, text, text, text),
        blocks.cards([text]),
        blocks.row(text, text),
        blocks.tag("ok", text),
        blocks.box(text, Html(), identifier=text),
        blocks.section(text, text, text, Html()),
        blocks.table(text, text, Html(), Html()),
    )
    for shape in shapes:
        assert text not in shape
        assert "&lt;b&gt;" in shape
    assert markup in blocks.row(markup, text)


def test_a_size_is_put_for_a_mark_of_ours_and_not_for_a_text_that_reads_like_one() -> None:
    body = Html("{}{}").format(blocks.size_mark("a.zip"), "<!-- size b.zip -->")
    shown = blocks.with_sizes(body, {"a.zip": 3_000})
    assert shown == "3 KB&lt;!-- size b.zip --&gt;"


def test_a_page_takes_no_text_for_markup_and_no_markup_for_text() -> None:
    with pytest.raises(TypeError):
        blocks.Page("a.html", "", "", "<b>")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        blocks.Page("a.html", Html("<b>"), "", Html())


def test_what_a_page_says_of_itself_is_one_line_of_yaml_each() -> None:
    assert (
        blocks.front('a "b" \\', "c: d")
        == '---\ntitle: "a \\"b\\" \\\\"\ndescription: "c: d"\n---\n\n'
    )


@given(st.text() | st.text("\n\r-.x\x85\u2028\ufeff\a\x7f"))
def test_no_text_ends_what_a_page_says_of_itself_and_every_text_comes_back(text: str) -> None:
    lines = blocks.front(text, "").splitlines()
    assert lines[0] == lines[3] == "---" and lines[2:] == ['description: ""', "---", ""]
    assert yaml.safe_load("\n".join(lines[1:3])) == {"title": text, "description": ""}
