"""What the prose says in figures: amounts, changes, shares and counts, each with its subject and its reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.ingest import personal
from scripts.ingest.document import LeftOut, Paragraph, Place
from scripts.ingest.quantities import MONEY, Other, Quantity, scan

_HEADING = re.compile(r"^([一二三四五六七八九十]+)、\s*([^。，；：,;]{2,40})$")
_PART = re.compile(r"^第([一二三四五六七八九])部分")
_ENDS = "。！？!?"
_TOPICS = (
    (r"机构|职责|编制|人员情况", "organisation"),
    (r"三公", "three-public"),
    (r"机关运行", "agency-operating"),
    (r"采购", "procurement"),
    (r"绩效", "performance"),
    (r"国有资产|车辆|房屋|资产", "assets"),
    (r"变动|增减变化", "change"),
    (r"财政拨款收支", "appropriation"),
    (r"基本支出", "basic"),
    (r"政府性基金", "government-fund"),
    (r"国有资本", "state-capital"),
    (r"一般公共预算", "general-public"),
    (r"收入", "income"),
    (r"支出", "expenditure"),
)
_INCREASE = re.compile(r"(增加|增长|上升|提高)(了)?$")
_DECREASE = re.compile(r"(减少|下降|降低|压减)(了)?$")
_AGAINST_LAST = re.compile(r"^((比|较|与|和|同)?(上年|去年)|(比|较|与|和|同)20\d\d年|同比)")
_SAME = re.compile(r"与?(上年|去年|20\d\d年)[^，,；;。]{0,8}?(相同|持平|一致|无变化)|没有变化|无增减变化")
_REASON = re.compile(r"(?:主要)?原因(?:是|为)[:：]?|主要是(?:由于|因为)?|由于|因为")
_CLAUSE = re.compile(r"(?<!\d)[，,]|[，,](?!\d)|[；;。：:、\n！？]")
_SUBHEADING = re.compile(r"(\d+[、.]|[（(][一二三四五六七八九十]+[)）])\s*[^。，；,;]{2,28}[:：]?")
# Taken off a clause in this order: words that introduce, date, compare or move, none of them what is spoken of.
_NO_SUBJECT = (
    r"^其中",
    r"^(主要)?原因(是|为)",
    r"^20\d\d年(度)?|^截至20\d\d年\S{0,3}$",
    r"^(与|和|同)?(上年|去年|20\d\d年)(度)?(年初)?(预算数?|决算数?|执行数)?相比|^(比|较)20\d\d年(度)?(年初)?(预算数?|决算数?|执行数)?|^同比|^环比",
    r"^(收入|支出)(为|包括)|^(主要)?包括|^涉及|^我(单位|部门|中心|局)",
    r"(为|是|共计?|约|达到?|合计)$",
    r"^(比|较|与|同)?(上年|去年)(度|预算数?)?(?!结转)",
    r"^(增加|减少|增长|下降|占|占比|比重)(了|为)?|(增加|减少|增长|下降)(了)?$",
)
SUBJECT_LENGTH = REASON_LENGTH = 20


@dataclass(frozen=True)
class Section:
    """A section of the prose: its heading, and its paragraphs run together as they read."""

    heading: str
    topic: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Statement:
    """One figure of the prose; `value` is None where the prose says that nothing changed and names no figure."""

    topic: str
    section: str
    subject: str
    measure: str
    direction: str
    value: Decimal | None
    amount_unit: str
    whole: str
    reason: str
    place: Place


def sections(paragraphs: Sequence[Paragraph]) -> Iterator[Section]:
    """The prose in sections, each under its numbered heading; what stands before the first part is no prose."""
    heading, begun = "", not any(_PART.match(paragraph.text) for paragraph in paragraphs)
    held: list[Paragraph] = []
    for paragraph in paragraphs:
        if _PART.match(paragraph.text):
            if begun and held:
                yield Section(heading, topic(heading), tuple(held))
            begun, held, heading = "名词" not in paragraph.text, [], ""
        elif match := _HEADING.match(paragraph.text):
            if begun and held:
                yield Section(heading, topic(heading), tuple(held))
            held, heading = [], f"{match.group(1)}、{match.group(2)}"[:30]
        else:
            held.append(paragraph)
    if begun and held:
        yield Section(heading, topic(heading), tuple(held))


def in_headings(paragraphs: Sequence[Paragraph]) -> Iterator[LeftOut]:
    """The numbers that stand in headings, which state nothing."""
    for paragraph in paragraphs:
        if _PART.match(paragraph.text) or _HEADING.match(paragraph.text):
            for number in scan(paragraph.text):
                text = number.text if isinstance(number, Other) else str(number.number)
                why = number.why if isinstance(number, Other) else "标题里的数"
                yield LeftOut(f"说明文字里的 {text}", why, paragraph.place)


def topic(heading: str) -> str:
    """What a section is about, from its heading."""
    return next((name for pattern, name in _TOPICS if re.search(pattern, heading)), "other")


def statements(section: Section, department: str) -> tuple[list[Statement], list[LeftOut]]:
    """Every figure of a section as a statement, and every other number with the reason why it is none."""
    said: list[Statement] = []
    left_out: list[LeftOut] = []
    for sentence in _sentences(section.paragraphs):
        # Once more: a telephone number broken at a line's end shows only when lines are put together.
        persons = personal.spans(sentence.text)
        left_out += [LeftOut(one.kind, personal.DROPPED, sentence.places[one.start]) for one in persons]
        reader = _Sentence(section, sentence.without(persons), department)
        said += reader.statements()
        left_out += reader.left_out()
    return said, left_out


@dataclass(frozen=True)
class _Text:
    """A run of text with the place that each character came from."""

    text: str
    places: tuple[Place, ...]

    def __add__(self, other: _Text) -> _Text:
        return _Text(self.text + other.text, self.places + other.places)

    def without(self, spans: Sequence[personal.Span]) -> _Text:
        """The text with these spans made unreadable, and everything else at its place."""
        text = self.text
        for one in spans:
            text = text[: one.start] + "＊" * (one.end - one.start) + text[one.end :]
        return _Text(text, self.places)


def _sentences(paragraphs: Sequence[Paragraph]) -> Iterator[_Text]:
    """Sentences up to their full stop; a line that ends without one goes on in the next, a sub-heading does not."""
    held = _Text("", ())
    for paragraph in paragraphs:
        folded = _folded(paragraph.text)
        heads = _SUBHEADING.fullmatch(folded) is not None
        if heads and held.text:
            yield held
            held = _Text("", ())
        for part in re.findall(rf"[^{_ENDS}]+[{_ENDS}]?", folded):
            held += _Text(part, (paragraph.place,) * len(part))
            if heads or part[-1] in _ENDS:
                yield held
                held = _Text("", ())
    if held.text:
        yield held


def _folded(text: str) -> str:
    """A line with its percent signs of one width, and no blank between a word and its figure."""
    return re.sub(r"(?<=[\u4e00-\u9fff”）)])\s+(?=\d)", "", unicodedata.normalize("NFC", text).replace("％", "%"))


@dataclass(frozen=True)
class _Sentence:
    """One sentence, read clause by clause: what it is about carries over until something else is named."""

    section: Section
    source: _Text
    department: str

    def left_out(self) -> Iterator[LeftOut]:
        for number in self._numbers():
            if isinstance(number, Other):
                yield LeftOut(f"说明文字里的 {number.text}", number.why, self.source.places[number.start])

    def statements(self) -> list[Statement]:
        said: list[_Said] = []
        for number in self._numbers():
            if isinstance(number, Quantity):
                said.append(_Said(number.start, self._statement(number, said)))
        said += self._unchanged(said)
        return [replace(one.statement, reason=self._reason(one)) for one in said]

    def _numbers(self) -> Iterator[Quantity | Other]:
        return scan(self.source.text, words=self.section.topic == "organisation")

    def _statement(self, number: Quantity, said: Sequence[_Said]) -> Statement:
        clause = self._clause(number.start)
        rising, falling = _INCREASE.search(clause), _DECREASE.search(clause)
        moves = bool(rising or falling) or re.search(r"(增加|减少|增长|下降)[^，,。]{1,12}$", clause) is not None
        direction = "" if not moves else "decrease" if falling or re.search("减少|下降", clause) else "increase"
        named = self._counted(number) or self._subject(clause)
        if number.unit == "%":
            measure = "change_percent" if moves else "share"
        elif moves and number.unit in MONEY:
            measure = "change"
        else:
            measure = "amount" if number.unit in MONEY else "count"
        head = next((one.subject for one in _amounts(said)), "")
        return Statement(
            topic=self.section.topic,
            section=self.section.heading,
            subject=named or self._carried(number, said),
            measure=measure,
            direction=direction,
            value=number.number,
            amount_unit=number.unit,
            whole=head if measure == "share" else "",
            reason="",
            place=self.source.places[number.start],
        )

    def _clause(self, end: int) -> str:
        """The text of a clause up to a number: from the last separator that stands between words."""
        before = self.source.text[:end]
        cuts = [match.end() for match in _CLAUSE.finditer(before)]
        return before[cuts[-1] if cuts else 0 :].strip()

    def _counted(self, number: Quantity) -> str:
        """What a numeral in words counts: the noun after it (零个所属事业单位)."""
        if self.source.text[number.start].isascii():
            return ""
        return re.split(r"[、，。；组构]", self.source.text[number.end :])[0][:SUBJECT_LENGTH]

    def _subject(self, clause: str) -> str:
        """What a clause names before its number, without the words that say how it moves or compares."""
        text = re.sub(rf"{re.escape(self.department)}(部门)?", "", clause)
        for words in _NO_SUBJECT:
            text = re.sub(words, "", text)
        return text.strip("“” :：,，")[-SUBJECT_LENGTH:]

    def _carried(self, number: Quantity, said: Sequence[_Said]) -> str:
        """Whom a clause without a subject speaks of: a change after several parts speaks of their whole."""
        if not said:
            return self.section.heading.split("、")[-1][:SUBJECT_LENGTH]
        opened = max(self.source.text.rfind(mark, 0, number.start) for mark in ";；")
        amounts = _amounts([one for one in said if one.start > opened])
        parts = "其中" in self.source.text[opened + 1 : number.start] and len(amounts) > 2
        if parts and _AGAINST_LAST.match(self._clause(number.start)):
            return amounts[0].subject
        follows_change = said[-1].statement.measure == "change"
        return said[-1].statement.subject if follows_change or not amounts else amounts[-1].subject

    def _unchanged(self, said: Sequence[_Said]) -> list[_Said]:
        """A statement of no change for each place that says so; it speaks of the last amount named before it."""
        found = []
        for match in _SAME.finditer(self.source.text):
            before = _amounts([one for one in said if one.start < match.start()])
            if before:
                place = self.source.places[match.start()]
                same = replace(
                    before[-1], measure="change", direction="same", value=None, amount_unit="", whole="", place=place
                )
                found.append(_Said(match.start(), same))
        return found

    def _reason(self, one: _Said) -> str:
        """The reason that the sentence gives for a change, in at most 20 characters of it."""
        text, said = self.source.text, one.statement
        if said.measure not in ("change", "change_percent") or said.direction == "same":
            return ""
        match = _REASON.search(text, one.start)
        between = text[one.start : match.start()] if match else "；"
        if match is None or re.search(r"[；;]", between):
            return ""
        return re.split(rf"[{_ENDS}；;]", text[match.end() :])[0][:REASON_LENGTH]


@dataclass(frozen=True)
class _Said:
    """A statement and where in its sentence it stands."""

    start: int
    statement: Statement


def _amounts(said: Sequence[_Said]) -> list[Statement]:
    return [one.statement for one in said if one.statement.measure == "amount"]
