"""The site wherever it stands: below a path, in a folder, on a slow line, without JavaScript, under its own policy."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from playwright.sync_api import Browser, Page, Request

from tests.conftest import Site, hosted, watched
from tests.support.shares import share

KILOBYTE = 1024
DOWNLOAD = (".csv", ".json", ".zip", ".svg", ".xlsx", ".png")


@pytest.fixture(scope="module")
def below(fixture_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address two paths below the root of a host."""
    root = tmp_path_factory.mktemp("host")
    (root / "a").mkdir()
    (root / "a/b").symlink_to(fixture_site.folder)
    with hosted(root) as address:
        yield f"{address}/a/b"


@pytest.fixture(scope="module")
def paths(every_kind: list[str]) -> list[str]:
    """A page of every kind, but for the one for lost addresses, which only works where the base address is set."""
    return [path for path in every_kind if path != "404.html"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def links(site: Path) -> Iterator[tuple[str, str]]:
    """Every address that a page of the site names, with the page; the page for lost addresses stands anywhere."""
    for file in site.rglob("*.html"):
        path = file.relative_to(site).as_posix()
        for _, _, address, _ in (
            lxml.html.parse(file).getroot().iterlinks() if path != "404.html" else ()
        ):
            yield path, address


def test_every_address_on_every_page_is_relative_and_leads_to_something(fixture_site: Site) -> None:
    lost = set()
    for path, address in links(fixture_site.folder):
        parts = urlsplit(address)
        if parts.scheme or not parts.path:
            continue
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
        inside = not parts.path.startswith("/") and not target.startswith("..")
        if not inside or not (fixture_site.folder / target).is_file():
            lost.add((path, address))
    assert lost == set()


def test_every_part_of_a_page_that_a_link_names_is_there(fixture_site: Site) -> None:
    ids: dict[str, set[str]] = {}
    lost = set()
    for path, address in links(fixture_site.folder):
        parts = urlsplit(address)
        if parts.scheme or not parts.fragment or parts.path.endswith(DOWNLOAD):
            continue
        target = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path))
            if parts.path
            else path
        )
        if target not in ids:
            ids[target] = set(lxml.html.parse(fixture_site.folder / target).xpath("//@id"))
        if unquote(parts.fragment) not in ids[target]:
            lost.add((path, address))
    assert lost == set()


def test_two_paths_below_the_root_pages_load_and_links_lead_on(
    page: Page, below: str, paths: list[str]
) -> None:
    wrong = watched(page, below)
    for path in share([one for one in paths if one.endswith("index.html")], 6, "below"):
        page.goto(f"{below}/{path}")
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.mz-header')).position")
            == "relative"
        ), path
    page.locator(".mz-nav a").first.click()
    assert page.url == f"{below}/departments/index.html"
    assert wrong == []


# Without a network: from a folder


def test_from_a_folder_pages_pictures_tables_and_terms_work(
    page: Page, fixture_site: Site, paths: list[str]
) -> None:
    folder = fixture_site.folder.as_uri()
    wrong = watched(page, folder)
    overview = next(path for path in paths if path.endswith("-budget/index.html"))
    page.goto(f"{folder}/{overview}")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.mz-header')).position")
        == "relative"
    )
    drawn = page.locator("figure.mz-chart svg:visible").first.bounding_box()
    assert drawn and drawn["height"] > 60
    page.get_by_role("button", name="大字").click()
    page.locator(".mz-years a", has_text="表格").click()
    assert page.locator("html").get_attribute("data-mz-size") == "large"
    assert page.get_by_role("cell", name="5,582.87").first.is_visible()
    page.goto(f"{folder}/{overview}")
    term = page.locator("a.mz-term").first
    name = term.inner_text()
    page.goto(term.evaluate("node => node.href"))
    assert name in page.locator("body").inner_text()
    assert wrong == []


def test_from_a_folder_the_search_box_finds(page: Page, fixture_site: Site) -> None:
    wrong = watched(page, fixture_site.folder.as_uri())
    page.goto(f"{fixture_site.folder.as_uri()}/index.html")
    page.get_by_role("combobox").fill("扶持")
    page.locator(".mz-hit").first.wait_for()
    assert wrong == []


# On a slow line


def weighed(page: Page, address: str) -> int:
    """The bytes that a page transfers before anybody touches it."""
    asked: list[Request] = []

    def finished(request: Request) -> None:
        asked.append(request)

    page.on("requestfinished", finished)
    page.goto(address)
    page.wait_for_timeout(150)  # for what a script would ask for by itself
    page.remove_listener("requestfinished", finished)
    return sum(request.sizes()["responseBodySize"] for request in asked)


def test_no_kind_of_page_transfers_more_than_100_kilobytes_before_it_is_touched(
    browser: Browser, below: str, paths: list[str], record_property: pytest.RecordProperty
) -> None:
    context = browser.new_context()
    page = context.new_page()
    # Nothing is kept from the page before, as in a browser that comes for the first time.
    context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    weights = {path: weighed(page, f"{below}/{path}") for path in paths}
    context.close()
    heaviest = sorted(weights.items(), key=lambda item: -item[1])[:3]
    for path, weight in heaviest:
        record_property(
            "KB transferred, gzipped, by the heaviest pages", f"{weight / KILOBYTE:6.1f}  {path}"
        )
    assert {
        path: weight for path, weight in weights.items() if not 1000 < weight <= 100 * KILOBYTE
    } == {}


# Without JavaScript


def test_without_javascript_every_page_is_read_and_found(
    browser: Browser, below: str, paths: list[str]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    for path in share(paths, 10, "without JavaScript"):
        page.goto(f"{below}/{path}")
        assert page.locator("h1").first.is_visible(), path
        assert page.locator(".mz-nav a").first.is_visible(), path
        assert not page.locator(".mz-switch:visible").count(), "a switch that nothing works"
        assert not page.get_by_role("combobox").is_visible(), path
    page.goto(f"{below}/index.html")
    page.get_by_role("link", name="按名词找").first.click()
    assert page.url.endswith("glossary/index.html")
    folded = page.goto(
        f"{below}/{next(path for path in paths if path.endswith('-budget/index.html'))}"
    )
    assert folded and page.locator("details").first.locator("summary").is_visible()
    page.locator("details summary").first.click()
    assert page.locator("details table").first.is_visible()
    context.close()


# Its own policy


def test_the_browser_refuses_scripts_that_are_not_ours_and_other_hosts(
    page: Page, below: str
) -> None:
    page.goto(f"{below}/index.html")
    refused = page.evaluate(
        """() => new Promise((done) => {
          const refused = [];
          document.addEventListener("securitypolicyviolation", (event) => {
            refused.push(event.effectiveDirective);
            if (refused.length === 2) done(refused.sort());
          });
          const script = document.createElement("script");
          script.textContent = "window.taken = true";
          document.body.append(script);
          new Image().src = "http://other.invalid/picture.png";
        })"""
    )
    assert refused == ["img-src", "script-src-elem"]
    assert page.evaluate("window.taken") is None
