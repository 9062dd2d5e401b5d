"""What people read: packages and their checks in, the pages of the site out as Markdown.

Nothing is written here. To add a page, write a module with `page(site)` or `pages(site)` in a wing
and add it to SITE_PAGES; its folder, its picture, its place in the sitemap and its twin in English
follow.

Imports flow up this list (a test holds them to that).

    elements          pieces of HTML that pages of several wings have in common
    place_addresses   where the page of a place is

    year/             the pages of a body's year

    several_years/    years and bodies side by side: department, compare, codes, three public

    whole_site/       home, places, quality, glossary, catalogue and the like

    english/          the same in English, in short
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.pages import english
from scripts.pages.several_years import codes, compare, department, three_public
from scripts.pages.whole_site import (
    catalogue,
    corrections,
    departments,
    dictionary,
    glossary,
    home,
    licence,
    places,
    quality,
    report_mistake,
    rules,
    search,
)
from scripts.pages.whole_site.glossary import Occurrences
from scripts.pages.year import checks, data, overview, projects, tables
from scripts.tables import excerpts

YEAR_PAGES: tuple[Callable[[BudgetYear, Site], Page], ...] = (
    overview.page,
    tables.page,
    projects.page,
    checks.page,
    data.page,
)
"""The pages of a department's year, in the order in which they are linked."""

SITE_PAGES: tuple[Callable[[Site], Page | Iterable[Page]], ...] = (
    home.page,
    departments.page,
    places.page,
    quality.page,
    corrections.page,
    glossary.page,
    catalogue.page,
    dictionary.page,
    report_mistake.page,
    licence.page,
    search.page,
    compare.pages,
    codes.pages,
    three_public.pages,
    english.of_site,
    department.pages,
    places.pages,
    rules.pages,
)
"""The pages over all, one or many each, in the order in which a term lists where it occurs."""

__all__ = [
    "SITE_PAGES", "YEAR_PAGES", "BudgetYear", "Occurrences", "Site", "of_site", "of_terms",
    "of_year",
]  # fmt: skip


def of_year(year: BudgetYear, site: Site) -> Iterator[Page]:
    """Every page of a department's year, the Chinese ones first."""
    for page in YEAR_PAGES:
        yield page(year, site)
    yield from english.of_year(year, site)


def of_site(site: Site) -> Iterator[Page]:
    """Every page over all but those of terms, which come apart, in `of_terms`."""
    for make in SITE_PAGES:
        result = make(site)
        if isinstance(result, Page):
            yield result
        else:
            yield from result


def of_terms(site: Site, occurrences: Occurrences) -> Iterator[Page]:
    """A page for each term; made last, for where it occurs is known when all others are there."""
    terms = site.glossary.terms
    names = {}
    for term in terms:
        names[term.id] = (term.name, *term.aliases)
    examples = excerpts(names, site.packages.values())
    for term in terms:
        example = examples.get(term.id)
        yield glossary.of_term(term, site, occurrences, example)
