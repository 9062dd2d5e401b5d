"""The built site as files: what stands on its pages, where its links lead, and that it repeats."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from scripts import build, files, package, publish
from scripts.blocks import Page
from scripts.markup import Html
from tests.conftest import FIXTURE, Site
from tests.support import oracle

ATTRIBUTES = {"href", "src", "action", "poster", "data"}


class Reader(HTMLParser):
    """A page's links, ids, and the texts of its figures by section."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.figures: dict[str, list[str]] = {}
        self.headings: list[str] = []
        self._section = ""
        self._open: list[str] = []
        self._classes: list[str] = []
        self.terms_in: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = {name: value or "" for name, value in attrs}
        self.links += [
            value for name, value in stated.items() if name in ATTRIBUTES and tag != "meta"
        ]
        if "id" in stated:
            self.ids.append(stated["id"])
        if tag == "h2":
            self._section = stated.get("id", "")
        if tag not in (
            "br",
            "img",
            "meta",
            "link",
            "input",
            "hr",
            "path",
            "rect",
            "line",
            "circle",
            "use",
        ):
            self._open.append(tag)
            self._classes.append(stated.get("class", ""))
        if tag == "a" and stated.get("class") == "mz-term":
            self.terms_in += [(outer, stated["href"]) for outer in self._open[:-1]]

    def handle_endtag(self, tag: str) -> None:
        while tag in self._open:
            self._classes.pop()
            if self._open.pop() == tag:
                return

    def handle_data(self, data: str) -> None:
        if (
            self._open
            and self._open[-1] == "td"
            and self._classes[-1].split()[:1] == ["n"]
            and data.strip()
        ):
            self.figures.setdefault(self._section, []).append(data.strip())


def read(path: Path) -> Reader:
    return Reader(path.read_text("utf-8"))


def year(site: Site) -> Path:
    """The folder of the fixture's pages."""
    return next((site.folder / "departments").glob("*/*/tables.html")).parent


def test_every_amount_of_the_tables_stands_on_the_page_as_often_as_in_the_document(
    fixture_site: Site,
) -> None:
    page = read(year(fixture_site) / "tables.html")
    for table in oracle.tables(FIXTURE.read_text("utf-8")):
        shown = Counter(
            text.replace(",", "").replace("−", "-") for text in page.figures.get(table.kind, [])
        )
        assert shown == table.texts, table.kind


def test_every_amount_of_the_performance_sheets_stands_on_the_page_of_projects(
    fixture_site: Site,
) -> None:
    page = read(year(fixture_site) / "projects.html")
    shown = Counter(text.replace(",", "") for found in page.figures.values() for text in found)
    printed = Counter(
        text for sheet in oracle.sheets(FIXTURE.read_text("utf-8")) for text in sheet.texts
    )
    assert not printed - shown


def test_every_indicator_value_stands_on_the_page_of_projects(fixture_site: Site) -> None:
    text = (year(fixture_site) / "projects.html").read_text("utf-8")
    for sheet in oracle.sheets(FIXTURE.read_text("utf-8")):
        for value in sheet.values:
            assert value.replace("<", "&lt;").replace(">", "&gt;") in text, (sheet.project, value)


def test_every_link_leads_to_a_page_and_a_place_on_it(fixture_site: Site) -> None:
    pages = {
        path: read(path) for path in fixture_site.folder.rglob("*.html") if path.name != "404.html"
    }
    ids = {path: set(page.ids) for path, page in pages.items()}
    broken = [
        (path.relative_to(fixture_site.folder).as_posix(), link)
        for path, page in pages.items()
        for link in page.links
        if not _leads_somewhere(path, link, ids)
    ]
    assert broken == []


def _leads_somewhere(path: Path, link: str, ids: dict[Path, set[str]]) -> bool:
    parts = urlsplit(link)
    if parts.scheme in ("https", "http", "mailto", "data"):
        return parts.scheme != "http"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target.is_dir():
        target = target / "index.html"
    return target.is_file() and (
        not parts.fragment or unquote(parts.fragment) in ids.get(target, {unquote(parts.fragment)})
    )


def test_no_id_stands_twice_on_a_page(fixture_site: Site) -> None:
    for path in fixture_site.folder.rglob("*.html"):
        doubled = [name for name, count in Counter(read(path).ids).items() if count > 1]
        assert doubled == [], path


