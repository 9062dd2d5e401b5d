"""On which terms everything may be used: the three layers, each with its licence."""

from __future__ import annotations

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.markup import Html, joined
from scripts.metadata import licences
from scripts.metadata.licences import PAGE

_PRIVACY = "个人信息不在任何一层里：原文件里的人名、电话、证件号、邮箱，收录的时候就去掉了。"


def page(site: Site) -> Page:
    """The page on licences; its address is that which every download names."""
    up = blocks.link("data/index.html", "数据", PAGE)
    parts = [
        Html('<p class="mz-crumb">{} ›</p>').format(up),
        Html("<h1>许可</h1>"),
        Html(
            '<p class="mz-lead">数字、整理、程序，三层各有各的许可。都可以免费用，也可以商用。</p>'
        ),
    ]
    for layer in licences.layers(site.settings):
        # The licence of the data is what mkdocs.yml says, where anything may be written.
        url = blocks.escape(layer.url)
        name = blocks.escape(layer.licence)
        # rel="license" is how programs find it: https://html.spec.whatwg.org/#link-type-license
        link = Html('<a rel="license" href="{}">{}</a>').format(url, name)
        text = Html("<p>{}。{}</p>").format(link, layer.means)
        parts.append(blocks.section(layer.id, layer.title, blocks.escape(layer.holds), text))
    parts.append(Html("<p>{}</p>").format(_PRIVACY))
    description = "公开的数字、我们的整理、程序，三层各按什么许可使用。"
    return Page(PAGE, "许可", description, joined(parts, "\n"))
