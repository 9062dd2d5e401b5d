"""What each page allows itself and a host allows it: scripts and styles of the site alone, framed by nobody but for charts."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import lxml.html
import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import ROOT, Host, Site, hosted, kinds, until
from tests.support.shares import share

HEADERS = ROOT / "docs/_headers"
NGINX = ROOT / "docs/about/nginx.conf"
DATA = {"csv", "json", "jsonld", "parquet", "sqlite", "zip", "xlsx", "xml", "bib", "sha256"}


def _policy(page: Path) -> dict[str, str]:
    """The rules of a page's own policy, which stands before all but the character set."""
    head = lxml.html.parse(page).getroot().find("head")
    first, second, *others = (dict(one.attrib) for one in head)
    assert list(first) == ["charset"], page
    assert second.get("http-equiv") == "Content-Security-Policy", page
    assert not any("http-equiv" in one for one in others), page
    return _rules(second["content"])


def _rules(policy: str) -> dict[str, str]:
    named = (rule.strip().partition(" ") for rule in policy.split(";"))
    return {name: value for name, _, value in named}


def _is_frame(path: str) -> bool:
    """Whether a page is a chart, to be framed in other sites."""
    return path.split("/")[-2:-1] == ["charts"]


def _pages(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


# What a page says of itself


def _check(site: Path, own: str) -> None:
    for path in _pages(site):
        rules = _policy(site / path)
        assert rules.pop("default-src") == "'none'", path
        assert rules.pop("base-uri") == "'none'", path
        if _is_frame(path):
            expected = {"style-src": own, "img-src": own, "form-action": "'none'"}
        else:
            expected = dict.fromkeys(("script-src", "style-src", "connect-src", "form-action"), own)
            expected["img-src"] = f"{own} data: blob:"
        assert rules == expected, path


def test_a_site_without_an_address_may_be_opened_from_a_folder(fixture_site: Site) -> None:
    """Every page, the charts to be framed too: its policy comes first and allows files of the site alone."""
    _check(fixture_site.folder, "'self' file:")


def test_a_site_with_an_address_allows_no_files_of_a_folder(elsewhere: Path) -> None:
    _check(elsewhere, "'self'")


def test_no_page_and_no_picture_holds_a_style_or_a_script_of_its_own(fixture_site: Site) -> None:
    """So that a policy without exceptions fits; blocks of data, which no browser runs, excepted."""
    for path in _pages(fixture_site.folder):
        root = lxml.html.parse(fixture_site.folder / path).getroot()
        assert root.xpath("//*[@style] | //style") == [], path
        assert root.xpath("//script[not(@src)][not(@type='application/ld+json')]") == [], path
        assert root.xpath("//@*[starts-with(name(), 'on')]") == [], path
    for file in fixture_site.folder.rglob("*.svg"):
        assert not re.search(r"<style|\sstyle=|<script|\son\w+=", file.read_text("utf-8")), file


# What hosts say


def _host_rules() -> list[tuple[str, dict[str, str]]]:
    """The rules of `_headers` in their order: a pattern of paths, and headers."""
    rules: list[tuple[str, dict[str, str]]] = []
    for line in HEADERS.read_text("utf-8").splitlines():
        if line.startswith("/"):
            rules.append((line, {}))
        elif line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in rules[-1][1]
            rules[-1][1][name] = value
        else:
            assert not line or line.startswith("#"), line
    return rules


@functools.cache
def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"(\*|:\w+)", path)
    return re.compile(
        "".join(".*" if part == "*" else "[^/]+" if part[:1] == ":" else re.escape(part) for part in parts)
    )  # fmt: skip


def _sent(path: str) -> dict[str, list[str]]:
    """Every value that a rule gives a header of a path."""
    sent: dict[str, list[str]] = {}
    for pattern, headers in _host_rules():
        if _pattern(pattern).fullmatch(path):
            for name, value in headers.items():
                sent.setdefault(name, []).append(value)
    return sent


def _addresses(path: str) -> set[str]:
    """Where hosts show a page: as it is called, and without .html or index.html."""
    bare = re.sub(r"(^|/)index\.html$", r"\1", path)
    return {f"/{path}", f"/{bare.removesuffix('.html')}"}


