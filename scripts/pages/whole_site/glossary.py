"""The glossary: all terms by Pinyin and by group, and a page for each with a real table and where it occurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.glossary import GROUPS, Term
from scripts.pages.year import tables
from scripts.tables import Excerpt

Occurrences = Mapping[str, Sequence[tuple[str, str]]]
"""Per term the pages that it is linked from: title and address."""

_SHOWN = 20


def index(site: Site) -> Page:
    """All terms: by the first letter of their Pinyin, and in their groups, each with a sentence."""
    path = "glossary/index.html"
    groups = "\n".join(_group(name, title, site, path) for name, title in GROUPS.items())
    jumps = "".join(f'<a href="#group-{name}">{title}</a>' for name, title in GROUPS.items())
    body = "\n".join(
        (
            f'<h1>名词</h1>\n<p class="mz-lead">{len(site.glossary.terms)} 个名词，用大白话说。</p>',
            f'<nav class="mz-years mz-wrap" aria-label="按类别">{jumps}</nav>',
            blocks.section("by-letter", "按拼音", "", _letters(site, path)),
            groups,
        )
    )
    return Page(
        path,
        "名词",
        f"预算里的 {len(site.glossary.terms)} 个名词，每个一句话说清，附英文、出处和出现的地方。",
        body,
    )


def _letters(site: Site, page: str) -> str:
    """A line for each letter, with the terms that begin with it."""
    lines = "".join(
        f'<dt id="letter-{letter.lower()}">{letter}</dt><dd>'
        + "".join(blocks.link(term.page, term.name, page) for term in terms)
        + "</dd>"
        for letter, terms in site.glossary.by_letter.items()
    )
    return f'<dl class="mz-letters">{lines}</dl>'


def _group(name: str, title: str, site: Site, page: str) -> str:
    terms = [term for term in site.glossary.terms if term.group == name]
    if not terms:
        return ""
    items = "".join(
        f'<li><a href="{blocks.relative(term.page, page)}"><b>{blocks.escape(term.name)}</b><span>{blocks.escape(term.short)}</span></a></li>'
        for term in terms
    )
    return blocks.section(
        f"group-{name}",
        f"{title}<small>{len(terms)} 个</small>",
        "",
        f'<ul class="mz-list">{items}</ul>',
    )


def term(one: Term, site: Site, occurrences: Occurrences, excerpt: Excerpt | None) -> Page:
    """A term: what it means, in a real table, other names, English, its source, what to read next, where it occurs."""
    path = one.page
    also = [site.glossary.by_id[name] for name in one.see_also if name in site.glossary.by_id]
    group = blocks.link(f"glossary/index.html#group-{one.group}", GROUPS.get(one.group, ""), path)
    body = "\n".join(
        (
            f'<p class="mz-crumb">{blocks.link("glossary/index.html", "名词", path)} › {group}</p>',
            f"<h1>{blocks.escape(one.name)}</h1>",
            f'<p class="mz-lead">{blocks.escape(one.short)}</p>',
            f"<p>{blocks.escape(one.definition)}</p>",
            _facts(one),
            _shown(one, excerpt, site, path) if excerpt else "",
            _links("also", "另见", [(found.name, found.page) for found in also], path),
            _places(one, occurrences.get(one.id, ()), path),
        )
    )
    return Page(path, one.name, one.short, body)


def _facts(one: Term) -> str:
    """English, other names and the source of a term."""
    english = f'<span lang="en">{blocks.escape(one.english)}</span>'
    facts = (
        ("英文", english),
        ("也叫", blocks.escape("、".join(one.aliases))),
        ("依据", blocks.escape(one.source)),
    )
    stated = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in facts if text)
    return f'<dl class="mz-about">{stated}</dl>'


def _shown(one: Term, excerpt: Excerpt, site: Site, page: str) -> str:
    """The term in a published table: some rows of it, the one that is meant lit, and the way to the whole."""
    year, table = site.by_path[excerpt.package.path], excerpt.table
    unit = f"　单位：{table.amount_unit}" if table.amount_unit else ""
    whose = f"{blocks.escape(year.department)} {year.name}，节选{unit}"
    drawn = tables.official(table, lambda row: (), page, lit=(excerpt.line, excerpt.column))
    whole = blocks.link(
        year.cell(table.name, excerpt.line),
        "在原来的表里看这一行" if excerpt.line else "看整张表",
        page,
    )
    return blocks.section(
        "table", f"表里的“{blocks.escape(one.name.strip('“”'))}”", whose, f"{drawn}\n<p>{whole}</p>"
    )


def _places(one: Term, places: Sequence[tuple[str, str]], page: str) -> str:
    """The pages that a term stands on, and the way to all rows that bear its name."""
    asked = f"search/index.html?q={quote(one.name.strip('“”'))}"
    rest = f"<p>还有 {len(places) - _SHOWN} 页。</p>" if len(places) > _SHOWN else ""
    find = f"<p>{blocks.link(asked, '搜索名称里有这个词的部门、项目和表格行', page)}</p>"
    return _links("places", "出现在", list(places[:_SHOWN]), page) + rest + find


def _links(identifier: str, title: str, targets: Sequence[tuple[str, str]], page: str) -> str:
    if not targets:
        return ""
    items = "".join(f"<li>{blocks.link(address, name, page)}</li>" for name, address in targets)
    return f'<h2 id="{identifier}">{title}</h2>\n<ul>{items}</ul>'
