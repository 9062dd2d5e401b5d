"""The overview of a department's year: how much, from where, for what, what changed, in a minute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scripts import blocks
from scripts.blocks import Page
from scripts.package import Table
from scripts.pages import pictures, shell
from scripts.pages.pictures import Picture
from scripts.pages.site import Site, Year
from scripts.tables import Money, Named, PublicItem, ranked, total

_PROJECTS_SHOWN = 5


def page(year: Year, site: Site) -> Page:
    """The overview page."""
    path = year.address()
    drawn = pictures.overview(year, site.names.get("functional", {}))
    main = "\n".join(
        (
            f'<p class="mz-lead">{lead(year)}</p>',
            _summary(year),
            blocks.cards(_cards(year)),
            *(_section(year, picture, path) for picture in drawn[:1]),
            _projects(year, path),
            *(_section(year, picture, path) for picture in drawn[1:]),
        )
    )
    body = f"{shell.head(year, 'index', path)}\n{blocks.grid(main, shell.aside(year, site, path))}"
    charts = tuple(picture.chart for picture in drawn)
    return Page(path, f"{year.department} {year.name}", plain_lead(year), body, charts)


def lead(year: Year) -> str:
    """The sentence that sums the year up, made from the figures, as HTML."""
    return "".join(f"<b>{blocks.escape(text)}</b>" if strong else blocks.escape(text) for text, strong in _lead(year))


def plain_lead(year: Year) -> str:
    """The same sentence as plain text."""
    return "".join(text for text, _ in _lead(year))


def _lead(year: Year) -> Iterator[tuple[str, bool]]:
    whole = year.overview.total
    if whole is None:
        yield "这份文件的收支总表没有写明总额。", False
        return
    yield "这一年共安排 ", False
    yield blocks.amount_text(whole), True
    yield _from(year), False
    parts = ranked(year.overview.purposes)
    if not parts or not whole.yuan:
        return
    yield "每 100 元里，约 ", False
    for index, (name, share) in enumerate(_thirds(year, parts)):
        yield "，" if index else "", False
        yield f"{share} 元", True
        yield f"用于{name}", False
    yield "。", False


def _from(year: Year) -> str:
    sources = year.overview.sources
    if len(sources) == 1:
        return f"，全部来自{sources[0].name}。"
    whole = total(source.money for source in sources)
    first = max(sources, key=lambda source: source.money.yuan, default=None)
    return f"，其中 {blocks.percent(first.money.yuan, whole, 1)} 来自{first.name}。" if first else "。"


def _thirds(year: Year, parts: Sequence[Named]) -> Iterator[tuple[str, str]]:
    """The largest part, the other projects or functions together, and the basic spending, per 100 元."""
    whole = total(part.money for part in parts)
    basic = [part for part in parts if part.name == "基本支出"]
    others = [part for part in parts if part not in basic]
    first, rest = others[0] if others else None, others[1:]
    if first is not None:
        yield first.name, _of_hundred(first.money.yuan, whole)
    if rest:
        what = "个项目" if parts[0] in year.overview.projects or parts[-1] in year.overview.projects else "个方面"
        yield f"另外 {len(rest)} {what}", _of_hundred(total(part.money for part in rest), whole)
    if basic:
        yield "单位自身的基本支出", _of_hundred(basic[0].money.yuan, whole)


def _of_hundred(part: Decimal, whole: Decimal) -> str:
    return blocks.percent(part, whole, 1).removesuffix("%").removesuffix(".0")


def _summary(year: Year) -> str:
    """What a person wrote about the department, in own words; marked as ours."""
    text = " ".join(year.package.summary.split())
    return f'<p class="mz-sub">{blocks.escape(text)}（本站编写）</p>' if text else ""


# Cards


def _cards(year: Year) -> Iterator[str]:
    overview = year.overview
    if overview.change is not None:
        change = overview.change
        value, unit = blocks.amount(Money(abs(change.by.number), change.by.amount_unit))
        sign = "+" if change.by.number > 0 else "−" if change.by.number < 0 else ""
        reason = f"；文件说的原因：{blocks.escape(change.reason)}" if change.reason else ""
        percent = (
            f"，{blocks.signed(change.percent)}%" if change.percent is not None and change.before.number > 0 else ""
        )
        note = f"上年 {blocks.amount_text(change.before)}（推算）{percent}{reason}"
        yield blocks.card("比上年", f"{sign}{value}", unit, note)
    if overview.project is not None and overview.total is not None:
        share = blocks.percent(overview.project.yuan, overview.total.yuan).removesuffix("%")
        count = f"{len(overview.projects)} 个项目，" if overview.projects else ""
        yield blocks.card("项目支出占比", share, "%", f"{count}{blocks.amount_text(overview.project)}")
    yield from _public_card(year)
    yield from _procurement_card(overview.procurement)


def _public_card(year: Year) -> Iterator[str]:
    found = year.overview.three_public
    whole = next((one for one in found if one.total), None)
    if whole is not None and isinstance(whole.figure, Decimal):
        value, unit = blocks.amount(Money(whole.figure, whole.amount_unit))
        parts = [
            one for one in found if not one.total and not one.level and isinstance(one.figure, Decimal) and one.figure
        ]
        yield blocks.card("“三公”经费", value, unit, _of_what(parts) + _same(year))


def _of_what(parts: Sequence[PublicItem]) -> str:
    if len(parts) == 1:
        return f"全部为{blocks.escape(parts[0].name)}"
    named = (
        f"{blocks.escape(one.name)} {blocks.number(one.figure)}" for one in parts if isinstance(one.figure, Decimal)
    )
    return "，".join(named) or "没有安排"


def _same(year: Year) -> str:
    """Whether the prose says that the three-public total is as last year."""
    table: Table | None = year.package.table("statements")
    rows = (
        []
        if table is None
        else [row for row in table.rows if row["topic"] == "three-public" and "三公" in row["subject"]]
    )
    return "，与上年相同" if any(row["direction"] == "same" for row in rows) else ""


def _procurement_card(stated: Sequence[Named]) -> Iterator[str]:
    whole = next((one for one in stated if "总额" in one.name or one.name.endswith("政府采购预算")), None)
    if whole is not None:
        value, unit = blocks.amount(whole.money)
        kinds = [one for one in stated if one != whole and one.money.number]
        words = ("货物", "工程", "服务")
        named = ["".join(word for word in words if word in one.name) or one.name for one in kinds]
        note = f"全部为{named[0]}" if len(kinds) == 1 and kinds[0].money.yuan == whole.money.yuan else "、".join(named)
        yield blocks.card("政府采购", value, unit, blocks.escape(note) or "没有安排")


# Sections


def _section(year: Year, picture: Picture, page: str) -> str:
    chart = picture.chart
    return blocks.section(f"{chart.id}-title", blocks.escape(chart.title), picture.sub, figure(year, picture, page))


def figure(year: Year, picture: Picture, page: str) -> str:
    """A picture with where its figures come from, and what to take away."""
    named = [table for source in picture.sources if (table := year.package.table(source)) is not None]
    links = [
        blocks.link(f"{year.address('tables')}#{table.name}", table.title, page)
        for table in named
        if table.kind.printed
    ]
    others = [blocks.escape(table.title) for table in named if not table.kind.printed]
    said = "、".join([*links, *others])
    return blocks.figure(picture.chart, f"数据：{said}", heads=picture.heads)


def _projects(year: Year, page: str) -> str:
    found = ranked(year.overview.projects)
    whole = year.overview.total
    if not found or whole is None:
        return ""
    rows = "".join(_project(year, one, whole, page) for one in found[:_PROJECTS_SHOWN])
    rest = found[_PROJECTS_SHOWN:]
    more = f"另有 {len(rest)} 个项目共 {_sum(rest)}。" if rest else ""
    head = (
        '<tr><th scope="col">项目</th><th scope="col" class="n">金额</th>'
        '<th scope="col" class="n">占预算</th><th scope="col">主要指标</th></tr>'
    )
    table = blocks.table("projects", "按金额从大到小", head, rows)
    link = blocks.link(year.address("projects"), "看全部项目的目标与指标", page)
    return blocks.section("projects-list", f"{len(found)} 个项目，各要做成什么", "", f"{table}<p>{more}{link}</p>")


def _sum(named: Sequence[Named]) -> str:
    unit = named[0].money.amount_unit
    return blocks.amount_text(Money(sum((one.money.number for one in named), Decimal(0)), unit))


def _project(year: Year, named: Named, whole: Money, page: str) -> str:
    anchor = f"{year.address('projects')}#{named.money.line}"
    name = blocks.link(anchor, named.name, page)
    share = blocks.percent(named.money.yuan, whole.yuan)
    return (
        f'<tr><th scope="row">{name}</th><td class="n">{blocks.amount_html(named.money)}</td>'
        f'<td class="n">{share}</td><td>{blocks.escape(_indicator(year, named.name))}</td></tr>'
    )


def _indicator(year: Year, project: str) -> str:
    """The first indicators of the year that count something, else the first with a target."""
    table = year.package.table("performance-targets")
    rows = (
        []
        if table is None
        else [row for row in table.rows if row["project_name"] == project and row["horizon"] == "annual"]
    )
    counted = [row for row in rows if row.number("value") is not None and row["amount_unit"] not in ("%", "")]
    chosen = (counted or [row for row in rows if row["target"]])[:2]
    return "；".join(f"{row['level_3'] or row['level_2']} {row['target']}" for row in chosen)
