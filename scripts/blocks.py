"""The few HTML shapes that pages are made of, and how numbers are written."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scripts.charts import Chart
from scripts.schema import places
from scripts.tables import Money, share

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Page:
    """A page before it is built; `path` is its address below the site's root, `body` Markdown.

    Where a chart stands, the text holds the mark that `picture_mark` makes, for the build to put
    the picture in. `lang` is set where a page is in another language than the site, `twin` where
    the same page is there in another.
    """

    path: str
    title: str
    description: str
    body: str
    charts: tuple[Chart, ...] = ()
    lang: str = ""
    twin: str = ""


def escape(text: str) -> str:
    """Text that is safe anywhere in HTML, and in Markdown beside it.

    >>> escape("a_b < c")
    'a&#95;b &lt; c'
    """
    # In Markdown these three would begin emphasis or code.
    return html.escape(text).replace("*", "&#42;").replace("_", "&#95;").replace("`", "&#96;")


def relative(target: str, page: str) -> str:
    """The link from a page to an address below the site's root.

    Both addresses are relative to that root; a #part is kept.

    >>> relative("data/index.html#files", "departments/x/index.html")
    '../../data/index.html#files'
    >>> relative("#files", "data/index.html")
    '#files'
    """
    path, mark, part = target.partition("#")
    # #files alone stays on its page.
    if path:
        path = posixpath.relpath(path, posixpath.dirname(page) or ".")
    return path + mark + part


def link(target: str, text: str, page: str, *, attributes: str = "") -> str:
    """A link between pages; the text is escaped here.

    >>> link("data/index.html", "数据", "about/index.html")
    '<a href="../data/index.html">数据</a>'
    """
    if attributes:
        attributes = f" {attributes}"
    return f'<a href="{relative(target, page)}"{attributes}>{escape(text)}</a>'


REPORT = "report/index.html"
"""The page that tells how to report a mistake."""


def report(text: str, page: str, *, about: str = "", part: str = "") -> str:
    """The link to report a mistake: to the page that tells how, or to a text made by report.js.

    `about` is the department's year that a page is of, `part` the id of the table or figure.
    """
    attributes = f'class="mz-report" href="{relative(REPORT, page)}"'
    if about:
        # report.js reads what the two attributes say, and puts it into the text.
        attributes += f' data-about="{escape(about)}"'
    if part:
        attributes += f' data-part="{part}"'
    return f"<a {attributes}>{escape(text)}</a>"


def download(target: str, text: str, page: str) -> str:
    """A link to a file to take away, with its size; the text is escaped here."""
    anchor = link(target, text, page, attributes="download")
    return f'<span class="mz-file">{anchor} <small>{size_mark(target)}</small></span>'


def size_mark(target: str) -> str:
    """Where the build puts the size of a file: pages are written before the files they link to."""
    return f"<!-- size {target} -->"


def with_sizes(text: str, sizes: Mapping[str, int]) -> str:
    """A text with the sizes of files for their marks; KeyError for a file that there is not."""
    return _SIZE.sub(lambda mark: size(sizes[mark.group(1)]), text)


_SIZE = re.compile(r"<!-- size (\S+) -->")


# Numbers


def size(count: int) -> str:
    """A number of bytes as people say it.

    >>> size(11_900), size(1_300_000), size(3)
    ('12 KB', '1.3 MB', '1 KB')
    """
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} KB"
    return f"{Decimal(count) / 1_000_000:.1f} MB"


def number(value: Decimal) -> str:
    """A number as people read it: thousands separators, the decimals it was published with.

    >>> number(Decimal("-5582.870"))
    '−5,582.870'
    """
    # A true minus is as wide as a figure, and no place where a line may break.
    return f"{value:,f}".replace("-", "−")


def amount(money: Money) -> tuple[str, str]:
    """A number and its unit, fit to be read.

    元 become 万元 from 10,000 元 on, and 万元 have at most two decimals; `yuan` is exact.

    >>> amount(Money(Decimal("55828700"), "元")), amount(Money(Decimal("4651.675"), "万元"))
    (('5,582.87', '万元'), ('4,651.68', '万元'))
    """
    if money.amount_unit == "元" and abs(money.number) >= 10_000:
        # As documents round: Python's own way turns 0.125 into 0.12.
        return number((money.number / 10_000).quantize(CENT, ROUND_HALF_UP)), "万元"
    # Some places print six decimals of 万元.
    if money.amount_unit == "万元" and places(money.number) > 2:
        return number(money.number.quantize(CENT, ROUND_HALF_UP)), "万元"
    return number(money.number), money.amount_unit


def headline(money: Money) -> tuple[str, str]:
    """A number and its unit, fit for a headline: in 亿元 from 100,000,000 元 on.

    >>> headline(Money(Decimal("372000000"), "元")), headline(Money(Decimal("5582.87"), "万元"))
    (('3.72', '亿元'), ('5,582.87', '万元'))
    """
    if abs(money.yuan) >= 100_000_000:
        return number((money.yuan / 100_000_000).quantize(CENT, ROUND_HALF_UP)), "亿元"
    return amount(money)


def headline_text(money: Money) -> str:
    """An amount with its unit, as in a headline: 3.72 亿元."""
    value, unit = headline(money)
    return f"{value} {unit}"


def exact_text(money: Money) -> str:
    """An amount as it was published, with all its decimals: 32,852.053832 万元.

    >>> exact_text(Money(Decimal("32852.053832"), "万元"))
    '32,852.053832 万元'
    """
    return f"{number(money.number)} {money.amount_unit}"


def amount_text(money: Money) -> str:
    """An amount with its unit: 5,582.87 万元.

    >>> amount_text(Money(Decimal("3600"), "元"))
    '3,600 元'
    """
    value, unit = amount(money)
    return f"{value} {unit}"


def amount_html(money: Money) -> str:
    """An amount with its unit, and the exact 元 on demand."""
    return f'<span title="{yuan(money.yuan)}">{amount_text(money)}</span>'


def yuan(value: Decimal) -> str:
    """An amount in 元, exact: whole ones without decimals, others with two or as many as they have.

    >>> yuan(Decimal("55828700.00")), yuan(Decimal("0.5")), yuan(Decimal("0.125"))
    ('55,828,700 元', '0.50 元', '0.125 元')
    """
    exact = max(value, value.quantize(CENT), key=places)
    if value == value.to_integral_value():
        exact = value.quantize(Decimal(1))
    return f"{number(exact)} 元"


def percent(part: Decimal, whole: Decimal, places: int = 2) -> str:
    """A share in percent; "" where there is no whole.

    What is there but rounds to nothing is said to be less than the last decimal shown, not 0%.

    >>> percent(Decimal(1), Decimal(3)), percent(Decimal(1), Decimal(90_000))
    ('33.33%', '不到 0.01%')
    """
    rounded = share(part, whole, places)
    if rounded is None:
        return ""
    if part > 0 and not rounded:
        return f"不到 {Decimal(1).scaleb(-places):f}%"
    return f"{rounded:,f}%"


def signed(value: Decimal) -> str:
    """A change with its sign: +5,471.80, −3.00.

    >>> signed(Decimal("5471.80")), signed(Decimal("-3.00")), signed(Decimal(0))
    ('+5,471.80', '−3.00', '0')
    """
    if value > 0:
        return f"+{number(value)}"
    return number(value)


# Shapes


def card(label: str, value: str, unit: str, note: str) -> str:
    """One figure with its label, its unit, and what it means."""
    return (
        f'<div class="mz-card"><p class="k">{label}</p>'
        f'<p class="v">{value}<small>{unit}</small></p><p class="n">{note}</p></div>'
    )


def cards(items: Iterable[str]) -> str:
    """Cards in a row."""
    return f'<div class="mz-cards">{"".join(items)}</div>'


def grid(main: str, aside: str) -> str:
    """The page's main column with boxes beside it."""
    return (
        f'<div class="mz-grid"><div class="mz-main">\n{main}\n</div>'
        f'<aside class="mz-aside">\n{aside}\n</aside></div>'
    )