def test_headers_keep_within_what_hosts_read() -> None:
    """Cloudflare Pages reads 100 rules of at most 2,000 characters, with one * in each path."""
    rules = _host_rules()
    assert len(rules) <= 100
    assert max(map(len, HEADERS.read_text("utf-8").splitlines())) <= 2000
    assert all(path.count("*") <= 1 for path, _ in rules)
    assert len({path for path, _ in rules}) == len(rules)


def test_hosts_let_nobody_frame_a_page_and_everybody_a_chart(fixture_site: Site) -> None:
    """For each page at each of its addresses, whether a host sends the more exact value of a header or both."""
    (own, *_) = _sent("/x/charts/y.html")["Content-Security-Policy"]
    assert "file:" not in own and "unsafe" not in own
    for path in [*_pages(fixture_site.folder), "departments/x/charts/y.html"]:
        for address in _addresses(path):
            policies = _sent(address)["Content-Security-Policy"]
            assert policies[0] == own
            if _is_frame(path):
                assert policies == [own], address
            else:
                assert policies == [own, f"{own}; frame-ancestors 'none'"], address


def test_hosts_send_what_may_be_sent_once_from_one_rule_only(fixture_site: Site) -> None:
    """Data may be read by scripts of other sites, and nothing else; no file's type is guessed; other sites learn no address."""
    for file in fixture_site.folder.rglob("*"):
        if not file.is_file():
            continue
        path = file.relative_to(fixture_site.folder).as_posix()
        sent = _sent(f"/{path}")
        assert sent["X-Content-Type-Options"] == ["nosniff"]
        assert sent["Referrer-Policy"] == ["same-origin"]
        assert len(sent["Permissions-Policy"]) == 1
        readers = sent.get("Access-Control-Allow-Origin", [])
        assert readers == (["*"] if file.suffix[1:] in DATA else []), path


def test_nginx_is_told_the_same(fixture_site: Site) -> None:
    """The example sends each path the headers that the other hosts send."""
    text = NGINX.read_text("utf-8")
    maps = {
        name: (default, re.compile(pattern), value)
        for name, default, pattern, value in re.findall(
            r'map \$uri (\$\w+) \{\s*default "([^"]*)";\s*"~([^"]*)" "([^"]*)";\s*\}', text
        )
    }
    assert len(maps) == 2
    added = re.findall(r'^    add_header (\S+) "?([^"\n]*?)"? always;$', text, re.MULTILINE)
    assert len(added) == text.count("    add_header ")

    def said(path: str) -> dict[str, str]:
        values = {}
        for name, value in added:
            for variable, (default, pattern, special) in maps.items():
                value = value.replace(variable, special if pattern.search(path) else default)
            values[name] = value
        return {name: value for name, value in values.items() if value}

    for file in fixture_site.folder.rglob("*"):
        if file.is_file():
            path = file.relative_to(fixture_site.folder).as_posix()
            expected = {name: values[-1] for name, values in _sent(f"/{path}").items()}
            told = said(f"/{path}")
            if file.suffix != ".html":
                # What is no page is framed by nobody there; the other hosts leave it open.
                told["Content-Security-Policy"] = told["Content-Security-Policy"].split("; frame")[
                    0
                ]
                expected["Content-Security-Policy"] = expected["Content-Security-Policy"].split("; frame")[0]  # fmt: skip
            assert told == expected, path


# In a browser


class Guarded(Host):
    """A host that sends what `_headers` says, several values with a comma between them, and shows the page for lost addresses."""

    def end_headers(self) -> None:
        path = re.sub(r"^/city(?=/)", "", self.path.split("?")[0])
        for name, values in _sent(path).items():
            self.send_header(name, ", ".join(values))
        super().end_headers()

    def send_error(self, code: int, *_: object) -> None:  # type: ignore[override]  # the base class has more words
        # A browser asks for the sign of a host by itself; a page below a sub-path has no say in it.
        asked_by_itself = self.path == "/favicon.ico"
        body = b"" if asked_by_itself else (Path(self.directory) / "city/404.html").read_bytes()
        self.send_response(204 if asked_by_itself else code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _guarded(folder: Path, at: Path) -> Iterator[str]:
    (at / "city").symlink_to(folder)
    handler = functools.partial(Guarded, directory=str(at))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/city"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(
        """document.addEventListener("securitypolicyviolation", (event) =>
          console.error("refused: " + event.effectiveDirective + " " + event.blockedURI));"""
    )
    yield context.new_page()
    context.close()


