"""On which terms everything may be used: the three layers, each with its licence."""

from __future__ import annotations

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.metadata import licences
from scripts.metadata.licences import PAGE, Layer


def page(site: Site) -> Page:
    """The page on licences."""
    body = "\n".join(
        (
            f'<p class="mz-crumb">{blocks.link("data/index.html", "数据", PAGE)} ›</p>',
            "<h1>许可</h1>",
            '<p class="mz-lead">数字、整理、程序，三层各有各的许可。都可以免费用，也可以商用。</p>',
            *(_layer(one) for one in licences.layers(site.settings)),
            f"<p>{_PRIVACY}</p>",
        )
    )
    return Page(PAGE, "许可", "公开的数字、我们的整理、程序，三层各按什么许可使用。", body)


_PRIVACY = "个人信息不在任何一层里：原文件里的人名、电话、证件号、邮箱，收录的时候就去掉了。"


def _layer(one: Layer) -> str:
    licence = f'<a rel="license" href="{blocks.escape(one.url)}">{blocks.escape(one.licence)}</a>'
    said = f"<p>{licence}。{blocks.escape(one.means)}</p>"
    return blocks.section(one.id, one.title, blocks.escape(one.holds), said)
