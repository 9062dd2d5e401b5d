"""The document around a report: its own look and nothing else."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from scripts.ingest.views import shell
from scripts.markup import Xml


def test_a_report_shows_its_own_style_and_no_other(browser: Browser, tmp_path: Path) -> None:
    """A style that a document smuggled in is refused, as an element and as an attribute; ours is in force."""
    smuggled = '<style>body{color:red}</style><p style="color:red">文字</p>'
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    for body, count in (("<p>文字</p>", 0), (smuggled, 2)):
        (tmp_path / "report.html").write_text(
            shell.document("导入报告", "<某局>", Xml(body), "p{margin:3px}")
        )
        page.goto((tmp_path / "report.html").as_uri())
        assert len(refused) == count
        style = page.locator("p").evaluate(
            "p => [getComputedStyle(p).marginTop, getComputedStyle(p).color]"
        )
        assert style == ["3px", "rgb(28, 37, 48)"]
    page.close()


def test_a_text_where_markup_belongs_is_shown_as_text() -> None:
    page = shell.document("导入报告", "某局", "<script>1</script>")  # type: ignore[arg-type]  # told by mypy, too
    assert "<script" not in page and "&lt;script&gt;1" in page
    assert shell.listed(["<b>"]) == "<ul><li>&lt;b&gt;</li></ul>"
