"""Bodies side by side: a table for each year and phase, and a page to choose whom to compare."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.package import Package
from scripts.pages import elements
from scripts.pages.several_years import body_labels, comparison_charts, figures, parts
from scripts.pages.several_years.comparison_data import INDEX, PATH
from scripts.pages.several_years.parts import Part
from scripts.schema import Coordinates
from scripts.tables import Measure, Profile, total

# A choice of one body or year compares nothing; of a body's years four are enough to begin with.
_LEAST_EXAMPLES = 2
_MOST_YEARS = 4
_MOST_BODIES = 3
_MOST_EXAMPLES = 4

_ABOUT_DEPARTMENTS = "各部门的数都包括本级和所属单位。"
_ABOUT_UNITS = "只是本级或单位自己的数；所属部门也在本站的，那个部门的数里已经有它，不要相加。"
_CAUTION = (
    "单位：万元。只放同一年、同一种文件的数；部门和单位分开列，因为部门的数包括它的单位。"
    "各地财力、职责、物价不同，多不等于浪费，少不等于节约。"
)

_FINAL = "决算的总额是这一年实际的支出，不含结转到下一年的。"


def pages(site: Site) -> Iterator[Page]:
    """compare/index.html to choose on, compare/2026-budget.html for each year and phase."""
    yield _index(site)
    for (year, phase), years in body_labels.newest_first(site.years).items():
        path = f"compare/{year}-{phase}.html"
        period = body_labels.period(year, phase)
        packages = [profile.package for profile in _profiles(site, years)]
        of_places = parts.by_place(path, packages)
        if len(of_places) > 1:
            # It takes the address of the table that it stands for, so that links to it stay.
            yield parts.contents(path, of_places, f"{period}比较", period, _crumb(path))
        for part in of_places:
            notes = elements.not_updated(site, period=f"{year}-{phase}")
            if phase == "final":
                notes = Html('<p class="mz-sub">{}</p>').format(_FINAL) + notes
            yield _table_page(part, period, site, notes)


def _profiles(site: Site, years: Sequence[BudgetYear]) -> list[Profile]:
    paths = {year.package.path for year in years}
    profiles = []
    # The largest total first, as the site has them.
    for path, profile in site.profiles.items():
        if path in paths:
            profiles.append(profile)
    return profiles


def _is_department(package: Package) -> bool:
    return package.disclosure.level == "department"


def _index(site: Site) -> Page:
    """The page to choose on; without a script it says where to find the same figures."""
    data = blocks.relative(PATH, INDEX)
    script = blocks.relative("assets/compare.js", INDEX)
    body = joined(
        (
            Html("<h1>比较</h1>"),
            Html(
                '<p class="mz-lead">同一年的几个部门放在一起，或者同一个部门的几年放在一起。'
                "口径一样的才比；不一样的，两个数都列出来，写明为什么不比。</p>"
            ),
            Html(
                '<section class="mz-choose" id="mz-choose" data-src="{}">'
                '<h2 id="choose">自己选</h2>'
                '<p class="mz-nochoose">在这里自己选要用 JavaScript。'
                "下面按年度的表里有全部同样的数。</p>"
                '<div class="mz-chosen-ui" hidden></div>{}</section>'
            ).format(data, _examples(site)),
            blocks.section(
                "periods", "按年度看全部", "", _periods(site) + elements.not_updated(site)
            ),
            Html('<script src="{}" defer></script>').format(script),
        ),
        "\n",
    )
    description = (
        f"把{body_labels.counted(site)}放在一起比：总额、基本和项目支出、“三公”经费、机关运行经费。"
    )
    return Page(INDEX, "比较", description, body)


def _examples(site: Site) -> Html:
    """Choices to begin with; the script reads them from the part of the address after the #."""
    choices = [*_bodies_with_years(site), *_largest_of_newest(site)]
    if not choices:
        return Html()
    links: list[Html] = []
    for text, years in choices[:_MOST_EXAMPLES]:
        states = []
        for year in years:
            states.append(f"{year.package.slug}/{year.package.period}")
        state = ",".join(states)
        links.append(Html('<li><a href="#{}">{}</a></li>').format(state, text))
    return Html('<div class="mz-examples" hidden><p>比如：</p><ul>{}</ul></div>').format(
        joined(links)
    )


def _bodies_with_years(site: Site) -> Iterator[tuple[str, Sequence[BudgetYear]]]:
    """Bodies with several years of the phase that their newest is of."""
    for years in site.departments.values():
        newest = years[0].package
        alike = []
        for year in years:
            # Plans and outturns are not compared: all must be of one phase.
            if year.package.disclosure.phase == newest.disclosure.phase:
                alike.append(year)
        shown = alike[:_MOST_YEARS]
        if len(shown) >= _LEAST_EXAMPLES:
            name = body_labels.name(newest)
            yield f"{name}的 {len(shown)} 年", shown


