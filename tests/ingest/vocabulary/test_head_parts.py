"""A head that no list holds means what its known words mean together, or nothing."""

from __future__ import annotations

import pytest

from scripts.ingest.vocabulary.column_words import Period, dimensions
from scripts.ingest.vocabulary.head_parts import by_parts

BUDGET, ACCOUNTS = Period(2026, "budget"), Period(2025, "final")


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("一般公共预算基本支出", {"fund": "general_public", "nature": "basic"}),
        ("一般公共预算财政拨款项目支出", {"fund": "general_public", "nature": "project"}),
        ("财政拨款安排的基本支出", {"fund": "appropriation", "nature": "basic"}),
        ("当年项目支出", {"scope": "current_year", "nature": "project"}),
        ("政府性基金预算上年结转", {"fund": "government_fund", "scope": "carried_over"}),
        ("因公出国（境）经费支出", {"purpose": "travel_abroad"}),
        ("公务用车运行维护费支出", {"purpose": "vehicle_running"}),
        ("其他资金小计", {"fund": "own_funds"}),
        ("上年年初预算数", {"vintage": "previous_budget"}),
        (
            "2025年一般公共预算基本支出",
            {"fund": "general_public", "nature": "basic", "vintage": "previous_budget"},
        ),
        ("2025年项目支出决算数", {"nature": "project", "vintage": "previous_outturn"}),
        ("2026年预算安排数", {}),
    ],
)
def test_known_words_state_together_what_each_states(head: str, meaning: dict[str, str]) -> None:
    assert by_parts(head, BUDGET) == meaning


@pytest.mark.parametrize(
    "head",
    [
        "非财政拨款收入", "事业收入（不含教育收费）", "基本支出和项目支出", "人员经费公用经费", "转移支付支出",
        "预算单位数", "财政供养人数", "专项资金", "政府采购资金", "基本支出以外的项目支出", "2019年基本支出", "备注",
        "一般公共预算支出中用于保障基本民生和运转的各项经费合计数",
    ],
)  # fmt: skip
def test_one_unknown_word_or_two_against_each_other_make_an_unknown_head(head: str) -> None:
    assert by_parts(head, BUDGET) is None


def test_in_accounts_a_budget_is_one_of_several() -> None:
    assert by_parts("预算安排数", ACCOUNTS) is None
    assert by_parts("2024年一般公共预算支出", ACCOUNTS) == {
        "fund": "general_public",
        "vintage": "previous_outturn",
    }


@pytest.mark.parametrize(
    ("head", "vintage"),
    [
        ("2025年一般公共预算支出", "previous_budget"),
        ("2025年合计", "previous_budget"),
        ("2026年一般公共预算支出", None),
        ("2025年结转资金", None),
        ("比2025年增减", "change"),
    ],
)
def test_figures_under_last_year_are_last_year_s(head: str, vintage: str | None) -> None:
    assert (dimensions(head, BUDGET) or {}).get("vintage") == vintage


@pytest.mark.parametrize(
    "head", ["一般公共预算扣除基建后", "扣除基建", "合计（扣除基建支出后）", "扣除非基建部分"]
)
def test_what_is_taken_off_in_any_words_ends(head: str) -> None:
    assert dimensions(head, BUDGET) in (
        None,
        {"scope": "less_construction"},
        {"fund": "general_public", "scope": "less_construction"},
    )
