"""A performance sheet as HTML: who pays, the quantities that its texts name, its indicators; each row an address."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.package import Package, Row
from scripts.pages.year import verdicts
from scripts.schema import BLANK, Column

TABLES = ("project-sheets", "sheet-funds", "sheet-quantities", "performance-targets")
_LEVELS = ("level_1", "level_2", "level_3")
_TARGETS = ("target", "value", "")
_HORIZONS = {"multi_year": "实施期", "annual": "年度"}
_REPEATS = {
    "words": "年度目标与实施期目标文字相同",
    "numbers": "年度目标与实施期目标数量相同",
}
_MORE = {"achieved": "实际完成值", "weight": "分值", "score": "得分"}
"""What an evaluation says of an indicator beside its target."""

_RELATIONS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "about": "约 "}


@dataclass(frozen=True)
class Sheet:
    """One performance sheet: its number in the document, the project that it names, its rows by table."""

    number: str
    project: str
    rows: Mapping[str, Sequence[Row]]


def sheets(package: Package) -> list[Sheet]:
    """Every performance sheet of a package, in the order of the document."""
    found: dict[str, dict[str, list[Row]]] = {}
    for name in TABLES:
        table = package.table(name)
        for row in table.rows if table is not None else ():
            found.setdefault(row["sheet"], {}).setdefault(name, []).append(row)
    numbers = sorted(found, key=lambda number: (len(number), number))
    return [Sheet(number, _project(found[number]), found[number]) for number in numbers]


def _project(rows: Mapping[str, Sequence[Row]]) -> str:
    return next(
        (row["project_name"] for some in rows.values() for row in some if row["project_name"]), ""
    )


class Writer:
    """Writes the sheets of a year for a page, each row with its marks."""

    def __init__(self, year: BudgetYear, site: Site, page: str) -> None:
        self._year, self._site, self._page = year, site, page

    def body(self, sheet: Sheet) -> str:
        """A sheet whole."""
        parts = (
            self._head(sheet),
            self._funds(sheet),
            self._quantities(sheet),
            self._indicators(sheet),
        )
        return "".join(filter(None, parts))

    def _marks(self, table: str, row: Row | None, only: Container[str] | None = None) -> str:
        """The marks of a row; with `only`, those of some columns."""
        found = self._site.marks(self._year, table, row["line"]) if row is not None else ()
        return "".join(
            verdicts.mark(one, self._page) for one in found if only is None or one.column in only
        )

    def _head(self, sheet: Sheet) -> str:
        return "".join(self._head_row(row) for row in sheet.rows.get("project-sheets", ()))

    def _head_row(self, row: Row) -> str:
        said = [
            row["attribute"],
            row["duration"] and f"项目期 {row['duration']}",
            _REPEATS.get(row["goal_repeats"], ""),
        ]
        text = "；".join(blocks.escape(one) for one in said if one)
        return (
            f'<p class="mz-sub" id="{row["line"]}">{text}{self._marks("project-sheets", row)}</p>'
        )

    def _funds(self, sheet: Sheet) -> str:
        """Who pays how much, for the whole period and for the year, in one table."""
        rows, table = sheet.rows.get("sheet-funds", ()), self._year.package.table("sheet-funds")
        if not rows or table is None:
            return ""
        columns = [
            one for one in table.values if any(row.figure(one.name) != BLANK for row in rows)
        ] or table.values[:1]
        shown = _shown(rows, columns)
        body = "".join(
            self._fund_rows(item, rows, shown)
            for item in dict.fromkeys(_source(row) for row in rows)
        )
        head = '<tr><th scope="col">资金来源</th>' + "".join(
            f'<th scope="col" class="n">{_fund_title(horizon, column, several=len(columns) > 1)}</th>'
            for horizon, column in shown
        )
        units = list(dict.fromkeys(row["amount_unit"] or table.amount_unit for row in rows))
        unit = f"，单位：{'、'.join(units)}" if all(units) else ""
        return blocks.table(f"funds-{rows[0]['line']}", f"钱由谁出{unit}", f"{head}</tr>", body)

    def _fund_rows(
        self, item: str, rows: Sequence[Row], shown: Sequence[tuple[str, Column]]
    ) -> str:
        """The rows of a source; several where the sheet names it more than once."""
        own = [row for row in rows if _source(row) == item]
        annual = [row for row in own if row["horizon"] != "multi_year"]
        css = ' class="total"' if item == "资金总额" else ""
        lines = zip_longest((row for row in own if row["horizon"] == "multi_year"), annual)
        return "".join(
            f'<tr{css}><th scope="row">{blocks.escape(item)}</th>{"".join(self._figures(pair, shown))}</tr>'
            for pair in lines
        )

    def _figures(
        self, pair: tuple[Row | None, Row | None], shown: Sequence[tuple[str, Column]]
    ) -> Iterator[str]:
        """The figures of a source; the first of each row is where links to the row lead."""
        led: set[str] = set()
        for horizon, column in shown:
            row = pair[0] if horizon == "multi_year" else pair[1]
            first = row is not None and row["line"] not in led
            led |= {row["line"]} if row is not None else set()
            yield self._figure(row, column.name, anchored=first)

    def _figure(self, row: Row | None, column: str, *, anchored: bool) -> str:
        """A figure, a blank, or the sign printed for none."""
        value = None if row is None else row.number(column)
        anchor = f' id="{row["line"]}"' if row is not None and anchored else ""
        marks = self._marks("sheet-funds", row, (column, "") if anchored else (column,))
        if value is None:
            sign = "" if row is None else str(row.figure(column))
            return f'<td class="n blank"{anchor}>{marks}{blocks.escape(sign)}</td>'
        return f'<td class="n"{anchor}>{marks}{blocks.number(value)}</td>'

    def _quantities(self, sheet: Sheet) -> str:
        rows = sheet.rows.get("sheet-quantities", ())
        if not rows:
            return ""
        marks = [self._marks("sheet-quantities", row) for row in rows]
        said = "".join(
            f'<li id="{row["line"]}">{_quantity(row)}{mark}</li>'
            for row, mark in zip(rows, marks, strict=True)
        )
        # What is to be looked at is not folded away: links lead to it.
        is_open = " open" if any(marks) else ""
        summary = f"目标和计划里写到的 {len(rows)} 个数量"
        return f"<details{is_open}><summary>{summary}</summary><ul>{said}</ul></details>"

    def _indicators(self, sheet: Sheet) -> str:
        """The indicators with the targets of both horizons; one printed in one row of the form stays in one row."""
        rows = sheet.rows.get("performance-targets", ())
        if not rows:
            return ""
        more, pairs = (
            [name for name in _MORE if any(_said(row, name) for row in rows)],
            list(_pairs(rows)),
        )
        targets = _target_columns(pairs)
        titles = ("指标", *targets, *(_MORE[name] for name in more))
        head = "".join(f'<th scope="col">{text}</th>' for text in titles)
        body = "".join(
            f"<tr>{''.join((*self._indicator(pair, list(targets.values())), *_more(pair, more)))}</tr>"
            for pair in pairs
        )
        return blocks.table(f"targets-{rows[0]['line']}", "用什么来衡量", f"<tr>{head}</tr>", body)

    def _indicator(self, pair: Pair, columns: Sequence[Sequence[int]]) -> Iterator[str]:
        """An indicator's name and its targets: a cell for each column, with the marks of all rows that it stands for."""
        first = pair[0] or pair[1]
        assert first is not None
        levels = " · ".join(filter(None, (first["level_1"], first["level_2"])))
        marks = "".join(self._marks("performance-targets", row, _LEVELS) for row in pair)
        yield f'<th scope="row">{_name(pair)}<br><small>{blocks.escape(levels)}</small>{marks}</th>'
        for column in columns:
            rows = [row for at in column if (row := pair[at]) is not None]
            anchors = "".join(f'<span id="{row["line"]}"></span>' for row in rows)
            marks = "".join(self._marks("performance-targets", row, _TARGETS) for row in rows)
            target = next((row["target"] for row in rows if row["target"]), "")
            blank = "" if target else ' class="blank"'
            yield f"<td{blank}>{anchors}{blocks.escape(target)}{marks}</td>"


