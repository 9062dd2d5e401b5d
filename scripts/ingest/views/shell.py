"""What pages of reports are made of: the document around them, sections, cards, lists."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

from scripts.ingest.assembly.batch import ImportResult
from scripts.markup import Xml

# What the browser may load for the page: nothing, whatever a document smuggled into it, but the
# one style that has this hash.
_POLICY = "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
# The look of the page: the site's colours and shapes, small enough to stand in it.
_STYLE = """
:root{color-scheme:light dark;--paper:#fbf9f5;--card:#fff;--ink:#1c2530;--soft:#5d6773;--line:#e4dfd5;--brand:#17545f;
--brand-soft:#e3eeef;--seal:#b23a2e;--seal-soft:#f9e9e6;--amber:#80520f;--amber-soft:#f8ecd5}
@media (prefers-color-scheme:dark){:root{--paper:#12171c;--card:#1a2027;--ink:#e8e6e1;--soft:#9aa5b0;--line:#2d353e;
--brand:#7cc3cd;--brand-soft:#1d3136;--seal:#e57a6c;--seal-soft:#3a2321;--amber:#e6b96f;--amber-soft:#35291a}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 -apple-system,"PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC","Source Han Sans SC",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:1240px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:26px;line-height:1.35;margin:.2em 0}
h2{font-size:18px;margin:36px 0 8px;padding-left:10px;border-left:4px solid var(--brand)}
h2 code,small,.meta,.crumb{color:var(--soft);font-size:13px;font-weight:400}
small{display:inline-block;margin-left:8px}
a{color:var(--brand)}
.crumb,.meta{margin:4px 0}
.lead{font-size:18px;margin:20px 0}
.files{padding:0;list-style:none;margin:8px 0}
.cards{display:flex;flex-wrap:wrap;margin:-5px}
.card{flex:1 1 132px;margin:5px;padding:12px 14px;background:var(--card);border:1px solid var(--line);border-radius:10px}
.card p{margin:0;text-align:left;white-space:normal}.card .k,.card .n{font-size:13px;color:var(--soft)}.card .v{font-size:26px;font-weight:600}
.contents{columns:3 240px;padding-left:20px}
.bad li{color:var(--seal)}
.beside{display:flex}
.read{flex:1 1 auto;min-width:0}
aside{flex:0 0 auto;max-width:220px;margin-left:16px;display:flex;flex-wrap:wrap;align-content:flex-start;
color:var(--soft);font-size:12px}
figure{margin:0 8px 8px 0}figcaption{text-align:center;max-width:96px}
svg{display:block}
svg .sheet{fill:var(--card);stroke:var(--line);stroke-width:6}svg rect{fill:var(--brand);opacity:.75}svg .sheet{opacity:1}
.table{overflow:auto;max-height:70vh;border:1px solid var(--line);border-radius:10px;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{padding:5px 10px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line);min-width:4em}
thead th{position:sticky;top:0;background:var(--brand-soft);font-weight:600}
.n{text-align:right;white-space:nowrap}thead .n{white-space:normal}
tr.total td{font-weight:600;background:var(--brand-soft)}tr.subtotal td{font-weight:600}
.place{color:var(--soft);font-size:12px;white-space:nowrap}
.lone{background:var(--amber-soft);color:var(--amber);text-decoration:underline dotted}
.wrong,.lost{background:var(--seal-soft);color:var(--seal)}.wrong{font-weight:600}
@media (max-width:700px){.beside{display:block}aside{max-width:none;margin:8px 0 0}h1{font-size:22px}.lead{font-size:16px}
table{font-size:13px}th,td{padding:4px 8px}}
@media print{.table{max-height:none;overflow:visible}}
"""


def document(name: str, title: str, body: Xml, style: str = "") -> str:
    """A page complete in itself: it runs no script and asks for no other file.

    `name` says what the page is (导入报告), `title` of what; `style` is CSS besides the common.
    """
    look = f"{_STYLE}{style}"
    digest = b64encode(sha256(look.encode()).digest()).decode()
    page = Xml(
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="{}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>{}：{}</title><style>{}</style></head>\n"
        "<body><main>\n{}</main></body></html>\n"
    )
    # The policy and the look are of the code, and no text of a document.
    policy = Xml(_POLICY.format(digest))
    return str(page.format(policy, name, title, Xml(look), body))


def section(heading: str, inner: Xml) -> Xml:
    """A section under its heading; nothing where nothing is in it.

    >>> section("读到的表", Xml("<p>一张</p>")), section("读到的表", Xml())
    (Xml('<section><h2>读到的表</h2><p>一张</p></section>'), Xml(''))
    """
    if not inner:
        return Xml()
    return Xml("<section><h2>{}</h2>{}</section>").format(heading, inner)


def details(summary: str, inner: Xml) -> Xml:
    """Something folded away under a line that says what it is."""
    return Xml("<details><summary>{}</summary>{}</details>").format(summary, inner)


def listed(items: Iterable[str], kind: str = "") -> Xml:
    """A list of items; nothing for none of them.

    >>> listed(["一", "<二"], "bad"), listed([])
    (Xml('<ul class="bad"><li>一</li><li>&lt;二</li></ul>'), Xml(''))
    """
    inner = Xml().join(Xml("<li>{}</li>").format(item) for item in items)
    if not inner:
        return Xml()
    return Xml("<ul{}>{}</ul>").format(_class(kind), inner)


def cell(text: str, kind: str = "") -> Xml:
    """A cell of a table.

    >>> cell("合计"), cell("<1", "n")
    (Xml('<td>合计</td>'), Xml('<td class="n">&lt;1</td>'))
    """
    return Xml("<td{}>{}</td>").format(_class(kind), text)


def _class(kind: str) -> Xml:
    return Xml(' class="{}"').format(kind) if kind else Xml()


def cards(figures: Iterable[tuple[str, int, str]]) -> Xml:
    """The figures of a report, each with its name above it and a note below."""
    card = Xml('<div class="card"><p class="k">{}</p><p class="v">{}</p><p class="n">{}</p></div>')
    inner = Xml().join(card.format(name, f"{figure:,}", note) for name, figure, note in figures)
    return Xml('<div class="cards">{}</div>').format(inner)


def refused(imported: ImportResult) -> Xml:
    """The files that could not be read, and why; nothing where all could."""
    reasons = [refusal.why for refusal in imported.refused]
    return section("没有读出来的文件", listed(reasons, "bad"))
