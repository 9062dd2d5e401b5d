"""What the prose of a document says in figures, as a table: each figure has an address."""

from __future__ import annotations

from collections.abc import Iterator

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.package import Row, Table
from scripts.pages.year import verdicts
from scripts.schema.coordinates import VINTAGES

_MEASURES = {
    "amount": "金额",
    "change": "增减额",
    "change_percent": "增减幅度",
    "share": "占比",
    "count": "数量",
}
_DIRECTIONS = {"increase": "增加", "decrease": "减少", "same": "相同", "similar": "基本持平"}


def section(year: BudgetYear, site: Site, page: str) -> Html:
    """The section of the page of tables; nothing where the prose states no figure."""
    table = year.package.table("statements")
    if table is None or not table.rows:
        return Html()
    head: list[Html] = []
    for text in ("小节", "说的是什么", "量"):
        head.append(Html('<th scope="col">{}</th>').format(text))
    head.append(
        Html('<th scope="col" class="n">数</th><th scope="col">单位</th><th scope="col">补充</th>')
    )
    rows = joined(_rows(table, year, site, page))
    body = blocks.table(table.name, table.title, Html("<tr>{}</tr>").format(joined(head)), rows)
    title = blocks.escape(table.title)
    count = f"{len(table.rows)} 个数"
    sub = f"情况说明用文字写出的 {count}；原句不收录，只记下数字说的是什么。"
    return blocks.section(table.name, title, sub, body)


def _rows(table: Table, year: BudgetYear, site: Site, page: str) -> Iterator[Html]:
    """A row for each figure; the heading of a section stands at its first one only."""
    section_above = ""
    for row in table.rows:
        heading = ""
        if row["section"] != section_above:
            heading = section_above = row["section"]
        number = "—"
        value = row.number("value")
        if value is not None:
            number = blocks.number(value)
        marks = verdicts.marks(year, site, table.name, row["line"], page)
        yield (
            Html(
                '<tr id="{}"><td>{}</td>'
                '<th scope="row">{}</th>'
                '<td>{}</td><td class="n">{}{}</td>'
                "<td>{}</td><td>{}</td></tr>"
            ).format(
                row["line"],
                heading,
                row["subject"],
                _MEASURES[row["measure"]],
                marks,
                number,
                row["amount_unit"],
                _context(row),
            )
        )


def _context(row: Row) -> Html:
    """A figure's year where it is not this one, share of what, against what, for what reason."""
    clauses = []
    # These are what the whole document is of.
    if row["vintage"] not in ("", "budget", "outturn"):
        clauses.append(VINTAGES[row["vintage"]])
    if row["whole"]:
        clauses.append(f"占{row['whole']}")
    if row["direction"]:
        # 比上年增加: the prose does not say whether last year's budget or outturn.
        against = VINTAGES.get(row["compared"], "上年")
        clauses.append(f"比{against}{_DIRECTIONS[row['direction']]}")
    if row["reason"]:
        clauses.append(f"原因：{row['reason']}")
    return blocks.escape("；".join(clauses))
