"""The terms of public budgets: their definitions, and links to them from the text of every page."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypinyin import lazy_pinyin

from scripts.markup import Xml

GROUPS = {
    "money-in": "钱从哪里来",
    "money-out": "钱用到哪里去",
    "kinds": "账怎样分",
    "process": "预算怎样定",
    "people": "单位与人员",
    "data": "数据与本站",
}


@dataclass(frozen=True)
class Term:
    """One term; its id names its page, `meaning` is its definition in an English sentence."""

    id: str
    name: str
    aliases: tuple[str, ...]
    english: str
    short: str
    definition: str
    see_also: tuple[str, ...]
    source: str
    group: str
    link: bool
    meaning: str = ""

    @property
    def page(self) -> str:
        """The address of the term's page below the site's root."""
        return f"glossary/{self.id}.html"

    @property
    def pinyin(self) -> str:
        """How the name is read, for its order: “三公”经费 is san gong jing fei, under S."""
        # Quotation marks are no letters.
        letters = re.sub(r"[^\w]", "", self.name)
        return " ".join(lazy_pinyin(letters)).lower()


class Glossary:
    """All terms, and the English of common names of rows."""

    def __init__(self, terms: Sequence[Term], english: Mapping[str, str] | None = None) -> None:
        self.names = english or {}
        self.terms = tuple(terms)
        self.by_id = {term.id: term for term in terms}
        self._by_name = {
            name: term for term in terms if term.link for name in (term.name, *term.aliases)
        }
        self._pattern = _pattern(self._by_name)

    @property
    def by_letter(self) -> dict[str, list[Term]]:
        """The terms in the order of their Pinyin, by first letter."""
        by_letter: dict[str, list[Term]] = {}
        for term in sorted(self.terms, key=lambda term: (term.pinyin, term.name)):
            letter = term.pinyin[:1].upper()
            by_letter.setdefault(letter, []).append(term)
        return by_letter

    def linked(
        self, text: str, href: Callable[[Term], str], *, own: str = ""
    ) -> tuple[str, frozenset[str]]:
        """A page's text with each term linked where it comes first in a section, and their ids.

        The term `own` is left alone on its own page.
        """
        seen = {own}
        used: set[str] = set()

        def link(match: re.Match[str]) -> str:
            name = match.group()
            term = self._by_name[name]
            if term.id in seen:
                return name
            seen.add(term.id)
            used.add(term.id)
            # The name stands in a page already, so it is escaped if need be.
            way = Xml('<a class="mz-term" href="{}" data-tip="{}">{}</a>')
            return str(way.format(href(term), term.short, Xml(name)))

        pieces: list[str] = []
        for piece, is_prose in _pieces(text):
            if is_prose:
                pieces.append(self._pattern.sub(link, piece))
                continue
            # A reader who comes to a section by a link finds its terms explained there.
            if _SECTION.match(piece):
                seen.clear()
                seen.add(own)
            pieces.append(piece)
        return "".join(pieces), frozenset(used)


def _pattern(names: Mapping[str, Term]) -> re.Pattern[str]:
    """What matches a name in a text, the longest first; nothing where there are no names."""
    if not names:
        return re.compile(r"(?!)")
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    # A name that goes on to be a table's name is not torn out of it:
    # 一般公共预算 in 一般公共预算收支预算表, up to 8 characters before 表: 财政拨款支出决算.
    table = "(?![\\u4e00-\\u9fff]{0,8}表)"
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))}){table}")


# Reading


def read(path: Path) -> Glossary:
    """The glossary of a terms.csv, with the English that stands beside it; empty without a file."""
    meanings = {row["term"]: row["definition"] for row in _rows(path.with_name("english.csv"))}
    english = {row["name"]: row["english"] for row in _rows(path.with_name("names.csv"))}
    terms = []
    for row in _rows(path):
        term = Term(
            id=row["term"],
            name=row["name"],
            aliases=_list(row["aliases"]),
            english=row["english"],
            short=row["short"],
            definition=row["definition"],
            see_also=_list(row["see_also"]),
            source=row["source"],
            group=row["group"],
            link=row["link"] == "true",
            meaning=meanings.get(row["term"], ""),
        )
        terms.append(term)
    return Glossary(terms, english)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        yield from csv.DictReader(path.read_text(encoding="utf-8").splitlines())


def _list(text: str) -> tuple[str, ...]:
    """The items of a cell: 公共预算|一般预算."""
    return tuple(filter(None, text.split("|")))


# Prose and what is none

_SKIPPED = "a|td|caption|h[1-6]|svg|code|pre|button|summary|script|style|title|label|nav|time"
_NO_PROSE = re.compile(
    r"\A---\n.*?\n---\n"  # front matter
    r"|<!--.*?-->"
    rf"|<(?P<tag>{_SKIPPED})\b[^>]*>.*?</(?P=tag)>"  # an element with all that is in it
    r"|<[^>]+>"  # any other tag by itself: <span title="基本支出">
    r"|^```.*?^```"
    r"|^\#+ [^\n]*$"
    r"|`[^`\n]+`"
    r"|!?\[[^\]\n]*\]\([^)\n]*\)",  # a link or a picture: [基本支出](x.md)
    re.DOTALL | re.MULTILINE,
)
# A section begins at a heading, in HTML or in Markdown.
_SECTION = re.compile(r"^(<h[1-6]|<section|#+ )")


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    end = 0
    for match in _NO_PROSE.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], True
        yield match.group(), False
        end = match.end()
    if end < len(text):
        yield text[end:], True
