"""Whether a PDF file is damaged, and which pages that concerns: told by its bytes read strictly.

The library that reads the pages mends what it can without a word: it looks for lost objects, takes
what a broken stream begins with, draws without a font. What it leaves out would be lost silently.
"""

from __future__ import annotations

import mmap
from collections import defaultdict
from pathlib import Path

from scripts.ingest.readers.limits import MB, excess
from scripts.ingest.readers.pdf.drawing_size import is_too_much
from scripts.ingest.readers.pdf.objects import MalformedError, Object, unpacked
from scripts.ingest.readers.pdf.page_needs import PageTree
from scripts.ingest.readers.pdf.structure import CUT, TABLE, Structure, structure

_MOST = 300 * MB
"""Bytes unpacked in all; pictures come last, a page at 300 dpi has 26 MB."""
_NAMED = 30  # pages and reasons that are told, at most


def damage(path: Path, count: int) -> tuple[str, ...]:
    """What is to be said of a damaged file, nothing of a sound one.

    `count` is how many pages the library finds in it. Raises ReadError where they draw more than
    the library could read in good time.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        built = structure(data)
        if built.is_encrypted:
            # What its objects hold cannot be told without the key.
            built.faults = [fault for fault in built.faults if fault.what == TABLE]
            return tuple(_told(built, []))
        tree = PageTree(built)
        tree.look(count)
        if is_too_much(built, tree.contents, tree.pages):
            raise excess(path, "页面上要画的内容展开后大得异常")
        _look_at_streams(built)
        return tuple(_told(built, tree.leaves))


def _look_at_streams(built: Structure) -> None:
    """Note which packed streams do not unpack to their end, or bear the wrong checksum."""
    left = _MOST
    for one in sorted(built.objects.values(), key=_is_picture):
        if one.stream is None or one.entries.get("Type") in ("ObjStm", "XRef"):
            continue
        if left <= 0:
            break
        try:
            left -= len(unpacked(built.data, one, left) or b"")
        except MalformedError:
            built.add(CUT, one.number)


def _is_picture(one: Object) -> bool:
    return one.entries.get("Subtype") == "Image"


def _told(built: Structure, leaves: list[int | None]) -> list[str]:
    if not built.faults:
        return []
    pages = {fault.page for fault in built.faults if fault.page is not None}
    numbers = {fault.number for fault in built.faults if fault.number is not None}
    pages |= _pages_of(built, leaves, numbers)
    reasons = "；".join(dict.fromkeys(fault.what for fault in built.faults))
    where = ""
    if pages:
        named = "、".join(map(str, sorted(pages)[:_NAMED]))
        where = f"，涉及第 {named} 页" + "等" * (len(pages) > _NAMED)
    return [f"文件有损坏（{reasons}）{where}，可能少读了文字和数字；请重新下载后再导入，或对照原文"]


def _pages_of(built: Structure, leaves: list[int | None], numbers: set[int]) -> set[int]:
    """The pages that refer to some objects, by themselves or through others."""
    places = defaultdict(list)
    for place, leaf in enumerate(leaves, start=1):
        places[leaf].append(place)
    referring = defaultdict(set)
    for number in built.numbers:
        for other in built.referred(number):
            referring[other].add(number)

    pages: set[int] = set()
    waiting, seen = list(numbers), set(numbers)
    while waiting:
        number = waiting.pop()
        if number in places:
            pages.update(places[number])
            continue
        waiting += referring[number] - seen
        seen |= referring[number]
    return pages
