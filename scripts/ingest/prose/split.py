"""The sentences of a section of prose, put together over lines and pages, under their items."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scripts import privacy
from scripts.ingest.document import Paragraph, Place
from scripts.schema.labels import NUMBERING

ENDS = "。！？!?"
_SUBHEADING = re.compile(rf"{NUMBERING}[^。，；,;]{{2,34}}[:：]?")
_ITEM = re.compile(rf"(?:其中[：:])?{NUMBERING}\s*([^。；;：:]{{2,70}})[。：:]?\s*")
_INLINE = re.compile(rf"(?:其中[：:])?{NUMBERING}\s*([^，,。；;：:]{{2,24}})[：:]")
_NUMBERED = re.compile(NUMBERING)
_REASON_FOLLOWS = re.compile(r"(?:原因|主要)(?:是|为|系|在于|如下)?[：:]$")
_FIGURE = re.compile(r"\d[\d,.]*\s*(万元|亿元|千元|元|%)")
# 关于 2026年 … 预算安排情况的总体说明: what says nothing of a subject around its name.
_ABOUT = re.compile(
    r"^关于.*?(?=\d{4}年)|^关于|^20\d\d年(度)?"
    r"|(预算)?(安排)?(占用|使用)?(情况)?(的)?(总体)?(说明|情况)?[：:。]?$|(绩效自评|自评)?综述$"
)
# 一、收入 ........ 12, also with ····· or ……
_CONTENTS = re.compile(r"[.．·]{4,}|…{2,}")
# A sentence keeps what stands in brackets after its full stop: …。（详见附表。）
_SENTENCE = re.compile(rf"[^{ENDS}]+(?:[{ENDS}](?:[)）][^{ENDS}]*[{ENDS}]?)?)?")
# A longer one is a list without stops, and read piece by piece: each figure looks back over its own.
LONGEST_SENTENCE = 2_000


@dataclass(frozen=True)
class Text:
    """A run of text with the place that each character came from."""

    text: str
    places: tuple[Place, ...]

    def without(self, spans: Sequence[privacy.PersonalDatum]) -> Text:
        """The text with these spans made unreadable, and everything else at its place."""
        text = self.text
        for start, end, _ in spans:
            unreadable = "＊" * (end - start)
            text = text[:start] + unreadable + text[end:]
        return Text(text, self.places)


def is_contents(text: str) -> bool:
    """Whether a line is one of a table of contents: dots up to a page number."""
    return _CONTENTS.search(text) is not None


def sentences(paragraphs: Sequence[Paragraph]) -> Iterator[Text]:
    """Sentences up to their full stop, also over lines, and sub-headings, each by itself."""
    sentence = _Begun()
    for paragraph in paragraphs:
        # Percent signs of one width, no blank before a figure, amounts beside units.
        line = unicodedata.normalize("NFC", paragraph.text).replace("％", "%")
        line = re.sub(r"(?<=[\u4e00-\u9fff”）)])\s+(?=\d)", "", line)
        line = re.sub(r"(?<=\d)为(?=万?元)", "", line)
        # A budget of 1720.00万 is one of 万元; 5万 may count anything.
        line = re.sub(r"(?<=\.\d\d)万(?=[，,。；;、）)]|$)", "万元", line)
        is_heading = _SUBHEADING.fullmatch(line) is not None and not _FIGURE.search(line)

        # 项目支出…，具体包括： and below it 1.…: each item speaks for itself.
        begins_item = sentence.opens_list and _NUMBERED.match(line) is not None
        if is_heading or begins_item:
            yield from sentence.ended()

        for part in _SENTENCE.findall(line):
            for piece in _pieces(part):
                if len(sentence.places) + len(piece) > LONGEST_SENTENCE:
                    yield from sentence.ended()
                sentence.add(piece, paragraph.place)
            if is_heading or part[-1] in ENDS:
                yield from sentence.ended()
    yield from sentence.ended()


@dataclass
class _Begun:
    """A sentence that may go on in the next line: its parts, and the place of each character."""

    parts: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def add(self, text: str, place: Place) -> None:
        self.parts.append(text)
        self.places += [place] * len(text)

    @property
    def opens_list(self) -> bool:
        """Whether it ends in a colon that no reason follows: what comes next are its items."""
        last = self.parts[-1].rstrip() if self.parts else ""
        return last.endswith(("：", ":")) and not _REASON_FOLLOWS.search(last)

    def ended(self) -> Iterator[Text]:
        """The sentence, if there is any; afterwards nothing is begun."""
        if self.parts:
            yield Text("".join(self.parts), tuple(self.places))
        self.parts.clear()
        self.places.clear()


def _pieces(text: str) -> Iterator[str]:
    """A text in pieces of bearable length, parted after a mark where there is one."""
    while len(text) > LONGEST_SENTENCE:
        mark = max(text.rfind(sign, 0, LONGEST_SENTENCE) for sign in "；;，、 ")
        end = mark + 1 or LONGEST_SENTENCE
        yield text[:end]
        text = text[end:]
    yield text


def item(text: str) -> str:
    """What a sub-heading, or an item of a list that states no figure, is about; else blank.

    >>> item("（一）政府采购情况说明")
    '政府采购'
    """
    match = _ITEM.fullmatch(text.strip())
    if match is None or _FIGURE.search(text):
        return ""

    name = match.group(1)
    if len(name) > 30 and "（" not in name:
        return ""
    return _subject(name)


def inline_item(text: str) -> str:
    """The sub-heading that opens a sentence; blank where none does.

    >>> inline_item("（四）政府采购情况：2026年政府采购预算总额123万元。")
    '政府采购'
    """
    match = _INLINE.match(text.strip())
    if match is None or _FIGURE.search(match.group(1)):
        return ""
    return _subject(match.group(1))


def _subject(text: str) -> str:
    # Twice: below 关于 there may be a year, before 说明 a second 情况.
    for _ in range(2):
        text = _ABOUT.sub("", text)
    return text.strip('“”"：:。 ')