def test_no_page_asks_another_host_for_anything(fixture_site: Site) -> None:
    asks = re.compile(
        r"""(?:src|srcset|poster)=["']?(?:https?:)?//|@import|url\(["']?(?:https?:)?//|<link[^>]+href=["']?(?:https?:)?//"""
    )
    for path in [*fixture_site.folder.rglob("*.html"), *fixture_site.folder.rglob("*.css")]:
        found = [
            match for match in asks.findall(path.read_text("utf-8")) if "canonical" not in match
        ]
        assert found == [], path


def test_building_twice_writes_nothing_below_docs_and_makes_the_same_site(
    own_site: Site,
) -> None:
    before = {file.path: file.content for file in files.read_all(own_site.folder)}
    again = build.build(own_site.root, lambda items, what: items)
    assert (again.written.changed, again.written.removed) == (0, 0)
    own_site.publish()
    after = {file.path: file.content for file in files.read_all(own_site.folder)}
    assert sorted(before) == sorted(after)
    assert [path for path in before if before[path] != after[path]] == []


def test_terms_are_linked_once_in_a_section_and_never_in_headings_or_links(
    fixture_site: Site,
) -> None:
    for path in fixture_site.folder.rglob("*.html"):
        page = read(path)
        assert not [
            outer
            for outer, _ in page.terms_in
            if outer in ("a", "h1", "h2", "h3", "svg", "button", "summary", "code")
        ], path
        text = path.read_text("utf-8")
        for section in re.split(r"<h[1-6]\b", text):
            linked = re.findall(r'class="?mz-term"? href="?([^" >]+)', section)
            assert len(linked) == len(set(linked)), path


def test_a_name_that_goes_on_to_be_the_name_of_a_table_is_not_torn(fixture_site: Site) -> None:
    text = (year(fixture_site) / "tables.html").read_text("utf-8")
    assert not re.search(r"一般公共预算</a>支出预算表", text)


def test_each_term_lists_the_pages_that_link_to_it(fixture_site: Site) -> None:
    overview = year(fixture_site) / "index.html"
    term = fixture_site.folder / "glossary" / "general-public-budget.html"
    assert any(
        urlsplit(link).path.endswith("glossary/general-public-budget.html")
        for link in read(overview).links
    )
    targets = [
        (term.parent / urlsplit(link).path).resolve()
        for link in read(term).links
        if link.endswith(".html")
    ]
    assert overview.resolve() in targets


def test_every_chart_has_a_text_that_says_its_finding_and_its_figures_as_a_table(
    fixture_site: Site,
) -> None:
    text = (year(fixture_site) / "index.html").read_text("utf-8")
    figures = re.findall(r'<figure class="mz-chart".*?</figure>', text, re.DOTALL)
    assert len(figures) >= 6
    for figure in figures:
        caption = re.search(r"<caption>(.*?)</caption>", figure)
        labels = re.findall(r'<svg[^>]*aria-label="([^"]*)"', figure)
        assert caption and labels
        assert all(html.unescape(caption[1]) in html.unescape(label) for label in labels)
        assert figure.count('<th scope="row">') >= 2
        assert re.search(r'<td class="n">[^<]*%</td>', figure)


def test_the_overview_says_how_much_from_where_for_what_and_what_changed(
    fixture_site: Site,
) -> None:
    text = (year(fixture_site) / "index.html").read_text("utf-8")
    plain = re.sub(r"<[^>]+>", "", text)
    for said in (
        "5,582.87 万元",
        "全部来自一般公共预算",
        "98.5 元用于企业扶持资金",
        "+5,471.80",
        "上年预算 111.07 万元",
        "文件说的原因：“新列了企业扶持资金5500万元”",
        "+4,926.44%",
    ):
        assert said in plain, said


def test_a_package_that_cannot_be_read_stops_the_build_and_leaves_the_last_good_output(
    own_site: Site,
) -> None:
    folder = package.find(own_site.root / "datapackages")[0]
    before = {file.path: file.content for file in files.read_all(own_site.root / "docs")}
    (folder / "datapackage.json").write_bytes(b"{")
    with pytest.raises(build.UnsoundError) as refused:
        build.build(own_site.root, lambda items, what: items)
    # In the words that `check` has for it.
    (result,) = refused.value.results
    assert result.failures[0].file == "datapackage.json" and result.failures[0].row == 1
    assert {file.path: file.content for file in files.read_all(own_site.root / "docs")} == before


