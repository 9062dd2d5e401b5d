"""One sentence of the prose, read figure by figure: of what each is, how it moves, what of, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from scripts.ingest.document import LeftOut, Paragraph, Place
from scripts.ingest.prose import clauses
from scripts.ingest.prose.clauses import FIGURE, SUBJECT_LENGTH, Clause
from scripts.ingest.prose.split import ENDS, Text, inline_item, item
from scripts.ingest.prose.topics import is_particular, told
from scripts.ingest.vocabulary.column_words import Period
from scripts.ingest.vocabulary.quantities import MONEY, Other, Quantity, scan

_AGAINST_LAST = re.compile(r"^[)）]?((比|较|与|和|同)?(上年|去年)|(比|较|与|和|同)20\d\d年|同比)")
_SAME = re.compile(
    r"(?:[与和同比较]?(?:上年|去年|上一?年度|20\d\d年)[^，,；;。]{0,14}?"
    r"(?:相同|(?P<near>基本)?持平|一致|无变化|无增减|不变|没有变化)|没有变化|无增减变化|零增长)"
)
_REASON = re.compile(
    r"(?:(?:增加|减少|增长|下降|变动|变化|增减|不可比)的?)?(?:主要)?原因(?:主要)?(?:是|为)?[:：]?|"
    r"主要(?:是(?!用于|为)|系)(?:由于|因为)?|由于|因为"
)
_OPENS_REASON = re.compile(
    r"^(?:(?:支出)?决算数?[大小]于(?:年初)?预算数?的?|此项[^，,。；]{0,10}的?|(?:增加|减少|增长|下降|变动|变化|增减)的?)?(?:主要)?原因(?:主要)?(?:是|为)?[:：]?"
)
_BY_CODE = re.compile(r"(?<!\d)(\d{5,7}[-—－]?[\u4e00-\u9fff（）]{2,40})[，,][^，,]*$")
_COMPARES = re.compile(r"(?:比|较|与|和|同)(?:上年|去年|20\d\d年)[^，,；;。]{0,12}")
_AFTER_NOUN = re.compile(
    r"以及|[及和与的]|以[上下]|纳入|开展|实行|预算组成|组成|进行|支出|财政|关于|左右|构成|实施"
)
_CLAUSE = re.compile(r"(?<!\d)[，,]|[，,](?!\d)|[；;。：:\n！？]|(?<!收)(?<!收入)、")
REASON_LENGTH = 20


@dataclass(frozen=True)
class Section:
    """A section of the prose: its heading, and its paragraphs run together as they read."""

    heading: str
    topic: str
    paragraphs: tuple[Paragraph, ...]
    explains_terms: bool = False


@dataclass(frozen=True)
class Statement:
    """One figure of the prose; `value` is None where the prose says that nothing changed and names no figure.

    `vintage` is the budget that an amount belongs to, `compared` the one that a change is counted from.
    """

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
    vintage: str = ""
    compared: str = ""
    function_code: str = ""
    department_economic_code: str = ""
    government_economic_code: str = ""

    @property
    def may_have_reason(self) -> bool:
        """Whether it says that something became more or less, or how much of a budget was spent."""
        moved = self.measure in ("change", "change_percent") and self.direction not in (
            "same",
            "similar",
        )
        return moved or (self.measure == "share" and "预算" in self.whole and self.value != 100)


@dataclass(frozen=True)
class Said:
    """A statement, where in its sentence it stands, and whether its subject is its own and no list's part."""

    start: int
    end: int
    statement: Statement
    is_head: bool = False
    implies_whole: bool = False


@dataclass(frozen=True)
class Before:
    """What the sentences before one leave it: what they are about, the whole they name, what they said."""

    about: str = ""
    item: str = ""
    head: str = ""
    said: tuple[Said, ...] = field(default=())


