"""Places: who publishes where, which years are held, what is missing, and what is known of why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import PHASES, BudgetYear, Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.place_addresses import PATH, address, anchor, is_one_page
from scripts.tables import coverage

YearsOfBody = Sequence[BudgetYear]
"""A body's years, newest first."""

_CAUTION = (
    "“没有收录”只说明本站没有这份文件：可能没有公布，也可能公布了而没有收进来，本站不知道是哪一种。"
)
_HOW = (
    "只写由收录的文件看得出的：前后两年都有、中间缺的年份；"
    "文件提到、却没有单独收录的单位；空着的表，以及文件怎样说明。",
    "哪些部门应当公布，没有一份完整的名单，所以这里不写“应公布多少、已公布多少”。",
)


def page(site: Site) -> Page:
    """All places on one page, or the provinces with their counts where that would be too long."""
    by_province = provinces(site)
    # Bodies of no place are at none.
    regions = {_region(years) for years in site.departments.values()} - {""}
    how = joined(Html("<p>{}</p>").format(text) for text in _HOW)
    parts = [
        Html("<h1>地方</h1>"),
        Html(
            '<p class="mz-lead">我的城市：谁公布了，收录了哪些年，缺什么。'
            "现在有 {} 个地方的 {} 个部门和单位。</p>"
        ).format(len(regions), f"{len(site.departments):,}"),
        Html('<p class="mz-sub">{}</p>').format(_CAUTION),
        chips(by_province, site, PATH) + elements.not_updated(site),
        Html("<details><summary>这一页怎样写“缺什么”</summary>{}</details>").format(how),
    ]
    if is_one_page(site):
        parts += [_province(code, bodies, site) for code, bodies in by_province.items()]
    description = "按省、市、县看：哪些部门和单位公布了预算和决算，收录了哪些年，缺什么，为什么。"
    return Page(PATH, "地方", description, joined(parts, "\n"))


def pages(site: Site) -> Iterator[Page]:
    """A page for each province, where one page would be too long; none where it is not."""
    if is_one_page(site):
        return
    for code, bodies in provinces(site).items():
        path = address(code, site)
        title = name(code, site)
        up = blocks.link(PATH, "地方", path)
        body = joined(
            (
                Html('<p class="mz-crumb">{} ›</p>').format(up),
                Html('<h1 id="{}">{}</h1>').format(anchor(code), title),
                joined(elements.not_updated(site, years[0].package.slug) for years in bodies),
                _bodies(bodies, site, path),
            ),
            "\n",
        )
        count = f"{len(bodies)} 个部门和单位"
        description = f"{title}：{count}公布的预算和决算，收录了哪些年，缺什么。"
        yield Page(path, title, description, body)


def provinces(site: Site) -> Mapping[str, Sequence[YearsOfBody]]:
    """The bodies by the code of their province, in the order of the codes; "" first, for no place.

    Within a province they stand by place, then by name.
    """
    by_province: dict[str, list[YearsOfBody]] = {}
    ordered = sorted(
        site.departments.values(), key=lambda years: (_region(years), years[0].department)
    )
    for years in ordered:
        region = _region(years)
        code = f"{region[:2]}0000" if region else ""
        by_province.setdefault(code, []).append(years)
    return by_province


def name(code: str, site: Site) -> str:
    """What a province is called; 中央和其他 for the centre and for documents that tell none."""
    return site.places.get(code, "") or code or "中央和其他"


def chips(by_province: Mapping[str, Sequence[YearsOfBody]], site: Site, page: str) -> Html:
    """The provinces with how many bodies each has, as links to where they stand."""
    items: list[Html] = []
    for code, bodies in by_province.items():
        target = address(code, site)
        href = blocks.relative(target, page)
        if target.partition("#")[0] == page:
            # Within one page only what stands after the #.
            href = target.removeprefix(page)
        title = Html("{} <small>{}</small>").format(name(code, site), f"{len(bodies):,}")
        items.append(Html('<li><a href="{}">{}</a></li>').format(href, title))
    return Html('<ul class="mz-chips" aria-label="省、自治区、直辖市">{}</ul>').format(
        joined(items)
    )


def _region(years: YearsOfBody) -> str:
    """The newest region code that any year states; "" where none does."""
    regions = (year.package.disclosure.region for year in years)
    return next(filter(None, regions), "")


def _province(code: str, bodies: Sequence[YearsOfBody], site: Site) -> Html:
    documents = 0
    for years in bodies:
        documents += len(years)
    sub = f"{len(bodies)} 个部门和单位，{documents} 份文件。"
    if not code:
        sub += "中央的部门，和文件没有写明地区的部门。"
    title = blocks.escape(name(code, site))
    cards = _bodies(bodies, site, PATH)
    return blocks.section(anchor(code), title, sub, cards)


