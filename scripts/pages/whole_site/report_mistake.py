"""How to report a mistake: what to write, where to, and what happens then."""

from __future__ import annotations

from collections.abc import Iterable

from scripts import blocks
from scripts.blocks import Page
from scripts.corpus import Site
from scripts.markup import Html, joined

PATH = blocks.REPORT

TEMPLATE = """部门和年度：
哪一张表：
哪一行（名称和行标识）：
网站上的数：
文件里的数，在第几页：
这一页的地址："""
"""What a report has to name, as text to fill in; the same words stand in report.js."""

_STEPS = (
    "找到不对的那个数。每张表、每个图的旁边都有“报告错误”；点表里的一行，页面下方也会出现它。",
    "页面会备好一段文字：部门、年度、表、行标识、数字、原文页码和地址。"
    "补上你认为对的数，复制它，不需要联网。",
    "没有备好文字的时候（例如没有 JavaScript），照下面的样子自己填。"
    "点一行，地址栏里 # 后面的字母就是行标识。",
)
_THEN = (
    "有人会打开原文件，对照那一页。",
    "如果是我们读错了，就改正数据，并在改动记录里写明哪个数从多少改成多少；行标识和链接都不变。",
    "如果是文件本身就这样印，数字不改，在旁边写明两处对不上。",
    "如果文件后来被公布者更正，就重新导入新的文件，旧数留在改动记录里。",
)
_PRIVATE = "不要写文件里经办人的姓名、电话或证件号码：看懂预算用不着它们，本站也不收。"
_NOWHERE = (
    "这个网站还没有设置收信的地址。请把备好的文字交给给你这个网址的人，或者发布这个网站的人；"
    "也可以按原文件上的联系方式，直接问公布文件的部门。"
)

# 报告一个错误的数字, as an address takes it (RFC 6068).
_SUBJECT = "%E6%8A%A5%E5%91%8A%E4%B8%80%E4%B8%AA%E9%94%99%E8%AF%AF%E7%9A%84%E6%95%B0%E5%AD%97"


def page(site: Site) -> Page:
    """The page that tells how to report a mistake; every table and figure leads here."""
    # A box that scrolls has to be reached by the keyboard: tabindex.
    template = Html('<pre class="mz-template" tabindex="0">{}</pre>').format(TEMPLATE)
    how = Html("<ol>{}</ol>{}<p>{}</p>").format(_items(_STEPS), template, _PRIVATE)
    body = joined(
        (
            Html("<h1>报告错误</h1>"),
            Html('<p class="mz-lead">一个数和原文件不一样，就是错。请告诉我们是哪一个。</p>'),
            blocks.section("how", "怎样写", "", how),
            blocks.section("where", "发到哪里", "", _where(site)),
            blocks.section("then", "然后怎样", "", Html("<ul>{}</ul>").format(_items(_THEN))),
        ),
        "\n",
    )
    description = "发现一个数和原文件不一样：怎样写清是哪一个，发到哪里，然后怎样。"
    return Page(PATH, "报告错误", description, body)


def _items(texts: Iterable[str]) -> Html:
    return joined(Html("<li>{}</li>").format(text) for text in texts)


def _where(site: Site) -> Html:
    """The ways that the settings name; where they name none, that is said."""
    feedback = site.settings.feedback
    ways = []
    if feedback.issues:
        address = blocks.escape(feedback.issues)
        ways.append(Html('<a href="{}">填一张问题单</a>，把备好的文字贴进去。').format(address))
    # Both may be set: some readers have no account, others no mail on this machine.
    if feedback.mail:
        mail = blocks.escape(feedback.mail)
        ways.append(
            Html('写信到 <a href="mailto:{}?subject={}">{}</a>。').format(mail, _SUBJECT, mail)
        )
    if not ways:
        return Html("<p>{}</p>").format(_NOWHERE)
    return Html("<ul>{}</ul>").format(_items(ways))
