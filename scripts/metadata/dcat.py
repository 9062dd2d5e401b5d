"""The catalogue of all datasets: in DCAT 3 as JSON-LD, and as a shorter data.json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scripts.files import File
from scripts.metadata.addresses import located
from scripts.metadata.datasets import CATALOGUE_PAGE, Dataset, Distribution
from scripts.metadata.licences import PAGE, Layer, layers
from scripts.package import Source, json_text
from scripts.settings import Settings

PATH, SHORT = "data/catalog.jsonld", "data.json"
_INTERFACE, _GUIDE = "api/v1/index.json", "about/api.html"
_MEDIA = "https://www.iana.org/assignments/media-types/"
# DCAT-AP takes its words for access from this list.
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
# DCAT 3 asks for the Library of Congress's address of a language.
_CHINESE = "http://id.loc.gov/vocabulary/iso639-1/zh"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

Node = dict[str, Any]


def files(datasets: Sequence[Dataset], settings: Settings) -> tuple[File, File]:
    """The catalogue in both forms.

    DCAT 3: https://www.w3.org/TR/vocab-dcat-3/
    data.json: https://resources.data.gov/resources/dcat-us/
    """
    catalogue, short = _catalogue(datasets, settings), _short(datasets, settings)
    return File.text(PATH, json_text(catalogue)), File.text(SHORT, json_text(short))


def _catalogue(datasets: Sequence[Dataset], settings: Settings) -> Node:
    return {
        "@context": _CONTEXT,
        "@id": _at(f"{CATALOGUE_PAGE}#catalogue", settings),
        "@type": "dcat:Catalog",
        "dct:title": _chinese(f"{settings.name}：数据"),
        "dct:description": _chinese("各部门公开的预算、决算里的全部数字，和核对的结果。"),
        "dct:publisher": _site(settings),
        "dct:language": {"@id": _CHINESE},
        "dct:license": {"@id": settings.licence.url},
        "dct:rights": [_rights(layer, settings) for layer in layers(settings)],
        "foaf:homepage": {"@id": _at("index.html", settings)},
        "dcat:dataset": [
            *_series(datasets, settings),
            *(_dataset(dataset, settings) for dataset in datasets),
        ],
        "dcat:service": {
            "@id": _at(f"{_GUIDE}#service", settings),
            "@type": "dcat:DataService",
            "dct:title": _chinese("数据接口"),
            "dct:license": {"@id": settings.licence.url},
            "dcat:endpointURL": {"@id": _at(_INTERFACE, settings)},
            "dcat:endpointDescription": {"@id": _at(_GUIDE, settings)},
            "dcat:servesDataset": [
                {"@id": _at(dataset.anchor, settings)} for dataset in datasets if dataset.sources
            ],
        },
    }


def _rights(layer: Layer, settings: Settings) -> Node:
    """The terms of one layer: what it holds, and its licence."""
    return {
        "@id": _at(layer.page, settings),
        "@type": "dct:RightsStatement",
        "dct:title": _chinese(layer.title),
        "dct:description": _chinese(f"{layer.holds}。{layer.means}"),
        "dct:license": {"@id": layer.url},
    }


def _series(datasets: Sequence[Dataset], settings: Settings) -> Iterator[Node]:
    # A department's years bear one name, the newest.
    names = {dataset.series: dataset.department for dataset in datasets if dataset.series}
    for slug, name in names.items():
        yield {
            "@id": _series_at(slug, settings),
            "@type": "dcat:DatasetSeries",
            "dct:title": _chinese(f"{name}：各年的预算和决算"),
            "dct:publisher": _site(settings),
        }


def _dataset(dataset: Dataset, settings: Settings) -> Node:
    """A dataset with its whole files.

    Those of single tables are told by its descriptor, and in its page.
    """
    whole = [file for file in dataset.distributions if not file.of_table]
    node: Node = {
        "@id": _at(dataset.anchor, settings),
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.id,
        "dct:title": _chinese(dataset.title),
        "dct:description": _chinese(dataset.description),
        "dct:publisher": _site(settings),
        # The compilation is ours; whose figures they are stands below prov:wasDerivedFrom.
        "dct:creator": _site(settings),
        "dct:language": {"@id": _CHINESE},
        "dct:license": {"@id": settings.licence.url},
        # The figures, and our compilation of them: the third layer is our code.
        "dct:rights": [{"@id": _at(layer.page, settings)} for layer in layers(settings)[:2]],
        "dct:accessRights": {"@id": _PUBLIC},
        "dcat:keyword": [_chinese(word) for word in dataset.keywords],
        "dcat:landingPage": {"@id": _at(dataset.page, settings)},
        "dcat:distribution": [_distribution(file, settings) for file in whole],
    }
    return node | dict(_disclosed(dataset, settings))


def _disclosed(dataset: Dataset, settings: Settings) -> Iterator[tuple[str, object]]:
    """What is known of a department's year.

    Its series, its time, its place, its documents, its days.
    """
    if dataset.series:
        yield "dcat:inSeries", {"@id": _series_at(dataset.series, settings)}
    if dataset.year:
        # A fiscal year is the calendar year: 预算法 第十八条.
        yield (
            "dct:temporal",
            {
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": _date(f"{dataset.year}-01-01"),
                "dcat:endDate": _date(f"{dataset.year}-12-31"),
            },
        )
    if dataset.place is not None:
        location: Node = {"@type": "dct:Location", "dct:identifier": dataset.place.code}
        if dataset.place.name:
            location["skos:prefLabel"] = _chinese(dataset.place.name)
        yield "dct:spatial", location
    if dataset.sources:
        yield "prov:wasDerivedFrom", [_source(source) for source in dataset.sources]
    if dataset.issued:
        yield "dct:issued", _date(dataset.issued)
    if dataset.modified:
        yield "dct:modified", _date(dataset.modified)


def _distribution(file: Distribution, settings: Settings) -> Node:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _chinese(file.title),
        "dct:format": file.format,
        "dct:license": {"@id": settings.licence.url},
        # DCAT-AP asks for both, also where they are the same.
        "dcat:accessURL": {"@id": _at(file.path, settings)},
        "dcat:downloadURL": {"@id": _at(file.path, settings)},
        "dcat:mediaType": {"@id": f"{_MEDIA}{file.media}"},
        # A bare JSON number would be read as xsd:integer.
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(file.size)},
        "spdx:checksum": _checksum(file.sha256),
    }


def _source(source: Source) -> Node:
    """The published document, known by the hash of its bytes wherever it lies."""
    # A document without a recorded address is a node without a name.
    node: Node = {"@id": source.link} if source.link else {}
    node |= {
        "@type": ["prov:Entity", "foaf:Document"],
        "dct:title": _chinese(source.title),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _chinese(source.publisher)},
        "spdx:checksum": _checksum(source.sha256),
    }
    if source.published:
        node["dct:issued"] = _date(source.published)
    return node


def _series_at(slug: str, settings: Settings) -> str:
    return _at(f"departments/{slug}/index.html#series", settings)


def _checksum(value: str) -> Node:
    algorithm = {"@id": "spdx:checksumAlgorithm_sha256"}
    return {
        "@type": "spdx:Checksum",
        "spdx:algorithm": algorithm,
        "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": value},
    }


def _site(settings: Settings) -> Node:
    return {
        "@id": _at("index.html#us", settings),
        "@type": "foaf:Agent",
        "foaf:name": _chinese(settings.name),
    }


def _chinese(text: str) -> Node:
    return {"@value": text, "@language": "zh-CN"}


def _date(day: str) -> Node:
    return {"@type": "xsd:date", "@value": day}


def _at(target: str, settings: Settings) -> str:
    return located(settings.base, target, PATH)


# The shorter form


def _short(datasets: Sequence[Dataset], settings: Settings) -> Node:
    """As governments' data.json has it.

    Days that no document records are left out, and so is a claim to conform.
    """
    return {
        "@type": "dcat:Catalog",
        "title": f"{settings.name}：数据",
        "license": settings.licence.url,
        "rights": located(settings.base, PAGE, SHORT),
        "describedBy": located(settings.base, PATH, SHORT),
        "dataset": [_short_dataset(dataset, settings) for dataset in datasets],
    }


def _short_dataset(dataset: Dataset, settings: Settings) -> Node:
    whole = [file for file in dataset.distributions if not file.of_table]
    node: Node = {
        "@type": "dcat:Dataset",
        "identifier": dataset.id,
        "title": dataset.title,
        "description": dataset.description,
        "keyword": list(dataset.keywords),
        "publisher": {"@type": "org:Organization", "name": settings.name},
        "accessLevel": "public",
        "license": settings.licence.url,
        "language": ["zh-CN"],
        "landingPage": located(settings.base, dataset.page, SHORT),
        "distribution": [_short_distribution(file, settings) for file in whole],
    }
    if dataset.year:
        node["temporal"] = f"{dataset.year}-01-01/{dataset.year}-12-31"
    if dataset.place is not None:
        node["spatial"] = dataset.place.name or dataset.place.code
    if dataset.issued:
        node["issued"] = dataset.issued
    if dataset.modified or dataset.issued:
        # data.json wants a day of change: without a correction it is that of publication.
        node["modified"] = dataset.modified or dataset.issued
    return node


def _short_distribution(file: Distribution, settings: Settings) -> Node:
    return {
        "@type": "dcat:Distribution",
        "title": file.title,
        "downloadURL": located(settings.base, file.path, SHORT),
        "mediaType": file.media,
        "format": file.format,
    }
