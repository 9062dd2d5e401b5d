"""Pages as the builder reads them, and each chart as files by itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from scripts import blocks, charts, downloads
from scripts.blocks import Page
from scripts.build.pictures import Pictures
from scripts.charts import Chart
from scripts.corpus import Site
from scripts.files import File
from scripts.pages.whole_site import head_metadata


def markdown(site: Site, page: Page, pictures: Pictures, json_ld: str) -> str:
    """A page as the builder reads it: front matter, then its body with the pictures in place."""
    base = site.settings.base
    body = page.body
    for chart in page.charts:
        # Who takes a chart along needs its address in full; where that is not known, it is said.
        address = f"charts/{chart.id}.html"
        if base:
            address = f"{base}{_charts_folder(page)}{chart.id}.html"
        frame = charts.frame(chart, address, _source(site, page))
        body = body.replace(blocks.picture_mark(chart), _picture(chart, pictures))
        body = body.replace(blocks.embed_mark(chart), blocks.embed(frame, complete=bool(base)))
    front = blocks.front(
        page.title,
        page.description,
        image=head_metadata.picture(page.path, site),
        dataset=json_ld,
        lang=page.lang,
        twin=page.twin,
    )
    return f"{front}{body}\n"


def _picture(chart: Chart, pictures: Pictures) -> str:
    """The pictures of a chart for wide and for narrow screens, without line breaks.

    A blank line would end the HTML in Markdown.
    """
    wide = pictures[charts.key(chart.wide)].replace("\n", "")
    spec = f'data-spec="charts/{chart.id}.json#'
    if chart.narrow is None:
        return f'<div class="mz-picture" {spec}wide">{wide}</div>'
    narrow = pictures[charts.key(chart.narrow)].replace("\n", "")
    return (
        f'<div class="mz-picture mz-wide" {spec}wide">{wide}</div>'
        f'<div class="mz-picture mz-narrow" {spec}narrow">{narrow}</div>'
    )


def of_chart(site: Site, page: Page, chart: Chart, pictures: Pictures) -> Iterator[File]:
    """A chart by itself.

    To take away (its picture with title and source, its figures), to touch, and to frame elsewhere.
    """
    # Beside its page: departments/audit/2026-budget/charts/purposes.svg.
    path = f"{_charts_folder(page)}{chart.id}"
    source = _source(site, page)
    wide = pictures[charts.key(chart.wide)]
    narrow = None
    if chart.narrow is not None:
        narrow = pictures[charts.key(chart.narrow)]
    framed = charts.framed(
        chart,
        wide,
        narrow,
        source=source,
        back=blocks.relative(f"{page.path}#{chart.id}", f"{path}.html"),
        style=blocks.relative("assets/embed.css", f"{path}.html"),
        in_folder=not site.settings.base,
    )
    yield File.text(f"{path}.svg", charts.standalone(wide, chart.title, source))
    yield File.text(f"{path}.csv", downloads.of_chart(chart, ("名目", "金额", "占比")))
    yield File.text(f"{path}.json", charts.interactive(chart))
    yield File.text(f"{path}.html", framed)


def _charts_folder(page: Page) -> str:
    """The folder of a page's charts, below the site's root, with a slash at its end."""
    return posixpath.join(posixpath.dirname(page.path), "charts/")


def _source(site: Site, page: Page) -> str:
    return f"{page.title} · {site.settings.name}"