Pair = tuple[Row | None, Row | None]
"""The whole period's and the year's indicator of one row of the form."""


def _target_columns(pairs: Sequence[Pair]) -> dict[str, tuple[int, ...]]:
    """The columns of targets by title, each with the horizons it stands for: one where no row tells them apart."""
    told = [
        [row is not None and row["target"] != "" for row in rows]
        for rows in zip(*pairs, strict=True)
    ]
    if not any(told[0]) or not any(told[1]):
        return {"指标值（实施期）" if any(told[0]) else "指标值": (0, 1)}
    same = all(
        whole is None or annual is None or whole["target"] == annual["target"]
        for whole, annual in pairs
    )
    both = all(one == other for one, other in zip(*told, strict=True))
    return (
        {"指标值（实施期、年度相同）": (0, 1)}
        if same and both
        else {"实施期指标值": (0,), "年度指标值": (1,)}
    )


def _shown(rows: Sequence[Row], columns: Sequence[Column]) -> list[tuple[str, Column]]:
    """The columns of a sheet's money, those of the horizons that it tells."""
    has = {row["horizon"] for row in rows}
    horizons = [horizon for horizon in _HORIZONS if horizon in has] or ["annual"]
    return [(horizon, column) for horizon in horizons for column in columns]


def _fund_title(horizon: str, column: Column, *, several: bool) -> str:
    return f"{_HORIZONS[horizon]}·{column.title}" if several else _HORIZONS[horizon]


