"""One sentence of the prose, read figure by figure: of what each is, how it moves, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from scripts.ingest.document import LeftOut
from scripts.ingest.prose import clauses
from scripts.ingest.prose.clauses import SUBJECT_LENGTH, Clause
from scripts.ingest.prose.figure_context import FigureContext
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

# 2050102小学教育，年初预算为 before a figure: the code says what 年初预算 is of.
_BY_CODE = re.compile(r"(?<!\d)(\d{5,7}[-—－]?[\u4e00-\u9fff（）]{2,40})[，,][^，,]*$")
# 50万元（含）以上: the limit from which a purchase is put out to tender.
_LIMIT = re.compile(r"[（(]含[)）]以[上下]|及?以[上下]")
_AMOUNT = re.compile(r"[\d.,]+\s*(?:万元|元|%|辆|个|台)")
# 项目自评得分为94.7分: whose it is was said before.
_ONLY_POINTS = re.compile(r"(该|本)?(项目)?(绩效)?(自评|评价|综合|平均)*(得分|评分)")
_HEADING_START = re.compile(r"^[一二三四五六七八九十]+、|^关于")
_HEADING_END = re.compile(r"(增减变动原因|支出)?(情况)?(的)?(总体)?(情况)?(说明)?$")
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
        if not mentions:
            name = inline_item(text) or item(text)
            if not name:
                return replace(self.before, mentions=())
            return replace(self.before, about=name, item=name, mentions=())

        part = max(text.rfind(mark, 0, mentions[-1].start) for mark in ";；")
        named = [mention for mention in amounts(mentions) if mention.start > part]
        about = "".join(mention.statement.subject for mention in named[:1])
        wholes = heads(mentions)
        return Context(
            about=about or self.before.about,
            item=inline_item(text) or self.before.item,
            head=wholes[0].statement.subject if wholes else self.before.head,
            mentions=tuple(mentions),
        )

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
            topic=self._topic(subject),
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

    def _topic(self, subject: str) -> str:
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
