"""The index as files: one that every search reads, and small ones of which it reads a few.

Each file is a script that hands its data over, because a page that was opened from a folder may
read scripts and nothing else. All but the first stand in a folder named for what they hold, so that
old and new ones never mix.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from scripts.files import File
from scripts.search.records import ENTRIES, LINES, Line, Records
from scripts.search.tokens import keys, readings

FOLDER = "search"
# How many lines stand in one file: about 4 KB over the wire.
_ROWS = 160
# How long the text of any other file grows, more or less: about 5 KB over the wire.
_SIZE = 16_000
# Amounts are compared in thousandths of a 元, whole numbers that a browser holds exactly.
_MILLS = 1000
# As parseInt(text, 36) reads them in find.js.
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class _Name:
    """A title that lines bear, what it is also found by, the numbers of its lines."""

    title: str
    also: str
    lines: tuple[int, ...]


def index(records: Records) -> list[File]:
    """The index as files: `search/index.js`, and shards in a folder named for their digest."""
    names = _names(records.lines)
    shards: dict[str, Any] = {}
    name_heads: list[list[Any]] = []
    for number, of_kind in enumerate(names):
        titles = [[name.title, name.also, _deltas(name.lines)] for name in of_kind]
        firsts = _chunked(f"names{number}", enumerate(titles), shards)
        name_heads.append(firsts)
    entries: dict[str, list[list[str]]] = {kind: [] for kind in ENTRIES}
    for entry in records.entries:
        cells = [entry.title, entry.address, entry.detail]
        if entry.also:
            cells.append(entry.also)
        entries[entry.kind].append(cells)

    head: dict[str, Any] = {
        "kinds": LINES,
        "rows": _ROWS,
        "bodies": _bodies(records),
        "entries": entries,
        "names": name_heads,
        "keys": _chunked("keys", _postings(names), shards),
        "amounts": _chunked("amounts", _amounts(records.lines), shards),
    }
    # find.js asks for shards by these names: lines/N, keys/N, amounts/N, namesK/N, pinyin.
    for number, data in enumerate(_rows(records)):
        shards[f"lines/{number}"] = data
    # What can be found by its Pinyin.
    texts = [body.name for body in records.bodies]
    texts += dict.fromkeys(line.title for line in records.lines)
    texts += [f"{entry.title} {entry.also}" for entry in records.entries]
    shards["pinyin"] = readings(texts)

    written = _json([head, shards]).encode()
    digest = hashlib.sha256(written).hexdigest()[:12]
    files = [_file(f"{digest}/{name}", data) for name, data in shards.items()]
    first = _file("index", head | {"at": digest})
    return [first, *files]


def _json(data: object) -> str:
    # Compact, and Chinese as it is: escaped, a character takes six bytes and not three.
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _file(name: str, data: object) -> File:
    # mzFound is the function that find.js hangs up for files to call.
    script = f"mzFound({_json(name)},{_json(data)});\n"
    path = f"{FOLDER}/{name}.js"
    return File.text(path, script)


def _chunked(name: str, items: Iterable[tuple[Any, Any]], shards: dict[str, Any]) -> list[Any]:
    """Put items into shards of about one size; returns the first key of each, to find it by."""
    firsts: list[Any] = []
    shard: list[Any] = []
    size = _SIZE
    for key, value in items:
        if size >= _SIZE:
            size, shard = 0, []
            shards[f"{name}/{len(firsts)}"] = shard
            firsts.append(key)
        shard.append([key, value])
        size += len(_json([key, value]).encode())
    return firsts


def _deltas(numbers: Sequence[int]) -> list[int]:
    """Rising numbers, each but the first less the one before it: short, and they compress well.

    >>> _deltas([3, 5, 9])
    [3, 2, 4]
    """
    deltas = list(numbers[:1])
    for before, number in pairwise(numbers):
        deltas.append(number - before)
    return deltas


def _bodies(records: Records) -> list[list[Any]]:
    first: dict[str, int] = {}
    for number, line in enumerate(records.lines):
        first.setdefault(line.path, number)
    bodies: list[list[Any]] = []
    for body in records.bodies:
        years: list[list[Any]] = []
        for period in body.periods:
            total = ""
            if period.yuan is not None:
                mills = _mills(period.yuan)
                total = _base36(mills)
            # -1: a year without any line that can be found.
            number = first.get(period.path, -1)
            year = [period.name, period.path, period.shown, total, number]
            years.append(year)
        bodies.append([body.name, body.address, body.code, years])
    return bodies


def _names(lines: Sequence[Line]) -> list[list[_Name]]:
    """The titles of lines kind by kind, each once, short ones first: they are likelier meant."""
    numbers_of: dict[tuple[str, str, str], list[int]] = {}
    for number, line in enumerate(lines):
        key = (line.kind, line.title, line.also)
        numbers_of.setdefault(key, []).append(number)
    names: list[list[_Name]] = [[] for _ in LINES]
    for (kind, title, also), numbers in numbers_of.items():
        name = _Name(title, also, tuple(numbers))
        names[LINES.index(kind)].append(name)

    def place(name: _Name) -> tuple[int, int, str, str]:
        return len(name.title), -len(name.lines), name.title, name.also

    return [sorted(of_kind, key=place) for of_kind in names]


def _postings(names: Sequence[Sequence[_Name]]) -> Iterator[tuple[str, list[list[int]]]]:
    """Every key with the titles that it finds, in the order of UTF-16, as browsers sort."""
    postings: dict[str, list[list[int]]] = {}
    for place, of_kind in enumerate(names):
        for number, name in enumerate(of_kind):
            text = f"{name.title} {name.also}"
            for key in keys(text):
                empty: list[list[int]] = [[] for _ in LINES]
                posting = postings.setdefault(key, empty)
                posting[place].append(number)
    order = sorted(postings, key=lambda key: key.encode("utf-16-be"))
    for key in order:
        yield key, [_deltas(numbers) for numbers in postings[key]]


def _amounts(lines: Sequence[Line]) -> Iterator[tuple[str, list[int]]]:
    lines_of: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        amounts = {_mills(yuan) for yuan in line.yuan}
        for amount in amounts:
            lines_of.setdefault(amount, []).append(number)
    for amount in sorted(lines_of):
        yield _base36(amount), _deltas(lines_of[amount])


def _mills(yuan: Decimal) -> int:
    # The sign is dropped: nobody types it.
    # Documents print at most three decimals of a 元, and six of 万元 (two of a 元).
    return int(abs(yuan) * _MILLS)


def _base36(number: int) -> str:
    """A whole number in digits and letters: short, and never taken for a telephone number.

    >>> _base36(46655)
    'zzz'
    """
    rest, digit = divmod(number, 36)
    if not rest:
        return _DIGITS[digit]
    return _base36(rest) + _DIGITS[digit]


def _rows(records: Records) -> Iterator[dict[str, Any]]:
    """The lines as they are shown, so many a file; what a table's lines share stands once."""
    lines = records.lines
    places: dict[str, list[int]] = {}
    for body_number, body in enumerate(records.bodies):
        for year_number, period in enumerate(body.periods):
            places[period.path] = [body_number, year_number]
    for start in range(0, len(lines), _ROWS):
        tables: list[list[Any]] = []
        rows: list[list[Any]] = []
        for line in lines[start : start + _ROWS]:
            place = places[line.path]
            table = [*place, line.page, line.table, line.unit]
            # The rows of a table follow each other.
            if not tables or tables[-1] != table:
                tables.append(table)
            # No printed figure has a bar in it.
            figures = "|".join(line.figures)
            kind = LINES.index(line.kind)
            number = len(tables) - 1
            rows.append([number, line.anchor, line.title, figures, kind])
        yield {"t": tables, "r": rows}
