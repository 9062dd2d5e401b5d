"""A table with years as columns: each figure linked to its row, and what became of the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts import blocks
from scripts.corpus import BudgetYear
from scripts.markup import Html, joined
from scripts.pages.several_years import body_labels, figures
from scripts.tables import NOTHING, Column, History, Line

# A table of more rows is folded: what moved most stands before it in words.
_LONG = 30
_MOST_MOVED = 3


def section(
    identifier: str,
    caption: str,
    history: History,
    years: Sequence[BudgetYear],
    page: str,
) -> Html:
    """What moved most, why columns are not compared, and the table; a long one is folded."""
    sentences = [*_moved(history), *notes(history)]
    body = table(identifier, caption, history, years, page)
    count = len(history.lines)
    if count > _LONG:
        summary = Html("<summary>全部 {} 行</summary>").format(count)
        body = Html('<details class="mz-fold">{}{}</details>').format(summary, body)
    return list_of_notes(sentences) + body


def list_of_notes(sentences: Iterable[str]) -> Html:
    """Sentences as a list before a table; "" of none."""
    items: list[Html] = []
    for sentence in sentences:
        items.append(Html("<li>{}</li>").format(sentence))
    return Html('<ul class="mz-notes">{}</ul>').format(joined(items)) if items else Html()


def table(
    identifier: str,
    caption: str,
    history: History,
    years: Sequence[BudgetYear],
    page: str,
    *,
    lines: Sequence[Line] | None = None,
    classes: Mapping[str, str] | None = None,
) -> Html:
    """The lines of a history as a table, the whole last.

    `lines` stand there instead, without the whole; `classes` are those of rows by their name.
    """
    view = _Table(history.columns, years, page)
    rows = []
    # A row is called by its name here, for measures have no codes.
    for line in history.lines if lines is None else lines:
        css = (classes or {}).get(line.name, "")
        if line.code and not css:
            # Classes (205) stand out, what is below them (2050201) is moved in.
            css = "subtotal" if len(line.code) == 3 else "l2"
        rows.append(view.row(line, css))
    if lines is None and has_any(history.whole):
        rows.append(view.row(history.whole, "total"))
    inner = blocks.table(identifier, caption, view.header(), joined(rows))
    return Html('<div class="mz-years-wide">{}</div>').format(inner)


def has_any(line: Line) -> bool:
    """Whether any year states anything at all."""
    return any(cell.figure is not None for cell in line.cells)


@dataclass(frozen=True)
class _Table:
    """A table over years: its columns, the year of each, the page that it stands on."""

    columns: Sequence[Column]
    years: Sequence[BudgetYear]
    page: str

    def header(self) -> Html:
        """The years and phases, each with the one that it is compared with."""
        titles: list[Html] = []
        for column in self.columns:
            title = body_labels.period(column.year, column.phase)
            if column.against is not None:
                title += Html("<small>比 {} 年</small>").format(self.columns[column.against].year)
            titles.append(Html('<th scope="col" class="n">{}</th>').format(title))
        return Html('<tr><th scope="col">名目</th>{}</tr>').format(joined(titles))

    def row(self, line: Line, css: str) -> Html:
        cells: list[Html] = []
        for index, _ in enumerate(self.columns):
            cells.append(self._cell(line, index))
        attribute = ""
        if css:
            attribute = Html(' class="{}"').format(css)
        name = self._name(line)
        return Html('<tr{}><th scope="row">{}</th>{}</tr>').format(attribute, name, joined(cells))

    def _cell(self, line: Line, index: int) -> Html:
        before = NOTHING
        against = self.columns[index].against
        if against is not None:
            before = line.cells[against]
        cell = line.cells[index]
        year = self.years[index]
        figure = figures.figure(cell, year, self.page)
        step = figures.step(line.steps[index], before=before)
        return Html('<td class="n">{}{}</td>').format(figure, step)

    def _name(self, line: Line) -> Html:
        """A line's name, which leads to all who spend on it, and what it was in other years."""
        if not line.code:
            return blocks.escape(line.name or "合计")
        folder = "economic"
        # Functions begin with 2 (201 to 234), economic categories with 3 or 5.
        if line.code.startswith("2"):
            folder = "functions"
        address = f"{folder}/{line.code}.html"
        link = blocks.link(address, line.name or line.code, self.page)
        others = joined(self._other_labels(line))
        return Html("{} <small>{}</small>{}").format(link, line.code, others)

    def _other_labels(self, line: Line) -> Iterator[Html]:
        """How a line was recognised in other years: under another code, or under another name."""
        labels = []
        for index, code in line.other_codes.items():
            labels.append((index, f"编码是 {code}"))
        for index, name in line.other_names.items():
            labels.append((index, Html("写作“{}”").format(blocks.escape(name))))
        for index, label in labels:
            year = self.columns[index].year
            yield Html('<small class="mz-joined">{} 年{}</small>').format(year, label)


