"""The index as files: one that every search reads, and many small ones of which it reads those that its words ask for.

Each file is a script that hands its data over, because a page that was opened from a folder may read scripts and
nothing else. All but the first stand in a folder named for what they hold, so that old and new ones never mix.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise
from typing import Any

from scripts.files import File
from scripts.search.records import ENTRIES, LINES, Body, Entry, Found, Line
from scripts.search.tokens import keys, readings

FOLDER = "search"
_ROWS = 160
"""How many lines stand in one file: about 4 KB over the wire."""

_SIZE = 16_000
"""How long the text of any other file grows, more or less: about 5 KB over the wire."""

_MILLS = 1000
"""Amounts are compared in thousandths of a 元, whole numbers that a browser holds exactly."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class _Name:
    """A title that lines bear: its kind, what it is also found by, and the numbers of its lines."""

    kind: str
    title: str
    also: str
    lines: tuple[int, ...]


def index(found: Found) -> list[File]:
    """The search index as files, the same bytes for the same records."""
    names = _names(found.lines)
    shards: dict[str, Any] = {}
    head: dict[str, Any] = {
        "kinds": LINES,
        "rows": _ROWS,
        "bodies": _bodies(found),
        "entries": {
            kind: [_entry(one) for one in found.entries if one.kind == kind] for kind in ENTRIES
        },
        "names": [
            _chunked(f"names{number}", _titles(names, kind), shards)
            for number, kind in enumerate(LINES)
        ],
        "keys": _chunked("keys", _postings(names), shards),
        "amounts": _chunked("amounts", _amounts(found.lines), shards),
    }
    shards |= {f"lines/{number}": data for number, data in enumerate(_rows(found))}
    shards["pinyin"] = readings(_texts(found))
    digest = hashlib.sha256(_json([head, shards]).encode()).hexdigest()[:12]
    files = [_file(f"{digest}/{name}", data) for name, data in shards.items()]
    return [_file("index", head | {"at": digest}), *files]


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _file(name: str, data: object) -> File:
    return File.text(f"{FOLDER}/{name}.js", f"mzFound({_json(name)},{_json(data)});\n")


def _chunked(name: str, items: Iterable[tuple[Any, Any]], shards: dict[str, Any]) -> list[Any]:
    """Put items, in the order of their keys, into files of about equal size; the first key of each file."""
    firsts: list[Any] = []
    size = _SIZE
    for key, value in items:
        if size >= _SIZE:
            size = 0
            shards[f"{name}/{len(firsts)}"] = []
            firsts.append(key)
        shards[f"{name}/{len(firsts) - 1}"].append([key, value])
        size += len(_json([key, value]).encode())
    return firsts


def _deltas(numbers: Sequence[int]) -> list[int]:
    """Rising numbers, each but the first as what it is more than the one before: short, and they compress well."""
    return [*numbers[:1], *(other - one for one, other in pairwise(numbers))]


# What every search reads


def _bodies(found: Found) -> list[list[Any]]:
    """The departments, each year with the number of its first line."""
    first: dict[str, int] = {}
    for number, line in enumerate(found.lines):
        first.setdefault(line.path, number)
    return [_body(body, first) for body in found.bodies]


def _body(body: Body, first: dict[str, int]) -> list[Any]:
    years = [
        [
            one.name,
            one.path,
            one.shown,
            "" if one.yuan is None else _base36(_mills(one.yuan)),
            first.get(one.path, -1),
        ]
        for one in body.periods
    ]
    return [body.name, body.address, body.code, years]


def _entry(entry: Entry) -> list[str]:
    return [entry.title, entry.address, entry.detail, *([entry.also] if entry.also else [])]


# What a search reads a little of


def _names(lines: Sequence[Line]) -> list[_Name]:
    """The titles of lines, each once, short ones first: the less stands around what was typed, the likelier it was meant."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for number, line in enumerate(lines):
        found.setdefault((line.kind, line.title, line.also), []).append(number)
    names = [_Name(*key, tuple(numbers)) for key, numbers in found.items()]
    return sorted(
        names,
        key=lambda name: (name.kind, len(name.title), -len(name.lines), name.title, name.also),
    )


def _titles(names: Sequence[_Name], kind: str) -> Iterator[tuple[int, list[Any]]]:
    """The titles of one kind by number, with the lines that bear them."""
    own = [name for name in names if name.kind == kind]
    for number, name in enumerate(own):
        yield number, [name.title, name.also, _deltas(name.lines)]


def _postings(names: Sequence[_Name]) -> Iterator[tuple[str, list[list[int]]]]:
    """Every key with the numbers of the titles that it finds, kind by kind; in the order in which browsers sort texts."""
    found: dict[str, list[list[int]]] = {}
    for place, kind in enumerate(LINES):
        for number, name in enumerate(one for one in names if one.kind == kind):
            for key in keys(f"{name.title} {name.also}"):
                found.setdefault(key, [[] for _ in LINES])[place].append(number)
    for key in sorted(found, key=lambda key: key.encode("utf-16-be")):
        yield key, [_deltas(numbers) for numbers in found[key]]


def _amounts(lines: Sequence[Line]) -> Iterator[tuple[str, list[int]]]:
    """Every amount, smallest first, with the lines that state it."""
    found: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        for amount in {_mills(yuan) for yuan in line.yuan}:
            found.setdefault(amount, []).append(number)
    yield from ((_base36(amount), _deltas(found[amount])) for amount in sorted(found))


def _mills(yuan: Decimal) -> int:
    return int(abs(yuan) * _MILLS)


def _base36(number: int) -> str:
    """A whole number in digits and letters: short, and never to be taken for somebody's telephone number."""
    rest, digit = divmod(number, 36)
    return (_base36(rest) if rest else "") + _DIGITS[digit]


def _rows(found: Found) -> Iterator[dict[str, Any]]:
    """The lines as they are shown, so many a file; what the lines of one table share stands once."""
    lines = found.lines
    places = {
        period.path: [at, year]
        for at, body in enumerate(found.bodies)
        for year, period in enumerate(body.periods)
    }
    for start in range(0, len(lines), _ROWS):
        part = lines[start : start + _ROWS]
        groups = [
            list(own)
            for _, own in groupby(part, key=lambda one: (one.path, one.page, one.table, one.unit))
        ]
        yield {
            "t": [[*places[own[0].path], own[0].page, own[0].table, own[0].unit] for own in groups],
            "r": [
                [at, one.anchor, one.title, "|".join(one.figures), LINES.index(one.kind)]
                for at, own in enumerate(groups)
                for one in own
            ],
        }


def _texts(found: Found) -> Iterator[str]:
    """Everything that can be found by its Pinyin."""
    yield from (body.name for body in found.bodies)
    yield from dict.fromkeys(line.title for line in found.lines)
    yield from (f"{entry.title} {entry.also}" for entry in found.entries)
