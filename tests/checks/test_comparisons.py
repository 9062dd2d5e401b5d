"""How two sides are compared: exactly, with the envelope that the published decimals allow; any package, any amount."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scripts import checks
from scripts.checks import Term, Verdict, run
from scripts.checks.comparisons import at_least, at_most, equality
from scripts.package import Package
from tests.support import tiny

NAMES = {"201": "一般公共服务支出", "205": "教育支出", "208": "社会保障和就业支出"}
CENTS = st.integers(min_value=-(10**9), max_value=10**9)


def _term(number: Decimal | None, worth: int = 1, decimals: int = 2) -> Term:
    """A figure of a table whose unit is worth so many 元, published with so many decimals."""
    step = Decimal(worth) / 10**decimals
    value = None if number is None else number * worth
    return Term(
        "t",
        "l",
        "amount",
        "行",
        value,
        Decimal(0) if number is None else step / 2,
        f"{number}",
        "元",
    )


def _figures(cents: list[int]) -> list[Decimal]:
    return [Decimal(one).scaleb(-2) for one in cents]


@given(st.lists(CENTS, min_size=2, max_size=8), st.sampled_from((1, 1_000, 10_000, 100_000_000)))
def test_a_sum_of_any_figures_is_exact(cents: list[int], worth: int) -> None:
    figures = _figures(cents)
    found = equality(
        "row", _term(sum(figures, Decimal(0)), worth), [_term(one, worth) for one in figures]
    )
    assert found is not None
    assert (found.outcome, found.difference) == ("pass", 0)


@given(st.lists(CENTS, min_size=2, max_size=8), st.integers(min_value=-20, max_value=20))
def test_a_difference_within_half_a_unit_for_each_figure_is_rounding_and_beyond_it_fails(
    cents: list[int], off: int
) -> None:
    figures = _figures(cents)
    whole = sum(figures, Decimal(0)) + Decimal(off).scaleb(-2)
    found = equality("row", _term(whole, 10_000), [_term(one, 10_000) for one in figures])
    assert found is not None
    assert found.difference == off * 100  # 0.01万元 = 100元, with its sign
    assert found.envelope == 50 * (len(figures) + 1)
    within = abs(off) * 100 <= 50 * (len(figures) + 1)
    assert found.outcome == ("pass" if not off else "rounding" if within else "fail")


@given(CENTS, st.integers(min_value=1, max_value=10**6))
def test_one_figure_published_twice_alike_has_no_envelope(cents: int, off: int) -> None:
    one, other = _figures([cents, cents + off])
    found = equality("a1", _term(one), [_term(other)])
    assert found is not None
    assert found.outcome == "fail"


@given(st.lists(CENTS, min_size=1, max_size=6), st.integers(min_value=1, max_value=4), CENTS)
def test_blank_parts_count_as_nothing(cents: list[int], blanks: int, off: int) -> None:
    figures = [_term(one) for one in _figures(cents)]
    whole = _term(sum(_figures(cents), Decimal(0)) + Decimal(off).scaleb(-2))
    for compared in (equality, at_least, at_most):
        alone, padded = (
            compared("x", whole, figures),
            compared("x", whole, [*figures, *[_term(None)] * blanks]),
        )
        assert alone is not None and padded is not None
        assert (alone.outcome, alone.difference, alone.envelope) == (
            padded.outcome,
            padded.difference,
            padded.envelope,
        )


@given(st.lists(st.none(), min_size=1, max_size=4), CENTS)
def test_a_blank_side_cannot_be_told_and_two_blank_sides_are_nothing_to_check(
    blanks: list[None], cents: int
) -> None:
    stated, nothing = _term(Decimal(cents).scaleb(-2)), [_term(one) for one in blanks]
    for compared in (equality, at_least, at_most):
        told = [compared("x", stated, nothing), compared("x", _term(None), [stated, *nothing])]
        assert [one.outcome for one in told if one] == ["cannot-tell", "cannot-tell"]
        assert all(one and one.reason and one.difference is None for one in told)
        assert compared("x", _term(None), nothing) is None


@given(st.lists(CENTS, min_size=2, max_size=6), st.integers(min_value=-(10**7), max_value=10**7))
def test_at_least_and_at_most_mind_one_direction_only_and_together_say_what_equality_says(
    cents: list[int], off: int
) -> None:
    parts = [_term(one) for one in _figures(cents)]
    whole = _term(sum(_figures(cents), Decimal(0)) + Decimal(off).scaleb(-2))
    least, most, same = (
        at_least("x", whole, parts),
        at_most("x", whole, parts),
        equality("x", whole, parts),
    )
    assert least is not None and most is not None and same is not None
    assert (least.outcome == "pass") == (off >= 0)
    assert (most.outcome == "pass") == (off <= 0)
    assert least.difference is not None and most.difference is not None
    assert least.difference <= 0 <= most.difference
    assert least.difference + most.difference == same.difference
    assert same.outcome == (most.outcome if off > 0 else least.outcome)


# Any consistent package, and one amount of it changed


@st.composite
def consistent(draw: st.DrawFn) -> str:
    """A summary and an expenditure table, with classes, groups and items that add up to the total, in 万元 or 元."""
    unit = draw(st.sampled_from(("元", "万元")))
    item = st.tuples(
        st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=10**6)
    )
    classes = draw(
        st.lists(
            st.lists(st.lists(item, min_size=1, max_size=2), min_size=1, max_size=2),
            min_size=1,
            max_size=3,
        )
    )
    rows, summary, totals = [], [], [0, 0]
    for code, groups in zip(NAMES, classes, strict=False):
        name = NAMES[code]
        rows.append(_line(0, code, name, [one for group in groups for one in group]))
        summary.append(f"{name} | {_money(sum(sum(one) for group in groups for one in group))}")
        for number, group in enumerate(groups, start=1):
            rows.append(_line(1, f"{code}0{number}", "款", group))
            rows += [
                _line(2, f"{code}0{number}0{place}", "项", [one])
                for place, one in enumerate(group, start=1)
            ]
        totals = [totals[at] + sum(one[at] for group in groups for one in group) for at in (0, 1)]
    whole = _money(sum(totals))
    head = f"expenditure {unit} | function_code | function_name | amount | basic | project"
    total = f"= | 合计 | {whole} | {_money(totals[0])} | {_money(totals[1])}"
    lists = [
        "[income]",
        f"财政拨款 | {whole}",
        f"= 收入总计 | {whole}",
        "[expenditure]",
        *summary,
        f"= 支出总计 | {whole}",
    ]
    return "\n".join([f"summary {unit} | item | amount", *lists, "", head, total, *rows])


def _line(depth: int, code: str, name: str, amounts: list[tuple[int, int]]) -> str:
    basic, project = (sum(one[at] for one in amounts) for at in (0, 1))
    return f"{'  ' * depth}{code} | {name} | {_money(basic + project)} | {_money(basic)} | {_money(project)}"


def _money(cents: int) -> str:
    return f"{Decimal(cents).scaleb(-2):.2f}"


def _arithmetic(package: Package) -> list[Verdict]:
    return [one for check in run.ARITHMETIC for one in check.verdicts(package)]


@given(consistent())
def test_nothing_fails_in_a_package_that_agrees_with_itself(text: str) -> None:
    assert {one.outcome for one in _arithmetic(tiny.package(text))} == {"pass"}


@given(consistent(), st.data())
def test_an_amount_changed_beyond_its_envelope_makes_an_equation_with_it_fail(
    text: str, data: st.DataObject
) -> None:
    package = tiny.package(text)
    places = [
        (table, row, column.name)
        for table in package.tables.values()
        for row in table.rows
        for column in table.values
    ]
    table, row, column = data.draw(st.sampled_from(places))
    place, was = (table.name, row["line"], column), row.number(column)
    assert was is not None
    with_it = [one for one in _arithmetic(package) if place in _places(one)]
    assert with_it
    envelope = min(one.envelope or Decimal(0) for one in with_it) / table.multiplier
    more = envelope + Decimal(data.draw(st.integers(min_value=1, max_value=10**6))).scaleb(-2)
    spoilt = tiny.with_figure(package, *place, was + more * data.draw(st.sampled_from((1, -1))))
    assert any(one.outcome == "fail" and place in _places(one) for one in _arithmetic(spoilt))


def _places(verdict: Verdict) -> set[tuple[str, str, str]]:
    return {(term.table, term.line, term.column) for term in (verdict.left, *verdict.right)}


def test_readers_are_told_the_law_or_the_practice_not_the_number_in_our_catalogue() -> None:
    assert checks.RULES["t1"].basis == "预算法 第十四条"
    assert checks.RULES["a8-1"].basis == "预决算表格之间的勾稽关系"
    assert all("规则 R-" not in rule.basis and rule.basis for rule in checks.RULES.values())
