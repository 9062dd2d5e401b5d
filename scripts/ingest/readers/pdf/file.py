"""A PDF file as its pages, one at a time: opened, bounded, each with what can be seen on it."""

from __future__ import annotations

import mmap
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from scripts.ingest.document import ReadError
from scripts.ingest.readers.limits import MB, ONLY_DISCLOSURE, sized
from scripts.ingest.readers.pdf.characters import (
    Lookups,
    RawChar,
    Runs,
    characters,
    note_cut_off,
    take_up,
    unread,
)
from scripts.ingest.readers.pdf.graphics import drawing
from scripts.ingest.readers.pdf.page_objects import (
    Box,
    Char,
    Frame,
    Looks,
    Page,
    TooMuchError,
    around,
    without_doubles,
)
from scripts.ingest.readers.pdf.wide_boxes import narrowed

# The longest disclosures read so far have 262 pages.
MOST_PAGES = 1000
_MOST_MARKS = 600_000
"""Characters and lines of a whole file: some twenty times the largest disclosure seen."""

_SWOLLEN = 200 * MB  # bytes of one packed stream: a thousand times what a dense page needs
_LEAST = _SWOLLEN // 1040
"""Bytes packed that can swell so far: the method packs no tighter than 1 : 1032."""
_STREAM = re.compile(rb"stream\r?\n")


@contextmanager
def opened(path: Path) -> Iterator[PdfFile]:
    """A PDF file, open, then closed; ReadError if it is locked, cut short, none, or too large."""
    sized(path, 300 * MB)
    _check(path)
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        message = str(error).lower()
        what, advice = "PDF 已损坏，读不出内容", "请重新下载后再导入"
        if "password" in message:
            what, advice = "PDF 加了密码，打不开", "请用密码另存一份不加密的再导入"
        elif "security" in message:
            what, advice = "PDF 的加密方式不支持", "请另存一份不加密的再导入"
        raise ReadError(what, path=path, advice=advice) from error

    try:
        count = len(document)
        if not count:
            raise ReadError("PDF 里没有可读的页，文件可能已损坏", path=path)
        if count > MOST_PAGES:
            what = f"共 {count} 页，超过 {MOST_PAGES} 页的上限，不像一份部门预决算"
            raise ReadError(what, path=path, advice="请拆分后再导入")
        yield PdfFile(document, path, count)
    finally:
        document.close()


