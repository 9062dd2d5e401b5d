"""A table with years as columns: each figure linked to its row, and under it what became of the line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.corpus import BudgetYear
from scripts.pages.several_years import body_labels, figures
from scripts.tables import NOTHING, Cell, Column, History, Line

_LONG = 30
_MOVED = 3


def section(
    identifier: str, caption: str, found: History, years: Sequence[BudgetYear], page: str
) -> str:
    """What moved most, why columns are not compared, and the table; a long one is folded."""
    said = "".join(f"<li>{one}</li>" for one in (*_moved(found), *notes(found)))
    listed = f'<ul class="mz-notes">{said}</ul>' if said else ""
    body = table(identifier, caption, found, years, page)
    if len(found.lines) > _LONG:
        body = f'<details class="mz-fold"><summary>全部 {len(found.lines)} 行</summary>{body}</details>'
    return listed + body


def table(
    identifier: str,
    caption: str,
    found: History,
    years: Sequence[BudgetYear],
    page: str,
    *,
    lines: Sequence[Line] | None = None,
    classes: Mapping[str, str] | None = None,
) -> str:
    """The lines of a history as a table; the whole comes last where its own lines are shown."""
    head = "".join(_head(column, found.columns) for column in found.columns)
    shown = found.lines if lines is None else lines
    rows = [
        _row(line, found.columns, years, page, (classes or {}).get(line.name, "")) for line in shown
    ]
    if lines is None and has_any(found.whole.cells):
        rows.append(_row(found.whole, found.columns, years, page, "total"))
    made = blocks.table(
        identifier, caption, f'<tr><th scope="col">名目</th>{head}</tr>', "".join(rows)
    )
    return f'<div class="mz-years-wide">{made}</div>'


def _head(column: Column, found: Sequence[Column]) -> str:
    against = "" if column.against is None else f"<small>比 {found[column.against].year} 年</small>"
    return (
        f'<th scope="col" class="n">{body_labels.period(column.year, column.phase)}{against}</th>'
    )


def _row(
    line: Line, found: Sequence[Column], years: Sequence[BudgetYear], page: str, kind: str
) -> str:
    own = kind or ("subtotal" if len(line.code) == 3 else "l2" if line.code else "")
    cells = "".join(
        _cell(line, index, column, years[index], page) for index, column in enumerate(found)
    )
    mark = f' class="{own}"' if own else ""
    return f'<tr{mark}><th scope="row">{_name(line, years, page)}</th>{cells}</tr>'


def _cell(line: Line, index: int, column: Column, year: BudgetYear, page: str) -> str:
    before = NOTHING if column.against is None else line.cells[column.against]
    return f'<td class="n">{figures.figure(line.cells[index], year, page)}{figures.step(line.steps[index], before=before)}</td>'


def _name(line: Line, years: Sequence[BudgetYear], page: str) -> str:
    """A line's name, which leads to all who spend on it, its code, and what it was called in other years."""
    if not line.code:
        return blocks.escape(line.name or "合计")
    folder = "functions" if line.code.startswith("2") else "economic"
    name = blocks.link(f"{folder}/{line.code}.html", line.name or line.code, page)
    return f"{name} <small>{line.code}</small>{''.join(_joined(line, years))}"


def _joined(line: Line, years: Sequence[BudgetYear]) -> Iterator[str]:
    """How a line of other years was found: under another code, or under another name."""
    for index, code in line.other_codes.items():
        yield f'<small class="mz-joined">{years[index].package.disclosure.year} 年编码是 {code}</small>'
    for index, name in line.other_names.items():
        yield f'<small class="mz-joined">{years[index].package.disclosure.year} 年写作“{blocks.escape(name)}”</small>'


# What is said before a table


def notes(found: History) -> Iterator[str]:
    """Which years lie between two that are compared, and why columns are not compared at all."""
    for column in found.columns:
        own = body_labels.period(column.year, column.phase)
        if column.missing:
            since = found.columns[column.against or 0].year
            gone = "、".join(str(year) for year in column.missing)
            yield f"{own}和 {since} 年比，中间的 {gone} 年没有收录。"
        elif column.why == "phase":
            yield f"{own}不与更早的比：一份是预算，一份是决算。"
        elif column.why == "basis" and column.basis is not None:
            yield f"{own}不与更早的比：说的不是同样的钱（这一份是{body_labels.basis(column.basis)}）。"
        elif column.why == "untold" and len(found.columns) > 1:
            yield f"{own}没有这张表，或表里没有这样分。"


def _moved(found: History) -> Iterator[str]:
    """The lines that grew and shrank most, those that are new and those that have ended, by the newest comparison."""
    column = next((one for one in found.columns if one.against is not None), None)
    if column is None:
        return
    place = found.columns.index(column)
    finest = [line for line in found.lines if len(line.code) != 3 and line.steps[place] is not None]
    changed = [line for line in finest if _kind(line, place) in ("changed", "from-nothing")]
    up = sorted(
        (line for line in changed if _by(line, place) > 0), key=lambda line: -_by(line, place)
    )
    down = sorted(
        (line for line in changed if _by(line, place) < 0), key=lambda line: _by(line, place)
    )
    began = [line for line in finest if _kind(line, place) == "new"]
    ended = [line for line in finest if _kind(line, place) == "ended"]
    since = f"{column.year} 年比 {found.columns[column.against or 0].year} 年"
    for word, lines in (("多得最多", up), ("少得最多", down), ("新增", began), ("没有了", ended)):
        if lines:
            yield f"{since}{word}：{'、'.join(_said(line, place) for line in lines[:_MOVED])}{_rest(lines)}"


def _said(line: Line, place: int) -> str:
    step = line.steps[place]
    share = (
        f"，{figures.percent(step.percent)}"
        if step is not None and step.percent is not None
        else ""
    )
    return f"{blocks.escape(line.name)}（{figures.signed(_by(line, place))} 万元{share}）"


def _rest(lines: Sequence[Line]) -> str:
    return f"，等 {len(lines)} 项。" if len(lines) > _MOVED else "。"


def _kind(line: Line, place: int) -> str:
    step = line.steps[place]
    return "" if step is None else step.kind


def _by(line: Line, place: int) -> Decimal:
    step = line.steps[place]
    return Decimal(0) if step is None or step.by is None else step.by


def has_any(cells: Sequence[Cell]) -> bool:
    """Whether any year states anything at all."""
    return any(cell.figure is not None for cell in cells)
