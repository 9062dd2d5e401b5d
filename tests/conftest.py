"""What several test modules start from: the documents, the package made from one, and the browser."""

from __future__ import annotations

import fcntl
import functools
import gzip
import http.server
import io
import os
import random
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, Request, sync_playwright

from scripts import build, files, ingest, publish
from scripts import package as packages
from scripts.package import Package

ROOT = Path(__file__).resolve().parents[1]
FIXTURE = Path(__file__).parent / "fixtures" / "disclosure.txt"
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
]
FOUNDING = ROOT.parent / "shared" / "source" / "disclosure-2023.txt"

# Drawing a whole document is slow by nature; on a server the same examples are drawn every time.
settings.register_profile(
    "quick",
    max_examples=60,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("quick")


# The second has no need of the site that is built for the first.
_LONGEST = (
    *(
        "test_hostile_texts",
        "test_hostile_files",
        "test_site_axe",
        "test_checks",
        "test_round_trips",
    ),
    *("test_own_packages", "test_same_bytes", "test_site", "test_corpus", "test_redaction"),
    *("test_committed_packages", "test_hostile_packages", "test_self_check", "test_layouts"),
    *("test_build", "test_pdf", "test_readers", "test_charts", "test_downloads_site"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first: they are handed out whole, and none may start when the others are done."""
    ranks = {name: rank for rank, name in enumerate(_LONGEST)}
    last = len(_LONGEST)
    items.sort(
        key=lambda item: min(
            (ranks[name] for name in ranks if item.path.stem.startswith(name)), default=last
        )
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the rows that tests recorded under a head, table by table: what was measured, document by document."""
    rows: dict[str, list[str]] = {}
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for head, row in report.user_properties:
            rows.setdefault(head, []).append(str(row))
    for head, found in rows.items():
        terminalreporter.write_line(f"\n{head}")
        for row in sorted(found):
            terminalreporter.write_line(row)


@pytest.fixture(scope="session")
def phone() -> str:
    """A number in the form of a mobile number, made here: none may stand in a file of the project."""
    made = random.Random("a clerk")  # the same on every run, so that no run fails by chance
    return f"1{made.choice('3456789')}{made.randrange(10**9):09d}"


@pytest.fixture(scope="session")
def disclosure(tmp_path_factory: pytest.TempPathFactory, phone: str) -> Path:
    """The fixture document as a file, with a telephone number where its clerks' numbers stood."""
    path = tmp_path_factory.mktemp("document") / "disclosure.txt"
    path.write_bytes(FIXTURE.read_bytes().replace(b"{PHONE}", phone.encode()))
    return path


@pytest.fixture(scope="session")
def founding() -> Path:
    """The founding document, where it stands beside the repository."""
    if not FOUNDING.is_file():
        pytest.skip(
            "the founding document is not beside this repository; the fixture stands for it"
        )
    return FOUNDING


@pytest.fixture(scope="session")
def package(disclosure: Path) -> Package:
    """The package that the fixture document makes, in hand."""
    return ingest.ingest(disclosure, "fixture").package


@pytest.fixture
def packaged(package: Package, tmp_path: Path) -> Path:
    """The folder of that package, on disk below `departments/`."""
    folder = tmp_path / package.path
    files.replace(folder, packages.to_files(package))
    return folder


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The path of the browser that `make test` found or installed; None for Playwright's own."""
    note = ROOT / ".venv" / "chromium-path"
    return note.read_text("utf-8").strip() or None if note.is_file() else None


@dataclass(frozen=True)
class Site:
    """A copy of the project with the fixture's package only, and the site built from it."""

    root: Path
    folder: Path

    def publish(self) -> None:
        """Build the pages anew from what stands below docs/."""
        publish.publish(self.root)


def lay_out(root: Path, package: Package) -> None:
    """Make a folder a project of one package, of which nothing is built yet."""
    for name in ("overrides", "docs/assets", "docs/about", "datapackages/reference"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    files.replace(root / "datapackages" / package.path, packages.to_files(package))


@contextmanager
def made_once(name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, bool]]:
    """A folder for all workers, and whether it is yet to be made: one of them does, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    complete = folder.with_suffix(".complete")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder, not complete.exists()
        complete.touch()


@pytest.fixture(scope="session")
def fixture_site(package: Package, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the fixture document, built and published once for all tests of all workers: nobody changes it."""
    with made_once("project", tmp_path_factory) as (root, is_new):
        site = Site(root, root / "site")
        if is_new:
            lay_out(root, package)
            build.build(root, lambda items, what: items)
            site.publish()
    return site


@pytest.fixture
def own_site(fixture_site: Site, tmp_path: Path) -> Site:
    """A copy of that site, to be spoilt and built anew."""
    root = tmp_path / "project"
    shutil.copytree(fixture_site.root, root)
    return Site(root, root / "site")


BASE = "https://budget.example/city/"
"""An address for a site: below a sub-path, as a project page has it."""


@pytest.fixture(scope="session")
def elsewhere(fixture_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, built for an address of its own."""
    with (
        made_once("elsewhere", tmp_path_factory) as (root, is_new),
        pytest.MonkeyPatch.context() as patch,
    ):
        if is_new:
            shutil.copytree(fixture_site.root, root, ignore=shutil.ignore_patterns("site"))
            patch.setenv("SITE_URL", BASE)
            build.build(root, lambda items, what: items)
            Site(root, root / "site").publish()
    return root / "site"


# The site in a browser

PACKED = (".html", ".css", ".js", ".json", ".svg", ".csv", ".xml", ".txt")


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves files as hosts do, text compressed, and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests' own output is what is read."""

    def send_head(self) -> io.BytesIO | None:  # type: ignore[override]  # the base class gives any file
        """The answer's head sent, and its body."""
        file = super().translate_path(self.path)
        if os.path.isdir(file):
            file = os.path.join(file, "index.html")
        if not os.path.isfile(file):
            self.send_error(404)
            return None
        body = Path(file).read_bytes()
        packed = file.endswith(PACKED) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = gzip.compress(body, 6) if packed else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """The address on this machine at which a folder is served while the block runs."""
    handler = functools.partial(Host, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def address(fixture_site: Site) -> Iterator[str]:
    """The site's address on this machine, below a sub-path, as a project page has it."""
    with hosted(fixture_site.folder.parent) as root:
        yield f"{root}/{fixture_site.folder.name}"


@pytest.fixture(scope="session")
def root(fixture_site: Site) -> Iterator[str]:
    """The site at the root of a host, where its page for lost addresses finds its style."""
    with hosted(fixture_site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium: str | None) -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


MANY = 12
"""A folder with more pages than this holds one kind of page: a page for each term, each rule."""


def kinds(site: Path) -> list[str]:
    """One page of every kind: pages are of one kind if their addresses differ in a body or in figures, or are many."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html")):
        kind = re.sub(r"\d+", "#", re.sub(r"(^|/)departments/[^/]+/", r"\1departments/*/", path))
        folder, _, name = kind.rpartition("/")
        found.setdefault(folder, {}).setdefault(name, path)
    return [
        path
        for pages in found.values()
        for path in list(pages.values())[: 1 if len(pages) > MANY else None]
    ] + [
        pages["index.html"]
        for pages in found.values()
        if len(pages) > MANY and "index.html" in pages
    ]


@pytest.fixture(scope="session")
def every_kind(fixture_site: Site) -> list[str]:
    """A page of every kind that the site has, those to be framed in other sites excepted."""
    return [
        path
        for path in kinds(fixture_site.folder)
        if "mz-header" in (fixture_site.folder / path).read_text("utf-8")
    ]


@pytest.fixture(scope="session")
def framed(fixture_site: Site, every_kind: list[str]) -> list[str]:
    """Two of the pages that are to be framed in other sites: they have no head, no foot and no script."""
    return [path for path in kinds(fixture_site.folder) if path not in every_kind][:2]


def watched(page: Page, address: str) -> list[str]:
    """What goes wrong on a page: console errors, failed requests, requests to another host."""
    wrong: list[str] = []
    page.on(
        "console",
        lambda message: (
            wrong.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: wrong.append(f"failed: {request.url}") if _lost(request) else None,
    )
    page.on(
        "request",
        lambda request: (
            wrong.append(request.url) if not request.url.startswith((address, "data:")) else None
        ),
    )
    return wrong


def _lost(request: Request) -> bool:
    """Whether a request failed by itself, and was not given up because the page was left."""
    return request.failure != "net::ERR_ABORTED"


def until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression holds in a page, asked from outside: the pages' own policy lets no text be run."""
    for _ in range(300):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never held within 15 seconds: {expression}")
