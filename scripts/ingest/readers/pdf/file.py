"""A PDF file as its pages, one at a time: opened, bounded, each with what can be seen on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from scripts.ingest.document import ReadError
from scripts.ingest.readers.limits import sized
from scripts.ingest.readers.pdf.characters import (
    Asked,
    Found,
    Run,
    Runs,
    TooMuchError,
    characters,
    note_cut_off,
)
from scripts.ingest.readers.pdf.decompression import swollen
from scripts.ingest.readers.pdf.graphics import drawn
from scripts.ingest.readers.pdf.page_objects import Box, Char, Frame, Page, without_doubles
from scripts.ingest.readers.pdf.unreadable_text import take_up, unread

MOST_PAGES = 1000
_MOST_BYTES = 300 << 20
_MOST_MARKS = (
    600_000  # characters and lines of a whole file: some twenty times the largest disclosure seen
)
_UPRIGHT = (359, 0, 1)  # degrees


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """A PDF file, open; raises ReadError where it is encrypted, cut short, or no PDF."""
    sized(path, _MOST_BYTES)
    head, tail = _ends(path)
    if b"%PDF-" not in head:
        raise ReadError(f"{path}：不是 PDF 文件（开头没有 PDF 标记）")
    if b"%%EOF" not in tail:
        raise ReadError(f"{path}：PDF 不完整，缺少结尾部分；请重新下载后再导入")
    if swollen(path):
        raise ReadError(f"{path}：PDF 里有展开后大得异常的数据，不像一份部门预决算，没有读取")
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"{path}：{_why(str(error))}") from error
    try:
        count = len(document)
        if not count:
            raise ReadError(f"{path}：PDF 里没有可读的页，文件可能已损坏")
        if count > MOST_PAGES:
            raise ReadError(
                f"{path}：共 {count} 页，超过 {MOST_PAGES} 页的上限，不像一份部门预决算；请拆分后再导入"
            )
        yield Source(document, path, count)
    finally:
        document.close()


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(1024)
        file.seek(max(0, path.stat().st_size - 2048))
        return head, file.read()


def _why(message: str) -> str:
    if "password" in message.lower():
        return "PDF 加了密码，打不开；请用密码另存一份不加密的再导入"
    if "security" in message.lower():
        return "PDF 的加密方式不支持；请另存一份不加密的再导入"
    return "PDF 已损坏，读不出内容；请重新下载后再导入"


class Source:
    """An open PDF file: its number of pages, and the pages in order."""

    def __init__(self, document: pypdfium2.PdfDocument, path: Path, count: int) -> None:
        self._document = document
        self._path = path
        self._asked = Asked()
        self.count = count

    def pages(self) -> Iterator[Page]:
        """Each page in turn, the one before it out of memory; raises ReadError where there is too much on them."""
        marks = 0
        for index in range(self.count):
            page = self._page(index, _MOST_MARKS - marks)
            marks += len(page.chars) + len(page.rules)
            yield page

    def _page(self, index: int, most: int) -> Page:
        try:
            page = self._document[index]
        except pypdfium2.PdfiumError:  # a single broken page: told as one without text
            frame = Frame(0, 0, 0, 0)
            return Page(index + 1, frame, frame, (), (), (), pictured=True, unseen=0)
        try:
            return _read(page, index + 1, self._asked, most)
        except TooMuchError as error:
            said = f"到第 {index + 1} 页图文已超过 {_MOST_MARKS} 个，不像一份部门预决算"
            raise ReadError(f"{self._path}：{said}；请只留下公开的内容再导入") from error
        finally:
            page.close()


def _read(page: pypdfium2.PdfPage, number: int, asked: Asked, most: int) -> Page:
    left, bottom, right, top = page.get_bbox()
    shown = Frame(left, bottom, right, top, page.get_rotation() % 360)
    text = characters(page, asked, most)
    runs = text.runs
    lines = drawn(page, runs, asked.objects, most)
    take_up(page, [one for one in lines.unread if one not in text.blank], text, asked, most)
    frame = Frame(left, bottom, right, top, _turn(runs.values(), shown.turn))
    note_cut_off(runs, asked.objects)
    chars, unseen = _chars(runs, text.found, frame, [frame.box(points) for points in lines.dark])
    rules = tuple(frame.box(points) for points in lines.rules)
    fills = tuple(frame.box(points) for points in lines.fills)
    missed = unread((*lines.unread, *lines.inner), text, asked.objects)
    return Page(number, frame, shown, tuple(chars), rules, fills, lines.pictured, unseen, missed)


def _turn(runs: Iterable[Run], shown: int) -> int:
    """How far the page is turned so that most of its text stands upright; as it is shown, where there is none."""
    exact: Counter[float] = Counter()
    for run in runs:
        exact[run.angle] += run.count
    angles: Counter[int] = Counter()
    for angle, count in exact.items():
        angles[round(angle / 90) * 90 % 360] += count
    return angles.most_common(1)[0][0] if angles else shown


def _chars(
    runs: Runs, found: Sequence[Found], frame: Frame, dark: Sequence[Box]
) -> tuple[list[Char], int]:
    """The characters that can be seen on a page, in the order drawn, and how many stand outside its edges."""
    inked = any(
        not run.hidden for run in runs.values()
    )  # a scan with its text behind it has no ink at all
    turns = [round(run.angle - frame.turn) % 360 for run in runs.values()]
    width, height = frame.size
    chars: list[Char] = []
    turned: dict[int, list[Char]] = {}
    unseen = 0
    level, west, north = frame.turn == 0, frame.left, frame.top
    for run, text, left, bottom, right, top, x, y in found:
        turn = turns[run.number]
        upright = turn in _UPRIGHT
        if level and left <= right and bottom <= top:  # as nearly all are: without a call for each
            x0, upper, x1, lower, base = (
                left - west,
                north - top,
                right - west,
                north - bottom,
                north - y,
            )
        else:
            (x0, upper, x1, lower), (_, base) = (
                frame.edges(left, bottom, right, top),
                frame.seen(x, y),
            )
        char = Char(text, x0, upper, x1, lower, base if upright else lower, run.size, run.number)
        across, down = char.middle
        if run.cut or not (0 <= across <= width and 0 <= down <= height):
            unseen += not run.hidden
        elif (run.hidden and inked) or (
            run.white and not any(surface.holds(across, down) for surface in dark)
        ):
            continue
        elif upright:
            chars.append(char)
        elif turn % 90 in (89, 0, 1):  # text at other angles is a watermark
            turned.setdefault(run.number, []).append(char)
    return [
        *without_doubles(chars),
        *(char for some in turned.values() for char in _laid_out(some)),
    ], unseen


def _laid_out(chars: list[Char]) -> Iterator[Char]:
    """The characters of a text that is turned on its side, set level within the place that it takes."""
    left, right = min(char.x0 for char in chars), max(char.x1 for char in chars)
    base = (
        min(char.top for char in chars) + max(char.bottom for char in chars)
    ) / 2 + 0.35 * chars[0].size
    step = (right - left) / len(chars)
    for index, char in enumerate(chars):
        yield char._replace(x0=left + index * step, x1=left + (index + 1) * step, base=base)
