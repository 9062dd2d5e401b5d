"""How English pages write names, amounts and links; what has no English name stays Chinese."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from decimal import Decimal

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.markup import Html, joined
from scripts.pages import elements
from scripts.schema import english
from scripts.tables import Money, Named

FOLDER = "en"
LANG = "en"

# 一、 （一） 1. ①
_NUMBER = re.compile(
    r"^([一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]、?|\d+[.、．]|[①-⑳])\s*"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_TAG = re.compile(r"<[^>]+>")


def at(path: str) -> str:
    """The address of the English page whose Chinese one is at `path`: en/glossary/index.html."""
    return f"{FOLDER}/{path}"


def twin(path: str) -> str:
    """The address of a page in the other language, whether there is one or not."""
    if path.startswith(f"{FOLDER}/"):
        return path.removeprefix(f"{FOLDER}/")
    return at(path)


def plain(text: str) -> str:
    """HTML as plain text: `<b>5</b> &lt; 6` is 5 < 6."""
    return html.unescape(_TAG.sub("", text))


def chinese(text: str) -> Html:
    """Chinese text, marked as such for readers aloud and for fonts; a code or a dash needs no mark.

    >>> chinese("经费"), chinese("30201")
    (Html('<span lang="zh-CN">经费</span>'), Html('30201'))
    """
    escaped = blocks.escape(text)
    if not _HAN.search(text):
        return escaped
    return Html('<span lang="zh-CN">{}</span>').format(escaped)


def translated(site: Site, name: str) -> str:
    """The English of a published name, without the number before it; "" where there is none.

    A name of two levels (工资福利支出·基本工资) has an English one only where both parts have.
    """
    # 一、一般公共服务支出 is known as 一般公共服务支出.
    bare = _NUMBER.sub("", name).strip()
    names = site.glossary.names
    whole = names.get(name) or names.get(bare)
    if whole:
        return whole
    parts = [names.get(part, "") for part in bare.split("·")]
    if len(parts) > 1 and all(parts):
        return ": ".join(parts)
    return ""


def name(site: Site, text: str) -> Html:
    """A name for a sentence: its English, else the Chinese."""
    english_name = translated(site, text)
    if not english_name:
        return chinese(text)
    return blocks.escape(english_name[:1].lower() + english_name[1:])


def both(site: Site, text: str) -> Html:
    """A name for a table: its English with the Chinese below it, else the Chinese alone."""
    english_name = translated(site, text)
    if not english_name:
        return chinese(text)
    return Html("{}<br><small>{}</small>").format(english_name, chinese(text))


def unit(published: str) -> str:
    """A published unit: 10,000 yuan; one that has no English name stays: 件."""
    return english.UNITS.get(published, published)


def millions(yuan: Decimal) -> str:
    """An amount in millions of yuan, exact.

    >>> millions(Decimal("55828700")), millions(Decimal("30000000.00"))
    ('55.8287', '30')
    """
    exact = yuan.scaleb(-6).normalize()
    # normalize() writes 30 as 3E+1.
    if exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    return blocks.number(exact)


def headline(yuan: Decimal) -> tuple[str, str]:
    """An amount and its unit for a card: in millions, or in yuan where it is less than one.

    >>> headline(Decimal("55828700")), headline(Decimal("3600"))
    (('55.8287', 'CNY million'), ('3,600', 'yuan'))
    """
    if abs(yuan) >= 1_000_000:
        return millions(yuan), "CNY million"
    # blocks.yuan writes 3,600 元.
    return blocks.yuan(yuan).split(" ")[0], "yuan"


def cny(money: Money) -> str:
    """An amount for a sentence: CNY 55.8287 million, CNY 3,600.

    >>> cny(Money(Decimal("5582.87"), "万元")), cny(Money(Decimal("3600"), "元"))
    ('CNY 55.8287 million', 'CNY 3,600')
    """
    value, unit_name = headline(money.yuan)
    if unit_name == "yuan":
        return f"CNY {value}"
    return f"CNY {value} million"


def published(money: Money) -> str:
    """An amount in its published unit: 5,582.87 × 10,000 yuan.

    >>> published(Money(Decimal("5582.87"), "万元")), published(Money(Decimal("3600"), "元"))
    ('5,582.87 × 10,000 yuan', '3,600 yuan')
    """
    sign = " × "
    if money.amount_unit == "元":
        sign = " "
    return f"{blocks.number(money.number)}{sign}{unit(money.amount_unit)}"


def percent(part: Decimal, whole: Decimal, places: int = 2) -> str:
    """A share in per cent; nothing where there is no whole.

    >>> percent(Decimal(1), Decimal(90_000))
    'less than 0.01%'
    """
    # The one phrase of `blocks.percent` that is in Chinese.
    return blocks.percent(part, whole, places).replace("不到 ", "less than ")


def amounts(
    site: Site, identifier: str, caption: str, items: Sequence[Named], whole: Decimal
) -> Html:
    """A table of named amounts: as published, in millions, and as shares of a whole (in 元)."""
    titles = (f"As published, {unit(items[0].money.amount_unit)}", "CNY million", "Share")
    headers = joined(Html('<th scope="col" class="n">{}</th>').format(title) for title in titles)
    header = Html('<tr><th scope="col">Name</th>{}</tr>').format(headers)
    rows: list[Html] = []
    for item in items:
        yuan = item.money.yuan
        rows.append(
            Html(
                '<tr><th scope="row">{}</th>'
                '<td class="n">{}</td>'
                '<td class="n">{}</td>'
                '<td class="n">{}</td></tr>'
            ).format(
                both(site, item.name),
                blocks.number(item.money.number),
                millions(yuan),
                percent(yuan, whole),
            )
        )
    return blocks.table(identifier, caption, header, joined(rows))


def period(year: BudgetYear) -> str:
    """Year and phase: 2023 budget."""
    disclosure = year.package.disclosure
    return f"{disclosure.year} {english.PHASES[disclosure.phase]}"


def kept_in_chinese(address: str, text: str, page: str) -> Html:
    """A link to a page that is in Chinese."""
    return blocks.link(address, text, page, attributes=Html('hreflang="zh-CN"'))


def head(year: BudgetYear, page: str) -> Html:
    """The head of a page of a year: the way to it, whose it is, what it is, and its neighbours."""
    disclosure = year.package.disclosure
    up = blocks.link(at("departments/index.html"), "Departments", page)
    facts = [period(year), english.LEVELS.get(disclosure.level, "")]
    if disclosure.code:
        facts.append(f"budget code {disclosure.code}")
    targets = (
        (at(year.address("index")), "Overview"),
        (at(year.address("tables")), "Tables"),
    )
    return joined(
        (
            Html('<p class="mz-crumb">{}</p>').format(up),
            Html("<h1>{}</h1>").format(chinese(year.department)),
            elements.meta(facts),
            elements.switch(f"Pages of the {period(year)}", targets, page, page),
        ),
        "\n",
    )
