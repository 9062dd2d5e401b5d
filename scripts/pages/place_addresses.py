"""Where the page of a place is."""

from __future__ import annotations

from scripts.corpus import BudgetYear, Site

PATH = "places/index.html"
# The card of a body is about 0.7 KB: 200 of them make a page of 140 KB.
_MOST_ON_ONE_PAGE = 200


def is_one_page(site: Site) -> bool:
    """Whether all places stand on one page; beyond 200 bodies each province has its own."""
    return len(site.departments) <= _MOST_ON_ONE_PAGE


def anchor(code: str) -> str:
    """The id of a place on its page: place-350000; place-none for bodies of no place."""
    return f"place-{code or 'none'}"


def address(code: str, site: Site) -> str:
    """Where a province stands: a part of the one page, or a page of its own."""
    if is_one_page(site):
        return f"{PATH}#{anchor(code)}"
    return f"places/{code or 'none'}.html"


def of(year: BudgetYear, site: Site) -> str:
    """Where the place of a year's body stands: on its province's page, at its city or county."""
    code = year.package.disclosure.region or ""
    # 3505 is a city, 35 its province: 350000.
    province = f"{code[:2]}0000" if code else ""
    page = address(province, site).partition("#")[0]
    return f"{page}#{anchor(code)}"