def test_only_folders_of_pages_and_for_programs_are_cleaned_up(fixture_site: Site) -> None:
    """Nobody lists them: whatever folder a page stands in is one."""
    docs = fixture_site.root / "docs"
    folders = {path.name for path in docs.iterdir() if path.is_dir()} - build.BY_HAND
    pages = [Page(f"{name}/index.html", "", "", Html()) for name in folders - {"api"}]
    cleaned = build.generated_folders(pages)
    assert {name.partition("/")[0] for name in cleaned} == folders
    with pytest.raises(files.WriteError, match=r"about/new\.html"):
        build.generated_folders([*pages, Page("about/new.html", "", "", Html())])


def test_the_builder_s_words_travel_with_its_refusal(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: none-such\n", "utf-8")
    with pytest.raises(publish.PublishError, match="none-such") as caught:
        publish.publish(tmp_path)
    assert caught.value.status and caught.value.output.strip() == str(caught.value)


LISTS = (
    "index", "departments/index", "places/index", "quality/index", "data/index", "compare/index",
    "compare/2023-budget", "three-public/index", "three-public/2023-budget", "en/index",
    "en/departments/index", "functions/index", "functions/201", "economic/index",
    "quality/rules/tree", "corrections/index",
)  # fmt: skip
"""The lists on which a department-year would stand."""
API_LISTS = ("departments", "functions", "functions/201", "economic")
"""The same for programs."""


def test_a_hidden_folder_is_refused_and_with_keep_going_left_out(own_site: Site) -> None:
    (folder,) = package.find(own_site.root / "datapackages")
    hidden = folder.parent.with_name(".hidden") / folder.name
    before = {file.path: file.content for file in files.read_all(own_site.root / "docs")}
    files.replace(hidden, files.read_all(folder))
    with pytest.raises(build.UnsoundError, match=r"\.hidden"):
        build.build(own_site.root, lambda items, what: items)
    after = {file.path: file.content for file in files.read_all(own_site.root / "docs")}
    assert after == before
    built = build.build(own_site.root, lambda items, what: items, keep_going=True)
    lists = {name: (own_site.root / "docs" / f"{name}.md").read_text("utf-8") for name in LISTS}
    for_programs = {
        name: json.loads((own_site.root / f"docs/api/v1/{name}.json").read_bytes())
        for name in API_LISTS
    }
    (told,) = built.left_out
    assert str(hidden) in told.failures[0].message
    for name, text in lists.items():
        why = "not updated, because" if name.startswith("en/") else "没有更新，因为"
        assert text.count(why) == 1 and "以点开头" in text, name
    for name, listed in for_programs.items():
        (missing,) = listed["not_updated"]
        assert missing["path"].endswith(folder.name) and "以点开头" in missing["why"], name


def test_the_page_of_a_term_shows_it_in_a_published_table_with_the_way_to_its_row(
    fixture_site: Site,
) -> None:
    text = (fixture_site.folder / "glossary/hospitality.html").read_text("utf-8")
    assert 'lang="en">official hospitality' in text.replace("lang=en", 'lang="en"')
    lit = re.search(r'<tr class="[^"]*\blit\b[^"]*"[^>]*>(.*?)</tr>', text)
    assert lit
    assert "公务接待费" in re.sub(r"<[^>]+>", "", lit[1])
    line = re.search(r'id="([a-z]{10})"', lit[1])
    assert line
    assert re.search(rf'href="[^"]*/departments/[^"]*/tables\.html#{line[1]}"', text)


def test_every_term_stands_twice_in_the_index_by_letter_and_by_group(fixture_site: Site) -> None:
    text = (fixture_site.folder / "glossary/index.html").read_text("utf-8")
    listed = [
        one for one in re.findall(r"<a [^>]*>", text) if "mz-term" not in one
    ]  # none of those in a sentence
    counted = Counter(
        found[1] for one in listed if (found := re.search(r'href="?([a-z-]+\.html)', one))
    )
    del counted["index.html"]  # the way to this page, in its head
    assert set(counted.values()) == {2}
    assert len(counted) > 150