def box(title: str, body: str, *, identifier: str = "") -> str:
    """A box beside the text; with an identifier, links can lead to it."""
    if identifier:
        identifier = f' id="{identifier}"'
    return f'<div class="mz-box"{identifier}><h3>{title}</h3>{body}</div>'


def row(label: str, links: str) -> str:
    """A line in a box: what it is, and where to get it."""
    return f'<div class="mz-row"><span>{label}</span><span>{links}</span></div>'


def tag(kind: str, text: str) -> str:
    """A verdict in a word; its `kind` (ok, warn, fail or none) is a class of the style sheet."""
    return f'<span class="mz-tag {kind}">{text}</span>'


def section(identifier: str, title: str, sub: str, body: str) -> str:
    """A section with its heading, a line under it, and its content."""
    if sub:
        sub = f'<p class="mz-sub">{sub}</p>'
    return f'<section>\n<h2 id="{identifier}">{title}</h2>\n{sub}\n{body}\n</section>'


def picture_mark(chart: Chart) -> str:
    """Where the build puts a chart's picture, drawn in a process of its own after the text."""
    return f"<!-- picture {chart.id} -->"


def embed_mark(chart: Chart) -> str:
    """Where the code that frames a chart in another page is to stand."""
    return f"<!-- embed {chart.id} -->"


