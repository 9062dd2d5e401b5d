"""What people read: packages and their checks in, the pages of the site out as Markdown, nothing written.

Imports flow up this list (a test holds them to that).

    place_addresses   where the page of a place is

    year/             the pages of a body's year

    several_years/    years and bodies side by side: department, compare, codes, three public expenses

    whole_site/       home, places, quality, glossary, catalogue and the like

    english/          the same in English, in short
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scripts.blocks import Page
from scripts.checks.run import RULES
from scripts.corpus import BudgetYear, Site
from scripts.pages import english
from scripts.pages.several_years import codes, compare, department, three_public
from scripts.pages.whole_site import (
    catalogue,
    corrections,
    glossary,
    home,
    licence,
    places,
    quality,
    report_mistake,
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

SITE_PAGES: tuple[Callable[[Site], Page], ...] = (
    home.home,
    home.departments,
    places.page,
    quality.page,
    corrections.page,
    glossary.index,
    catalogue.page,
    catalogue.dictionary,
    report_mistake.page,
    licence.page,
    search.page,
)
"""The pages over all."""

__all__ = [
    "SITE_PAGES",
    "YEAR_PAGES",
    "BudgetYear",
    "Occurrences",
    "Site",
    "of_site",
    "of_terms",
    "of_year",
]


def of_year(year: BudgetYear, site: Site) -> Iterator[Page]:
    """Every page of a department's year."""
    for page in YEAR_PAGES:
        yield page(year, site)
    yield from english.of_year(year, site)


def of_site(site: Site) -> Iterator[Page]:
    """Every page over all, and one for each department and each rule."""
    for page in SITE_PAGES:
        yield page(site)
    for several in (compare.pages, codes.pages, three_public.pages, english.of_site):
        yield from several(site)
    for years in site.departments.values():
        yield department.page(years, site)
    yield from places.apart(site)
    for rule in RULES.values():
        yield quality.rule(rule, site)


def of_terms(site: Site, occurrences: Occurrences) -> Iterator[Page]:
    """A page for each term, with a real table that shows it and with where it occurs."""
    names = {term.id: (term.name, *term.aliases) for term in site.glossary.terms}
    shown = excerpts(names, site.packages.values())
    for term in site.glossary.terms:
        yield glossary.term(term, site, occurrences, shown.get(term.id))
