"""Datasets in the words of schema.org, for search engines: JSON-LD that says everything in place and asks no network."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from scripts.metadata.addresses import located
from scripts.metadata.datasets import CATALOGUE_PAGE, Dataset, Distribution
from scripts.package import Source
from scripts.schema import Column
from scripts.settings import Settings

_CONTEXT = {"@vocab": "https://schema.org/"}

Node = dict[str, Any]


def page_of(dataset: Dataset, settings: Settings) -> str:
    """The description of a department's year for its page."""
    return script({"@context": _CONTEXT, **_dataset(dataset, settings)})


def catalogue_page(datasets: Sequence[Dataset], settings: Settings) -> str:
    """The description of the catalogue for its page, with the datasets over all departments."""
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
            "dataset": [_dataset(one, settings) for one in datasets],
        }
    )


def script(node: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element: no text of it can end that."""
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _dataset(one: Dataset, settings: Settings) -> Node:
    at = one.page
    stated: Node = {
        "@type": "Dataset",
        "@id": located(settings.base, one.anchor, at),
        "name": one.title,
        "description": one.description,
        "identifier": one.id,
        "url": located(settings.base, at, at),
        "keywords": list(one.keywords),
        "inLanguage": "zh-CN",
        "license": settings.licence.url,
        "isAccessibleForFree": True,
        "creator": _site(settings, at),
        "publisher": _site(settings, at),
        "includedInDataCatalog": {"@id": located(settings.base, f"{CATALOGUE_PAGE}#catalogue", at)},
        "distribution": [_download(each, settings, at) for each in one.distributions],
    }
    if one.sources:
        stated |= _disclosed(one)
    if one.modified:
        stated["dateModified"] = one.modified
    return stated


def _disclosed(one: Dataset) -> Node:
    """What is known of a department's year: whose, when, where, from which documents, of what."""
    stated: Node = {
        "sourceOrganization": {"@type": "GovernmentOrganization", "name": one.department},
        "temporalCoverage": f"{one.year}-01-01/{one.year}-12-31",
        "isBasedOn": [_source(source) for source in one.sources],
        "variableMeasured": [_variable(column) for column in one.columns],
        "citation": one.citation,
    }
    if one.place is not None:
        code = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": one.place.code}
        named = {"name": one.place.name} if one.place.name else {}
        stated["spatialCoverage"] = {"@type": "AdministrativeArea", **named, "identifier": code}
    return stated | ({"datePublished": one.issued} if one.issued else {})


def _site(settings: Settings, at: str) -> Node:
    return {
        "@type": "Organization",
        "name": settings.name,
        "url": located(settings.base, "index.html", at),
    }


def _download(one: Distribution, settings: Settings, at: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": one.title,
        "contentUrl": located(settings.base, one.path, at),
        "encodingFormat": one.media,
        "contentSize": f"{one.size} B",
        "sha256": one.sha256,
    }


def _source(source: Source) -> Node:
    """The published document, known by the hash of its bytes wherever it lies."""
    stated: Node = {
        "@type": "DigitalDocument",
        "name": source.title,
        "publisher": {"@type": "GovernmentOrganization", "name": source.publisher},
        "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": source.sha256},
    }
    if source.address:
        stated["url"] = source.address
    return stated | ({"datePublished": source.published} if source.published else {})


def _variable(column: Column) -> Node:
    return {
        "@type": "PropertyValue",
        "name": column.title,
        "alternateName": column.name,
        "description": column.meaning,
    }
