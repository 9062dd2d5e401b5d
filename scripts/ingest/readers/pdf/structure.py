"""How a PDF file is built, read strictly: its table of objects, the objects, what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from scripts.ingest.readers.limits import MB
from scripts.ingest.readers.pdf.objects import (
    Bytes,
    MalformedError,
    Object,
    Reference,
    Value,
    object_at,
    rows_unpacked,
    value_at,
)

_MOST_ROWS = 16 * MB  # bytes of the table, and of a pack
_MOST_OBJECTS = 200_000
_MOST_PARSED = 30 * MB
"""Bytes of objects, their streams apart: twenty times the most seen."""

TABLE = "对象的目录和内容对不上"
BROKEN = "有数据不合格式，读不出"
MISSING = "有数据缺失"
CUT = "有数据流没有解到头"
EXTRA = "夹有不属于任何对象的数据"
UNCHECKED = "结构数据太多，没有核对完"

_HEADER = re.compile(rb"%PDF-[12]\.\d")
_LAST = re.compile(rb"startxref[\t\n\r ]{1,4}(\d{1,10})[\t\n\r ]{1,4}%%EOF")
_TABLE = re.compile(rb"[\t\n\r ]{0,9}xref[\t ]{0,9}[\r\n]{1,4}")
_SECTION = re.compile(rb"(\d{1,10}) (\d{1,10})[\t ]{0,9}[\r\n]{1,2}")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n|\r|\n)")
_TRAILER = re.compile(rb"[\t\n\r ]{0,9}trailer")
_SCANNED = re.compile(rb"(?<![0-9])(\d{1,10})[\t\n\r ]{1,4}\d{1,5}[\t\n\r ]{1,4}obj")
_REFERENCE = re.compile(
    rb"(?<![^\x00\t\n\x0c\r ()<>\[\]{}/%])(\d{1,10})[\t\n\x0c\r ]{1,4}\d{1,5}[\t\n\x0c\r ]{1,4}R"
    rb"(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])"
)
_BETWEEN = re.compile(rb"(?:[\t\n\x0c\r ]+|%[^\r\n]{0,200}(?=[\r\n]|$))*")

_NOTHING: dict[str, Value] = {}


@dataclass(frozen=True)
class Fault:
    """Something that is wrong, and the number of the object or of the page that it is of."""

    what: str
    number: int | None = None
    page: int | None = None


@dataclass
class Structure:
    """The objects of a file by number, those packed together as bytes, and what is wrong."""

    data: Bytes
    objects: dict[int, Object] = field(default_factory=dict)
    packed: dict[int, bytes] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    trailer: dict[str, Value] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    lengths: dict[int, int] = field(default_factory=dict)
    parsed: dict[int, Value] = field(default_factory=dict)

    @property
    def is_encrypted(self) -> bool:
        """Whether what streams hold cannot be looked at."""
        return "Encrypt" in self.trailer

    @property
    def numbers(self) -> set[int]:
        """The numbers of all objects that are there."""
        return self.objects.keys() | self.packed.keys()

    def add(self, what: str, number: int | None = None, page: int | None = None) -> None:
        """Note that something is wrong."""
        self.faults.append(Fault(what, number, page))

    def value(self, value: Value) -> Value:
        """A value, or what it refers to; None where that is nowhere."""
        for _ in range(9):
            if not isinstance(value, Reference):
                return value
            number = value.number
            if number in self.objects:
                value = self.objects[number].value
            elif number in self.packed:
                value = self._parsed(number)
            else:
                return None
        return None

    def entries(self, value: Value) -> dict[str, Value]:
        """The entries of a dictionary, or of the one that is referred to; none for another."""
        value = self.value(value)
        return value if isinstance(value, dict) else _NOTHING

    def _parsed(self, number: int) -> Value:
        """The value of a packed object, read once: it may be asked for thousands of times."""
        if number not in self.parsed:
            try:
                self.parsed[number], _end = value_at(self.packed[number], 0)
            except MalformedError:
                self.parsed[number] = None
        return self.parsed[number]

    def referred(self, number: int) -> Iterator[int]:
        """The numbers of the objects that an object refers to."""
        content: bytes = self.packed.get(number, b"")
        if number in self.objects:
            one = self.objects[number]
            content = self.data[one.start : one.stream[0] if one.stream else one.end]
        return (int(match[1]) for match in _REFERENCE.finditer(content))


@dataclass
class _Table:
    """The entries of all tables of a file: where each object stands, and which stand in packs."""

    structure: Structure
    base: int
    places: dict[int, int] = field(default_factory=dict)
    all_places: dict[int, tuple[int, int]] = field(default_factory=dict)
    in_packs: dict[int, int] = field(default_factory=dict)

    def enter(self, number: int, kind: int, first: int, second: int) -> None:
        if len(self.all_places) + len(self.in_packs) > _MOST_OBJECTS:
            raise MalformedError
        known = number in self.places or number in self.in_packs
        if kind == 1:
            self.all_places[self.base + first] = (number, second)
            if not known:
                self.places[number] = self.base + first
        elif kind == 2 and not known:
            self.in_packs[number] = first

    def read(self, at: int) -> None:
        """Read the table at a place and all those before it; raises MalformedError."""
        waiting, seen = [at], set()
        while waiting:
            at = waiting.pop()
            if at in seen:
                raise MalformedError
            seen.add(at)
            trailer = self._plain(at) if _TABLE.match(self.structure.data, at) else self._packed(at)
            if not self.structure.trailer:
                self.structure.trailer = trailer
            for key in ("Prev", "XRefStm"):  # the last is looked at first
                if key in trailer:
                    place = trailer[key]
                    if not isinstance(place, int | float):
                        raise MalformedError
                    waiting.append(self.base + int(place))

    def _plain(self, at: int) -> dict[str, Value]:
        data = self.structure.data
        head = _TABLE.match(data, at)
        if head is None:
            raise MalformedError
        at = head.end()
        while section := _SECTION.match(data, at):
            at = section.end()
            for number in range(int(section[1]), int(section[1]) + int(section[2])):
                entry = _ENTRY.match(data, at)
                if entry is None:
                    raise MalformedError
                at = entry.end()
                self.enter(number, entry[3] == b"n", int(entry[1]), int(entry[2]))
        word = _TRAILER.match(data, at)
        if word is None:
            raise MalformedError
        trailer, end = value_at(data, word.end())
        if not isinstance(trailer, dict):
            raise MalformedError
        self.structure.spans.append((head.start(), end))
        return trailer

    def _packed(self, at: int) -> dict[str, Value]:
        stream = object_at(self.structure.data, at, {})
        entries = stream.entries
        content = rows_unpacked(self.structure.data, stream, _MOST_ROWS)
        widths, size = entries.get("W"), entries.get("Size")
        index = entries.get("Index", [0, size])
        if entries.get("Type") != "XRef" or not isinstance(size, int):
            raise MalformedError
        if not _are_counts(widths) or not _are_counts(index) or len(widths) != 3 or len(index) % 2:
            raise MalformedError
        step, place = sum(widths), 0
        if not step or sum(index[1::2]) * step != len(content):
            raise MalformedError
        for first, count in zip(index[::2], index[1::2], strict=True):
            for number in range(first, first + count):
                fields = []
                for width in widths:
                    fields.append(int.from_bytes(content[place : place + width], "big"))
                    place += width
                kind = fields[0] if widths[0] else 1
                self.enter(number, kind, fields[1], fields[2])
        self.structure.spans.append((stream.start, stream.end))
        return entries


def _are_counts(values: Value) -> TypeGuard[list[int]]:
    return isinstance(values, list) and all(isinstance(one, int) and one >= 0 for one in values)


def structure(data: Bytes) -> Structure:
    """How a file is built, with all that is wrong about it."""
    built = Structure(data)
    base = data.find(b"%PDF-")
    if not _HEADER.match(data, max(base, 0)):
        built.add(TABLE)
    table = _Table(built, max(base, 0))
    last = None
    for last in _LAST.finditer(data):
        built.spans.append(last.span())
    try:
        if last is None:
            raise MalformedError
        table.read(table.base + int(last[1]))
    except MalformedError:
        built.add(TABLE)
        table = _scanned(built)
    _read_objects(built, table)
    _look_between(built, table.base)
    return built


def _scanned(built: Structure) -> _Table:
    """A table made by looking for objects, as nothing else tells where they are."""
    table = _Table(built, 0)
    for match in _SCANNED.finditer(built.data):
        number = int(match[1])
        table.places[number] = match.start()  # the last is the valid one
        table.all_places[match.start()] = (number, -1)
        if len(table.places) > _MOST_OBJECTS:
            built.add(UNCHECKED)
            break
    return table


def _read_objects(built: Structure, table: _Table) -> None:
    """Read all objects: those that stand by themselves, those in packs, those that need others."""
    places = sorted(table.all_places)
    failed = []
    parsed = 0
    for index, at in enumerate(places):
        following = places[index + 1] if index + 1 < len(places) else len(built.data)
        if not _read_object(built, table, at, following):
            failed.append((at, following))
        elif (one := built.objects.get(table.all_places[at][0])) is not None:
            parsed += (one.stream[0] if one.stream else one.end) - one.start
        if parsed > _MOST_PARSED:
            built.add(UNCHECKED)
            break

    _read_packs(built, table)
    for number in built.numbers:
        value = built.value(Reference(number, 0)) if _is_short(built, number) else None
        if isinstance(value, int):
            built.lengths[number] = value
    for at, following in failed:
        if not _read_object(built, table, at, following):
            built.add(BROKEN, table.all_places[at][0])


def _is_short(built: Structure, number: int) -> bool:
    """Whether an object may be a single number."""
    if number in built.objects:
        return isinstance(built.objects[number].value, int)
    return built.packed[number].strip().isdigit()


def _read_object(built: Structure, table: _Table, at: int, following: int) -> bool:
    """Read the object at a place, which ends before the following one; whether it is sound."""
    number, generation = table.all_places[at]
    try:
        one = object_at(built.data, at, built.lengths, following)
    except MalformedError:
        return False
    if one.number != number or generation not in (one.generation, -1):
        return False
    built.spans.append((one.start, one.end))
    if table.places.get(number) == at:
        built.objects[number] = one
    return True


def _read_packs(built: Structure, table: _Table) -> None:
    """Take the packs of objects apart, as far as their bytes can be had."""
    if built.is_encrypted:
        return
    for number, pack in built.objects.items():
        if pack.entries.get("Type") != "ObjStm":
            continue
        try:
            content = rows_unpacked(built.data, pack, _MOST_ROWS)
            _take_apart(built, table, pack, content)
        except (MalformedError, ValueError):
            built.add(CUT, number)
    for number in table.in_packs:
        if number not in built.packed:
            built.add(MISSING, number)


def _take_apart(built: Structure, table: _Table, pack: Object, content: bytes) -> None:
    first, count = pack.entries.get("First"), pack.entries.get("N")
    if not isinstance(first, int) or not isinstance(count, int):
        raise MalformedError
    numbers = [int(word) for word in content[:first].split()]
    if len(numbers) != 2 * count or count > _MOST_OBJECTS:
        raise MalformedError
    ends = [*numbers[3::2], len(content) - first]
    for number, start, end in zip(numbers[::2], numbers[1::2], ends, strict=True):
        # Where the table had to be made anew, any pack will do.
        if table.in_packs.get(number, pack.number) == pack.number:
            built.packed[number] = content[first + start : first + end]


def _look_between(built: Structure, base: int) -> None:
    """Note where bytes stand between objects that are no blanks, comments or whole objects."""
    at = base
    for start, end in [*sorted(built.spans), (len(built.data), len(built.data))]:
        while at < start:
            blank = _BETWEEN.match(built.data, at, start)
            at = blank.end() if blank else at
            if at >= start:
                break
            # Some producers leave an object behind that the table does not name.
            try:
                at = object_at(built.data, at, built.lengths, start).end
            except MalformedError:
                built.add(EXTRA)
                return
        at = max(at, end)
