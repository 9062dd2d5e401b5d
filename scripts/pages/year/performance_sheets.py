"""A performance sheet as HTML: who pays, quantities in its texts, indicators, all addressed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.package import Package, Row
from scripts.pages import elements
from scripts.pages.year import verdicts
from scripts.schema import BLANK, Column

TABLES = ("project-sheets", "sheet-funds", "sheet-quantities", "performance-targets")
_LEVELS = ("level_1", "level_2", "level_3")
# "" is for marks on the row as a whole.
_TARGETS = ("target", "value", "")
_HORIZONS = {"multi_year": "实施期", "annual": "年度"}
# Only a goal that was copied is worth a word; "no" says nothing.
_REPEATS = {
    "words": "年度目标与实施期目标文字相同",
    "numbers": "年度目标与实施期目标数量相同",
}
_RESULTS = {"achieved": "实际完成值", "weight": "分值", "score": "得分"}
"""What an evaluation says of an indicator beside its target."""

_RELATIONS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "about": "约 "}


@dataclass(frozen=True)
class Sheet:
    """A performance sheet: its number in the document, its project, its rows by table."""

    number: str
    project: str
    rows: Mapping[str, Sequence[Row]]


def sheets(package: Package) -> list[Sheet]:
    """Every performance sheet of a package, in the order of the document.

    Its number holds its rows in up to four tables together: several projects may share a name.
    """
    by_sheet: dict[str, dict[str, list[Row]]] = {}
    projects: dict[str, str] = {}
    for name in TABLES:
        for row in package.rows(name):
            number = row["sheet"]
            tables = by_sheet.setdefault(number, {})
            tables.setdefault(name, []).append(row)
            projects[number] = projects.get(number) or row["project_name"]

    all_sheets = []
    # "10" comes after "9".
    for number in sorted(by_sheet, key=lambda number: (len(number), number)):
        all_sheets.append(Sheet(number, projects[number], by_sheet[number]))
    return all_sheets


class Writer:
    """Writes the sheets of a year for a page, each row with its marks."""

    def __init__(self, year: BudgetYear, site: Site, page: str) -> None:
        self._year = year
        self._site = site
        self._page = page

    def body(self, sheet: Sheet) -> Html:
        """A sheet whole."""
        return joined(
            (
                *map(self._head, sheet.rows.get("project-sheets", ())),
                self._funds(sheet.rows.get("sheet-funds", ())),
                self._quantities(sheet.rows.get("sheet-quantities", ())),
                self._indicators(sheet.rows.get("performance-targets", ())),
            )
        )

    def _marks(self, table: str, row: Row | None, only: Container[str] | None = None) -> Html:
        """The marks of a row; with `only`, those of some columns."""
        if row is None:
            return Html()
        html: list[Html] = []
        for mark in self._site.marks(self._year, table, row["line"]):
            if only is None or mark.column in only:
                html.append(verdicts.mark(mark, self._page))
        return joined(html)

    def _head(self, row: Row) -> Html:
        duration = row["duration"]
        if duration:
            duration = f"项目期 {duration}"
        repeats = _REPEATS.get(row["goal_repeats"], "")
        facts = filter(None, (row["attribute"], duration, repeats))
        text = blocks.escape("；".join(facts))
        marks = self._marks("project-sheets", row)
        return Html('<p class="mz-sub" id="{}">{}{}</p>').format(row["line"], text, marks)

    def _funds(self, rows: Sequence[Row]) -> Html:
        """Who pays how much, for the whole period and for the year, in one table."""
        table = self._year.package.table("sheet-funds")
        if not rows or table is None:
            return Html()
        columns = []
        for column in table.values:
            if any(row.figure(column.name) != BLANK for row in rows):
                columns.append(column)
        # A form left blank shows its blanks: that nothing was filled in is worth seeing.
        columns = columns or list(table.values[:1])
        printed = {row["horizon"] for row in rows}
        # A row without a horizon is the year's, as in `_by_horizon`.
        horizons = [horizon for horizon in _HORIZONS if horizon in printed] or ["annual"]
        shown = [(horizon, column) for horizon in horizons for column in columns]
        header = Html('<tr><th scope="col">资金来源</th>')
        for horizon, column in shown:
            title = _HORIZONS[horizon]
            if len(columns) > 1:
                title += f"·{column.title}"
            header += Html('<th scope="col" class="n">{}</th>').format(title)
        sources = dict.fromkeys(map(_source, rows))
        body: list[Html] = []
        for source in sources:
            body.append(self._fund_rows(source, rows, shown))
        caption = "钱由谁出"
        # Sheets may be in 元 where the tables of the same document are in 万元.
        units = list(dict.fromkeys(row["amount_unit"] or table.amount_unit for row in rows))
        if all(units):
            caption += f"，单位：{'、'.join(units)}"
        return blocks.table(
            f"funds-{rows[0]['line']}", caption, Html("{}</tr>").format(header), joined(body)
        )

    def _fund_rows(
        self, item: str, rows: Sequence[Row], shown: Sequence[tuple[str, Column]]
    ) -> Html:
        """The rows of a source; several where the sheet names it more than once."""
        of_source = [row for row in rows if _source(row) == item]
        opening = Html("<tr>")
        if item == _TOTAL:
            opening = Html('<tr class="total">')
        html: list[Html] = []
        for pair in _by_horizon(of_source):
            figures = joined(self._figures(pair, shown))
            html.append(Html('{}<th scope="row">{}</th>{}</tr>').format(opening, item, figures))
        return joined(html)

    def _figures(self, pair: Pair, shown: Sequence[tuple[str, Column]]) -> Iterator[Html]:
        """The figures of a source; the first of each row is where links to the row lead."""
        anchored: set[str] = set()
        whole, annual = pair
        for horizon, column in shown:
            row = annual
            if horizon == "multi_year":
                row = whole
            if row is None:
                yield Html('<td class="n blank"></td>')
                continue
            yield self._figure(row, column.name, anchored=row["line"] not in anchored)
            anchored.add(row["line"])

    def _figure(self, row: Row, column: str, *, anchored: bool) -> Html:
        """A figure, a blank, or the sign for none; anchored, it takes the row's own marks too."""
        anchor = ""
        columns = [column]
        if anchored:
            # "" is the column of what is said of the row as a whole.
            anchor = Html(' id="{}"').format(row["line"])
            columns = [column, ""]
        marks = self._marks("sheet-funds", row, columns)
        value = row.number(column)
        if value is None:
            sign = blocks.escape(str(row.figure(column)))
            return Html('<td class="n blank"{}>{}{}</td>').format(anchor, marks, sign)
        return Html('<td class="n"{}>{}{}</td>').format(anchor, marks, blocks.number(value))

    def _quantities(self, rows: Sequence[Row]) -> Html:
        if not rows:
            return Html()
        items: list[Html] = []
        opening = Html("<details>")
        for row in rows:
            marks = self._marks("sheet-quantities", row)
            if marks:
                # What is to be looked at is not folded away: links lead to it.
                opening = Html("<details open>")
            items.append(Html('<li id="{}">{}{}</li>').format(row["line"], _quantity(row), marks))
        summary = f"目标和计划里写到的 {len(rows)} 个数量"
        return Html("{}<summary>{}</summary><ul>{}</ul></details>").format(
            opening, summary, joined(items)
        )

    def _indicators(self, rows: Sequence[Row]) -> Html:
        """The indicators with the targets of both horizons; one row of the form stays one row."""
        if not rows:
            return Html()
        results = [name for name in _RESULTS if any(_result(row, name) for row in rows)]
        pairs = list(_pairs(rows))
        targets = _target_columns(pairs)
        titles = ("指标", *targets, *(_RESULTS[name] for name in results))
        body: list[Html] = []
        for pair in pairs:
            cells = joined(self._indicator(pair, list(targets.values())))
            # The year's result stands before the whole period's.
            newest_first = list(reversed(_rows_of(pair)))
            for name in results:
                texts = [_result(row, name) for row in newest_first]
                text = next(filter(None, texts), "")
                cells += (
                    Html("<td>{}</td>").format(text) if text else Html('<td class="blank"></td>')
                )
            body.append(Html("<tr>{}</tr>").format(cells))
        identifier = f"targets-{rows[0]['line']}"
        return blocks.table(identifier, "用什么来衡量", elements.header(titles), joined(body))

    def _indicator(self, pair: Pair, columns: Sequence[Sequence[int]]) -> Iterator[Html]:
        """An indicator's name and its targets, a cell for each column, with their marks."""
        first = pair[0] or pair[1]
        # zip_longest makes no pair of nothing.
        assert first is not None
        above = filter(None, (first["level_1"], first["level_2"]))
        levels = blocks.escape(" · ".join(above))
        marks: list[Html] = []
        for row in pair:
            marks.append(self._marks("performance-targets", row, _LEVELS))
        yield Html('<th scope="row">{}<br><small>{}</small>{}</th>').format(
            _name(pair), levels, joined(marks)
        )
        for column in columns:
            rows = _rows_of([pair[horizon] for horizon in column])
            yield self._target(rows)

    def _target(self, rows: Sequence[Row]) -> Html:
        """The target that rows of one indicator share; links to any of them lead here."""
        # An element bears one id only, and links lead to either row.
        anchors: list[Html] = []
        marks: list[Html] = []
        target = ""
        for row in rows:
            anchors.append(Html('<span id="{}"></span>').format(row["line"]))
            marks.append(self._marks("performance-targets", row, _TARGETS))
            target = target or row["target"]
        if not target:
            return Html('<td class="blank">{}{}</td>').format(joined(anchors), joined(marks))
        return Html("<td>{}{}{}</td>").format(joined(anchors), target, joined(marks))


