"""Which figures were corrected after they had stood here: as a page, a feed, and a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site, short_name
from scripts.markup import Html, joined
from scripts.metadata import Entry, Feed, feeds
from scripts.package import Correction
from scripts.pages import elements
from scripts.pages.whole_site import column_tables

PATH = "corrections/index.html"
COLUMNS = {
    "package": "数据包的路径",
    "department": "部门或单位",
    "year": "年度",
    "phase": "budget 预算，final 决算",
    "date": "改正的日期",
    "line": "哪一行（行标识）",
    "table": "哪张表",
    "label": "那一行的名称",
    "column": "哪一列",
    "from": "原来的数；空白表示没有数",
    "to": "现在的数；空白表示没有数",
    "why": "为什么改",
}
"""The columns of the table of corrections with what they mean."""

# A new reading of all documents can correct thousands of figures at once: with these limits a page
# of 30,000 corrections stays under 400 KB, and the CSV holds all of them.
_MOST_REVISIONS = 30
_MOST_ROWS = 20
_MOST_IN_ENTRY = 20

_WHAT = (
    "一个数收录以后又变了，就记在这里：部门换了更正后的文件，或者我们重新读原文，发现原来读错了。"
    "旧的数、新的数、日期和原因都写明，不悄悄改。文件自己前后矛盾的地方不改，那是原文。"
)


@dataclass(frozen=True)
class Revision:
    """What was corrected in one package on one day."""

    year: BudgetYear
    day: str
    corrections: tuple[Correction, ...]

    @property
    def anchor(self) -> str:
        """Its place on the page: audit-2023-budget-2026-03-01."""
        package = self.year.package
        return f"{package.slug}-{package.period}-{self.day}"

    @cached_property
    def title(self) -> str:
        """Whose budget, and how many figures."""
        year = self.year
        count = f"{len(self.corrections):,}"
        return f"{year.department} {year.name}：改了 {count} 个数"


def revisions(site: Site) -> list[Revision]:
    """All revisions, newest first; those of one day in the order of the departments' names."""
    by_name: list[Revision] = []
    for year in site.years_by_name:
        by_day: dict[str, list[Correction]] = {}
        for correction in year.package.corrections:
            # An import records what it changes under one day: a revision is one reading.
            of_day = by_day.setdefault(correction.date, [])
            of_day.append(correction)
        for day, corrections in by_day.items():
            by_name.append(Revision(year, day, tuple(corrections)))
    return sorted(by_name, key=lambda revision: revision.day, reverse=True)


def rows(site: Site) -> Iterator[list[str]]:
    """A row for each correction under COLUMNS, in the order of the departments' names."""
    for year in site.years_by_name:
        disclosure = year.package.disclosure
        for correction in year.package.corrections:
            yield [
                year.package.path,
                year.department,
                str(disclosure.year),
                disclosure.phase,
                correction.date,
                correction.line,
                correction.table,
                correction.label,
                correction.column,
                correction.before,
                correction.after,
                correction.why,
            ]


def page(site: Site) -> Page:
    """The page of corrections: the newest written out, how to subscribe, all of them as a CSV."""
    newest_first = revisions(site)
    count = sum(len(revision.corrections) for revision in newest_first)
    lead = "到现在还没有改过一个数。"
    if count:
        lead = Html("到现在一共改过 <b>{} 个</b>数，一个不少都在这里。").format(f"{count:,}")
    up = blocks.link("quality/index.html", "质量", PATH)
    parts = [
        Html('<p class="mz-crumb">{} ›</p>').format(up),
        Html("<h1>更正记录</h1>"),
        Html('<p class="mz-lead">{}</p>').format(lead),
        Html("<p>{}</p>").format(_WHAT),
        elements.not_updated(site),
        *map(_section, newest_first[:_MOST_REVISIONS]),
    ]
    rest = len(newest_first) - _MOST_REVISIONS
    if rest > 0:
        parts.append(Html("<p>更早的 {} 次见下面的 CSV。</p>").format(f"{rest:,}"))
    files = (
        (feeds.ATOM, "Atom", "用订阅软件打开，有新的更正会告诉你"),
        (feeds.JSON, "JSON Feed", "同样的内容，给程序读"),
        ("data/corrections.csv", "corrections.csv", "全部更正，一行一个数"),
    )
    columns = column_tables.folded("corrections.csv", COLUMNS, called="CSV")
    downloads = Html("<ul>{}</ul>{}").format(column_tables.links(files, PATH), columns)
    parts.append(blocks.section("subscribe", "订阅与下载", "", downloads))
    description = "哪些数字收录以后又改过：从多少改成多少，哪一天，为什么；可以订阅。"
    return Page(PATH, "更正记录", description, joined(parts, "\n"))


