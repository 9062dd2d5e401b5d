"""What the head of each page tells machines: the dataset that it shows, and the picture that a link to it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scripts import blocks, metadata
from scripts.charts import social_card
from scripts.corpus import PHASES, BudgetYear, Site
from scripts.files import File
from scripts.metadata import Dataset
from scripts.metadata.datasets import CATALOGUE_PAGE
from scripts.pages.year.lead import plain_lead

PICTURE = "share.png"
"""The picture of the site, and within the folder of a year the picture of that year."""


def datasets(site: Site, taken: Sequence[File]) -> list[Dataset]:
    """Everything that can be taken away as datasets: the years of departments, then what is over all."""
    by_folder: dict[str, list[File]] = {}
    for file in taken:
        by_folder.setdefault("/".join(file.path.split("/")[:3]), []).append(file)
    ordered = (year for years in site.departments.values() for year in years)
    own = [_dataset(year, site, by_folder.get(year.package.path, [])) for year in ordered]
    return [*own, *metadata.datasets.over_all(taken)]


def _dataset(year: BudgetYear, site: Site, taken: Sequence[File]) -> Dataset:
    citation = metadata.citation.text(year.package, site.settings)
    return metadata.datasets.of_package(year.package, plain_lead(year), citation, taken)


def described(site: Site, found: Sequence[Dataset]) -> Mapping[str, str]:
    """The JSON-LD of each page that tells of datasets, by the page's address."""
    own = {
        one.page: metadata.schema_org.page_of(one, site.settings) for one in found if one.sources
    }
    over_all = [one for one in found if not one.sources]
    return {**own, CATALOGUE_PAGE: metadata.schema_org.catalogue_page(over_all, site.settings)}


def picture(path: str, site: Site) -> str:
    """The picture of a page: that of the year or of the department's newest year, else that of the site."""
    parts = path.split("/")
    years = (
        site.departments.get(parts[1], []) if parts[0] == "departments" and len(parts) > 2 else []
    )
    own = next(
        (year for year in years if path.startswith(f"{year.package.path}/")),
        years[0] if years else None,
    )
    return PICTURE if own is None else f"{own.package.path}/{PICTURE}"


def pictures(site: Site) -> Iterator[File]:
    """The picture of the site, and one for each year: what it is of, its total, and what that is for."""
    yield File(PICTURE, social_card.picture("", "", "", ()))
    for year in site.years:
        stated, whole = year.package.disclosure, year.overview.total
        amount, unit = blocks.amount(whole) if whole is not None else ("", "")
        parts = [part.money.yuan for part in year.overview.purposes]
        named = f"{stated.year}年{PHASES.get(stated.phase, '')}"
        yield File(
            f"{year.package.path}/{PICTURE}", social_card.picture(named, amount, unit, parts)
        )
