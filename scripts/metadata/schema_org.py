"""Datasets in the words of schema.org, for search engines: JSON-LD that asks no network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from scripts.metadata.addresses import located
from scripts.metadata.datasets import CATALOGUE_PAGE, Dataset, Distribution, Place
from scripts.package import Source
from scripts.schema import Column
from scripts.settings import Settings

# @vocab, because the address of a context would have to be fetched.
_CONTEXT = {"@vocab": "https://schema.org/"}

Node = dict[str, Any]


def page_of(dataset: Dataset, settings: Settings) -> str:
    """The description of a department's year for its page.

    The result is JSON for a script element, as `script` makes it safe to stand there.
    """
    return script({"@context": _CONTEXT, **_dataset(dataset, settings)})


def catalogue_page(datasets: Sequence[Dataset], settings: Settings) -> str:
    """The description of the catalogue for its page, with the datasets over all departments.

    https://schema.org/DataCatalog, as search engines ask for it:
    https://developers.google.com/search/docs/appearance/structured-data/dataset
    """
    at = CATALOGUE_PAGE
    return script(
        {
            "@context": _CONTEXT,
            "@type": "DataCatalog",
            "@id": located(settings.base, f"{at}#catalogue", at),
            "name": f"{settings.name}：数据",
            "description": "各部门公开的预算、决算里的全部数字，和核对的结果。",
            "url": located(settings.base, at, at),
            "inLanguage": "zh-CN",
            "license": settings.licence.url,
            "isAccessibleForFree": True,
            "publisher": _site(settings, at),
            "dataset": [_dataset(dataset, settings) for dataset in datasets],
        }
    )


def script(node: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element: no text of it can end that.

    >>> script({"name": "</script>"})
    '{"name":"\\\\u003c/script>"}'
    """
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _dataset(dataset: Dataset, settings: Settings) -> Node:
    at = dataset.page
    node: Node = {
        "@type": "Dataset",
        "@id": located(settings.base, dataset.anchor, at),
        "name": dataset.title,
        "description": dataset.description,
        "identifier": dataset.id,
        "url": located(settings.base, at, at),
        "keywords": list(dataset.keywords),
        "inLanguage": "zh-CN",
        "license": settings.licence.url,
        "isAccessibleForFree": True,
        "creator": _site(settings, at),
        "publisher": _site(settings, at),
        "includedInDataCatalog": {"@id": located(settings.base, f"{CATALOGUE_PAGE}#catalogue", at)},
        "distribution": [_download(file, settings, at) for file in dataset.distributions],
    }
    if dataset.sources:
        node |= _disclosed(dataset)
    # Only where a correction is recorded: a day of the build would be another every day.
    if dataset.modified:
        node["dateModified"] = dataset.modified
    return node


def _disclosed(dataset: Dataset) -> Node:
    """What is known of a department's year: whose, when, where, from which documents, of what."""
    node: Node = {
        "sourceOrganization": {"@type": "GovernmentOrganization", "name": dataset.department},
        "temporalCoverage": f"{dataset.year}-01-01/{dataset.year}-12-31",
        "isBasedOn": [_source(source) for source in dataset.sources],
        "variableMeasured": [_variable(column) for column in dataset.columns],
        "citation": dataset.citation,
    }
    if dataset.place is not None:
        node["spatialCoverage"] = _area(dataset.place)
    if dataset.issued:
        node["datePublished"] = dataset.issued
    return node


def _area(place: Place) -> Node:
    area: Node = {"@type": "AdministrativeArea"}
    # A code that the list of places does not have, of a year to come.
    if place.name:
        area["name"] = place.name
    return area | {"identifier": _property("GB/T 2260", place.code)}


def _property(name: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _site(settings: Settings, at: str) -> Node:
    return {
        "@type": "Organization",
        "name": settings.name,
        "url": located(settings.base, "index.html", at),
    }


def _download(file: Distribution, settings: Settings, at: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": file.title,
        "contentUrl": located(settings.base, file.path, at),
        "encodingFormat": file.media,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


def _source(source: Source) -> Node:
    """The published document, known by the hash of its bytes wherever it lies."""
    node: Node = {
        "@type": "DigitalDocument",
        "name": source.title,
        "publisher": {"@type": "GovernmentOrganization", "name": source.publisher},
        "identifier": _property("sha256", source.sha256),
    }
    if source.link:
        node["url"] = source.link
    if source.published:
        node["datePublished"] = source.published
    return node


def _variable(column: Column) -> Node:
    return {
        "@type": "PropertyValue",
        "name": column.title,
        "alternateName": column.name,
        "description": column.meaning,
    }