def _wrong(page: Page) -> list[str]:
    """What a browser complains of from now on."""
    wrong: list[str] = []
    page.on(
        "console",
        lambda said: wrong.append(f"{page.url}: {said.text}") if said.type in ("error", "warning") else None,
    )  # fmt: skip
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    return wrong


def _seen(page: Page, start: str, paths: list[str]) -> list[str]:
    """What a browser complains of when it shows these pages in light and in dark colours."""
    wrong = _wrong(page)
    schemes = set()
    for path in paths:
        page.goto(f"{start}/{path}")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
            schemes.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        # Styled, and not by chance: a style that is refused leaves the body without a ground.
        assert "rgba(0, 0, 0, 0)" not in schemes, path
    assert len(schemes) > 1
    return wrong


def test_no_kind_of_page_is_refused_anything_on_a_host(
    page: Page, elsewhere: Path, tmp_path: Path
) -> None:
    """Built for an address, below its sub-path, under the headers of a host and the page's own policy."""
    with _guarded(elsewhere, tmp_path) as start:
        assert _seen(page, start, share(kinds(elsewhere), 12, "on a host")) == []


def test_no_kind_of_page_is_refused_anything_in_a_folder(page: Page, fixture_site: Site) -> None:
    """The page for lost addresses stands on hosts alone."""
    paths = [path for path in kinds(fixture_site.folder) if path != "404.html"]
    assert _seen(page, fixture_site.folder.as_uri(), share(paths, 10, "in a folder")) == []


def test_what_a_page_does_when_it_is_touched_is_refused_nothing(
    page: Page, elsewhere: Path, tmp_path: Path
) -> None:
    """A chart that answers, the search, an explanation, and a chart saved as a picture."""
    (overview,) = elsewhere.glob("departments/*/*/index.html")
    wrong = _wrong(page)
    with _guarded(elsewhere, tmp_path) as start:
        page.goto(f"{start}/{overview.relative_to(elsewhere).as_posix()}")
        page.locator(".mz-chart svg").first.hover()
        until(page, "() => Boolean(document.querySelector('.mz-live svg path, .mz-live svg rect'))")
        page.locator("#mz-query").fill("支出")
        until(page, "() => document.querySelectorAll('[role=option]').length > 0")
        page.keyboard.press("Escape")
        page.locator(".mz-term, a.mz-gloss, [data-term]").first.focus()
    assert wrong == []


def test_a_lost_address_below_a_sub_path_gets_a_styled_page(
    page: Page, elsewhere: Path, tmp_path: Path
) -> None:
    """However deep, with links that lead back into the site."""
    with _guarded(elsewhere, tmp_path) as start:
        for lost in ("nowhere.html", "departments/x/2099-budget/charts/lost", "a/b/c/d/"):
            answer = page.goto(f"{start}/{lost}")
            assert answer is not None and answer.status == 404
            assert page.evaluate("document.styleSheets.length") >= 1
            assert page.locator(".mz-header").evaluate("e => getComputedStyle(e).display") != ""
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"  # fmt: skip
            home = page.locator("a.mz-brand").evaluate("a => a.href")
            assert home == f"{start}/index.html"


def test_another_site_frames_a_chart_and_no_page(
    page: Page, elsewhere: Path, tmp_path: Path
) -> None:
    """Another host, another origin; the chart shows, the page does not."""
    (chart, *_) = [path for path in _pages(elsewhere) if _is_frame(path)]
    (tmp_path / "site").mkdir()
    (tmp_path / "other").mkdir()
    with _guarded(elsewhere, tmp_path / "site") as start, hosted(tmp_path / "other") as other:
        frames = "".join(
            f'<iframe src="{start}/{path}"></iframe>' for path in (chart, "index.html")
        )
        (tmp_path / "other/index.html").write_text(f"<!doctype html>{frames}", "utf-8")
        page.goto(f"{other}/index.html")
        framed, refused = page.frames[1:]
        assert framed.locator("main svg").count() >= 1
        assert refused.locator(".mz-header").count() == 0
        assert refused.url != f"{start}/index.html"