Pair = tuple[Row | None, Row | None]
"""The whole period's and the year's indicator of one row of the form."""


def _rows_of(cells: Sequence[Row | None]) -> list[Row]:
    return [row for row in cells if row is not None]


def _target_columns(pairs: Sequence[Pair]) -> dict[str, tuple[int, ...]]:
    """The columns of targets by title, each with its horizons (0 whole, 1 annual).

    One column stands for both where no row of the sheet tells them apart.
    """
    targets = []
    for whole, annual in pairs:
        first = ""
        second = ""
        if whole is not None:
            first = whole["target"]
        if annual is not None:
            second = annual["target"]
        targets.append((first, second))
    if not any(first for first, _ in targets):
        return {"指标值": (0, 1)}
    if not any(second for _, second in targets):
        return {"指标值（实施期）": (0, 1)}
    if all(first == second for first, second in targets):
        return {"指标值（实施期、年度相同）": (0, 1)}
    return {"实施期指标值": (0,), "年度指标值": (1,)}


def _result(row: Row, name: str) -> str:
    """What a row says of an indicator beside its target: in words, or as a figure."""
    if name == "achieved":
        return row[name]
    value = row.number(name)
    if value is None:
        return str(row.figure(name))
    return blocks.number(value)


_TOTAL = "资金总额"


