"""What is new, for feed readers: entries in, an Atom and a JSON feed out; every date is one that the data states."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from scripts.files import File
from scripts.metadata.addresses import located
from scripts.package import json_text
from scripts.settings import Settings

ATOM, JSON = "corrections/atom.xml", "corrections/feed.json"
_BEGINNING = "1980-01-01"
"""The date of a feed that has no entry: it must have one, and the day of the build would be another every day."""


@dataclass(frozen=True)
class Entry:
    """Something that happened: its permanent name, its day, its address below the site's root, what is to be said of it."""

    name: str
    day: str
    address: str
    title: str
    html: str
    kind: str

    @property
    def id(self) -> str:
        """An id that stays, wherever the site moves."""
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'mingzhang:{self.name}')}"

    @property
    def time(self) -> str:
        """Its day as a time: days are days in China."""
        return f"{self.day}T00:00:00+08:00"


@dataclass(frozen=True)
class Feed:
    """A feed: its title, what it is about, the page that shows the same, and its entries, newest first."""

    title: str
    about: str
    page: str
    entries: Sequence[Entry]


def files(feed: Feed, settings: Settings) -> tuple[File, File]:
    """The feed in both forms."""
    return File.text(ATOM, _atom(feed, settings)), File.text(JSON, _json(feed, settings))


def _atom(feed: Feed, settings: Settings) -> str:
    updated = max((entry.time for entry in feed.entries), default=f"{_BEGINNING}T00:00:00+08:00")
    entries = "".join(_atom_entry(entry, settings) for entry in feed.entries)
    own, page = (quoteattr(located(settings.base, target, ATOM)) for target in (ATOM, feed.page))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
        f"<title>{escape(f'{settings.name} · {feed.title}')}</title>\n<subtitle>{escape(feed.about)}</subtitle>\n"
        f"<id>urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'mingzhang:{settings.base}{ATOM}')}</id>\n"
        f"<updated>{updated}</updated>\n<author><name>{escape(settings.name)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href={own}/>\n<link rel="alternate" type="text/html" href={page}/>\n'
        f"{entries}</feed>\n"
    )


def _atom_entry(entry: Entry, settings: Settings) -> str:
    address = quoteattr(located(settings.base, entry.address, ATOM))
    return (
        f"<entry>\n<id>{entry.id}</id>\n<title>{escape(entry.title)}</title>\n<updated>{entry.time}</updated>\n"
        f"<published>{entry.time}</published>\n<category term={quoteattr(entry.kind)}/>\n"
        f'<link rel="alternate" type="text/html" href={address}/>\n<content type="html">{escape(entry.html)}</content>\n</entry>\n'
    )


def _json(feed: Feed, settings: Settings) -> str:
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