def _said(row: Row, name: str) -> str:
    """What a row says of an indicator beside its target: in words, or as a figure."""
    if name == "achieved":
        return row[name]
    value = row.number(name)
    return blocks.number(value) if value is not None else str(row.figure(name))


def _more(pair: tuple[Row | None, Row | None], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        text = next(
            (text for row in reversed(pair) if row is not None and (text := _said(row, name))), ""
        )
        yield f"<td>{blocks.escape(text)}</td>" if text else '<td class="blank"></td>'


def _source(row: Row) -> str:
    return "资金总额" if row["role"] == "total" else row["item"]


def _quantity(row: Row) -> str:
    horizon = f"（{_HORIZONS[row['horizon']]}）" if row["horizon"] else ""
    value = row.number("value")
    relation = _RELATIONS.get(row["relation"], "")
    counted = f"{relation}{blocks.number(value) if value is not None else ''}{row['amount_unit']}"
    return f"{blocks.escape(row['field'])}{horizon}：{blocks.escape(row['noun'])} {counted}"


def _pairs(rows: Sequence[Row]) -> Iterator[Pair]:
    """The whole period's and the year's indicator of each row of the form."""
    for place in dict.fromkeys((row["page"], row["source_line"], row["box"]) for row in rows):
        here = [row for row in rows if (row["page"], row["source_line"], row["box"]) == place]
        whole = [row for row in here if row["horizon"] == "multi_year"]
        yield from zip_longest(whole, [row for row in here if row["horizon"] != "multi_year"])


def _name(pair: tuple[Row | None, Row | None]) -> str:
    """An indicator's name; the year's beside it where that is another one and not merely cut short."""
    whole, annual = ("" if row is None else row["level_3"] for row in pair)
    if not annual or whole.startswith(annual):
        return blocks.escape(whole)
    return (
        blocks.escape(annual)
        if not whole
        else f"{blocks.escape(whole)}<br><small>年度：{blocks.escape(annual)}</small>"
    )
