"""Failures of one cause: the figure that explains them is named, and only where the others agree on it."""

from __future__ import annotations

from decimal import Decimal

from scripts.checks.comparisons import equality
from scripts.checks.results.causes import Cause, causes
from scripts.checks.verdicts import Term, Verdict


def _term(label: str, value: int, table: str = "summary", *, half: str = "0") -> Term:
    return Term(table, label, "amount", label, Decimal(value), Decimal(half), f"{value:,}元")


def _sum(left: Term, *right: Term) -> Verdict:
    verdict = equality("tree", left, list(right))
    assert verdict is not None
    return verdict


WRONG = _term("教育支出", 90)
PARTS = _sum(WRONG, _term("普通教育", 60), _term("职业教育", 40))
PROSE = _sum(_term("教育支出", 100, "statements"), WRONG)


def _named(cause: Cause) -> list[tuple[str, str, int]]:
    return [
        (one.term.table, f"{one.term.label} {one.expected}", one.contradicted)
        for one in cause.readings
    ]


def test_a_figure_of_which_two_sums_ask_the_same_is_named_with_what_it_would_be() -> None:
    (cause,), alone = causes([PARTS, PROSE], [PARTS, PROSE])
    assert _named(cause) == [("summary", "教育支出 100", 0)]
    assert cause.verdicts == (PARTS, PROSE)
    assert alone == ()


def test_sums_that_ask_for_different_values_have_no_figure_in_common() -> None:
    other = _sum(_term("教育支出", 105, "statements"), WRONG)
    found, alone = causes([PARTS, other], [])
    assert found == ()
    assert alone == (PARTS, other)


def test_what_would_break_as_many_sums_as_it_mends_is_not_named() -> None:
    holding = [_sum(_term(f"合计{at}", 110), WRONG, _term("医疗", 20)) for at in range(2)]
    (cause,), _ = causes([PARTS, PROSE], holding)
    # That both are off by ten is true all the same.
    assert _named(cause) == []
    assert {abs(verdict.difference or 0) for verdict in cause.verdicts} == {10}


def test_what_breaks_fewer_is_named_with_how_many() -> None:
    holding = _sum(_term("合计", 110), WRONG, _term("医疗", 20))
    (cause,), _ = causes([PARTS, PROSE], [holding])
    assert _named(cause) == [("summary", "教育支出 100", 1)]


def test_of_two_figures_that_explain_the_same_neither_is_chosen() -> None:
    first, second = _term("人员经费", 30), _term("公用经费", 20)
    failing = [
        _sum(_term("基本支出", 60), first, second),
        _sum(_term("基本支出", 60, "basic"), first, second),
    ]
    (cause,), _ = causes(failing, [])
    assert [name for _, name, _ in _named(cause)] == ["人员经费 40", "公用经费 30"]


def test_the_rest_is_grouped_by_the_same_difference() -> None:
    failing = [
        _sum(_term("甲", 10), _term("甲一", 7)),
        _sum(_term("乙", 20), _term("乙一", 17)),
        _sum(_term("丙", 5), _term("丙一", 4)),
    ]
    (cause,), alone = causes(failing, [])
    assert cause.verdicts == tuple(failing[:2])
    assert alone == (failing[2],)


def test_differences_are_the_same_within_the_rounding_and_no_further() -> None:
    near = [
        _sum(_term("甲", 1000), _term("甲一", 700)),
        _sum(_term("乙", 2000), _term("乙一", 1700)),
        _sum(_term("丙", 3000, half="1"), _term("丙一", 2699)),
    ]
    far = _sum(_term("丁", 4000, half="9"), _term("丁一", 3695))
    (cause,), alone = causes([near[2], far, *near[:2]], [])
    assert cause.verdicts == (near[0], near[1], near[2])
    assert alone == (far,)


def test_every_failure_is_told_once() -> None:
    failing = [PARTS, PROSE, *(_sum(_term(f"丙{at}", 50), _term(f"丁{at}", 40)) for at in range(2))]
    found, alone = causes(failing, [])
    told = [*(verdict for cause in found for verdict in cause.verdicts), *alone]
    assert sorted(map(id, told)) == sorted(map(id, failing))


def test_figures_that_are_rounded_ask_for_the_same_within_their_rounding() -> None:
    wrong = _term("教育支出", 90, half="0.5")
    parts = _sum(wrong, _term("普通教育", 60, half="0.5"), _term("职业教育", 40, half="0.5"))
    prose = _sum(_term("教育支出", 101, "statements", half="0.5"), wrong)
    (cause,), _ = causes([parts, prose], [])
    assert [one.term for one in cause.readings] == [wrong]


def test_shares_and_words_are_left_alone() -> None:
    share = Verdict("share", WRONG, (WRONG, WRONG), "fail", Decimal(3), Decimal(0), how="share")
    words = Verdict("d1", WRONG, (), "fail", how="words")
    assert causes([share, share, words], []) == ((), (share, share, words))
