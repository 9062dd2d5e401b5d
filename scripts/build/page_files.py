"""Pages as the builder reads them, and each chart as files by itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from scripts import blocks, charts, downloads
from scripts.blocks import Page
from scripts.build.pictures import Pictures
from scripts.charts import Chart, Spec
from scripts.corpus import Site
from scripts.files import File
from scripts.markup import Html
from scripts.pages.whole_site import head_metadata


def markdown(
    site: Site, page: Page, pictures: Pictures, json_ld: str, sizes: Mapping[str, int]
) -> str:
    """A page as the builder reads it: front matter, then its body with pictures and sizes."""
    base = site.settings.base
    # In markup alone: a text that reads like a mark is escaped, or stands in the front matter.
    body = blocks.with_sizes(page.body, sizes)
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
    return f"{front}{body!s}\n"


def _picture(chart: Chart, pictures: Pictures) -> Html:
    """The pictures of a chart for wide and for narrow screens, without line breaks.

    A blank line would end the HTML in Markdown.
    """
    spec = Html("charts/{}.json").format(chart.id)
    wide = _drawing(chart.wide, pictures)
    if chart.narrow is None:
        one = Html('<div class="mz-picture" data-spec="{}#wide">{}</div>')
        return one.format(spec, wide)
    narrow = _drawing(chart.narrow, pictures)
    return Html(
        '<div class="mz-picture mz-wide" data-spec="{}#wide">{}</div>'
        '<div class="mz-picture mz-narrow" data-spec="{}#narrow">{}</div>'
    ).format(spec, wide, spec, narrow)


def _drawing(spec: Spec, pictures: Pictures) -> Html:
    # Drawn by us, its texts escaped there (charts.svg).
    return Html(pictures[charts.key(spec)].replace("\n", ""))


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
