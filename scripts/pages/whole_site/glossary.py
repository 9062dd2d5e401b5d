"""The glossary: all terms by Pinyin and by group, and a page for each, with a real table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.glossary import GROUPS, Term
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
    jumps = ""
    for name, title in GROUPS.items():
        groups.append(_group(name, title, site))
        jumps += f'<a href="#group-{name}">{title}</a>'
    letters = ""
    for letter, terms in site.glossary.by_letter.items():
        links = ""
        for term in terms:
            links += blocks.link(term.page, term.name, PATH)
        letters += f'<dt id="letter-{letter.lower()}">{letter}</dt><dd>{links}</dd>'
    by_letter = f'<dl class="mz-letters">{letters}</dl>'
    body = "\n".join(
        (
            "<h1>名词</h1>",
            f'<p class="mz-lead">{count} 个名词，用大白话说。</p>',
            f'<nav class="mz-years mz-wrap" aria-label="按类别">{jumps}</nav>',
            blocks.section("by-letter", "按拼音", "", by_letter),
            *groups,
        )
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
    body = "\n".join(
        (
            f'<p class="mz-crumb">{up} › {group}</p>',
            f"<h1>{blocks.escape(term.name)}</h1>",
            f'<p class="mz-lead">{blocks.escape(term.short)}</p>',
            f"<p>{blocks.escape(term.definition)}</p>",
            _about(term),
            _example(term, excerpt, site) if excerpt else "",
            _links("also", "另见", also, path),
            _places(term, occurrences.get(term.id, ())),
        )
    )
    return Page(path, term.name, term.short, body)


def _group(name: str, title: str, site: Site) -> str:
    terms = [term for term in site.glossary.terms if term.group == name]
    if not terms:
        return ""
    items = ""
    for term in terms:
        items += elements.list_item(term.page, term.name, term.short, PATH)
    heading = f"{title}<small>{len(terms)} 个</small>"
    body = f'<ul class="mz-list">{items}</ul>'
    return blocks.section(f"group-{name}", heading, "", body)


def _about(term: Term) -> str:
    english = f'<span lang="en">{blocks.escape(term.english)}</span>'
    aliases = blocks.escape("、".join(term.aliases))
    source = blocks.escape(term.source)
    return elements.about((("英文", english), ("也叫", aliases), ("依据", source)))


def _bare(term: Term) -> str:
    """The name without the quotation marks of “三公”经费, to stand in quotation marks itself."""
    return term.name.strip("“”")


def _example(term: Term, excerpt: Excerpt, site: Site) -> str:
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
    whose = f"{blocks.escape(year.department)} {year.name}，节选"
    if table.amount_unit:
        whose += f"　单位：{table.amount_unit}"
    title = f"表里的“{blocks.escape(_bare(term))}”"
    return blocks.section("table", title, whose, f"{drawn}\n<p>{whole}</p>")


def _places(term: Term, places: Sequence[tuple[str, str]]) -> str:
    links = _links("places", "出现在", places[:_MOST_PLACES], term.page)
    rest = len(places) - _MOST_PLACES
    if rest > 0:
        links += f"<p>还有 {rest} 页。</p>"
    # The search finds rows by part of their name; the glossary knows only pages.
    target = f"search/index.html?q={quote(_bare(term))}"
    search = blocks.link(target, "搜索名称里有这个词的部门、项目和表格行", term.page)
    return f"{links}<p>{search}</p>"


def _links(identifier: str, title: str, targets: Sequence[tuple[str, str]], page: str) -> str:
    if not targets:
        return ""
    items = ""
    for name, address in targets:
        items += f"<li>{blocks.link(address, name, page)}</li>"
    return f'<h2 id="{identifier}">{title}</h2>\n<ul>{items}</ul>'
