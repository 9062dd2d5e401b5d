"""The few HTML shapes that pages are made of, and how numbers are written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scripts.charts import Chart
from scripts.markup import Html, joined
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
    body: Html
    charts: tuple[Chart, ...] = ()
    lang: str = ""
    twin: str = ""

    def __post_init__(self) -> None:
        """Refuse text for markup and markup for text: the one would run, the other be shown."""
        if not isinstance(self.body, Html) or isinstance(self.title + self.description, Html):
            raise TypeError(f"{self.path}: a page is markup, and its title and description text")


def escape(text: str) -> Html:
    """Text that is safe anywhere in HTML, and in Markdown beside it.

    >>> escape("a_b < c")
    Html('a&#95;b &lt; c')
    """
    return Html.escape(text)


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


def link(target: str, text: str, page: str, *, attributes: Html | None = None) -> Html:
    """A link between pages.

    >>> link("data/index.html", "数据", "about/index.html")
    Html('<a href="../data/index.html">数据</a>')
    """
    further = Html(" {}").format(attributes) if attributes else Html()
    return Html('<a href="{}"{}>{}</a>').format(relative(target, page), further, text)


REPORT = "report/index.html"
"""The page that tells how to report a mistake."""


def report(text: str, page: str, *, about: str = "", part: str = "") -> Html:
    """The link to report a mistake: to the page that tells how, or to a text made by report.js.

    `about` is the department's year that a page is of, `part` the id of the table or figure.
    """
    attributes = Html('class="mz-report" href="{}"').format(relative(REPORT, page))
    if about:
        # report.js reads what the two attributes say, and puts it into the text.
        attributes += Html(' data-about="{}"').format(about)
    if part:
        attributes += Html(' data-part="{}"').format(part)
    return Html("<a {}>{}</a>").format(attributes, text)


def download(target: str, text: str, page: str) -> Html:
    """A link to a file to take away, with its size."""
    anchor = link(target, text, page, attributes=Html("download"))
    return Html('<span class="mz-file">{} <small>{}</small></span>').format(
        anchor, size_mark(target)
    )


def size_mark(target: str) -> Html:
    """Where the build puts the size of a file: pages are written before the files they link to."""
    return _SIZE_MARK.format(target)


def with_sizes(body: Html, sizes: Mapping[str, int]) -> Html:
    """Markup with the sizes of files for their marks; KeyError for a file that there is not."""
    return Html(_SIZE.sub(lambda mark: size(sizes[mark.group(1)]), str(body)))


_SIZE_MARK = Html("<!-- size {} -->")
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


def amount_html(money: Money) -> Html:
    """An amount with its unit, and the exact 元 on demand."""
    return Html('<span title="{}">{}</span>').format(yuan(money.yuan), amount_text(money))


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


def card(label: str, value: str, unit: str, note: str) -> Html:
    """One figure with its label, its unit, and what it means."""
    return Html(
        '<div class="mz-card"><p class="k">{}</p>'
        '<p class="v">{}<small>{}</small></p><p class="n">{}</p></div>'
    ).format(label, value, unit, note)


def cards(items: Iterable[str]) -> Html:
    """Cards in a row."""
    return Html('<div class="mz-cards">{}</div>').format(joined(items))


def grid(main: Html, aside: Html) -> Html:
    """The page's main column with boxes beside it."""
    return Html(
        '<div class="mz-grid"><div class="mz-main">\n{}\n</div>'
        '<aside class="mz-aside">\n{}\n</aside></div>'
    ).format(main, aside)


def box(title: str, body: Html, *, identifier: str = "") -> Html:
    """A box beside the text; with an identifier, links can lead to it."""
    anchor = Html(' id="{}"').format(identifier) if identifier else Html()
    return Html('<div class="mz-box"{}><h3>{}</h3>{}</div>').format(anchor, title, body)


def row(label: str, links: str) -> Html:
    """A line in a box: what it is, and where to get it."""
    return Html('<div class="mz-row"><span>{}</span><span>{}</span></div>').format(label, links)


