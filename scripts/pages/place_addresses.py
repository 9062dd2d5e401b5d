"""Where the page of a place is."""

from __future__ import annotations

from scripts.corpus import BudgetYear, Site

PATH = "places/index.html"
_LISTED = 200
"""So many bodies stand on one page; beyond, each province has a page of its own."""


def address(code: str, site: Site) -> str:
    """Where a province stands: a part of the one page, or a page of its own."""
    if len(site.departments) <= _LISTED:
        return f"{PATH}#place-{code or 'none'}"
    return f"places/{code or 'none'}.html"


def of(year: BudgetYear, site: Site) -> str:
    """Where the place of a year's body stands."""
    code = year.package.disclosure.region or ""
    path = address(f"{code[:2]}0000" if code else "", site).partition("#")[0]
    return f"{path}#place-{code or 'none'}"
