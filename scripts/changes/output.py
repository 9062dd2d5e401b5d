"""Differences as text for a terminal, as JSON for programs, as Markdown for a pull request."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from scripts.changes.difference import CHANGES, WHATS, Comparison, Difference, PackageChange, What

# The longest text that is told whole, in characters; of a longer one both ends tell which it is.
_LONG = 60


def as_json(comparison: Comparison) -> str:
    """Everything as JSON: the counts, and each package with each difference."""
    changed = []
    for package in comparison.packages:
        values = {name: value for name, value in asdict(package).items() if value != ""}
        # Last, for there may be many.
        del values["differences"]
        values["differences"] = [_difference_json(each) for each in package.differences]
        changed.append(values)

    counts = _counts(comparison)
    whole = {
        "packages_before": comparison.before,
        "packages_after": comparison.after,
        "packages": _changes(comparison),
        "differences": {what: dict(by_change) for what, by_change in counts.items()},
        "changed": changed,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _difference_json(difference: Difference) -> dict[str, Any]:
    """A difference without what does not apply to it; both values always."""
    values = {
        name: value
        for name, value in asdict(difference).items()
        # A blank that was filled in is a value too; null is where there was no such cell.
        if value != "" or name in ("before", "after")
    }

    if difference.is_same_amount:
        values["same_amount"] = True
    return values


def text(comparison: Comparison) -> Iterator[str]:
    """Everything as lines: each package with what differs in it, and the counts at the end."""
    for package in comparison.packages:
        yield f"{CHANGES[package.change]}  {package.path}  {_about(package)}"
        for difference in _without_places(package):
            # 改动 数  支出总表（expenditure） “教育支出” 合计（total） [第 9 页]：5.30 → 5.31
            kind = f"{CHANGES[difference.change]} {WHATS[difference.what]}"
            line = f"    {kind}  {_where(difference)}"
            before, after = _both(difference)
            if before:
                line += f"：{before} → {after}"
            if difference.is_same_amount:
                line += "（写法不同，金额相同）"
            yield line

        for sentence in _moved(package):
            yield f"    {sentence}"
    yield _summary(comparison)


def _without_places(package: PackageChange) -> list[Difference]:
    """What differs; that rows stand elsewhere is told once for each table (`moved`)."""
    return [difference for difference in package.differences if difference.what != "place"]


def _about(package: PackageChange) -> str:
    """A package in a line: 某局2026年部门预算：9 张表，310 行，812 个数; or why it cannot be read."""
    if package.change == "unreadable":
        return package.why
    size = f"{package.tables} 张表，{package.lines:,} 行"
    if package.figures:
        size += f"，{package.figures:,} 个数"
    return f"{package.title}：{size}"


def _where(difference: Difference) -> str:
    """The place of a difference: its table, line and column by name and by id, and its page."""
    parts: list[str] = []
    if difference.table:
        parts.append(f"{difference.table_title}（{difference.table}）")
    if difference.label or difference.line:
        parts.append(f"“{_short(difference.label)}”")

    title, column = difference.column_title, difference.column
    if title == column:
        parts.append(title)
    else:
        parts.append(f"{title}（{column}）")
    places = [place for place in (difference.line, difference.place) if place]
    if places:
        parts.append(f"[{'，'.join(places)}]")
    return " ".join(filter(None, parts))


def _both(difference: Difference) -> tuple[str, str]:
    """Both values in words, with their units where these differ; nothing where there are none."""
    before, after = difference.before, difference.after
    if before is None and after is None:
        return "", ""
    unit_before, unit_after = difference.unit_before, difference.unit_after
    if unit_before == unit_after:
        unit_before = unit_after = ""
    return _value(before, unit_before), _value(after, unit_after)


def _value(text: str | None, unit: str) -> str:
    if text is None:
        return "没有"
    return f"{_short(text)} {unit}".strip() if text else "空白"


def _short(text: str) -> str:
    plain = " ".join(text.split())
    if len(plain) <= _LONG:
        return plain
    half = _LONG // 2
    return f"{plain[:half]}…{plain[-half:]}"


def _moved(package: PackageChange) -> Iterator[str]:
    """How many lines of each table stand elsewhere; or that the files only look otherwise."""
    if package.change == "changed" and not package.differences:
        yield "文件写得不同，说的一样"
    # A line that stands elsewhere differs in its page and in its position: it is counted once.
    lines = set()
    for difference in package.differences:
        if difference.what == "place":
            lines.add((difference.table_title, difference.table, difference.line))

    counts = Counter((title, name) for title, name, _ in sorted(lines))
    for (title, name), count in counts.items():
        yield f"改动 位置  {title}（{name}）：{count:,} 行换了位置（每一行见 JSON）"


def _summary(comparison: Comparison) -> str:
    """The counts in a line: 数据包：改动 1 个；数：改动 3，新增 2."""
    if not comparison.packages:
        return f"没有不同：{comparison.after} 个数据包"

    packages = _changes(comparison)
    counts = [f"{word} {packages[key]} 个" for key, word in CHANGES.items() if packages[key]]
    parts = [f"数据包：{'，'.join(counts)}"]

    for what, of_kind in _counts(comparison).items():
        counts = [f"{word} {of_kind[key]:,}" for key, word in CHANGES.items() if of_kind[key]]
        told = "，".join(counts)
        parts.append(f"{WHATS[what]}：{told}")
    return "；".join(parts)


def _changes(comparison: Comparison) -> dict[str, int]:
    changes = [package.change for package in comparison.packages]
    return {change: changes.count(change) for change in CHANGES}


def _counts(comparison: Comparison) -> dict[What, Counter[str]]:
    counts: dict[What, Counter[str]] = {what: Counter() for what in WHATS}
    for package in comparison.packages:
        for difference in package.differences:
            of_kind = counts[difference.what]
            of_kind[difference.change] += 1
    return {what: by_change for what, by_change in counts.items() if by_change}


def markdown(comparison: Comparison, most: int = 0) -> Iterator[str]:
    """Everything as Markdown: the counts, then a table of at most so many rows for each package."""
    yield from ("## 数据的改动", "", _plain(_summary(comparison)))
    for package in comparison.packages:
        yield from ("", f"### {CHANGES[package.change]}：{_code(package.path)}", "")
        yield _plain(_about(package))

        differences = _without_places(package)
        yield from _table(differences[: most or None])
        if most and len(differences) > most:
            count = len(differences) - most
            yield from ("", f"另有 {count:,} 处，用 `python -m scripts diff` 看全部。")
        for sentence in _moved(package):
            yield from ("", _plain(sentence))


def _table(differences: Sequence[Difference]) -> Iterator[str]:
    if differences:
        yield from ("", "| | 在哪里 | 原来 | 现在 |", "|---|---|---|---|")

    for difference in differences:
        before, after = _both(difference)
        if difference.is_same_amount:
            after += "（金额相同）"
        kind = f"{CHANGES[difference.change]}{WHATS[difference.what]}"
        cells = [_plain(cell) for cell in (kind, _where(difference), before, after)]
        yield f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """A text that Markdown takes as it is, in a cell too: 5\\|6, not two cells."""
    return " ".join(text.split()).translate(_ESCAPES)


def _code(text: str) -> str:
    """A name as code in a line: what would end the code or the line is replaced."""
    return f"`{' '.join(text.split()).replace('`', chr(0x2019))}`"


# The signs that begin something in Markdown: emphasis, code, links, tables, headings, lists.
_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]>|#~"} | {"<": "&lt;"})
