"""Titles of the contents that no title on the pages bears, where one nearly does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from scripts.ingest.wordings.wording import Line, Wording

_CONTENTS = re.compile(r"目录[:：]?")
_DOTS = re.compile(r"[.…·。\-—－_\s]*\d{0,3}$")
_NUMBER = re.compile(
    r"^(?P<number>第?[一二三四五六七八九十]+(?:部分|章)?|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}|"
    r"(?:附件?|公开|预算|决算)*表?\s*[\d一二三四五六七八九十]+(?:-\d+)?)[、.．:：)）\s]*"
)
# Years, bodies and remarks in brackets are left out of either.
_IDLE = re.compile(
    r"20\d\d年?度?|[(（][^()（）]*[)）]|[“”\"'《》、:：\s]|部门|单位|本级|公开|一般公共|我|本|的|附件?"
)
_NEAR = 0.75
_NEAR_OF_NUMBER = 0.6
_SHORTEST = 4


class _Title(NamedTuple):
    text: str
    number: str
    core: str


def against_pages(lines: Sequence[Line], body: str) -> Iterator[Wording]:
    """Each title of the contents that is no title of a page, where one of its number is close."""
    start = next((at for at, one in enumerate(lines) if _CONTENTS.fullmatch(one.text)), None)
    if start is None:
        return
    page = lines[start].place.page
    listed = []
    for line in lines[start + 1 :]:
        if line.place.page != page or not line.is_title or line.is_cell:
            break
        listed.append((_title(line.text, body), line))
    rest = lines[start + 1 + len(listed) :]
    printed = [_title(one.text, body) for one in rest if one.is_title or _is_heading(one)]
    cores = {title.core for title in printed}
    listed_cores = Counter(title.core for title, _ in listed)
    for title, line in listed:
        twice = listed_cores[title.core] > 1
        if len(title.core) < _SHORTEST or (_is_there(title.core, cores) and not twice):
            continue
        near = _nearest(title, [one for one in printed if one.core not in listed_cores])
        # Of two entries alike one is right: its number tells which.
        if near and not (
            twice
            and any((other.number, other.core) == (title.number, title.core) for other in printed)
        ):
            yield Wording("contents", _shown(title.text), _shown(near.text), line.place)


def _is_there(core: str, cores: Collection[str]) -> bool:
    """Whether a title of the pages says the same, or the same with more or fewer words."""
    return core in cores or any(
        core in other or (len(other) * 10 >= len(core) * 6 and other in core) for other in cores
    )


def _nearest(title: _Title, others: Sequence[_Title]) -> _Title | None:
    """The title of the same number, or of none, that is most like one of the contents."""
    likeness = []
    for other in others:
        ratio = SequenceMatcher(None, title.core, other.core).ratio()
        same = other.number == title.number != ""
        # A table and the words on it are two parts of the document.
        if other.core.endswith("表") != title.core.endswith("表"):
            continue
        near = ratio >= (_NEAR_OF_NUMBER if same else _NEAR)
        if near and len(other.core) >= _SHORTEST and (same or not other.number):
            likeness.append((ratio, other))
    return max(likeness, key=lambda pair: pair[0])[1] if likeness else None


def _is_heading(line: Line) -> bool:
    return len(line.text) <= 40 and _NUMBER.match(line.text) is not None and line.alone


def _shown(text: str) -> str:
    return text[:45]


def _title(text: str, body: str) -> _Title:
    whole = _DOTS.sub("", text)
    match = _NUMBER.match(whole)
    number = re.sub(r"[^\d一二三四五六七八九十]", "", match["number"]) if match else ""
    rest = whole[match.end() :] if match else whole
    core = _IDLE.sub("", rest.replace(body, ""))
    return _Title(whole[match.end() :] if match else whole, number, core)