def notes(history: History) -> Iterator[str]:
    """Which years lie between two that are compared, and why columns are not compared at all."""
    for column in history.columns:
        own = body_labels.period(column.year, column.phase)
        if column.missing:
            since = history.columns[column.against or 0].year
            gap = "、".join(map(str, column.missing))
            yield f"{own}和 {since} 年比，中间的 {gap} 年没有收录。"
        elif column.why == "phase":
            yield f"{own}不与更早的比：一份是预算，一份是决算。"
        elif column.why == "basis" and column.basis is not None:
            basis = body_labels.basis(column.basis)
            yield f"{own}不与更早的比：说的不是同样的钱（这一份是{basis}）。"
        elif column.why == "untold" and len(history.columns) > 1:
            yield f"{own}没有这张表，或表里没有这样分。"


def _moved(history: History) -> Iterator[Html]:
    """What moved most by the newest comparison, a sentence for each way of moving."""
    for place, column in enumerate(history.columns):
        if column.against is not None:
            since = f"{column.year} 年比 {history.columns[column.against].year} 年"
            for title, lines in _groups(history.lines, place).items():
                texts = []
                # The table below has all of them.
                for line in lines[:_MOST_MOVED]:
                    # 企业扶持资金（+5,500.00 万元，+12.5%）
                    text = f"{figures.signed(_by(line, place))} 万元"
                    step = line.steps[place]
                    if step is not None and step.percent is not None:
                        text += f"，{figures.percent(step.percent)}"
                    texts.append(Html("{}（{}）").format(blocks.escape(line.name), text))
                more = ""
                if len(lines) > _MOST_MOVED:
                    more = f"，等 {len(lines)} 项"
                if lines:
                    yield Html("{}{}：{}{}。").format(since, title, Html("、").join(texts), more)
            return


def _groups(lines: Sequence[Line], place: int) -> Mapping[str, Sequence[Line]]:
    """The lines that grew and shrank most, are new, or ended; not classes (205) but parts."""
    more: list[Line] = []
    less: list[Line] = []
    new: list[Line] = []
    ended: list[Line] = []
    for line in lines:
        kind = _kind(line, place)
        by = _by(line, place)
        if len(line.code) == 3:
            continue
        if kind == "new":
            new.append(line)
        elif kind == "ended":
            ended.append(line)
        elif kind in ("changed", "from-nothing") and by > 0:
            more.append(line)
        elif kind in ("changed", "from-nothing") and by < 0:
            less.append(line)
    # Of lines that moved alike the first in the table stands first.
    more.sort(key=lambda line: -_by(line, place))
    less.sort(key=lambda line: _by(line, place))
    return {"多得最多": more, "少得最多": less, "新增": new, "没有了": ended}


def _kind(line: Line, place: int) -> str:
    step = line.steps[place]
    return "" if step is None else step.kind


def _by(line: Line, place: int) -> Decimal:
    step = line.steps[place]
    if step is None or step.by is None:
        return Decimal(0)
    return step.by
