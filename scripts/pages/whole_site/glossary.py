"""The glossary: all terms by Pinyin and by group, and a page for each, with a real table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.glossary import GROUPS, Term
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.pages.year import tables
from scripts.tables import Excerpt

PATH = "glossary/index.html"

Occurrences = Mapping[str, Sequence[tuple[str, str]]]
"""Per term the pages that it is linked from: title and address."""

# 基本支出 stands on most pages of a site of thousands of bodies: a list of all would help nobody.
_MOST_PLACES = 20


def page(site: Site) -> Page:
    """All terms: by the first letter of their Pinyin, and in their groups, each with a sentence."""
    count = len(site.glossary.terms)

    groups = []
    jumps: list[Html] = []
    for name, title in GROUPS.items():
        groups.append(_group(name, title, site))
        jumps.append(Html('<a href="#group-{}">{}</a>').format(name, title))
    letters: list[Html] = []
    for letter, terms in site.glossary.by_letter.items():
        links = Html()
        for term in terms:
            links += blocks.link(term.page, term.name, PATH)
        letters.append(
            Html('<dt id="letter-{}">{}</dt><dd>{}</dd>').format(letter.lower(), letter, links)
        )
    by_letter = Html('<dl class="mz-letters">{}</dl>').format(joined(letters))
    body = joined(
        (
            Html("<h1>名词</h1>"),
            Html('<p class="mz-lead">{} 个名词，用大白话说。</p>').format(count),
            Html('<nav class="mz-years mz-wrap" aria-label="按类别">{}</nav>').format(
                joined(jumps)
            ),
            blocks.section("by-letter", "按拼音", "", by_letter),
            *groups,
        ),
        "\n",
    )
    description = f"预算里的 {count} 个名词，每个一句话说清，附英文、出处和出现的地方。"
    return Page(PATH, "名词", description, body)


def of_term(term: Term, site: Site, occurrences: Occurrences, excerpt: Excerpt | None) -> Page:
    """The page of a term: its meaning, a real table, its names, and the pages that it occurs on."""
    path = term.page
    # A related term may not have been written yet.
    related = [site.glossary.by_id.get(name) for name in term.see_also]
    also = [(other.name, other.page) for other in related if other]
    up = blocks.link(PATH, "名词", path)
    group = blocks.link(f"{PATH}#group-{term.group}", GROUPS.get(term.group, ""), path)
    body = joined(
        (
            Html('<p class="mz-crumb">{} › {}</p>').format(up, group),
            Html("<h1>{}</h1>").format(term.name),
            Html('<p class="mz-lead">{}</p>').format(term.short),
            Html("<p>{}</p>").format(term.definition),
            _about(term),
            _example(term, excerpt, site) if excerpt else "",
            _links("also", "另见", also, path),
            _places(term, occurrences.get(term.id, ())),
        ),
        "\n",
    )
    return Page(path, term.name, term.short, body)


def _group(name: str, title: str, site: Site) -> Html:
    terms = [term for term in site.glossary.terms if term.group == name]
    if not terms:
        return Html()
    items: list[Html] = []
    for term in terms:
        items.append(elements.list_item(term.page, term.name, term.short, PATH))
    heading = Html("{}<small>{} 个</small>").format(title, len(terms))
    body = Html('<ul class="mz-list">{}</ul>').format(joined(items))
    return blocks.section(f"group-{name}", heading, "", body)


def _about(term: Term) -> Html:
    english = Html('<span lang="en">{}</span>').format(term.english)
    aliases = blocks.escape("、".join(term.aliases))
    source = blocks.escape(term.source)
    return elements.about((("英文", english), ("也叫", aliases), ("依据", source)))


def _bare(term: Term) -> str:
    """The name without the quotation marks of “三公”经费, to stand in quotation marks itself."""
    return term.name.strip("“”")


def _example(term: Term, excerpt: Excerpt, site: Site) -> Html:
    """Some rows of a published table, the one that is meant lit, and the way to the whole."""
    year = site.by_path[excerpt.package.path]
    table = excerpt.table
    # Without marks of checks: the excerpt is to show the term, not what is wrong beside it.
    lit = (excerpt.line, excerpt.column)
    drawn = tables.official(table, lambda row: (), term.page, lit=lit)
    text = "看整张表"
    if excerpt.line:
        text = "在原来的表里看这一行"
    whole = blocks.link(year.cell(table.name, excerpt.line), text, term.page)
    whose = Html("{} {}，节选").format(blocks.escape(year.department), year.name)
    if table.amount_unit:
        whose += f"　单位：{table.amount_unit}"
    title = Html("表里的“{}”").format(blocks.escape(_bare(term)))
    return blocks.section("table", title, whose, Html("{}\n<p>{}</p>").format(drawn, whole))


def _places(term: Term, places: Sequence[tuple[str, str]]) -> Html:
    links = _links("places", "出现在", places[:_MOST_PLACES], term.page)
    rest = len(places) - _MOST_PLACES
    if rest > 0:
        links += Html("<p>还有 {} 页。</p>").format(rest)
    # The search finds rows by part of their name; the glossary knows only pages.
    target = f"search/index.html?q={quote(_bare(term))}"
    search = blocks.link(target, "搜索名称里有这个词的部门、项目和表格行", term.page)
    return Html("{}<p>{}</p>").format(links, search)


def _links(identifier: str, title: str, targets: Sequence[tuple[str, str]], page: str) -> Html:
    if not targets:
        return Html()
    items: list[Html] = []
    for name, address in targets:
        items.append(Html("<li>{}</li>").format(blocks.link(address, name, page)))
    return Html('<h2 id="{}">{}</h2>\n<ul>{}</ul>').format(identifier, title, joined(items))
