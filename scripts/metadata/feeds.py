"""What is new, for feed readers: entries in, Atom and JSON out; every date is one of the data's."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.files import File
from scripts.markup import Html
from scripts.metadata.addresses import located
from scripts.package import json_text
from scripts.settings import Settings

ATOM, JSON = "corrections/atom.xml", "corrections/feed.json"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_BEGINNING = "1980-01-01"
"""The date of a feed that has no entry.

It must have one, and the day of the build would be another every day.
"""


@dataclass(frozen=True)
class Entry:
    """Something that happened: its permanent name, its day, its address, what is to be said of it.

    The address is below the site's root.
    """

    name: str
    day: str
    address: str
    title: str
    html: Html
    kind: str

    @property
    def id(self) -> str:
        """An id that stays, wherever the site moves."""
        return _urn(f"mingzhang:{self.name}")

    @property
    def time(self) -> str:
        """Its day as a time: days are days in China."""
        return f"{self.day}T00:00:00+08:00"


@dataclass(frozen=True)
class Feed:
    """A feed.

    Its title, what it is about, the page that shows the same, and its entries, newest first.
    """

    title: str
    about: str
    page: str
    entries: Sequence[Entry]


def files(feed: Feed, settings: Settings) -> tuple[File, File]:
    """The feed in both forms.

    Both have the same entries, and an entry bears the same id in both.
    """
    return File.text(ATOM, _atom(feed, settings)), File.text(JSON, _json(feed, settings))


def _atom(feed: Feed, settings: Settings) -> str:
    """The feed as Atom: https://www.rfc-editor.org/rfc/rfc4287"""
    # RFC 4287 asks for a time.
    beginning = f"{_BEGINNING}T00:00:00+08:00"
    updated = max((entry.time for entry in feed.entries), default=beginning)
    # Two copies of the site are two feeds.
    name = f"mingzhang:{settings.base}{ATOM}"
    entries = [_atom_entry(entry, settings) for entry in feed.entries]
    root = _around(
        "feed",
        [
            _text("title", f"{settings.name} · {feed.title}"),
            _text("subtitle", feed.about),
            _text("id", _urn(name)),
            _text("updated", updated),
            _around("author", [_text("name", settings.name)], between=""),
            _link("self", "application/atom+xml", located(settings.base, ATOM, ATOM)),
            _link("alternate", "text/html", located(settings.base, feed.page, ATOM)),
            *entries,
        ],
    )
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN")
    written: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _atom_entry(entry: Entry, settings: Settings) -> etree._Element:
    return _around(
        "entry",
        [
            _text("id", entry.id),
            _text("title", entry.title),
            _text("updated", entry.time),
            _text("published", entry.time),
            _text("category", term=entry.kind),
            _link("alternate", "text/html", located(settings.base, entry.address, ATOM)),
            # In Atom, HTML is a text, which is escaped like any other.
            _text("content", str(entry.html), type="html"),
        ],
    )


def _link(rel: str, kind: str, address: str) -> etree._Element:
    return _text("link", rel=rel, type=kind, href=address)


def _text(name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.Element(f"{{{_NAMESPACE}}}{name}", attributes, nsmap={None: _NAMESPACE})
    element.text = text or None
    return element


def _around(name: str, inner: Sequence[etree._Element], between: str = "\n") -> etree._Element:
    """An element that holds others, with something before, between and after them."""
    element = _text(name, between)
    for other in inner:
        other.tail = between
        element.append(other)
    return element


def _urn(name: str) -> str:
    """An id made from a name: the same for ever, wherever the site moves."""
    # Another name would make every reader show every entry once more.
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _json(feed: Feed, settings: Settings) -> str:
    """The feed as JSON: https://www.jsonfeed.org/version/1.1/"""
    items = [
        {
            "id": entry.id,
            "url": located(settings.base, entry.address, JSON),
            "title": entry.title,
            "content_html": entry.html,
            "date_published": entry.time,
            "tags": [entry.kind],
        }
        for entry in feed.entries
    ]
    return json_text(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": f"{settings.name} · {feed.title}",
            "description": feed.about,
            "home_page_url": located(settings.base, feed.page, JSON),
            "feed_url": located(settings.base, JSON, JSON),
            "language": "zh-CN",
            "authors": [{"name": settings.name}],
            "items": items,
        }
    )
