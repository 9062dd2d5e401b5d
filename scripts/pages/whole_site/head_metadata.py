"""What the head of each page tells machines: the dataset it shows, the picture of a link to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scripts import blocks, metadata
from scripts.charts import social_card
from scripts.corpus import PHASES, Site
from scripts.files import File
from scripts.metadata import Dataset
from scripts.metadata.datasets import CATALOGUE_PAGE
from scripts.pages.year.lead import plain_lead

PICTURE = "share.png"
"""The picture of the site, and within the folder of a year the picture of that year."""


def datasets(site: Site, downloads: Sequence[File]) -> list[Dataset]:
    """Everything that can be taken away as datasets: those of the years, then those over all."""
    by_folder: dict[str, list[File]] = {}
    for file in downloads:
        # A package stands three steps down: departments/audit/2023-budget/data/income.csv.
        folder = "/".join(file.path.split("/")[:3])
        by_folder.setdefault(folder, []).append(file)
    all_datasets = []
    # A dataset is a package: all formats of it are its distributions.
    for year in site.years_by_name:
        package = year.package
        files = by_folder.get(package.path, [])
        citation = metadata.citation.text(package, site.settings)
        dataset = metadata.datasets.of_package(package, plain_lead(year), citation, files)
        all_datasets.append(dataset)
    return [*all_datasets, *metadata.datasets.over_all(downloads)]


def descriptions(site: Site, all_datasets: Sequence[Dataset]) -> Mapping[str, str]:
    """The JSON-LD of each page that tells of datasets, by the page's address.

    https://schema.org/Dataset: a page of a year has its own, the catalogue those over all.
    """
    settings = site.settings
    by_page = {
        dataset.page: metadata.schema_org.page_of(dataset, settings)
        for dataset in all_datasets
        if dataset.sources
    }
    # What is compiled here from many documents has no source of its own.
    over_all = [dataset for dataset in all_datasets if not dataset.sources]
    by_page[CATALOGUE_PAGE] = metadata.schema_org.catalogue_page(over_all, settings)
    return by_page


def picture(path: str, site: Site) -> str:
    """The picture of a page: that of its year, else of the body's newest year, else of the site."""
    parts = path.split("/")
    # departments/index.html lists all bodies and is no body's page.
    if parts[0] != "departments" or len(parts) < 3:
        return PICTURE
    years = site.departments.get(parts[1], ())
    for year in years:
        if path.startswith(f"{year.package.path}/"):
            return f"{year.package.path}/{PICTURE}"
    if not years:
        return PICTURE
    return f"{years[0].package.path}/{PICTURE}"


def pictures(site: Site) -> Iterator[File]:
    """The picture of the site, and one for each year: what it is of, its total, its purposes."""
    yield File(PICTURE, social_card.picture("", "", "", ()))
    for year in site.years:
        disclosure = year.package.disclosure
        when = f"{disclosure.year}年{PHASES[disclosure.phase]}"
        # Some documents state no total; the card then has a year and no number.
        amount = unit = ""
        if year.overview.shown is not None:
            amount, unit = blocks.amount(year.overview.shown)
        purposes = []
        for purpose in year.overview.purposes:
            purposes.append(purpose.money.yuan)
        card = social_card.picture(when, amount, unit, purposes)
        yield File(f"{year.package.path}/{PICTURE}", card)
