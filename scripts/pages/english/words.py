"""How English pages write names, amounts and links; what has no English name stays Chinese and is marked so."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from decimal import Decimal

from scripts import blocks
from scripts.corpus import BudgetYear, Site
from scripts.schema import english
from scripts.tables import Money, Named

FOLDER = "en"
LANG = "en"

_NUMBER = re.compile(
    r"^([一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]、?|\d+[.、．]|[①-⑳])\s*"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_TAG = re.compile(r"<[^>]+>")


def at(path: str) -> str:
    """The address of the English page whose Chinese one is at `path`."""
    return f"{FOLDER}/{path}"


def twin(path: str) -> str:
    """The address of a page in the other language, whether there is one or not."""
    own = f"{FOLDER}/"
    return path.removeprefix(own) if path.startswith(own) else at(path)


def plain(text: str) -> str:
    """HTML as plain text."""
    return html.unescape(_TAG.sub("", text))


def chinese(text: str) -> str:
    """Chinese text, marked as such for readers aloud and for fonts; text without a Chinese character as it is."""
    return (
        f'<span lang="zh-CN">{blocks.escape(text)}</span>'
        if _HAN.search(text)
        else blocks.escape(text)
    )


def found(site: Site, name: str) -> str:
    """The English of a published name, without the number before it; nothing where there is none."""
    bare = _NUMBER.sub("", name).strip()
    names = site.glossary.names
    return (
        names.get(name)
        or names.get(bare)
        or _joined([names.get(part, "") for part in bare.split("·")])
    )


def _joined(parts: Sequence[str]) -> str:
    """A name and its parent's, where both are known."""
    return ": ".join(parts) if len(parts) > 1 and all(parts) else ""


def name(site: Site, text: str) -> str:
    """A name for a sentence: its English, else the Chinese."""
    known = found(site, text)
    return blocks.escape(known[:1].lower() + known[1:]) if known else chinese(text)


def both(site: Site, text: str) -> str:
    """A name for a table: its English with the Chinese below it, else the Chinese alone."""
    known = found(site, text)
    return f"{blocks.escape(known)}<br><small>{chinese(text)}</small>" if known else chinese(text)


# Amounts


def unit(published: str) -> str:
    """A published unit: 10,000 yuan."""
    return english.UNITS.get(published, published)


def figure(money: Money) -> str:
    """An amount as published: 5,582.87."""
    return blocks.number(money.number)


def millions(yuan: Decimal) -> str:
    """An amount in millions of yuan, exact: 55.8287."""
    exact = yuan.scaleb(-6).normalize()
    return blocks.number(
        exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
    )


def headline(yuan: Decimal) -> tuple[str, str]:
    """An amount and its unit for a card: in millions, or in yuan where it is less than one."""
    return (
        (millions(yuan), "CNY million")
        if abs(yuan) >= 1_000_000
        else (blocks.yuan(yuan).split(" ")[0], "yuan")
    )


def cny(money: Money) -> str:
    """An amount for a sentence: CNY 55.8287 million, CNY 3,600."""
    value, unit = headline(money.yuan)
    return f"CNY {value}" + (" million" if unit != "yuan" else "")


def published(money: Money) -> str:
    """An amount in its published unit: 5,582.87 × 10,000 yuan."""
    return f"{figure(money)} {'×' if money.amount_unit != '元' else ''} {unit(money.amount_unit)}".replace(
        "  ", " "
    )


def percent(part: Decimal, whole: Decimal, places: int = 2) -> str:
    """A share in per cent; nothing where there is no whole."""
    return blocks.percent(part, whole, places).replace("不到 ", "less than ")


def amounts(
    site: Site, identifier: str, caption: str, items: Sequence[Named], whole: Decimal
) -> str:
    """A table of named amounts: as published, in millions, and as shares of a whole."""
    heads = (f"As published, {unit(items[0].money.amount_unit)}", "CNY million", "Share")
    head = '<tr><th scope="col">Name</th>' + "".join(
        f'<th scope="col" class="n">{text}</th>' for text in heads
    )
    rows = "".join(
        f'<tr><th scope="row">{both(site, item.name)}</th><td class="n">{figure(item.money)}</td>'
        f'<td class="n">{millions(item.money.yuan)}</td><td class="n">{percent(item.money.yuan, whole)}</td></tr>'
        for item in items
    )
    return blocks.table(identifier, caption, f"{head}</tr>", rows)


# Pages of a year


def period(year: BudgetYear) -> str:
    """Year and phase: 2023 budget."""
    stated = year.package.disclosure
    return f"{stated.year} {english.PHASES[stated.phase]}"


def kept_in_chinese(address: str, text: str, page: str) -> str:
    """A link to a page that is in Chinese."""
    return blocks.link(address, text, page, attributes='hreflang="zh-CN"')


def head(year: BudgetYear, part: str, page: str) -> str:
    """The head of a page of a year: the way to it, whose it is, what it is, and its neighbours."""
    stated = year.package.disclosure
    up = blocks.link(at("departments/index.html"), "Departments", page)
    said = [
        period(year),
        english.LEVELS.get(stated.level, ""),
        f"budget code {stated.code}" if stated.code else "",
    ]
    meta = "".join(f"<span>{blocks.escape(text)}</span>" for text in said if text)
    here = 'class="on" aria-current="page"'
    links = "".join(
        blocks.link(at(year.address(name)), title, page, attributes=here if name == part else "")
        for name, title in (("index", "Overview"), ("tables", "Tables"))
    )
    return "\n".join(
        (
            f'<p class="mz-crumb">{up}</p>',
            f"<h1>{chinese(year.department)}</h1>",
            f'<p class="mz-meta">{meta}</p>',
            f'<nav class="mz-years" aria-label="Pages of the {period(year)}">{links}</nav>',
        )
    )
