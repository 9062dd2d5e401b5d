"""The page of a code: what it means, who spends how much on it year by year, what is below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scripts import blocks, tables
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.several_years import body_labels, figures, parts
from scripts.pages.several_years.code_tree import STEPS, CodeTree, Period, spenders, yuan
from scripts.schema import Coordinates
from scripts.tables import Code, Sum, Use

# A name that dozens of documents share is no news: these are enough to see where it comes from.
_MOST_DOCUMENTS = 6

# Bodies speak of all money, or of the general public budget alone: those are no parts of one sum.
_BASES_APART = "口径不同的另外注明，不计入合计。合计只是本站收录的，部门与所属单位只算一次。"
_NAMES_APART = (
    "同一个编码，各份文件写的名称不完全一样：有的是改了名，有的是简写或写错。这里按编码合在一起。"
)


def pages(tree: CodeTree, site: Site) -> Iterator[Page]:
    """The pages of all codes of a tree; a code that very many spend on has several."""
    for code in tree.codes.values():
        bodies = list(code.bodies.values())
        chunks = list(parts.chunks(bodies))
        paths = []
        for number, _ in enumerate(chunks, start=1):
            paths.append(tree.address(code, number))
        for path, chunk in zip(paths, chunks, strict=True):
            yield _page(code, tree, site, path, paths, chunk)


def _page(
    code: Code,
    tree: CodeTree,
    site: Site,
    path: str,
    paths: Sequence[str],
    bodies: Sequence[Sequence[Use]],
) -> Page:
    # A code of another length than these is a slip of its document's pen: it has no step.
    facts = (tree.title, f"编码 {code.code}", STEPS.get(len(code.code), ""))
    turn = Html()
    if len(paths) > 1:
        # Each page names all of them: a reader may come from a search to the third.
        numbered = []
        for number, address in enumerate(paths, start=1):
            numbered.append((address, str(number)))
        turn = elements.switch("分页", numbered, path, path)
    body = joined(
        (
            Html('<p class="mz-crumb">{}</p>').format(_crumb(code, tree, path)),
            Html("<h1>{}</h1>").format(code.name or code.code),
            elements.meta(facts),
            Html('<p class="mz-lead">{}</p>').format(_lead(code)),
            elements.not_updated(site),
            _meaning(code, site, path),
            figures.EXACT,
            _Spending(code, site, path).section(bodies),
            turn,
            _children(code, tree, path),
            _names(code, site, path),
            figures.LEGEND_OF_YEARS,
        ),
        "\n",
    )
    description = (
        f"{tree.title} {code.code} {code.name}："
        f"本站收录的 {len(code.bodies)} 个部门和单位每年在这上面花多少。"
    )
    return Page(path, f"{code.code} {code.name}".strip(), description, body)


def _crumb(code: Code, tree: CodeTree, page: str) -> Html:
    links = [blocks.link(tree.index, tree.title, page)]
    for length in tables.LENGTHS:
        # Not every document prints the codes above an item.
        above = tree.codes.get(code.code[:length])
        if above is None or length >= len(code.code):
            continue
        links.append(tree.link(above, page))
    return Html(" › ").join(links) + " ›"


def _lead(code: Code) -> str:
    """Who spends most on it in the newest year, and what all held here spend."""
    period = code.periods[0]
    newest = [use for use in code.uses if use.period == period]
    counted = [use for use in newest if use.counted]
    total = code.sum(period)
    when = body_labels.period(*period)
    # Units of a department that is here are in its figures: a sum would count them twice.
    if total is None or not counted:
        return f"{when}有 {len(newest)} 个单位在这上面安排了钱，都已含在部门的数里。"

    def size(use: Use) -> tuple[Decimal, str]:
        return use.cell.yuan or Decimal(0), use.package.path

    largest = max(counted, key=size)
    # Of which money: project money on the same code is shown below, and not counted here.
    of = body_labels.basis(total.basis)
    name = blocks.escape(body_labels.name(largest.package))
    amount = Html("<b>{} 万元</b>").format(figures.text(largest.cell))
    if len(counted) == 1:
        return Html("{}的{}里，本站收录的部门里只读到{}在这上面花钱：{}。").format(
            when, of, name, amount
        )
    whole = Html("<b>{} 万元</b>").format(figures.wan(total.yuan))
    return Html("{}的{}里，本站收录的 {} 个部门和单位在这上面共 {}，最多的是{}，{}。").format(
        when, of, total.bodies, whole, name, amount
    )


def _meaning(code: Code, site: Site, page: str) -> Html:
    # 教育支出 (205) is explained as 教育.
    stem = code.name.removesuffix("支出")
    names = {code.name, stem, *code.names}
    for term in site.glossary.terms:
        if names & {term.name, *term.aliases}:
            short = blocks.escape(term.short)
            more = blocks.link(term.page, "看详解", page)
            return Html("<p>{}{}</p>").format(short, more)
    return Html()


@dataclass(frozen=True)
class _Spending:
    """Who spends on a code, on a page: a row for each body, a column for each year and phase."""

    code: Code
    site: Site
    page: str

    @cached_property
    def sums(self) -> Mapping[Period, Sum | None]:
        sums = {}
        for period in self.code.periods:
            sums[period] = self.code.sum(period)
        return sums

    @cached_property
    def bases(self) -> Mapping[Period, Coordinates]:
        # Of most money of a column, for each body may speak of another.
        bases = {}
        for period, total in self.sums.items():
            if total is not None:
                bases[period] = total.basis
        return bases

    @cached_property
    def largest(self) -> Decimal:
        largest = Decimal(0)
        for use in self.code.uses:
            largest = max(largest, use.cell.yuan or Decimal(0))
        return largest

    def section(self, bodies: Sequence[Sequence[Use]]) -> Html:
        """The sums of all bodies, and the rows of some of them."""
        titles: list[Html] = []
        for period in self.code.periods:
            titles.append(
                Html('<th scope="col" class="n">{}</th>').format(body_labels.period(*period))
            )
        cells: list[Html] = []
        for total in self.sums.values():
            inner = figures.NONE
            if total is not None:
                inner = Html("{}<small>{} 个合计</small>").format(
                    figures.wan(total.yuan), total.bodies
                )
            cells.append(Html('<td class="n mz-sum">{}</td>').format(inner))
        rows = Html('<tr class="total"><th scope="row">本站收录的合计</th>{}</tr>').format(
            joined(cells)
        )
        rows += joined(map(self._body_row, bodies))

        caption = Html("谁在“{}”上花钱").format(blocks.escape(self.code.name or self.code.code))
        header = Html('<tr><th scope="col">名称</th>{}</tr>').format(joined(titles))
        table = blocks.table("spending", caption, header, rows)
        bases = dict.fromkeys(map(body_labels.basis, self.bases.values()))
        money = "、".join(bases)
        sub = f"单位：万元，说的是{money}；{_BASES_APART}"
        body = Html('<div class="mz-years-wide">{}</div>').format(table)
        return blocks.section("spending", "谁在花", sub, body)

    def _body_row(self, uses: Sequence[Use]) -> Html:
        """The row of a body; a year not held looks otherwise than one without this spending."""
        package = uses[0].package
        by_period = {use.period: use for use in uses}
        held: set[Period] = set()
        for year in self.site.departments[package.slug]:
            disclosure = year.package.disclosure
            held.add((disclosure.year, disclosure.phase))
        cells: list[Html] = []
        for period in self.code.periods:
            if period not in held:
                cells.append(figures.UNHELD)
            elif period in by_period:
                cells.append(self._cell(by_period[period]))
            else:
                cells.append(Html('<td class="n">{}</td>').format(figures.NONE))
        name = body_labels.link(package, self.page)
        if not all(use.counted for use in uses):
            name += Html("<small>已含在部门的数里，不计入合计</small>")
        return Html('<tr><th scope="row">{}</th>{}</tr>').format(name, joined(cells))

    def _cell(self, use: Use) -> Html:
        """What a body spends, and of which money where that is not what most speak of that year."""
        cell = use.cell
        year = self.site.by_path[use.package.path]
        figure = figures.figure(cell, year, self.page)
        usual = self.bases.get(use.period, use.basis)
        if use.basis != usual:
            figure += Html("<small>{}</small>").format(body_labels.basis(use.basis))
        bar = figures.bar(cell.yuan, self.largest)
        return Html('<td class="n">{}{}</td>').format(figure, bar)


def _children(code: Code, tree: CodeTree, page: str) -> Html:
    children = tables.children(code.code, tree.codes)
    if not children:
        return Html()
    period = code.periods[0]
    sums = {child.code: child.sum(period) for child in children}
    largest = max(map(yuan, sums.values()))
    rows: list[Html] = []
    for child in sorted(children, key=lambda child: (-yuan(sums[child.code]), child.code)):
        total = sums[child.code]
        amount: str = figures.NONE
        if total is not None:
            amount = figures.wan(total.yuan)
        bar = figures.bar(yuan(total), largest)
        rows.append(
            Html(
                '<tr><th scope="row">{}</th><td class="n mz-sum">{}{}</td><td class="n">{}</td></tr>'
            ).format(tree.link(child, page), amount, bar, spenders(child))
        )
    header = Html(
        '<tr><th scope="col">科目</th>'
        '<th scope="col" class="n">{}合计（万元）</th>'
        '<th scope="col" class="n">历年有几个部门、单位</th></tr>'
    ).format(body_labels.period(*period))
    step = STEPS.get(len(children[0].code), "")
    table = blocks.table("below", f"下一级（{step}）", header, joined(rows))
    return blocks.section("below", "下面分几项", "", table)


def _names(code: Code, site: Site, page: str) -> Html:
    """The names that documents give a code that was renamed, abbreviated or mistyped."""
    if len(code.names) < 2:
        return Html()
    items: list[Html] = []
    for name, packages in code.names.items():
        documents: list[str] = []
        for package in packages[:_MOST_DOCUMENTS]:
            year = site.by_path[package.path]
            text = f"{year.department} {body_labels.period_of(package)}"
            documents.append(blocks.link(year.address("tables"), text, page))
        count = len(packages)
        if count > _MOST_DOCUMENTS:
            documents.append(f"等 {count} 份")
        listed = Html("、").join(documents)
        items.append(Html("<li>“{}”：{}</li>").format(name, listed))
    return blocks.section("names", "名称", _NAMES_APART, Html("<ul>{}</ul>").format(joined(items)))
