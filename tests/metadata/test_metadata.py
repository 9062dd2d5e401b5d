"""What machines read about the data is sound, complete, and asks no network: read here by independent readers."""

from __future__ import annotations

import json
import re
import socket
import struct
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF

from scripts import downloads, metadata, settings, tables
from scripts.charts import social_card
from scripts.files import File
from scripts.glossary import Glossary
from scripts.markup import Html
from scripts.metadata import feeds
from scripts.package import Correction, Package
from scripts.pages import BudgetYear, Site
from scripts.pages.whole_site import head_metadata
from tests.conftest import ROOT
from tests.conftest import Site as Built

# rdflib's reader of JSON-LD uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

BASE = "https://budget.example/city/"
SCHEMA = Namespace("https://schema.org/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own knows the terms of DCAT 2 only
SPDX = Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A context that had to be fetched would be refused."""

    def refuse(*_: object) -> None:
        raise OSError("no network here")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def _site(package: Package, base: str = BASE, **stated: Any) -> tuple[Site, list[File]]:
    one = replace(package, **stated)
    known = settings.settings(ROOT / "mkdocs.yml").model_copy(update={"base": base})
    site = Site(known, Glossary(()), [BudgetYear(one, tables.overview(one), (), ())])
    return site, list(downloads.of_package(one))


def _catalogue(site: Site, taken: list[File]) -> tuple[Graph, dict[str, Any]]:
    whole, short = metadata.dcat.files(head_metadata.datasets(site, taken), site.settings)
    address = f"{site.settings.base or 'https://anywhere.example/'}{whole.path}"
    return Graph().parse(data=whole.content, format="json-ld", publicID=address), json.loads(
        short.content
    )


def _described(site: Site, taken: list[File]) -> Graph:
    page, text = next(
        iter(head_metadata.descriptions(site, head_metadata.datasets(site, taken)).items())
    )
    address = f"{site.settings.base or 'https://anywhere.example/'}{page}"
    return Graph().parse(data=text, format="json-ld", publicID=address)


# The catalogue


@pytest.mark.parametrize("base", ["", BASE])
def test_each_dataset_of_the_catalogue_has_all_that_a_portal_asks_for(
    package: Package, base: str
) -> None:
    graph, _ = _catalogue(*_site(package, base))
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    for name in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license):
        assert graph.value(catalogue, name)
    found = list(graph.subjects(RDF.type, DCAT.Dataset))
    assert found
    for one in found:
        assert (catalogue, DCAT.dataset, one) in graph
        for name in (
            DCTERMS.title,
            DCTERMS.description,
            DCTERMS.identifier,
            DCTERMS.license,
            DCAT.landingPage,
        ):
            assert graph.value(one, name), (one, name)
        files = list(graph.objects(one, DCAT.distribution))
        assert files
        for file in files:
            for name in (
                DCAT.accessURL,
                DCAT.downloadURL,
                DCAT.mediaType,
                DCTERMS.title,
                DCTERMS.license,
            ):
                assert graph.value(file, name), (one, name)


def test_sizes_and_checksums_of_the_catalogue_are_those_of_the_files(package: Package) -> None:
    site, taken = _site(package)
    graph, _ = _catalogue(site, taken)
    contents = {URIRef(f"{BASE}{file.path}"): file.content for file in taken}
    for file in graph.subjects(RDF.type, DCAT.Distribution):
        content = contents[graph.value(file, DCAT.downloadURL)]  # type: ignore[index]
        assert str(graph.value(file, DCAT.byteSize)) == str(len(content))
        value = graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue)
        assert str(value).lower() == sha256(content).hexdigest()


def test_a_year_says_when_where_whose_and_from_which_document(package: Package) -> None:
    disclosure = replace(package.disclosure, region="320500")
    graph, _ = _catalogue(*_site(package, disclosure=disclosure))
    one = URIRef(f"{BASE}departments/fixture/2023-budget/data.html#dataset")
    time, place = graph.value(one, DCTERMS.temporal), graph.value(one, DCTERMS.spatial)
    assert (
        str(graph.value(time, DCAT.startDate)) == "2023-01-01"
        and str(graph.value(time, DCAT.endDate)) == "2023-12-31"
    )
    assert graph.value(place, DCTERMS.identifier) == Literal("320500")
    source = graph.value(one, PROV.wasDerivedFrom)
    value = graph.value(graph.value(source, SPDX.checksum), SPDX.checksumValue)
    assert str(value).lower() == package.sources[0].sha256
    series = graph.value(one, DCAT.inSeries)
    assert (series, RDF.type, DCAT.DatasetSeries) in graph


def test_the_terms_of_each_layer_stand_in_the_catalogue_and_on_the_page(
    fixture_site: Built,
) -> None:
    text = (fixture_site.folder / "data/catalog.jsonld").read_text("utf-8")
    graph = Graph().parse(data=text, format="json-ld", publicID=f"{BASE}data/catalog.jsonld")
    page = html.fromstring((fixture_site.folder / "data/licence.html").read_bytes())
    told = {str(link.get("href")) for link in page.xpath("//a[@rel='license']")}
    layers = list(graph.subjects(RDF.type, DCTERMS.RightsStatement))
    assert {str(graph.value(layer, DCTERMS.license)) for layer in layers} <= told and len(
        layers
    ) == 3
    assert all(page.xpath(f"//*[@id='{str(layer).partition('#')[2]}']") for layer in layers)


def test_the_catalogue_of_the_built_site_holds_everything_that_can_be_taken_away(
    fixture_site: Built,
) -> None:
    text = (fixture_site.folder / "data/catalog.jsonld").read_text("utf-8")
    graph = Graph().parse(data=text, format="json-ld", publicID=f"{BASE}data/catalog.jsonld")
    told = {str(one).removeprefix(BASE) for one in graph.objects(None, DCAT.downloadURL)}
    there = {
        path.relative_to(fixture_site.folder).as_posix()
        for kind in ("*.csv", "*.parquet", "*.sqlite", "*.zip", "*.xlsx")
        for folder in ("data", "data/reference", "departments/*/*")
        for path in fixture_site.folder.glob(f"{folder}/{kind}")
        if "fixture-2023-budget-" not in path.name
    }
    assert there - told == set()


def test_the_short_catalogue_tells_the_same_datasets_and_invents_no_day(package: Package) -> None:
    site, taken = _site(package)
    graph, short = _catalogue(site, taken)
    found = {
        str(graph.value(one, DCTERMS.identifier)) for one in graph.subjects(RDF.type, DCAT.Dataset)
    }
    assert {one["identifier"] for one in short["dataset"]} == found
    assert all("modified" not in one for one in short["dataset"])
    dated = replace(package.sources[0], published="2023-02-10")
    correction = Correction("2026-03-01", "x", "expenditure", "合计", "amount", "1", "2", "读错")
    _, short = _catalogue(*_site(package, sources=(dated,), corrections=(correction,)))
    assert (short["dataset"][0]["issued"], short["dataset"][0]["modified"]) == (
        "2023-02-10",
        "2026-03-01",
    )


# A dataset in its page


@pytest.mark.parametrize("base", ["", BASE])
def test_a_page_describes_its_dataset_for_search_engines(package: Package, base: str) -> None:
    disclosure = replace(package.disclosure, region="320500")
    graph = _described(*_site(package, base, disclosure=disclosure))
    (one,) = graph.subjects(RDF.type, SCHEMA.Dataset)
    for name in ("name", "description", "license", "creator", "identifier", "url", "citation"):
        assert graph.value(one, SCHEMA[name]), name
    assert str(graph.value(one, SCHEMA.temporalCoverage)) == "2023-01-01/2023-12-31"
    code = graph.value(graph.value(one, SCHEMA.spatialCoverage), SCHEMA.identifier)
    assert str(graph.value(code, SCHEMA.value)) == "320500"
    document = graph.value(graph.value(one, SCHEMA.isBasedOn), SCHEMA.identifier)
    assert str(graph.value(document, SCHEMA.value)) == package.sources[0].sha256
    files = list(graph.objects(one, SCHEMA.distribution))
    assert len(files) == len(package.tables) + 2
    assert all(
        graph.value(file, SCHEMA.contentUrl) and graph.value(file, SCHEMA.encodingFormat)
        for file in files
    )
    columns = {column.title for table in package.tables.values() for column in table.values}
    measured = {
        str(graph.value(each, SCHEMA.name)) for each in graph.objects(one, SCHEMA.variableMeasured)
    }
    assert measured == columns


def test_the_built_page_holds_the_description_where_search_engines_look(
    fixture_site: Built,
) -> None:
    for path in ("data/index.html", "departments/fixture/2023-budget/data.html"):
        page = html.fromstring((fixture_site.folder / path).read_bytes())
        (told,) = page.xpath("/html/head/script[@type='application/ld+json']/text()")
        graph = Graph().parse(data=str(told), format="json-ld", publicID=f"{BASE}{path}")
        assert list(graph.subjects(RDF.type, SCHEMA.Dataset))


def test_no_text_of_a_package_can_end_the_script_that_describes_it(package: Package) -> None:
    site, taken = _site(package, title="</script><script>x</script>")
    (text, *_) = head_metadata.descriptions(site, head_metadata.datasets(site, taken)).values()
    assert "<" not in text and json.loads(text)["name"] == "</script><script>x</script>"


# Citations


def test_a_citation_is_the_same_in_words_bibtex_and_csl(package: Package) -> None:
    site, _ = _site(package, sources=(replace(package.sources[0], published="2023-02-10"),))
    one = site.years[0].package
    words, bib, csl = (
        file.content.decode() for file in metadata.citation.files(one, site.settings)
    )
    item = json.loads(csl)[0]
    for said in (
        one.disclosure.department,
        one.sources[0].title,
        f"{BASE}departments/fixture/2023-budget/index.html",
    ):
        assert said in words and said in bib and said in csl
    assert (
        "year = {2023}" in bib
        and item["issued"] == {"date-parts": [[2023, 2, 10]]}
        and item["type"] == "dataset"
    )


def test_no_day_and_no_address_is_made_up_for_a_citation(package: Package) -> None:
    site, _ = _site(package, "")
    _, bib, csl = (
        file.content.decode()
        for file in metadata.citation.files(site.years[0].package, site.settings)
    )
    assert "year =" not in bib and "url =" not in bib
    assert "issued" not in csl and "URL" not in csl


def test_signs_of_tex_in_a_title_stay_text(package: Package) -> None:
    site, _ = _site(package, sources=(replace(package.sources[0], title=r"100% {a} \b_c & #1"),))
    bib = metadata.citation.bibtex(site.years[0].package, site.settings)
    assert r"title = {{100\% \{a\} \textbackslash{}b\_c \& \#1}}" in bib


# Pictures


def test_a_picture_is_drawn_with_its_text_and_the_same_each_time(package: Package) -> None:
    site, _ = _site(package)
    drawn = {file.path: file.content for file in head_metadata.pictures(site)}
    assert drawn == {file.path: file.content for file in head_metadata.pictures(site)}
    for content in drawn.values():
        assert struct.unpack(">II", content[16:24]) == (social_card.WIDTH, social_card.HEIGHT)
        assert len(content) < 50_000
    assert len(set(drawn.values())) == len(drawn) == 2


def test_a_picture_asks_for_no_font_and_leaves_out_what_it_has_no_strokes_for() -> None:
    plain = social_card.picture("2026年决算", "1,234.56", "万元", ())
    assert plain != social_card.picture("2026年决算", "1,234.57", "万元", ())
    assert social_card.picture("2026年决算", "12", "美金", ()) == social_card.picture(
        "2026年决算", "", "", ()
    )
    assert "<text" not in Path(social_card.__file__).read_text("utf-8")


@pytest.mark.parametrize("place", ["", "departments/fixture/", "departments/fixture/2023-budget/"])
def test_every_page_has_a_picture_of_its_own_department_or_of_the_site(
    fixture_site: Built, place: str
) -> None:
    text = (fixture_site.folder / f"{place}index.html").read_text("utf-8")
    (told,) = re.findall(r'<meta property="og:image" content="([^"]+)"', text)
    target = (
        (fixture_site.folder / place / told)
        .resolve()
        .relative_to(fixture_site.folder.resolve())
        .as_posix()
    )
    assert target == ("departments/fixture/2023-budget/share.png" if place else "share.png")


def test_a_text_of_a_feed_is_a_text_whatever_stands_in_it() -> None:
    hostile = "甲 <b a=\"1\">&amp; ]]> '乙'</b>"
    entry = feeds.Entry(
        "n", "2026-01-01", 'a.html?"&<#甲', hostile, Html("<p>{}</p>").format(hostile), hostile
    )
    of_site = settings.settings(ROOT / "mkdocs.yml").model_copy(update={"name": hostile})
    atom, _ = feeds.files(feeds.Feed(hostile, hostile, "a.html", [entry]), of_site)
    root = etree.fromstring(atom.content)
    named = {"a": "http://www.w3.org/2005/Atom"}
    assert root.xpath("string(a:subtitle)", namespaces=named) == hostile
    assert root.xpath("string(a:author/a:name)", namespaces=named) == hostile
    (told,) = root.xpath("a:entry", namespaces=named)
    assert told.xpath("string(a:title)", namespaces=named) == hostile
    assert told.xpath("string(a:category/@term)", namespaces=named) == hostile
    assert told.xpath("string(a:link/@href)", namespaces=named).endswith('a.html?"&<#甲')
    assert told.xpath("string(a:content)", namespaces=named) == str(entry.html)
    # As it was before the elements were made by a library: readers would show what changed anew.
    assert b"&amp;amp; ]]&gt; '" in atom.content and '"1"' in atom.content.decode()
