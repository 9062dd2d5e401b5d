"""On which terms each layer may be used: published figures, our compilation of them, our code."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.settings import Settings

PAGE = "data/licence.html"
"""The page that says the same to people."""


@dataclass(frozen=True)
class Layer:
    """A layer of what is here.

    Its id, what it is called and holds, its licence, and what that means.
    """

    id: str
    title: str
    holds: str
    licence: str
    url: str
    means: str

    @property
    def page(self) -> str:
        """Where the page on licences tells of it."""
        return f"{PAGE}#{self.id}"


def layers(settings: Settings) -> tuple[Layer, Layer, Layer]:
    """The three layers, from the figures to the code.

    Their ids stand in addresses of the page on licences and in the interface, and do not change.
    """
    # The site's own choice; the other two are ours for every site.
    ours = settings.licence
    return (
        Layer(
            "figures",
            "公开的数字",
            "各部门公布的金额、编码、名目，每一行都注明出处",
            # 著作权法 第五条: documents of the administration and plain facts have no copyright.
            "不受版权保护",
            # The mark and not CC0: we have no rights in them to give away.
            "https://creativecommons.org/publicdomain/mark/1.0/",
            "它们是依法公开的事实，谁都可以用，不必问我们。与原文件不一致的，以原文件为准。",
        ),
        Layer(
            "compilation",
            "我们的整理",
            "数字怎样编排、描述、标识、核对和解释：数据包的结构、核对的结果、分类、名词解释、简介、图和网页",
            ours.name,
            ours.url,
            f"可以复制、修改、商用，只要写明出自{settings.name}，并给出所用的那一页或那个数据包的地址。",
        ),
        Layer(
            "code",
            "程序",
            "读文件、核对、生成网站的程序",
            "MIT",
            "https://spdx.org/licenses/MIT.html",
            "可以随意使用和修改，保留版权声明即可。网站带着的别人的程序，按它们各自的许可。",
        ),
    )
