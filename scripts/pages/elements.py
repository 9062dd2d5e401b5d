"""Pieces of HTML that pages of several wings have in common."""

from __future__ import annotations

from collections.abc import Iterable

from scripts import blocks
from scripts.corpus import Site


def header(titles: Iterable[str]) -> str:
    """The header of a table of texts."""
    cells = ""
    for title in titles:
        cells += f'<th scope="col">{title}</th>'
    return f"<tr>{cells}</tr>"


def meta(facts: Iterable[str]) -> str:
    """What a page is of, in a line; empty facts are left out."""
    spans = ""
    for fact in facts:
        if fact:
            spans += f"<span>{blocks.escape(fact)}</span>"
    return f'<p class="mz-meta">{spans}</p>'


def about(facts: Iterable[tuple[str, str]]) -> str:
    """What is known of a thing, label and HTML each; empty facts are left out."""
    lines = ""
    for label, text in facts:
        if text:
            lines += f"<dt>{label}</dt><dd>{text}</dd>"
    return f'<dl class="mz-about">{lines}</dl>'


def not_updated(site: Site, slug: str = "") -> str:
    """What is missing on a list since its package did not pass the checks, of one body or of all.

    "" where nothing is. A body is called by its folder: what its descriptor says may be what is
    wrong with it.
    """
    items = ""
    for year in site.left_out:
        if not slug or year.path.startswith(f"departments/{slug}/"):
            path, why = blocks.escape(year.path), blocks.escape(year.why)
            items += f"<li><code>{path}</code>：没有更新，因为{why}</li>"
    return f'<ul class="mz-note">{items}</ul>' if items else ""


def list_item(target: str, name: str, note: str, page: str, *, more: str = "") -> str:
    """A way to another page, with a line of what is there; `more` is HTML."""
    href = blocks.relative(target, page)
    inner = f"<b>{blocks.escape(name)}</b><span>{blocks.escape(note)}</span>"
    return f'<li><a href="{href}">{inner}{more}</a></li>'


def switch(label: str, targets: Iterable[tuple[str, str]], page: str, current: str) -> str:
    """Links to pages of one kind, address and name each; the one to `current` is marked.

    `label` is what a screen reader calls the row.
    """
    links = ""
    for target, name in targets:
        attributes = ""
        if target == current:
            # The class is for the eye, aria-current for the ear.
            attributes = 'class="on" aria-current="page"'
        links += blocks.link(target, name, page, attributes=attributes)
    return f'<nav class="mz-years" aria-label="{label}">{links}</nav>'
