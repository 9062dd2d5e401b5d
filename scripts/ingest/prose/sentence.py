"""One sentence of the prose, read figure by figure: of what each is, how it moves, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scripts.ingest.document import LeftOut
from scripts.ingest.prose import clauses, funds
from scripts.ingest.prose.clauses import SUBJECT_LENGTH, Clause
from scripts.ingest.prose.figure_context import LIST, FigureContext
from scripts.ingest.prose.reasons import reason
from scripts.ingest.prose.split import Text, inline_item, item
from scripts.ingest.prose.statement import (
    Context,
    Mention,
    Section,
    Statement,
    amounts,
    heads,
    without_points,
)
from scripts.ingest.prose.topics import OWN_HEADING, PARTICULAR, topic_of_item
from scripts.ingest.prose.topics import topic as topic_of_heading
from scripts.ingest.prose.unchanged import unchanged
from scripts.ingest.vocabulary.column_words import Period
from scripts.ingest.vocabulary.quantities import MONEY, Other, Quantity, scan
from scripts.schema.labels import depth

# 2050102小学教育，年初预算为 before a figure: the code says what 年初预算 is of; 52110万元 is no code.
_BY_CODE = re.compile(
    r"(?<!\d)(\d{5,7}[-—－]?(?![千万亿兆元])[\u4e00-\u9fff（）]{2,40})[，,][^，,]*$"
)
# 50万元（含）以上: the limit from which a purchase is put out to tender.
_LIMIT = re.compile(r"[（(]含[)）]以[上下]|及?以[上下]")
_AMOUNT = re.compile(r"[\d.,]+\s*(?:万元|元|%|辆|个|台)")
# 项目自评得分为94.7分: whose it is was said before.
_ONLY_POINTS = re.compile(r"(该|本)?(项目)?(绩效)?(自评|评价|综合|平均)*(得分|评分)")
_HEADING_START = re.compile(r"^[一二三四五六七八九十]+、|^关于")
_HEADING_END = re.compile(r"(增减变动原因|支出)?(情况)?(的)?(总体)?(情况)?(说明)?$")
_WITHOUT_FUND = ("", "other", "change", "income", "expenditure", "appropriation")
"""The topics of a section or an item that leave open of which fund a part is."""
_CODE_COLUMNS = {
    "2": "function_code",
    "3": "department_economic_code",
    "5": "government_economic_code",
}
"""The classification that a code belongs to, by its first digit."""


@dataclass(frozen=True)
class Sentence:
    """One sentence, read clause by clause; a subject carries over until something else is named."""

    section: Section
    source: Text
    department: str
    period: Period
    before: Context

    def left_out(self) -> Iterator[LeftOut]:
        """The numbers that are no figures of a budget, each with the reason why."""
        for number in self._numbers:
            if isinstance(number, Other):
                place = self.source.places[number.start]
                yield LeftOut(f"说明文字里的 {number.text}", number.why, place)

    def mentions(self) -> list[Mention]:
        """The statements of the sentence in their order, each with its reason."""
        mentions: list[Mention] = []
        for number in self._numbers:
            if isinstance(number, Quantity):
                mentions.append(self._mention(number, mentions))

        mentions += unchanged(self.source, tuple(mentions), self.before, self.period)
        mentions.sort(key=lambda mention: mention.start)
        return [self._finished(mention) for mention in mentions]

    def _finished(self, mention: Mention) -> Mention:
        statement = mention.statement
        direction = statement.direction
        is_change = statement.measure in ("change", "change_percent")
        if is_change and not direction and statement.value == 0:
            direction = "same"
        why = reason(self.source.text, mention)
        return replace(mention, statement=replace(statement, direction=direction, reason=why))

    def after(self, mentions: Sequence[Mention]) -> Context:
        """What this sentence, with the statements made of it, leaves to the next one."""
        text = self.source.text
        mentions = without_points(mentions)
        named = amounts(mentions)
        name = inline_item(text) or item(text)
        first = "".join(mention.statement.subject for mention in named[:1])
        above = self.before.above.after(
            text, name=name or first, amounts=bool(mentions), whole=self._last_whole(mentions)
        )
        before = replace(self.before, above=above, mentions=tuple(mentions))
        if depth(text):
            before = replace(before, listed="")
        if not mentions:
            return replace(before, about=name, item=name) if name else before

        wholes = heads(mentions)
        listed = self._listed(named)
        return replace(
            before,
            about=listed or self._about(mentions) or before.about,
            item=inline_item(text) or before.item,
            head=wholes[0].statement.subject if wholes else before.head,
            listed=listed if depth(text) else before.listed,
        )

    def _about(self, mentions: Sequence[Mention]) -> str:
        """The first amount behind the last semicolon: what the next sentence goes on to speak of."""
        text = self.source.text
        part = max(text.rfind(mark, 0, mentions[-1].start) for mark in ";；")
        named = [mention for mention in amounts(mentions) if mention.start > part]
        return "".join(mention.statement.subject for mention in named[:1])

    def _listed(self, named: Sequence[Mention]) -> str:
        """The amount whose parts a numbered sentence lists behind it; blank where it lists none."""
        text = self.source.text
        listing = LIST.search(text, named[0].end) if named and depth(text) else None
        if listing is None or any(mention.end < listing.start() for mention in named[1:]):
            return ""
        return named[0].statement.subject

    def _last_whole(self, mentions: Sequence[Mention]) -> str:
        """The fund of the last amount that may be the whole of the next sentence's parts."""
        wholes = heads(mentions)
        if wholes:
            return funds.of_whole(wholes[-1].statement.subject)
        # 其中：基本支出…。项目支出…: the second goes on where the first did.
        return self.before.above.whole

    def _fund(self, start: int, mentions: Sequence[Mention]) -> str:
        """The fund that a figure's whole names: in its sentence, else in what stands above it."""
        text = self.source.text
        lists = list(LIST.finditer(text, 0, start))
        if lists:
            begun = lists[-1].start()
            # …；支出包括: behind a semicolon the list is of no amount before it, nor is one that
            # says itself of what it is.
            part = max(text.rfind(mark, 0, begun) for mark in ";；")
            if re.search(r"(收入|支出)(主要|具体)?$", text[:begun]):
                part = begun
            named = amounts(mentions)
            wholes = [mention for mention in named if part < mention.start < begun]
            name = funds.of_whole(wholes[-1].statement.subject if wholes else "")
            if name:
                return name
        return self.before.above.fund(text) or funds.named(self.section.heading)

    @cached_property
    def _numbers(self) -> tuple[Quantity | Other, ...]:
        text = self.source.text
        numbers: list[Quantity | Other] = []
        for number in scan(text, words=self.section.topic == "organisation"):
            if isinstance(number, Quantity) and number.unit in MONEY:
                # 50万元以上 is a limit and no amount.
                after = text[number.end :]
                if _LIMIT.match(after):
                    number = Other(str(number.number), "金额的界限，不是金额", number.start)
            numbers.append(number)
        return tuple(numbers)

    def _mention(self, number: Quantity, mentions: Sequence[Mention]) -> Mention:
        text = self.source.text
        context = FigureContext(text, number.start, number.end, tuple(mentions), self.before)
        clause = self._clause(number, context)
        moved = context.same_change(percent=number.unit == "%")
        if moved is not None:
            clause = replace(clause, moves=True, direction=moved.direction, compared=moved.compared)
        if number.unit == "%":
            measure = "change_percent" if clause.moves else "share"
        elif number.unit in MONEY:
            measure = "change" if clause.moves else "amount"
        else:
            measure = "count"

        # What stands behind a count says better what it counts.
        own = context.counted() if measure == "count" else ""
        if not own and not clause.generic and not _ONLY_POINTS.fullmatch(clause.subject):
            own = clause.subject

        implies_whole = measure == "share" and not clause.whole and (clause.shares or not own)
        # 二、关于收入预算情况说明 is about 收入预算.
        heading = _HEADING_START.sub("", self.section.heading)
        of_section = _HEADING_END.sub("", heading)[:SUBJECT_LENGTH]
        subject = own or context.subject(generic=clause.generic, section=of_section)
        subject = subject[:SUBJECT_LENGTH]

        compared = clause.compared
        if clause.moves and not compared:
            compared = context.compared(self.period)
        codes = {}
        if clause.code:
            codes[_CODE_COLUMNS[clause.code[0]]] = clause.code
        statement = Statement(
            topic=self._topic(subject, self._fund(number.start, mentions)),
            section=self.section.heading,
            subject=subject,
            measure=measure,
            direction=clause.direction,
            value=number.number,
            amount_unit=number.unit,
            whole=context.whole(self.department) if implies_whole else clause.whole,
            reason="",
            place=self.source.places[number.start],
            vintage=context.vintage(clause.vintage) if measure == "amount" else "",
            compared=compared,
            **codes,
        )

        is_head = bool(own) and measure == "amount" and not context.is_listed
        return Mention(number.start, number.end, statement, is_head, implies_whole)

    def _clause(self, number: Quantity, context: FigureContext) -> Clause:
        """The clause before a figure; where it names but a column, what a code before it names."""
        clause = clauses.read(
            context.clause,
            percent=number.unit == "%",
            department=self.department,
            period=self.period,
        )
        coded = _BY_CODE.search(self.source.text[: number.start]) if clause.generic else None
        if coded is None:
            return clause

        name = clauses.named(coded.group(1))
        return replace(clause, subject=name.subject, code=name.code)

    def _topic(self, subject: str, fund: str) -> str:
        """What a statement is about: its section or item, or the fund that its whole is of."""
        topic = self._own_topic(subject)
        above = (inline_item(self.source.text), self.before.item, self.section.heading)
        of_item = fund == funds.ITEM or any(map(funds.is_project, above))
        if of_item and topic not in PARTICULAR and funds.is_nature(subject):
            # 人员经费 of one item is no half of the budget.
            return "other"
        if fund == funds.ITEM:
            return topic
        # 会议费 is a subject of its own, whatever pays for it.
        open_ = topic in _WITHOUT_FUND and topic_of_item(subject) not in PARTICULAR
        return fund if fund and open_ and funds.may_be_part(subject) else topic

    def _own_topic(self, subject: str) -> str:
        """What a statement is about: its section, or where that is mixed, its item or itself."""
        section = self.section.topic
        if section in OWN_HEADING:
            # 政府采购 under the heading of 机关运行经费, where its own heading is left out.
            own = topic_of_heading(subject)
            return own if own in OWN_HEADING else section
        if section != "other":
            return section
        text = self.source.text
        first = _AMOUNT.split(text)[0]

        # First whatever names a subject of its own, wherever it stands.
        for words in (inline_item(text), first, self.before.item):
            topic = topic_of_item(words)
            if topic in PARTICULAR:
                return topic

        # Then what names only 收入 or 支出, the nearest first.
        for words in (inline_item(text), self.before.item, subject, first):
            topic = topic_of_item(words)
            if topic:
                return topic
        return "other"
