"""What a disclosure speaks of besides its tables: duties, bodies, changes, subjects, terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scripts.ingest.document import Block, Paragraph, Place
from scripts.schema import SUBJECTS
from scripts.schema.labels import depth, is_part

_TERMS = re.compile(r"名词(解释|说明)|(专业|专用)(术语|名词)")

_HEADED = {
    "duties": re.compile(r"职责|职能"),
    "organisation": re.compile(
        r"机构(设置|情况|编制|概况)|内设机构|(部门|单位|预算)构成|所属单位|单位情况"
        r"|人员(构成|情况|编制)"
    ),
    "tables": re.compile(r"(部门|单位)?(预算|决算)(公开)?(报)?表$"),
    "explanation": re.compile(r"情况的?说明|说明$"),
    "change": re.compile(r"增减变化|变化情况|总体情况|总体.{0,4}说明|收支.{0,8}(情况|说明)|变动"),
    "terms": _TERMS,
}
"""Subjects that have a heading of their own, and how the heading is worded."""

_SPOKEN_OF = {
    "change": re.compile(
        r"(比|较|与)(上年|去年|20\d\d年).{0,30}(增加|减少|持平|增长|下降|相同|一致)"
    ),
    **{kind.name: re.compile(kind.in_sentences) for kind in SUBJECTS},
    "assets": re.compile(r"国有资产|公务用车.{0,20}辆|车辆.{0,20}辆"),
    "performance": re.compile(r"绩效"),
}
"""Subjects that a sentence or a heading may speak of, and the words for them."""

# 一、收入………12, also where the dots were lost: 一、收入 12.
_CONTENTS_LINE = re.compile(r"(?<![.…·。\-\s])[.…·。\-\s]{2,}\d+$|\D\s*\d{1,3}$")
# 政府采购预算表(单位:万元)
_IS_TABLE = re.compile(r"表([(].*[)])?$")


class Explanation(NamedTuple):
    """A subject of the document: its first sentence about it, else the last heading, is where."""

    topic: str
    place: Place


class _Line(NamedTuple):
    """A paragraph as it compares; `among_terms` are those that explain what a word means."""

    text: str
    place: Place
    is_heading: bool
    among_terms: bool


def explained(blocks: Sequence[Block]) -> tuple[Explanation, ...]:
    """Every subject that the prose, less its contents, speaks of, in the order of the lists."""
    headings: dict[str, Place] = {}
    sentences: dict[str, Place] = {}
    for line in _lines(blocks):
        if line.is_heading:
            # Contents whose lines bear no page number come before the headings that they list:
            # the last counts.
            headings.update(dict.fromkeys(_topics(_HEADED, line), line.place))
        # What terms explain is no word on this budget.
        if line.among_terms or _IS_TABLE.search(line.text):
            continue
        for topic in _topics(_SPOKEN_OF, line):
            if line.is_heading:
                headings[topic] = line.place
            else:
                sentences.setdefault(topic, line.place)

    places = {**headings, **sentences}
    order = dict.fromkeys((*_HEADED, *_SPOKEN_OF))
    return tuple(Explanation(topic, places[topic]) for topic in order if topic in places)


def _topics(patterns: dict[str, re.Pattern[str]], line: _Line) -> list[str]:
    return [topic for topic, pattern in patterns.items() if pattern.search(line.text)]


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    paragraphs = []
    contents = set()
    for block in blocks:
        if isinstance(block, Paragraph):
            # Quotation marks stay: lines of the prose are told by their length too.
            text = re.sub(r"\s", "", unicodedata.normalize("NFKC", block.text))
            paragraphs.append((text, block.place))
            if block.place.page and text in ("目录", "目录:"):
                contents.add(block.place.page)

    among_terms = False
    for text, place in paragraphs:
        if place.page in contents or _CONTENTS_LINE.search(text):
            continue
        is_heading = len(text) <= 40 and not re.search(r"[。；;，,]", text)
        if is_heading:
            goes_on = among_terms and not is_part(text) and depth(text) != 1
            among_terms = goes_on or _TERMS.search(text) is not None
        yield _Line(text, place, is_heading, among_terms)