def figure(
    chart: Chart, source: str, tools: str = "", heads: Sequence[str] = ("名目", "金额", "占比")
) -> str:
    """A chart with its source, what to take away, and its data as a table under it.

    Unless `tools` says otherwise, its picture and figures are to be taken away. Its files lie in
    `charts/` beside the page, so that charts of pages in one folder need ids of their own.
    """
    if not tools:
        # No PNG: the browser draws that from the SVG, in the reader's own fonts (chart.js).
        for ending in ("svg", "csv"):
            tools += f' <a href="charts/{chart.id}.{ending}" download>{ending.upper()}</a>'
        tools = tools.strip()
    columns, summary = 2, "表格"
    if any(row.share for row in chart.rows):
        columns, summary = 3, "表格与占比"
    return (
        f'<figure class="mz-chart" id="{chart.id}">{picture_mark(chart)}'
        f"<figcaption><span>{source}</span>"
        f'<span class="mz-tools">{tools}</span></figcaption>'
        # Folded, but there without JavaScript, and for readers aloud.
        f'<details class="mz-data"><summary>{summary}</summary>'
        f"{_data_table(chart, heads[:columns])}</details>"
        f"{embed_mark(chart)}</figure>"
    )


def _data_table(chart: Chart, titles: Sequence[str]) -> str:
    """The figures of a chart as a table with as many columns as there are titles."""
    first, *further = titles
    header = f'<th scope="col">{first}</th>'
    for title in further:
        header += f'<th scope="col" class="n">{title}</th>'
    body = ""
    for row in chart.rows:
        # The name heads its row: readers aloud say it with each figure.
        cells = f'<th scope="row">{escape(row.label)}</th>'
        for text in (row.amount, row.share)[: len(further)]:
            cells += f'<td class="n">{escape(text)}</td>'
        body += f"<tr>{cells}</tr>"
    return (
        f"<table><caption>{escape(chart.title)}</caption>"
        f"<thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"
    )


def embed(code: str, *, complete: bool) -> str:
    """The code that frames a chart in another page, `complete` with the site's address."""
    how = ""
    if not complete:
        how = '<p class="mz-embed-relative">用的时候，请把 src 里的地址换成完整的网址。</p>'
    return (
        '<details class="mz-embed"><summary>放到别的网页里</summary>'
        # There is no label element: aria-label is all the name that the field has.
        f'<textarea readonly rows="3" aria-label="嵌入代码">{html.escape(code)}</textarea>'
        f"{how}</details>"
    )


def table(identifier: str, caption: str, head: str, body: str) -> str:
    """A wide table, which scrolls inside its own frame and never moves the page."""
    # A region that scrolls has to be reachable by keyboard (tabindex) and to bear a name.
    return (
        f'<div class="mz-table" tabindex="0" role="group" aria-labelledby="{identifier}-caption">'
        f'<table><caption id="{identifier}-caption">{caption}</caption>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def front(title: str, description: str, **further: str) -> str:
    """What a Markdown file says of itself before its text; blanks are left out."""
    fields = {"title": title, "description": description}
    fields |= {name: text for name, text in further.items() if text}
    lines = ""
    for name, text in fields.items():
        # As YAML takes it in one line: no character of it can end that.
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        quoted = _UNPRINTABLE.sub(lambda match: f"\\U{ord(match[0]):08x}", quoted)
        lines += f'{name}: "{quoted}"\n'
    return f"---\n{lines}---\n\n"


_UNPRINTABLE = re.compile(
    r"[^ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""The characters that YAML does not take as they are, or takes as the end of a line."""
