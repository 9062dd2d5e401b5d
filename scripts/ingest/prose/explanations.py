"""What a disclosure speaks of besides its tables: duties, bodies, changes, each subject that the law names, terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.ingest.document import Block, Paragraph, Place
from scripts.schema import SUBJECTS
from scripts.schema.labels import depth, is_part

_HEADINGS = (
    ("duties", r"职责|职能"),
    (
        "organisation",
        r"机构(设置|情况|编制|概况)|内设机构|(部门|单位|预算)构成|所属单位|单位情况|人员(构成|情况|编制)",
    ),
    ("tables", r"(部门|单位)?(预算|决算)(公开)?(报)?表$"),
    ("explanation", r"情况的?说明|说明$"),
    ("change", r"增减变化|变化情况|总体情况|总体.{0,4}说明|收支.{0,8}(情况|说明)|变动"),
    ("terms", r"名词(解释|说明)|(专业|专用)(术语|名词)"),
)
"""Subjects that have a heading of their own, and how the heading is worded."""

_SUBJECTS = (
    ("change", r"(比|较|与)(上年|去年|20\d\d年).{0,30}(增加|减少|持平|增长|下降|相同|一致)"),
    *((kind.name, kind.in_sentences) for kind in SUBJECTS),
    ("assets", r"国有资产|公务用车.{0,20}辆|车辆.{0,20}辆"),
    ("performance", r"绩效"),
)
"""Subjects that a sentence or a heading may speak of, and the words for them."""

_HEADED = [(topic, re.compile(pattern)) for topic, pattern in _HEADINGS]
_SPOKEN_OF = [(topic, re.compile(pattern)) for topic, pattern in _SUBJECTS]
_LONGEST_HEADING = 40
_CONTENTS_LINE = re.compile(r"[.…·。\-\s]{2,}\d+$|\D\s*\d{1,3}$")
_IS_TABLE = re.compile(r"表([(].*[)])?$")


@dataclass(frozen=True)
class Explanation:
    """A subject that the document speaks of, and where: in the first sentence about it, else under the last heading."""

    topic: str
    place: Place


def explained(blocks: Sequence[Block]) -> tuple[Explanation, ...]:
    """Every subject that the prose speaks of, each once, in the order of the list; a line of the contents is none."""
    headed: dict[str, Place] = {}
    said: dict[str, Place] = {}
    for paragraph, plain, among_terms in _body(blocks):
        if _is_heading(plain):
            # Contents whose lines bear no page number come before the headings that they list.
            headed |= {
                topic: paragraph.place for topic, pattern in _HEADED if pattern.search(plain)
            }
        if among_terms or _IS_TABLE.search(plain):
            continue
        for topic in (topic for topic, pattern in _SPOKEN_OF if pattern.search(plain)):
            if _is_heading(plain):
                headed[topic] = paragraph.place
            else:
                said.setdefault(topic, paragraph.place)
    order = list(dict.fromkeys(topic for topic, _ in (*_HEADINGS, *_SUBJECTS)))
    found = headed | said
    return tuple(Explanation(topic, found[topic]) for topic in order if topic in found)


def _body(blocks: Sequence[Block]) -> Iterator[tuple[Paragraph, str, bool]]:
    """The paragraphs outside the contents, how they compare, and whether they stand among the terms that are explained."""
    paragraphs = [(block, _plain(block.text)) for block in blocks if isinstance(block, Paragraph)]
    contents = {
        one.place.page for one, text in paragraphs if text in ("目录", "目录:") and one.place.page
    }
    among_terms = False
    for paragraph, text in paragraphs:
        if paragraph.place.page in contents or _CONTENTS_LINE.search(text):
            continue
        if _is_heading(text):
            among_terms = re.search(_HEADINGS[-1][1], text) is not None or (
                among_terms and not _is_part(text)
            )
        yield paragraph, text, among_terms


def _is_heading(plain: str) -> bool:
    return len(plain) <= _LONGEST_HEADING and not re.search(r"[。；;，,]", plain)


def _is_part(plain: str) -> bool:
    return is_part(plain) or depth(plain) == 1


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
