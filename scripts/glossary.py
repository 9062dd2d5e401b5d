"""The terms of public budgets: their definitions, and links to them from the text of every page."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypinyin import lazy_pinyin

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
    """One term: its id, which names its page, its name and other names, its definition and where that comes from.

    `english` is its English name, `meaning` what it means in an English sentence.
    """

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
        """How the name is read, without tones and marks: by it terms are put in order, and by its first letter."""
        return " ".join(lazy_pinyin(re.sub(r"[^\w]", "", self.name))).lower()


class Glossary:
    """All terms, and one pattern that finds the longest of their names first; the English of common names of rows."""

    def __init__(self, terms: Sequence[Term], english: Mapping[str, str] | None = None) -> None:
        self.names = english or {}
        self.terms = tuple(terms)
        self.by_id = {term.id: term for term in terms}
        self._by_name = {
            name: term for term in terms if term.link for name in (term.name, *term.aliases)
        }
        names = sorted(self._by_name, key=lambda name: (-len(name), name))
        # A name that goes on to be a table's name is not torn out of it: 一般公共预算 in 一般公共预算收支预算表.
        self._pattern = (
            re.compile(f"(?:{'|'.join(map(re.escape, names))})(?![\\u4e00-\\u9fff]{{0,8}}表)")
            if names
            else None
        )

    @property
    def by_letter(self) -> dict[str, list[Term]]:
        """The terms in the order of their Pinyin, by first letter."""
        found: dict[str, list[Term]] = {}
        for term in sorted(self.terms, key=lambda term: (term.pinyin, term.name)):
            found.setdefault(term.pinyin[:1].upper(), []).append(term)
        return found

    def linked(
        self, text: str, href: Callable[[Term], str], *, own: str = ""
    ) -> tuple[str, frozenset[str]]:
        """A page's text with the first occurrence of each term in a section linked, and the ids of the linked terms.

        Headings, links, code, pictures, buttons and tags are left alone, and so is the term `own` on its own page.
        """
        seen: set[str] = set() if not own else {own}
        used: set[str] = set()
        done: list[str] = []
        for piece, prose, begins in _pieces(text):
            if begins:
                seen = {own} if own else set()
            done.append(self._in_prose(piece, href, seen, used) if prose else piece)
        return "".join(done), frozenset(used)

    def _in_prose(
        self, piece: str, href: Callable[[Term], str], seen: set[str], used: set[str]
    ) -> str:
        def link(match: re.Match[str]) -> str:
            term = self._by_name[match.group()]
            if term.id in seen:
                return match.group()
            seen.add(term.id)
            used.add(term.id)
            return f'<a class="mz-term" href="{href(term)}" data-tip="{html.escape(term.short)}">{match.group()}</a>'

        return self._pattern.sub(link, piece) if self._pattern else piece


def read(path: Path) -> Glossary:
    """The glossary of a terms.csv, with the English that stands beside it; an empty one where there is none."""
    meanings = {row["term"]: row["definition"] for row in _rows(path.with_name("english.csv"))}
    names = {row["name"]: row["english"] for row in _rows(path.with_name("names.csv"))}
    return Glossary([_term(row, meanings.get(row["term"], "")) for row in _rows(path)], names)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        yield from csv.DictReader(path.read_text(encoding="utf-8").splitlines())


def _term(row: dict[str, str], meaning: str) -> Term:
    return Term(
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
        meaning=meaning,
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


_SKIPPED = "a|td|caption|h[1-6]|svg|code|pre|button|summary|script|style|title|label|nav|time"
_PIECE = re.compile(
    rf"(?P<front>\A---\n.*?\n---\n)|(?P<comment><!--.*?-->)|(?P<skipped><(?P<tag>{_SKIPPED})\b[^>]*>.*?</(?P=tag)>)"
    r"|(?P<tag_only><[^>]+>)|(?P<fence>^```.*?^```)|(?P<heading>^\#+ [^\n]*$)|(?P<code>`[^`\n]+`)|(?P<link>!?\[[^\]\n]*\]\([^)\n]*\))",
    re.DOTALL | re.MULTILINE,
)
_SECTION = re.compile(r"^(<h[1-6]|<section|#+ )")


def _pieces(text: str) -> Iterator[tuple[str, bool, bool]]:
    """The text cut into pieces: each with whether it is prose, and whether a section begins with it."""
    end = 0
    for match in _PIECE.finditer(text):
        if match.start() > end:
            yield text[end : match.start()], True, False
        yield match.group(), False, _SECTION.match(match.group()) is not None
        end = match.end()
    if end < len(text):
        yield text[end:], True, False
