"""How much a PDF library has to read to draw all pages, told before it begins to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from scripts.ingest.readers.limits import MB
from scripts.ingest.readers.pdf.objects import MalformedError, Reference, Value, text_at
from scripts.ingest.readers.pdf.structure import Structure

DEEPEST = 20
"""Forms in forms that are bearable: programs draw some three, the library some thirty."""

_MOST, _MOST_OF_PAGE = 150 * MB, 16 * MB
"""Bytes of the contents of all pages and of one, each form as often as it is drawn."""
_MOST_CLIPPED = 5_000_000
"""Clips of a content times what is drawn within them: the library keeps all of them for each."""
_TOKEN = re.compile(rb"%[^\r\n]*|/[^\s()<>\[\]{}/%]*|<<|>>|<[^>]*>|[\[\](]|[^\s()<>\[\]{}/%]+")
_CLIPS = re.compile(rb"\bW")
_PAINTS = re.compile(rb"T[jJ]|[fFsSbB]\*?|Do|['\"]")

Place = tuple[int, dict[str, Value]]
"""The number of a stream that draws, and the resources that its names are looked up in."""


@dataclass(frozen=True)
class Content:
    """What a stream that draws holds: its bytes unpacked, and how often it draws what by name.

    `clipped` counts, for all that is drawn, the clips in force.
    """

    size: int
    draws: Counter[str] = field(default_factory=Counter)
    clipped: int = 0


def is_too_much(
    built: Structure, contents: Mapping[int, Content], pages: Iterable[Iterable[Place]]
) -> bool:
    """Whether pages draw more than any disclosure: a form may draw ten forms that draw ten more."""
    if any(content.clipped > _MOST_CLIPPED for content in contents.values()):
        return True
    known: dict[int, int] = {}
    sizes: dict[tuple[int, int], int] = {}
    left = _MOST
    for page in pages:
        of_page = 0
        for stream, resources in page:
            key = stream, id(resources)
            if key not in sizes:
                sizes[key] = _size(built, contents, (stream, resources), known, DEEPEST)
            of_page += sizes[key]
        left -= of_page
        if left < 0 or of_page > _MOST_OF_PAGE:
            return True
    return False


def _size(
    built: Structure,
    contents: Mapping[int, Content],
    place: Place,
    known: dict[int, int],
    depth: int,
) -> int:
    """Bytes that one content draws, its forms' too, each looked at once."""
    stream, resources = place
    content = contents.get(stream)
    if content is None:
        return 0
    size = content.size
    drawn = built.entries(resources.get("XObject"))
    for name, count in content.draws.items():
        form = drawn.get(name)
        if not isinstance(form, Reference):
            continue
        if depth == 0:
            return _MOST
        number = form.number
        if number not in known:
            known[number] = 0  # one that draws itself is not drawn again
            own = built.entries(built.entries(form).get("Resources", resources))
            known[number] = _size(built, contents, (number, own), known, depth - 1)
        size += count * known[number]
    return size


def clipped(content: bytes) -> int:
    """How many clips are in force for all that a content draws; each ends with its `q … Q`.

    Where there cannot be many, or it cannot be told, each clip counts for all.
    """
    whole = len(_CLIPS.findall(content)) * len(_PAINTS.findall(content))
    if whole <= _MOST_CLIPPED:
        return whole
    depth = count = 0
    outer: list[int] = []
    try:
        for word in _operators(content):
            if word == b"q":
                outer.append(depth)
            elif word == b"Q" and outer:
                depth = outer.pop()
            elif word in (b"W", b"W*"):
                depth += 1
            elif _PAINTS.fullmatch(word):
                count += depth
    except MalformedError:
        return whole
    return count


def _operators(content: bytes) -> Iterator[bytes]:
    """The words of a content, what stands in strings, lists, names and comments apart.

    Raises MalformedError at a picture kept inside, whose bytes may look like anything.
    """
    at = nested = 0
    while token := _TOKEN.search(content, at):
        at = token.end()
        word = token[0]
        if word == b"(":
            _, at = text_at(content, at)
        elif word in (b"[", b"<<"):
            nested += 1
        elif word in (b"]", b">>"):
            nested -= 1
        elif word == b"ID":
            raise MalformedError
        elif not nested:
            yield word
