"""How findings are put: verdicts that do not hold in words, and texts made fit to be shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from scripts.checks.comparisons import times_apart
from scripts.checks.form import privacy
from scripts.checks.verdicts import Finding, Rule, Term, Verdict
from scripts.package import DESCRIPTOR, Package

# How many characters of a cell are shown; a message has room for eight of them, a reason four.
_LONGEST = 80
_MOST_PARTS = 8
# Control characters, and the two line separators of Unicode that end a line in JavaScript.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def findings(
    package: Package, verdicts: Iterable[Verdict], rules: Mapping[str, Rule]
) -> Iterator[Finding]:
    """A finding for each verdict that does not hold."""
    numbers = {
        (table.name, row["line"]): number
        for table in package.tables.values()
        # Line 1 of the file is its header.
        for number, row in enumerate(table.rows, start=2)
    }
    for verdict in verdicts:
        if verdict.outcome == "fail":
            number = numbers.get((verdict.left.table, verdict.left.line))
            yield _finding(package, verdict, rules[verdict.rule], number)


def formula(package: Package, verdict: Verdict) -> str:
    """The right side written out with its figures: `基本支出 7.57万元 + 项目支出 5,575.30万元`."""
    terms = [term for term in verdict.right if term.value is not None]
    in_row = Counter((term.table, term.line) for term in terms)
    parts = []
    for term in terms:
        apart = in_row[term.table, term.line] > 1
        parts.append(f"{_name(package, term, verdict.left, apart=apart)} {term.published}")
    if verdict.how == "share":
        return " ÷ ".join(parts)
    if verdict.how == "growth":
        return f"（{' − '.join(parts)}）÷ {parts[-1]}"
    joint = " × " if verdict.how == "product" else " + "
    text = joint.join(parts[:_MOST_PARTS])
    if len(parts) > _MOST_PARTS:
        text += f" 等 {len(parts)} 项"
    return text


def shown(finding: Finding) -> Finding:
    """A finding fit to be printed: no personal data, no control characters, no endless cell."""
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
    return replace(
        verdict,
        left=_masked(verdict.left),
        right=tuple(map(_masked, verdict.right)),
        reason=_plain(verdict.reason, 4 * _LONGEST),
    )


def _masked(term: Term) -> Term:
    label = _plain(term.label, _LONGEST)
    published = _plain(term.published, _LONGEST)
    # Most terms are as they were: there are many of them.
    if label == term.label and published == term.published:
        return term
    return replace(term, label=label, published=published)


def _finding(package: Package, verdict: Verdict, rule: Rule, row: int | None) -> Finding:
    left = verdict.left
    if verdict.is_equation:
        expected = formula(package, verdict)
        message = _of_equation(package, verdict, expected)
    else:
        expected = verdict.right[0].published
        message = f"{left.label}：{left.published or '没有'}，应为 {expected}"
        if verdict.reason:
            message += f"（{verdict.reason}）"
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        package=package.path,
        # A missing table, or a date, stands in no file of data.
        file=f"data/{left.table}.csv" if left.table in package.tables else DESCRIPTOR,
        row=row,
        field=left.column,
        found=left.published,
        expected=expected,
        message=f"{rule.title}：{message}",
        line=left.line,
    )


def _of_equation(package: Package, verdict: Verdict, right: str) -> str:
    """Both sides, how far they are apart, and whether that looks like a mistaken unit."""
    left = verdict.left
    first = next(term for term in verdict.right if term.value is not None)
    message = f"{_name(package, left, first)} {left.published}，而 {right}"
    if verdict.difference is not None:
        # Without its sign: both sides are quoted, so the reader sees which is more.
        message += f"，相差 {abs(verdict.difference):,f} {left.unit}"
    times = times_apart(verdict)
    if times:
        units = "元和万元" if times == 10_000 else "金额单位"
        message += f"；两边相差 {times:,} 倍，可能弄错了{units}"
    return message


def _name(package: Package, term: Term, other: Term, *, apart: bool = False) -> str:
    """A cell by its column in one row, by its table too in another; `apart`: column always."""
    table = package.table(term.table)
    # The other package is not in hand here: its label was made to say whose it is.
    if table is None or term.package:
        return term.label
    titles = (column.title for column in table.values if column.name == term.column)
    column = next(titles, term.column)
    if (term.table, term.line) == (other.table, other.line):
        return column
    name = term.label
    if term.table != other.table:
        name = f"{table.kind.title}的{name}"
    if apart:
        name = f"{name}（{column}）"
    return name


def _plain(text: str, longest: int) -> str:
    """A text that may be shown, of so many characters at most."""
    # A lone surrogate, which no file can hold, becomes a question mark.
    whole = privacy.hidden(text).encode("utf-8", "replace").decode("utf-8")
    plain = _CONTROL.sub("�", whole)
    # Cut after hiding: half an identity card number would no longer be known as one.
    if len(plain) > longest:
        return f"{plain[:longest]}…（共 {len(plain)} 字）"
    return plain
