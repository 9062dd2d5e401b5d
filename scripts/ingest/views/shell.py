"""What pages of reports are made of: the document around them, sections, cards, lists."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from scripts.ingest.assembly.batch import ImportResult
from scripts.ingest.views.style import STYLE

# What the browser may load for the page: nothing, whatever a document smuggled into it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def document(name: str, title: str, body: str, style: str = "") -> str:
    """A page complete in itself: it runs no script and asks for no other file.

    `name` says what the page is (导入报告), `title` of what, as text; `body` is HTML, `style` CSS
    besides the common.
    """
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{name}：{escape(title)}</title><style>{STYLE}{style}</style></head>\n"
        f"<body><main>\n{body}</main></body></html>\n"
    )


def section(heading: str, inner: str) -> str:
    """A section under its heading, both HTML; nothing where nothing is in it.

    >>> section("读到的表", "<p>一张</p>"), section("读到的表", "")
    ('<section><h2>读到的表</h2><p>一张</p></section>', '')
    """
    if not inner:
        return ""
    return f"<section><h2>{heading}</h2>{inner}</section>"


def details(summary: str, inner: str) -> str:
    """Something folded away under a line that says what it is."""
    return f"<details><summary>{summary}</summary>{inner}</details>"


def listed(items: Iterable[str], kind: str = "") -> str:
    """A list of items, each HTML; nothing for none of them.

    >>> listed(["一", "二"], "bad"), listed([])
    ('<ul class="bad"><li>一</li><li>二</li></ul>', '')
    """
    # The items are HTML already: whoever makes them escapes what is from a document.
    inner = "".join(f"<li>{item}</li>" for item in items)
    if not inner:
        return ""
    return f"<ul{_class(kind)}>{inner}</ul>"


def cell(text: str, kind: str = "") -> str:
    """A cell of a table, from text.

    >>> cell("合计"), cell("<1", "n")
    ('<td>合计</td>', '<td class="n">&lt;1</td>')
    """
    return f"<td{_class(kind)}>{escape(text)}</td>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def cards(figures: Iterable[tuple[str, int, str]]) -> str:
    """The figures of a report, each with its name above it and a note below."""
    inner = "".join(
        f'<div class="card"><p class="k">{name}</p><p class="v">{figure:,}</p>'
        f'<p class="n">{note}</p></div>'
        for name, figure, note in figures
    )
    return f'<div class="cards">{inner}</div>'


def refused(imported: ImportResult) -> str:
    """The files that could not be read, and why; nothing where all could."""
    return section(
        "没有读出来的文件", listed((escape(refusal.why) for refusal in imported.refused), "bad")
    )
