"""Every link of the built site leads somewhere, to the very place on the page: at the root, below a sub-path, by name.

Pages, the interface, catalogue, feeds, sitemap, descriptors: whatever names an address is walked, as files, without a browser.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html

from tests.conftest import BASE, Site

PLACES = ("https://budget.example/", BASE)
ATTRIBUTES = "//@href | //@src | //@poster | //@action | //object/@data | //@cite"
ADDRESSES = {
    "$schema", "address", "page", "package", "csv", "departments", "functions", "economic", "documentation", "catalogue",
    "url", "contentUrl", "landingPage", "downloadURL", "rights", "describedBy", "home_page_url", "feed_url", "path", "@id",
}  # fmt: skip
"""The members of JSON files that hold addresses."""


class Walk:
    """A built site at an address: what its files name, and whether that is there."""

    def __init__(self, folder: Path, start: str) -> None:
        self.folder, self.start = folder, start
        self.ids = functools.cache(self._ids)

    def broken(
        self, names: Callable[[Path], Iterator[str]], *patterns: str
    ) -> tuple[list[tuple[str, str]], int]:
        """The links that lead nowhere, of the files that fit a pattern, and how many were followed."""
        wrong, count = [], 0
        for path in sorted({path for pattern in patterns for path in self.folder.rglob(pattern)}):
            for link in set(names(path)):
                count += 1
                if not self.leads(path, link):
                    wrong.append((path.relative_to(self.folder).as_posix(), link))
        return wrong, count

    def leads(self, path: Path, link: str) -> bool:
        """Whether a link of a file leads to a file of the site and a place in it, or honestly elsewhere."""
        here = urljoin(self.start, path.relative_to(self.folder).as_posix())
        address = urljoin(here, link)
        if not address.startswith(self.start):
            return (
                urlsplit(address).scheme in ("https", "mailto", "data")
                and urlsplit(link).scheme != ""
            )
        file, _, part = address[len(self.start) :].partition("#")
        target = self.folder / (unquote(file.partition("?")[0]) or "index.html")
        if not target.is_file():
            return False
        return not part or target.suffix != ".html" or unquote(part) in self.ids(target)

    def _ids(self, path: Path) -> frozenset[str]:
        return frozenset(map(str, _page(path).xpath("//@id | //a/@name")))


def _page(path: Path) -> html.HtmlElement:
    return html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def in_page(path: Path) -> Iterator[str]:
    """Every address that a page names: links, sources, sets of sources, pictures for others, and those of its datasets."""
    page = _page(path)
    yield from map(str, page.xpath(ATTRIBUTES))
    for several in page.xpath("//@srcset"):
        yield from (one.split()[0] for one in str(several).split(","))
    yield from map(str, page.xpath("//meta[@property='og:image' or @property='og:url']/@content"))
    for told in page.xpath("//script[@type='application/ld+json']/text()"):
        yield from in_json(json.loads(str(told)))


def in_json(content: Any) -> Iterator[str]:
    """Every address in a JSON document; names of things that are no pages are followed to their pages only."""
    for name, value in content.items() if isinstance(content, dict) else enumerate(content):
        if name in ADDRESSES and isinstance(value, str):
            yield value.partition("#")[0] if name == "@id" else value
        elif name == "schemas":
            yield from value.values()
        elif isinstance(value, dict | list) and name not in ("@context", "properties", "$defs"):
            yield from in_json(value)


def _in_file(path: Path) -> Iterator[str]:
    if path.parent.name != "schemas":
        found = in_json(json.loads(path.read_text("utf-8")))
        # A vocabulary's own names, and the names of documents, are no addresses.
        yield from (one for one in found if one and not re.match(r"(spdx|urn|http):", one))


def _in_xml(path: Path) -> Iterator[str]:
    read = etree.parse(path)
    yield from map(str, read.xpath("//*[local-name()='link']/@href"))
    yield from map(str, read.xpath("//*[local-name()='loc']/text()"))


def _in_text(path: Path) -> Iterator[str]:
    for markdown, plain in re.findall(
        r"\]\(([^)]+)\)|^Sitemap: (\S+)$", path.read_text("utf-8"), re.M
    ):
        yield markdown or plain


JSON = (
    "datapackage.json",
    "data.json",
    "catalog.jsonld",
    "feed.json",
    "api/**/*.json",
    "facts/index.json",
)


@pytest.mark.parametrize("start", PLACES)
def test_every_link_of_every_page_leads_somewhere_wherever_the_site_stands(
    fixture_site: Site, start: str
) -> None:
    walk = Walk(fixture_site.folder, start)
    wrong, count = walk.broken(in_page, "[!4]*.html")
    assert wrong == [] and count > 5_000


@pytest.mark.parametrize("start", PLACES)
def test_every_address_in_data_for_programs_leads_somewhere(fixture_site: Site, start: str) -> None:
    walk = Walk(fixture_site.folder, start)
    wrong, count = walk.broken(_in_file, *JSON)
    assert wrong == [] and count > 300
    assert (
        walk.broken(_in_xml, "atom.xml")[0]
        == walk.broken(_in_text, "llms.txt", "robots.txt")[0]
        == []
    )


def test_a_site_with_an_address_names_whole_addresses_that_lead_somewhere(elsewhere: Path) -> None:
    walk = Walk(elsewhere, BASE)
    assert walk.broken(in_page, "*.html")[0] == []
    assert walk.broken(_in_file, *JSON)[0] == []
    assert walk.broken(_in_text, "llms.txt", "robots.txt")[0] == []
    wrong, count = walk.broken(_in_xml, "atom.xml", "sitemap.xml")
    assert wrong == [] and count > 100


def test_a_site_with_an_address_tells_it_where_it_is_asked_for(elsewhere: Path) -> None:
    page = _page(next(elsewhere.glob("departments/*/*/index.html")))
    told = {
        name: str(page.xpath(f"string(//meta[@property='og:{name}']/@content)"))
        for name in ("image", "url", "title")
    }
    assert told["image"].startswith(f"{BASE}departments/") and told["image"].endswith("/share.png")
    assert told["url"] == str(page.xpath("string(//link[@rel='canonical']/@href)"))
    assert f"Sitemap: {BASE}sitemap.xml" in (elsewhere / "robots.txt").read_text("utf-8")
    # The files for programs name each other from where they stand: the same bytes on every host.
    assert all(BASE not in path.read_text("utf-8") for path in elsewhere.glob("api/v1/**/*.json"))


def test_a_link_that_leads_nowhere_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<html><body><p id="here">x</p></body></html>', encoding="utf-8"
    )
    walk = Walk(tmp_path, BASE)
    page = tmp_path / "a.html"
    good = (
        "#here",
        "a.html#here",
        "https://example.org/x",
        "mailto:x@example.org",
        f"{BASE}a.html",
    )
    assert all(walk.leads(page, link) for link in good)
    bad = (
        "#gone",
        "b.html",
        "a.html#gone",
        "../a.html",
        "/a.html",
        "http://example.org/",
        f"{BASE}b.html",
        "javascript:x",
    )
    assert not any(walk.leads(page, link) for link in bad)


def test_a_site_with_an_address_names_the_page_in_the_other_language_whole(elsewhere: Path) -> None:
    page = next(elsewhere.glob("en/departments/*/*/index.html"))
    other = BASE.rstrip("/") + "/" + page.relative_to(elsewhere / "en").as_posix()
    assert f'hreflang="zh-CN" href="{other}"' in page.read_text("utf-8")