def _section(revision: Revision) -> Html:
    year = revision.year
    corrections = revision.corrections
    items: list[Html] = []
    for correction in corrections[:_MOST_ROWS]:
        items.append(_item(year, correction))
    body = Html('<ul class="mz-verdicts">{}</ul>').format(joined(items))
    rest = len(corrections) - _MOST_ROWS
    if rest > 0:
        body += Html("<p>另有 {} 个见下面的 CSV。</p>").format(f"{rest:,}")
    name = blocks.link(year.address(), year.name, PATH)
    title = blocks.escape(f"{revision.day}　{short_name(year.department)}")
    sub = Html("{}，改了 {} 个数").format(name, f"{len(corrections):,}")
    return blocks.section(revision.anchor, title, sub, body)


def _item(year: BudgetYear, correction: Correction) -> Html:
    """A correction in two lines: where, with the way to the line; from what to what, and why."""
    table, column = _titles(year, correction)
    label = correction.label or "（没有名称的行）"
    address = ""
    # A corrected document may print the row no more, or its table.
    if (correction.table, correction.line) in year.rows:
        address = year.cell(correction.table, correction.line)
    row = blocks.escape(label)
    if address:
        row = blocks.link(address, label, PATH)
    before = _figure(correction.before)
    after = _figure(correction.after)
    return Html(
        '<li><p class="mz-judged">{} › {}'
        " › {}</p>"
        "<p>{} → <b>{}</b></p>"
        '<p class="mz-sub">{}</p></li>'
    ).format(
        table,
        row,
        column,
        before,
        after,
        correction.why,
    )


def _titles(year: BudgetYear, correction: Correction) -> tuple[str, str]:
    table = year.package.table(correction.table)
    title = correction.table
    column_title = correction.column
    if table is not None:
        title = table.title
        for column in table.columns:
            if column.name == correction.column:
                column_title = column.title
    return title, column_title


def _figure(text: str) -> str:
    """A figure as the record states it: what it leaves blank was blank, or was not there."""
    return text or "没有数"


def feed(site: Site) -> Feed:
    """What was corrected, and what was published on a day that is recorded, newest first."""
    corrected = map(_correction_entry, revisions(site))
    entries = [*corrected, *_publications(site)]
    # Entries of one day keep their order: sorting is stable in reverse too.
    newest_first = sorted(entries, key=lambda entry: entry.day, reverse=True)
    about = "收录以后又改过的数，和记录了公布日期的预算、决算。"
    return Feed("更正与公布", about, PATH, newest_first)


def _correction_entry(revision: Revision) -> Entry:
    # Feed readers know an entry by its name: it must stay the same when more is corrected later.
    name = f"correction/{revision.year.package.path}/{revision.day}"
    items: list[Html] = []
    for correction in revision.corrections[:_MOST_IN_ENTRY]:
        # 支出总表“合计”基本支出：7.57 → 7.58（读错）
        table, column = _titles(revision.year, correction)
        where = blocks.escape(f"{table}“{correction.label}”{column}")
        before = _figure(correction.before)
        after = _figure(correction.after)
        why = blocks.escape(correction.why)
        items.append(Html("<li>{}：{} → {}（{}）</li>").format(where, before, after, why))
    content = Html("<ul>{}</ul>").format(joined(items))
    rest = len(revision.corrections) - _MOST_IN_ENTRY
    if rest > 0:
        content += Html("<p>另有 {} 个，见更正记录。</p>").format(f"{rest:,}")
    return Entry(
        name,
        revision.day,
        f"{PATH}#{revision.anchor}",
        f"更正：{revision.title}",
        content,
        "更正",
    )


def _publications(site: Site) -> Iterator[Entry]:
    """An entry for each document whose day of publication is recorded; of most it is not."""
    for year in site.years:
        for source in year.package.sources:
            if not source.published:
                continue
            # A document that is put on the site later keeps the day on which it was published.
            sentence = blocks.escape(f"《{source.title}》于 {source.published} 公布。")
            yield Entry(
                f"publication/{year.package.path}/{source.sha256}",
                source.published,
                year.address(),
                f"公布：{year.department} {year.name}",
                Html("<p>{}</p>").format(sentence),
                "公布",
            )
