"""Pieces of HTML that pages of several wings have in common."""

from __future__ import annotations

from collections.abc import Iterable

from scripts import blocks
from scripts.corpus import Site
from scripts.markup import Html, joined


def header(titles: Iterable[str]) -> Html:
    """The header of a table of texts."""
    cells: list[Html] = []
    for title in titles:
        cells.append(Html('<th scope="col">{}</th>').format(title))
    return Html("<tr>{}</tr>").format(joined(cells))


def meta(facts: Iterable[str]) -> Html:
    """What a page is of, in a line; empty facts are left out."""
    spans: list[Html] = []
    for fact in facts:
        if fact:
            spans.append(Html("<span>{}</span>").format(fact))
    return Html('<p class="mz-meta">{}</p>').format(joined(spans))


def about(facts: Iterable[tuple[str, str]]) -> Html:
    """What is known of a thing, label and text or markup each; empty facts are left out."""
    lines: list[Html] = []
    for label, text in facts:
        if text:
            lines.append(Html("<dt>{}</dt><dd>{}</dd>").format(label, text))
    return Html('<dl class="mz-about">{}</dl>').format(joined(lines))


def not_updated(site: Site, slug: str = "", period: str = "") -> Html:
    """What is missing on a list since its package did not pass the checks.

    Of one body or of all, of one period (`2026-budget`) or of all; "" where nothing is.
    """
    item = Html("<li><code>{}</code>：没有更新，因为{}</li>")
    items = [item.format(year.path, year.why) for year in site.left_out if year.is_of(slug, period)]
    return Html('<ul class="mz-note">{}</ul>').format(joined(items)) if items else Html()


def list_item(target: str, name: str, note: str, page: str, *, more: str = "") -> Html:
    """A way to another page, with a line of what is there; `more` is HTML."""
    href = blocks.relative(target, page)
    inner = Html("<b>{}</b><span>{}</span>").format(name, note)
    return Html('<li><a href="{}">{}{}</a></li>').format(href, inner, more)


def switch(label: str, targets: Iterable[tuple[str, str]], page: str, current: str) -> Html:
    """Links to pages of one kind, address and name each; the one to `current` is marked.

    `label` is what a screen reader calls the row.
    """
    links: list[Html] = []
    for target, name in targets:
        attributes = Html()
        if target == current:
            # The class is for the eye, aria-current for the ear.
            attributes = Html('class="on" aria-current="page"')
        links.append(blocks.link(target, name, page, attributes=attributes))
    return Html('<nav class="mz-years" aria-label="{}">{}</nav>').format(label, joined(links))
