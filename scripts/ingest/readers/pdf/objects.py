"""The objects of a PDF file read strictly, as its bytes say them: values, streams, their table."""

from __future__ import annotations

import mmap
import re
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

Value: TypeAlias = (
    "bool | int | float | str | bytes | list[Value] | dict[str, Value] | Reference | None"
)
"""Names are texts, strings are bytes."""

Bytes: TypeAlias = "bytes | mmap.mmap"

_DEEPEST = 60
_BLANK = rb"[\x00\t\n\x0c\r ]"
_END = rb"(?![^\x00\t\n\x0c\r ()<>\[\]{}/%])"  # where a word, a number or a name ends
# Comments may stand wherever blanks may: `% ReportLab generated PDF document`, within the trailer.
_TOKEN = re.compile(
    rb"[\t\n\x0c\r ]*(?:%[^\r\n]{0,200}[\r\n][\t\n\x0c\r ]*)*(?:"
    rb"(?P<reference>(\d{1,10})[\t\n\x0c\r ]+(\d{1,5})[\t\n\x0c\r ]+R" + _END + rb")"
    rb"|(?P<number>[+-]{0,2}(?:\d+\.?\d*|\.\d+)" + _END + rb")"
    rb"|(?P<name>/[!-$&'*-.0-;=?-Z\\^-z|~\x80-\xff]*)"
    rb"|(?P<open><<|\[)|(?P<close>>>|\])"
    rb"|(?P<hex><[0-9A-Fa-f\t\n\x0c\r ]*>)"
    rb"|(?P<text>\()"
    rb"|(?P<word>true|false|null)" + _END + rb")"
)
_TEXT = re.compile(rb"[()\\]")
_HEAD = re.compile(_BLANK + rb"*(\d{1,10})[\t\n\r ]+(\d{1,5})[\t\n\r ]+obj" + _END)
_AFTER = re.compile(rb"[\t\n\x0c\r ]*(?:(endobj)|stream(\r\n|\n|\r))")
_STREAM_END = re.compile(rb"[\t\n\x0c\r ]*endstream[\t\n\x0c\r ]*endobj" + _END)
_WORDS: Mapping[bytes, Value] = {b"true": True, b"false": False, b"null": None}


class MalformedError(Exception):
    """Bytes are not what they should be, read strictly."""


class Reference(NamedTuple):
    """What stands for an object elsewhere in the file."""

    number: int
    generation: int


@dataclass(frozen=True)
class Object:
    """An object with its value; of a stream, also where its bytes begin and end."""

    number: int
    generation: int
    value: Value
    start: int
    end: int
    stream: tuple[int, int] | None = None

    @property
    def entries(self) -> dict[str, Value]:
        """The entries of its dictionary, none where it is none."""
        return self.value if isinstance(self.value, dict) else {}


def value_at(data: Bytes, at: int, limit: int = sys.maxsize) -> tuple[Value, int]:
    """The value at a place, and where it ends, before a limit; raises MalformedError.

    >>> value_at(b"<</Kids[3 0 R]/Count 1>>", 0)
    ({'Kids': [Reference(number=3, generation=0)], 'Count': 1}, 24)
    """
    stack: list[list[Value]] = [[]]
    opened: list[bytes] = []
    match_token = _TOKEN.match
    while True:
        token = match_token(data, at, limit)
        if token is None:
            raise MalformedError
        at = token.end()
        kind = token.lastgroup
        value: Value
        if kind == "open":
            if len(opened) > _DEEPEST:
                raise MalformedError
            opened.append(token["open"])
            stack.append([])
            continue
        if kind == "close":
            value = _closed(stack, opened, token["close"])
        elif kind == "name":
            value = token["name"][1:].decode("latin-1")
            if "#" in value:
                value = _unescaped(value)
        elif kind == "text":
            value, at = text_at(data, at, limit)
        else:
            value = _plain(token)
        stack[-1].append(value)
        if not opened:
            return value, at


def _plain(token: re.Match[bytes]) -> Value:
    if token.lastgroup == "reference":
        return Reference(int(token[2]), int(token[3]))
    if token.lastgroup == "number":
        digits = token["number"]
        try:
            return float(digits) if b"." in digits else int(digits)
        except ValueError:  # as `--5`, which some producers write
            return 0
    if token.lastgroup == "hex":
        return token["hex"]
    return _WORDS[token["word"]]


