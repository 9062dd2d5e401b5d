"""Functions and economic categories: the tree of codes, and for each code who spends how much on it, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.glossary import Term
from scripts.package import Package
from scripts.pages.several_years import body_labels, figures
from scripts.pages.year import year_charts
from scripts.pages.year.year_charts import Picture
from scripts.tables import DEPARTMENT, FUNCTION, GOVERNMENT, Code, Sum, Use

_STEPS = {3: "类", 5: "款", 7: "项"}


@dataclass(frozen=True)
class Tree:
    """One classification as the site shows it: its folder, titles and codes, and which money its amounts are of."""

    folder: str
    identifier: str
    title: str
    sub: str
    codes: Mapping[str, Code]
    untold: int

    @property
    def index(self) -> str:
        """The address of the tree."""
        return f"{self.folder}/index.html"


def pages(site: Site) -> Iterator[Page]:
    """The two indexes, and the pages of every code."""
    packages = [year.package for year in site.years]
    functions = _tree(site, "functions", "functional", FUNCTION, "支出功能分类", "钱用来办什么事。")
    economic = [
        _tree(site, "economic", "department", DEPARTMENT, "部门预算经济分类", "基本支出买了什么。"),
        _tree(
            site,
            "economic",
            "government",
            GOVERNMENT,
            "政府预算经济分类",
            "同一笔基本支出，按政府的口径分；公布的部门不多。",
        ),
    ]
    yield _index(
        "functions/index.html", "科目：办什么事", [functions], packages_count=len(packages)
    )
    yield _index("economic/index.html", "科目：买什么", economic, packages_count=len(packages))
    for tree in (functions, *economic):
        for code in tree.codes.values():
            yield from _of_code(code, tree, site)


def _tree(site: Site, folder: str, names: str, column: str, title: str, sub: str) -> Tree:
    packages = [year.package for year in site.years]
    found = tables.codes(packages, column, site.names.get(names, {}))
    told = {use.package.path for one in found.values() for use in one.uses}
    return Tree(folder, names, title, sub, found, len(packages) - len(told))


# The tree


def _index(path: str, title: str, trees: Sequence[Tree], *, packages_count: int) -> Page:
    others = [
        ("functions/index.html", "办什么事"),
        ("economic/index.html", "买什么"),
        ("three-public/index.html", "“三公”经费"),
    ]
    ways = "".join(
        blocks.link(
            target,
            name,
            path,
            attributes='class="on" aria-current="page"' if target == path else "",
        )
        for target, name in others
    )
    lead = (
        "每一笔支出都有编码，说明钱用来办什么事。点一个科目，看谁在上面花钱、花多少。"
        if trees[0].folder == "functions"
        else "基本支出还有另一种编码，说明钱买了什么：工资、水电、差旅……点一个科目，看谁在上面花钱、花多少。"
    )
    body = "\n".join(
        (
            f"<h1>{title}</h1>",
            f'<nav class="mz-years" aria-label="科目">{ways}</nav>',
            f'<p class="mz-lead">{lead}</p>',
            *(_listed(tree, path, packages_count) for tree in trees),
        )
    )
    count = sum(len(tree.codes) for tree in trees)
    drawn = tuple(picture.chart for tree in trees for picture in _areas(tree))
    return Page(path, title, f"{count} 个科目，每个科目都列出谁在上面花钱、每年多少。", body, drawn)


def _listed(tree: Tree, page: str, packages_count: int) -> str:
    """A classification as a list to unfold, its classes by how much the newest year with most bodies spends on them."""
    period, sums = _widest(tree)
    most = max((one.yuan for one in sums.values()), default=Decimal(0))
    order = sorted(
        tables.children("", tree.codes), key=lambda one: (-_yuan(sums.get(one.code)), one.code)
    )
    classes = "".join(_class(one, sums.get(one.code), most, tree, page) for one in order)
    untold = f"另有 {tree.untold} 份没有按这样的编码列出支出。" if tree.untold else ""
    said = (
        f"{tree.sub}金额是{body_labels.period(*period)}里本站收录的部门、单位合计（万元），部门与所属单位只算一次，不是全国或全省的数。{untold}"
        if period
        else tree.sub
    )
    drawn = "".join(_drawn(picture, tree) for picture in _areas(tree))
    return blocks.section(
        tree.identifier, tree.title, said, f'{drawn}<div class="mz-tree">{classes}</div>'
    )


def _areas(tree: Tree) -> Iterator[Picture]:
    """All spending by function of the year with most bodies, as areas; the economic categories are of basic spending only."""
    period, _ = _widest(tree)
    if tree.identifier == "functional" and period is not None:
        packages = [use.package for one in tree.codes.values() for use in one.uses]
        alike = tables.together(list({one.path: one for one in packages}.values()), period)
        yield from year_charts.areas(
            tables.purposes(alike, {code: one.name for code, one in tree.codes.items()}), ()
        )


def _drawn(picture: Picture, tree: Tree) -> str:
    period, _ = _widest(tree)
    said = f"数据：本站收录的{body_labels.period(*period)}" if period else ""
    figure = blocks.figure(picture.chart, said, heads=picture.heads)
    return f'<h3>{blocks.escape(picture.chart.title)}</h3>\n<p class="mz-sub">{picture.sub}</p>\n{figure}'


def _widest(tree: Tree) -> tuple[tuple[int, str] | None, Mapping[str, Sum]]:
    """The year and phase that most bodies are held for, the newest of several, and the sum of each class in it."""
    bodies_of: dict[tuple[int, str], set[str]] = {}
    for one in tree.codes.values():
        for use in one.uses:
            bodies_of.setdefault(use.period, set()).add(use.package.slug)
    if not bodies_of:
        return None, {}
    period = max(bodies_of, key=lambda one: (len(bodies_of[one]), one))
    sums = {
        code: found for code, one in tree.codes.items() if (found := one.sum(period)) is not None
    }
    return period, {code: found for code, found in sums.items() if len(code) == 3}


def _yuan(found: Sum | None) -> Decimal:
    return Decimal(0) if found is None else found.yuan


def _class(one: Code, found: Sum | None, most: Decimal, tree: Tree, page: str) -> str:
    amount = (
        f'<span class="v">{figures.wan(found.yuan)}</span>'
        if found
        else '<span class="v mz-nil">—</span>'
    )
    head = f"<b>{blocks.escape(one.name)}</b> <small>{one.code}</small>{figures.bar(_yuan(found), most)}{amount}"
    own = f'<li>{_code_link(one, tree, page)}<span class="c">{_spenders(one)}</span></li>'
    below = "".join(_below(child, tree, page) for child in tables.children(one.code, tree.codes))
    return f'<details id="c{one.code}"><summary>{head}</summary><ul>{own}{below}</ul></details>'


def _below(one: Code, tree: Tree, page: str) -> str:
    inner = "".join(_below(child, tree, page) for child in tables.children(one.code, tree.codes))
    return f'<li>{_code_link(one, tree, page)}<span class="c">{_spenders(one)}</span>{f"<ul>{inner}</ul>" if inner else ""}</li>'


def _code_link(one: Code, tree: Tree, page: str) -> str:
    name = f"{one.code} {one.name}".strip()
    return blocks.link(f"{tree.folder}/{one.code}.html", name, page)


def _spenders(one: Code) -> str:
    return f"{len(one.bodies)} 个"


# A code


def _of_code(one: Code, tree: Tree, site: Site) -> Iterator[Page]:
    """The page of a code; a code that very many spend on has several."""
    parts = list(body_labels.chunks(list(one.bodies.items())))
    paths = [
        f"{tree.folder}/{one.code}{f'-{number + 1}' if number else ''}.html"
        for number in range(len(parts))
    ]
    for path, part in zip(paths, parts, strict=True):
        yield _page(one, tree, site, path, part, paths)


def _page(
    one: Code,
    tree: Tree,
    site: Site,
    path: str,
    part: Sequence[tuple[str, tuple[Use, ...]]],
    paths: Sequence[str],
) -> Page:
    title = f"{one.name or one.code}"
    step = _STEPS.get(len(one.code), "")
    about = [f"{tree.title}", f"编码 {one.code}", step]
    body = "\n".join(
        (
            f'<p class="mz-crumb">{_crumb(one, tree, path)}</p>',
            f"<h1>{blocks.escape(title)}</h1>",
            f'<p class="mz-meta">{"".join(f"<span>{blocks.escape(text)}</span>" for text in about if text)}</p>',
            f'<p class="mz-lead">{_lead(one)}</p>',
            _meaning(one, site, path),
            figures.EXACT,
            _spending(one, site, path, part),
            _turn(path, paths),
            _children(one, tree, path),
            _named(one, site, path),
            figures.LEGEND_OF_YEARS,
        )
    )
    what = f"{tree.title} {one.code} {one.name}：本站收录的 {len(one.bodies)} 个部门和单位每年在这上面花多少。"
    return Page(path, f"{one.code} {one.name}".strip(), what, body)


def _crumb(one: Code, tree: Tree, page: str) -> str:
    above = [
        tree.codes[one.code[:length]]
        for length in tables.LENGTHS
        if length < len(one.code) and one.code[:length] in tree.codes
    ]
    links = [
        blocks.link(tree.index, tree.title, page),
        *(_code_link(code, tree, page) for code in above),
    ]
    return " › ".join(links) + " ›"


def _lead(one: Code) -> str:
    """Who spends most on it in the newest year, and what all held here spend."""
    period = one.periods[0]
    held = [use for use in one.uses if use.period == period and use.counted]
    found = one.sum(period)
    said = body_labels.period(*period)
    if not held or found is None:
        return f"{said}有 {len([use for use in one.uses if use.period == period])} 个单位在这上面安排了钱，都已含在部门的数里。"
    first = max(held, key=lambda use: (use.cell.yuan or Decimal(0), use.package.path))
    name = blocks.escape(body_labels.name(first.package))
    if len(held) == 1:
        return f"{said}，本站收录的部门里只有{name}在这上面花钱：<b>{figures.text(first.cell)} 万元</b>。"
    return (
        f"{said}，本站收录的 {found.bodies} 个部门和单位在这上面共 <b>{figures.wan(found.yuan)} 万元</b>，"
        f"最多的是{name}，<b>{figures.text(first.cell)} 万元</b>。"
    )


def _meaning(one: Code, site: Site, page: str) -> str:
    """What the code means, where a term of the glossary bears its name."""
    term = _term(one, site)
    if term is None:
        return ""
    return f"<p>{blocks.escape(term.short)}{blocks.link(term.page, '看详解', page)}</p>"


def _term(one: Code, site: Site) -> Term | None:
    names = {one.name, one.name.removesuffix("支出"), *one.names}
    return next((term for term in site.glossary.terms if names & {term.name, *term.aliases}), None)


def _spending(one: Code, site: Site, page: str, part: Sequence[tuple[str, tuple[Use, ...]]]) -> str:
    head = "".join(
        f'<th scope="col" class="n">{body_labels.period(*period)}</th>' for period in one.periods
    )
    most = max((use.cell.yuan or Decimal(0) for use in one.uses), default=Decimal(0))
    usual = {
        period: found.basis for period in one.periods if (found := one.sum(period)) is not None
    }
    rows = "".join(_body_row(uses, one, usual, most, site, page) for _, uses in part)
    caption = f"谁在“{blocks.escape(one.name or one.code)}”上花钱"
    table = blocks.table(
        "spending", caption, f'<tr><th scope="col">名称</th>{head}</tr>', _sum_row(one) + rows
    )
    spoken = "、".join(dict.fromkeys(body_labels.basis(found) for found in usual.values()))
    sub = f"单位：万元，说的是{spoken}；口径不同的另外注明，不计入合计。合计只是本站收录的，部门与所属单位只算一次。"
    return blocks.section("spending", "谁在花", sub, f'<div class="mz-years-wide">{table}</div>')


def _sum_row(one: Code) -> str:
    cells = []
    for period in one.periods:
        found = one.sum(period)
        inner = (
            f"{figures.wan(found.yuan)}<small>{found.bodies} 个合计</small>"
            if found
            else '<span class="mz-nil">—</span>'
        )
        cells.append(f'<td class="n mz-sum">{inner}</td>')
    return f'<tr class="total"><th scope="row">本站收录的合计</th>{"".join(cells)}</tr>'


def _body_row(
    uses: Sequence[Use],
    one: Code,
    usual: Mapping[tuple[int, str], object],
    most: Decimal,
    site: Site,
    page: str,
) -> str:
    by_period = {use.period: use for use in uses}
    held = {
        (year.package.disclosure.year, year.package.disclosure.phase)
        for year in site.departments[uses[0].package.slug]
    }
    cells = "".join(
        _use(by_period.get(period), usual.get(period), most, site, page)
        if period in held
        else figures.UNHELD
        for period in one.periods
    )
    inside = (
        "" if all(use.counted for use in uses) else "<small>已含在部门的数里，不计入合计</small>"
    )
    return f'<tr><th scope="row">{body_labels.link(uses[0].package, page)}{inside}</th>{cells}</tr>'


def _use(use: Use | None, usual: object, most: Decimal, site: Site, page: str) -> str:
    if use is None:
        return '<td class="n"><span class="mz-nil">—</span></td>'
    other = (
        f"<small>{body_labels.basis(use.basis)}</small>"
        if usual is not None and use.basis != usual
        else ""
    )
    shown = figures.figure(use.cell, site.by_path[use.package.path], page)
    return f'<td class="n">{shown}{other}{figures.bar(use.cell.yuan, most)}</td>'


def _turn(page: str, paths: Sequence[str]) -> str:
    if len(paths) < 2:
        return ""
    links = "".join(
        blocks.link(
            path,
            str(number),
            page,
            attributes='class="on" aria-current="page"' if path == page else "",
        )
        for number, path in enumerate(paths, start=1)
    )
    return f'<nav class="mz-years" aria-label="分页">{links}</nav>'


def _children(one: Code, tree: Tree, page: str) -> str:
    """The codes below with what is spent on each in the newest year."""
    below = tables.children(one.code, tree.codes)
    if not below:
        return ""
    period = one.periods[0]
    sums = {child.code: child.sum(period) for child in below}
    most = max((_yuan(found) for found in sums.values()), default=Decimal(0))
    rows = "".join(
        f'<tr><th scope="row">{_code_link(child, tree, page)}</th><td class="n mz-sum">{_sum(sums[child.code])}'
        f'{figures.bar(_yuan(sums[child.code]), most)}</td><td class="n">{_spenders(child)}</td></tr>'
        for child in sorted(below, key=lambda child: (-_yuan(sums[child.code]), child.code))
    )
    head = (
        f'<tr><th scope="col">科目</th><th scope="col" class="n">{body_labels.period(*period)}合计（万元）</th>'
        '<th scope="col" class="n">历年有几个部门、单位</th></tr>'
    )
    step = _STEPS.get(len(below[0].code), "")
    return blocks.section(
        "below", "下面分几项", "", blocks.table("below", f"下一级（{step}）", head, rows)
    )


def _sum(found: Sum | None) -> str:
    return figures.wan(found.yuan) if found else '<span class="mz-nil">—</span>'


def _named(one: Code, site: Site, page: str) -> str:
    """The names that documents give the code, where they differ: a code may have been renamed, or mistyped."""
    if len(one.names) < 2:
        return ""
    items = "".join(
        f"<li>“{blocks.escape(name)}”：{'、'.join(_where(packages, site, page))}</li>"
        for name, packages in one.names.items()
    )
    sub = "同一个编码，各份文件写的名称不完全一样：有的是改了名，有的是简写或写错。这里按编码合在一起。"
    return blocks.section("names", "名称", sub, f"<ul>{items}</ul>")


_NAMED_SHOWN = 6


def _where(packages: Sequence[Package], site: Site, page: str) -> Iterator[str]:
    shown = [site.by_path[one.path] for one in packages[:_NAMED_SHOWN]]
    for year in shown:
        stated = year.package.disclosure
        yield blocks.link(
            year.address("tables"),
            f"{body_labels.name(year.package)} {body_labels.period(stated.year, stated.phase)}",
            page,
        )
    if len(packages) > _NAMED_SHOWN:
        yield f"等 {len(packages)} 份"