def _largest_of_newest(site: Site) -> Iterator[tuple[str, Sequence[BudgetYear]]]:
    # Of an empty site there is no newest period.
    periods = body_labels.newest_first(site.years).values()
    for years in islice(periods, 1):
        departments = [
            site.by_path[profile.package.path]
            for profile in _profiles(site, years)
            if _is_department(profile.package)
        ]
        largest = departments[:_MOST_BODIES]
        if len(largest) >= _LEAST_EXAMPLES:
            yield "、".join(year.department for year in largest), largest


def _periods(site: Site) -> Html:
    items: list[Html] = []
    for (year, phase), years in body_labels.newest_first(site.years).items():
        text = f"{len(years)} 个部门和单位"
        ranked = _with_totals(_profiles(site, years))
        if ranked:
            largest = _name_and_total(ranked[0])
            text += f"，总额最大的是{largest}"
        period = body_labels.period(year, phase)
        items.append(elements.list_item(f"compare/{year}-{phase}.html", period, text, INDEX))
    return Html('<ul class="mz-list">{}</ul>').format(joined(items))


def _crumb(page: str) -> Html:
    return Html('<p class="mz-crumb">{} ›</p>').format(blocks.link(INDEX, "比较", page))


def _table_page(part: Part, period: str, site: Site, notes: Html) -> Page:
    profiles = [site.profiles[package.path] for package in part.packages]
    departments = [profile for profile in profiles if _is_department(profile.package)]
    units = [profile for profile in profiles if not _is_department(profile.package)]
    # Each chart has an address of its own: compare/charts/structure-2026-budget.html.
    stem = posixpath.basename(part.path).removesuffix(".html")
    chart = comparison_charts.structure(departments, f"structure-{stem}")
    picture = Html()
    if chart:
        heads = ("名目", "金额", "占比")
        figure = comparison_charts.figure(chart, "数据：各部门的支出总表", part.path, heads)
        about = "每一条是一个部门的全部，长度一样，只看比例。"
        heading = blocks.escape(chart.title)
        picture = blocks.section(f"{chart.id}-title", heading, about, figure)
    title = f"{part.place}{period}比较"
    body = joined(
        (
            _crumb(part.path),
            Html("<h1>{}</h1>").format(title),
            Html('<p class="mz-lead">{}</p>').format(_lead(profiles)),
            Html('<p class="mz-sub">{}</p>').format(_CAUTION) + notes,
            figures.EXACT,
            _Group(departments, site, part.path).section("departments", "部门", _ABOUT_DEPARTMENTS),
            _Group(units, site, part.path).section("units", "本级和单位", _ABOUT_UNITS),
            picture,
            figures.LEGEND,
        ),
        "\n",
    )
    description = (
        f"{title}：总额、资金来源、基本和项目支出、“三公”经费、机关运行经费，"
        f"{len(profiles)} 个部门和单位。"
    )
    return Page(part.path, title, description, body, (chart,) if chart else ())


def _with_totals(profiles: Sequence[Profile]) -> list[Profile]:
    """Those that state a total; a unit within a department that is here is not asked."""
    stating = []
    for profile in profiles:
        total = profile.measures["total"].cell
        if total.yuan is not None and not profile.within:
            stating.append(profile)
    return stating


def _name_and_total(profile: Profile) -> str:
    name = body_labels.name(profile.package)
    amount = figures.text(profile.measures["total"].cell)
    return f"{name}（{amount} 万元）"


def _lead(profiles: Sequence[Profile]) -> str:
    ranked = [_name_and_total(profile) for profile in _with_totals(profiles)]
    if not ranked:
        return f"{len(profiles)} 个部门和单位，都没有写出总额。"
    if len(ranked) == 1:
        return f"只收录了{ranked[0]}。"
    return f"{len(profiles)} 个部门和单位，总额最大的是{ranked[0]}，最小的是{ranked[-1]}。"


_COLUMNS = (
    ("总额", " class=n"),
    ("主要来源", ""),
    ("项目支出", " class=n"),
    ("最大的一项", ""),
    ("“三公”经费", " class=n"),
    ("机关运行经费", " class=n"),
    ("每个编制（元）", " class=n"),
)
"""The columns, and the class of those that hold numbers."""


