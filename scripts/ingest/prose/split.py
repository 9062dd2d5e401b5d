"""The sentences of a section of prose: put together over lines and pages, each under the item that heads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.ingest import redaction
from scripts.ingest.document import Paragraph, Place
from scripts.schema.labels import NUMBERING

ENDS = "。！？!?"
_SUBHEADING = re.compile(rf"{NUMBERING}[^。，；,;]{{2,34}}[:：]?")
_ITEM = re.compile(rf"(?:其中[：:])?{NUMBERING}\s*([^。；;：:]{{2,70}})[。：:]?\s*")
_INLINE = re.compile(rf"(?:其中[：:])?{NUMBERING}\s*([^，,。；;：:]{{2,24}})[：:]")
_FIGURE = re.compile(r"\d[\d,.]*\s*(万元|亿元|千元|元|%)")
_ABOUT = re.compile(
    r"^关于.*?(?=\d{4}年)|^关于|^20\d\d年(度)?|(预算)?(安排)?(占用|使用)?(情况)?(的)?(总体)?(说明|情况)?[：:。]?$|(绩效自评|自评)?综述$"
)
_CONTENTS = re.compile(r"[.．·]{4,}|…{2,}")


@dataclass(frozen=True)
class Text:
    """A run of text with the place that each character came from."""

    text: str
    places: tuple[Place, ...]

    def __add__(self, other: Text) -> Text:
        return Text(self.text + other.text, self.places + other.places)

    def without(self, spans: Sequence[redaction.Span]) -> Text:
        """The text with these spans made unreadable, and everything else at its place."""
        text = self.text
        for one in spans:
            text = text[: one.start] + "＊" * (one.end - one.start) + text[one.end :]
        return Text(text, self.places)


def is_contents(text: str) -> bool:
    """Whether a line is one of a table of contents: dots up to a page number."""
    return _CONTENTS.search(text) is not None


def sentences(paragraphs: Sequence[Paragraph]) -> Iterator[Text]:
    """Sentences up to their full stop; a line that ends without one goes on in the next, a sub-heading does not."""
    held = Text("", ())
    for paragraph in paragraphs:
        folded = _folded(paragraph.text)
        heads = _SUBHEADING.fullmatch(folded) is not None and not _FIGURE.search(folded)
        if heads and held.text:
            yield held
            held = Text("", ())
        for part in re.findall(rf"[^{ENDS}]+(?:[{ENDS}](?:[)）][^{ENDS}]*[{ENDS}]?)?)?", folded):
            held += Text(part, (paragraph.place,) * len(part))
            if heads or part[-1] in ENDS:
                yield held
                held = Text("", ())
    if held.text:
        yield held


def item(text: str) -> str:
    """What a sub-heading, or an item of a list that states no figure, is about; "" for any other sentence."""
    match = _ITEM.fullmatch(text.strip())
    if (
        match is None
        or _FIGURE.search(text)
        or (len(match.group(1)) > 30 and "（" not in match.group(1))
    ):
        return ""
    return _named(match.group(1))


def inline_item(text: str) -> str:
    """The sub-heading that opens a sentence (（四）政府采购情况：…); "" where none does."""
    match = _INLINE.match(text.strip())
    return "" if match is None or _FIGURE.search(match.group(1)) else _named(match.group(1))


def _named(text: str) -> str:
    for _ in range(2):
        text = _ABOUT.sub("", text)
    return text.strip('“”"：:。 ')


def _folded(text: str) -> str:
    """A line with percent signs of one width, no blank before a figure, and each amount beside its unit."""
    plain = unicodedata.normalize("NFC", text).replace("％", "%")
    plain = re.sub(r"(?<=[\u4e00-\u9fff”）)])\s+(?=\d)", "", plain)
    plain = re.sub(r"(?<=\d)为(?=万?元)", "", plain)
    # A budget of 1720.00万 is one of 万元; 5万 may count anything.
    return re.sub(r"(?<=\.\d\d)万(?=[，,。；;、）)]|$)", "万元", plain)
