"""Bodies side by side: a table for each year and phase, and a page on which readers choose whom to hold against whom."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.charts import Chart
from scripts.corpus import BudgetYear, Site
from scripts.package import Package
from scripts.pages.several_years import body_labels, comparison_charts, figures
from scripts.pages.several_years.department import MEASURES
from scripts.schema import FUNDS, Coordinates
from scripts.tables import Cell, Measure, Profile, total

INDEX = "compare/index.html"
DATA = "compare/figures.js"
_GROUPS = (
    (True, "部门", "各部门的数都包括本级和所属单位。"),
    (
        False,
        "本级和单位",
        "只是本级或单位自己的数；所属部门也在本站的，那个部门的数里已经有它，不要相加。",
    ),
)
_LEAST_EXAMPLES = 2


def pages(site: Site) -> Iterator[Page]:
    """The page to choose on, and the tables of each year and phase."""
    yield _index(site)
    for (year, phase), years in body_labels.newest_first(site.years).items():
        profiles = _profiles(site, years)
        packages = [one.package for one in profiles]
        parts = body_labels.shards(f"compare/{year}-{phase}.html", packages)
        if len(parts) > 1:
            yield _contents(year, phase, parts, len(profiles))
        for path, place, held in parts:
            yield _table_page(
                (year, phase), place, [site.profiles[one.path] for one in held], site, path
            )


def _profiles(site: Site, years: Sequence[BudgetYear]) -> list[Profile]:
    """What is compared of some years, the largest total first."""
    paths = {one.package.path for one in years}
    return [one for path, one in site.profiles.items() if path in paths]


def _index(site: Site) -> Page:
    body = "\n".join(
        (
            "<h1>比较</h1>",
            '<p class="mz-lead">同一年的几个部门放在一起，或者同一个部门的几年放在一起。'
            "口径一样的才比；不一样的，两个数都列出来，写明为什么不比。</p>",
            _chooser(site),
            blocks.section("periods", "按年度看全部", "", _periods(site)),
            f'<script src="{blocks.relative("assets/compare.js", INDEX)}" defer></script>',
        )
    )
    what = (
        f"把{body_labels.counted(site)}放在一起比：总额、基本和项目支出、“三公”经费、机关运行经费。"
    )
    return Page(INDEX, "比较", what, body)


def _chooser(site: Site) -> str:
    """What the script fills in; without it, where to find the same figures."""
    return (
        f'<section class="mz-choose" id="mz-choose" data-src="{blocks.relative(DATA, INDEX)}">'
        '<h2 id="choose">自己选</h2>'
        '<p class="mz-nochoose">在这里自己选要用 JavaScript。下面按年度的表里有全部同样的数。</p>'
        f'<div class="mz-chosen-ui" hidden></div>{_examples(site)}</section>'
    )


def _examples(site: Site) -> str:
    """Choices to begin with: a body with several years, and the two largest of the newest year."""
    found = []
    for years in site.departments.values():
        alike = [
            one
            for one in years
            if one.package.disclosure.phase == years[0].package.disclosure.phase
        ]
        if len(alike) >= _LEAST_EXAMPLES:
            found.append((f"{body_labels.name(years[0].package)}的 {len(alike[:4])} 年", alike[:4]))
    for years in list(body_labels.newest_first(site.years).values())[:1]:
        paths = {one.package.path for one in years if one.package.disclosure.level == "department"}
        largest = [site.by_path[path] for path in site.profiles if path in paths][:3]
        if len(largest) >= _LEAST_EXAMPLES:
            found.append(("、".join(one.department for one in largest), largest))
    links = "".join(
        f'<li><a href="#{_state(years)}">{blocks.escape(name)}</a></li>'
        for name, years in found[:4]
    )
    return f'<div class="mz-examples" hidden><p>比如：</p><ul>{links}</ul></div>' if links else ""


def _state(years: Sequence[BudgetYear]) -> str:
    return ",".join(f"{one.package.slug}/{one.package.period}" for one in years)


def _periods(site: Site) -> str:
    items = []
    for (year, phase), years in body_labels.newest_first(site.years).items():
        told = _told(_profiles(site, years))
        largest = f"，总额最大的是{_with_total(told[0])}" if told else ""
        said = f"{len(years)} 个部门和单位{largest}"
        target = blocks.relative(f"compare/{year}-{phase}.html", INDEX)
        items.append(
            f'<li><a href="{target}"><b>{body_labels.period(year, phase)}</b><span>{blocks.escape(said)}</span></a></li>'
        )
    return f'<ul class="mz-list">{"".join(items)}</ul>'


def _contents(
    year: int, phase: str, parts: Sequence[tuple[str, str, Sequence[Package]]], count: int
) -> Page:
    """Where a year has too many bodies for one page: the places, each a page."""
    path = f"compare/{year}-{phase}.html"
    rows = "".join(
        f'<li><a href="{blocks.relative(one, path)}"><b>{blocks.escape(place)}</b><span>{len(held)} 个</span></a></li>'
        for one, place, held in parts
    )
    title = f"{body_labels.period(year, phase)}比较"
    body = f'{_crumb(path)}<h1>{title}</h1><p class="mz-lead">{count} 个部门和单位，按地方分。</p><ul class="mz-list">{rows}</ul>'
    return Page(
        path, title, f"{body_labels.period(year, phase)}：{count} 个部门和单位，按地方分。", body
    )


def _crumb(page: str) -> str:
    return f'<p class="mz-crumb">{blocks.link(INDEX, "比较", page)} ›</p>'


def _table_page(
    period: tuple[int, str], place: str, profiles: Sequence[Profile], site: Site, path: str
) -> Page:
    name = body_labels.period(*period)
    title = f"{place}{name}比较"
    chart = comparison_charts.structure(
        _departments(profiles), f"structure-{posixpath.basename(path).removesuffix('.html')}"
    )
    groups = "\n".join(_group(group, profiles, site, path) for group in _GROUPS)
    body = "\n".join(
        (
            _crumb(path),
            f"<h1>{title}</h1>",
            f'<p class="mz-lead">{_lead(profiles)}</p>',
            '<p class="mz-sub">单位：万元。只放同一年、同一种文件的数；部门和单位分开列，因为部门的数包括它的单位。'
            "各地财力、职责、物价不同，多不等于浪费，少不等于节约。</p>",
            figures.EXACT,
            groups,
            _picture(chart, path) if chart else "",
            figures.LEGEND,
        )
    )
    return Page(
        path,
        title,
        f"{title}：总额、资金来源、基本和项目支出、“三公”经费、机关运行经费，{len(profiles)} 个部门和单位。",
        body,
        (chart,) if chart else (),
    )


def _departments(profiles: Sequence[Profile]) -> list[Profile]:
    return [one for one in profiles if one.package.disclosure.level == "department"]


def _picture(chart: Chart, page: str) -> str:
    body = comparison_charts.figure(chart, "数据：各部门的支出总表", page, ("名目", "金额", "占比"))
    return blocks.section(
        f"{chart.id}-title",
        blocks.escape(chart.title),
        "每一条是一个部门的全部，长度一样，只看比例。",
        body,
    )


def _told(profiles: Sequence[Profile]) -> list[Profile]:
    """Those that state a total; a unit within a department that is here is not asked."""
    return [
        one for one in profiles if one.measures["total"].cell.yuan is not None and not one.within
    ]


def _with_total(one: Profile) -> str:
    return f"{body_labels.name(one.package)}（{figures.text(one.measures['total'].cell)} 万元）"


def _lead(profiles: Sequence[Profile]) -> str:
    """Who has the largest and the smallest total of those that state one."""
    told = _told(profiles)
    if not told:
        return f"{len(profiles)} 个部门和单位，都没有写出总额。"
    said = [blocks.escape(_with_total(one)) for one in told]
    if len(told) == 1:
        return f"只收录了{said[0]}。"
    return f"{len(profiles)} 个部门和单位，总额最大的是{said[0]}，最小的是{said[-1]}。"


def _group(group: tuple[bool, str, str], profiles: Sequence[Profile], site: Site, page: str) -> str:
    of_departments, title, sub = group
    held = [
        one for one in profiles if (one.package.disclosure.level == "department") is of_departments
    ]
    if not held:
        return ""
    most = max((one.measures["total"].cell.yuan or Decimal(0) for one in held), default=Decimal(0))
    columns = _columns(held)
    rows = "".join(_row(one, columns, most, site, page) for one in held)
    identifier = "departments" if of_departments else "units"
    table = blocks.table(identifier, f"{title}（{len(held)}）", _head(columns), rows)
    return blocks.section(
        identifier, title, sub, table.replace('class="mz-table"', 'class="mz-table mz-stack"', 1)
    )


_COLUMNS = (
    ("总额", True),
    ("主要来源", False),
    ("项目支出", True),
    ("最大的一项", False),
    ("“三公”经费", True),
    ("机关运行经费", True),
    ("每个编制（元）", True),
)


def _columns(held: Sequence[Profile]) -> Sequence[tuple[str, bool]]:
    """The columns; that of posts only where any body states them."""
    return _COLUMNS if any(one.per_head is not None for one in held) else _COLUMNS[:-1]


def _head(columns: Sequence[tuple[str, bool]]) -> str:
    cells = "".join(
        f'<th scope="col" role="columnheader"{" class=n" if right else ""}>{name}</th>'
        for name, right in columns
    )
    return f'<tr role="row"><th scope="col" role="columnheader">名称</th>{cells}</tr>'


def _row(
    one: Profile, columns: Sequence[tuple[str, bool]], most: Decimal, site: Site, page: str
) -> str:
    measures, year = one.measures, site.by_path[one.package.path]
    cells = (
        figures.figure(measures["total"].cell, year, page)
        + figures.bar(measures["total"].cell.yuan, most),
        _source(one, year, page),
        figures.figure(measures["project"].cell, year, page) + _share(measures["project"]),
        _function(one, year, page),
        figures.figure(measures["three_public"].cell, year, page),
        figures.figure(measures["agency_operating"].cell, year, page),
        _per_head(one, year, page),
    )
    shown = "".join(
        f'<td role="cell" data-label="{name}"{" class=n" if right else ""}><div>{cell}</div></td>'
        for (name, right), cell in zip(columns, cells[: len(columns)], strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{body_labels.contained(one.within, one.package, site, page)}</th>{shown}</tr>'


def _share(measure: Measure) -> str:
    """The share of a part in the whole of its row, and of which money both are where that is not all."""
    part, whole = measure.cell.yuan, measure.whole.yuan
    if part is None or not whole:
        return ""
    of = "" if measure.basis == Coordinates() else f"（{body_labels.basis(measure.basis)}）"
    return f"<small>占支出 {blocks.percent(part, whole, 1)}{of}</small>"


def _source(one: Profile, year: BudgetYear, page: str) -> str:
    ranked = sorted(one.sources, key=lambda source: -source.money.yuan)
    if not ranked:
        return '<span class="mz-nil">—</span>'
    first, whole = ranked[0], total(source.money for source in ranked)
    cell = Cell(first.money.number, first.money.amount_unit, first.money.table, (first.money.line,))
    share = blocks.percent(first.money.yuan, whole, 1)
    return f"{blocks.escape(first.name)} {figures.figure(cell, year, page)}<small>占收入 {share}</small>"


def _function(one: Profile, year: BudgetYear, page: str) -> str:
    if one.function is None:
        return '<span class="mz-nil">—</span>'
    code, name, measure = one.function
    share = blocks.percent(measure.cell.yuan or Decimal(0), measure.whole.yuan or Decimal(0), 1)
    of = "" if measure.basis == Coordinates() else f"，{body_labels.basis(measure.basis)}"
    named = blocks.link(f"functions/{code}.html", name or code, page)
    return f"{named} {figures.figure(measure.cell, year, page)}<small>占支出 {share}{of}</small>"


def _per_head(one: Profile, year: BudgetYear, page: str) -> str:
    if one.per_head is None:
        return '<span class="mz-nil">—</span>'
    posts = one.staff
    where = figures.address(posts, year, page)
    return f'{blocks.number(one.per_head)}<small><a href="{where}">{blocks.number(posts.number or Decimal(0))} 个编制</a></small>'


# What the script reads


def data(site: Site) -> str:
    """The figures of all bodies for the script that compares the chosen ones, as a script that sets one name.

    A script, not JSON to be fetched: pages opened from a folder may not fetch.
    """
    names = {**MEASURES, **{f"source-{key}": f"来自{word}" for key, word in _sources(site).items()}}
    held = [
        _record(one, site)
        for one in sorted(site.profiles.values(), key=lambda one: one.package.path)
    ]
    used = {name for one in held for name in one["f"]}  # type: ignore[attr-defined]
    rows = [[name, word] for name, word in _ordered(names) if name in used]
    stated = {"rows": rows, "parts": list(_PARTS), "bodies": held}
    return f"window.mzCompare = {json.dumps(stated, ensure_ascii=False, separators=(',', ':'), sort_keys=True)};\n"


_PARTS = ("travel_abroad", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")


def _ordered(names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The total first, then where it comes from, then the rest."""
    yield "total", names["total"]
    yield from ((name, word) for name, word in names.items() if name.startswith("source-"))
    yield from (
        (name, word)
        for name, word in names.items()
        if name != "total" and not name.startswith("source-")
    )


