"""The head of every page as the builder writes it: the policy first, and names from documents as text and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from scripts import blocks
from tests.conftest import ROOT

HOSTILE = "某局\"><script>window.pwn=1</script></title><img src=x onerror=pwn()> & '\n---\n\n<script>pwn()</script>"
SITE = "https://example.org/budget/"


Build = Callable[..., str]


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """What makes a page of a Markdown file, in the skeleton of the site."""

    def build(text: str, *, at: str | None = None) -> str:
        (tmp_path / "page.md").write_text(text, "utf-8")
        return _built(tmp_path, at)

    return build


def _built(docs: Path, at: str | None) -> str:
    config = load_config(str(ROOT / "mkdocs.yml"), nav=None, site_url=at)
    file = File("page.md", str(docs), str(docs / "site"), use_directory_urls=False)
    files = Files([file])
    nav = get_navigation(files, config)
    page = Page(None, file, config)
    page.read_source(config)
    page.render(config, files)
    env = config.theme.get_env()
    return str(env.get_template("main.html").render(get_context(nav, files, config, page)))


@pytest.mark.parametrize("at", [None, SITE])
def test_the_policy_stands_before_everything_but_the_character_set(
    built: Build, at: str | None
) -> None:
    head = lxml.html.fromstring(built(blocks.front("某局 2023 年预算", "总额"), at=at)).find("head")
    first, second, *others = (dict(one.attrib) for one in head)
    assert first == {"charset": "utf-8"}
    assert (
        second["http-equiv"] == "Content-Security-Policy"
        and "script-src 'self'" in second["content"]
    )
    assert not any("charset" in one or "http-equiv" in one for one in others)


@pytest.mark.parametrize("at", [None, SITE])
def test_a_name_with_markup_is_text_wherever_a_page_says_what_it_is(
    built: Build, at: str | None
) -> None:
    plain = lxml.html.fromstring(built(blocks.front("x", "x", twin="en/x.html") + "文字", at=at))
    found = lxml.html.fromstring(
        built(blocks.front(HOSTILE, HOSTILE, twin="en/x.html") + "文字", at=at)
    )
    tags, expected = (
        [one.tag for one in tree.iter() if isinstance(one.tag, str)] for tree in (found, plain)
    )
    assert tags == expected, "no element is made of a name"
    assert found.findtext("head/title") == f"{HOSTILE} - 明账"
    for name in ("description", "og:title", "og:description"):
        assert found.xpath("//meta[@name=$name or @property=$name]/@content", name=name) == [
            HOSTILE
        ], name
    assert found.xpath("//h1/text()") == [HOSTILE]
