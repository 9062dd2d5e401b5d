"""Amounts, coordinates, columns, kinds, and the forms of personal data."""

from __future__ import annotations

import random
import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import privacy
from scripts.schema import (
    ABSENCES,
    KEYS,
    KINDS,
    LINE_ID,
    VALUES,
    Absent,
    Coordinates,
    figure,
    kind_of,
    places,
    stored,
    value_column,
    value_of,
)

# Amounts


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("5,582.87", "5582.87"),
        ("5582.870000", "5582.870000"),
        ("0", "0"),
        ("0.00", "0.00"),
        ("-1.20", "-1.20"),
        ("−1.20", "-1.20"),
        ("(1.2)", "-1.2"),
        ("（1.2）", "-1.2"),
        ("（1,200.50）", "-1200.50"),
        ("１２．５０", "12.50"),
        ("５，５００.00", "5500.00"),
        (" 7.57 ", "7.57"),
        ("+3", "3"),
        ("201000000", "201000000"),
    ],
)
def test_an_amount_keeps_its_printed_decimals_and_loses_its_separators(
    printed: str, kept: str
) -> None:
    read = figure(printed)
    assert isinstance(read, Decimal) and stored(read) == kept


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("1\u2009000.00", "1000.00"),  # thin
        ("12\u202f345.60", "12345.60"),  # narrow, no break
        ("12\u00a0345", "12345"),  # no break
        ("1\u2007234\u2007567.8", "1234567.8"),  # of a figure's width
        ("（1\u2005200.50）", "-1200.50"),
        ("1 000.00", "1000.00"),
        ("-1\u3000000\u3000050", "-1000050"),
        ("1\u200b,000.00", "1000.00"),
    ],
)
def test_blanks_part_thousands_where_there_is_one_reading(printed: str, kept: str) -> None:
    read = figure(printed)
    assert isinstance(read, Decimal) and stored(read) == kept


@pytest.mark.parametrize(
    "printed",
    ["12 345.00", "100 200", "1.00 000.00", "1 00.00", "0 000", "01 000", "1 0000", "1\u20090000",
     "1  000 12", "1, 000", "1 000.00 元", "900.0万"],
)  # fmt: skip
def test_blanks_that_may_part_two_figures_make_none(printed: str) -> None:
    assert figure(printed) is None


@pytest.mark.parametrize(
    ("printed", "kept"), [("", ""), ("  ", ""), ("-", "-"), ("－", "-"), ("—", "—"), ("——", "——"), ("/", "/"), ("无", "无")]
)  # fmt: skip
def test_blank_and_the_signs_for_nothing_stay_apart_and_are_no_zero(
    printed: str, kept: str
) -> None:
    read = figure(printed)
    assert read == Absent(kept) and read is not None
    assert value_of(read) is None and stored(read) == kept
    assert kept in ABSENCES


@pytest.mark.parametrize(
    "text", ["一", "1,23", "1.2.3", "12%", "5 582", "1e3", "nan", "合计", "(甲)", "1-2", "万元"]
)
def test_any_other_text_is_no_figure(text: str) -> None:
    assert figure(text) is None


@given(st.decimals(-(10**12), 10**12, places=2), st.booleans())
def test_every_amount_survives_being_stored(amount: Decimal, grouped: bool) -> None:
    read = figure(f"{amount:,f}" if grouped else f"{amount:f}")
    assert isinstance(read, Decimal)
    assert figure(stored(read)) == read == amount and places(read) == 2


# Coordinates and columns


def test_a_column_is_named_for_what_differs_from_the_default() -> None:
    assert Coordinates().column == "amount"
    assert Coordinates(nature="basic").column == "basic"
    assert (
        Coordinates(scope="current_year", fund="general_public").column
        == "current_year_general_public"
    )
    assert Coordinates(measure="percent", vintage="change").title == "比上年增减·百分比"