def tag(kind: str, text: str) -> Html:
    """A verdict in a word; its `kind` (ok, warn, fail or none) is a class of the style sheet."""
    return Html('<span class="mz-tag {}">{}</span>').format(kind, text)


def section(identifier: str, title: str, sub: str, body: Html) -> Html:
    """A section with its heading, a line under it, and its content."""
    under = Html('<p class="mz-sub">{}</p>').format(sub) if sub else Html()
    return Html('<section>\n<h2 id="{}">{}</h2>\n{}\n{}\n</section>').format(
        identifier, title, under, body
    )


def picture_mark(chart: Chart) -> Html:
    """Where the build puts a chart's picture, drawn in a process of its own after the text."""
    return Html("<!-- picture {} -->").format(chart.id)


def embed_mark(chart: Chart) -> Html:
    """Where the code that frames a chart in another page is to stand."""
    return Html("<!-- embed {} -->").format(chart.id)


def figure(
    chart: Chart,
    source: str,
    tools: Html | None = None,
    heads: Sequence[str] = ("名目", "金额", "占比"),
) -> Html:
    """A chart with its source, what to take away, and its data as a table under it.

    Unless `tools` says otherwise, its picture and figures are to be taken away. Its files lie in
    `charts/` beside the page, so that charts of pages in one folder need ids of their own.
    """
    if tools is None:
        tools = Html()
        # No PNG: the browser draws that from the SVG, in the reader's own fonts (chart.js).
        for ending in ("svg", "csv"):
            tools += Html(' <a href="charts/{}.{}" download>{}</a>').format(
                chart.id, ending, ending.upper()
            )
        tools = tools.strip()
    columns, summary = 2, "表格"
    if any(row.share for row in chart.rows):
        columns, summary = 3, "表格与占比"
    return Html(
        '<figure class="mz-chart" id="{}">{}'
        "<figcaption><span>{}</span>"
        '<span class="mz-tools">{}</span></figcaption>'
        # Folded, but there without JavaScript, and for readers aloud.
        '<details class="mz-data"><summary>{}</summary>'
        "{}</details>"
        "{}</figure>"
    ).format(
        chart.id,
        picture_mark(chart),
        source,
        tools,
        summary,
        _data_table(chart, heads[:columns]),
        embed_mark(chart),
    )


def _data_table(chart: Chart, titles: Sequence[str]) -> Html:
    """The figures of a chart as a table with as many columns as there are titles."""
    first, *further = titles
    header = Html('<th scope="col">{}</th>').format(first)
    for title in further:
        header += Html('<th scope="col" class="n">{}</th>').format(title)
    body: list[Html] = []
    for row in chart.rows:
        # The name heads its row: readers aloud say it with each figure.
        cells = Html('<th scope="row">{}</th>').format(row.label)
        for text in (row.amount, row.share)[: len(further)]:
            cells += Html('<td class="n">{}</td>').format(text)
        body.append(Html("<tr>{}</tr>").format(cells))
    return Html(
        "<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(chart.title, header, joined(body))


def embed(code: str, *, complete: bool) -> Html:
    """The code that frames a chart in another page, `complete` with the site's address."""
    how = Html()
    if not complete:
        how = Html('<p class="mz-embed-relative">用的时候，请把 src 里的地址换成完整的网址。</p>')
    return Html(
        '<details class="mz-embed"><summary>放到别的网页里</summary>'
        # There is no label element: aria-label is all the name that the field has.
        '<textarea readonly rows="3" aria-label="嵌入代码">{}</textarea>'
        "{}</details>"
    ).format(code, how)


def table(identifier: str, caption: str, head: Html, body: Html) -> Html:
    """A wide table, which scrolls inside its own frame and never moves the page."""
    # A region that scrolls has to be reachable by keyboard (tabindex) and to bear a name.
    return Html(
        '<div class="mz-table" tabindex="0" role="group" aria-labelledby="{}-caption">'
        '<table><caption id="{}-caption">{}</caption>'
        "<thead>{}</thead><tbody>{}</tbody></table></div>"
    ).format(identifier, identifier, caption, head, body)


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
