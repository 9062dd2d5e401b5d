"""Places: who publishes where, which years are held, what is missing, and what is known of why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import PHASES, BudgetYear, Site
from scripts.pages.place_addresses import _LISTED, PATH, address
from scripts.tables import coverage

Body = Sequence[BudgetYear]
"""A body's years, newest first."""

_MEANING = (
    "“没有收录”只说明本站没有这份文件：可能没有公布，也可能公布了而没有收进来，本站不知道是哪一种。",
    "只写由收录的文件看得出的：前后两年都有、中间缺的年份；文件提到、却没有单独收录的单位；空着的表，以及文件怎样说明。",
    "哪些部门应当公布，没有一份完整的名单，所以这里不写“应公布多少、已公布多少”。",
)


def provinces(site: Site) -> dict[str, list[Body]]:
    """The bodies by province code, in the order of the codes; those of no place under an empty one, first."""
    found: dict[str, list[Body]] = {}
    for years in site.departments.values():
        code = _region(years)
        found.setdefault(f"{code[:2]}0000" if code else "", []).append(years)
    return {code: sorted(found[code], key=_order) for code in sorted(found)}


def name(code: str, site: Site) -> str:
    """What a province is called; bodies of no place are those of the centre or of a document that tells none."""
    return site.places.get(code, "") or code or "中央和其他"


def page(site: Site) -> Page:
    """All places on one page, or the provinces with their counts where that would be too long."""
    found = provinces(site)
    count = len(site.departments)
    short = count > _LISTED
    body = [
        "<h1>地方</h1>",
        f'<p class="mz-lead">我的城市：谁公布了，收录了哪些年，缺什么。现在有 {_places(site)} 个地方的 {count:,} 个部门和单位。</p>',
        f'<p class="mz-sub">{_MEANING[0]}</p>',
        chips(found, site, PATH),
        f"<details><summary>这一页怎样写“缺什么”</summary>{''.join(f'<p>{text}</p>' for text in _MEANING[1:])}</details>",
        *(() if short else (_province(code, bodies, site, PATH) for code, bodies in found.items())),
    ]
    what = "按省、市、县看：哪些部门和单位公布了预算和决算，收录了哪些年，缺什么，为什么。"
    return Page(PATH, "地方", what, "\n".join(body))


def apart(site: Site) -> Iterator[Page]:
    """A page for each province, where one page would be too long."""
    if len(site.departments) <= _LISTED:
        return
    for code, bodies in provinces(site).items():
        path = address(code, site)
        title = name(code, site)
        up = blocks.link(PATH, "地方", path)
        head = f'<p class="mz-crumb">{up} ›</p>\n<h1 id="place-{code or "none"}">{blocks.escape(title)}</h1>'
        body = f"{head}\n{_bodies(bodies, site, path)}"
        what = f"{title}：{len(bodies)} 个部门和单位公布的预算和决算，收录了哪些年，缺什么。"
        yield Page(path, title, what, body)


def _region(years: Body) -> str:
    return (
        next(
            (year.package.disclosure.region for year in years if year.package.disclosure.region),
            None,
        )
        or ""
    )


def _order(years: Body) -> tuple[str, str]:
    return _region(years), years[0].department


def _places(site: Site) -> int:
    return len({_region(years) for years in site.departments.values() if _region(years)})


def chips(found: dict[str, list[Body]], site: Site, page: str) -> str:
    """The provinces with how many bodies each has, as links to where they stand."""
    items = "".join(
        f'<li><a href="{_href(code, site, page)}">{blocks.escape(name(code, site))} <small>{len(bodies):,}</small></a></li>'
        for code, bodies in found.items()
    )
    return f'<ul class="mz-chips" aria-label="省、自治区、直辖市">{items}</ul>'


def _href(code: str, site: Site, page: str) -> str:
    target = address(code, site)
    same = target.partition("#")[0] == page
    return target[len(page) :] if same else blocks.relative(target, page)


def _province(code: str, bodies: Sequence[Body], site: Site, page: str) -> str:
    held = sum(len(years) for years in bodies)
    sub = f"{len(bodies)} 个部门和单位，{held} 份文件。"
    if not code:
        sub += "中央的部门，和文件没有写明地区的部门。"
    return blocks.section(
        f"place-{code or 'none'}", blocks.escape(name(code, site)), sub, _bodies(bodies, site, page)
    )


def _bodies(bodies: Sequence[Body], site: Site, page: str) -> str:
    """A card for each body, below the heading of its city or county."""
    done, at = [], None
    for years in bodies:
        code = _region(years)
        if code != at and not code.endswith("0000"):
            inside = "".join(
                site.places.get(one, "") for one in dict.fromkeys((f"{code[:4]}00", code))
            )
            done.append(f'<h3 id="place-{code}">{blocks.escape(inside)}</h3>' if code else "")
        at = code
        done.append(_body(years, site, page))
    return "".join(done)


def _body(years: Body, site: Site, page: str) -> str:
    newest = years[0]
    title = blocks.link(f"departments/{newest.package.slug}/index.html", newest.department, page)
    missing = "".join(f"<li>{text}</li>" for text in _missing(years, site, page))
    more = f"<ul>{missing}</ul>" if missing else ""
    return f'<div class="mz-body"><p><b>{title}</b></p><p class="mz-held">{_held(years, page)}</p>{more}</div>'


def _held(years: Body, page: str) -> str:
    """Every year from the first to the last of each phase: a link where it is held, else that it is not."""
    held = {(year.package.disclosure.year, year.package.disclosure.phase): year for year in years}
    every = sorted({*held, *coverage.gaps(held)})
    return "".join(_period(period, held.get(period), page) for period in every)


def _period(period: coverage.Period, year: BudgetYear | None, page: str) -> str:
    text = f"{period[0]} {PHASES[period[1]]}"
    if year is None:
        return f'<span class="gone">{text} 没有收录</span>'
    return blocks.link(year.address(), text, page)


def _missing(years: Body, site: Site, page: str) -> Iterator[str]:
    """What is missing of a body and what is known of why."""
    packages = [year.package for year in years]
    gaps = coverage.gaps((one.disclosure.year, one.disclosure.phase) for one in packages)
    if gaps:
        named = "、".join(f"{year} {PHASES[phase]}" for year, phase in gaps)
        yield f"前后两年都有，中间的 {named} 没有收录；不知道是没有公布，还是没有收进来。"
    yield from _named(coverage.unheld(packages, site.packages.values()))
    for year in years:
        yield from _empty(year, page)


def _named(found: Iterable[coverage.Named]) -> Iterator[str]:
    for one in found:
        if one.whole:
            yield f"只收录了本级；{blocks.escape(one.name)}整个部门的没有收录。"
    units = [one.name for one in found if not one.whole]
    if units:
        yield f"文件里有 {len(units)} 个单位的数，但没有它们各自的文件：{blocks.escape('、'.join(units))}。"


def _empty(year: BudgetYear, page: str) -> Iterator[str]:
    """The tables of a year that hold nothing, and whether we read why."""
    counted = coverage.statuses(year.package)
    told, untold = (
        counted.get("empty-stated", 0),
        counted.get("empty", 0) + counted.get("not-published", 0),
    )
    said = [
        f"{told} 张写明了原因" if told else "",
        f"{untold} 张我们没有读到原因" if untold else "",
    ]
    if told or untold:
        link = blocks.link(year.address("tables"), "看表格", page)
        yield f"{year.name}有 {told + untold} 张空表：{'，'.join(filter(None, said))}。{link}"