@given(
    st.fixed_dictionaries(
        {name: st.sampled_from(list(allowed)) for name, allowed in VALUES.items()}
    )
)
def test_different_coordinates_have_different_columns_or_are_a_default(
    stated: dict[str, str],
) -> None:
    coordinates = Coordinates(**stated)
    column = value_column(coordinates, {"income": "头"})
    descriptor = column.descriptor()
    assert re.fullmatch(r"[a-z][a-z_]*(item_\d{5}[a-z_]*)?", column.name) and re.search(
        r"[\u4e00-\u9fff]", column.title
    )
    assert descriptor["coordinates"] == stated and descriptor["published"] == {"income": "头"}
    assert ("columnType" in descriptor) == (stated["measure"] == "amount")


def test_a_coordinate_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="fund 'lottery': expected one of all"):
        Coordinates(fund="lottery")


def test_coordinates_take_what_they_leave_open_from_their_table() -> None:
    within = Coordinates(nature="basic").within(
        Coordinates(fund="general_public", nature="project")
    )
    assert within == Coordinates(fund="general_public", nature="basic")


@pytest.mark.parametrize("name", KEYS)
def test_every_key_column_has_a_name_a_chinese_title_and_a_meaning(name: str) -> None:
    descriptor = KEYS[name].descriptor()
    assert descriptor["name"] == name and re.fullmatch(r"[a-z][a-z0-9_]*", name)
    assert re.search(r"[\u4e00-\u9fff]", descriptor["title"]) and descriptor["description"]


# Kinds


def test_a_second_table_of_a_kind_is_of_that_kind() -> None:
    assert kind_of("projects") == kind_of("projects-2") == KINDS["projects"]
    assert kind_of("projects-carried-over") == KINDS["projects-carried-over"]


def test_a_name_that_is_no_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        kind_of("weather")


def test_fourteen_kinds_are_of_the_budget_and_come_first_and_one_of_them_is_regional() -> None:
    statutory = [kind.statutory for kind in KINDS.values()]
    assert sum(statutory) == 14
    assert [kind.name for kind in KINDS.values() if kind.regional] == ["appropriation-expenditure"]
    assert all(one or not other for one, other in pairwise(statutory))


# Personal data


_MADE = random.Random("a number")  # the same on every run, so that no run fails by chance


def _mobile() -> str:
    return f"1{_MADE.choice('3456789')}{_MADE.randrange(10**9):09d}"


@given(
    st.integers(3, 9), st.integers(0, 10**9 - 1), st.sampled_from(["", "电话", "(", "：", "+86 "])
)
def test_a_mobile_number_is_found_wherever_it_stands(second: int, rest: int, before: str) -> None:
    (found,) = privacy.find(f"{before}1{second}{rest:09d}，")
    assert found.kind == "手机号码"


def test_a_number_inside_a_longer_one_or_a_hash_is_none() -> None:
    assert not privacy.find(f"2{_mobile()}") and not privacy.find(f"{_mobile()}0")
    assert not privacy.find(f"a{_mobile()}f".rjust(64, "b"))
    assert not privacy.find(f"0.{_mobile()}")


def test_a_masked_number_is_personal_still() -> None:
    phone = _mobile()
    assert [one.kind for one in privacy.find(f"{phone[:3]}****{phone[-4:]}")] == ["打码的手机号码"]


@given(
    st.integers(110000, 659999), st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 999)
)
def test_of_eleven_last_characters_only_one_makes_an_identity_number(
    place: int, born: date, order: int
) -> None:
    body = f"{place}{born:%Y%m%d}{order:03d}"
    valid = [
        last
        for last in "0123456789X"
        if any(o.kind == "身份证号码" for o in privacy.find(body + last))
    ]
    assert len(valid) == 1


def test_amounts_dates_and_codes_are_not_personal() -> None:
    for text in (
        "5,582.87",
        "20230110170255",
        "2150805",
        "165311.96",
        "201000000",
        "614-某局",
        "≥95%",
    ):
        assert not privacy.find(text)


def test_a_line_id_can_look_like_no_number() -> None:
    assert not re.fullmatch(LINE_ID, "1234567890") and re.fullmatch(LINE_ID, "bcdfghjkmn")


def test_a_column_with_heads_belongs_to_the_lists_that_print_it() -> None:
    column = value_column(Coordinates(), {"income": "金额"})
    assert column.belongs_to("income") and not column.belongs_to("expenditure")
    assert value_column(Coordinates()).belongs_to("expenditure")
