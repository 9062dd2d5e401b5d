"""What differs, told: as text for a terminal, as JSON for programs, as Markdown for the summary of a pull request."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from scripts.changes.difference import CHANGES, WHATS, Compared, Difference, PackageChange

_LONG = 60


def as_json(found: Compared) -> str:
    """Everything as JSON: the counts, and each package with each difference."""
    whole = {
        "packages_before": found.before,
        "packages_after": found.after,
        "packages": _changes(found),
        "differences": {what: dict(counts) for what, counts in _counts(found).items()},
        "changed": [_package(one) for one in found.packages],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _package(one: PackageChange) -> dict[str, Any]:
    stated = {
        name: value for name, value in asdict(one).items() if name != "differences" and value != ""
    }
    return stated | {"differences": [_stated(each) for each in one.differences]}


def _stated(one: Difference) -> dict[str, Any]:
    """A difference without what does not apply to it; both values always, null where there is no such thing."""
    kept = {
        name: value
        for name, value in asdict(one).items()
        if value != "" or name in ("before", "after")
    }
    return kept | ({"same_amount": True} if one.is_same_amount else {})


def text(found: Compared) -> Iterator[str]:
    """Everything as lines: each package with what differs in it, and the counts at the end."""
    for one in found.packages:
        yield f"{CHANGES[one.change]}  {one.path}  {about(one)}"
        for each in one.differences:
            if each.what != "place":
                yield f"    {line(each)}"
        yield from (f"    {said}" for said in moved(one))
    yield summary(found)


def about(one: PackageChange) -> str:
    """A package in a line: its title, and how much it holds; why it cannot be read where it cannot."""
    if one.change == "unreadable":
        return one.why
    figures = f"，{one.figures:,} 个数" if one.figures else ""
    return f"{one.title}：{one.tables} 张表，{one.lines:,} 行{figures}"


def line(one: Difference) -> str:
    """A difference in a line: what, where, from what to what."""
    return f"{CHANGES[one.change]} {WHATS[one.what]}  {where(one)}{values(one)}"


def where(one: Difference) -> str:
    """The place of a difference: its table, line and column by name and by id, and where in the document."""
    table = f"{one.table_title}（{one.table}）" if one.table else ""
    label = f"“{_short(one.label)}”" if one.label or one.line else ""
    title = (
        one.column_title
        if one.column_title == one.column
        else f"{one.column_title}（{one.column}）"
    )
    place = "，".join(filter(None, (one.line, one.place)))
    return " ".join(filter(None, (table, label, title, f"[{place}]" if place else "")))


def values(one: Difference) -> str:
    """From what to what, with units where they differ."""
    if one.before is None and one.after is None:
        return ""
    apart = one.unit_before != one.unit_after
    same = "（写法不同，金额相同）" if one.is_same_amount else ""
    return f"：{_value(one.before, one.unit_before * apart)} → {_value(one.after, one.unit_after * apart)}{same}"


def _value(text: str | None, unit: str) -> str:
    if text is None:
        return "没有"
    return f"{_short(text)} {unit}".strip() if text else "空白"


def _short(text: str) -> str:
    """A text in one line, its middle left out where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONG else f"{plain[: _LONG // 2]}…{plain[-_LONG // 2 :]}"


def moved(one: PackageChange) -> Iterator[str]:
    """How many lines of each table stand elsewhere than before; or that only the files are written otherwise."""
    if one.change == "changed" and not one.differences:
        yield "文件写得不同，说的一样"
    lines = {
        (each.table_title, each.table, each.line)
        for each in one.differences
        if each.what == "place"
    }
    for (title, name), count in Counter((title, name) for title, name, _ in sorted(lines)).items():
        yield f"改动 位置  {title}（{name}）：{count:,} 行换了位置（每一行见 JSON）"


def summary(found: Compared) -> str:
    """The counts in a line."""
    if not found.packages:
        return f"没有不同：{found.after} 个数据包"
    packages = _changes(found)
    said = "，".join(
        f"{CHANGES[change]} {packages[change]} 个" for change in CHANGES if packages[change]
    )
    parts = [f"数据包：{said}"]
    for what, counts in _counts(found).items():
        parts.append(
            f"{WHATS[what]}：{'，'.join(f'{CHANGES[change]} {counts[change]:,}' for change in CHANGES if counts[change])}"
        )
    return "；".join(parts)


def _changes(found: Compared) -> dict[str, int]:
    """How many packages came, went, changed and cannot be read."""
    return {change: sum(one.change == change for one in found.packages) for change in CHANGES}


def _counts(found: Compared) -> dict[str, Counter[str]]:
    """How many differences there are, by kind and change."""
    counted = {what: Counter[str]() for what in WHATS}
    for package in found.packages:
        for one in package.differences:
            counted[one.what][one.change] += 1
    return {what: counts for what, counts in counted.items() if counts}


# Markdown


def markdown(found: Compared, most: int = 0) -> Iterator[str]:
    """Everything as Markdown: the counts, then a table for each package; of each at most so many rows, 0 for all."""
    yield "## 数据的改动"
    yield ""
    yield _plain(summary(found))
    for one in found.packages:
        yield from ("", f"### {CHANGES[one.change]}：`{one.path}`", "", _plain(about(one)))
        rows = [each for each in one.differences if each.what != "place"]
        yield from _table(rows[: most or None])
        if most and len(rows) > most:
            yield from ("", f"另有 {len(rows) - most:,} 处，用 `python -m scripts diff` 看全部。")
        for said in moved(one):
            yield from ("", _plain(said))


def _table(rows: Sequence[Difference]) -> Iterator[str]:
    if rows:
        yield from ("", "| | 在哪里 | 原来 | 现在 |", "|---|---|---|---|")
    for one in rows:
        apart = one.unit_before != one.unit_after
        before, after = (
            _value(one.before, one.unit_before * apart),
            _value(one.after, one.unit_after * apart),
        )
        if one.before is None and one.after is None:
            before = after = ""
        same = "（金额相同）" if one.is_same_amount else ""
        cells = (f"{CHANGES[one.change]}{WHATS[one.what]}", where(one), before, after + same)
        yield f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """A text that Markdown takes as it is, in a cell too."""
    for sign in "\\`*_[]<>|#~":
        text = text.replace(sign, f"\\{sign}" if sign != "<" else "&lt;")
    return text
