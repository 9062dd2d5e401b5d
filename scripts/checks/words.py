"""How findings are put: equations that do not hold in words, and texts made fit to be shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from scripts.checks import privacy
from scripts.checks.verdicts import Finding, Rule, Term, Verdict, times_apart
from scripts.package import Package

_LONGEST = 80
_MOST_PARTS = 8


def findings(package: Package, tried: Iterable[Verdict], rules: Mapping[str, Rule]) -> Iterator[Finding]:
    """A failure for each equation that does not hold: both sides, the difference, and the cell on its left."""
    rows = {
        (table.name, row["line"]): number
        for table in package.tables.values()
        for number, row in enumerate(table.rows, start=2)
    }
    for verdict in tried:
        if verdict.verdict == "fail":
            left = verdict.left
            yield _finding(package, verdict, rules[verdict.rule], rows[left.table, left.line])


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


def _finding(package: Package, verdict: Verdict, rule: Rule, row: int) -> Finding:
    left = verdict.left
    stated = [part for part in verdict.right if part.amount_yuan is not None]
    twice = Counter((part.table, part.line) for part in stated)
    named = [
        f"{_name(package, part, left, apart=twice[part.table, part.line] > 1)} {part.published}" for part in stated
    ]
    parts = " + ".join(named[:_MOST_PARTS]) + (f" 等 {len(named)} 项" if len(named) > _MOST_PARTS else "")
    whole = f"{_name(package, left, stated[0])} {left.published}"
    times = times_apart(verdict)
    hint = f"；两边相差 {times:,} 倍，可能弄错了{'元和万元' if times == 10_000 else '金额单位'}" if times else ""
    return Finding(
        rule=rule.id,
        severity="failure",
        package=package.path,
        file=f"data/{left.table}.csv",
        row=row,
        field=left.column,
        found=left.published,
        expected=parts,
        message=f"{rule.title}：{whole}，而 {parts}，相差 {verdict.difference_yuan:,f} 元{hint}",
        line=left.line,
    )


def _name(package: Package, term: Term, other: Term, *, apart: bool = False) -> str:
    """What a cell is called beside another: by its column in one row, by its table too in another table.

    With `apart`, another cell of its row stands in the same equation, and the column tells them apart.
    """
    table = package.tables[term.table]
    column = next((column.title for column in table.values if column.name == term.column), term.column)
    if (term.table, term.line) == (other.table, other.line):
        return column
    name = term.label if term.table == other.table else f"{table.kind.title}的{term.label}"
    return f"{name}（{column}）" if apart else name


def _plain(text: str, longest: int) -> str:
    whole = privacy.hidden(text).encode("utf-8", "replace").decode("utf-8")
    plain = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", "�", whole)
    return plain if len(plain) <= longest else f"{plain[:longest]}…（共 {len(plain)} 字）"