def _bodies(bodies: Sequence[YearsOfBody], site: Site, page: str) -> Html:
    cards = []
    last = None
    for years in bodies:
        region = _region(years)
        # Bodies come in the order of their places.
        if region != last:
            cards.append(_place_heading(region, site))
            last = region
        cards.append(_card(years, site, page))
    return joined(cards)


def _place_heading(region: str, site: Site) -> Html:
    """The heading of a city or county, 泉州市丰泽区; none of a province (350000) or of no place."""
    if not region or region.endswith("0000"):
        return Html()
    # 350500 is its own city: one step. 350503 has two, 泉州市 and 丰泽区.
    steps = dict.fromkeys((f"{region[:4]}00", region))
    title = ""
    for step in steps:
        title += site.places.get(step, "")
    return Html('<h3 id="{}">{}</h3>').format(anchor(region), title)


def _card(years: YearsOfBody, site: Site, page: str) -> Html:
    newest = years[0]
    slug = newest.package.slug
    title = blocks.link(f"departments/{slug}/index.html", newest.department, page)
    gaps = Html()
    for text in _missing(years, site, page):
        gaps += Html("<li>{}</li>").format(text)
    if gaps:
        gaps = Html("<ul>{}</ul>").format(gaps)
    periods = _periods(years, site, page)
    return Html('<div class="mz-body"><p><b>{}</b></p><p class="mz-held">{}</p>{}</div>').format(
        title, periods, gaps
    )


def _periods(years: YearsOfBody, site: Site, page: str) -> Html:
    """Every year from the first to the last of each phase, whether it is held or not."""
    held = {(year.package.disclosure.year, year.package.disclosure.phase): year for year in years}
    html: list[Html] = []
    # Only gaps between two years that are held: what came before and after is anybody's guess.
    for period in sorted({*held, *coverage.gaps(held)}):
        year = held.get(period)
        if year is None:
            why = "没有更新" if _is_left_out(years, period, site) else "没有收录"
            html.append(
                Html('<span class="gone">{} {} {}</span>').format(period[0], PHASES[period[1]], why)
            )
        else:
            html.append(blocks.link(year.address(), short_period(year), page))
    return joined(html)


def _is_left_out(years: YearsOfBody, period: coverage.Period, site: Site) -> bool:
    """Whether a period of a body is here, but did not pass the checks."""
    slug = years[0].package.slug
    return any(left.is_of(slug, "{}-{}".format(*period)) for left in site.left_out)


def short_period(year: BudgetYear) -> str:
    """2023 预算."""
    disclosure = year.package.disclosure
    return f"{disclosure.year} {PHASES[disclosure.phase]}"


def _missing(years: YearsOfBody, site: Site, page: str) -> Iterator[str]:
    packages = [year.package for year in years]
    disclosures = [package.disclosure for package in packages]
    gaps = [
        period
        for period in coverage.gaps((one.year, one.phase) for one in disclosures)
        if not _is_left_out(years, period, site)
    ]
    if gaps:
        periods = "、".join(f"{year} {PHASES[phase]}" for year, phase in gaps)
        yield f"前后两年都有，中间的 {periods} 没有收录；不知道是没有公布，还是没有收进来。"

    units = []
    for body in coverage.unheld(packages, site.packages.values()):
        # An office that is held speaks of its department, which may not be.
        if body.whole:
            yield Html("只收录了本级；{}整个部门的没有收录。").format(blocks.escape(body.name))
        else:
            units.append(body.name)
    if units:
        names = blocks.escape("、".join(units))
        yield Html("文件里有 {} 个单位的数，但没有它们各自的文件：{}。").format(len(units), names)

    for year in years:
        yield from _empty_tables(year, page)


def _empty_tables(year: BudgetYear, page: str) -> Iterator[Html]:
    """The tables of a year that hold nothing, and whether we read why."""
    counts = coverage.statuses(year.package)
    # A blank table may say why: 本部门无政府性基金预算.
    explained = counts.get("empty-stated", 0)
    unexplained = counts.get("empty", 0) + counts.get("not-published", 0)
    reasons = []
    if explained:
        reasons.append(f"{explained} 张写明了原因")
    if unexplained:
        reasons.append(f"{unexplained} 张我们没有读到原因")
    if reasons:
        link = blocks.link(year.address("tables"), "看表格", page)
        count = explained + unexplained
        yield Html("{}有 {} 张空表：{}。{}").format(year.name, count, "，".join(reasons), link)
