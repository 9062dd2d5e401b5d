"""A hostile text in every free field at once: it is shown as text, and nothing of it runs."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import lxml.etree
import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from scripts import build, checks, files, publish
from scripts import package as packages
from scripts.build import run
from scripts.checks.codes import Classification
from scripts.package import Package
from tests.conftest import ROOT, Site, hosted, kinds
from tests.support import hostile_texts as hostile
from tests.support.shares import share

YEARS = (2023, 2024)
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "cite", "background")
BASE = "https://budget.example/city/"


@dataclass(frozen=True)
class Spoilt:
    """A site that was built from hostile packages, and what a package of theirs is called."""

    folder: Path
    year: str


HARMLESS, WITHIN, BEYOND = "harmless", "within the contract", "beyond the contract"
_SPOIL = {
    HARMLESS: hostile.harmless,
    WITHIN: hostile.within_contract,
    BEYOND: hostile.beyond_contract,
}


@pytest.fixture(scope="module")
def harmless(
    package: Package, fixture_site: Site, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A site of the same form, whose elements are all that pages are meant to have."""
    return _built(tmp_path_factory.mktemp("harmless"), package, HARMLESS, fixture_site).folder


@pytest.fixture(scope="module", params=[WITHIN, BEYOND])
def spoilt(
    request: pytest.FixtureRequest,
    package: Package,
    fixture_site: Site,
    tmp_path_factory: pytest.TempPathFactory,
) -> Spoilt:
    """The site of two hostile years: as a stranger can send them, and as no check lets them pass."""
    return _built(tmp_path_factory.mktemp("hostile"), package, str(request.param), fixture_site)


