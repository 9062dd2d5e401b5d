"""All pages, and the links between them: terms in their texts, twins in the other language."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import replace

from scripts import blocks, pages
from scripts.blocks import Page
from scripts.build.track import Track
from scripts.corpus import Site
from scripts.markup import Html
from scripts.pages import english


def linked(site: Site, track: Track) -> list[Page]:
    """All pages with their terms linked.

    The pages of the terms come last, for they tell where each occurs.
    """
    plain: list[Page] = []
    for year in track(site.years, "写部门的页面"):
        plain += pages.of_year(year, site)
    plain += pages.of_site(site)

    occurrences: dict[str, list[tuple[str, str]]] = {}
    done = []
    for page in track(plain, "给名词加链接"):
        with_terms, used = _with_terms(site, page)
        done.append(with_terms)
        for term in used:
            occurrences.setdefault(term, []).append((page.title, page.path))

    for page in pages.of_terms(site, occurrences):
        # A page of a term is called by its id: glossary/basic-expenditure.html.
        term = posixpath.basename(page.path).removesuffix(".html")
        with_terms, _ = _with_terms(site, page, own=term)
        done.append(with_terms)
    return done


def _with_terms(site: Site, page: Page, own: str = "") -> tuple[Page, frozenset[str]]:
    """A page with its terms linked, and their ids; a page in another language as it is."""
    if page.lang:
        return page, frozenset()
    body, used = site.glossary.linked(
        str(page.body),
        lambda term: blocks.relative(term.page, page.path),
        own=own,
    )
    # Terms of ours, put into markup of ours.
    return replace(page, body=Html(body)), used


def with_twins(all_pages: Sequence[Page]) -> list[Page]:
    """The pages, each with the address of the same page in the other language, if there is one."""
    # A Chinese page and its English one name each other, or neither does.
    paths = {page.path for page in all_pages}
    done = []
    for page in all_pages:
        twin = english.twin(page.path)
        done.append(replace(page, twin=twin) if twin in paths else page)
    return done
