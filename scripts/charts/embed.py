"""A chart as a page of its own, to be framed in another site; and the code that frames it."""

import re
from math import ceil
from typing import cast

from scripts.charts.model import Chart
from scripts.charts.text_width import width
from scripts.markup import Xml

# As docs/assets/embed.css has them: the padding, and the widest that a narrow picture is drawn.
PADDING, NARROWEST, WIDEST_NARROW, NARROW = 16, 300, 360, 320
TITLE, SOURCE = 17, 13
TITLE_LINE, SOURCE_LINE = 1.45, 1.6
# How much wider a reader's font may be than reckoned.
WIDER = 1.1
# <title>教育支出 12 万元</title>
TITLES = re.compile(r"<title>[^<]*</title>")
# var(--mz-c1, #17545f)
SPARE = re.compile(r"(var\(--mz-\w+), #[0-9a-f]+\)")

# It asks for its style and no more. Some browsers take no folder for a page's own host: there `file:`.
POLICY = (
    "default-src 'none'; style-src 'self'{folder}; img-src 'self'{folder}; "
    "base-uri 'none'; form-action 'none'"
)
PAGE = Xml(
    '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="robots" content="noindex"><link rel="stylesheet" href="{style}"></head>\n'
    "<body><main><h1>{title}</h1>\n{pictures}\n"
    '<p>来源：<a href="{back}" target="_blank" rel="noopener">{source}</a></p>'
    "</main></body></html>\n"
)


def framed(
    chart: Chart,
    wide: str,
    narrow: str | None,
    *,
    source: str,
    back: str,
    style: str,
    in_folder: bool,
) -> str:
    """The page: title, both pictures as SVG, source, the way `back`, the address of its `style`.

    `in_folder` says whether the site may be opened from a folder, having no address.
    """
    pictures = Xml('<div class="only">{}</div>').format(Xml(wide))
    if narrow:
        # A title is shown by a mouse alone, and few have one on a narrow screen.
        untitled = TITLES.sub("", narrow)
        both = Xml('<div class="wide">{}</div><div class="narrow">{}</div>')
        pictures = both.format(Xml(wide), Xml(untitled))
    page = PAGE.format(
        # Its quotation marks are those of the code, within double ones.
        policy=Xml(POLICY.format(folder=" file:" if in_folder else "")),
        title=chart.title,
        # The stylesheet has every colour: what stands in for a missing one is idle here.
        pictures=Xml(SPARE.sub(r"\1)", pictures)),
        source=source,
        back=back,
        style=style,
    )
    return str(page)


def frame(chart: Chart, address: str, source: str) -> str:
    """The code that frames it at an address; high enough for every width from 300 pixels on."""
    title = f"{chart.title}（{source}）"
    room = NARROWEST - 2 * PADDING
    title_width = WIDER * width(chart.title, TITLE)
    source_width = WIDER * width(f"来源：{source}", SOURCE)
    title_lines = ceil(title_width / room)
    source_lines = ceil(source_width / room)
    above = title_lines * TITLE * TITLE_LINE
    below = source_lines * SOURCE * SOURCE_LINE

    picture = cast("float", chart.wide["height"])
    if chart.narrow:
        narrow = cast("float", chart.narrow["height"])
        picture = max(picture, narrow * WIDEST_NARROW / NARROW)
    height = ceil(2 * PADDING + above + 12 + picture + 12 + below)
    code = Xml(
        '<iframe src="{}" title="{}" width="100%" '
        'height="{}" style="border:0" loading="lazy"></iframe>'
    )
    return str(code.format(address, title, height))
