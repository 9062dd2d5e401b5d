"""All bodies, by province: which years each published, how much, how sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.whole_site import places
from scripts.pages.whole_site.places import YearsOfBody, short_period
from scripts.pages.year import shell

PATH = "departments/index.html"

# A row is about 0.5 KB: 1,000 of them make a page of 0.5 MB. Beyond, each province lists its own.
_MOST_IN_ONE_TABLE = 1000

# list.js sorts and filters by these columns; data-sort says how.
_HEADER = Html(
    '<tr><th scope="col" data-sort="text">部门</th>'
    '<th scope="col" data-sort="number">收录</th>'
    '<th scope="col" class="n" data-sort="number">最近一年总额</th>'
    '<th scope="col" data-sort="number">核对</th></tr>'
)


def page(site: Site) -> Page:
    """All bodies in a table, by province; of very many the provinces alone."""
    provinces = places.provinces(site)
    count = len(site.departments)
    table = Html()
    if count <= _MOST_IN_ONE_TABLE:
        table = _table(provinces, site)
    body = joined(
        (
            Html("<h1>部门</h1>"),
            Html('<p class="mz-lead">{} 个部门和单位，{} 份预算或决算。</p>').format(
                f"{count:,}", f"{len(site.years):,}"
            ),
            elements.not_updated(site),
            places.chips(provinces, site, PATH),
            table,
        ),
        "\n",
    )
    description = f"{count} 个部门公布的预算和决算：总额、公开了哪些表、数字对不对得上。"
    return Page(PATH, "部门", description, body)


def _table(provinces: Mapping[str, Sequence[YearsOfBody]], site: Site) -> Html:
    rows: list[Html] = []
    for code, bodies in provinces.items():
        name = blocks.escape(places.name(code, site))
        # The heading is a row of the table: list.js takes it away while sorting by another column.
        title = Html('<th scope="rowgroup" colspan="4">{} <small>{}</small></th>').format(
            name, f"{len(bodies):,}"
        )
        rows.append(Html('<tr class="group">{}</tr>').format(title))
        for years in bodies:
            rows.append(_body(years, site))
    caption = "按地方和名称排列；总额是最近一年的"
    table = blocks.table("departments", caption, _HEADER, joined(rows))
    return Html('<div class="mz-sortable" data-what="部门">{}</div>').format(table)


def _body(years: YearsOfBody, site: Site) -> Html:
    """The row of a body; data-v is what it is sorted by, in 元 and without separators."""
    newest = years[0]
    name = blocks.link(f"departments/{newest.package.slug}/index.html", newest.department, PATH)
    place = site.place(newest)
    if place:
        name += Html("<br><small>{}</small>").format(place)
    # Newest first, as the total beside them is that of the newest.
    links = Html("<br>").join(
        blocks.link(year.address(), short_period(year), PATH) for year in years
    )
    yuan = ""
    amount = "—"
    total = newest.overview.shown
    if total is not None:
        yuan = str(total.yuan)
        amount = blocks.amount_html(total)
    badge = shell.linked_badge(newest, PATH)
    return Html(
        '<tr><th scope="row">{}</th>'
        '<td data-v="{}">{}</td>'
        '<td class="n" data-v="{}">{}</td>'
        '<td data-v="{}">{}</td></tr>'
    ).format(
        name, newest.package.disclosure.year, links, yuan, amount, newest.soundness.failing, badge
    )