def _source(row: Row) -> str:
    if row.role == "total":
        return _TOTAL
    return row["item"]


def _quantity(row: Row) -> Html:
    """A quantity in words: 年度目标（年度）：培训 ≥3次."""
    field = blocks.escape(row["field"])
    if row["horizon"]:
        field += f"（{_HORIZONS[row['horizon']]}）"
    number = ""
    value = row.number("value")
    if value is not None:
        number = blocks.number(value)
    relation = _RELATIONS.get(row["relation"], "")
    return Html("{}：{} {}{}{}").format(
        field, blocks.escape(row["noun"]), relation, number, row["amount_unit"]
    )


def _pairs(rows: Sequence[Row]) -> Iterator[Pair]:
    """The whole period's and the year's indicator of each row of the form."""
    by_place: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        # What was printed at one place is one row of the form.
        place = (row["page"], row["source_line"], row["box"])
        by_place.setdefault(place, []).append(row)
    for of_place in by_place.values():
        yield from _by_horizon(of_place)


def _by_horizon(rows: Sequence[Row]) -> Iterator[Pair]:
    """Rows side by side: those of the whole period, those of the year."""
    whole = [row for row in rows if row["horizon"] == "multi_year"]
    annual = [row for row in rows if row["horizon"] != "multi_year"]
    # The two halves of a form run side by side and have unequal lengths.
    return zip_longest(whole, annual)


def _name(pair: Pair) -> Html:
    """An indicator's name; the year's beside it where that is another, and not merely cut short."""
    whole = ""
    annual = ""
    if pair[0] is not None:
        whole = pair[0]["level_3"]
    if pair[1] is not None:
        annual = pair[1]["level_3"]
    # Narrow cells cut texts off.
    if not annual or whole.startswith(annual):
        return blocks.escape(whole)
    if not whole:
        return blocks.escape(annual)
    return Html("{}<br><small>年度：{}</small>").format(whole, annual)
