"""All bodies, by province: which years each published, how much, how sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.pages import elements
from scripts.pages.whole_site import places
from scripts.pages.whole_site.places import YearsOfBody, short_period
from scripts.pages.year import shell

PATH = "departments/index.html"

# A row is about 0.5 KB: 1,000 of them make a page of 0.5 MB. Beyond, each province lists its own.
_MOST_IN_ONE_TABLE = 1000

# list.js sorts and filters by these columns; data-sort says how.
_HEADER = (
    '<tr><th scope="col" data-sort="text">部门</th>'
    '<th scope="col" data-sort="number">收录</th>'
    '<th scope="col" class="n" data-sort="number">最近一年总额</th>'
    '<th scope="col" data-sort="number">核对</th></tr>'
)


def page(site: Site) -> Page:
    """All bodies in a table, by province; of very many the provinces alone."""
    provinces = places.provinces(site)
    count = len(site.departments)
    table = ""
    if count <= _MOST_IN_ONE_TABLE:
        table = _table(provinces, site)
    body = "\n".join(
        (
            "<h1>部门</h1>",
            f'<p class="mz-lead">{count:,} 个部门和单位，{len(site.years):,} 份预算或决算。</p>',
            elements.not_updated(site),
            places.chips(provinces, site, PATH),
            table,
        )
    )
    description = f"{count} 个部门公布的预算和决算：总额、公开了哪些表、数字对不对得上。"
    return Page(PATH, "部门", description, body)


def _table(provinces: Mapping[str, Sequence[YearsOfBody]], site: Site) -> str:
    rows = ""
    for code, bodies in provinces.items():
        name = blocks.escape(places.name(code, site))
        # The heading is a row of the table: list.js takes it away while sorting by another column.
        title = f'<th scope="rowgroup" colspan="4">{name} <small>{len(bodies):,}</small></th>'
        rows += f'<tr class="group">{title}</tr>'
        for years in bodies:
            rows += _body(years, site)
    caption = "按地方和名称排列；总额是最近一年的"
    table = blocks.table("departments", caption, _HEADER, rows)
    return f'<div class="mz-sortable" data-what="部门">{table}</div>'


def _body(years: YearsOfBody, site: Site) -> str:
    """The row of a body; data-v is what it is sorted by, in 元 and without separators."""
    newest = years[0]
    name = blocks.link(f"departments/{newest.package.slug}/index.html", newest.department, PATH)
    place = site.place(newest)
    if place:
        name += f"<br><small>{blocks.escape(place)}</small>"
    # Newest first, as the total beside them is that of the newest.
    links = "<br>".join(blocks.link(year.address(), short_period(year), PATH) for year in years)
    yuan = ""
    amount = "—"
    total = newest.overview.shown
    if total is not None:
        yuan = str(total.yuan)
        amount = blocks.amount_html(total)
    badge = shell.linked_badge(newest, PATH)
    return (
        f'<tr><th scope="row">{name}</th>'
        f'<td data-v="{newest.package.disclosure.year}">{links}</td>'
        f'<td class="n" data-v="{yuan}">{amount}</td>'
        f'<td data-v="{newest.soundness.failing}">{badge}</td></tr>'
    )
