"""The catalogue of all datasets in DCAT 3, as JSON-LD with its context in it; and in the shorter form of a data.json."""

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
_PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
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
    """The catalogue in both forms."""
    return File.text(PATH, json_text(_catalogue(datasets, settings))), File.text(
        SHORT, json_text(_short(datasets, settings))
    )


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
            *(_dataset(one, settings) for one in datasets),
        ],
        "dcat:service": {
            "@id": _at(f"{_GUIDE}#service", settings),
            "@type": "dcat:DataService",
            "dct:title": _chinese("数据接口"),
            "dct:license": {"@id": settings.licence.url},
            "dcat:endpointURL": {"@id": _at(_INTERFACE, settings)},
            "dcat:endpointDescription": {"@id": _at(_GUIDE, settings)},
            "dcat:servesDataset": [
                {"@id": _at(one.anchor, settings)} for one in datasets if one.sources
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
    """The years of each department as a series."""
    names = {one.series: one.department for one in datasets if one.series}
    for slug, name in names.items():
        yield {
            "@id": _at(f"departments/{slug}/index.html#series", settings),
            "@type": "dcat:DatasetSeries",
            "dct:title": _chinese(f"{name}：各年的预算和决算"),
            "dct:publisher": _site(settings),
        }


def _dataset(one: Dataset, settings: Settings) -> Node:
    """A dataset with its whole files; those of single tables are told by its descriptor, and in its page."""
    own = [each for each in one.distributions if not each.of_table]
    stated: Node = {
        "@id": _at(one.anchor, settings),
        "@type": "dcat:Dataset",
        "dct:identifier": one.id,
        "dct:title": _chinese(one.title),
        "dct:description": _chinese(one.description),
        "dct:publisher": _site(settings),
        "dct:creator": _site(settings),
        "dct:language": {"@id": _CHINESE},
        "dct:license": {"@id": settings.licence.url},
        "dct:rights": [{"@id": _at(layer.page, settings)} for layer in layers(settings)[:2]],
        "dct:accessRights": {"@id": _PUBLIC},
        "dcat:keyword": [_chinese(word) for word in one.keywords],
        "dcat:landingPage": {"@id": _at(one.page, settings)},
        "dcat:distribution": [_distribution(each, settings) for each in own],
    }
    return stated | dict(_disclosed(one, settings))


def _disclosed(one: Dataset, settings: Settings) -> Iterator[tuple[str, object]]:
    """What is known of a department's year: its series, its time, its place, its documents, its days."""
    if one.series:
        yield "dcat:inSeries", {"@id": _at(f"departments/{one.series}/index.html#series", settings)}
    if one.year:
        dates = {
            "dcat:startDate": _date(f"{one.year}-01-01"),
            "dcat:endDate": _date(f"{one.year}-12-31"),
        }
        yield "dct:temporal", {"@type": "dct:PeriodOfTime", **dates}
    if one.place is not None:
        named = {"skos:prefLabel": _chinese(one.place.name)} if one.place.name else {}
        yield "dct:spatial", {"@type": "dct:Location", "dct:identifier": one.place.code, **named}
    if one.sources:
        yield "prov:wasDerivedFrom", [_source(source) for source in one.sources]
    if one.issued:
        yield "dct:issued", _date(one.issued)
    if one.modified:
        yield "dct:modified", _date(one.modified)


def _distribution(one: Distribution, settings: Settings) -> Node:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _chinese(one.title),
        "dct:format": one.format,
        "dct:license": {"@id": settings.licence.url},
        "dcat:accessURL": {"@id": _at(one.path, settings)},
        "dcat:downloadURL": {"@id": _at(one.path, settings)},
        "dcat:mediaType": {"@id": f"{_MEDIA}{one.media}"},
        "dcat:byteSize": {"@type": "xsd:nonNegativeInteger", "@value": str(one.size)},
        "spdx:checksum": _checksum(one.sha256),
    }


def _source(source: Source) -> Node:
    """The published document, known by the hash of its bytes wherever it lies."""
    stated: Node = {"@id": source.address} if source.address else {}
    stated |= {
        "@type": ["prov:Entity", "foaf:Document"],
        "dct:title": _chinese(source.title),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": _chinese(source.publisher)},
        "spdx:checksum": _checksum(source.sha256),
    }
    return stated | ({"dct:issued": _date(source.published)} if source.published else {})


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
    """As governments' data.json has it; days that no document records are left out, and so is a claim to conform."""
    return {
        "@type": "dcat:Catalog",
        "title": f"{settings.name}：数据",
        "license": settings.licence.url,
        "rights": located(settings.base, PAGE, SHORT),
        "describedBy": located(settings.base, PATH, SHORT),
        "dataset": [_short_dataset(one, settings) for one in datasets],
    }


def _short_dataset(one: Dataset, settings: Settings) -> Node:
    stated: Node = {
        "@type": "dcat:Dataset",
        "identifier": one.id,
        "title": one.title,
        "description": one.description,
        "keyword": list(one.keywords),
        "publisher": {"@type": "org:Organization", "name": settings.name},
        "accessLevel": "public",
        "license": settings.licence.url,
        "language": ["zh-CN"],
        "landingPage": located(settings.base, one.page, SHORT),
        "distribution": [
            _short_distribution(each, settings) for each in one.distributions if not each.of_table
        ],
    }
    if one.year:
        stated["temporal"] = f"{one.year}-01-01/{one.year}-12-31"
    if one.place is not None:
        stated["spatial"] = one.place.name or one.place.code
    known = {"issued": one.issued, "modified": one.modified or one.issued}
    return stated | {name: day for name, day in known.items() if day}


def _short_distribution(one: Distribution, settings: Settings) -> Node:
    return {
        "@type": "dcat:Distribution",
        "title": one.title,
        "downloadURL": located(settings.base, one.path, SHORT),
        "mediaType": one.media,
        "format": one.format,
    }
