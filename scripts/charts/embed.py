"""A chart as a page of its own, light enough to be framed in another site; and the code that frames it."""

import re
from html import escape
from math import ceil

from scripts.charts.model import Chart, Spec
from scripts.charts.text_width import width

# As docs/assets/embed.css has them: the padding, and the widest that a narrow picture is drawn.
PADDING, NARROWEST, WIDEST_NARROW, NARROW = 16, 300, 360, 320
TITLE, SOURCE = 17, 13
TITLES = re.compile(r"<title>[^<]*</title>")
SPARE = re.compile(r"(var\(--mz-\w+), #[0-9a-f]+\)")


def framed(
    chart: Chart, wide: str, narrow: str | None, *, source: str, back: str, style: str
) -> str:
    """The page: title, picture for both widths, source, and the way back to the page it comes from; no script."""
    pictures = f'<div class="{"wide" if narrow else "only"}">{wide}</div>'
    # A title is shown by a mouse alone, and few have one on a narrow screen.
    pictures += f'<div class="narrow">{TITLES.sub("", narrow)}</div>' if narrow else ""
    # The stylesheet has every colour: what stands in for a missing one is idle here.
    pictures = SPARE.sub(r"\1)", pictures)
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(chart.title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="{escape(style)}"></head>\n<body><main><h1>{escape(chart.title)}</h1>\n{pictures}\n'
        f'<p>来源：<a href="{escape(back)}" target="_blank" rel="noopener">{escape(source)}</a></p></main></body></html>\n'
    )


def frame(chart: Chart, address: str, source: str) -> str:
    """The code that frames it at an address; high enough for every width from 300 pixels on."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(f"{chart.title}（{source}）")}" width="100%" '
        f'height="{_height(chart, source)}" style="border:0" loading="lazy"></iframe>'
    )


def _height(chart: Chart, source: str) -> int:
    """The pixels that the page takes where it takes most."""
    room = NARROWEST - 2 * PADDING
    title = ceil(1.1 * width(chart.title, TITLE) / room) * TITLE * 1.45
    below = ceil(1.1 * width(f"来源：{source}", SOURCE) / room) * SOURCE * 1.6
    high = _drawn(chart.wide)
    if chart.narrow:
        high = max(high, _drawn(chart.narrow) * WIDEST_NARROW / NARROW)
    return ceil(2 * PADDING + title + 12 + high + 12 + below)


def _drawn(spec: Spec) -> float:
    height = spec["height"]
    assert isinstance(height, int)
    return height
