"""The English pages: the same figures below `en/`, each at the address of its Chinese page."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.blocks import Page
from scripts.corpus import BudgetYear, Site
from scripts.pages.english import lists, overview, tables
from scripts.pages.english.words import FOLDER, twin

__all__ = ["FOLDER", "of_site", "of_year", "twin"]


def of_year(year: BudgetYear, site: Site) -> Iterator[Page]:
    """The English pages of a department's year."""
    yield overview.page(year, site)
    yield tables.page(year, site)


def of_site(site: Site) -> Iterator[Page]:
    """The English pages over all."""
    yield lists.home(site)
    yield lists.departments(site)
    yield lists.glossary(site)
