"""The glossary: all terms, and a page for each with where it occurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scripts import blocks
from scripts.blocks import Page
from scripts.glossary import GROUPS, Term
from scripts.pages.site import Site

Occurrences = Mapping[str, Sequence[tuple[str, str]]]
"""Per term the pages that it is linked from: title and address."""

_SHOWN = 20


def index(site: Site) -> Page:
    """All terms in their groups, each with a sentence."""
    path = "glossary/index.html"
    groups = "\n".join(_group(name, title, site, path) for name, title in GROUPS.items())
    body = f'<h1>名词</h1>\n<p class="mz-lead">{len(site.glossary.terms)} 个名词，用大白话说。</p>\n{groups}'
    return Page(
        path, "名词", f"预算里的 {len(site.glossary.terms)} 个名词，每个一句话说清，附英文、出处和出现的地方。", body
    )


def _group(name: str, title: str, site: Site, page: str) -> str:
    terms = [term for term in site.glossary.terms if term.group == name]
    if not terms:
        return ""
    items = "".join(
        f'<li><a href="{blocks.relative(term.page, page)}"><b>{blocks.escape(term.name)}</b><span>{blocks.escape(term.short)}</span></a></li>'
        for term in terms
    )
    return blocks.section(f"group-{name}", title, "", f'<ul class="mz-list">{items}</ul>')


def term(one: Term, site: Site, occurrences: Occurrences) -> Page:
    """A term: what it means, other names, English, where the definition comes from, what to read next, where it occurs."""
    path = one.page
    also = [site.glossary.by_id[name] for name in one.see_also if name in site.glossary.by_id]
    places = occurrences.get(one.id, ())
    facts = [("英文", one.english), ("也叫", "、".join(one.aliases)), ("依据", one.source)]
    listed = "".join(f"<p><small>{label}：{blocks.escape(text)}</small></p>" for label, text in facts if text)
    body = "\n".join(
        (
            f'<p class="mz-crumb">{blocks.link("glossary/index.html", "名词", path)} › {GROUPS.get(one.group, "")}</p>',
            f"<h1>{blocks.escape(one.name)}</h1>",
            f'<p class="mz-lead">{blocks.escape(one.short)}</p>',
            f"<p>{blocks.escape(one.definition)}</p>",
            listed,
            _links("另见", [(found.name, found.page) for found in also], path),
            _links("出现在", list(places[:_SHOWN]), path),
            f"<p>还有 {len(places) - _SHOWN} 页。</p>" if len(places) > _SHOWN else "",
        )
    )
    return Page(path, one.name, one.short, body)


def _links(title: str, targets: Sequence[tuple[str, str]], page: str) -> str:
    if not targets:
        return ""
    items = "".join(f"<li>{blocks.link(address, name, page)}</li>" for name, address in targets)
    return f"<h2>{title}</h2>\n<ul>{items}</ul>"