@dataclass(frozen=True)
class _Group:
    """The table of departments, or of offices and units, on a page."""

    profiles: Sequence[Profile]
    site: Site
    page: str

    @cached_property
    def columns(self) -> Sequence[tuple[str, str]]:
        # Few bodies state their posts: that column is there where any does.
        if all(profile.per_head is None for profile in self.profiles):
            return _COLUMNS[:-1]
        return _COLUMNS

    @cached_property
    def largest(self) -> Decimal:
        largest = Decimal(0)
        for profile in self.profiles:
            total = profile.measures["total"].cell
            largest = max(largest, total.yuan or Decimal(0))
        return largest

    def section(self, identifier: str, title: str, sub: str) -> Html:
        """The table under its heading; "" where there are no such bodies."""
        if not self.profiles:
            return Html()
        # On a phone CSS makes blocks of the cells; a browser then needs to be told of their role.
        cells = Html('<th scope="col" role="columnheader">名称</th>')
        for column, css in self.columns:
            cells += Html('<th scope="col" role="columnheader"{}>{}</th>').format(css, column)
        caption = f"{title}（{len(self.profiles)}）"
        rows = joined(map(self._row, self.profiles))
        table = blocks.table(
            identifier, caption, Html('<tr role="row">{}</tr>').format(cells), rows
        )
        stacked = table.replace(Html('class="mz-table"'), Html('class="mz-table mz-stack"'), 1)
        return blocks.section(identifier, title, sub, stacked)

    def _row(self, profile: Profile) -> Html:
        name = body_labels.contained(profile.within, profile.package, self.site, self.page)
        cells = self._cells(profile)
        shown = Html('<th scope="row" role="rowheader">{}</th>').format(name)
        for (title, css), cell in zip(self.columns, cells, strict=False):
            attributes = Html('role="cell" data-label="{}"{}').format(title, css)
            shown += Html("<td {}><div>{}</div></td>").format(attributes, cell)
        return Html('<tr role="row">{}</tr>').format(shown)

    def _cells(self, profile: Profile) -> tuple[str, ...]:
        measures = profile.measures
        year = self.site.by_path[profile.package.path]

        def figure(name: str) -> Html:
            return figures.figure(measures[name].cell, year, self.page)

        return (
            figure("total") + figures.bar(measures["total"].cell.yuan, self.largest),
            _source(profile, year, self.page),
            figure("project") + _share(measures["project"]),
            _function(profile, year, self.page),
            figure("three_public"),
            figure("agency_operating"),
            _per_head(profile, year, self.page),
        )


def _share(measure: Measure) -> Html:
    """The share of a part in the whole of its row, and of which money both are if not of all."""
    part = measure.cell.yuan
    whole = measure.whole.yuan
    if part is None or not whole:
        return Html()
    basis = ""
    # Basic and project spending are often told of one fund only: 占支出 of what, is said then.
    if measure.basis != Coordinates():
        basis = f"（{body_labels.basis(measure.basis)}）"
    return Html("<small>占支出 {}{}</small>").format(blocks.percent(part, whole, 1), basis)


def _source(profile: Profile, year: BudgetYear, page: str) -> Html:
    sources = profile.sources
    if not sources:
        return figures.NONE
    largest = max(sources, key=lambda source: source.money.yuan)
    # The share is of the income by source, which need not be what the total states.
    whole = total(source.money for source in sources)
    share = blocks.percent(largest.money.yuan, whole, 1)
    cell = figures.cell(largest.money)
    figure = figures.figure(cell, year, page)
    name = blocks.escape(largest.name)
    return Html("{} {}<small>占收入 {}</small>").format(name, figure, share)


def _function(profile: Profile, year: BudgetYear, page: str) -> Html:
    """The largest function, as a link to all who spend on it, and its share."""
    if profile.function is None:
        return figures.NONE
    code, name, measure = profile.function
    part = measure.cell.yuan or Decimal(0)
    whole = measure.whole.yuan or Decimal(0)
    share = blocks.percent(part, whole, 1)
    # Most documents print functions of one fund only: a share of part of the money says so.
    basis = ""
    if measure.basis != Coordinates():
        basis = f"，{body_labels.basis(measure.basis)}"
    link = blocks.link(f"functions/{code}.html", name or code, page)
    figure = figures.figure(measure.cell, year, page)
    return Html("{} {}<small>占支出 {}{}</small>").format(link, figure, share, basis)


def _per_head(profile: Profile, year: BudgetYear, page: str) -> Html:
    if profile.per_head is None:
        return figures.NONE
    each = blocks.number(profile.per_head)
    posts = blocks.number(profile.staff.number or Decimal(0))
    href = figures.address(profile.staff, year, page)
    link = Html('<a href="{}">{} 个编制</a>').format(href, posts)
    return Html("{}<small>{}</small>").format(each, link)