def _check(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(max(0, path.stat().st_size - 2048))
        tail = file.read()
    if b"%PDF-" not in head:
        raise ReadError("不是 PDF 文件（开头没有 PDF 标记）", path=path)
    if b"%%EOF" not in tail:
        advice = "请重新下载后再导入"
        raise ReadError("PDF 不完整，缺少结尾部分", path=path, advice=advice)
    if _is_swollen(path):
        what = "PDF 里有展开后大得异常的数据，不像一份部门预决算，没有读取"
        raise ReadError(what, path=path)


def _is_swollen(path: Path) -> bool:
    """Whether a stream of a file, pictures apart, holds more than any page of a document needs.

    This is told before the library unpacks it. Pictures are never unpacked here; a page at 300 dpi
    is 9 to 26 MB.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        for stream in _STREAM.finditer(raw):
            # The bytes before a stream in which its dictionary stands.
            first = max(0, stream.start() - 400)
            before = raw[first : stream.start()]
            _, _, dictionary = before.rpartition(b" obj")
            is_packed = b"FlateDecode" in dictionary or b"/Fl" in dictionary
            if not is_packed or b"/Image" in dictionary:
                continue
            start = stream.end()
            end = raw.find(b"endstream", start)
            if end < 0:
                end = len(raw)
            if end - start >= _LEAST and _swells(raw, start):
                return True

    return False


def _swells(raw: mmap.mmap, start: int) -> bool:
    unpack = zlib.decompressobj()
    size = 0
    packed = raw[start : start + MB]

    try:
        while packed and not unpack.eof:
            size += len(unpack.decompress(packed, MB))
            if size > _SWOLLEN:
                return True
            packed = unpack.unconsumed_tail
            if not packed:
                start += MB
                packed = raw[start : start + MB]
    except zlib.error:
        return False

    return False


@dataclass
class PdfFile:
    """An open PDF file: its number of pages, and the pages in order."""

    document: pypdfium2.PdfDocument
    path: Path
    count: int
    lookups: Lookups = field(default_factory=Lookups)

    def pages(self) -> Iterator[Page]:
        """Each page, the one before out of memory; ReadError where too much is on them."""
        marks = 0
        for index in range(self.count):
            number = index + 1
            try:
                drawn = self.document[index]
            except pypdfium2.PdfiumError:
                frame = Frame(0, 0, 0, 0)
                nothing = Page(number, frame, frame, (), (), (), pictured=False, unseen=0)
                yield replace(nothing, is_broken=True)
                continue

            try:
                page = _page(drawn, number, self.lookups, _MOST_MARKS - marks)
            except TooMuchError as error:
                much = str(error) or f"图文已超过 {_MOST_MARKS} 个"
                what = f"到第 {number} 页{much}，不像一份部门预决算"
                raise ReadError(what, path=self.path, advice=ONLY_DISCLOSURE) from error
            finally:
                drawn.close()
            marks += len(page.chars) + len(page.rules)
            yield page


def _page(page: pypdfium2.PdfPage, number: int, lookups: Lookups, most: int) -> Page:
    left, bottom, right, top = page.get_bbox()
    shown = Frame(left, bottom, right, top, page.get_rotation() % 360)
    objects = lookups.objects
    text = characters(page, lookups, most)
    drawn = drawing(page, text.runs, lookups, most)
    sideways = [obj for obj in drawn.unread if obj not in text.blank]
    take_up(page, sideways, text, lookups, most)

    # Turned so that most of the text stands upright, in quarters; as shown, where there is none.
    turns: Counter[int] = Counter()
    for run in text.runs.values():
        turns[round(run.angle / 90) * 90 % 360] += run.count
    turn = shown.turn
    if turns:
        turn = turns.most_common(1)[0][0]

    frame = Frame(left, bottom, right, top, turn)
    note_cut_off(text.runs, objects, lookups.looks)
    dark = [frame.box(points) for points in drawn.dark]
    chars, unseen = _chars(text.runs, text.chars, frame, dark, lookups.looks)
    return Page(
        number,
        frame,
        shown,
        tuple(chars),
        rules=tuple(frame.box(points) for points in drawn.rules),
        fills=tuple(frame.box(points) for points in drawn.fills),
        pictured=drawn.pictured,
        unseen=unseen,
        unread=unread((*drawn.unread, *drawn.inner), text, lookups),
        dropped=text.dropped,
    )


def _chars(
    runs: Runs, raw: Sequence[RawChar], frame: Frame, dark: Sequence[Box], looks: Looks
) -> tuple[list[Char], int]:
    """The characters seen, those on their side last, and how many stand outside the edges."""
    # A scan with its text behind it has no ink at all.
    inked = any(not run.hidden for run in runs.values())
    turns = [round(run.angle - frame.turn) % 360 for run in runs.values()]
    width, height = frame.size
    chars = []
    on_side: dict[int, list[Char]] = {}
    unseen = 0
    level = frame.turn == 0
    west = frame.left
    north = frame.top

    for run, text, left, bottom, right, top, x, y in raw:
        turn = turns[run.number]
        upright = turn in (359, 0, 1)
        if level and left <= right and bottom <= top:
            # As nearly all are: without a call for each.
            x0 = left - west
            x1 = right - west
            base = north - y
            upper = north - top
            lower = north - bottom
        else:
            x0, upper, x1, lower = frame.edges(left, bottom, right, top)
            _, base = frame.seen(x, y)
        if not upright:
            base = lower

        char = Char(text, x0, upper, x1, lower, base, run.size, run.number)
        across, down = char.middle
        is_outside = not (0 <= across <= width and 0 <= down <= height)
        if run.cut or is_outside:
            unseen += not run.hidden
            continue
        if run.hidden and inked:
            continue
        if run.white:
            looks.take(3 * len(dark))
            if not any(surface.holds(across, down) for surface in dark):
                continue

        if upright:
            chars.append(char)
        elif turn % 90 in (89, 0, 1):  # text at other angles is a watermark
            on_side.setdefault(run.number, []).append(char)

    seen = narrowed(list(without_doubles(chars, looks)))
    for texts in on_side.values():
        seen += _set_level(texts)
    return seen, unseen


def _set_level(chars: list[Char]) -> Iterator[Char]:
    """The characters of a text that stands on its side, set level in the place that it takes."""
    boxes = [Box(*char[1:5]) for char in chars]
    place = around(boxes)
    middle = (place.top + place.bottom) / 2
    # The middle of a Chinese character stands so far above the baseline.
    base = middle + 0.35 * chars[0].size
    step = place.width / len(chars)
    for index, char in enumerate(chars):
        left = place.x0 + index * step
        right = place.x0 + (index + 1) * step
        level = char._replace(x0=left, x1=right, base=base)
        yield level