def _sources(site: Site) -> dict[str, str]:
    """The kinds of sources that any body names, by a stable key."""
    words = dict.fromkeys(source.name for one in site.profiles.values() for source in one.sources)
    known = {word: key for key, word in FUNDS.items()}
    return {known.get(word, word): word for word in sorted(words)}


def _record(one: Profile, site: Site) -> dict[str, object]:
    stated, year = one.package.disclosure, site.by_path[one.package.path]
    inside = site.by_path.get(one.within)
    cells = {name: (measure.cell, measure.basis) for name, measure in one.measures.items()}
    known = {word: key for key, word in FUNDS.items()}
    for source in one.sources:
        money = source.money
        cell = Cell(money.number, money.amount_unit, money.table, (money.line,))
        cells[f"source-{known.get(source.name, source.name)}"] = (cell, Coordinates())
    shown = {
        name: _figure(cell, at, year)
        for name, (cell, at) in cells.items()
        if cell.figure is not None
    }
    return {
        "id": f"{one.package.slug}/{one.package.period}",
        "name": body_labels.name(one.package),
        "level": "department" if stated.level == "department" else "unit",
        "period": body_labels.period(stated.year, stated.phase),
        "year": stated.year,
        "phase": stated.phase,
        "within": f"{inside.package.slug}/{inside.package.period}" if inside else "",
        "page": blocks.relative(year.address(), INDEX),
        "f": shown,
    }


def _figure(cell: Cell, at: Coordinates, year: BudgetYear) -> list[object]:
    """What is shown, what was published, the amount in 元 where whole 分 make it up, of which money, and its row.

    Always with two decimals: a whole number of eleven digits could be taken for a telephone number.
    """
    cents = None if cell.yuan is None else cell.yuan.quantize(blocks.CENT)
    whole = f"{cents:f}" if cents is not None and cents == cell.yuan else None
    money = "" if at == Coordinates() else body_labels.basis(at)
    return [
        figures.text(cell),
        figures.published(cell),
        whole,
        money,
        figures.address(cell, year, INDEX),
    ]