@dataclass(frozen=True)
class Sentence:
    """One sentence, read clause by clause: what it is about carries over until something else is named."""

    section: Section
    source: Text
    department: str
    period: Period
    before: Before

    def left_out(self) -> Iterator[LeftOut]:
        for number in self._numbers:
            if isinstance(number, Other):
                yield LeftOut(
                    f"说明文字里的 {number.text}", number.why, self.source.places[number.start]
                )

    def said(self) -> list[Said]:
        """The statements of the sentence in their order, each with its reason."""
        said: list[Said] = []
        for number in self._numbers:
            if isinstance(number, Quantity):
                said.append(self._said(number, said))
        said = sorted([*said, *self._unchanged(said)], key=lambda one: one.start)
        return [replace(one, statement=self._finished(one, said)) for one in said]

    def opening_reason(self) -> str:
        """The reason that the sentence is, if it is nothing else: 主要原因是…"""
        match = _OPENS_REASON.match(self.source.text)
        return self._cut(match.end()) if match else ""

    def after(self, said: Sequence[Said]) -> Before:
        """What this sentence leaves to the next one."""
        text = self.source.text
        named = inline_item(text) or ("" if said else item(text))
        if not said:
            return (
                replace(self.before, about=named, item=named, said=())
                if named
                else replace(self.before, said=())
            )
        amounts = [one for one in said if one.statement.measure == "amount"]
        opened = max(text.rfind(mark, 0, said[-1].start) for mark in ";；")
        last = next((one.statement.subject for one in amounts if one.start > opened), "")
        heads = _heads(said)
        head = heads[0].statement.subject if heads else self.before.head
        return Before(last or self.before.about, named or self.before.item, head, tuple(said))

    @cached_property
    def _numbers(self) -> tuple[Quantity | Other, ...]:
        return tuple(self._scanned())

    def _scanned(self) -> Iterator[Quantity | Other]:
        text = self.source.text
        for number in scan(text, words=self.section.topic == "organisation"):
            limit = (
                re.match(r"[（(]含[)）]以[上下]|及?以[上下]", text[number.end :])
                if isinstance(number, Quantity)
                else None
            )
            if isinstance(number, Quantity) and number.unit in MONEY and limit:
                yield Other(str(number.number), "金额的界限，不是金额", number.start)
            else:
                yield number

    def _said(self, number: Quantity, said: Sequence[Said]) -> Said:
        text = self._clause(number.start, said)
        read = clauses.read(
            text, percent=number.unit == "%", department=self.department, period=self.period
        )
        measure = _measure(number, read)
        if read.generic and (coded := _BY_CODE.search(self.source.text[: number.start])):
            read = replace(
                read,
                subject=clauses.named(coded.group(1))[0],
                code=clauses.named(coded.group(1))[1],
            )
        counted = self._counted(number) if measure == "count" else ""
        own = counted or ("" if read.generic else read.subject)
        implied = measure == "share" and not read.whole and (read.shares or not own)
        whole = self._whole(said) if implied else read.whole
        listed = (
            re.search(r"其中|包括|分为|构成|分别为|按.{2,10}分类", self.source.text[: number.start])
            is not None
        )
        subject = (own or self._carried(number, said, read))[:SUBJECT_LENGTH]
        statement = Statement(
            topic=self._topic(subject),
            section=self.section.heading,
            subject=subject,
            measure=measure,
            direction=read.direction,
            value=number.number,
            amount_unit=number.unit,
            whole=whole,
            reason="",
            place=self.source.places[number.start],
            vintage=read.vintage if measure == "amount" else "",
            compared=read.compared or (self._compared(number, said) if read.moves else ""),
            **_coded(read.code),
        )
        heads = bool(own) and not listed and measure == "amount"
        return Said(number.start, number.end, statement, heads, implied)

    def _clause(self, end: int, said: Sequence[Said]) -> str:
        """The text of a clause up to a number, with a mark for each figure in it: from the last separator between words."""
        text = self.source.text[:end]
        # A separator inside closed brackets parts nothing outside them.
        plain = re.sub(r"[（(][^（()）]*[)）]", lambda match: "＊" * len(match.group()), text)
        cuts = [match.end() for match in _CLAUSE.finditer(plain)]
        begin = cuts[-1] if cuts else 0
        begin = max(begin, _opened(text, begin))
        for one in reversed([one for one in said if begin <= one.start < end]):
            text = text[: one.start] + FIGURE + text[one.end :]
        return text[begin:].strip()

    def _counted(self, number: Quantity) -> str:
        """What a count counts: the noun after it (3个内设机构), where one follows; else what stands before it."""
        after = self.source.text[number.end :]
        noun = re.match(r"[\u4e00-\u9fff“”]+(?:（[\u4e00-\u9fff]）[\u4e00-\u9fff]*)?", after)
        if noun is None or noun.group()[0] in "并等，":
            return ""
        text = _AFTER_NOUN.split(noun.group())[0]
        return text[:SUBJECT_LENGTH] if len(text) >= 2 or text in "处科室组" else ""

    def _whole(self, said: Sequence[Said]) -> str:
        """What a share is of where its clause does not say: what the sentence opens with, or the one before it named."""
        lead = re.match(r"([^，,。；;：:]{4,40}?)中[，,]", self.source.text)
        if lead and not any(one.start < lead.end() for one in said):
            return clauses.named(lead.group(1).replace(self.department, ""))[0]
        heads = [one for one in _heads(said) if one is not said[-1]]
        return heads[0].statement.subject if heads else self.before.head

    def _carried(self, number: Quantity, said: Sequence[Said], read: Clause) -> str:
        """Whom a clause without a subject speaks of: a change after several parts speaks of their whole."""
        text = self.source.text
        inline = clauses.named(inline_item(text))[0]
        if not said:
            return inline or clauses.named(self.before.about)[0] or self._of_section()
        if owner := self._before_bracket(number, said):
            return owner
        opened = max(text.rfind(mark, 0, number.start) for mark in ";；")
        amounts = _amounts([one for one in said if one.start > opened]) or (
            [] if opened > 0 else _amounts(said)
        )
        parts = "其中" in text[opened + 1 : number.start] and len(amounts) > 2
        if parts and _AGAINST_LAST.match(self._clause(number.start, ())):
            return amounts[0].subject
        if read.generic and inline and not amounts:
            return inline
        follows = said[-1].statement.measure in ("change", "count") or not amounts
        return said[-1].statement.subject if follows else amounts[-1].subject

    def _before_bracket(self, number: Quantity, said: Sequence[Said]) -> str:
        """After a bracket that held figures of parts, the figure speaks of what stands before the bracket."""
        text = self.source.text
        between = text[said[-1].end : number.start]
        if not re.match(r"[^（(]*[)）]", between):
            return ""
        opened = _opened(text[: said[-1].start], 0)
        outside = _amounts([one for one in said if one.end < opened])
        return outside[-1].subject if outside else ""

    def _of_section(self) -> str:
        heading = re.sub(r"^[一二三四五六七八九十]+、|^关于", "", self.section.heading)
        return re.sub(r"(增减变动原因|支出)?(情况)?(的)?(总体)?(情况)?(说明)?$", "", heading)[
            :SUBJECT_LENGTH
        ]

    def _topic(self, subject: str) -> str:
        """What a statement is about: its section, or where that is about many things, its item or itself."""
        if self.section.topic != "other":
            return self.section.topic
        text = self.source.text
        first = re.split(r"[\d.,]+\s*(?:万元|元|%|辆|个|台)", text)[0]
        particular = [
            found
            for found in map(told, (inline_item(text), first, self.before.item))
            if is_particular(found)
        ]
        weak = filter(None, map(told, (inline_item(text), self.before.item, subject, first)))
        return next(iter([*particular, *weak]), "other")

    def _compared(self, number: Quantity, said: Sequence[Said]) -> str:
        """What a change counts from where its clause does not say: what the change before it, or the sentence, compares with."""
        before = next(
            (one.statement.compared for one in reversed(said) if one.statement.compared), ""
        )
        if before:
            return before
        match = _COMPARES.search(self.source.text[: number.start])
        if match is None:
            return next(
                (one.statement.compared for one in self.before.said if one.statement.compared), ""
            )
        return clauses.read(
            f"{match.group()}增加", percent=False, department="", period=self.period
        ).compared

    def _unchanged(self, said: Sequence[Said]) -> Iterator[Said]:
        """A statement of no change for each place that says so; it speaks of the last amount named before it."""
        text = self.source.text
        told_of: set[int] = set()
        for match in _SAME.finditer(text):
            at = match.start()
            opened = max(0, *(text.rfind(mark, 0, at) + 1 for mark in ";；"))
            amounts = [
                one
                for one in said
                if opened <= one.start < at and one.statement.measure == "amount"
            ]
            begins = not re.search(r"[\u4e00-\u9fff\d]", text[:at])
            if not amounts and begins:
                amounts = [
                    one for one in self.before.said if one.statement.subject == self.before.about
                ][-1:]
            since = text[amounts[-1].end if amounts and not begins else 0 : at]
            if (
                not amounts
                or amounts[-1].start in told_of
                or _REASON.search(since)
                or re.search(r"(?<![\d年])\d+(?!\d*年)", since)
            ):
                continue
            told_of.add(amounts[-1].start)
            yield Said(at, match.end(), self._same(amounts[-1].statement, match))

    def _same(self, amount: Statement, match: re.Match[str]) -> Statement:
        read = clauses.read(
            match.group() + "增加", percent=False, department="", period=self.period
        )
        return replace(
            amount,
            measure="change",
            direction="similar" if match.group("near") else "same",
            value=None,
            amount_unit="",
            whole="",
            vintage="",
            compared=read.compared or "previous_budget",
            place=self.source.places[match.start()],
        )

    def _finished(self, one: Said, said: Sequence[Said]) -> Statement:
        """A statement with its reason, and without a direction that a figure of 0 does not have."""
        direction = one.statement.direction
        if (
            one.statement.measure in ("change", "change_percent")
            and not direction
            and one.statement.value == 0
        ):
            direction = "same"
        return replace(one.statement, direction=direction, reason=self._reason(one))

    def _reason(self, one: Said) -> str:
        """The reason that the sentence gives for a change, in at most 20 characters of it."""
        text = self.source.text
        if not one.statement.may_have_reason:
            return ""
        match = _REASON.search(text, one.start)
        if match is None or re.search(r"[；;]", text[one.start : match.start()]):
            return ""
        return self._cut(match.end())

    def _cut(self, begin: int) -> str:
        return re.split(rf"[{ENDS}；;]", self.source.text[begin:])[0].lstrip("，,：: ")[
            :REASON_LENGTH
        ]


def _heads(said: Sequence[Said]) -> list[Said]:
    """The amounts that may be the whole of what follows: not in a list, and not themselves a share of something unsaid."""
    shared = {one.statement.subject for one in said if one.implies_whole}
    return [one for one in said if one.is_head and one.statement.subject not in shared]


def _measure(number: Quantity, read: Clause) -> str:
    if number.unit == "%":
        return "change_percent" if read.moves else "share"
    if number.unit in MONEY:
        return "change" if read.moves else "amount"
    return "count"


def _coded(code: str) -> dict[str, str]:
    """The classification that a code belongs to, by its first digit."""
    names = {"2": "function_code", "3": "department_economic_code", "5": "government_economic_code"}
    return {names[code[0]]: code} if code else {}


def _opened(text: str, begin: int) -> int:
    """Where the last bracket that is still open begins, behind it; `begin` if none is."""
    depth = 0
    for at in range(len(text) - 1, begin - 1, -1):
        depth += (text[at] in "）)") - (text[at] in "（(")
        if depth < 0:
            return at + 1
    return begin


def _amounts(said: Sequence[Said]) -> list[Statement]:
    return [one.statement for one in said if one.statement.measure == "amount"]
