"""What can be found, and the index of it: a record per department, project, table line, term and page."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from scripts import blocks, files
from scripts.checks import GROUPS, RULES
from scripts.files import File
from scripts.package import Row, Table
from scripts.pages import Site, Year

FOLDER = "pagefind"
KINDS = {
    "部门": "qkbody",
    "项目": "qkproject",
    "表格行": "qkline",
    "名词": "qkterm",
    "科目": "qkcode",
    "页面": "qkpage",
}
"""The kinds of records, each with the word that ends its records; the search box (docs/assets/search.js) knows them too.

The engine's own filters would serve, but are written in another order at every run.
"""

# Kana, 〇 and every block of Han characters: each character is a word of its own, so that a phrase
# of characters finds a name inside a longer name.
_HAN = "\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]|[0-9]+(?:,[0-9]+)*(?:\.[0-9]+)?|[a-z\u00c0-\u024f]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")

# Pagefind's own interface, which the search box does not use.
_UNUSED = re.compile(r"-ui|highlight|playground|wasm\.unknown")


class SearchError(Exception):
    """The search engine refused; the message is what it said."""


@dataclass(frozen=True)
class Record:
    """Something that can be found: where it is, what it is called, its kind, what it belongs to, its amount."""

    address: str
    title: str
    kind: str
    detail: str
    amount: str = ""


def spaced(text: str) -> str:
    """Words of `text`, one space between: characters singly, numbers in one spelling, no punctuation.

    `5,575.30`, `5575.30` and `5575.3` all become `5575d3` (the engine drops points and commas, which
    would make 55.75 equal 5575; a letter survives); `5,500.00` becomes `5500d0`, so that it is told
    apart from the code or year 5500. The search box (docs/assets/search.js) holds the same function.
    """
    # A full-width comma never groups thousands: 2150805，550 are two numbers.
    plain = unicodedata.normalize("NFKC", text.replace("，", " ")).lower()
    return " ".join(_number(word) if word[0] in "0123456789" else word for word in _WORD.findall(plain))


def _number(text: str) -> str:
    """One spelling of a number, or several numbers when the commas do not group thousands."""
    if "," in text and not _GROUPED.fullmatch(text):
        return " ".join(_number(part) for part in text.split(","))
    whole, point, decimals = text.replace(",", "").partition(".")
    return f"{whole}d{decimals.rstrip('0') or '0'}" if point else whole


# Records


def records(site: Site) -> Iterator[Record]:
    """Everything on the site that can be found; no two records share an address."""
    for years in site.departments.values():
        for year in years:
            yield from _of_year(year)
    for term in site.glossary.terms:
        yield Record(term.page, term.name, "名词", f"{'、'.join(term.aliases)} {term.short}".strip())
    for rule in RULES.values():
        yield Record(
            f"quality/rules/{rule.id}.html", rule.title, "页面", f"核对规则 {GROUPS[rule.group]} {rule.meaning}"
        )
    yield Record("quality/index.html", "质量", "页面", "公开了哪些表，每条规则查到了什么")
    yield Record("corrections/index.html", "更正记录", "页面", "哪些数字收录以后又改过，为什么")
    yield Record("data/licence.html", "许可", "页面", "公开的数字、我们的整理、程序，各按什么许可使用")
    yield Record("departments/index.html", "部门", "页面", "全部部门和年度")
    yield Record("compare/index.html", "比较", "页面", "几个部门或几年放在一起比")
    yield Record("functions/index.html", "科目：办什么事", "页面", "支出功能分类，谁在上面花钱")
    yield Record("economic/index.html", "科目：买什么", "页面", "支出经济分类，谁在上面花钱")
    yield Record("three-public/index.html", "“三公”经费", "页面", "所有部门历年的出国、用车、接待")
    yield Record("data/index.html", "数据", "页面", "下载全部数据")
    yield Record("about/index.html", "关于", "页面", "数字从哪里来，怎样核对，怎样指出错误")


def _of_year(year: Year) -> Iterator[Record]:
    whole = year.overview.total
    amount = blocks.amount_text(whole) if whole else ""
    yield Record(
        year.address(), year.department, "部门", f"{year.name} {year.package.disclosure.code or ''}".strip(), amount
    )
    for project in year.overview.projects:
        address = f"{year.address('projects')}#{project.money.line}"
        yield Record(address, project.name, "项目", f"{year.department} {year.name}", blocks.amount_text(project.money))
    for table in year.published:
        for row in table.rows:
            if stated := _stated(table, row):
                yield Record(year.line(row["line"]), _called(row), "表格行", _where(year, table), stated)


def _stated(table: Table, row: Row) -> str:
    """The different figures of a row, with the table's unit; nothing for a row that states none."""
    numbers = [blocks.number(value) for value in row.figures.values() if isinstance(value, Decimal) and value]
    return f"{' / '.join(dict.fromkeys(numbers))} {table.amount_unit}".strip() if numbers else ""


def _called(row: Row) -> str:
    return f"{row.code} {row.label}".strip() or "（没有名称的行）"


def _where(year: Year, table: Table) -> str:
    return f"{year.department} {year.name} {table.title}"


# The index


def index(found: Iterable[Record]) -> list[File]:
    """The search index as files, the same bytes for the same records.

    The engine is run over a small HTML file per record: its Python interface waits a tenth of a second for each.
    """
    with tempfile.TemporaryDirectory() as scratch:
        records, made = Path(scratch, "records"), Path(scratch, "index")
        files.write(records, [_page(number, record) for number, record in enumerate(found)])
        command = [sys.executable, "-m", "pagefind", "--site", str(records), "--output-path", str(made)]
        done = subprocess.run([*command, "--force-language", "en"], capture_output=True, text=True, check=False)
        if done.returncode:
            raise SearchError(done.stdout + done.stderr)
        return [
            File(f"{FOLDER}/{file.path}", file.content)
            for file in files.read_all(made)
            if not _UNUSED.search(file.path)
        ]


def _page(number: int, record: Record) -> File:
    """A record as the engine reads it: its words, and what the search box shows in attributes."""
    shown = {"address": record.address, "title": record.title, "detail": record.detail, "amount": record.amount}
    data = " ".join(f'data-{name}="{html.escape(value)}"' for name, value in shown.items())
    meta = ", ".join(f"{name}[data-{name}]" for name in shown)
    words = f"{spaced(f'{record.title} {record.amount} {record.detail}')} {KINDS[record.kind]}"
    return File.text(
        f"{number:07d}.html",
        f'<!doctype html><html lang="en"><title>{number}</title><body data-pagefind-body>'
        f'<p {data} data-pagefind-meta="{meta}">{words}</p></body></html>',
    )
