"""Every rule on tiny packages: one on which it passes, one on which it fails, one of which it cannot tell or says nothing.

The cases stand in `rules/`, a file per group. Each begins with a line `# RULE VERDICT | words | words`: the words stand in
what is said of it, of a failure its message, else its reason. `silent` means that the rule gives no verdict at all.
Lines beginning with `//` say what the case is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from scripts import checks
from scripts.checks import OUTCOMES
from scripts.checks.arithmetic import prose
from scripts.checks.form import privacy, rules, structure
from scripts.checks.run import RULES, CheckResult
from scripts.package import Package
from tests.conftest import ROOT
from tests.support import tiny

FOLDER = ROOT / "tests/rules"
KNOWN = checks.classifications(ROOT / "datapackages")
ELSEWHERE = {"form", "prose"}
"""The groups whose rules have their cases in other test files, and so have those of these modules."""
MODULES = (rules, privacy, prose, structure)
UNCONDITIONAL = {"q4", "c2", "c3"}
"""Rules that can always be told of a document that has anything in it."""


@dataclass(frozen=True)
class Case:
    """A rule, the verdict expected, words that stand in what is said, and the text that writes the packages down."""

    place: str
    rule: str
    verdict: str
    words: tuple[str, ...]
    text: str


def _cases() -> Iterator[Case]:
    for path in sorted(FOLDER.glob("*.txt")):
        for number, part in enumerate(
            re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.M)[1:], start=1
        ):
            head, text = part.split("\n", 1)
            name, *words = head.split("|")
            rule, verdict = name.split()
            body = "\n".join(line for line in text.split("\n") if not line.startswith("//"))
            yield Case(
                f"{path.stem}-{number}", rule, verdict, tuple(word.strip() for word in words), body
            )


CASES = list(_cases())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.place}-{case.rule}-{case.verdict}")
def test_a_rule_says_of_a_tiny_package_what_it_should(case: Case) -> None:
    found = _judged(tiny.packages(case.text))
    verdicts = [verdict for one in found for verdict in one.verdicts if verdict.rule == case.rule]
    told = {verdict.outcome for verdict in verdicts}
    assert _is_as_expected(case.verdict, told), [
        (one.outcome, one.left, one.reason) for one in verdicts
    ]
    said = _said(found, case)
    for word in case.words:
        assert any(word in one for one in said), (word, said)


def _judged(packages: list[Package]) -> list[CheckResult]:
    return checks.together(checks.of_package(one, KNOWN) for one in packages)


def _is_as_expected(verdict: str, told: set[str]) -> bool:
    """Whether a verdict is among those told, and no graver one; one that passes or is silent is so everywhere."""
    if verdict in ("pass", "silent"):
        return told == ({verdict} - {"silent"})
    return verdict in told and (verdict == "fail" or "fail" not in told)


def _said(found: list[CheckResult], case: Case) -> list[str]:
    if case.verdict == "fail":
        return [one.message for each in found for one in each.findings if one.rule == case.rule]
    return [
        one.reason or one.left.published
        for each in found
        for one in each.verdicts
        if one.rule == case.rule
    ]


def test_every_rule_has_a_case_that_passes_one_that_fails_and_one_beyond_its_condition() -> None:
    shown = {(case.rule, case.verdict) for case in CASES}
    elsewhere = {rule.id for module in MODULES for rule in getattr(module, "RULES", ())}
    for rule in RULES.values():
        if rule.group in ELSEWHERE or rule.id in elsewhere:
            continue
        missing = {"pass", "fail"} - {verdict for id, verdict in shown if id == rule.id}
        assert not missing, f"{rule.id}: no case of {missing}"
        beyond = {(rule.id, "cannot-tell"), (rule.id, "silent")} & shown
        assert beyond or rule.id in UNCONDITIONAL, f"{rule.id}: no case beyond its condition"


def test_every_case_is_of_a_rule_and_a_verdict() -> None:
    assert {case.rule for case in CASES} <= RULES.keys()
    assert {case.verdict for case in CASES} <= {*OUTCOMES, "silent"}


@pytest.mark.parametrize(
    "case", [one for one in CASES if one.verdict == "fail"], ids=lambda case: case.place
)
def test_a_finding_names_both_sides_in_words(case: Case) -> None:
    found = _judged(tiny.packages(case.text))
    findings = [one for each in found for one in each.findings if one.rule == case.rule]
    assert findings
    assert all(one.expected and re.search("[一-鿿]", one.message) for one in findings)
    assert all("None" not in one.message and "（没有" not in one.expected for one in findings)


@pytest.mark.parametrize(
    "case", [one for one in CASES if one.verdict == "cannot-tell"], ids=lambda case: case.place
)
def test_what_cannot_be_told_has_a_reason(case: Case) -> None:
    found = [
        one
        for each in _judged(tiny.packages(case.text))
        for one in each.verdicts
        if one.rule == case.rule
    ]
    assert all(one.reason for one in found if one.outcome == "cannot-tell")
