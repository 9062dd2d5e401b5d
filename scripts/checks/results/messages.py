"""How findings are put: verdicts that do not hold in words, and texts made fit to be shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from scripts.checks.comparisons import times_apart
from scripts.checks.form import privacy
from scripts.checks.verdicts import Finding, Rule, Term, Verdict
from scripts.package import Package

_LONGEST = 80
_MOST_PARTS = 8
_DESCRIPTOR = "datapackage.json"


def findings(
    package: Package, tried: Iterable[Verdict], rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    """A finding for each verdict that does not hold: both sides, the difference, and the cell on its left."""
    rows = {
        (table.name, row["line"]): number
        for table in package.tables.values()
        for number, row in enumerate(table.rows, start=2)
    }
    for verdict in tried:
        if verdict.outcome == "fail":
            row = rows.get((verdict.left.table, verdict.left.line))
            yield _finding(package, verdict, rules[verdict.rule], row)


def formula(package: Package, verdict: Verdict) -> str:
    """The right side written out with its figures: `基本支出 7.57万元 + 项目支出 5,575.30万元`; blank where it is."""
    stated = [part for part in verdict.right if part.value is not None]
    twice = Counter((part.table, part.line) for part in stated)
    named = [
        f"{_name(package, part, verdict.left, apart=twice[part.table, part.line] > 1)} {part.published}"
        for part in stated
    ]
    if verdict.how in ("share", "growth"):
        return (
            " ÷ ".join(named) if verdict.how == "share" else f"（{' − '.join(named)}）÷ {named[-1]}"
        )
    joint = " × " if verdict.how == "product" else " + "
    return joint.join(named[:_MOST_PARTS]) + (
        f" 等 {len(named)} 项" if len(named) > _MOST_PARTS else ""
    )


def shown(finding: Finding) -> Finding:
    """A finding whose texts may be printed anywhere: no personal data, no control characters, no endless cell."""
    return replace(
        finding,
        field=_plain(finding.field, _LONGEST),
        found=_plain(finding.found, _LONGEST),
        expected=_plain(finding.expected, 8 * _LONGEST),
        message=_plain(finding.message, 8 * _LONGEST),
        line=_plain(finding.line, _LONGEST),
    )


def masked(verdict: Verdict) -> Verdict:
    """A verdict whose texts may be printed anywhere, as those of findings may."""
    left, *right = (_masked(term) for term in verdict.terms)
    return replace(
        verdict, left=left, right=tuple(right), reason=_plain(verdict.reason, 4 * _LONGEST)
    )


def _masked(term: Term) -> Term:
    label, published = _plain(term.label, _LONGEST), _plain(term.published, _LONGEST)
    same = (label, published) == (term.label, term.published)
    return term if same else replace(term, label=label, published=published)


def _finding(package: Package, verdict: Verdict, rule: Rule, row: int | None) -> Finding:
    left = verdict.left
    expected = formula(package, verdict) if verdict.is_equation else verdict.right[0].published
    message = (
        _of_equation(package, verdict, expected)
        if verdict.is_equation
        else _of_words(verdict, expected)
    )
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        package=package.path,
        file=f"data/{left.table}.csv" if left.table in package.tables else _DESCRIPTOR,
        row=row,
        field=left.column,
        found=left.published,
        expected=expected,
        message=f"{rule.title}：{message}",
        line=left.line,
    )


def _of_equation(package: Package, verdict: Verdict, right: str) -> str:
    stated = next(part for part in verdict.right if part.value is not None)
    whole = f"{_name(package, verdict.left, stated)} {verdict.left.published}"
    times = times_apart(verdict)
    hint = (
        f"；两边相差 {times:,} 倍，可能弄错了{'元和万元' if times == 10_000 else '金额单位'}"
        if times
        else ""
    )
    apart = (
        ""
        if verdict.difference is None
        else f"，相差 {abs(verdict.difference):,f} {verdict.left.unit}"
    )
    return f"{whole}，而 {right}{apart}{hint}"


def _of_words(verdict: Verdict, expected: str) -> str:
    reason = f"（{verdict.reason}）" if verdict.reason else ""
    return f"{verdict.left.label}：{verdict.left.published or '没有'}，应为 {expected}{reason}"


def _name(package: Package, term: Term, other: Term, *, apart: bool = False) -> str:
    """What a cell is called beside another: by its column in one row, by its table too in another table.

    With `apart`, another cell of its row stands in the same equation, and the column tells them apart.
    """
    table = package.table(term.table) if not term.package else None
    if table is None:
        return term.label
    column = next(
        (column.title for column in table.values if column.name == term.column), term.column
    )
    if (term.table, term.line) == (other.table, other.line):
        return column
    name = term.label if term.table == other.table else f"{table.kind.title}的{term.label}"
    return f"{name}（{column}）" if apart else name


def _plain(text: str, longest: int) -> str:
    whole = privacy.hidden(text).encode("utf-8", "replace").decode("utf-8")
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", "�", whole)
    return plain if len(plain) <= longest else f"{plain[:longest]}…（共 {len(plain)} 字）"