def _built(root: Path, package: Package, how: str, sound: Site) -> Spoilt:
    # The script from packages that moves charts takes seconds to be bundled, and has no text in it.
    shutil.copytree(sound.root / ".cache/runtime", root / ".cache/runtime")
    for name in ("overrides", "docs/assets", "docs/about", "datapackages/reference"):
        shutil.copytree(ROOT / name, root / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(
        settings.replace("site_url: !ENV [SITE_URL, null]", f"site_url: {BASE}"), "utf-8"
    )
    bad = _SPOIL[how](package)
    years = [
        replace(bad, disclosure=replace(bad.disclosure, year=year), slug="a-bureau")
        for year in YEARS
    ]
    with pytest.MonkeyPatch.context() as patch:
        if how == BEYOND:
            _skip_contract(patch, {year.path: year for year in years})
        for year in years:
            held = [*packages.to_files(year), *packages.ours(year)]
            files.replace(root / "datapackages" / year.path, held)
        # One that is left out is told of by the name of its folder, and by what was found in it.
        name = "a" if how == HARMLESS else f"<b {hostile.MARK}>"
        left_out = files.File.text("datapackage.json", json.dumps({"profile": name}))
        files.replace(root / f"datapackages/departments/{name}/2023-budget", [left_out])
        built = build.build(root, lambda items, what: items, keep_going=True)
    (result,) = built.left_out
    assert result.folder.parent.name == name
    publish.publish(root)
    return Spoilt(root / "site", years[0].path)


def _skip_contract(patch: pytest.MonkeyPatch, years: Mapping[str, Package]) -> None:
    """Let the build take packages in hand for what stands in their folders."""

    def check(folder: Path, code_lists: Mapping[str, Classification]) -> object:
        path = folder.as_posix()
        year = next((year for name, year in years.items() if path.endswith(name)), None)
        if year is None:
            return checked(folder, code_lists)
        # The rules read days; the build is to bear what is none.
        (source, *_) = year.sources
        dated = replace(source, published="2026-01-31", approved="2026-01-11")
        result = checks.of_package(replace(year, sources=(dated,)), code_lists)
        return replace(result, package=year)

    checked = checks.check
    patch.setattr(run.checks, "check", check)


# What stands in the files


Shape = tuple[str, tuple[str, ...]]


def _shapes(tree: lxml.html.HtmlElement) -> Iterator[Shape]:
    """Every element: its name, and the names of its attributes."""
    for element in tree.iter(lxml.etree.Element):
        if isinstance(element.tag, str):
            yield element.tag, tuple(sorted(map(str, element.attrib)))


def _html(site: Path) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for file in sorted(site.rglob("*.html")):
        tree = lxml.html.fromstring(
            file.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
        path = file.relative_to(site).as_posix()
        yield path, tree
        # The code that frames a chart elsewhere is markup in somebody's page.
        for area in tree.iter("textarea"):
            yield f"{path}: embed", lxml.html.fromstring(area.text or "")


@pytest.fixture(scope="module")
def meant(harmless: Path) -> frozenset[Shape]:
    """Every shape that an element of the harmless site has."""
    return frozenset(shape for _, tree in _html(harmless) for shape in _shapes(tree))


def test_no_page_has_an_element_that_a_harmless_one_has_not(
    spoilt: Spoilt, meant: frozenset[Shape]
) -> None:
    strange: dict[Shape, str] = {}
    for path, tree in _html(spoilt.folder):
        for shape in _shapes(tree):
            if shape not in meant:
                strange.setdefault(shape, path)
    assert strange == {}


def test_no_page_has_a_handler_or_a_link_that_runs_or_leads_to_what_a_text_names(
    spoilt: Spoilt,
) -> None:
    wrong = set()
    for path, tree in _html(spoilt.folder):
        for element in tree.iter(lxml.etree.Element):
            for name, value in element.attrib.items():
                address = str(value).strip().lower()
                runs = name in ADDRESSES and urlsplit(address).scheme not in SCHEMES
                if str(name).startswith("on") or name == hostile.MARK or runs:
                    wrong.add((path, element.tag, name, address[:80]))
                # Only the document's own address may name another host, and only as a link.
                if name in ADDRESSES and hostile.HOST in address and element.tag != "a":
                    wrong.add((path, element.tag, name, address[:80]))
    assert wrong == set()


SCHEMES = ("", "http", "https", "mailto")


def test_the_texts_are_shown_on_every_kind_of_page_that_tells_of_a_package(spoilt: Spoilt) -> None:
    """Else there would be nothing to look for."""
    shown = [path for path, tree in _html(spoilt.folder) if "window.pwn" in tree.text_content()]
    of_year = {path.rpartition("/")[2] for path in shown if path.startswith(spoilt.year)}
    assert of_year >= {"index.html", "tables.html", "projects.html", "checks.html", "data.html"}
    assert sum(f"departments/<b {hostile.MARK}>/" in text for text in _texts(spoilt.folder)) >= 3
    folders = {path.partition("/")[0] for path in shown}
    assert folders >= {"departments", "en", "compare", "functions", "corrections", "three-public"}
    texts = {path.suffix for path in spoilt.folder.rglob("*") if _holds(path, b"window.pwn")}
    assert texts >= {".html", ".json", ".svg", ".csv", ".xml", ".md", ".js"}


def _texts(site: Path) -> Iterator[str]:
    yield from (str(tree.text_content()) for _, tree in _html(site))


def _holds(path: Path, text: bytes) -> bool:
    return path.is_file() and text in path.read_bytes()


def test_every_script_is_ours(spoilt: Spoilt, harmless: Path) -> None:
    ours = {_script(path, script) for path, script in _scripts(harmless)}
    strange = {_script(path, script) for path, script in _scripts(spoilt.folder)} - ours
    assert strange == set()


def _scripts(site: Path) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for path, tree in _html(site):
        yield from ((path, script) for script in tree.iter("script"))


def _script(path: str, script: lxml.html.HtmlElement) -> str:
    """A script as it can be compared: the file that it is in, or its text; data as its type."""
    if script.get("type") == "application/ld+json":
        json.loads(script.text or "")
        return "data"
    source = script.get("src")
    return (
        script.text or ""
        if source is None
        else posixpath.normpath(posixpath.join(posixpath.dirname(path), urlsplit(source).path))
    )


def test_summary_is_data_and_no_page(spoilt: Spoilt) -> None:
    assert not list(spoilt.folder.rglob("summary.html"))
    assert (spoilt.folder / spoilt.year / "summary.md").read_text("utf-8").strip()
    text = (spoilt.folder / spoilt.year / "index.html").read_text("utf-8")
    shown = [
        " ".join(paragraph.text_content().split())
        for paragraph in lxml.html.fromstring(text).iter("p")
    ]
    for words in re.split(r"\n\s*\n", hostile.TEXT):
        assert any(" ".join(words.split()) in paragraph for paragraph in shown), words


def test_every_svg_and_feed_is_sound_and_has_no_element_of_its_own(
    spoilt: Spoilt, harmless: Path
) -> None:
    meant = {tag for _, tags in _xml(harmless) for tag in tags}
    strange = {(path, tag) for path, tags in _xml(spoilt.folder) for tag in tags - meant}
    assert strange == set()


def _xml(site: Path) -> Iterator[tuple[str, set[str]]]:
    """Every file of XML with the elements and attributes in it; a script or a handler fails."""
    for ending in ("svg", "xml"):
        for file in sorted(site.rglob(f"*.{ending}")):
            tree = lxml.etree.parse(file)
            # A feed holds markup as text, which a reader shows.
            contents = tree.iter("{http://www.w3.org/2005/Atom}content")
            inner = [lxml.html.fromstring(f"<div>{each.text}</div>") for each in contents]
            tags = set()
            for element in [*tree.iter(), *(each for top in inner for each in top.iter())]:
                if isinstance(element.tag, str):
                    tags |= {element.tag, *(f"{element.tag} {name}" for name in element.attrib)}
            yield file.relative_to(site).as_posix(), tags


def test_every_json_is_sound_and_its_markup_is_escaped(spoilt: Spoilt) -> None:
    feed = json.loads((spoilt.folder / "corrections/feed.json").read_text("utf-8"))
    for item in feed["items"]:
        if "content_html" in item:
            tree = lxml.html.fromstring(f"<div>{item['content_html']}</div>")
            assert not [shape for shape in _shapes(tree) if hostile.MARK in shape[1]]
    for file in spoilt.folder.rglob("*.json"):
        json.loads(file.read_text("utf-8"))


# What happens in a browser


def test_nothing_runs_and_nothing_is_fetched(spoilt: Spoilt, browser: Browser) -> None:
    with hosted(spoilt.folder) as address:
        # Without the policy, which would hold back what the texts began.
        context = browser.new_context(bypass_csp=True)
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
        wrong = []
        names = ("index", "tables", "projects", "checks", "data")
        of_year = [f"{spoilt.year}/{name}.html" for name in names]
        for path in sorted({*share(kinds(spoilt.folder), 8), *of_year}):
            page.goto(f"{address}/{path}")
            _touch(page)
            if page.evaluate("typeof window.pwn") != "undefined":
                wrong.append(f"{path}: runs")
            if page.locator(f"[{hostile.MARK}]").count():
                wrong.append(f"{path}: an element")
            if page.url.partition("#")[0] != f"{address}/{path}":
                wrong.append(f"{path}: leads to {page.url}")
        wrong += _searched(page, address)
        pictures = list(spoilt.folder.rglob("charts/*.svg"))
        for picture in pictures[:3]:
            page.goto(f"{address}/{picture.relative_to(spoilt.folder).as_posix()}")
            if page.evaluate("typeof window.pwn") != "undefined":
                wrong.append(f"{picture.name}: runs")
        context.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def _touch(page: Page) -> None:
    """Whatever a page does when it is used: charts that are touched, terms, what is folded."""
    page.evaluate("document.querySelectorAll('details').forEach(node => { node.open = true; })")
    for selector in (".mz-picture", ".mz-term", "a.mz-report"):
        places = page.locator(f"{selector}:visible")
        if places.count():
            places.first.hover(timeout=2_000)


def _searched(page: Page, address: str) -> list[str]:
    wrong = []
    for query in ("某局", "window.pwn", f"<b {hostile.MARK}>"):
        page.goto(f"{address}/search/index.html")
        page.locator("input[name=q]").first.fill(query)
        page.wait_for_timeout(400)
        if page.evaluate("typeof window.pwn") != "undefined":
            wrong.append(f"search {query}: runs")
        if page.locator(f"[{hostile.MARK}]").count():
            wrong.append(f"search {query}: an element")
    return wrong