def _closed(stack: list[list[Value]], opened: list[bytes], close: bytes) -> Value:
    if not opened or opened.pop() != (b"<<" if close == b">>" else b"["):
        raise MalformedError
    items = stack.pop()
    if close == b"]":
        return items
    keys = items[::2]
    # A name is a text; every second one must be, and none twice.
    if len(items) % 2 or not all(isinstance(key, str) for key in keys):
        raise MalformedError
    entries = dict(zip(keys, items[1::2], strict=True))
    if len(entries) < len(keys):
        raise MalformedError
    return entries  # type: ignore[return-value]  # its keys were looked at


def _unescaped(name: str) -> str:
    return re.sub(r"#([0-9A-Fa-f]{2})", lambda match: chr(int(match[1], 16)), name)


def text_at(data: Bytes, at: int, limit: int = sys.maxsize) -> tuple[bytes, int]:
    """The bytes of a string behind its bracket, and where it ends; raises MalformedError."""
    start = at
    depth = 1
    while depth:
        mark = _TEXT.search(data, at, limit)
        if mark is None:
            raise MalformedError
        at = mark.end()
        if mark[0] == b"\\":
            at += 1
        else:
            depth += 1 if mark[0] == b"(" else -1
    return data[start : at - 1], at


def object_at(data: Bytes, at: int, lengths: Mapping[int, int], limit: int = sys.maxsize) -> Object:
    """The object at a place; `lengths` are of streams whose length is told in another object.

    Raises MalformedError, also where it goes on past a limit.
    """
    head = _HEAD.match(data, at, limit)
    if head is None:
        raise MalformedError
    number, generation = int(head[1]), int(head[2])
    value, end = value_at(data, head.end(), limit)
    after = _AFTER.match(data, end, limit)
    if after is None:
        raise MalformedError
    start = after.end()
    if after[1]:
        return Object(number, generation, value, head.start(1), start)

    length = value.get("Length") if isinstance(value, dict) else None
    if isinstance(length, Reference):
        length = lengths.get(length.number)
    if not isinstance(length, int) or length < 0:
        raise MalformedError
    stop = _STREAM_END.match(data, start + length, limit)
    if stop is None:
        raise MalformedError
    return Object(number, generation, value, head.start(1), stop.end(), (start, start + length))


def unpacked(data: Bytes, stream: Object, most: int) -> bytes | None:
    """The bytes of a stream, unpacked; None where they are packed in a way that is not read here.

    Raises MalformedError where it does not unpack to its end, or to more than `most` bytes.
    """
    if stream.stream is None:
        raise MalformedError
    start, end = stream.stream
    raw = data[start:end]
    methods = listed(stream.entries.get("Filter"))
    if not methods:
        return raw
    if methods != ["FlateDecode"]:
        return None
    unpack = zlib.decompressobj()
    try:
        content = unpack.decompress(raw, most)
    except zlib.error as error:
        raise MalformedError from error
    if not unpack.eof or unpack.unused_data.strip():
        raise MalformedError
    return content


def listed(value: Value) -> list[Value]:
    """What an entry holds of which there may be one or several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def rows_unpacked(data: Bytes, stream: Object, most: int) -> bytes:
    """The bytes of a stream of rows, some of which say how they differ from the row above (PNG).

    Raises MalformedError.
    """
    content = unpacked(data, stream, most)
    if content is None:
        raise MalformedError
    how = next(iter(listed(stream.entries.get("DecodeParms"))), None)
    if not isinstance(how, dict) or how.get("Predictor", 1) == 1:
        return content
    width = how.get("Columns", 1)
    if how["Predictor"] not in range(10, 16) or set(how) - {"Predictor", "Columns"}:
        raise MalformedError
    if not isinstance(width, int) or width < 1 or len(content) % (width + 1):
        raise MalformedError

    above = bytes(width)
    rows = []
    for at in range(0, len(content), width + 1):
        row = content[at + 1 : at + 1 + width]
        if content[at] == 2:
            row = bytes((byte + up) & 255 for byte, up in zip(row, above, strict=True))
        elif content[at]:
            raise MalformedError
        rows.append(row)
        above = row
    return b"".join(rows)
